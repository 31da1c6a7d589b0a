"""Bytes to characters and lines, as they are read: no file and no line is ever held whole unless it is short."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from framing.corpus.decode import BROKEN, choose_encoding, find_binary
from framing.corpus.limits import MAX_ARTICLE, PREFIX
from framing.corpus.unpack import READ_ERRORS, read_up_to
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

_ENDS: Final = ("\n", "\r")


class Characters(NamedTuple):
    """Text of a file, to be read piece by piece, with the note on its encoding."""

    stream: io.TextIOWrapper
    note: str
    bytes: _Rejoined


def open_characters(stream: IO[bytes], encoding: str | None, newline: str) -> Characters:
    """Characters of a table's file; its beginning decides the encoding.

    Parameters
    ----------
    stream : binary file
        What the file holds, unpacked.
    encoding : str or None
        Name of the encoding when known.
    newline : str
        Where lines end, as in :func:`open`.

    Raises
    ------
    CorpusError
        If the file is no text.
    """
    start = read_up_to(stream, PREFIX)
    whole = len(start) < PREFIX
    binary = find_binary(start) if encoding is None else ""
    # One NUL spoils its row, not the table.
    if binary and binary != "it holds NUL bytes":
        raise CorpusError(f"this is not a text file ({binary}); save the table as CSV or JSON Lines")
    chosen = choose_encoding(start, encoding, whole=whole)
    rejoined = _Rejoined(start[chosen.skip :], stream)
    text = io.TextIOWrapper(io.BufferedReader(rejoined, 1 << 18), chosen.name, errors="replace", newline=newline)
    # What comes after the beginning may be broken even where that is not.
    return Characters(text, chosen.note or ("" if whole else BROKEN), rejoined)


class _Rejoined(io.RawIOBase):
    """The beginning of a file that was read already, and then its rest.

    Where the file breaks off it ends; then ``error`` says why.
    """

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest
        self.error: Exception | None = None

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer`, from the beginning first."""
        view = memoryview(buffer).cast("B")
        piece = self._start.read(len(view))
        if not piece:
            self._start = io.BytesIO()
            try:
                piece = self._rest.read(len(view))
            except READ_ERRORS as error:
                self.error = error
        view[: len(piece)] = piece
        return len(piece)


def read_lines(stream: io.TextIOWrapper) -> Iterator[str | None]:
    """Lines of a text; None for one that is longer than an article may be, which is passed over."""
    while line := stream.readline(MAX_ARTICLE + 1):
        yield whole_line(stream, line)


def whole_line(stream: io.TextIOWrapper, line: str) -> str | None:
    """`line` if it is no longer than an article may be; else None, and the rest of it is passed over."""
    if len(line) <= MAX_ARTICLE:
        return line
    pass_over(stream, line)
    return None


def pass_over(stream: io.TextIOWrapper, line: str) -> None:
    """Read to the end of the line that begins with `line`."""
    while line and not line.endswith(_ENDS):
        line = stream.readline(1 << 16)
