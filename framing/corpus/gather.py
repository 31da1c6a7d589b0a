"""Every file that was asked for, read by its kind; a bad one among many becomes a row that says why."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from framing.corpus.columns import check_columns, has_text
from framing.corpus.documents import Document, read_document
from framing.corpus.files import (
    FOLDER_METADATA,
    STDIN,
    TABLES,
    Source,
    find_sources,
    name_articles,
    read_bytes,
)
from framing.corpus.metadata import Metadata, read_metadata
from framing.corpus.rows import Part, gather_documents, gather_table, join_parts, unreadable
from framing.corpus.tables import Table, read_table
from framing.corpus.web import Page
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

logger = logging.getLogger("framing")


def gather(
    paths: Sequence[str | Path], columns: Mapping[str, str] | None, encoding: str | None
) -> tuple[Part, list[Metadata]]:
    """Articles in `paths` as given there, and the metadata that lie in the folders.

    Raises
    ------
    CorpusError
        If a path does not exist, if the only file cannot be read, or if `columns` names a column
        that is not there.
    """
    sources = find_sources(paths)
    documents = [source for source in sources if source.kind not in TABLES]
    ids = dict(zip(documents, name_articles(documents), strict=True))
    parts: list[Part] = []
    beside: list[Metadata] = []
    run: list[tuple[str, Source, Document]] = []
    for source in sources:
        if source in ids:
            run.append((ids[source], source, _read_one(source, encoding)))
            continue
        found = _read_rows(source, columns, encoding)
        if isinstance(found, Metadata):
            beside.append(found)
            continue
        parts += [gather_documents(run)] if run else []
        parts.append(found)
        run = []
    parts += [gather_documents(run)] if run else []
    if not parts:
        raise CorpusError(
            f"{beside[0].name}: it has no text column, so it is the metadata of its folder, but no texts"
            " lie there; put .txt or .html files beside it, or add a column 'text'"
        )
    return join_parts(parts), beside


def _read_one(source: Source, encoding: str | None) -> Document:
    """Article of one file; raises when it alone was asked for and cannot be read."""
    try:
        document = read_document(read_bytes(source.path), source.kind, encoding)
    except CorpusError as error:
        document = Document(Page(), fault=str(error))
    if document.fault and source.direct:
        # Only what is no text at all is helped by saving it as text.
        advice = "; save it as plain text or HTML and read that" if "not a text file" in document.fault else ""
        raise CorpusError(f"{_shown(source)}: {document.fault}{advice}")
    return document


def _read_rows(source: Source, columns: Mapping[str, str] | None, encoding: str | None) -> Part | Metadata:
    """Articles of a table, or the metadata that the table turns out to hold."""
    try:
        table = read_table(read_bytes(source.path), source.kind, encoding)
    except CorpusError as error:
        return _give_up(source, error)
    if table.faults and all(table.faults):
        return _give_up(source, CorpusError(f"no row can be read; {table.faults[0]}"))
    if _is_metadata(source, table, columns):
        logger.info("%s: read as metadata of the files beside it", source.name)
        return read_metadata(source.path, encoding, of_folder=True)
    # A column that was asked for by name is never passed over, not even in one file of many.
    check_columns(table.frame.columns, columns, _shown(source))
    try:
        return gather_table(table, source, columns)
    except CorpusError as error:
        return _give_up(source, error)


def _give_up(source: Source, error: CorpusError) -> Part:
    """One row that says why a table cannot be read; an error when it alone was asked for."""
    if source.direct:
        raise CorpusError(f"{_shown(source)}: {error}") from error
    return unreadable(source, source.stem, str(error))


def _is_metadata(source: Source, table: Table, columns: Mapping[str, str] | None) -> bool:
    """Whether a table in a folder is about the texts beside it."""
    in_folder = not source.direct and source.path.name.lower() == FOLDER_METADATA
    return in_folder and not has_text(table.frame.columns, columns)


def _shown(source: Source) -> str:
    """Return a file as the user named it."""
    return source.name if str(source.path) == STDIN else str(source.path)
