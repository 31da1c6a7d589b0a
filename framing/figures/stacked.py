"""Bars that add up to 100 %: one row per source, segments named where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from framing.figures.frame import is_narrow, name_rows, settle, write_below, write_counts
from framing.figures.lettering import FEW, counts, percent, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

#: Height of a row in points, and of a bar as a part of its row.
ROW: Final = 25
_THICKNESS: Final = 0.6
_WHISKER: Final = 0.41
_SIZE: Final = 7.0
_MARGIN: Final = 4.4


class Look(NamedTuple):
    """How a segment is drawn: its colour, that of its words and hatch, its hatch, its name where room is scarce."""

    face: str
    ink: str
    hatch: str = ""
    short: str = ""


class Bar(NamedTuple):
    """One row: its name, the share of each segment, its evidence, an interval from the left end."""

    name: str
    shares: Mapping[str, float]
    n: int
    n_articles: int
    few: bool
    interval: tuple[float, float, float] | None = None


class Words(NamedTuple):
    """What is written around the bars; `counted` are the things of which a row may have few."""

    xlabel: str
    whisker: str
    counted: str = "mentions"
    note: str = ""


def draw_bars(ax: Axes, title: str, bars: Sequence[Bar], looks: Mapping[str, Look], words: Words) -> None:
    """Draw rows of segments that add up to 1, in the order of `looks`."""
    _prepare(ax, title, len(bars), (0, 25, 50, 75, 100))
    name_rows(ax, range(len(bars)), [wrapped(bar.name) for bar in bars])
    size = float(ax.xaxis.label.get_fontsize())
    for y, bar in enumerate(bars):
        write_counts(ax, y, counts(bar.n, bar.n_articles, few=bar.few), size - 1)
    ax.set_xlabel(words.xlabel)
    write_below(ax, _handles(bars, looks, words), _note(bars, words))
    settle(ax)
    for y, bar in enumerate(bars):
        _draw_bar(ax, y, bar, looks)


def draw_columns(
    axes: Sequence[Axes],
    foot: Axes,
    panels: Sequence[tuple[str, Mapping[str, Bar]]],
    names: Sequence[str],
    looks: Mapping[str, Look],
    words: Words,
) -> None:
    """Draw the bars of several panels side by side; all have the same rows, of which some may be empty."""
    every = [bar for _, bars in panels for bar in bars.values()]
    size = float(foot.xaxis.label.get_fontsize())
    for at, (ax, (title, bars)) in enumerate(zip(axes, panels, strict=True)):
        _prepare(ax, title, len(names), (0, 50, 100))
        name_rows(ax, range(len(names)), [] if at and not is_narrow() else [wrapped(name) for name in names])
        for y, name in enumerate(names):
            bar = bars.get(name)
            written = counts(bar.n, bar.n_articles, few=bar.few).replace(", ", "\n", 1) if bar else "n = 0"
            write_counts(ax, y, written, size - 1)
    foot.set_xlabel(words.xlabel)
    write_below(foot, _handles(every, looks, words), _note(every, words))
    settle(foot)
    for ax, (_, bars) in zip(axes, panels, strict=True):
        for y, name in enumerate(names):
            if name in bars:
                _draw_bar(ax, y, bars[name], looks)


def _prepare(ax: Axes, title: str, rows: int, ticks: Sequence[int]) -> None:
    ax.set_xlim(-0.005, 1.005)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xticks([tick / 100 for tick in ticks], [str(tick) for tick in ticks])
    ax.set_title(title, loc="left")


def _note(bars: Iterable[Bar], words: Words) -> str:
    few = FEW.replace("mentions", words.counted) if any(bar.few for bar in bars) else ""
    return "; ".join(filter(None, (few, words.note)))


def _handles(bars: Sequence[Bar], looks: Mapping[str, Look], words: Words) -> list[Artist]:
    found: list[Artist] = [
        Patch(facecolor=look.face, edgecolor=look.ink, linewidth=0.4, hatch=look.hatch, label=name)
        for name, look in looks.items()
        if any(bar.shares.get(name) for bar in bars)
    ]
    if any(bar.interval for bar in bars):
        found.append(Line2D([], [], color="black", linewidth=0.8, marker="|", markersize=3.5, label=words.whisker))
    return found


def _draw_bar(ax: Axes, y: int, bar: Bar, looks: Mapping[str, Look]) -> None:
    left = 0.0
    for name, look in looks.items():
        share = bar.shares.get(name, 0.0)
        if share:
            _draw_segment(ax, (left, y), share, name, look)
            left += share
    if bar.interval:
        value, low, high = bar.interval
        style: dict[str, Any] = {"color": "black", "linewidth": 0.8, "markersize": 3.5, "clip_on": False}
        ax.plot([low, high], [y + _WHISKER] * 2, marker="", **style)
        ax.plot([low, value, high], [y + _WHISKER] * 3, marker="|", linestyle="", **style)


def _draw_segment(ax: Axes, at: tuple[float, int], share: float, name: str, look: Look) -> None:
    left, y = at
    # A hatch takes the colour of the edge: white on dark segments.
    ax.add_patch(
        Rectangle(
            (left, y - _THICKNESS / 2), share, _THICKNESS,
            facecolor=look.face, edgecolor=look.ink, linewidth=0.4, hatch=look.hatch, clip_on=False,
        )
    )  # fmt: skip
    number = percent(share)
    for words in (f"{name} {number}", f"{look.short or name} {number}", number):
        if width_of(ax, words, _SIZE, margin=_MARGIN) <= share:
            box = {"facecolor": look.face, "edgecolor": "none", "pad": 1.0} if look.hatch else None
            ax.text(left + share / 2, y, words, color=look.ink, fontsize=_SIZE, ha="center", va="center", bbox=box)
            break
