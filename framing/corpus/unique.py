"""Ids of articles, each once in the whole corpus."""

from __future__ import annotations

import logging
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

logger = logging.getLogger("framing")


class UniqueIds:
    """Makes ids unique, batch by batch; of each it keeps eight bytes, of repeated ones some more."""

    def __init__(self) -> None:
        # Sorted, each more than twice as long as the next.
        self._taken: list[npt.NDArray[np.uint64]] = []
        self._repeats: dict[int, int] = {}
        self._first = ""

    def make_unique(self, ids: Sequence[str]) -> list[str]:
        """Return `ids`, of which those that were there before get ``#2``, ``#3``.

        Examples
        --------
        >>> UniqueIds().make_unique(["a", "b", "a", "a"])
        ['a', 'b', 'a#2', 'a#3']
        """
        digests = [_digest(given) for given in ids]
        taken = self._are_taken(digests)
        fresh: set[int] = set()
        unique = []
        for given, own, repeated in zip(ids, digests, taken, strict=True):
            name, digest = given, own
            while digest in fresh or (repeated if digest == own else self._are_taken([digest])[0]):
                self._first = self._first or given
                self._repeats[own] = self._repeats.get(own, 1) + 1
                name = f"{given}#{self._repeats[own]}"
                digest = _digest(name)
            fresh.add(digest)
            unique.append(name)
        self._take(fresh)
        return unique

    def _are_taken(self, digests: list[int]) -> list[bool]:
        """Whether each of `digests` was taken in a batch before."""
        wanted = np.array(digests, dtype=np.uint64)
        found = np.zeros(len(wanted), dtype=bool)
        for taken in self._taken:
            found |= taken[np.minimum(np.searchsorted(taken, wanted), len(taken) - 1)] == wanted
        return list(found.tolist())

    def _take(self, fresh: set[int]) -> None:
        """Take the digests of a batch."""
        run = np.fromiter(fresh, dtype=np.uint64, count=len(fresh))
        while self._taken and len(self._taken[-1]) <= 2 * len(run):
            run = np.concatenate([self._taken.pop(), run])
        if len(run):
            self._taken.append(np.sort(run))

    def report(self) -> None:
        """Log how many ids were repeated."""
        if self._repeats:
            logger.warning(
                "repeated article ids: %d, the first is %r; the later rows were made unique (%r)",
                len(self._repeats), self._first, f"{self._first}#2",
            )  # fmt: skip


def _digest(name: str) -> int:
    """Eight bytes that stand for an id, the same in every process."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
