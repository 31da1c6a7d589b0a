"""How favourable the labels of each source are: dots with intervals."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D

from framing.errors import TableError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import is_narrow, name_rows, new_figure, one_column, settle, write_below, write_counts
from framing.figures.lettering import FEW, counts, wrapped
from framing.figures.theme import MARKERS, theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

#: Height of the line of one actor, and of a whole row at least, in points.
_LINE: Final = 11.5
_NARROW_LINE: Final = 19
_ROW: Final = 25


def plot_valence(
    valence: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean valence of each source's labels, a dot with its interval for every actor.

    Sources are ordered by the estimate for the first actor. Actors differ by the shape and the
    filling of their dots. The number of mentions and articles stands at the right, marked with a
    dagger where mentions are few.

    Parameters
    ----------
    valence : pandas.DataFrame
        One row per source and actor, as `framing.label_valence` gives it.
    names : mapping of str to str, optional
        How to print the names of actors. Actors follow its order; the rest, and all without it,
        are ordered by their number of mentions.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "voice"]``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 190 mm wide and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds more actors than there are
        markers to tell them apart (8).

    Examples
    --------
    >>> import pandas as pd
    >>> valence = pd.DataFrame({
    ...     "source": ["North", "South"], "actor": "opposition", "measure": "label_valence",
    ...     "value": [0.1, -0.4], "low": [-0.1, -0.7], "high": [0.3, -0.2], "n_mentions": [34, 8],
    ...     "n_articles": [5, 2], "interval": "articles+sentences", "flag": ["", "few mentions"]})
    >>> axes = plot_valence(valence)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['South', 'North']
    """
    valence, by = one_column(valence, by)
    check(valence, [by, "actor", *MEASURES], "valence")
    _check_rows(valence, by)
    actors, sources = _actors(valence, names or {}), []
    sources = _sources(valence, by, actors)
    line = _NARROW_LINE if is_narrow() and ax is None else _LINE
    pitch = max(_ROW, line * len(actors) + 5)
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = new_figure([len(sources) * pitch])[1][0]
        _prepare(ax, sources)
        for place, actor in enumerate(actors):
            # Lines of one source lie close together, the first actor on top.
            shift = (place - (len(actors) - 1) / 2) * line / pitch
            mine = valence[valence["actor"].astype(str) == actor]
            _draw(ax, mine.set_index(mine[by].astype(str)), sources, shift, place)
        few = bool(valence["flag"].astype(str).str.contains("few mentions").any())
        labels = [(names or {}).get(actor, actor) for actor in actors]
        if len(actors) == 1:
            ax.set_title(labels[0], loc="left")
        write_below(ax, _handles(labels) if len(actors) > 1 else [], FEW if few else "")
        settle(ax)
        caption = (
            f"Mean valence of the labels of {' and '.join(labels)} by {by}: dots with 95 % intervals over articles."
            f" -1 delegitimises, +1 legitimises; it judges the words, not the actors. {rests_on(valence)}"
        )
        told = [
            f"{label} {from_to(valence[valence['actor'].astype(str) == actor], by)}"
            for actor, label in zip(actors, labels, strict=True)
        ]
        describe(ax, valence, caption, f"Dots with intervals, one row per {by}: {'; '.join(told)}.")
    return ax


def _prepare(ax: Axes, sources: Sequence[str]) -> None:
    """Set the scale, the zero line and the names of the rows."""
    ax.set_xlim(-1.03, 1.03)
    ax.set_ylim(len(sources) - 0.5, -0.5)
    ticks = (-1, -0.5, 0, 0.5, 1)
    ax.set_xticks(ticks, [f"{tick:g}".replace("-", "\u2212") for tick in ticks])
    ax.set_xlabel("Mean valence of labels (\u22121 delegitimising, +1 legitimising)")
    ax.axvline(0, color="black", linewidth=0.6, zorder=0)
    for y in range(1, len(sources)):
        ax.axhline(y - 0.5, color="#CCCCCC", linewidth=0.5, zorder=0)
    name_rows(ax, range(len(sources)), [wrapped(name) for name in sources])


def _draw(ax: Axes, rows: pd.DataFrame, sources: Sequence[str], shift: float, place: int) -> None:
    """Draw one actor's dots, whiskers and counts."""
    marker, filling = MARKERS[place]
    size = float(ax.xaxis.label.get_fontsize()) - 1
    for y, source in enumerate(sources):
        if source not in rows.index:
            write_counts(ax, y + shift, "not named", size)
            continue
        row: Any = rows.loc[source]
        ax.plot([row["low"], row["high"]], [y + shift] * 2, color="black", linewidth=0.8,
                marker="|", markersize=4, zorder=2)  # fmt: skip
        ax.plot([row["value"]], [y + shift], marker=marker, markersize=5, markerfacecolor=filling,
                markeredgecolor="black", markeredgewidth=0.7, linestyle="none", zorder=3)  # fmt: skip
        few = "few mentions" in str(row["flag"])
        words = counts(int(row["n_mentions"]), int(row["n_articles"]), few=few)
        write_counts(ax, y + shift, words, size)


def _handles(labels: Sequence[str]) -> list[Artist]:
    """Legend of the actors."""
    return [
        Line2D([], [], color="black", linewidth=0.8, marker=marker, markersize=5, markerfacecolor=filling,
               markeredgecolor="black", markeredgewidth=0.7, label=label)
        for label, (marker, filling) in zip(labels, MARKERS, strict=False)
    ]  # fmt: skip


def _check_rows(valence: pd.DataFrame, by: str) -> None:
    """Raise if there is nothing to draw, or more than can be told apart."""
    if valence.empty:
        raise TableError("plot_valence: the table of valences has no rows; there is nothing to draw")
    twice = valence.duplicated([by, "actor"])
    if twice.any():
        row = valence[twice].iloc[0]
        raise TableError(
            f"valence: {by} {row[by]!r} has actor {row['actor']!r} twice; draw a table with one row"
            f" per {by} and actor"
        )
    n_actors = valence["actor"].nunique()
    if n_actors > len(MARKERS):
        raise TableError(
            f"plot_valence: the table holds {n_actors} actors; at most {len(MARKERS)} can be told apart:"
            " draw fewer at once"
        )


def _actors(valence: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Actors in the order of `names`, then of their number of mentions."""
    mentions = valence.groupby(valence["actor"].astype(str), observed=True)["n_mentions"].sum()
    ranked = sorted(mentions.index, key=lambda actor: (-mentions[actor], actor))
    first = [name for name in names if name in mentions.index]
    return first + [actor for actor in ranked if actor not in first]


def _sources(valence: pd.DataFrame, by: str, actors: Sequence[str]) -> list[str]:
    """Order sources by the estimate for the first actor; those that never name it come last."""
    first = valence[valence["actor"].astype(str) == actors[0]]
    value = dict(zip(first[by].astype(str), first["value"], strict=True))
    known = sorted(set(valence[by].astype(str)))
    return sorted(known, key=lambda name: (name not in value, value.get(name, 0), name))
