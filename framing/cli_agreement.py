"""The verb that tells how far people who coded the same units agree, and where they part."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import framing
from framing.errors import OutputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Hashable, Iterable, Mapping

    import pandas as pd
    from rich.table import Table

#: Pairs of codes printed; the table of confusions holds all.
_SHOWN: Final = 8
_FORMATS: Final = ("pdf", "svg", "png")


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    agreement = verb(verbs, "agreement", _agreement, "how far coders of the same units agree, and where they part")
    agreement.add_argument(
        "sheets",
        metavar="SHEET",
        nargs="+",
        help="sheets coded by hand, one per coder, such as coding_anna.csv coding_ben.csv",
    )
    agreement.add_argument("--key", metavar="FILE", help="what was drawn (default: the .key.csv beside the sheets)")
    agreement.add_argument(
        "--by",
        action="append",
        metavar="COLUMN",
        help="column of the key to group by, such as kind (repeatable; default: source)",
    )
    agreement.add_argument("--out", metavar="DIR", help="write tables and the figure to this folder")
    agreement.add_argument("--seed", type=int, default=0, help="seed of the resampling (default: 0)")
    agreement.add_argument("--resamples", type=int, default=1000, help="resamples per interval (default: 1000)")


def _agreement(options: argparse.Namespace) -> int:
    from framing.coding.read_sheets import read_units
    from framing.measures.coded.disagreements import every_confusion
    from framing.results import make_folder
    from framing.terminal import tell

    if options.out:
        make_folder(options.out)
    codings = framing.read_codings(options.sheets, key=options.key)
    units = read_units(options.sheets, key=options.key)
    if units is None:
        tell(["no key beside the sheets: sources and articles are unknown, and units count as independent"])
    found = framing.coder_agreement(
        codings, units, by=options.by or "source", resamples=options.resamples, seed=options.seed
    )
    tables = {
        "agreement": found,
        "coder_confusion": every_confusion(codings, found["variable"].unique()),
        "disagreements": framing.disagreements(codings, units),
    }
    _print(tables)
    if options.out:
        tell(f"written: {path}" for path in _write(tables, Path(options.out)))
    return 0


def _write(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write the tables and the figure."""
    from framing.figures import plot_agreement, save_figure
    from framing.spreadsheets import write_csv

    written = []
    try:
        for name, table in tables.items():
            written.append(folder / f"{name}.csv")
            write_csv(table, written[-1])
        (folder / "figures").mkdir(exist_ok=True)
        written += save_figure(plot_agreement(tables["agreement"]), folder / "figures" / "agreement", _FORMATS)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --out") from error
    return written


def _print(tables: Mapping[str, pd.DataFrame]) -> None:
    """Print agreement on each variable, of each pair of coders and in each group, and where coders part most."""
    from rich.text import Text

    from framing.terminal import console
    from framing.terminal_text import printable

    out, found = console(), tables["agreement"]
    together = found["n_coders"] == found["n_coders"].max()
    whole = found["group"] == ""
    coders = found.loc[together, "coders"].iloc[0].replace(" | ", ", ")
    out.print()
    out.print(Text(f"agreement of {printable(coders)}", style="bold"))
    out.print(_by_variable(found[together & whole]))
    if not together.all():
        out.print(Text("alpha of each pair of coders", style="bold"))
        out.print(_crossed(found[~together & whole], "coders", "coders"))
    for group, rows in found[together & ~whole].groupby("group", sort=False):
        out.print(Text(f"alpha in each {printable(group)}", style="bold"))
        out.print(_crossed(rows, "name", group))
    parted = _parted(tables["coder_confusion"])
    if len(parted):
        n = tables["disagreements"]["unit_id"].nunique()
        told = f"{n} units on which coders part" if n > 1 else "1 unit on which coders part"
        out.print(Text("they part over  ", style="bold"), Text(told))
        out.print(_table(["variable", "codes", "times"], parted))
    out.print(
        Text(
            "Alpha is Krippendorff's; he asks for .800, and for .667 where conclusions are\n"
            "tentative (2019, ch. 12). Kappa is Cohen's for two coders, Fleiss' for more.\n"
            "Brackets hold 95 % intervals. Empty and unclear cells do not count; label, voice\n"
            "and stance are of units where coders see a mention.\n"
            "† few units, few articles, or few codes beside the commonest.",
            style="dim",
        )
    )


def _by_variable(found: pd.DataFrame) -> Table:
    """One row per variable, and per scale of stance: alpha, share agreed, kappa, and what they rest on."""
    rows = []
    for variable, measured in found.groupby("variable", sort=False):
        by: dict[str, Any] = {
            str(row["measure"]): row for row in measured.astype({"n_articles": object}).to_dict("records")
        }
        kappa = by.get("cohens_kappa") or by["fleiss_kappa"]
        articles = by["percent"]["n_articles"]
        counted = f"{by['percent']['n_units']}\n" + (f"{articles} articles" if isinstance(articles, int) else "")
        rows.append([str(variable), _cell(by["alpha_nominal"]), _cell(by["percent"]), _cell(kappa), counted])
        scales = (scale for scale in ("ordinal", "interval") if f"alpha_{scale}" in by)
        rows.extend([f"  {scale}", _cell(by[f"alpha_{scale}"]), "", "", ""] for scale in scales)
    return _table(["variable", "alpha", "share agreed", "kappa", "units"], rows)


def _crossed(found: pd.DataFrame, column: str, title: str) -> Table:
    """One row per group or pair of coders, one column per variable: alpha, the units it rests on, its interval."""
    variables = list(found["variable"].unique())
    nominal = found[found["measure"] == "alpha_nominal"]
    cells = {(row[column], row["variable"]): _cell(row, counted=True) for row in nominal.to_dict("records")}
    names = list(nominal[column].unique())
    rows = [[name, *(cells.get((name, variable), "") for variable in variables)] for name in names]
    return _table([title, *variables], rows)


def _parted(confusion: pd.DataFrame) -> list[list[str]]:
    """The codes that coders most often give instead of each other, whoever gives which."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in confusion.to_dict("records"):
        if row["first"] != row["second"]:
            one, other = sorted([row["first"], row["second"]])
            counts[row["variable"], one, other] += row["n_units"]
    # A mention that one coder does not see is told by the actor.
    kept = [(key, n) for key, n in counts.items() if key[0] != "mention"]
    most = sorted(kept, key=lambda each: (-each[1], each[0]))[:_SHOWN]
    return [[variable, f"{one} / {other}", str(n)] for (variable, one, other), n in most]


def _cell(row: Mapping[Hashable, Any], *, counted: bool = False) -> str:
    """An estimate above its interval, or why there is none."""
    n = f"\nn = {row['n_units']}" if counted else ""
    if math.isnan(row["value"]):
        return f"\u2013\n{row['flag'].split('; ')[-1]}{n}"
    return f"{_short(row['value'])}{' †' if row['flag'] else ''}\n[{_short(row['low'])}, {_short(row['high'])}]{n}"


def _short(value: float) -> str:
    """A coefficient without the zero before its point."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("0.", ".", 1).replace("1.00", "1")


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """A table of cells as they are."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from framing.terminal_text import printable

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text("\n".join(map(printable, cell.split("\n")))) for cell in row))
    return table
