"""What is printed: the rows, the goals, the cost of more text and of more terms."""

from itertools import pairwise

import numpy as np
import pandas as pd

from side_by_side.ours import MENTIONS, TABLES, TABLES_WITH_VOICES, TWO_PROCESSES, VOICES

QUANTEDA_TIMES, TWO_PROCESSES_TIMES = 15, 1.6
MAIN = 600


def print_rows(table: pd.DataFrame, terms: int) -> None:
    """One line for each row of one lexicon, the fastest first."""
    print(f"\n{terms:,} terms: time against the bare scan, median [smallest, largest round]")
    print(f"  {'':30} {'x bare scan':>26} {'MB/s':>8} {'MB':>6} {'found':>10}  of expected")
    for row in table[table["kind"] != "apart"].sort_values("ratio", kind="stable").to_dict("records"):
        spread = f"{row['ratio']:8.2f} [{row['low']:.2f}, {row['high']:.2f}]"
        share = f"{row['found'] / row['expected']:6.3f}" if row["kind"] == "peer" and row["expected"] > 0 else " " * 6
        print(
            f"  {row['row']:30} {spread:>26} {row['mb_per_s']:8.2f} {row['mb']:6.1f} {row['found']:10,}  {share}"
            f"  {row['note']}"
        )


def print_apart(table: pd.DataFrame) -> None:
    """What is no search for words, in time for each mention."""
    rows = table[table["kind"] == "apart"]
    if len(rows):
        print("\napart, on one core")
    for row in rows.to_dict("records"):
        each = f"{1e6 * row['seconds'] / row['found']:,.0f} microseconds"
        print(f"  {row['row']:30} {row['seconds']:8.2f} s, {each} for each of {row['found']:,} {row['note']}")


def print_goals(table: pd.DataFrame) -> None:
    """What was to be reached with 600 terms, and what was."""
    ratios = table[table["terms"] == MAIN].set_index("row")["ratio"]
    wanted = [(f"{row.name}: {{:.2f}} x the bare scan", ratios.get(row.name), row.goal) for row in (MENTIONS, VOICES)]
    if ratios.empty:
        return
    print(f"\ngoals, {MAIN} terms")
    for words, ratio, most in wanted:
        if ratio is not None:
            print(f"  {words.format(ratio)}; goal at most {most}: {_verdict(ratio <= most)}")
    for row in (TABLES, TABLES_WITH_VOICES):
        if row.name in ratios and "quanteda" in ratios:
            times = ratios["quanteda"] / ratios[row.name]
            reached = _verdict(times >= QUANTEDA_TIMES)
            print(f"  {row.name}: {times:.1f} x quanteda's throughput; goal at least {QUANTEDA_TIMES}: {reached}")
    if TWO_PROCESSES.name in ratios and TABLES_WITH_VOICES.name in ratios:
        times = ratios[TABLES_WITH_VOICES.name] / ratios[TWO_PROCESSES.name]
        reached = _verdict(times >= TWO_PROCESSES_TIMES)
        print(f"  two processes: {times:.2f} x one; goal at least {TWO_PROCESSES_TIMES}: {reached}")


def print_growth(table: pd.DataFrame) -> None:
    """Time for the same text with ever more terms: per MB, and from one lexicon to the next."""
    rows = table[table["row"].isin(["bare scan", MENTIONS.name]) & (table["rounds"] > 0)]
    if rows["terms"].nunique() < 2:
        return
    print("\nmore terms, the same text: ms for each MB, and by how much ten times as many terms multiply it")
    for name, of in rows.sort_values("terms").groupby("row", sort=False):
        costs = (1000 * of["seconds"] / of["mb"]).tolist()
        terms = of["terms"].tolist()
        cells = [f"{n:,}: {cost:.2f}" for n, cost in zip(terms, costs, strict=True)]
        growth = [
            f"x {(later / cost) ** (1 / np.log10(more / n)):.2f}"
            for (n, more), (cost, later) in zip(pairwise(terms), pairwise(costs), strict=True)
        ]
        print(f"  {name:30} {'   '.join(cells)}   ({', '.join(growth)})")


def print_slopes(curve: pd.DataFrame) -> None:
    """Time for ever more text; where it is linear, the slope of its logarithm is 1, in scans whatever else runs."""
    print(f"\nmore text, {MAIN} terms: x bare scan of the same text (MB/s)")
    for name, of in curve.groupby("row", sort=False):
        cells = [f"{row.mb:.0f} MB: {row.ratio:.2f} ({row.mb_per_s:.1f})" for row in of.itertuples()]
        if len(of) > 1:
            scans, seconds = (_slope(of["mb"], times) for times in (of["ratio"] * of["mb"], of["seconds"]))
            cells.append(f"slope {scans:.3f} in scans, {seconds:.3f} in seconds")
        print(f"  {name:30} {'   '.join(cells)}")


def _slope(mb: pd.Series, times: pd.Series) -> float:
    return float(np.polyfit(np.log(mb), np.log(times), 1)[0])


def _verdict(reached: bool) -> str:
    return "reached" if reached else "not reached"
