"""The articles table: regions, status and word counts for any table of texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.corpus.clean import words_outside
from framing.corpus.decode import replace_surrogates
from framing.corpus.language import name_foreign_language
from framing.corpus.regions import Regions, find_regions
from framing.errors import TableError
from framing.quotes import find_quotes
from framing.schema import ARTICLES, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Sequence

_REGIONS: Final = ("headline_start", "headline_end", "lead_end", "excluded")
_NOTHING: Final = Regions(0, 0, 0, [])


def mark_regions(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Mark headline, lead and web boilerplate in a table of texts, and complete its columns.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row per article, with the columns ``article_id`` (unique) and ``text``. ``title`` helps to
        find the headline. Further columns ride along.

    Returns
    -------
    pandas.DataFrame
        A new table, the columns of ``framing.schema.ARTICLES`` first: ``headline_start``,
        ``headline_end``, ``lead_end`` in characters of ``text`` (0 when there is none),
        ``excluded`` (pairs of offsets), ``words`` (those outside ``excluded``), ``unpaired_quotes``
        (quotations of which a mark is missing, so that their extent is a guess), ``status`` (ok,
        empty, unreadable, foreign_language) with a ``note``. Region columns and a status that are
        already there are kept: drop them to have them found anew. Missing columns are ``""``.

    Raises
    ------
    TableError
        If a column is missing, an id is repeated, a status is unknown or an offset lies outside its
        text.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Trending:\n\nRebels entered the town."]})
    >>> mark_regions(articles)[["status", "excluded", "words"]].to_dict("records")
    [{'status': 'ok', 'excluded': [[0, 9]], 'words': 4}]
    """
    check(articles, ("article_id", "text"), "articles")
    ids = _check_ids(articles)
    raw = articles["text"].tolist()
    mended = [replace_surrogates(text) if isinstance(text, str) else ("", "") for text in raw]
    texts = [text for text, _ in mended]
    columns = {
        name: _strings(articles, name)
        for name in ARTICLES
        if name not in {*_REGIONS, "words", "unpaired_quotes", "text"}
    }
    statuses, notes = columns["status"], columns["note"]
    _check_status(statuses)
    for index, text in enumerate(raw):
        if not isinstance(text, str) and not statuses[index]:
            statuses[index], notes[index] = "unreadable", notes[index] or "the text is missing"
        notes[index] = "; ".join(filter(None, (notes[index], mended[index][1])))
    regions = _find_all(articles, texts, columns["title"], statuses)
    words = [words_outside(text, found.excluded) for text, found in zip(texts, regions, strict=True)]
    for index, text in enumerate(texts):
        if not statuses[index]:
            statuses[index], reason = _judge(text, words[index], regions[index])
            notes[index] = "; ".join(filter(None, (reason, notes[index])))
        if statuses[index] == "unreadable":
            texts[index], words[index] = "", 0
    found = {name: [region[place] for region in regions] for place, name in enumerate(_REGIONS)}
    unpaired = [sum(not quote.paired for quote in find_quotes(text)) for text in texts]
    ours = {
        **columns, **found, "article_id": ids, "text": texts, "words": words, "unpaired_quotes": unpaired
    }  # fmt: skip
    own = pd.DataFrame({name: ours[name] for name in ARTICLES}, index=articles.index)
    rest = articles[[column for column in articles.columns if column not in ARTICLES]]
    return pd.concat([own, rest], axis=1)


def _judge(text: str, words: int, regions: Regions) -> tuple[str, str]:
    """Status of a text, and the reason when it is not ok."""
    if not words:
        return (
            "empty",
            "there are no words outside web boilerplate" if regions.excluded else "the text is empty",
        )
    foreign = name_foreign_language(text)
    return ("foreign_language", f"the text is {foreign}, not English") if foreign else ("ok", "")


def _find_all(
    articles: pd.DataFrame, texts: Sequence[str], titles: Sequence[str], statuses: Sequence[str]
) -> list[Regions]:
    """Regions of each text; those that the table brings are kept."""
    there = [name for name in _REGIONS if name in articles.columns]
    rows = [articles[name].tolist() for name in there]
    found: list[Regions] = []
    for index, (text, title, status) in enumerate(zip(texts, titles, statuses, strict=True)):
        kept: dict[str, Any] = {}
        for name, cells in zip(there, rows, strict=True):
            value = _offsets(cells[index], name, index + 1)
            kept.update({} if value is None else {name: value})
        if status == "unreadable":
            found.append(_NOTHING)
        else:
            fresh = _NOTHING if len(kept) == len(_REGIONS) else find_regions(text, title)
            found.append(fresh._replace(**kept))
    for row, (region, text) in enumerate(zip(found, texts, strict=True), start=1):
        _check_offsets(region, len(text), row)
    return found


def _offsets(cell: Any, name: str, row: int) -> Any:  # noqa: ANN401
    """Read a cell of a region column: a number, pairs of numbers (in CSV as JSON), or None."""
    try:
        if isinstance(cell, str):
            cell = json.loads(cell) if cell.strip() else None
        if name == "excluded" and hasattr(cell, "__len__"):
            return [[int(start), int(end)] for start, end in cell]
        return None if cell is None or pd.isna(cell) else int(cell)
    except (ValueError, TypeError) as error:
        allowed = "pairs of offsets such as [[0, 9]]" if name == "excluded" else "a whole number"
        raise TableError(
            f"articles, row {row}: column {name!r} holds {cell!r}; allowed is {allowed};"
            " drop the column to have it found anew"
        ) from error


def _check_offsets(region: Regions, length: int, row: int) -> None:
    """Raise if a region lies outside its text."""
    pairs = [[region.headline_start, region.headline_end], [0, region.lead_end], *region.excluded]
    for start, end in pairs:
        if not 0 <= start <= end <= length:
            raise TableError(
                f"articles, row {row}: the region from {start} to {end} is not within a text of {length}"
                " characters; drop the region columns to have them found anew"
            )


def _strings(articles: pd.DataFrame, name: str) -> list[str]:
    """Return a column as text, ``""`` where missing."""
    if name not in articles.columns:
        return [""] * len(articles)
    column = articles[name]
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype(object).where(column.notna(), "").map(str).tolist()


def _check_ids(articles: pd.DataFrame) -> list[str]:
    """Return the ids as text, or a TableError if one is missing or repeated."""
    ids = _strings(articles, "article_id")
    seen: dict[str, int] = {}
    for row, article_id in enumerate(ids, start=1):
        if not article_id:
            raise TableError(f"articles, row {row}: article_id is missing; give each article an id of its own")
        if article_id in seen:
            raise TableError(
                f"articles: article_id {article_id!r} stands in rows {seen[article_id]} and {row};"
                " ids must be unique; make them so, for example with articles.index"
            )
        seen[article_id] = row
    return ids


def _check_status(statuses: Sequence[str]) -> None:
    """Raise if a status is not in the vocabulary."""
    strange = sorted({*statuses} - {"", *VOCABULARY["status"]})
    if strange:
        raise TableError(
            f"articles: column 'status' holds {strange[0]!r}; allowed are {', '.join(VOCABULARY['status'])}"
        )
