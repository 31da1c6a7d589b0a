"""A codebook as a Word document, to print and to write one's own rules into."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from framing.coding.codebook_document import Heading, Points, Table, pieces

if TYPE_CHECKING:
    from framing.coding.codebook_document import Codebook

_FONT: Final = "Calibri"
_CODE_FONT: Final = "Consolas"
#: Points of text, of text in tables, and of codes, which run wider.
_SIZE: Final = 10.5
_SMALL: Final = 9
_CODE_SIZE: Final = 8.5
#: Width and height of the page (A4) and its margin, in centimetres.
_PAGE: Final = (21.0, 29.7)
_MARGIN: Final = 2.0
_SHADE: Final = "E7E6E6"
#: Files in the archive bear this day, so that the same codebook is the same bytes.
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def to_docx(book: Codebook) -> bytes:
    """Write a codebook as a Word document: A4, headings, tables whose heads repeat, numbered pages."""
    from docx import Document

    document = Document()
    _set_page(document, book)
    document.add_heading(book.title, 0)
    _add_runs(document.add_paragraph(), book.subtitle)
    for block in book:
        if isinstance(block, Heading):
            _add_runs(document.add_heading(level=block.level), f"{block.number} {block.text}", size=None)
        elif isinstance(block, Table):
            _add_table(document, block)
        elif isinstance(block, Points):
            _add_points(document, block)
        else:
            _add_runs(document.add_paragraph(), block)
    return _dated(document)


def _set_page(document: Any, book: Codebook) -> None:  # noqa: ANN401 - a document of python-docx
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = map(Cm, _PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    document.core_properties.title = book.title
    document.core_properties.subject = book.subtitle[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    foot = page.footer.paragraphs[0]
    foot.alignment = 2
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        foot.add_run()._r.append(_part("w:fldChar", "w:fldCharType", kind) if kind else _told("w:instrText", text))  # noqa: SLF001 - python-docx has no page numbers


def _add_points(document: Any, points: Points) -> None:  # noqa: ANN401
    """Bulleted points, or points counted by hand: the numbering of Word would go on from list to list."""
    from docx.shared import Cm

    for at, item in enumerate(points.items, start=1):
        paragraph = document.add_paragraph(style=None if points.numbered else "List Bullet")
        if points.numbered:
            paragraph.paragraph_format.left_indent = Cm(0.8)
            paragraph.paragraph_format.first_line_indent = Cm(-0.8)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
            paragraph.add_run(f"{at}.\t")
        _add_runs(paragraph, item)


def _add_table(document: Any, table: Table) -> None:  # noqa: ANN401
    from docx.shared import Cm, Pt

    made = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    widths = [Cm((_PAGE[0] - 2 * _MARGIN) * width / 100) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for nth, cells in enumerate((table.columns, *table.rows)):
        row = made.add_row()
        row._tr.get_or_add_trPr().append(_part("w:cantSplit"))  # noqa: SLF001 - not in the face of python-docx
        if nth == 0:
            row._tr.get_or_add_trPr().append(_part("w:tblHeader"))  # noqa: SLF001
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            _add_runs(cell.paragraphs[0], text, size=_SMALL, bold=nth == 0)
            if nth == 0:
                cell._tc.get_or_add_tcPr().append(_part("w:shd", "w:fill", _SHADE, "w:val", "clear"))  # noqa: SLF001
    document.add_paragraph()


def _add_runs(paragraph: Any, text: str, *, size: float | None = _SIZE, bold: bool = False) -> None:  # noqa: ANN401
    """Add a text; a heading has its own size."""
    from docx.shared import Pt

    for piece, is_code in pieces(text):
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if size is not None:
            run.font.size = Pt(min(size, _CODE_SIZE) if is_code else size)
        if is_code:
            run.font.name = _CODE_FONT


def _part(tag: str, *attributes: str) -> Any:  # noqa: ANN401
    """An element of WordprocessingML with attributes and their values, in turn."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    part = OxmlElement(tag)
    for name, value in zip(attributes[::2], attributes[1::2], strict=True):
        part.set(qn(name), value)
    return part


def _told(tag: str, text: str) -> Any:  # noqa: ANN401
    part = _part(tag)
    part.text = text
    return part


def _dated(document: Any) -> bytes:  # noqa: ANN401
    """The bytes of a document, its files dated the same whenever it is written."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as old, ZipFile(again, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _DAY), old.read(name), ZIP_DEFLATED)
    return again.getvalue()
