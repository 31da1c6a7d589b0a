"""How much a model gains by more training texts."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.frame import settle, write_below
from framing.figures.model_tables import bars_note, check_rows, set_ticks, small_width
from framing.figures.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

#: Sizes that differ by more than this factor stand on a logarithmic scale.
_LOG: Final = 5


def plot_learning_curve(learning: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how much a model gains by more training texts.

    Parameters
    ----------
    learning : pandas.DataFrame
        One row per size: ``n_train``, ``value`` (macro-F1 on held-out groups), ``low``, ``high``, ``baseline`` (of
        always naming the commonest class, the same in all rows).
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide, or as wide as the theme says if
        that is less.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`. The x axis is logarithmic if sizes differ by more than five
        times.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a size, or holds several baselines.

    Examples
    --------
    >>> import pandas as pd
    >>> learning = pd.DataFrame({
    ...     "n_train": [100, 200, 400], "value": [0.41, 0.48, 0.52], "low": [0.36, 0.44, 0.49],
    ...     "high": [0.46, 0.52, 0.55], "baseline": 0.24})
    >>> [tick.get_text() for tick in plot_learning_curve(learning).get_xticklabels()]
    ['100', '200', '400']
    """
    check_rows(learning, ["n_train", "value", "low", "high", "baseline"], ["n_train"], "learning")
    baselines = sorted(set(map(float, learning["baseline"])))
    if len(baselines) > 1:
        raise TableError(
            f"learning: column 'baseline' holds {len(baselines)} values; the baseline is one number: draw one model"
        )
    if (learning["n_train"] <= 0).any():
        raise TableError("learning: column 'n_train' holds a size below 1; give the number of texts trained on")
    rows = learning.sort_values("n_train")
    sizes = [int(size) for size in rows["n_train"]]
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = Figure(figsize=(small_width(), 0.68 * small_width()), layout="constrained").subplots()
        _prepare_learning(ax, rows, sizes, baselines[0])
        for row in rows.to_dict("records"):
            ax.plot([row["n_train"]] * 2, [row["low"], row["high"]], color="black", linewidth=0.8, marker="_",
                    markersize=4, zorder=2)  # fmt: skip
        ax.plot(sizes, [float(value) for value in rows["value"]], color="black", linewidth=1, marker="o",
                markersize=4.6, zorder=3)  # fmt: skip
        ax.axhline(baselines[0], color="black", linewidth=0.8, linestyle="--", zorder=1)
        write_below(ax, [], bars_note(ax))
        settle(ax)
        _thin_ticks(ax, sizes)
        _write_baseline(ax, rows, baselines[0])
        settle(ax)
        caption = (
            "Learning curve: score of models trained on growing parts of the texts, on texts they have not seen."
            " Bars are intervals over groups of texts (95 %, unless another level was asked for)."
        )
        describe(ax, rows, caption, _told(rows, baselines[0]))
    return ax


def _told(rows: pd.DataFrame, baseline: float) -> str:
    """Say the scores at both ends of the curve, whichever is higher."""
    ends = rows.iloc[[0, -1]] if len(rows) > 1 else rows
    scores = [f"{row['value']:.2f} with {int(row['n_train']):,} texts" for row in ends.to_dict("records")]
    return f"Macro-F1: {', '.join(scores)}; a dashed line at the majority baseline of {baseline:.2f}."


def _prepare_learning(ax: Axes, rows: pd.DataFrame, sizes: Sequence[int], baseline: float) -> None:
    ends = [float(end) for column in ("value", "low", "high") for end in rows[column] if isfinite(end)] + [baseline]
    pad = max(0.12 * (max(ends) - min(ends)), 0.02)
    ax.set_ylim(min(ends) - pad, max(ends) + pad)
    if max(sizes) > _LOG * min(sizes):
        ax.set_xscale("log")
        ax.set_xlim(min(sizes) * (min(sizes) / max(sizes)) ** 0.06, max(sizes) * (max(sizes) / min(sizes)) ** 0.06)
    else:
        room = max(0.06 * (max(sizes) - min(sizes)), 0.02 * max(sizes))
        ax.set_xlim(min(sizes) - room, max(sizes) + room)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    set_ticks(ax.yaxis, ax.get_ylim())
    ax.set_xlabel("Texts trained on" + (" (logarithmic scale)" if ax.get_xscale() == "log" else ""))
    ax.set_ylabel("macro-F1 (held-out groups)")
    ax.spines["left"].set_visible(True)


def _thin_ticks(ax: Axes, sizes: Sequence[int]) -> None:
    """Keep the numbers of sizes that do not touch, of the largest and the smallest first."""
    words = [f"{size:,}" for size in sizes]
    boxes = [tick.get_window_extent() for tick in ax.get_xticklabels()]
    kept: set[int] = set()
    for at in (len(boxes) - 1, *range(len(boxes) - 1)):
        if all(boxes[at].x1 + 4 < boxes[other].x0 or boxes[other].x1 + 4 < boxes[at].x0 for other in kept):
            kept.add(at)
    ax.set_xticks(list(sizes), [word if at in kept else "" for at, word in enumerate(words)])


def _write_baseline(ax: Axes, rows: pd.DataFrame, baseline: float) -> None:
    """Name the dashed line at the end, and on the side, where fewest bars are."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    words = f"majority baseline {baseline:.2f}"
    drawn = ax.text(0, 0.5, words, fontsize=size, transform=ax.transAxes)
    width = drawn.get_window_extent().width / ax.get_window_extent().width
    height = 1.8 * drawn.get_window_extent().height / ax.get_window_extent().height
    drawn.remove()
    inverse, (low, high) = ax.transAxes.inverted(), ax.get_ylim()
    bars = [
        (*inverse.transform(ax.transData.transform((row["n_train"], row["low"]))),
         inverse.transform(ax.transData.transform((row["n_train"], row["high"])))[1])
        for row in rows.to_dict("records")
    ]  # fmt: skip
    line = (baseline - low) / (high - low)
    choices = []
    for order, (side, up) in enumerate([("right", 1), ("right", -1), ("left", 1), ("left", -1)]):
        left, bottom = (1 - width if side == "right" else 0.0), (line if up > 0 else line - height)
        hit = sum(
            left - 0.02 < x < left + width + 0.02 and y0 < bottom + height and bottom < y1 for x, y0, y1 in bars
        )
        out = bottom < 0 or bottom + height > 1
        choices.append((hit + 2 * out, order, side, up))
    _, _, side, up = min(choices)
    at: Any = ax.get_yaxis_transform()
    ax.annotate(
        words, (1 if side == "right" else 0.01, baseline), xycoords=at, xytext=(0, 3 * up),
        textcoords="offset points", ha=side, va="bottom" if up > 0 else "top", fontsize=size, zorder=4,
    )  # fmt: skip
