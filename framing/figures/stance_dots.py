"""Sources that have a place on a map of stances, and those that lack one."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.errors import TableError, UnknownNameError
from framing.schema import check

if TYPE_CHECKING:
    import pandas as pd

    from framing.figures.placement import Point


class Dot(NamedTuple):
    """One source: its name, value and interval on both axes, its mentions of both actors, its warnings."""

    name: str
    place: Point
    x: Point
    y: Point
    n: tuple[int, int]
    flags: tuple[str, ...]


def scored(stance: pd.DataFrame, actors: tuple[str, str], by: str, scorer: str | None) -> tuple[pd.DataFrame, str]:
    """Rows of the two actors by one scorer: the one asked for, or the only one."""
    columns = [by, "actor", "scorer", "value", "low", "high", "n_mentions", "n_articles", "flag"]
    check(stance, columns, "stance")
    if stance.empty:
        raise TableError("plot_stance_map: the table of stances has no rows; there is nothing to draw")
    scorers = sorted(map(str, stance["scorer"].unique()))
    if scorer is None and len(scorers) > 1:
        raise TableError(
            f"plot_stance_map: the table holds {len(scorers)} scorers ({', '.join(scorers)}); choose one with scorer="
        )
    if scorer is not None and scorer not in scorers:
        raise UnknownNameError("scorer", scorer, scorers)
    known = set(stance["actor"].astype(str))
    for actor in actors:
        if actor not in known:
            raise UnknownNameError("actor", actor, known)
    if actors[0] == actors[1]:
        raise TableError(f"plot_stance_map: x and y are both {actors[0]!r}; name two actors")
    chosen = scorer or scorers[0]
    rows = stance[(stance["scorer"].astype(str) == chosen) & stance["actor"].astype(str).isin(actors)]
    twice = rows.duplicated([by, "actor"])
    if twice.any():
        row = rows[twice].iloc[0]
        raise TableError(
            f"stance: {by} {row[by]!r} has actor {row['actor']!r} twice; draw a table with one row per {by}, actor"
            " and scorer"
        )
    return rows, chosen


def dots_of(rows: pd.DataFrame, actors: tuple[str, str], by: str) -> tuple[list[Dot], dict[str, list[str]]]:
    """Sources with a stance to both actors, and those that lack one, by the actor."""
    found: list[Dot] = []
    missing: dict[str, list[str]] = {actor: [] for actor in actors}
    for name, of in rows.groupby(rows[by].astype(str), sort=True, observed=True):
        cells: dict[str, Any] = {str(row["actor"]): row for row in of.to_dict("records")}
        lacking = [a for a in actors if a not in cells or not isfinite(float(cells[a]["value"]))]
        if lacking:
            for actor in lacking:
                missing[actor].append(str(name))
            continue
        one, other = (cells[actor] for actor in actors)
        # "against: few articles" and the like are warnings, too; each is printed once.
        flags = tuple(dict.fromkeys(f for row in (one, other) for f in str(row["flag"]).split("; ") if f))
        found.append(
            Dot(
                str(name), (float(one["value"]), float(other["value"])),
                (float(one["low"]), float(one["high"])), (float(other["low"]), float(other["high"])),
                (int(one["n_mentions"]), int(other["n_mentions"])), flags,
            )
        )  # fmt: skip
    return found, missing
