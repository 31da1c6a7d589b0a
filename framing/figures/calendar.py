"""Days on the axis of a figure: the first and last day of a period, ticks, events."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Ticks lie this many months apart, or this many days.
_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_DAYS: Final = (1, 7)
_PERIOD: Final = re.compile(
    r"(\d{4})(?:-(?:W(?P<week>\d\d)|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


class Timeline(NamedTuple):
    """First day drawn and the day after the last; days of events in their order, and the names of these."""

    first: date
    last: date
    days: list[date]
    names: list[str]


def span_of(period: str, where: str) -> tuple[date, date]:
    """First day of a period, and of the next one.

    Examples
    --------
    >>> span_of("2015-Q4", "")[1].isoformat(), span_of("2015-W53", "")[0].isoformat()
    ('2016-01-01', '2015-12-28')
    """
    found = _PERIOD.fullmatch(period)
    part = {name: int(text) for name, text in found.groupdict().items() if text} if found else {"month": 0}
    try:
        return _between(int(found[1]) if found else 0, part)
    except ValueError:
        raise TableError(
            f"{where}: period {period!r} cannot be read; label_shares_by_period writes 2015, 2015-Q1, 2015-03,"
            " 2015-W11 or 2015-03-09"
        ) from None


def _between(year: int, part: Mapping[str, int]) -> tuple[date, date]:
    """First day of a part of a year, and of what follows it."""
    if "week" in part:
        start = date.fromisocalendar(year, part["week"], 1)
        return start, start + timedelta(days=7)
    if "day" in part:
        start = date(year, part["month"], part["day"])
        return start, start + timedelta(days=1)
    first = part.get("month", 3 * part.get("quarter", 1) - 2)
    following = first + (1 if "month" in part else 3 if "quarter" in part else 12)
    return date(year, first, 1), date(year + (following > 12), (following - 1) % 12 + 1, 1)


def timeline_of(events: Mapping[str, str | date], spans: Sequence[tuple[date, date]], where: str) -> Timeline:
    """Days from the first to the last period, and to events before or after them."""
    found = []
    for name, written in events.items():
        try:
            found.append((date.fromisoformat(str(written)[:10]), str(name)))
        except ValueError:
            raise TableError(
                f"{where}: the day {written!r} of event {name!r} cannot be read; write YYYY-MM-DD"
            ) from None
    found.sort()
    days = [day for day, _ in found]
    first = min(*(start for start, _ in spans), *days, date.max)
    last = max(*(end for _, end in spans), *(day + timedelta(days=1) for day in days), date.min)
    return Timeline(first, last, days, [name for _, name in found])


def letter_of(place: int) -> str:
    """A to Z, then numbers."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def ticks_of(first: date, last: date, room: float, size: float) -> tuple[list[date], list[str]]:
    """First days of years, months or weeks, as many as `room` points hold."""
    n_days, months = (last - first).days, range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ways = [([first + timedelta(days=day) for day in range(0, n_days, step)], "%Y-%m-%d") for step in _DAYS]
    for step in _MONTHS:
        days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        ways.append(([day for day in days if first <= day < last], "%Y" if step % 12 == 0 else "%Y-%m"))
    for days, written in ways:
        words = [day.strftime(written) for day in days]
        if days and len(days) * (len(words[0]) * 0.56 * size + 7) <= room:
            return days, words
    return [first], [f"{first:%Y-%m-%d}"]
