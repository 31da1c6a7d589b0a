"""Names beside crowded marks: each where there is room, with a line to its mark; those without room are left out."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.path import Path
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    Point = tuple[float, float]

#: Size of names, half the width of a mark with some room, distances tried, all in points; and directions.
_SIZE: Final = 7.0
_MARK: Final = 3.4
_DISTANCES: Final = (4, 7, 12, 18, 25, 33, 42, 52, 64, 78, 94, 112)
_DIRECTIONS: Final = 16
#: A name this near to its mark needs no line between them.
_NEAR: Final = 7


class Named(NamedTuple):
    """A mark: where it is, in units of the data, its name, and how this is printed."""

    place: Point
    name: str
    style: dict[str, Any]


def name_marks(ax: Axes, marks: Sequence[Named], unnamed: Sequence[Point] = ()) -> list[str]:
    """Write the names of marks on axes that are laid out, the first marks first; give the names without room.

    Names cover neither marks (nor `unnamed` ones) nor each other nor lines, and no line crosses another one.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> name_marks(axes, [Named((0.5, 0.5), "North", {}), Named((0.52, 0.5), "South", {})])
    []
    """
    scale = 72 / ax.figure.canvas.figure.dpi
    frame = ax.get_window_extent()
    room = Bbox(scale * frame.get_points()).padded(-2)
    spots = [_spot(ax, place, scale) for place in (*(mark.place for mark in marks), *unnamed)]
    taken = [_around(spot, 2 * _MARK, 2 * _MARK) for spot in spots]
    lines: list[Path] = []
    left_out = []
    for mark, spot in zip(marks, spots, strict=False):
        width, height = _measured(ax, mark, scale)
        box = _found(spot, (width, height), room, (taken, lines), spots)
        if box is None:
            left_out.append(mark.name)
            continue
        taken.append(box)
        offset = ((box.x0 + box.x1) / 2 - spot[0], (box.y0 + box.y1) / 2 - spot[1])
        where: dict[str, Any] = {"xycoords": "data", "textcoords": "offset points", "annotation_clip": False}
        ax.annotate(
            mark.name, mark.place, xytext=offset, ha="center", va="center", fontsize=_SIZE, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4}, **mark.style, **where,
        )  # fmt: skip
        end = _nearest(spot, box)
        if hypot(end[0] - spot[0], end[1] - spot[1]) > _NEAR:
            lines.append(Path([spot, end]))
            line = {"arrowstyle": "-", "linewidth": 0.5, "color": "#555555", "shrinkA": 0, "shrinkB": 2.6}
            ax.annotate("", mark.place, xytext=(end[0] - spot[0], end[1] - spot[1]), arrowprops=line, **where)
    return left_out


def _found(
    spot: Point, size: Point, room: Bbox, others: tuple[Sequence[Bbox], Sequence[Path]], spots: Sequence[Point]
) -> Bbox | None:
    """The nearest free place for a name, or none."""
    taken, lines = others
    for distance in _DISTANCES:
        for turn in range(_DIRECTIONS):
            across, up = cos(2 * pi * turn / _DIRECTIONS), sin(2 * pi * turn / _DIRECTIONS)
            centre = (spot[0] + across * (distance + size[0] / 2), spot[1] + up * (distance + size[1] / 2))
            box = _around(centre, *size)
            if not (room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1):
                continue
            if any(box.overlaps(other) for other in taken):
                continue
            if any(line.intersects_bbox(box, filled=False) for line in lines):
                continue
            end = _nearest(spot, box)
            gap = hypot(end[0] - spot[0], end[1] - spot[1])
            if gap <= _NEAR:
                # A name without a line belongs to the nearest mark.
                if all(_gap(other, box) > gap for other in spots if other != spot):
                    return box
                continue
            line = Path([spot, end])
            crossed = any(line.intersects_path(other, filled=False) for other in lines)
            # Marks come first among what is taken; a line may pass by them, but not through names.
            if not crossed and not any(line.intersects_bbox(other, filled=False) for other in taken[len(spots) :]):
                return box
    return None


def _measured(ax: Axes, mark: Named, scale: float) -> Point:
    """Width and height of a name, in points, with a little room around it."""
    drawn = ax.text(0.5, 0.5, mark.name, fontsize=_SIZE, transform=ax.transAxes, **mark.style)
    box = drawn.get_window_extent()
    drawn.remove()
    # Letters are a little wider at other resolutions than the one they are measured at.
    return 1.03 * float(box.width * scale) + 1.5, float(box.height * scale) + 1.5


def _spot(ax: Axes, place: Point, scale: float) -> Point:
    x, y = ax.transData.transform(place)
    return float(x * scale), float(y * scale)


def _around(centre: Point, width: float, height: float) -> Bbox:
    return Bbox.from_bounds(centre[0] - width / 2, centre[1] - height / 2, width, height)


def _nearest(point: Point, box: Bbox) -> Point:
    return min(max(point[0], box.x0), box.x1), min(max(point[1], box.y0), box.y1)


def _gap(point: Point, box: Bbox) -> float:
    end = _nearest(point, box)
    return hypot(end[0] - point[0], end[1] - point[1])
