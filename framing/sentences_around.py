"""The sentences around many offsets of a block of articles.

Most stops tell by the characters beside them whether they end a sentence, and are told at once; only those that do
not, and stand in the way between an offset and the ends of its sentence, are read one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from framing.neighbours import UNKNOWN, Neighbours
from framing.sentences import LONGEST, STOP, abbreviations, is_end, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.block import Block, Page

_STOPS: Final = ".?!\u2026"
_NEWLINE, _SPACE, _DOT = (ord(c) for c in "\n .")


class Sentences:
    """Finds sentences in blocks.

    Parameters
    ----------
    page : Page
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._abbreviations = Neighbours([*abbreviations(), "no"], page)
        self._stops, self._closing = page.among(_STOPS), page.among("\"'\u201d\u00bb)]")
        self._opening = page.among("\"'\u201c\u00ab([")
        self._inner = ~(page.is_space | page.is_upper | self._stops | self._closing | self._opening)
        self._comma, self._edges = page.among(",;:"), page.among(" \n-")

    def around(self, block: Block, positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Start and end of the sentence around each offset; the offsets ascend."""
        begins, ends = self._paragraphs(block, positions)
        last_begins, last_ends, unsure = self._told(block)
        # One that nothing reaches stands at either end, so that each offset has neighbours.
        last_begins = np.concatenate(([0], last_begins))
        last_ends = np.concatenate(([0], last_ends, [len(block.printed) + 1]))
        at = np.searchsorted(last_ends, positions, side="right") - 1
        starts, stops = np.maximum(last_begins[at], begins), np.minimum(last_ends[at + 1], ends)
        first, until = np.searchsorted(unsure, starts), np.searchsorted(unsure, stops)
        text = block.printed_text
        asked = np.flatnonzero(first < until)
        # Offsets between the same sure ends are narrowed down together, so that no stop is read twice.
        for same in np.split(asked, np.flatnonzero(np.diff(starts[asked])) + 1) if len(asked) else ():
            k = same[0]
            ends_here = _ends(text, unsure[first[k] : until[k]].tolist(), int(starts[k]), int(ends[k]))
            span = int(starts[k]), int(stops[k])
            starts[same], stops[same] = np.array(list(_narrow(positions[same].tolist(), span, ends_here))).T
        for k in np.flatnonzero(stops - starts > LONGEST).tolist():
            starts[k], stops[k] = near(text, int(starts[k]), int(stops[k]), int(positions[k]))
        return starts, stops

    def _paragraphs(self, block: Block, positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The paragraph around each offset, without the space around it."""
        lines, printed = self._page.places(block.printed, "\n"), block.characters
        number, which = np.unique(np.searchsorted(lines, positions), return_inverse=True)
        begins, ends = lines[number - 1] + 1, lines[number]
        is_space, text = self._page.is_space, block.printed_text
        for k in np.flatnonzero(is_space[printed[begins]]).tolist():
            begins[k] = ends[k] - len(text[begins[k] : ends[k]].lstrip())
        for k in np.flatnonzero(is_space[printed[ends - 1]]).tolist():
            ends[k] = begins[k] + len(text[begins[k] : ends[k]].rstrip())
        return begins[which], ends[which]

    def _told(self, block: Block) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Where sentences surely begin and those before them end; and the stops that need to be read."""
        page, printed = self._page, block.characters
        stops = page.places(block.printed, _STOPS)
        stops = stops[~self._stops[printed[stops - 1]]]
        last, after = printed[stops - 1], printed[stops + 1]
        closed = self._closing[after].astype(np.int64)
        gap = stops + 1 + closed
        opening = gap + 1
        following = printed[opening + self._opening[printed[opening]]]
        spaced = printed[gap] == _SPACE
        # Nothing follows; or what follows without a space is no capital, or no small letter stands before it.
        nothing = (
            (printed[gap] == _NEWLINE)
            | (page.is_upper[after] & (page.is_upper[last] | ~page.is_letter[last]))
            | self._inner[after]
        )
        # "U.S. envoy" goes on.
        nothing |= (
            spaced
            & (closed == 0)
            & (printed[stops] == _DOT)
            & page.is_lower[printed[opening]]
            & self._is_letter(printed, stops - 1)
        )
        plainly = spaced & (page.is_upper[following] | page.is_digit[following]) & page.is_word[last]
        ends = plainly & (printed[stops] != _DOT) & (closed == 0)
        dots = np.flatnonzero(plainly & (printed[stops] == _DOT))
        ids, first = self._abbreviations.before(block, stops[dots])
        edge = printed[first - 1]
        word = (ids == UNKNOWN) & (stops[dots] - first > 1) & self._edges[edge] & page.is_letter[last[dots]]
        # A number ends a sentence unless it is all of it: "1. The army", "in 2011. The army".
        within = page.is_word[printed[first - 2]] | self._comma[printed[first - 2]]
        ends[dots] = word | ((edge == _SPACE) & within & page.is_digit[last[dots]] & (ids == UNKNOWN))
        return opening[ends], gap[ends], stops[~(ends | nothing)]

    def _is_letter(self, printed: NDArray[np.uint8], at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a letter stands alone, or after a mark."""
        found: NDArray[np.bool_] = self._page.is_letter[printed[at]] & ~self._page.is_word[printed[at - 1]]
        return found


def _ends(text: str, stops: Sequence[int], begin: int, limit: int) -> Iterator[tuple[int, int]]:
    """Where sentences end at some of these stops, and the next begin."""
    for at in stops:
        stop = STOP.match(text, at, limit)
        if stop is not None and is_end(text, begin, stop):
            begin = stop.start("opening")
            yield stop.end("closing"), begin


def _narrow(
    positions: Sequence[int], span: tuple[int, int], ends: Iterator[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Narrow the span around offsets, which ascend, to the sentence of each."""
    begin, last = span
    end, following = next(ends, (last, last))
    for position in positions:
        while end <= position and end < last:
            begin = following
            end, following = next(ends, (last, last))
        yield begin, end
