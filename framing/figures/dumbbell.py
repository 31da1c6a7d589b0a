"""Two values within each source, joined by a line: two actors, or the outlet's own voice and that of others."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe
from framing.figures.choose import alone, check_rows, counted, numbers, pick, scale_of
from framing.figures.dots import draw_dot, draw_interval, is_few, lay_rows, place_of, set_scale
from framing.figures.frame import one_column, settle
from framing.figures.lettering import DAGGER
from framing.figures.notes import Words, interval_note, measured, span, write_words
from framing.figures.theme import theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.figures.choose import Scale

_WHERE: Final = "plot_dumbbell"
#: Marker, filling and size of the first and of the second value: the first fits into the second where they meet.
_MARKS: Final = (("o", "black", 3.6), ("s", "white", 5.6))
#: Width in inches below which the evidence takes several lines.
_NARROW: Final = 5.2
#: Between the middle of a row and its intervals, in points.
_APART: Final = 3.2


def plot_dumbbell(
    table: pd.DataFrame,
    first: str,
    second: str,
    *,
    column: str = "actor",
    by: str | Sequence[str] = "source",
    label: str | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw two values of each source, joined by a line: a filled circle for `first`, a hollow square for `second`.

    Rows are ordered by the gap, `first` less `second`, the largest on top; rows that lack one of the two come last.
    The interval of `first` lies just above the line, that of `second` just below. Whether two values differ is told
    by a comparison (`plot_differences`), not by their intervals: these may overlap although the values differ.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source and value of `column`, as `framing.label_valence`, `framing.stance_means` or another
        measure gives it; for voices, grouped by source and voice.
    first, second : str
        The two values of `column` that are set against each other.
    column : str
        What they are values of, such as ``actor`` or ``voice``.
    by : str or list of str
        Column that names the rows; several are joined.
    label : str, optional
        Label to draw (category, in a table without labels); needed if the table holds several.
    names : mapping of str to str, optional
        How to print the names of actors, voices and labels.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds several measures, labels, actors and the like
        of which none was chosen, or if `first` and `second` are the same.
    UnknownNameError
        If `first`, `second` or the label is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "source": ["North", "North", "South", "South"], "actor": ["government", "opposition"] * 2,
    ...     "measure": "label_valence", "value": [0.1, -0.4, 0.2, 0.1], "low": [0.0, -0.7, 0.1, -0.1],
    ...     "high": [0.2, -0.2, 0.3, 0.3], "n_mentions": [34, 28, 51, 60], "n_articles": 20,
    ...     "interval": "articles", "flag": ""})
    >>> axes = plot_dumbbell(table, "opposition", "government")
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['South', 'North']
    """
    keys = [by] if isinstance(by, str) else list(by)
    table, unit = counted(table)
    table, by = one_column(table, by)
    check(table, [by, column, *MEASURES], "table")
    table, picked = _picked(table, (first, second), [by, column, *keys], label)
    printed = {key: (names or {}).get(name, name) for key, name in picked.items()}
    pair = ((names or {}).get(first, first), (names or {}).get(second, second))
    scale = scale_of(picked["measure"], {column: "either", **printed})
    drawn = _ordered(table, by, column, (first, second))
    with theme() if ax is None else nullcontext():
        place = place_of(ax, _NARROW)
        size = float(place.ax.xaxis.label.get_fontsize())
        written = [(names or {}).get(name, name) for name in drawn.index]
        middles = lay_rows(place, written, [_evidence(row, unit) for row in _rows(drawn)], top=1.7 * size)
        set_scale(place.ax, drawn[[*_cells("value"), *_cells("low"), *_cells("high")]].to_numpy().ravel(), scale)
        _draw(place.ax, drawn, middles)
        notes = list(_notes(table))
        title = printed.get("actor", "") if column != "actor" else ""
        named = _write_pair(place.ax, pair, _rows(drawn)[0], size)
        write_words(place, Words(title, scale.title, notes), [] if named else _handles(pair))
        caption, alt = _described(drawn, by, scale, (*pair, unit))
        describe(place.ax, table, " ".join([caption, *notes]), alt)
    return place.ax


def _picked(
    table: pd.DataFrame, pair: tuple[str, str], keys: list[str], label: str | None
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows of the two values, of one label; and what measure, label and the like they are of."""
    by, column = keys[:2]
    if table.empty:
        check_rows(table, [by], _WHERE)
    if pair[0] == pair[1]:
        raise TableError(f"{_WHERE}: first and second are both {pair[0]!r}; name two")
    known = set(table[column].dropna().astype(str))
    for name in pair:
        if name not in known:
            raise UnknownNameError(column, name, known)
    of = "category" if "label" not in table.columns and "category" in table.columns else "label"
    if of not in keys:
        table = pick(table, of, label, _WHERE, "label")
    table = table[table[column].astype(str).isin(pair)]
    picked = alone(table, keys, _WHERE)
    check_rows(table, [by, column], _WHERE)
    table = table.assign(**{by: table[by].astype(str), column: table[column].astype(str)})
    return numbers(table, ["value", "low", "high"], _WHERE), picked


def _ordered(table: pd.DataFrame, by: str, column: str, pair: tuple[str, str]) -> pd.DataFrame:
    """One row per source with the cells of both, as ``value_0`` and ``value_1``; the widest gap first."""
    wanted = ["value", "low", "high", "n_mentions", "n_articles", "flag"]
    sides = [table[table[column] == name].set_index(by)[wanted].add_suffix(f"_{at}") for at, name in enumerate(pair)]
    joined = sides[0].join(sides[1], how="outer")
    joined.index.name = by
    joined = joined.assign(gap=joined["value_0"] - joined["value_1"]).sort_index()
    return joined.sort_values("gap", ascending=False, na_position="last", kind="stable")


def _cells(name: str) -> list[str]:
    return [f"{name}_0", f"{name}_1"]


def _rows(drawn: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): cell for key, cell in row.items()} for row in drawn.to_dict("records")]


def _evidence(row: Mapping[str, Any], unit: str) -> list[str]:
    """What both values of a row rest on, that of the first before the slash."""
    n, n_articles = (
        " / ".join(f"{int(row[cell]):,}" if isfinite(row[cell]) else "0" for cell in _cells(name))
        for name in ("n_mentions", "n_articles")
    )
    few = f" {DAGGER}" if any(is_few(row[cell]) for cell in _cells("flag")) else ""
    return [f"n = {n}" + ("" if unit == "mentions" else f" {unit}"), f"{n_articles} articles{few}"]


def _draw(ax: Axes, drawn: pd.DataFrame, middles: Sequence[float]) -> None:
    """Draw the line between the two values, the values, and their intervals above and below it."""
    for y, row in zip(middles, _rows(drawn), strict=True):
        draw_interval(ax, y, row["value_0"], row["value_1"], linewidth=1.6, color="#8C8C8C", marker="", zorder=1)
        for at, shift in ((1, _APART), (0, -_APART)):
            draw_interval(ax, y + shift, row[f"low_{at}"], row[f"high_{at}"], linewidth=0.5, markersize=3)
            marker, filling, size = _MARKS[at]
            draw_dot(ax, row[f"value_{at}"], y, marker, filling, size=size)


def _write_pair(ax: Axes, pair: tuple[str, str], row: Mapping[str, Any], size: float) -> bool:
    """Name the two dots of the topmost row above them; tell whether there is room."""
    values = [row[cell] for cell in _cells("value")]
    if not all(map(isfinite, values)):
        return False
    settle(ax)
    scale, box, frame = 72 / ax.figure.canvas.figure.dpi, ax.get_tightbbox(), ax.get_window_extent()
    limits = (box.x0 * scale, frame.x1 * scale) if box is not None else (frame.x0 * scale, frame.x1 * scale)
    places = [float(ax.transData.transform((value, 0))[0]) * scale for value in values]
    order = sorted((0, 1), key=lambda at: places[at])
    widths = [measured(ax, name, size - 1)[0] for name in pair]
    middle = (places[0] + places[1]) / 2
    left, right = order
    # Each name stands centred above its dot; names that would meet move apart.
    ends = min(places[left] + widths[left] / 2, max(middle - 3, places[left])), 0.0
    start = max(places[right] - widths[right] / 2, min(middle + 3, places[right]))
    starts = {left: max(ends[0] - widths[left], limits[0]), right: min(start, limits[1] - widths[right])}
    if starts[left] + widths[left] + 4 > starts[right] or starts[right] < limits[0]:
        return False
    for at, name in enumerate(pair):
        ax.annotate(
            name, (values[at], 0), xytext=(starts[at] - places[at], -1.0 * size), textcoords="offset points",
            ha="left", va="center", fontsize=size - 1, fontweight="bold" if at == 0 else "normal",
            annotation_clip=False,
        )  # fmt: skip
    return True


def _handles(pair: tuple[str, str]) -> list[Line2D]:
    """Legend of the two, where they cannot be named beside their dots."""
    return [
        Line2D([], [], linestyle="none", marker=marker, markersize=size, markerfacecolor=filling,
               markeredgecolor="black", markeredgewidth=0.8, label=name)
        for name, (marker, filling, size) in zip(pair, _MARKS, strict=True)
    ]  # fmt: skip


def _notes(table: pd.DataFrame) -> Iterator[str]:
    """Explain the thin lines and what the numbers rest on."""
    yield interval_note(table)
    yield "Intervals above the line and numbers before the slash belong to the filled circle."
    if table["flag"].map(is_few).any():
        yield f"{DAGGER} few mentions or articles; one more could move a value visibly."


def _described(drawn: pd.DataFrame, by: str, scale: Scale, words: tuple[str, str, str]) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    first, second, unit = words
    n = [number for cell in _cells("n_mentions") for number in drawn[cell].dropna()]
    n_articles = [number for cell in _cells("n_articles") for number in drawn[cell].dropna()]
    rows = f"{len(drawn)} rows" if len(drawn) > 1 else "1 row"
    caption = (
        f"{scale.title} for {first} (filled circle) and {second} (hollow square) by {by}, ordered by the gap;"
        f" {rows}, each value resting on {span(n, unit)} in {span(n_articles, 'articles')}."
    )
    gaps = drawn["gap"].dropna()
    if gaps.empty:
        return caption, f"Dumbbell plot of {scale.title}; no {by} has both {first} and {second}."
    top = gaps.index[0]
    shown = [scale.shown(drawn.loc[top, cell]) for cell in _cells("value")]
    more = int((gaps > 0).sum())
    return caption, (
        f"Dumbbell plot with one row per {by}: {scale.title}. {first} lies above {second} in {more} of {len(gaps)};"
        f" {top} is on top with {shown[0]} against {shown[1]}."
    )
