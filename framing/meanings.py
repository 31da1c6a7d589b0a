"""What many words of a lexicon mean where they stand, as capitals and context allow, told for all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from framing.lexicon.readings import DENIALS
from framing.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.block import Block, Page
    from framing.lexicon.readings import Entry, Reading

#: A form with more conditions has too many combinations to list.
_LISTED: Final = 8
#: Marks that often stand beside a word.
_MARKS: Final = ",.;:?!'\"\u201c\u201d()-\n"
_REMEMBERED: Final = 1 << 18
_NOT_YET: Final = -2


class Meanings:
    """The forms of a lexicon with all that they can mean.

    Parameters
    ----------
    entries : sequence of Entry or None
        What each pattern can mean; None if it is no word of the lexicon.
    page : Page

    Attributes
    ----------
    readings : list of Reading
        Those met so far.
    """

    def __init__(self, entries: Sequence[Entry | None], page: Page) -> None:
        self.readings: list[Reading] = []
        self._entries, self._is_upper = entries, page.is_upper
        self._conditions = list(dict.fromkeys(c for entry in entries if entry for c in entry.conditions))
        places = {condition: at for at, condition in enumerate(self._conditions)}
        self._of_patterns = _Ragged([[places[c] for c in entry.conditions] if entry else [] for entry in entries])
        self._capitals = _Ragged([condition.capitals for condition in self._conditions])
        self._contexts = np.array([bool(c.excepts or c.whens) for c in self._conditions], bool)
        self._near = Neighbours((*_MARKS, *(word for c in self._conditions for word in c.words)), page)
        self._foreseen: dict[int, int] = {}
        counts = self._of_patterns.counts
        sizes = np.where(counts > _LISTED, 0, 2 << np.minimum(counts, _LISTED))
        self._places = np.cumsum(sizes) - sizes
        self._known = np.full(sizes.sum(), _NOT_YET, np.int64)
        self._told: dict[str, NDArray[np.bool_]] = {}
        self._numbers: dict[tuple[int, tuple[bool, ...], bool], int] = {}

    def which(self, question: str) -> NDArray[np.bool_]:
        """Whether each of the readings ``names`` anybody, ``tells`` anything, or is ``about`` the subject."""
        known = self._told.setdefault(question, np.zeros(0, bool))
        if len(known) < len(self.readings):
            more = [getattr(reading, question) for reading in self.readings[len(known) :]]
            self._told[question] = np.concatenate((known, np.array(more, bool)))
        return self._told[question]

    def of(
        self, block: Block, patterns: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """The place of each word's reading in `readings`; -1 where capitals and context allow nothing."""
        counts = self._of_patterns.counts[patterns]
        firsts = np.cumsum(counts) - counts
        hits = np.repeat(np.arange(len(patterns)), counts)
        nth = np.arange(len(hits)) - firsts[hits]
        held = self._held(block, self._of_patterns.items(patterns[hits], nth), starts[hits], ends[hits])
        denied = self._denied(block, starts)
        listed = counts <= _LISTED
        codes = np.bincount(hits, held * (1 << np.minimum(nth, _LISTED)), len(patterns)).astype(np.int64)
        places = np.where(listed, self._places[patterns] + 2 * codes + denied, 0)
        found = np.where(listed, self._known[places], _NOT_YET) if len(self._known) else np.full(len(patterns), -1)
        for at in self._unknown(places, found):
            pattern, holding = int(patterns[at]), held[firsts[at] : firsts[at] + counts[at]]
            number = self._number(pattern, tuple(holding.tolist()), denied=bool(denied[at]))
            if listed[at]:
                self._known[places[at]] = number
            else:
                found[at] = number
        return np.where(listed, self._known[places], found) if len(self._known) else found

    def _unknown(self, places: NDArray[np.int64], found: NDArray[np.int64]) -> Iterator[int]:
        """Words whose reading has to be read from the lexicon."""
        seen: set[int] = set()
        for at in np.flatnonzero(found == _NOT_YET).tolist():
            place = int(places[at])
            if place == 0 or place not in seen:
                seen.add(place)
                yield at

    def _number(self, pattern: int, held: tuple[bool, ...], *, denied: bool) -> int:
        key = (pattern, held, denied)
        if key not in self._numbers:
            entry = self._entries[pattern]
            reading = entry.reading(held, denied=denied) if entry else None
            self._numbers[key] = -1 if reading is None else len(self.readings)
            self.readings.extend([] if reading is None else [reading])
        return self._numbers[key]

    def _held(
        self, block: Block, conditions: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Which conditions hold at words."""
        held = np.ones(len(conditions), bool)
        left, nth = np.flatnonzero(self._capitals.counts[conditions]), 0
        while len(left):
            offsets = starts[left] + self._capitals.items(conditions[left], nth)
            upper = self._is_upper[block.characters[offsets]]
            held[left[~upper]] = False
            nth += 1
            left = left[upper & (self._capitals.counts[conditions[left]] > nth)]
        asked = np.flatnonzero(held & self._contexts[conditions])
        held[asked] = self._fits(block, conditions[asked], starts[asked], ends[asked])
        return held

    def _fits(
        self, block: Block, conditions: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Which conditions hold at words by their contexts: mostly the words beside them tell."""
        before, _ = self._near.before(block, starts)
        after, _ = self._near.after(block, ends)
        keys = (conditions * len(self._near) + before) * len(self._near) + after
        distinct, first, which = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._foreseen) > _REMEMBERED:
            self._foreseen.clear()
        for key, at in zip(distinct.tolist(), first.tolist(), strict=True):
            if key not in self._foreseen:
                self._foreseen[key] = self._foresee(int(conditions[at]), int(before[at]), int(after[at]))
        told = np.array([self._foreseen[key] for key in distinct.tolist()], np.int64)[which]
        held: NDArray[np.bool_] = told == 1
        folded = block.folded_text if (told < 0).any() else ""
        for at in np.flatnonzero(told < 0).tolist():
            held[at] = self._conditions[conditions[at]].fits(folded, int(starts[at]), int(ends[at]))
        return held

    def _foresee(self, condition: int, before: int, after: int) -> int:
        """1 or 0 where a condition holds or not beside these two, -1 where one has to look further."""
        words = [self._near.word(number) for number in (before, after)]
        if None in words:
            return -1
        told = self._conditions[condition].foresee(words[0] or "", words[1] or "")
        return -1 if told is None else int(told)

    def _denied(self, block: Block, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        denied = np.zeros(len(starts), bool)
        for at in np.flatnonzero(block.small[starts - 1] == ord("-")).tolist():
            denied[at] = block.folded_text.endswith(DENIALS, 0, int(starts[at]))
        return denied


class _Ragged:
    """Rows of numbers of different lengths."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.counts = np.array([len(row) for row in rows], np.int64)
        self._firsts = np.cumsum(self.counts) - self.counts
        self._flat = np.array([each for row in rows for each in row], np.int64)

    def items(self, rows: NDArray[np.int64], nth: NDArray[np.int64] | int) -> NDArray[np.int64]:
        """The nth number of each of some rows."""
        found: NDArray[np.int64] = self._flat[self._firsts[rows] + nth]
        return found
