"""Sources and labels on the plane of a correspondence analysis: dots with ellipses, and crosses."""

from __future__ import annotations

from contextlib import nullcontext
from math import cos, hypot, isfinite, radians, sin
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.figure import Figure
from matplotlib.patches import Ellipse
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import check_rows, numbers, pick
from framing.figures.dots import Place, is_few
from framing.figures.frame import settle
from framing.figures.lettering import wrapped
from framing.figures.named_marks import Named, name_marks
from framing.figures.notes import Words, span, write_words
from framing.figures.theme import theme, width
from framing.schema import SOURCE_MAP, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

_WHERE: Final = "plot_biplot"
#: Room between the outermost mark or ellipse and the frame, as a part of the span.
_PAD: Final = 0.08
#: Room in inches for notes until they are written and measured, and at the edges of the figure.
_NOTES: Final = 4.0
_EDGE: Final = 0.06
#: Corners of the polygon that stands for an ellipse.
_CORNERS: Final = 12
_SOURCE: Final = "black"
_LABEL: Final = "#A34A00"


class Mark(NamedTuple):
    """A source or a label: its kind, its name, its place, its ellipse (width, height, angle) where one is drawn."""

    kind: str
    name: str
    place: tuple[float, float]
    ellipse: tuple[float, float, float] | None
    few: bool


def plot_biplot(
    source_map: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw sources as dots with ellipses, and labels as crosses with names in italics, on one plane.

    The names of the axes tell which part of all differences they show; both have the same scale. Sources of fewer
    than ten articles or mentions have a hollow dot and no ellipse. Names without room stand in a note.

    Parameters
    ----------
    source_map : pandas.DataFrame
        One row per source and label, as `framing.correspondence` gives it.
    actor : str, optional
        The actor to draw; needed if the table holds several.
    names : mapping of str to str, optional
        How to print the names of actors and sources.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds an unknown kind or no place for a row, or several
        actors of which none was chosen.
    UnknownNameError
        If the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> source_map = pd.DataFrame({
    ...     "actor": "opposition", "kind": ["source", "source", "label"], "name": ["North", "South", "rebel"],
    ...     "x": [-0.5, 0.5, -0.4], "y": [0.1, 0.0, 0.3], "inertia_x": 0.7, "inertia_y": 0.2,
    ...     "ellipse_width": 0.2, "ellipse_height": 0.1, "ellipse_angle": 30.0, "n_mentions": 40, "n_articles": 12,
    ...     "flag": ""})
    >>> axes = plot_biplot(source_map)
    >>> axes.get_xlabel()
    'First axis: 70% of the differences'
    """
    table = _picked(source_map, actor)
    title = str(table["actor"].iloc[0])
    title = (names or {}).get(title, title)
    # A label may be called as its actor is, and is not renamed with it.
    sources = _marks(table[table["kind"] == "source"], names or {})
    labels = _marks(table[table["kind"] == "label"], {})
    with theme() if ax is None else nullcontext():
        place = Place(ax or Figure(figsize=(width(), width()), layout="constrained").subplots(), False, ax is None)
        _prepare(place.ax, table, [*sources, *labels])
        _draw(place.ax, sources, labels)
        notes = list(_notes(sources))
        before, marks = len(place.ax.texts), [*sources, *labels]
        unnamed = _write(place, title, notes, marks)
        left_out: list[str] = []
        # A longer note may move what is above it, so names are tried anew.
        while unnamed:
            left_out += unnamed
            for text in list(place.ax.texts)[before:]:
                text.remove()
            notes = [*_notes(sources), f"Not named, for lack of room: {'; '.join(left_out)}."]
            unnamed = _write(place, title, notes, marks, left_out)
        if place.own:
            # A later draw would lay out anew, and shift the marks under their names.
            place.ax.figure.canvas.figure.set_layout_engine("none")
        describe(place.ax, table, _caption(table, title, notes), _alt(sources, labels, title))
    return place.ax


def _picked(source_map: pd.DataFrame, actor: str | None) -> pd.DataFrame:
    """Rows of one actor, sources first."""
    check(source_map, SOURCE_MAP, "source_map")
    if source_map.empty:
        check_rows(source_map, ["name"], _WHERE)
    table = pick(source_map, "actor", actor, _WHERE)
    check_rows(table, ["kind", "name"], _WHERE)
    strange = sorted(set(table["kind"].astype(str)) - {"source", "label"})
    if strange:
        raise TableError(f"{_WHERE}: column 'kind' holds {strange[0]!r}; allowed are source, label")
    table = numbers(table, SOURCE_MAP[3:-1], _WHERE)
    for column in ("x", "y"):
        if table[column].isna().any():
            name = table.loc[table[column].isna(), "name"].iloc[0]
            raise TableError(f"{_WHERE}: {name!r} has no {column}; leave the row out")
    table = table.astype({"kind": str, "name": str})
    return table.sort_values(["kind", "x", "name"], ascending=[False, True, True], ignore_index=True)


def _marks(rows: pd.DataFrame, names: Mapping[str, str]) -> list[Mark]:
    """What to draw of each row."""
    found = []
    for row in rows.to_dict("records"):
        few, size = is_few(row["flag"]), (row["ellipse_width"], row["ellipse_height"], row["ellipse_angle"])
        drawn = row["kind"] == "source" and not few and all(map(isfinite, size))
        name = names.get(row["name"], row["name"].replace("_", " "))
        found.append(Mark(row["kind"], name, (row["x"], row["y"]), size if drawn else None, few))
    return found


def _prepare(ax: Axes, table: pd.DataFrame, marks: Sequence[Mark]) -> None:
    """Set a square with equal scales that holds every mark and ellipse; name the axes."""
    points = [point for mark in marks for point in (mark.place, (0.0, 0.0), *_outline(mark))]
    ends = [(min(side), max(side)) for side in zip(*points, strict=True)]
    half = max(max(high - low for low, high in ends) * (0.5 + _PAD), 0.05)
    for axis, (low, high), which, column in zip(
        (ax.xaxis, ax.yaxis), ends, ("First", "Second"), ("inertia_x", "inertia_y"), strict=True
    ):
        middle = (low + high) / 2
        (ax.set_xlim if axis is ax.xaxis else ax.set_ylim)(middle - half, middle + half)
        located = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(middle - half, middle + half)
        axis.set_ticks([tick for tick in located if abs(tick - middle) <= half])
        axis.set_major_formatter(FuncFormatter(lambda tick, _: f"{round(tick, 6):g}".replace("-", "\u2212")))
        axis.set_label_text(f"{which} axis: {100 * table[column].iloc[0]:.0f}% of the differences")
    ax.set_aspect("equal", anchor="N")
    ax.axhline(0, color="#BBBBBB", linewidth=0.5, zorder=0)
    ax.axvline(0, color="#BBBBBB", linewidth=0.5, zorder=0)
    ax.spines[["left", "bottom", "right", "top"]].set_visible(True)


def _outline(mark: Mark) -> list[tuple[float, float]]:
    """Corners of a polygon along an ellipse."""
    if mark.ellipse is None:
        return []
    (x, y), (long, short, angle) = mark.place, mark.ellipse
    turn = radians(angle)
    steps = [radians(360 * i / _CORNERS) for i in range(_CORNERS + 1)]
    along = [(long / 2 * cos(step), short / 2 * sin(step)) for step in steps]
    return [(x + u * cos(turn) - v * sin(turn), y + u * sin(turn) + v * cos(turn)) for u, v in along]


def _draw(ax: Axes, sources: Sequence[Mark], labels: Sequence[Mark]) -> None:
    """Draw marks and ellipses."""
    for mark in sources:
        if mark.ellipse is not None:
            long, short, angle = mark.ellipse
            style: dict[str, Any] = {"fill": False, "edgecolor": "#777777", "linewidth": 0.6, "zorder": 2}
            ax.add_patch(Ellipse(mark.place, long, short, angle=angle, **style))
    for marks, marker, colour in ((sources, "o", _SOURCE), (labels, "x", _LABEL)):
        for mark in marks:
            ax.plot(
                [mark.place[0]], [mark.place[1]], marker=marker, markersize=4.4, markeredgecolor=colour,
                markeredgewidth=0.9, markerfacecolor="white" if mark.few else colour, linestyle="none", zorder=5,
            )  # fmt: skip


def _notes(sources: Sequence[Mark]) -> Iterator[str]:
    """Explain marks and ellipses."""
    yield "Dots: sources. Crosses, italics: labels. Compare sources with sources and labels with labels."
    yield "Ellipses: 95% regions of sources, from resampled articles, unless another level was asked for."
    hollow = [mark.name for mark in sources if mark.few]
    if hollow:
        yield f"Hollow: few mentions or articles; the ellipse would fill the plane: {'; '.join(hollow)}."


def _write(
    place: Place, title: str, notes: Sequence[str], marks: Sequence[Mark], left_out: Sequence[str] = ()
) -> list[str]:
    """Write title, notes and the names of marks; give the names without room."""
    figure = place.ax.figure.canvas.figure
    if place.own:
        # High enough for any notes, then as high as they turn out.
        figure.set_figheight(figure.get_figwidth() + _NOTES)
    write_words(place._replace(own=False), Words(title, place.ax.get_xlabel(), notes))
    if place.own:
        figure.set_figheight(figure.get_tightbbox().height + 2 * _EDGE)
    settle(place.ax)
    # The outermost have the most room, and leave the rest to those that lie in a crowd.
    rest = [mark.place for mark in marks if mark.name in left_out]
    ordered = sorted(
        (mark for mark in marks if mark.name not in left_out),
        key=lambda mark: (mark.kind != "source", -hypot(*mark.place)),
    )
    looks: dict[str, dict[str, Any]] = {"source": {}, "label": {"style": "italic", "color": _LABEL}}
    named = [Named(mark.place, wrapped(mark.name), looks[mark.kind]) for mark in ordered]
    unnamed = set(name_marks(place.ax, named, rest))
    return [mark.name for mark in ordered if wrapped(mark.name) in unnamed]


def _caption(table: pd.DataFrame, title: str, notes: Sequence[str]) -> str:
    rows = table[table["kind"] == "source"] if (table["kind"] == "source").any() else table
    first, second = (f"{100 * table[column].iloc[0]:.0f}%" for column in ("inertia_x", "inertia_y"))
    return (
        f"Correspondence analysis of the labels of {title}, {len(rows)} sources; the axes show {first} and {second}"
        f" of the inertia. Sources rest on {span(rows['n_mentions'], 'mentions')} in"
        f" {span(rows['n_articles'], 'articles')}. Ellipses show how firmly a source lies on this plane, the plane"
        f" taken as given. {' '.join(notes)}"
    )


def _alt(sources: Sequence[Mark], labels: Sequence[Mark], title: str) -> str:
    """Alternative text: what lies at the ends of the axes."""
    said = [f"Map of {len(sources)} sources and {len(labels)} labels of {title}."]
    if sources:
        across = sorted(sources, key=lambda mark: mark.place[0])
        said.append(f"From left to right the sources go from {across[0].name} to {across[-1].name}.")
    far = sorted([*sources, *labels], key=lambda mark: -hypot(*mark.place))[:3]
    said.append(f"Farthest from the centre: {', '.join(mark.name for mark in far)}.")
    return " ".join(said)
