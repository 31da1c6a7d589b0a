"""Which labels each source uses: diverging stacked bars around the neutral ones."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from framing.figures.caption import describe, rests_on
from framing.figures.composition import ORDER, actors_of, chosen_actor, compose
from framing.figures.frame import name_rows, new_figure, one_column, settle, write_below, write_counts
from framing.figures.lettering import FEW, counts, wrapped
from framing.figures.segments import draw_segments, draw_whiskers
from framing.figures.theme import COLOURS, theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.composition import Composition

#: Height of a row in points; twenty fill a page.
_ROW: Final = 31

#: Height of a bar as a part of its row.
_THICKNESS: Final = 0.62

#: Explains segments without a name of their own.
_MERGED: Final = "other, or no name: labels too rare to be named on their bar"


def plot_labels(
    shares: pd.DataFrame,
    *,
    actor: str | None = None,
    categories: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw which labels each source uses for one actor.

    One bar is a source. Delegitimising labels lie left of zero, legitimising ones right of it,
    neutral and institutional ones in the middle, half on either side. Sources are ordered by the
    share of delegitimising labels. A label is named on its segment; those too small for their
    name are merged into one segment, "other", at the outer end of their category. The number of
    mentions and articles stands at the right, marked with a dagger where mentions are few.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row per source, actor and label, as `framing.label_shares` gives it.
    actor : str, optional
        The actor to draw; needed if the table holds several.
    categories : pandas.DataFrame, optional
        The table that `framing.category_shares` gives: adds, below each bar, the interval of the
        share of delegitimising labels.
    names : mapping of str to str, optional
        How to print the names of actors.
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
        If the table is empty, lacks a column, repeats a row, or holds several actors.
    UnknownNameError
        If `actor` is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "actor": "opposition", "label": ["rebel", "terrorist"],
    ...     "category": ["neutral", "delegitimising"], "measure": "label_share",
    ...     "value": [0.75, 0.25], "low": 0.1, "high": 0.9, "n_mentions": 40, "n_articles": 12,
    ...     "interval": "articles", "flag": ""})
    >>> [text.get_text() for text in plot_labels(shares).texts if text.get_visible()]
    ['n = 40, 12 articles', 'terrorist 25%', 'rebel 75%']
    """
    shares, name = one_column(shares, by)
    categories = None if categories is None else one_column(categories, by)[0]
    wanted = chosen_actor(actors_of(shares, name, "plot_labels"), actor)
    composition = compose(shares, wanted, name, categories)
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = new_figure([_ROW * len(composition.rows)])[1][0]
        _draw([composition], [ax], names or {})
        _describe(ax, shares[shares["actor"].astype(str) == wanted], name, names or {})
    return ax


def plot_label_panels(
    shares: pd.DataFrame,
    *,
    categories: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    by: str | Sequence[str] = "source",
) -> Figure:
    """Draw which labels each source uses, one panel per actor above the other.

    Parameters
    ----------
    shares, categories, by
        As for `plot_labels`.
    names : mapping of str to str, optional
        How to print the names of actors; panels follow its order, the rest is sorted.

    Returns
    -------
    matplotlib.figure.Figure
        190 mm wide; all panels have the same scale.

    Raises
    ------
    TableError
        If the table is empty, lacks a column or repeats a row.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "actor": ["government", "opposition"], "label": ["regime", "rebel"],
    ...     "category": ["delegitimising", "neutral"], "measure": "label_share", "value": 1.0,
    ...     "low": 0.4, "high": 1.0, "n_mentions": 9, "n_articles": 2, "interval": "sentences",
    ...     "flag": "few mentions"})
    >>> [axes.get_title(loc="left") for axes in plot_label_panels(shares).axes]
    ['government', 'opposition']
    """
    shares, name = one_column(shares, by)
    categories = None if categories is None else one_column(categories, by)[0]
    actors = actors_of(shares, name, "plot_label_panels")
    first = [actor for actor in names or {} if actor in actors]
    ordered = first + [actor for actor in actors if actor not in first]
    compositions = [compose(shares, actor, name, categories) for actor in ordered]
    with theme():
        figure, axes = new_figure([_ROW * len(composition.rows) for composition in compositions])
        _draw(compositions, axes, names or {})
        _describe(axes[0], shares, name, names or {})
    return figure


def _describe(ax: Axes, shares: pd.DataFrame, by: str, names: Mapping[str, str]) -> None:
    """Say what bars, whiskers and counts are, and which label each actor bears most."""
    actors = [str(actor) for actor in shares["actor"].unique()]
    named = " and ".join(names.get(actor, actor) for actor in actors)
    caption = (
        f"How each {by} names {named}: share of each label among all mentions of the actor, labels of a category"
        " side by side. Neutral and institutional labels are centred on zero, delegitimising ones lie left,"
        " legitimising ones right. Whiskers, where drawn, are the 95 % interval of the delegitimising share over"
        f" articles. {rests_on(shares)}"
    )
    most = shares.sort_values("value", ascending=False, kind="stable").drop_duplicates("actor")
    told = [
        f"the largest share for {names.get(str(row['actor']), row['actor'])} is {row['label']!r} in {row[by]},"
        f" {100 * row['value']:.0f}%"
        for row in most.to_dict("records")
    ]
    alt = f"Stacked bars, one per {by}: shares of {shares['label'].nunique()} labels; {'; '.join(told)}."
    describe(ax, shares, caption, alt)


def _draw(compositions: Sequence[Composition], axes: Sequence[Axes], names: Mapping[str, str]) -> None:
    """Draw one composition on each of the axes, with one scale and one legend below the last."""
    limits = _limits(compositions)
    for composition, ax in zip(compositions, axes, strict=True):
        _prepare(ax, composition, limits, names)
    rows = [row for composition in compositions for row in composition.rows]
    axes[-1].set_xlabel("Share of mentions (%), neutral and institutional labels centred on zero")
    few = FEW if any(row.few for row in rows) else ""
    note = write_below(axes[-1], _handles(compositions), "; ".join(filter(None, (few, _MERGED))))
    settle(axes[-1])
    merged = False
    for composition, ax in zip(compositions, axes, strict=True):
        merged |= draw_segments(ax, composition, _THICKNESS)
        draw_whiskers(ax, composition)
    if note is not None and not merged:
        note.set_text(few)
        note.set_visible(bool(few))


def _prepare(ax: Axes, composition: Composition, limits: tuple[float, float], names: Mapping[str, str]) -> None:
    """Set the scale, and write what stands around the bars."""
    ax.set_xlim(*limits)
    ax.set_ylim(len(composition.rows) - 0.4, -0.6)
    ticks = [tick / 4 for tick in range(-4, 5) if limits[0] <= tick / 4 <= limits[1]]
    ax.set_xticks(ticks, [f"{100 * abs(tick):.0f}" for tick in ticks])
    ax.axvline(0, color="black", linewidth=0.6, zorder=0)
    name_rows(ax, range(len(composition.rows)), [wrapped(row.name) for row in composition.rows])
    ax.set_title(names.get(composition.actor, composition.actor), loc="left")
    for y, row in enumerate(composition.rows):
        size = float(ax.xaxis.label.get_fontsize())
        write_counts(ax, y, counts(row.n_mentions, row.n_articles, few=row.few), size - 1)


def _limits(compositions: Sequence[Composition]) -> tuple[float, float]:
    """Choose a scale that holds every bar, and every whisker as far as 100 % left of zero."""
    left, right = -0.05, 0.05
    for composition in compositions:
        for row in composition.rows:
            whisker = max(row.start - row.whisker[1], -1.0) if row.whisker else 0.0
            left = min(left, row.start - row.total("delegitimising"), whisker)
            right = max(right, -row.start + row.total("legitimising"))
    return left - 0.015, right + 0.015


def _handles(compositions: Sequence[Composition]) -> list[Artist]:
    """Legend of the categories that occur, and of the whisker."""
    rows = [row for composition in compositions for row in composition.rows]
    found: list[Artist] = [
        Patch(facecolor=COLOURS[category][0], edgecolor="none", label=category)
        for category in ORDER
        if any(row.shares[category] for row in rows)
    ]
    if any(row.whisker for row in rows):
        found.append(
            Line2D([], [], color="black", linewidth=0.8, marker="|", markersize=3.5,
                   label="interval of the delegitimising share")
        )  # fmt: skip
    return found
