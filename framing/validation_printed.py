"""A validation for people who read it in a terminal."""

from __future__ import annotations

import math
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.table import Table
from rich.text import Text

from framing.terminal import console
from framing.terminal_text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from rich.console import Console

    from framing.measures import Validation

#: What is printed for each actor and source.
_SHOWN: Final = (("mention", "precision"), ("mention", "recall"), ("label", "accuracy"), ("voice", "accuracy"))
_ERRORS_SHOWN: Final = 8
_WIDTH: Final = 80


def print_validation(found: Validation) -> None:
    """Print scores by actor and source, what differs between sources, and the heaviest errors."""
    out, scores = console(), found.scores
    out.width = min(out.width, _WIDTH)
    for title, rows, column in (
        ("by actor", scores[scores["group"] == ""], "actor"),
        ("by source", scores[(scores["group"] == "source") & (scores["actor"] == "")], "name"),
        ("by period", scores[(scores["group"] == "period") & (scores["actor"] == "")], "name"),
    ):
        if len(rows):
            _print_scores(out, title, rows, column)
    _print_tests(out, found.tests)
    _print_errors(out, found.errors)
    out.print(
        Text(
            "Shares are weighted by one over the probability of being drawn; brackets hold\n"
            "95 % intervals over articles; n counts coded units.\n"
            "† few articles or few coded units (under 10). - too few coded units (under 5).",
            style="dim",
        )
    )


def _print_scores(out: Console, title: str, scores: pd.DataFrame, column: str) -> None:
    """One row for each name in a column."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", overflow="fold", min_width=8)
    cells = {(row[column], row["variable"], row["measure"]): row
             for row in scores[scores["class"] == ""].to_dict("records")}  # fmt: skip
    shown = [key for key in _SHOWN if any((name, *key) in cells for name in scores[column])]
    for variable, measure in shown:
        table.add_column(f"{variable}\n{measure}", no_wrap=True)
    for name in sorted(set(scores[column])):
        table.add_row(Text(printable(name or "all")), *(Text(_cell(cells.get((name, *key)))) for key in shown))
    out.print(table)


def _cell(row: Mapping[Any, Any] | None) -> str:
    """A share with its interval, and below it how many units it rests on."""
    if row is None:
        return "-"
    n = f"n={row['n_coded']}"
    if not math.isfinite(row["value"]):
        return f"-\n{n}"
    few = " †" if "few" in row["flag"] or "one article" in row["flag"] else ""
    return f"{100 * row['value']:.0f} %{few}\n[{100 * row['low']:.0f}, {100 * row['high']:.0f}] {n}"


def _print_tests(out: Console, tests: pd.DataFrame) -> None:
    """What differs between parts of the corpus, all actors together."""
    out.print(Text("do errors differ?", style="bold"))
    told = tests[(tests["actor"] == "") & tests["p_adjusted"].notna()]
    if told.empty:
        out.print("too little was coded to tell; that is no sign that they do not")
    for row in told[told["name"] == ""].to_dict("records"):
        out.print(f"{row['measure']} of {row['variable']}, between {row['group']}s: p = {row['p_adjusted']:.3f}")
    for row in told[(told["name"] != "") & (told["p_adjusted"] < 0.05)].to_dict("records"):
        points = f"{100 * row['difference']:+.0f} points [{100 * row['low']:+.0f}, {100 * row['high']:+.0f}]"
        named = f"{printable(row['name'])} against the rest, {row['measure']} of {row['variable']}"
        out.print(Text(f"{named}: {points}, p = {row['p_adjusted']:.3f}"))
    if len(told):
        out.print(Text("p are adjusted for the number of tests (Benjamini-Hochberg)", style="dim"))
    out.print()


def _print_errors(out: Console, errors: pd.DataFrame) -> None:
    """The errors that stand for the most units."""
    shown: Sequence[dict[Any, Any]] = errors.head(_ERRORS_SHOWN).to_dict("records")
    out.print(Text("errors that weigh most  ", style="bold"), Text(f"{len(shown)} of {len(errors)}"))
    for row in shown:
        head = (
            f"{printable(row['source'])}: found {row['found']}; coded {row['coded']} (stands for {row['weight']:.0f})"
        )
        out.print(
            Text(head), Text(f"  {shorten(printable(row['text']), 150, placeholder=' …')}", style="dim"), sep="\n"
        )
    out.print()
