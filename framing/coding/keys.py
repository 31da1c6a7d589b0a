"""What stands beside a coding sheet: the key that tells what was drawn, and the design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import TableError
from framing.schema import UNITS, check
from framing.spreadsheets import as_written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBERS = ("start", "end", "population")


def name_and_stem(path: Path, paths: Sequence[Path]) -> tuple[str, str]:
    """Who filled a sheet, and the stem of the files beside it.

    ``coding_anna.csv`` is Anna's if ``coding.design.json`` or ``coding.key.csv`` is there; without both the sheets'
    names are compared; what follows their last shared ``_`` tells whose they are.
    """
    cuts = _cut(path.stem)
    for stem in (path.stem, *cuts):
        if any((path.parent / f"{stem}{end}").exists() for end in (".design.json", ".key.csv")):
            return path.stem[len(stem) + 1 :], stem
    shared = [cut for cut in cuts if len(paths) > 1 and all(each.stem.startswith(f"{cut}_") for each in paths)]
    if shared or cuts:
        stem = (shared or cuts)[0]
        return path.stem[len(stem) + 1 :], stem
    return (path.stem if len(paths) > 1 else ""), path.stem


def _cut(stem: str) -> list[str]:
    """The stem without its last part, its last two parts, and on."""
    parts = stem.split("_")
    return ["_".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]


def read_design(design: str | Path | Mapping[str, Any] | None, paths: Sequence[Path]) -> dict[str, Any]:
    """The design given, or the one beside the first sheet; nothing if there is none."""
    if design is not None and not isinstance(design, (str, Path)):
        return dict(design)
    path = _beside(design, paths, ".design.json")
    if path is None:
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise TableError(
            f"{path}: the design cannot be read ({error}); take the one 'framing sample' wrote"
        ) from error
    parts = [found.get(name, {}) for name in ("variables", "labels")] if isinstance(found, dict) else [None]
    if not all(isinstance(part, dict) for part in parts):
        raise TableError(f"{path}: this is no design of a sample; take the one that 'framing sample' wrote")
    return found


def read_key(key: str | Path | pd.DataFrame | None, paths: Sequence[Path]) -> pd.DataFrame | None:
    """The key given, or the one beside the first sheet; None if there is none."""
    if isinstance(key, pd.DataFrame):
        return _units(key, "key")
    path = _beside(key, paths, ".key.csv")
    if path is None:
        return None
    try:
        table = as_written(pd.read_csv(path, dtype=str, keep_default_na=False))
    except (OSError, ValueError) as error:
        raise TableError(f"{path}: the key cannot be read ({error}); take the one 'framing sample' wrote") from error
    return _units(table, path.name)


def _beside(given: str | Path | None, paths: Sequence[Path], end: str) -> Path | None:
    """The file given, or the first that stands beside one of the sheets."""
    if given is not None:
        return Path(given)
    beside = (path.parent / f"{name_and_stem(path, paths)[1]}{end}" for path in paths)
    return next((path for path in beside if path.exists()), None)


def _units(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A key with all columns of units, their types, and units that are there once."""
    check(table, ("unit_id", "kind", "probability"), name)
    units = table.assign(**{column: "" for column in UNITS if column not in table})[list(UNITS)].copy()
    for column in _NUMBERS:
        units[column] = pd.to_numeric(units[column], errors="coerce").fillna(-1).astype("int64")
    units["probability"] = pd.to_numeric(units["probability"], errors="coerce")
    for column in set(UNITS) - {*_NUMBERS, "probability"}:
        units[column] = units[column].fillna("").astype(str).astype(object)
    twice = units.loc[units["unit_id"].duplicated(), "unit_id"]
    if len(twice):
        raise TableError(f"{name}: unit {twice.iloc[0]!r} is there twice; take the key that 'framing sample' wrote")
    wrong = units[~units["probability"].between(0, 1, inclusive="right")]
    if len(wrong):
        raise TableError(
            f"{name}: unit {wrong['unit_id'].iloc[0]!r} lacks a probability above 0 and up to 1; "
            "take the key that 'framing sample' wrote"
        )
    return units.reset_index(drop=True)
