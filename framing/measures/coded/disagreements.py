"""Where people who coded the same units part: which codes they give for which, and the units themselves."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.coded.coder_codes import AGREED_ON, check_codings, codes_of, in_order, places_of
from framing.schema import VARIABLES, check

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

#: Columns of a table of disagreements.
_COLUMNS: Final = ("unit_id", "kind", "variable", "codes", "text", "note")


def coder_confusion(codings: pd.DataFrame, variable: str, first: str, second: str) -> pd.DataFrame:
    """Count how the codes that one person gives to units meet with those of another.

    Parameters
    ----------
    codings : pandas.DataFrame
        One row per unit and coder, as for `coder_agreement`.
    variable : {"mention", "actor", "label", "voice", "stance", "missed"}
        What was coded.
    first, second : str
        The two coders.

    Returns
    -------
    pandas.DataFrame
        One row per pair of codes that meet on a unit: ``variable``, ``coders`` (``anna | ben``), ``first`` and
        ``second`` (the codes of either coder), ``n_units`` and ``share`` (of the units that the first coder gave
        this code and the second any, 0 to 1). Units that one of them did not code, or left unclear, do not count.

    Raises
    ------
    TableError
        As for `coder_agreement`, and if both coders are the same.
    UnknownNameError
        If a coder or the variable does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({
    ...     "unit_id": ["u1", "u2", "u3", "u4"] * 2, "coder": ["anna"] * 4 + ["ben"] * 4,
    ...     "voice": ["own", "own", "direct", "indirect", "own", "indirect", "direct", None]})
    >>> coder_confusion(codings, "voice", "anna", "ben").drop(columns=["variable", "coders"])
        first    second  n_units  share
    0     own       own        1    0.5
    1     own  indirect        1    0.5
    2  direct    direct        1    1.0
    """
    check_codings(codings)
    if variable not in AGREED_ON:
        raise UnknownNameError("variable", variable, AGREED_ON)
    if first == second:
        raise TableError(f"coder_confusion: first and second are both {first!r}; name two coders")
    known = set(codings["coder"].astype(str))
    for name in (first, second):
        if name not in known:
            raise UnknownNameError("coder", name, known)
    both = codes_of(codings, variable).reindex(columns=[first, second]).dropna()
    counts = both.value_counts().to_dict()
    totals = both[first].value_counts()
    pairs = product(*(in_order(variable, both[name]) for name in (first, second)))
    rows = [
        {"first": one, "second": other, "n_units": counts[one, other], "share": counts[one, other] / totals[one]}
        for one, other in pairs
        if (one, other) in counts
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "n_units", "share"])
    table.insert(0, "variable", variable)
    table.insert(1, "coders", f"{first} | {second}")
    return table


def every_confusion(codings: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """Count how the codes of every pair of coders meet on each of these variables."""
    pairs = list(combinations(sorted(codings["coder"].unique()), 2))
    return pd.concat(
        [coder_confusion(codings, name, *pair) for name in variables for pair in pairs], ignore_index=True
    )


def disagreements(codings: pd.DataFrame, units: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the units on which people who coded them give different codes, to be read and talked over.

    Parameters
    ----------
    codings : pandas.DataFrame
        One row per unit and coder, as for `coder_agreement`.
    units : pandas.DataFrame, optional
        The units drawn, by ``unit_id``; their ``source`` and ``article_id`` are added.

    Returns
    -------
    pandas.DataFrame
        One row per unit and variable on which two codes differ: ``unit_id``, ``kind``, ``variable``, ``codes``
        (``anna: own | ben: indirect``), ``text`` with the words marked, ``note`` (those of the coders, with their
        names) and, if `units` are given, ``source`` and ``article_id``. Rows stand by variable, then by the codes, so
        that like cases can be read together. A code that lacks or is ``unclear`` differs from none.

    Raises
    ------
    TableError
        As for `coder_agreement`.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({
    ...     "unit_id": ["u1", "u2"] * 2, "coder": ["anna"] * 2 + ["ben"] * 2,
    ...     "voice": ["own", "own", "own", "indirect"],
    ...     "text": ["The ⟦rebels⟧ left.", "He fears ⟦terrorists⟧."] * 2, "note": ["", "", "", "he fears"]})
    >>> disagreements(codings).iloc[0].to_dict()["codes"]
    'anna: own | ben: indirect'
    """
    check_codings(codings)
    codings = codings.assign(unit_id=codings["unit_id"].astype(str))
    about = places_of(codings, None, ["kind", "text"]).reindex(columns=["kind", "text"])
    notes = _joined(codings.get("note"), codings)
    found: list[dict[str, Any]] = []
    for variable in VARIABLES:
        grid = codes_of(codings, variable)
        parted = grid[grid.nunique(axis=1).gt(1)]
        told = {str(unit): _told(row) for unit, row in parted.to_dict("index").items()}
        for unit in sorted(told, key=lambda unit: (told[unit], unit)):
            row = {"unit_id": unit, "variable": variable, "codes": told[unit], "note": notes.get(unit, "")}
            found.append({**row, "kind": about["kind"][unit], "text": about["text"][unit]})
    table = pd.DataFrame(found, columns=list(_COLUMNS))
    if units is None:
        return table
    check(units, ["unit_id"], "units")
    units = units.assign(unit_id=units["unit_id"].astype(str))
    return table.join(places_of(codings, units, ["source", "article_id"]), on="unit_id")


def _told(row: dict[Hashable, Any]) -> str:
    """Codes with their coders: "anna: own | ben: indirect"."""
    return " | ".join(f"{coder}: {code}" for coder, code in row.items() if isinstance(code, str))


def _joined(notes: pd.Series[Any] | None, codings: pd.DataFrame) -> dict[Any, str]:
    """Notes of all coders on each unit, with their names."""
    if notes is None:
        return {}
    written = pd.DataFrame({"unit_id": codings["unit_id"], "coder": codings["coder"].astype(str), "note": notes})
    written = written[written["note"].notna() & (written["note"].astype(str).str.strip() != "")]
    return {unit: _told(dict(zip(rows["coder"], rows["note"].astype(str), strict=True))) for unit, rows in
            written.sort_values("coder").groupby("unit_id")}  # fmt: skip
