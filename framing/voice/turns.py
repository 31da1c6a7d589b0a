"""Speakers that a colon names: turns of a transcript, headlines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A paragraph that begins with up to six words, capitals first, and a colon.
_LABEL: Final = re.compile(r"^[ \t]*([A-Z][\w.'-]{0,40}(?: [A-Z(][\w.')-]{0,40}){0,5}) ?:[ \t]+(?=\S)", re.MULTILINE)
_NAME: Final = re.compile(r"[A-Z][\w'-]+")
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
#: Speak in headlines without a name.
_GENERIC: Final = frozenset(
    "poll report study survey experts officials police sources source monitor activists".split()
)

Chars = tuple[int, int]


def turns(text: str) -> dict[int, tuple[Chars, Chars]]:
    """Paragraphs of a transcript: those that begin with the name of one of two or more who speak in turn.

    Returns
    -------
    dict
        For the offset at which a paragraph begins: the offsets of the speaker's name, and of what is said.
    """
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


def headline(text: str, speakers: Iterable[str]) -> tuple[Chars, Chars] | None:
    """Read "X: …" in the first line, if X speaks in the article.

    Returns
    -------
    tuple or None
        The offsets of the speaker's name, and of what is said.
    """
    line = _LINE.search(text)
    match = _LABEL.match(text, *line.span()) if line else None
    if line is None or match is None:
        return None
    last = match.group(1).split()[-1]
    names = {name for speaker in speakers for name in _NAME.findall(speaker)}
    return (match.span(1), (match.end(), line.end())) if last in names or last.lower() in _GENERIC else None
