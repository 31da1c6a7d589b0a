"""Sentence spans, found only in the paragraphs that need them."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


#: A longer run of words is no sentence; keeping it whole for each of its mentions would fill the memory.
LONGEST: Final = 2000


@lru_cache(maxsize=1)
def _punkt() -> Any:  # noqa: ANN401 - the library is untyped
    """Punkt with the abbreviations that the package ships; nothing is downloaded."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    words = (resources.files("framing.mentions") / "abbreviations.txt").read_text(encoding="utf-8")
    parameters = PunktParameters()
    parameters.abbrev_types = {w for w in words.split("\n") if w and not w.startswith("#")}
    return PunktSentenceTokenizer(parameters)


def sentence_spans(text: str, positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return the sentence around each position.

    Sentences end where Punkt (Kiss & Strunk 2006, doi:10.1162/coli.2006.32.4.485) says, and at the end of a
    line: give the text as :func:`framing.text.plain` returns it, with a paragraph on each line. What runs on for
    more than 2,000 characters is cut to the words around the position.

    Parameters
    ----------
    text : str
        The article.
    positions : sequence of int
        Offsets into it, ascending.

    Returns
    -------
    list of (int, int)
        Start and end of a sentence, one for each position.

    Examples
    --------
    >>> text = "Gen. Hassan spoke. The rebels left."
    >>> [text[a:b] for a, b in sentence_spans(text, [5, 23])]
    ['Gen. Hassan spoke.', 'The rebels left.']
    """
    spans: list[tuple[int, int]] = []
    paragraph = (0, 0)
    sentences: list[tuple[int, int]] = []
    at = 0
    for position in positions:
        if not paragraph[0] <= position < paragraph[1]:
            paragraph = _paragraph(text, position)
            sentences = _sentences(text, *paragraph)
            at = 0
        while at < len(sentences) - 1 and sentences[at][1] <= position:
            at += 1
        spans.append(_near(text, *sentences[at], position))
    return spans


def _near(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """Cut what is no sentence, a table or a list without a full stop, to the words around a position."""
    if end - start <= LONGEST:
        return start, end
    first, last = max(start, position - LONGEST // 2), min(end, position + LONGEST // 2)
    if first > start:
        first = text.find(" ", first, position) + 1 or first
    if last < end:
        last = max(text.rfind(" ", position, last), position) if " " in text[position:last] else last
    return first, last


def _paragraph(text: str, position: int) -> tuple[int, int]:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end == -1 else end


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    paragraph = text[start:end]
    spans = []
    for begin, stop in _punkt().span_tokenize(paragraph):
        stripped = paragraph[begin:stop].strip()
        offset = begin + paragraph[begin:stop].find(stripped) if stripped else begin
        spans.append((start + offset, start + offset + len(stripped)))
    return spans or [(start, end)]
