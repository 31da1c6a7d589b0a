"""Rows measured in turn, round after round, each between two bare scans of the same minute.

A machine that others use drifts by half within a minute, so seconds of different minutes say nothing. What is kept is
the ratio of a row's time to the mean of the two scans around it, per byte of text.
"""

import gc
import os
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from pathlib import Path
from statistics import median
from typing import NamedTuple

from framing.lexicon import Lexicon
from side_by_side.news import News

#: The cores that this process had when it began.
CORES = os.sched_getaffinity(0)


#: Shorter runs of the bare scan say little.
_MOMENT = 0.2


class Task(NamedTuple):
    """What a row works on; `folder` is its own, for files that it needs."""

    news: News
    lexicon: Lexicon
    forms: list[str]
    folder: Path


class Timed(NamedTuple):
    """What a run found, and its seconds where it measured them itself."""

    found: int
    seconds: float


class MissingPeerError(Exception):
    """A program that is not installed; its row is left out."""


Run = Callable[[], "int | Timed"]


@dataclass(frozen=True)
class Row:
    """One way to do a job.

    `prepare` does what is done once (compiling, loading) and returns what is timed, which returns how much it found.
    Of texts longer than `most_mb` it gets the beginning; `of` tells which texts, those drawn or FA-KES as it is.
    `counts_words` tells whether what it counts are words of the lexicon; such a row is measured with each lexicon,
    the others with that of 600 terms alone. `goal` is the largest ratio to the bare scan.
    """

    name: str
    kind: str
    prepare: Callable[[Task], Run]
    note: str = ""
    most_mb: float = inf
    of: str = "drawn"
    counts_words: bool = False
    goal: float | None = None


@dataclass
class Measured:
    """A row with what its rounds gave."""

    row: Row
    run: Run
    mb: float
    found: int = 0
    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def record(self, terms: int) -> dict[str, object]:
        """One row of the table: medians, and the smallest and largest ratio of the rounds."""
        return {
            "terms": terms, "row": self.row.name, "kind": self.row.kind, "mb": round(self.mb, 3), "found": self.found,
            "seconds": round(median(self.seconds), 5), "mb_per_s": round(self.mb / median(self.seconds), 4),
            "ratio": round(median(self.ratios), 3), "low": round(min(self.ratios), 3),
            "high": round(max(self.ratios), 3), "goal": self.row.goal, "rounds": len(self.ratios),
            "note": self.row.note,
        }  # fmt: skip


@contextmanager
def on_all_cores(processes: int):
    """Let several processes use every core of the machine, where one stays on its own."""
    before = os.sched_getaffinity(0)
    if processes > 1:
        os.sched_setaffinity(0, CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def seconds_of(run: Run, least: float = 0.0) -> Timed:
    """Run once, without garbage of those before; what is done in a moment again and again, until `least` seconds."""
    gc.collect()
    begin, runs, passed = time.perf_counter(), 0, 0.0
    while not runs or passed < least:
        found = run()
        runs, passed = runs + 1, time.perf_counter() - begin
    return found if isinstance(found, Timed) else Timed(found, passed / runs)


def measure(bare: Measured, others: Sequence[Measured]) -> None:
    """Run all once, a bare scan before and after each."""
    scans = [seconds_of(bare.run, _MOMENT)]
    for each in others:
        found = seconds_of(each.run)
        scans.append(seconds_of(bare.run, _MOMENT))
        around = (scans[-2].seconds + scans[-1].seconds) / 2
        each.found = found.found
        each.seconds.append(found.seconds)
        each.ratios.append(found.seconds / each.mb / (around / bare.mb))
    bare.found = scans[0].found
    bare.seconds += [scan.seconds for scan in scans]
    # The scan against itself: how far the machine drifts from one to the next.
    bare.ratios += [one.seconds / other.seconds for one, other in pairwise(scans)] or [1.0]
