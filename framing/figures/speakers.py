"""Who speaks in each source: bars of 100 %."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from framing.errors import TableError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import new_figure, one_column
from framing.figures.lettering import OUTSIDE
from framing.figures.stacked import ROW, Bar, Look, Words, draw_bars
from framing.figures.theme import theme
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

#: Rare types of a source, merged.
_OTHER: Final = "other"
#: Any two differ in lightness L* by 15 or more, or in hatch, so that a grey copy keeps all of them apart.
_LOOKS: Final = {
    "government": Look("#12304A", "white", short="gov."),
    "military": Look("#7F9DB8", "black", short="mil."),
    "armed group": Look("#741F0F", "white", "////", "armed"),
    "political group": Look("#E3B79B", "black", "\\\\\\\\", "polit."),
    "international organisation": Look("#1D5C4D", "white", "....", "int. org."),
    "NGO": Look("#B2D0C1", "black"),
    "expert": Look("#5B4A78", "white", "\\\\\\\\"),
    "media": Look("#CFC6E0", "black", "...."),
    "civilian": Look("#6F540A", "white", "xxxx", "civ."),
    "anonymous": Look("#F2EAD0", "black", "////", "anon."),
    _OTHER: Look("#E6E6E6", "black", "----"),
    "unknown": Look("#FFFFFF", "black", short="unkn."),
}
#: Types below this share of a bar have no room for a number.
_NARROW: Final = 0.03
_MERGED: Final = f"other: types below {100 * _NARROW:.0f}% of a source"
#: What the whisker adds up; never merged.
_OFFICIAL: Final = ("government", "military")
#: For actors of a lexicon, in the order of their share.
_PLAIN: Final = (
    Look("#12304A", "white"),
    Look("#B2D0C1", "black"),
    Look("#741F0F", "white", "////"),
    Look("#E3B79B", "black", "\\\\\\\\"),
    Look("#5B4A78", "white", "\\\\\\\\"),
    Look("#CFC6E0", "black", "...."),
    Look("#1D5C4D", "white", "...."),
)
_XLABEL: Final = {
    "attribution_share": "Share of the attributions (%)",
    "quoted_word_share": "Share of the quoted words (%)",
    "reported_word_share": "Share of the reported words (%)",
}


def plot_speakers(
    shares: pd.DataFrame,
    *,
    official: pd.DataFrame | None = None,
    by: str | Sequence[str] = "source",
    ax: Axes | None = None,
) -> Axes:
    """Draw who speaks in each source.

    One bar is a source; its segments are types of speakers, those of the state first, or actors of the lexicon, of
    which the seven most quoted have a segment, and those outside the lexicon come last. Types below 3 % of a source
    are merged into "other" where there are several; those of the state are not. Sources are ordered by the share of
    the state, or of the first actor.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row per source and type, or actor, as `framing.speaker_shares` gives it.
    official : pandas.DataFrame, optional
        The table that `framing.sourcing` gives: adds, below each bar, the interval of the share of government and
        military together.
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
        If the table is empty, lacks a column or repeats a row.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "speaker_type": ["government", "civilian"], "measure": "attribution_share",
    ...     "value": [0.75, 0.25], "low": 0.1, "high": 0.9, "n_attributions": 40, "n_articles": 12,
    ...     "interval": "articles", "flag": ""})
    >>> [text.get_text() for text in plot_speakers(shares).texts if text.get_visible()]
    ['n = 40, 12 articles', 'government 75%', 'civilian 25%']
    """
    of = "speaker_actor" if "speaker_actor" in shares.columns else "speaker_type"
    shares, name = one_column(shares, by)
    official = None if official is None else one_column(official, by)[0]
    check(shares, [name, of, "measure", "value", "n_attributions", "n_articles", "flag"], "shares")
    if shares.empty:
        raise TableError("plot_speakers: the table of shares has no rows; there is nothing to draw")
    if shares.duplicated([name, of]).any():
        raise TableError(f"plot_speakers: the table has a row twice; draw one with one row per {name} and {of}")
    looks = _LOOKS if of == "speaker_type" else _looks(shares, of)
    bars = _bars(shares, of, looks, name, official)
    xlabel = _XLABEL.get(str(shares["measure"].iloc[0]), "Share (%)")
    merged = of == "speaker_type" and any(bar.shares.get(_OTHER) for bar in bars)
    words = Words(xlabel, "interval of the official share", "attributions", _MERGED if merged else "")
    with theme() if ax is None else nullcontext():
        if ax is None:
            ax = new_figure([ROW * len(bars) + 24])[1][0]
        draw_bars(ax, "Who speaks", bars, looks, words)
        caption = (
            f"Who speaks in each {name}: {xlabel.removesuffix(' (%)').lower()} by {of.replace('_', ' ')}. Whiskers,"
            " where drawn, are the 95 % interval of the official share over articles."
            f" {rests_on(shares, 'attributions')}"
        )
        told = [
            f"{kind} {from_to(shares[shares[of].astype(str) == kind], name, percent=True)}"
            for kind in shares.groupby(of, observed=True)["value"].sum().nlargest(3).index.astype(str)
        ]
        describe(ax, shares, caption, f"Stacked bars, one per {name}: {'; '.join(told)}.")
    return ax


def _looks(shares: pd.DataFrame, of: str) -> dict[str, Look]:
    weight = (shares["value"] * shares["n_attributions"]).groupby(shares[of]).sum()
    ranked = sorted((str(actor) for actor in weight.index), key=lambda actor: (-weight[actor], actor))
    actors = [actor for actor in ranked if actor != OUTSIDE]
    rest = {_OTHER: _LOOKS[_OTHER], OUTSIDE: Look("#FFFFFF", "black")}
    return {**dict(zip(actors, _PLAIN, strict=False)), **rest}


def _bars(shares: pd.DataFrame, of: str, looks: dict[str, Look], by: str, official: pd.DataFrame | None) -> list[Bar]:
    whiskers = {} if official is None or of == "speaker_actor" else _whiskers(official, by)
    bars = []
    for name, rows in shares.groupby(by, sort=True, observed=True):
        first = rows.iloc[0]
        values = {str(kind): float(value) for kind, value in zip(rows[of], rows["value"], strict=True)}
        kept = {kind: value for kind, value in values.items() if kind in looks}
        if of == "speaker_type":
            kept = _merged(kept)
        if of == "speaker_actor":
            kept[_OTHER] = sum(value for kind, value in values.items() if kind not in looks)
        few = "few attributions" in str(first["flag"])
        counted = int(first["n_attributions"]), int(first["n_articles"])
        bars.append(Bar(str(name), kept, *counted, few, whiskers.get(str(name))))
    lead = list(_OFFICIAL) if of == "speaker_type" else list(looks)[:1]
    return sorted(bars, key=lambda bar: (-sum(bar.shares.get(kind, 0.0) for kind in lead), bar.name))


def _merged(shares: dict[str, float]) -> dict[str, float]:
    """Types of which there is too little to be seen, taken together; one alone keeps its own look."""
    narrow = [
        kind for kind, value in shares.items()
        if 0 < value < _NARROW and kind not in (*_OFFICIAL, "unknown")
    ]  # fmt: skip
    if len(narrow) < 2:
        return shares
    rest = sum(shares[kind] for kind in narrow)
    return {**{kind: value for kind, value in shares.items() if kind not in narrow}, _OTHER: rest}


def _whiskers(official: pd.DataFrame, by: str) -> dict[str, tuple[float, float, float]]:
    check(official, [by, "measure", "value", "low", "high"], "official")
    rows = official[official["measure"] == "official_share"]
    ends = zip(rows[by], rows["value"], rows["low"], rows["high"], strict=True)
    return {str(name): (float(value), float(low), float(high)) for name, value, low, high in ends}
