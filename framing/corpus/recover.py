"""Byline, date and agency, where the text says them plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.corpus.dates import DATE, find_date

if TYPE_CHECKING:
    from framing.corpus.lines import Line

#: Agencies (and outlets that write datelines) by the name they print there.
AGENCIES: Final[tuple[str, ...]] = (
    "Reuters", "AP", "The Associated Press", "Associated Press", "AFP", "Agence France-Presse", "SANA",
    "TASS", "Xinhua", "Anadolu", "Anadolu Agency", "AA", "dpa", "DPA", "UPI", "EFE", "ANSA", "ANI", "PTI",
    "IANS", "Kyodo", "Yonhap", "IRNA", "Tasnim", "Fars", "Mehr", "Interfax", "RIA Novosti", "Sputnik",
    "WAM", "SPA", "KUNA", "QNA", "NNA", "MENA", "Petra", "BNA", "CNN", "Bloomberg", "VOA", "RFE/RL",
)  # fmt: skip

_AGENCY: Final = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_WORD: Final = r"[^\W\d_a-z][\w.'\u2019-]*"
_JOINER: Final = r"(?:and|of|the|in|for|at|our|de|van|der|von|bin|ibn|el|al-\w+|&)"
_NAME: Final = rf"{_WORD}(?:[ ,/|]{{1,3}}(?:{_WORD}|{_JOINER})){{0,11}}"

_BY: Final = re.compile(rf"(?:By|BY|by|Written by|WRITTEN BY):? (?P<name>{_NAME})$")
#: "By Monday", "By Nightfall" head sections; they are nobody's name.
_NOT_A_NAME: Final = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Night|Mid|Noon|Dawn|Dusk|The Numbers|Any|All|Now|Then)",
    re.IGNORECASE,
)
_DESK: Final = re.compile(
    rf"(?:{_WORD} ){{0,3}}(?:Staff(?: (?:Writer|Reporter|Correspondent))?|(?:Web |News |Foreign )?Desk|Bureau"
    r"|Newsroom|Correspondent|Reporter|News Service|Agencies|Monitoring)",
)
#: Desks that any outlet has name no outlet.
_PLAIN_DESK: Final = re.compile(
    r"(?:(?:Web|News|Foreign|World|National|International|Our|Special|Senior|Online|Digital|Staff|The)\b ?)*"
    r"(?:Staff|Writer|Desk|Bureau|Newsroom|Correspondent|Reporter|News Service|Agencies|Monitoring)?",
)
#: "Jane Doe | 2 December 2024": without the bar it may be a place.
_PERSON: Final = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
_BARRED: Final = re.compile(r"[|\u00b7\u2022]\s*$")
_LABEL: Final = r"(?:(?:first |last )?(?:published|updated|posted|modified)|date)(?: (?:on|at))?:?"
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
_TIME: Final = r"(?:at )?\d{1,2}[:.h]?\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[a-z]{2,5}(?:[+-]\d{1,2})?\)?)?"
_DATE_LINE: Final = re.compile(
    rf"(?P<before>.{{0,100}}?)(?:\b{_LABEL} ?)?(?:\b{_WEEKDAY} ?)?(?<!\w)(?P<date>{DATE})"
    rf"(?:[ ,|T\u00b7\u2022\u2013-]{{1,3}}{_TIME})?(?P<after>.{{0,100}})",
    re.IGNORECASE,
)
_DATE_REST: Final = re.compile(rf"(?:\W|\b{_LABEL}|\b{_WEEKDAY}|\b{_TIME}|{DATE}|\bist\b)*", re.IGNORECASE)
#: A date that running text begins with: a capital, a quotation mark or a time follows it.
_OPENING_DATE: Final = re.compile(
    rf"(?:(?i:{_LABEL}) )?(?:(?i:{_WEEKDAY}) )?(?P<date>(?i:{DATE}))"
    r"(?=\s+(?:at \d|by [A-Z]|[A-Z0-9\"\u201c]))"
)
_PLACE: Final = r"[^\W_a-z][\w.'\u2019/-]*"
_DATELINE: Final = re.compile(
    rf"(?P<place>(?:{_PLACE}(?:[ ,]{{1,3}}{_PLACE}){{0,6}}[ ,]{{1,2}})?)"
    rf"\((?P<agency>{_AGENCY})\)(?P<dash>\s*[-\u2013\u2014:])?"
)
_SIGNED: Final = re.compile(
    rf"(?:^|[\s.])(?:--?|\u2013|\u2014) ?(?P<agency>{_AGENCY}|REUTERS)\s*$|\((?P<bracketed>{_AGENCY})\)\s*$"
)


class Credit(NamedTuple):
    """What a byline or date line says."""

    byline: str
    published: str


class Recovered(NamedTuple):
    """What a text says of itself; ``""`` where it says nothing."""

    byline: str
    published: str
    source: str


def read_credit(line: str) -> Credit | None:
    """Byline and date of a line that holds nothing else, or nothing.

    Examples
    --------
    >>> read_credit("FP Staff December 2, 2024, 14:39:31 IST")
    Credit(byline='FP Staff', published='2024-12-02')
    >>> read_credit("By early 2014 it controlled Falluja")
    """
    if len(line) > 160:
        return None
    # No date is without a year.
    if ("19" in line or "20" in line) and (match := _DATE_LINE.fullmatch(line)):
        byline = _name_before_date(match["before"])
        if byline is None or not _DATE_REST.fullmatch(match["after"]):
            return None
        return Credit(byline, find_date(match["date"]))
    name = _name(line)
    return Credit(name, "") if name else None


def _name_before_date(before: str) -> str | None:
    """Who is named before a date: nobody (""), an author or desk, or (None) it is not a byline."""
    name = before.strip(" ,|\u00b7\u2022\u2013-")
    if name and _BARRED.search(before) and _PERSON.fullmatch(name):
        return name
    return _name(name) if name else ""


def _name(line: str) -> str | None:
    """Who a line names as its author: "By …" or a desk; else None."""
    if match := _BY.match(line):
        return None if _NOT_A_NAME.match(match["name"]) else match["name"]
    return line if _DESK.fullmatch(line) else None


def recover(text: str, lines: list[Line], title_end: int) -> Recovered:
    """Byline, date and source of `text`.

    Parameters
    ----------
    text : str
        The text as analysed.
    lines : list of Line
        Its lines without boilerplate.
    title_end : int
        Where the headline ends, 0 when there is none.

    Returns
    -------
    Recovered
        The source is an agency of a dateline or sign-off, or a desk that names its outlet ("FP
        Staff"); a person's name is never a source.
    """
    byline = published = ""
    for line in [line for line in lines if line.start >= title_end][:5] + lines[:2]:
        credit = read_credit(line.text)
        if credit:
            byline, published = byline or credit.byline, published or credit.published
    if not published:
        published = _opening_date(text, title_end)
    agency = find_agency(text, lines, title_end)
    return Recovered(byline, published, agency or (byline if _names_outlet(byline) else ""))


def find_agency(text: str, lines: list[Line], title_end: int) -> str:
    """Agency of the dateline ("BEIRUT (AP) —") or of the sign-off ("--Reuters"), as printed."""
    starts = [line.start for line in lines if line.start >= title_end][:6]
    for start in [title_end, *starts]:
        opening = text[start : start + 120].lstrip(" .\r\n\t\"'")
        match = _DATELINE.match(opening) if "(" in opening else None
        if match and _is_dateline(match["place"], dash=bool(match["dash"])):
            return match["agency"]
    for line in lines[-3:]:
        if match := _SIGNED.search(line.text[-60:]):
            agency = match["agency"] or match["bracketed"]
            return "Reuters" if agency == "REUTERS" else agency
    return ""


def _is_dateline(place: str, *, dash: bool) -> bool:
    """Tell "BEIRUT (AP) said", "Beirut, (AP) said" and "Beirut (AP) -" from "News Agency (SANA) said"."""
    return dash or not place or place.isupper() or place.rstrip().endswith(",")


def _opening_date(text: str, title_end: int) -> str:
    """Date with which the text, or what follows its headline, begins."""
    for start in (0, title_end):
        if match := _OPENING_DATE.match(text[start : start + 80].lstrip(" .")):
            return find_date(match["date"])
    return ""


def _names_outlet(byline: str) -> bool:
    """Whether a byline is a desk that says whose desk it is."""
    return bool(_DESK.fullmatch(byline)) and not _PLAIN_DESK.fullmatch(byline)
