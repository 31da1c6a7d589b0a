"""Where sources stand between two actors: a dot for each, with its interval on both axes."""

from __future__ import annotations

import textwrap
from contextlib import nullcontext
from math import copysign, hypot, isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import is_narrow, one_column, settle, sized_figure, write_below
from framing.figures.lettering import wrapped
from framing.figures.theme import theme, width
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    Point = tuple[float, float]
    Line = tuple[Point, Point]

#: Size of the names of sources, in points, and the half width of a dot with some room around it.
_SIZE: Final = 7.0
_DOT: Final = 3.6
#: Where a label may lie, as seen from its dot, in the order of preference; and how far off, in points.
_BESIDE: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
#: The same for labels that have moved away: never straight beside the dot, for their line must not look like a bar.
_AWAY: Final = tuple((x * right, y * up) for x, y in ((1, 1), (2, 1), (1, 2)) for right in (1, -1) for up in (1, -1))
_DISTANCES: Final = (4.5, 6, 9, 13, 18, 24, *range(32, 500, 9))
#: A label this near to its dot needs no line between them.
_NEAR: Final = 9
#: How much worse a label is that covers a bar, per point of the bar, than one that is a point further off.
_COVERED: Final = 0.5
#: How much worse a place is whose line crosses another one.
_CROSSING: Final = 15
#: How much worse a place is for each other dot that lies nearer to it.
_MISREAD: Final = 8
#: What the names of the axes need more below than beside them, in inches.
_CAPTION: Final = 0.0
#: Room between the outermost end of a bar and the frame, as a part of the span of the data.
_PAD: Final = 0.07
#: Cosine of the diagonal.
_SLANT: Final = 0.7071
#: Smallest half width of the scale, for sources that lie close together.
_HALF: Final = 0.05


class Box(NamedTuple):
    """A rectangle on the page, in points."""

    left: float
    low: float
    right: float
    high: float


class Dot(NamedTuple):
    """One source: its name, value and interval on both axes, its mentions of both actors, its warnings."""

    name: str
    place: Point
    x: Point
    y: Point
    n: tuple[int, int]
    flags: tuple[str, ...]


def plot_stance_map(
    stance: pd.DataFrame,
    x: str,
    y: str,
    *,
    by: str | Sequence[str] = "source",
    names: Mapping[str, str] | None = None,
    scorer: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each source between two actors: its stance to one from left to right, to the other from bottom to top.

    A source is a dot with its interval on both axes; beside it stand its name and its mentions of `x` and of `y`.
    Below the dotted diagonal the stance to `x` is the more favourable one, above it the stance to `y`. Both axes have
    the same scale, chosen from the data. Sources with a warning have a hollow dot. The footnote names them, and the
    sources that cannot be drawn, because an actor is not named in them or was not scored.

    Parameters
    ----------
    stance : pandas.DataFrame
        One row per source, actor and scorer, as `framing.stance_means` gives it.
    x, y : str
        The two actors.
    by : str or list of str
        Column that names the dots; several are joined, as ``["source", "voice"]``.
    names : mapping of str to str, optional
        How to print the names of actors.
    scorer : str, optional
        Whose scores to draw; needed if the table holds several scorers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 190 mm wide.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column or repeats a row, holds several scorers, or no source with both actors.
    UnknownNameError
        If an actor or the scorer is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> stance = pd.DataFrame({
    ...     "source": ["North", "North", "South", "South"], "actor": ["government", "opposition"] * 2,
    ...     "scorer": "lexicon", "value": [0.1, -0.3, -0.2, 0.2], "low": [0.0, -0.4, -0.3, 0.1],
    ...     "high": [0.2, -0.2, -0.1, 0.3], "n_mentions": [34, 28, 51, 60], "n_articles": 20, "flag": ""})
    >>> axes = plot_stance_map(stance, "government", "opposition")
    >>> [text.get_text() for text in axes.texts if "/" in text.get_text()][1:]
    ['North (34 / 28)', 'South (51 / 60)']
    """
    stance, by = one_column(stance, by)
    rows, scorer = _scored(stance, (x, y), by, scorer)
    dots, missing = _dots(rows, (x, y), by)
    printed = tuple((names or {}).get(actor, actor) for actor in (x, y))
    if not dots:
        raise TableError(f"plot_stance_map: no {by} has a stance to both {x!r} and {y!r}; choose others")
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            ax = sized_figure(width() + _CAPTION).subplots()
        lines = _prepare(ax, dots, printed)
        # On a narrow map names alone have room; the note says the rest, and the rows drawn have the counts.
        brief = own and is_narrow()
        _write_note(ax, _note(dots, missing, printed, scorer, brief=brief), own=own)
        bars = [*_draw(ax, dots), *lines]
        places = [dot.place for dot in dots]
        taken = [] if brief else _write_sides(ax, printed, places, bars)
        words = [dot.name if brief else f"{wrapped(dot.name)} ({dot.n[0]:,} / {dot.n[1]:,})" for dot in dots]
        place_labels(ax, places, words, bars=bars, taken=taken)
        caption = (
            f"Mean stance of each {by} to {printed[0]} (across) and to {printed[1]} (upward), from -1 unfavourable to"
            f" +1 favourable. Scorer: {scorer}. Bars are 95 % intervals over articles. On the dotted line a {by} is"
            f" as favourable to one as to the other. {rests_on(rows)}"
        )
        told = [
            f"to {name} {from_to(rows[rows['actor'].astype(str) == actor], by)}"
            for actor, name in zip((x, y), printed, strict=True)
        ]
        describe(ax, rows, caption, f"Map of {len(dots)} dots with bars; stance {'; '.join(told)}.")
    return ax


def place_labels(
    ax: Axes,
    places: Sequence[Point],
    words: Sequence[str],
    *,
    bars: Iterable[Line] = (),
    dots: Iterable[Point] = (),
    taken: Iterable[Box] = (),
) -> list[Annotation]:
    """Write labels beside their dots on axes that are laid out, with a thin line to those that had to move.

    Labels cover neither each other, nor dots (their own and `dots`), nor `taken` boxes, and as little of the `bars`
    as possible. Those with the most neighbours are placed first.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure(layout="constrained").subplots()
    >>> settle(axes)
    >>> one, other = place_labels(axes, [(0.5, 0.5), (0.52, 0.5)], ["North", "South"])
    >>> one.get_text(), bool(one.get_window_extent().overlaps(other.get_window_extent()))
    ('North', False)
    """
    frame = ax.get_window_extent()
    scale = 72 / ax.figure.canvas.figure.dpi
    room = Box(frame.x0 * scale + 2, frame.y0 * scale + 2, frame.x1 * scale - 2, frame.y1 * scale - 2)
    points = _on_page(ax, places)
    hard = [_around(point, _DOT, _DOT) for point in [*points, *_on_page(ax, list(dots))]] + list(taken)
    soft = [_on_page(ax, bar) for bar in bars]
    leaders: list[Line] = []
    found: dict[int, Annotation] = {}
    for at in sorted(range(len(points)), key=lambda i: (-_neighbours(points, i), i)):
        box = _best(points[at], _measured(ax, words[at]), room, hard, (soft, leaders), points)
        hard.append(box)
        offset = ((box.left + box.right) / 2 - points[at][0], (box.low + box.high) / 2 - points[at][1])
        style: dict[str, Any] = {"xycoords": "data", "textcoords": "offset points", "annotation_clip": False}
        found[at] = ax.annotate(
            words[at], places[at], xytext=offset, ha="center", va="center", fontsize=_SIZE, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6}, **style,
        )  # fmt: skip
        found[at].set_multialignment("left" if offset[0] > 0 else "right")
        end = _nearest(points[at], box)
        if hypot(end[0] - points[at][0], end[1] - points[at][1]) > _NEAR:
            leaders.append((points[at], end))
            line = {"arrowstyle": "-", "linewidth": 0.5, "color": "#555555", "shrinkA": 0, "shrinkB": 2.8}
            away = (end[0] - points[at][0], end[1] - points[at][1])
            ax.annotate("", places[at], xytext=away, arrowprops=line, **style)
    return [found[at] for at in range(len(points))]


def _scored(stance: pd.DataFrame, actors: tuple[str, str], by: str, scorer: str | None) -> tuple[pd.DataFrame, str]:
    """Rows of the two actors by one scorer: the one asked for, or the only one."""
    columns = [by, "actor", "scorer", "value", "low", "high", "n_mentions", "n_articles", "flag"]
    check(stance, columns, "stance")
    if stance.empty:
        raise TableError("plot_stance_map: the table of stances has no rows; there is nothing to draw")
    scorers = sorted(map(str, stance["scorer"].unique()))
    if scorer is None and len(scorers) > 1:
        raise TableError(
            f"plot_stance_map: the table holds {len(scorers)} scorers ({', '.join(scorers)}); choose one with scorer="
        )
    if scorer is not None and scorer not in scorers:
        raise UnknownNameError("scorer", scorer, scorers)
    known = set(stance["actor"].astype(str))
    for actor in actors:
        if actor not in known:
            raise UnknownNameError("actor", actor, known)
    if actors[0] == actors[1]:
        raise TableError(f"plot_stance_map: x and y are both {actors[0]!r}; name two actors")
    chosen = scorer or scorers[0]
    rows = stance[(stance["scorer"].astype(str) == chosen) & stance["actor"].astype(str).isin(actors)]
    twice = rows.duplicated([by, "actor"])
    if twice.any():
        row = rows[twice].iloc[0]
        raise TableError(
            f"stance: {by} {row[by]!r} has actor {row['actor']!r} twice; draw a table with one row per {by}, actor"
            " and scorer"
        )
    return rows, chosen


def _dots(rows: pd.DataFrame, actors: tuple[str, str], by: str) -> tuple[list[Dot], dict[str, list[str]]]:
    """Sources with a stance to both actors, and those that lack one, by the actor."""
    found: list[Dot] = []
    missing: dict[str, list[str]] = {actor: [] for actor in actors}
    for name, of in rows.groupby(rows[by].astype(str), sort=True, observed=True):
        cells: dict[str, Any] = {str(row["actor"]): row for row in of.to_dict("records")}
        lacking = [a for a in actors if a not in cells or not isfinite(float(cells[a]["value"]))]
        if lacking:
            for actor in lacking:
                missing[actor].append(str(name))
            continue
        one, other = (cells[actor] for actor in actors)
        # "against: few articles" and the like are warnings, too; each is printed once.
        flags = tuple(dict.fromkeys(f for row in (one, other) for f in str(row["flag"]).split("; ") if f))
        found.append(
            Dot(
                str(name), (float(one["value"]), float(other["value"])),
                (float(one["low"]), float(one["high"])), (float(other["low"]), float(other["high"])),
                (int(one["n_mentions"]), int(other["n_mentions"])), flags,
            )
        )  # fmt: skip
    return found, missing


def _prepare(ax: Axes, dots: Sequence[Dot], printed: Sequence[str]) -> list[Line]:
    """Set equal scales around the data; draw the diagonal and the zero lines, and return them."""
    ends = [end for dot in dots for end in (*dot.place, *dot.x, *dot.y) if isfinite(end)]
    middle, half = (max(ends) + min(ends)) / 2, (max(ends) - min(ends)) / 2
    half = max(half * (1 + 2 * _PAD), _HALF)
    low, high = middle - half, middle + half
    ax.set_xlim(low, high)
    ax.set_ylim(low, high)
    ax.set_aspect("equal")
    ax.plot([low, high], [low, high], color="black", linewidth=0.8, linestyle=":", zorder=1)
    lines = [((low, low), (high, high))]
    if low < 0 < high:
        ax.axhline(0, color="black", linewidth=0.5, zorder=0)
        ax.axvline(0, color="black", linewidth=0.5, zorder=0)
        lines += [((low, 0.0), (high, 0.0)), ((0.0, low), (0.0, high))]
    located = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high)
    ticks = [tick for tick in located if low <= tick <= high and abs(tick) <= 1]
    for axis, actor in zip((ax.xaxis, ax.yaxis), printed, strict=True):
        axis.set_ticks(ticks)
        axis.set_major_formatter(FuncFormatter(lambda tick, _: f"{round(tick, 6):g}".replace("-", "\u2212")))
        between = "\n" if is_narrow() else " "
        axis.set_label_text(f"Mean stance to {actor}{between}(\u22121 unfavourable, +1 favourable)")
    ax.spines[["left", "bottom", "right", "top"]].set_visible(True)
    return lines


def _draw(ax: Axes, dots: Sequence[Dot]) -> list[Line]:
    """Draw dots and crosses; return the bars."""
    bars: list[Line] = []
    for dot in dots:
        mine = [
            ((dot.x[0], dot.place[1]), (dot.x[1], dot.place[1])),
            ((dot.place[0], dot.y[0]), (dot.place[0], dot.y[1])),
        ]
        for start, end in mine:
            ax.plot([start[0], end[0]], [start[1], end[1]], color="#777777", linewidth=0.6, zorder=2)
        bars += [bar for bar in mine if all(isfinite(number) for point in bar for number in point)]
        ax.plot(
            [dot.place[0]], [dot.place[1]], marker="o", markersize=4.6, markeredgecolor="black", markeredgewidth=0.8,
            markerfacecolor="white" if dot.flags else "black", linestyle="none", zorder=5,
        )  # fmt: skip
    return bars


def _note(
    dots: Sequence[Dot], missing: Mapping[str, list[str]], printed: Sequence[str], scorer: str, *, brief: bool
) -> Iterator[str]:
    """Explain bars, numbers and hollow dots; name what is not drawn."""
    if brief:
        yield f"Bars are 95% intervals over articles. Above the dotted line: more favourable to {printed[1]}."
        yield f"Scorer: {scorer}."
    else:
        yield (
            "Bars are 95% intervals over articles; in brackets: mentions of"
            f" {printed[0]} / {printed[1]}. Scorer: {scorer}."
        )
    hollow = [dot for dot in dots if dot.flags]
    if hollow:
        flags = list(dict.fromkeys(flag for dot in hollow for flag in dot.flags))
        named = "; ".join(dot.name for dot in hollow)
        yield f"Hollow: {', '.join(flags)} \u2013 one more could move the dot visibly: {named}."
    for actor, left_out in zip(printed, missing.values(), strict=True):
        if left_out:
            yield f"Not drawn, for no stance to {actor} was scored in it: {'; '.join(left_out)}."


def _write_note(ax: Axes, parts: Iterable[str], *, own: bool) -> None:
    """Write sentences below the axes, in lines as long as these are wide, and lay the figure out for good."""
    settle(ax)
    figure = ax.figure.canvas.figure
    room = 0.96 * 72 * ax.get_window_extent().width / figure.dpi
    lines: list[str] = []
    for part in parts:
        lines += textwrap.wrap(part, max(int(room / _measured(ax, part)[0] * len(part)), 20))
    write_below(ax, [], "\n".join(lines))
    settle(ax)
    if own:
        # A later draw would lay out anew, and shift the dots under their labels.
        figure.set_layout_engine("none")


def _write_sides(ax: Axes, printed: Sequence[str], places: Sequence[Point], bars: Sequence[Line]) -> list[Box]:
    """Write whom each half-plane favours along the diagonal, where least is in the way; return the boxes it takes."""
    words = ["\n".join(textwrap.wrap(f"more favourable to {actor}", 48)) for actor in printed]
    sizes = [_measured(ax, each) for each in words]
    limits = ax.get_xlim()
    start, end = _on_page(ax, [(limits[0], limits[0]), (limits[1], limits[1])])
    span = end[0] - start[0]
    margin = min(
        (max(length for length, _ in sizes) / 2 + 3 * max(height for _, height in sizes)) * _SLANT / span, 0.5
    )
    points, lines = _on_page(ax, places), [_on_page(ax, bar) for bar in bars]
    # Below the diagonal, to the right of it, x is favoured.
    shifts = [sign * (height / 2 + 4) * _SLANT for sign, (_, height) in zip((1, -1), sizes, strict=True)]
    choices = []
    for order, part in enumerate((1 - margin, margin, 0.5)):
        boxes = []
        for (length, height), shift in zip(sizes, shifts, strict=True):
            n = int(length / height) + 1
            middle = (start[0] + part * span + shift, start[1] + part * span - shift)
            steps = [step * height / 2 * _SLANT for step in range(-n, n + 1)]
            boxes += [_around((middle[0] + step, middle[1] + step), height / 2, height / 2) for step in steps]
        hit = sum(_meet(box, _around(point, 8, 8)) for box in boxes for point in points)
        crossed = sum(_inside(line, box) > 0 for box in boxes for line in lines)
        choices.append((10 * hit + crossed, order, part, boxes))
    _, _, part, boxes = min(choices)
    place = limits[0] + part * (limits[1] - limits[0])
    for each, shift in zip(words, shifts, strict=True):
        ax.annotate(
            each, (place, place), xytext=(shift, -shift), textcoords="offset points", ha="center", va="center",
            rotation=45, rotation_mode="anchor", fontsize=_SIZE, style="italic", zorder=3, annotation_clip=False,
        )  # fmt: skip
    return boxes


def _best(
    point: Point,
    size: Point,
    room: Box,
    hard: Sequence[Box],
    lines: tuple[Sequence[Sequence[Point]], Sequence[Sequence[Point]]],
    points: Sequence[Point],
) -> Box:
    """The best place of a label beside its dot; of places that all cover something, the one that covers least."""
    bars, leaders = lines
    best, worst = (float("inf"), Box(0, 0, 0, 0)), (float("inf"), Box(0, 0, 0, 0))
    for distance in _DISTANCES:
        if best[0] <= distance:
            break
        for order, (right, up) in enumerate(_BESIDE if distance <= _NEAR else _AWAY):
            reach = distance / hypot(right, up)
            centre = (
                point[0] + right * reach + copysign(size[0] / 2, right) * bool(right),
                point[1] + up * reach + copysign(size[1] / 2, up) * bool(up),
            )
            box = _moved_into(room, _around(centre, size[0] / 2, size[1] / 2))
            line = (point, _nearest(point, box))
            # Its own dot is among the boxes, and every line starts there.
            crossed = sum(_inside(line, other) > 0 for other in hard if not _within(point, other))
            covered = sum(_meet(box, other) for other in hard) + sum(_inside(other, box) > 0 for other in leaders)
            cost = distance + 0.3 * order + _COVERED * sum(_inside(bar, box) for bar in bars)
            # A label that lies nearer to another dot would be read as its name.
            gap = _length(line) + 2
            cost += _MISREAD * sum(_length((other, _nearest(other, box))) < gap for other in points if other != point)
            if distance > _NEAR:
                straight = line[1][0] == point[0] or line[1][1] == point[1]
                cost += _CROSSING * (sum(_cross(line, other) for other in leaders) + 2 * straight)
            if not (crossed or covered):
                best = min(best, (cost, box))
            else:
                worst = min(worst, (50 * covered + 10 * crossed + cost, box))
    return best[1] if isfinite(best[0]) else worst[1]


def _measured(ax: Axes, words: str) -> Point:
    """Width and height of words, in points, with a little room around them."""
    drawn = ax.text(0.5, 0.5, words, fontsize=_SIZE, transform=ax.transAxes)
    box = drawn.get_window_extent()
    drawn.remove()
    scale = 72 / ax.figure.canvas.figure.dpi
    return float(box.width * scale) + 2.4, float(box.height * scale) + 2


def _on_page(ax: Axes, places: Sequence[Point]) -> list[Point]:
    scale = 72 / ax.figure.canvas.figure.dpi
    return [(float(x * scale), float(y * scale)) for x, y in (ax.transData.transform(place) for place in places)]


def _around(centre: Point, half_width: float, half_height: float) -> Box:
    x, y = centre
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.low < other.high and other.low < one.high


def _within(point: Point, box: Box) -> bool:
    return box.left <= point[0] <= box.right and box.low <= point[1] <= box.high


def _moved_into(room: Box, box: Box) -> Box:
    """Move a box that sticks out as far as needed; what is larger than the room starts at its left or lower end."""
    right = max(room.left - box.left, 0) or min(max(room.right - box.right, room.left - box.left), 0)
    up = max(room.low - box.low, 0) or min(max(room.high - box.high, room.low - box.low), 0)
    return Box(box.left + right, box.low + up, box.right + right, box.high + up)


def _nearest(point: Point, box: Box) -> Point:
    return min(max(point[0], box.left), box.right), min(max(point[1], box.low), box.high)


def _neighbours(points: Sequence[Point], at: int, near: float = 70) -> int:
    here = points[at]
    return sum(hypot(x - here[0], y - here[1]) < near for x, y in points)


def _length(line: Line) -> float:
    return hypot(line[1][0] - line[0][0], line[1][1] - line[0][1])


def _inside(line: Sequence[Point], box: Box) -> float:
    """Length of the part of a line that lies in a box (Liang & Barsky 1984)."""
    (x0, y0), (x1, y1) = line
    dx, dy = x1 - x0, y1 - y0
    start, end = 0.0, 1.0
    for step, room in ((-dx, x0 - box.left), (dx, box.right - x0), (-dy, y0 - box.low), (dy, box.high - y0)):
        if step == 0:
            if room < 0:
                return 0.0
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    return max(end - start, 0.0) * hypot(dx, dy)


def _cross(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two lines cross: the ends of each lie on different sides of the other."""

    def side(line: Sequence[Point], point: Point) -> bool:
        (x0, y0), (x1, y1) = line
        return (x1 - x0) * (point[1] - y0) > (y1 - y0) * (point[0] - x0)

    return side(one, other[0]) != side(one, other[1]) and side(other, one[0]) != side(other, one[1])
