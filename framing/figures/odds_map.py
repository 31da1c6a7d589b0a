"""Which labels each source uses more or less often than its baseline: a heat map of odds ratios."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite, isnan, log2
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.patches import Patch

from framing.errors import TableError
from framing.figures.caption import describe
from framing.figures.cells import UNSURE, columns_that_fit, draw_cell, edges_of, fit_columns
from framing.figures.choose import alone, check_rows, numbers, pick
from framing.figures.dots import lay_rows, place_of
from framing.figures.notes import Words, span, write_words
from framing.figures.theme import theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes

_WHERE: Final = "plot_odds_map"
_COLUMNS: Final = (
    "actor", "measure", "label", "source", "against", "value", "odds_ratio", "p_adjusted", "n_mentions", "n_articles",
)  # fmt: skip
#: A p below this is called distinguishable.
_ALPHA: Final = 0.05
#: Log2 odds ratios beyond these have the colour of these: eight times the odds.
_END: Final = 3.0
#: Dark blue for seldom, grey for as often, yellow for often: lightness rises evenly, so the sign survives in grey.
_MAP: Final = "cividis"
_NARROW: Final = 6.3
_WIDEST: Final = "\u22128.8"


def plot_odds_map(
    comparisons: pd.DataFrame,
    *,
    actor: str | None = None,
    top: int = 8,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much more or less often each source uses a label than its baseline does.

    Rows are sources with their mentions, columns the most frequent labels, the most frequent one at the left. A
    number is the odds ratio as a power of two: +1 is twice the odds of the baseline, \u22121 half of them. Dark
    fields are negative, light ones positive. Fields are hatched where the adjusted p is not below 0.05. A field
    without a value is blank. Rows are ordered by the first label.

    Parameters
    ----------
    comparisons : pandas.DataFrame
        Label shares compared, as ``framing.compare_sources(mentions, "label_share")`` gives them; rows of other
        measures are left out.
    actor : str, optional
        The actor to draw; needed if the table holds several.
    top : int
        Number of labels drawn, fewer where there is no room.
    names : mapping of str to str, optional
        How to print the names of actors and sources.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table holds no label shares, lacks a column, repeats a row, or holds several baselines, or several
        actors of which none was chosen.
    UnknownNameError
        If the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> comparisons = pd.DataFrame({
    ...     "actor": "opposition", "measure": "label_share", "label": ["rebel", "terrorist"] * 2,
    ...     "source": ["North", "North", "South", "South"], "against": "rest", "value": [0.6, 0.4, 0.8, 0.2],
    ...     "odds_ratio": [0.375, 2.667, 2.667, 0.375], "p_adjusted": [0.01, 0.01, 0.2, 0.2],
    ...     "n_mentions": [40, 40, 30, 30], "n_articles": [12, 12, 9, 9]})
    >>> axes = plot_odds_map(comparisons)
    >>> [text.get_text() for text in axes.texts if text.get_text()[:1] in ("+", "\u2212")]
    ['\u22121.4', '+1.4', '+1.4', '\u22121.4']
    """
    table, printed, baseline = _picked(comparisons, actor, top, names or {})
    labels = _labels(table, top)
    sources = _sources(table, labels[0])
    with theme() if ax is None else nullcontext():
        place = place_of(ax, _NARROW)
        n = dict(zip(table["source"], table["n_mentions"].astype(int), strict=True))
        written = [f"{printed.get(name, name)}\n({n[name]:,})" for name in sources]
        middles = lay_rows(place, written, [[""]] * len(written), least=15)
        labels = labels[: columns_that_fit(place.ax, _WIDEST)]
        size = fit_columns(place.ax, [_short(label) for label in labels], _WIDEST)
        edges = edges_of(middles)
        drawn = table[table["label"].isin(labels)]
        for cells in drawn.to_dict("records"):
            row, column = sources.index(cells["source"]), labels.index(cells["label"])
            log = _log(cells["odds_ratio"])
            if not isnan(log):
                level = (min(max(log, -_END), _END) + _END) / (2 * _END)
                draw_cell(
                    place.ax, (column, edges[row], edges[row + 1]), level, _signed(log), size,
                    cmap=_MAP, unsure=not cells["p_adjusted"] < _ALPHA,
                )  # fmt: skip
        title = printed.get(str(table["actor"].iloc[0]), str(table["actor"].iloc[0]))
        notes = list(_notes(table, len(labels), baseline))
        unsure = Patch(facecolor="white", edgecolor="#555555", hatch=UNSURE, label="not distinguishable")
        write_words(place, Words(title, "Label, the most frequent first", notes), [unsure])
        caption = (
            f"Odds ratios of label shares, of {title}: {len(sources)} sources against {baseline}. Each source rests"
            f" on {span(n.values(), 'mentions')} in {span(table['n_articles'], 'articles')}."
        )
        describe(place.ax, drawn, " ".join([caption, *notes]), _alt(drawn, title, baseline))
    return place.ax


def _picked(
    comparisons: pd.DataFrame, actor: str | None, top: int, names: Mapping[str, str]
) -> tuple[pd.DataFrame, Mapping[str, str], str]:
    """Label shares of one actor, compared with one baseline; the names to print; what the baseline is called."""
    check(comparisons, _COLUMNS, "comparisons")
    if top < 1:
        raise TableError(f"{_WHERE}: top is {top}; draw 1 label or more")
    table = comparisons[comparisons["measure"].astype(str) == "label_share"]
    if table.empty:
        raise TableError(f"{_WHERE}: the table has no rows with the measure 'label_share'; there is nothing to draw")
    table = pick(table, "actor", actor, _WHERE)
    picked = alone(table, ["label"], _WHERE)
    check_rows(table, ["source", "label"], _WHERE)
    table = numbers(table, ["value", "p_adjusted", "n_mentions", "n_articles"], _WHERE)
    odds = pd.to_numeric(table["odds_ratio"].astype(object), errors="coerce").astype(float)
    table = table.assign(source=table["source"].astype(str), label=table["label"].astype(str), odds_ratio=odds)
    against = picked["against"]
    return table, names, "all other sources" if against == "rest" else names.get(against, against)


def _labels(table: pd.DataFrame, top: int) -> list[str]:
    """The labels with the most mentions in all sources."""
    n = (table["value"] * table["n_mentions"]).groupby(table["label"]).sum()
    return sorted(n.index, key=lambda label: (-round(n[label]), label))[:top]


def _sources(table: pd.DataFrame, label: str) -> list[str]:
    """Sources ordered by their odds of a label, those without a value last."""
    odds = table[table["label"] == label].set_index("source")["odds_ratio"]
    return sorted(set(table["source"]), key=lambda name: (-odds.fillna(-1).get(name, -1), name))


def _log(odds: float) -> float:
    """Logarithm to base 2, infinite for odds of 0."""
    return log2(odds) if odds > 0 else -float("inf") if odds == 0 else float("nan")


def _signed(log: float) -> str:
    """Print a logarithm with its sign; where one side never uses the label, with the sign of infinity."""
    if not isfinite(log):
        return "+\u221e" if log > 0 else "\u2212\u221e"
    return f"{log:+.1f}".replace("-", "\u2212") if abs(log) >= 0.05 else "0"


def _short(label: str) -> str:
    words = label.replace("_", " ")
    return words if len(words) <= 24 else words[:23].rstrip() + "\u2026"


def _notes(table: pd.DataFrame, n_drawn: int, baseline: str) -> Iterator[str]:
    """Explain numbers, colours, hatches and what is not drawn."""
    yield (
        f"Numbers: log2 of the odds ratio against {baseline}; +1 is twice the odds, \u22121 half. Dark: less often,"
        " light: more often. In brackets: mentions."
    )
    yield "Hatched: p not below 0.05, adjusted for all comparisons of the table. Blank: no comparison."
    if not table["odds_ratio"].between(1e-12, 1e12).all():
        yield "\u2212\u221e: the source never uses the label; +\u221e: it alone does, or always."
    n_labels = table["label"].nunique()
    if n_drawn < n_labels:
        yield f"Shown are the {n_drawn} most frequent labels of {n_labels}."


def _alt(drawn: pd.DataFrame, title: str, baseline: str) -> str:
    """Alternative text: how many fields tell sources apart."""
    told = drawn[drawn["p_adjusted"] < _ALPHA]
    more = int((told["odds_ratio"] > 1).sum())
    return (
        f"Heat map of odds ratios of labels, of {title}: {drawn['source'].nunique()} sources by"
        f" {drawn['label'].nunique()} labels. {more} fields lie above {baseline} and {len(told) - more} below with an"
        f" adjusted p below 0.05; {len(drawn) - len(told)} are not distinguishable."
    )
