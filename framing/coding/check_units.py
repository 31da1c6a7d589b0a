"""Units of coding sheets: that each is one of those drawn, there once, with its own text and probability."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

from framing.errors import TableError

_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9]+")
#: Spreadsheets save as many digits as they show.
_ROUNDED: Final = 1e-3


def check_unit_ids(table: pd.DataFrame, units: pd.DataFrame | None, name: str) -> pd.DataFrame:
    """The table with ids of units that are there once, and in the key if there is one.

    Raises
    ------
    TableError
        If the column is missing or an id is empty, there twice, or not in the key.
    """
    if "unit_id" not in table and "mention_id" in table:
        table = table.assign(unit_id=table["mention_id"])
    if "unit_id" not in table:
        raise TableError(
            f"{name}: column 'unit_id' is missing, and nothing else tells which row is which unit; put the column of"
            " the sheet that 'framing sample' wrote back"
        )
    ids = table["unit_id"].str.strip()
    table = table.assign(unit_id=ids)
    if (empty := table.index[ids == ""]).size:
        raise TableError(f"{name}: row {empty[0]} has no unit_id; put the one of the sheet as it was written back")
    twice = table[table.duplicated(["unit_id", "coder"])]
    if len(twice):
        unit = twice["unit_id"].iloc[0]
        rows = " and ".join(map(str, table.index[(ids == unit) & (table["coder"] == twice["coder"].iloc[0])][:2]))
        raise TableError(f"{name}: unit {unit} is in rows {rows}; delete one of them")
    if units is not None and (strange := table[~ids.isin(units["unit_id"])]).size:
        raise TableError(
            f"{name}: row {strange.index[0]}: unit {strange['unit_id'].iloc[0]} is not among those drawn"
            f" ({len(strange)} such rows); give the sheet and the key of one sample"
        )
    return table


def check_same_text(rows: pd.DataFrame) -> None:
    """Raise if the words of a unit are others in another sheet; marks that an encoding lacks do not count."""
    plain = rows["text"].map(lambda text: _NOT_PLAIN.sub("", text))
    told = rows.assign(plain=plain)[plain != ""]
    several = told.groupby("unit_id")["plain"].transform("nunique") > 1
    if several.any():
        unit = told.loc[several, "unit_id"].iloc[0]
        sheets = " and ".join(told.loc[told["unit_id"] == unit, "sheet"].unique()[:2])
        raise TableError(f"{sheets}: the text of unit {unit} is not the same; put the text as it was drawn back")


def with_probability(rows: pd.DataFrame, units: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with probabilities as numbers, those of the key where there is one.

    Raises
    ------
    TableError
        If a probability is not above 0 and up to 1, or not that of the key.
    """
    told = rows["probability"].str.strip().str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(told.where(told != "", None), errors="coerce").astype(float)
    wrong = rows[(told != "") & ~numbers.between(0, 1, inclusive="right")]
    if len(wrong):
        raise TableError(
            f"{wrong['sheet'].iloc[0]}: unit {wrong['unit_id'].iloc[0]} has the probability"
            f" {wrong['probability'].iloc[0]!r}; a probability of being drawn is above 0 and up to 1"
        )
    if units is not None:
        drawn = rows["unit_id"].map(units.set_index("unit_id")["probability"]).astype(float)
        differs = rows[numbers.notna() & ~np.isclose(numbers, drawn, rtol=_ROUNDED, atol=0)]
        if len(differs):
            first = differs.index[0]
            raise TableError(
                f"{rows['sheet'][first]}: unit {rows['unit_id'][first]} has the probability {told[first]}, and"
                f" {drawn[first]:.6g} in the key; give the sheet and the key of one sample"
            )
        numbers = drawn
    return rows.assign(probability=numbers)
