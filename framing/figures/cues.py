"""How each source introduces the words of others: dots with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import describe, from_to, rests_on
from framing.figures.frame import is_narrow, name_rows, new_columns, one_column, settle, write_below, write_counts
from framing.figures.lettering import FEW, OUTSIDE, counts, wrapped
from framing.figures.theme import MARKERS, theme
from framing.schema import VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Height of the line of one speaker, and of a whole row at least, in points.
_LINE: Final = 10
_NARROW_LINE: Final = 19
_ROW: Final = 25
#: More speakers than these crowd a row, unless they are asked for.
_SPEAKERS: Final = 3
_STYLE: Final[dict[str, Any]] = {"color": "black", "linewidth": 0.8, "clip_on": False}


def plot_cues(
    shares: pd.DataFrame,
    *,
    speakers: Sequence[str] | None = None,
    classes: Sequence[str] = ("distancing", "endorsing", "assertive"),
    by: str | Sequence[str] = "source",
) -> Figure:
    """Draw how each source introduces the words of its speakers, one panel per class of cue, side by side.

    A dot with its interval is the share of a class among the cues of one speaker; speakers differ by the shape and
    the filling of their dots. Neutral cues, the rest, are left out. Sources are ordered by the first class of the
    first speaker; those that never quote that speaker come last.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row per source, speaker and class, as `framing.cue_shares` gives it; other measures are left out.
    speakers : sequence of str, optional
        Actors, or types of speakers, in their order; by default the three with the most attributions,
        before speakers outside the lexicon.
    classes : sequence of str
        Classes of cues to draw.
    by : str or list of str
        Column that names the rows; several are joined, as ``["source", "position"]``.

    Returns
    -------
    matplotlib.figure.Figure
        190 mm wide; all panels have the same scale.

    Raises
    ------
    TableError
        If there is nothing to draw, a column is missing, a row is repeated, or there are more speakers than there
        are markers to tell them apart (8).
    UnknownNameError
        If a speaker is not in the table, or a class is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({
    ...     "source": "North", "speaker_actor": ["government", "opposition"], "cue_class": "distancing",
    ...     "measure": "cue_share", "value": [0.1, 0.4], "low": [0.0, 0.2], "high": [0.3, 0.6],
    ...     "n_attributions": [40, 30], "n_articles": 12, "interval": "articles", "flag": ""})
    >>> [axes.get_title(loc="left") for axes in plot_cues(shares, classes=["distancing"]).axes][:1]
    ['distancing']
    """
    of = "speaker_actor" if "speaker_actor" in shares.columns else "speaker_type"
    table, name = one_column(shares, by)
    columns = [name, of, "cue_class", "measure", "value", "low", "high", "n_attributions", "n_articles", "flag"]
    check(table, columns, "shares")
    for each in classes:
        if each not in VOCABULARY["cue_class"]:
            raise UnknownNameError("class of cues", each, VOCABULARY["cue_class"])
    table = table[table["measure"] == "cue_share"].astype({name: str, of: str, "cue_class": str})
    _check_rows(table, [name, of, "cue_class"], classes)
    drawn = _speakers(table, of, speakers)
    table = table[table[of].isin(drawn)]
    rows: dict[tuple[str, str, str], Any] = {
        (str(row[name]), str(row[of]), str(row["cue_class"])): row for row in table.to_dict("records")
    }
    names = _sources(rows, drawn[0], classes[0])
    line = _NARROW_LINE if is_narrow() else _LINE
    pitch = max(_ROW, line * len(drawn) + 5)
    with theme():
        figure, axes, foot = new_columns(len(classes), pitch * len(names))
        for at, (ax, cue_class) in enumerate(zip(axes, classes, strict=True)):
            _prepare(ax, cue_class, [] if at and not is_narrow() else names, len(names))
            for place, speaker in enumerate(drawn):
                # Lines of one source lie close together, the first speaker on top.
                shift = (place - (len(drawn) - 1) / 2) * line / pitch
                for y, source in enumerate(names):
                    _draw(ax, rows.get((source, speaker, cue_class)), y + shift, place)
                    if ax is axes[-1] or is_narrow():
                        quoted = (rows[key] for key in rows if key[:2] == (source, speaker))
                        _write(ax, next(quoted, None), y + shift)
        few = any("few attributions" in str(row["flag"]) for row in rows.values())
        foot.set_xlabel("Share of the cues of a speaker (%)")
        handles = [
            Line2D([], [], **{**_STYLE, **_marker(place)}, label=speaker) for place, speaker in enumerate(drawn)
        ]
        write_below(foot, handles, FEW.replace("mentions", "attributions") if few else "")
        settle(foot)
        caption = (
            f"How each {name} introduces the words of others: share of {', '.join(classes)} cues among the cues of a"
            f" speaker, dots with 95 % intervals over articles. {rests_on(table, 'attributions')}"
        )
        told = [
            f"{cue_class}, {speaker}: "
            + from_to(table[(table[of] == speaker) & (table["cue_class"] == cue_class)], name, percent=True)
            for cue_class in classes
            for speaker in drawn[:2]
        ]
        describe(foot, table, caption, f"Dots with intervals, a panel per class of cues: {'; '.join(told)}.")
    return figure


def _check_rows(table: pd.DataFrame, keys: list[str], classes: Sequence[str]) -> None:
    if table.empty or not classes:
        raise TableError("plot_cues: there are no shares of cues; there is nothing to draw")
    if table.duplicated(keys).any():
        raise TableError(f"plot_cues: the table has a row twice; draw one with one row per {', '.join(keys)}")


def _speakers(table: pd.DataFrame, of: str, wanted: Sequence[str] | None) -> list[str]:
    """The speakers asked for, or those with the most attributions."""
    weight = table.groupby(of)["n_attributions"].sum()
    ranked = sorted(map(str, weight.index), key=lambda speaker: (speaker == OUTSIDE, -weight[speaker], speaker))
    for speaker in wanted or ():
        if speaker not in ranked:
            raise UnknownNameError("speaker", speaker, ranked)
    drawn = ranked[:_SPEAKERS] if wanted is None else list(dict.fromkeys(wanted))
    if not 0 < len(drawn) <= len(MARKERS):
        raise TableError(f"plot_cues: speakers= names {len(drawn)}; 1 to {len(MARKERS)} can be told apart")
    return drawn


def _sources(rows: dict[tuple[str, str, str], Any], speaker: str, cue_class: str) -> list[str]:
    """Sources by the share of one class among the cues of one speaker, the largest on top."""
    value = {source: row["value"] for (source, who, kind), row in rows.items() if (who, kind) == (speaker, cue_class)}
    known = {source for source, _, _ in rows}
    return sorted(known, key=lambda source: (source not in value, -value.get(source, 0), source))


def _prepare(ax: Axes, title: str, names: Sequence[str], rows: int) -> None:
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(rows - 0.5, -0.5)
    ax.set_xticks([0, 0.5, 1], ["0", "50", "100"])
    ax.set_title(title, loc="left")
    for y in range(1, rows):
        ax.axhline(y - 0.5, color="#CCCCCC", linewidth=0.5, zorder=0)
    name_rows(ax, range(rows), [wrapped(name) for name in names])


def _marker(place: int) -> dict[str, Any]:
    marker, filling = MARKERS[place]
    return {"marker": marker, "markersize": 4.5, "markerfacecolor": filling, "markeredgecolor": "black",
            "markeredgewidth": 0.7}  # fmt: skip


def _draw(ax: Axes, row: Any, y: float, place: int) -> None:  # noqa: ANN401 - a row of pandas
    """Draw the dot and the interval of one speaker."""
    if row is not None:
        ax.plot([row["low"], row["high"]], [y, y], marker="|", markersize=4, zorder=2, **_STYLE)
        ax.plot([row["value"]], [y], linestyle="none", clip_on=False, zorder=3, **_marker(place))


def _write(ax: Axes, row: Any, y: float) -> None:  # noqa: ANN401 - a row of pandas
    """Write what the dots of one speaker rest on, the same in all panels."""
    words = "not quoted"
    if row is not None:
        few = "few attributions" in str(row["flag"])
        words = counts(int(row["n_attributions"]), int(row["n_articles"]), few=few)
    write_counts(ax, y, words, float(ax.xaxis.label.get_fontsize()) - 1)
