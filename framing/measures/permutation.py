"""Could the articles have been dealt to either side? Permutation p values and their adjustment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.measures.intervals import Floats, Integers, Settings, chunks, distinct, generator

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Articles that a p value needs: on each side, and on both together.
MIN_SIDE: Final = 2
MIN_BOTH: Final = 6

#: A permuted difference this close below the observed one, in parts of it, is a tie but for rounding.
_TIE: Final = 1e-9


class Dealt(NamedTuple):
    """Articles that share a block, each a row of numerator and denominator, and how many belong to the first side."""

    rows: Floats
    n_first: int


class Permuted(NamedTuple):
    """What the deals say of each column: `p`, and how many standard errors apart the outermost deals lie."""

    p: Floats
    critical: Floats


def permutation_test(
    first: Floats, second: Floats, settings: Settings, *key: object, blocks: tuple[Integers, Integers] | None = None
) -> Permuted:
    """Share of deals of the articles that set the sides at least as far apart, by column.

    `first` and `second` hold a row per article: the numerators, then the denominator. `blocks` numbers the block of
    each article of both sides; articles change sides within their block alone.

    How far apart is measured in standard errors (Janssen 1997, Statistics & Probability Letters; Chung & Romano 2013,
    Annals of Statistics): plain differences call too many or too few sides different where one writes longer articles
    than the other. Articles with equal rows are interchangeable, so a deal is a multivariate hypergeometric draw. The
    deal observed counts as one, hence (1 + hits) / (1 + resamples), never 0. An interval of `critical`
    standard errors on both sides excludes 0 where p is small.
    """
    n_columns = first.shape[1] - 1
    both = blocks or (np.zeros(len(first), np.int64), np.zeros(len(second), np.int64))
    shared = np.intersect1d(*both)
    mine, theirs = (np.isin(block, shared) for block in both)
    if min(mine.sum(), theirs.sum()) < MIN_SIDE or mine.sum() + theirs.sum() < MIN_BOTH:
        return Permuted(*np.full((2, n_columns), np.nan))
    found = []
    for column in range(n_columns):
        pair = [column, n_columns]
        one, other = _with_squares(first[:, pair]), _with_squares(second[:, pair])
        dealt = [
            Dealt(np.vstack([one[both[0] == block], other[both[1] == block]]), int((both[0] == block).sum()))
            for block in shared
        ]
        # Articles of blocks that hold one side alone stay where they are.
        kept = one[~mine].sum(axis=0), other[~theirs].sum(axis=0)
        observed = _apart(one.sum(axis=0), other.sum(axis=0))
        total = sum(block.rows.sum(axis=0) for block in dealt)
        deals = _deals(dealt, settings, generator(settings, *key))
        apart = np.concatenate([_apart(kept[0] + deal, kept[1] + total - deal) for deal in deals])
        hits = int((apart >= observed * (1 - _TIE)).sum())
        outermost = np.quantile(apart, settings.level, method="higher")
        found.append(((1 + hits) / (1 + settings.resamples), outermost))
    return Permuted(*np.array(found).T)


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjust p values for the number of them (Benjamini & Hochberg 1995); missing ones stay missing.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, np.nan, 0.04, 0.03])).round(3).tolist()
    [0.03, nan, 0.04, 0.04]
    """
    adjusted = np.full(len(p), np.nan)
    present = np.flatnonzero(~np.isnan(p))
    if not len(present):
        return adjusted
    order = present[np.argsort(p[present], kind="stable")]
    steps = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1)
    return adjusted


def _with_squares(rows: Floats) -> Floats:
    """Numerator, denominator, and the products whose sums give the variance of their ratio."""
    top, bottom = rows.T
    return np.column_stack([top, bottom, top * top, top * bottom, bottom * bottom])


def _deals(blocks: list[Dealt], settings: Settings, rng: np.random.Generator) -> Iterator[Floats]:
    """Sums of the articles dealt to the first side, a row per deal."""
    # Articles with the same numerator and denominator have the same products.
    counted = [distinct(block.rows[:, :2]) for block in blocks]
    different = [(_with_squares(rows), times) for rows, times in counted]
    for size in chunks(settings.resamples, max(len(rows) for rows, _ in different)):
        dealt = np.zeros((size, 5))
        for block, (rows, times) in zip(blocks, different, strict=True):
            dealt += rng.multivariate_hypergeometric(times, block.n_first, size=size) @ rows
        yield dealt


def _apart(first: Floats, second: Floats) -> Floats:
    """Difference of the two ratios in standard errors, without its sign; infinite where neither side varies."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = first[..., 0] / first[..., 1], second[..., 0] / second[..., 1]
        error = np.sqrt(_variance(first, one) + _variance(second, other))
        difference = np.abs(one - other)
        return np.where(difference < _TIE, 0.0, difference / error)


def _variance(sums: Floats, ratio: Floats) -> Floats:
    """Variance of a ratio of sums over articles, from their residuals; rounding may not make it negative."""
    squares = sums[..., 2] - 2 * ratio * sums[..., 3] + ratio**2 * sums[..., 4]
    return np.asarray(np.maximum(squares, 0) / sums[..., 1] ** 2)
