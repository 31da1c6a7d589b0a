"""Annotate a million articles, and draw how much memory that takes.

    python benchmarks/million.py --data DIR --articles 1000000 --out FOLDER

Articles of fa-kes/ and conflict-news/ in DIR are drawn again and again, three of the former (320 words each) for one
of the latter (960), so that they have some 500 words each, and get ids of their own. The corpus is one Parquet file.
While `framing annotate` works on it, the resident memory of all its processes is added up every second; what they
share counts in each of them. FOLDER gets corpus.parquet, memory.csv, memory.svg, memory.png and annotated/.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

#: Rows of the corpus that are made, and written as a row group, at a time.
GROUP = 10_000
LIMIT_MB = 1_500
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    parser = argparse.ArgumentParser(description="Annotate a million articles and draw how much memory that takes.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fa-kes/ and conflict-news/")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--lexicon", default="syria")
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="further options of framing annotate")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    corpus = options.out / "corpus.parquet"
    words = make_corpus(corpus, options.data, options.articles)
    print(
        f"{options.articles:,} articles, {words / options.articles:.0f} words each, "
        f"{corpus.stat().st_size / 1e6:,.0f} MB of Parquet"
    )
    annotated = options.out / "annotated"
    command = [sys.executable, "-m", "framing", "annotate", corpus, "--lexicon", options.lexicon, "--out", annotated]
    command += ["--jobs", options.jobs, "--restart", *options.options]
    start = time.monotonic()
    samples, code = watch(list(map(str, command)), annotated)
    seconds = time.monotonic() - start
    with (options.out / "memory.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["seconds", "resident_mb", "processes", "parts"])
        writer.writerows(samples)
    peak = max(sample[1] for sample in samples)
    print(f"{seconds:,.0f} s, {options.articles / seconds:,.0f} articles a second, {options.jobs} processes")
    print(f"most resident memory of all processes together: {peak:,.0f} MB (goal: under {LIMIT_MB:,} MB)")
    draw(samples, options.out, f"{options.articles:,} articles, {options.jobs} processes")
    return code


def make_corpus(file: Path, data: Path, articles: int) -> int:
    """Write the corpus, and return how many words it has."""
    import pyarrow as pa
    from pyarrow import parquet

    drawn = [read(data / name / "articles.jsonl.gz") for name in ("fa-kes", "conflict-news")]
    lengths = {id(row): len(row["text"].split()) for rows in drawn for row in rows}
    chance = random.Random(6)  # noqa: S311 - no secret
    words = 0
    names = ("article_id", "source", "date", "title", "text")
    with parquet.ParquetWriter(
        file, pa.schema([(name, pa.string()) for name in names]), compression="zstd"
    ) as writer:
        for start in range(0, articles, GROUP):
            rows = [chance.choice(drawn[chance.random() < 0.25]) for _ in range(start, min(start + GROUP, articles))]
            words += sum(lengths[id(row)] for row in rows)
            columns = {name: [row.get(name) or "" for row in rows] for name in names}
            columns["article_id"] = [f"{start + at:07d}" for at in range(len(rows))]
            writer.write_table(pa.table({name: pa.array(columns[name], pa.string()) for name in names}))
    return words


def read(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def watch(command: list[str], annotated: Path) -> tuple[list[tuple[float, float, int, int]], int]:
    """Run a command; second by second its resident memory in MB, its processes, and the parts that are written."""
    samples = []
    start = time.monotonic()
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            sizes = tree_memory(process.pid)
            parts = len(list((annotated / "articles").glob("part-*.parquet")))
            samples.append((round(time.monotonic() - start, 1), round(sum(sizes) / 1e6, 1), len(sizes), parts))
            time.sleep(1)
    return samples, process.returncode


def tree_memory(root: int) -> list[int]:
    """Resident bytes of a process and of all that it has started (Linux)."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = (int(fields[1]), int(fields[21]) * PAGE)
    tree = {root}
    while found := {pid for pid, (parent, _) in parents.items() if parent in tree} - tree:
        tree |= found
    return [parents[pid][1] for pid in tree if pid in parents]


def draw(samples: list[tuple[float, float, int, int]], out: Path, title: str) -> None:
    """Draw memory over time, with the goal."""
    import matplotlib.pyplot as plt

    from framing.figures import theme

    minutes = [sample[0] / 60 for sample in samples]
    memory = [sample[1] for sample in samples]
    with theme():
        figure, axes = plt.subplots(figsize=(7.48, 3), layout="constrained")
        axes.plot(minutes, memory, color="black")
        axes.axhline(LIMIT_MB, color="#741F0F", linestyle="--")
        axes.text(0, LIMIT_MB, "goal", va="bottom", color="#741F0F")
        peak = max(memory)
        axes.text(minutes[-1], peak, f"at most {peak:,.0f} MB", ha="right", va="bottom")
        axes.set(xlabel="minutes", ylabel="resident memory\nof all processes, MB", title=title)
        axes.set_ylim(0, LIMIT_MB * 1.1)
        axes.set_xlim(0, minutes[-1] or 1)
        for suffix in ("svg", "png"):
            figure.savefig(out / f"memory.{suffix}", dpi=200, metadata={"Date": None} if suffix == "svg" else {})
        plt.close(figure)


if __name__ == "__main__":
    sys.exit(main())
