"""Percent agreement, and the kappas of Cohen and Fleiss, which tell how far it goes beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import TableError
from framing.measures.alpha import Coefficient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from framing.measures.intervals import Floats

#: Expected disagreement below this is none but for rounding.
_STILL = 1e-12


def cohens_kappa(first: ArrayLike, second: ArrayLike) -> float:
    """Cohen's kappa of the codes of two coders: chance is what the habits of each of them would give.

    Parameters
    ----------
    first, second : array of numbers
        The code that each coder gave each unit, NaN where there is none; only units with both count.

    Returns
    -------
    float
        From -1 to 1. NaN where it is undefined: no unit has both codes, or both coders use one and the same code.

    Raises
    ------
    TableError
        If the coders have different numbers of units.

    References
    ----------
    Cohen (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement* 20(1),
    37-46.

    Examples
    --------
    >>> round(cohens_kappa([1, 1, 1, 2, 2, 2, 2, 2], [1, 1, 2, 1, 2, 2, 2, 2]), 3)
    0.467
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.ndim != 1 or one.shape != other.shape:
        raise TableError(f"cohens_kappa: codes of shapes {one.shape} and {other.shape}; give both one code per unit")
    return float(kappa_of(cohen_sums(np.stack([one, other])).sum(axis=0)[None], 2)[0])


def fleiss_kappa(values: ArrayLike) -> float:
    """Fleiss' kappa of the codes of several coders: chance is what all their codes together would give.

    Parameters
    ----------
    values : array of numbers, coders by units
        The code that each coder gave each unit, NaN where there is none. Kappa is defined for units that all have
        coded; others are left out (Krippendorff's alpha counts them).

    Returns
    -------
    float
        From -1 to 1. NaN where it is undefined: no unit is coded by all, or all codes are the same.

    Raises
    ------
    TableError
        If `values` are not those of two coders or more.

    References
    ----------
    Fleiss (1971). Measuring nominal scale agreement among many raters. *Psychological Bulletin* 76(5), 378-382.

    Examples
    --------
    >>> round(fleiss_kappa([[1, 1, 2, 2, 3], [1, 1, 2, 3, 3], [1, 2, 2, 2, 3]]), 3)
    0.595
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or len(array) < 2:
        raise TableError(f"fleiss_kappa: values of shape {array.shape}; give one row for each of two coders or more")
    return float(kappa_of(fleiss_sums(array).sum(axis=0)[None], 1)[0])


def agreeing(values: Floats) -> Floats:
    """Share of the pairs of coders that agree on each unit; units need two codes or more."""
    n = (~np.isnan(values)).sum(axis=0)
    codes = np.unique(values[~np.isnan(values)])
    same = sum((k * (k - 1) for k in ((values == code).sum(axis=0) for code in codes)), np.zeros(len(n)))
    return np.asarray(same / (n * (n - 1)), dtype=np.float64)


def cohen_sums(values: Floats) -> Floats:
    """For each unit 1, whether two coders agree, and which code each of them gave; zero where one gave none."""
    coded = np.asarray(~np.isnan(values).any(axis=0))
    codes = np.unique(values[:, coded])
    given = (values[..., None] == codes) & coded[:, None]
    return np.column_stack([coded, given.all(axis=0).any(axis=1), *given]).astype(np.float64)


def fleiss_sums(values: Floats) -> Floats:
    """For each unit 1, the share of pairs of coders that agree, and the share of each code; zero unless all coded."""
    coded = ~np.isnan(values).any(axis=0)
    whole = values[:, coded]
    codes = np.unique(whole)
    given: Any = whole[..., None] == codes
    sums = np.zeros((values.shape[1], 2 + len(codes)))
    sums[coded] = np.column_stack([np.ones(whole.shape[1]), agreeing(whole), given.mean(axis=0)])
    return sums


def kappa_of(sums: Floats, coders: int) -> Floats:
    """Kappa of each row of sums; `coders` is 2 where each has shares of their own, 1 where all share them."""
    observed, expected = _disagreement(sums, coders)
    moved = expected > _STILL
    return np.where(moved, 1 - observed / np.where(moved, expected, 1.0), np.nan)


def kappa_coefficient(sums: Floats, coders: int) -> Coefficient:
    """Kappa as a function of sums over units, of which `sums` are those of all."""
    observed, expected = (float(part[0]) for part in _disagreement(sums[None], coders))
    return Coefficient(lambda rows: kappa_of(rows, coders), observed, expected, 1.0)


def _disagreement(sums: Floats, coders: int) -> tuple[Floats, Floats]:
    """Share of disagreement, observed and expected by chance; none is expected where no unit counts."""
    means = sums[:, 1:] / np.where(sums[:, :1] > 0, sums[:, :1], 1.0)
    shares = means[:, 1:].reshape(len(sums), coders, -1)
    chance = (shares[:, 0] * shares[:, -1]).sum(axis=1)
    return 1 - means[:, 0], np.where(sums[:, 0] > 0, 1 - chance, 0.0)
