"""Measures from the parts of a run: memory and time, each in a process of its own.

python benchmarks/partitions.py --articles 1000000 --folder FOLDER
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 1000
SOURCES = np.array([f"Source {number:02d}" for number in range(20)])
VOICES = np.array(["own", "indirect", "direct"])
#: Actors with labels, categories and valences; a mention is one of these rows.
NAMING = np.array([
    ("opposition", "rebel", "neutral", 0.0), ("opposition", "terrorist", "delegitimising", -1.0),
    ("opposition", "militant", "delegitimising", -0.5), ("opposition", "fighter", "neutral", 0.0),
    ("opposition", "opposition", "institutional", 0.2), ("opposition", "revolutionary", "legitimising", 0.8),
    ("opposition", "national_coalition", "legitimising", 0.4), ("opposition", "gunman", "delegitimising", -0.7),
    ("government", "government", "institutional", 0.1), ("government", "regime", "delegitimising", -0.6),
    ("government", "army", "institutional", 0.2), ("government", "syria", "neutral", 0.0),
    ("government", "junta", "delegitimising", -0.8), ("russia", "russia", "institutional", 0.0),
    ("russia", "kremlin", "neutral", -0.1), ("us", "us", "institutional", 0.0),
    ("us", "coalition", "legitimising", 0.3), ("isis", "isis", "neutral", -0.1),
    ("isis", "terrorist", "delegitimising", -1.0), ("isis", "jihadist", "delegitimising", -0.6),
    ("kurdish_forces", "sdf", "institutional", 0.1), ("kurdish_forces", "kurdish_fighter", "neutral", 0.0),
], dtype=[("actor", "U20"), ("label", "U20"), ("category", "U20"), ("valence", "f8")])  # fmt: skip
CASES = {
    "label_shares": ["label_shares"],
    "label_shares, one actor": ["label_shares", "--actor", "opposition"],
    "category_shares": ["category_shares"],
    "label_valence": ["label_valence"],
    "mention_rate": ["mention_rate"],
    "voice_shares": ["voice_shares"],
    "compare_sources, one actor": ["compare_sources", "--actor", "opposition"],
    "compare_sources": ["compare_sources"],
    "compare_sources of label_share": ["compare_sources", "--of", "label_share"],
}
#: Runs the command line and then tells its largest resident memory.
CHILD = """
import resource, sys
from framing.cli import run
try:
    run(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, required=True, help="where the parts are made, if they are not there")
    parser.add_argument("--only", action="append", choices=CASES)
    options = parser.parse_args()
    if not (options.folder / "run.json").exists():
        write_run(options.folder, options.articles)
    counts = json.loads((options.folder / "run.json").read_text(encoding="utf-8"))["counts"]
    print(f"{counts['read']:,} articles, {counts['mentions']:,} mentions, 20 sources, 6 actors, 2,000 resamples")
    print(f"{'measure':32} {'rows':>6} {'seconds':>8} {'MB resident':>12}")
    for name in options.only or CASES:
        began = time.perf_counter()
        command = [sys.executable, "-c", CHILD, "measure", str(options.folder), *CASES[name]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        took, peak = time.perf_counter() - began, int(done.stderr.split()[-1]) / 1000
        print(f"{name:32} {done.stdout.count(chr(10)) - 1:6} {took:8.1f} {peak:12.0f}", flush=True)


def write_run(folder: Path, articles: int) -> None:
    """Write a run of synthetic articles with some eight mentions each, bursty and skewed by source."""
    rng = np.random.default_rng(0)
    taste = rng.gamma(0.8, size=len(NAMING)) * rng.gamma(3.0, size=(len(SOURCES), len(NAMING)))
    chance = np.cumsum(taste / taste.sum(axis=1, keepdims=True), axis=1)
    size = 1 / np.arange(1, len(SOURCES) + 1)
    days = np.arange("2011-01-01", "2021-01-01", dtype="datetime64[D]").astype(str)
    for table in ("articles", "mentions"):
        (folder / table).mkdir(parents=True)
    mentions = 0
    for number in range(-(-articles // ROWS)):
        n = min(ROWS, articles - number * ROWS)
        ids = np.array([f"article-{number * ROWS + at:08d}" for at in range(n)])
        source, words = rng.choice(len(SOURCES), n, p=size / size.sum()), rng.gamma(4, 125, n).astype(int) + 40
        of_article = {"article_id": ids, "source": SOURCES[source], "published": rng.choice(days, n)}
        write(folder, "articles", number, {**of_article, "status": np.full(n, "ok"), "words": words})
        lengths = np.minimum(rng.negative_binomial(1, 1 / 9, n), words // 4)
        article = np.repeat(np.arange(n), lengths)
        place = np.arange(len(article)) - (np.cumsum(lengths) - lengths)[article]
        # Two mentions of five repeat the article's favourite label.
        favourite = drawn(rng, chance[source])
        naming = np.where(rng.random(len(article)) < 0.4, favourite[article], drawn(rng, chance[source[article]]))
        rows = {name: cells[article] for name, cells in of_article.items()}
        rows |= {name: NAMING[name][naming] for name in ("actor", "label", "category", "valence")}
        rows |= {"sentence_start": place // 2 * 120, "position": np.where(place == 0, "headline", "body")}
        voice = VOICES[rng.choice(3, len(article), p=[0.75, 0.15, 0.1])]
        write(folder, "mentions", number, {**rows, "voice": voice, "scare_quoted": rng.random(len(article)) < 0.01})
        mentions += len(article)
    counts = {"read": articles, "mentions": mentions, "parts": number + 1}
    (folder / "run.json").write_text(json.dumps({"complete": True, "counts": counts}), encoding="utf-8")


def drawn(rng: np.random.Generator, chance: np.ndarray) -> np.ndarray:
    """A row of NAMING for each row of cumulated chances."""
    return np.minimum((rng.random(len(chance))[:, None] > chance).sum(axis=1), len(NAMING) - 1)


def write(folder: Path, table: str, number: int, rows: dict[str, np.ndarray]) -> None:
    pq.write_table(pa.table(rows), folder / table / f"part-{number:05d}.parquet", compression="zstd")


if __name__ == "__main__":
    main()
