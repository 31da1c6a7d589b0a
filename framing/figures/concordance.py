"""Keyword in context: the text behind a number, as a figure."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.dots import articles, place_of
from framing.figures.frame import settle
from framing.figures.notes import folded
from framing.figures.theme import theme
from framing.schema import CONCORDANCE, check

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: Size of letters, height of a line, and the gap between keyword and context, in points.
_SIZE: Final = 7.5
_LINE: Final = 12.5
_GAP: Final = 2.4
#: Letters on a screen are fitted to its dots, and wider than on paper by as much.
_ROOM: Final = 1.04
#: White edge of a new figure, in points.
_MARGIN: Final = 4
#: Largest parts of the width that names of sources, and keywords, may take.
_NAMES: Final = 0.24
_KEYWORD: Final = 0.3


def plot_concordance(concordance: pd.DataFrame, *, rows: int = 15, ax: Axes | None = None) -> Axes:
    """Write occurrences one below the other, their keywords in bold and aligned, with the text around them.

    The source stands at the left, once for its lines that follow each other. Text that is too long for the width is
    cut off with an ellipsis. A note tells how many of the table's lines are shown.

    Parameters
    ----------
    concordance : pandas.DataFrame
        One row per occurrence, as `framing.concordance` gives it.
    rows : int
        Lines to write, from the first; draw a sample in `framing.concordance` for lines from all sources.
    ax : matplotlib.axes.Axes, optional
        Where to write; by default axes of a new figure, as wide as the theme says and as high as the lines need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty or lacks a column, or `rows` is smaller than 1.

    Examples
    --------
    >>> import pandas as pd
    >>> lines = pd.DataFrame({
    ...     "article_id": ["a"], "source": "North", "published": "2016-10-06", "left": "The armed ",
    ...     "keyword": "rebels", "right": " took a town.", "start": 10, "end": 16, "actor": "opposition",
    ...     "voice": "own"})
    >>> axes = plot_concordance(lines)
    >>> [text.get_text() for text in axes.texts]
    ['North', 'The armed', 'rebels', 'took a town.', '1 occurrence in 1 article.']
    """
    check(concordance, CONCORDANCE, "concordance")
    if concordance.empty:
        raise TableError("plot_concordance: the concordance has no rows; there is nothing to write")
    if rows < 1:
        raise TableError(f"plot_concordance: rows is {rows}; give a number of lines from 1")
    shown = concordance.head(rows)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        _prepare(place.ax, len(shown), own=place.own)
        _write(place.ax, shown)
        note = _note(shown, concordance)
        wide = float(place.ax.get_xlim()[1])
        _text(
            place.ax, 0, _LINE * len(shown) + 4, folded(place.ax, note, _SIZE - 1, wide), va="top", fontsize=_SIZE - 1
        )
        describe(place.ax, shown, *_described(shown, note))
    return place.ax


def _prepare(ax: Axes, n_rows: int, *, own: bool) -> None:
    """Make the scales count points from the upper left corner, and a new figure as high as its lines."""
    ax.set_axis_off()
    figure = ax.figure.canvas.figure
    if own:
        figure.set_figheight((_LINE * (n_rows + 1.5) + 2 * _MARGIN) / 72)
        figure.set_layout_engine("none")
        across, up = (_MARGIN / 72 / side for side in figure.get_size_inches())
        ax.set_position((across, up, 1 - 2 * across, 1 - 2 * up))
    settle(ax)
    frame = ax.get_window_extent()
    ax.set_xlim(0, frame.width * 72 / figure.dpi)
    ax.set_ylim(max(frame.height * 72 / figure.dpi, _LINE * (n_rows + 1.5)), 0)


def _write(ax: Axes, shown: pd.DataFrame) -> None:
    """Write the lines, each part cut to its room."""
    wide = float(ax.get_xlim()[1])
    names = [_cut(str(name), _NAMES * wide) for name in shown["source"]]
    keywords = [_cut(str(word).strip(), _KEYWORD * wide, bold=True) for word in shown["keyword"]]
    widths = [_wide(word, bold=True) for word in keywords]
    first = max(_wide(name) for name in names) + 8
    middle = first + (wide - first - max(widths)) / 2
    contexts = shown[["left", "right"]].astype(str).itertuples(index=False, name=None)
    before = ""
    for at, (left, right) in enumerate(contexts):
        y = _LINE * (at + 0.5)
        if names[at] != before:
            _text(ax, 0, y, names[at])
            ax.plot([0, wide], [_LINE * at] * 2, color="#CCCCCC", linewidth=0.5, clip_on=False)
        before = names[at]
        # Marks such as quotation marks stand close to the keyword.
        gaps = [_GAP if spaced else 0.4 for spaced in (left[-1:].isspace(), right[:1].isspace())]
        end = middle + widths[at] + gaps[1]
        _text(ax, middle - gaps[0], y, _cut(left.strip(), middle - gaps[0] - first, keep_end=True), ha="right")
        _text(ax, middle, y, keywords[at], fontweight="bold")
        _text(ax, end, y, _cut(right.strip(), wide - end))


def _text(ax: Axes, x: float, y: float, words: str, **style: Any) -> None:  # noqa: ANN401 - of matplotlib
    """Write words as they are, for sums in dollars are no formulas, and leave the layout as it was measured."""
    if words:
        drawn = ax.text(x, y, words, **{"va": "center_baseline", "fontsize": _SIZE, "parse_math": False, **style})
        drawn.set_in_layout(False)


def _wide(words: str, *, bold: bool = False) -> float:
    """Width of words in points, as wide as they may be drawn."""
    font = FontProperties(size=_SIZE, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]) * _ROOM


def _cut(words: str, room: float, *, keep_end: bool = False, bold: bool = False) -> str:
    """Words, or as many characters of them as fit, with an ellipsis."""
    if _wide(words, bold=bold) <= room:
        return words
    fits, fails = 0, len(words)
    while fails - fits > 1:
        tried = (fits + fails) // 2
        if _wide(_shortened(words, tried, keep_end=keep_end), bold=bold) <= room:
            fits = tried
        else:
            fails = tried
    return _shortened(words, fits, keep_end=keep_end)


def _shortened(words: str, length: int, *, keep_end: bool) -> str:
    """The first or the last characters, with an ellipsis."""
    if keep_end:
        return "\u2026" + words[len(words) - length :].lstrip()
    return words[:length].rstrip() + "\u2026"


def _note(shown: pd.DataFrame, every: pd.DataFrame) -> str:
    """Say how many lines are shown, of how many."""
    n, n_articles = len(every), int(every["article_id"].nunique())
    found = f"{n:,} occurrence{'s' * (n > 1)} in {articles(n_articles)}"
    return f"{found}." if len(shown) == n else f"The first {len(shown):,} of {found}."


def _described(shown: pd.DataFrame, note: str) -> tuple[str, str]:
    """Caption and alternative text."""
    words = list(dict.fromkeys(shown["keyword"].astype(str).str.lower()))
    named = ", ".join(words[:5]) + (" and others" if len(words) > 5 else "")
    sources = list(dict.fromkeys(shown["source"].astype(str)))
    caption = f"Concordance: {named} (bold) in context; each line is one occurrence, its source at the left. {note}"
    line: Any = shown.iloc[0]
    alt = (
        f"A table of {len(shown)} lines of text from {', '.join(sources[:5])}{' and others' * (len(sources) > 5)}."
        f" The first reads: \u2026{line['left']}{line['keyword']}{line['right']}\u2026"
    )
    return caption, alt
