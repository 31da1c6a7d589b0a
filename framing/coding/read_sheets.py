"""Coding sheets that come back: who coded which unit how, whatever the file and the order of its rows."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from framing.coding.check_codes import check_codes, codes_of
from framing.coding.check_units import check_same_text, check_unit_ids, with_probability
from framing.coding.keys import name_and_stem, read_design, read_key
from framing.coding.sheet_files import read_sheet
from framing.errors import TableError
from framing.schema import CODINGS, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Sheets = str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame]

_log = logging.getLogger(__name__)


class Gathered(NamedTuple):
    """Sheets as they were read: their codings, all cells of their rows, and what stands beside them."""

    codings: pd.DataFrame
    rows: pd.DataFrame
    units: pd.DataFrame | None
    design: dict[str, Any]


def read_codings(
    sheets: Sheets,
    *,
    design: str | Path | Mapping[str, Any] | None = None,
    key: str | Path | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Read what people coded by hand.

    Parameters
    ----------
    sheets : str, pathlib.Path, pandas.DataFrame, or a sequence of them
        Sheets that ``framing sample`` wrote, filled: CSV (parted by commas, semicolons or tabs), TSV or XLSX; exports
        of Label Studio (.json) or doccano (.jsonl); or tables. Keys (``.key.csv``) among them are passed over. A
        coder is called as the file is: ``coding_anna.csv`` is Anna's; a column ``coder`` says otherwise.
    design : str, pathlib.Path or mapping, optional
        What was to be coded; by default the ``.design.json`` beside the first sheet. Without it actors and labels
        are taken as they are.
    key : str, pathlib.Path or pandas.DataFrame, optional
        What was drawn; by default the ``.key.csv`` beside the first sheet.

    Returns
    -------
    pandas.DataFrame
        `CODINGS`, one row per unit and coder, in the order of the sheets. Codes are written as in the codebook and
        are None where nothing was decided; ``unclear`` stays as a code. ``probability`` is that of being drawn, above
        0 and up to 1, empty where neither sheet nor key tells it.

    Raises
    ------
    TableError
        If a file cannot be read, holds merged cells or formulas, or lacks ``unit_id``; if a unit is there twice or
        not in the key, if its text is another one in another sheet, or if its probability is not that of the key; if
        a cell is no code; if two sheets have one coder; if nothing is coded at all.

    Examples
    --------
    >>> import pandas as pd
    >>> sheet = pd.DataFrame({"unit_id": ["a1", "b2"], "kind": "mention", "actor": [" None ", ""]})
    >>> read_codings(sheet)[["unit_id", "coder", "actor"]]
      unit_id    coder actor
    0      a1  coder 1  none
    1      b2  coder 1  None
    """
    return gather(sheets, design=design, key=key).codings


def read_units(sheets: Sheets, *, key: str | Path | pd.DataFrame | None = None) -> pd.DataFrame | None:
    """What was drawn: the key given, or the one beside the first sheet; None if there is none.

    Parameters
    ----------
    sheets : str, pathlib.Path, pandas.DataFrame, or a sequence of them
    key : str, pathlib.Path or pandas.DataFrame, optional

    Returns
    -------
    pandas.DataFrame or None
        `UNITS`, one row per unit drawn. Texts are ``""`` where there are none; ``start`` and ``end`` count the
        characters of the article.
    """
    return read_key(key, paths_of(sheets))


def gather(
    sheets: Sheets,
    *,
    design: str | Path | Mapping[str, Any] | None = None,
    key: str | Path | pd.DataFrame | None = None,
) -> Gathered:
    """The codings of all sheets, checked, with their rows as read and the key and the design beside them."""
    given = _listed(sheets)
    paths = paths_of(given)
    plan = read_design(design, paths)
    units = read_key(key, paths)
    names = _coders([each for each in given if isinstance(each, Path)])
    parts = []
    for number, each in enumerate(given, start=1):
        name = each.name if isinstance(each, Path) else f"table {number}"
        table = _with_coders(_texts(each), names.get(name, "") or f"coder {number}")
        table = _with_columns(check_unit_ids(table, units, name), units)
        parts.append(check_codes(table, codes_of(plan), name).assign(sheet=name))
    _refuse_shared(parts)
    rows = pd.concat(parts, ignore_index=True).fillna("")
    check_same_text(rows)
    rows = with_probability(rows, units)
    codings = rows[list(CODINGS)].astype({name: object for name in CODINGS if name != "probability"})
    for variable in VARIABLES:
        codings[variable] = pd.Series([cell or None for cell in rows[variable]], dtype=object)
    if codings[list(VARIABLES)].isna().all(axis=None):
        read = ", ".join(each.name if isinstance(each, Path) else "table" for each in given)
        raise TableError(f"{read}: nothing is coded yet; fill {', '.join(VARIABLES)}")
    for sheet, part in rows.groupby("sheet", sort=False):
        if not (part[list(VARIABLES)] != "").any(axis=None):
            _log.warning("%s: nothing is coded in this sheet", sheet)
    return Gathered(codings, rows, units, plan)


def paths_of(sheets: Sheets) -> list[Path]:
    """The files among sheets."""
    return [each for each in _listed(sheets) if isinstance(each, Path)]


def _listed(sheets: Sheets) -> list[Path | pd.DataFrame]:
    """Sheets one by one; files as paths, keys left out."""
    some: Iterable[Any] = [sheets] if isinstance(sheets, (str, Path, pd.DataFrame)) else sheets
    listed = [each if isinstance(each, pd.DataFrame) else Path(each) for each in some]
    kept = [each for each in listed if isinstance(each, pd.DataFrame) or ".key." not in each.name]
    if not kept:
        raise TableError("there is no coding sheet; give those that 'framing sample' wrote, such as coding_anna.csv")
    return kept


def _coders(paths: list[Path]) -> dict[str, str]:
    """Who filled each file, by its name; nobody where the name tells nothing."""
    return {path.name: name_and_stem(path, paths)[0] for path in paths}


def _texts(sheet: Path | pd.DataFrame) -> pd.DataFrame:
    """All cells of a sheet as texts, empty ones as ``""``."""
    if isinstance(sheet, Path):
        return read_sheet(sheet)
    table = sheet.rename(columns=lambda name: str(name).strip().lower()).reset_index(drop=True)
    texts = {name: [_cell(value) for value in table[name]] for name in table.columns}
    return pd.DataFrame(texts, columns=table.columns, index=table.index, dtype=object)


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN


def _with_coders(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table with the coder of each row: that of its column, else that of the file."""
    told = table["coder"].str.strip() if "coder" in table else pd.Series("", index=table.index)
    return table.assign(coder=told.where(told != "", name))


def _with_columns(table: pd.DataFrame, units: pd.DataFrame | None) -> pd.DataFrame:
    """The table with all columns of codings; the kind of a unit is that of the key."""
    wanted = {name: "" for name in CODINGS if name not in table}
    table = table.assign(**wanted)
    kinds = table["kind"].str.strip().str.lower()
    if units is not None:
        kinds = table["unit_id"].map(units.set_index("unit_id")["kind"])
    return table.assign(kind=kinds.where(kinds != "", "mention"))


def _refuse_shared(parts: list[pd.DataFrame]) -> None:
    """Raise if two sheets are of one coder: whose codes would count is not told."""
    whose: dict[str, str] = {}
    for part in parts:
        sheet = str(part["sheet"].iloc[0]) if len(part) else ""
        for coder in part["coder"].unique():
            if coder in whose:
                raise TableError(
                    f"{whose[coder]} and {sheet} are both by {coder!r}; rename one, such as coding_anna.csv and"
                    " coding_ben.csv, or leave one out"
                )
            whose[coder] = sheet
