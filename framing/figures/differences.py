"""Differences between sources: dots with intervals around zero, what is proven and what is equivalent."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Rectangle

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.choose import alone, check_rows, is_share, numbers, pick, scale_of
from framing.figures.dots import articles, draw_dot, draw_interval, lay_rows, place_of, set_scale
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.figures.choose import Scale

_WHERE: Final = "plot_differences"
#: Columns drawn. ``p_equivalence`` is read where a margin is given.
_COLUMNS: Final = (
    "actor", "measure", "label", "source", "against", "difference", "low", "high", "p_adjusted", "n_mentions",
    "n_articles", "n_against_mentions", "n_against_articles", "interval",
)  # fmt: skip
#: A difference that is not corrected for the errors of whoever or whatever coded the mentions.
_NAIVE: Final = ("naive", "naive_low", "naive_high")
#: More rows than these do not fit on a page.
_MOST: Final = 30
#: A p below this is called proven, or equivalent.
_ALPHA: Final = 0.05
#: What compared sources call the pool of all others.
_REST: Final = "rest"
#: Width in inches below which the evidence takes several lines.
_NARROW: Final = 6.3
_BAND: Final = "#E4E4E4"


def plot_differences(
    comparisons: pd.DataFrame,
    *,
    actor: str | None = None,
    label: str | None = None,
    margin: float | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the difference of each source from its baseline, a dot with its interval beside zero.

    Where all rows have one baseline, a row is named by its source and the axis by the baseline; else a row is a pair,
    "North \u2013 South", and its difference North less South. Dots are filled where the adjusted p is below 0.05 and
    hollow elsewhere. At the right stand the adjusted p and the mentions and articles of the source v. its baseline.
    Where the table was corrected by coded units, the difference as found is a hollow square with a dotted interval
    below the corrected one. Rows are ordered by the difference, the largest on top. Of more than 30, the 30 that lie
    farthest from zero are drawn; a note and the caption say so.

    Parameters
    ----------
    comparisons : pandas.DataFrame
        One row per source and baseline, as `framing.compare_sources` gives it.
    actor, label : str, optional
        Which to draw; needed if the table holds several. Categories are labels here.
    margin : float, optional
        Differences smaller than this, in the unit of the measure (0.1 for ten percentage points), are declared to be
        of no interest: a grey band shows them, and rows whose ``p_equivalence`` is below 0.05 are called equivalent.
        The table must have been made with the same margin.
    names : mapping of str to str, optional
        How to print the names of actors, labels and sources.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds several measures, actors or labels of which
        none was chosen, or if the margin is not above 0.
    UnknownNameError
        If the actor or the label is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> comparisons = pd.DataFrame({
    ...     "actor": "opposition", "measure": "label_valence", "label": "", "source": ["North", "South"],
    ...     "against": "rest", "difference": [-0.4, 0.1], "low": [-0.6, -0.1], "high": [-0.2, 0.3],
    ...     "p_adjusted": [0.004, 0.31], "n_mentions": [34, 28], "n_articles": [12, 9],
    ...     "n_against_mentions": [80, 86], "n_against_articles": [20, 23], "interval": "articles"})
    >>> axes = plot_differences(comparisons)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['South', 'North']
    """
    table, picked = _picked(comparisons, actor, label, margin)
    printed = {key: (names or {}).get(name, name) for key, name in picked.items()}
    n_rows = len(table)
    table = _farthest(table)
    baseline = _baseline(table, names or {})
    scale = _scale(picked["measure"], printed, baseline)
    with theme() if ax is None else nullcontext():
        place = place_of(ax, _NARROW)
        rows: list[dict[str, Any]] = [
            {str(key): cell for key, cell in row.items()} for row in table.to_dict("records")
        ]
        # Where room is scarce, the numbers of articles are left to the caption and the data.
        evidence = [_evidence(row, margin)[: -1 if place.compact else None] for row in rows]
        middles = lay_rows(place, [_name(row, names or {}, pairs=not baseline) for row in rows], evidence)
        drawn = ["difference", "low", "high", *(column for column in _NAIVE if column in table.columns)]
        ends = [*table[drawn].to_numpy().ravel(), *([margin, -margin] if margin else [])]
        set_scale(place.ax, ends, scale)
        if margin:
            bottom = float(place.ax.get_ylim()[0])
            place.ax.add_patch(
                Rectangle((-margin, 0), 2 * margin, bottom, facecolor=_BAND, edgecolor="none", zorder=-1)
            )
        place.ax.axvline(0, color="black", linewidth=0.6, zorder=0)
        _draw(place.ax, rows, middles)
        notes = list(_notes(table, scale, margin, n_rows))
        write_words(place, Words(printed.get("actor", ""), scale.title, notes))
        caption, alt = _described(table, scale, baseline, printed.get("actor", ""))
        describe(place.ax, table, " ".join([caption, *notes]), alt)
    return place.ax


def _draw(ax: Axes, rows: Sequence[Mapping[str, Any]], middles: Sequence[float]) -> None:
    """Draw dots and intervals, and below them those that are not corrected."""
    for y, row in zip(middles, rows, strict=True):
        shift = 3.2 if "naive" in row else 0.0
        draw_interval(ax, y - shift, row["low"], row["high"])
        draw_dot(ax, row["difference"], y - shift, "o", "black" if row["p_adjusted"] < _ALPHA else "white")
        if "naive" in row:
            draw_interval(ax, y + shift, row["naive_low"], row["naive_high"], linestyle=":", color="#555555")
            draw_dot(ax, row["naive"], y + shift, "s", "white", size=3.6)


def _picked(
    comparisons: pd.DataFrame, actor: str | None, label: str | None, margin: float | None
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Comparisons of one actor and label, and what these are."""
    check(comparisons, [*_COLUMNS, *(["p_equivalence"] if margin is not None else [])], "comparisons")
    if margin is not None and not (isfinite(margin) and margin > 0):
        raise TableError(f"{_WHERE}: margin={margin:g} is no width of a band; give a number above 0")
    if comparisons.empty:
        check_rows(comparisons, ["source"], _WHERE)
    table = pick(comparisons, "actor", actor, _WHERE)
    table = pick(table, "label", label, _WHERE)
    picked = alone(table, ["against"], _WHERE)
    check_rows(table, ["source", "against"], _WHERE)
    # Comparisons of categories, and of voices ("own", "rebel: own"), have their names in the column of labels.
    if picked["measure"] == "category_share":
        picked["category"] = picked["label"]
    if picked["measure"] == "voice_share":
        picked["label"], _, picked["voice"] = picked["label"].rpartition(": ")
    columns = ["difference", "low", "high", "p_adjusted", *(["p_equivalence"] if margin is not None else [])]
    columns += [column for column in _NAIVE if column in table.columns]
    table = numbers(table, columns, _WHERE)
    return table.assign(source=table["source"].astype(str), against=table["against"].astype(str)), picked


def _farthest(table: pd.DataFrame) -> pd.DataFrame:
    """The differences that lie farthest from zero, ordered."""
    keys = ["source", "against"]
    size = table["difference"].abs().rename("size")
    kept = table.assign(size=size).sort_values(["size", *keys], ascending=[False, True, True], na_position="last")
    kept = kept.head(_MOST).drop(columns="size")
    return kept.sort_values(
        ["difference", *keys], ascending=[False, True, True], na_position="last", ignore_index=True
    )


def _baseline(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Baseline of all rows, or "" where there are several."""
    found = table["against"].unique()
    if len(found) > 1:
        return ""
    name = str(found[0])
    return "all other sources" if name == _REST else names.get(name, name)


def _name(row: Mapping[str, Any], names: Mapping[str, str], *, pairs: bool) -> str:
    source, against = (names.get(row[key], row[key]) for key in ("source", "against"))
    # The dash stays with the second name.
    return f"{source}\n\u2013\u00a0{against}" if pairs else str(source)


def _scale(measure: str, printed: Mapping[str, str], baseline: str) -> Scale:
    """Axis of the difference in a measure: shares differ by percentage points."""
    of = scale_of(measure, printed)
    unit = ", percentage points" if is_share(measure) else ""
    words = of.title.removesuffix(" (%)")
    compared = f"source less {baseline}" if baseline else "first source less second"
    title = f"Difference in {words[:1].lower()}{words[1:]}: {compared}{unit}"
    return of._replace(title=title, lowest=-float("inf"), highest=float("inf"))


def _evidence(row: Mapping[str, Any], margin: float | None) -> list[str]:
    """Adjusted p, whether the two are equivalent, and what both sides rest on."""
    p = row["p_adjusted"]
    written = "no p" if not isfinite(p) else "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    same = ["equivalent" if row["p_equivalence"] < _ALPHA else ""] if margin is not None else []
    return [
        written,
        *same,
        f"n = {int(row['n_mentions']):,} v. {int(row['n_against_mentions']):,}",
        f"{int(row['n_articles']):,} v. {articles(int(row['n_against_articles']))}",
    ]


def _notes(table: pd.DataFrame, scale: Scale, margin: float | None, n_rows: int) -> Iterator[str]:
    """Explain filling, p, band, and what is not drawn."""
    yield interval_note(table)
    if "naive" in table.columns:
        yield "Dots: corrected for errors of coding. Squares with dotted whiskers: as found, not corrected."
    yield "Filled dots: p below 0.05, adjusted for all comparisons of the table. Numbers: first v. second side."
    if margin is not None:
        shown = f"{100 * margin:g} percentage points" if scale.is_share else f"{margin:g}"
        yield f"Grey band: differences of less than {shown}; equivalent: p below 0.05 against larger ones."
    if len(table) < n_rows:
        rest = n_rows - len(table)
        yield f"Shown are the {len(table)} largest differences of {n_rows}; the other {rest} are nearer to 0."


def _described(table: pd.DataFrame, scale: Scale, baseline: str, actor: str) -> tuple[str, str]:
    """Caption, to which the notes are added, and alternative text."""
    of = f" ({actor})" if actor else ""
    rows = f"{len(table)} rows" if len(table) > 1 else "1 row"
    n, n_articles = ([*table[f"n_{name}"], *table[f"n_against_{name}"]] for name in ("mentions", "articles"))
    caption = (
        f"{scale.title}{of}. {rows}, ordered by the difference; each side rests on {span(n, 'mentions')} in"
        f" {span(n_articles, 'articles')}."
    )
    proven = table[table["p_adjusted"] < _ALPHA]
    ups, downs = int((proven["difference"] > 0).sum()), int((proven["difference"] < 0).sum())
    against = baseline or "the second source"
    return caption, (
        f"Dot plot of differences around zero{of}, {rows}. {ups} lie above {against} and {downs} below with an"
        f" adjusted p below 0.05; {len(table) - len(proven)} do not."
    )
