"""How far a model of stance can be trusted: calibration, learning curve, confusions, what names alone do."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from math import hypot, isfinite
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, NullLocator
from matplotlib.transforms import ScaledTranslation

from framing.errors import TableError
from framing.figures.caption import describe, from_to
from framing.figures.frame import name_rows, new_figure, settle, write_below, write_counts
from framing.figures.lettering import percent, width_of, wrapped
from framing.figures.stance_map import place_labels
from framing.figures.theme import MARKERS, theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

#: Width of figures that need no whole page, in inches (120 mm).
_NARROW: Final = 4.72
#: Height of a row of an audit, and of the name of an actor, in points.
_ROW: Final = 14
#: Height of a line of small numbers, in points.
_STRIP: Final = 10
#: Room between the names of classes and these numbers, as a part of the x axis.
_GAP: Final = 0.05
#: Dashes that tell classes apart besides their markers.
_DASHES: Final = ("-", "--", "-.", (0, (1, 1.5)))
_BARS: Final = "Bars are 95% intervals"
#: Sizes that differ by more than this factor stand on a logarithmic scale.
_LOG: Final = 5


def plot_calibration(calibration: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often a model is right when it says how sure it is.

    On the dotted diagonal, a class is found as often as predicted; below it, the model is too sure of the class,
    above it, not sure enough. Below the axes stand the numbers of texts that each point rests on.

    Parameters
    ----------
    calibration : pandas.DataFrame
        One row per class and bin of predictions: ``class``, ``predicted`` (mean predicted probability), ``observed``
        (share of the class), ``low``, ``high``, ``n``. Four classes at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, holds more than four classes, or a number that is no
        probability.

    Examples
    --------
    >>> import pandas as pd
    >>> calibration = pd.DataFrame({
    ...     "class": "negative", "predicted": [0.2, 0.8], "observed": [0.3, 0.7], "low": [0.2, 0.6],
    ...     "high": [0.4, 0.8], "n": [120, 80]})
    >>> axes = plot_calibration(calibration)
    >>> [text.get_text() for text in axes.texts if text.get_text()]
    ['Texts per bin (n)', 'negative', 'Bars are 95% intervals', '120', '80', 'negative']
    """
    _check(calibration, ["class", "predicted", "observed", "low", "high", "n"], ["class", "predicted"], "calibration")
    _check_shares(calibration, ["predicted", "observed"], "calibration")
    classes = list(dict.fromkeys(calibration["class"].astype(str)))
    if len(classes) > len(_DASHES):
        raise TableError(
            f"plot_calibration: the table holds {len(classes)} classes; at most {len(_DASHES)} can be told apart:"
            " draw fewer at once"
        )
    with theme() if ax is None else nullcontext():
        own = ax is None
        if ax is None:
            ax = Figure(figsize=(_NARROW, _NARROW + 0.4 + 0.14 * len(classes)), layout="constrained").subplots()
        _prepare_calibration(ax)
        settle(ax)
        bars = [((0.0, 0.0), (1.0, 1.0))]
        points: dict[str, list[tuple[float, float]]] = {}
        size = float(ax.xaxis.label.get_fontsize()) - 1
        under = 2.7 * size + 13
        _write_under(ax, -_GAP, under, "Texts per bin (n)", size, "right")
        for place, name in enumerate(classes):
            rows = calibration[calibration["class"].astype(str) == name].sort_values("predicted")
            bars += _draw_class(ax, rows, place)
            points[name] = [(float(x), float(y)) for x, y in zip(rows["predicted"], rows["observed"], strict=True)]
            bars += pairwise(points[name])
            _write_class(ax, place, name, under + _STRIP * (place + 1))
        lines = 2.9 + (13 + _STRIP * (len(classes) + 1)) / (size + 1)
        write_below(ax, [], _BARS, lines)
        settle(ax)
        if own:
            # A later draw would lay out anew, and shift the points under their labels.
            ax.figure.canvas.figure.set_layout_engine("none")
        for place, name in enumerate(classes):
            rows = calibration[calibration["class"].astype(str) == name].sort_values("predicted")
            _write_strip(ax, rows, under + _STRIP * (place + 1))
        dots = [point for each in points.values() for point in each]
        place_labels(ax, [_apart(name, points) for name in classes], classes, bars=bars, dots=dots)
        caption = (
            "Calibration: how often a class was right, by the probability the model gave it. On the diagonal"
            " probabilities are what they say. Bars are 95 % intervals; the strips below count the texts of each bin."
        )
        describe(ax, calibration, caption, f"Lines near a diagonal, one for each of {', '.join(classes)}.")
    return ax


def plot_learning_curve(learning: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how much a model gains by more training texts.

    Parameters
    ----------
    learning : pandas.DataFrame
        One row per size: ``n_train``, ``value`` (macro-F1 on held-out groups), ``low``, ``high``, ``baseline`` (of
        always naming the commonest class, the same in all rows).
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide.

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
    _check(learning, ["n_train", "value", "low", "high", "baseline"], ["n_train"], "learning")
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
            ax = Figure(figsize=(_NARROW, 0.68 * _NARROW), layout="constrained").subplots()
        _prepare_learning(ax, rows, sizes, baselines[0])
        for row in rows.to_dict("records"):
            ax.plot([row["n_train"]] * 2, [row["low"], row["high"]], color="black", linewidth=0.8, marker="_",
                    markersize=4, zorder=2)  # fmt: skip
        ax.plot(sizes, [float(value) for value in rows["value"]], color="black", linewidth=1, marker="o",
                markersize=4.6, zorder=3)  # fmt: skip
        ax.axhline(baselines[0], color="black", linewidth=0.8, linestyle="--", zorder=1)
        write_below(ax, [], _BARS)
        settle(ax)
        _thin_ticks(ax, sizes)
        _write_baseline(ax, rows, baselines[0])
        settle(ax)
        caption = (
            "Learning curve: score of models trained on growing parts of the texts, on texts they have not seen."
            " Bars are 95 % intervals over groups of texts."
        )
        describe(ax, learning, caption, f"Rising or level line: score {from_to(learning, 'n_train')} texts.")
    return ax


def plot_confusion(confusion: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    r"""Draw which classes a model takes for which: the darker a cell, the larger its share of the row.

    Parameters
    ----------
    confusion : pandas.DataFrame
        One row per class and prediction: ``label`` (what a person coded), ``predicted``, ``n``, ``share`` (of the
        texts with this label, 0 to 1). Pairs that do not occur may lack. Classes follow the order of the table.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 120 mm wide.

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
    _check(confusion, ["label", "predicted", "n", "share"], ["label", "predicted"], "confusion")
    _check_shares(confusion, ["share"], "confusion")
    labels = list(dict.fromkeys(confusion["label"].astype(str)))
    guesses = [name for name in labels if name in set(confusion["predicted"].astype(str))]
    guesses += [name for name in dict.fromkeys(confusion["predicted"].astype(str)) if name not in guesses]
    cells = {(str(row["label"]), str(row["predicted"])): row for row in confusion.to_dict("records")}
    with theme() if ax is None else nullcontext():
        if ax is None:
            height = 0.42 * len(labels) + 1.1
            ax = Figure(figsize=(max(_NARROW, 1.9 + 0.55 * len(guesses)), height), layout="constrained").subplots()
        _prepare_confusion(ax, labels, guesses)
        size = float(ax.xaxis.label.get_fontsize())
        for y, label in enumerate(labels):
            for x, guess in enumerate(guesses):
                row: Any = cells.get((label, guess), {"share": 0.0, "n": 0})
                _draw_cell(ax, (x, y), float(row["share"]), int(row["n"]), size)
            n = sum(int(row["n"]) for (of, _), row in cells.items() if of == label)
            write_counts(ax, y, f"n = {n:,}", size - 1)
        settle(ax)
        _turn_names(ax, guesses)
        settle(ax)
        hits = [row for row in confusion.to_dict("records") if str(row["label"]) == str(row["predicted"])]
        told = "; ".join(f"{row['label']} {100 * float(row['share']):.0f}%" for row in hits)
        caption = "Confusion: share of each label, coded by hand, that the model gives each label; rows add up to 1."
        describe(ax, confusion, caption, f"Matrix of labels by labels predicted; on the diagonal: {told}.")
    return ax


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
        Where to draw; by default axes of a new figure, 190 mm wide and as high as the rows need.

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
    _check(audit, ["actor", "name", "value", "low", "high", "n_sentences"], ["actor", "name"], "audit")
    drawn = audit[audit["value"].notna() & (audit["n_sentences"] > 0)]
    if drawn.empty:
        raise TableError("plot_audit: no row of the table has a value and sentences; there is nothing to draw")
    mean = float((drawn["value"] * drawn["n_sentences"]).sum() / drawn["n_sentences"].sum())
    rows: list[tuple[str, Any]] = []
    for actor in dict.fromkeys(drawn["actor"].astype(str)):
        mine = drawn[drawn["actor"].astype(str) == actor].sort_values(["value", "name"])
        rows += [(actor, None), *((wrapped(str(row["name"])), row) for row in mine.to_dict("records"))]
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
        write_below(ax, [], f"{_BARS}; n: sentences, which differ in the name only")
        settle(ax)
        _write_mean(ax, mean)
        settle(ax)
        caption = (
            "Symmetry audit: mean score of sentences that differ in the name of the actor only, dots with 95 %"
            " intervals over sentences. Were names all the same to the scorer, all dots would lie on the dashed line,"
            " the mean."
        )
        describe(ax, audit, caption, f"Dots with intervals, one per name, {from_to(audit, 'name')}.")
    return ax


def _check(table: pd.DataFrame, columns: Sequence[str], keys: Sequence[str], name: str) -> None:
    """Raise if a column is missing, there is nothing to draw, or a row is there twice."""
    check(table, columns, name)
    if table.empty:
        raise TableError(f"{name}: the table has no rows; there is nothing to draw")
    twice = table.duplicated(list(keys))
    if twice.any():
        row = table[twice].iloc[0]
        which = ", ".join(f"{key} {row[key]}" for key in keys)
        raise TableError(f"{name}: {which} is there twice; draw a table with one row per {' and '.join(keys)}")


def _check_shares(table: pd.DataFrame, columns: Sequence[str], name: str) -> None:
    for column in columns:
        strange = table[~table[column].between(0, 1)]
        if len(strange):
            raise TableError(f"{name}: column {column!r} holds {strange[column].iloc[0]:g}; allowed are 0 to 1")


def _prepare_calibration(ax: Axes) -> None:
    ticks = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xlim(-0.03, 1.03)
    ax.set_ylim(-0.03, 1.03)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_aspect("equal")
    ax.set_xlabel("Mean predicted probability")
    ax.set_ylabel("Observed share")
    ax.plot([0, 1], [0, 1], color="black", linewidth=0.8, linestyle=":", zorder=1)
    ax.spines[["left", "bottom", "right", "top"]].set_visible(True)


def _draw_class(ax: Axes, rows: pd.DataFrame, place: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Draw the points of a class and their bars, which are returned."""
    marker, filling = MARKERS[place]
    found = []
    for row in rows.to_dict("records"):
        ax.plot([row["predicted"]] * 2, [row["low"], row["high"]], color="black", linewidth=0.6, zorder=2)
        if isfinite(row["low"]) and isfinite(row["high"]):
            found.append(
                ((float(row["predicted"]), float(row["low"])), (float(row["predicted"]), float(row["high"])))
            )
    ax.plot(
        [float(x) for x in rows["predicted"]], [float(y) for y in rows["observed"]], color="black", linewidth=0.8,
        linestyle=_DASHES[place], marker=marker, markersize=5, markerfacecolor=filling, markeredgecolor="black",
        markeredgewidth=0.7, zorder=3, clip_on=False,
    )  # fmt: skip
    return found


def _apart(name: str, points: Mapping[str, Sequence[tuple[float, float]]]) -> tuple[float, float]:
    """The point of a class that lies furthest from those of the others, where its label is best understood."""
    others = [point for other, each in points.items() if other != name for point in each]
    return max(
        points[name], key=lambda at: (min((hypot(at[0] - x, at[1] - y) for x, y in others), default=0.0), at[0])
    )


def _write_under(ax: Axes, x: float, below: float, words: str, size: float, side: str = "center") -> None:
    """Write words some points below the axes."""
    at: Any = ax.get_xaxis_transform()
    ax.annotate(
        words, (x, 0), xycoords=at, xytext=(0, -below), textcoords="offset points", ha=side, va="center",
        fontsize=size, annotation_clip=False,
    )  # fmt: skip


def _write_class(ax: Axes, place: int, name: str, below: float) -> None:
    """Write the name of a class, with its marker, left of its numbers."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    _write_under(ax, -_GAP - 0.04, below, shorten(name, 22, placeholder="\u2026"), size, "right")
    marker, filling = MARKERS[place]
    down = ScaledTranslation(0, -below / 72, ax.figure.canvas.figure.dpi_scale_trans)
    ax.plot(
        [-_GAP - 0.015], [0], marker=marker, markersize=4, markerfacecolor=filling, markeredgecolor="black",
        markeredgewidth=0.7, linestyle="none", transform=ax.get_xaxis_transform() + down, clip_on=False,
    )  # fmt: skip


def _write_strip(ax: Axes, rows: pd.DataFrame, below: float) -> None:
    """Write the n of each bin below it, moved as far as numbers of neighbours need."""
    size = float(ax.xaxis.label.get_fontsize()) - 1
    words = [f"{int(n):,}" for n in rows["n"]]
    places = [float(x) for x in rows["predicted"]]
    widths = [width_of(ax, word, size, margin=5) for word in words]
    edge = -_GAP
    for at, width in enumerate(widths):
        places[at] = max(places[at], edge + width / 2)
        edge = places[at] + width / 2
    # What was pushed out on the right is pushed back.
    over = 1 + _GAP
    for at in reversed(range(len(places))):
        places[at] = min(places[at], over - widths[at] / 2)
        over = places[at] - widths[at] / 2
    for x, word in zip(places, words, strict=True):
        _write_under(ax, x, below, word, size)


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
    _set_ticks(ax.yaxis, ax.get_ylim())
    ax.set_xlabel("Texts trained on" + (" (logarithmic scale)" if ax.get_xscale() == "log" else ""))
    ax.set_ylabel("macro-F1 (held-out groups)")
    ax.spines["left"].set_visible(True)


def _set_ticks(axis: Axis, limits: tuple[float, float]) -> None:
    """Write round numbers within the limits, and from -1 to 1, all with as many decimals."""
    low, high = max(limits[0], -1), min(limits[1], 1)
    ticks = [float(tick) for tick in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(*limits) if low <= tick <= high]
    places = max(len(f"{round(tick, 6):g}".partition(".")[2]) for tick in ticks)
    axis.set_ticks(ticks, [f"{round(tick, 6) + 0:.{places}f}".replace("-", "\u2212") for tick in ticks])


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


def _prepare_confusion(ax: Axes, labels: Sequence[str], guesses: Sequence[str]) -> None:
    ax.set_xlim(-0.5, len(guesses) - 0.5)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_xticks(range(len(guesses)), ["\n".join(wrap(name, 14)) for name in guesses])
    name_rows(ax, range(len(labels)), [wrapped(name) for name in labels])
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel("Predicted (share of the row, and texts)")
    ax.set_ylabel("Coded by people")


def _draw_cell(ax: Axes, at: tuple[int, int], share: float, n: int, size: float) -> None:
    # At this grey, black words and white ones have the same contrast (4.6).
    grey = 1 - 0.85 * share
    ax.add_patch(Rectangle((at[0] - 0.5, at[1] - 0.5), 1, 1, facecolor=(grey,) * 3, edgecolor="black", linewidth=0.6))
    ink = "black" if grey > 0.46 else "white"
    ax.text(*at, f"{percent(share)}\n{n:,}", color=ink, fontsize=size - 1, ha="center", va="center")


def _turn_names(ax: Axes, guesses: Sequence[str]) -> None:
    """Turn the names of columns upright where they are too wide for these."""
    room = ax.get_window_extent().width / len(guesses) - 4
    if any(label.get_window_extent().width > room for label in ax.get_xticklabels()):
        ax.set_xticks(range(len(guesses)), [wrapped(name) for name in guesses], rotation=90)


def _prepare_audit(ax: Axes, rows: Sequence[tuple[str, Any]]) -> None:
    ends = [float(row[end]) for _, row in rows if row is not None for end in ("value", "low", "high")]
    ends = [end for end in ends if isfinite(end)]
    pad = max(0.06 * (max(ends) - min(ends)), 0.02)
    ax.set_xlim(min(ends) - pad, max(ends) + pad)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    _set_ticks(ax.xaxis, ax.get_xlim())
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
