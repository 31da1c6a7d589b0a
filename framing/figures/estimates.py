"""One measure in many sources: a dot with its interval for each."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite, nan
from typing import TYPE_CHECKING, Any, Final

from framing.figures.caption import describe
from framing.figures.choose import alone, check_rows, counted, numbers, pick, scale_of
from framing.figures.dots import HOLLOW, articles, draw_dot, draw_interval, is_few, lay_rows, place_of, set_scale
from framing.figures.frame import one_column
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.figures.choose import Scale

#: Columns of a second estimate, not corrected for the errors of whoever or whatever coded the mentions.
_NAIVE: Final = ("naive", "naive_low", "naive_high")
_WHERE: Final = "plot_estimates"


def plot_estimates(
    table: pd.DataFrame,
    *,
    by: str | Sequence[str] = "source",
    label: str | None = None,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    reference: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one measure of each source as a dot with its interval.

    Any table of measures can be drawn: shares of labels, categories or voices, valence, stance, rates. Rows are
    ordered by the estimate, the largest on top; at the right stand the mentions and articles they rest on. A dot is
    hollow where these are few. The scale is chosen so that every interval is on it, and a note says so where it does
    not start at 0. Where the table has a second estimate that is not corrected for errors of coding (columns
    ``naive``, ``naive_low``, ``naive_high``), it is a hollow square with a dotted interval below the first; with a
    column ``n_coded``, the number of coded units stands at the right.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source, and per actor and label, as `framing.label_shares`, `framing.stance_means`,
        `framing.mention_rate` or another measure gives it. A row without a value is kept, and says so.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "voice"]``.
    label, actor : str, optional
        Which to draw; needed if the table holds several. `label` names a category in a table without labels.
    names : mapping of str to str, optional
        How to print the names of actors and labels.
    reference : float, optional
        A value to compare with, such as that of all sources together, drawn as a dotted line.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds several measures, actors, labels, voices or
        the like of which none was chosen.
    UnknownNameError
        If the actor or the label is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "source": ["North", "South"], "actor": "opposition", "measure": "label_valence",
    ...     "value": [-0.4, 0.1], "low": [-0.7, -0.1], "high": [-0.2, 0.3], "n_mentions": [8, 34],
    ...     "n_articles": [2, 12], "interval": "articles", "flag": ["few mentions", ""]})
    >>> axes = plot_estimates(table)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['South', 'North']
    """
    keys = [by] if isinstance(by, str) else list(by)
    table, unit = counted(table)
    table, by = one_column(table, by)
    check(table, [by, *MEASURES], "table")
    table, picked = _picked(table, by, keys, {"actor": actor, "label": label})
    printed = {key: (names or {}).get(name, name) for key, name in picked.items()}
    scale = scale_of(picked["measure"], printed)
    values = ["value", "low", "high", *(column for column in _NAIVE if column in table.columns)]
    table = numbers(table, values, _WHERE)
    table = table.sort_values(["value", by], ascending=[False, True], na_position="last", ignore_index=True)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        written = [(names or {}).get(name, name) for name in table[by]]
        middles = lay_rows(place, written, [_evidence(row, unit) for row in table.to_dict("records")])
        ends = [*table[values].to_numpy().ravel(), *([] if reference is None else [reference])]
        cut = set_scale(place.ax, ends, scale)
        if reference is not None:
            place.ax.axvline(reference, color="black", linewidth=0.8, linestyle=":", zorder=1)
        _draw(place.ax, table, middles)
        notes = list(_notes(table, scale, reference, cut=cut))
        write_words(place, Words(printed.get("actor", ""), scale.title, notes))
        caption, alt = _described(table, by, scale, (printed.get("actor", ""), unit))
        describe(place.ax, table, " ".join([caption, *notes]), alt)
    return place.ax


def _picked(
    table: pd.DataFrame, by: str, keys: list[str], wanted: Mapping[str, str | None]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows of one actor, label and so on, and what these are."""
    if table.empty:
        check_rows(table, [by], _WHERE)
    for column, name in wanted.items():
        of = (
            "category"
            if column == "label" and "label" not in table.columns and "category" in table.columns
            else column
        )
        if of not in keys or name is not None:
            table = pick(table, of, name, _WHERE, column)
    picked = alone(table, keys, _WHERE)
    # Corrected categories and voices ("own", "rebel: own") have their names in the column of labels.
    if picked.get("measure") == "category_share" and "category" not in picked:
        picked["category"] = picked.get("label", "")
    if picked.get("measure") == "voice_share" and "voice" not in table.columns:
        picked["label"], _, picked["voice"] = picked.get("label", "").rpartition(": ")
    check_rows(table, [by], _WHERE)
    return table.assign(**{by: table[by].astype(str)}), picked


def _evidence(row: Mapping[Hashable, Any], unit: str) -> list[str]:
    """What a row rests on, and whether it has a value at all."""
    count = f"n = {int(row['n_mentions']):,}" + ("" if unit == "mentions" else f" {unit}")
    coded = [f"{int(row['n_coded']):,} coded"] if "n_coded" in row else []
    return [count, articles(int(row["n_articles"])) if isfinite(row["value"]) else "no estimate", *coded]


def _draw(ax: Axes, table: pd.DataFrame, middles: Sequence[float]) -> None:
    """Draw dots and intervals, and below them those that are not corrected."""
    shift = 3.2 if "naive" in table.columns else 0.0
    for y, row in zip(middles, table.to_dict("records"), strict=True):
        draw_interval(ax, y - shift, row["low"], row["high"])
        draw_dot(ax, row["value"], y - shift, "o", "white" if is_few(row["flag"]) else "black")
        if "naive" in row:
            low, high = row.get("naive_low", nan), row.get("naive_high", nan)
            draw_interval(ax, y + shift, low, high, linestyle=":", color="#555555")
            draw_dot(ax, row["naive"], y + shift, "s", "white", size=3.6)


def _notes(table: pd.DataFrame, scale: Scale, reference: float | None, *, cut: bool) -> Iterator[str]:
    """Explain what is not said by names and axis."""
    yield interval_note(table)
    if "naive" in table.columns:
        yield "Dots: corrected for errors of coding. Squares with dotted whiskers: as found, not corrected."
    if (table["flag"].map(is_few) & table["value"].notna()).any():
        yield HOLLOW
    if reference is not None:
        yield f"Dotted line: reference value, {scale.shown(reference)}."
    if cut:
        yield "The scale does not start at 0."


def _described(table: pd.DataFrame, by: str, scale: Scale, words: tuple[str, str]) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    actor, unit = words
    of = f" ({actor})" if actor else ""
    rows = f"{len(table)} rows" if len(table) > 1 else "1 row"
    caption = (
        f"{scale.title}{of}, by {by}: estimates with intervals, the largest on top; {rows}, each resting on"
        f" {span(table['n_mentions'], unit)} in {span(table['n_articles'], 'articles')}."
    )
    known = table[table["value"].notna()]
    if known.empty:
        return caption, f"Dot plot of {scale.title}{of} without any estimate."
    first, last = known.iloc[0], known.iloc[-1]
    ends = f"{first[by]} has the highest estimate, {scale.shown(first['value'])}"
    if len(known) > 1:
        ends += f"; {last[by]} the lowest, {scale.shown(last['value'])}"
    return caption, f"Dot plot with one row per {by}: {scale.title}{of}. {ends}."
