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
        self._quote = page.encode("\u201c")[0]
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
        for k in np.flatnonzero(first < until).tolist():
            asked = unsure[first[k] : until[k]].tolist()
            span = int(starts[k]), int(stops[k])
            starts[k], stops[k] = _read(text, asked, int(positions[k]), span, int(ends[k]))
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
        after = printed[stops + 1]
        closed = self._closing[after].astype(np.int64)
        gap = stops + 1 + closed
        opening = gap + 1
        following = printed[opening + (printed[opening] == self._quote)]
        nothing = (printed[gap] == _NEWLINE) | page.is_lower[after] | page.is_digit[after] | self._comma[after]
        begins = page.is_upper[following] | page.is_digit[following]
        plainly = (printed[gap] == _SPACE) & begins & page.is_word[printed[stops - 1]]
        ends = plainly & np.where(printed[stops] == _DOT, False, closed == 0)
        dots = np.flatnonzero(plainly & (printed[stops] == _DOT) & page.is_letter[printed[stops - 1]])
        ids, first = self._abbreviations.before(block, stops[dots])
        ends[dots] = (ids == UNKNOWN) & (stops[dots] - first > 1) & self._edges[printed[first - 1]]
        return opening[ends], gap[ends], stops[~(ends | nothing)]


def _read(text: str, stops: list[int], position: int, span: tuple[int, int], limit: int) -> tuple[int, int]:
    """Narrow the sentence around an offset by the stops within it."""
    begin, end = span
    for at in stops:
        stop = STOP.match(text, at, limit)
        if stop is not None and is_end(text, begin, stop):
            if stop.end("closing") > position:
                return begin, stop.end("closing")
            begin = stop.start("opening")
    return begin, end
