"""Which classes a model takes for which."""

from __future__ import annotations

from contextlib import nullcontext
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.figures.caption import describe
from framing.figures.frame import name_rows, settle, write_counts
from framing.figures.lettering import percent, wrapped
from framing.figures.model_tables import check_rows, check_shares, small_width
from framing.figures.theme import theme, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Text

#: Smallest letters, in points.
_SMALLEST: Final = 6


def plot_confusion(confusion: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    r"""Draw which classes a model takes for which: the darker a cell, the larger its share of the row.

    Parameters
    ----------
    confusion : pandas.DataFrame
        One row per class and prediction: ``label`` (what a person coded), ``predicted``, ``n``, ``share`` (of the
        texts with this label, 0 to 1). Pairs that do not occur may lack. Classes follow the order of the table.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide, or as wide as the theme says if
        that is less.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a cell, or holds a number that is no share.

    Examples
    --------
    >>> import pandas as pd
    >>> confusion = pd.DataFrame({
    ...     "label": ["negative", "negative", "other", "other"], "predicted": ["negative", "other"] * 2,
    ...     "n": [30, 10, 6, 54], "share": [0.75, 0.25, 0.1, 0.9]})
    >>> plot_confusion(confusion).texts[0].get_text()
    '75%\n30'
    """
    check_rows(confusion, ["label", "predicted", "n", "share"], ["label", "predicted"], "confusion")
    check_shares(confusion, ["share"], "confusion")
    labels = list(dict.fromkeys(confusion["label"].astype(str)))
    guesses = [name for name in labels if name in set(confusion["predicted"].astype(str))]
    guesses += [name for name in dict.fromkeys(confusion["predicted"].astype(str)) if name not in guesses]
    cells = {(str(row["label"]), str(row["predicted"])): row for row in confusion.to_dict("records")}
    with theme() if ax is None else nullcontext():
        if ax is None:
            height = 0.42 * len(labels) + 1.1
            wide = min(max(small_width(), 1.9 + 0.55 * len(guesses)), width())
            ax = Figure(figsize=(wide, height), layout="constrained").subplots()
        _prepare_confusion(ax, labels, guesses)
        size = float(ax.xaxis.label.get_fontsize())
        drawn: list[Text] = []
        for y, label in enumerate(labels):
            for x, guess in enumerate(guesses):
                row: Any = cells.get((label, guess), {"share": 0.0, "n": 0})
                drawn.append(_draw_cell(ax, (x, y), float(row["share"]), int(row["n"]), size))
            n = sum(int(row["n"]) for (of, _), row in cells.items() if of == label)
            write_counts(ax, y, f"n = {n:,}", size - 1)
        settle(ax)
        _turn_names(ax, guesses)
        settle(ax)
        _fit_cells(ax, drawn, ax.get_window_extent().width / len(guesses))
        hits = {label: float(cells.get((label, label), {"share": 0.0})["share"]) for label in labels}
        told = "; ".join(f"{label} {percent(share)}" for label, share in hits.items())
        caption = "Confusion: share of each label, coded by hand, that the model gives each label; rows add up to 1."
        describe(ax, confusion, caption, f"Matrix of labels by labels predicted; on the diagonal: {told}.")
    return ax


def _prepare_confusion(ax: Axes, labels: Sequence[str], guesses: Sequence[str]) -> None:
    ax.set_xlim(-0.5, len(guesses) - 0.5)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_xticks(range(len(guesses)), ["\n".join(wrap(name, 14)) for name in guesses])
    name_rows(ax, range(len(labels)), [wrapped(name) for name in labels])
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel("Predicted (share of the row, and texts)")
    ax.set_ylabel("Coded by people")


def _draw_cell(ax: Axes, at: tuple[int, int], share: float, n: int, size: float) -> Text:
    # At this grey, black words and white ones have the same contrast (4.6).
    grey = 1 - 0.85 * share
    ax.add_patch(Rectangle((at[0] - 0.5, at[1] - 0.5), 1, 1, facecolor=(grey,) * 3, edgecolor="black", linewidth=0.6))
    ink = "black" if grey > 0.46 else "white"
    return ax.text(*at, f"{percent(share)}\n{n:,}", color=ink, fontsize=size - 1, ha="center", va="center")


def _fit_cells(ax: Axes, drawn: Sequence[Text], room: float) -> None:
    """Make words smaller where cells are narrow; leave out the numbers of texts if 6 pt do not do."""
    for text in drawn if _too_wide(drawn, room) else ():
        text.set_fontsize(_SMALLEST)
    if _too_wide(drawn, room):
        for text in drawn:
            text.set_text(text.get_text().partition("\n")[0])
        ax.set_xlabel("Predicted (share of the row)")


def _too_wide(drawn: Sequence[Text], room: float) -> bool:
    return max(text.get_window_extent().width for text in drawn) > room - 2


def _turn_names(ax: Axes, guesses: Sequence[str]) -> None:
    """Turn the names of columns upright where they are too wide for these."""
    room = ax.get_window_extent().width / len(guesses) - 4
    if any(label.get_window_extent().width > room for label in ax.get_xticklabels()):
        two_lines = 2.5 * float(ax.xaxis.label.get_fontsize()) * ax.figure.canvas.figure.dpi / 72
        names = [wrapped(name) if room > two_lines else shorten(name, 24, placeholder="\u2026") for name in guesses]
        ax.set_xticks(range(len(guesses)), names, rotation=90)
