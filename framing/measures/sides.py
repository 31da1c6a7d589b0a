"""One side of a comparison, and what lies between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.measures.bounds import share_bounds
from framing.measures.effects import (
    Estimate,
    cohens_h,
    detectable,
    equivalence_p,
    joined,
    odds_ratio,
    shortfall,
    widened,
)
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Integers, Settings, ratio
from framing.measures.permutation import permutation_test
from framing.measures.selection import counted, summed
from framing.measures.shares import codes_of
from framing.measures.valence import valence_bounds

if TYPE_CHECKING:
    import pandas as pd


class Scale(NamedTuple):
    """What is compared for one actor: shares of `kinds`, or, where there are none, the mean of a column."""

    kinds: pd.DataFrame | None
    column: str
    ends: tuple[float, float]
    margin: float | None = None


class Side(NamedTuple):
    """Estimates of one source or of a pool, one for each label, and the articles behind them with their blocks."""

    name: str
    estimate: Estimate
    interval: list[str]
    articles: Floats
    blocks: Integers
    n_mentions: int


def side_of(rows: pd.DataFrame, name: str, scale: Scale, settings: Settings, *key: object) -> Side:
    """Estimate a side from its mentions of one actor; `key` names its random numbers."""
    if scale.kinds is None:
        values = rows[scale.column]
        units = summed(rows, values.to_numpy(dtype=np.float64))
        low, high, basis = valence_bounds(units, values, scale.ends, settings, *key)
        estimate, interval = Estimate(ratio(units), np.array([low]), np.array([high])), [basis]
    else:
        units = counted(rows, codes_of(rows, scale.kinds), len(scale.kinds))
        bottom, top, interval = share_bounds(units, settings, *key)
        estimate = Estimate(ratio(units), bottom, top)
    articles = np.column_stack([units.top, units.bottom])
    if units.kind != "articles":
        sentences, articles = articles, np.zeros((int(units.article.max()) + 1, articles.shape[1]))
        np.add.at(articles, units.article, sentences)
    return Side(name, estimate, interval, articles, _blocks(rows), len(rows))


def differences(
    first: Side, second: Side, settings: Settings, *key: object, scale: Scale | None = None
) -> list[dict[str, Any]]:
    """One row for each label: how far `first` lies above `second`."""
    # Both orders of the same two sides deal the articles alike, so their p values are equal.
    one, other = sorted((first, second), key=lambda side: side.name)
    blocks = (one.blocks, other.blocks)
    p, critical = permutation_test(one.articles, other.articles, settings, *key, one.name, other.name, blocks=blocks)
    # Where nothing varies on a side, its bounds are wide as they are.
    still = ["Wilson" in f"{mine} {theirs}" for mine, theirs in zip(first.interval, second.interval, strict=True)]
    longer = shortfall(critical, min(len(one.articles), len(other.articles)), settings.level)
    longer = np.where(still, 1.0, longer)
    between = _clipped(widened(joined(first.estimate, second.estimate), longer), scale)
    empty = np.full(len(p), np.nan)
    shares = scale is None or scale.kinds is not None
    odds = odds_ratio(first.estimate, second.estimate, longer) if shares else Estimate(empty, empty, empty)
    margin = scale.margin if scale else None
    columns = {
        "value": first.estimate.value,
        "against_value": second.estimate.value,
        "difference": between.value,
        "low": between.low,
        "high": between.high,
        "p": p,
        "odds_ratio": odds.value,
        "odds_ratio_low": odds.low,
        "odds_ratio_high": odds.high,
        "cohens_h": cohens_h(first.estimate, second.estimate) if shares else empty,
        "detectable": detectable(between, settings.level),
        "p_equivalence": empty if margin is None else equivalence_p(between, margin, settings.level),
    }
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
            **{name: float(column[i]) for name, column in columns.items()},
            "interval": _interval(first.interval[i], second.interval[i]),
        }
        for i in range(len(p))
    ]


def _clipped(between: Estimate, scale: Scale | None) -> Estimate:
    """No difference is larger than the scale is long."""
    span = 1.0 if scale is None or scale.kinds is not None else scale.ends[1] - scale.ends[0]
    # A difference as long as the scale may be longer by its last digit.
    value = np.clip(between.value, -span, span)
    return Estimate(value, np.maximum(between.low, -span), np.minimum(between.high, span))


def _blocks(rows: pd.DataFrame) -> Integers:
    """Block of each article, in the order of their numbers; all in one where there are none."""
    first = np.unique(rows["article_number"].to_numpy(), return_index=True)[1]
    if "block_number" not in rows.columns:
        return np.zeros(len(first), np.int64)
    return rows["block_number"].to_numpy(dtype=np.int64)[first]


def _interval(first: str, second: str) -> str:
    """Name what a difference rests on, both sides where they differ."""
    return first if first == second else f"{first} | {second}"


def _flag(first: Side, second: Side, *, has_p: bool) -> str:
    """Warnings about both sides, those about the baseline marked, and about a missing p."""
    own = flag_of(first.n_mentions, len(first.articles))
    base = flag_of(second.n_mentions, len(second.articles))
    warnings = [own, f"against: {base.replace('; ', ', ')}" if base else ""]
    if not has_p:
        blocked = len(set(first.blocks) | set(second.blocks)) > 1
        warnings.append("no p: too few articles in shared blocks" if blocked else "no p: too few articles")
    return "; ".join(filter(None, warnings))
