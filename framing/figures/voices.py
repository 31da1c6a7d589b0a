"""In whose voice each source uses a label: stacked bars."""

from __future__ import annotations

from contextlib import nullcontext
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import new_columns, new_figure, one_column
from framing.figures.stacked import ROW, Bar, Look, Words, draw_bars, draw_columns
from framing.figures.theme import theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Lightness L* falls from 92 to 18 towards the outlet's own voice.
_LOOKS: Final = {
    "own": Look("#23303B", "white"),
    "indirect": Look("#9FB4C4", "black"),
    "direct": Look("#F0EBDD", "black", "...."),
}
#: More panels than these are too narrow to read.
_PANELS: Final = 4
#: Longest line of the title of a panel, in characters.
_TITLE: Final = 22
_WORDS: Final = Words("Share of the mentions by the label (%)", "interval of the share in own voice")


def plot_voices(
    shares: pd.DataFrame,
    *,
    label: str | None = None,
    actor: str | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw in whose voice each source uses one label.

    One bar is a source; its segments are the shares of the outlet's own voice, of indirect and of direct speech.
    Sources are ordered by the share in own voice, whose interval stands below each bar.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row per source, actor, label and voice, as `framing.voice_shares` gives it.
    label, actor : str, optional
        The label to draw, and of which actor; needed if the table holds several.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "position"]``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default axes of a new figure, 190 mm wide.

    Returns
    -------
    matplotlib.axes.Axes
        Nothing is shown or saved; see `save_figure`.

    Raises
    ------
    TableError
        If the table is empty, lacks a column, repeats a row, or holds several labels.
    UnknownNameError
        If the label or the actor is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "actor": "opposition", "label": "terrorist", "voice": ["own", "indirect", "direct"],
    ...     "measure": "voice_share", "value": [0.2, 0.5, 0.3], "low": [0.1, 0.3, 0.2], "high": [0.4, 0.7, 0.5],
    ...     "n_mentions": 40, "n_articles": 12, "interval": "articles", "flag": ""})
    >>> [text.get_text() for text in plot_voices(shares).texts if text.get_visible()]
    ['n = 40, 12 articles', 'own 20%', 'indirect 50%', 'direct 30%']
    """
    shares, name = one_column(shares, by)
    mine = _chosen(shares, "actor", actor, "plot_voices", name)
    mine = _chosen(mine, "label", label, "plot_voices", name)
    bars = _bars(mine, name)
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = new_figure([ROW * len(bars)])[1][0]
        draw_bars(ax, f"{mine['label'].iloc[0]} ({mine['actor'].iloc[0]})", bars, _LOOKS, _WORDS)
        _describe(ax, mine, name)
    return ax


def plot_voice_panels(
    shares: pd.DataFrame, *, labels: Sequence[str] | None = None, by: str | Sequence[str] = "source"
) -> Figure:
    r"""Draw in whose voice each source uses several labels, one panel per label, side by side.

    A source has the same row in all panels. Rows are ordered by the share in own voice of the first label; sources
    that never use it come last, with ``n = 0``.

    Parameters
    ----------
    shares, by
        As for `plot_voices`.
    labels : sequence of str, optional
        The labels to draw, in their order, four at most; by default the four with the most mentions.

    Returns
    -------
    matplotlib.figure.Figure
        190 mm wide; twenty sources fill a page.

    Raises
    ------
    TableError
        As for `plot_voices`, or if the labels asked for are none or too many to draw.
    UnknownNameError
        If a label is not in the table.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "actor": "opposition", "label": ["rebel", "terrorist"], "voice": "own",
    ...     "measure": "voice_share", "value": 1.0, "low": 0.5, "high": 1.0, "n_mentions": [9, 4],
    ...     "n_articles": 3, "interval": "articles", "flag": "few mentions"})
    >>> [axes.get_title(loc="left") for axes in plot_voice_panels(shares).axes][:2]
    ['rebel\n(opposition)', 'terrorist\n(opposition)']
    """
    shares, name = one_column(shares, by)
    _check(shares, "plot_voice_panels", name)
    drawn = _panels(shares, labels, name)
    if not 0 < len(drawn) <= _PANELS:
        raise TableError(
            f"plot_voice_panels: labels= asks for {len(drawn)} panels; a page holds 1 to {_PANELS}: draw the rest in"
            " another figure"
        )
    panels = [
        ("\n".join([*wrap(label, _TITLE), f"({actor})"]), {bar.name: bar for bar in _bars(rows, name)})
        for (actor, label), rows in drawn
    ]
    # The bars of each panel come in their order: those of the first, then the sources that only others hold.
    names = list(dict.fromkeys([*panels[0][1], *sorted(bar for _, bars in panels for bar in bars)]))
    with theme():
        figure, axes, foot = new_columns(len(panels), ROW * len(names))
        draw_columns(axes, foot, panels, names, _LOOKS, _WORDS)
        _describe(foot, pd.concat([rows for _, rows in drawn]), name)
    return figure


def _describe(ax: Axes, shares: pd.DataFrame, by: str) -> None:
    """Say what bars and whiskers are, and where each label is most and least the outlet's own word."""
    labels = list(dict.fromkeys(shares["label"].astype(str)))
    caption = (
        f"In whose voice each {by} uses {', '.join(labels)}: share of the mentions by the label in the outlet's own"
        " voice, in indirect and in direct speech. Whiskers are the 95 % interval of the share in own voice over"
        f" articles. {rests_on(shares)}"
    )
    own = shares[shares["voice"] == "own"]
    told = [f"{label} {from_to(own[own['label'].astype(str) == label], by, percent=True)}" for label in labels]
    describe(ax, shares, caption, f"Stacked bars, one per {by}; in own voice: {'; '.join(told)}.")


def _panels(
    shares: pd.DataFrame, labels: Sequence[str] | None, by: str
) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    """The rows of each actor and label to draw: those asked for, or those with the most mentions."""
    named: Any = shares.drop_duplicates([by, "actor", "label"]).groupby(["actor", "label"])["n_mentions"].sum()
    ranked = sorted(named.items(), key=lambda item: (-item[1], str(item[0])))
    if labels is None:
        wanted = [key for key, _ in ranked[:_PANELS]]
    else:
        known = {str(label) for (_, label), _ in ranked}
        for label in labels:
            if label not in known:
                raise UnknownNameError("label", label, known)
        wanted = [key for label in labels for key, _ in ranked if key[1] == label]
    return [(key, shares[(shares["actor"] == key[0]) & (shares["label"] == key[1])]) for key in wanted]


def _check(shares: pd.DataFrame, where: str, by: str) -> None:
    check(shares, [by, "actor", "label", "voice", *MEASURES], "shares")
    if shares.empty:
        raise TableError(f"{where}: the table of shares has no rows; there is nothing to draw")
    if shares.duplicated([by, "actor", "label", "voice"]).any():
        raise TableError(
            f"{where}: the table has a row twice; draw one with one row per {by}, actor, label and voice"
        )


def _chosen(shares: pd.DataFrame, column: str, name: str | None, where: str, by: str) -> pd.DataFrame:
    """The rows of one actor or label: the one asked for, or the only one."""
    _check(shares, where, by)
    known = sorted(map(str, shares[column].unique()))
    if name is None and len(known) > 1:
        raise TableError(
            f"{where}: the table holds {len(known)} {column}s ({', '.join(known)}); choose one with {column}="
        )
    if name is not None and name not in known:
        raise UnknownNameError(column, name, known)
    return shares if name is None else shares[shares[column] == name]


def _bars(shares: pd.DataFrame, by: str) -> list[Bar]:
    bars = []
    for name, of in shares.groupby(by, sort=True, observed=True):
        first = of.iloc[0]
        own = of[of["voice"] == "own"]
        value, low, high = (float(own[end].iloc[0]) if len(own) else 0.0 for end in ("value", "low", "high"))
        interval = (value, low, high) if len(own) else None
        values = {str(voice): float(value) for voice, value in zip(of["voice"], of["value"], strict=True)}
        few = "few mentions" in str(first["flag"])
        bars.append(Bar(str(name), values, int(first["n_mentions"]), int(first["n_articles"]), few, interval))
    return sorted(bars, key=lambda bar: (-bar.shares.get("own", 0.0), bar.name))
