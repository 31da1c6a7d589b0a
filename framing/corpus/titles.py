"""The title of an article: found in its text, or put before it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from framing.text import WORD

#: A printed title begins within this many characters.
TITLE_WINDOW: Final = 400
#: What is longer than this is no title that could be looked for.
MAX_TITLE: Final = 1000
#: A shorter title ("Syria") is the title only on a line of its own, not wherever the words occur.
MIN_TITLE_WORDS: Final = 4

_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
#: The letters whose lower case begins with a plain one.
_OF_PLAIN_LETTERS: Final = "\u0130\u212a"


def find_title(text: str, title: str) -> tuple[int, int] | None:
    """Where `title` is printed near the beginning of `text`; case and punctuation are ignored.

    Examples
    --------
    >>> find_title("Wed 05 Apr 2017 Assad\u2019s forces retake town. At least", "Assads Forces Retake Town")
    (16, 42)
    """
    if len(title) > MAX_TITLE:
        return None
    if title[:1].isalnum() and title[-1:].isalnum() and text.startswith(f"{title}\n"):
        return 0, len(title)
    short = _without_site(title)
    if not _may_hold(text[: TITLE_WINDOW + 2 * len(title)], short):
        return None
    for wording in dict.fromkeys((title, short)):
        found = _find_words(text, wording)
        if found is not None:
            return found
    return None


def add_title(text: str, title: str) -> tuple[str, int]:
    """`text` with `title` before it, and how many characters that adds; unchanged when printed there."""
    title = title.strip()
    if not title or not text.strip() or find_title(text, title) is not None:
        return text, 0
    before = title + "\n\n"
    return before + text, len(before)


def _without_site(title: str) -> str:
    """`title` without the outlet that web pages add ("… | Jordan Times", "… - BBC News")."""
    for mark in (" | ", " - ", " \u2013 ", " \u2014 "):
        head, found, tail = title.rpartition(mark)
        if found and len(tail.split()) <= 4 and len(head.split()) >= MIN_TITLE_WORDS:
            return head
    return title


def _may_hold(text: str, title: str) -> bool:
    """Whether `text` has the plain letters of `title` in a row, as it must where it has its words."""
    if any(letter in text or letter in title for letter in _OF_PLAIN_LETTERS):
        return True
    return _plain_letters(title) in _plain_letters(text)


def _plain_letters(text: str) -> bytes:
    """Letters and digits of ASCII, in lower case, without what stands between them."""
    return text.encode("ascii", "ignore").translate(None, _NO_LETTERS).lower()


def _find_words(text: str, title: str) -> tuple[int, int] | None:
    """Where the words of `title` stand in `text`, compared without spaces and punctuation."""
    wanted = "".join(_squeeze(WORD.findall(title)))
    words = list(WORD.finditer(text[: TITLE_WINDOW + 2 * len(title)]))
    squeezed = _squeeze([word.group() for word in words])
    ends = list(accumulate(map(len, squeezed)))
    starts = [0, *ends[:-1]]
    line = "".join(squeezed)
    at = line.find(wanted) if wanted else -1
    while at >= 0:
        first, last = bisect_right(starts, at) - 1, bisect_right(starts, at + len(wanted) - 1) - 1
        if words[first].start() >= TITLE_WINDOW:
            return None
        whole = starts[first] == at and ends[last] == at + len(wanted)
        span = _with_opening(text, words[first].start(), title), _with_closing(text, words[last].end(), title)
        if whole and (last - first + 1 >= MIN_TITLE_WORDS or _is_line(text, *span)):
            return span
        at = line.find(wanted, at + 1)
    return None


def _squeeze(words: list[str]) -> list[str]:
    """Return the words without apostrophes, in lower case."""
    line = " ".join(words).replace("'", "").replace("\u2019", "").replace("_", "").lower()
    return line.split(" ") if words else []


def _with_opening(text: str, start: int, title: str) -> int:
    """Start of the title with the opening mark that it has itself."""
    while start and text[start - 1] in "\"\u201c'\u2018(" and text[start - 1] in title[:3]:
        start -= 1
    return start


def _with_closing(text: str, end: int, title: str) -> int:
    """End of the title with the closing mark that it has itself."""
    while end < len(text) and text[end] in "?!\"\u201d'\u2019)" and text[end] in title[-3:]:
        end += 1
    return end


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether a span fills its line."""
    before = text[:start].rpartition("\n")[2]
    after = text[end:].partition("\n")[0]
    return not before.strip(" \t\r\"'\u2018\u201c") and not after.strip(" \t\r.!?\"'\u2019\u201d")
