"""What a lexicon hits in a corpus, what it never hits, and what it may lack."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from framing.mentions import find_mentions
from framing.text import FUNCTION_WORDS, fold

if TYPE_CHECKING:
    from framing.lexicon import Lexicon

#: Capitalised words in a row, as names are printed.
_NAME: Final = re.compile(r"\b[A-Z][\w'-]+(?: (?:al-|al |of )?[A-Z][\w'-]+)*")
_WORD_AFTER: Final = re.compile(r"[ -]([a-z][a-z-]+)")
#: How near a mention, in characters, a name must stand to be its neighbour.
_NEAR: Final = 30
_RARE: Final = 3
_MOST: Final = 25


@dataclass(frozen=True)
class Coverage:
    """How a lexicon fits a corpus.

    Attributes
    ----------
    terms : pandas.DataFrame
        One row per term: actor, label, term, ``n_mentions`` and ``n_articles`` in which a mention prints one of
        its forms; terms that never hit have 0.
    overlaps : pandas.DataFrame
        One row per pair of terms of which one holds the other: ``term``, ``within``, and ``n_mentions`` of the
        longer, which wins.
    neighbours : pandas.DataFrame
        One row per frequent word that the lexicon lacks: ``kind`` (``name``: capitalised, a few words from a
        mention; ``head noun``: right after a label), ``word``, ``n`` and an ``example``.
    """

    terms: pd.DataFrame
    overlaps: pd.DataFrame
    neighbours: pd.DataFrame


def lexicon_coverage(articles: pd.DataFrame, lexicon: Lexicon) -> Coverage:
    r"""Report how the terms of a lexicon fare in a corpus.

    Parameters
    ----------
    articles : pandas.DataFrame
        As :func:`framing.read_articles` returns it.
    lexicon : Lexicon

    Returns
    -------
    Coverage

    Examples
    --------
    >>> from framing import load_lexicon, mark_regions
    >>> articles = mark_regions(pd.DataFrame({"article_id": ["a"], "text": ["Syrian rebels left Homs."]}))
    >>> terms = lexicon_coverage(articles, load_lexicon("syria")).terms
    >>> terms.loc[terms["n_mentions"] > 0, ["label", "term", "n_mentions"]].to_string(index=False)
    'label  term  n_mentions\nrebel rebel           1'
    """
    mentions = find_mentions(articles, lexicon)
    terms = _terms(mentions, lexicon)
    return Coverage(terms, _overlaps(terms, lexicon), _neighbours(mentions, lexicon))


def _terms(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Count mentions and articles of each term; in a mention, its longest term counts."""
    owned: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for actor, label, term in lexicon:
        owned.setdefault((actor.actor, label.label), []).extend((form, term.text) for form in term.forms)
    for forms in owned.values():
        forms.sort(key=lambda pair: -len(pair[0]))
    hits: Counter[tuple[str, str, str]] = Counter()
    articles: dict[tuple[str, str, str], set[str]] = {}
    for row in mentions.to_dict("records"):
        printed = fold(row["surface"])
        for form, printed_as in owned[row["actor"], row["label"]]:
            if form in printed:
                key = (row["actor"], row["label"], printed_as)
                hits[key] += 1
                articles.setdefault(key, set()).add(row["article_id"])
                break
    table = lexicon.terms()[["actor", "label", "term", "line"]]
    keys = list(zip(table["actor"], table["label"], table["term"], strict=True))
    return table.assign(
        n_mentions=[hits[key] for key in keys], n_articles=[len(articles.get(key, ())) for key in keys]
    )


def _overlaps(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    counted = terms.groupby("term")["n_mentions"].sum()
    texts = sorted({term.text for _, _, term in lexicon})
    rows: list[tuple[str, str, int]] = []
    for long in texts:
        padded = f" {fold(long)} ".replace("-", " ")
        rows.extend(
            (short, long, int(counted[long]))
            for short in texts
            if short != long and f" {fold(short)} ".replace("-", " ") in padded
        )
    return pd.DataFrame(rows, columns=["term", "within", "n_mentions"])


def _neighbours(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    named = [name for actor in lexicon.actors for name in (*actor.names, *actor.country)]
    printed = [term for _, _, term in lexicon]
    known = {form for term in (*printed, *named, *lexicon.elsewhere, *lexicon.about) for form in term.forms}
    found: dict[str, Counter[str]] = {"name": Counter(), "head noun": Counter()}
    example: dict[str, str] = {}

    def note(kind: str, word: str, sentence: str) -> None:
        if fold(word) not in known and fold(word) not in FUNCTION_WORDS:
            found[kind][word] += 1
            example.setdefault(word, sentence)

    for row in mentions.to_dict("records"):
        sentence = row["sentence"]
        start, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
        for match in _NAME.finditer(sentence, max(0, start - _NEAR), end + _NEAR):
            if match.start() and (match.end() <= start or match.start() >= end):
                note("name", match.group(), sentence)
        after = _WORD_AFTER.match(sentence, end)
        if after:
            note("head noun", after.group(1), sentence)
    rows = [
        (kind, word, n, example[word])
        for kind, counts in found.items()
        for word, n in counts.most_common(_MOST)
        if n >= _RARE
    ]
    return pd.DataFrame(rows, columns=["kind", "word", "n", "example"])
