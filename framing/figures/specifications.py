"""One comparison made in many ways: a curve of differences with intervals, and what was changed in each."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import check_rows, numbers
from framing.figures.curve_names import LINE, name_of, name_some, signed
from framing.figures.frame import settle
from framing.figures.notes import folded
from framing.figures.theme import theme, width
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

_WHERE: Final = "plot_specifications"
_NEEDED: Final = (
    "kind", "specification", "actor", "measure", "label", "source", "against", "difference", "low", "high", "change",
    "n_mentions", "n_articles", "n_against_mentions", "n_against_articles",
)  # fmt: skip
#: How the rows below the curve are named, in their order.
_ROWS: Final = {
    "main": "main",
    "term": "term left out",
    "label": "label left out",
    "source": "source left out",
    "article": "article left out",
    "voice": "voice",
    "position": "position",
    "ambiguity": "unambiguous",
    "counting": "counted once",
    "valence": "valences moved",
}
#: Heights in points: the curve, a row below it, the gap between them.
_CURVE: Final = 125
_ROW: Final = 9.5
_GAP: Final = 9


def plot_specifications(specifications: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a specification curve: the difference in each specification, and below it what each one changes.

    Differences are ordered from the smallest to the largest. The main specification is a diamond on a dotted line;
    the others are dots, hollow where the interval holds zero. The extremes and the most influential term are named.
    Below, each specification has a stroke in the row of its kind; how many there are stands at the right.

    Parameters
    ----------
    specifications : pandas.DataFrame
        One row per specification, as `framing.sensitivity` gives it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds an unknown kind or several comparisons, or not
        one main specification with a difference.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({
    ...     "kind": ["main", "term", "voice"], "specification": ["main", "without terrorists", "own voice only"],
    ...     "actor": "opposition", "measure": "label_share", "label": "terrorist", "source": "North",
    ...     "against": "rest", "difference": [0.5, 0.25, 0.6], "low": [0.2, -0.1, 0.3], "high": [0.7, 0.5, 0.9],
    ...     "change": [0, -0.25, 0.1], "n_mentions": 40, "n_articles": 12, "n_against_mentions": 90,
    ...     "n_against_articles": 30})
    >>> axes = plot_specifications(rows)
    >>> [text.get_text() for text in axes.texts if ":" in text.get_text()]
    ['without terrorists (term): +25.0', 'main: +50.0', 'own voice only: +60.0']
    """
    rows = _checked(specifications)
    made = rows[rows["difference"].notna()].sort_values(["difference", "specification"], ignore_index=True)
    kinds = [kind for kind in _ROWS if kind in set(rows["kind"])]
    factor = 100 if str(rows["measure"].iloc[0]).endswith("_share") else 1
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            inches = (_CURVE + _GAP + _ROW * len(kinds) + LINE * 4 + 30) / 72
            ax = Figure(figsize=(width(), inches), layout="constrained").subplots()
        unit = _prepare(ax, rows, made, kinds, factor)
        _draw(ax, made, factor)
        _draw_rows(ax, made, kinds, unit)
        notes = list(_notes(rows, made))
        _write_note(ax, " ".join(notes), own=own)
        name_some(ax, made, factor, unit)
        caption, alt = _described(rows, made, factor)
        describe(ax, rows, " ".join([caption, *notes]), alt)
    return ax


def _checked(specifications: pd.DataFrame) -> pd.DataFrame:
    """The table, if it is one comparison in several ways."""
    check(specifications, _NEEDED, "specifications")
    check_rows(specifications, ["kind", "specification"], _WHERE)
    strange = sorted(set(specifications["kind"].astype(str)) - set(_ROWS))
    if strange:
        raise TableError(f"{_WHERE}: column 'kind' holds {strange[0]!r}; allowed are {', '.join(_ROWS)}")
    for column in ("actor", "measure", "label", "source", "against"):
        if len(set(specifications[column].astype(str))) > 1:
            raise TableError(f"{_WHERE}: the table holds several comparisons, by column {column!r}; draw one")
    rows = numbers(specifications, ("difference", "low", "high", "change"), _WHERE)
    main = rows.loc[rows["kind"] == "main", "difference"]
    if len(main) != 1 or main.isna().any():
        raise TableError(f"{_WHERE}: the table needs one main specification with a difference")
    return rows


def _prepare(ax: Axes, rows: pd.DataFrame, made: pd.DataFrame, kinds: Sequence[str], factor: int) -> float:
    """Set scale, ticks and names; give how much of the scale a point is."""
    ends = factor * np.array([0.0, made["low"].min(), made["high"].max(), *made["difference"]])
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    high = max(high, low + 0.02 * factor)
    unit = (high - low) / _CURVE
    ax.set_xlim(-1, len(made))
    ax.set_ylim(low - unit * (_GAP + _ROW * len(kinds)), high + unit * (4 * LINE + 6))
    size = float(ax.xaxis.label.get_fontsize()) - 1
    ticks = [tick for tick in MaxNLocator(5).tick_values(low, high) if low <= tick <= high]
    middles = [low - unit * (_GAP + _ROW * (i + 0.5)) for i in range(len(kinds))]
    ax.set_yticks(
        [*ticks, *middles],
        [*(f"{tick:+g}".replace("-", "\u2212") if tick else "0" for tick in ticks), *(_ROWS[kind] for kind in kinds)],
    )
    ax.tick_params(axis="y", length=0, labelsize=size)
    ax.set_xticks([])
    ax.spines[["left", "right", "top", "bottom"]].set_visible(False)
    for tick in ticks:
        ax.axhline(
            tick, color="#DDDDDD" if tick else "black", linewidth=0.5 if tick else 0.7, zorder=0 if tick else 2
        )
    first = rows.iloc[0]
    what = f"share of {first['label']} (percentage points)" if factor == 100 else "mean valence of labels"
    settle(ax)
    wide = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi
    title = f"{first['actor']}: {first['source']} less {first['against']}, {what}"
    size = float(ax.title.get_fontsize())
    ax.set_title(folded(ax, title, 1.15 * size, wide), loc="left", fontsize=size, fontweight="bold")
    return unit


def _draw(ax: Axes, made: pd.DataFrame, factor: int) -> None:
    """Draw intervals and differences, the main one as a diamond."""
    settle(ax)
    pitch = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi / (len(made) + 1)
    places = np.arange(len(made))
    value, low, high = (factor * made[name].to_numpy() for name in ("difference", "low", "high"))
    ax.vlines(places, low, high, color="#B0B0B0", linewidth=_thickness(pitch), zorder=1)
    is_main = (made["kind"] == "main").to_numpy()
    clear = (low > 0) | (high < 0)
    size = float(np.clip(0.9 * pitch, 1.4, 3.6))
    for chosen, filling in ((clear & ~is_main, "black"), (~clear & ~is_main, "white")):
        ax.plot(
            places[chosen], value[chosen], linestyle="none", marker="o", markersize=size, markerfacecolor=filling,
            markeredgecolor="black", markeredgewidth=0.4, zorder=3,
        )  # fmt: skip
    ax.axhline(value[is_main][0], color="black", linewidth=0.6, linestyle=":", zorder=2)
    ax.plot(
        places[is_main], value[is_main], linestyle="none", marker="D", markersize=6, zorder=5,
        markeredgecolor="white", markerfacecolor="black", markeredgewidth=0.6,
    )  # fmt: skip


def _thickness(pitch: float) -> float:
    """Width of intervals this far apart, in points: a band without gaps where they are close."""
    return min(0.7 * pitch, 1.5) if pitch > 1.5 else max(1.2 * pitch, 0.3)


def _draw_rows(ax: Axes, made: pd.DataFrame, kinds: Sequence[str], unit: float) -> None:
    """Draw a stroke for each specification in the row of its kind, and write how many there are."""
    pitch = ax.get_window_extent().width * 72 / ax.figure.canvas.figure.dpi / (len(made) + 1)
    middles = ax.get_yticks()[-len(kinds) :]
    size = float(ax.xaxis.label.get_fontsize()) - 1
    for i, (kind, y) in enumerate(zip(kinds, middles, strict=True)):
        if i % 2 == 0:
            ax.axhspan(y - unit * _ROW / 2, y + unit * _ROW / 2, color="#EFEFEF", linewidth=0, zorder=-1)
        places = np.flatnonzero(made["kind"] == kind)
        half = unit * _ROW * 0.34
        ax.vlines(places, y - half, y + half, color="black", linewidth=float(np.clip(0.7 * pitch, 0.5, 2.5)))
        ax.annotate(
            f"{len(places)}", (1, y), xycoords=ax.get_yaxis_transform(), xytext=(3, 0), textcoords="offset points",
            ha="left", va="center", fontsize=size, annotation_clip=False,
        )  # fmt: skip


def _notes(rows: pd.DataFrame, made: pd.DataFrame) -> Iterator[str]:
    """Explain what axes and names do not say."""
    yield "Diamond: main specification. Grey lines: intervals (95%, unless another level was asked for)."
    if ((made["low"] <= 0) & (made["high"] >= 0)).any():
        yield "Hollow dots: the interval holds zero."
    lost = rows[rows["difference"].isna()]
    if len(lost):
        named = [name_of(name, kind, 60) for name, kind in lost[["specification", "kind"]].astype(str).to_numpy()[:3]]
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        yield f"Nothing left to compare: {', '.join(named)}{more}."


def _write_note(ax: Axes, note: str, *, own: bool) -> None:
    """Write notes below, folded to the width of the figure, or of the axes given."""
    figure, size = ax.figure.canvas.figure, float(ax.xaxis.label.get_fontsize()) - 1
    if own and isinstance(figure, Figure):
        lines = folded(ax, note, size, width() * 72 - 14)
        figure.set_figheight(figure.get_figheight() + (lines.count("\n") + 1) * 1.25 * size / 72)
        figure.supxlabel(lines, x=0.01, ha="left", fontsize=size)
    else:
        ax.set_xlabel(folded(ax, note, size, ax.get_window_extent().width * 72 / figure.dpi), fontsize=size)
    settle(ax)


def _described(rows: pd.DataFrame, made: pd.DataFrame, factor: int) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    main = rows[rows["kind"] == "main"].iloc[0]
    unit = " percentage points" if factor == 100 else ""
    what = f"the share of {main['label']}" if factor == 100 else "the mean valence of labels"
    value, low, high = (signed(factor * main[name]) for name in ("difference", "low", "high"))
    ends = [signed(factor * made["difference"].iloc[place]) for place in (0, -1)]
    caption = (
        f"Specification curve: {what} ({main['actor']}), {main['source']} less {main['against']}, in {len(rows)}"
        f" specifications, ordered by the difference; below, what each of them changes. The main one, {value}{unit}"
        f" ({low} to {high}), rests on {int(main['n_mentions']):,} mentions in {int(main['n_articles']):,} articles"
        f" against {int(main['n_against_mentions']):,} in {int(main['n_against_articles']):,}."
    )
    alt = f"Curve of {len(made)} differences from {ends[0]} to {ends[1]}{unit}; the main one is {value}."
    return caption, alt
