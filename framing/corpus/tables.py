"""Tables of articles: CSV, TSV, JSON Lines, JSON and Parquet, batch by batch, bad rows kept."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, NamedTuple

from framing.corpus.characters import open_characters
from framing.corpus.delimited import read_delimited
from framing.corpus.json_rows import read_json
from framing.corpus.limits import WHOLE
from framing.corpus.parquet import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from framing.corpus.limits import Limits


class Table(NamedTuple):
    """Rows as their file has them; ``faults`` says of each why it cannot be read ("" if it can)."""

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
    return next(read_batches(io.BytesIO(raw), kind, encoding, WHOLE))


def read_batches(stream: IO[bytes], kind: str, encoding: str | None, limits: Limits) -> Iterator[Table]:
    """Rows of a table, a batch at a time; at least one, which may be empty.

    Raises
    ------
    CorpusError
        If the file cannot be read, or cannot be read to its end.
    """
    if kind == ".parquet":
        for frame in read_parquet(stream, limits):
            yield Table(frame, [""] * len(frame))
        return
    lines = kind in {".json", ".jsonl", ".ndjson"}
    text = open_characters(stream, encoding, "\n" if lines else "")
    if lines:
        batches = read_json(text.stream, limits, whole=kind == ".json")
    else:
        batches = read_delimited(text.stream, "\t" if kind == ".tsv" else "", limits)
    held: Table | None = None
    for frame, faults in batches:
        if held is not None:
            yield held
        held = Table(frame, faults, text.note)
    if held is not None:
        if text.bytes.error is not None and held.faults:
            held.faults[-1] = held.faults[-1] or "the file breaks off in this row"
        yield held
    if text.bytes.error is not None:
        raise text.bytes.error
