"""Draw units with known, unequal probabilities: rare strata more often, none left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def inclusion(sizes: Sequence[int] | NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """Probability of each unit of a stratum to be among `n` that are drawn.

    A stratum of N units is to give a share of the sample in proportion to the root of N: each of its units is drawn
    with c/√N, at most 1, c such that the sum over all units is `n`.

    Parameters
    ----------
    sizes : sequence of int
        Units of each stratum, 1 or more.
    n : int
        Units to draw.

    Returns
    -------
    ndarray of float
        One probability per stratum, in (0, 1]; all are 1 where there are no more units than `n`.

    References
    ----------
    Bankier, M. D. (1988). Power allocations: Determining sample sizes for subnational areas. *The American
    Statistician*, 42(3), 174-177.

    Examples
    --------
    >>> inclusion([100, 25], 6).tolist()  # 4 of the large stratum, 2 of the small
    [0.04, 0.08]
    """
    counts = np.asarray(sizes, np.float64)
    told = np.ones(len(counts))
    if n >= counts.sum():
        return told
    free = np.ones(len(counts), bool)
    while True:
        left = n - counts[~free].sum()
        told[free] = left / np.sqrt(counts[free]).sum() / np.sqrt(counts[free])
        over = free & (told >= 1)
        if not over.any():
            return told
        told[over] = 1.0
        free &= ~over


def draw(
    strata: Sequence[str], n: int, generator: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Draw exactly `n` units, or all if there are no more.

    The units lie in a line, stratum after stratum and at random within each, every one as long as its probability;
    `n` points at equal distance from a random start fall on those drawn (Madow 1949).

    Parameters
    ----------
    strata : sequence of str
        The stratum of each unit.
    n : int
    generator : numpy.random.Generator

    Returns
    -------
    (ndarray of int, ndarray of float, ndarray of int)
        Places of the units drawn, in order; for every unit its probability and the size of its stratum.

    References
    ----------
    Madow, W. G. (1949). On the theory of systematic sampling, II. *Annals of Mathematical Statistics*, 20(3),
    333-354.
    """
    which, _ = pd.factorize(np.asarray(strata, dtype=object), sort=True)
    sizes = np.bincount(which)
    probabilities = inclusion(sizes, n)[which]
    order = np.lexsort((generator.random(len(which)), which))
    sure = order[probabilities[order] == 1]
    rest = order[probabilities[order] < 1]
    wanted = n - len(sure)
    drawn = sure
    if len(rest):
        reached = np.cumsum(probabilities[rest])
        reached *= wanted / reached[-1]  # takes the rounding out: the line is exactly as long as points are wanted
        at = np.searchsorted(reached, generator.random() + np.arange(wanted), side="right")
        drawn = np.concatenate((sure, rest[np.minimum(at, len(rest) - 1)]))
    return np.sort(drawn), probabilities, sizes[which]
