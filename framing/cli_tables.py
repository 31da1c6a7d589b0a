"""The tables that verbs of the command line read and write, and the bar while they work."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

import framing
from framing.errors import FramingError, OutputError, UnknownNameError
from framing.schema import ARTICLES
from framing.spreadsheets import write_csv

#: As in `framing.measures.periods`, whose import would make a start slow.
PERIODS: Final = ("day", "week", "month", "quarter", "year")

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    import pandas as pd
    from rich.progress import Progress, ProgressColumn


def read_given(options: argparse.Namespace) -> pd.DataFrame:
    """Read the articles that the options of a verb name."""
    hear_reader()
    return framing.read_articles(
        options.articles, columns=columns_of(options.column), metadata=options.metadata, encoding=options.encoding
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Give a verb what says how articles are to be read."""
    parser.add_argument(
        "--column", action="append", default=[], metavar="OURS=THEIRS", help="column of a table, as text=body"
    )
    parser.add_argument("--metadata", metavar="FILE", help="CSV with article_id and source, published, title …")
    parser.add_argument("--encoding", help="encoding of the files, if they are not UTF-8")


def add_sheets(parser: argparse.ArgumentParser) -> None:
    """Give a verb filled sheets, their key, and the run whose mentions they check."""
    parser.add_argument(
        "sheets", metavar="SHEET", nargs="+", help="filled sheets; an adjudicated one first (keys are passed over)"
    )
    parser.add_argument(
        "run", metavar="RUN", help="a folder of 'framing annotate' or 'framing compare', or a table of mentions"
    )
    parser.add_argument("--key", metavar="FILE", help="what was drawn (default: the .key.csv beside the sheets)")
    parser.add_argument("--scored", metavar="FILE", help="stances, where they were coded (default: RUN/scored.csv)")
    parser.add_argument("--scorer", metavar="SCORER", help="whose stances, where the table holds several")


def stances_of(options: argparse.Namespace) -> pd.DataFrame:
    """The stance of each mention by one scorer, of the file that the options name or of the run."""
    path = options.scored or f"{options.run}/scored.csv"
    try:
        table = framing.read_mentions(path, ["mention_id", "scorer", "stance"])
        scorers = sorted(map(str, table["scorer"].dropna().unique()))
    except FramingError as error:
        raise FramingError(
            f"{path}: no stances can be read; give scored.csv of 'framing compare' or a table of 'framing stance'"
        ) from error
    if options.scorer is None and len(scorers) > 1:
        raise FramingError(
            f"{path}: there are {len(scorers)} scorers ({', '.join(scorers)}); choose one with --scorer"
        )
    if options.scorer is not None and options.scorer not in scorers:
        raise UnknownNameError("scorer", options.scorer, scorers)
    return table[table["scorer"] == options.scorer] if options.scorer else table


def hear_reader() -> None:
    """Let what the reader notices appear on standard error."""
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    logging.getLogger("framing").setLevel(logging.INFO)


def columns_of(pairs: list[str]) -> dict[str, str] | None:
    """Names of columns, ours and theirs, as given on the command line."""
    columns = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals:
            raise FramingError(f"--column {pair}: write it as OURS=THEIRS, such as text=body")
        if ours not in ARTICLES:
            raise UnknownNameError("column of articles", ours, ARTICLES)
        columns[ours] = theirs
    return columns or None


def events_of(pairs: list[str]) -> dict[str, str] | None:
    """Names and dates of events as given on the command line."""
    events = {}
    for pair in pairs:
        name, _, day = pair.rpartition("=")
        if not name:
            raise FramingError(f"--event {pair}: write it as NAME=DATE, such as ceasefire=2016-09-12")
        events[name] = day
    return events or None


def write_table(table: pd.DataFrame, out: str) -> None:
    """Write a table in the format that the file's name asks for; no text of a CSV is a formula to a spreadsheet."""
    try:
        if out == "-":
            print_csv(table)
            return
        if out.endswith(".parquet"):
            table.to_parquet(out, index=False)
        elif out.endswith((".jsonl", ".ndjson")):
            table.to_json(out, orient="records", lines=True, force_ascii=False)
        else:
            write_csv(table, out, separator="\t" if out.endswith(".tsv") else ",")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror or error}); name another file") from error


def print_csv(table: pd.DataFrame) -> None:
    """Print a table as CSV: in UTF-8 whatever the locale, and without what would steer a terminal if it is one."""
    from framing.terminal_text import printable

    text = write_csv(table) or ""
    if sys.stdout.isatty():
        text = printable(text)
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)


@contextmanager
def progress_bar(total: int, then: str = "finishing") -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error, for work that lasts and people who watch; `then` is what follows when it is full."""
    if total < 100 or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn, TimeRemainingColumn

    with _shown(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("annotating", total=total)
        yield lambda done: bar.update(task, completed=done, description=then if done >= total else "annotating")


@contextmanager
def names_shown(doing: str) -> Iterator[Callable[[str], None] | None]:
    """The name of what was done last, on standard error, for people who watch."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import TimeElapsedColumn

    with _shown(TimeElapsedColumn()) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda name: bar.update(task, description=f"{doing}: {name}")


def _shown(*columns: ProgressColumn) -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), *columns, console=Console(stderr=True), transient=True
    )
