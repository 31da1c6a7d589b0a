"""The words that a source sets around an actor more, and less, than others do: bars with intervals."""

from __future__ import annotations

from contextlib import nullcontext
from math import inf
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe
from framing.figures.choose import Scale
from framing.figures.dots import draw_interval, lay_rows, place_of, set_scale
from framing.figures.notes import Words, write_words
from framing.figures.theme import theme
from framing.schema import KEYNESS, check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

#: Words with a smaller adjusted p are drawn filled.
ALPHA: Final = 0.05
#: Colours of words that the source has more, and less; their lightness L* is 50 and 82.
MORE: Final = "#3C7DB0"
LESS: Final = "#CCCCCC"
#: Height of a bar in points.
_BAR: Final = 7.5
#: A whisker this many times as long as the longest bar breaks off in an arrow.
_LONG: Final = 2.2

_NUMBERS: Final = ("log_odds", "low", "high")


def plot_keyness(
    keyness: pd.DataFrame,
    *,
    source: str,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    top: int = 15,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words most typical of a source, and those most typical of its baseline, near an actor.

    A bar is the log odds ratio of a word, to the right where the source has it more often, with its interval. Words
    are chosen by the end of the interval nearer to 0, so that rare words with long whiskers do not push out certain
    ones, and ordered by the estimate. Filled bars are distinguishable from 0 (adjusted p below 0.05), hatched ones
    are not. At the right stand the occurrences in the source and in the baseline.

    Parameters
    ----------
    keyness : pandas.DataFrame
        One row per word, as `framing.keyness` gives it.
    source : str
        Whose words to draw.
    actor : str, optional
        Words near this actor; needed if the table holds several.
    names : mapping of str to str, optional
        How to print the names of sources and actors.
    top : int
        Words on each side, at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, as wide as the theme says and as high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a word, holds several actors or baselines, or no word differs.
    UnknownNameError
        If the source or the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.schema import KEYNESS
    >>> keyness = pd.DataFrame({
    ...     "actor": "opposition", "source": "North", "against": "rest", "word": ["seized", "freed"],
    ...     "log_odds": [1.2, -0.8], "low": [0.6, -1.9], "high": [1.8, 0.3], "p_adjusted": [0.001, 0.4]})
    >>> axes = plot_keyness(keyness.reindex(columns=list(KEYNESS), fill_value=9), source="North")
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['seized', 'freed']
    """
    printed = names or {}
    rows = typical(chosen(keyness, source, actor, "plot_keyness"), top, "plot_keyness")
    with theme() if ax is None else nullcontext():
        place = place_of(ax)
        middles = lay_rows(place, rows["word"].tolist(), _evidence(rows)[0 if not place.compact else 1])
        reach = _LONG * float(rows["log_odds"].abs().max())
        ends = rows[list(_NUMBERS)].clip(-reach, reach)
        set_scale(place.ax, ends.to_numpy().ravel(), Scale("", is_share=False, lowest=-inf, highest=inf))
        _draw(place.ax, rows, middles, reach)
        one, other = sides(rows, printed)
        axis = f"Log odds ratio: above 0 more often in {one}, below 0 in {other}"
        notes = [
            f"Filled: adjusted p below {ALPHA}; hatched: not.",
            f"At the right: occurrences in {one} v. {other}"
            + ("." if place.compact else ", articles that hold them."),
        ]
        write_words(place, Words(title(rows, printed), axis, notes))
        describe(place.ax, rows, *_described(rows, printed))
    return place.ax


def chosen(keyness: pd.DataFrame, source: str, actor: str | None, where: str) -> pd.DataFrame:
    """Words of one source near one actor, with known numbers."""
    check(keyness, KEYNESS, "keyness")
    if keyness.empty:
        raise TableError(f"{where}: the table of keyness has no rows; there is nothing to draw")
    rows = keyness.astype(dict.fromkeys(("actor", "source", "against", "word"), str))
    for name, wanted in (("source", source), ("actor", actor)):
        if wanted is not None and wanted not in set(rows[name]):
            raise UnknownNameError(name, wanted, set(rows[name]))
        if wanted is not None:
            rows = rows[rows[name] == wanted]
    for name, remedy in (("actor", "choose one with actor="), ("against", "draw a table with one")):
        found = sorted(set(rows[name]))
        if len(found) > 1:
            raise TableError(f"{where}: column {name!r} holds {', '.join(found[:12])}; {remedy}")
    twice = rows["word"].duplicated()
    if twice.any():
        raise TableError(
            f"keyness: source {source!r} has word {rows['word'][twice].iloc[0]!r} twice; draw a table with one row"
            " per source, actor and word"
        )
    known = np.isfinite(rows[list(_NUMBERS)].to_numpy(dtype=np.float64)).all(axis=1)
    drawn: pd.DataFrame = rows.loc[known].reset_index(drop=True)
    return drawn


def typical(rows: pd.DataFrame, top: int, where: str) -> pd.DataFrame:
    """The words of both sides that are surest to differ, ordered by the estimate."""
    if top < 1:
        raise TableError(f"{where}: top is {top}; give a number of words from 1")
    more = rows[rows["log_odds"] > 0].sort_values(["low", "word"], ascending=[False, True], kind="stable")
    less = rows[rows["log_odds"] < 0].sort_values(["high", "word"], kind="stable")
    kept = pd.concat([more.head(top), less.head(top)])
    if kept.empty:
        raise TableError(f"{where}: no word differs from the baseline; there is nothing to draw")
    return kept.sort_values(["log_odds", "word"], ascending=[False, True], kind="stable", ignore_index=True)


def sides(rows: pd.DataFrame, printed: Mapping[str, str]) -> tuple[str, str]:
    """How the source and its baseline are called."""
    source, against = rows["source"].iloc[0], rows["against"].iloc[0]
    return printed.get(source, source), "the others" if against == "rest" else printed.get(against, against)


def title(rows: pd.DataFrame, printed: Mapping[str, str]) -> str:
    """Say whose words near whom are drawn."""
    actor = rows["actor"].iloc[0]
    return f"{sides(rows, printed)[0]}: words near {printed.get(actor, actor)}"


def statistics(rows: pd.DataFrame, printed: Mapping[str, str]) -> str:
    """Say for a caption what the numbers are and rest on."""
    one, other = sides(rows, printed)
    row: Any = rows.iloc[0]
    return (
        "Log odds ratio (natural logarithm) with an informative prior, above 0 where the source has the word more"
        " often. Intervals are those of the table (95%, unless another level was asked for), from articles drawn"
        f" anew; p is adjusted after Benjamini and Hochberg. {one}: {int(row['n_words']):,} words near the actor in"
        f" {int(row['n_articles']):,} articles; {other}: {int(row['n_against_words']):,} words in"
        f" {int(row['n_against_articles']):,} articles."
    )


def _evidence(rows: pd.DataFrame) -> tuple[list[list[str]], list[list[str]]]:
    """Occurrences of each word on both sides, with and without the articles that hold it."""
    columns = ["n_word", "n_against_word", "n_word_articles", "n_against_word_articles"]
    counts = [[f"{int(number):,}" for number in row] for row in rows[columns].itertuples(index=False, name=None)]
    short = [[f"n = {own} v. {other}"] for own, other, _, _ in counts]
    return [[*n, f"{own} v. {other} articles"] for n, (_, _, own, other) in zip(short, counts, strict=True)], short


def _draw(ax: Axes, rows: pd.DataFrame, middles: Sequence[float], reach: float) -> None:
    """Draw bars, whiskers, the zero line, and a line between the two sides."""
    for y, row in zip(middles, rows.to_dict("records"), strict=True):
        sure = row["p_adjusted"] < ALPHA
        ax.barh(
            y, row["log_odds"], height=_BAR, facecolor=(MORE if row["log_odds"] > 0 else LESS) if sure else "white",
            edgecolor="black", linewidth=0.6, hatch=None if sure else "////", zorder=1,
        )  # fmt: skip
        draw_interval(ax, y, max(row["low"], -reach), min(row["high"], reach))
        for end, beyond, arrow in ((-reach, row["low"] < -reach, "<"), (reach, row["high"] > reach, ">")):
            if beyond:
                ax.plot([end], [y], marker=arrow, markersize=4, color="black", clip_on=False, zorder=3)
    ax.axvline(0, color="black", linewidth=0.6, zorder=2)
    n_more = int((rows["log_odds"] > 0).sum())
    if 0 < n_more < len(rows):
        ax.axhline((middles[n_more - 1] + middles[n_more]) / 2, color="black", linewidth=0.8, zorder=0)


def _described(rows: pd.DataFrame, printed: Mapping[str, str]) -> tuple[str, str]:
    """Caption and alternative text."""
    one, other = sides(rows, printed)
    sure = int((rows["p_adjusted"] < ALPHA).sum())
    caption = (
        f"{title(rows, printed)}, set against {other}. {statistics(rows, printed)} Filled bars have an adjusted p"
        f" below {ALPHA}, hatched ones have not. Drawn are the words whose intervals stay farthest from 0."
    )
    more, less = (rows.loc[rows["log_odds"] * sign > 0, "word"].tolist()[::sign][:3] for sign in (1, -1))
    parts = [f"{', '.join(words)} lead for {name}" for words, name in ((more, one), (less, other)) if words]
    return caption, f"Bars of {len(rows)} words: {'; '.join(parts)}. {sure} of them are distinguishable from 0."
