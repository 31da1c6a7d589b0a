"""Tables of articles: CSV, TSV, JSON Lines, JSON and Parquet, row by row, bad rows kept."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, Final, NamedTuple

import pandas as pd

from framing.corpus.decode import decode, find_binary
from framing.errors import CorpusError

#: The csv module stops at 131,072 characters; articles do not.
_FIELD_LIMIT: Final = 2**31 - 1
_QUOTED: Final = re.compile(r'"[^"]*"')
_SEPARATOR_LINE: Final = re.compile(r"\ufeff?sep=(.)\s*")
#: Where exports of search interfaces put their list of articles.
_LISTS: Final = ("articles", "results", "documents", "data", "items", "stories")


class Table(NamedTuple):
    """A table as its file has it; ``faults`` says of each row why it cannot be read ("" if it can)."""

    frame: pd.DataFrame
    faults: list[str]
    note: str = ""


def read_table(raw: bytes, kind: str, encoding: str | None) -> Table:
    """Rows of a table.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    kind : str
        Its suffix: ".csv", ".tsv", ".jsonl", ".ndjson", ".json" or ".parquet".
    encoding : str or None
        Name of the encoding when known.

    Returns
    -------
    Table
        Cells of CSV and TSV stay text as written; rows that break the format have a fault.

    Raises
    ------
    CorpusError
        If nothing of the file can be read.
    """
    if kind == ".parquet":
        return _read_parquet(raw)
    binary = find_binary(raw) if encoding is None else ""
    # One NUL spoils its row, not the table.
    if binary and binary != "it holds NUL bytes":
        raise CorpusError(f"this is not a text file ({binary}); save the table as CSV or JSON Lines")
    decoded = decode(raw, encoding)
    if kind == ".tsv":
        frame, faults = _read_delimited(decoded.text, "\t")
    elif kind == ".csv":
        frame, faults = _read_delimited(decoded.text, "")
    else:
        frame, faults = _read_json(decoded.text, whole=kind == ".json")
    return Table(frame, faults, decoded.note)


def _read_parquet(raw: bytes) -> Table:
    """Rows of a Parquet file; a named index becomes a column."""
    try:
        frame = pd.read_parquet(io.BytesIO(raw), engine="pyarrow")
    except (OSError, ValueError, TypeError) as error:
        raise CorpusError("the Parquet file is broken or not complete; write it again") from error
    frame = frame.reset_index(drop=all(name is None for name in frame.index.names))
    frame.columns = pd.Index([str(column) for column in frame.columns])
    return Table(frame, [""] * len(frame))


def _read_delimited(text: str, delimiter: str) -> tuple[pd.DataFrame, list[str]]:
    """Rows of CSV or TSV; the delimiter is the one that the header uses."""
    lines = io.StringIO(text, newline="").readlines()
    skipped = 0
    if lines and (match := _SEPARATOR_LINE.fullmatch(lines[0])):
        delimiter, skipped = match[1], 1
    lines = lines[skipped:]
    limit = csv.field_size_limit(_FIELD_LIMIT)
    try:
        reader = csv.reader(lines, delimiter=delimiter or _find_delimiter(lines))
        header = _unique(next(reader, []))
        cells: dict[str, list[str | None]] = {column: [] for column in header}
        faults: list[str] = []
        start = reader.line_num
        for row in reader:
            if row:
                line = start + skipped + 1
                fault = _find_fault(row, len(header), lines[start : reader.line_num], line)
                faults.append(fault)
                padded = [*row[: len(header)], *[None] * (len(header) - len(row))]
                for column, cell in zip(header, padded, strict=True):
                    cells[column].append(None if fault else cell)
            start = reader.line_num
    finally:
        csv.field_size_limit(limit)
    return pd.DataFrame(cells, dtype=object), faults


def _find_delimiter(lines: list[str]) -> str:
    """Delimiter that stands most often in the header, outside quotation marks."""
    header = _QUOTED.sub("", lines[0]) if lines else ""
    found = max(",;\t|", key=header.count)
    # One column only: commas in its cells separate nothing.
    return found if found in header else "\x1f"


def _unique(header: list[str]) -> list[str]:
    """Column names, each once: a repeated one gets ``.2``, an empty one its number."""
    names: list[str] = []
    for number, name in enumerate(header, start=1):
        bare = name.strip() or f"column {number}"
        repeats = sum(name == bare or name.startswith(f"{bare}.") for name in names)
        names.append(f"{bare}.{repeats + 1}" if bare in names else bare)
    return names


def _find_fault(row: list[str], width: int, lines: list[str], number: int) -> str:
    """Why a row of a delimited file cannot be trusted, or nothing."""
    if len(lines) > 1 and sum(line.count('"') for line in lines) % 2:
        return f"line {number}: a quotation mark opens a cell here and is never closed"
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        return (
            f"line {number}: the row has {len(row)} cells and the header {width}"
            " (a text that holds the delimiter needs quotation marks)"
        )
    return ""


def _read_json(text: str, *, whole: bool) -> tuple[pd.DataFrame, list[str]]:
    """Rows of JSON Lines, or of a JSON file that holds a list of articles, or one."""
    found: Any = None
    if whole or text.lstrip()[:1] == "[":
        found = _parse(text)
    if isinstance(found, dict):
        found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), [found])
    if isinstance(found, list):
        numbered = [(f"item {number}", item) for number, item in enumerate(found, start=1)]
    else:
        lines = enumerate(text.split("\n"), start=1)
        numbered = [(f"line {number}", _parse(line)) for number, line in lines if line.strip()]
    faults = ["" if isinstance(item, dict) else f"{where}: {_describe(item)}" for where, item in numbered]
    rows = [item if isinstance(item, dict) else {} for _, item in numbered]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    frame = pd.DataFrame({column: _series([row.get(column) for row in rows]) for column in columns})
    return frame.reindex(range(len(rows))), faults


def _series(cells: list[Any]) -> pd.Series[Any]:
    """Cells with the type they share; with gaps they stay objects, so that 1 does not become 1.0."""
    return pd.Series(cells, dtype=object if any(cell is None for cell in cells) else None)


class _Broken(NamedTuple):
    """What stands in for JSON that does not parse."""

    reason: str


def _parse(text: str) -> object:
    """Value of a piece of JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return _Broken(f"it is not valid JSON ({error.msg[:1].lower()}{error.msg[1:]})")
    except (ValueError, RecursionError) as error:
        return _Broken(f"it is not valid JSON ({type(error).__name__})")


def _describe(item: object) -> str:
    """Say what is wrong with a line that is no JSON object."""
    return item.reason if isinstance(item, _Broken) else "it is not a JSON object with an article's columns"
