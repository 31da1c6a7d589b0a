"""The parts of a run's folder: written aside and renamed, so that none is ever half there.

Batch *k* of the corpus is part *k* of each table: ``mentions/part-00000.parquet``, ``quotations/…`` on demand, and
``articles/…``, which is written last and makes the part whole. Its footer holds the counts of the batch.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pyarrow as pa
from pyarrow import parquet

from framing.batch import annotate_batch
from framing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from framing.batch import Batch
    from framing.lexicon import Lexicon

#: The tables of a run, in the order in which a part of each is written.
TABLES: Final = ("mentions", "quotations", "articles")
#: Where the footer of a part of the articles holds the counts of its batch.
_COUNTS: Final = b"framing.counts"


@dataclass(frozen=True)
class Work:
    """What is done with each batch; it travels to other processes and machines.

    Attributes
    ----------
    lexicon : Lexicon
    voice, quotations : bool
        As in :func:`framing.batch.annotate_batch`.
    """

    lexicon: Lexicon
    voice: bool = True
    quotations: bool = False

    def __call__(self, rows: bytes) -> tuple[dict[str, bytes], dict[str, int]]:
        """Files of a part, and the counts of its batch, for rows in Arrow's stream format."""
        with pa.ipc.open_stream(rows) as stream:
            table = stream.read_all()
        batch = annotate_batch(table, self.lexicon, voice=self.voice, quotations=self.quotations)
        return encode(batch), batch.counts


def pack(rows: pa.Table) -> bytes:
    """Rows in Arrow's stream format, for :class:`Work`."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def encode(batch: Batch) -> dict[str, bytes]:
    """The Parquet file of each table of a batch, in the order in which they are written."""
    counts = {_COUNTS: json.dumps(batch.counts).encode()}
    tables = {"mentions": batch.mentions, "quotations": batch.quotations}
    tables["articles"] = batch.articles.replace_schema_metadata(counts)
    return {name: _parquet(tables[name]) for name in TABLES if tables[name] is not None}


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(table, sink, compression="zstd", row_group_size=max(1, len(table)))
    return sink.getvalue()


def part_file(folder: Path, table: str, number: int) -> Path:
    """Where a part of a table lies."""
    return folder / table / f"part-{number:05d}.parquet"


def write_part(folder: Path, number: int, files: Mapping[str, bytes]) -> None:
    """Write the files of a part; written twice, it is the same part.

    Raises
    ------
    OutputError
        If the disk is full or refuses; nothing half written stays under a part's name.
    """
    for table in TABLES:
        if table in files:
            write_aside(part_file(folder, table, number), files[table])


def write_aside(file: Path, content: bytes) -> None:
    """Write a file under another name and rename it when it is whole and on the disk.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    # A name of its own: on a cluster, two workers may write the same part.
    aside = file.with_name(f".{file.name}.{uuid4().hex}.tmp")
    try:
        file.parent.mkdir(exist_ok=True)
        with aside.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise OutputError(
            f"{file}: it cannot be written ({(error.strerror or str(error)).lower()}); what is finished stays:"
            " make room, then give the same command again"
        ) from error


def finished_counts(folder: Path, number: int, *, quotations: bool) -> dict[str, int] | None:
    """Counts of a part if all its files are there and whole, else None."""
    tables = ["articles", "mentions", *(["quotations"] if quotations else [])]
    try:
        footers = {name: parquet.read_metadata(part_file(folder, name, number)) for name in tables}
        counts: dict[str, int] = json.loads(footers["articles"].metadata[_COUNTS])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    promised = {"articles": counts["read"], "mentions": counts["mentions"], "quotations": counts["quotations"]}
    return counts if all(footers[name].num_rows == promised[name] for name in tables) else None


def clear_parts(folder: Path, *, parts: bool) -> None:
    """Remove what killed runs left half written; with `parts`, the parts too. Other files stay.

    Raises
    ------
    OutputError
        If a file cannot be removed.
    """
    left = [*folder.glob(".run.json.*.tmp"), *folder.glob(".probe-*.tmp")]
    for table in TABLES:
        left += (folder / table).glob(".part-*.tmp")
        left += (folder / table).glob("part-*.parquet") if parts else []
    for file in left:
        try:
            file.unlink()
        except OSError as error:
            raise OutputError(
                f"{file}: it cannot be removed ({(error.strerror or str(error)).lower()}); name another folder"
            ) from error
