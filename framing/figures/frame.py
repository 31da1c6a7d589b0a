"""What stands around the bars and dots: figures, legends, notes, counts at the right."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation, Transform

from framing.figures.theme import NARROW, width
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend
    from matplotlib.text import Annotation, Text


#: Room for title, ticks and their name, in points; for axes side by side, whose titles have two lines.
_AROUND: Final = 44
_AROUND_COLUMNS: Final = 64
#: Between legend, note and the edge of the figure, in inches.
_GAP: Final = 5 / 72

#: Inches at the foot of each figure made here that hold its legend and notes.
_FEET: Final[WeakKeyDictionary[Figure, float]] = WeakKeyDictionary()


def one_column(table: pd.DataFrame, by: str | Sequence[str]) -> tuple[pd.DataFrame, str]:
    """Join several columns that name the rows into one: "North, own"."""
    if isinstance(by, str):
        return table, by
    name = ", ".join(by)
    check(table, by, "shares")
    return table.assign(**{name: table[list(by)].astype(str).agg(", ".join, axis=1)}), name


def is_narrow() -> bool:
    """Whether a new figure is too narrow for panels side by side, long names and long counts."""
    return width() < NARROW


def sized_figure(height: float) -> Figure:
    """Make a figure as wide as the theme asks, `height` inches high, whose foot grows with what is written there."""
    figure = Figure(figsize=(width(), height), layout="constrained")
    _FEET[figure] = 0.0
    return figure


def new_figure(heights: Sequence[float]) -> tuple[Figure, list[Axes]]:
    """Make a figure with one axes above the other, of these heights in points."""
    figure = sized_figure((sum(heights) + _AROUND * len(heights)) / 72)
    axes = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": list(heights)})
    return figure, list(axes[:, 0])


def new_columns(columns: int, height: float) -> tuple[Figure, list[Axes], Axes]:
    """Make a figure with axes this high side by side, and one below for legend and notes.

    On a narrow page the axes stand one above the other, and each needs the names of its rows.
    """
    rows = columns if is_narrow() else 1
    figure = sized_figure((rows * (height + _AROUND_COLUMNS) + 14) / 72)
    grid = figure.add_gridspec(rows + 1, columns if rows == 1 else 1, height_ratios=[*[height] * rows, 1])
    axes = [figure.add_subplot(grid[at, 0] if is_narrow() else grid[0, at]) for at in range(columns)]
    foot = figure.add_subplot(grid[rows, :])
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


def write_below(ax: Axes, handles: Sequence[Artist], footnote: str, lines: float = 4.2) -> Text | None:
    """Put a legend and a footnote, which is returned, at the foot of the figure, or `lines` below axes of others.

    Both are folded to the width of the figure, which grows in height by what they need.
    """
    figure = ax.figure.canvas.figure
    if figure not in _FEET:
        return _write_under(ax, handles, footnote, lines)
    note, foot = None, _FEET[figure] + _GAP
    room = figure.get_figwidth() - 2 * _GAP
    if footnote:
        size = float(ax.xaxis.label.get_fontsize()) - 1
        # Of the figure, not the axes, which would make room for it twice.
        where = _above_edge(figure, foot)
        note = figure.text(0.5, 0, footnote, transform=where, ha="center", va="bottom", fontsize=size)
        _fold(note, room)
        foot += note.get_window_extent().height / figure.dpi + _GAP
    if handles:
        foot += _legend(ax, handles, foot, room).get_window_extent().height / figure.dpi + _GAP
    height = figure.get_figheight() + foot - _FEET[figure]
    figure.set_figheight(height)
    engine = figure.get_layout_engine()
    if engine is not None:
        room_above: Any = {"rect": (0, foot / height, 1, 1 - foot / height)}
        engine.set(**room_above)
    _FEET[figure] = foot
    _fold_titles(ax, height)
    return note


def _above_edge(figure: Figure, inches: float) -> Transform:
    """Coordinates of the figure, lifted; a notebook crops figures, and these move with them."""
    return figure.transFigure + ScaledTranslation(0, inches, figure.dpi_scale_trans)


def _legend(ax: Axes, handles: Sequence[Artist], foot: float, room: float) -> Legend:
    """A legend of as many columns as fit, so many inches above the edge of the figure."""
    figure = ax.figure.canvas.figure
    for columns in range(min(len(handles), 5), 0, -1):
        legend = figure.legend(
            handles=list(handles), loc="lower center", bbox_to_anchor=(0.5, 0),
            bbox_transform=_above_edge(figure, foot), ncols=columns, borderaxespad=0, borderpad=0, handlelength=1.6,
            columnspacing=1.4, frameon=False,
        )  # fmt: skip
        settle(ax)
        if columns == 1 or legend.get_window_extent().width <= room * figure.dpi:
            break
        legend.remove()
    return legend


def _fold_titles(ax: Axes, height: float) -> None:
    """Break the names of the axes where they would run out of the figure, which grows by the lines below."""
    figure = ax.figure.canvas.figure
    settle(ax)
    box = ax.get_window_extent()
    middle, wide = (box.x0 + box.x1) / 2 / figure.dpi, figure.get_figwidth()
    _fold(ax.xaxis.label, 2 * min(middle, wide - middle))
    _fold(ax.yaxis.label, box.height / figure.dpi, upright=True)
    lines = ax.xaxis.label.get_text().count("\n")
    if lines:
        figure.set_figheight(height + lines * 1.2 * float(ax.xaxis.label.get_fontsize()) / 72)


def _fold(words_drawn: Text, room: float, *, upright: bool = False) -> None:
    """Break the lines of words so that they are `room` inches long at most."""
    words, dpi = words_drawn.get_text(), words_drawn.figure.canvas.figure.dpi
    if not words:
        return

    def length() -> float:
        box = words_drawn.get_window_extent()
        return float(box.height if upright else box.width)

    longest = max(len(line) for line in words.splitlines())
    while length() > 0.98 * room * dpi and longest > 10:
        longest -= 1
        words_drawn.set_text("\n".join(part for line in words.splitlines() for part in textwrap.wrap(line, longest)))


def _write_under(ax: Axes, handles: Sequence[Artist], footnote: str, lines: float) -> Annotation | None:
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
