"""How far coders agree: alpha of every variable or source with its interval, beside the share that agrees."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import UnknownNameError
from framing.figures.caption import describe
from framing.figures.choose import Scale, check_rows, numbers
from framing.figures.dots import articles, draw_dot, draw_interval, is_few, lay_rows, place_of, set_scale
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import theme
from framing.schema import AGREEMENT, check

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

_WHERE: Final = "plot_agreement"
#: What Krippendorff (2019) asks for, and below which he would draw no conclusion at all.
_THRESHOLDS: Final = (0.667, 0.8)
_SCALE: Final = Scale("Krippendorff's alpha (1: full agreement, 0: as by chance)", False, -1, 1)
#: How far the mark of an estimate stands from the middle of its row, in points.
_SHIFT: Final = 3.2


def plot_agreement(
    table: pd.DataFrame, *, variable: str | None = None, coders: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how far coders agree: alpha as a dot, the share of units on which they agree as a grey diamond below it.

    Without `variable`, there is a row for each variable that was coded, over all units, and one more for each scale
    of stance. With it, there is a row for each source, the one with most agreement on top. A dot is hollow where it
    rests on few units, articles or codes beside the commonest. Dotted lines stand at .667 and .800.

    Parameters
    ----------
    table : pandas.DataFrame
        What `framing.coder_agreement` gives.
    variable : str, optional
        The variable whose groups (sources) to draw.
    coders : str, optional
        Whose agreement, as in the column ``coders``; by default that of all coders together.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, or repeats a row.
    UnknownNameError
        If the variable or the coders are not in the table.

    References
    ----------
    Krippendorff (2019). *Content Analysis*, 4th ed., ch. 12. Sage.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "variable": ["actor", "actor", "voice", "voice"], "group": "", "name": "", "coders": "anna | ben",
    ...     "measure": ["alpha_nominal", "percent"] * 2, "value": [0.86, 0.92, 0.58, 0.74],
    ...     "low": [0.7, 0.8, 0.4, 0.6], "high": [0.95, 0.97, 0.7, 0.83], "n_units": 50, "n_articles": 31,
    ...     "n_coders": 2, "interval": "articles", "flag": ""})
    >>> [tick.get_text() for tick in plot_agreement(table).get_yticklabels()]
    ['actor', 'voice']
    """
    check(table, AGREEMENT, "table")
    rows, about = _chosen(table, variable, coders)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        records = rows.to_dict("records")
        middles = lay_rows(place, [str(name) for name in rows["row"]], [_evidence(row) for row in records])
        ends = rows[["value", "low", "high", "percent", "percent_low", "percent_high"]].to_numpy().ravel()
        set_scale(place.ax, [*ends, 1.0], _SCALE)
        for threshold in _THRESHOLDS:
            place.ax.axvline(threshold, color="black", linewidth=0.6, linestyle=":", zorder=1)
        _draw(place.ax, records, middles)
        notes = list(_notes(rows))
        write_words(place, Words(about, _SCALE.title, notes))
        describe(place.ax, rows, " ".join([_caption(rows, about), *notes]), _told(rows, about))
    return place.ax


def _chosen(table: pd.DataFrame, variable: str | None, coders: str | None) -> tuple[pd.DataFrame, str]:
    """One row for each dot, with the share beside it, and what they are about."""
    # A table read back has empty cells where there was no text.
    table = table.assign(**{column: table[column].fillna("") for column in ("group", "name", "interval", "flag")})
    check_rows(table, ["variable", "group", "name", "coders", "measure"], _WHERE)
    if coders is None:
        coders = str(table.sort_values("n_coders", kind="stable")["coders"].iloc[-1])
    for name, column in ((coders, "coders"), (variable, "variable")):
        if name is not None and name not in set(table[column]):
            raise UnknownNameError(column, name, map(str, table[column].unique()))
    table = numbers(table[table["coders"] == coders], ["value", "low", "high"], _WHERE)
    kept = table["group"] == "" if variable is None else (table["variable"] == variable) & (table["group"] != "")
    people = coders.replace(" | ", ", ")
    keys = ["variable", "group", "name"]
    beside = {"value": "percent", "low": "percent_low", "high": "percent_high"}
    shares = table.loc[table["measure"] == "percent", [*keys, *beside]].rename(columns=beside)
    alphas = table["measure"].str.startswith("alpha_") & (variable is None or table["measure"] == "alpha_nominal")
    rows = table[kept & alphas].merge(shares, on=keys, how="left", validate="many_to_one")
    check_rows(rows, ["variable", "name", "measure"], _WHERE)
    if variable is not None:
        rows = rows.sort_values(["value", "name"], ascending=[False, True], na_position="last", ignore_index=True)
        return rows.assign(row=rows["name"]), f"Agreement on {variable}: {people}"
    # The share is that of the classes, and stands beside the nominal alpha alone.
    scaled = rows["measure"] != "alpha_nominal"
    rows.loc[scaled, list(beside.values())] = float("nan")
    scale = " (" + rows["measure"].str.removeprefix("alpha_") + ")"
    return rows.assign(row=rows["variable"] + scale.where(scaled, "")), f"Agreement of coders: {people}"


def _evidence(row: Mapping[Hashable, Any]) -> list[str]:
    """What a row rests on, and whether it has a value at all."""
    n = int(row["n_units"])
    counted = "" if pd.isna(row["n_articles"]) else articles(int(row["n_articles"]))
    return [f"n = {n:,} unit{'' if n == 1 else 's'}", counted if isfinite(row["value"]) else "no estimate"]


def _draw(ax: Axes, rows: Sequence[Mapping[Hashable, Any]], middles: Sequence[float]) -> None:
    """Draw alphas with their intervals, and below them shares."""
    for y, row in zip(middles, rows, strict=True):
        shift = _SHIFT if isfinite(row["percent"]) else 0.0
        draw_interval(ax, y - shift, row["low"], row["high"])
        draw_dot(ax, row["value"], y - shift, "o", "white" if is_few(row["flag"]) else "black")
        draw_interval(ax, y + shift, row["percent_low"], row["percent_high"], color="#777777", linewidth=0.6)
        draw_dot(ax, row["percent"], y + shift, "D", "#BBBBBB", size=3.6)


def _notes(rows: pd.DataFrame) -> Iterator[str]:
    """Explain what is not said by names and axis."""
    yield interval_note(rows)
    if rows["percent"].notna().any():
        yield "Grey diamonds: share of pairs of coders that agree, on the same scale; it counts agreement by chance."
    yield "Dotted lines: .667 and .800, which Krippendorff (2019) asks for tentative and for firm conclusions."
    if rows["flag"].map(is_few).any():
        yield "Hollow dots: few units, few articles, or few codes beside the commonest."


def _caption(rows: pd.DataFrame, about: str) -> str:
    """Caption, to which the notes are added."""
    counted = [span(rows["n_units"], "units")]
    if rows["n_articles"].notna().all():
        counted.append(span(rows["n_articles"], "articles"))
    return f"{about}. Krippendorff's alpha with intervals; rows rest on {' in '.join(counted)} coded by two or more."


def _told(rows: pd.DataFrame, about: str) -> str:
    """Alternative text: every row, for there are few."""
    told = [
        f"{row['row']} {_SCALE.shown(row['value'])}" if isfinite(row["value"]) else f"{row['row']} without estimate"
        for row in rows.to_dict("records")
    ]
    return f"Dot plot. {about}. Alpha: {'; '.join(told)}."
