"""Kill `framing annotate` at random moments, finish it with the same command, and compare every byte.

    python benchmarks/kill.py --times 50

Each time a run in one process or in two is killed with SIGKILL after a random part of the time that it needs, a few
times over; then the same command finishes it. The folder must hold the files of a run that nobody disturbed,
byte for byte, and no process may be left behind.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill framing annotate at random moments and compare the files.")
    parser.add_argument("--times", type=int, default=50, help="runs that are killed (default: 50)")
    parser.add_argument("--articles", type=int, default=400, help="articles in the corpus (default: 400)")
    parser.add_argument("--kills", type=int, default=3, help="each is killed so many times at most (default: 3)")
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        corpus = make_corpus(Path(folder, "corpus.jsonl"), options.articles)
        start = time.monotonic()
        subprocess.run(command(corpus, Path(folder, "whole"), 1), check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        whole = files_of(Path(folder, "whole"))
        print(f"{options.articles} articles, {len(whole)} files, {seconds:.1f} s undisturbed")
        unequal = 0
        for time_ in range(1, options.times + 1):
            out = Path(folder, f"killed-{time_}")
            jobs = 1 + time_ % 2
            kills = [
                kill_once(command(corpus, out, jobs), out, chance.uniform(0, seconds))
                for _ in range(chance.randint(1, options.kills))
            ]
            subprocess.run(command(corpus, out, jobs), check=True, stderr=subprocess.DEVNULL)
            equal = files_of(out) == whole
            unequal += not equal
            print(f"{time_:3}  jobs {jobs}  {'; '.join(kills)}  {'equal' if equal else 'NOT EQUAL'}", flush=True)
        print(f"{options.times - unequal} of {options.times} equal byte for byte")
    return 1 if unequal else 0


def make_corpus(file: Path, articles: int) -> Path:
    """The five seeds over and over, with ids of their own."""
    texts = [(seed.stem, seed.read_text(encoding="utf-8")) for seed in sorted(SEEDS.glob("*.txt"))]
    with file.open("w", encoding="utf-8") as opened:
        for at in range(articles):
            name, text = texts[at % len(texts)]
            opened.write(
                json.dumps({"article_id": f"{name}-{at}", "source": f"outlet {at % 3}", "text": text}) + "\n"
            )
    return file


def command(corpus: Path, out: Path, jobs: int) -> list[str]:
    rows = ["--rows", "10", "--quotations", "--jobs", str(jobs)]
    return [sys.executable, "-m", "framing", "annotate", str(corpus), "--out", str(out), *rows]


def kill_once(arguments: list[str], out: Path, after: float) -> str:
    """Kill a run after so many seconds, with SIGKILL; tell how far it was."""
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            workers = children_of(process.pid)
            process.kill()
            process.wait()
            wait_for_end(workers)
    parts = len(list((out / "articles").glob("part-*.parquet")))
    halves = len(list(out.glob("*/.part-*.tmp")))
    return f"killed after {after:.1f} s with {parts} parts whole, {halves} half written"


def children_of(pid: int) -> list[int]:
    """Processes that a process has started (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def wait_for_end(processes: list[int]) -> None:
    """Raise if a process lives on; one that is still starting ends when it has started."""
    end = time.monotonic() + 60
    while left := [pid for pid in processes if alive(pid)]:
        if time.monotonic() > end:
            raise SystemExit(f"processes were left behind: {left}")
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process does still run; one that nobody has waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but the lock."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


if __name__ == "__main__":
    sys.exit(main())
