"""Sentence spans, found only in the paragraphs that need them.

A sentence ends with a stop, and the marks that close with it, before a space, unless

- no word follows, or nothing goes before ("... and then", "2. The army");
- the stop belongs to an abbreviation or initials ("Gen. Hassan", "J. Smith", "the U.S. envoy"): then it ends one
  only before a word that begins sentences ("in the U.S. The army");
- a word in lower case follows an ellipsis, a quotation, or what may be an abbreviation ("Conn. said");
- a question or a call in quotation marks is followed by who asked it ("Why?" Hassan said).

Where the space was lost ("left Homs.The army") a sentence ends between a small and a capital letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A longer run of words is no sentence; keeping it whole for each of its mentions would fill the memory.
LONGEST: Final = 2000
#: So many characters around a mention are kept of it.
_KEPT: Final = 400
#: A stop with its surroundings. Nothing is read twice, so that the time is linear in any text.
STOP: Final = re.compile(
    r"(?P<stops>[.?!\u2026](?<![.?!\u2026]{2})[.?!\u2026]*+)"
    r"(?P<closing>(?:[\"'\u201d\u00bb)\]]|\x20[\"\u201d](?!\S))*+)"
    r"(?P<gap>\s*+)(?P<opening>[\"'\u201c\u00ab(\[]*+)(?P<next>[^\s,;:.?!\u2026)\]]?)"
)
_OPENING: Final = "\"'\u201c\u00ab([*#"
_QUOTES: Final = frozenset("\"'\u201d\u00bb")
_WORD: Final = re.compile(r"\w+")
#: No abbreviation is longer, in characters.
_LONGEST_WORD: Final = 24
#: How far after a question, in words and characters, one is told who asked it.
_NEAR: Final = (4, 40)
_ASKED: Final = frozenset("said says asked asks added cried replied shouted told wrote".split())
#: Words that, with a capital, begin a sentence rather than a name.
_BEGINNINGS: Final = FUNCTION_WORDS.difference("an can do no so up who will".split()) | {"i", "however", "meanwhile"}


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Abbreviations that a full stop follows, in lower case and without it."""
    listed = (resources.files("framing") / "abbreviations.txt").read_text(encoding="utf-8")
    return frozenset(word for word in listed.split("\n") if word and not word.startswith("#"))


def near(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """Cut what is no sentence, a table or a list without a full stop, to the words around a position."""
    if end - start <= LONGEST:
        return start, end
    first, last = max(start, position - _KEPT // 2), min(end, position + _KEPT // 2)
    if first > start:
        first = text.find(" ", first, position) + 1 or first
    if last < end:
        last = max(text.rfind(" ", position, last), position) if " " in text[position:last] else last
    return first, last


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into sentences.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        Offsets of the paragraph.

    Yields
    ------
    (int, int)
        Start and end of a sentence, without the space around it. There is always one, empty in a paragraph that is.

    Examples
    --------
    >>> text = " The U.S. envoy left... “Why?” Hassan asked. "
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['The U.S. envoy left...', '“Why?” Hassan asked.']
    """
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    end = max(begin, start + len(text[start:end].rstrip()))
    for stop in STOP.finditer(text, begin, end):
        if is_end(text, begin, stop):
            yield begin, stop.end("closing")
            begin = stop.start("opening")
    yield begin, end


def is_end(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that begins at `begin`."""
    stops, closing, gap, _, following = stop.groups()
    if not following or stop.start() == begin:
        return False
    if not gap:
        return following.isupper() and _is_glued(text, stop)
    quoted = bool(closing) and not _QUOTES.isdisjoint(closing)
    if stops == ".":
        return _is_full_stop(text, begin, stop, following, quoted=quoted)
    if following.islower():
        return stops[0] in "?!" and not quoted
    return not (quoted and stops[0] in "?!" and _is_asked(text, stop.start("next")))


def _is_full_stop(text: str, begin: int, stop: re.Match[str], following: str, *, quoted: bool) -> bool:
    """Whether a single dot, before a space and a word, is a full stop."""
    at = stop.start()
    word = text[max(begin, at - _LONGEST_WORD) : at].rpartition(" ")[2].lstrip(_OPENING).rpartition("-")[2]
    lowered = word.lower()
    if lowered == "no":
        return following.isupper()
    if lowered in abbreviations() or _is_initials(word):
        return following.isupper() and _is_beginning(text, stop.start("next"))
    if following.islower():
        is_whole = word.isalpha() and (len(word) > 4 or (len(word) > 2 and word.islower()))
        return is_whole and not quoted
    return not (word.isdigit() and text[begin:at].lstrip(_OPENING) == word)


def _is_initials(word: str) -> bool:
    """Whether a word is "J" or "U.S", its last dot left out."""
    return word[1:2] in ("", ".") and not word[1::2].strip(".") and word[::2].isalpha()


def _is_beginning(text: str, at: int) -> bool:
    """Whether the word at an offset begins sentences; "A" and "I" may be initials."""
    word = _WORD.match(text, at)
    return word is not None and word.group().lower() in _BEGINNINGS and not text.startswith(".", word.end())


def _is_asked(text: str, at: int) -> bool:
    """Whether one is told at an offset who said what stands before it."""
    words, characters = _NEAR
    return not _ASKED.isdisjoint(_WORD.findall(text, at, at + characters)[:words])


def _is_glued(text: str, stop: re.Match[str]) -> bool:
    """Whether a space is missing after a stop: "left Homs.The army", but not "F.Scott" or an address."""
    before = text[max(0, stop.start() - 2) : stop.start()]
    word = _WORD.match(text, stop.start("next"))
    if word is None or text[word.end() : word.end() + 1] in (".", "@"):
        return False
    return before.islower() and before.isalpha() and word.group()[1:].islower()
