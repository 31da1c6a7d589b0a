"""The readable version of a table of numbers."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from framing.errors import TableError

#: Raised letters that point to notes, a to z without q.
MARKS: Final = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
#: Columns that others take up.
_TAKEN: Final = {"low", "high", "odds_ratio_low", "odds_ratio_high", "naive_low", "naive_high", "interval", "flag"}
#: Numbers that carry the interval of a row; the first that is there.
_ESTIMATES: Final = ("difference", "log_odds", "log_dice", "value")
#: Numbers on the scale of the measure: per cent where it is a share.
_ON_SCALE: Final = {"value", "against_value", "before", "after"}
#: Shares whatever the measure.
_ALWAYS_SHARES: Final = {"positive", "negative", "inertia_x", "inertia_y"}
_DIFFERENCES: Final = {"difference", "detectable", "change"}
_NAMES: Final = {
    "against_value": "Value (against)",
    "p": "p",
    "z": "z",
    "p_adjusted": "p (adjusted)",
    "p_equivalence": "p (equivalence)",
    "odds_ratio": "Odds ratio",
    "cohens_h": "Cohen's h",
    "detectable": "Detectable difference",
    "naive": "Naive (as found)",
    "per_1000_words": "Mentions per 1,000 words",
}
#: What is counted under its own name.
_COUNTED: Final = ("mentions", "articles", "attributions")
_SHARES: Final = "_share"
_NONE: Final = "\u2013"


def presented(table: pd.DataFrame) -> pd.DataFrame:
    """Make the readable version of a table of measures or of a comparison.

    Parameters
    ----------
    table : pandas.DataFrame
        A table that a measure returned, or any other; one that was presented already is returned as it is.

    Returns
    -------
    pandas.DataFrame
        A row for each row, all of text: the estimate with its interval ("42 % [31, 54]"), shares in per cent and
        their differences in percentage points (pp), p as "< .001" or ".032", numbers of mentions and articles as
        "1,204", a dash where there is none. Raised letters stand for warnings; ``attrs["notes"]`` lists what they,
        the brackets and the adjustment of p mean.

    Raises
    ------
    TableError
        If a column stands twice.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "source": ["North", "South"], "measure": "label_share", "value": [0.42, 0.004], "low": [0.31, 0.0],
    ...     "high": [0.54, 0.02], "p": [0.0004, 0.032], "flag": ["", "few mentions"]})
    >>> shown = presented(table)
    >>> shown
      Source          Value       p
    0  North  42 % [31, 54]  < .001
    1  South  0.4 % [0, 2]ᵃ    .032
    >>> shown.attrs["notes"][-1]
    'ᵃ few mentions.'
    """
    if "notes" in table.attrs:
        return table
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()][0]
        raise TableError(f"table: column {twice!r} stands twice; keep one of them")
    measures = table["measure"].astype(str) if "measure" in table.columns else pd.Series("", index=table.index)
    share = measures.str.endswith(_SHARES).to_numpy()
    flags = table["flag"].fillna("").astype(str) if "flag" in table.columns else pd.Series("", index=table.index)
    letters = _letters(flags)
    carrier = next((name for name in _ESTIMATES if name in table.columns), None)
    hidden = _TAKEN | ({"measure"} if measures.nunique() < 2 else set())
    found: dict[str, list[str]] = {}
    for column in _in_order(list(map(str, table.columns)), carrier):
        if column in hidden:
            continue
        cells = _cells(table, column, share, carrier)
        if column == carrier:
            marks = [",".join(letters[each] for each in letters if each in _warnings(flag)) for flag in flags]
            cells = [cell + mark for cell, mark in zip(cells, marks, strict=True)]
        found[_name(column) if _name(column) not in found else column] = cells
    shown = pd.DataFrame(found, dtype=object).reset_index(drop=True)
    shown.attrs["notes"] = _notes(table, measures, letters if carrier else {})
    return shown


def _in_order(columns: list[str], carrier: str | None) -> list[str]:
    """Columns with the naive estimate, as found, next to the corrected one."""
    if carrier is None or "naive" not in columns:
        return columns
    others = [name for name in columns if name != "naive"]
    at = others.index(carrier) + 1
    return [*others[:at], "naive", *others[at:]]


def p_value(p: float) -> str:
    """A p value in the style of the American Psychological Association.

    Examples
    --------
    >>> [p_value(p) for p in (0.0004, 0.032, 0.9999)]
    ['< .001', '.032', '> .999']
    """
    if p < 0.001:
        return "< .001"
    return "> .999" if p > 0.9994 else f"{p:.3f}".removeprefix("0")


def _cells(table: pd.DataFrame, column: str, share: Any, carrier: str | None) -> list[str]:  # noqa: ANN401 - an array
    cells = table[column]
    if pd.api.types.is_bool_dtype(cells) or not pd.api.types.is_numeric_dtype(cells):
        if column == "measure":
            cells = cells.str.replace("_", " ")
        return [_NONE if missing else str(cell) for cell, missing in zip(cells, cells.isna(), strict=True)]
    numbers = [float(cell) for cell in pd.to_numeric(cells).astype("float64")]
    if column in ("p", "p_adjusted", "p_equivalence"):
        return [_NONE if p != p else p_value(p) for p in numbers]  # noqa: PLR0124 - a number that is none
    if column in _ALWAYS_SHARES:
        units = ["%"] * len(numbers)
    elif column in _ON_SCALE | _DIFFERENCES | {"naive"}:
        # What was found stands on the scale of what was corrected.
        points = (carrier if column == "naive" else column) in _DIFFERENCES
        units = [("pp" if points else "%") if each else "" for each in share]
    else:
        whole = pd.api.types.is_integer_dtype(cells) or (column.startswith("n_") or column in ("n", "words"))
        units = ["whole" if whole else ""] * len(numbers)
    own = {name: (f"{name}_low", f"{name}_high") for name in ("odds_ratio", "naive")}
    ends = (own | {str(carrier): ("low", "high")}).get(column, ())
    if not set(ends) <= set(table.columns):
        ends = ()
    bounds = [pd.to_numeric(table[end], errors="coerce").astype("float64") for end in ends]
    return [
        _with_interval(number, unit, *places) for number, unit, *places in zip(numbers, units, *bounds, strict=True)
    ]


def _with_interval(number: float, unit: str, *ends: float) -> str:
    if pd.isna(number):
        return _NONE
    shown = _number(number, unit) + (f" {unit}" if unit in ("%", "pp") else "")
    if not ends or any(map(pd.isna, ends)):
        return shown
    return f"{shown} [{', '.join(_number(end, unit) for end in ends)}]"


def _number(number: float, unit: str) -> str:
    """A number with a minus sign: whole per cents, with a place where they would read as 0 or 100."""
    if number in (float("inf"), float("-inf")):
        return "∞" if number > 0 else "\u2212∞"
    if unit == "whole":
        written = f"{number:,.0f}" if number == round(number) else f"{number:,.2f}"
    elif unit in ("%", "pp"):
        per_cent = 100 * number
        near = round(per_cent) in (0, 100, -100) and abs(per_cent - round(per_cent)) >= 0.05
        written = f"{per_cent:.1f}" if near else f"{per_cent:.0f}"
    else:
        written = f"{number:.2f}"
    return written.replace("-", "\u2212") if float(written.replace(",", "")) else written.removeprefix("-")


def _name(column: str) -> str:
    """Heading of a column."""
    if column in _NAMES:
        return _NAMES[column]
    words = column.removeprefix("n_")
    before, side = "", ""
    if words != column:
        if words.startswith(("against_", "before_", "after_")):
            side, _, words = words.partition("_")
        before = "" if words in _COUNTED else "n "
    words = words.replace("_", " ")
    return (before + words if before else words.capitalize()) + (f" ({side})" if side else "")


def _warnings(flag: str) -> list[str]:
    return [warning for warning in flag.split("; ") if warning]


def _letters(flags: pd.Series[str]) -> dict[str, str]:
    """A letter for each warning, in the order of its first use; two from the twenty-sixth on."""
    warnings = dict.fromkeys(warning for flag in flags for warning in _warnings(flag))
    double = [first + second for first in MARKS for second in MARKS]
    return dict(zip(warnings, [*MARKS, *double], strict=False))


def _notes(table: pd.DataFrame, measures: pd.Series[Any], letters: dict[str, str]) -> list[str]:
    found = []
    if len(set(measures)) == 1 and measures.iloc[0]:
        found.append(f"Measure: {_MEASURED.get(measures.iloc[0], measures.iloc[0].replace('_', ' '))}.")
    if {"low", "high"} <= set(table.columns):
        cells = table["interval"].dropna().astype(str).tolist() if "interval" in table.columns else []
        kinds = "; ".join(sorted({kind for cell in cells for kind in cell.split(" | ")} - {""}))
        found.append(f"Intervals in brackets{' rest on ' if kinds else ''}{kinds}.")
    if measures.str.endswith(_SHARES).any() and _DIFFERENCES & set(map(str, table.columns)):
        found.append("pp: percentage points.")
    if "p_adjusted" in table.columns and table["p_adjusted"].notna().any():
        found.append("p (adjusted): after Benjamini and Hochberg (1995).")
    return [*found, *(f"{letter} {warning}." for warning, letter in letters.items())]


_MEASURED: Final = {"per_1000_words": "mentions per 1,000 words"}
