"""All words near an actor at once: how much more a source has them, against how frequent they are."""

from __future__ import annotations

from contextlib import nullcontext
from math import hypot
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from framing.figures.caption import describe
from framing.figures.dots import place_of
from framing.figures.frame import settle
from framing.figures.keyness import ALPHA, LESS, MORE, chosen, sides, statistics, title, typical
from framing.figures.notes import Words, measured, write_words
from framing.figures.theme import theme
from framing.figures.word_places import NEAR, along, place_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from framing.figures.word_places import Points

#: Height of the axes, and size of labels, in points.
_HEIGHT: Final = 300
_SIZE: Final = 7.0


def plot_keyness_scatter(
    keyness: pd.DataFrame,
    *,
    source: str,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    label_top: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw every word near an actor: how much more often a source has it, against how frequent it is.

    From left to right stands the number of occurrences in the source and its baseline together, on a logarithmic
    scale; from bottom to top the log odds ratio. Words that are distinguishable from 0 (adjusted p below 0.05) are
    filled triangles, which point up where the source has the word more often, and down where it has it less often;
    the rest are small hollow dots. The words that `plot_keyness` would draw have their names beside them, where there
    is room.

    Parameters
    ----------
    keyness : pandas.DataFrame
        One row per word, as `framing.keyness` gives it.
    source : str
        Whose words to draw.
    actor : str, optional
        Words near this actor; needed if the table holds several.
    names : mapping of str to str, optional
        How to print the names of sources and actors.
    label_top : int
        Words named on each side of 0, at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError, UnknownNameError
        As for `plot_keyness`.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.schema import KEYNESS
    >>> keyness = pd.DataFrame({
    ...     "actor": "opposition", "source": "North", "against": "rest", "word": ["seized", "freed"],
    ...     "log_odds": [1.2, -0.8], "low": [0.6, -1.9], "high": [1.8, 0.3], "p_adjusted": [0.001, 0.4]})
    >>> axes = plot_keyness_scatter(keyness.reindex(columns=list(KEYNESS), fill_value=9), source="North")
    >>> [text.get_text() for text in axes.texts if text.get_text() in ("seized", "freed")]
    ['seized', 'freed']
    """
    printed = names or {}
    rows = chosen(keyness, source, actor, "plot_keyness_scatter")
    named = typical(rows, label_top, "plot_keyness_scatter")
    one, other = sides(rows, printed)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        if place.own:
            place.ax.figure.canvas.figure.set_figheight((_HEIGHT + 90) / 72)
        groups = _draw(place.ax, rows)
        _set_axes(place.ax, rows)
        axis = f"Occurrences in {one} and {other} (logarithmic scale)"
        place.ax.set_ylabel("Log odds ratio")
        row: Any = rows.iloc[0]
        notes = [
            f"Above 0: more often in {one}; below: in {other}. n = {int(row['n_words']):,} v."
            f" {int(row['n_against_words']):,} words, {int(row['n_articles']):,} v."
            f" {int(row['n_against_articles']):,} articles.",
        ]
        write_words(place._replace(own=False), Words(title(rows, printed), axis, notes), _handles(groups))
        settle(place.ax)
        if place.own:
            # A later draw would lay out anew, and shift the dots under their labels.
            place.ax.figure.canvas.figure.set_layout_engine("none")
        _label(place.ax, named, rows)
        describe(place.ax, rows, *_described(rows, printed, named))
    return place.ax


def _draw(ax: Axes, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Draw the words in three groups, faint ones first; return those that are not empty."""
    sure, more = rows["p_adjusted"] < ALPHA, rows["log_odds"] > 0
    groups = {"not distinguishable": rows[~sure], "more often": rows[sure & more], "less often": rows[sure & ~more]}
    groups = {name: group for name, group in groups.items() if len(group)}
    for name, group in groups.items():
        ax.plot(_occurrences(group), group["log_odds"], **_look(name))
    ax.axhline(0, color="black", linewidth=0.6, zorder=0)
    return groups


def _look(name: str) -> dict[str, Any]:
    """Marker of a group of words."""
    if name == "not distinguishable":
        look = {"marker": "o", "markersize": 2.2, "markerfacecolor": "white", "markeredgecolor": "#777777"}
        return {**look, "markeredgewidth": 0.4, "linestyle": "none", "zorder": 1}
    marker, filling = ("^", MORE) if name == "more often" else ("v", LESS)
    look = {"marker": marker, "markersize": 4.2, "markerfacecolor": filling, "markeredgecolor": "black"}
    return {**look, "markeredgewidth": 0.5, "linestyle": "none", "zorder": 2}


def _handles(groups: Mapping[str, pd.DataFrame]) -> list[Artist]:
    """Legend of the groups drawn, with the number of words in each."""
    return [Line2D([], [], label=f"{name} ({len(group):,})", **_look(name)) for name, group in groups.items()]


def _set_axes(ax: Axes, rows: pd.DataFrame) -> None:
    """Set both scales, with room for labels."""
    x, y = _occurrences(rows), rows["log_odds"].to_numpy(dtype=np.float64)
    ax.set_xscale("log")
    ax.set_xlim(max(x.min(), 1) / 1.5, x.max() * 1.8)
    low, high = min(float(y.min()), 0.0), max(float(y.max()), 0.0)
    pad = 0.1 * max(high - low, 1.0)
    ax.set_ylim(low - pad, high + pad)
    settle(ax)
    room = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    for parts in ((1, 2, 5), (1, 3), (1,)):
        ticks = _within(LogLocator(subs=parts, numticks=99).tick_values(*ax.get_xlim()), ax.get_xlim())
        if len(ticks) <= room / 28:
            break
    ax.set_xticks(ticks, [f"{tick:,.0f}" for tick in ticks])
    ax.xaxis.set_minor_locator(NullLocator())
    ticks = _within(MaxNLocator(7, steps=[1, 2, 5, 10]).tick_values(*ax.get_ylim()), ax.get_ylim())
    ax.set_yticks(ticks, [f"{round(tick, 6):g}".replace("-", "\u2212") for tick in ticks])
    ax.spines["left"].set_visible(True)


def _within(ticks: Iterable[float], limits: tuple[float, float]) -> list[float]:
    """Ticks that lie on the axis."""
    return [float(tick) for tick in ticks if limits[0] <= tick <= limits[1]]


def _occurrences(rows: pd.DataFrame) -> Points:
    return np.asarray(rows["n_word"] + rows["n_against_word"], dtype=np.float64)


def _label(ax: Axes, named: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Write words beside their dots, where they cover neither another label nor a dot."""
    scale = 72 / ax.figure.canvas.figure.dpi
    frame = ax.get_window_extent()
    room = np.array([frame.x0, frame.y0, frame.x1, frame.y1]) * scale + (2, 2, -2, -2)

    def on_page(some: pd.DataFrame) -> Points:
        return np.asarray(ax.transData.transform(np.column_stack([_occurrences(some), some["log_odds"]])) * scale)

    sure = rows["p_adjusted"] < ALPHA
    own = on_page(named)
    faint = np.hstack([on_page(rows[~sure]) - 1.4, on_page(rows[~sure]) + 1.4])
    zero = float(ax.transData.transform((1, 0))[1] * scale)
    faint = np.vstack([faint, [room[0], zero - 0.5, room[2], zero + 0.5]])
    taken = [np.hstack([dots - 3, dots + 3]) for dots in (own, on_page(rows[sure]))]
    # The farthest from 0 have most room around them and are placed first.
    for at in np.argsort(-named["log_odds"].abs().to_numpy(), kind="stable"):
        word = str(named["word"].iloc[at])
        box = place_beside(own[at], measured(ax, word, _SIZE), room, np.vstack(taken), faint)
        if box is None:
            continue
        middle = (box[:2] + box[2:]) / 2 - own[at]
        end = np.clip(own[at], box[:2], box[2:])
        taken += [box[None, :], along(own[at], end)]
        style: dict[str, Any] = {"xycoords": "data", "textcoords": "offset points", "annotation_clip": False}
        place = (_occurrences(named)[at], named["log_odds"].iloc[at])
        if hypot(*(end - own[at])) > NEAR:
            line = {"arrowstyle": "-", "linewidth": 0.4, "color": "#555555", "shrinkA": 0, "shrinkB": 2.5}
            ax.annotate("", place, xytext=tuple(end - own[at]), arrowprops=line, **style)
        ax.annotate(word, place, xytext=tuple(middle), ha="center", va="center", fontsize=_SIZE, zorder=4, **style)


def _described(rows: pd.DataFrame, printed: Mapping[str, str], named: pd.DataFrame) -> tuple[str, str]:
    """Caption and alternative text."""
    one, other = sides(rows, printed)
    sure, more = rows["p_adjusted"] < ALPHA, rows["log_odds"] > 0
    caption = (
        f"{title(rows, printed)}, set against {other}: {len(rows):,} words by frequency and log odds ratio."
        f" {statistics(rows, printed)} Filled triangles have an adjusted p below {ALPHA}."
    )
    first, last = named["word"].iloc[0], named["word"].iloc[-1]
    alt = (
        f"A cloud of {len(rows):,} words around 0. {int((sure & more).sum())} are distinguishably more frequent in"
        f" {one}, {int((sure & ~more).sum())} in {other}. The named words reach from {first!r} down to {last!r}."
    )
    return caption, alt
