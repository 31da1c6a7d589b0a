"""How often a model is right when it says how sure it is."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from math import hypot, isfinite
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.frame import settle, write_below
from framing.figures.lettering import width_of
from framing.figures.model_tables import bars_note, check_rows, check_shares, small_width
from framing.figures.placement import place_labels
from framing.figures.theme import MARKERS, theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.figures.placement import Line, Point

#: Height of a line of small numbers, in points.
_STRIP: Final = 10
#: Room between the names of classes and these numbers, as a part of the x axis.
_GAP: Final = 0.05
#: Room between the words and the edge of the figure, in inches.
_EDGE: Final = 0.05
#: Dashes that tell classes apart besides their markers.
_DASHES: Final = ("-", "--", "-.", (0, (1, 1.5)))


def plot_calibration(calibration: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often a model is right when it says how sure it is.

    On the dotted diagonal, a class is found as often as predicted; below it, the model is too sure of the class,
    above it, not sure enough. Below the axes stand the numbers of texts that each point rests on, or,
    where these have no room, the smallest and the largest.

    Parameters
    ----------
    calibration : pandas.DataFrame
        One row per class and bin of predictions: ``class``, ``predicted`` (mean predicted probability), ``observed``
        (share of the class), ``low``, ``high``, ``n``. Four classes at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide, or as wide as the theme says if
        that is less.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds more than four classes, or a number that is no
        probability.

    Examples
    --------
    >>> import pandas as pd
    >>> calibration = pd.DataFrame({
    ...     "class": "negative", "predicted": [0.2, 0.8], "observed": [0.3, 0.7], "low": [0.2, 0.6],
    ...     "high": [0.4, 0.8], "n": [120, 80]})
    >>> axes = plot_calibration(calibration)
    >>> [text.get_text() for text in axes.texts if "Bars" not in text.get_text()][:5]
    ['Texts per bin (n)', 'negative', '120', '80', 'negative']
    """
    columns = ["class", "predicted", "observed", "low", "high", "n"]
    check_rows(calibration, columns, ["class", "predicted"], "calibration")
    check_shares(calibration, ["predicted", "observed"], "calibration")
    classes = list(dict.fromkeys(calibration["class"].astype(str)))
    if len(classes) > len(_DASHES):
        raise TableError(
            f"plot_calibration: the table holds {len(classes)} classes; at most {len(_DASHES)} can be told apart:"
            " draw fewer at once"
        )
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            wide = small_width()
            ax = Figure(figsize=(wide, wide + 0.4 + 0.14 * len(classes)), layout="constrained").subplots()
        _prepare_calibration(ax)
        settle(ax)
        bars = [((0.0, 0.0), (1.0, 1.0))]
        points: dict[str, list[Point]] = {}
        size = float(ax.xaxis.label.get_fontsize()) - 1
        under = 2.7 * size + 13
        _write_under(ax, -_GAP, under, "Texts per bin (n)", size, "right")
        for place, name in enumerate(classes):
            rows = calibration[calibration["class"].astype(str) == name].sort_values("predicted")
            bars += _draw_class(ax, rows, place)
            points[name] = [(float(x), float(y)) for x, y in zip(rows["predicted"], rows["observed"], strict=True)]
            bars += pairwise(points[name])
            _write_class(ax, place, name, under + _STRIP * (place + 1))
        lines = 2.9 + (13 + _STRIP * (len(classes) + 1)) / (size + 1)
        write_below(ax, [], bars_note(ax), lines)
        settle(ax)
        if own:
            _trim(ax)
        for place, name in enumerate(classes):
            rows = calibration[calibration["class"].astype(str) == name].sort_values("predicted")
            _write_strip(ax, rows, under + _STRIP * (place + 1))
        dots = [point for each in points.values() for point in each]
        place_labels(ax, [_apart(name, points) for name in classes], classes, bars=bars, dots=dots)
        caption = (
            "Calibration: how often a class was right, by the probability the model gave it. On the diagonal"
            " probabilities are what they say. Bars are intervals (95 %, unless another level was asked for);"
            " the strips below count the texts of each bin."
        )
        describe(ax, calibration, caption, _told(points))
    return ax


def _trim(ax: Axes) -> None:
    """Cut off what square axes leave free above and below them."""
    figure = ax.figure.canvas.figure
    box, place, before = figure.get_tightbbox(), ax.get_position(), figure.get_figheight()
    # A later draw would lay out anew, and shift the points under their labels.
    figure.set_layout_engine("none")
    after = box.height + 2 * _EDGE
    figure.set_figheight(after)
    bottom = place.y0 * before - box.y0 + _EDGE
    ax.set_position((place.x0, bottom / after, place.width, place.height * before / after))


def _prepare_calibration(ax: Axes) -> None:
    ticks = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xlim(-0.03, 1.03)
    ax.set_ylim(-0.03, 1.03)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_aspect("equal")
    ax.set_xlabel("Mean predicted probability")
    ax.set_ylabel("Observed share")
    ax.plot([0, 1], [0, 1], color="black", linewidth=0.8, linestyle=":", zorder=1)
    ax.spines[["left", "bottom", "right", "top"]].set_visible(True)


def _draw_class(ax: Axes, rows: pd.DataFrame, place: int) -> list[Line]:
    """Draw the points of a class and their bars, which are returned."""
    marker, filling = MARKERS[place]
    found = []
    for row in rows.to_dict("records"):
        ax.plot([row["predicted"]] * 2, [row["low"], row["high"]], color="black", linewidth=0.6, zorder=2)
        if isfinite(row["low"]) and isfinite(row["high"]):
            found.append(
                ((float(row["predicted"]), float(row["low"])), (float(row["predicted"]), float(row["high"])))
            )
    ax.plot(
        [float(x) for x in rows["predicted"]], [float(y) for y in rows["observed"]], color="black", linewidth=0.8,
        linestyle=_DASHES[place], marker=marker, markersize=5, markerfacecolor=filling, markeredgecolor="black",
        markeredgewidth=0.7, zorder=3, clip_on=False,
    )  # fmt: skip
    return found


def _apart(name: str, points: Mapping[str, Sequence[Point]]) -> Point:
    """The point of a class that lies furthest from those of the others, where its label is best understood."""
    others = [point for other, each in points.items() if other != name for point in each]
    return max(
        points[name], key=lambda at: (min((hypot(at[0] - x, at[1] - y) for x, y in others), default=0.0), at[0])
    )


def _told(points: Mapping[str, Sequence[Point]]) -> str:
    """Say how far each class strays from the diagonal."""
    gaps = []
    for name, each in points.items():
        x, y = max(each, key=lambda at: abs(at[1] - at[0]))
        gaps.append(f"{name} {abs(y - x):.2f} (predicted {x:.2f}, observed {y:.2f})")
    lines = "A line" if len(points) == 1 else f"{len(points)} lines"
    return f"{lines} and a diagonal. Largest gap between predicted and observed: {'; '.join(gaps)}."


def _write_under(ax: Axes, x: float, below: float, words: str, size: float, side: str = "center") -> None:
    """Write words some points below the axes."""
    at: Any = ax.get_xaxis_transform()
    ax.annotate(
        words, (x, 0), xycoords=at, xytext=(0, -below), textcoords="offset points", ha=side, va="center",
        fontsize=size, annotation_clip=False,
    )  # fmt: skip


def _write_class(ax: Axes, place: int, name: str, below: float) -> None:
    """Write the name of a class, with its marker, left of its numbers."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    _write_under(ax, -_GAP - 0.04, below, shorten(name, 22, placeholder="\u2026"), size, "right")
    marker, filling = MARKERS[place]
    down = ScaledTranslation(0, -below / 72, ax.figure.canvas.figure.dpi_scale_trans)
    ax.plot(
        [-_GAP - 0.015], [0], marker=marker, markersize=4, markerfacecolor=filling, markeredgecolor="black",
        markeredgewidth=0.7, linestyle="none", transform=ax.get_xaxis_transform() + down, clip_on=False,
    )  # fmt: skip


def _write_strip(ax: Axes, rows: pd.DataFrame, below: float) -> None:
    """Write the n of each bin below it, moved as far as neighbours need; their range where all have no room."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    words = [f"{int(n):,}" for n in rows["n"]]
    places = [float(x) for x in rows["predicted"]]
    widths = [width_of(ax, word, size, margin=5) for word in words]
    if sum(widths) > 1 + 2 * _GAP:
        _write_under(ax, 0.5, below, f"{int(rows['n'].min()):,} to {int(rows['n'].max()):,}", size)
        return
    edge = -_GAP
    for at, width in enumerate(widths):
        places[at] = max(places[at], edge + width / 2)
        edge = places[at] + width / 2
    # What was pushed out on the right is pushed back.
    over = 1 + _GAP
    for at in reversed(range(len(places))):
        places[at] = min(places[at], over - widths[at] / 2)
        over = places[at] - widths[at] / 2
    for x, word in zip(places, words, strict=True):
        _write_under(ax, x, below, word, size)
