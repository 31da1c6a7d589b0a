"""What figures of a model's quality share: checks of their tables, their width, their ticks, the note on bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.ticker import MaxNLocator

from framing.errors import TableError
from framing.figures.frame import settle
from framing.figures.notes import folded
from framing.figures.theme import width
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

#: What bars are; the tables do not say at which level they were computed.
BARS: Final = "Bars are 95% intervals, unless another level was asked for"
#: Width of figures that need no whole page, in inches (120 mm).
_WIDTH: Final = 4.72


def small_width() -> float:
    """Width of a figure that needs no whole page, in inches: less on a narrow page."""
    return min(_WIDTH, width())


def bars_note(ax: Axes) -> str:
    """Say what bars are, in lines no wider than the axes."""
    settle(ax)
    room = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    return folded(ax, BARS, float(ax.xaxis.label.get_fontsize()) - 1, room)


def check_rows(table: pd.DataFrame, columns: Sequence[str], keys: Sequence[str], name: str) -> None:
    """Raise if a column is missing, there is nothing to draw, or a row is there twice."""
    check(table, columns, name)
    if table.empty:
        raise TableError(f"{name}: the table has no rows; there is nothing to draw")
    twice = table.duplicated(list(keys))
    if twice.any():
        row = table[twice].iloc[0]
        which = ", ".join(f"{key} {row[key]}" for key in keys)
        raise TableError(f"{name}: {which} is there twice; draw a table with one row per {' and '.join(keys)}")


def check_shares(table: pd.DataFrame, columns: Sequence[str], name: str) -> None:
    """Raise if a column holds a number that is no share."""
    for column in columns:
        strange = table[~table[column].between(0, 1)]
        if len(strange):
            raise TableError(f"{name}: column {column!r} holds {strange[column].iloc[0]:g}; allowed are 0 to 1")


def set_ticks(axis: Axis, limits: tuple[float, float]) -> None:
    """Write round numbers within the limits, and from -1 to 1, all with as many decimals."""
    low, high = max(limits[0], -1), min(limits[1], 1)
    ticks = [float(tick) for tick in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(*limits) if low <= tick <= high]
    places = max(len(f"{round(tick, 6):g}".partition(".")[2]) for tick in ticks)
    axis.set_ticks(ticks, [f"{round(tick, 6) + 0:.{places}f}".replace("-", "\u2212") for tick in ticks])
