"""The tables that verbs of the command line read and write."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import framing
from framing.errors import FramingError, OutputError, UnknownNameError
from framing.schema import ARTICLES

if TYPE_CHECKING:
    import argparse

    import pandas as pd


def read_given(options: argparse.Namespace) -> pd.DataFrame:
    """Read the articles that the options of a verb name."""
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    logging.getLogger("framing").setLevel(logging.INFO)
    columns = {}
    for pair in options.column:
        ours, equals, theirs = pair.partition("=")
        if not equals:
            raise FramingError(f"--column {pair}: write it as OURS=THEIRS, such as text=body")
        if ours not in ARTICLES:
            raise UnknownNameError("column of articles", ours, ARTICLES)
        columns[ours] = theirs
    return framing.read_articles(
        options.articles, columns=columns or None, metadata=options.metadata, encoding=options.encoding
    )


def write_table(table: pd.DataFrame, out: str) -> None:
    """Write a table in the format that the file's name asks for."""
    try:
        if out.endswith(".parquet"):
            table.to_parquet(out, index=False)
        elif out.endswith((".jsonl", ".ndjson")):
            table.to_json(out, orient="records", lines=True, force_ascii=False)
        else:
            separator = "\t" if out.endswith(".tsv") else ","
            table.to_csv(sys.stdout if out == "-" else out, index=False, sep=separator, lineterminator="\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror or error}); name another file") from error
