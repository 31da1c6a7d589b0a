"""What a corrected share will be worth, reckoned from the mentions before any of them is coded."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.measures.bounds import wilson
from framing.measures.intervals import Floats, normal_z, student_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.measures.intervals import Integers

_NORMAL: Final = NormalDist()
#: Coded units of a stratum that tell how much its errors vary.
_PAIR: Final = 2


class Plan(NamedTuple):
    """Mentions of an actor, and how they would be drawn.

    ``found`` is 1 where a mention bears the label, ``article`` numbers its article, ``probability`` is that of being
    drawn, ``error`` that of being coded otherwise than found, ``expected`` the number coded of its stratum.
    """

    found: Floats
    article: Integers
    probability: Floats
    error: Floats
    expected: Floats

    def of(self, chosen: NDArray[np.bool_]) -> Plan:
        """The plan of some of the mentions."""
        return Plan(
            self.found[chosen],
            self.article[chosen],
            self.probability[chosen],
            self.error[chosen],
            self.expected[chosen],
        )


class Errors(NamedTuple):
    """How often mentions are coded otherwise than found: of those with the label, and of those without."""

    wrong: float
    missed: float


def balanced(error: float, n_found: float, n: int) -> Errors:
    """Errors that leave the share as it was found: as many mentions bear the label wrongly as should bear it.

    Of the rarer of the two classes the share `error` is wrong.

    Examples
    --------
    >>> balanced(0.15, 298, 996)  # of 1,000: 300 are wrong in 45 cases, and the other 700 in 45, too
    Errors(wrong=0.15, missed=0.0642857142857143)
    """
    share = _moved_in(n_found, n)
    rarer = min(share, 1 - share)
    return Errors(error * rarer / share, error * rarer / (1 - share))


def _moved_in(n_found: float, n: int) -> float:
    """A share with two mentions more of each class (Agresti & Coull 1998): what was never found may be there."""
    return (n_found + 2) / (n + 4)


class Foreseen(NamedTuple):
    """A share as found, the errors reckoned with, how many mentions would be coded, and three standard errors.

    ``corrected`` uses coded and found labels, ``gold_only`` coded ones alone; ``all_coded`` is what is left of both
    where every mention is coded, as articles are few.
    """

    share: float
    errors: float
    n_coded: float
    n_mentions: int
    n_articles: int
    corrected: float
    gold_only: float
    all_coded: float


def foresee(plan: Plan, level: float, missed: float = 0.0) -> Foreseen:
    """Reckon the standard errors of the share of a label.

    A coded unit's error e is 1 or 0; drawn with probability pi it adds (1/pi - 1) e² to the variance of the total,
    less the square of its mean in the stratum where two of it are coded, which tell how large that is. `missed` is
    the variance that mentions add which were not found. Where few errors are expected among few coded units,
    intervals are widened for those not seen, as in `framing.measures.coded.rectified`: half of what Wilson's bound
    allows.
    """
    n = len(plan.found)
    if not n:
        return Foreseen(np.nan, np.nan, 0.0, 0, 0, np.nan, np.nan, np.nan)
    share = float(plan.found.mean())
    numbers = np.unique(plan.article, return_inverse=True)[1]
    residuals = np.bincount(numbers, weights=plan.found - share)
    articles = len(residuals)
    # With one article nothing tells how much articles differ; and no more is known than so many mentions can tell.
    between = float((residuals**2).sum()) * articles / (articles - 1) if articles > 1 else np.nan
    between = max(between, n * _moved_in(plan.found.sum(), n) * (1 - _moved_in(plan.found.sum(), n)))
    odds = 1 / plan.probability - 1
    seen, n_coded = float((odds * plan.error).sum()) + missed, float(plan.probability.sum())
    unseen = float(wilson(0.0, max(n_coded, 1), level)[1]) / 2 * float(odds.sum())
    known = np.where(plan.expected >= _PAIR, plan.error**2, 0.0)
    # What is coded is what was found, or, where that is an error, the opposite.
    coded = (1 - plan.error) * (plan.found - share) ** 2 + plan.error * (1 - plan.found - share) ** 2
    return Foreseen(
        share, float(plan.error.mean()), n_coded, n, articles,
        float(np.sqrt(between + max(seen, unseen) - (odds * known).sum()) / n),
        float(np.sqrt(between + max(float((odds * coded).sum()) + missed, unseen)) / n),
        float(np.sqrt(between) / n),
    )  # fmt: skip


def half_width(error: float, foreseen: Foreseen, level: float) -> float:
    """Half an interval: Student's t for the articles that hold coded mentions, at most as many as these."""
    degrees = int(min(foreseen.n_coded, foreseen.n_articles)) - 1
    return student_t(level, degrees) * error if degrees > 0 else np.nan


def power_of(gap: float, error: float, level: float) -> float:
    """Probability that the interval of a difference leaves out 0 where the true one is `gap`."""
    if not error > 0:
        return np.nan if np.isnan(error) else 1.0
    z = normal_z(level)
    return _NORMAL.cdf(gap / error - z) + _NORMAL.cdf(-gap / error - z)
