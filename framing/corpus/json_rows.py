"""JSON Lines, line by line, and JSON files, which are read whole."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.corpus.characters import read_lines, whole_line
from framing.corpus.decode import replace_surrogates
from framing.corpus.limits import MAX_ARTICLE, MAX_COLUMNS, MAX_WHOLE, WHOLE, size_of, take
from framing.errors import CorpusError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from framing.corpus.limits import Limits

#: Where exports of search interfaces put their list of articles.
_LISTS: Final = ("articles", "results", "documents", "data", "items", "stories")


class _Broken(NamedTuple):
    """What stands in for JSON that does not parse."""

    reason: str


class _Item(NamedTuple):
    """A row: where it stands, what it holds, and how many characters it has."""

    where: str
    value: object
    length: int


def read_json(stream: io.TextIOWrapper, limits: Limits, *, whole: bool) -> Iterator[tuple[pd.DataFrame, list[str]]]:
    """Batches of rows, with what is wrong with each.

    Parameters
    ----------
    stream : text file
        JSON Lines, or a JSON value that is a list of articles, holds one, or is an article.
    limits : Limits
        How much a batch holds at most.
    whole : bool
        Whether the file says by its name that it is one value.

    Raises
    ------
    CorpusError
        If one value is larger than what is read whole.
    """
    items = _find_items(stream, whole=whole)
    columns: set[str] = set()
    empty = True
    while taken := take(items, limits):
        faults = [_find_fault(item, columns) for item in taken]
        rows = [{} if fault else item.value for item, fault in zip(taken, faults, strict=True)]
        yield _frame(rows, typed=limits == WHOLE), faults
        empty = False
    if empty:
        yield _frame([], typed=False), []


def _find_items(stream: io.TextIOWrapper, *, whole: bool) -> Iterator[_Item]:
    """Rows of a file, of whichever kind it turns out to be."""
    number, line = 0, "\n"
    while line and not line.strip():
        line = stream.readline(MAX_ARTICLE + 1)
        number += 1
    if not whole and line.lstrip()[:1] != "[":
        return _parse_lines(
            chain([(number, whole_line(stream, line))], enumerate(read_lines(stream), start=number + 1))
        )
    text = line + stream.read(MAX_WHOLE + 1 - len(line))
    if len(text) > MAX_WHOLE:
        raise CorpusError(
            f"the JSON file is larger than {size_of(MAX_WHOLE)} characters, and JSON is read whole;"
            " save it as JSON Lines (an article per line), which is read line by line"
        )
    found = _parse(text)
    if isinstance(found, dict):
        found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), [found])
    if isinstance(found, list):
        each = len(text) // (len(found) or 1)
        return (_Item(f"item {place}", item, each) for place, item in enumerate(found, start=1))
    return _parse_lines(enumerate(text.split("\n"), start=number))


def _parse_lines(lines: Iterable[tuple[int, str | None]]) -> Iterator[_Item]:
    """Rows of JSON Lines; blank lines are none."""
    for number, line in lines:
        if line is None:
            yield _Item(f"line {number}", _Broken(f"it is longer than {size_of(MAX_ARTICLE)} characters"), 0)
        elif line.strip():
            yield _Item(f"line {number}", _parse(line), len(line))


def _parse(text: str) -> object:
    """Value of a piece of JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return _Broken(f"it is not valid JSON ({error.msg[:1].lower()}{error.msg[1:]})")
    except (ValueError, RecursionError) as error:
        return _Broken(f"it is not valid JSON ({type(error).__name__})")


def _find_fault(item: _Item, columns: set[str]) -> str:
    """Why a row cannot be used, or nothing; its columns are added to those seen before."""
    if isinstance(item.value, _Broken):
        return f"{item.where}: {item.value.reason}"
    if not isinstance(item.value, dict):
        return f"{item.where}: it is not a JSON object with an article's columns"
    new = item.value.keys() - columns
    if len(columns) + len(new) > MAX_COLUMNS:
        return f"{item.where}: with its {len(item.value)} keys the table has more than {MAX_COLUMNS} columns"
    columns |= new
    return ""


def _frame(rows: list[Any], *, typed: bool) -> pd.DataFrame:
    """Rows as a table, with the columns in the order in which they come."""
    columns = dict.fromkeys(key for row in rows for key in row)
    cells = {column: [row.get(column) for row in rows] for column in columns}
    series = {
        replace_surrogates(column)[0]: _with_type(cells[column]) if typed else pd.Series(cells[column], dtype=object)
        for column in columns
    }
    return pd.DataFrame(series).reindex(range(len(rows)))


def _with_type(cells: list[Any]) -> pd.Series[Any]:
    """Cells with the type they share; with gaps they stay objects, so that 1 does not become 1.0."""
    try:
        return pd.Series(cells, dtype=object if any(cell is None for cell in cells) else None)
    except UnicodeEncodeError:
        # Half a character; it is replaced when the cell is read.
        return pd.Series(cells, dtype=object)
