"""All units of a corpus from which those to code are drawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.coding.passages import Passages
from framing.coding.rejected_words import LabelForms
from framing.errors import CorpusError, TableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from framing.lexicon import Lexicon

#: Columns of a unit before it is drawn.
COLUMNS: Final = (
    *("kind", "mention_id", "article_id", "source", "published", "start", "end", "actor", "label", "voice"),
    "stratum",
)
_TEXTS: Final = ("mention_id", "article_id", "source", "published", "actor", "label", "voice")


def unit_id(kind: str, article_id: str, start: int, end: int) -> str:
    """The name of a unit: always the same for the same words, and silent about where they stand.

    Twelve hexadecimal digits of a hash, of which the first is a letter: no spreadsheet takes it for a number.

    Examples
    --------
    >>> unit_id("mention", "a1", 4, 10)
    'afc94c7e03d6'
    """
    told = hashlib.sha256("\x1f".join((kind, article_id, str(start), str(end))).encode(errors="surrogatepass"))
    digits = told.hexdigest()
    return "abcdef"[int(digits[0], 16) % 6] + digits[1:12]


def mention_units(mentions: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """One row per mention, in an order that does not hang on that of `mentions`.

    Parameters
    ----------
    mentions : pandas.DataFrame
    by : sequence of str
        Columns whose values, joined, name the stratum.

    Raises
    ------
    TableError
        If two rows are the same words.
    """
    told = {name: _texts(mentions[name]) for name in {*_TEXTS, *by} if name in mentions}
    table = pd.DataFrame({"kind": "mention"}, index=range(len(mentions)), dtype=object)
    for name in _TEXTS:
        table[name] = pd.Series(told.get(name, ""), table.index, dtype=object)
    for name in ("start", "end"):
        table[name] = mentions[name].to_numpy(np.int64)
    strata = map(" | ".join, zip(*(told[name] for name in by), strict=True)) if by else [""] * len(table)
    table["stratum"] = pd.Series(list(strata), table.index, dtype=object)
    twice = table.duplicated(["article_id", "start", "end"])
    if twice.any():
        row = table[twice].iloc[0]
        raise TableError(
            f"mentions: article {row['article_id']!r} has two rows for characters {row['start']} to {row['end']}; "
            "give the mentions of one run"
        )
    return table[list(COLUMNS)].sort_values(["article_id", "start"], ignore_index=True)


@dataclass
class Searched:
    """Articles searched for what was not found in them.

    Attributes
    ----------
    passages : dict of str to Passages
        The sentences of each.
    marks : dict of str to list of (int, int)
        Characters of the mentions and the rejected words in each.
    """

    passages: dict[str, Passages] = field(default_factory=dict)
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def search(
    articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon
) -> tuple[pd.DataFrame, pd.DataFrame, Searched]:
    """Find the words that a lexicon rejected, and all sentences.

    Parameters
    ----------
    articles : pandas.DataFrame
        Those to search.
    mentions : pandas.DataFrame
        As :func:`mention_units` returns them, those of these articles at least.
    lexicon : Lexicon

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame, Searched)
        One row per rejected word (stratum: source and form) and per sentence (stratum: source, and whether anything
        is marked in it); and what was read.
    """
    forms, read = LabelForms(lexicon), Searched()
    counted = spans_by_article(mentions)
    candidates: list[tuple[Any, ...]] = []
    sentences: list[tuple[Any, ...]] = []
    columns = (_texts(articles[name]) for name in ("article_id", "source", "published"))
    for name, source, published, text, excluded in zip(*columns, articles["text"], articles["excluded"], strict=True):
        spans = counted.get(name, [])
        rejected = forms.rejected(text, spans, excluded)
        marks = sorted([*spans, *((each.start, each.end) for each in rejected)])
        passages = Passages(text, excluded)
        read.passages[name], read.marks[name] = passages, marks
        head = ("", name, source, published)
        candidates.extend(
            ("candidate", *head, each.start, each.end, "", "", "", f"{source} | {each.form}") for each in rejected
        )
        for start, end, is_marked in _marked(passages.spans, marks):
            stratum = f"{source} | {'marked' if is_marked else 'unmarked'}"
            sentences.append(("sentence", *head, start, end, "", "", "", stratum))
    return _sorted(candidates), _sorted(sentences), read


def spans_by_article(units: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Start and end of the units of each article."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in zip(units["article_id"], units["start"].tolist(), units["end"].tolist(), strict=True):
        found.setdefault(name, []).append((start, end))
    return found


def check_articles(articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Raise if mentions do not stand in these articles.

    Raises
    ------
    CorpusError
        If an article is there twice or not at all, or has other words where a mention stands.
    """
    names = articles["article_id"].astype("str")
    if names.duplicated().any():
        raise CorpusError(f"articles: {names[names.duplicated()].iloc[0]!r} is there twice; give each article once")
    text_of = dict(zip(names, articles["text"], strict=True))
    surfaces = _texts(mentions["surface"]) if "surface" in mentions else [None] * len(mentions)
    rows = zip(_texts(mentions["article_id"]), mentions["start"], mentions["end"], surfaces, strict=True)
    for name, start, end, surface in rows:
        if name not in text_of:
            raise CorpusError(
                f"articles: {name!r} of the mentions is missing; give the articles in which the mentions were found"
            )
        there = text_of[name][start:end]
        if not there or (surface is not None and there.split() != surface.split()):
            raise CorpusError(
                f"articles: {name!r} has {there!r} at characters {start} to {end}, the mentions have {surface!r}; "
                "give the articles as they were when the mentions were found, or annotate them anew"
            )


def _texts(cells: pd.Series[Any]) -> NDArray[np.object_]:
    """Cells as texts, empty where there is none; those that are equal are one object."""
    codes, known = pd.factorize(cells)
    return np.array([*map(str, known), ""], dtype=object)[codes]


def _marked(
    sentences: Sequence[tuple[int, int]], marks: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Sentences, and whether a mark touches each; both are in order."""
    left = sorted(marks, reverse=True)
    for start, end in sentences:
        while left and left[-1][1] <= start:
            left.pop()
        yield start, end, bool(left) and left[-1][0] < end


def _sorted(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["article_id", "start"], ignore_index=True)
