"""Metadata beside the texts: a table with one row per article or file."""

from __future__ import annotations

import logging
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.corpus.columns import match_columns
from framing.corpus.dates import parse_date
from framing.corpus.files import kind_of, read_bytes, strip_suffix
from framing.corpus.rows import COMPUTED, as_text
from framing.corpus.tables import read_table
from framing.errors import CorpusError

if TYPE_CHECKING:
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
        there = ", ".join(frame.columns)
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


def apply_metadata(part: Part, metadata: Metadata) -> None:
    """Write `metadata` into the rows of `part`; cells that a table of articles fills stay."""
    rows_of = _index(part, metadata.folder)
    unknown = [key for key in metadata.rows if key not in rows_of]
    if unknown:
        logger.warning(
            "%s: %d of %d ids are not in the corpus, the first is %r",
            metadata.name, len(unknown), len(metadata.rows), unknown[0],
        )  # fmt: skip
    columns = dict.fromkeys(column for row in metadata.rows.values() for column in row)
    for column in columns:
        found: list[Any] = part.frame[column].tolist() if column in part.frame.columns else [""] * len(part.frame)
        for key, row in metadata.rows.items():
            value = parse_date(row[column]) if column == "published" else row[column]
            for index in rows_of.get(key, ()) if value else ():
                if not (part.origins[index].table and as_text(found[index])):
                    found[index] = value
        part.frame[column] = found


def _index(part: Part, folder: Path | None) -> dict[str, list[int]]:
    """Rows by every name that metadata may use for them: id, path, and file name where unique."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    bare: dict[str, list[int]] = defaultdict(list)
    for index, (article_id, origin) in enumerate(zip(part.frame["article_id"], part.origins, strict=True)):
        names = {str(article_id), *_names(origin, folder)}
        if folder is not None and folder not in origin.path.absolute().parents:
            continue
        for name in names:
            rows_of[name].append(index)
        base = origin.path.name
        for name in {base, strip_suffix(base)} - names:
            bare[name].append(index)
    unique = {name: rows for name, rows in bare.items() if len({part.origins[row].path for row in rows}) == 1}
    return {**unique, **rows_of}


def _names(origin: Origin, folder: Path | None) -> list[str]:
    """Path of a file as metadata write it, with and without suffix."""
    name = origin.name
    if folder is not None and folder in origin.path.absolute().parents:
        name = origin.path.absolute().relative_to(folder).as_posix()
    # A table's rows are not named by the table without its suffix: that may be an article's id.
    return [name] if origin.table else [name, strip_suffix(name), origin.path.as_posix()]
