"""Words counted by source and article, and how far their log odds move when the articles are redrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.measures.intervals import Floats, Settings, chunks, generator
from framing.measures.keyness_statistics import log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from framing.measures.intervals import Integers


class Side(NamedTuple):
    """A source or a baseline: how often it has each word, in how many of its articles."""

    words: Floats
    articles: Floats
    n_articles: int


def counted(rows: pd.DataFrame) -> tuple[NDArray[np.object_], dict[str, Any]]:
    """All words, and for each source a sparse matrix with a row per article and a column per word."""
    from scipy.sparse import csr_array

    names, word = np.unique(rows["word"].to_numpy(dtype=object), return_inverse=True)
    found = {}
    for source, at in rows.groupby("source", sort=True).indices.items():
        ids, article = np.unique(rows["article_id"].to_numpy(dtype=object)[at], return_inverse=True)
        shape = (len(ids), len(names))
        found[str(source)] = csr_array((np.ones(len(at)), (article, word[at])), shape=shape)
    return names, found


def side_of(matrix: Any) -> Side:  # noqa: ANN401 - SciPy has no types
    """Count the words of a source, and its articles."""
    return Side(np.asarray(matrix.sum(axis=0)), np.asarray((matrix > 0).sum(axis=0), np.float64), matrix.shape[0])


def pooled(sides: Iterable[Side]) -> Side:
    """Several sources as one side."""
    words, articles, n_articles = zip(*sides, strict=True)
    return Side(np.sum(words, axis=0), np.sum(articles, axis=0), sum(n_articles))


def variances(
    counts: Sequence[tuple[str, Any]], prior: Floats, kept: Integers, settings: Settings, actor: str
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Variance of the log odds of each word kept when articles are redrawn: in each source, and in its rest."""
    from scipy.sparse import csc_array, hstack

    # The last column counts all words of an article.
    matrices = [hstack([m[:, kept], csc_array(m.sum(axis=1)[:, None])], format="csr") for _, m in counts]
    draws = [generator(settings, actor, source) for source, _ in counts]
    sums = np.zeros((4, len(counts), len(kept)))
    whole = [np.asarray(matrix.sum(axis=0))[None, :] for matrix in matrices]
    total = float(prior.sum())
    middle = [_logits(each, prior[kept], total) for each in _with_rests(whole)]
    for size in chunks(settings.resamples, len(counts) * (len(kept) + 1)):
        drawn = [_redrawn(matrix, size, rng) for matrix, rng in zip(matrices, draws, strict=True)]
        for place, each in enumerate(_with_rests(drawn)):
            # Distances from the estimate keep their squares small, and so exact.
            away = _logits(each, prior[kept], total) - middle[place]
            side, source = divmod(place, len(counts))
            sums[2 * side, source] += away.sum(axis=0)
            sums[2 * side + 1, source] += np.einsum("ij,ij->j", away, away)
    sums /= settings.resamples
    n = np.array([matrix.shape[0] for matrix in matrices])
    own, rest = sums[1] - sums[0] ** 2, sums[3] - sums[2] ** 2
    names = [source for source, _ in counts]
    return _per_source(names, own, n), _per_source(names, rest, n.sum() - n)


def _per_source(names: list[str], variance: Floats, n_articles: Integers) -> dict[str, Floats]:
    """Variances by source; draws from n articles have the divisor n, where n - 1 is due."""
    due = n_articles / np.maximum(n_articles - 1, 1)
    return dict(zip(names, np.maximum(variance, 0) * due[:, None], strict=True))


def _with_rests(drawn: list[Floats]) -> Iterator[Floats]:
    """Counts of each source, then those of all sources but each."""
    yield from drawn
    everything = sum(drawn, np.zeros(1))
    yield from (everything - each for each in drawn)


def _redrawn(matrix: Any, size: int, rng: np.random.Generator) -> Floats:  # noqa: ANN401 - SciPy has no types
    """Counts of words when the articles are drawn anew with replacement, a row per draw."""
    n = matrix.shape[0]
    weights = rng.multinomial(n, np.full(n, 1 / n), size=size).astype(np.float64)
    return np.asarray((matrix.T @ weights.T).T)


def _logits(counts: Floats, prior: Floats, total: float) -> Floats:
    """Log odds of each word among all, which the last column counts."""
    return log_odds(counts[:, :-1], counts[:, -1:], prior, total)
