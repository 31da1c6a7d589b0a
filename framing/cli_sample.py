"""The verb that draws a sample to be coded by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.cli_tables import add_reading, hear_reader, read_given
from framing.errors import TableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import pandas as pd

    from framing import Lexicon, Sample


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    sample = verb(verbs, "sample", _sample, "draw mentions, rejected words and sentences to be coded by hand")
    sample.add_argument(
        "run", metavar="RUN", help="a folder of 'framing annotate' or 'framing compare', or a table of mentions"
    )
    sample.add_argument(
        "--articles",
        metavar="CORPUS",
        help="the articles in which they were found: coders see the sentences around, and recall can be told",
    )
    add_reading(sample)
    sample.add_argument("--lexicon", metavar="NAME", help="a shipped lexicon or a .yaml file (default: that of RUN)")
    sample.add_argument("--n", type=int, default=200, metavar="N", help="units to code in all (default: 200)")
    sample.add_argument(
        "--negatives", type=int, metavar="N", help="how many of them the lexicon did not count (default: a quarter)"
    )
    sample.add_argument(
        "--by", default="source,label,voice", metavar="COLUMNS", help="strata (default: source,label,voice)"
    )
    sample.add_argument(
        "--actor",
        action="append",
        default=[],
        metavar="ACTOR",
        help="draw four fifths of the mentions from this actor (repeatable; default: all alike)",
    )
    sample.add_argument("--coders", default="", metavar="NAMES", help="names of the coders, such as anna,ben")
    sample.add_argument(
        "--overlap", type=int, metavar="N", help="units that every coder gets (default: 50, or all if fewer)"
    )
    sample.add_argument(
        "--variables",
        default="actor,label,voice",
        metavar="NAMES",
        help="what is coded (default: actor,label,voice; also stance)",
    )
    sample.add_argument("--seed", type=int, default=0, help="seed of the draw (default: 0)")
    sample.add_argument(
        "--out", default="coding.csv", metavar="FILE", help=".csv, .tsv or .xlsx (default: coding.csv)"
    )
    sample.add_argument("--format", choices=("label-studio", "doccano"), help="write what this program imports")
    sample.add_argument("--overwrite", action="store_true", help="also sheets in which somebody has coded")


def _sample(options: argparse.Namespace) -> int:
    from framing.terminal import print_table, tell

    hear_reader()
    lexicon, notes = _lexicon_of(options)
    sample = framing.draw_sample(
        options.run,
        read_given(options) if options.articles else None,
        lexicon,
        n=options.n,
        negatives=options.negatives,
        by=_names(options.by),
        actors=options.actor,
        coders=_names(options.coders) or [""],
        overlap=options.overlap,
        variables=_names(options.variables),
        seed=options.seed,
    )
    files = framing.write_sample(sample, options.out, program=options.format, overwrite=options.overwrite)
    print_table(_drawn(sample), f"units drawn ({len(sample.units)})")
    tell([*notes, *_told(sample, files, options)])
    return 0


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()]


def _lexicon_of(options: argparse.Namespace) -> tuple[Lexicon, list[str]]:
    """The lexicon with which the mentions were found, as far as the folder tells, and what to say of it."""
    record = Path(options.run) / "run.json"
    if options.lexicon or not record.is_file():
        return framing.load_lexicon(options.lexicon or "syria"), []
    try:
        told = json.loads(record.read_text(encoding="utf-8"))["lexicon"]
        lexicon = framing.load_lexicon(told["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(
            f"{record}: the lexicon that it names cannot be read; give its name or its file with --lexicon"
        ) from error
    if told.get("sha256") in (None, lexicon.sha256):
        return lexicon, []
    return lexicon, [f"lexicon {lexicon.name!r} has changed since the mentions were found: better annotate anew"]


def _drawn(sample: Sample) -> Any:  # noqa: ANN401 - pandas is imported late
    """One row per source: units of each kind, and from which to which probability."""
    units = sample.units
    kinds = list(sample.design["drawn"])
    cells = units.pivot_table("probability", "source", "kind", aggfunc=_range, fill_value="")
    return cells.reindex(columns=kinds, fill_value="").reset_index().set_axis(["source", *kinds], axis="columns")


def _range(probabilities: pd.Series[float]) -> str:
    low, high = f"{probabilities.min():.2g}", f"{probabilities.max():.2g}"
    return f"{len(probabilities)} ({low if low == high else f'{low} to {high}'})"


def _told(sample: Sample, files: list[Path], options: argparse.Namespace) -> list[str]:
    """What was written, what a reader should know, and what to do next."""
    design = sample.design
    of = [f"{drawn} of {design['population'][kind]:,} {kind}s" for kind, drawn in design["drawn"].items()]
    sheets = " ".join(str(file) for file in files[: len(sample.sheets)])
    exports = f"put what {options.format} exports in the place of these files, and give: " if options.format else ""
    several = f"framing agreement {sheets}; then: " if len(sample.sheets) > 1 else ""
    return [
        f"drawn: {', '.join(of)}",
        "brackets in the table hold the probability of being drawn",
        *design["notes"],
        f"written: {', '.join(str(file) for file in files)}",
        f"for coders: {sheets}, and the codebook ('framing codebook'); keep the key from them",
        f"when they are coded: {exports}{several}framing validate {sheets} {options.run}",
    ]
