"""The verb that annotates a corpus of any size, and what it tells meanwhile."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.cli_tables import columns_of, hear_reader
from framing.errors import FramingError
from framing.schema import VOCABULARY

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from framing.runs.annotate import Engine

    Counts = Mapping[str, int]

#: Why an article is not analysed.
_MARKS: Final = tuple(status for status in VOCABULARY["status"] if status != "ok")


def add_verb(
    verbs: Any,  # noqa: ANN401 - argparse hides it
    verb: Callable[..., argparse.ArgumentParser],
    reading: Callable[..., None],
    lexicon: Callable[..., None],
) -> None:
    """Add the verb of this module to the command line."""
    annotate = verb(verbs, "annotate", _annotate, "one row per mention for a corpus of any size, in a folder")
    reading(annotate, "ARTICLES")
    lexicon(annotate)
    annotate.add_argument(
        "--out", required=True, metavar="DIR", help="the folder to write; the same command goes on where it stopped"
    )
    annotate.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    annotate.add_argument("--rows", type=int, default=1000, metavar="N", help="articles in a part (default: 1000)")
    annotate.add_argument("--quotations", action="store_true", help="write the table of attributions, too")
    annotate.add_argument("--no-voice", action="store_true", help="leave out in whose voice mentions stand; faster")
    annotate.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="who works: this machine, or a Dask cluster"
    )
    annotate.add_argument(
        "--scheduler", metavar="ADDRESS", help="scheduler of the cluster: tcp://HOST:PORT, or its --scheduler-file"
    )
    annotate.add_argument(
        "--restart", action="store_true", help="throw away what an earlier run has left in the folder"
    )


def _annotate(options: argparse.Namespace) -> int:
    from framing.runs import RunSettings, annotate_corpus
    from framing.terminal import tell

    hear_reader()
    settings = RunSettings(
        voice=not options.no_voice,
        quotations=options.quotations,
        rows=options.rows,
        columns=columns_of(options.column),
        metadata=options.metadata,
        encoding=options.encoding,
    )
    with _progress(options.articles) as progress:
        total = annotate_corpus(
            options.articles,
            options.lexicon,
            options.out,
            settings=settings,
            engine=_engine(options),
            restart=options.restart,
            progress=progress,
        )
    tell([*_marked(Path(options.out), total), f"{options.out}: {_described(total)}"])
    return 0


def _engine(options: argparse.Namespace) -> Engine | int:
    """What does the batches."""
    jobs: int = options.jobs
    if options.engine == "local":
        if options.scheduler:
            raise FramingError("--scheduler: it is for a Dask cluster alone; give --engine dask, too")
        return jobs
    if not options.scheduler:
        raise FramingError("--engine dask: it needs the address of a scheduler: --scheduler tcp://HOST:PORT")
    if jobs != 1:
        raise FramingError("--jobs: a Dask cluster has as many processes as it has workers; leave --jobs out")
    from framing.runs.on_dask import on_dask

    return on_dask(options.scheduler)


def _described(counts: Counts) -> str:
    """Counts of a run in words; they add up."""
    marked = [f" + {counts[name]:,} {name.replace('_', ' ')}" for name in _MARKS if counts[name]]
    quotations = f", {counts['quotations']:,} attributions" if counts["quotations"] else ""
    return (
        f"{counts['read']:,} articles read = {counts['ok']:,} analysed{''.join(marked)}; "
        f"{counts['mentions']:,} mentions{quotations} in {counts['parts']:,} part{'s' * (counts['parts'] != 1)}"
    )


def _marked(folder: Path, counts: Counts) -> Iterator[str]:
    """For each reason the first article that was not analysed for it."""
    from framing.runs.folder import first_marked

    for status, (article_id, note) in first_marked(folder, counts).items():
        more = f" and {counts[status] - 1:,} more" if counts[status] > 1 else ""
        yield f"not analysed, {status.replace('_', ' ')}: {article_id}{f' ({note})' if note else ''}{more}"


@contextmanager
def _progress(articles: str) -> Iterator[Callable[[Counts, Counts], None] | None]:
    """One line that is written over, for people who watch."""
    if not sys.stderr.isatty():
        yield None
        return
    from framing.runs.inputs import expected_articles, input_sources

    expected = expected_articles(input_sources([articles]))
    start = time.monotonic()

    def show(done: Counts, earlier: Counts) -> None:
        line = progress_line(done, earlier, expected, max(time.monotonic() - start, 1e-9))
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)  # noqa: T201 - words go to standard error

    try:
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - as above


def progress_line(done: Counts, earlier: Counts, expected: int | None, seconds: float) -> str:
    """How far a run is, how fast, and how long it will last at that pace.

    Examples
    --------
    >>> progress_line({"read": 3000, "text_bytes": 9_000_000}, {"read": 1000}, 10_000, 30.0)
    '4,000 of 10,000 articles, 100 a second, 0.30 MB/s, 0:01:00 left'
    """
    read = done["read"] + earlier.get("read", 0)
    speed = done["read"] / seconds
    line = f"{read:,}{f' of {expected:,}' if expected else ''} articles, {speed:,.0f} a second, "
    line += f"{done['text_bytes'] / 1e6 / seconds:.2f} MB/s"
    if expected and speed:
        line += f", {timedelta(seconds=round(max(expected - read, 0) / speed))} left"
    return line
