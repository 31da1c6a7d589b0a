"""How well what was found meets what people coded, source by source."""

from __future__ import annotations

from contextlib import nullcontext
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe
from framing.figures.choose import Scale, numbers
from framing.figures.dots import draw_dot, draw_interval, is_few, lay_rows, place_of, set_scale
from framing.figures.notes import Words, interval_note, span, write_words
from framing.figures.theme import theme
from framing.schema import VALIDATION, check

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

#: What is drawn in a row, from top to bottom: variable, measure, how it is called, its marker.
_DRAWN: Final = (
    ("mention", "precision", "precision", "o"),
    ("mention", "recall", "recall", "s"),
    ("label", "accuracy", "label", "D"),
    ("voice", "accuracy", "voice", "^"),
    ("stance", "accuracy", "stance", "v"),
)
_EXPLAINED: Final = {
    "precision": "precision: found mentions that people coded as one",
    "recall": "recall: coded mentions that were found",
    "label": "label, voice, stance: codes met among mentions rightly found",
}
_HOLLOW: Final = "Hollow: few coded units or articles; one more could move the estimate visibly."
#: Height of a line of evidence as a multiple of its letters, as in `framing.figures.dots`.
_LINE: Final = 1.2
_WHERE: Final = "plot_validation"
_NAMED: Final = ("actor", "group", "name", "class")

_Cells = dict[tuple[str, str, str], "dict[Hashable, Any]"]


def plot_validation(
    scores: pd.DataFrame,
    *,
    by: str = "source",
    actor: str = "",
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw precision, recall and accuracy of each source as dots with intervals.

    The first row is the whole corpus; sources follow by their precision, the largest on top. Each line of a row is
    named at the right, with the number of coded units it rests on. A mark is hollow where these, or their articles,
    are few, and there is none where too little was coded.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row per measure and part of the corpus, as ``validate(...).scores`` gives it.
    by : {"source", "label", "period"}
        Which parts of the corpus are the rows. Labels have no recall; they need an `actor`.
    actor : str
        The actor to draw; by default all together.
    names : mapping of str to str, optional
        How to print the names of sources (or labels) and of the actor.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If a column is missing, a row is there twice, or there is nothing to draw.
    UnknownNameError
        If the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({
    ...     "variable": "mention", "actor": "", "group": ["", "source"], "name": ["", "North"], "class": "",
    ...     "measure": "precision", "value": [0.9, 0.8], "low": [0.8, 0.6], "high": [0.95, 0.9], "n_coded": [60, 25],
    ...     "n_errors": [6, 5], "n_articles": [41, 17], "interval": "articles", "flag": ""})
    >>> [tick.get_text() for tick in plot_validation(scores).get_yticklabels()]
    ['all', 'North']
    """
    rows = _rows(scores, by, actor)
    cells: _Cells = {(str(row["name"]), row["variable"], row["measure"]): row for row in rows.to_dict("records")}
    ordered = _ordered(rows, cells)
    drawn = [each for each in _DRAWN if any((name, *each[:2]) in cells for name in ordered)]
    # A label may be called as its actor is.
    printed = [name if name == actor else (names or {}).get(name, name) for name in ordered]
    scale = Scale("Share, weighted to the corpus (%)", is_share=True, lowest=0, highest=1)
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        size = float(place.ax.xaxis.label.get_fontsize()) - 1
        evidence = [[_said([(each[2], cells.get((name, *each[:2]))) for each in drawn])] for name in ordered]
        middles = lay_rows(place, [name or "all" for name in printed], evidence)
        set_scale(place.ax, [0.0, 1.0], scale)
        for y, name in zip(middles, ordered, strict=True):
            for line, each in enumerate(drawn):
                row = cells.get((name, *each[:2]))
                if row is not None:
                    _draw(place.ax, row, y + (line - (len(drawn) - 1) / 2) * _LINE * size, each[3])
        notes = _notes(rows, [each[2] for each in drawn])
        title = (names or {}).get(actor, actor)
        write_words(place, Words(title, scale.title, notes))
        describe(place.ax, rows, " ".join([_caption(rows, by, title), *notes]), _alt(rows, by, title))
    return place.ax


def _rows(scores: pd.DataFrame, by: str, actor: str) -> pd.DataFrame:
    """Rows of the actor that are drawn: the whole corpus and its parts."""
    check(scores, VALIDATION, "scores")
    # A table that was written and read has lost its empty cells.
    kept = {name: scores[name].astype(object).where(scores[name].notna(), "").astype(str) for name in _NAMED}
    scores = scores.assign(**kept)
    if by not in ("source", "label", "period"):
        raise UnknownNameError("part of the corpus", by, ["source", "label", "period"])
    known = set(scores["actor"])
    if actor not in known:
        raise UnknownNameError("actor", actor, known - {""})
    wanted = scores["group"].isin(["", by]) & (scores["actor"] == actor) & (scores["class"] == "")
    asked = [f"{variable} {measure}" for variable, measure, *_ in _DRAWN]
    told = scores["variable"] + " " + scores["measure"]
    # What parts do not have, such as the recall of a label found, is not drawn.
    measured = told.isin(asked) & told.isin(set(told[wanted & (scores["group"] == by)]))
    rows = scores[wanted & measured].reset_index(drop=True)
    if not (rows["group"] == by).any():
        hint = "; choose an actor with actor=" if by == "label" and not actor else ""
        raise TableError(f"{_WHERE}: there is no score by {by} to draw{hint}")
    twice = rows.duplicated(["name", "variable", "measure"])
    if twice.any():
        raise TableError(f"scores: {rows.loc[twice, 'name'].iloc[0]!r} has a measure twice; give one validation")
    return numbers(rows, ["value", "low", "high"], _WHERE)


def _ordered(rows: pd.DataFrame, cells: _Cells) -> list[str]:
    """Names of the rows: the whole corpus, then parts by their precision, those without one last."""

    def precision(name: str) -> float:
        value = cells.get((name, "mention", "precision"), {}).get("value", float("nan"))
        return -value if isfinite(value) else float("inf")

    parts = sorted({str(name) for name in rows["name"]} - {""})
    return [*([""] if (rows["name"] == "").any() else []), *sorted(parts, key=precision)]


def _said(lines: Sequence[tuple[str, Mapping[Hashable, Any] | None]]) -> str:
    """What each line of a row is, and what it rests on; one line where there is no estimate at all."""
    told = [row for _, row in lines if row is not None]
    if not any(isfinite(row["value"]) for row in told):
        return f"n = {max((int(row['n_coded']) for row in told), default=0):,}: no estimate"
    words = []
    for name, row in lines:
        known = "" if row is None or isfinite(row["value"]) else ": no estimate"
        words.append(f"{name}: not coded" if row is None else f"{name}, n = {int(row['n_coded']):,}{known}")
    return "\n".join(words)


def _draw(ax: Axes, row: Mapping[Hashable, Any], y: float, marker: str) -> None:
    """Draw a mark and its whisker."""
    draw_interval(ax, y, row["low"], row["high"])
    draw_dot(ax, row["value"], y, marker, "white" if is_few(row["flag"]) else "black", size=4)


def _notes(rows: pd.DataFrame, drawn: Sequence[str]) -> list[str]:
    """Explain measures, whiskers, hollow marks, and what recall leaves out."""
    told = [words for name, words in _EXPLAINED.items() if name in drawn or (name == "label" and "voice" in drawn)]
    explained = "; ".join(told)
    found = [f"{explained[:1].upper()}{explained[1:]}. n: coded units in the denominator.", interval_note(rows)]
    known = rows[rows["value"].notna()]
    if known["flag"].map(is_few).any():
        found.append(_HOLLOW)
    if known["flag"].astype(str).str.contains("only|not coded").any():
        found.append("Recall is an upper bound: not all words in which nothing was found were coded.")
    return found


def _caption(rows: pd.DataFrame, by: str, title: str) -> str:
    of = f" ({title})" if title else ""
    return (
        f"Precision and recall of what was found{of}, against units coded by hand, by {by}: estimates weighted by the"
        f" probability of being drawn; each rests on {span(rows['n_coded'], 'units')}."
    )


def _alt(rows: pd.DataFrame, by: str, title: str) -> str:
    of = f" ({title})" if title else ""
    known = rows[(rows["measure"] == "precision") & rows["value"].notna() & (rows["name"] != "")]
    if known.empty:
        return f"Dot plot of precision and recall by {by}{of}; too little was coded for any {by}."
    ordered = known.sort_values("value", kind="stable")
    ends = [f"{100 * row['value']:.0f}% ({row['name']})" for row in (ordered.iloc[0], ordered.iloc[-1])]
    return f"Dot plot with one row per {by}{of}: precision lies from {' to '.join(dict.fromkeys(ends))}."
