"""Sheets coded by hand to the table that validation and correction read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.coding.read_sheets import gather
from framing.coding.resolve import resolve_codings
from framing.errors import TableError
from framing.schema import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from framing.coding.read_sheets import Sheets

_log = logging.getLogger(__name__)
_PREDICTED: Final = ("actor", "label", "voice")


def read_gold(
    sheets: Sheets,
    *,
    key: str | Path | pd.DataFrame | None = None,
    design: str | Path | Mapping[str, Any] | None = None,
    probability: float | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Read coded sheets as the gold standard: one row per unit, with the codes that people settled on.

    Parameters
    ----------
    sheets : str, pathlib.Path, pandas.DataFrame, or a sequence of them
        Filled sheets, as :func:`read_codings` takes them; that of an adjudicator goes first. A sheet of one's own
        needs ``mention_id`` (or ``unit_id``), the columns coded, and ``probability``.
    key : str, pathlib.Path or pandas.DataFrame, optional
        What was drawn; by default the ``.key.csv`` beside the first sheet.
    design : str, pathlib.Path or mapping, optional
        What was to be coded; by default the ``.design.json`` beside the first sheet.
    probability : float, optional
        Probability of being drawn of units of which neither key nor sheet tells it: 1 if every unit was coded, n/N if
        n of N were drawn at random.
    mentions : pandas.DataFrame, optional
        Mentions that units of a sheet of one's own are among: they give source, article, place and what was
        predicted.

    Returns
    -------
    pandas.DataFrame
        `GOLD`, as :func:`resolve_codings` gives it. ``attrs["notes"]`` says in sentences what is to be known about
        it; they are logged, too. ``attrs["design"]`` is the design.

    Raises
    ------
    TableError
        If the sheets cannot be read (see :func:`read_codings`), if probabilities are missing, or if a mention is
        unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> sheet = pd.DataFrame({"mention_id": ["7:19"], "actor": ["none"]})
    >>> read_gold(sheet, probability=0.2)[["mention_id", "kind", "probability", "actor"]]
      mention_id     kind  probability actor
    0       7:19  mention          0.2  none
    """
    if probability is not None and not 0 < probability <= 1:
        raise TableError(f"probability: {probability} is not above 0 and up to 1; give 1 if every unit was coded")
    found = gather(sheets, design=design, key=key)
    units = found.units if found.units is not None else _own_units(found.rows, probability, mentions)
    gold = resolve_codings(found.codings, units)
    gold.attrs["design"] = found.design
    for note in gold.attrs["notes"]:
        _log.info("%s", note)
    return gold


def _own_units(rows: pd.DataFrame, probability: float | None, mentions: pd.DataFrame | None) -> pd.DataFrame:
    """Units of a sheet that came without a key, as its own columns and the mentions tell them."""
    told = rows.groupby("unit_id")["probability"]
    if (several := told.transform("nunique") > 1).any():
        raise TableError(
            f"coded units: sheets give unit {rows.loc[several, 'unit_id'].iloc[0]} different probabilities of being"
            " drawn; correct the one that is wrong"
        )
    rows = rows.assign(probability=told.transform("first")).drop_duplicates("unit_id").reset_index(drop=True)
    predicted = {name: rows.get(f"predicted_{name}", "") for name in _PREDICTED}
    columns = [name for name in UNITS if name in rows and name not in _PREDICTED]
    units = rows[columns].assign(**predicted)
    if mentions is not None:
        units = _from_mentions(units, mentions)
    units = units.assign(**{name: "" for name in UNITS if name not in units})[list(UNITS)]
    for name in ("start", "end", "population"):
        units[name] = pd.to_numeric(units[name], errors="coerce").fillna(-1).astype("int64")
    if probability is not None:
        units["probability"] = units["probability"].fillna(probability)
    return units


def _from_mentions(units: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Units of kind mention with what the table of mentions tells of them."""
    ids = units.get("mention_id", units["unit_id"]).astype(str)
    known = mentions.assign(mention_id=mentions["mention_id"].astype(str)).set_index("mention_id")
    ours = units["kind"] == "mention"
    if (strange := ids[ours & ~ids.isin(known.index)]).size:
        if "mention_id" not in units:
            raise TableError(
                f"coded units: nothing tells which mention unit {strange.iloc[0]!r} is; put the key that 'framing"
                " sample' wrote beside the sheet (.key.csv), or give a sheet of your own a column mention_id"
            )
        raise TableError(
            f"coded units: mention {strange.iloc[0]!r} is not in the table of mentions ({len(strange)} such);"
            " give the mentions that were coded"
        )
    told = {name: ids.map(known[name]).where(ours) for name in UNITS if name in known and name != "probability"}
    told = {name: cells.where(cells.notna(), units.get(name, "")) for name, cells in told.items()}
    return units.assign(mention_id=ids, **told)
