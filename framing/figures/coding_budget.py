"""What more coding by hand buys: expected half-widths of corrected shares against the number of coded units."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from math import inf, log10
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import pick
from framing.figures.frame import one_column, settle
from framing.figures.model_tables import check_rows
from framing.figures.notes import folded
from framing.figures.theme import theme, width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

_WHERE: Final = "plot_coding_budget"
_COLUMNS: Final = ("actor", "label", "n", "half_width", "half_width_gold_only", "gap", "n_mentions", "flag")
#: Widest figure, in inches (140 mm); points between two names, and room for axis, title and notes, in points.
_WIDEST: Final = 5.5
_LINE: Final = 11
_AROUND: Final = 70
#: Fewer numbers on the axis than this do not tell its scale.
_TICKS: Final = 3
_GREY: Final = "#8C8C8C"
_MEDIAN: Final = "median"
_GOLD: Final = "median, coded units alone"


def plot_coding_budget(budget: pd.DataFrame, *, by: str | Sequence[str] = "source", ax: Axes | None = None) -> Axes:
    """Draw how narrow the interval of a corrected share would be, for so many coded units.

    A thin line is a group, named at its end with the number of its mentions. The thick line is the median of the
    groups, the dashed one that of shares from coded units alone, where half of the groups have one (those without a
    number count as the widest).

    Parameters
    ----------
    budget : pandas.DataFrame
        One row per group and number of units, as `framing.coding_budget` gives it, of one actor and label.
    by : str or list of str
        Columns that name the groups.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 140 mm wide, or as wide as the theme says if that is less.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`. Both axes are logarithmic.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds several actors or labels, or no half-width.

    Examples
    --------
    >>> import pandas as pd
    >>> budget = pd.DataFrame({
    ...     "source": ["North"] * 2 + ["South"] * 2, "actor": "opposition", "label": "terrorist", "n": [100, 400] * 2,
    ...     "half_width": [0.13, 0.07, 0.2, 0.1], "half_width_gold_only": [0.15, 0.08, 0.22, 0.11], "gap": 0.1,
    ...     "n_mentions": [300, 300, 90, 90], "flag": ""})
    >>> sorted(text.get_text() for text in plot_coding_budget(budget).texts)[:3]
    ['North (300)', 'South (90)', 'median']
    """
    budget, name = one_column(budget, by)
    check_rows(budget, [name, *_COLUMNS], [name, "actor", "label", "n"], "budget")
    rows = pick(pick(budget, "actor", None, _WHERE), "label", None, _WHERE)
    lines = {str(group): of.sort_values("n") for group, of in rows.groupby(name, sort=True)}
    drawn = {group: of[of["half_width"].notna()] for group, of in lines.items()}
    lost = [group for group, of in drawn.items() if of.empty]
    drawn = {group: of for group, of in drawn.items() if not of.empty}
    if not drawn:
        raise TableError(f"{_WHERE}: no group has a half-width; too few units are coded: give larger n")
    medians = {} if len(lines) == 1 else _medians(rows)
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            high = max((len(drawn) + 3) * _LINE, 150) + _AROUND
            ax = Figure(figsize=(min(_WIDEST, width()), high / 72), layout="constrained").subplots()
        _prepare(ax, rows)
        for of in drawn.values():
            only = len(lines) == 1
            ax.plot(list(of["n"]), list(100 * of["half_width"]), color="black" if only else _GREY, linewidth=0.7,
                    marker="o", markersize=2.4, zorder=2)  # fmt: skip
        for words, line in medians.items():
            wide, dashes = (1.8, "-") if words == _MEDIAN else (1.1, "--")
            # A median of one number is no line.
            mark = ("D" if words == _MEDIAN else "s") if len(line) == 1 else ""
            ax.plot([int(n) for n in line.index], list(100 * line), color="black", linewidth=wide, linestyle=dashes,
                    marker=mark, markersize=3.6, zorder=3)  # fmt: skip
        _write_words(ax, rows, lost, own=own)
        _write_names(ax, drawn, medians)
        settle(ax)
        describe(ax, rows, _caption(rows, name, lost), _told(drawn, medians))
    return ax


def _medians(rows: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """What half of the groups reach or better, where half of them have a number at all."""
    columns = {_MEDIAN: "half_width", _GOLD: "half_width_gold_only"}
    found = {words: rows.fillna({column: inf}).groupby("n")[column].median() for words, column in columns.items()}
    found = {words: of[of < inf] for words, of in found.items()}
    return {words: of for words, of in found.items() if len(of)}


def _prepare(ax: Axes, rows: pd.DataFrame) -> None:
    """Set scales and ticks."""
    sizes = sorted({int(n) for n in rows["n"]})
    ax.set_xscale("log")
    room = (sizes[-1] / sizes[0]) ** 0.04 if len(sizes) > 1 else 1.2
    ax.set_xlim(sizes[0] / room, sizes[-1] * room)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    found = [
        100 * float(value) for value in rows[["half_width", "half_width_gold_only"]].to_numpy().ravel() if value > 0
    ]
    ax.set_yscale("log")
    ax.set_ylim(min(found) / 1.15, max(found) * 1.15)
    ax.yaxis.set_minor_locator(NullLocator())
    for steps in ((1, 2, 5), (1, 1.5, 2, 3, 4, 5, 6, 8)):
        ticks = [first * 10.0**power for power in range(-2, 3) for first in steps]
        ticks = [tick for tick in ticks if ax.get_ylim()[0] <= tick <= ax.get_ylim()[1]]
        if len(ticks) >= _TICKS:
            break
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.spines["left"].set_visible(True)


def _write_words(ax: Axes, rows: pd.DataFrame, lost: Sequence[str], *, own: bool) -> None:
    """Write title, names of the axes and, below the x axis, the notes."""
    actor, label = rows["actor"].iloc[0], rows["label"].iloc[0]
    size = float(ax.xaxis.label.get_fontsize())
    notes = ["In brackets: mentions of the actor."]
    if lost:
        notes.append(f"Not estimable, fewer than ten coded units: {', '.join(lost)}.")
    ax.set_ylabel("Half-width (percentage points)")
    settle(ax)
    points = 72 / ax.figure.canvas.figure.dpi
    wide = ax.get_window_extent().width * points
    figure = ax.figure.canvas.figure
    whole = figure.bbox.width * points - 20 if own else wide
    title = f"Share of \u2018{label}\u2019, {actor}: expected half-width of the corrected share"
    ax.set_title(folded(ax, title, float(ax.title.get_fontsize()) * 1.08, 0.9 * whole), loc="left")
    note = folded(ax, " ".join(notes), size - 1, 0.6 * whole)
    name = folded(ax, "Units coded by hand, in all (both scales logarithmic)", size, 0.6 * whole)
    ax.set_xlabel(f"{name}\n{note}")
    if own and isinstance(figure, Figure):
        figure.set_figheight(figure.get_figheight() + ax.get_xlabel().count("\n") * 1.3 * size / 72)


def _write_names(ax: Axes, drawn: Mapping[str, pd.DataFrame], medians: Mapping[str, pd.Series[float]]) -> None:
    """Name the lines right of their ends, moved apart where they would touch, with a thin line to each."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    ends = [(float(of["half_width"].iloc[-1]) * 100, int(of["n"].iloc[-1]),
             f"{group} ({int(of['n_mentions'].iloc[0]):,})", "normal") for group, of in drawn.items()]  # fmt: skip
    ends += [(100 * float(of.iloc[-1]), int(of.index[-1]), words, "bold") for words, of in medians.items()]
    ends.sort(key=lambda end: (end[0], end[2]))
    # Names make room for themselves at the right, which may change the height of the axes by nothing.
    for _, _, words, weight in ends:
        ax.annotate(words, (1.06, 0.5), xycoords="axes fraction", fontsize=size, fontweight=weight)
    settle(ax)
    for text in list(ax.texts):
        text.remove()
    low, high = map(log10, ax.get_ylim())
    room = ax.get_window_extent().height * 72 / ax.figure.canvas.figure.dpi
    heights = _apart([(log10(end[0]) - low) / (high - low) * room for end in ends], _LINE, room)
    for (value, n, words, weight), height in zip(ends, heights, strict=True):
        ax.annotate(
            words, (n, value), xycoords="data", xytext=(1.06, height / room), textcoords="axes fraction", va="center",
            fontsize=size, fontweight=weight, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "linewidth": 0.4, "color": _GREY, "shrinkA": 0, "shrinkB": 2,
                        "relpos": (0, 0.5)},
        )  # fmt: skip


def _apart(heights: Sequence[float], least: float, top: float) -> list[float]:
    """Ascending heights, moved as little as needed to lie `least` apart, those at the top pushed down again.

    Examples
    --------
    >>> _apart([0, 2, 50], 10, 50)
    [0.0, 10.0, 50.0]
    >>> _apart([45, 50], 10, 50)
    [40.0, 50.0]
    """
    moved = list(map(float, heights))
    for one, other in pairwise(range(len(moved))):
        moved[other] = max(moved[other], moved[one] + least)
    moved[-1] = min(moved[-1], float(max(top, least * (len(moved) - 1))))
    for other, one in pairwise(reversed(range(len(moved)))):
        moved[one] = min(moved[one], moved[other] - least)
    return moved


def _caption(rows: pd.DataFrame, name: str, lost: Sequence[str]) -> str:
    gap = float(rows["gap"].iloc[0])
    words = (
        f"Expected half-width of the corrected share of {rows['label'].iloc[0]!r} among mentions of"
        f" {rows['actor'].iloc[0]}, by the number of units coded by hand in all; one line per {name}. Reckoned before"
        " coding from the mentions found and the errors expected (design-based supervised learning); for the mentions"
        f" found. The table also tells the power to see a gap of {100 * gap:g} points."
    )
    return words + (f" Not estimable: {', '.join(lost)}." if lost else "")


def _told(drawn: Mapping[str, pd.DataFrame], medians: Mapping[str, pd.Series[float]]) -> str:
    """Say where the lines begin and end."""
    last = {group: float(of["half_width"].iloc[-1]) for group, of in drawn.items()}
    low, high = min(last, key=lambda group: last[group]), max(last, key=lambda group: last[group])
    lines = "A line that falls" if len(drawn) == 1 else f"{len(drawn)} lines that fall"
    told = (
        f"{lines} with the number of units. At the largest, half-widths go from {100 * last[low]:.1f} points ({low})"
        f" to {100 * last[high]:.1f} ({high})"
    )
    if _MEDIAN in medians:
        of = medians[_MEDIAN]
        told += f"; the median is {100 * float(of.iloc[0]):.1f} at {of.index[0]} units and"
        told += f" {100 * float(of.iloc[-1]):.1f} at {of.index[-1]}"
    return told + "."
