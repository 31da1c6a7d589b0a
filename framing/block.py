"""Articles as one run of bytes, one byte a character, so that array work keeps the offsets of the text.

A page gives each character that matters its own byte: ASCII as it is, typographic marks, Latin letters, and the
letters of the lexicon. Whatever else a text holds gets a stand-in of its kind: a small, a capital or an uncased
letter, a digit, a space or a mark.
"""

from __future__ import annotations

import codecs
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.errors import LexiconError
from framing.text import PLAIN, has_broken_lines, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

#: Lines between articles: no context reaches over so many, nor does any word or gap.
GAP: Final = 32
#: Articles are joined to blocks of about so many characters, which stay near the processor.
BLOCK: Final = 400_000

_MARKS: Final = "\u201c\u201d\u201e\u2013\u2014\u2026\u00ab\u00bb"
#: Stand-ins: mark, space, digit, uncased letter, small letter, capital; none of them is written in a lexicon.
_STAND_INS: Final = "\u2022\u2003\u00b2\u05d0\u017f\u01c4"
_LATIN: Final = "".join(chr(code) for code in range(0xC0, 0x100) if chr(code).isalpha())


class Page:
    """Characters and their bytes.

    Parameters
    ----------
    letters : str
        Those that must keep their identity, such as the letters of a lexicon.

    Attributes
    ----------
    is_word, is_letter, is_digit, is_upper, is_lower, is_space : ndarray of bool
        What each of the 256 bytes stands for.

    Raises
    ------
    LexiconError
        If there are more different letters than bytes.
    """

    def __init__(self, letters: str = "") -> None:
        wanted = {each for c in letters if not c.isascii() for each in (c, c.lower(), c.upper()) if len(each) == 1}
        varied = [c for c, _ in PLAIN if not c.isascii()]
        first = list(dict.fromkeys([*_MARKS, *_STAND_INS, *varied, *sorted(wanted)]))
        if len(first) > 128:
            raise LexiconError([f"the lexicon uses {len(wanted)} different letters outside ASCII; allowed are 90"])
        high = [*first, *(c for c in _LATIN if c not in wanted)][:128]
        unused = (chr(0xE000 + at) for at in range(128))  # nobody writes these
        self._table = (
            "".join(map(chr, range(128))) + "".join(high) + "".join(next(unused) for _ in range(128 - len(high)))
        )
        self._bytes = codecs.charmap_build(self._table)
        self._code = {c: at for at, c in enumerate(self._table)}
        self._errors = f"framing-{hash(self._table)}"
        codecs.register_error(self._errors, self._stand_in)
        marks = dict(PLAIN)
        self._plain = bytes(self._code[marks.get(c, c)] for c in self._table)
        lowered = (c.lower() for c in self._table)
        self._lower = bytes(self._code.get(low, at) for at, low in enumerate(lowered))
        self.is_word = self._which(lambda c: c.isalnum() or c == "_")
        self._letters = bytes(at * int(holds) for at, holds in enumerate(self.is_word.tolist()))
        self.is_letter = self._which(str.isalpha)
        self.is_digit = self._which(str.isdigit)
        self.is_upper = self._which(str.isupper)
        self.is_lower = self._which(str.islower)
        self.is_space = self._which(str.isspace)

    def _which(self, holds: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - str methods have types of their own
        return np.array([holds(c) for c in self._table])

    def _stand_in(self, error: UnicodeError) -> tuple[bytes, int]:
        """Encode what the page lacks."""
        assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the handler is of this page's encoder alone
        lacking = error.object[error.start : error.end]
        return bytes(self._code[_STAND_INS[_kind(c)]] for c in lacking), error.end

    def among(self, characters: str) -> NDArray[np.bool_]:
        """Whether each byte stands for one of some characters."""
        return self._which(characters.__contains__)

    def places(self, coded: bytes, characters: str) -> NDArray[np.int64]:
        """Where one of some characters stands."""
        return np.flatnonzero(np.frombuffer(coded.translate(self.among(characters).tobytes()), bool))

    def encode(self, text: str) -> bytes:
        """One byte for each character."""
        if text.isascii():
            return text.encode("ascii")
        return codecs.charmap_encode(text, self._errors, self._bytes)[0]

    def plain(self, coded: bytes) -> bytes:
        """Plain marks for those that printers vary."""
        return coded.translate(self._plain)

    def letters(self, coded: bytes) -> bytes:
        """Zero for what is no part of a word."""
        return coded.translate(self._letters)

    def decode(self, coded: bytes) -> str:
        """One character for each byte."""
        if coded.isascii():
            return coded.decode("ascii")
        return codecs.charmap_decode(coded, "strict", self._table)[0]

    def lower(self, coded: bytes) -> bytes:
        """Small letters for capitals."""
        return coded.translate(self._lower)


def _kind(c: str) -> int:
    if not c.isalnum():
        return int(c.isspace())
    if not c.isalpha():
        return 2
    return 5 if c.isupper() else 4 if c.islower() else 3


class Block:
    """Some articles, one after the other.

    Parameters
    ----------
    texts : sequence of str
    page : Page

    Attributes
    ----------
    starts : ndarray of int
        Where each article begins, and at last where one after them would.
    printed, folded : bytes
        All of them in plain characters, and in lower case besides.
    """

    def __init__(self, texts: Sequence[str], page: Page) -> None:
        self.texts, self.page = texts, page
        gap = b"\n" * GAP
        self.printed = page.plain(
            gap + b"".join(page.encode(plain(t) if has_broken_lines(t) else t) + gap for t in texts)
        )
        self.folded = page.lower(self.printed)
        self.starts = GAP + np.cumsum([0, *(len(text) + GAP for text in texts)])

    def plain(self, at: int) -> str:
        """A text as :func:`framing.text.plain` returns it."""
        return plain(self.texts[at])

    @cached_property
    def characters(self) -> NDArray[np.uint8]:
        """`printed` as an array."""
        return np.frombuffer(self.printed, np.uint8)

    @cached_property
    def small(self) -> NDArray[np.uint8]:
        """`folded` as an array."""
        return np.frombuffer(self.folded, np.uint8)

    @cached_property
    def words(self) -> NDArray[np.uint64]:
        """From each place on, eight bytes of `letters` in one number, the first lowest."""
        return np.ndarray(len(self.letters) - 7, "<u8", self.letters, strides=(1,))

    @cached_property
    def letters(self) -> bytes:
        """`folded` with zero for what is no part of a word."""
        return self.page.letters(self.folded)

    @cached_property
    def printed_text(self) -> str:
        """`printed` as text, stand-ins for characters that the page lacks."""
        return self.page.decode(self.printed)

    @cached_property
    def folded_text(self) -> str:
        """`folded` as text."""
        return self.page.decode(self.folded)

    def articles(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The article in which each position lies."""
        return np.searchsorted(self.starts, positions, side="right") - 1


@lru_cache(maxsize=16)
def page_of(letters: str) -> Page:
    """The page that keeps these letters."""
    return Page(letters)


def in_blocks(texts: Sequence[str]) -> Iterator[slice]:
    """Cut a run of texts into blocks."""
    first = size = 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= BLOCK:
            yield slice(first, at + 1)
            first, size = at + 1, 0
    if first < len(texts):
        yield slice(first, len(texts))
