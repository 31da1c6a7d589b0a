"""Metadata beside the texts: a table with one row per article or file."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.corpus.cells import as_text
from framing.corpus.columns import match_columns
from framing.corpus.files import TABLES, kind_of, read_bytes, strip_suffix
from framing.corpus.rows import COMPUTED
from framing.corpus.tables import read_table
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.corpus.files import Source
    from framing.corpus.rows import Origin, Part

logger = logging.getLogger("framing")

#: Names of the column that says which file a row is about.
FILE_COLUMNS: Final = ("file", "filename", "file_name", "path")


class Metadata(NamedTuple):
    """Values by article; ``folder`` is set for the metadata of a folder, to which its keys are relative."""

    name: str
    rows: dict[str, dict[str, str]]
    folder: Path | None = None


def read_metadata(path: str | Path, encoding: str | None, *, of_folder: bool = False) -> Metadata:
    """Metadata in a CSV or TSV file.

    Parameters
    ----------
    path : str or Path
        The file, with a column article_id or file and any others.
    encoding : str or None
        Name of its encoding when known.
    of_folder : bool
        Whether the file lies beside the texts that it is about.

    Raises
    ------
    CorpusError
        If the file is missing, is no CSV or TSV, or has no column that says which article is meant.
    """
    place = Path(path).expanduser()
    kind = kind_of(place)
    if not place.is_file():
        raise CorpusError(f"{path}: there is no such metadata file")
    if kind not in {".csv", ".tsv"}:
        raise CorpusError(f"{path}: metadata are read from .csv and .tsv; save the table as one of these")
    try:
        frame = read_table(read_bytes(place), kind, encoding).frame
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from error
    matched = match_columns([column for column in frame.columns if column not in FILE_COLUMNS], None, place.name)
    matched.pop("text", None)
    key = next((column for column in frame.columns if column.lower() in FILE_COLUMNS), matched.get("article_id"))
    if key is None:
        there = ", ".join(name[:60] for name in frame.columns[:20])
        raise CorpusError(
            f"{path}: no column says which article a row is about; the columns are: {there};"
            " name one of them article_id or file"
        )
    matched.pop("article_id", None)
    ours = {theirs: name for name, theirs in matched.items()}
    rest = [column for column in frame.columns if column != key and column not in COMPUTED]
    cells = {ours.get(column, column): [as_text(cell) for cell in frame[column]] for column in rest}
    keys = [as_text(cell).replace("\\", "/").removeprefix("./") for cell in frame[key]]
    values = {name: {column: cells[column][row] for column in cells} for row, name in enumerate(keys) if name}
    return Metadata(str(path), values, place.parent.absolute() if of_folder else None)


class Matcher:
    """Metadata on their way into the articles that they are about.

    Parameters
    ----------
    metadata : Metadata
        Values by article.
    sources : sequence of Source
        All files of the corpus: a bare file name stands for an article if only one file has it.
    """

    def __init__(self, metadata: Metadata, sources: Sequence[Source]) -> None:
        self._metadata = metadata
        self._places = {key: place for place, key in enumerate(metadata.rows)}
        self._columns = list(dict.fromkeys(column for row in metadata.rows.values() for column in row))
        self._unknown = set(metadata.rows)
        inside = [source for source in sources if _is_inside(source.path, metadata.folder)]
        bare = Counter(name for source in inside for name in {source.path.name, strip_suffix(source.path.name)})
        self._bare = {name for name, count in bare.items() if count == 1}

    def apply(self, part: Part) -> None:
        """Write the metadata into the rows of `part`; cells that a table of articles fills stay."""
        keys = self._find_keys(part)
        for column in self._columns:
            there = column in part.frame.columns
            found: list[Any] = part.frame[column].tolist() if there else [""] * len(part.frame)
            for index, names in enumerate(keys):
                for name in names:
                    value = self._metadata.rows[name][column]
                    if value and not (part.origins[index].table and as_text(found[index])):
                        found[index] = value
            part.frame[column] = found

    def report(self) -> None:
        """Log how many rows of the metadata were about no article."""
        if self._unknown:
            logger.warning(
                "%s: %d of %d ids are not in the corpus, the first is %r",
                self._metadata.name,
                len(self._unknown),
                len(self._places),
                min(self._unknown, key=self._places.__getitem__),
            )

    def _find_keys(self, part: Part) -> list[list[str]]:
        """Keys of the metadata that mean each row, in their order."""
        folder = self._metadata.folder
        names_of: dict[Origin, set[str] | None] = {}
        keys = []
        for article_id, origin in zip(part.frame["article_id"].tolist(), part.origins, strict=True):
            if origin not in names_of:
                bare = {origin.path.name, strip_suffix(origin.path.name)} & self._bare
                kind = ".csv" if origin.table else ""
                names_of[origin] = (
                    {*_names(origin.path, origin.name, folder, kind), *bare} & self._places.keys()
                    if _is_inside(origin.path, folder)
                    else None
                )
            names = names_of[origin]
            own = set() if names is None else names | ({str(article_id)} & self._places.keys())
            keys.append(sorted(own, key=self._places.__getitem__))
            self._unknown -= own
        return keys


def _is_inside(path: Path, folder: Path | None) -> bool:
    """Whether a file is one that the metadata of `folder` may be about."""
    return folder is None or folder in path.absolute().parents


def _names(path: Path, name: str, folder: Path | None, kind: str) -> set[str]:
    """Path of a file as metadata write it, with and without suffix."""
    if folder is not None:
        name = path.absolute().relative_to(folder).as_posix()
    # A table's rows are not named by the table without its suffix: that may be an article's id.
    return {name} if kind in TABLES else {name, strip_suffix(name), path.as_posix()}
