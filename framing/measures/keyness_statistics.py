"""The formulas of keyness: a word counted in two collections of words."""

from __future__ import annotations

from typing import Final

import numpy as np

from framing.measures.intervals import Floats

#: Ways to estimate the variance of log odds.
VARIANCES: Final = ("two-term", "four-term")

#: Stands for a count of 0 where a ratio would have no logarithm.
_HALF: Final = 0.5

Counts = Floats | float


def log_likelihood(f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts) -> Floats:
    """Log-likelihood G² of the two cells that count the word (Rayson & Garside 2000).

    Examples
    --------
    >>> round(float(log_likelihood(120, 100_000, 60, 120_000)), 4)
    32.821
    """
    f_1, n_1, f_2, n_2 = _floats(f_1, n_1, f_2, n_2)
    share = (f_1 + f_2) / (n_1 + n_2)
    return 2 * (_surprise(f_1, n_1 * share) + _surprise(f_2, n_2 * share))


def log_likelihood_four_cells(f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts) -> Floats:
    """Log-likelihood G² of the whole table of two by two: the word and all others (Dunning 1993).

    Examples
    --------
    >>> round(float(log_likelihood_four_cells(120, 100_000, 60, 120_000)), 4)
    32.8477
    """
    f_1, n_1, f_2, n_2 = _floats(f_1, n_1, f_2, n_2)
    return log_likelihood(f_1, n_1, f_2, n_2) + log_likelihood(n_1 - f_1, n_1, n_2 - f_2, n_2)


def percent_difference(f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts) -> Floats:
    """Difference of two relative frequencies in percent of the second; infinite where that is 0.

    Examples
    --------
    >>> round(float(percent_difference(120, 100_000, 60, 120_000)), 3)
    140.0
    """
    f_1, n_1, f_2, n_2 = _floats(f_1, n_1, f_2, n_2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100 * (f_1 / n_1 - f_2 / n_2) / (f_2 / n_2))


def log_ratio(f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts) -> Floats:
    """Binary logarithm of the ratio of two relative frequencies; a count of 0 stands as one half.

    Examples
    --------
    >>> round(float(log_ratio(120, 100_000, 60, 120_000)), 4)
    1.263
    """
    f_1, n_1, f_2, n_2 = _floats(f_1, n_1, f_2, n_2)
    return np.log2(np.where(f_1 > 0, f_1, _HALF) / n_1) - np.log2(np.where(f_2 > 0, f_2, _HALF) / n_2)


def rate_ratio_bounds(
    f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts, *, level: float = 0.95, family: int = 1
) -> tuple[Floats, Floats]:
    """Exact conditional interval of the ratio of two rates, widened for `family` intervals at once (Bonferroni).

    Given f_1 + f_2, f_1 is binomial, so the interval of Clopper and Pearson of its share gives that of the ratio.

    Examples
    --------
    >>> low, high = rate_ratio_bounds(120, 100_000, 60, 120_000)
    >>> print(f"{low:.4f} {high:.4f}")
    1.7462 3.3290
    """
    from scipy.special import betaincinv

    f_1, n_1, f_2, n_2 = _floats(f_1, n_1, f_2, n_2)
    tail = (1 - level) / 2 / family
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(f_1 > 0, betaincinv(np.maximum(f_1, _HALF), f_2 + 1, tail), 0.0)
        high = np.where(f_2 > 0, betaincinv(f_1 + 1, np.maximum(f_2, _HALF), 1 - tail), 1.0)
        return low / (1 - low) * n_2 / n_1, high / (1 - high) * n_2 / n_1


def log_ratio_conservative(
    f_1: Counts, n_1: Counts, f_2: Counts, n_2: Counts, *, level: float = 0.95, family: int = 1
) -> Floats:
    """Binary logarithm of the bound of the ratio that lies nearer to 1; 0 where the interval holds 1 (Evert 2022).

    Examples
    --------
    >>> round(float(log_ratio_conservative(120, 100_000, 60, 120_000)), 4)
    0.8042
    >>> float(log_ratio_conservative(12, 10_000, 10, 10_000))
    0.0
    """
    low, high = rate_ratio_bounds(f_1, n_1, f_2, n_2, level=level, family=family)
    return np.asarray(np.log2(np.where(low > 1, low, np.where(high < 1, high, 1.0))))


def log_odds(counts: Floats, total: Floats | float, prior: Floats, prior_total: float) -> Floats:
    """Logarithm of the odds of each word among `total` words, after `prior` words of each are added."""
    smoothed = counts + prior
    return np.asarray(np.log(smoothed / (total + prior_total - smoothed)))


def fightin_words(y_i: Floats, y_j: Floats, prior: Floats, variance: str = "two-term") -> tuple[Floats, Floats]:
    """Log odds ratio of every word with an informative prior, and its z (Monroe, Colaresi & Quinn 2008).

    `prior` holds the words that are added to both sides. The ``four-term`` variance counts the other words as well,
    which matters for frequent ones.

    Examples
    --------
    >>> import numpy as np
    >>> y_i, y_j, prior = np.array([50, 30, 20]), np.array([20, 40, 60]), np.array([30, 40, 30])
    >>> difference, z = fightin_words(y_i, y_j, prior)
    >>> difference.round(5).tolist(), z.round(4).tolist()
    ([0.81831, -0.05942, -0.73089], [4.5392, -0.3631, -4.1437])
    """
    one, other = (log_odds(y, float(y.sum()), prior, float(prior.sum())) for y in (y_i, y_j))
    difference = one - other
    spread = 1 / (y_i + prior) + 1 / (y_j + prior)
    if variance == "four-term":
        spread = spread + sum(1 / (y.sum() + prior.sum() - y - prior) for y in (y_i, y_j))
    return difference, np.asarray(difference / np.sqrt(spread))


def gries_dp(counts: Floats, sizes: Floats) -> Floats:
    """Deviation of proportions (Gries 2008): 0 where a word is spread as all words are, near 1 where it is clumped.

    `counts` has a row per part and a column per word, `sizes` the words of each part. Missing where a word never
    occurs.

    Examples
    --------
    >>> import numpy as np
    >>> gries_dp(np.array([[5, 10], [5, 0]]), np.array([100, 100])).tolist()
    [0.0, 0.5]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.asarray(counts, dtype=np.float64) / np.sum(counts, axis=0)
    return np.asarray(np.abs(shares - (sizes / np.sum(sizes))[:, None]).sum(axis=0) / 2)


def _surprise(observed: Floats, expected: Floats) -> Floats:
    """O ln(O / E), which is 0 where nothing was observed."""
    ratio = np.where(observed > 0, observed, 1.0) / np.where(observed > 0, expected, 1.0)
    return np.asarray(observed * np.log(ratio))


def _floats(*counts: Counts) -> tuple[Floats, ...]:
    """Counts as arrays of floating-point numbers."""
    return tuple(np.asarray(count, dtype=np.float64) for count in counts)
