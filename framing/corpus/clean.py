"""Web boilerplate in a text: found line by line, excluded by offsets, never cut out."""

from __future__ import annotations

import re
from typing import Final

from framing.corpus.lines import Line, ends_sentence, split_lines
from framing.corpus.patterns import (
    ALONE,
    HELD,
    HOLDING,
    LINK_LISTS,
    LINKS,
    MENU_HEADERS,
    MENU_WORDS,
    OPENINGS,
    SIGN_OFFS,
)
from framing.corpus.words import count_all_words
from framing.text import WORD, count_words

#: Longer lines are prose, whatever they begin with.
MAX_LINE: Final = 300
#: So are longer runs of menu words.
MAX_MENU: Final = 120
#: A line that is printed again right after itself is a repeated caption if it has this many words.
MIN_REPEATED_WORDS: Final = 4
#: Agencies sign off within this many lines of the end.
SIGN_OFF_LINES: Final = 6
#: A closing list of links is not longer than this.
MAX_LINKS: Final = 12


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all `patterns`, each on its own."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ALONE: Final = _whole(ALONE)
_HOLDING: Final = _whole(HOLDING)
_LINKS: Final = _whole(LINKS)
_LINK_LISTS: Final = _whole(LINK_LISTS)
_SIGN_OFFS: Final = _whole(SIGN_OFFS)
_MENU_HEADERS: Final = re.compile(MENU_HEADERS, re.IGNORECASE)
#: First words of all lines that are looked at closely.
_STARTS: Final = OPENINGS | MENU_WORDS | {header.split()[0] for header in MENU_HEADERS.split("|")}
#: The letters at the beginning; the last may be one that a case-blind pattern takes for i, s or k.
_OPENING: Final = re.compile("[A-Za-z]+[\u0130\u0131\u017f\u212a]?")
_SIGNS: Final = frozenset("(\u00a9")
_HELD: Final = [piece.encode() for piece in HELD]
_AROUND: Final = " \t\u00a0\u2022*\u00bb\u203a>\u2192\u25b6\u25ba\u2981\u00b7|-\u2013\u2014_=~[]()"
#: Speech: an imperative inside a quotation or with a speaker is the article's own.
_SPEECH: Final = re.compile(r"[\"\u201c\u201d]|\b(?:said|says|told|urged|warned)\b", re.IGNORECASE)


def find_boilerplate(text: str) -> list[list[int]]:
    r"""Where the lines stand that belong to the web page, not to the article.

    Parameters
    ----------
    text : str
        The text as read. It is not changed.

    Returns
    -------
    list of [int, int]
        Start and end of each such line in characters of `text`, in order; they never overlap.

    Notes
    -----
    Whole lines only, so running text without line breaks loses nothing. Rules: the table in
    ``patterns.py``, the second copy of a line printed twice in a row, menus, closing lists of links
    and the sign-off of agencies.

    Examples
    --------
    >>> find_boilerplate("Trending:\n\nAdvertisement revenue fell.")
    [[0, 9]]
    """
    if _is_running_text(text):
        return []
    lines = split_lines(text)
    verdicts = judge_lines(lines, text)
    return [[line.start, line.end] for line, out in zip(lines, verdicts, strict=True) if out]


def part_lines(text: str) -> tuple[list[list[int]], list[Line]]:
    """Boilerplate of `text` as `find_boilerplate` finds it, and the other lines, with gaps where one was left out."""
    lines = split_lines(text)
    if _is_running_text(text):
        return [], lines
    verdicts = judge_lines(lines, text)
    excluded = [[line.start, line.end] for line, out in zip(lines, verdicts, strict=True) if out]
    return excluded, leave_out(lines, verdicts)


def leave_out(lines: list[Line], verdicts: list[bool]) -> list[Line]:
    """Lines whose verdict is false; where a line was left out there is a gap."""
    if not any(verdicts):
        return lines
    kept: list[Line] = []
    gap = False
    for line, out in zip(lines, verdicts, strict=True):
        if not out:
            kept.append(line._replace(gap=True) if gap else line)
        gap = out
    return kept


def _is_running_text(text: str) -> bool:
    """Whether a text is one long line."""
    return len(text) > MAX_LINE and "\n" not in text and "\r" not in text


def judge_lines(lines: list[Line], text: str) -> list[bool]:
    """For each line of `text`, whether it is boilerplate; most are dismissed by their first word."""
    held = _holds_fixed_words(text)
    sign_offs = len(lines) - SIGN_OFF_LINES
    verdicts: list[bool] = []
    kept: Line | None = None
    # A menu header governs the run of lines after it; blank lines may stand before that run, not in it.
    menu = ""
    for index, line in enumerate(lines):
        core = line.text.strip(_AROUND)
        repeated = kept is not None and line.text == kept.text
        likely = _begins_like_boilerplate(core) or (held and _holds_fixed_words(core))
        after_header = menu == "header" or (menu == "run" and not line.gap)
        out = (
            (likely and _is_boilerplate(line, core, first=kept is None))
            or ((likely or after_header) and _is_menu(core, after_header=after_header))
            or (repeated and count_words(line.text) >= MIN_REPEATED_WORDS)
            or (index >= sign_offs and _is_sign_off(line.text))
        )
        header = likely and _MENU_HEADERS.fullmatch(core)
        menu = "header" if header else "run" if after_header and out else ""
        verdicts.append(out)
        if not out:
            kept = line
    _judge_link_list(lines, verdicts)
    return verdicts


def _begins_like_boilerplate(core: str) -> bool:
    """Whether a line begins as those of the table and menus do; nearly all prose does not."""
    found = _OPENING.match(core)
    if found is None:
        return len(core) <= MAX_MENU or core[0] in _SIGNS or core[0].isalnum()
    return found[0].lower() in _STARTS or not found[0].isascii()


def _is_boilerplate(line: Line, core: str, *, first: bool) -> bool:
    """Whether one line matches the table."""
    if not core or len(line.text) > MAX_LINE or (core[0].islower() and not line.gap):
        return False
    if not first and _LINKS.fullmatch(core) and (not ends_sentence(core) or core.endswith(("?", "!", "\u2026"))):
        return True
    found = _ALONE.fullmatch(core) or (_holds_fixed_words(core) and _HOLDING.fullmatch(core))
    return bool(found) and not _SPEECH.search(core)


def _holds_fixed_words(text: str) -> bool:
    """Whether words stand in `text` that make a line boilerplate whatever it begins with."""
    letters = text.encode("utf-8", "replace").lower()
    return any(piece in letters for piece in _HELD)


def _is_sign_off(line: str) -> bool:
    """Whether a line says who reported and edited."""
    bare = line.strip("-\u2013\u2014_* ")
    return len(line) <= MAX_LINE and bool(_SIGN_OFFS.fullmatch(bare))


def _is_menu(core: str, *, after_header: bool) -> bool:
    """Whether a line is a run of menu words: most of them after a menu header, else all of them."""
    if len(core) > MAX_MENU:
        return False
    opening = WORD.search(core)
    if opening is None or not (after_header or opening.group().casefold() in MENU_WORDS) or ends_sentence(core):
        return False
    words = WORD.findall(core)
    known = sum(word.casefold() in MENU_WORDS for word in words)
    if after_header:
        capitals = all(word[0].isupper() or word[0].isdigit() for word in words)
        return bool(words) and capitals and known * 2 >= len(words)
    return len(words) > 3 and known == len(words)


def _judge_link_list(lines: list[Line], verdicts: list[bool]) -> None:
    """Mark the headlines of other articles that close the page after a label such as "Read more:"."""
    for index in range(len(lines) - 1, max(0, len(lines) - MAX_LINKS - 2), -1):
        line = lines[index]
        if verdicts[index]:
            if _LINK_LISTS.fullmatch(line.text.strip(_AROUND)):
                verdicts[index:] = [True] * (len(lines) - index)
                return
        elif len(line.text) > 150 or (ends_sentence(line.text) and not line.text.endswith("?")):
            return


def words_outside(text: str, excluded: list[list[int]]) -> int:
    """Count the words of `text` that are not `excluded`."""
    return count_all_words(text) - sum(count_words(text[start:end]) for start, end in excluded)
