"""What names alone do to the scores of a model."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from framing.errors import TableError
from framing.figures.caption import describe, from_to
from framing.figures.frame import name_rows, new_figure, settle, write_below, write_counts
from framing.figures.lettering import width_of, wrapped
from framing.figures.model_tables import BARS, check_rows, set_ticks
from framing.figures.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

#: Height of a row of an audit, and of the name of an actor, in points.
_ROW: Final = 14


def plot_audit(audit: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how a model reads the same sentences with other names in them.

    A fair model gives all names the same stance: dots far from the line tell of a model that judges the name and not
    the sentence. The line is the mean of all names, weighted by their sentences.

    Parameters
    ----------
    audit : pandas.DataFrame
        One row per name: ``actor``, ``name``, ``value`` (mean stance with this name in the same sentences), ``low``,
        ``high``, ``n_sentences``. Actors follow the order of the table, names of an actor their value.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows
        need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a name of an actor, or holds no sentence.

    Examples
    --------
    >>> import pandas as pd
    >>> audit = pd.DataFrame({
    ...     "actor": ["government", "government", "russia"], "name": ["Assad", "Damascus", "Moscow"],
    ...     "value": [-0.2, -0.1, -0.15], "low": [-0.3, -0.2, -0.2], "high": [-0.1, 0.0, -0.1], "n_sentences": 200})
    >>> [tick.get_text() for tick in plot_audit(audit).get_yticklabels()]
    ['government', 'Assad', 'Damascus', 'russia', 'Moscow']
    """
    check_rows(audit, ["actor", "name", "value", "low", "high", "n_sentences"], ["actor", "name"], "audit")
    drawn = audit[audit["value"].notna() & (audit["n_sentences"] > 0)]
    if drawn.empty:
        raise TableError("plot_audit: no row of the table has a value and sentences; there is nothing to draw")
    mean = float((drawn["value"] * drawn["n_sentences"]).sum() / drawn["n_sentences"].sum())
    rows: list[tuple[str, Any]] = []
    for actor in dict.fromkeys(drawn["actor"].astype(str)):
        mine = drawn[drawn["actor"].astype(str) == actor].sort_values(["value", "name"])
        rows += [(wrapped(actor), None), *((wrapped(str(row["name"])), row) for row in mine.to_dict("records"))]
    with theme() if ax is None else nullcontext():
        if ax is None:
            pitch = _ROW if all("\n" not in name for name, _ in rows) else 1.6 * _ROW
            ax = new_figure([pitch * len(rows)])[1][0]
        _prepare_audit(ax, rows)
        for y, (_, row) in enumerate(rows):
            if row is None:
                continue
            ax.plot(
                [row["low"], row["high"]], [y, y], color="black", linewidth=0.8, marker="|", markersize=4, zorder=2
            )
            ax.plot([row["value"]], [y], color="black", marker="o", markersize=4.6, linestyle="none", zorder=3)
            write_counts(ax, y, f"n = {int(row['n_sentences']):,}", float(ax.xaxis.label.get_fontsize()) - 1)
        ax.axvline(mean, color="black", linewidth=0.8, linestyle="--", zorder=1)
        write_below(ax, [], f"{BARS}; n: sentences, which differ in the name only")
        settle(ax)
        _write_mean(ax, mean)
        settle(ax)
        caption = (
            "Symmetry audit: mean score of sentences that differ in the name of the actor only, dots with"
            " intervals over sentences (95 %, unless another level was asked for). Were names all the same to the"
            " scorer, all dots would lie on the dashed line, the mean."
        )
        told = (
            f"Dots with intervals, one per name, {from_to(drawn, 'name')}; a dashed line at their mean, {mean:.2f}."
        )
        describe(ax, drawn, caption, told)
    return ax


def _prepare_audit(ax: Axes, rows: Sequence[tuple[str, Any]]) -> None:
    ends = [float(row[end]) for _, row in rows if row is not None for end in ("value", "low", "high")]
    ends = [end for end in ends if isfinite(end)]
    pad = max(0.06 * (max(ends) - min(ends)), 0.02)
    ax.set_xlim(min(ends) - pad, max(ends) + pad)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    set_ticks(ax.xaxis, ax.get_xlim())
    ax.set_xlabel("Mean stance with this name in the same sentences (\u22121 unfavourable, +1 favourable)")
    for y, (_, row) in enumerate(rows):
        if row is not None:
            ax.axhline(y, color="#CCCCCC", linewidth=0.5, zorder=0)
    name_rows(ax, range(len(rows)), [name for name, _ in rows])
    for label, (_, row) in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_fontweight("bold" if row is None else "normal")


def _write_mean(ax: Axes, mean: float) -> None:
    """Name the line of the mean above the axes, within their width."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    words = f"mean of all names {mean:.2f}".replace("-", "\u2212")
    half = width_of(ax, words, size, margin=2) / 2
    left, right = ax.get_xlim()
    at: Any = ax.get_xaxis_transform()
    ax.annotate(
        words, (min(max(mean, left + half), right - half), 1), xycoords=at, xytext=(0, 3),
        textcoords="offset points", ha="center", va="bottom", fontsize=size, annotation_clip=False,
    )  # fmt: skip
