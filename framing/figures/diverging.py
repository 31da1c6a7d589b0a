"""Which categories of labels each source uses: bars that lean to one side or the other of a neutral middle."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import Scale, alone, check_rows, numbers, pick
from framing.figures.composition import MIDDLE, ORDER
from framing.figures.dots import articles, draw_interval, is_few, lay_rows, place_of, set_scale
from framing.figures.frame import one_column
from framing.figures.lettering import DAGGER, percent, width_of
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import COLOURS, theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_WHERE: Final = "plot_composition"
#: Height of a row and of its bar, and how far below the middle of the bar the whiskers lie, in points.
_ROW: Final = 25.0
_BAR: Final = 13.0
_WHISKER: Final = 10.0
#: How far the middle of a bar lies above that of its row.
_UP: Final = 2.5
_SIZE: Final = 7.0
_MARGIN: Final = 3.0
#: The two categories of the middle lie side by side, so a hatch tells them apart once more.
_HATCHES: Final = {"institutional": "////"}
#: How far the shares of a row may be from 1 together, for shares that are corrected or rounded.
_SLACK: Final = 0.02


def plot_composition(
    category_shares: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw the categories of labels of each source as a bar around a neutral middle.

    Neutral and institutional labels lie side by side, together centred on zero; delegitimising labels lie left of
    them and legitimising ones right. Each bar is 100 % long. Rows are ordered by the balance, the legitimising share
    less the delegitimising one, the most delegitimising on top. Thin whiskers below the two ends of a bar are the
    intervals of the delegitimising and of the legitimising share, counted from where that share begins.

    Parameters
    ----------
    category_shares : pandas.DataFrame
        One row per source, actor and category, as `framing.category_shares` gives it; categories without a row are
        never used.
    actor : str, optional
        Whose labels to draw; needed if the table holds several actors.
    names : mapping of str to str, optional
        How to print the names of actors and sources.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "voice"]``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds several actors of which none was chosen, or if
        the shares of a row do not add up to 1.
    UnknownNameError
        If the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": ["North", "North", "South"], "actor": "opposition",
    ...     "category": ["delegitimising", "neutral", "neutral"], "measure": "category_share",
    ...     "value": [0.25, 0.75, 1.0], "low": [0.1, 0.5, 0.6], "high": [0.5, 0.9, 1.0], "n_mentions": [40, 40, 12],
    ...     "n_articles": [12, 12, 4], "interval": "articles", "flag": ""})
    >>> axes = plot_composition(shares)
    >>> [text.get_text() for text in axes.texts][-3:]
    ['25%', '75%', '100%']
    """
    keys = [by] if isinstance(by, str) else list(by)
    table, by = one_column(category_shares, by)
    check(table, [by, "category", *MEASURES], "shares")
    table, named = _picked(table, by, keys, actor)
    title = (names or {}).get(named, named)
    rows = _rows(table, by)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        written = [(names or {}).get(name, name) for name in rows]
        middles = lay_rows(place, written, [_evidence(of) for of in rows.values()], least=_ROW)
        set_scale(place.ax, [end for of in rows.values() for end in _ends(of)], Scale("", True, -np.inf, np.inf))
        place.ax.xaxis.set_major_formatter(lambda tick, _: f"{abs(100 * tick):.0f}")
        place.ax.axvline(0, color="black", linewidth=0.6, zorder=0)
        notes = list(_notes(table))
        axis = "Share of mentions (%), neutral and institutional labels centred on zero"
        write_words(place, Words(title, axis, notes), _handles(table))
        for y, of in zip(middles, rows.values(), strict=True):
            _draw(place.ax, y - _UP, of)
        caption, alt = _described(table, rows, by, title)
        describe(place.ax, table, " ".join([caption, *notes]), alt)
    return place.ax


def _picked(table: pd.DataFrame, by: str, keys: list[str], actor: str | None) -> tuple[pd.DataFrame, str]:
    """Shares of one actor, and its name."""
    if table.empty:
        check_rows(table, [by], _WHERE)
    if "actor" not in keys or actor is not None:
        table = pick(table, "actor", actor, _WHERE)
    picked = alone(table, ["category", *keys], _WHERE)
    check_rows(table, [by, "category"], _WHERE)
    table = numbers(table, ["value", "low", "high"], _WHERE)
    table = table.assign(**{by: table[by].astype(str), "category": table["category"].astype(str)})
    total = table.groupby(by)["value"].sum()
    if (table["value"] < 0).any() or table["value"].isna().any() or ((total - 1).abs() > _SLACK).any():
        off: Any = (total - 1).abs().idxmax()
        raise TableError(
            f"{_WHERE}: the shares of {by} {off!r} add up to {total[off]:.2f}; draw all categories of each {by},"
            " with shares from 0 to 1 that add up to 1"
        )
    return table, picked.get("actor", "")


def _rows(table: pd.DataFrame, by: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Cells of each source by category, the most delegitimising source first."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        found.setdefault(str(row[by]), {})[str(row["category"])] = {str(key): cell for key, cell in row.items()}

    def balance(name: str) -> tuple[float, float, str]:
        lean = [_share(found[name], end) for end in (ORDER[-1], ORDER[0])]
        return lean[0] - lean[1], -lean[1], name

    return {name: found[name] for name in sorted(found, key=balance)}


def _share(of: Mapping[str, Mapping[str, Any]], *categories: str) -> float:
    return sum(float(of[category]["value"]) for category in categories if category in of)


def _evidence(of: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What a row rests on."""
    row = next(iter(of.values()))
    few = f" {DAGGER}" if is_few(row["flag"]) else ""
    return [f"n = {int(row['n_mentions']):,}", articles(int(row["n_articles"])) + few]


def _whiskers(of: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[float, float]]:
    """Intervals of the two outer shares, as places on the axis."""
    middle = _share(of, *MIDDLE) / 2
    for category, side in ((ORDER[0], -1), (ORDER[-1], 1)):
        if category in of:
            yield side * (middle + of[category]["low"]), side * (middle + of[category]["high"])


def _ends(of: Mapping[str, Mapping[str, Any]]) -> list[float]:
    """Ends of a bar and of its whiskers."""
    middle = _share(of, *MIDDLE) / 2
    outer = [-middle - _share(of, ORDER[0]), middle + _share(of, ORDER[-1])]
    return outer + [end for whisker in _whiskers(of) for end in whisker]


def _draw(ax: Axes, y: float, of: Mapping[str, Mapping[str, Any]]) -> None:
    """Draw the segments of a bar with their shares, and the two whiskers below its ends."""
    left = -_share(of, *MIDDLE) / 2 - _share(of, ORDER[0])
    for category in ORDER:
        share = _share(of, category)
        if share <= 0:
            continue
        face, ink = COLOURS[category]
        hatch = _HATCHES.get(category, "")
        # A hatch takes the colour of the edge.
        ax.add_patch(
            Rectangle((left, y - _BAR / 2), share, _BAR, facecolor=face, edgecolor=ink, linewidth=0.4, hatch=hatch)
        )
        words = percent(share)
        if width_of(ax, words, _SIZE, margin=_MARGIN) <= share:
            box = {"facecolor": face, "edgecolor": "none", "pad": 0.8} if hatch else None
            ax.text(left + share / 2, y, words, color=ink, fontsize=_SIZE, ha="center", va="center", bbox=box)
        left += share
    for low, high in _whiskers(of):
        draw_interval(ax, y + _WHISKER, low, high, linewidth=0.6, markersize=3.5)


def _handles(table: pd.DataFrame) -> list[Artist]:
    """Legend of the categories that occur, and of the whiskers."""
    used = set(table.loc[table["value"] > 0, "category"])
    found: list[Artist] = [
        Patch(facecolor=COLOURS[category][0], edgecolor=COLOURS[category][1], linewidth=0.4,
              hatch=_HATCHES.get(category, ""), label=category)
        for category in ORDER
        if category in used
    ]  # fmt: skip
    return [*found, Line2D([], [], color="black", linewidth=0.6, marker="|", markersize=3.5, label="interval")]


def _notes(table: pd.DataFrame) -> Iterator[str]:
    """Explain the whiskers and the dagger."""
    yield (
        "Whiskers below the ends: intervals of the delegitimising and of the legitimising share. "
        + interval_note(table)
    )
    if table["flag"].map(is_few).any():
        yield f"{DAGGER} few mentions or articles; one more could move the row visibly."


def _described(
    table: pd.DataFrame, rows: Mapping[str, Mapping[str, Mapping[str, Any]]], by: str, actor: str
) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    of = f" of {actor}" if actor else ""
    n_rows = f"{len(rows)} rows" if len(rows) > 1 else "1 row"
    caption = (
        f"Categories of the labels{of} by {by}, in percent of mentions: neutral and institutional labels together"
        " centred on zero, delegitimising labels left, legitimising labels right; ordered by the legitimising less"
        f" the delegitimising share. {n_rows}, each resting on {span(table['n_mentions'], 'mentions')} in"
        f" {span(table['n_articles'], 'articles')}."
    )

    def shares(name: str) -> str:
        return ", ".join(f"{percent(_share(rows[name], end))} {end}" for end in (ORDER[0], ORDER[-1]))

    first, *_, last = [*rows, *rows]
    ends = f"{first}: {shares(first)}" + (f"; at the other end {last}: {shares(last)}" if len(rows) > 1 else "")
    return (
        caption,
        f"Diverging stacked bars of the categories of labels{of}, one per {by}, most delegitimising on top. {ends}.",
    )
