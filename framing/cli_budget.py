"""The verb that tells, before anybody codes, how much coding by hand a question needs."""

from __future__ import annotations

import math
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import framing
from framing.errors import TableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import pandas as pd

#: Numbers of units reckoned with where none are asked for.
_UNITS: Final = "50,100,200,400,800"
#: Longest name of a group that leaves room for the columns, in a terminal of 80.
_NAME: Final = 16
_NONE: Final = "\u2013"
_WIDTH: Final = 80


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    budget = verb(verbs, "budget", _budget, "how many units to code: expected intervals, and power to see a gap")
    budget.add_argument(
        "run", metavar="RUN", help="a folder of 'framing annotate' or 'framing compare', or a table of mentions"
    )
    budget.add_argument("--actor", required=True, metavar="ACTOR", help="the actor whose naming is compared")
    budget.add_argument(
        "--label",
        required=True,
        action="append",
        metavar="LABEL",
        help="the label whose share is asked for (repeatable: their share together)",
    )
    budget.add_argument("--by", default="source", metavar="COLUMNS", help="groups compared (default: source)")
    budget.add_argument(
        "--voice", action="append", choices=("own", "indirect", "direct", "attributed"), help="in this voice alone"
    )
    budget.add_argument(
        "--n", default=_UNITS, metavar="NUMBERS", help=f"units to code, as for 'framing sample' (default: {_UNITS})"
    )
    budget.add_argument("--gap", type=float, default=0.1, help="difference of shares to be seen (default: 0.1)")
    budget.add_argument(
        "--error",
        type=float,
        default=0.15,
        help="share of wrong ones among mentions found with the label (default: 0.15)",
    )
    budget.add_argument(
        "--gold", action="append", metavar="SHEET", help="sheets of a pilot, whose errors count instead (repeatable)"
    )
    budget.add_argument("--key", metavar="FILE", help="what the pilot drew (default: the .key.csv beside its sheets)")
    budget.add_argument("--out", metavar="FILE", help="write the table: .csv, .tsv, .jsonl or .parquet")
    budget.add_argument("--figure", metavar="FILE", help="write the figure: .pdf, .svg or .png")


def _budget(options: argparse.Namespace) -> int:
    from framing.cli_tables import write_table
    from framing.terminal import print_table, tell

    mentions = framing.read_mentions(options.run)
    gold = framing.read_gold(options.gold, key=options.key, mentions=mentions) if options.gold else None
    by = [name.strip() for name in options.by.split(",") if name.strip()]
    table = framing.coding_budget(
        mentions,
        actor=options.actor,
        label=options.label,
        by=by,
        voice=options.voice,
        gold=gold,
        error=options.error,
        n=_numbers(options.n),
        gap=options.gap,
    )
    title = f"{options.actor}, {', '.join(options.label)}: half-width in points, power in %"
    print_table(_shown(table, by), title, rows=len(table))
    tell(_told(options))
    if options.out:
        write_table(table, options.out)
        tell([f"written: {options.out}"])
    if options.figure:
        tell(f"written: {path}" for path in _drawn(table, by, options.figure))
    return 0


def _numbers(given: str) -> list[int]:
    """Numbers of units as given on the command line."""
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() for part in parts):
        raise TableError(f"--n {given}: give whole numbers parted by commas, such as {_UNITS}")
    return [int(part) for part in parts]


def _shown(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row per group: mentions, the share found, and for each n the half-width and the power."""
    import pandas as pd

    name = ", ".join(by)
    rows = []
    for key, of in table.groupby(by, sort=False):
        words = ", ".join(map(str, key))
        cells = {f"n={int(row['n'])}": _cell(row) for row in of.to_dict("records")}
        first = of.iloc[0]
        rows.append({
            name: words if len(words) <= _NAME else f"{words[: _NAME - 1]}\u2026",
            "mentions": int(first["n_mentions"]), "found": f"{100 * first['share']:.0f}%", **cells,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _cell(row: dict[Any, Any]) -> str:
    """Half-width and power, or what stands for none."""
    if math.isnan(row["half_width"]):
        return _NONE
    power = _NONE if math.isnan(row["power"]) else f"{100 * row['power']:.0f}%"
    return f"\u00b1{100 * row['half_width']:.0f} {power}"


def _told(options: argparse.Namespace) -> list[str]:
    """What the numbers mean, and what comes next, in lines that a terminal holds."""
    errors = (
        "those of the pilot" if options.gold else f"{100 * options.error:g} of 100 found with the label are wrong"
    )
    words = (
        f"\u00b1: 95 % interval of the corrected share; %: power to see a gap of {100 * options.gap:g} points to all"
        f" other groups; {_NONE}: fewer than ten coded units expected. Errors reckoned with: {errors}. Units are"
        " drawn as 'framing sample' draws them, from mentions of all actors; a quarter are words and sentences that"
        " were not counted."
    )
    return [*wrap(words, _WIDTH), f"next: framing sample {quote(options.run)} --n N --by {options.by},label,voice"]


def _drawn(table: pd.DataFrame, by: list[str], path: str) -> list[str]:
    """Write the figure, with what goes with it."""
    from pathlib import Path

    from framing.figures import plot_coding_budget, save_figure

    file = Path(path)
    form = file.suffix.removeprefix(".")
    if form not in ("pdf", "svg", "png"):
        raise TableError(f"--figure {path}: figures are written as .pdf, .svg or .png; name such a file")
    return [str(each) for each in save_figure(plot_coding_budget(table, by=by), file.with_suffix(""), [form])]
