"""What every figure looks like: sizes, fonts, colours that survive a grey photocopy."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import matplotlib as mpl
from matplotlib import font_manager

from framing.errors import TableError, UnknownNameError
from framing.figures.presets import PRESETS

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

#: Figures below this width, in inches, have short names and short counts.
NARROW: Final = 4.7

_STYLE: Final[Any] = {
    "axes.grid": False,
    "axes.linewidth": 0.6,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titleweight": "bold",
    "figure.facecolor": "white",
    "hatch.linewidth": 0.6,
    "legend.framealpha": 1.0,
    "legend.frameon": False,
    "lines.linewidth": 0.8,
    "patch.linewidth": 0.6,
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "framing",
    "text.parse_math": False,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
}


class Look(NamedTuple):
    """A preset and a number of columns: what a figure is drawn for."""

    preset: str = "framing"
    columns: float = 2

    @property
    def width(self) -> float:
        """Width of a figure, in inches."""
        return PRESETS[self.preset].widths[self.columns] / 25.4


_LOOK: Final[ContextVar[Look | None]] = ContextVar("look", default=None)


@contextmanager
def theme(preset: str | None = None, *, columns: float | None = None) -> Iterator[None]:
    """Draw for a journal for the length of a ``with`` block.

    Sans-serif letters of one size, lines of 0.5 pt or more, no transparency, fonts embedded as TrueType. Figures made
    in the block have the width of the preset. Figures that a `plot_` function makes without a block are drawn for
    ``framing`` at 190 mm. Nothing outside the block changes.

    Parameters
    ----------
    preset : {"framing", "tandf", "sage", "oup", "elsevier", "ccr", "apa", "slides"}, optional
        For whom; by default for whom the block around this one draws. What a publisher does not state, such as the
        width at Taylor & Francis, is what fits its pages: 90, 140 or 190 mm.
    columns : {1, 1.5, 2}, optional
        Width of the figure; by default the widest that the preset has. Some presets have one alone.

    Yields
    ------
    None

    Raises
    ------
    UnknownNameError
        If there is no such preset.
    TableError
        If the preset has no such number of columns.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> with theme("elsevier", columns=1):
    ...     mpl.rcParams["pdf.fonttype"], mpl.rcParams["font.size"], round(25.4 * width())
    (42, 8.0, 90)
    """
    token = _LOOK.set(_asked(preset, columns))
    try:
        with mpl.rc_context(_settings(look())):
            yield
    finally:
        _LOOK.reset(token)


def look() -> Look:
    """For what figures are drawn at this place."""
    return _LOOK.get() or Look()


def width() -> float:
    """Width of a new figure in inches, under the theme in force."""
    return look().width


def _asked(preset: str | None, columns: float | None) -> Look:
    """Whom to draw for: the one named, or the one that is drawn for already."""
    name = look().preset if preset is None else preset
    if name not in PRESETS:
        raise UnknownNameError("preset of figures", name, PRESETS)
    widths = PRESETS[name].widths
    if columns is None:
        return look() if preset is None else Look(name, max(widths))
    if columns not in widths:
        known = ", ".join(f"{number:g}" for number in widths)
        raise TableError(f"theme: {name!r} has no width for {columns:g} columns; it has {known}")
    return Look(name, columns)


def _settings(of: Look) -> Any:  # noqa: ANN401 - keys are literals to matplotlib's stubs
    """Options of matplotlib for a preset."""
    preset = PRESETS[of.preset]
    installed = _installed()
    return {
        **_STYLE,
        "font.family": [name for name in preset.fonts if name in installed],
        "font.size": preset.size,
        "axes.labelsize": preset.size,
        "axes.titlesize": preset.size + 1,
        "figure.titlesize": preset.size + 1,
        "legend.fontsize": preset.size,
        "xtick.labelsize": preset.size,
        "ytick.labelsize": preset.size,
    }


@cache
def _installed() -> frozenset[str]:
    """Fonts that are here: a drawing keeps their names, where "sans-serif" is looked up anew."""
    return frozenset(font_manager.get_font_names())
