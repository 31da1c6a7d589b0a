"""How far apart the labels of sources lie: dots beside what chance gives, or a matrix where there are many pairs."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Patch, Rectangle

from framing.figures.caption import describe
from framing.figures.cells import UNSURE, draw_cell, edges_of, fit_columns
from framing.figures.choose import Scale, alone, check_rows, numbers, pick
from framing.figures.dots import articles, draw_dot, draw_interval, lay_rows, place_of, set_scale
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    from matplotlib.axes import Axes

_COLUMNS: Final = (
    "actor", "measure", "source", "against", "value", "low", "high", "null_mean", "null_high", "p_adjusted",
    "n_mentions", "n_articles", "n_against_mentions", "n_against_articles", "interval",
)  # fmt: skip
#: More pairs than these are drawn as a matrix.
_MOST: Final = 30
#: A p below this tells two sources apart.
_ALPHA: Final = 0.05
#: Width in inches below which the evidence takes several lines.
_NARROW: Final = 6.3
#: Colour of the null, and half its height in points.
_NULL: Final = "#CFCFCF"
_HALF: Final = 4.5
_AXIS: Final = "Jensen-Shannon divergence of labels (bits: 0 alike, 1 none shared)"
_MAP: Final = "cividis_r"
_MATRIX: Final = (
    "Bits: 0 alike, 1 no label shared; darker is farther apart. In brackets: mentions.",
    "Hatched: not distinguishable from articles dealt at random: p, adjusted for the table, is not below 0.05.",
)


def plot_divergence(
    divergences: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far the labels of two sources lie apart, beside what articles dealt at random would give.

    A row is a pair of sources, or a source where all have one baseline, ordered by the divergence, the largest on
    top. The grey bar goes from the mean to the 95th percentile of random deals. Dots are filled where the adjusted p
    is below 0.05. More than 30 pairs are drawn by `plot_divergence_matrix`.

    Parameters
    ----------
    divergences : pandas.DataFrame
        One row per pair, as `framing.label_divergence` gives it.
    actor : str, optional
        The actor to draw; needed if the table holds several.
    names : mapping of str to str, optional
        How to print the names of actors and sources.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds several actors of which none was chosen.
    UnknownNameError
        If the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> divergences = pd.DataFrame({
    ...     "actor": "opposition", "measure": "label_divergence", "source": ["North", "North"],
    ...     "against": ["South", "West"], "value": [0.1, 0.5], "low": [0.0, 0.3], "high": [0.2, 0.6],
    ...     "null_mean": 0.05, "null_high": 0.12, "p_adjusted": [0.2, 0.001], "n_mentions": 40, "n_articles": 12,
    ...     "n_against_mentions": [30, 60], "n_against_articles": [11, 20], "interval": "articles"})
    >>> axes = plot_divergence(divergences)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['North \u2013 West', 'North \u2013 South']
    """
    table, title = _picked(divergences, actor, names or {}, "plot_divergence")
    if len(table) > _MOST:
        return plot_divergence_matrix(divergences, actor=actor, names=names, ax=ax)
    against = set(table["against"])
    baseline = against.pop() if len(against) == 1 < len(table) else ""
    with theme() if ax is None else nullcontext():
        place = place_of(ax, _NARROW)
        rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
        written = [_name(row, names or {}, pairs=not baseline) for row in rows]
        evidence = [_evidence(row)[: -1 if place.compact else None] for row in rows]
        middles = lay_rows(place, written, evidence, least=2 * _HALF + 4)
        ends = table[["value", "low", "high", "null_mean", "null_high"]].to_numpy().ravel()
        set_scale(place.ax, ends, Scale(_AXIS, is_share=False, lowest=0, highest=1))
        for y, row in zip(middles, rows, strict=True):
            if isfinite(row["null_high"]):
                start, length = row["null_mean"], row["null_high"] - row["null_mean"]
                place.ax.add_patch(
                    Rectangle((start, y - _HALF), length, 2 * _HALF, facecolor=_NULL, edgecolor="none", zorder=1)
                )
            draw_interval(place.ax, y, row["low"], row["high"])
            draw_dot(place.ax, row["value"], y, "o", "black" if row["p_adjusted"] < _ALPHA else "white")
        notes = list(_notes(table))
        write_words(place, Words(title, _AXIS, notes))
        of_whom = f", each source against {_printed(baseline, names or {})}" if baseline else ""
        caption = f"{_AXIS}, of {title}{of_whom}. {_sizes(table)}"
        describe(place.ax, table, " ".join([caption, *notes]), _alt("Dot plot", table, title))
    return place.ax


def plot_divergence_matrix(
    divergences: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far the labels of any two sources lie apart, as a matrix of numbers on fields that darken with them.

    Rows are sources with their mentions, columns the same sources by their numbers, those with the largest mean
    divergence first. Hatched fields have no adjusted p below 0.05: articles dealt at random may differ as much.

    Parameters
    ----------
    divergences, actor, names, ax
        As for `plot_divergence`; the table must hold pairs of sources.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError, UnknownNameError
        As for `plot_divergence`.

    Examples
    --------
    >>> import pandas as pd
    >>> divergences = pd.DataFrame({
    ...     "actor": "opposition", "measure": "label_divergence", "source": ["North", "North"],
    ...     "against": ["South", "West"], "value": [0.1, 0.5], "low": [0.0, 0.3], "high": [0.2, 0.6],
    ...     "null_mean": 0.05, "null_high": 0.12, "p_adjusted": [0.2, 0.001], "n_mentions": 40, "n_articles": 12,
    ...     "n_against_mentions": [30, 60], "n_against_articles": [11, 20], "interval": "articles"})
    >>> axes = plot_divergence_matrix(divergences)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['1 West (60)', '2 North (40)', '3 South (30)']
    """
    table, title = _picked(divergences, actor, names or {}, "plot_divergence_matrix")
    both = [*table[["source", "value"]].to_numpy(), *table[["against", "value"]].to_numpy()]
    means = {name: [value for other, value in both if other == name] for name, _ in both}
    ordered = sorted(means, key=lambda name: (-sum(means[name]) / len(means[name]), name))
    with theme() if ax is None else nullcontext():
        place = place_of(ax, _NARROW)
        sizes = _mentions(table)
        written = [f"{i} {_printed(name, names or {})}\n({sizes[name]:,})" for i, name in enumerate(ordered, start=1)]
        middles = lay_rows(place, written, [[""]] * len(written), least=15)
        size = fit_columns(place.ax, [str(i) for i in range(1, len(ordered))], ".88")
        edges = edges_of(middles)
        for cells in table.to_dict("records"):
            column, row = sorted(ordered.index(cells[key]) for key in ("source", "against"))
            value = float(cells["value"])
            text = f"{value:.2f}".removeprefix("0") if isfinite(value) else ""
            draw_cell(
                place.ax, (column, edges[row], edges[row + 1]), value, text, size,
                cmap=_MAP, unsure=not cells["p_adjusted"] < _ALPHA,
            )  # fmt: skip
        chance = Patch(facecolor="white", edgecolor="#555555", hatch=UNSURE, label="not distinguishable from chance")
        write_words(place, Words(title, "Number of the other source", _MATRIX), [chance])
        caption = f"{_AXIS}, of {title}, for each pair of {len(ordered)} sources. {_sizes(table)}"
        describe(place.ax, table, " ".join([caption, *_MATRIX]), _alt("Matrix", table, title))
    return place.ax


def _picked(
    divergences: pd.DataFrame, actor: str | None, names: Mapping[str, str], where: str
) -> tuple[pd.DataFrame, str]:
    """Pairs of one actor, ordered by their divergence, and how the actor is printed."""
    check(divergences, _COLUMNS, "divergences")
    if divergences.empty:
        check_rows(divergences, ["source"], where)
    table = pick(divergences, "actor", actor, where)
    picked = alone(table, ["against"], where)
    check_rows(table, ["source", "against"], where)
    table = numbers(table, ["value", "low", "high", "null_mean", "null_high", "p_adjusted"], where)
    table = table.assign(source=table["source"].astype(str), against=table["against"].astype(str))
    ordered = table.sort_values(["value", "source", "against"], ascending=[False, True, True], ignore_index=True)
    return ordered, _printed(picked["actor"], names)


def _printed(name: str, names: Mapping[str, str]) -> str:
    return "all other sources" if name == "rest" else names.get(name, name)


def _name(row: Mapping[str, Any], names: Mapping[str, str], *, pairs: bool) -> str:
    source, against = (_printed(row[key], names) for key in ("source", "against"))
    # The dash stays with the second name.
    return f"{source}\n\u2013\u00a0{against}" if pairs else source


def _evidence(row: Mapping[str, Any]) -> list[str]:
    """Adjusted p, and what both sides rest on."""
    p = row["p_adjusted"]
    return [
        "no p" if not isfinite(p) else "p < 0.001" if p < 0.001 else f"p = {p:.3f}",
        f"n = {int(row['n_mentions']):,} v. {int(row['n_against_mentions']):,}",
        f"{int(row['n_articles']):,} v. {articles(int(row['n_against_articles']))}",
    ]


def _notes(table: pd.DataFrame) -> Iterator[str]:
    """Explain whiskers, bars and fillings."""
    yield f"{interval_note(table)} They are corrected for the bias of the dots, which is upwards."
    yield "Grey bars: mean to 95th percentile of what articles dealt to the two sides at random give."
    yield "Filled dots: p below 0.05, adjusted for all rows of the table."


def _mentions(table: pd.DataFrame) -> dict[str, int]:
    """Mentions of each source, on whichever side it stands."""
    found = dict(zip(table["against"], table["n_against_mentions"].astype(int), strict=True))
    return {**found, **dict(zip(table["source"], table["n_mentions"].astype(int), strict=True))}


def _sizes(table: pd.DataFrame) -> str:
    n, n_articles = ([*table[f"n_{name}"], *table[f"n_against_{name}"]] for name in ("mentions", "articles"))
    return f"Each side rests on {span(n, 'mentions')} in {span(n_articles, 'articles')}."


def _alt(kind: str, table: pd.DataFrame, title: str) -> str:
    """Alternative text: how many pairs are told apart, and which lie farthest apart."""
    told = int((table["p_adjusted"] < _ALPHA).sum())
    pairs = "1 pair" if len(table) == 1 else f"{len(table)} pairs"
    far = "{source} and {against}, {value:.2f} bits".format(**table.iloc[0])
    return (
        f"{kind} of the divergence of labels, of {title}, {pairs}; {told} with an adjusted p below 0.05."
        f" Farthest apart: {far}."
    )
