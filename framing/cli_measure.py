"""The verb that measures a corpus of any size from the folder that ``framing annotate`` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import framing
from framing.cli_tables import write_table
from framing.errors import FramingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

#: Measures that a run can be asked for.
_MEASURES: Final = (
    "label_shares",
    "category_shares",
    "label_valence",
    "mention_rate",
    "voice_shares",
    "compare_sources",
)
#: Measures that differences can be told of, as in `framing.measures.compare`, whose import would make a start slow.
_COMPARED: Final = ("label_valence", "label_share", "category_share", "voice_share")


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    measure = verb(verbs, "measure", _measure, "one table of a measure, from a folder that 'framing annotate' wrote")
    measure.add_argument("run", metavar="DIR", help="a folder that 'framing annotate --out' wrote")
    measure.add_argument("measure", metavar="MEASURE", choices=_MEASURES, help=", ".join(_MEASURES))
    measure.add_argument(
        "--by",
        action="append",
        metavar="COLUMN",
        help="column to group by, also of articles (default: source)",
    )
    measure.add_argument("--actor", action="append", metavar="ACTOR", help="count this actor alone (repeatable)")
    measure.add_argument("--source", action="append", metavar="SOURCE", help="count this source alone (repeatable)")
    measure.add_argument(
        "--voice", action="append", choices=("own", "indirect", "direct", "attributed"), help="count this voice alone"
    )
    measure.add_argument("--since", metavar="DATE", help="from this day, month or year on, such as 2015-03")
    measure.add_argument("--until", metavar="DATE", help="up to this day, month or year, included")
    measure.add_argument(
        "--of", choices=_COMPARED, default="label_valence", help="for compare_sources: what is compared"
    )
    measure.add_argument(
        "--against",
        default="rest",
        metavar="SOURCE",
        help="for compare_sources: a source, pairs or rest (default)",
    )
    measure.add_argument("--seed", type=int, default=0, help="seed of the resampling (default: 0)")
    measure.add_argument("--resamples", type=int, default=2000, help="resamples per interval (default: 2000)")
    measure.add_argument(
        "--out", metavar="FILE", default="-", help=".csv, .tsv, .jsonl or .parquet; '-' writes CSV to the screen"
    )


def _measure(options: argparse.Namespace) -> int:
    from framing.terminal import tell
    from framing.terminal_coding import report_coding

    name, run = options.measure, framing.open_run(options.run)
    _check(options)
    by = options.by or ["source"]
    # The words of a rate are grouped, not its mentions.
    own = [] if name == "mention_rate" else by
    given: dict[str, Any] = {"actor": options.actor, "resamples": options.resamples, "seed": options.seed}
    if options.voice:
        given["voice"] = options.voice
    if name == "compare_sources":
        given |= {"measure": options.of, "against": options.against}
    else:
        given["by"] = by
    period = {"source": options.source, "since": options.since, "until": options.until}
    tables = [run.mentions([*own, *_columns(name, options)], actor=options.actor, **period)]
    if name == "mention_rate":
        tables.append(run.articles([*by, "article_id", "status", "words"], **period))
    table = getattr(framing, name)(*tables, **given)
    write_table(table, options.out)
    tell([f"{name}: {len(table)} rows from {len(tables[0]):,} mentions", *report_coding(options.run)])
    return 0


def _columns(name: str, options: argparse.Namespace) -> list[str]:
    """Columns of mentions that the measure reads, besides those to group by."""
    needed = ["article_id", "source", "actor", "label", "category", "valence", "sentence_start"]
    voiced = name == "voice_shares" or options.voice or (name, options.of) == ("compare_sources", "voice_share")
    needed += ["voice"] if voiced else []
    return [*needed, *(["scare_quoted"] if name == "voice_shares" else [])]


def _check(options: argparse.Namespace) -> None:
    """Raise if options do not go with the measure."""
    if options.measure == "voice_shares" and options.voice:
        raise FramingError("voice_shares: it tells all voices; leave --voice out")
    if options.measure == "compare_sources" and options.by:
        raise FramingError("compare_sources: it compares sources; leave --by out, or choose another measure")
