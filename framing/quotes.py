"""Quotation marks as they come: paired, nested, opened in each paragraph, or missing."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Any mark comes first, so that the text between marks is passed over at once; then it is judged by its neighbours.
_MARK: Final = re.compile(
    "[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019](?:"
    '(?<=")"?|(?<=[\u201c\u201d\u201e\u201f\u00ab\u00bb])'  # double marks of any kind
    "|(?<=\u2018)(?=\\S)|(?<=')(?<![\\w\u2019]')(?=\\w)"  # single marks that can open
    "|(?<=[^\\s\u2018]['\u2019])(?!\\w))"  # single marks that can close, or the apostrophe of "rebels'"
)
#: A single mark before a doubled one.
_TRIPLE: Final = re.compile(r"'{3}(?!\w)")
_DOUBLE: Final = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
_OPENING: Final = "\u201c\u201e\u201f\u00ab"
_CLOSING: Final = "\u201d\u00bb"
_STOPS: Final = ".,!?;:\u2026"
_SENTENCE_END: Final = re.compile(r"[.?!](?=\s|$)")


class Quote(NamedTuple):
    """A stretch between quotation marks, the marks included.

    ``continued`` is true where the mark is closed in a later paragraph only, ``paired`` false where a mark was
    missing and the end, or the beginning, is a guess.
    """

    start: int
    end: int
    continued: bool = False
    paired: bool = True


def find_quotes(text: str) -> list[Quote]:
    """Find what stands between quotation marks, outermost marks only, in the order of the text.

    A quotation ends with its paragraph at the latest: one that runs over several opens each of them anew. A mark
    without a partner reaches to the end of its sentence, or of its paragraph if it opens one; it never swallows
    the next paragraph. Single marks count where they cannot be apostrophes. Takes linear time.

    Parameters
    ----------
    text : str
        An article, with a paragraph on each line.

    Examples
    --------
    >>> text = "He called it \u2018stability\u2019, the rebels' end. \u201cWe won."
    >>> [text[q.start : q.end] for q in find_quotes(text)]
    ['\u2018stability\u2019', '\u201cWe won.']
    """
    if "''" in text or "``" in text:
        text = _TRIPLE.sub('\'""', text).replace("''", '""').replace("``", '""')
    found: list[Quote] = []
    marks: list[int] = []
    end = -1
    for match in _MARK.finditer(text):
        at = match.start()
        if at > end:
            found += _pair(text, end, marks)
            marks = []
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
        marks.append(at)
    return found + _pair(text, end, marks)


def _pair(text: str, end: int, marks: list[int]) -> list[Quote]:
    """Pair the marks of the paragraph that ends at `end`."""
    if not marks:
        return []
    begin = text.rfind("\n", 0, marks[0]) + 1
    double = [at for at in marks if text[at] in _DOUBLE]
    if len(double) == 2 and text[double[0]] in _OPENING and text[double[1]] in _CLOSING:
        # Nearly all quotations are printed so.
        spans = [Quote(double[0], double[1] + 1)]
    else:
        spans = list(_doubles(text, begin, end, double)) if double else []
    if len(double) < len(marks) > 1:
        single = [at for at in marks if text[at] not in _DOUBLE]
        spans = sorted([*spans, *_singles(text, single, spans)], key=attrgetter("start"))
    return spans


def _doubles(text: str, begin: int, end: int, marks: list[int]) -> Iterator[Quote]:
    opened: int | None = None
    depth = 0
    last = begin
    for at in marks:
        mark = text[at]
        opens = mark in _OPENING or (mark not in _CLOSING and _straight_opens(text, at, inside=opened is not None))
        if opens and opened is None:
            opened = at
        elif opens:
            depth += 1
        elif depth:
            depth -= 1
        elif opened is not None:
            last = at + _width(text, at)
            yield Quote(opened, last)
            opened = None
        elif last == begin and text[at - 1 : at].strip():
            last = at + _width(text, at)
            yield Quote(_sentence_start(text, begin, at), last, paired=False)
    if opened is not None:
        goes_on = _opens_next(text, end)
        starts_paragraph = not text[last:opened].strip()
        stop = None if goes_on or starts_paragraph else _SENTENCE_END.search(text, opened, end)
        yield Quote(opened, stop.end() if stop else end, continued=goes_on, paired=goes_on)


def _sentence_start(text: str, begin: int, at: int) -> int:
    """Where the sentence begins that a mark without a partner closes."""
    before = max(text.rfind(stop, begin, at - 1) for stop in (". ", "? ", "! "))
    return begin if before < 0 else before + 2


def _width(text: str, at: int) -> int:
    return 2 if text.startswith('""', at) else 1


def _straight_opens(text: str, at: int, *, inside: bool) -> bool:
    """Whether a straight double mark opens a quotation, judged by the spaces around it."""
    free_before = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in _STOPS or text[at - 1] in "%)'\u2019-")
    after = at + _width(text, at)
    free_after = after == len(text) or not (text[after].isalnum() or text[after] in "$'\u2018\u2026[(.#@")
    if free_before != free_after:
        return free_before
    return not inside


def _opens_next(text: str, end: int) -> bool:
    """Whether the next paragraph that is not empty begins with an opening mark."""
    at = end
    while at < len(text) and text[at] in "\n\r \t":
        at += 1
    return at < len(text) and text[at] in '"\u201c\u00ab\u201e'


def _singles(text: str, marks: list[int], doubles: list[Quote]) -> Iterator[Quote]:
    """Pair single marks outside double ones; what closes may be the apostrophe of a plural."""
    opened: int | None = None
    last_end = 0
    inside = iter(doubles)
    cover = next(inside, None)
    closing: list[int] = []
    for at in [*marks, len(text)]:
        while cover is not None and cover.end <= at:
            cover = next(inside, None)
        if cover is not None and cover.start <= at < len(text):
            continue
        opens = at < len(text) and (text[at] == "\u2018" or (text[at] == "'" and _can_open(text, at)))
        if opened is not None and (opens or at == len(text)):
            close = _best_close(text, closing)
            if close is not None:
                yield Quote(opened, close + 1)
                last_end = close + 1
            opened, closing = None, []
        if opens and at >= last_end:
            opened = at
        elif opened is not None and at < len(text):
            closing.append(at)
    return


def _can_open(text: str, at: int) -> bool:
    return (at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,!?")) and text[at + 1 : at + 2].isalnum()


def _best_close(text: str, closing: list[int]) -> int | None:
    """The first mark that cannot be the apostrophe of a plural, else the last one."""
    for at in closing:
        if text[at - 1] in _STOPS or text[at - 1 : at].lower() != "s":
            return at
    return closing[-1] if closing else None
