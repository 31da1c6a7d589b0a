"""Heat maps: fields with a colour that darkens or lightens evenly, a number on each, a hatch where it is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from framing.figures.frame import settle
from framing.figures.notes import measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

#: Smallest letters.
_LEAST: Final = 6.0
#: Hatch of fields that are unsure.
UNSURE: Final = "//////"


def columns_that_fit(ax: Axes, sample: str) -> int:
    """How many columns of the smallest numbers have room on axes whose rows are named; `sample` is the widest."""
    settle(ax)
    room = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    return max(int(room / (measured(ax, sample, _LEAST)[0] + 3)), 1)


def fit_columns(ax: Axes, names: Sequence[str], sample: str) -> float:
    """Set the scale of the columns, write their names below, upright where they are long; give the size of numbers.

    `sample` is the widest number.
    """
    size = float(ax.xaxis.label.get_fontsize())
    ax.set_xlim(-0.5, max(len(names), 1) - 0.5)
    ax.set_xticks(range(len(names)), list(names))
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    settle(ax)
    room = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi / max(len(names), 1)
    if any(measured(ax, name, size)[0] > room - 1 for name in names):
        for label in ax.get_xticklabels():
            label.set_rotation(90)
    return float(max(min(size - 1, (size - 1) * (room - 2) / measured(ax, sample, size - 1)[0]), _LEAST))


def edges_of(middles: Sequence[float]) -> list[float]:
    """Where rows begin and end, the first of which begins at 0.

    Examples
    --------
    >>> edges_of([5, 15, 30])
    [0.0, 10.0, 20.0, 40.0]
    """
    edges = [0.0]
    for middle in middles:
        edges.append(2 * middle - edges[-1])
    return edges


def draw_cell(
    ax: Axes, place: tuple[float, float, float], level: float, words: str, size: float, *, cmap: str, unsure: bool
) -> None:
    """Draw a field at a column, from top to bottom, in the colour of `level` (0 to 1), with words on it."""
    column, top, bottom = place
    colour = mpl.colormaps[cmap](level)
    # Letters and hatches are black on light colours and white on dark ones.
    dark = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2] < 0.45
    face, ink = to_hex(colour), "white" if dark else "black"
    spot = (column - 0.5, top)
    field = Rectangle(spot, 1, bottom - top, facecolor=face, edgecolor="none", linewidth=0, zorder=2)
    if unsure:
        field.set(hatch=UNSURE, edgecolor="#B9B9B9" if dark else "#555555")
    ax.add_patch(field)
    ax.add_patch(Rectangle(spot, 1, bottom - top, facecolor="none", edgecolor="white", linewidth=0.8, zorder=3))
    ax.text(
        column, (top + bottom) / 2, words, fontsize=size, color=ink, ha="center", va="center_baseline", zorder=4,
        bbox={"facecolor": face, "edgecolor": "none", "pad": 0.7},
    )  # fmt: skip
