"""Words as the denominator of a rate: articles, cut into sentences where few name an actor."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from framing.measures.bounds import wilson
from framing.measures.intervals import MIN_ARTICLES, Integers, Units, kind_of

#: Words of a news sentence: articles are cut into units of this length where sentences are drawn.
SENTENCE_WORDS: Final = 20


class Exposure(NamedTuple):
    """Words of each article of a group, and the sentence of each mention with its article."""

    words: Integers
    article: Integers
    sentence: Integers


def _sentences(words: Integers) -> Integers:
    """Sentences that articles of so many words are taken to have."""
    return np.maximum(np.rint(words / SENTENCE_WORDS), 1).astype(np.int64)


def exposed_units(group: Exposure) -> Units:
    """Articles; or, where few name the actor, those few cut into sentences."""
    full = group.words > 0
    words, place = group.words[full], (np.cumsum(full) - 1)[group.article]
    n = len(words)
    counts = np.bincount(place, minlength=n)
    kind = kind_of(int((counts > 0).sum()))
    if kind == "articles":
        return Units(counts[:, None].astype(np.float64), words.astype(np.float64), np.arange(n), kind)
    _, first, mentions = np.unique(group.sentence, return_index=True, return_counts=True)
    article = place[first]
    holding = np.bincount(article, minlength=n)
    lengths = np.where(counts > 0, np.maximum(_sentences(words), holding), 1)
    order = np.argsort(article, kind="stable")
    rank = np.arange(len(order)) - np.searchsorted(article[order], article[order])
    top = np.zeros((int(lengths.sum()), 1))
    top[(np.cumsum(lengths) - lengths)[article[order]] + rank, 0] = mentions[order]
    bottom = np.repeat(words / lengths, lengths)
    kind = "articles+sentences" if n > 1 else "sentences"
    return Units(top, bottom, np.repeat(np.arange(n), lengths), kind)


def bound_of_never(words: Integers, usual: float, level: float) -> tuple[float, str]:
    """Bound the rate that an actor who is never named may still have, and what that rests on."""
    if len(words) >= MIN_ARTICLES:
        n, each, basis = len(words), max(usual, 1.0), "Wilson (articles)"
    else:
        n, each, basis = int(_sentences(words).sum()), 1.0, "Wilson (sentences)"
    return min(float(wilson(0.0, n, level)[1] * n * each / words.sum()), 1.0), basis
