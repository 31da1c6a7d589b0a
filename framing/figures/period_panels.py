"""Panels of shares over time: dots with intervals, the evidence below them, the letters of events above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.figures.calendar import letter_of
from framing.figures.notes import measured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from framing.figures.calendar import Timeline

    Floats = NDArray[np.float64]

#: Size of the numbers of mentions, in points.
_SMALL: Final = 6.0


class Panel(NamedTuple):
    """One source: its name, its rows by time, and the first day of each period and of what follows it."""

    name: str
    rows: pd.DataFrame
    spans: list[tuple[date, date]]


def draw_panels(axes: Sequence[Axes], panels: Sequence[Panel], timeline: Timeline) -> bool:
    """Draw events, dots, intervals and evidence; tell whether the evidence is drawn as bars."""
    ax = axes[0]
    points = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    n_days = (timeline.last - timeline.first).days
    pitch = min((end - start).days for panel in panels for start, end in panel.spans) / n_days * points
    most = max(int(panel.rows["n_mentions"].max()) for panel in panels)
    as_bars = measured(ax, f"{most:,}", _SMALL)[0] + 1.5 > pitch
    for ax, panel in zip(axes, panels, strict=True):
        for day in timeline.days:
            ax.axvline(day.toordinal(), color="black", linewidth=0.6, linestyle=(0, (3, 2)), zorder=1)
        _draw_shares(ax, panel, min(max(0.6 * pitch, 1.8), 4.5))
        _draw_evidence(ax, panel, most, min(max(0.7 * pitch, 0.4), 3.0) if as_bars else 0)
    _write_letters(axes[0], timeline)
    return as_bars


def _middles(panel: Panel) -> Floats:
    """Where the dots stand: in the middle of their periods."""
    return np.array([(start.toordinal() + end.toordinal()) / 2 for start, end in panel.spans])


def _draw_shares(ax: Axes, panel: Panel, size: float) -> None:
    """Draw dots with intervals, joined where one period follows the other."""
    x, value = _middles(panel), panel.rows["value"].to_numpy()
    gaps = [i for i in range(1, len(x)) if panel.spans[i - 1][1] != panel.spans[i][0]]
    ax.plot(np.insert(x, gaps, np.nan), np.insert(value, gaps, np.nan), color="black", linewidth=0.5, zorder=3)
    ax.vlines(x, panel.rows["low"], panel.rows["high"], color="#9A9A9A", linewidth=0.7, zorder=2)
    few = panel.rows["flag"].astype(str).str.contains("few mentions").to_numpy(dtype=bool)
    for chosen, filling in ((~few, "black"), (few, "white")):
        # An empty line that is not clipped would count as lying in the corner of the figure.
        if chosen.any():
            ax.plot(
                x[chosen], value[chosen], marker="o", markersize=size, markerfacecolor=filling,
                markeredgecolor="black", markeredgewidth=0.5, linestyle="none", clip_on=False, zorder=4,
            )  # fmt: skip


def _draw_evidence(ax: Axes, panel: Panel, most: int, thick: float) -> None:
    """Write the number of mentions below each dot, or draw it as a bar this thick."""
    low, x, n = ax.get_ylim()[0], _middles(panel), panel.rows["n_mentions"].to_numpy()
    if thick:
        ax.vlines(x, low, low * (1 - 0.75 * n / most), color="#555555", linewidth=thick, zorder=1)
        return
    for place, number in zip(x, n, strict=True):
        ax.text(
            place, 0.66 * low, f"{int(number):,}", fontsize=_SMALL, ha="center", va="center", zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
        )  # fmt: skip


def _write_letters(ax: Axes, timeline: Timeline) -> None:
    """Write the letters of events at the top of their lines; those too near to each other share a place."""
    low, high = ax.get_xlim()
    near = 9 / (ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi) * (high - low)
    together: list[list[int]] = []
    for i, day in enumerate(timeline.days):
        if together and day.toordinal() - timeline.days[together[-1][-1]].toordinal() < near:
            together[-1].append(i)
        else:
            together.append([i])
    for places in together:
        x = sum(timeline.days[i].toordinal() for i in places) / len(places)
        ax.annotate(
            ",".join(letter_of(i) for i in places), (x, 1), xycoords=ax.get_xaxis_transform(), xytext=(0, -1),
            textcoords="offset points", ha="center", va="top", fontsize=_SMALL + 0.5, zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )  # fmt: skip
