"""Labels beside the dots of a plane: each where least is in the way, with a line to its dot if it had to move."""

from __future__ import annotations

from math import copysign, hypot, isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    Point = tuple[float, float]
    Line = tuple[Point, Point]

#: Size of labels, in points, and the half width of a dot with some room around it.
SIZE: Final = 7.0
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


class Box(NamedTuple):
    """A rectangle on the page, in points."""

    left: float
    low: float
    right: float
    high: float


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
    >>> from framing.figures.frame import settle
    >>> axes = Figure(layout="constrained").subplots()
    >>> settle(axes)
    >>> one, other = place_labels(axes, [(0.5, 0.5), (0.52, 0.5)], ["North", "South"])
    >>> one.get_text(), bool(one.get_window_extent().overlaps(other.get_window_extent()))
    ('North', False)
    """
    frame = ax.get_window_extent()
    scale = 72 / ax.figure.canvas.figure.dpi
    room = Box(frame.x0 * scale + 2, frame.y0 * scale + 2, frame.x1 * scale - 2, frame.y1 * scale - 2)
    points = on_page(ax, places)
    hard = [around(point, _DOT, _DOT) for point in [*points, *on_page(ax, list(dots))]] + list(taken)
    soft = [on_page(ax, bar) for bar in bars]
    leaders: list[Line] = []
    found: dict[int, Annotation] = {}
    for at in sorted(range(len(points)), key=lambda i: (-_neighbours(points, i), i)):
        box = _best(points[at], measured(ax, words[at]), room, hard, (soft, leaders), points)
        hard.append(box)
        offset = ((box.left + box.right) / 2 - points[at][0], (box.low + box.high) / 2 - points[at][1])
        style: dict[str, Any] = {"xycoords": "data", "textcoords": "offset points", "annotation_clip": False}
        found[at] = ax.annotate(
            words[at], places[at], xytext=offset, ha="center", va="center", fontsize=SIZE, zorder=4,
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


def measured(ax: Axes, words: str) -> Point:
    """Width and height of words, in points, with a little room around them."""
    drawn = ax.text(0.5, 0.5, words, fontsize=SIZE, transform=ax.transAxes)
    box = drawn.get_window_extent()
    drawn.remove()
    scale = 72 / ax.figure.canvas.figure.dpi
    return float(box.width * scale) + 2.4, float(box.height * scale) + 2


def on_page(ax: Axes, places: Sequence[Point]) -> list[Point]:
    """Where places in units of the data lie, in points."""
    scale = 72 / ax.figure.canvas.figure.dpi
    return [(float(x * scale), float(y * scale)) for x, y in (ax.transData.transform(place) for place in places)]


def around(centre: Point, half_width: float, half_height: float) -> Box:
    """The box with this centre."""
    x, y = centre
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one.left < other.right and other.left < one.right and one.low < other.high and other.low < one.high


def inside(line: Sequence[Point], box: Box) -> float:
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
            box = _moved_into(room, around(centre, size[0] / 2, size[1] / 2))
            line = (point, _nearest(point, box))
            # Its own dot is among the boxes, and every line starts there.
            crossed = sum(inside(line, other) > 0 for other in hard if not _within(point, other))
            covered = sum(meet(box, other) for other in hard) + sum(inside(other, box) > 0 for other in leaders)
            cost = distance + 0.3 * order + _COVERED * sum(inside(bar, box) for bar in bars)
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


def _cross(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two lines cross: the ends of each lie on different sides of the other."""

    def side(line: Sequence[Point], point: Point) -> bool:
        (x0, y0), (x1, y1) = line
        return (x1 - x0) * (point[1] - y0) > (y1 - y0) * (point[0] - x0)

    return side(one, other[0]) != side(one, other[1]) and side(other, one[0]) != side(other, one[1])
