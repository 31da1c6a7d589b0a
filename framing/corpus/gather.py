"""Every file that was asked for, read by its kind; a bad one among many becomes a row that says why."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from framing.corpus.columns import check_columns, has_text
from framing.corpus.documents import Document, read_document
from framing.corpus.files import FOLDER_METADATA, STDIN, TABLES, Source, name_articles
from framing.corpus.limits import MAX_ARTICLE, WHOLE, Limits, size_of
from framing.corpus.metadata import Metadata, read_metadata
from framing.corpus.rows import Part, find_columns, gather_documents, gather_table, unreadable
from framing.corpus.tables import Table, read_batches
from framing.corpus.unpack import opened, read_up_to
from framing.corpus.web import Page
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

logger = logging.getLogger("framing")

#: A table is given up as a whole if it has no more rows than this, and none can be read.
TRIED: Final = 1000


class _NotThereError(CorpusError):
    """A column that was asked for by name is not there."""


def find_metadata(
    sources: Sequence[Source], columns: Mapping[str, str] | None, encoding: str | None
) -> dict[Source, Metadata]:
    """Metadata that lie beside the texts of a folder, by the file that holds them.

    Raises
    ------
    CorpusError
        If nothing else lies there.
    """
    found = {}
    for source in sources:
        if not source.direct and not source.fault and source.path.name.lower() == FOLDER_METADATA:
            try:
                with opened(source.path) as stream:
                    first = next(read_batches(stream, source.kind, encoding, Limits(rows=1)))
            except CorpusError:
                # It will be a row that says what is wrong with it.
                continue
            if not has_text(first.frame.columns, columns):
                logger.info("%s: read as metadata of the files beside it", source.name)
                found[source] = read_metadata(source.path, encoding, of_folder=True)
    if found and len(found) == len(sources):
        raise CorpusError(
            f"{found[sources[0]].name}: it has no text column, so it is the metadata of its folder, but no texts"
            " lie there; put .txt or .html files beside it, or add a column 'text'"
        )
    return found


def gather(
    sources: Sequence[Source], columns: Mapping[str, str] | None, encoding: str | None, limits: Limits
) -> Iterator[Part]:
    """Articles of `sources` in their order, a batch at a time.

    Raises
    ------
    CorpusError
        If the only file cannot be read, or if `columns` names a column that is not there.
    """
    names = iter(name_articles([source for source in sources if source.kind not in TABLES]))
    run: list[tuple[str, Source, Document]] = []
    length = 0
    for source in sources:
        if source.kind not in TABLES:
            document = _read_one(source, encoding)
            run.append((next(names), source, document))
            length += len(document.page.text)
            if len(run) < limits.rows and length < limits.characters:
                continue
        if run:
            yield gather_documents(run)
            run, length = [], 0
        if source.kind in TABLES:
            yield from _read_table(source, columns, encoding, limits)
    if run:
        yield gather_documents(run)


def _read_one(source: Source, encoding: str | None) -> Document:
    """Article of one file; raises when it alone was asked for and cannot be read."""
    try:
        document = _open_one(source, encoding)
    except CorpusError as error:
        document = Document(Page(), fault=str(error))
    if document.fault and source.direct:
        # Only what is no text at all is helped by saving it as text.
        advice = "; save it as plain text or HTML and read that" if "not a text file" in document.fault else ""
        raise CorpusError(f"{_shown(source)}: {document.fault}{advice}")
    return document


def _open_one(source: Source, encoding: str | None) -> Document:
    """Article of one file, or why it cannot be read."""
    if source.fault:
        return Document(Page(), fault=source.fault)
    with opened(source.path) as stream:
        raw = read_up_to(stream, MAX_ARTICLE + 1)
    if len(raw) > MAX_ARTICLE:
        return Document(Page(), fault=f"the article is longer than {size_of(MAX_ARTICLE)} bytes")
    return read_document(raw, source.kind, encoding)


def _read_table(
    source: Source, columns: Mapping[str, str] | None, encoding: str | None, limits: Limits
) -> Iterator[Part]:
    """Articles of a table, a batch at a time; what cannot be read of it is one row."""
    matched: dict[str, str] = {}
    before = 0
    if source.fault:
        yield unreadable(source, source.stem, source.fault)
        return
    try:
        with opened(source.path) as stream:
            for table in _passable(read_batches(stream, source.kind, encoding, limits)):
                if not matched and not (table.faults and all(table.faults)):
                    _check_columns(table, source, columns)
                    matched = find_columns(table, source, columns)
                yield gather_table(table, source, matched, before, plain=limits != WHOLE)
                before += len(table.frame)
    except _NotThereError:
        raise
    except CorpusError as error:
        if source.direct:
            raise CorpusError(f"{_shown(source)}: {error}") from error
        rest = "the rest of the file cannot be read: " if before else ""
        yield unreadable(source, source.stem, f"{rest}{error}")


def _check_columns(table: Table, source: Source, columns: Mapping[str, str] | None) -> None:
    """Raise if a column that was asked for by name is not there, even in one file of many."""
    try:
        check_columns(table.frame.columns, columns, _shown(source))
    except CorpusError as error:
        raise _NotThereError(str(error)) from error


def _passable(tables: Iterator[Table]) -> Iterator[Table]:
    """Batches of a table; raises if it is short and none of its rows can be read."""
    held: list[Table] = []
    count = 0
    for table in tables:
        if count > TRIED:
            yield table
            continue
        held.append(table)
        count += len(table.faults)
        if count > TRIED or not all(table.faults):
            count = TRIED + 1
            yield from held
            held = []
    faults = [fault for table in held for fault in table.faults]
    if faults:
        raise CorpusError(f"no row can be read; {faults[0]}")
    yield from held


def _shown(source: Source) -> str:
    """Return a file as the user named it."""
    return source.name if source.place == STDIN else source.place
