"""Which frames each source uses: dots with intervals, one panel per frame."""

from __future__ import annotations

from math import ceil, isfinite
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from framing.errors import TableError
from framing.figures.caption import describe, from_to
from framing.figures.frame import is_narrow, name_rows, new_columns, one_column, settle, write_below, write_counts
from framing.figures.lettering import wrapped
from framing.figures.theme import theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

#: Height of a row, in points: twenty fill a page.
_ROW: Final = 22
#: More panels than these are too narrow to read.
_PANELS: Final = 6
#: Letters that fit above all panels together, and how small the titles may become where words are long, in points.
_LETTERS: Final = 78
_NARROW_LETTERS: Final = 40
_SMALLEST: Final = 5.5
_PROXY: Final = "lexical proxy, not a hand-coded frame"


def plot_frames(frames: pd.DataFrame, *, by: str | Sequence[str] = "source", proxy: bool = True) -> Figure:
    """Draw how much each source uses each frame, one panel per frame, side by side.

    A dot with its interval is the mean score of a frame in the articles of a source; a source has the same row in
    all panels. Rows are ordered by the first frame, the highest score on top. Hollow dots rest on little evidence.

    Parameters
    ----------
    frames : pandas.DataFrame
        One row per source and frame: ``frame``, ``value`` (mean score, 0 to 1), ``low``, ``high``, ``n_articles``,
        ``flag``. Panels follow the order in which frames first occur.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "section"]``.
    proxy : bool
        Whether the scores come from words; the note below the panels then says that nobody coded the frames.

    Returns
    -------
    matplotlib.figure.Figure
        190 mm wide; all panels have the same scale, and twenty sources fill a page.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds more frames than a page is wide (6).

    Examples
    --------
    >>> import pandas as pd
    >>> frames = pd.DataFrame({
    ...     "source": "North", "frame": ["conflict", "morality"], "value": [0.4, 0.1], "low": [0.3, 0.0],
    ...     "high": [0.5, 0.2], "n_articles": 40, "flag": ""})
    >>> [axes.get_title(loc="left") for axes in plot_frames(frames).axes][:2]
    ['conflict', 'morality']
    """
    frames, by = one_column(frames, by)
    check(frames, [by, "frame", "value", "low", "high", "n_articles", "flag"], "frames")
    panels = _panels(frames, by)
    first = next(iter(panels.values()))
    known = {name for rows in panels.values() for name in rows}
    names = sorted(known, key=lambda name: (name not in first, -first[name]["value"] if name in first else 0, name))
    limit = _limit(panels)
    with theme():
        figure, axes, foot = new_columns(len(panels), _ROW * len(names))
        titles = []
        for at, (ax, (frame, rows)) in enumerate(zip(axes, panels.items(), strict=True)):
            letters = _NARROW_LETTERS if is_narrow() else _LETTERS // len(panels) - 2
            title = wrap(frame, letters, break_long_words=False)
            titles.append(ax.set_title("\n".join(title), loc="left"))
            _prepare(ax, limit, [] if at and not is_narrow() else names, len(names))
            for y, name in enumerate(names):
                _draw(ax, y, rows.get(name))
        _write_n(axes, panels, names)
        foot.set_xlabel("Mean score of the frame (0 absent, 1 fully present)")
        write_below(foot, [], "\n".join(_note(frames, proxy=proxy)))
        settle(foot)
        _fit_titles(axes, titles)
        settle(foot)
        caption = (
            f"Mean score of each frame by {by}, from 0 (absent) to 1 (fully present): dots with 95 % intervals over"
            f" articles{', a lexical proxy and no coding by hand' if proxy else ''}. Rows rest on"
            f" {frames['n_articles'].min():,} to {frames['n_articles'].max():,} articles."
        )
        told = [f"{frame} {from_to(frames[frames['frame'].astype(str) == frame], by)}" for frame in panels]
        describe(foot, frames, caption, f"Dots with intervals, a panel per frame: {'; '.join(told)}.")
    return figure


def _panels(frames: pd.DataFrame, by: str) -> dict[str, dict[str, Any]]:
    """Rows by frame and source; those without a score are left out."""
    if frames.empty:
        raise TableError("plot_frames: the table of frames has no rows; there is nothing to draw")
    twice = frames.duplicated([by, "frame"])
    if twice.any():
        again = frames[twice].iloc[0]
        raise TableError(
            f"frames: {by} {again[by]!r} has frame {again['frame']!r} twice; draw a table with one row per"
            f" {by} and frame"
        )
    panels: dict[str, dict[str, Any]] = {}
    for row in frames.to_dict("records"):
        rows = panels.setdefault(str(row["frame"]), {})
        if isfinite(float(row["value"])):
            rows[str(row[by])] = row
    if len(panels) > _PANELS:
        raise TableError(
            f"plot_frames: the table holds {len(panels)} frames; a page holds {_PANELS}: draw the rest in"
            " another figure"
        )
    if not any(panels.values()):
        raise TableError("plot_frames: no row has a value; there is nothing to draw")
    return panels


def _limit(panels: Mapping[str, Mapping[str, Any]]) -> float:
    """End of the scale: the first tenth that holds every interval."""
    ends = [float(row[end]) for rows in panels.values() for row in rows.values() for end in ("value", "high")]
    return max(ceil(10 * max(end for end in ends if isfinite(end)) - 1e-9) / 10, 0.1)


def _prepare(ax: Axes, limit: float, names: Sequence[str], rows: int) -> None:
    ax.set_xlim(-0.03 * limit, 1.03 * limit)
    ax.set_ylim(rows - 0.5, -0.5)
    ticks = (0.0, limit / 2, limit)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    for y in range(rows):
        ax.axhline(y, color="#CCCCCC", linewidth=0.5, zorder=0)
    name_rows(ax, range(rows), [wrapped(name) for name in names])


def _draw(ax: Axes, y: int, row: Any) -> None:  # noqa: ANN401
    if row is None:
        return
    ax.plot([row["low"], row["high"]], [y, y], color="black", linewidth=0.8, marker="|", markersize=4, clip_on=False,
            zorder=2)  # fmt: skip
    ax.plot([row["value"]], [y], marker="o", markersize=4.6, markerfacecolor="white" if _flag(row) else "black",
            markeredgecolor="black", markeredgewidth=0.8, linestyle="none", clip_on=False, zorder=3)  # fmt: skip


def _write_n(axes: Sequence[Axes], panels: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> None:
    """Write the articles of each source once where all frames rest on the same ones, otherwise in each panel."""
    size = float(axes[0].xaxis.label.get_fontsize()) - 1
    of = {name: [int(rows[name]["n_articles"]) for rows in panels.values() if name in rows] for name in names}
    once = all(len(set(n)) == 1 for n in of.values())
    for y, name in enumerate(names):
        for ax, rows in zip(axes, panels.values(), strict=True):
            if name not in rows:
                at: Any = ax.get_yaxis_transform()
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
                ax.text(0.5, y, "no score", transform=at, fontsize=size, ha="center", va="center", bbox=box)
            elif not once:
                write_counts(ax, y, f"{int(rows[name]['n_articles']):,}", size)
        if once:
            write_counts(axes[-1], y, f"n = {of[name][0]:,}", size)


def _fit_titles(axes: Sequence[Axes], titles: Sequence[Text]) -> None:
    """Make all titles as small as the one with the longest word needs, so that none runs into the next panel."""
    edges = [ax.get_window_extent().x0 for ax in axes[1:]] + [axes[-1].figure.canvas.figure.bbox.x1]
    boxes = [title.get_window_extent() for title in titles]
    part = min((edge - 5 - box.x0) / box.width for box, edge in zip(boxes, edges, strict=True))
    for title in titles:
        title.set_fontsize(max(min(part, 1) * float(title.get_fontsize()), _SMALLEST))


def _flag(row: Any) -> str:  # noqa: ANN401
    return "" if row["flag"] is None or row["flag"] != row["flag"] else str(row["flag"])


def _note(frames: pd.DataFrame, *, proxy: bool) -> list[str]:
    """Say what scores, dots, bars and n are."""
    lines = ["Bars are 95% intervals over articles; n: articles"]
    flags = [flag for row in frames.to_dict("records") for flag in _flag(row).split("; ") if flag]
    if flags:
        lines.append(f"Hollow: {', '.join(dict.fromkeys(flags))} \u2013 one more could move the dot visibly")
    return [*lines, f"Scores are a {_PROXY}"] if proxy else lines
