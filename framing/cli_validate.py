"""The verb that sets what was found beside what people coded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.cli_tables import PERIODS, add_sheets, hear_reader, stances_of
from framing.errors import OutputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    import pandas as pd


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    validate = verb(verbs, "validate", _validate, "precision and recall of what was found, by units coded by hand")
    add_sheets(validate)
    validate.add_argument(
        "--by",
        action="append",
        choices=("source", "label"),
        help="parts to tell errors for (repeatable; default: both)",
    )
    validate.add_argument("--period", choices=PERIODS, help="tell errors for periods, too")
    validate.add_argument("--out", metavar="DIR", help="write tables, figure and card to this folder")
    validate.add_argument("--card", metavar="FILE", help="write the card here, such as beside the lexicon")
    validate.add_argument("--seed", type=int, default=0, help="seed of the tests (default: 0)")
    validate.add_argument("--resamples", type=int, default=2000, help="deals behind each p (default: 2000)")


def _validate(options: argparse.Namespace) -> int:
    from framing.coding.read_sheets import read_units
    from framing.results import make_folder
    from framing.terminal import tell
    from framing.validation_card import write_validation_card
    from framing.validation_files import write_validation
    from framing.validation_printed import print_validation

    hear_reader()
    if options.out:
        make_folder(options.out)
    mentions = framing.read_mentions(options.run)
    gold = framing.read_gold(options.sheets, key=options.key, mentions=mentions)
    scored = _scored(options, gold)
    found = framing.validate(
        gold,
        mentions,
        scored=scored,
        by=options.by or ("source", "label"),
        period=options.period,
        resamples=options.resamples,
        seed=options.seed,
    )
    print_validation(found)
    tell(found.notes)
    if options.out or options.card:
        of: dict[str, Any] = {
            "lexicon": _lexicon(options.run),
            "scorer": _name(scored),
            "agreement": _agreement(options),
        }
        written = write_validation(found, options.out, **of) if options.out else []
        units = read_units(options.sheets, key=options.key)
        # Beside the sheets lies the key that they were drawn with.
        if options.out and units is not None and not _beside(options.sheets, options.out):
            written.append(_write(units, Path(options.out) / "coding.key.csv"))
        if options.out and of["agreement"] is not None:
            written.append(_write(of["agreement"], Path(options.out) / "agreement.csv"))
        if options.card:
            written.append(write_validation_card(found, options.card, **of))
        tell(f"written: {path}" for path in written)
    return 0


def _scored(options: argparse.Namespace, gold: pd.DataFrame) -> pd.DataFrame | None:
    """Stances of one scorer, where people coded stance."""
    coded = gold["stance"].notna() & (gold["stance"] != "")
    there = options.scored or (coded.any() and (Path(options.run) / "scored.csv").is_file())
    return stances_of(options) if there else None


def _name(scored: pd.DataFrame | None) -> str:
    """Whose stances were validated."""
    return "" if scored is None or scored.empty else str(scored["scorer"].iloc[0])


def _lexicon(run: str) -> dict[str, Any] | None:
    """The lexicon by which the mentions were found, if the run tells."""
    path = Path(run) / "run.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8")).get("lexicon")
    except (OSError, ValueError, AttributeError):
        return None
    return told if isinstance(told, dict) else None


def _agreement(options: argparse.Namespace) -> pd.DataFrame | None:
    """How well the coders agree, where several coded the same units."""
    from framing.coding.read_sheets import read_units

    codings = framing.read_codings(options.sheets, key=options.key)
    if codings.groupby("unit_id")["coder"].nunique().max() < 2:
        return None
    return framing.coder_agreement(codings, read_units(options.sheets, key=options.key), seed=options.seed)


def _beside(sheets: Sequence[str], folder: str) -> bool:
    """Whether a folder is one in which sheets lie."""
    return Path(folder).resolve() in {Path(sheet).resolve().parent for sheet in sheets}


def _write(table: pd.DataFrame, path: Path) -> Path:
    """Write a table beside those of the validation."""
    from framing.spreadsheets import write_csv

    try:
        write_csv(table, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; name another folder with --out") from error
    return path
