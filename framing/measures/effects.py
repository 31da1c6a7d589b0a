"""How large a difference is, how large it would have had to be, and whether it is small enough to be none."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np

from framing.measures.intervals import Floats, normal_z, student_t

#: Most that the deals of articles lengthen an interval: with three articles on one side they may spread without end.
_LONGEST: Final = 1.5

#: Share of samples in which a difference of the size `detectable` would be found.
POWER: Final = 0.8

_NORMAL: Final = NormalDist()


class Estimate(NamedTuple):
    """Values of one side with their bounds, one for each label."""

    value: Floats
    low: Floats
    high: Floats


def joined(first: Estimate, second: Estimate) -> Estimate:
    """Difference with an interval from those of both sides (Zou & Donner 2008)."""
    difference = first.value - second.value
    low = difference - np.hypot(first.value - first.low, second.high - second.value)
    high = difference + np.hypot(first.high - first.value, second.value - second.low)
    return Estimate(difference, low, high)


def widened(between: Estimate, factor: Floats) -> Estimate:
    """The interval drawn away from its value, each half so many times as long."""
    low, high = (between.value + factor * (end - between.value) for end in (between.low, between.high))
    return Estimate(between.value, np.asarray(low), np.asarray(high))


def shortfall(critical: Floats, n_articles: int, level: float) -> Floats:
    """How much longer the deals of articles ask an interval to be than Student's t for the smaller side makes it.

    Intervals of bursty labels are too short where each side is taken alone: ``benchmarks/comparison.py``. Lengthened
    by half at most.
    """
    usual = student_t(level, max(n_articles - 1, 1))
    return np.where(np.isfinite(critical), np.clip(critical / usual, 1, _LONGEST), 1.0)


def odds_ratio(first: Estimate, second: Estimate, factor: Floats | float = 1.0) -> Estimate:
    """Odds of the first share over those of the second, joined on the scale of their logarithm, then widened.

    Where a share is 0 or 1 its logit is infinite; then each bound pairs the near end of one share with the far end of
    the other, which is wider than need be.

    Examples
    --------
    >>> half, fifth = (Estimate(*(np.array([x]) for x in ends)) for ends in ((0.5, 0.4, 0.6), (0.2, 0.1, 0.4)))
    >>> [round(float(end[0]), 2) for end in odds_ratio(half, fifth)]
    [4.0, 1.38, 9.9]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (Estimate(*(np.log(end / (1 - end)) for end in side)) for side in (first, second))
        both = widened(joined(one, other), np.asarray(factor))
        plain = np.isfinite(one.value) & np.isfinite(other.value)
        low = np.where(plain, both.low, one.low - other.high)
        high = np.where(plain, both.high, one.high - other.low)
        return Estimate(*(np.exp(end) for end in (one.value - other.value, low, high)))


def cohens_h(first: Estimate, second: Estimate) -> Floats:
    """Difference of two shares on the arcsine scale (Cohen 1988), on which it means the same anywhere from 0 to 1.

    Examples
    --------
    >>> half, fifth = (Estimate(*[np.array([x])] * 3) for x in (0.5, 0.2))
    >>> round(float(cohens_h(half, fifth)[0]), 4)
    0.6435
    """
    return np.asarray(2 * (np.arcsin(np.sqrt(first.value)) - np.arcsin(np.sqrt(second.value))))


def detectable(difference: Estimate, level: float) -> Floats:
    """Smallest true difference whose interval would exclude 0 in four of five samples as large as this one."""
    return np.asarray((difference.high - difference.low) / 2 * (1 + _NORMAL.inv_cdf(POWER) / normal_z(level)))


def equivalence_p(difference: Estimate, margin: float, level: float) -> Floats:
    """Evidence against a true difference of `margin` or more, the larger of two one-sided p (Schuirmann 1987).

    The standard errors are those of the interval, each side its own, so that p falls below 0.025 where a 95 %
    interval lies within the margin.
    """
    z = normal_z(level)
    below = _errors(difference.value + margin, difference.value - difference.low, z)
    above = _errors(margin - difference.value, difference.high - difference.value, z)
    return np.array([1 - _NORMAL.cdf(worst) for worst in np.minimum(below, above)])


def _errors(room: Floats, half: Floats, z: float) -> Floats:
    """`room` in standard errors, of which `half` is z; with no error it is all the room there is, or none."""
    return np.asarray(np.where(half > 0, z * room / np.where(half > 0, half, 1), np.sign(room) * 38))
