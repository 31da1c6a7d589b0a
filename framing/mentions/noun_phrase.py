"""Noun phrases: neighbouring words of the lexicon that name one actor together.

"Syrian ground forces", "Assad's regime", "Islamist-led rebel alliance" and "ISIS terrorists" are one
mention each. Its label is the last noun that is a label in its own right (*rebel* in "rebel fighters",
*terrorist* in "ISIS terrorists"), else a proper name (*HTS* in "HTS fighters"), else the generic noun
(*army* in "Syrian army").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from framing.lexicon.contexts import PIECE
from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.scan import Unit

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

    unit: Unit
    compound: str = ""
    possessive: bool = False
    of_group: bool = False

    @property
    def is_apposed(self) -> bool:
        """Whether a name right after it says whose it is: "terrorist group ISIS", "jihadist ISIS"."""
        return self.of_group or (self.unit.reading.is_person and not self.compound)

    @property
    def owns(self) -> bool:
        """Whether it may say whose the next unit is."""
        return not self.compound or self.compound in _OWNING


class Phrase(NamedTuple):
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
    units = [unit for unit in units if unit.reading.tells]
    chain: list[Part] = []
    for unit, after in zip(units, [*units[1:], None], strict=False):
        between = None
        if after is not None and after.start - unit.end <= _GAP:
            between = folded[unit.end : after.start]
        compound = None if between is None else _compound(between, modifiers)
        if compound is None and not chain:
            if unit.reading.namings:
                yield Phrase(unit.start, unit.end, unit.start, unit, ())
            continue
        of_group = between is not None and not _GROUPS.isdisjoint(between.split())
        chain.append(Part(unit, compound or "", _is_possessive(folded, unit), of_group))
        if compound is None or compound in _HOLDING or len(chain) == _LONGEST:
            yield from _split(chain)
            chain = []


def _is_possessive(folded: str, unit: Unit) -> bool:
    """Whether an apostrophe follows, or the s that is left where printers lose it ("Russias army")."""
    return folded.startswith("'", unit.end) or unit.reading.has_lost_apostrophe


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


def _split(chain: Sequence[Part]) -> Iterator[Phrase]:
    """Cut a chain where a second actor begins, or a name follows a noun ("rebel group Ahrar al-Sham")."""
    begun: list[Part] = []
    for part in chain:
        if part.unit.reading.namings and not all(_joins(before, part) for before in begun):
            named = max(at for at, before in enumerate(begun) if before.unit.reading.namings)
            beside = part.unit.reading.is_name and named + 1 == len(begun) and begun[named].is_apposed
            apposition = part.unit if beside else None
            yield from _phrase(begun[: named + 1], apposition)
            begun = begun[named + 1 :]
        begun.append(part)
    yield from _phrase(begun)


def _joins(before: Part, part: Part) -> bool:
    """Whether a further label belongs to the same noun phrase as one before it."""
    said, reading = before.unit.reading, part.unit.reading
    if not said.namings or (said.is_name and before.compound):
        return True
    if reading.is_name:
        return False
    return not reading.by_actor.keys().isdisjoint(said.owners if said.is_name else said.by_actor)


def _phrase(parts: Sequence[Part], apposition: Unit | None = None) -> Iterator[Phrase]:
    """Choose the unit that gives the label; nothing, if no unit names anybody.

    A name right after it ("terrorist group ISIS") says whose it is.
    """
    named = [at for at, part in enumerate(parts) if part.unit.reading.namings]
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
    nouns = [at for at in named if parts[at].unit.reading.is_noun]
    if nouns:
        return nouns[-1]
    names = [at for at in named[:-1] if _lends(parts[at], parts[named[-1]])]
    return names[-1] if names else named[-1]


def _lends(part: Part, last: Part) -> bool:
    """Whether a name gives the label to the generic noun that ends the phrase ("HTS fighters")."""
    reading = part.unit.reading
    if not reading.is_name or not part.owns or part.possessive:
        return False
    return not reading.by_actor.keys().isdisjoint(last.unit.reading.by_actor)
