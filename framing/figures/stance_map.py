"""Where sources stand between two actors: a dot for each, with its interval on both axes."""

from __future__ import annotations

import textwrap
from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Final

from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.errors import TableError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import is_narrow, one_column, settle, sized_figure, write_below
from framing.figures.lettering import wrapped
from framing.figures.placement import SIZE, around, inside, measured, meet, on_page, place_labels
from framing.figures.stance_dots import dots_of, scored
from framing.figures.theme import theme, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.figures.placement import Box, Line, Point
    from framing.figures.stance_dots import Dot

#: Room between the outermost end of a bar and the frame, as a part of the span of the data.
_PAD: Final = 0.07
#: Cosine of the diagonal.
_SLANT: Final = 0.7071
#: Smallest half width of the scale, for sources that lie close together.
_HALF: Final = 0.05


def plot_stance_map(
    stance: pd.DataFrame,
    x: str,
    y: str,
    *,
    by: str | Sequence[str] = "source",
    names: Mapping[str, str] | None = None,
    scorer: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each source between two actors: its stance to one from left to right, to the other from bottom to top.

    A source is a dot with its interval on both axes; beside it stand its name and its mentions of `x` and of `y`.
    Below the dotted diagonal the stance to `x` is the more favourable one, above it the stance to `y`. Both axes have
    the same scale, chosen from the data. Sources with a warning have a hollow dot. The footnote names them, and the
    sources that cannot be drawn, because an actor is not named in them or was not scored.

    Parameters
    ----------
    stance : pandas.DataFrame
        One row per source, actor and scorer, as `framing.stance_means` gives it.
    x, y : str
        The two actors.
    by : str or list of str
        Column that names the dots; several are joined, as ``["source", "voice"]``.
    names : mapping of str to str, optional
        How to print the names of actors.
    scorer : str, optional
        Whose scores to draw; needed if the table holds several scorers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 190 mm wide.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column or repeats a row, holds several scorers, or no source with both actors.
    UnknownNameError
        If an actor or the scorer is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> stance = pd.DataFrame({
    ...     "source": ["North", "North", "South", "South"], "actor": ["government", "opposition"] * 2,
    ...     "scorer": "lexicon", "value": [0.1, -0.3, -0.2, 0.2], "low": [0.0, -0.4, -0.3, 0.1],
    ...     "high": [0.2, -0.2, -0.1, 0.3], "n_mentions": [34, 28, 51, 60], "n_articles": 20, "flag": ""})
    >>> axes = plot_stance_map(stance, "government", "opposition")
    >>> [text.get_text() for text in axes.texts if text.get_text().endswith(")")]
    ['North (34 / 28)', 'South (51 / 60)']
    """
    stance, by = one_column(stance, by)
    rows, scorer = scored(stance, (x, y), by, scorer)
    dots, missing = dots_of(rows, (x, y), by)
    printed = tuple((names or {}).get(actor, actor) for actor in (x, y))
    if not dots:
        raise TableError(f"plot_stance_map: no {by} has a stance to both {x!r} and {y!r}; choose others")
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            ax = sized_figure(width()).subplots()
        lines = _prepare(ax, dots, printed)
        # On a narrow map names alone have room; the note says the rest, and the rows drawn have the counts.
        brief = own and is_narrow()
        _write_note(ax, _note(dots, missing, printed, scorer, brief=brief), own=own)
        bars = [*_draw(ax, dots), *lines]
        places = [dot.place for dot in dots]
        taken = [] if brief else _write_sides(ax, printed, places, bars)
        words = [dot.name if brief else f"{wrapped(dot.name)} ({dot.n[0]:,} / {dot.n[1]:,})" for dot in dots]
        place_labels(ax, places, words, bars=bars, taken=taken)
        caption = (
            f"Mean stance of each {by} to {printed[0]} (across) and to {printed[1]} (upward), from -1 unfavourable to"
            f" +1 favourable. Scorer: {scorer}. Bars are 95 % intervals over articles. On the dotted line a {by} is"
            f" as favourable to one as to the other. {rests_on(rows)}"
        )
        told = [
            f"to {name} {from_to(rows[rows['actor'].astype(str) == actor], by)}"
            for actor, name in zip((x, y), printed, strict=True)
        ]
        describe(ax, rows, caption, f"Map of {len(dots)} dots with bars; stance {'; '.join(told)}.")
    return ax


def _prepare(ax: Axes, dots: Sequence[Dot], printed: Sequence[str]) -> list[Line]:
    """Set equal scales around the data; draw the diagonal and the zero lines, and return them."""
    ends = [end for dot in dots for end in (*dot.place, *dot.x, *dot.y) if isfinite(end)]
    middle, half = (max(ends) + min(ends)) / 2, (max(ends) - min(ends)) / 2
    half = max(half * (1 + 2 * _PAD), _HALF)
    low, high = middle - half, middle + half
    ax.set_xlim(low, high)
    ax.set_ylim(low, high)
    ax.set_aspect("equal")
    ax.plot([low, high], [low, high], color="black", linewidth=0.8, linestyle=":", zorder=1)
    lines = [((low, low), (high, high))]
    if low < 0 < high:
        ax.axhline(0, color="black", linewidth=0.5, zorder=0)
        ax.axvline(0, color="black", linewidth=0.5, zorder=0)
        lines += [((low, 0.0), (high, 0.0)), ((0.0, low), (0.0, high))]
    located = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high)
    ticks = [tick for tick in located if low <= tick <= high and abs(tick) <= 1]
    for axis, actor in zip((ax.xaxis, ax.yaxis), printed, strict=True):
        axis.set_ticks(ticks)
        axis.set_major_formatter(FuncFormatter(lambda tick, _: f"{round(tick, 6):g}".replace("-", "\u2212")))
        between = "\n" if is_narrow() else " "
        axis.set_label_text(f"Mean stance to {actor}{between}(\u22121 unfavourable, +1 favourable)")
    ax.spines[["left", "bottom", "right", "top"]].set_visible(True)
    return lines


def _draw(ax: Axes, dots: Sequence[Dot]) -> list[Line]:
    """Draw dots and crosses; return the bars."""
    bars: list[Line] = []
    for dot in dots:
        mine = [
            ((dot.x[0], dot.place[1]), (dot.x[1], dot.place[1])),
            ((dot.place[0], dot.y[0]), (dot.place[0], dot.y[1])),
        ]
        for start, end in mine:
            ax.plot([start[0], end[0]], [start[1], end[1]], color="#777777", linewidth=0.6, zorder=2)
        bars += [bar for bar in mine if all(isfinite(number) for point in bar for number in point)]
        ax.plot(
            [dot.place[0]], [dot.place[1]], marker="o", markersize=4.6, markeredgecolor="black", markeredgewidth=0.8,
            markerfacecolor="white" if dot.flags else "black", linestyle="none", zorder=5,
        )  # fmt: skip
    return bars


def _note(
    dots: Sequence[Dot], missing: Mapping[str, list[str]], printed: Sequence[str], scorer: str, *, brief: bool
) -> Iterator[str]:
    """Explain bars, numbers and hollow dots; name what is not drawn."""
    if brief:
        yield f"Bars are 95% intervals over articles. Above the dotted line: more favourable to {printed[1]}."
        yield f"Scorer: {scorer}."
    else:
        yield (
            "Bars are 95% intervals over articles; in brackets: mentions of"
            f" {printed[0]} / {printed[1]}. Scorer: {scorer}."
        )
    hollow = [dot for dot in dots if dot.flags]
    if hollow:
        flags = list(dict.fromkeys(flag for dot in hollow for flag in dot.flags))
        named = "; ".join(dot.name for dot in hollow)
        yield f"Hollow: {', '.join(flags)} \u2013 one more could move the dot visibly: {named}."
    for actor, left_out in zip(printed, missing.values(), strict=True):
        if left_out:
            yield f"Not drawn, for no stance to {actor} was scored in it: {'; '.join(left_out)}."


def _write_note(ax: Axes, parts: Iterable[str], *, own: bool) -> None:
    """Write sentences below the axes, in lines as long as these are wide, and lay the figure out for good."""
    settle(ax)
    figure = ax.figure.canvas.figure
    room = 0.96 * 72 * ax.get_window_extent().width / figure.dpi
    lines: list[str] = []
    for part in parts:
        lines += textwrap.wrap(part, max(int(room / measured(ax, part)[0] * len(part)), 20))
    write_below(ax, [], "\n".join(lines))
    settle(ax)
    if own:
        # A later draw would lay out anew, and shift the dots under their labels.
        figure.set_layout_engine("none")


def _write_sides(ax: Axes, printed: Sequence[str], places: Sequence[Point], bars: Sequence[Line]) -> list[Box]:
    """Write whom each half-plane favours along the diagonal, where least is in the way; return the boxes it takes."""
    words = ["\n".join(textwrap.wrap(f"more favourable to {actor}", 48)) for actor in printed]
    sizes = [measured(ax, each) for each in words]
    limits = ax.get_xlim()
    start, end = on_page(ax, [(limits[0], limits[0]), (limits[1], limits[1])])
    span = end[0] - start[0]
    margin = min(
        (max(length for length, _ in sizes) / 2 + 3 * max(height for _, height in sizes)) * _SLANT / span, 0.5
    )
    points, lines = on_page(ax, places), [on_page(ax, bar) for bar in bars]
    # Below the diagonal, to the right of it, x is favoured.
    shifts = [sign * (height / 2 + 4) * _SLANT for sign, (_, height) in zip((1, -1), sizes, strict=True)]
    choices = []
    for order, part in enumerate((1 - margin, margin, 0.5)):
        boxes = []
        for (length, height), shift in zip(sizes, shifts, strict=True):
            n = int(length / height) + 1
            middle = (start[0] + part * span + shift, start[1] + part * span - shift)
            steps = [step * height / 2 * _SLANT for step in range(-n, n + 1)]
            boxes += [around((middle[0] + step, middle[1] + step), height / 2, height / 2) for step in steps]
        hit = sum(meet(box, around(point, 8, 8)) for box in boxes for point in points)
        crossed = sum(inside(line, box) > 0 for box in boxes for line in lines)
        choices.append((10 * hit + crossed, order, part, boxes))
    _, _, part, boxes = min(choices)
    place = limits[0] + part * (limits[1] - limits[0])
    for each, shift in zip(words, shifts, strict=True):
        ax.annotate(
            each, (place, place), xytext=(shift, -shift), textcoords="offset points", ha="center", va="center",
            rotation=45, rotation_mode="anchor", fontsize=SIZE, style="italic", zorder=3, annotation_clip=False,
        )  # fmt: skip
    return boxes
