"""Noun phrases: neighbouring words of the lexicon that name one actor together.

"Syrian ground forces", "Assad's regime", "Islamist-led rebel alliance" and "ISIS terrorists" are one
mention each. Its label is the last noun that is a label in its own right (*rebel* in "rebel fighters",
*terrorist* in "ISIS terrorists"), else a proper name (*HTS* in "HTS fighters"), else the generic noun
(*army* in "Syrian army").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from framing.lexicon.contexts import PIECE
from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.mentions.scan import Unit

_GAP: Final = 48
#: A noun phrase holds no more words of the lexicon; a longer run is cut, so that time stays linear.
_LONGEST: Final = 12
#: Nouns between a label and the name of a group.
_GROUPS: Final = frozenset("group groups organization organizations organisation organisations movement".split())
#: "X-led forces" are X's; "X-backed rebels" are not.
_OWNING: Final = frozenset({"led", "dominated", "run", "majority", "affiliated"})
#: "X-held Y" are two phrases: the first names who holds the second.
_HOLDING: Final = frozenset({"held", "controlled", "occupied", "besieged", "ruled"})


@dataclass(frozen=True)
class Part:
    """A unit in a chain.

    ``compound`` is what ties it to the next in "Kurdish-led forces", or empty; ``possessive`` tells "Russia's
    army" from "HTS fighters"; ``of_group`` tells "terrorist group ISIS" from "the government, Moscow".
    """

    unit: Unit
    compound: str = ""
    possessive: bool = False
    of_group: bool = False

    @property
    def is_apposed(self) -> bool:
        """Whether a name right after it says whose it is: "terrorist group ISIS", "jihadist ISIS"."""
        singular = any(len(n.term.text) == self.unit.end - self.unit.start for n in self.unit.namings)
        people = all(n.label.alone == "recent" for n in self.unit.namings)
        return self.of_group or (singular and people and not self.compound)

    @property
    def is_name(self) -> bool:
        """Whether it can only be a proper name."""
        return all(naming.label.kind == "name" for naming in self.unit.namings)

    @property
    def owns(self) -> bool:
        """Whether it may say whose the next unit is."""
        return not self.compound or self.compound in _OWNING

    @property
    def actors(self) -> set[str]:
        """Actors that it can name."""
        return {naming.actor.actor for naming in self.unit.namings}


@dataclass(frozen=True)
class Phrase:
    """A noun phrase.

    ``head`` is the unit that gives the label, ``owners`` are the units beside it that may say whose it is,
    nearest first. ``first`` is where its first word of the lexicon begins.
    """

    start: int
    end: int
    first: int
    head: Unit
    owners: tuple[Unit, ...]


def phrases(folded: str, units: Sequence[Unit], modifiers: frozenset[str]) -> Iterator[Phrase]:
    """Group the units of an article into noun phrases, in the order of the text."""
    units = [unit for unit in units if unit.namings or unit.owners or unit.countries or unit.elsewhere]
    chain: list[Part] = []
    for at, unit in enumerate(units):
        after = units[at + 1].start if at + 1 < len(units) else None
        compound = None if after is None else _compound(folded, unit.end, after, modifiers)
        of_group = after is not None and not _GROUPS.isdisjoint(folded[unit.end : after].split())
        chain.append(Part(unit, compound or "", _is_possessive(folded, unit), of_group))
        if compound is None or compound in _HOLDING or len(chain) == _LONGEST:
            yield from _split(chain)
            chain = []


def _is_possessive(folded: str, unit: Unit) -> bool:
    """Whether an apostrophe follows, or the s that is left where printers lose it ("Russias army")."""
    if folded[unit.end : unit.end + 1] == "'":
        return True
    return any(unit.end - unit.start == len(n.term.text) + 1 for n in unit.namings if n.label.kind == "name")


def _compound(folded: str, end: int, start: int, modifiers: frozenset[str]) -> str | None:
    """What ties two units: nothing (``""``) or a compound's second part; None where they are apart."""
    if start - end > _GAP:
        return None
    pieces = PIECE.findall(folded, end, start)
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
    between = folded[end:start].split() if "-" in pieces else pieces
    return compound if all(piece in modifiers for piece in between) else None


def _split(chain: Sequence[Part]) -> Iterator[Phrase]:
    """Cut a chain where a second actor begins, or a name follows a noun ("rebel group Ahrar al-Sham")."""
    begun: list[Part] = []
    for part in chain:
        if part.unit.namings and not all(_joins(before, part) for before in begun if before.unit.namings):
            named = max(at for at, before in enumerate(begun) if before.unit.namings)
            beside = part.is_name and named + 1 == len(begun) and begun[named].is_apposed
            apposition = part.unit if beside else None
            yield from _phrase(begun[: named + 1], apposition)
            begun = begun[named + 1 :]
        begun.append(part)
    yield from _phrase(begun)


def _joins(before: Part, part: Part) -> bool:
    """Whether a further label belongs to the same noun phrase as one before it."""
    if before.is_name and before.compound:
        return True
    if part.is_name:
        return False
    return bool(part.actors & (before.unit.owners if before.is_name else before.actors))


def _phrase(parts: Sequence[Part], apposition: Unit | None = None) -> Iterator[Phrase]:
    """Choose the unit that gives the label; nothing, if no unit names anybody.

    A name right after it ("terrorist group ISIS") says whose it is.
    """
    named = [at for at, part in enumerate(parts) if part.unit.namings]
    if not named:
        return
    head = _head(parts, named)
    first = head
    while first and not parts[first - 1].compound:
        first -= 1
    owners = [part.unit for part in reversed(parts[:head]) if part.owns]
    yield Phrase(
        start=parts[first].unit.start,
        end=parts[named[-1]].unit.end,
        first=parts[0].unit.start,
        head=parts[head].unit,
        owners=tuple(owners if apposition is None else [apposition, *owners]),
    )


def _head(parts: Sequence[Part], named: Sequence[int]) -> int:
    """Index of the unit that gives the label."""
    nouns = [at for at in named if any(n.label.kind == "noun" for n in parts[at].unit.namings)]
    if nouns:
        return nouns[-1]
    last = parts[named[-1]]
    names = [
        at
        for at in named[:-1]
        if parts[at].is_name and parts[at].owns and not parts[at].possessive and parts[at].actors & last.actors
    ]
    return names[-1] if names else named[-1]
