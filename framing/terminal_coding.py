"""For people who read results in a terminal: what coding by hand stands behind them."""

from __future__ import annotations

import shlex
from pathlib import Path

from framing.report.folder import Results
from framing.report.scores import by_source, is_corrected, is_validated, overall


def report_coding(folder: str | Path | None, articles: str | None = None) -> list[str]:
    """Say what hand-coded data stand behind the numbers of a folder; if none do, how to come by them.

    Examples
    --------
    >>> print(report_coding("no-such-folder", "seeds")[0].partition(": ")[2])
    draw a sample with 'framing sample no-such-folder --articles seeds --out coding.csv'
    """
    if folder and Path(folder).is_dir() and is_validated(results := Results(Path(folder))):
        return [_told(results)]
    corpus = shlex.quote(articles) if articles and articles != "-" else "ARTICLES"
    run = shlex.quote(str(folder)) if folder else "DIR"
    first = "" if folder else "write them to a folder with --out DIR, then "
    command = f"framing sample {run} --articles {corpus} --out coding.csv"
    return [f"no hand-coded data stand behind these numbers: {first}draw a sample with '{command}'"]


def _told(results: Results) -> str:
    """How well what was found meets what people coded, in one line."""
    scores = [(name, overall(results, "mention", name)) for name in ("precision", "recall")]
    told = [f"{name} of mentions {score.told()} (n = {score.n:,})" for name, score in scores if score and score.known]
    known = [score for score in by_source(results, "mention", "precision") if score.known]
    lowest = [f"lowest precision in {known[0].name}, {known[0].told()}"] if len(known) > 1 else []
    found = "; ".join([*told, *lowest]) or "too little to tell how good the numbers are"
    beside = "corrected numbers stand beside those as found" if is_corrected(results) else "nothing is corrected yet"
    return f"coded by hand: {found}; {beside}"
