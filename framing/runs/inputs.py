"""The files of a corpus, so that a run can tell whether they are still the same."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.corpus.files import STDIN, TABLES, find_sources
from framing.errors import CorpusError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.corpus.files import Source


class Seen(NamedTuple):
    """A file as it was when somebody looked."""

    name: str
    size: int
    modified: int


def input_sources(paths: Sequence[str | Path]) -> list[Source]:
    """Files of a corpus that can be read again.

    Raises
    ------
    CorpusError
        If there are none, or one is standard input or a pipe.
    """
    for path in paths:
        place = Path(path).expanduser()
        if str(path) == STDIN or (place.exists() and not place.is_file() and not place.is_dir()):
            raise CorpusError(
                f"{path}: a stream cannot be read again after a break; save the articles and name the file"
            )
    return find_sources(paths)


def look(sources: Sequence[Source]) -> list[Seen]:
    """Size and time of each file.

    Raises
    ------
    CorpusError
        If one is gone.
    """
    try:
        stats = [source.path.stat() for source in sources]
    except OSError as error:
        raise CorpusError(f"{error.filename}: the file is gone; give the same command again") from error
    return [Seen(source.name, stat.st_size, stat.st_mtime_ns) for source, stat in zip(sources, stats, strict=True)]


def fingerprint(sources: Sequence[Source]) -> dict[str, Any]:
    """Number, bytes and SHA-256 of the files of a corpus: names and contents, not where they lie or when written."""
    together = hashlib.sha256()
    size = 0
    for source in sources:
        content = "no file"
        try:
            # A pipe in a folder would keep us waiting.
            if source.path.is_file():
                with source.path.open("rb") as opened:
                    content = hashlib.file_digest(opened, "sha256").hexdigest()
                    size += opened.tell()
        except OSError as error:
            # A file without permission is an article that cannot be read; the run says so.
            content = (error.strerror or "").lower()
        together.update(f"{source.name}\0{content}\n".encode("utf-8", "surrogateescape"))
    return {"files": len(sources), "bytes": size, "sha256": together.hexdigest()}


def check_apart(paths: Sequence[str | Path], out: Path, tables: Sequence[str]) -> None:
    """Raise if the results would lie among the articles, where the next reading would take them for articles.

    Raises
    ------
    OutputError
        With a folder to choose instead.
    """
    target = out.resolve()
    for path in map(Path, paths):
        place = path.expanduser().resolve()
        within = place.is_dir() and target.is_relative_to(place)
        if within or any(place.is_relative_to(target / table) for table in tables):
            raise OutputError(
                f"{out}: results here would lie among the articles of {path} and be read as articles the next time;"
                f" name another folder, such as --out {place.parent / (place.stem + '-annotated')}"
            )


def expected_articles(sources: Sequence[Source]) -> int | None:
    """How many articles files hold, as far as that is told without reading them, else None."""
    import pyarrow as pa
    from pyarrow import parquet

    total = 0
    for source in sources:
        try:
            if source.kind == ".parquet":
                total += parquet.read_metadata(source.path).num_rows
            elif source.kind in (".jsonl", ".ndjson"):
                total += _lines(source.path)
            elif source.kind in TABLES:
                return None
            else:
                total += 1
        except (OSError, pa.ArrowException):
            return None
    return total


def _lines(path: Path) -> int:
    """Number of lines of a file, packed or not."""
    import pyarrow as pa

    with pa.input_stream(path, compression="detect", buffer_size=1 << 20) as opened:
        return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b""))
