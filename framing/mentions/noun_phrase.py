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
from framing.neighbours import MARK, Neighbours
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

#: What ties a unit to the next: nothing, or the second part of a compound, as far as it matters; and whether a group
#: is spoken of between them. The first place is that of units that stand apart.
_TIES: Final = [
    ("", False),
    *((tie, group) for tie in ("", "-", *sorted(_OWNING | _HOLDING)) for group in (False, True)),
]
_TOUCHING: Final = 1
_HOLDS: Final = np.array([tie in _HOLDING for tie, _ in _TIES])


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
    """A noun phrase in a block: the mention, its first word of the lexicon, the end of its label."""

    start: int
    end: int
    first: int
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

    ``heads`` are the readings of the words that give the labels; ``owners`` are places in ``Grouper.owners``, which
    lists the readings of the words beside them that may say whose they are, nearest first; ``head_starts`` are where
    the words that give the labels begin. The others are as in :class:`Phrase`.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    firsts: NDArray[np.int64]
    head_starts: NDArray[np.int64]
    head_ends: NDArray[np.int64]
    heads: NDArray[np.int64]
    owners: NDArray[np.int64]

    def phrase(self, at: int) -> Phrase:
        """One of them."""
        return Phrase(self.starts.item(at), self.ends.item(at), self.firsts.item(at), self.head_ends.item(at))


class _Chains(NamedTuple):
    """Units in runs: the first of each run, how many there are, and the key of each unit."""

    firsts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    keys: NDArray[np.int64]


class Grouper:
    """Groups the units of blocks into noun phrases.

    Parameters
    ----------
    meanings : Meanings
        What units may mean.
    modifiers : frozenset of str
        Words that may stand between a name and its label.
    page : Page

    Attributes
    ----------
    owners : list of tuple of int
        Readings of words that stand together beside labels, as met so far.
    """

    def __init__(self, meanings: Meanings, modifiers: frozenset[str], page: Page) -> None:
        self._meanings, self._modifiers = meanings, modifiers
        firsts = {PIECE.findall(word)[0] for word in modifiers if PIECE.search(word)}
        self._near = Neighbours([*firsts, "'", "-"], page)
        self._ties = lru_cache(maxsize=1 << 16)(self._tie)
        self._shapes = lru_cache(maxsize=1 << 16)(self._read)
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self.owners: list[tuple[int, ...]] = [()]

    def phrases(self, block: Block, units: Units) -> Phrases:
        """Group the units of a block into noun phrases, in the order of the text."""
        told = self._meanings.which("tells")[units.readings]
        starts, ends, readings = (column[told] for column in (units.starts, units.ends, units.readings))
        chains = self._chains(block, starts, ends, readings)
        named = self._meanings.which("names")[readings]
        single = chains.firsts[(chains.lengths == 1) & named[chains.firsts]]
        nothing = np.zeros(len(single), np.int64)
        # Places of the phrases' words among the units: begin, last, first, head; and the owners' number.
        found = [np.array([single, single, single, single, nothing])]
        found.extend(self._pairs(chains, readings))
        found.extend(self._longer(chains, readings))
        begin, last, first, head, owners = np.concatenate(found, axis=1)
        order = np.argsort(begin, kind="stable")
        begin, last, first, head = begin[order], last[order], first[order], head[order]
        return Phrases(
            starts[begin], ends[last], starts[first], starts[head], ends[head], readings[head], owners[order]
        )

    def _pairs(self, chains: _Chains, readings: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Phrases of runs of two units: each combination is read once."""
        firsts = chains.firsts[chains.lengths == 2]
        keys = chains.keys[firsts] << 32 | chains.keys[firsts + 1]
        distinct, which = np.unique(keys, return_inverse=True)
        shapes = [self._shapes((key >> 32, key & 0xFFFFFFFF)) for key in distinct.tolist()]
        for nth in range(2):
            rows = [shape[nth] if nth < len(shape) else None for shape in shapes]
            there = np.array([row is not None for row in rows], bool)[which] if rows else np.zeros(0, bool)
            filled = [row or _Shape(0, 0, 0, 0, ()) for row in rows]
            places = np.array([row[:4] for row in filled], np.int64).reshape(-1, 4)[which[there]].T
            owners = np.array([len(row.owners) for row in filled], np.int64)[which[there]]
            told = firsts[there]
            # Of two units, the first alone or the second alone may own.
            owner = np.array([row.owners[0] if row.owners else 0 for row in filled], np.int64)[which[there]]
            numbers = np.array([self._owner((each,)) for each in readings[told + owner].tolist()], np.int64)
            yield np.vstack((places + told, np.where(owners > 0, numbers, 0)))

    def _longer(self, chains: _Chains, readings: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Phrases of longer runs."""
        rows = []
        longer = chains.lengths > 2
        for first, length in zip(chains.firsts[longer].tolist(), chains.lengths[longer].tolist(), strict=True):
            numbers = readings[first : first + length].tolist()
            for *places, owners in self._shapes(tuple(chains.keys[first : first + length].tolist())):
                rows.append([*(first + place for place in places), self._owner(tuple(numbers[k] for k in owners))])
        yield np.array(rows, np.int64).reshape(-1, 5).T

    def _owner(self, numbers: tuple[int, ...]) -> int:
        """The number of some readings."""
        found = self._numbers.get(numbers)
        if found is None:
            found = self._numbers[numbers] = len(self.owners)
            self.owners.append(numbers)
        return found

    def _chains(
        self, block: Block, starts: NDArray[np.int64], ends: NDArray[np.int64], readings: NDArray[np.int64]
    ) -> _Chains:
        """Cut the units into runs of those that are tied."""
        ties = self._tied(block, starts, ends)
        cut = (ties == 0) | _HOLDS[ties]
        firsts = np.flatnonzero(np.concatenate(([True], cut[:-1])))[: len(starts)]
        lengths = np.diff(np.append(firsts, len(starts)))
        if (lengths > _LONGEST).any():
            firsts = np.concatenate([np.arange(a, a + n, _LONGEST) for a, n in zip(firsts, lengths, strict=True)])
            lengths = np.diff(np.append(firsts, len(starts)))
        has_mark = block.small[ends] == ord("'")
        return _Chains(firsts, lengths, (readings * 2 + has_mark) * len(_TIES) + ties)

    def _tied(self, block: Block, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """What ties each unit to the next: a place in the list of ties, 0 if they are apart."""
        ties = np.zeros(len(starts), np.int64)
        gaps = starts[1:] - ends[:-1]
        touching = (gaps == 1) & (block.small[ends[:-1]] == ord(" "))
        ties[:-1][touching] = _TOUCHING
        near = np.flatnonzero((gaps <= _GAP) & ~touching)
        ids, _ = self._near.after(block, ends[near])
        near = near[ids > MARK]
        folded = block.folded_text
        for at, start, end in zip(near.tolist(), ends[near].tolist(), starts[near + 1].tolist(), strict=True):
            ties[at] = self._ties(folded[start:end])
        return ties

    def _tie(self, between: str) -> int:
        compound = _compound(between, self._modifiers)
        if compound is None:
            return 0
        known = compound if compound in _OWNING or compound in _HOLDING else "-" if compound else ""
        return _TIES.index((known, not _GROUPS.isdisjoint(between.split())), _TOUCHING)

    def _read(self, keys: tuple[int, ...]) -> tuple[_Shape, ...]:
        parts = []
        for key in keys:
            rest, tie = divmod(key, len(_TIES))
            reading = self._meanings.readings[rest // 2]
            compound, of_group = _TIES[tie]
            parts.append(Part(reading, compound, bool(rest % 2) or reading.has_lost_apostrophe, of_group))
        return tuple(_split(parts))


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
