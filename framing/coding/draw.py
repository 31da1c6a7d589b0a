"""Draw units with known, unequal probabilities: rare strata more often, none left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.power_allocation import inclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


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
