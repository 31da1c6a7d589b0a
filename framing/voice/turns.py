"""Speakers that a colon names: turns of a transcript, headlines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: A paragraph that begins with up to six words, capitals first, and a colon.
_LABEL: Final = re.compile(r"^[ \t]*([A-Z][\w.'-]{0,40}(?: [A-Z(][\w.')-]{0,40}){0,5}) ?:[ \t]+(?=\S)", re.MULTILINE)
_NAME: Final = re.compile(r"[A-Z][\w'-]+")
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
#: The end of a line: a mark and up to four words.
_TAIL: Final = re.compile(r"\s*(?P<mark>:|\s[\u2014\u2013-]{1,3})\s(?P<name>[\w.'-]+(?: [\w.'-]+){0,3})\s*$")
_LONGEST_TAIL: Final = 80

Chars = tuple[int, int]


def turns(text: str) -> dict[int, tuple[Chars, Chars]]:
    """Paragraphs of a transcript: those that begin with the name of one of two or more who speak in turn.

    Returns
    -------
    dict
        For the offset at which a paragraph begins: the offsets of the speaker's name, and of what is said.
    """
    if text.count(":") < 2:
        return {}
    found = list(_LABEL.finditer(text))
    times = Counter(match.group(1) for match in found)
    in_capitals = sum(name.isupper() for name in times)
    paragraphs = {}
    for match in found:
        name = match.group(1)
        if (times[name] >= 2 and len(times) >= 2) or (name.isupper() and in_capitals >= 2):
            end = text.find("\n", match.end())
            paragraphs[match.start()] = (match.span(1), (match.end(), len(text) if end == -1 else end))
    return paragraphs


def headline(text: str, speakers: Iterable[str], type_of: Callable[[str], str]) -> tuple[Chars, Chars] | None:
    """Read "X: …", "…: X" and "… - X" in the first line, if X is one who speaks.

    Parameters
    ----------
    text : str
    speakers : iterable of str
        Who speaks in the article.
    type_of : callable
        Gives the type of a speaker; after a dash the media are no speakers but the site that printed the headline.

    Returns
    -------
    tuple or None
        The offsets of the speaker's name, and of what is said.
    """
    line = _LINE.search(text)
    if line is None:
        return None
    match = _LABEL.match(text, *line.span())
    if match and (
        type_of(match.group(1)) != "unknown"
        or any(match.group(1).split()[-1] in _NAME.findall(speaker) for speaker in speakers)
    ):
        return match.span(1), (match.end(), line.end())
    tail = _TAIL.search(text, max(line.start(), line.end() - _LONGEST_TAIL), line.end())
    if tail is None or tail.start() == line.start():
        return None
    kind = type_of(tail.group("name"))
    if kind == "unknown" or (kind == "media" and tail.group("mark") != ":"):
        return None
    return tail.span("name"), (line.start(), tail.start())
