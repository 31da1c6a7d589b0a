"""Rows of dots with intervals: names at the left, evidence at the right, a scale that holds every interval."""

from __future__ import annotations

import textwrap
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.figures.frame import settle
from framing.figures.notes import measured
from framing.figures.theme import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from framing.figures.choose import Scale

#: Height of a line of words, and of the room between rows, as multiples of the size of letters.
_LINE: Final = 1.2
_BETWEEN: Final = 0.7
_AROUND: Final = 300
#: Room between columns of evidence, in points.
_GAP: Final = 7
#: Smallest stretch of a scale, for rows that lie close together.
_STRETCH: Final = 0.1

HOLLOW: Final = "Hollow dots: few mentions or articles; one more could move the estimate visibly."


class Place(NamedTuple):
    """Axes to draw on, whether they are narrow, and whether the figure is new."""

    ax: Axes
    compact: bool
    own: bool


def place_of(ax: Axes | None, narrow: float = 4.7) -> Place:
    """Axes given, or those of a new figure, whose height follows when the rows are known.

    On less than `narrow` inches, names have short lines, and the evidence of a row is one below the other.
    """
    if ax is not None:
        return Place(ax, ax.get_window_extent().width / ax.figure.canvas.figure.dpi < narrow, own=False)
    inches = width()
    return Place(Figure(figsize=(inches, 3), layout="constrained").subplots(), inches < narrow, own=True)


def lay_rows(
    place: Place, names: Sequence[str], evidence: Sequence[Sequence[str]], *, top: float = 0.0, least: float = 0.0
) -> list[float]:
    """Write names and evidence of the rows, leave `top` points free above them; give the middle of each row.

    The height of the axes counts points, so a row is as high as its words, and `least` at least.
    """
    ax, size = place.ax, float(place.ax.xaxis.label.get_fontsize())
    written = [_broken(name, compact=place.compact) for name in names]
    columns = [["\n".join(filter(None, cells))] if place.compact else list(cells) for cells in evidence]
    heights = [
        max(_height(name, size), *(_height(words, size - 1) for words in cells)) + _BETWEEN * size
        for name, cells in zip(written, columns, strict=True)
    ]
    edges = list(accumulate((max(height, least) for height in heights), initial=top))
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    if place.own:
        # Room for whatever stands around the rows, until it is written and measured.
        ax.figure.canvas.figure.set_figheight((edges[-1] + _AROUND) / 72)
    ax.set_ylim(edges[-1], 0)
    ax.set_yticks(middles, written)
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "right", "top"]].set_visible(False)
    for edge in edges[1:-1]:
        ax.axhline(edge, color="#CCCCCC", linewidth=0.5, zorder=0)
    offset = 6.0
    for cells in zip(*columns, strict=True):
        for y, words in zip(middles, cells, strict=True):
            ax.annotate(
                words, (1, y), xycoords=ax.get_yaxis_transform(), xytext=(offset, 0), textcoords="offset points",
                ha="left", va="center", fontsize=size - 1, annotation_clip=False,
            )  # fmt: skip
        offset += max(measured(ax, words, size - 1)[0] if words else 0 for words in cells) + _GAP
    return middles


def set_scale(ax: Axes, ends: Iterable[float], scale: Scale) -> bool:
    """Choose limits that hold all `ends`, and ticks that fit; tell whether a scale that has a zero leaves it out."""
    finite = [end for end in ends if np.isfinite(end)] or [0.0]
    low, high = min(finite), max(finite)
    # Differences and balances are read from zero, and so are small shares and rates.
    if scale.lowest < 0 or low < 0.3 * high:
        low, high = min(low, 0.0), max(high, 0.0)
    if high > 0.85 * scale.highest:
        high = max(high, scale.highest)
    lack = max(_STRETCH - (high - low), 0) / 2
    low, high = max(low - lack, min(low, scale.lowest)), min(high + lack, max(high, scale.highest))
    pad = 0.03 * (high - low)
    ax.set_xlim(low - pad, high + pad)
    settle(ax)
    room = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    n = int(np.clip(room / 28, 3, 8))
    factor = 100 if scale.is_share else 1
    located = np.asarray(MaxNLocator(n, steps=[1, 2, 2.5, 5, 10]).tick_values(factor * low, factor * high)) / factor
    ax.set_xticks([tick for tick in located.tolist() if low - pad <= tick <= high + pad])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{round(factor * tick, 6):g}".replace("-", "\u2212")))
    return bool(scale.lowest == 0 and low > 0)


def draw_interval(ax: Axes, y: float, low: float, high: float, **style: Any) -> None:  # noqa: ANN401 - of matplotlib
    """Draw a whisker, where both of its ends are known."""
    if np.isfinite(low) and np.isfinite(high):
        look = {"color": "black", "linewidth": 0.8, "marker": "|", "markersize": 4, "zorder": 2, **style}
        ax.plot([low, high], [y, y], clip_on=False, **look)


def draw_dot(ax: Axes, x: float, y: float, marker: str, filling: str, *, size: float = 5) -> None:
    """Draw an estimate, where there is one."""
    if np.isfinite(x):
        ax.plot(
            [x], [y], marker=marker, markersize=size, markerfacecolor=filling, markeredgecolor="black",
            markeredgewidth=0.8, linestyle="none", clip_on=False, zorder=4,
        )  # fmt: skip


def is_few(flag: object) -> bool:
    """Whether a flag warns of little evidence."""
    return "few " in str(flag) or "one article" in str(flag)


def articles(n: int) -> str:
    """Print a number of articles."""
    return "1 article" if n == 1 else f"{n:,} articles"


def _height(words: str, size: float) -> float:
    """Height of some lines of words, in points."""
    return _LINE * size * (words.count("\n") + 1)


def _broken(name: str, *, compact: bool) -> str:
    """Break each part of a name into lines, three at most where they are short, else two."""
    longest, most = (16, 3) if compact else (28, 2)
    if len(name) <= longest:
        return name.replace("\n", " ").replace("\u00a0", " ")
    parts = [textwrap.wrap(part, longest, break_on_hyphens=False) for part in name.split("\n")]
    for lines in parts:
        if len(lines) > most:
            lines[most - 1 :] = [lines[most - 1][: longest - 1].rstrip() + "\u2026"]
    return "\n".join(line for lines in parts for line in lines)
