"""Articles in, one row per actor mention out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.mentions.modifiers import modifiers_before
from framing.mentions.noun_phrase import phrases
from framing.mentions.resolve import resolve
from framing.mentions.scan import Scanner, scanner
from framing.mentions.sentences import sentence_spans
from framing.schema import MENTIONS, check
from framing.text import lower, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from framing.lexicon import Lexicon
    from framing.mentions.noun_phrase import Phrase

_NEEDS = (
    "article_id",
    "source",
    "published",
    "text",
    "status",
    "headline_start",
    "headline_end",
    "lead_end",
    "excluded",
)


def find_mentions(
    articles: pd.DataFrame, lexicon: Lexicon, *, progress: Callable[[int], None] | None = None
) -> pd.DataFrame:
    """Find every mention of the lexicon's actors.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row per article, with the columns of :data:`framing.schema.ARTICLES`. Articles whose ``status``
        is not ``ok`` have no mentions.
    lexicon : Lexicon
    progress : callable, optional
        Called with the number of articles done, after each.

    Returns
    -------
    pandas.DataFrame
        One row per mention, in the order of the articles and of their text, with the columns of
        :data:`framing.schema.MENTIONS`:

        - ``start, end``: characters of the article's text, so that ``text[start:end] == surface``;
        - ``sentence_start, sentence_end, sentence``: the sentence around it;
        - ``position``: headline, lead or body;
        - ``category, valence``: of the label, valence in [-1, 1];
        - ``modifiers``: words put before it;
        - ``resolution``: how the actor was found: ``own``, ``neighbour``, ``carried`` or ``default``
          (see :mod:`framing.mentions.resolve`); ``ambiguous`` is true for the last two.

    Raises
    ------
    TableError
        If a column is missing.
    """
    check(articles, _NEEDS, "articles")
    compiled = scanner(lexicon)
    rows: list[dict[str, Any]] = []
    columns = [articles[name].tolist() for name in _NEEDS]
    for done, values in enumerate(zip(*columns, strict=True), start=1):
        article = dict(zip(_NEEDS, values, strict=True))
        if article["status"] == "ok":
            rows.extend(_mentions_of(article, lexicon, compiled))
        if progress is not None:
            progress(done)
    return _table(rows)


def _mentions_of(article: dict[str, Any], lexicon: Lexicon, compiled: Scanner) -> Iterator[dict[str, Any]]:
    text: str = article["text"]
    printed = plain(text)
    folded = lower(printed)
    units = compiled.units(text, folded, article["excluded"])
    grouped = phrases(folded, units, lexicon.modifiers)
    found = list(resolve(folded, grouped, units, needs_subject=bool(lexicon.about)))
    spans = sentence_spans(printed, [each.phrase.start for each in found])
    since = 0
    for each, (sentence_start, sentence_end) in zip(found, spans, strict=True):
        start, end = each.phrase.start, each.phrase.end
        yield {
            "mention_id": f"{article['article_id']}:{start}",
            "article_id": article["article_id"],
            "source": article["source"],
            "published": article["published"],
            "actor": each.naming.actor.actor,
            "label": each.naming.label.label,
            "category": each.naming.label.category,
            "valence": each.naming.label.valence,
            "surface": text[start:end],
            "start": start,
            "end": end,
            "sentence_start": sentence_start,
            "sentence_end": max(sentence_end, end),
            "sentence": text[sentence_start : max(sentence_end, end)],
            "position": _position(article, start),
            "modifiers": _modifiers(text, each.phrase, lexicon.modifiers, since),
            "resolution": each.resolution,
            "ambiguous": each.resolution in ("carried", "default"),
        }
        since = end


def _modifiers(text: str, phrase: Phrase, allowed: frozenset[str], since: int) -> str:
    """Words before the label, those within the mention included."""
    before = modifiers_before(text, phrase.start, allowed, since)
    return " ".join(f"{before} {text[phrase.start : phrase.head.start]}".split())


def _position(article: dict[str, Any], start: int) -> str:
    if article["headline_start"] <= start < article["headline_end"]:
        return "headline"
    return "lead" if start < article["lead_end"] else "body"


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(MENTIONS))
    types = {
        "valence": "float64",
        "start": "int64",
        "end": "int64",
        "sentence_start": "int64",
        "sentence_end": "int64",
        "ambiguous": "bool",
    }
    return table.astype(types)
