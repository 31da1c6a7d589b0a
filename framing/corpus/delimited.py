"""CSV and TSV, record by record."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from framing.corpus.characters import pass_over
from framing.corpus.decode import replace_surrogates
from framing.corpus.limits import MAX_ARTICLE, MAX_COLUMNS, size_of, take
from framing.errors import CorpusError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from framing.corpus.limits import Limits

#: The csv module stops at 131,072 characters; articles do not.
_FIELD_LIMIT: Final = 2**31 - 1
_QUOTED: Final = re.compile(r'"[^"]*"')
_SEPARATOR_LINE: Final = re.compile(r'\ufeff?sep=([^\w"\r\n])\s*')
_OPEN: Final = "a quotation mark opens a cell here and is never closed"


class _TooLongError(Exception):
    """A record that is longer than an article may be."""


class _Record(NamedTuple):
    """Cells of a row, why they cannot be trusted, and how many characters it has."""

    cells: list[str | None]
    fault: str
    length: int


class _Lines:
    """Lines of a file, of which those of the record at hand are kept."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream = stream
        self.number = 0
        self.kept: list[str] = []
        self.length = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MAX_ARTICLE + 1 - self.length)
        if not line:
            raise StopIteration
        self.number += 1
        self.length += len(line)
        if self.length > MAX_ARTICLE:
            pass_over(self.stream, line)
            raise _TooLongError
        self.kept.append(line)
        return line

    def forget(self) -> None:
        """Begin a new record."""
        self.kept = []
        self.length = 0


def read_delimited(
    stream: io.TextIOWrapper, delimiter: str, limits: Limits
) -> Iterator[tuple[pd.DataFrame, list[str]]]:
    """Batches of rows, with what is wrong with each; without a `delimiter` it is the one that the header uses.

    Raises
    ------
    CorpusError
        If the header is too long, or names too many columns.
    """
    lines = _Lines(stream)
    with _long_fields():
        delimiter, header = _read_header(lines, delimiter)
    records = _read_records(lines, delimiter, len(header))
    empty = True
    while rows := _take(records, limits):
        columns = zip(*(cells for cells, _, _ in rows), strict=True)
        named = {name: list(column) for name, column in zip(header, columns, strict=True)}
        yield pd.DataFrame(named, dtype=object), [fault for _, fault, _ in rows]
        empty = False
    if empty:
        yield pd.DataFrame({name: [] for name in header}, dtype=object), []


def _take(records: Iterator[_Record], limits: Limits) -> list[_Record]:
    """Return the next batch of records, whose fields may be longer than the csv module has it."""
    with _long_fields():
        return take(records, limits)


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let cells be as long as articles are."""
    limit = csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _read_header(lines: _Lines, delimiter: str) -> tuple[str, list[str]]:
    """Delimiter and names of the columns."""
    try:
        first = next(lines, "")
        if match := _SEPARATOR_LINE.fullmatch(first):
            delimiter = match[1]
            first = next(lines, "")
        delimiter = delimiter or _find_delimiter(first)
        names = next(csv.reader(chain([first], lines), delimiter=delimiter), [])
    except _TooLongError:
        raise CorpusError(
            f"the first line is longer than {size_of(MAX_ARTICLE)} characters; is this a table?"
        ) from None
    if len(names) > MAX_COLUMNS:
        raise CorpusError(
            f"the table has {len(names)} columns, and {MAX_COLUMNS} are allowed; keep those that are needed"
        )
    return delimiter, name_once(names)


def _read_records(lines: _Lines, delimiter: str, width: int) -> Iterator[_Record]:
    """Rows with as many cells as the header, none where the row has a fault."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        lines.forget()
        try:
            row = next(reader, None)
        except _TooLongError:
            # The reader is within the cell; a new one begins with the next line.
            reader = csv.reader(lines, delimiter=delimiter)
            yield _Record([None] * width, _too_long(start, lines.number), 0)
            continue
        if row is None:
            return
        if row:
            fault = _find_fault(row, width, lines.kept, start)
            cells: list[str | None] = [None] * width
            if not fault:
                cells[: len(row)] = row[:width]
            yield _Record(cells, fault, lines.length)


def _find_delimiter(line: str) -> str:
    """Delimiter that stands most often in the header, outside quotation marks."""
    header = _QUOTED.sub("", line)
    found = max(",;\t|", key=header.count)
    # One column only: commas in its cells separate nothing.
    return found if found in header else "\x1f"


def name_once(header: list[str]) -> list[str]:
    """Column names, each once: a repeated one gets ``.2``, an empty one its number."""
    names: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for number, given in enumerate(header, start=1):
        bare = replace_surrogates(given)[0].strip() or f"column {number}"
        name = bare
        while name in names:
            counts[bare] += 1
            name = f"{bare}.{counts[bare] + 1}"
        names[name] = None
    return list(names)


def _find_fault(row: list[str], width: int, lines: list[str], number: int) -> str:
    """Why a row cannot be trusted, or nothing."""
    if len(lines) > 1 and sum(line.count('"') for line in lines) % 2:
        return f"line {number}: {_OPEN}"
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        return (
            f"line {number}: the row has {len(row)} cells and the header {width}"
            " (a text that holds the delimiter needs quotation marks)"
        )
    return ""


def _too_long(first: int, last: int) -> str:
    """Say that the lines from `first` to `last` are one row, and too long."""
    if first == last:
        return f"line {first}: the row is longer than {size_of(MAX_ARTICLE)} characters"
    return f"line {first}: {_OPEN}, or not before line {last}; the lines between them went with it"
