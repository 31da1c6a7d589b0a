"""What goes with a figure besides its picture: the data drawn, a caption, and words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from framing.figures.theme import Look, look

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Description(NamedTuple):
    """The rows drawn, a caption for the paper, the alternative text, and for what the figure was drawn."""

    data: pd.DataFrame
    caption: str
    alt: str
    look: Look


_DESCRIPTIONS: Final[WeakKeyDictionary[Figure, Description]] = WeakKeyDictionary()


def describe(ax: Axes, data: pd.DataFrame, caption: str, alt: str) -> None:
    """Say what a figure shows: a `plot_` function calls this once, `save_figure` writes it beside the picture.

    `caption` tells what is drawn, the unit, what intervals are and how many mentions and articles stand behind;
    `alt` tells in a sentence or three what a reader would see.
    """
    _DESCRIPTIONS[ax.figure.canvas.figure] = Description(data, caption, alt, look())


def description_of(figure: Figure | Axes) -> Description | None:
    """What the figure was said to show, if a `plot_` function of this package drew it."""
    return _DESCRIPTIONS.get(figure.figure.canvas.figure)


def rests_on(table: pd.DataFrame, counted: str = "mentions") -> str:
    """Say how much evidence the rows of a table rest on, for a caption.

    Examples
    --------
    >>> import pandas as pd
    >>> rests_on(pd.DataFrame({"n_mentions": [8, 1200], "n_articles": [2, 90]}))
    'Rows rest on 8 to 1,200 mentions in 2 to 90 articles.'
    """
    parts = [_span(table[f"n_{counted}"], counted), _span(table["n_articles"], "articles")]
    return f"Rows rest on {' in '.join(parts)}."


def from_to(table: pd.DataFrame, column: str, *, percent: bool = False) -> str:
    """Say which row has the largest value and which the smallest, for who does not see them.

    Examples
    --------
    >>> import pandas as pd
    >>> from_to(pd.DataFrame({"source": ["A", "B"], "value": [0.1, 0.85]}), "source", percent=True)
    'from 85% (B) to 10% (A)'
    """
    known = table[table["value"].notna()].sort_values("value", kind="stable")
    if known.empty:
        return "without a value"
    ends = (known.iloc[-1], known.iloc[0])
    words = [f"{100 * row['value']:.0f}%" if percent else f"{row['value']:.2f}" for row in ends]
    told = [f"{word} ({row[column]})" for word, row in zip(words, ends, strict=True)]
    return f"from {told[0]} to {told[1]}" if len(known) > 1 else told[0]


def _span(numbers: pd.Series[int], counted: str) -> str:
    """Print the smallest and the largest of some numbers."""
    low, high = int(numbers.min()), int(numbers.max())
    if low == high:
        return f"{low:,} {counted.removesuffix('s') if low == 1 else counted}"
    return f"{low:,} to {high:,} {counted}"
