"""Bars of a diverging chart: named segments, small ones merged, and the whiskers below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.patches import Rectangle

from framing.figures.composition import ORDER
from framing.figures.lettering import percent, width_of
from framing.figures.theme import COLOURS, HATCHES

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    from framing.figures.composition import Composition, Row

#: Name of the segment that small labels of a category are merged into.
OTHER: Final = "other"

#: Size of the words on segments, in points.
SIZE: Final = 7.0

#: Place of a whisker below the middle of its row, as a part of the row.
_WHISKER: Final = 0.41

#: Room on a segment besides its words, in points.
_MARGIN: Final = 4.4


class Segment(NamedTuple):
    """A stretch of a bar: where it begins, how long it is, what is written on it."""

    category: str
    label: str
    left: float
    width: float
    words: str


def segments_of(row: Row, fits: Callable[[str, float], bool], *, two_lines: bool) -> list[Segment]:
    """Cut a row into segments from left to right; `fits` tells if words fit a width."""
    found: list[Segment] = []
    left = row.start - row.total("delegitimising")
    for category in ORDER:
        named = _named(row.shares[category], fits, two_lines=two_lines)
        # Those left of the centre are listed from the centre outwards, so from right to left.
        for label, share, words in reversed(named) if category in ("delegitimising", "neutral") else named:
            found.append(Segment(category, label, left, share, words))
            left += share
    return found


def _named(
    shares: list[tuple[str, float]], fits: Callable[[str, float], bool], *, two_lines: bool
) -> list[tuple[str, float, str]]:
    """Labels of one category with their words; several whose words do not fit are one segment."""
    kept, narrow = [], []
    for label, share in shares:
        words = _words(label, share, fits, two_lines=two_lines)
        if words:
            kept.append((label, share, words))
        else:
            narrow.append((label, share))
    if narrow:
        rest = sum(share for _, share in narrow)
        number = percent(rest) if fits(percent(rest), rest) else ""
        if len(narrow) == 1:
            kept.append((narrow[0][0], rest, number))
        else:
            kept.append((OTHER, rest, _words(OTHER, rest, fits, two_lines=two_lines) or number))
    return kept


def _words(label: str, share: float, fits: Callable[[str, float], bool], *, two_lines: bool) -> str:
    """Fullest of the ways to write a label and its share that fits; empty if none does."""
    below = [f"{label}\n{percent(share)}", label, label.replace(" ", "\n", 1)] if two_lines else [label]
    return next((words for words in [f"{label} {percent(share)}", *below] if fits(words, share)), "")


def draw_segments(ax: Axes, composition: Composition, thickness: float) -> bool:
    """Draw every row on axes whose layout is settled; tell whether labels were merged."""
    widths: dict[str, float] = {}
    row = ax.get_window_extent().height / len(composition.rows) * 72 / ax.figure.canvas.figure.dpi
    two_lines = row * thickness > 2.4 * SIZE

    def fits(words: str, share: float) -> bool:
        if words not in widths:
            widths[words] = width_of(ax, words, SIZE, margin=_MARGIN)
        return widths[words] <= share

    merged = False
    for y, bar in enumerate(composition.rows):
        for segment in segments_of(bar, fits, two_lines=two_lines):
            merged |= segment.label == OTHER or segment.label.split()[0] not in segment.words
            _draw(ax, segment, y, thickness, _hatch(composition, segment))
    return merged


def draw_whiskers(ax: Axes, composition: Composition) -> None:
    """Draw the interval of the delegitimising share below each bar, from where the share begins."""
    edge = ax.get_xlim()[0] + 0.01
    style: dict[str, Any] = {"color": "black", "linewidth": 0.8, "markersize": 3.5}
    for y, row in enumerate(composition.rows):
        if row.whisker:
            near, far = (row.start - end for end in row.whisker)
            height = y + _WHISKER
            ax.plot([near, max(far, edge)], [height, height], marker="", **style)
            ax.plot([near], [height], marker="|", **style)
            # An interval that runs off the scale ends in an arrow.
            ax.plot([max(far, edge)], [height], marker="|" if far >= edge else "<", **style)


def _hatch(composition: Composition, segment: Segment) -> str:
    """Hatch of a label, the same in all rows; merged labels have none."""
    return "" if segment.label == OTHER else HATCHES[composition.places[segment.label] % len(HATCHES)]


def _draw(ax: Axes, segment: Segment, y: float, thickness: float, hatch: str) -> None:
    """Draw one segment and its words, which clear the hatch around them."""
    face, ink = COLOURS[segment.category]
    ax.add_patch(
        Rectangle(
            (segment.left, y - thickness / 2), segment.width, thickness,
            facecolor=face, edgecolor="white", linewidth=0.8, hatch=hatch,
        )
    )  # fmt: skip
    if segment.words:
        box = {"facecolor": face, "edgecolor": "none", "pad": 1.0} if hatch else None
        ax.text(
            segment.left + segment.width / 2, y, segment.words,
            color=ink, fontsize=SIZE, ha="center", va="center", linespacing=1.0, bbox=box,
        )  # fmt: skip
