"""The words beside many offsets at once, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from framing.block import Block, Page

#: So many characters of a word are looked at, those next to the offset.
_NEAR: Final = 16
_REACH: Final = np.arange(_NEAR)
_FACTORS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)

#: Numbers of what is no known word.
UNKNOWN: Final = 0
#: A run of spaces, or something else that only a closer look tells.
UNSURE: Final = 1
_SURE: Final = 2


class Neighbours:
    """Tells which of the known words and marks stands before or after an offset.

    Words and marks are pieces, as contexts of a lexicon see them: runs of letters and digits, or single marks.
    A word of more than 16 characters is known by the 16 nearest, so that what is unknown is surely none of the
    words, while a long one that is known may be another.

    Parameters
    ----------
    words : iterable of str
        In lower case.
    page : Page
    """

    def __init__(self, words: Iterable[str], page: Page) -> None:
        self.words = sorted({word for word in words if word and word != " "})
        self.ids = {word: at for at, word in enumerate(self.words, start=_SURE)}
        coded = [page.encode(word) for word in self.words]
        self._before = _keys([word[::-1][:_NEAR] for word in coded])
        self._after = _keys([word[:_NEAR] for word in coded])
        self._is_word, self._is_space = page.is_word, page.is_space

    def __len__(self) -> int:
        return len(self.words) + _SURE

    def which(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """For each number whether it stands for one of these words; what one is unsure of may."""
        found = np.zeros(len(self), bool)
        found[[UNSURE, *(self.ids[word] for word in words if word in self.ids)]] = True
        return found

    def before(self, block: Block, ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The piece before each offset, one space at most between them: its number, and where it begins."""
        small = block.small
        last = ends - 1 - (small[ends - 1] == 32)
        ids, length = self._look(small[last[:, None] - _REACH], self._before)
        return ids, last + 1 - length

    def after(self, block: Block, starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The piece after each offset, one space at most between them: its number, and where it ends."""
        small = block.small
        first = starts + (small[starts] == 32)
        ids, length = self._look(small[first[:, None] + _REACH], self._after)
        return ids, first + length

    def _look(
        self, near: NDArray[np.uint8], keys: tuple[NDArray[np.uint64], NDArray[np.int64]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of pieces from their characters, the nearest first, and their lengths."""
        inside = np.logical_and.accumulate(self._is_word[near], axis=1)
        inside[:, 0] = True  # a mark is a piece of one character
        hashes = _hash(np.where(inside, near, 0).astype(np.uint8))
        place = np.minimum(np.searchsorted(keys[0], hashes), len(keys[0]) - 1)
        ids = np.where(keys[0][place] == hashes, keys[1][place], UNKNOWN)
        ids[self._is_space[near[:, 0]] & (near[:, 0] != 10)] = UNSURE
        return ids, inside.sum(axis=1)


def _hash(characters: NDArray[np.uint8]) -> NDArray[np.uint64]:
    halves = np.ascontiguousarray(characters).view("<u8") * _FACTORS
    mixed: NDArray[np.uint64] = (halves[:, 0] ^ (halves[:, 0] >> np.uint64(29))) + halves[:, 1]
    return mixed


def _keys(words: list[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes in order, with the number of their word."""
    padded = np.frombuffer(b"".join(word.ljust(_NEAR, b"\0") for word in words) or bytes(_NEAR), np.uint8)
    hashes = _hash(padded.reshape(-1, _NEAR))
    order = np.argsort(hashes, kind="stable")
    return hashes[order], order + _SURE
