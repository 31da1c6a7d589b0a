"""The share of a label over time: a panel for each source, with its intervals and the days of events."""

from __future__ import annotations

import math
from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.errors import TableError
from framing.figures.calendar import Timeline, letter_of, span_of, ticks_of, timeline_of
from framing.figures.caption import describe
from framing.figures.choose import check_rows, numbers, pick, scale_of
from framing.figures.frame import one_column, settle
from framing.figures.notes import folded, span
from framing.figures.period_panels import Panel, draw_panels
from framing.figures.theme import theme, width
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd
    from matplotlib.axes import Axes

_WHERE: Final = "plot_periods"
#: More panels than these do not fit a page.
_PANELS: Final = 15
#: Figures at least as wide as these, in inches, have three columns, or two however few panels there are.
_THREE: Final = 6.5
_TWO: Final = 4.5
#: Height of a panel with its title, and of the ticks below all, in inches.
_HEIGHT: Final = 0.98
_NOTES: Final = 0.3
#: Room for the evidence below the shares and for the letters of events above them, as parts of the largest share.
_BELOW: Final = 0.4
_ABOVE: Final = 0.2


def plot_periods(
    shares: pd.DataFrame,
    *,
    actor: str | None = None,
    label: str | None = None,
    events: Mapping[str, str | date] | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of a label over time, a panel for each source.

    A dot is a period, hollow where mentions are few, with its interval; a thin line joins periods that follow each
    other. Below the dots stands how many mentions of the actor each period has, as numbers where they fit, else as
    bars. Panels have one scale and are ordered by the share in all periods together, the largest first. Events are
    dashed lines, named by letters in the first panel.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row per source, period, actor and label, as `framing.label_shares_by_period` gives it.
    actor, label : str, optional
        Which to draw; needed if the table holds several.
    events : mapping of str to str or date, optional
        Names of events and their days (``YYYY-MM-DD``); the axis is stretched to hold them all.
    by : str or list of str
        Column that names the panels; several are joined, as ``["source", "voice"]``.
    ax : matplotlib.axes.Axes, optional
        Where to draw one source; by default panels of a new figure, as wide as the theme says, 15 at most.

    Returns
    -------
    matplotlib.axes.Axes
        The first panel; its ``figure`` holds them all. Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, names a period in an unknown way, or holds several
        actors or labels, or more sources than fit; or if the day of an event cannot be read.
    UnknownNameError
        If the actor or the label is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": ["North", "North", "South"], "period": ["2015-03", "2015-04", "2015-04"],
    ...     "actor": "opposition", "label": "terrorist", "measure": "label_share", "value": [0.2, 0.5, 0.1],
    ...     "low": [0.1, 0.3, 0.0], "high": [0.4, 0.7, 0.3], "n_mentions": 40, "n_articles": 12,
    ...     "interval": "articles", "flag": ""})
    >>> first = plot_periods(shares, events={"ceasefire": "2015-04-10"})
    >>> [axes.get_title(loc="left") for axes in first.figure.axes]
    ['North', 'South']
    """
    shares, name = one_column(shares, by)
    check(shares, [name, "period", "actor", "label", *MEASURES], "shares")
    check_rows(shares, [name, "period", "actor", "label"], _WHERE)
    undated = shares["period"].astype(str) == ""
    lost, shares = shares[undated], shares[~undated]
    rows = pick(pick(shares, "actor", actor, _WHERE), "label", label, _WHERE)
    check_rows(rows, [name, "period"], _WHERE)
    rows = numbers(rows, ("value", "low", "high", "n_mentions"), _WHERE)
    panels = _panels(rows, name, one=ax is not None)
    timeline = timeline_of(events or {}, [each for panel in panels for each in panel.spans], _WHERE)
    with theme() if ax is None else nullcontext():
        axes = [ax] if ax is not None else _new_panels(len(panels))
        _prepare(axes, panels, timeline)
        as_bars = draw_panels(axes, panels, timeline)
        notes = list(_notes(rows, timeline, as_bars=as_bars))
        lost = lost[lost["actor"] == rows["actor"].iloc[0]]
        if len(lost):
            notes.append(f"Without dates, not drawn: {', '.join(lost[name].astype(str))}.")
        title = scale_of("label_share", {"label": str(rows["label"].iloc[0])}).title
        _write(axes, title, " ".join(notes), own=ax is None)
        caption, alt = _described(rows, panels, timeline, f"{title.removesuffix(' (%)')}, {rows['actor'].iloc[0]}")
        describe(axes[0], rows, " ".join([caption, *notes]), alt)
    return axes[0]


def _panels(rows: pd.DataFrame, by: str, *, one: bool) -> list[Panel]:
    """Rows of each source, by time; the source with the largest share first."""
    found = []
    for name, of in rows.groupby(rows[by].astype(str), sort=True):
        spans = [span_of(str(period), _WHERE) for period in of["period"]]
        order = sorted(range(len(spans)), key=lambda i: spans[i])
        found.append(Panel(str(name), of.iloc[order], [spans[i] for i in order]))
    if one and len(found) > 1:
        raise TableError(f"{_WHERE}: ax= holds one panel, and the table {len(found)} of column {by!r}; choose one")
    if len(found) > _PANELS:
        raise TableError(f"{_WHERE}: the table holds {len(found)} panels; a page holds {_PANELS}: draw fewer at once")
    return sorted(found, key=lambda panel: (-_pooled(panel.rows), panel.name))


def _pooled(rows: pd.DataFrame) -> float:
    """Share in all periods together."""
    total = float(rows["n_mentions"].sum())
    return float((rows["value"] * rows["n_mentions"]).sum()) / total if total else 0.0


def _new_panels(n: int) -> list[Axes]:
    """Panels of a new figure, with one scale."""
    inches = width()
    columns = min(n, 3 if inches >= _THREE else 2 if inches >= _TWO or n > 4 else 1)
    rows = math.ceil(n / columns)
    height = rows * _HEIGHT * (1.7 if rows == 1 else 1) + _NOTES
    figure = Figure(figsize=(inches, height), layout="constrained")
    axes = list(figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel())
    for spare in axes[n:]:
        spare.remove()
    for i, ax in enumerate(axes[:n]):
        ax.tick_params(labelbottom=i + columns >= n)
    return axes[:n]


def _prepare(axes: Sequence[Axes], panels: Sequence[Panel], timeline: Timeline) -> None:
    """Set scales and ticks, and write the names of the sources."""
    highs = [high for panel in panels for high in (*panel.rows["high"], *panel.rows["value"]) if math.isfinite(high)]
    top = max([*highs, 0.05])
    first, last = timeline.first, timeline.last
    size = float(axes[0].xaxis.label.get_fontsize()) - 1
    for ax in axes:
        ax.set_xlim(first.toordinal(), last.toordinal())
        ax.set_ylim(-_BELOW * top, (1 + _ABOVE) * top)
        ax.tick_params(labelsize=size, length=2)
        ax.axhline(0, color="black", linewidth=0.4, zorder=0)
    ticks = [tick for tick in MaxNLocator(3, steps=[1, 2, 2.5, 5, 10]).tick_values(0, 100 * top) if tick <= 100 * top]
    axes[0].set_yticks([tick / 100 for tick in ticks], [f"{tick:g}" for tick in ticks])
    settle(axes[0])
    room = axes[0].get_window_extent().width * 72 / axes[0].figure.canvas.figure.dpi
    for ax, panel in zip(axes, panels, strict=True):
        lines = folded(ax, panel.name, size * 1.1, room).split("\n")
        ax.set_title(_in_two_lines(lines), loc="left", fontsize=size, fontweight="bold")
    days, words = ticks_of(first, last, room, size)
    axes[0].set_xticks([day.toordinal() for day in days], words)


def _in_two_lines(lines: Sequence[str]) -> str:
    """The first two lines of a name, and a sign that there are more."""
    return "\n".join(lines[:2]) + ("\u2026" if len(lines) > 2 else "")


def _notes(rows: pd.DataFrame, timeline: Timeline, *, as_bars: bool) -> Iterator[str]:
    """Explain what axes and names do not say."""
    if timeline.days:
        named = zip(timeline.names, timeline.days, strict=True)
        yield "; ".join(f"{letter_of(i)}: {name} ({day})" for i, (name, day) in enumerate(named)) + "."
    if as_bars:
        most = int(rows["n_mentions"].max())
        yield f"Bars below: mentions of the actor in the period; the tallest bar is {most:,}."
    else:
        yield "Numbers below: mentions of the actor in the period."
    if rows["flag"].astype(str).str.contains("few mentions").any():
        yield "Hollow dots: few mentions."
    yield "Vertical lines: intervals (95%, unless another level was asked for)."
    left_out = rows["flag"].astype(str).str.contains("undated")
    if left_out.any():
        yield "Undated mentions are left out."


def _write(axes: Sequence[Axes], title: str, note: str, *, own: bool) -> None:
    """Name the scale at the left, and put the notes below, folded to the width of the figure."""
    ax, figure = axes[0], axes[0].figure.canvas.figure
    size = float(ax.xaxis.label.get_fontsize()) - 1
    if own and isinstance(figure, Figure):
        lines = folded(ax, note, size, width() * 72 - 14)
        figure.set_figheight(figure.get_figheight() + (lines.count("\n") + 1) * 1.25 * size / 72)
        figure.supxlabel(lines, x=0.01, ha="left", fontsize=size)
        settle(ax)
        boxes = [each.get_window_extent() for each in axes]
        low, high = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
        middle = (low + high) / 2 / figure.bbox.height
        figure.supylabel(folded(ax, title, size, (high - low) * 72 / figure.dpi), y=middle, fontsize=size)
    else:
        box = ax.get_window_extent()
        ax.set_ylabel(folded(ax, title, size, box.height * 72 / figure.dpi), fontsize=size)
        ax.set_xlabel(folded(ax, note, size, box.width * 72 / figure.dpi), fontsize=size)
    settle(ax)


def _described(rows: pd.DataFrame, panels: Sequence[Panel], timeline: Timeline, what: str) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    shown = f"{timeline.first} to {timeline.last - timedelta(days=1)}"
    number = "1 panel" if len(panels) == 1 else f"{len(panels)} panels"
    caption = (
        f"{what}, by period, {shown}: {number}, ordered by the share in all periods together. Each dot rests on"
        f" {span(rows['n_mentions'], 'mentions')} in {span(rows['n_articles'], 'articles')}; thin lines join periods"
        " that follow each other."
    )
    ends = f"{panels[0].name} has the largest share over all periods, {100 * _pooled(panels[0].rows):.0f}%"
    if len(panels) > 1:
        ends += f"; {panels[-1].name} the smallest, {100 * _pooled(panels[-1].rows):.0f}%"
    return caption, f"Dots over time, {number}: {what}, {shown}. {ends}."
