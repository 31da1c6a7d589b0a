"""Lines and paragraphs of a text, with the offsets they have in it."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

#: What ends a line, besides the line feed.
_LINE_ENDS: Final = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

#: The end of a sentence, closing quotation marks and brackets included.
_STOPS: Final = ".!?\u2026"
_CLOSERS: Final = "\"'\u201d\u2019\u00bb)]"
_INITIALS_END: Final = re.compile(r"\b(?:[A-Z]\.){2,}$")

#: Where a sentence may end inside running text. FA-KES-like texts lack commas, never full stops.
_BOUNDARY: Final = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=[\"\u201c\u2018(]?[^\W\d_a-z]|[\"\u201c(]?\d)")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Sen|Rep|Gov|Prof|Rev|Hon|No|vs|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)

#: Hard-wrapped text: no line is longer than this, and half of the lines nearly reach it.
WRAP_LIMIT: Final = 100


class Line(NamedTuple):
    """One line that is not blank; ``gap`` tells that a blank line (or nothing) comes before it."""

    start: int
    end: int
    text: str
    gap: bool


def split_lines(text: str) -> list[Line]:
    """Lines of `text` that are not blank, without the white space around them."""
    even = text
    for mark in _LINE_ENDS:
        if mark in even:
            even = even.replace(mark, "\n")
    mixed = even is not text
    lines: list[Line] = []
    # Line(…) would take longer than all the rest.
    new = tuple.__new__
    begin = last = breaks = 0
    for raw in even.split("\n"):
        body = raw.strip()
        if body and (body[0] in _INVISIBLE or body[-1] in _INVISIBLE):
            body = body.strip(_INVISIBLE).strip()
        if body:
            start = begin + raw.index(body)
            if mixed:
                breaks = text.count("\n", last, start) or text.count("\r", last, start)
            last = start + len(body)
            lines.append(new(Line, (start, last, body, not lines or breaks > 1)))
            breaks = 0
        begin += len(raw) + 1
        breaks += 1
    return lines


def ends_sentence(line: str) -> bool:
    """Tell whether `line` ends as a sentence does (initials such as ``U.S.`` are no sentence end)."""
    stop = line[-8:].rstrip(_CLOSERS)[-1:]
    return stop != "" and stop in _STOPS and not (line[-1] == "." and _INITIALS_END.search(line[-12:]))


def first_sentence(text: str, limit: int) -> int:
    """Offset of the end of the first sentence of `text`, at most `limit` (then at a word's end)."""
    for match in _BOUNDARY.finditer(text[: limit + 2]):
        head = text[: match.start() + 1]
        # A dateline ("Aleppo, SANA.") or a numeral is not yet a sentence.
        if len(head.split(None, 5)) > 4 and not _ABBREVIATION.search(head[-8:]):
            return match.start() + len(match.group().rstrip())
    if len(text) <= limit:
        return len(text.rstrip())
    cut = text.rfind(" ", 0, limit)
    return cut if cut > 0 else limit


def is_wrapped(lines: list[Line]) -> bool:
    """Tell whether paragraphs were broken into lines of equal length, as mail programs do."""
    if len(lines) < 4 or any(len(line.text) > WRAP_LIMIT for line in lines):
        return False
    inner = [line.text for line, after in pairwise(lines) if not after.gap]
    if len(inner) * 2 < len(lines) or median(map(len, inner)) <= WRAP_LIMIT // 2:
        return False
    # Most lines break off in a sentence; short paragraphs of one line each do not.
    return sum(map(ends_sentence, inner)) * 2 < len(inner)


def join_wrapped(lines: list[Line], text: str) -> list[Line]:
    """Paragraphs of a hard-wrapped text; `lines` themselves when the text is not hard-wrapped."""
    if not is_wrapped(lines):
        return lines
    joined: list[Line] = []
    for line in lines:
        if joined and not line.gap:
            start = joined[-1].start
            joined[-1] = Line(start, line.end, text[start : line.end], joined[-1].gap)
        else:
            joined.append(line)
    return joined
