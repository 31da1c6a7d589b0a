"""What became of the articles read: a flow diagram of the corpus."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import numbers
from framing.figures.frame import settle
from framing.figures.notes import fit_height, folded, measured
from framing.figures.theme import theme, width
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

_WHERE: Final = "plot_flow"
#: Parts of the width that the boxes of the steps, and those of what is left out, take.
_STEP: Final = 0.46
_ASIDE: Final = 0.44
#: Room around words in a box, and the shortest arrow, in points.
_PAD: Final = 5.0
_ARROW: Final = 20.0


class Step(NamedTuple):
    """A step: its name, how many it leaves of what, and what it leaves out, each with the reason."""

    name: str
    n: int
    unit: str
    left_out: list[tuple[int, str]]

    @property
    def lost(self) -> int:
        """How many are left out."""
        return sum(n for n, _ in self.left_out)


class Box(NamedTuple):
    """Words folded to the width of their box, and how high it must be, in points."""

    words: str
    height: float


def plot_flow(flow: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    r"""Draw how a corpus became what is counted: boxes from top to bottom, beside them what was left out and why.

    Boxes are as high as their words need at the width of the figure.

    Parameters
    ----------
    flow : pandas.DataFrame
        One row per step and reason, in order: ``step`` (text), ``n`` (how many remain after the step), ``left_out``
        (how many this step leaves out for this reason, 0 for none), ``reason`` (text) and, optionally, ``unit`` (what
        `n` counts, such as ``articles``). A step with several reasons has several rows.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the boxes need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty or lacks a column, a number is missing or negative, numbers do not add up (what remains
        is what there was before less what is left out, unless the unit changes), or the axes given are too low.

    Notes
    -----
    The form follows the PRISMA flow diagram (Page et al. 2021, BMJ).

    Examples
    --------
    >>> import pandas as pd
    >>> flow = pd.DataFrame({
    ...     "step": ["articles read", "articles analysed"], "n": [20, 18], "left_out": [0, 2],
    ...     "reason": ["", "empty"]})
    >>> [text.get_text() for text in plot_flow(flow).texts if text.get_text()]
    ['articles read\nn = 20', 'left out: n = 2\nempty', 'articles analysed\nn = 18']
    """
    steps = _steps(flow)
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            ax = Figure(figsize=(width(), 3), layout="constrained").subplots()
        ax.set_axis_off()
        settle(ax)
        scale = 72 / ax.figure.canvas.figure.dpi
        wide, high = ax.get_window_extent().width * scale, ax.get_window_extent().height * scale
        size = float(ax.xaxis.label.get_fontsize())
        boxes = [_box(ax, f"{step.name}\n{_count(step)}", size, _STEP * wide) for step in steps]
        asides = [_box(ax, _left_out(step), size - 1, _ASIDE * wide) if step.lost else None for step in steps]
        needed = _height(boxes, asides)
        if not own and needed > high:
            raise TableError(
                f"{_WHERE}: the axes are {high:.0f} points high, this flow needs {needed:.0f};"
                " give higher axes, or none"
            )
        ax.set_xlim(0, wide)
        ax.set_ylim(needed if own else max(needed, high), 0)
        _draw(ax, boxes, asides, (wide, size))
        if own:
            fit_height(ax)
        describe(ax, flow, *_described(steps))
    return ax


def _steps(flow: pd.DataFrame) -> list[Step]:
    """Steps of the flow in their order, which must add up."""
    check(flow, ["step", "n", "left_out", "reason"], "flow")
    if flow.empty:
        raise TableError(f"{_WHERE}: the table has no rows; there is nothing to draw")
    table = numbers(flow, ["n", "left_out"], _WHERE)
    for column in ("n", "left_out"):
        strange = table[column].isna() | (table[column] < 0) | (table[column] % 1 != 0)
        if strange.any():
            raise TableError(
                f"{_WHERE}: column {column!r} holds {flow[column][strange].iloc[0]}; whole numbers are needed"
            )
    if table["step"].isna().any():
        raise TableError(f"{_WHERE}: column 'step' has an empty cell; every row needs the name of its step")
    table = table.assign(unit=_words(table, "unit"), reason=_words(table, "reason"))
    steps: list[Step] = []
    for name, of in table.groupby("step", sort=False, observed=True):
        if (of["n"] != of["n"].iloc[0]).any():
            raise TableError(f"{_WHERE}: step {name!r} has more than one n; repeat the same n on all of its rows")
        left_out = [(int(n), str(reason)) for n, reason in zip(of["left_out"], of["reason"], strict=True) if n]
        steps.append(Step(str(name), int(of["n"].iloc[0]), str(of["unit"].iloc[0]), left_out))
    for before, step in zip([None, *steps], steps, strict=False):
        if before is None and step.lost:
            raise TableError(f"{_WHERE}: the first step leaves out {step.lost}, but nothing comes before it")
        # Without units nothing tells mentions from articles, unless something is left out.
        if before and step.unit == before.unit and (step.lost or step.unit) and step.n != before.n - step.lost:
            raise TableError(
                f"{_WHERE}: step {step.name!r} has n = {step.n}, but {before.n} less {step.lost} left out is"
                f" {before.n - step.lost}; the numbers must add up"
            )
    return steps


def _words(table: pd.DataFrame, column: str) -> list[str]:
    """Cells of a column, empty where there is no such column or nothing in it."""
    if column not in table.columns:
        return [""] * len(table)
    return ["" if none else str(cell) for cell, none in zip(table[column], table[column].isna(), strict=True)]


def _count(step: Step) -> str:
    return f"n = {step.n:,} {step.unit}".rstrip()


def _left_out(step: Step) -> str:
    """Say how many a step leaves out, and why."""
    if len(step.left_out) == 1:
        return f"left out: n = {step.lost:,}\n{step.left_out[0][1]}".rstrip()
    return "\n".join([f"left out: n = {step.lost:,}", *(f"{n:,} {reason}".rstrip() for n, reason in step.left_out)])


def _box(ax: Axes, words: str, size: float, room: float) -> Box:
    """Fold words to the width of a box and measure its height."""
    lines = "\n".join(folded(ax, line, size, room - 2 * _PAD) for line in words.split("\n"))
    return Box(lines, measured(ax, lines, size)[1] + 2 * _PAD)


def _gaps(asides: Sequence[Box | None]) -> Iterator[float]:
    """Room above each step but the first: for the arrow, and for what is left out beside it."""
    for aside in asides[1:]:
        yield max(_ARROW, aside.height + _PAD if aside else 0)


def _height(boxes: Sequence[Box], asides: Sequence[Box | None]) -> float:
    return sum(box.height for box in boxes) + sum(_gaps(asides)) + 2


def _draw(ax: Axes, boxes: Sequence[Box], asides: Sequence[Box | None], page: tuple[float, float]) -> None:
    """Draw the boxes of the steps from the top, arrows between them, and the boxes beside these."""
    wide, size = page
    across, middle = _STEP * wide, _STEP * wide / 2 + 1
    top = 1.0
    for box, aside, gap in zip(boxes, asides, [0.0, *_gaps(asides)], strict=True):
        if gap:
            _draw_arrow(ax, (middle, top), (middle, top + gap))
        if aside:
            start = (1 - _ASIDE) * wide - 1
            at = top + gap / 2
            _draw_arrow(ax, (middle, at), (start, at))
            _draw_box(ax, (start, at - aside.height / 2), (_ASIDE * wide, aside.height))
            ax.text(start + _PAD, at, aside.words, fontsize=size - 1, ha="left", va="center")
        top += gap
        _draw_box(ax, (1, top), (across, box.height))
        ax.text(middle, top + box.height / 2, box.words, fontsize=size, ha="center", va="center")
        top += box.height


def _draw_box(ax: Axes, corner: tuple[float, float], sizes: tuple[float, float]) -> None:
    ax.add_patch(Rectangle(corner, *sizes, facecolor="white", edgecolor="black", linewidth=0.8, clip_on=False))


def _draw_arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 8, "linewidth": 0.8, "color": "black"}
    ax.annotate("", end, xytext=start, arrowprops={**look, "shrinkA": 0, "shrinkB": 0}, annotation_clip=False)


def _described(steps: Sequence[Step]) -> tuple[str, str]:
    """Caption and alternative text: the steps in order, with what they leave out."""
    parts = []
    for step in steps:
        why = ", ".join(f"{n:,} {reason}".rstrip() for n, reason in step.left_out)
        parts.append(f"{step.name} ({_count(step)}" + (f"; left out {step.lost:,}: {why})" if step.lost else ")"))
    first, last = steps[0], steps[-1]
    return (
        f"Flow of the corpus: {'; '.join(parts)}.",
        f"Flow diagram of {len(steps)} boxes from {first.name} ({_count(first)}) to {last.name} ({_count(last)}),"
        " with boxes at the side for what was left out.",
    )
