"""The one scan: every word of the lexicons found in one pass over a block of articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from framing.block import Block, page_of
from framing.lexicon.readings import entries
from framing.meanings import Meanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from framing.lexicon import Lexicon


#: Words that overlap one another like tiles are told one by one after so many rounds.
_ROUNDS: Final = 8


#: Characters of all patterns up to which the automaton is a table, which is a third faster and far larger.
_FAST: Final = 300_000


class CueForms(Protocol):
    """A lexicon of cues; it can be hashed, so that it is compiled once."""

    @property
    def forms(self) -> Mapping[str, tuple[Any, ...]]:
        """Surface forms, in lower case, with what each may be."""


@dataclass(frozen=True)
class Units:
    """Words of the lexicon of actors in a block, in order; none overlap.

    ``readings`` are places in ``Scanner.meanings.readings``.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    readings: NDArray[np.int64]

    @cached_property
    def lists(self) -> tuple[list[int], list[int], list[int]]:
        """The three columns as lists."""
        return self.starts.tolist(), self.ends.tolist(), self.readings.tolist()


class CuesFound(NamedTuple):
    """Words of the lexicon of cues in a block, in order; none overlap.

    ``Scanner.cue_forms[patterns[k]]`` tells what the kth may be.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    patterns: NDArray[np.int64]


class Found(NamedTuple):
    """What a scan finds in a block of articles, in offsets into the block."""

    block: Block
    units: Units
    cues: CuesFound


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
    meanings : Meanings
        What each pattern may mean.
    page : Page
        The bytes of characters.
    """

    def __init__(self, lexicon: Lexicon, cues: CueForms | None = None) -> None:
        named = entries(lexicon)
        spoken = {} if cues is None else cues.forms
        patterns = list(dict.fromkeys([*named, *spoken]))
        self.lexicon = lexicon
        self.cue_forms: list[tuple[Any, ...]] = [spoken.get(pattern, ()) for pattern in patterns]
        self._is_cue = np.array([bool(forms) for forms in self.cue_forms], bool)
        conditions = {condition for entry in named.values() for condition in entry.conditions}
        self.page = page_of(_letters([*patterns, *lexicon.modifiers, *(each.letters for each in conditions)]))
        self.meanings = Meanings([named.get(pattern) for pattern in patterns], self.page)
        self._lengths = np.array([len(pattern) for pattern in patterns], np.int64)
        coded = [self.page.encode(pattern) for pattern in patterns]
        fast = sum(map(len, coded)) <= _FAST
        self._automaton = BytesAhoCorasick(
            coded, implementation=Implementation.DFA if fast else Implementation.ContiguousNFA
        )

    def scan(self, texts: Sequence[str], excluded: Sequence[Sequence[Sequence[int]]]) -> Found:
        """Find the words of the lexicons in articles.

        Of words that overlap, the first wins, and of those that begin together the longest; a word of the actors
        that capitals or context forbid leaves its place to the next.

        Parameters
        ----------
        texts : sequence of str
        excluded : sequence
            For each text, pairs of offsets: regions that are no part of the article.
        """
        block = Block(texts, self.page)
        patterns, starts = self._words(block)
        ends = starts + self._lengths[patterns]
        allowed = _Regions(block, excluded)
        spoken = self._is_cue[patterns]
        kept = _first(starts[spoken], ends[spoken])
        cues = [column[spoken][kept] for column in (starts, ends, patterns)]
        inside = allowed.holds(cues[0], cues[1])
        readings = self.meanings.of(block, patterns, starts, ends)
        said = readings >= 0
        kept = _first(starts[said], ends[said])
        units = [column[said][kept] for column in (starts, ends, readings)]
        within = allowed.holds(units[0], units[1])
        return Found(
            block, Units(*(column[within] for column in units)), CuesFound(*(column[inside] for column in cues))
        )

    def _words(self, block: Block) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Patterns that stand alone, and where they start: in order, the longest first.

        Letters, digits and the underscore are part of a word; hyphens are not: "regime-held", "non-rebel".
        """
        found = self._automaton.find_matches_as_indexes(block.folded, overlapping=True)
        hits = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
        patterns, starts, ends = hits[0::3], hits[1::3], hits[2::3]
        letters = np.frombuffer(block.letters, np.uint8)
        alone = np.flatnonzero((letters[starts - 1] | letters[ends]) == 0)
        patterns, starts, ends = patterns[alone], starts[alone], ends[alone]
        order = np.argsort(starts * 4096 - np.minimum(ends - starts, 4095), kind="stable")
        return patterns[order], starts[order]


def _first(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which of some spans, in order, are left when each takes its place from those after it."""
    left = np.arange(len(starts))
    for _ in range(_ROUNDS):
        reached = np.maximum.accumulate(ends[left])
        free = np.ones(len(left), bool)
        free[1:] = starts[left[1:]] >= reached[:-1]  # these no earlier span can hide
        if free.all():
            return left
        hiding = np.maximum.accumulate(np.where(free, np.arange(len(left)), 0))
        left = left[free | (starts[left] >= ends[left[hiding]])]
    taken, at = [], 0
    for each, start, end in zip(left.tolist(), starts[left].tolist(), ends[left].tolist(), strict=True):
        if start >= at:
            taken.append(each)
            at = end
    return np.array(taken, np.int64)


class _Regions:
    """Regions of a block that are no part of its articles."""

    def __init__(self, block: Block, excluded: Sequence[Sequence[Sequence[int]]]) -> None:
        pairs = [
            (begin + start, begin + end)
            for begin, regions in zip(block.starts.tolist(), excluded, strict=False)
            for start, end in regions
        ]
        self._starts, self._ends = np.array(pairs, np.int64).reshape(-1, 2).T

    def holds(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether spans touch none of them."""
        if not len(self._starts):
            return np.ones(len(starts), bool)
        at = np.searchsorted(self._starts, ends) - 1
        return (at < 0) | (self._ends[at] <= starts)


def _letters(words: Sequence[str]) -> str:
    """Letters outside ASCII."""
    return "".join(sorted({c for word in words for c in word if not c.isascii()}))


@lru_cache(maxsize=16)
def scanner(lexicon: Lexicon, cues: CueForms | None = None) -> Scanner:
    """Compile lexicons once."""
    return Scanner(lexicon, cues)
