"""What goes with a figure besides its picture: the data drawn, a caption, and words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Description(NamedTuple):
    """The rows drawn, a caption for the paper, and the alternative text."""

    data: pd.DataFrame
    caption: str
    alt: str


_DESCRIPTIONS: Final[WeakKeyDictionary[Figure, Description]] = WeakKeyDictionary()


def describe(ax: Axes, data: pd.DataFrame, caption: str, alt: str) -> None:
    """Say what a figure shows: a `plot_` function calls this once, `save_figure` writes it beside the picture.

    `caption` tells what is drawn, the unit, what intervals are and how many mentions and articles stand behind;
    `alt` tells in a sentence or three what a reader would see.
    """
    _DESCRIPTIONS[ax.figure.canvas.figure] = Description(data, caption, alt)


def description_of(figure: Figure | Axes) -> Description | None:
    """What the figure was said to show, if a `plot_` function of this package drew it."""
    return _DESCRIPTIONS.get(figure.figure.canvas.figure)
