"""What to know before the numbers of a validation are used, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.measures.coded.validation_scores import NO_NEGATIVES, limit_of_recall
from framing.measures.effects import Estimate, detectable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from framing.measures.coded.coded_rows import Lookup
    from framing.measures.coded.validation import Validation


def notes_of(found: Validation, looked_up: Lookup, mentions: pd.DataFrame, *, scored: bool) -> list[str]:
    """Say what is not covered, what has changed, and what the tests could not have seen."""
    return [
        *_missing(looked_up.rows, scored=scored),
        *_changes(looked_up, mentions, found.about["design"]),
        *_uncovered(looked_up.rows, mentions),
        *_power(found.tests, float(found.about["level"])),
    ]


def _missing(rows: pd.DataFrame, *, scored: bool) -> Iterator[str]:
    """Units and variables without codes."""
    n = int(rows.loc[rows["actor"] == "", "unit"].nunique())
    if n:
        yield f"{_units(n)} not coded or unclear, and left out."
    n = int(rows.loc[rows["period"] == "", "unit"].nunique())
    if n and (rows["period"] != "").any():
        yield f"{_units(n)} without a date, and in no period."
    limit = limit_of_recall(rows)
    if limit == NO_NEGATIVES:
        yield (
            "No unit was coded in which nothing had been found: recall and F1 cannot be told, and precision says"
            " nothing about what is missed. Draw candidates and sentences, too."
        )
    elif limit:
        yield f"Recall is an upper bound: it counts {_left_out(limit)}."
    for variable in ("voice", "stance"):
        coded = rows[variable] != ""
        if coded.any() and not (coded & (rows[f"found_{variable}"] != "")).any():
            why = "the mentions hold none" if variable == "voice" or scored else "no scores were given"
            yield f"{variable.capitalize()} was coded, and is not validated: {why}."
    silent = (rows["stance"] != "") & (rows["found_stance"] == "") & (rows["found_actor"] == rows["actor"])
    if scored and silent.any():
        yield f"{_units(int(silent.sum()), 'coded mention')} left out, for the scorer tells no stance there."


def _left_out(limit: str) -> str:
    """What recall counts and what it does not."""
    if limit.startswith("found"):
        return "what was found or rejected, and no mention in words that the lexicon lacks"
    return "no mention among the words that the lexicon rejected"


def _changes(looked_up: Lookup, mentions: pd.DataFrame, design: Mapping[str, Any]) -> Iterator[str]:
    """What differs between the mentions drawn from and those given."""
    if looked_up.n_lost:
        yield f"Of the sample, {_units(looked_up.n_lost, 'mention')} no longer found, and counted as not found."
    if looked_up.n_changed:
        n = _units(looked_up.n_changed, "mention")
        yield f"Of the sample, {n} found as another actor or label than when drawn."
    now = looked_up.rows["kind"].eq("candidate") & looked_up.rows["found_actor"].ne("")
    if now.any():
        n = _units(int(now.sum()), "candidate")
        yield f"Of the sample, {n} found as a mention by now, and counted as found."
    drawn_from = design.get("population", {}).get("mention")
    if drawn_from is not None and drawn_from != len(mentions):
        yield (
            f"The sample was drawn from {drawn_from:,} mentions; there are {len(mentions):,} now. Mentions that are"
            " new had no chance to be drawn, and nothing here speaks of them: draw a sample of them as well."
        )


def _uncovered(rows: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[str]:
    """Sources of which nothing was coded."""
    lacking = sorted(
        {str(name) for name in mentions["source"].unique()} - set(rows.loc[rows["actor"] != "", "source"])
    )
    if lacking:
        more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
        yield f"No unit was coded of {len(lacking)} of the sources: {', '.join(lacking[:8])}{more}."


def _power(tests: pd.DataFrame, level: float) -> Iterator[str]:
    """How large a difference would have been seen."""
    told = tests[(tests["name"] != "") & tests["difference"].notna() & (tests["actor"] == "")]
    for group, of in told.groupby("group", sort=False):
        parts = []
        for (variable, measure), rows in of.groupby(["variable", "measure"], sort=False):
            columns = (rows[name].to_numpy(dtype=np.float64) for name in ("difference", "low", "high"))
            least = detectable(Estimate(*columns), level)
            ends = " to ".join(dict.fromkeys(f"{100 * end:.0f}" for end in (least.min(), least.max())))
            parts.append(f"{measure} of {variable} {ends}")
        yield (
            f"To be seen in four of five samples like this one, a {group} would have had to differ from the rest by"
            f" so many points: {', '.join(parts)}. That no difference was seen does not make errors equal."
        )


def _units(n: int, named: str = "unit") -> str:
    """Count units, with a verb that fits."""
    return f"1 {named} is" if n == 1 else f"{n:,} {named}s are"
