"""In whose voice each source uses a label: stacked bars."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from framing.errors import TableError, UnknownNameError
from framing.figures.frame import new_figure
from framing.figures.stacked import ROW, Bar, Look, Words, draw_bars
from framing.figures.theme import theme
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Lightness L* falls from 92 to 18 towards the outlet's own voice.
_LOOKS: Final = {
    "own": Look("#23303B", "white"),
    "indirect": Look("#9FB4C4", "black"),
    "direct": Look("#F0EBDD", "black", "...."),
}
#: More panels fill more than a page.
_PANELS: Final = 4
_XLABEL: Final = "Share of the mentions by the label (%)"
_WHISKER: Final = "interval of the share in own voice"


def plot_voices(
    shares: pd.DataFrame,
    *,
    label: str | None = None,
    actor: str | None = None,
    by: str = "source",
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
    by : str
        Column that names the rows.
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
    mine = _chosen(shares, "actor", actor, "plot_voices", by)
    mine = _chosen(mine, "label", label, "plot_voices", by)
    bars = _bars(mine, by)
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = new_figure([ROW * len(bars)])[1][0]
        title = f"{mine['label'].iloc[0]} ({mine['actor'].iloc[0]})"
        draw_bars(ax, bars, _LOOKS, Words(title, _XLABEL, _WHISKER))
    return ax


def plot_voice_panels(shares: pd.DataFrame, *, labels: Sequence[str] | None = None, by: str = "source") -> Figure:
    """Draw in whose voice each source uses several labels, one panel per label above the other.

    Parameters
    ----------
    shares, by
        As for `plot_voices`.
    labels : sequence of str, optional
        The labels to draw, in their order; by default the four with the most mentions.

    Returns
    -------
    matplotlib.figure.Figure
        190 mm wide; all panels have the same scale.

    Raises
    ------
    TableError, UnknownNameError
        As for `plot_voices`.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "actor": "opposition", "label": ["rebel", "terrorist"], "voice": "own",
    ...     "measure": "voice_share", "value": 1.0, "low": 0.5, "high": 1.0, "n_mentions": [9, 4],
    ...     "n_articles": 3, "interval": "articles", "flag": "few mentions"})
    >>> [axes.get_title(loc="left") for axes in plot_voice_panels(shares).axes]
    ['rebel (opposition)', 'terrorist (opposition)']
    """
    _check(shares, "plot_voice_panels", by)
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
    panels = [shares[(shares["actor"] == actor) & (shares["label"] == label)] for actor, label in wanted]
    rows = [_bars(panel, by) for panel in panels]
    with theme():
        figure, axes = new_figure([ROW * len(bars) for bars in rows])
        for ax, panel, bars in zip(axes, panels, rows, strict=True):
            title = f"{panel['label'].iloc[0]} ({panel['actor'].iloc[0]})"
            draw_bars(ax, bars, _LOOKS, Words(title, _XLABEL, _WHISKER), last=ax is axes[-1])
    return figure


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
