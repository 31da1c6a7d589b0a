"""Krippendorff's alpha: how far coders agree beyond chance, on four scales, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import TINY, constant_bounds
from framing.measures.intervals import Floats, Integers, Settings, Units, normal_z, resampled_ratios, student_t

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

#: How far apart two values are: different or not, by rank, by their difference, by their ratio.
METRICS: Final = ("nominal", "ordinal", "interval", "ratio")

#: A variance below this, of values on a scale of length 1, is none but for rounding.
_STILL: Final = 1e-12


class Coefficient(NamedTuple):
    """Agreement beyond chance, 1 less observed by expected disagreement, as a function of sums over units.

    ``value`` gives it for each row of sums; ``observed`` and ``expected`` are those of the sums of all units, and
    ``furthest`` is the disagreement of a unit whose coders part as far as they can.
    """

    value: Callable[[Floats], Floats]
    observed: float
    expected: float
    furthest: float


def krippendorff_alpha(values: ArrayLike, metric: str = "nominal") -> float:
    """Krippendorff's alpha of an array of coders by units.

    It is 1 where coders agree on every unit, 0 where they agree as often as chance would have it, and below where
    they contradict each other. Krippendorff (2019) asks for .800, and for .667 where conclusions may be tentative.

    Parameters
    ----------
    values : array of numbers, coders by units
        The code or the measurement that each coder gave each unit; NaN where there is none. A unit with fewer than
        two counts for nothing. Codes of a nominal scale may be any numbers, those of an ordinal one need an order.
    metric : {"nominal", "ordinal", "interval", "ratio"}
        How far apart two values are: different or not; the number of values that rank between them; their difference;
        their difference by their sum. All but the first are squared.

    Returns
    -------
    float
        From -1 to 1. NaN where alpha is undefined: no unit has two values, or all values are the same.

    Raises
    ------
    UnknownNameError
        If there is no such metric.
    TableError
        If `values` is not an array of two dimensions, or a ratio is asked of numbers below 0.

    References
    ----------
    Krippendorff (2011). *Computing Krippendorff's alpha-reliability*. University of Pennsylvania.
    Krippendorff (2019). *Content Analysis*, 4th ed., ch. 12. Sage.

    Examples
    --------
    >>> coders = [[1, 2, 3, 3, np.nan], [1, 2, 3, 2, 1]]
    >>> [round(krippendorff_alpha(coders, metric), 3) for metric in METRICS]
    [0.667, 0.79, 0.821, 0.889]
    """
    array = np.asarray(values, dtype=np.float64)
    if metric not in METRICS:
        raise UnknownNameError("metric of alpha", metric, METRICS)
    if array.ndim != 2:
        raise TableError(f"krippendorff_alpha: values have {array.ndim} dimensions; give one row per coder")
    if metric == "ratio":
        return _alpha_of_ratios(array)
    sums = alpha_sums(midranks(array) if metric == "ordinal" else array, nominal=metric == "nominal").sum(axis=0)
    return float(alpha_of(sums[None], float(sums[0]))[0])


def alpha_sums(values: Floats, *, nominal: bool) -> Floats:
    """Give, for each unit, what alpha is made of, zero where fewer than two coders have a value.

    The columns are the number of values, their disagreement within the unit, the sum of their squares, and their sum
    (nominal: one sum per class). A class is a point: the squared distance of two classes is 1, and numbers are
    stretched so that their range is 1.
    """
    values = _paired(values)
    missing = np.isnan(values)
    present = values[~missing]
    if nominal:
        points = (values[..., None] == np.unique(present)) / np.sqrt(2)
    else:
        bottom, length = (present.min(), np.ptp(present)) if len(present) else (0.0, 0.0)
        # Alpha does not depend on where the scale lies; from its middle, sums lose the least to rounding.
        points = ((values - bottom) / (length or 1.0) - 0.5)[..., None]
    points = np.where(missing[..., None], 0.0, points)
    n, total = (~missing).sum(axis=0), points.sum(axis=0)
    squares = (points**2).sum(axis=(0, 2))
    within = (n * squares - (total**2).sum(axis=1)) / np.maximum(n - 1, 1)
    return np.column_stack([n, np.maximum(within, 0.0), squares, total])


def alpha_of(sums: Floats, n: float) -> Floats:
    """Alpha of each row of sums, which may all be divided by one number; `n` values in all make up for small samples.

    Observed disagreement is the mean squared distance of values of one unit, expected that of any two values.
    """
    if n < 2:
        return np.full(len(sums), np.nan)
    means = sums[:, 1:] / sums[:, :1]
    variance = means[:, 1] - (means[:, 2:] ** 2).sum(axis=1)
    moved = variance > _STILL
    ratio = means[:, 0] / np.where(moved, variance, 1.0) * (n - 1) / n
    return np.where(moved, 1 - ratio, np.nan)


def alpha_coefficient(sums: Floats) -> Coefficient:
    """Alpha as a function of sums over units, of which `sums` are those of all."""
    n = float(sums[0])
    means = sums / max(n, 1.0)
    expected = float((means[2] - (means[3:] ** 2).sum()) * n / max(n - 1, 1.0))
    # Disagreement is half a squared distance, 0 to 0.5.
    return Coefficient(lambda rows: alpha_of(rows, n), float(means[1]), expected, 0.5)


def midranks(values: Floats) -> Floats:
    """Rank of each value among all that stand beside another; the squared distance of ranks is the ordinal metric."""
    values = _paired(values)
    codes, times = np.unique(values[~np.isnan(values)], return_counts=True)
    if not len(codes):
        return values
    ranks = np.cumsum(times) - times / 2
    return np.where(np.isnan(values), np.nan, ranks[np.searchsorted(codes, values).clip(max=len(codes) - 1)])


def summed_by(rows: Floats, number: Integers) -> Floats:
    """Sum the rows of each unit, numbered from 0."""
    return np.column_stack([np.bincount(number, weights=column) for column in rows.T]).astype(np.float64)


def bounded(units: Units, coefficient: Coefficient, settings: Settings, *key: object) -> dict[str, Any]:
    """Value of a coefficient, its bounds, and what they rest on; empty where all codes are the same.

    Bounds are percentiles of the coefficient in resamples, moved away from the value as Student's t and the divisor
    n - 1 ask for few articles. Where no resample differs, a share of what was not seen may disagree as far as can be.
    """
    value = float(coefficient.value(units.top.sum(axis=0)[None])[0])
    if np.isnan(value):
        return {"value": np.nan, "low": np.nan, "high": np.nan, "interval": ""}
    # All columns in the same draws; articles of one unit each, and one article of several, are cases of two stages.
    drawn = coefficient.value(resampled_ratios(units._replace(kind="articles+sentences"), settings, *key))
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < 2 or drawn.std() < TINY:
        ends = (0.0, coefficient.furthest)
        bottom, top, interval = constant_bounds(coefficient.observed, ends, units, settings)
        low, high = 1 - top / coefficient.expected, 1 - bottom / coefficient.expected
    else:
        n = len(units.bottom) if units.kind == "sentences" else int(units.article.max()) + 1
        few = float(np.sqrt(n / (n - 1))) * student_t(settings.level, n - 1) / normal_z(settings.level)
        edges = np.quantile(drawn, [(1 - settings.level) / 2, (1 + settings.level) / 2])
        low, high = (value + few * (float(edge) - value) for edge in edges)
        interval = units.kind
    low, high = max(min(low, value), -1.0), min(max(high, value), 1.0)
    return {"value": value, "low": low, "high": high, "interval": interval}


def _paired(values: Floats) -> Floats:
    """Values with NaN instead of those that stand alone in their unit."""
    return np.where((~np.isnan(values)).sum(axis=0) < 2, np.nan, values)


def _alpha_of_ratios(values: Floats) -> float:
    """Alpha of a ratio scale, whose distances are not those of points on a line: from every pair of values."""
    values = _paired(values)
    if (values < 0).any():
        raise TableError(f"krippendorff_alpha: values hold {np.nanmin(values):g}; ratios need numbers from 0 on")
    codes = np.unique(values[~np.isnan(values)])
    counts = (values[..., None] == codes).sum(axis=0).astype(np.float64)
    total, n = counts.sum(axis=0), counts.sum()
    sums = codes[:, None] + codes
    distance = ((codes[:, None] - codes) / np.where(sums > 0, sums, 1.0)) ** 2
    within = (counts @ distance * counts).sum(axis=1) / np.maximum(counts.sum(axis=1) - 1, 1)
    expected = total @ distance @ total
    return float(1 - (n - 1) * within.sum() / expected) if expected > 0 else float("nan")
