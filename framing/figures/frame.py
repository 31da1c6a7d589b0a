"""What stands around the bars and dots: figures, legends, notes, counts at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from framing.figures.theme import WIDTH
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation


#: Room for the title, ticks, legend and notes of the last axes, and for title and ticks of the others.
_BELOW_LAST: Final = 86
_BETWEEN: Final = 42
#: The same for axes side by side, whose titles have two lines.
_BELOW_COLUMNS: Final = 106
#: Lines between axes without ticks and their legend, for the x label.
NO_TICKS: Final = 2.2


def one_column(table: pd.DataFrame, by: str | Sequence[str]) -> tuple[pd.DataFrame, str]:
    """Join several columns that name the rows into one: "North, own"."""
    if isinstance(by, str):
        return table, by
    name = ", ".join(by)
    check(table, by, "shares")
    return table.assign(**{name: table[list(by)].astype(str).agg(", ".join, axis=1)}), name


def new_figure(heights: Sequence[float]) -> tuple[Figure, list[Axes]]:
    """Make a figure of page width with one axes above the other, of these heights in points."""
    around = _BELOW_LAST + _BETWEEN * (len(heights) - 1)
    figure = Figure(figsize=(WIDTH, (sum(heights) + around) / 72), layout="constrained")
    ratios = {"height_ratios": list(heights)}
    axes = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw=ratios)
    return figure, list(axes[:, 0])


def new_columns(columns: int, height: float) -> tuple[Figure, list[Axes], Axes]:
    """Make a figure of page width with axes side by side, this high in points, and one below for legend and notes."""
    figure = Figure(figsize=(WIDTH, (height + _BELOW_COLUMNS) / 72), layout="constrained")
    grid = figure.add_gridspec(2, columns, height_ratios=[height, 1])
    axes = [figure.add_subplot(grid[0, column]) for column in range(columns)]
    foot = figure.add_subplot(grid[1, :])
    foot.spines[:].set_visible(False)
    foot.set_xticks([])
    foot.set_yticks([])
    return figure, axes, foot


def settle(ax: Axes) -> None:
    """Lay the figure out, so that widths on its axes can be measured."""
    figure = ax.figure.canvas.figure
    figure.draw_without_rendering()


def write_counts(ax: Axes, y: float, words: str, size: float) -> None:
    """Write `words` right of the axes, at the height of a row."""
    ax.annotate(
        words, (1, y), xycoords=ax.get_yaxis_transform(), xytext=(6, 0), textcoords="offset points",
        ha="left", va="center", fontsize=size, annotation_clip=False,
    )  # fmt: skip


def write_below(ax: Axes, handles: Sequence[Artist], footnote: str, lines: float = 4.2) -> Annotation | None:
    """Put a legend some lines below the axes, and below that a footnote, which is returned."""
    size = float(ax.xaxis.label.get_fontsize())
    figure = ax.figure.canvas.figure
    below = ax.transAxes + ScaledTranslation(0, -lines * size / 72, figure.dpi_scale_trans)
    anchor: Any = below
    if handles:
        anchor = ax.legend(
            handles=list(handles), loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=below,
            ncols=min(len(handles), 5), borderaxespad=0, borderpad=0, handlelength=1.6, columnspacing=1.4,
            frameon=False,
        )  # fmt: skip
    if not footnote:
        return None
    return ax.annotate(
        footnote, (0.5, 0), xycoords=anchor, xytext=(0, -5 if handles else 0), textcoords="offset points",
        ha="center", va="top", fontsize=size - 1, annotation_clip=False,
    )  # fmt: skip


def name_rows(ax: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    """Write the names of the rows left of the axes, first row on top."""
    ax.set_yticks(list(places), list(names))
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "right", "top"]].set_visible(False)
