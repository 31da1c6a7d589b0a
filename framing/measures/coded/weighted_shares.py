"""Shares of units that were drawn with unequal probabilities, with bounds that articles vary by.

A share is a ratio of two totals, each estimated by units weighted with one over their probability (Hajek 1971). Its
variance is that of the residuals, summed by article (Cochran 1977, *Sampling Techniques*, ch. 6; Särndal, Swensson &
Wretman 1992, *Model Assisted Survey Sampling*, ch. 5); its bounds are Wilson's for the number of independent units
that would vary as much, as in `framing.measures.bounds`, but no more than Kish's effective number of units: without
that limit intervals are too short where rare strata err more (``benchmarks/error_tests.py``).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.measures.bounds import TINY, wilson
from framing.measures.flags import MIN_MENTIONS
from framing.measures.intervals import MIN_ARTICLES, Floats, Integers, Settings, normal_z, student_t

#: Below this many coded units in its denominator a share is not told: one more would move it by 20 points.
MIN_CODED = 5

#: Warns of so few coded units that a share is not told, or moves by more than ten points with one of them.
FEW_CODED = "few coded"


class Weighed(NamedTuple):
    """Coded units of one group: what counts and out of what, their weights, units and articles."""

    top: Floats
    bottom: Floats
    weight: Floats
    unit: Integers
    article: Integers

    def of(self, chosen: np.ndarray) -> Weighed:
        """The rows chosen that are in the denominator, units and articles numbered from 0."""
        kept = chosen & (self.bottom > 0)
        numbers = (np.unique(column[kept], return_inverse=True)[1] for column in (self.unit, self.article))
        return Weighed(self.top[kept], self.bottom[kept], self.weight[kept], *numbers)


class Share(NamedTuple):
    """A share with its bounds, the coded units and articles behind it, what its bounds rest on, and its warnings."""

    value: float
    low: float
    high: float
    n_coded: int
    n_errors: int
    n_articles: int
    interval: str
    flag: str


def weighted_share(rows: Weighed, settings: Settings, *, none: str = "none coded") -> Share:
    """Estimate a share of the rows that `Weighed.of` gave; `none` warns where there are none.

    Examples
    --------
    >>> number, one = np.arange(20), np.ones(20)
    >>> rows = Weighed(1.0 * (number > 1), one, np.where(number > 9, 9.0, 1.0), number, number)
    >>> share = weighted_share(rows, Settings())
    >>> print(f"{share.value:.2f} [{share.low:.2f}, {share.high:.2f}] {share.n_errors} of {share.n_coded}")
    0.98 [0.73, 1.00] 2 of 20
    """
    n_coded, n_articles = (len(np.unique(column)) for column in (rows.unit, rows.article))
    n_errors = len(np.unique(rows.unit[rows.top < rows.bottom]))
    counts = (n_coded, n_errors, n_articles)
    if n_coded < MIN_CODED:
        return Share(np.nan, np.nan, np.nan, *counts, "", FEW_CODED if n_coded else none)
    share, error, kind = _spread(rows, n_articles, settings)
    stuck = error < TINY
    # Where chance has put the errors into light units, or there are none, weights tell how much evidence there is.
    most = _kish(rows, rows.article if kind == "articles" and stuck else rows.unit)
    n = most if stuck else min(share * (1 - share) / error**2, most)
    low, high = (float(end) for end in wilson(share, n, settings.level))
    if stuck:
        kind = "Wilson (articles)" if kind == "articles" else "Wilson (units)"
    return Share(share, low, high, *counts, kind, _flag(n_coded, n_articles))


def _spread(rows: Weighed, n_articles: int, settings: Settings) -> tuple[float, float, str]:
    """The share, its standard error widened for few articles as `intervals.spread` does, and what varies."""
    whole = float(rows.weight @ rows.bottom)
    share = min(max(float(rows.weight @ rows.top) / whole, 0.0), 1.0)
    residual = rows.weight * (rows.top - share * rows.bottom)
    of_unit, of_article = (np.bincount(number, weights=residual) for number in (rows.unit, rows.article))
    if n_articles == 1:
        n, squares, kind = len(of_unit), float(of_unit @ of_unit), "units"
    else:
        n, squares, kind = n_articles, float(of_article @ of_article), "articles"
    variance = squares * n / (n - 1)
    if 1 < n_articles < MIN_ARTICLES:
        # Few articles say little of how much articles vary, so what varies within them is added.
        within = of_unit - (of_article / _units_in(rows))[_article_of(rows)]
        variance, kind = variance + float(within @ within), "articles+units"
    few = student_t(settings.level, n - 1) / normal_z(settings.level)
    return share, float(np.sqrt(variance)) / whole * few, kind


def _article_of(rows: Weighed) -> Integers:
    """Article of each unit."""
    return rows.article[np.unique(rows.unit, return_index=True)[1]]


def _units_in(rows: Weighed) -> Integers:
    """Number of coded units in each article."""
    return np.bincount(_article_of(rows))


def _kish(rows: Weighed, number: Integers) -> float:
    """Number of equally weighted units (or articles) that say as much as these (Kish 1965)."""
    sums = np.bincount(number, weights=rows.weight * rows.bottom)
    return float(sums.sum() ** 2 / (sums @ sums))


def _flag(n_coded: int, n_articles: int) -> str:
    """Warn of few articles or few coded units."""
    warnings = ["one article" if n_articles == 1 else "few articles" if n_articles < MIN_ARTICLES else ""]
    warnings.append(FEW_CODED if n_coded < MIN_MENTIONS else "")
    return "; ".join(filter(None, warnings))
