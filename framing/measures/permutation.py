"""Could the articles have been dealt to either side? Permutation p values and their adjustment."""

from __future__ import annotations

from typing import Final

import numpy as np

from framing.measures.intervals import Floats, Settings, chunks, generator

#: Articles that a p value needs: on each side, and on both together.
MIN_SIDE: Final = 2
MIN_BOTH: Final = 6

#: A permuted difference this close below the observed one is a tie but for rounding.
_TIE: Final = 1e-12


def permutation_p(first: Floats, second: Floats, settings: Settings, *key: object) -> Floats:
    """Share of deals of the articles that set the sides at least as far apart, by column.

    `first` and `second` hold a row per article: the numerators, then the denominator. Articles
    with equal rows are interchangeable, so a deal is a multivariate hypergeometric draw. The deal
    observed counts as one, hence (1 + hits) / (1 + resamples), never 0.
    """
    n_columns = first.shape[1] - 1
    if min(len(first), len(second)) < MIN_SIDE or len(first) + len(second) < MIN_BOTH:
        return np.full(n_columns, np.nan)
    found = []
    for column in range(n_columns):
        pair = [column, n_columns]
        found.append(_p_of_one(first[:, pair], second[:, pair], settings, generator(settings, *key)))
    return np.array(found)


def _p_of_one(first: Floats, second: Floats, settings: Settings, rng: np.random.Generator) -> float:
    """Deal the articles of one label, given as numerator and denominator."""
    distinct, times = np.unique(np.vstack([first, second]), axis=0, return_counts=True)
    observed = abs(float(_difference(first.sum(axis=0), second.sum(axis=0))))
    total, hits = times @ distinct, 0
    for size in chunks(settings.resamples, len(distinct)):
        dealt = rng.multivariate_hypergeometric(times, len(first), size=size) @ distinct
        hits += int((np.abs(_difference(dealt, total - dealt)) >= observed - _TIE).sum())
    return (1 + hits) / (1 + settings.resamples)


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


def _difference(first: Floats, second: Floats) -> Floats:
    """Difference of two ratios, numerators first and denominators last."""
    return np.asarray(first[..., 0] / first[..., 1] - second[..., 0] / second[..., 1])
