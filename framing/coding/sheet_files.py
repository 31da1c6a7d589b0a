"""Files of coding sheets to tables of texts: CSV and TSV as spreadsheets save them, and XLSX."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.coding.doccano import read_doccano
from framing.coding.label_studio import read_label_studio
from framing.errors import TableError
from framing.schema import SHEET, VARIABLES
from framing.spreadsheets import unguard

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

#: Files that a sheet may come in.
KINDS: Final = (".csv", ".tsv", ".xlsx", ".json", ".jsonl")
_SEPARATORS: Final = (",", ";", "\t")
#: Columns that are read, and those of them that hold no words.
_READ: Final = (*SHEET, *VARIABLES, "note", "mention_id", "coder")
_CODES: Final = tuple(name for name in _READ if name not in ("before", "text", "after", "note"))


def read_sheet(path: Path) -> pd.DataFrame:
    """The texts of a sheet; each row goes by its number in the spreadsheet, the header being row 1.

    Raises
    ------
    TableError
        If the file cannot be read, or a cell of it cannot be trusted.
    """
    if path.suffix.lower() not in KINDS:
        raise TableError(f"{path}: coding sheets are read from {', '.join(KINDS)}; save the sheet as one of these")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: the sheet cannot be read ({error.strerror}); check the path") from error
    readers = {".xlsx": _workbook, ".json": read_label_studio, ".jsonl": read_doccano}
    return readers.get(path.suffix.lower(), _delimited)(raw, path)


def _delimited(raw: bytes, path: Path) -> pd.DataFrame:
    return parse_delimited(raw, path)[0]


def parse_delimited(raw: bytes, path: Path) -> tuple[pd.DataFrame, str]:
    """The table of a CSV or TSV file, and which of the usual separators it has."""
    if raw.startswith(b"PK"):
        raise TableError(f"{path}: this is a workbook under another name; call it {path.stem}.xlsx")
    text = _decoded(raw)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # some spreadsheets say the separator first
        text = rest
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise TableError(f"{path}: the sheet cannot be read ({error}); save it anew from a spreadsheet") from error
    return _table([[unguard(cell) for cell in row] for row in rows], path), separator


def _decoded(raw: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16 or, as old spreadsheets save it, in Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _table(rows: list[list[str]], path: Path) -> pd.DataFrame:
    """A table of rows of which the first is the header; rows without a word are left out."""
    if not rows:
        raise TableError(f"{path}: the sheet is empty; give the sheet that 'framing sample' wrote")
    names = [name.strip().lower() for name in rows[0]]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise TableError(f"{path}: there are two columns {twice[0]!r}; delete or rename one")
    kept: dict[int, list[str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        filled = [at for at, cell in enumerate(row) if cell.strip()]
        if any(at >= len(names) or not names[at] for at in filled):
            raise TableError(f"{path}: row {number} has a cell in a column without a name; move it into 'note'")
        if filled:
            kept[number] = [*row, *[""] * len(names)][: len(names)]
    table = pd.DataFrame(list(kept.values()), columns=names, index=list(kept), dtype=object)
    return table.loc[:, [bool(name) for name in names]]


def _workbook(raw: bytes, path: Path) -> pd.DataFrame:
    """The table of the first sheet of a workbook."""
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(raw)).worksheets[0]
    except Exception as error:  # openpyxl raises whatever the parts of a broken file raise
        raise TableError(f"{path}: the workbook cannot be read ({error}); save it anew from a spreadsheet") from error
    rows = [[_text(cell.value) for cell in row] for row in sheet.iter_rows()]
    _refuse_merged(sheet, rows, path)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.data_type == "f" and rows[0][cell.column - 1].strip().lower() in _CODES:
                raise TableError(f"{path}: cell {cell.coordinate} holds a formula; write the code itself into it")
    return _table(rows, path)


def _refuse_merged(sheet: Worksheet, rows: list[list[str]], path: Path) -> None:
    """Raise if cells that are read were merged: one code would stand for several units, or for none."""
    for merged in sheet.merged_cells.ranges:
        names = [name.strip().lower() for name in rows[0][merged.min_col - 1 : merged.max_col]]
        if set(names) & set(_READ):
            raise TableError(f"{path}: cells {merged.coord} are merged; unmerge them and code each row")


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """What a cell of a workbook says; whole numbers without a decimal point."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
