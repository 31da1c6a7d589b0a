"""Headline and lead of an article, as offsets in its text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from framing.corpus.clean import leave_out, part_lines
from framing.corpus.lines import Line, ends_sentence, first_sentence, join_wrapped, split_lines
from framing.corpus.recover import read_credit
from framing.corpus.titles import find_title
from framing.text import count_words

#: A headline is not longer than this many characters.
MAX_HEADLINE: Final = 200
#: The lead is the first paragraph of at least this many words …
MIN_LEAD_WORDS: Final = 15
#: … or the first short paragraphs that have this many together.
MAX_LEAD_WORDS: Final = 40
#: Running text has no paragraphs: its lead is one sentence, at most this long.
MAX_SENTENCE: Final = 400
#: A first paragraph longer than this, and than all that follows, is running text.
RUNNING_TEXT: Final = 1500
#: So many characters mostly hold the words that make a paragraph the lead.
BEGINNING: Final = 150

_CAPTION_END: Final = re.compile(
    r"(?:\([^()]{0,20}\b(?:photo|image|picture|pic)\b[^()]{0,80}\)|\[[^\[\]]{1,60}\]"
    r"|/(?:AFP|AP|Reuters|EPA|Getty Images))\.?$",
    re.IGNORECASE,
)
#: A line that goes on with the next one, or a list item, is no headline.
_NO_HEADLINE_END: Final = re.compile(r"[,;:\u2026]$")


class Regions(NamedTuple):
    """Regions of one text, in characters: ``headline_start == headline_end`` when it has no headline."""

    headline_start: int
    headline_end: int
    lead_end: int
    excluded: list[list[int]]


def find_regions(text: str, title: str = "") -> Regions:
    r"""Headline, lead and web boilerplate of `text`.

    Parameters
    ----------
    text : str
        The text as analysed.
    title : str
        Its title when known; it is the headline if it is printed near the beginning.

    Returns
    -------
    Regions
        Offsets in characters of `text`. A byline between headline and lead lies before ``lead_end``.

    Examples
    --------
    >>> text = "Rebels enter Aleppo\n\nBy Jane Doe\n\n" + "word " * 19 + "end.\n\nMore follows here."
    >>> find_regions(text)
    Regions(headline_start=0, headline_end=19, lead_end=133, excluded=[])
    """
    excluded, kept = part_lines(text)
    paragraphs = join_wrapped(kept, text)
    headline = find_title(text, title) if title else None
    if headline is None:
        headline = _find_headline(paragraphs)
    return Regions(*headline, _find_lead_end(text, paragraphs, headline[1]), excluded)


def kept_lines(text: str, excluded: list[list[int]]) -> list[Line]:
    """Lines of `text` outside `excluded`; where a line was left out there is a gap."""
    starts = {start for start, _ in excluded}
    lines = split_lines(text)
    return leave_out(lines, [line.start in starts for line in lines])


def _find_headline(paragraphs: list[Line]) -> tuple[int, int]:
    """Offsets of the first line when it is printed as headlines are, else ``(0, 0)``."""
    opening = paragraphs[:6]
    for index, line in enumerate(opening):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if after is None or len(line.text) > MAX_HEADLINE:
            return 0, 0
        if read_credit(line.text) or _CAPTION_END.search(line.text):
            continue
        # One or two words over another headline are the section ("Middle East").
        if count_words(line.text) < 3 and _looks_like_headline(after, _next(paragraphs, index + 1)):
            continue
        return (line.start, line.end) if _looks_like_headline(line, after) else (0, 0)
    return 0, 0


def _next(paragraphs: list[Line], index: int) -> Line | None:
    """Return the paragraph after `index`, if any."""
    return paragraphs[index + 1] if index + 1 < len(paragraphs) else None


def _looks_like_headline(line: Line, after: Line | None) -> bool:
    """Whether `line` is short, is no sentence, and stands apart from what comes `after` it."""
    if after is None or len(line.text) > MAX_HEADLINE or not line.text[0].isprintable():
        return False
    statement = ends_sentence(line.text) and line.text.rstrip("\"'\u201d\u2019)")[-1] not in "?!"
    if statement or _NO_HEADLINE_END.search(line.text) or line.text[0].islower():
        return False
    much_longer = len(after.text) >= max(100, 2 * len(line.text))
    return after.gap or much_longer or read_credit(after.text) is not None


def _find_lead_end(text: str, paragraphs: list[Line], headline_end: int) -> int:
    """Where the first paragraph of prose ends."""
    body = [line for line in paragraphs if line.end > headline_end]
    if not body:
        return headline_end
    if body[0].start < headline_end:
        body[0] = body[0]._replace(start=headline_end, text=text[headline_end : body[0].end])
    length = sum(len(line.text) for line in body)
    words = 0
    for line in body:
        if not _is_prose(line.text):
            continue
        if len(body) == 1 or (len(line.text) > RUNNING_TEXT and 2 * len(line.text) > length):
            return line.start + _skip(line.text) + first_sentence(line.text[_skip(line.text) :], MAX_SENTENCE)
        if _has_words(line.text, MIN_LEAD_WORDS):
            return line.end
        words += count_words(line.text)
        if words >= MAX_LEAD_WORDS:
            return line.end
    return _without_prose(body)


def _has_words(text: str, least: int) -> bool:
    """Whether `text` has so many words; its beginning mostly tells."""
    return count_words(text[:BEGINNING]) >= least or count_words(text) >= least


def _skip(text: str) -> int:
    """Characters between a headline in running text and the sentence after it."""
    return len(text) - len(text.lstrip(" \t\r\n.:|\u2013\u2014-"))


def _is_prose(line: str) -> bool:
    """Whether a paragraph holds sentences and is no byline and no caption."""
    return ends_sentence(line) and not _CAPTION_END.search(line) and read_credit(line) is None


def _without_prose(body: list[Line]) -> int:
    """End of the lead where no paragraph is prose: the first long line, else the first sentence."""
    for line in body:
        if _has_words(line.text, MIN_LEAD_WORDS):
            return line.start + first_sentence(line.text, MAX_SENTENCE)
    return body[0].end
