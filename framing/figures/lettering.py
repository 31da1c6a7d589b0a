"""Words on figures: names that fit their column, counts, and what they measure when drawn."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from framing.figures.frame import is_narrow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Longest line of a source's name, in characters, on wide and on narrow figures; a name has two lines at most.
NAME_WIDTH: Final = 28
_NARROW_NAME: Final = 16

#: Marks a row with too few mentions, and what the mark means.
DAGGER: Final = "\u2020"
FEW: Final = f"{DAGGER} few mentions: one more could move the row visibly"

#: What measures call the speakers that are no actor of the lexicon: the rest, so drawn last.
OUTSIDE: Final = "outside the lexicon"


def wrapped(name: str) -> str:
    r"""Break a long name into two lines of at most 28 characters, 16 on a narrow figure; an ellipsis ends the rest.

    Examples
    --------
    >>> wrapped("The Northern Weekly Gazette and Advertiser")
    'The Northern Weekly Gazette\nand Advertiser'
    """
    longest = _NARROW_NAME if is_narrow() else NAME_WIDTH
    lines = textwrap.wrap(" ".join(name.split()), longest)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: longest - 1].rstrip() + "\u2026"]
    return "\n".join(lines)


def counts(n_mentions: int, n_articles: int, *, few: bool) -> str:
    """Say how much evidence a row rests on, in two lines where the figure is narrow.

    Examples
    --------
    >>> counts(1234, 1, few=False)
    'n = 1,234, 1 article'
    """
    articles = "1 article" if n_articles == 1 else f"{n_articles:,} articles"
    between = "\n" if is_narrow() else ", "
    return f"n = {n_mentions:,}{between}{articles}" + (f" {DAGGER}" if few else "")


def percent(share: float) -> str:
    """Print a share as whole percent, never a used label as 0."""
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"


def width_of(ax: Axes, words: str, size: float, *, margin: float) -> float:
    """Measure `words` and a margin in points, in units of the x axis, once the layout is settled."""
    drawn = ax.text(0, 0, words, fontsize=size)
    width = drawn.get_window_extent().width + margin * ax.figure.canvas.figure.dpi / 72
    drawn.remove()
    left, right = ax.get_xlim()
    return float(width / ax.get_window_extent().width * (right - left))
