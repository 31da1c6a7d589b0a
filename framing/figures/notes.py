"""Words around a figure, folded to the room that there is: titles, legends, notes; sentences for captions."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.transforms import ScaledTranslation

from framing.figures.frame import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

    from framing.figures.dots import Place


class Words(NamedTuple):
    """What stands around a figure: title, name of the axis, notes below it."""

    title: str
    axis: str
    notes: Sequence[str] = ()


def measured(ax: Axes, words: str, size: float) -> tuple[float, float]:
    """Width and height of words, in points."""
    drawn = ax.text(0.5, 0.5, words, fontsize=size, transform=ax.transAxes)
    box = drawn.get_window_extent()
    drawn.remove()
    scale = 72 / ax.figure.canvas.figure.dpi
    return float(box.width * scale), float(box.height * scale)


def folded(ax: Axes, words: str, size: float, room: float) -> str:
    """Break words into lines of `room` points at most."""
    if not words.strip():
        return ""
    # Letters are a little wider at other resolutions than the one they are measured at.
    room *= 0.97
    characters = max(int(room / max(measured(ax, words, size)[0], 1) * len(words) * 1.15), 1)
    while True:
        lines = "\n".join(textwrap.wrap(words, characters))
        if characters <= 4 or measured(ax, lines, size)[0] <= room:
            return lines
        characters -= 1


def write_words(place: Place, words: Words, handles: Sequence[Artist] = ()) -> None:
    """Write title, axis name, legend and notes around rows that are laid out; make a new figure as high as all need.

    None of them is wider than the rows with their names and counts, so the layout of these stays as it is.
    """
    ax = place.ax
    size = float(ax.xaxis.label.get_fontsize())
    settle(ax)
    left, right = _sides(ax)
    wide = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    # The name of the axis is centred below it, so the nearer side limits it.
    ax.set_xlabel(folded(ax, words.axis, size, wide + 2 * min(left, right)))
    ax.set_title(folded(ax, words.title, float(ax.title.get_fontsize()) * 1.08, wide + right), loc="left")
    settle(ax)
    box = ax.get_tightbbox()
    if box is None:
        return
    below = (ax.get_window_extent().y0 - box.y0) * 72 / ax.figure.canvas.figure.dpi + 6
    anchor: Any = ax.transAxes + ScaledTranslation(-left / 72, -below / 72, ax.figure.canvas.figure.dpi_scale_trans)
    legend = _write_legend(ax, handles, anchor, wide + left + right) if handles else None
    if words.notes:
        lines = [folded(ax, note, size - 1, wide + left + right - 1) for note in words.notes]
        ax.annotate(
            "\n".join(lines), (0, 0), xycoords=legend or anchor, xytext=(0, -4 if legend else 0),
            textcoords="offset points", ha="left", va="top", fontsize=size - 1, annotation_clip=False,
        )  # fmt: skip
    if place.own:
        fit_height(ax)
    settle(ax)


def interval_note(table: pd.DataFrame) -> str:
    """Say what the intervals are and what was resampled."""
    basis = sorted({part for cell in table["interval"].dropna() for part in str(cell).split(" | ")} - {""})
    over = f"; basis: {', '.join(basis)}" if basis else ""
    return f"Whiskers are the intervals of the table (95%, unless another level was asked for{over})."


def span(numbers: Iterable[float], counted: str) -> str:
    """Say how much evidence the rows rest on: "12 to 340 mentions"."""
    whole = sorted(int(number) for number in numbers)
    if whole[0] == whole[-1]:
        return f"{whole[0]:,} {counted.removesuffix('s') if whole[0] == 1 else counted}"
    return f"{whole[0]:,} to {whole[-1]:,} {counted}"


def _sides(ax: Axes) -> tuple[float, float]:
    """How far names stick out at the left of the axes and counts at the right, in points."""
    frame, box = ax.get_window_extent(), ax.get_tightbbox()
    if box is None:
        return 0.0, 0.0
    scale = 72 / ax.figure.canvas.figure.dpi
    return float(frame.x0 - box.x0) * scale, float(box.x1 - frame.x1) * scale


def _write_legend(ax: Axes, handles: Sequence[Artist], anchor: Any, room: float) -> Legend:  # noqa: ANN401 - a transform
    """Put a legend below, in as many columns as fit."""
    for columns in range(len(handles), 0, -1):
        legend = ax.legend(
            handles=list(handles), loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=anchor, ncols=columns,
            borderaxespad=0, borderpad=0, handlelength=1.6, columnspacing=1.4, frameon=False,
        )  # fmt: skip
        # One that is too wide would squeeze the axes.
        legend.set_in_layout(False)
        settle(ax)
        if legend.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi <= room:
            break
    legend.set_in_layout(True)
    return legend


def fit_height(ax: Axes) -> None:
    """Make the axes as many points high as their scale is long, and the figure as the words around them need."""
    figure = ax.figure.canvas.figure
    points = abs(float(ax.get_ylim()[0] - ax.get_ylim()[1]))
    for _ in range(2):
        settle(ax)
        inside = ax.get_window_extent().height / figure.dpi
        figure.set_figheight(figure.get_figheight() + points / 72 - inside)
