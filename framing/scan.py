"""The one scan: every word of the lexicons found in one pass over an article."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick

from framing.lexicon.readings import Reading, entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.lexicon import Lexicon


class CueForms(Protocol):
    """A lexicon of cues; it can be hashed, so that it is compiled once."""

    @property
    def forms(self) -> Mapping[str, tuple[Any, ...]]:
        """Surface forms, in lower case, with what each may be."""


class Unit(NamedTuple):
    """A surface form found in an article, with what it means there."""

    start: int
    end: int
    reading: Reading


class Found(NamedTuple):
    """What a scan finds in an article.

    Attributes
    ----------
    printed, folded : str
        The article in plain characters, and in lower case besides.
    units : list of Unit
        Words of the lexicon of actors, in order; none overlap.
    cues : list of (start, end, index)
        Words of the lexicon of cues, in order; none overlap. ``Scanner.cue_forms[index]`` tells what each may be.
    """

    printed: str
    folded: str
    units: list[Unit]
    cues: list[tuple[int, int, int]]


class Scanner:
    """Lexicons compiled into one automaton.

    Parameters
    ----------
    lexicon : Lexicon
        Actors.
    cues : CueForms, optional
        Reporting expressions, looked for in the same pass.

    Attributes
    ----------
    cue_forms : list of tuple
        What each pattern of the automaton may be as a cue; empty for words of the actors alone.
    """

    def __init__(self, lexicon: Lexicon, cues: CueForms | None = None) -> None:
        named = entries(lexicon)
        spoken = {} if cues is None else cues.forms
        patterns = list(dict.fromkeys([*named, *spoken]))
        self._entries = [named.get(pattern) for pattern in patterns]
        self.cue_forms: list[tuple[Any, ...]] = [spoken.get(pattern, ()) for pattern in patterns]
        self._automaton = AhoCorasick(patterns)

    def scan(self, printed: str, folded: str, excluded: Sequence[Sequence[int]]) -> Found:
        """Find the words of the lexicons in an article.

        Of words that overlap, the first wins, and of those that begin together the longest; a word of the actors
        that capitals or context forbid leaves its place to the next.

        Parameters
        ----------
        printed, folded : str
            The article as :func:`framing.text.plain` returns it, and in lower case besides.
        excluded : sequence of (start, end)
            Regions that are no part of the article.
        """
        units: list[Unit] = []
        cues: list[tuple[int, int, int]] = []
        reached = spoken = 0
        for pattern, start, end in self._words(folded):
            if start >= spoken and self.cue_forms[pattern]:
                spoken = end
                if not _is_excluded(excluded, start, end):
                    cues.append((start, end, pattern))
            entry = self._entries[pattern]
            if start < reached or entry is None:
                continue
            reading = entry.reading(printed, folded, start)
            if reading is not None:
                reached = end
                if not _is_excluded(excluded, start, end):
                    units.append(Unit(start, end, reading))
        return Found(printed, folded, units, cues)

    def _words(self, folded: str) -> list[tuple[int, int, int]]:
        """Patterns that stand alone, by their start, the longest first.

        Letters, digits and the underscore are part of a word; hyphens are not: "regime-held", "non-rebel".
        """
        letters = folded.replace("_", "a")
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        found = [
            (pattern, start, end)
            for pattern, start, end in reversed(found)  # they come by their end
            if not letters[start - 1 : start].isalnum() and not letters[end : end + 1].isalnum()
        ]
        found.sort(key=itemgetter(1))
        return found


@lru_cache(maxsize=16)
def scanner(lexicon: Lexicon, cues: CueForms | None = None) -> Scanner:
    """Compile lexicons once."""
    return Scanner(lexicon, cues)


def _is_excluded(excluded: Sequence[Sequence[int]], start: int, end: int) -> bool:
    """Whether a span touches one of the regions, which are in order."""
    at = bisect_left(excluded, end, key=lambda region: region[0])
    return at > 0 and excluded[at - 1][1] > start
