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
_NEWLINE: Final = 10
_SPACE: Final = 32
_LOWEST: Final = np.uint64(0x0101010101010101)
_HIGHEST: Final = np.uint64(0x8080808080808080)
_FACTORS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)

#: The number of a word that is none of those known.
UNKNOWN: Final = 0
#: That of a mark, or of a line's end, that is none of those known.
MARK: Final = 1
#: That of a run of spaces.
UNSURE: Final = 2
_SURE: Final = 3


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
        self._is_space = page.is_space

    def __len__(self) -> int:
        return len(self.words) + _SURE

    def word(self, number: int) -> str | None:
        """The word or mark of a number, empty if it is unknown; None if one cannot be sure."""
        if number == UNKNOWN:
            return ""
        word = self.words[number - _SURE] if number >= _SURE else ""
        return word if 0 < len(word) < _NEAR else None

    def which(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """For each number whether it stands for one of these words."""
        found = np.zeros(len(self), bool)
        found[[self.ids[word] for word in words if word in self.ids]] = True
        return found

    def before(self, block: Block, ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The piece before each offset, one space at most between them: its number, and where it begins."""
        last = ends - 1 - (block.small[ends - 1] == _SPACE)
        words = block.words
        ids, length = self._look(block, last, words[last - 7].byteswap(), words[last - 15].byteswap(), self._before)
        return ids, last + 1 - length

    def after(self, block: Block, starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The piece after each offset, one space at most between them: its number, and where it ends."""
        first = starts + (block.small[starts] == _SPACE)
        ids, length = self._look(block, first, block.words[first], block.words[first + 8], self._after)
        return ids, first + length

    def _look(
        self,
        block: Block,
        nearest: NDArray[np.int64],
        near: NDArray[np.uint64],
        far: NDArray[np.uint64],
        keys: tuple[NDArray[np.uint64], NDArray[np.int64]],
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of pieces and their lengths, from sixteen characters, the nearest in the lowest byte."""
        near, length = _until_zero(near)
        far, more = _until_zero(np.where(length == 8, far, 0))
        length += more
        other = np.flatnonzero(length == 0)
        character = block.small[nearest[other]]
        near[other], length[other] = character, 1  # a mark is a piece of one character
        hashes = _hash(near, far)
        place = np.minimum(np.searchsorted(keys[0], hashes), len(keys[0]) - 1)
        ids = np.where(keys[0][place] == hashes, keys[1][place], UNKNOWN)
        unknown = ids[other] == UNKNOWN
        space = self._is_space[character] & (character != _NEWLINE)
        ids[other[unknown]] = np.where(space, UNSURE, MARK)[unknown]
        return ids, length


def _until_zero(characters: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Eight bytes up to the first that is zero, counted from the lowest; and how many these are."""
    zeros = (characters - _LOWEST) & ~characters & _HIGHEST
    below = (zeros & (~zeros + np.uint64(1))) - np.uint64(1)
    return characters & below, (np.bitwise_count(below) >> 3).astype(np.int64)


def _hash(near: NDArray[np.uint64], far: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = near * _FACTORS[0]
    hashes: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(29))) + far * _FACTORS[1]
    return hashes


def _keys(words: list[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes in order, with the number of their word."""
    padded = np.frombuffer(b"".join(word.ljust(_NEAR, b"\0") for word in words) or bytes(_NEAR), "<u8").reshape(-1, 2)
    hashes = _hash(padded[:, 0], padded[:, 1])
    order = np.argsort(hashes, kind="stable")
    return hashes[order], order + _SURE
