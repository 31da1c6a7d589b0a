"""Names above a specification curve, with lines down to what they name."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from framing.figures.frame import settle
from framing.figures.notes import measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

#: Height of a line of words, in points.
LINE: Final = 10
#: Longest name, in characters; the shorter ones are for narrow figures.
_LONGEST: Final = (40, 32, 24, 16)
#: Kinds whose specifications are named after what is left out, which may have the name of another kind's.
_ALIKE: Final = ("term", "label", "source")


class Named(NamedTuple):
    """A specification named on the curve: its place, the top of its interval, the words and their width."""

    x: float
    top: float
    words: str
    wide: float


class Start(NamedTuple):
    """Where words stand: the end they are held by, and which of the two it is."""

    at: float
    side: Literal["left", "right"]


def name_some(ax: Axes, made: pd.DataFrame, factor: int, unit: float) -> None:
    """Name the main specification, the extremes and the most influential term; `unit` is the height of a point."""
    settle(ax)
    size = float(ax.xaxis.label.get_fontsize()) - 1
    scale = (len(made) + 1) / (ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi)
    found = []
    left, right = ax.get_xlim()
    for place in _wanted(made):
        row = made.iloc[place]
        for longest in _LONGEST:
            name = name_of(str(row["specification"]), str(row["kind"]), longest)
            words = f"{name}: {signed(factor * row['difference'])}"
            wide = measured(ax, words, size)[0] * scale
            if wide <= right - left:
                break
        found.append(Named(float(place), factor * float(np.fmax(row["difference"], row["high"])), words, wide))
    order, starts = _arranged(found, left, right)
    highest = ax.get_ylim()[1] - unit * 1.5
    for line, i in enumerate(order):
        y = highest - unit * LINE * line
        ax.plot([found[i].x] * 2, [found[i].top, y], color="#555555", linewidth=0.4, zorder=4)
        ax.text(
            starts[i].at, y, found[i].words, fontsize=size, ha=starts[i].side, va="top", zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
        )  # fmt: skip


def name_of(specification: str, kind: str, longest: int = 40) -> str:
    """A specification in few words, with its kind where another kind has the like.

    Examples
    --------
    >>> name_of("without terrorist", "label")
    'without terrorist (label)'
    """
    short = specification if len(specification) <= longest else f"{specification[: longest - 1].rstrip()}\u2026"
    return f"{short} ({kind})" if kind in _ALIKE else short


def signed(number: float) -> str:
    """Print a difference with its sign, to a tenth, or to a hundredth below 1."""
    return (f"{number:+.1f}" if abs(number) >= 1 else f"{number:+.2f}").replace("-", "\u2212")


def _wanted(made: pd.DataFrame) -> list[int]:
    """Places of the specifications to name."""
    is_term = (made["kind"] == "term").to_numpy()
    change = np.where(is_term, made["change"].abs(), -1.0)
    terms = {int(change.argmax())} if is_term.any() else set()
    main = int((made["kind"] == "main").to_numpy().argmax())
    return sorted({0, len(made) - 1, main} | terms)


def _arranged(found: Sequence[Named], left: float, right: float) -> tuple[Sequence[int], Sequence[Start]]:
    """Lines of the words from the top, and where each stands, so that few lines run through words."""
    sides = [
        (
            Start(max(min(named.x, right - named.wide), left), "left"),
            Start(min(max(named.x, left + named.wide), right), "right"),
        )
        for named in found
    ]
    ways = product(permutations(range(len(found))), product(*sides))
    return min(ways, key=lambda way: _crossings(way[0], way[1], found))


def _crossings(order: Sequence[int], starts: Sequence[Start], found: Sequence[Named]) -> int:
    """How many lines run through words below their own."""
    begins = [at - (named.wide if side == "right" else 0) for (at, side), named in zip(starts, found, strict=True)]
    return sum(
        begins[lower] <= found[upper].x <= begins[lower] + found[lower].wide
        for line, upper in enumerate(order)
        for lower in order[line + 1 :]
    )
