"""How long `framing --help` takes beside `python -c pass`, in interleaved pairs of one run.

    python benchmarks/startup.py [--pairs 20]

Prints the median of each and the ratio pair by pair (median, smallest, largest).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=20)
    pairs = parser.parse_args().pairs
    script = shutil.which("framing", path=str(Path(sys.executable).parent)) or "framing"
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "framing --help": [script, "--help"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(pairs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    for name, values in times.items():
        print(f"{name:16} {1000 * median(values):6.1f} ms (median of {pairs})")
    ratios = [b / a for a, b in zip(*times.values(), strict=True)]
    print(f"ratio            {median(ratios):6.2f} (median; {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
