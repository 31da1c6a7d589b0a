"""Sentences as words with offsets, in which a quotation is one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from framing.sentences import LONGEST, abbreviations, split_sentences
from framing.voice.words import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.quotes import Quote

#: Stands for a quotation among the words of a sentence.
QUOTE: Final = "\u201c\u201d"
_MARKS: Final = "\"'\u2019\u201d\u00bb"
#: A quotation that ends so is speech, not a name or a single word in a clause.
_SAID: Final = frozenset(",.?!\u2026-\u2014")
_WORD: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|\w+(?:[.,]\d+)+"  # 3.5
    r"|\w+(?:['&-]\w+)*|--+|[^\w\s]"
)


@dataclass(slots=True)
class Sentence:
    """Words of a sentence.

    Attributes
    ----------
    words : list of str
        In lower case; a quotation is :data:`QUOTE`.
    starts, ends : list of int
        Offsets of the words into the article.
    capital : list of bool
        Which words begin with a capital letter.
    said : list of bool
        Which are quotations that end in a comma or a stop.
    verbs : set of int
        Words that begin a verb of speech.
    n : int
        Number of words before the final stop.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    said: list[bool]
    verbs: set[int] = field(default_factory=set)
    n: int = 0

    def __post_init__(self) -> None:
        self.n = len(self.words)
        while self.n and self.words[self.n - 1] in STOPS:
            self.n -= 1

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Index of the word that begins at an offset into the article, or -1."""
        k = bisect_left(self.starts, offset)
        return k if k < len(self.starts) and self.starts[k] == offset else -1

    def width(self, k: int) -> int:
        """Characters of a word."""
        return self.ends[k] - self.starts[k]


def sentence_spans(text: str, begin: int, end: int, quotes: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into sentences; a quotation is never cut.

    Parameters
    ----------
    text : str
        The article, in plain characters.
    begin, end : int
        Offsets of the paragraph.
    quotes : sequence of Quote
        Quotations within it, in order.
    """
    first = begin
    at = 0
    for _, stop in split_sentences(text, begin, end):
        while at < len(quotes) and quotes[at].end <= stop:
            at += 1
        if at < len(quotes) and quotes[at].start < stop:
            continue
        yield from _pieces(text, first, stop, quotes)
        first = stop
    yield from _pieces(text, first, end, quotes)


def _pieces(text: str, first: int, stop: int, quotes: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, so that the rules, which look far, take linear time."""
    while stop - first > LONGEST:
        at = bisect_left(quotes, first + LONGEST, key=lambda quote: quote.end)
        inside = at < len(quotes) and quotes[at].start < first + LONGEST
        cut = quotes[at].end if inside else text.find(" ", first + LONGEST, stop)
        if not first < cut < stop:
            break
        yield first, cut
        first = cut
    if first < stop:
        yield first, stop


def read_sentence(text: str, begin: int, end: int, quotes: Sequence[Quote]) -> Sentence:
    """Cut a sentence into words.

    Parameters
    ----------
    text : str
        The article, in plain characters.
    begin, end : int
        Offsets of the sentence.
    quotes : sequence of Quote
        Quotations within it, in order.
    """
    words: list[str] = []
    starts: list[int] = []
    at = begin
    for quote in quotes:
        _take(text, at, quote.start, words, starts)
        words.append(QUOTE)
        starts.append(quote.start)
        at = quote.end
    _take(text, at, end, words, starts)
    lengths = {quote.start: quote.end for quote in quotes}
    ends = [lengths[start] if word is QUOTE else start + len(word) for word, start in zip(words, starts, strict=True)]
    capital = [word is QUOTE or word[0].isupper() for word in words]
    said = [
        word is QUOTE and _last_of(text, start, stop) in _SAID
        for word, start, stop in zip(words, starts, ends, strict=True)
    ]
    return Sentence([word.lower() for word in words], starts, ends, capital, said)


def _take(text: str, begin: int, end: int, words: list[str], starts: list[int]) -> None:
    """Add the words between two offsets; a dot that ends no sentence belongs to its word."""
    first = len(words)
    for match in _WORD.finditer(text, begin, end):
        word = match.group()
        if word == "." and len(words) > first and match.end() < end and _abbreviates(text, words[-1], match.start()):
            words[-1] += "."
        else:
            words.append(word)
            starts.append(match.start())


def _abbreviates(text: str, word: str, dot: int) -> bool:
    if text[dot - 1].isspace():
        return False
    after = text[dot + 1]
    return after == "," or after.isalnum() or (len(word) == 1 and word.isupper()) or word.lower() in abbreviations()


def _last_of(text: str, start: int, end: int) -> str:
    """The last character of a quotation, its marks left out."""
    return text[max(start, end - 6) : end].rstrip(_MARKS)[-1:]
