"""Rows of tables and documents as articles: our columns first, their origin beside them."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.corpus.columns import match_columns
from framing.corpus.dates import parse_date
from framing.corpus.decode import replace_surrogates
from framing.errors import CorpusError
from framing.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from framing.corpus.documents import Document
    from framing.corpus.files import Source
    from framing.corpus.tables import Table

logger = logging.getLogger("framing")

#: What is known of an article before its text is looked at.
GIVEN: Final = ARTICLES[: ARTICLES.index("note") + 1]
#: Columns that are always computed; those of an input are left out.
COMPUTED: Final = (
    "status", "note", "headline_start", "headline_end", "lead_end", "excluded", "words", "title_added",
)  # fmt: skip


class Origin(NamedTuple):
    """Where a row came from: its file, and (for web pages) the site. ``table`` marks rows of tables."""

    path: Path
    name: str
    site: str = ""
    table: bool = False


class Part(NamedTuple):
    """Articles of one file, or of several that hold one each."""

    frame: pd.DataFrame
    origins: list[Origin]


def gather_documents(named: Sequence[tuple[str, Source, Document]]) -> Part:
    """Rows for files that hold one article each."""
    rows = []
    origins = []
    for article_id, source, (page, note, fault) in named:
        status = "unreadable" if fault else ""
        text, broken = replace_surrogates(page.text)
        rows.append(
            {
                "article_id": article_id, "source": "", "published": parse_date(page.published),
                "title": " ".join(page.title.split()), "byline": page.byline, "url": page.url, "section": "",
                "text": text, "status": status, "note": join_notes(fault, note, broken),
            }
        )  # fmt: skip
        origins.append(Origin(source.path, source.name, page.site))
    return Part(pd.DataFrame(rows, columns=list(GIVEN)), origins)


def gather_table(table: Table, source: Source, columns: Mapping[str, str] | None) -> Part:
    """Rows of a table, with our columns under our names and the others untouched.

    Raises
    ------
    CorpusError
        If no column holds the texts, or there are no rows.
    """
    frame, faults, _ = table
    matched = match_columns(frame.columns, columns, source.name)
    if "text" not in matched:
        there = ", ".join(frame.columns[:20]) + (" …" if len(frame.columns) > 20 else "")
        raise CorpusError(
            f"no column holds the text of the articles; the columns are: {there or '(none)'};"
            ' name one with --column text=NAME or columns={"text": "NAME"}'
        )
    if not len(frame) and source.direct:
        raise CorpusError("the table has no rows; give one that has an article in each")
    ours: dict[str, list[str]] = {}
    for name in GIVEN[:-3]:
        cells = frame[matched[name]].tolist() if name in matched else [""] * len(frame)
        ours[name] = [_date(cell) for cell in cells] if name == "published" else [as_text(cell) for cell in cells]
    stem = source.stem.rpartition("/")[2]
    ours["article_id"] = [given or f"{stem}:{number}" for number, given in enumerate(ours["article_id"], start=1)]
    read = [_read_cell(cell, fault) for cell, fault in zip(frame[matched["text"]].tolist(), faults, strict=True)]
    ours["text"] = [cell.text for cell in read]
    ours["status"] = ["unreadable" if cell.fault else "" for cell in read]
    ours["note"] = [join_notes(cell.fault, cell.note, _about_bytes(cell.text, table.note)) for cell in read]
    taken = {*matched.values(), *COMPUTED, *GIVEN}
    left_out = [column for column in frame.columns if column in taken and column not in matched.values()]
    if left_out:
        logger.info("%s: columns that are computed anew: %s", source.name, ", ".join(left_out))
    rest = frame[[column for column in frame.columns if column not in taken]]
    own = pd.DataFrame(ours, index=frame.index)
    return Part(pd.concat([own, rest], axis=1), [Origin(source.path, source.name, table=True)] * len(frame))


def unreadable(source: Source, article_id: str, fault: str) -> Part:
    """One row for a file of which nothing could be read."""
    row = {**dict.fromkeys(GIVEN, ""), "article_id": article_id, "status": "unreadable", "note": fault}
    return Part(pd.DataFrame([row]), [Origin(source.path, source.name)])


def join_parts(parts: Sequence[Part]) -> Part:
    """All parts, in order, as one; the columns keep their types when there is one part only."""
    origins = [origin for part in parts for origin in part.origins]
    filled = [part.frame for part in parts if len(part.frame)] or [part.frame for part in parts[:1]]
    if len(filled) == 1:
        return Part(filled[0].reset_index(drop=True), origins)
    joined = pd.concat([frame.astype(object) for frame in filled], ignore_index=True)
    return Part(joined.infer_objects(), origins)


def as_text(cell: Any) -> str:  # noqa: ANN401
    """Cell as one line of text: ``""`` if missing, a list joined, ``{"name": …}`` its name."""
    if isinstance(cell, str):
        return " ".join(replace_surrogates(cell)[0].split())
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dict):
        return as_text(cell.get("name") or cell.get("title"))
    if hasattr(cell, "tolist") and not isinstance(cell, str):
        cell = cell.tolist()
    if isinstance(cell, (list, tuple)):
        return ", ".join(filter(None, map(as_text, cell)))
    return str(cell)


def join_notes(*notes: str) -> str:
    """Return the notes that are not empty, in one."""
    return "; ".join(note for note in notes if note)


def _date(cell: Any) -> str:  # noqa: ANN401
    """Cell as an ISO date where clear."""
    return parse_date(cell if hasattr(cell, "strftime") and cell is not pd.NaT else as_text(cell))


class _Cell(NamedTuple):
    """A text cell as read."""

    text: str = ""
    note: str = ""
    fault: str = ""


def _read_cell(cell: object, fault: str) -> _Cell:
    """Text of a cell, or why it has none."""
    if fault:
        return _Cell(fault=fault)
    if isinstance(cell, str):
        if "\0" in cell:
            return _Cell(fault="the text cell is not text (it holds NUL characters)")
        return _Cell(*replace_surrogates(cell))
    if isinstance(cell, (bool, int, float)) and as_text(cell):
        return _Cell(fault="the text cell holds a number, not text")
    if isinstance(cell, (dict, list, tuple, bytes)):
        return _Cell(fault=f"the text cell holds a {type(cell).__name__}, not text")
    return _Cell(fault="the text cell is missing")


def _about_bytes(text: str, note: str) -> str:
    """Say what the note on the file's encoding means for one of its texts."""
    if note.endswith("replaced"):
        count = text.count("\ufffd")
        return f"{count} broken byte{'s' * (count != 1)} replaced" if count else ""
    return "" if text.isascii() else note
