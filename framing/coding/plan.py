"""What is asked of a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.errors import TableError, UnknownNameError, did_you_mean
from framing.schema import VARIABLES, check

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon


@dataclass(frozen=True)
class Plan:
    """What is asked for, as in :func:`framing.draw_sample`."""

    n: int
    negatives: int | None
    by: tuple[str, ...]
    actors: tuple[str, ...]
    coders: tuple[str, ...]
    overlap: int | None
    variables: tuple[str, ...]
    seed: int
    most_articles: int


def check_plan(mentions: pd.DataFrame, lexicon: Lexicon, plan: Plan) -> None:
    """Raise if the sample cannot be drawn as asked.

    Raises
    ------
    TableError
        If a column is missing, there is nothing to draw from, or a number or a name does not do.
    UnknownNameError
        If an actor that was asked for does not occur.
    """
    check(mentions, ("article_id", "source", "actor", "label", "start", "end"), "mentions")
    for name in plan.by:
        if name not in mentions:
            raise TableError(
                f"mentions: column {name!r}, to draw by, is missing{did_you_mean(name, map(str, mentions.columns))}"
            )
    check(mentions, plan.by, "mentions")
    if mentions.empty:
        raise TableError("mentions: there are none to draw from; give those of a corpus that names the actors")
    _check_actors(mentions, lexicon, plan)
    _check_numbers(plan)
    names = [each.casefold() for each in plan.coders]
    if not names or len(set(names)) < len(names):
        raise TableError("draw_sample: coders are none, or two have one name; give each a name of its own")
    for name in plan.variables:
        if name not in VARIABLES:
            raise TableError(f"draw_sample: there is no variable {name!r}{did_you_mean(name, VARIABLES)}")
    if not plan.variables:
        raise TableError(f"draw_sample: variables are none; give some of {', '.join(VARIABLES)}")


def _check_actors(mentions: pd.DataFrame, lexicon: Lexicon, plan: Plan) -> None:
    for name in mentions["actor"].dropna().unique():
        if str(name) not in lexicon.by_actor:
            raise TableError(
                f"mentions: actor {str(name)!r} is not in lexicon {lexicon.name!r}; "
                "give the lexicon with which they were found"
            )
    for name in plan.actors:
        if name not in set(mentions["actor"]):
            raise UnknownNameError("actor among the mentions", name, map(str, mentions["actor"].unique()))


def _check_numbers(plan: Plan) -> None:
    if plan.n < 1:
        raise TableError(f"draw_sample: n is {plan.n}; give the number of units to code, such as 200")
    if plan.negatives is not None and not 0 <= plan.negatives < plan.n:
        raise TableError(
            f"draw_sample: negatives is {plan.negatives}; they are part of n, so give from 0 to {plan.n - 1}"
        )
    if plan.overlap is not None and plan.overlap < 0:
        raise TableError(f"draw_sample: overlap is {plan.overlap}; give the number of units that all coders get")
    if plan.seed < 0:
        raise TableError(f"draw_sample: seed is {plan.seed}; give 0 or more")
    if plan.most_articles < 1:
        raise TableError(f"draw_sample: most_articles is {plan.most_articles}; give 1 or more")
