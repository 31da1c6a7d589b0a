"""One side of a comparison, and what lies between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.measures.bounds import share_bounds
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, ratio
from framing.measures.permutation import permutation_p
from framing.measures.selection import counted
from framing.measures.shares import codes_of
from framing.measures.valence import valence_bounds, valence_units

if TYPE_CHECKING:
    import pandas as pd


class Scale(NamedTuple):
    """What is compared for one actor: labels or categories, or the valence where there are none."""

    kinds: pd.DataFrame | None
    ends: tuple[float, float]


class Side(NamedTuple):
    """Estimates of one source or of a pool, one for each label, and the articles behind them."""

    name: str
    value: Floats
    low: Floats
    high: Floats
    interval: list[str]
    articles: Floats
    n_mentions: int


def side_of(rows: pd.DataFrame, name: str, scale: Scale, settings: Settings, *key: object) -> Side:
    """Estimate a side from its mentions of one actor; `key` names its random numbers."""
    if scale.kinds is None:
        units = valence_units(rows)
        bounds = valence_bounds(units, rows["valence"], scale.ends, settings, *key)
        low, high, interval = np.array([bounds[0]]), np.array([bounds[1]]), [bounds[2]]
    else:
        units = counted(rows, codes_of(rows, scale.kinds), len(scale.kinds))
        low, high, interval = share_bounds(units, settings, *key)
    articles = np.zeros((int(units.article.max()) + 1, units.top.shape[1] + 1))
    np.add.at(articles, units.article, np.column_stack([units.top, units.bottom]))
    return Side(name, ratio(units), low, high, interval, articles, len(rows))


def differences(first: Side, second: Side, settings: Settings, *key: object) -> list[dict[str, Any]]:
    """One row for each label: how far `first` lies above `second`."""
    low, high = _joined(first, second)
    # Both orders of the same two sides deal the articles alike, so their p values are equal.
    one, other = sorted((first, second), key=lambda side: side.name)
    p = permutation_p(one.articles, other.articles, settings, *key, one.name, other.name)
    shared = {
        "source": first.name,
        "against": second.name,
        "n_mentions": first.n_mentions,
        "n_articles": len(first.articles),
        "n_against_mentions": second.n_mentions,
        "n_against_articles": len(second.articles),
        "flag": _flag(first, second, has_p=not np.isnan(p).any()),
    }
    return [
        {
            **shared,
            "difference": float(first.value[i] - second.value[i]),
            "low": float(low[i]),
            "high": float(high[i]),
            "p": float(p[i]),
            "interval": _interval(first.interval[i], second.interval[i]),
        }
        for i in range(len(p))
    ]


def _joined(first: Side, second: Side) -> tuple[Floats, Floats]:
    """Interval of a difference from the intervals of both sides (Zou & Donner 2008)."""
    difference = first.value - second.value
    low = difference - np.hypot(first.value - first.low, second.high - second.value)
    high = difference + np.hypot(first.high - first.value, second.value - second.low)
    return low, high


def _interval(first: str, second: str) -> str:
    """Name what a difference rests on, both sides where they differ."""
    return first if first == second else f"{first} | {second}"


def _flag(first: Side, second: Side, *, has_p: bool) -> str:
    """Warnings about both sides, those about the baseline marked, and about a missing p."""
    own = flag_of(first.n_mentions, len(first.articles))
    base = flag_of(second.n_mentions, len(second.articles))
    warnings = [own, f"against: {base.replace('; ', ', ')}" if base else ""]
    return "; ".join([*filter(None, warnings), *([] if has_p else ["no p: too few articles"])])
