"""Rows of tables and documents as articles: our columns first, their origin beside them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from framing.corpus.cells import as_text, as_words, mend, read_cell, read_day
from framing.corpus.columns import match_columns
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
    "fallback_source",
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
                "article_id": article_id, "source": "", "published": page.published,
                "title": " ".join(page.title.split()), "byline": page.byline, "url": page.url, "section": "",
                "text": text, "status": status, "note": join_notes(fault, note, broken),
            }
        )  # fmt: skip
        origins.append(Origin(source.path, source.name, page.site))
    return Part(pd.DataFrame(rows, columns=list(GIVEN)), origins)


def gather_table(table: Table, source: Source, matched: Mapping[str, str], before: int, *, plain: bool) -> Part:
    """Rows of a table, with our columns under our names and the others beside them.

    Parameters
    ----------
    table : Table
        A batch of its rows.
    source : Source
        Its file.
    matched : mapping of str to str
        Our name to that of the column.
    before : int
        How many rows of the file came before.
    plain : bool
        Whether the other columns become text (``""`` where missing), or stay as they are.
    """
    frame, faults, _ = table
    ours: dict[str, list[str]] = {}
    for name in GIVEN[:-3]:
        read = read_day if name == "published" else as_text
        there = matched.get(name) in frame.columns
        ours[name] = [read(cell) for cell in frame[matched[name]].tolist()] if there else [""] * len(frame)
    stem = source.stem.rpartition("/")[2]
    ours["article_id"] = [
        given or f"{stem}:{number}" for number, given in enumerate(ours["article_id"], start=before + 1)
    ]
    texts = frame[matched["text"]].tolist() if matched.get("text") in frame.columns else [None] * len(frame)
    cells = [read_cell(cell, fault) for cell, fault in zip(texts, faults, strict=True)]
    ours["text"] = [cell.text for cell in cells]
    ours["status"] = ["unreadable" if cell.fault else "" for cell in cells]
    ours["note"] = [join_notes(cell.fault, cell.note, _about_bytes(cell.text, table.note)) for cell in cells]
    taken = {*matched.values(), *COMPUTED, *GIVEN}
    as_kept = as_words if plain else mend
    rest = pd.DataFrame(
        {column: as_kept(frame[column]) for column in frame.columns if column not in taken}, index=frame.index
    )
    own = pd.DataFrame(ours, index=frame.index)
    return Part(pd.concat([own, rest], axis=1), [Origin(source.path, source.name, table=True)] * len(frame))


def find_columns(table: Table, source: Source, columns: Mapping[str, str] | None) -> dict[str, str]:
    """Our columns to those of a table.

    Raises
    ------
    CorpusError
        If no column holds the texts, or there are no rows.
    """
    frame = table.frame
    matched = match_columns(frame.columns, columns, source.name)
    if "text" not in matched:
        there = ", ".join(name[:60] for name in frame.columns[:20]) + (" \u2026" if len(frame.columns) > 20 else "")
        raise CorpusError(
            f"no column holds the text of the articles; the columns are: {there or '(none)'};"
            ' name one with --column text=NAME or columns={"text": "NAME"}'
        )
    if not len(frame) and source.direct:
        raise CorpusError("the table has no rows; give one that has an article in each")
    left_out = [
        column for column in frame.columns if column in {*COMPUTED, *GIVEN} and column not in matched.values()
    ]
    if left_out:
        logger.info("%s: columns that are computed anew: %s", source.name, ", ".join(left_out))
    return matched


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


def join_notes(*notes: str) -> str:
    """Return the notes that are not empty, in one."""
    return "; ".join(note for note in notes if note)


def _about_bytes(text: str, note: str) -> str:
    """Say what the note on the file's encoding means for one of its texts."""
    if note.endswith("replaced"):
        count = text.count("\ufffd")
        return f"{count} broken byte{'s' * (count != 1)} replaced" if count else ""
    return "" if text.isascii() else note
