"""Codes of several coders side by side: what each gave the same unit, what was not given left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, did_you_mean
from framing.schema import NO_ACTOR, OTHER_LABEL, UNCLEAR, VARIABLES, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Whether a coder sees a mention of any actor at all: it follows from ``actor``.
MENTION: Final = "mention"

#: What coders can agree on, in the order of tables.
AGREED_ON: Final = (MENTION, *VARIABLES)

#: Codes that have an order of their own; others stand by the alphabet, and these two at the end.
_ORDERED: Final = {"stance": VOCABULARY["stance_class"], "voice": VOCABULARY["voice"]}
_LAST: Final = (OTHER_LABEL, NO_ACTOR)


def check_codings(codings: pd.DataFrame) -> None:
    """Raise unless `codings` has one row per unit and coder, two coders, and something to compare."""
    check(codings, ["unit_id", "coder"], "codings")
    if not set(VARIABLES) & set(codings.columns):
        raise TableError(f"codings: there is no column of codes; needed is one of {', '.join(VARIABLES)}")
    for column in ("unit_id", "coder"):
        if codings[column].isna().any():
            raise TableError(f"codings: column {column!r} has an empty cell; every row needs one")
    twice = codings.duplicated(["unit_id", "coder"])
    if twice.any():
        row = codings[twice].iloc[0]
        raise TableError(
            f"codings: coder {row['coder']!r} has two rows for unit {row['unit_id']!r}; keep one of them"
        )
    coders = sorted(set(codings["coder"].astype(str)))
    if len(coders) < 2:
        who = f"only {coders[0]!r} has coded" if coders else "nobody has coded"
        raise TableError(
            f"codings: {who}; agreement needs two coders of the same units: let a second person code a copy of the"
            " sheet, or draw a sample with two coders and an overlap"
        )


def codes_of(codings: pd.DataFrame, variable: str) -> pd.DataFrame:
    """One row per unit and one column per coder with codes; empty where a code lacks or is ``unclear``."""
    column = "actor" if variable == MENTION else variable
    if column not in codings.columns:
        return pd.DataFrame(index=pd.Index([], name="unit_id"))
    cells = codings[column].astype(object)
    cells = cells.where(cells.notna(), "").astype(str).str.strip()
    given = ~cells.isin(["", UNCLEAR])
    if variable == MENTION:
        cells = cells.where(cells == NO_ACTOR, MENTION)
    elif variable == "missed":
        cells = cells.map(_missed)
    coded = pd.DataFrame({"unit_id": codings["unit_id"], "coder": codings["coder"].astype(str), "code": cells})
    return coded[given].pivot(index="unit_id", columns="coder", values="code").sort_index()  # noqa: PD010


def in_order(variable: str, codes: Iterable[str]) -> list[str]:
    """Codes of a variable in the order of tables."""
    known = [*_ORDERED.get(variable, ()), *_LAST]
    ranks = {code: rank for rank, code in enumerate(known)}
    first = 0 if variable in _ORDERED else -1
    return sorted(set(codes), key=lambda code: (ranks.get(code, first), code))


def places_of(codings: pd.DataFrame, units: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    """Those of `columns` that are known of the units, from `units` or else the codings, by unit."""
    places = codings.drop_duplicates("unit_id").set_index("unit_id").sort_index()
    if units is None:
        return places[[column for column in columns if column in places.columns]].replace("", np.nan)
    check(units, ["unit_id"], "units")
    if units["unit_id"].duplicated().any():
        unit = units.loc[units["unit_id"].duplicated(), "unit_id"].iloc[0]
        raise TableError(f"units: unit {unit!r} stands there twice; one row per unit is needed")
    lacking = sorted(set(places.index) - set(units["unit_id"]))
    if lacking:
        raise TableError(
            f"units: {len(lacking)} of the units coded are not there, such as {lacking[0]!r}; give the key that was"
            " written with the sheet"
        )
    known = units.set_index("unit_id").reindex(places.index)
    for column in columns:
        if column not in known.columns and column not in places.columns:
            raise TableError(f"units: column {column!r} is missing{did_you_mean(column, map(str, units.columns))}")
    return pd.DataFrame(
        {column: known[column] if column in known.columns else places[column] for column in columns},
        index=places.index,
    ).replace("", np.nan)


def _missed(cell: str) -> str:
    """Actors and labels that a coder lists for a sentence, as a set: order, repetitions and voices do not count."""
    entries = (entry.split(":") for entry in cell.split(";"))
    return "; ".join(sorted({": ".join(part.strip() for part in parts[:2]) for parts in entries if any(parts)}))
