"""Which files hold the articles, and what each article is called."""

from __future__ import annotations

import logging
import os
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.corpus.folders import list_files, printable
from framing.corpus.unpack import STDIN, read_bytes
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STDIN", "TABLES", "Source", "find_sources", "kind_of", "name_articles", "read_bytes", "strip_suffix"]

logger = logging.getLogger("framing")

TEXT: Final = (".txt", ".text")
PAGES: Final = (".html", ".htm")
TABLES: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
#: Suffixes that may be followed by ``.gz`` or ``.zst``.
ZIPPED: Final = (".txt", ".text", ".csv", ".tsv", ".jsonl", ".ndjson")
PACKINGS: Final = (".gz", ".zst")
SUFFIXES: Final = (*TEXT, *PAGES, *TABLES)
#: A file of this name that has no text column holds the metadata of the texts beside it.
FOLDER_METADATA: Final = "articles.csv"


class Source(NamedTuple):
    """A file to read.

    ``name`` is its path relative to the folder that was given (else its file name), with suffix;
    ``kind`` is its suffix in lower case without ``.gz``; ``direct`` says that it alone was asked for;
    ``fault`` why it is not opened.
    """

    place: str
    name: str
    kind: str
    direct: bool
    fault: str = ""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.place)

    @property
    def stem(self) -> str:
        """Name without suffix."""
        return strip_suffix(self.name)


def find_sources(paths: Sequence[str | Path]) -> list[Source]:
    """Files behind `paths`: folders are searched, in the order of names.

    Raises
    ------
    CorpusError
        If a path does not exist, or a folder holds nothing that can be read or mentions instead of texts.
    """
    sources: list[Source] = []
    for path in paths:
        place = Path(path).expanduser()
        if str(path) == STDIN:
            sources.append(Source(STDIN, "stdin", "", direct=len(paths) == 1))
        elif place.is_dir():
            _check_holds_texts(place)
            sources += _search(place)
        elif place.exists():
            sources.append(Source(str(place), printable(place.name), kind_of(place.name), direct=len(paths) == 1))
        else:
            raise CorpusError(f"{path}: there is no such file or folder{_nearest(place)}")
    return list({os.path.abspath(source.place): source for source in reversed(sources)}.values())[::-1]  # noqa: PTH100


def _check_holds_texts(folder: Path) -> None:
    """Raise if a folder holds the tables that `framing annotate` has made of a corpus."""
    if (folder / "run.json").is_file() and (folder / "mentions").is_dir():
        raise CorpusError(
            f"{folder}: framing annotate wrote this folder, and it holds mentions, not texts; measure them with"
            f" 'framing measure {folder} label_shares', or give the articles themselves"
        )


def kind_of(name: str | Path) -> str:
    """Suffix of a file name in lower case, without ``.gz`` or ``.zst``."""
    return os.path.splitext(_without_packing(str(name).lower()))[1]  # noqa: PTH122


def strip_suffix(name: str) -> str:
    """`name` without the suffix that says how to read it."""
    bare, suffix = os.path.splitext(_without_packing(name))  # noqa: PTH122
    return bare if suffix.lower() in SUFFIXES else bare + suffix


def _without_packing(name: str) -> str:
    """`name` without ``.gz`` or ``.zst``."""
    bare, suffix = os.path.splitext(name)  # noqa: PTH122
    return bare if suffix.lower() in PACKINGS else name


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
    for path, name, fault in list_files(folder):
        if _readable(name):
            found.append(Source(path, printable(name), kind_of(name), direct=False, fault=fault))
        else:
            others.append(printable(name))
    if not found:
        raise CorpusError(
            f"{folder}: no file in this folder can be read; files that end with {', '.join(SUFFIXES)} are"
            " (also .txt, .csv, .tsv and .jsonl with .gz or .zst); save the articles as one of these"
        )
    if others:
        logger.info("%s: files of other kinds are not read: %d, first %s", folder, len(others), others[0])
    return found


def _readable(name: str) -> bool:
    """Whether the name says that the file is read."""
    packed = name.lower().endswith(PACKINGS)
    return kind_of(name) in (ZIPPED if packed else SUFFIXES)


def _nearest(place: Path) -> str:
    """Sentence end that names the file most like `place` beside it."""
    try:
        names = sorted(path.name for path in place.parent.iterdir())
    except OSError:
        return ""
    near = get_close_matches(place.name, names, n=1, cutoff=0.6)
    return f". Did you mean {str(place.with_name(near[0]))!r}?" if near else ""
