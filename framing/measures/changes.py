"""Before and after a day: how each source's naming of an actor changed, with interval and permutation p."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, check_settings
from framing.measures.periods import check_dated, days_of, flagged, merged
from framing.measures.permutation import benjamini_hochberg
from framing.measures.selection import Names, any_of, columns_of, groups, select
from framing.measures.shares import CATEGORY_KEYS, LABEL_KEYS, kinds_of
from framing.measures.sides import Scale, differences, side_of
from framing.measures.valence import valence_ends
from framing.schema import CHANGES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

#: The measures whose change can be told, each with the columns that tell its rows apart.
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "label_share": LABEL_KEYS,
    "category_share": CATEGORY_KEYS,
    "label_valence": (),
}


class Event(NamedTuple):
    """A day, what happened on it, and how many days on either side count."""

    name: str
    day: pd.Timestamp
    window: int | None


def before_after(  # noqa: PLR0913 - an event has a date, a name and a window, besides what every measure has
    mentions: pd.DataFrame,
    event_date: str | date | Mapping[str, str | date],
    *,
    event: str = "",
    measure: str = "label_share",
    by: str | Sequence[str] = "source",
    actor: Names = None,
    label: Names = None,
    voice: Names = None,
    window: int | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Difference between what a source wrote after an event and what it wrote before.

    The day of the event itself belongs to what came after. Mentions without a date are left out; flags tell how many.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor, with ``published`` (``YYYY-MM-DD``).
    event_date : str, date, or mapping of str to either
        Day of the event; for several events, their names and days.
    event : str
        Name of a single event.
    measure : {"label_share", "category_share", "label_valence"}
        What may have changed.
    by : str or list of str
        Columns whose values form the groups, each compared with itself.
    actor, voice : str or list of str, optional
        As for `label_shares`.
    label : str or list of str, optional
        Give the rows of these labels (or categories) alone: the family over which p is adjusted. The denominator is
        all mentions of the actor nevertheless.
    window : int, optional
        Count this many days on each side alone; by default all there are.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, actor, label (or category) that occurs on either side, and event: the columns of `by`,
        ``actor``, ``measure``, ``label`` (empty for valence), ``event``, ``date``, ``before``, ``after``,
        ``difference`` (after less before), ``low``, ``high`` (in units of the measure), ``p``, ``p_adjusted`` (over
        all rows of the table that have a p), the number of mentions and articles on each side, ``interval`` and
        ``flag``, where ``before: ...`` warns of the earlier side. A group that names the actor on one side alone has
        no difference, and a flag that says so. Ordered by group, actor, label and date.

    Raises
    ------
    TableError
        If no mention has a date, the date of an event cannot be read, the window is not positive, or as for
        `label_shares`.
    UnknownNameError
        If there is no such measure, actor, label or voice.

    Notes
    -----
    Intervals and p values are made as in `compare_sources`: p deals the articles of one group to both sides of the
    date at random. A difference tells that naming changed, not that the event changed it: other things happen at the
    same time.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "published": [f"2015-03-{day:02d}" for day in range(1, 9)],
    ...     "source": "North", "actor": "opposition", "label": ["rebel"] * 4 + ["rebel", *["terrorist"] * 3],
    ...     "category": ["neutral"] * 5 + ["delegitimising"] * 3, "valence": [0] * 5 + [-1] * 3,
    ...     "sentence_start": 0})
    >>> changes = before_after(mentions, "2015-03-05", event="attack", label="terrorist")
    >>> changes[["event", "before", "after", "difference", "n_before_articles", "n_after_articles"]]
        event  before  after  difference  n_before_articles  n_after_articles
    0  attack     0.0   0.75        0.75                  4                 4
    """
    if measure not in _KEYS:
        raise UnknownNameError("measure to compare", measure, _KEYS)
    columns, settings = columns_of(by, "before_after"), Settings(level, resamples, seed)
    check_settings(settings, "before_after")
    events = _events(event_date, event, window)
    check(mentions, ["published"], "mentions")
    rows = select(
        mentions.assign(published_day=days_of(mentions["published"])),
        [*columns, "published_day"],
        actor=actor,
        voice=voice,
    )
    check_dated(rows["published_day"])
    rows, labels = _labelled(rows, measure, label)
    found = [row for key, group in _actors(rows, columns, measure) for row in _rows(key, group, events, settings)]
    if labels is not None:
        found = [row for row in found if row["label"] in labels]
    for row in found:
        row.update(zip([*columns, "actor"], row.pop("key"), strict=True), measure=measure)
    table = pd.DataFrame(found, columns=[*columns, *CHANGES[1:]])
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    return flagged(table, rows[rows["published_day"].isna()], [*columns, "actor"])


def _events(event_date: object, name: str, window: int | None) -> list[Event]:
    """Events in the order of their dates."""
    if window is not None and not window > 0:
        raise TableError(f"before_after: window is {window}; give a number of days on each side, such as 90")
    if not isinstance(event_date, Mapping):
        event_date = {name: event_date}
    elif name:
        raise TableError("before_after: event= names a single event; several have their names in event_date already")
    if not event_date:
        raise TableError("before_after: event_date holds no event; give one date, or a mapping of names to dates")
    named = [str(each) for each in event_date]
    days = days_of(pd.Series([str(each) for each in event_date.values()], dtype=object))
    for each, day in zip(event_date.values(), days, strict=True):
        if pd.isna(day):
            raise TableError(f"before_after: the date {str(each)!r} cannot be read; write it as YYYY-MM-DD")
    return sorted((Event(*pair, window) for pair in zip(named, days, strict=True)), key=lambda each: each.day)


def _labelled(rows: pd.DataFrame, measure: str, label: Names) -> tuple[pd.DataFrame, list[str] | None]:
    """Mentions, and the labels or categories asked for."""
    if label is None:
        return rows, None
    if not _KEYS[measure]:
        raise TableError(f"before_after: {measure!r} is a mean over all labels; leave label= out")
    labels = [label] if isinstance(label, str) else list(label)
    if measure == "label_share":
        return merged(rows, labels), labels
    any_of(rows["category"], "category", labels, set(rows["category"]))
    return rows, labels


def _actors(
    rows: pd.DataFrame, columns: list[str], measure: str
) -> Iterator[tuple[tuple[Any, ...], tuple[pd.DataFrame, Scale]]]:
    """Each group and actor with its mentions, and what is compared."""
    ends, keys = valence_ends(rows), list(_KEYS[measure])
    scales = {
        actor: Scale(kinds=kinds_of(of, keys) if keys else None, column="valence", ends=ends[actor])
        for actor, of in rows.groupby("actor", observed=True)
    }
    for key, group in groups(rows, columns):
        yield key, (group, scales[key[-1]])


def _rows(
    key: tuple[Any, ...], of: tuple[pd.DataFrame, Scale], events: list[Event], settings: Settings
) -> Iterator[dict[str, Any]]:
    """Rows of one group and actor, label by label."""
    group, scale = of
    names = [""] if scale.kinds is None else [str(cell) for cell in scale.kinds[_named(scale.kinds)]]
    by_event = [_changes(group, scale, event, settings, *key) for event in events]
    for place, name in enumerate(names):
        for event, rows in zip(events, by_event, strict=True):
            row = rows[place] if rows else {}
            # A label that neither side uses says nothing and would only add to the family.
            if row and (scale.kinds is None or row["before"] > 0 or row["after"] > 0):
                yield {**row, "key": key, "label": name, "event": event.name, "date": f"{event.day:%Y-%m-%d}"}


def _named(kinds: pd.DataFrame) -> str:
    """Column that names labels or categories."""
    return "label" if "label" in kinds.columns else "category"


def _changes(
    group: pd.DataFrame, scale: Scale, event: Event, settings: Settings, *key: object
) -> list[dict[str, Any]]:
    """One row for each label: after less before; none where neither side has mentions."""
    distance = (group["published_day"] - event.day).dt.days
    most = np.inf if event.window is None else event.window
    parts = {
        "before": group[(distance < 0) & (distance >= -most)],
        "after": group[(distance >= 0) & (distance < most)],
    }
    key = (f"{event.day:%Y-%m-%d}", *key)
    sides = {name: side_of(rows, name, scale, settings, name, *key) for name, rows in parts.items() if len(rows)}
    counts = {
        f"n_{name}_{what}": n
        for name, rows in parts.items()
        for what, n in (("mentions", len(rows)), ("articles", rows["article_id"].nunique()))
    }
    if len(sides) == 2:
        return [
            {
                **{name: row[name] for name in ("difference", "low", "high", "p", "interval")},
                **counts,
                "before": row["against_value"],
                "after": row["value"],
                "flag": row["flag"].replace("against:", "before:"),
            }
            for row in differences(sides["after"], sides["before"], settings, *key, scale=scale)
        ]
    return [
        {**dict.fromkeys(("before", "after", "difference", "low", "high", "p"), np.nan), **counts, name: float(value),
         "interval": "", "flag": _alone(name, side.n_mentions, len(side.articles))}
        for name, side in sides.items()
        for value in side.estimate.value
    ]  # fmt: skip


def _alone(name: str, n_mentions: int, n_articles: int) -> str:
    """Warnings where one side has mentions."""
    missing = f"no mentions {'after' if name == 'before' else 'before'}"
    return "; ".join(filter(None, [missing, flag_of(n_mentions, n_articles)]))
