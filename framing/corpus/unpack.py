"""Files to bytes: unpacked as they are read, with one error for all that can be wrong with them."""

from __future__ import annotations

import gzip
import sys
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, cast

from framing.corpus.limits import MAX_WHOLE, size_of
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What reading a file that is packed and broken may raise.
READ_ERRORS: Final = (EOFError, OSError, zlib.error)
#: Standard input, as a path.
STDIN: Final = "-"


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Bytes of a file, unpacked while they are read if its name ends with ``.gz`` or ``.zst``.

    Raises
    ------
    CorpusError
        If the file cannot be opened, or turns out to be broken while it is read.
    """
    if str(path) == STDIN:
        yield sys.stdin.buffer
        return
    packing = path.suffix.lower()
    try:
        with path.open("rb") as raw, _unpacked(raw, packing) as stream:
            yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CorpusError("the gzip file is broken or not complete; copy it again") from error
    except OSError as error:
        if error.errno is None and packing == ".zst":
            raise CorpusError("the zstd file is broken or not complete; copy it again") from error
        reason = (error.strerror or str(error)).lower()
        raise CorpusError(f"it cannot be opened ({reason}); check its permissions") from error


def _unpacked(raw: IO[bytes], packing: str) -> IO[bytes]:
    """Return a stream of what a packed file holds."""
    if packing == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if packing == ".zst":
        # Loaded here: few corpora are packed so.
        import pyarrow as pa

        return cast("IO[bytes]", pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd"))
    return raw


def read_bytes(path: Path, limit: int = MAX_WHOLE) -> bytes:
    """Read all that a file holds, unpacked.

    Raises
    ------
    CorpusError
        If the file cannot be read, or holds more than `limit` bytes.
    """
    with opened(path) as stream:
        return read_all(stream, limit)


def read_all(stream: IO[bytes], limit: int) -> bytes:
    """Read what is left of a stream, or raise a CorpusError if that is more than `limit` bytes."""
    raw = read_up_to(stream, limit + 1)
    if len(raw) > limit:
        raise CorpusError(f"it holds more than {size_of(limit)} bytes, and this kind of file is read whole")
    return raw


def read_up_to(stream: IO[bytes], count: int) -> bytes:
    """Read `count` bytes, or what there is."""
    pieces = []
    while count and (piece := stream.read(min(count, 1 << 20))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
