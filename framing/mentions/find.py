"""Articles in, one row per actor mention out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.mentions.modifiers import modifiers_before
from framing.mentions.noun_phrase import phrases
from framing.mentions.resolve import resolve
from framing.scan import scanner
from framing.schema import check
from framing.sentences import sentence_spans
from framing.text import lower, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from framing.lexicon import Lexicon
    from framing.mentions.noun_phrase import Phrase
    from framing.scan import Found

#: Columns of the articles that are needed to find who is named in them.
NEEDED: Final = (
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


class Mention(NamedTuple):
    """A mention, as :func:`find_mentions` describes it."""

    mention_id: str
    article_id: str
    source: str
    published: str
    actor: str
    label: str
    category: str
    valence: float
    surface: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    sentence: str
    position: str
    modifiers: str
    resolution: str
    ambiguous: bool


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
    check(articles, NEEDED, "articles")
    compiled = scanner(lexicon)
    rows: list[Mention] = []
    columns = [articles[name].tolist() for name in NEEDED]
    for done, values in enumerate(zip(*columns, strict=True), start=1):
        article = dict(zip(NEEDED, values, strict=True))
        if article["status"] == "ok":
            printed = plain(article["text"])
            found = compiled.scan(printed, lower(printed), article["excluded"])
            rows.extend(mentions_of(article, found, lexicon))
        if progress is not None:
            progress(done)
    return mentions_table(rows)


def mentions_of(article: Mapping[str, Any], found: Found, lexicon: Lexicon) -> list[Mention]:
    """The mentions of one article, in the order of its text.

    Parameters
    ----------
    article : mapping
        With the columns that :func:`find_mentions` needs.
    found : Found
        What the scan for the words of the lexicon found in it.
    lexicon : Lexicon
    """
    grouped = phrases(found.folded, found.units, lexicon.modifiers)
    resolved = list(resolve(found.folded, grouped, found.units, needs_subject=bool(lexicon.about)))
    spans = sentence_spans(found.printed, [each.phrase.start for each in resolved])
    text: str = article["text"]
    rows: list[Mention] = []
    since = 0
    for each, (sentence_start, sentence_end) in zip(resolved, spans, strict=True):
        start, end = each.phrase.start, each.phrase.end
        last = max(sentence_end, end)
        label = each.naming.label
        rows.append(
            Mention(
                mention_id=f"{article['article_id']}:{start}",
                article_id=article["article_id"],
                source=article["source"],
                published=article["published"],
                actor=each.naming.actor.actor,
                label=label.label,
                category=label.category,
                valence=label.valence,
                surface=text[start:end],
                start=start,
                end=end,
                sentence_start=sentence_start,
                sentence_end=last,
                sentence=text[sentence_start:last],
                position=_position(article, start),
                modifiers=_modifiers(text, each.phrase, lexicon.modifiers, since),
                resolution=each.resolution,
                ambiguous=each.resolution in ("carried", "default"),
            )
        )
        since = end
    return rows


def _modifiers(text: str, phrase: Phrase, allowed: frozenset[str], since: int) -> str:
    """Words before the label, those within the mention included."""
    before = modifiers_before(text, phrase.start, allowed, since)
    if phrase.start == phrase.head.start:
        return before
    return " ".join(f"{before} {text[phrase.start : phrase.head.start]}".split())


def _position(article: Mapping[str, Any], start: int) -> str:
    if article["headline_start"] <= start < article["headline_end"]:
        return "headline"
    return "lead" if start < article["lead_end"] else "body"


def mentions_table(rows: Sequence[Mention]) -> pd.DataFrame:
    """Rows as a table, column by column."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in Mention._fields)
    table = pd.DataFrame(dict(zip(Mention._fields, columns, strict=True)), columns=list(Mention._fields))
    types = {
        "valence": "float64",
        "start": "int64",
        "end": "int64",
        "sentence_start": "int64",
        "sentence_end": "int64",
        "ambiguous": "bool",
    }
    return table.astype(types)
