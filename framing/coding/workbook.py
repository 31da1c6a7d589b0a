"""A coding sheet as an Excel workbook: allowed values to choose from, the unit in bold, the rest locked."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from framing.coding.passages import MARKS
from framing.schema import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

#: Widths of columns, in characters.
_WIDTHS: Final = {"unit_id": 15, "before": 34, "text": 60, "after": 34, "missed": 28, "note": 28}
_WIDTH: Final = 14
_FONT: Final = ("Calibri", 11)
_GREY, _HEAD = "F0F0F0", "D9E2EC"
_MARKED: Final = re.compile(f"({MARKS[0]}[^{MARKS[1]}]*{MARKS[1]})")
_MISSED: Final = "none, or what is not marked, as actor: label or actor: label: voice; several parted by ;"
#: Office stamps files with the time; ours are the same whenever they are written.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_workbook(sheet: pd.DataFrame, design: Mapping[str, Any], out: Path) -> None:
    """Write the sheet of a coder as .xlsx.

    The first worksheet, ``coding``, has the columns of the sheet: what coders read is locked (without a password),
    what they fill offers the codes to choose from. ``codes`` lists all codes with their meanings, and the labels of
    each actor. No text is a formula. The same sheet gives the same bytes.

    Parameters
    ----------
    sheet : pandas.DataFrame
        One of ``Sample.sheets``.
    design : mapping
        ``Sample.design``.
    out : pathlib.Path

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    coding = book.active
    coding.title = "coding"
    _write_units(coding, sheet)
    ranges = _write_codes(book.create_sheet("codes"), design)
    for name, cells in ranges.items():
        _offer(coding, sheet, name, cells)
    if "missed" in sheet:
        _offer(coding, sheet, "missed", None)
    _arrange(coding, sheet)
    held = BytesIO()
    book.save(held)
    out.write_bytes(_without_time(held))


def _write_units(coding: Any, sheet: pd.DataFrame) -> None:  # noqa: ANN401 - openpyxl is untyped
    """The header and one row per unit."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    wrapped = Alignment(wrap_text=True, vertical="top")
    grey, head = PatternFill("solid", fgColor=_GREY), PatternFill("solid", fgColor=_HEAD)
    for at, name in enumerate(sheet.columns, start=1):
        cell = _put(coding, 1, at, name)
        cell.font, cell.fill, cell.alignment = Font(*_FONT, bold=True), head, wrapped
    for row, unit in enumerate(sheet.to_dict("records"), start=2):
        for at, (column, value) in enumerate(unit.items(), start=1):
            cell = _put(coding, row, at, _rich(value) if column == "text" else value)
            cell.alignment = wrapped
            if _is_open(str(column), unit["kind"]):
                cell.protection = Protection(locked=False)
            elif column not in ("before", "text", "after"):
                cell.fill = grey
            if column == "probability":
                cell.number_format = "0.0000"


def _is_open(column: str, kind: str) -> bool:
    """Whether coders fill this cell: of a sentence what was missed, of the others all but that."""
    return column == "note" or (column in VARIABLES and (column == "missed") == (kind == "sentence"))


def _rich(text: str) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """A text with what stands between marks in bold."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    bold = InlineFont(rFont=_FONT[0], sz=_FONT[1], b=True)
    parts = [part for part in _MARKED.split(text) if part]
    return CellRichText(*(TextBlock(bold, part) if part.startswith(MARKS[0]) else part for part in parts))


def _put(sheet: Any, row: int, column: int, value: Any) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """A cell; a text stays a text, also one that begins like a formula."""
    cell = sheet.cell(row, column)
    cell.value = None if isinstance(value, str) and not value else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    return cell


def _write_codes(codes: Any, design: Mapping[str, Any]) -> dict[str, str]:  # noqa: ANN401 - openpyxl is untyped
    """The codes with their meanings, and the labels of each actor; the cells in which codes stand, by variable."""
    from openpyxl.styles import Alignment, Font

    rows: list[tuple[str, ...]] = [("variable", "code", "meaning")]
    ranges = {}
    for variable, meanings in design["variables"].items():
        first = len(rows) + 1
        rows += [(variable, code, meaning) for code, meaning in meanings.items()]
        if variable != "missed":
            ranges[variable] = f"codes!$B${first}:$B${len(rows)}"
    rows += [("", "", ""), ("labels of", "label", "")]
    rows += [(actor, label, "") for actor, labels in design["labels"].items() for label in labels]
    for row, cells in enumerate(rows, start=1):
        for at, value in enumerate(cells, start=1):
            cell = _put(codes, row, at, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(*_FONT, bold=row == 1 or cells[0] == "labels of")
    for letter, width in zip("ABC", (16, 20, 90), strict=True):
        codes.column_dimensions[letter].width = width
    codes.freeze_panes = "A2"
    codes.protection.sheet = True
    return ranges


def _offer(coding: Any, sheet: pd.DataFrame, name: str, cells: str | None) -> None:  # noqa: ANN401 - openpyxl is untyped
    """Let coders choose among codes where they fill a column; without `cells` tell them what to write."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list" if cells else None, formula1=cells, allow_blank=True)
    rule.showErrorMessage, rule.errorTitle = cells is not None, "no such code"
    rule.error = f"Choose one of the codes of {name}; they are explained on the sheet 'codes'."
    rule.showInputMessage, rule.promptTitle = cells is None, name
    rule.prompt = _MISSED if cells is None else None
    letter = get_column_letter(list(sheet.columns).index(name) + 1)
    rule.add(f"{letter}2:{letter}{len(sheet) + 1}")
    coding.add_data_validation(rule)


def _arrange(coding: Any, sheet: pd.DataFrame) -> None:  # noqa: ANN401 - openpyxl is untyped
    """Widths, a header that stays, locked cells, and pages that can be printed."""
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(sheet.columns, start=1):
        coding.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(str(name), _WIDTH)
    coding.freeze_panes = "A2"
    guard = coding.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.autoFilter = False  # what is not locked
    coding.page_setup.orientation, coding.print_title_rows = "landscape", "1:1"
    coding.page_setup.fitToHeight, coding.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _without_time(held: BytesIO) -> bytes:
    """The bytes of a workbook, without the time at which it was written."""
    packed = BytesIO()
    with ZipFile(held) as written, ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        for name in written.namelist():
            content = written.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            info = ZipInfo(name, _STAMP)
            info.compress_type = ZIP_DEFLATED
            kept.writestr(info, content)
    return packed.getvalue()
