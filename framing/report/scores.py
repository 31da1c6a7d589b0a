"""What coding by hand says of the numbers: rows of the tables of validation, agreement and correction."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from framing.report.folder import Results

#: What is validated, and the measures told of it.
MEASURES: Final = {
    "mention": ("precision", "recall", "f1"),
    "label": ("accuracy",),
    "voice": ("accuracy",),
    "stance": ("accuracy",),
}
#: Groups and actors that stand for all of them.
_ALL: Final = ("", "all")
#: Tables that hold uncorrected numbers beside corrected ones: the column corrected, and what it holds.
_CORRECTED: Final = {
    "corrected": ("value", "estimates"),
    "corrected_comparison": ("difference", "differences"),
    "comparison": ("difference", "differences"),
}
#: Below this adjusted p, errors are said to differ.
_LEVEL: Final = 0.05
_NAN: Final = float("nan")


class Score(NamedTuple):
    """A number with its interval, and on how many coded units it rests; NaN where it could not be estimated."""

    name: str
    value: float
    low: float
    high: float
    n: int
    flag: str

    def told(self, *, per_cent: bool = True) -> str:
        """The number with its interval in brackets, as far as there is one."""
        scale, digits, unit = (100, 0, " %") if per_cent else (1, 2, "")
        ends = (
            ""
            if isnan(self.low) or isnan(self.high)
            else ", ".join(f"{scale * end:.{digits}f}" for end in (self.low, self.high))
        )
        told = f"{scale * self.value:.{digits}f}{unit}{f' [{ends}]' if ends else ''}"
        return told.replace("-", "\u2212")

    @property
    def known(self) -> bool:
        """Whether it could be estimated."""
        return not isnan(self.value)


def is_validated(results: Results) -> bool:
    """Whether somebody coded units by hand: the tables that say so are there, though they may hold no estimate."""
    measures = {name for names in MEASURES.values() for name in names}
    return bool(measures & set(results.column("validation", "measure"))) or bool(moved(results))


def is_corrected(results: Results) -> bool:
    """Whether any estimate was corrected by coded units."""
    return any(each.n for each in moved(results))


def overall(results: Results, variable: str, measure: str, actor: str = "") -> Score | None:
    """The score of the whole corpus, of one actor or of all."""
    actors = (actor,) if actor else _ALL
    found = _rows(results, variable, measure)
    if found.empty:
        return None
    found = found[found["group"].isin(_ALL) & found["class"].isin(_ALL) & found["actor"].isin(actors)]
    return _score(found.iloc[0], actor) if len(found) else None


def actors(results: Results) -> list[str]:
    """Actors whose mentions were validated, in the order of the table."""
    found = _rows(results, "mention", "precision")
    return [name for name in dict.fromkeys(found["actor"]) if name not in _ALL] if len(found) else []


def by_source(results: Results, variable: str, measure: str) -> list[Score]:
    """The score of each source, from the lowest; those that could not be estimated come last."""
    found = _rows(results, variable, measure)
    if found.empty:
        return []
    found = found[(found["group"] == "source") & found["class"].isin(_ALL) & found["actor"].isin(_ALL)]
    scores = [_score(row, row["name"]) for _, row in found.iterrows()]
    return sorted(scores, key=lambda score: (not score.known, score.value if score.known else 0, score.name))


def alphas(results: Results) -> tuple[list[Score], int]:
    """Krippendorff's alpha of each variable among all coders, and how many these are."""
    table = _filled(results, "agreement", "variable", "group", "measure", "n_coders")
    if table.empty:
        return [], 0
    found = table[table["group"].isin(_ALL) & (table["measure"] == "alpha_nominal")]
    numbers = pd.to_numeric(found["n_coders"], errors="coerce")
    # Of three coders or more there are rows for each two of them as well.
    found = found[numbers == numbers.max()].drop_duplicates("variable")
    return [_score(row, row["variable"]) for _, row in found.iterrows()], int(numbers.max()) if len(found) else 0


def differing(results: Results) -> tuple[int, int]:
    """In how many tests the errors of one source differ from those of the others, of all actors, and of how many."""
    table = _filled(results, "validation_tests", "actor", "name", "group", "p_adjusted")
    if table.empty:
        return 0, 0
    found = table[(table["name"] != "") & (table["group"] == "source") & table["actor"].isin(_ALL)]
    p = pd.to_numeric(found["p_adjusted"], errors="coerce").dropna()
    return int((p < _LEVEL).sum()), len(p)


class Moved(NamedTuple):
    """Of `n` corrected numbers, how many have the naive one outside; `unknown` more could not be corrected.

    `found_only` of the corrected ones hold for the mentions that were found alone, as no other words were coded.
    """

    what: str
    n: int
    outside: int
    unknown: int
    found_only: int


def moved(results: Results) -> list[Moved]:
    """How far correction moved the numbers."""
    found = []
    for stem, (centre, what) in _CORRECTED.items():
        table = results.table(stem)
        if not {centre, "low", "high", "naive"} <= set(table.columns):
            continue
        value, low, high, naive = (
            pd.to_numeric(table[name], errors="coerce") for name in (centre, "low", "high", "naive")
        )
        known = value.notna() & low.notna() & high.notna() & naive.notna()
        outside = known & ((naive < low) | (naive > high))
        flags = table["flag"].fillna("").astype(str) if "flag" in table else pd.Series("", index=table.index)
        only = known & flags.str.contains("found mentions only")
        counts = (known, outside, naive.notna() & value.isna(), only)
        found.append(Moved(what, *(int(each.sum()) for each in counts)))
    return [each for each in found if each.n or each.unknown]


def _rows(results: Results, variable: str, measure: str) -> pd.DataFrame:
    """Rows of a measure of a variable; empty cells hold no text."""
    table = _filled(results, "validation", "variable", "actor", "group", "name", "class", "measure")
    return table[(table["variable"] == variable) & (table["measure"] == measure)] if len(table) else table


def _filled(results: Results, stem: str, *columns: str) -> pd.DataFrame:
    """A table of text; an empty one if it lacks a column."""
    table = results.table(stem)
    return table.fillna("") if set(columns) <= set(table.columns) else pd.DataFrame()


def _score(row: pd.Series[Any], name: str) -> Score:
    """A row as numbers."""
    value, low, high, n = (
        float(pd.to_numeric(row.get(key, _NAN), errors="coerce")) for key in ("value", "low", "high", _units(row))
    )
    return Score(str(name), value, low, high, 0 if isnan(n) else int(n), str(row.get("flag", "")))


def _units(row: pd.Series[Any]) -> str:
    """The column that counts coded units."""
    return "n_coded" if "n_coded" in row.index else "n_units"
