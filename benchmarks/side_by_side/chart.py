"""The chart of the README: time against the bare scan, a dot for each way to do the job."""

from math import nan
from pathlib import Path

import pandas as pd

from framing.figures import save_figure, theme
from framing.figures.dots import draw_dot, draw_interval, lay_rows, place_of
from framing.figures.notes import Words, write_words
from side_by_side.ours import TABLES, TABLES_WITH_VOICES, TWO_PROCESSES
from side_by_side.tables import MAIN, QUANTEDA_TIMES, TWO_PROCESSES_TIMES

_TICKS = (0.3, 1, 3, 10, 30, 100, 300, 1000)


def draw(table: pd.DataFrame, path: Path) -> None:
    """Draw the rows of 600 terms to PATH.png and PATH.svg."""
    from matplotlib.lines import Line2D

    rows = table[(table["terms"] == MAIN) & (table["kind"] != "apart")].sort_values("ratio", kind="stable")
    rows = rows.assign(goal=_goals(rows)).to_dict("records")
    with theme():
        place = place_of(None)
        ax = place.ax
        ax.set_xscale("log")
        ax.set_xlim(min(row["low"] for row in rows) / 1.3, max(row["high"] for row in rows) * 1.3)
        middles = lay_rows(place, [f"{row['row']}\n{row['note']}" for row in rows], [_evidence(row) for row in rows])
        ticks = [tick for tick in _TICKS if ax.get_xlim()[0] <= tick <= ax.get_xlim()[1]]
        ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        ax.minorticks_off()
        for y, row in zip(middles, rows, strict=True):
            ours = row["kind"] == "ours"
            draw_interval(ax, y, row["low"], row["high"])
            draw_dot(ax, row["ratio"], y, "D" if row["kind"] == "bare" else "o", "black" if ours else "white")
            if row["goal"] > 0:
                ax.plot([row["goal"]], [y], marker="|", markersize=13, markeredgewidth=2, color="#8C8C8C", zorder=3)
        look = {"linestyle": "none", "markeredgecolor": "black", "markersize": 5}
        handles = [
            Line2D([], [], marker="o", markerfacecolor="black", label="framing", **look),
            Line2D([], [], marker="o", markerfacecolor="white", label="others", **look),
            Line2D([], [], marker="D", markerfacecolor="white", label="the scan alone", **look),
            Line2D(
                [], [], marker="|", color="#8C8C8C", markersize=9, markeredgewidth=2, linestyle="none", label="goal"
            ),
        ]
        write_words(place, Words("Time to find 600 terms in news", _axis(), list(_notes(rows))), handles)
        save_figure(ax, path, formats=("png", "svg"))


def _axis() -> str:
    return "time for the same text, as a multiple of that of the bare scan (log scale)"


def _goals(rows: pd.DataFrame) -> list[float]:
    """The largest ratio that reaches each row's goal; some goals are told by other rows."""
    ratios = rows.set_index("row")["ratio"]
    told = {
        TABLES.name: ratios.get("quanteda", nan) / QUANTEDA_TIMES,
        TWO_PROCESSES.name: ratios.get(TABLES_WITH_VOICES.name, nan) / TWO_PROCESSES_TIMES,
    }
    return [float(told.get(row, goal)) for row, goal in zip(rows["row"], rows["goal"], strict=True)]


def _evidence(row: dict) -> list[str]:
    return [f"{row['ratio']:.3g} \u00d7", f"{row['mb_per_s']:.3g} MB/s"]


def _notes(rows: list[dict]):
    most = max(row["rounds"] for row in rows if row["kind"] != "bare")
    whole = max(row["mb"] for row in rows)
    yield (
        f"One core unless said; medians of {most} interleaved rounds over {whole:.0f} MB of real news, each between"
        " two bare scans; whiskers from the smallest to the largest round. The bare scan is an Aho-Corasick automaton"
        " over the same bytes, which makes no table."
    )
    shorter = [f"{row['row']} {row['mb']:.2g} MB" for row in rows if row["mb"] < 0.95 * whole]
    if shorter:
        yield f"Measured on the beginning of the text: {', '.join(shorter)}."
