"""From a resampled spread to an interval that is never a point: score bounds for three scales.

The spread of a share gives the number of independent mentions that would vary as much, its
*effective n*; the bounds are Wilson's score interval for that n (after Korn & Graubard 1998, Survey
Methodology, who take the bounds of Clopper and Pearson). A mean between two extremes is treated as
a share of the way between them, a rate as the share of words that begin a mention. Where nothing
varies, n is the number of units. Plain percentiles of the resamples were tried and are too short
for rare labels and few articles: ``benchmarks/coverage.py`` prints both.
"""

from __future__ import annotations

import numpy as np

from framing.measures.intervals import Floats, Settings, Units, normal_z, ratio, spread

#: Shares, means and spreads that differ by less than this are equal but for rounding.
TINY = 1e-9


def wilson(share: Floats | float, n: Floats | float, level: float) -> tuple[Floats, Floats]:
    """Score interval of a share of `n` independent units (Wilson 1927).

    Examples
    --------
    >>> low, high = wilson(0.85, 100, 0.95)
    >>> print(f"{low:.3f} {high:.3f}")
    0.767 0.907
    """
    p, z2 = np.asarray(share, dtype=np.float64), normal_z(level) ** 2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    low, high = np.clip(middle - half, 0, p), np.clip(middle + half, p, 1)
    return np.where(p <= TINY, 0.0, low), np.where(p >= 1 - TINY, 1.0, high)


def share_bounds(units: Units, settings: Settings, *key: object) -> tuple[Floats, Floats, list[str]]:
    """Bounds of shares, and what each rests on."""
    share, n_mentions = ratio(units), units.bottom.sum()
    error = spread(units, settings, *key)
    stuck = error < TINY
    # No more evidence than mentions, however evenly chance has spread them over the articles.
    n = np.minimum(share * (1 - share) / np.where(stuck, 1, error) ** 2, n_mentions)
    low, high = wilson(share, np.where(stuck, len(units.bottom), n), settings.level)
    return low, high, [_basis(units, stuck=bool(s)) for s in stuck]


def mean_bounds(
    units: Units, ends: tuple[float, float], settings: Settings, *key: object
) -> tuple[float, float, str]:
    """Bounds of the mean of values between the two `ends`, and what they rest on."""
    bottom, top = ends
    mean, error = float(ratio(units)[0]), float(spread(units, settings, *key)[0])
    share = min(max((mean - bottom) / (top - bottom), 0.0), 1.0)
    stuck = error < TINY
    n = len(units.bottom) if stuck else share * (1 - share) * ((top - bottom) / error) ** 2
    low, high = (bottom + (top - bottom) * float(end) for end in wilson(share, n, settings.level))
    return min(low, mean), max(high, mean), _basis(units, stuck=stuck)


def constant_bounds(
    value: float, ends: tuple[float, float], units: Units, settings: Settings
) -> tuple[float, float, str]:
    """Bounds of a mean where one value alone occurs: what others might be mixed in unseen."""
    kept = float(wilson(1.0, len(units.bottom), settings.level)[0])
    low, high = (kept * value + (1 - kept) * end for end in ends)
    return min(low, value), max(high, value), _basis(units, stuck=True)


def rate_bounds(units: Units, settings: Settings, *key: object) -> tuple[float, float]:
    """Bounds of a rate above 0, taken as the share of words that begin a mention."""
    rate, error = float(ratio(units)[0]), float(spread(units, settings, *key)[0])
    words, n_mentions = float(units.bottom.sum()), float(units.top.sum())
    if error > TINY * rate:
        n = min(rate * (1 - rate) / error**2, words)
    else:
        n = min(n_mentions, len(units.bottom)) / rate
    low, high = wilson(rate, n, settings.level)
    return float(low), float(high)


def _basis(units: Units, *, stuck: bool) -> str:
    """Name what an interval rests on: units resampled, or units counted where none vary."""
    if not stuck:
        return units.kind
    return "Wilson (articles)" if units.kind == "articles" else "Wilson (sentences)"
