"""Sentences as words with offsets, in which a quotation is one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from framing.sentences import LONGEST, abbreviations, split_sentences
from framing.text import lower
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
    r"|\w++(?:(?:[.,]\d++)++|(?:['&-]\w++)*+)"  # 3.5, rebel-held
    r"|--+|[^\w\s]"
)
#: In a headline in title case, this share of the words has a capital.
_TITLE_CASE: Final = 0.6
#: Words with their marks that are remembered; none longer than so many characters.
_REMEMBERED: Final = 30_000
_LONGEST_WORD: Final = 30


class Sentence:
    """Words of a sentence.

    Attributes
    ----------
    text : str
        The article, in plain characters.
    words : list of str
        In lower case; a quotation is :data:`QUOTE`.
    starts : list of int
        Offsets of the words into the article.
    quoted : dict
        For each word that is a quotation, where it ends in the article.
    said : set of int
        Which words are quotations that end in a comma or a stop.
    verbs : set of int
        Words that begin a verb of speech.
    n : int
        Number of words before the final stop.
    """

    __slots__ = ("n", "quoted", "said", "starts", "text", "verbs", "words")

    def __init__(self, text: str) -> None:
        self.text, self.n = text, 0
        self.words: list[str] = []
        self.starts: list[int] = []
        self.quoted: dict[int, int] = {}
        self.said: set[int] = set()
        self.verbs: set[int] = set()

    def at(self, offset: int) -> int:
        """Index of the word that begins at an offset into the article, or -1."""
        k = bisect_left(self.starts, offset)
        return k if k < len(self.starts) and self.starts[k] == offset else -1

    def end(self, k: int) -> int:
        """Where a word ends in the article."""
        return self.quoted.get(k) or self.starts[k] + len(self.words[k])

    def width(self, k: int) -> int:
        """Characters of a word."""
        return self.end(k) - self.starts[k]

    def is_capital(self, k: int) -> bool:
        """Whether a word begins with a capital letter; a quotation may be a name, and counts as one."""
        return k in self.quoted or self.text[self.starts[k]].isupper()

    def in_title_case(self) -> bool:
        """Whether most words begin with a capital letter, as in some headlines."""
        capitals = sum(self.is_capital(k) for k in range(len(self.words)))
        return capitals >= _TITLE_CASE * len(self.words)


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
        if first < stop <= first + LONGEST:
            yield first, stop
        else:
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


def read_sentence(text: str, folded: str, span: tuple[int, int], quotes: Sequence[Quote]) -> Sentence:
    """Cut a sentence into words.

    Parameters
    ----------
    text, folded : str
        The article in plain characters, and in lower case besides.
    span : (int, int)
        Offsets of the sentence.
    quotes : sequence of Quote
        Quotations within it, in order.
    """
    s = Sentence(text)
    at, end = span
    for quote in quotes:
        _take(s, folded, at, quote.start)
        s.quoted[len(s.words)] = quote.end
        if _last_of(text, quote.start, quote.end) in _SAID:
            s.said.add(len(s.words))
        s.words.append(QUOTE)
        s.starts.append(quote.start)
        at = quote.end
    _take(s, folded, at, end)
    s.n = len(s.words)
    while s.n and s.words[s.n - 1] in STOPS:
        s.n -= 1
    return s


def _take(s: Sentence, folded: str, begin: int, end: int) -> None:
    """Add the words between two offsets."""
    pieces = folded[begin:end].split(" ")
    places = list(accumulate([len(piece) + 1 for piece in pieces], initial=begin))
    done = 0
    for k in [k for k, piece in enumerate(pieces) if not piece.isalnum()]:
        s.words += pieces[done:k]
        s.starts += places[done:k]
        done, piece, at = k + 1, pieces[k], places[k]
        if piece:
            split = _split_piece if len(piece) <= _LONGEST_WORD else _split_piece.__wrapped__
            after = at + len(piece)
            for word, first in split(s.text[at:after], " " if after < end else ""):
                s.words.append(word)
                s.starts.append(at + first)
    s.words += pieces[done:]
    s.starts += places[done:-1]


@lru_cache(maxsize=_REMEMBERED)
def _split_piece(piece: str, after: str) -> tuple[tuple[str, int], ...]:
    """Words and marks of a piece of text, and where they begin; a dot that ends no sentence belongs to its word.

    ``after`` is the space that follows, empty where the sentence, or what stands before a quotation, ends.
    """
    words: list[tuple[str, int]] = []
    for match in _WORD.finditer(piece):
        word = match.group()
        if word == "." and words and (after or match.end() < len(piece)):
            before, start = words[-1]
            if _abbreviates(piece, before, match.start()):
                words[-1] = (before + ".", start)
                continue
        words.append((word, match.start()))
    return tuple((lower(word), start) for word, start in words)


def _abbreviates(piece: str, word: str, dot: int) -> bool:
    """Whether the dot after a word is part of it."""
    if piece[dot - 1].isspace():
        return False
    after = piece[dot + 1 : dot + 2]
    return after == "," or after.isalnum() or (len(word) == 1 and word.isupper()) or word.lower() in abbreviations()


def _last_of(text: str, start: int, end: int) -> str:
    """The last character of a quotation, its marks left out."""
    return text[max(start, end - 6) : end].rstrip(_MARKS)[-1:]
