"""What people coded by hand says of a comparison: how good it is, and what it would be without errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.coding.gold import read_gold
from framing.coding.read_sheets import read_codings, read_units
from framing.measures import (
    coder_agreement,
    corrected_measures,
    disagreements,
    validate,
)
from framing.measures.coded.corrected_contrasts import Asked, corrected_comparison
from framing.measures.coded.disagreements import every_confusion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from framing.measures import Validation

#: Measures that are corrected.
_CORRECTED: Final = ("label_share", "category_share", "label_valence", "voice_share")


class CodedByHand(NamedTuple):
    """Tables that rest on coding by hand; those of agreement are empty where one person coded alone."""

    validation: Validation
    agreement: pd.DataFrame
    coder_confusion: pd.DataFrame
    disagreements: pd.DataFrame
    corrected: pd.DataFrame
    corrected_comparison: pd.DataFrame
    drawn: pd.DataFrame


def coded_by_hand(
    gold: pd.DataFrame | Sequence[str | Path],
    mentions: pd.DataFrame,
    scored: pd.DataFrame,
    differences: pd.DataFrame,
    actors: Sequence[str],
    margin: float | None,
    options: Mapping[str, Any],
) -> CodedByHand:
    """Validate and correct `mentions`, all that were found, by coded units or by the sheets that hold them.

    `differences` are those of sources as found, by valence and by label.
    """
    sheets = None if isinstance(gold, pd.DataFrame) else list(gold)
    table = gold if isinstance(gold, pd.DataFrame) else _gold(list(gold), mentions)
    named = sorted(set(actors) & set(mentions["actor"]))
    stances = _stances(table, scored)
    corrected = [corrected_measures(mentions, table, name, actor=named, **options) for name in _CORRECTED]
    if stances is not None:
        corrected.append(corrected_measures(mentions, table, "stance", actor=named, scored=stances, **options))
    level = options.get("level", 0.95)
    compared = [
        corrected_comparison(
            rows,
            mentions,
            table,
            Asked(str(name), named, None, None, margin if name == "label_share" else None, level),
        )
        for name, rows in differences.groupby("measure", sort=False)
    ]
    return CodedByHand(
        validate(table, mentions, scored=stances, **options),
        *_agreement(sheets, options),
        pd.concat(corrected, ignore_index=True),
        pd.concat(compared, ignore_index=True) if compared else pd.DataFrame(),
        _drawn(sheets),
    )


def _gold(sheets: list[str | Path], mentions: pd.DataFrame) -> pd.DataFrame:
    """Sheets as one code per unit; those without a key know their mentions by their ids alone."""
    return read_gold(sheets, mentions=mentions)


def _drawn(sheets: list[str | Path] | None) -> pd.DataFrame:
    """What was drawn, if the key is known."""
    units = None if sheets is None else read_units(sheets)
    return pd.DataFrame() if units is None else units


def _stances(gold: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame | None:
    """The stances of the first scorer, if people coded stance, too."""
    if scored.empty or not gold["stance"].fillna("").ne("").any():
        return None
    first: pd.DataFrame = scored[scored["scorer"] == scored["scorer"].iloc[0]]
    return first


def _agreement(
    sheets: list[str | Path] | None, options: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """How far coders agree, which codes meet, where they part; empty if no two of them coded the same units."""
    codings = pd.DataFrame() if sheets is None else read_codings(sheets)
    if codings.empty or codings.groupby("unit_id")["coder"].nunique().max() < 2:
        return pd.DataFrame(), pd.DataFrame(), pd.DataFrame()
    units = None if sheets is None else read_units(sheets)
    found = coder_agreement(codings, units, **options)
    return found, every_confusion(codings, found["variable"].unique()), disagreements(codings, units)
