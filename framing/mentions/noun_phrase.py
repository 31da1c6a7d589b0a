"""Noun phrases: neighbouring words of the lexicon that name one actor together.

"Syrian ground forces", "Assad's regime", "Islamist-led rebel alliance" and "ISIS terrorists" are one
mention each. Its label is the last noun that is a label in its own right (*rebel* in "rebel fighters",
*terrorist* in "ISIS terrorists"), else a proper name (*HTS* in "HTS fighters"), else the generic noun
(*army* in "Syrian army").

Words that stand alone are told apart for a whole block at once; a run of words is read once for each combination
of readings, and remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.lexicon.contexts import PIECE
from framing.neighbours import UNKNOWN, Neighbours
from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.block import Block, Page
    from framing.lexicon.readings import Reading
    from framing.meanings import Meanings
    from framing.scan import Units

_GAP: Final = 48
#: A noun phrase holds no more words of the lexicon; a longer run is cut, so that time stays linear.
_LONGEST: Final = 12
#: Nouns between a label and the name of a group.
_GROUPS: Final = frozenset("group groups organization organizations organisation organisations movement".split())
#: "X-led forces" are X's; "X-backed rebels" are not.
_OWNING: Final = frozenset({"led", "dominated", "run", "majority", "affiliated"})
#: "X-held Y" are two phrases: the first names who holds the second.
_HOLDING: Final = frozenset({"held", "controlled", "occupied", "besieged", "ruled"})


class Part(NamedTuple):
    """A unit in a chain.

    ``compound`` is what ties it to the next in "Kurdish-led forces", or empty; ``possessive`` tells "Russia's
    army" from "HTS fighters"; ``of_group`` tells "terrorist group ISIS" from "the government, Moscow".
    """

    reading: Reading
    compound: str = ""
    possessive: bool = False
    of_group: bool = False

    @property
    def is_apposed(self) -> bool:
        """Whether a name right after it says whose it is: "terrorist group ISIS", "jihadist ISIS"."""
        return self.of_group or (self.reading.is_person and not self.compound)

    @property
    def owns(self) -> bool:
        """Whether it may say whose the next unit is."""
        return not self.compound or self.compound in _OWNING


class Phrase(NamedTuple):
    """A noun phrase in a block: the mention, its first word of the lexicon, and the word that gives the label."""

    start: int
    end: int
    first: int
    head_start: int
    head_end: int


class _Shape(NamedTuple):
    """A noun phrase, as places of its parts in the chain.

    ``head`` is the part that gives the label, ``owners`` are the parts beside it that may say whose it is,
    nearest first. ``begin`` and ``last`` are the parts with which the mention begins and ends, ``first`` is the
    first that belongs to it.
    """

    begin: int
    last: int
    first: int
    head: int
    owners: tuple[int, ...]


class Phrases(NamedTuple):
    """The noun phrases of a block, in the order of the text; each field has one item for each.

    ``heads`` are the readings of the words that give the labels, ``owners`` those of words beside them that may say
    whose they are, nearest first; the others are as in :class:`Phrase`.
    """

    starts: list[int]
    ends: list[int]
    firsts: list[int]
    head_starts: list[int]
    head_ends: list[int]
    heads: list[int]
    owners: list[tuple[int, ...]]

    def phrase(self, at: int) -> Phrase:
        """One of them."""
        return Phrase(self.starts[at], self.ends[at], self.firsts[at], self.head_starts[at], self.head_ends[at])


class Grouper:
    """Groups the units of blocks into noun phrases.

    Parameters
    ----------
    meanings : Meanings
        What units may mean.
    modifiers : frozenset of str
        Words that may stand between a name and its label.
    page : Page
    """

    def __init__(self, meanings: Meanings, modifiers: frozenset[str], page: Page) -> None:
        self._meanings, self._modifiers = meanings, modifiers
        firsts = {PIECE.findall(word)[0] for word in modifiers if PIECE.search(word)}
        self._near = Neighbours([*firsts, "'", "-"], page)
        self._ties = lru_cache(maxsize=1 << 16)(self._tie)
        self._phrases = lru_cache(maxsize=1 << 16)(self._read)

    def phrases(self, block: Block, units: Units) -> Phrases:
        """Group the units of a block into noun phrases, in the order of the text."""
        told = self._meanings.which("tells")[units.readings]
        starts, ends, readings = (column[told] for column in (units.starts, units.ends, units.readings))
        named = self._meanings.which("names")[readings]
        tied = self._tied(block, starts, ends)
        has_mark = block.small[ends] == ord("'")
        alone = np.ones(len(starts), bool)
        found: list[tuple[int, int, int, int, int, int, tuple[int, ...]]] = []
        for first, ties in _chains(tied):
            last = first + len(ties)
            alone[first:last] = False
            begins, stops, numbers = (
                starts[first:last].tolist(),
                ends[first:last].tolist(),
                readings[first:last].tolist(),
            )
            marks = has_mark[first:last].tolist()
            parts = tuple((number, *tie, mark) for number, tie, mark in zip(numbers, ties, marks, strict=True))
            found.extend(
                (
                    begins[a],
                    stops[b],
                    begins[c],
                    begins[head],
                    stops[head],
                    numbers[head],
                    tuple(numbers[k] for k in owners),
                )
                for a, b, c, head, owners in self._phrases(parts)
            )
        single = alone & named
        begins, stops = starts[single].tolist(), ends[single].tolist()
        rows = zip(begins, stops, begins, begins, stops, readings[single].tolist(), [()] * len(begins), strict=True)
        found.extend(rows)
        found.sort()
        return Phrases(*map(list, zip(*found, strict=True))) if found else Phrases([], [], [], [], [], [], [])

    def _tied(self, block: Block, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> dict[int, tuple[str, bool]]:
        """Units that belong together with the next, and how."""
        if len(starts) < 2:
            return {}
        gaps = starts[1:] - ends[:-1]
        small = block.small
        spaced = small[ends[:-1]] == 32
        touching = (gaps == 1) & spaced
        near = np.flatnonzero((gaps <= _GAP) & ~touching)
        ids, _ = self._near.after(block, ends[near])
        near = near[(ids != UNKNOWN)]
        tied = dict.fromkeys(np.flatnonzero(touching).tolist(), ("", False))
        folded = block.folded_text
        for at, start, end in zip(near.tolist(), ends[near].tolist(), starts[near + 1].tolist(), strict=True):
            tie = self._ties(folded[start:end])
            if tie is not None:
                tied[at] = tie
        return tied

    def _tie(self, between: str) -> tuple[str, bool] | None:
        compound = _compound(between, self._modifiers)
        return None if compound is None else (compound, not _GROUPS.isdisjoint(between.split()))

    def _read(self, key: tuple[tuple[int, str, bool, bool], ...]) -> tuple[_Shape, ...]:
        parts = []
        for number, compound, of_group, has_mark in key:
            reading = self._meanings.readings[number]
            parts.append(Part(reading, compound, has_mark or reading.has_lost_apostrophe, of_group))
        return tuple(_split(parts))


def _chains(tied: dict[int, tuple[str, bool]]) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Runs of units that are tied: the first of each run, and what ties each unit to the next."""
    chain: list[tuple[str, bool]] = []
    for at in sorted(tied):
        if at - 1 not in tied:
            chain = []
        first = at - len(chain)
        chain.append(tied[at])
        is_cut = tied[at][0] in _HOLDING or len(chain) == _LONGEST
        if is_cut or at + 1 not in tied:
            yield first, chain if is_cut else [*chain, ("", False)]
            chain = []


def _compound(between: str, modifiers: frozenset[str]) -> str | None:
    """What ties two units by the text between them: nothing or a compound's second part; None if they are apart."""
    if between == " ":
        return ""
    first = between.split(maxsplit=1)[:1]
    if between[:1] == " " and first and first[0].isalpha() and first[0] not in modifiers:
        return None
    pieces = PIECE.findall(between)
    compound = ""
    if pieces[:2] == ["'", "s"]:
        pieces = pieces[2:]
        if pieces[:1] and pieces[0] not in FUNCTION_WORDS and pieces[0].isalpha():
            pieces = pieces[1:]
    elif pieces[:1] == ["'"]:
        pieces = pieces[1:]
    elif pieces[:1] == ["-"]:
        compound = pieces[1] if len(pieces) > 1 else "-"
        if compound in FUNCTION_WORDS:
            return None  # "rebel- and government-held" are two phrases
        pieces = pieces[2:]
    words = between.split() if "-" in pieces else pieces
    return compound if modifiers.issuperset(words) else None


def _split(chain: Sequence[Part]) -> Iterator[_Shape]:
    """Cut a chain where a second actor begins, or a name follows a noun ("rebel group Ahrar al-Sham")."""
    begun: list[int] = []
    for at, part in enumerate(chain):
        if part.reading.namings and not all(_joins(chain[before], part) for before in begun):
            named = max(k for k, before in enumerate(begun) if chain[before].reading.namings)
            beside = part.reading.is_name and named + 1 == len(begun) and chain[begun[named]].is_apposed
            yield from _phrase(chain, begun[: named + 1], at if beside else None)
            begun = begun[named + 1 :]
        begun.append(at)
    yield from _phrase(chain, begun)


def _joins(before: Part, part: Part) -> bool:
    """Whether a further label belongs to the same noun phrase as one before it."""
    said, reading = before.reading, part.reading
    if not said.namings or (said.is_name and before.compound):
        return True
    if reading.is_name:
        return False
    return not reading.by_actor.keys().isdisjoint(said.owners if said.is_name else said.by_actor)


def _phrase(chain: Sequence[Part], places: Sequence[int], apposition: int | None = None) -> Iterator[_Shape]:
    """Choose the unit that gives the label; nothing, if no unit names anybody.

    A name right after it ("terrorist group ISIS") says whose it is.
    """
    parts = [chain[at] for at in places]
    named = [at for at, part in enumerate(parts) if part.reading.namings]
    if not named:
        return
    head = _head(parts, named)
    first = head
    while first and not parts[first - 1].compound:
        first -= 1
    owners = [places[at] for at in reversed(range(head)) if parts[at].owns]
    yield _Shape(
        begin=places[first],
        last=places[named[-1]],
        first=places[0],
        head=places[head],
        owners=tuple(owners if apposition is None else [apposition, *owners]),
    )


def _head(parts: Sequence[Part], named: Sequence[int]) -> int:
    """Index of the unit that gives the label."""
    nouns = [at for at in named if parts[at].reading.is_noun]
    if nouns:
        return nouns[-1]
    names = [at for at in named[:-1] if _lends(parts[at], parts[named[-1]])]
    return names[-1] if names else named[-1]


def _lends(part: Part, last: Part) -> bool:
    """Whether a name gives the label to the generic noun that ends the phrase ("HTS fighters")."""
    reading = part.reading
    if not reading.is_name or not part.owns or part.possessive:
        return False
    return not reading.by_actor.keys().isdisjoint(last.reading.by_actor)
