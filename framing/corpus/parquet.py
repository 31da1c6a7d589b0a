"""Parquet, a few rows at a time, whatever its row groups are."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from framing.corpus.delimited import name_once
from framing.corpus.limits import MAX_COLUMNS, WHOLE
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from framing.corpus.limits import Limits

#: So many rows are unpacked at a time, fewer where a value of a dictionary may be long.
_ROWS: Final = 16
#: So many bytes may repeating the longest value of a dictionary come to.
_REPEATED: Final = 64_000_000
#: What pandas calls an index without name.
_NO_INDEX: Final = re.compile(r"__index_level_\d+__")
_PAGE_HEADER: Final = re.compile(rb"\x15[\x80-\xff]*[\x00-\x7f]\x15([\x80-\xff]*[\x00-\x7f])", re.DOTALL)
_BROKEN: Final = "the Parquet file is broken or not complete; write it again"


def read_parquet(file: IO[bytes], limits: Limits) -> Iterator[pd.DataFrame]:
    """Batches of rows. The index that pandas wrote is a column if it has a name.

    Raises
    ------
    CorpusError
        If the file is broken, or has too many columns.
    """
    import pyarrow as pa

    try:
        yield from _read(file, limits)
    except pa.ArrowMemoryError as error:
        raise CorpusError("the Parquet file holds values that are too long for the memory there is") from error
    except (pa.ArrowException, OSError, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(_BROKEN) from error


def _read(file: IO[bytes], limits: Limits) -> Iterator[pd.DataFrame]:
    """Read batches, with the errors of the library."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Column chunks are read in small pieces: pandas writes a million rows as one.
    opened = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
    count = opened.metadata.num_columns
    if count > MAX_COLUMNS:
        raise CorpusError(f"the table has {count} columns, and {MAX_COLUMNS} are allowed; keep those that are needed")
    held: list[pa.RecordBatch] = []
    rows = size = 0
    empty = True
    for batch in opened.iter_batches(min(_batch_rows(opened.metadata, file), limits.rows)):
        for piece in _pieces(batch, limits):
            if held and (rows + len(piece) > limits.rows or size + piece.nbytes > limits.characters):
                yield _frame(held, limits)
                held, rows, size = [], 0, 0
            held.append(piece)
            rows, size, empty = rows + len(piece), size + piece.nbytes, False
    if held:
        yield _frame(held, limits)
    if empty:
        yield _frame([pa.RecordBatch.from_pylist([], opened.schema_arrow)], limits)


def _pieces(batch: pa.RecordBatch, limits: Limits) -> Iterator[pa.RecordBatch]:
    """`batch` without dictionaries, row by row if it is longer than a batch may be; the whole table as it is."""
    import pyarrow as pa

    if limits != WHOLE:
        cells = [each.dictionary_decode() if pa.types.is_dictionary(each.type) else each for each in batch.columns]
        batch = pa.RecordBatch.from_arrays(cells, names=batch.schema.names)
    if batch.nbytes <= limits.characters:
        yield batch
    else:
        yield from (batch.slice(row, 1) for row in range(len(batch)))


def _batch_rows(metadata: pq.FileMetaData, file: IO[bytes]) -> int:
    """How many rows may be unpacked at a time, if each held the longest value that a dictionary may hold."""
    longest = 1
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(column)
            if chunk.physical_type == "BYTE_ARRAY" and chunk.total_uncompressed_size * _ROWS > _REPEATED:
                longest = max(longest, _dictionary_size(chunk, file))
    return max(1, min(_ROWS, _REPEATED // longest))


def _dictionary_size(chunk: pq.ColumnChunkMetaData, file: IO[bytes]) -> int:
    """Size of a dictionary unpacked: the second number at the beginning of its page (Thrift, compact)."""
    if not chunk.has_dictionary_page:
        return 1
    file.seek(chunk.dictionary_page_offset)
    match = _PAGE_HEADER.match(file.read(24))
    if match is None:
        return _REPEATED
    size: int = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(match[1]))
    return size >> 1


def _frame(batches: list[pa.RecordBatch], limits: Limits) -> pd.DataFrame:
    """Rows as pandas holds them; of a whole table with the types that pandas had written."""
    import pandas as pd
    import pyarrow as pa

    table = pa.Table.from_batches(batches)
    if len(set(table.column_names)) < len(table.column_names):
        table = table.rename_columns(name_once(table.column_names)).replace_schema_metadata()
    for place, field in enumerate(table.schema):
        mended = _mend(table.column(place))
        if mended is not None:
            table = table.set_column(place, field.name, mended)
    frame: pd.DataFrame
    if limits == WHOLE:
        try:
            frame = table.to_pandas()
        except (ValueError, TypeError, LookupError, AttributeError):
            # What pandas had written beside the rows is broken; the rows may not be.
            frame = table.to_pandas(ignore_metadata=True)
        frame = frame.reset_index(drop=all(name is None for name in frame.index.names))
    else:
        table = table.select([name for name in table.column_names if not _NO_INDEX.fullmatch(name)])
        frame = table.to_pandas(ignore_metadata=True, integer_object_nulls=True)
    frame.columns = pd.Index([str(column) for column in frame.columns])
    return frame


def _mend(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Text in place of what pandas cannot hold: bytes that are no UTF-8, days that no calendar of Python's has."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            cells = column.cast(pa.binary() if kind == pa.string() else pa.large_binary()).to_pylist()
            texts = [None if cell is None else cell.decode("utf-8", "replace") for cell in cells]
            return pa.chunked_array([pa.array(texts, kind)])
    elif pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return _write_out(column)
    return None


def _write_out(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Days as text if one of them lies outside the years 1 to 9999, else nothing."""
    import numpy as np
    import pyarrow as pa

    unit = {"date32[day]": "D", "date64[ms]": "ms"}.get(str(column.type)) or column.type.unit
    numbers = column.cast(pa.int32()) if unit == "D" else column
    days = numbers.cast(pa.int64()).fill_null(0).to_numpy().view(f"datetime64[{unit}]").astype("datetime64[D]")
    if not len(days) or np.datetime64("0001") <= days.min() <= days.max() < np.datetime64("10000"):
        return None
    return pa.chunked_array([pa.array(np.datetime_as_string(days), pa.string(), mask=column.is_null().to_numpy())])
