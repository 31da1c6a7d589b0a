"""A folder of results as it is found: what is missing or broken reads as empty."""

from __future__ import annotations

import json
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import CorpusError
from framing.spreadsheets import as_written

if TYPE_CHECKING:
    from pathlib import Path


class Results:
    """The record of a run, and its tables.

    Raises
    ------
    CorpusError
        If there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CorpusError(
                f"{folder}: this is no folder of results; give one that 'framing compare … --out' wrote"
            )
        self.folder = folder
        self._tables: dict[str, pd.DataFrame] = {}

    @cached_property
    def run(self) -> dict[str, Any]:
        """What ``run.json`` records."""
        return self._record("run.json")

    @cached_property
    def design(self) -> dict[str, Any]:
        """How the sample coded by hand was drawn."""
        return self._record("coding.design.json")

    def _record(self, name: str) -> dict[str, Any]:
        """A JSON file; empty if it is missing or broken."""
        try:
            found = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def text(self, *path: str) -> str:
        """A word or number recorded under these names, as text; nothing if there is none."""
        found: Any = self.run
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""

    def number(self, *path: str) -> float | None:
        """A number recorded under these names."""
        try:
            found = float(self.text(*path))
        except ValueError:
            return None
        return found if isfinite(found) else None

    def table(self, stem: str) -> pd.DataFrame:
        """A table; empty if it is missing or cannot be read."""
        if stem not in self._tables:
            try:
                read = pd.read_csv(
                    self.folder / f"{stem}.csv",
                    dtype=str,
                    keep_default_na=False,
                    na_values=[""],
                )
            except (OSError, ValueError):
                read = pd.DataFrame()
            self._tables[stem] = as_written(read)
        return self._tables[stem]

    def column(self, stem: str, name: str) -> pd.Series[Any]:
        """Filled cells of a column, as text."""
        table = self.table(stem)
        return table[name].dropna() if name in table.columns else pd.Series(dtype=str)

    def numbers(self, stem: str, name: str) -> pd.Series[Any]:
        """The numbers of a column."""
        return pd.to_numeric(self.column(stem, name), errors="coerce").dropna()
