"""The sentences of an article as coders read them: one after the other, words marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from framing.sentences import LONGEST, split_sentences
from framing.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Marks around the words to code.
MARKS: Final = ("⟦", "⟧")
#: The same marks in an article, characters that steer, half characters, and those that no spreadsheet can hold.
_SHOWN: Final = str.maketrans({"⟦": "[", "⟧": "]", "\ufffe": "\ufffd", "\uffff": "\ufffd"})
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HALF: Final = re.compile("[\ud800-\udfff]")
_WORD: Final = re.compile(r"\w")


class Passages:
    """The sentences of an article outside of what is no part of it.

    Parameters
    ----------
    text : str
    excluded : sequence of (start, end)
        Regions of web boilerplate.

    Attributes
    ----------
    spans : list of (int, int)
        Start and end of each sentence that has a word; none overlap.
    """

    def __init__(self, text: str, excluded: Sequence[Sequence[int]] = ()) -> None:
        self.text = text
        self.spans = list(_sentences(text, sorted((int(a), int(b)) for a, b in excluded)))
        self._starts = [start for start, _ in self.spans]

    def sentence(self, nth: int) -> str:
        """The nth sentence, empty where there is none."""
        return shown(self.text[slice(*self.spans[nth])]) if 0 <= nth < len(self.spans) else ""

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last sentence that characters of the article stand in."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return first, max(bisect_left(self._starts, end) - 1, first)

    def show(self, start: int, end: int, marked: Iterable[tuple[int, int]]) -> tuple[str, str, str]:
        """The sentence of some characters with marks around words, and the sentences before and after it."""
        if not self.spans:
            return "", mark(self.text, start, end, marked), ""
        first, last = self.around(start, end)
        begin, stop = min(self.spans[first][0], start), max(self.spans[last][1], end)
        return self.sentence(first - 1), mark(self.text, begin, stop, marked), self.sentence(last + 1)


def mark(text: str, begin: int, stop: int, spans: Iterable[tuple[int, int]]) -> str:
    """Characters `begin` to `stop` of a text, with marks around some that do not overlap.

    Examples
    --------
    >>> mark("The rebels fled.", 0, 16, [(4, 10)])
    'The ⟦rebels⟧ fled.'
    """
    parts, at = [], begin
    for start, end in sorted(spans):
        if max(start, at) < min(end, stop):
            parts += [
                shown(text[at : max(start, at)]),
                MARKS[0],
                shown(text[max(start, at) : min(end, stop)]),
                MARKS[1],
            ]
            at = min(end, stop)
    return "".join([*parts, shown(text[at:stop])])


def shown(text: str) -> str:
    """`text` of the same length, in one line and without what a cell cannot hold or would take for our marks."""
    return _HALF.sub("\ufffd", _STEERING.sub(" ", text.translate(_SHOWN)))


def _sentences(text: str, excluded: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences of the paragraphs, cut where a region is left out."""
    printed = plain(text)
    for start, end in _paragraphs(printed, excluded):
        for first, last in split_sentences(printed, start, end):
            yield from (span for span in _pieces(printed, first, last) if _WORD.search(printed, *span))


def _paragraphs(text: str, excluded: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        for a, b in excluded:
            if a < end and b > start:
                yield start, max(a, start)
                start = min(b, end)
        yield start, end
        at += len(line) + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is no sentence, such as a list without a stop, in pieces that can be read."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end
