"""Verbs of the command line that turn a folder of results into something to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def add_verbs(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verbs of this module to the command line."""
    report = verb(verbs, "report", _report, "one web page: figures, tables, the sentences behind them, methods")
    report.add_argument("results", metavar="DIR", help="a folder that 'framing compare --out' wrote")
    report.add_argument("-o", "--out", default="report.html", metavar="FILE", help="the page (default: report.html)")

    bundle = verb(verbs, "bundle", _bundle, "a folder for the replication archive of a paper")
    bundle.add_argument("results", metavar="DIR", help="a folder that 'framing compare --out' wrote")
    bundle.add_argument("-o", "--out", required=True, metavar="DIR", help="the folder to make")
    bundle.add_argument(
        "--without-text",
        action="store_true",
        help="leave out words from articles: hashes, offsets, labels, dates and URLs stay",
    )


def _report(options: argparse.Namespace) -> int:
    from framing.report import write_report
    from framing.terminal import tell

    page = write_report(options.results, options.out)
    tell([f"written: {page} ({page.stat().st_size / 1e6:.1f} MB)"])
    return 0


def _bundle(options: argparse.Namespace) -> int:
    from framing.report.bundle import write_bundle
    from framing.terminal import tell

    files = write_bundle(options.results, options.out, without_text=options.without_text)
    tell([f"written: {options.out}, {len(files)} files; README.md says what each one is"])
    return 0
