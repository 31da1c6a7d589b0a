"""Dates: what is clear becomes ISO ``YYYY-MM-DD``, what is ambiguous stays as written."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d{2}"
_DAY: Final = r"[0-3]?\d(?:st|nd|rd|th)?"

#: A date whose reading is certain: "December 2, 2024", "2 Dec. 2024", "2024-12-02", "24.08.2013".
DATE: Final = (
    rf"(?:{_MONTH}\s{{1,2}}{_DAY},?\s{{1,2}}{_YEAR}|{_DAY}(?:\s{{1,2}}|-){_MONTH},?(?:\s{{1,2}}|-){_YEAR}"
    rf"|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR})(?!\d)"
)

_NAMED_MDY: Final = re.compile(rf"({_MONTH})\s+({_DAY}),?\s+({_YEAR})(?!\d)", re.IGNORECASE)
_NAMED_DMY: Final = re.compile(rf"(?<!\d)({_DAY})[\s-]+({_MONTH}),?[\s-]+({_YEAR})(?!\d)", re.IGNORECASE)
_ISO: Final = re.compile(rf"(?<!\d)({_YEAR})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)")
_NUMBERS: Final = re.compile(rf"(?<!\d)(\d{{1,2}})([-/.])(\d{{1,2}})\2({_YEAR})(?!\d)")
_COMPACT: Final = re.compile(rf"\s*({_YEAR})(\d{{2}})(\d{{2}})(?:T\d+Z?)?\s*")


def parse_date(value: object) -> str:
    """`value` as ``YYYY-MM-DD`` when its reading is certain, else as written.

    Parameters
    ----------
    value : object
        A string, a date or timestamp, or a missing value.

    Returns
    -------
    str
        The day as printed (time zones are not converted); the trimmed text when the day is
        ambiguous or not found; ``""`` for a missing value.

    Examples
    --------
    >>> parse_date("Wed 05 Apr 2017 at 0914")
    '2017-04-05'
    >>> parse_date("13/04/2017"), parse_date("03/04/2017")
    ('2017-04-13', '03/04/2017')
    """
    # The missing timestamp (NaT) and the missing number (NaN) print their names.
    if value is None or str(value) in {"NaT", "nan", "<NA>"}:
        return ""
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    text = str(value).strip()
    return find_date(text[:200]) or text


def find_date(text: str) -> str:
    """First certain date in `text` as ``YYYY-MM-DD``, or ``""``."""
    if match := _COMPACT.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    if match := _ISO.search(text):
        return _iso(match[1], match[3], match[4])
    if match := _NAMED_MDY.search(text):
        return _iso(match[3], _month(match[1]), match[2])
    if match := _NAMED_DMY.search(text):
        return _iso(match[3], _month(match[2]), match[1])
    if match := _NUMBERS.search(text):
        return _day_or_month_first(int(match[1]), int(match[3]), match[4])
    return ""


def _day_or_month_first(first: int, second: int, year: str) -> str:
    """ISO date of two numbers and a year, when only one order is possible."""
    if first > 12 or first == second:
        return _iso(year, str(second), str(first))
    return _iso(year, str(first), str(second)) if second > 12 else ""


def _month(name: str) -> str:
    """Return the number of a month name."""
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _iso(year: str, month: str, day: str) -> str:
    """ISO date, or nothing when there is no such day."""
    try:
        return date(int(year), int(month), int(day.rstrip("stndrh"))).isoformat()
    except ValueError:
        return ""
