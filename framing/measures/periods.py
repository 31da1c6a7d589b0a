"""How naming moves over time: days, weeks, months, quarters, years, and the shares of labels in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.intervals import Settings, check_settings
from framing.measures.selection import NEEDED, Names, any_of, columns_of, select
from framing.measures.shares import label_shares
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: How the label of each period is written, so that labels sort by time.
_LABELS: Final[dict[str, Callable[[pd.Series[Any]], pd.Series[Any]]]] = {
    "day": lambda days: days.dt.strftime("%Y-%m-%d"),
    "week": lambda days: days.dt.strftime("%G-W%V"),
    "month": lambda days: days.dt.strftime("%Y-%m"),
    "quarter": lambda days: days.dt.strftime("%Y-Q") + days.dt.quarter.astype("string"),
    "year": lambda days: days.dt.strftime("%Y"),
}

#: How pandas names them; its weeks begin on Monday, as those of ISO 8601 do.
_CODES: Final = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}

#: What stands for all labels that were not asked for.
_OTHERS: Final = {"label": "", "category": "neutral", "valence": 0.0}


def period_of(published: pd.Series[Any], period: str = "month") -> pd.Series[Any]:
    """Name the period in which each date lies.

    Parameters
    ----------
    published : pandas.Series
        Dates as ``YYYY-MM-DD``; what follows the day is ignored, so the day is the one printed, whatever the time
        zone.
    period : {"day", "week", "month", "quarter", "year"}
        How long a period is. Weeks are those of ISO 8601: they begin on Monday, and their Thursday tells their year.

    Returns
    -------
    pandas.Series
        ``2015-03-09``, ``2015-W11``, ``2015-03``, ``2015-Q1`` or ``2015``, with the index of `published`; these sort
        by time. Missing where there is no date, or none that can be read.

    Raises
    ------
    UnknownNameError
        If there is no such period.

    Examples
    --------
    >>> import pandas as pd
    >>> published = pd.Series(["2015-03-09", "2016-01-01T23:30:00-05:00", ""])
    >>> period_of(published, "week").tolist()
    ['2015-W11', '2015-W53', nan]
    """
    if period not in _LABELS:
        raise UnknownNameError("period", period, _LABELS)
    days = days_of(published)
    dated = days.notna()
    found = pd.Series(None, index=published.index, dtype=object, name="period")
    if dated.any():
        # By position, for an index may name rows twice.
        found[dated.to_numpy()] = _LABELS[period](days[dated]).astype(object).to_numpy()
    return found


def days_of(published: pd.Series[Any]) -> pd.Series[Any]:
    """Days as timestamps, missing where there is no whole date."""
    written = published.astype("string").str.strip().str.extract(r"^(\d{4}-\d{2}-\d{2})(?!\d)", expand=False)
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")


def check_dated(dates: pd.Series[Any]) -> None:
    """Raise if there are mentions, and none has a date."""
    if len(dates) and dates.isna().all():
        raise TableError(
            "mentions: column 'published' holds no date; give the articles dates as YYYY-MM-DD,"
            " in their file or in a table of metadata"
        )


def label_shares_by_period(  # noqa: PLR0913 - three names choose the mentions, besides what every measure has
    mentions: pd.DataFrame,
    period: str = "month",
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    label: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Share of each label among all mentions of an actor, period by period.

    Mentions without a date are left out; flags tell how many. A period in which a group never names the actor has no
    row.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor, with ``published``, see `period_of`.
    period : {"day", "week", "month", "quarter", "year"}
        How long a period is.
    by : str or list of str
        Columns whose values form the groups to compare.
    actor, voice : str or list of str, optional
        As for `label_shares`.
    label : str or list of str, optional
        Give the rows of these labels alone. The denominator is all mentions of the actor nevertheless.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, period, actor and label: the columns of `by`, ``period``, ``period_start`` (its first day,
        ``YYYY-MM-DD``), then as for `label_shares`. Ordered by group, period, actor, category and label. A group
        without any date comes last, in one row per actor without period, label and value, whose ``n_mentions`` and
        ``n_articles`` count what is left out.

    Raises
    ------
    TableError
        If no mention has a date, or as for `label_shares`.
    UnknownNameError
        If there is no such period, actor, label or voice.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b", "c"], "published": ["2015-03-01", "2015-03-01", "2015-04-30", ""],
    ...     "source": "North", "actor": "opposition", "label": ["rebel", "terrorist", "rebel", "rebel"],
    ...     "category": ["neutral", "delegitimising", "neutral", "neutral"],
    ...     "valence": [0, -1, 0, 0], "sentence_start": [0, 90, 0, 0]})
    >>> shares = label_shares_by_period(mentions, label="terrorist")
    >>> shares[["source", "period", "period_start", "value", "n_mentions"]]
      source   period period_start  value  n_mentions
    0  North  2015-03   2015-03-01    0.5           2
    1  North  2015-04   2015-04-01    0.0           1
    """
    columns = columns_of(by, "label_shares_by_period")
    check_settings(Settings(level, resamples, seed), "label_shares_by_period")
    for written in ("period", "period_start", "published"):
        if written in columns:
            raise TableError(f"label_shares_by_period: by={written!r} names the time itself; choose it with period=")
    check(mentions, [*columns, "published", *NEEDED], "mentions")
    rows = mentions.assign(period=period_of(mentions["published"], period)).reset_index(drop=True)
    if actor is not None:
        rows = rows[any_of(rows["actor"], "actor", actor, set(rows["actor"]))]
    check_dated(rows["period"])
    if label is not None:
        rows = merged(rows, label)
    dated, undated = rows[rows["period"].notna()], rows[rows["period"].isna()]
    shares = label_shares(dated, [*columns, "period"], voice=voice, level=level, resamples=resamples, seed=seed)
    if label is not None:
        shares = shares[shares["label"] != ""]
    shares = shares.assign(period_start=_starts(shares["period"], dated, period))
    undated = select(undated, columns, voice=voice)
    shares = flagged(shares, undated, [*columns, "actor"])
    ordered = [*columns, "period", "period_start", "actor", "label", "category", "valence", "n_label", *MEASURES]
    lost = _without_date(undated, select(dated, columns, voice=voice), [*columns, "actor"])
    return pd.concat(
        [shares[ordered], lost.reindex(columns=ordered)] if len(lost) else [shares[ordered]], ignore_index=True
    )


def merged(rows: pd.DataFrame, label: str | list[str]) -> pd.DataFrame:
    """Merge all labels but those asked for into one without a name: it is cheaper, and the shares stay the same."""
    asked = any_of(rows["label"], "label", label, set(rows["label"]))
    # Empty cells stay as they are, for `label_shares` refuses them.
    cells = {name: rows[name].astype(object) for name in _OTHERS}
    kept = {name: column.where(asked | column.isna(), _OTHERS[name]) for name, column in cells.items()}
    return rows.assign(**kept).infer_objects()


def _starts(labels: pd.Series[Any], dated: pd.DataFrame, period: str) -> pd.Series[Any]:
    """First day of each period."""
    starts = days_of(dated["published"]).dt.to_period(_CODES[period]).dt.start_time.dt.strftime("%Y-%m-%d")
    return labels.map(dict(zip(dated["period"], starts, strict=True))).astype(object)


def _without_date(undated: pd.DataFrame, dated: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row for each group and actor whose mentions all lack a date."""
    known = set(dated[keys].itertuples(index=False, name=None))
    found = [
        {
            **dict(zip(keys, key if len(keys) > 1 else (key[0],), strict=True)),
            **dict.fromkeys(("period", "period_start", "label", "interval"), ""),
            "n_label": 0,
            "measure": "label_share",
            "n_mentions": len(rows),
            "n_articles": rows["article_id"].nunique(),
            "flag": f"{len(rows):,} undated left out",
        }
        for key, rows in undated.groupby(keys, sort=True, observed=True)
        if key not in known
    ]
    return pd.DataFrame(found)


def flagged(shares: pd.DataFrame, undated: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Shares whose flag tells how many mentions of the group and actor have no date."""
    if undated.empty or shares.empty:
        return shares
    left_out = undated.groupby(keys, observed=True).size().to_dict()
    named = shares[keys].itertuples(index=False, name=None)
    numbers = [left_out.get(key if len(keys) > 1 else key[0], 0) for key in named]
    flags = [
        "; ".join(filter(None, [flag, f"{n:,} undated left out" if n else ""]))
        for flag, n in zip(shares["flag"], numbers, strict=True)
    ]
    return shares.assign(flag=flags)
