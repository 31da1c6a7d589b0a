"""What sets sources apart beyond single shares: distances, words, periods, events, and how firmly it stands."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.errors import TableError
from framing.measures import (
    before_after,
    compare_sources,
    correspondence,
    keyness,
    label_divergence,
    label_shares_by_period,
    sensitivity,
    words_near,
)
from framing.measures.periods import days_of
from framing.schema import CHANGES, COMPARISONS, DIVERGENCES, KEYNESS, SOURCE_MAP, SPECIFICATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

#: Periods, each with the number of days from which on it is the one to use.
_PERIODS: Final = ((1200, "year"), (400, "quarter"), (60, "month"), (14, "week"), (2, "day"))
#: Words of each source that a comparison keeps, by actor: so many more typical of it, and so many of the others.
WORDS_KEPT: Final = 25


class Contrasts(NamedTuple):
    """Tables of one comparison; empty where there is too little to compare."""

    distances: pd.DataFrame
    source_map: pd.DataFrame
    keyness: pd.DataFrame
    periods: pd.DataFrame
    changes: pd.DataFrame
    specifications: pd.DataFrame


def contrasts(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    comparison: pd.DataFrame,
    *,
    against: str = "rest",
    events: Mapping[str, str | date] | None = None,
    period: str | None = None,
    options: Mapping[str, Any],
) -> Contrasts:
    """Make every table that has something to say of these mentions, of which `comparison` is what `compared` gave."""
    alone = mentions["source"].nunique() < 2
    return Contrasts(
        distances=_none(DIVERGENCES) if alone else label_divergence(mentions, against="pairs", **options),
        source_map=_maps(mentions, options),
        keyness=_none(KEYNESS) if alone else _words(mentions, articles, against, options),
        periods=_periods(mentions, period, options),
        changes=before_after(mentions, events, **options) if events else _none(CHANGES),
        specifications=_none(SPECIFICATIONS) if alone else _specifications(mentions, comparison, options),
    )


def compared(
    mentions: pd.DataFrame, against: str, options: Mapping[str, Any], *, margin: float | None = None
) -> pd.DataFrame:
    """Each source against the baseline, by valence and by label; empty where there is one source alone."""
    if mentions["source"].nunique() < 2:
        return _none(COMPARISONS)
    # A margin is in points of a share; valences have another scale.
    parts = [
        compare_sources(mentions, "label_valence", against=against, **options),
        compare_sources(mentions, "label_share", against=against, margin=margin, **options),
    ]
    return pd.concat(parts, ignore_index=True)


def chosen_period(published: pd.Series[Any]) -> str | None:
    """The period that cuts the time covered into a handful of parts; none where there is one day, or none.

    Examples
    --------
    >>> import pandas as pd
    >>> chosen_period(pd.Series(["2012-03-01", "", "2016-10-09"]))
    'year'
    >>> chosen_period(pd.Series(["2012-03-01", "2012-03-01"])) is None
    True
    """
    days = days_of(published).dropna()
    if days.empty:
        return None
    span = (days.max() - days.min()).days
    return next((period for fewest, period in _PERIODS if span >= fewest), None)


def _none(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def _maps(mentions: pd.DataFrame, options: Mapping[str, Any]) -> pd.DataFrame:
    """The plane of sources and labels of each actor that enough sources name in enough ways."""
    maps = []
    for actor, rows in mentions.groupby("actor", sort=True, observed=True):
        # The measure itself knows best what is too little for a plane.
        with suppress(TableError):
            maps.append(correspondence(rows, actor=str(actor), **options))
    return pd.concat(maps, ignore_index=True) if maps else _none(SOURCE_MAP)


def _words(mentions: pd.DataFrame, articles: pd.DataFrame, against: str, options: Mapping[str, Any]) -> pd.DataFrame:
    """The words about each actor that are most typical of each source, and of the others."""
    words = words_near(mentions, articles)
    if words["source"].nunique() < 2:
        return _none(KEYNESS)
    found = keyness(words, against=against if against in set(words["source"]) else "rest", **options)
    ends = (
        found[found["log_odds"] > 0].sort_values("low", ascending=False, kind="stable"),
        found[found["log_odds"] < 0].sort_values("high", kind="stable"),
    )
    kept = [end.groupby(["actor", "source"], observed=True).head(WORDS_KEPT).index for end in ends]
    return found.loc[kept[0].union(kept[1])].reset_index(drop=True)


def _periods(mentions: pd.DataFrame, period: str | None, options: Mapping[str, Any]) -> pd.DataFrame:
    """Label shares by period, where the articles have dates of more than one."""
    period = period or chosen_period(mentions["published"])
    return pd.DataFrame() if period is None else label_shares_by_period(mentions, period, **options)


def _specifications(mentions: pd.DataFrame, comparison: pd.DataFrame, options: Mapping[str, Any]) -> pd.DataFrame:
    """The widest difference of each actor, made in every other way that one could defend."""
    rows = comparison[comparison["measure"] == "label_share"]
    firm = rows[(rows["p_adjusted"] < 1 - options.get("level", 0.95)) & ~rows["flag"].str.contains("few|one")]
    firm = firm.assign(size=firm["difference"].abs()).sort_values("size", ascending=False, kind="stable")
    tables = [
        sensitivity(
            mentions, "label_share", label=row["label"], actor=row["actor"], source=row["source"],
            against=row["against"], **options,
        )
        for row in firm.drop_duplicates("actor").sort_values("actor").to_dict("records")
    ]  # fmt: skip
    return pd.concat(tables, ignore_index=True) if tables else _none(SPECIFICATIONS)
