"""What every figure looks like: sizes, fonts, colours that survive a grey photocopy."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib import font_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Colour of each category and of the words on it. Lightness L* is 26, 88, 70 and 48, so that any
#: two differ by 17 or more without their hue; the words have a contrast of at least 4.5.
COLOURS: Final[dict[str, tuple[str, str]]] = {
    "delegitimising": ("#741F0F", "white"),
    "neutral": ("#DDDDDD", "black"),
    "institutional": ("#A3AEB3", "black"),
    "legitimising": ("#3577AC", "white"),
}

#: Hatches that tell the labels of a category apart, besides their names.
HATCHES: Final = ("", "////", "\\\\\\\\")

#: Marker and filling that tell actors apart, without colour.
MARKERS: Final = (
    ("o", "black"),
    ("s", "white"),
    ("^", "#8C8C8C"),
    ("D", "black"),
    ("v", "white"),
    ("P", "#8C8C8C"),
    ("X", "black"),
    ("p", "white"),
)

#: Full width of a two-column page, in inches (190 mm).
WIDTH: Final = 7.48

_STYLE: Final[Any] = {
    "axes.grid": False,
    "axes.labelsize": 8,
    "axes.linewidth": 0.6,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "figure.facecolor": "white",
    "figure.titlesize": 9,
    "font.size": 8,
    "hatch.linewidth": 0.6,
    "legend.fontsize": 8,
    "legend.framealpha": 1.0,
    "legend.frameon": False,
    "lines.linewidth": 0.8,
    "patch.linewidth": 0.6,
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "savefig.facecolor": "white",
    "svg.hashsalt": "framing",
    "text.parse_math": False,
    "xtick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.labelsize": 8,
    "ytick.major.width": 0.6,
}


@contextmanager
def theme() -> Iterator[None]:
    """Apply the package's print style for the length of a ``with`` block.

    Sans-serif 8 pt, lines of 0.6 pt or more, no transparency, fonts embedded as TrueType. Figures
    that a `plot_` function makes for itself have it already; open the block around figures and axes
    of your own that should match. Nothing outside the block changes.

    Yields
    ------
    None

    Examples
    --------
    >>> import matplotlib as mpl
    >>> with theme():
    ...     mpl.rcParams["pdf.fonttype"], mpl.rcParams["font.size"]
    (42, 8.0)
    """
    with mpl.rc_context({**_STYLE, "font.family": _fonts()}):
        yield


def width() -> float:
    """Width of a new figure in inches, under the theme in force."""
    return WIDTH


@cache
def _fonts() -> list[str]:
    """Name fonts that are installed: a drawing keeps them, where "sans-serif" is looked up anew.

    Publishers ask for Arial or its like; the last one comes with matplotlib and has most glyphs.
    """
    installed = set(font_manager.get_font_names())
    return [name for name in ("Arial", "Liberation Sans", "DejaVu Sans") if name in installed]
