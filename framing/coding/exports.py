"""Rows of exports of annotation tools: what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def list_of(value: object, kind: type, where: str) -> list[Any]:
    """A list of things of a kind, empty where there is none.

    Raises
    ------
    TableError
        If it is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        raise TableError(f"{where}: this is not what the program exports; export the project anew")
    return value


def as_row(cells: Mapping[Any, Any], columns: Sequence[str]) -> dict[str, str]:
    """Those of `columns` that are there, as texts."""
    return {name: "" if cells[name] is None else str(cells[name]) for name in columns if name in cells}


def one_per_coder(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of which the last of each unit and coder is kept, where its unit is told."""
    kept: dict[object, dict[str, str]] = {}
    for number, row in enumerate(rows):
        told = (row["unit_id"], row.get("coder", "")) if "unit_id" in row else number
        kept[told] = row
    return list(kept.values())


def table_of(rows: list[dict[str, str]], path: Path, otherwise: str) -> pd.DataFrame:
    """Rows as a table; they go by their number, from 1."""
    if not rows:
        raise TableError(f"{path}: nobody has coded a task in this export; {otherwise}")
    table = pd.DataFrame(rows, index=range(1, len(rows) + 1), dtype=object)
    return table.where(table.notna(), "")
