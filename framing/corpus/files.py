"""Which files hold the articles, and what each article is called."""

from __future__ import annotations

import gzip
import logging
import sys
import zlib
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger("framing")

TEXT: Final = (".txt", ".text")
PAGES: Final = (".html", ".htm")
TABLES: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
#: Suffixes that may be followed by ``.gz``.
ZIPPED: Final = (".txt", ".text", ".csv", ".tsv", ".jsonl", ".ndjson")
SUFFIXES: Final = (*TEXT, *PAGES, *TABLES)
#: Standard input, as a path.
STDIN: Final = "-"
#: A file of this name that has no text column holds the metadata of the texts beside it.
FOLDER_METADATA: Final = "articles.csv"


class Source(NamedTuple):
    """A file to read.

    ``name`` is its path relative to the folder that was given (else its file name), with suffix;
    ``kind`` is its suffix in lower case without ``.gz``; ``direct`` says that it alone was asked for.
    """

    path: Path
    name: str
    kind: str
    direct: bool

    @property
    def stem(self) -> str:
        """Name without suffix."""
        return strip_suffix(self.name)


def find_sources(paths: Sequence[str | Path]) -> list[Source]:
    """Files behind `paths`: folders are searched, in the order of names.

    Raises
    ------
    CorpusError
        If a path does not exist or a folder holds nothing that can be read.
    """
    sources: list[Source] = []
    for path in paths:
        place = Path(path).expanduser()
        if str(path) == STDIN:
            sources.append(Source(place, "stdin", "", direct=len(paths) == 1))
        elif place.is_dir():
            sources += _search(place)
        elif place.exists():
            sources.append(Source(place, place.name, kind_of(place), direct=len(paths) == 1))
        else:
            raise CorpusError(f"{path}: there is no such file or folder{_nearest(place)}")
    return list({source.path.absolute(): source for source in reversed(sources)}.values())[::-1]


def kind_of(path: Path) -> str:
    """Suffix of `path` in lower case, without ``.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def strip_suffix(name: str) -> str:
    """`name` without the suffix that says how to read it."""
    bare = name[:-3] if name.lower().endswith(".gz") else name
    suffix = Path(bare).suffix
    return bare.removesuffix(suffix) if suffix.lower() in SUFFIXES else bare


def read_bytes(path: Path) -> bytes:
    """Read what a file holds, unzipped if its name ends with ``.gz``.

    Raises
    ------
    CorpusError
        If the file cannot be read.
    """
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CorpusError(f"it cannot be opened ({reason}); check its permissions") from error
    if not path.name.lower().endswith(".gz"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError("the gzip file is broken or not complete; copy it again") from error


def name_articles(sources: Sequence[Source]) -> list[str]:
    """Name for each of the one-article files: without suffix, unless two would be called the same."""
    stems = Counter(source.stem for source in sources)
    names = [source.stem if stems[source.stem] == 1 else source.name for source in sources]
    taken = Counter(names)
    # Same name in two folders that were both given: the folder tells them apart.
    return [
        f"{_root(source)}/{name}" if taken[name] > 1 else name for source, name in zip(sources, names, strict=True)
    ]


def _root(source: Source) -> str:
    """Name of the folder that was given, or that the file lies in."""
    parts = source.path.absolute().parts
    return parts[-1 - len(Path(source.name).parts)]


def _search(folder: Path) -> list[Source]:
    """Readable files in `folder` and below, sorted by name; hidden ones are left out."""
    found: list[Source] = []
    others: list[str] = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith((".", "~$")) for part in name.split("/")) or not path.is_file():
            continue
        if _readable(path):
            found.append(Source(path, name, kind_of(path), direct=False))
        else:
            others.append(name)
    if not found:
        raise CorpusError(
            f"{folder}: no file in this folder can be read; files that end with {', '.join(SUFFIXES)} are"
            " (also .txt, .csv, .tsv and .jsonl with .gz); save the articles as one of these"
        )
    if others:
        logger.info("%s: files of other kinds are not read: %d, first %s", folder, len(others), min(others))
    return sorted(found, key=lambda source: source.name)


def _readable(path: Path) -> bool:
    """Whether the name says that the file is read."""
    zipped = path.name.lower().endswith(".gz")
    return kind_of(path) in (ZIPPED if zipped else SUFFIXES)


def _nearest(place: Path) -> str:
    """Sentence end that names the file most like `place` beside it."""
    try:
        names = sorted(path.name for path in place.parent.iterdir())
    except OSError:
        return ""
    near = get_close_matches(place.name, names, n=1, cutoff=0.6)
    return f". Did you mean {str(place.with_name(near[0]))!r}?" if near else ""
