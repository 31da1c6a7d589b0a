"""Means that were predicted for all units and coded by hand for some."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.errors import TableError
from framing.measures.coded.rectified import Totals, rectified
from framing.measures.intervals import Floats, Settings, check_settings, normal_z

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class RectifiedMean(NamedTuple):
    """A corrected mean: ``value``, its standard ``error``, ``low``, ``high``, and how many were coded of how many."""

    value: float
    error: float
    low: float
    high: float
    n: int
    n_coded: int


class PoweredMean(NamedTuple):
    """A prediction-powered mean with its bounds, and how much the predictions count (``tuning``, 0 to 1)."""

    value: float
    low: float
    high: float
    tuning: float


def rectified_mean(
    predicted: ArrayLike,
    coded: ArrayLike,
    probability: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    method: str = "dsl",
    level: float = 0.95,
) -> RectifiedMean:
    """Mean of a variable that was predicted for all units and coded by hand for some.

    Parameters
    ----------
    predicted : array of float
        Prediction for each unit.
    coded : array of float
        What people coded, NaN where nobody did.
    probability : array of float
        Probability of each unit of being coded, above 0 and up to 1; read where something was coded.
    cluster : array, optional
        What belongs together, such as the article of each mention; each unit on its own by default.
    method : {"dsl", "ppi++"}
        ``dsl`` adds the errors seen to the predictions; ``ppi++`` lets the predictions count by that factor between 0
        and 1 which makes the error smallest.
    level : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    RectifiedMean
        ``value``, ``error``, ``low``, ``high``, ``n`` (units) and ``n_coded``.

    Raises
    ------
    TableError
        If lengths differ, a probability is missing or out of range, or fewer than two clusters have a coded unit.
    UnknownNameError
        If there is no such method.

    Notes
    -----
    With R = 1 where Y was coded, with probability p, and the prediction f, the mean is that of f - (R / p)(f - Y);
    its variance is that of these sums by cluster, times n / (n - 1) for n clusters. The interval is Student's t with
    the number of clusters that have a coded unit less one.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. M., & Wei, H. (2023). Using imperfect surrogates for downstream inference:
    Design-based supervised learning for social science applications of large language models. NeurIPS 36.

    Examples
    --------
    >>> mean = rectified_mean([1, 1, 0, 0, 0, 1], [1, 0, None, None, 0, None], 0.5 * np.ones(6))
    >>> round(mean.value, 3), mean.n_coded
    (0.167, 3)
    """
    check_settings(Settings(level), "rectified_mean")
    found, told = (np.asarray(cells, dtype=np.float64) for cells in (predicted, coded))
    chance = np.asarray(probability, dtype=np.float64)
    here = ~np.isnan(told)
    _check(found, chance, here, cluster)
    named = np.arange(len(found)) if cluster is None else np.asarray(cluster)
    number = np.unique(named, return_inverse=True)[1]
    totals = Totals(
        found=np.column_stack([np.bincount(number, weights=found), np.bincount(number)]),
        article=np.arange(number.max() + 1),
        kind="articles",
        coded=np.column_stack([told[here], np.ones(here.sum())]),
        predicted=np.column_stack([found[here], np.ones(here.sum())]),
        probability=chance[here],
        within=number[here],
        stratum=np.full(here.sum(), -1),
        n_stratum=np.zeros(here.sum(), np.int64),
    )
    mean = rectified(totals, (0.0, 1.0), level, method, plain=True)
    value, error, low, high = (float(of[0]) for of in (mean.value, mean.error, mean.low, mean.high))
    return RectifiedMean(value, error, low, high, len(found), int(here.sum()))


def prediction_powered_mean(
    coded: ArrayLike,
    predicted_coded: ArrayLike,
    predicted_rest: ArrayLike,
    *,
    tuning: float | None = 1.0,
    level: float = 0.95,
) -> PoweredMean:
    """Mean by prediction-powered inference, of a simple random sample coded and the rest predicted.

    Parameters
    ----------
    coded, predicted_coded : array of float
        What people coded, and what was predicted of the same units.
    predicted_rest : array of float
        What was predicted of the units that nobody coded.
    tuning : float or None
        How much the predictions count, from 0 (not at all) to 1; None chooses what makes the interval shortest.
    level : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    PoweredMean
        ``value``, ``low``, ``high`` and ``tuning``.

    Raises
    ------
    TableError
        If lengths differ, or either sample has fewer than two units.

    Notes
    -----
    These are the formulas of the authors' `ppi_py` (0.2.3), to the last digit. `rectified_mean` does the same for
    unequal probabilities and units in clusters.

    References
    ----------
    Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I., & Zrnic, T. (2023). Prediction-powered inference.
    Science, 382, 669-674. Angelopoulos, A. N., Duchi, J. C., & Zrnic, T. (2023). PPI++. arXiv:2311.01453.

    Examples
    --------
    >>> mean = prediction_powered_mean([1, 0, 1, 1], [1, 1, 1, 0], [1, 0, 0, 1, 1, 0])
    >>> round(mean.value, 3)
    0.5
    """
    check_settings(Settings(level), "prediction_powered_mean")
    y, f, rest = (np.asarray(cells, dtype=np.float64) for cells in (coded, predicted_coded, predicted_rest))
    if len(y) != len(f) or min(len(y), len(rest)) < 2:
        raise TableError(
            f"prediction_powered_mean: {len(y)} codes, {len(f)} predictions of them and {len(rest)} of the rest;"
            " give as many codes as predictions of them, and two units or more of both kinds"
        )
    if tuning is None:
        both = float(np.cov(np.concatenate([f, rest]))) * (1 + len(y) / len(rest))
        shared = float(((y - y.mean()) * (f - f.mean())).mean())
        tuning = float(np.clip(shared / both, 0, 1)) if both > 0 else 0.0
    value = tuning * rest.mean() + (y - tuning * f).mean()
    half = normal_z(level) * np.hypot(
        (tuning * rest).std() / np.sqrt(len(rest)), (y - tuning * f).std() / np.sqrt(len(y))
    )
    return PoweredMean(float(value), float(value - half), float(value + half), float(tuning))


def _check(found: Floats, chance: Floats, here: NDArray[np.bool_], cluster: ArrayLike | None) -> None:
    """Raise if the columns of `rectified_mean` do not belong together or say too little."""
    lengths = {len(found), len(chance), len(here), len(found if cluster is None else np.asarray(cluster))}
    if len(lengths) > 1:
        raise TableError("rectified_mean: the columns differ in length; give one cell per unit in each")
    if not (np.isfinite(chance[here]) & (chance[here] > 0) & (chance[here] <= 1)).all():
        raise TableError(
            "rectified_mean: a coded unit has no probability above 0 and up to 1; it is that of being coded"
        )
    coded_in = np.flatnonzero(here) if cluster is None else np.unique(np.asarray(cluster)[here])
    if len(coded_in) < 2:
        raise TableError(
            f"rectified_mean: units are coded in {len(coded_in)} clusters; two are needed for an interval"
        )
