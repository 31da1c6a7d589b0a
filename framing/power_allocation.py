"""How often to draw from each stratum, so that small ones have their part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
