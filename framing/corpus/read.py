"""Files, folders and standard input to one table of articles."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from framing.corpus.clean import find_boilerplate, words_outside
from framing.corpus.decode import check_encoding
from framing.corpus.gather import gather
from framing.corpus.mark import mark_regions
from framing.corpus.metadata import apply_metadata, read_metadata
from framing.corpus.recover import recover
from framing.corpus.regions import kept_lines
from framing.corpus.titles import add_title
from framing.errors import CorpusError
from framing.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from framing.corpus.rows import Origin

logger = logging.getLogger("framing")

#: A text shorter than this may be boilerplate alone; then its title does not make it an article.
SHORT_TEXT = 1000


def read_articles(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: str | Path | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read articles from files, folders, tables or standard input.

    Parameters
    ----------
    path : str, Path or list of them
        A text file, web page or table (CSV, TSV, JSON Lines, JSON, Parquet; .gz of the text formats),
        a folder of such files (searched to the bottom, in the order of names), or "-" for standard
        input (a web page if it starts like one, else text). A file articles.csv in a folder that has
        no text column holds the metadata of the texts beside it.
    columns : mapping of str to str, optional
        Name of ours to the name in the table, such as ``{"text": "body", "source": "outlet"}``. The
        others are guessed from their names, and each guess is logged by the logger "framing".
    metadata : str or Path, optional
        A CSV or TSV file with a column article_id or file and any others. It overrides what was
        recovered from the texts, not what a table of articles says itself.
    encoding : str, optional
        Name of the encoding; when not given it is found.

    Returns
    -------
    pandas.DataFrame
        One row per article: the columns of ``framing.schema.ARTICLES``, then ``title_added``
        (characters of the title that were put before the text, so that an offset in the text of the
        input is ``start - title_added``), then the further columns of the input, untouched. Bad
        articles are kept with a ``status`` other than "ok" and a ``note`` that says why.

    Raises
    ------
    CorpusError
        If a path does not exist, the only file cannot be read, a folder holds nothing to read, or a
        table has no column of texts.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "monday.txt")
    ...     _ = file.write_text("BEIRUT (Reuters) - Rebels entered the town on Monday.")
    ...     articles = read_articles(folder)
    >>> articles[["article_id", "source", "status", "words"]].to_dict("records")
    [{'article_id': 'monday', 'source': 'Reuters', 'status': 'ok', 'words': 8}]
    """
    paths = _check_paths(path)
    if encoding is not None:
        check_encoding(encoding)
    part, beside = gather(paths, columns, encoding)
    given = [] if metadata is None else [read_metadata(metadata, encoding)]
    frame, origins = part
    frame["article_id"] = _make_unique(frame["article_id"].tolist())
    for each in (*beside, *given):
        apply_metadata(part, each)
    added = _add_titles(frame)
    articles = mark_regions(frame)
    _recover(articles, origins)
    articles.insert(len(ARTICLES), "title_added", added)
    _report(articles)
    return articles


def _check_paths(path: object) -> list[str | Path]:
    """Paths as a list, or a CorpusError if they are none."""
    each: Sequence[object] = path if isinstance(path, (list, tuple)) else [path]
    paths = [item for item in each if isinstance(item, (str, Path))]
    wrong = [item for item in each if not isinstance(item, (str, Path))]
    if wrong:
        raise CorpusError(
            f"path: a path or a list of paths is needed, but this is of type {type(wrong[0]).__name__};"
            " a DataFrame of texts needs no reading: give it to mark_regions"
        )
    if not paths or "" in paths:
        raise CorpusError("path: it is empty; give a file, a folder or '-' for standard input")
    return paths


def _make_unique(ids: Sequence[str]) -> list[str]:
    """Ids of which each stands once: repeated ones get ``#2``, ``#3``; how many is logged."""
    counts = Counter(ids)
    taken = set(ids)
    seen: Counter[str] = Counter()
    unique = []
    for given in ids:
        seen[given] += 1
        name = given
        while seen[given] > 1 and name in taken:
            name = f"{given}#{seen[given]}"
            seen[given] += name in taken
        taken.add(name)
        unique.append(name)
    repeated = [given for given, count in counts.items() if count > 1]
    if repeated:
        logger.warning(
            "repeated article ids: %d, the first is %r; the later rows were made unique (%r)",
            len(repeated), repeated[0], f"{repeated[0]}#2",
        )  # fmt: skip
    return unique


def _add_titles(frame: pd.DataFrame) -> list[int]:
    """Put titles that the texts lack before them; how many characters that added to each."""
    added = []
    texts = []
    for text, title in zip(frame["text"].tolist(), frame["title"].tolist(), strict=True):
        empty = len(text) < SHORT_TEXT and not words_outside(text, find_boilerplate(text))
        longer, count = (text, 0) if empty else add_title(text, title)
        texts.append(longer)
        added.append(count)
    frame["text"] = texts
    return added


def _recover(articles: pd.DataFrame, origins: Sequence[Origin]) -> None:
    """Fill title, byline, date and source from the texts, where nothing else gave them."""
    names = ("title", "byline", "published", "source")
    filled: dict[str, list[str]] = {name: [] for name in names}
    for row, origin in zip(articles.to_dict("records"), origins, strict=True):
        headline = row["text"][row["headline_start"] : row["headline_end"]]
        found = recover(row["text"], kept_lines(row["text"], row["excluded"]), row["headline_end"])
        fallback = origin.site or Path(row["article_id"].partition("#")[0]).name
        if origin.table:
            fallback = Path(origin.name).name.split(".")[0]
        filled["title"].append(row["title"] or " ".join(headline.split()))
        filled["byline"].append(row["byline"] or found.byline)
        filled["published"].append(row["published"] or found.published)
        filled["source"].append(row["source"] or found.source or fallback)
    for name, values in filled.items():
        articles[name] = values


def _report(articles: pd.DataFrame) -> None:
    """Log how many articles cannot be used, and why the first one cannot."""
    bad = articles[articles["status"] != "ok"]
    if len(bad):
        counts = ", ".join(f"{count} {status}" for status, count in bad["status"].value_counts().items())
        first = bad.iloc[0]
        logger.warning(
            "%d of %d articles cannot be used (%s); the first is %r: %s",
            len(bad), len(articles), counts, first["article_id"], first["note"],
        )  # fmt: skip
