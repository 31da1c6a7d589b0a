"""What was found of all, put right by what was coded of some: means and ratios of totals, with honest errors.

A prediction is kept for every unit, and the errors seen among the coded ones, each weighted by one over its
probability of being coded, are added: design-based supervised learning (Egami, Hinck, Stewart & Wei 2023, NeurIPS
36), which for equal probabilities is prediction-powered inference (Angelopoulos et al. 2023, Science 382).
What is estimated needs the probabilities to be right; the predictions may be as wrong as they like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.errors import UnknownNameError
from framing.measures.bounds import TINY, wilson
from framing.measures.intervals import Floats, Integers, student_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: As found plus the errors seen; or with as much of what was found as makes the interval shortest.
METHODS: Final = ("dsl", "ppi++")


class Totals(NamedTuple):
    """One group: sums as found of all its units, and what its coded mentions, words and sentences say.

    ``found`` has a row per unit that is redrawn (an article, or a sentence of few articles, as ``kind`` says;
    ``article`` numbers its article), a column per estimate, and at last that of the denominator. ``coded`` and
    ``predicted`` have the same columns and a row per coded mention, word or sentence, which stands in the unit
    ``within``, has the ``probability`` of being coded, and was drawn from ``stratum`` (-1: from none), in which
    ``n_stratum`` units were coded, be they counted here or not.
    """

    found: Floats
    article: Integers
    kind: str
    coded: Floats
    predicted: Floats
    probability: Floats
    within: Integers
    stratum: Integers
    n_stratum: Integers


class Rectified(NamedTuple):
    """Corrected values with standard errors, degrees of freedom and bounds; ``widened`` for errors not seen.

    ``missed`` is the part of the variance that comes from what was coded and had not been found.
    """

    value: Floats
    error: Floats
    degrees: int
    low: Floats
    high: Floats
    widened: NDArray[np.bool_]
    missed: Floats


def rectified(
    totals: Totals, ends: tuple[float, float], level: float, method: str = "dsl", *, plain: bool = False
) -> Rectified:
    """Correct the ratios of totals; values and bounds end at `ends`.

    Where no error was seen, the variance of errors would be 0, and where few were, too small. So they count for no
    less than the share of errors in the middle of Wilson's interval for none of so many coded (Agresti & Coull 1998),
    each as wide as the scale. `plain` leaves out both this and the ends.
    """
    if method not in METHODS:
        raise UnknownNameError("method of correction", method, METHODS)
    n_columns = totals.found.shape[1] - 1
    weight, widened = 1 / totals.probability, np.zeros(n_columns, bool)
    degrees = max(len(np.unique(totals.within)) - 1, 1)
    middle = float(wilson(0.0, max(len(weight), 1), level)[1]) / 2
    # What was sure to be coded leaves nothing unseen.
    left, unfound = 1 - totals.probability, ~totals.predicted.any(axis=1)
    unseen = 0.0 if plain else middle * float(left @ weight**2) * (ends[1] - ends[0]) ** 2
    value, error, missed = (np.full(n_columns, np.nan) for _ in range(3))
    for at in range(n_columns):
        pair = [at, n_columns]
        found, coded, predicted = totals.found[:, pair], totals.coded[:, pair], totals.predicted[:, pair]
        tuning = 1.0 if method == "dsl" else _tuning(found, coded, predicted, totals)
        repair = weight[:, None] * (coded - tuning * predicted)
        sums = tuning * found + _by_unit(repair, totals)
        whole = float(sums[:, 1].sum())
        # What people coded may leave nothing of what was found.
        if whole <= TINY:
            continue
        value[at] = sums[:, 0].sum() / whole
        linear = np.array([1.0, -value[at]])
        variance = _variance(sums @ linear, totals)
        variance = max(variance - _saved(repair @ linear, totals), variance / 2)
        seen = float(left @ (repair @ linear) ** 2)
        widened[at] = seen < unseen
        variance += max(unseen - seen, 0.0)
        error[at] = np.sqrt(variance) / whole
        missed[at] = (left * unfound) @ (repair @ linear) ** 2 / max(variance, TINY)
    half = student_t(level, degrees) * error
    low, high = value - half, value + half
    if not plain:
        value, low, high = (np.clip(of, *ends) for of in (value, low, high))
    return Rectified(value, error, degrees, low, high, widened, missed)


def errors_of(totals: Totals) -> Integers:
    """How many coded rows differ from what was found, per estimate."""
    differ = np.abs(totals.coded - totals.predicted) > TINY
    return np.asarray((differ[:, :-1] | differ[:, -1:]).sum(axis=0), dtype=np.int64)


def _tuning(found: Floats, coded: Floats, predicted: Floats, totals: Totals) -> float:
    """Factor of the predictions that makes the variance of the linearised ratio smallest, between 0 and 1."""
    told, guessed = (_by_unit(rows / totals.probability[:, None], totals) for rows in (coded, predicted))
    sums = (found - guessed + told).sum(axis=0)
    if sums[1] <= TINY:
        return 1.0
    linear = np.array([1.0, -sums[0] / sums[1]])
    known, spare = told @ linear, (found - guessed) @ linear
    known, spare = known - known.mean(), spare - spare.mean()
    spread = float(spare @ spare)
    return float(np.clip(-(known @ spare) / spread, 0, 1)) if spread > TINY else 1.0


def _variance(residual: Floats, totals: Totals) -> float:
    """Variance of a sum over units, by article, and by sentences within where articles are few."""
    if totals.kind == "sentences":
        n = len(residual)
        return float(residual @ residual) * n / max(n - 1, 1)
    of_article = np.bincount(totals.article, weights=residual)
    n, squares = len(of_article), float(of_article @ of_article)
    if totals.kind == "articles+sentences":
        within = residual - (of_article / np.bincount(totals.article))[totals.article]
        squares += float(within @ within)
    return squares * n / max(n - 1, 1)


def _saved(repair: Floats, totals: Totals) -> float:
    """What a draw of a fixed number from each stratum saves of the variance, estimated from pairs of its articles.

    Errors that all units of a stratum share do not vary with the draw. Of n coded in a stratum, the products of pairs
    sum to n (n - 1) times the squared mean of the weighted error (Särndal, Swensson & Wretman 1992, ch. 3).
    """
    drawn = totals.stratum >= 0
    if not drawn.any():
        return 0.0
    stratum = np.unique(totals.stratum[drawn], return_inverse=True)[1]
    cell = np.unique(np.column_stack([stratum, totals.article[totals.within[drawn]]]), axis=0, return_inverse=True)
    of_cell = np.bincount(cell[1].ravel(), weights=repair[drawn])
    in_stratum, here = cell[0][:, 0], np.bincount(stratum)
    n = np.bincount(stratum, weights=totals.n_stratum[drawn]) / here
    pairs = np.bincount(in_stratum, weights=of_cell) ** 2 - np.bincount(in_stratum, weights=of_cell**2)
    left = 1 - np.bincount(stratum, weights=totals.probability[drawn]) / here
    return float((left * pairs / np.maximum(n - 1, 1)).sum())


def _by_unit(rows: Floats, totals: Totals) -> Floats:
    """Sums of the columns of coded rows by the unit in which they stand."""
    n = len(totals.found)
    return np.column_stack([np.bincount(totals.within, weights=column, minlength=n) for column in rows.T])
