"""Mentions that were found earlier, from wherever a verb wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from framing.errors import CorpusError
from framing.run_tables import open_run
from framing.schema import check
from framing.spreadsheets import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
#: Columns that a table of mentions cannot do without.
_NEEDED: Final = ("mention_id", "article_id", "source", "actor", "label", "start", "end")
_TEXTS: Final = ("mention_id", "article_id", "source", "published")
_AGAIN: Final = "give a folder that 'framing annotate' or 'framing compare' wrote, or a table of mentions"


def read_mentions(path: str | Path | pd.DataFrame, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read mentions that were found earlier.

    Parameters
    ----------
    path : str, pathlib.Path or pandas.DataFrame
        A folder that ``framing annotate`` or ``framing compare`` wrote, a table that ``framing mentions`` wrote
        (.csv, .tsv, .jsonl or .parquet), or a table that is already there.
    columns : sequence of str, optional
        Columns to read; by default all that there are.

    Returns
    -------
    pandas.DataFrame
        One row per mention, as `annotate` gives it.

    Raises
    ------
    CorpusError
        If there are no mentions to read.
    TableError
        If a column is missing.

    Examples
    --------
    >>> read_mentions("seeds")
    Traceback (most recent call last):
    ...
    framing.errors.CorpusError: seeds: no mentions are there; give a folder that 'framing annotate' or 'framing compare' wrote, or a table of mentions
    """  # noqa: E501
    if isinstance(path, pd.DataFrame):
        table = path
    elif (Path(path) / "mentions").is_dir():
        run = open_run(path)
        table = run.mentions(columns or run.columns("mentions"))
    else:
        table = _read(Path(path))
    check(table, columns or _NEEDED, "mentions")
    return table[list(columns)] if columns else table


def _read(path: Path) -> pd.DataFrame:
    """The table of a file, or of a folder of results."""
    file = path / "mentions.csv" if path.is_dir() else path
    if file.suffix not in _KINDS or not file.is_file():
        raise CorpusError(f"{path}: no mentions are there; {_AGAIN}")
    try:
        if file.suffix == ".parquet":
            return pd.read_parquet(file)
        if file.suffix in (".jsonl", ".ndjson"):
            return pd.read_json(file, orient="records", lines=True, dtype=dict.fromkeys(_TEXTS, str))
        separator = "\t" if file.suffix == ".tsv" else ","
        read = pd.read_csv(file, sep=separator, keep_default_na=False, dtype=dict.fromkeys(_TEXTS, str))
        return as_written(read)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{file}: the mentions cannot be read ({_said(error)}); {_AGAIN}") from error


def _said(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
