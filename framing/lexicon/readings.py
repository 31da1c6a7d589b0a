"""What the surface forms of a lexicon can mean, and what they do mean where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.lexicon.contexts import Contexts, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.lexicon.contexts import Context
    from framing.lexicon.model import Actor, Label, Lexicon, Term

#: "non-ISIS rebels" are not those of ISIS.
_DENIALS: Final = ("non-", "anti-")


@dataclass(frozen=True)
class Naming:
    """One reading of a surface form: this actor by this label."""

    actor: Actor
    label: Label
    term: Term


@dataclass(frozen=True, eq=False)
class Reading:
    """All that a surface form means where it stands, as its capitals and context allow.

    Attributes
    ----------
    length : int
        Characters of the form.
    namings : tuple of Naming
        Actors that it can name.
    owners, countries : frozenset of str
        Actors that it says a label beside it belongs to, and those to whom it only gives institutions.
    elsewhere, about : bool
        Whether it names a party outside the lexicon, and whether it is a word of the lexicon's subject.
    """

    length: int
    namings: tuple[Naming, ...]
    owners: frozenset[str]
    countries: frozenset[str]
    elsewhere: bool
    about: bool

    @cached_property
    def by_actor(self) -> dict[str, Naming]:
        """Namings by the identity of their actor."""
        return {naming.actor.actor: naming for naming in self.namings}

    @cached_property
    def alone(self) -> dict[str, Naming]:
        """Those of them that need no name beside the form."""
        return {actor: naming for actor, naming in self.by_actor.items() if not naming.label.beside}

    @cached_property
    def claims(self) -> frozenset[str]:
        """Actors that a further label belongs to: the owners, and the one actor that it names."""
        return self.owners | self.alone.keys() if len(self.alone) == 1 else self.owners

    @cached_property
    def tells(self) -> bool:
        """Whether it says anything about whom a noun phrase names."""
        return bool(self.namings or self.owners or self.countries or self.elsewhere)

    @cached_property
    def is_name(self) -> bool:
        """Whether it can only be a proper name."""
        return all(naming.label.kind == "name" for naming in self.namings)

    @cached_property
    def is_noun(self) -> bool:
        """Whether it can be a label in its own right."""
        return any(naming.label.kind == "noun" for naming in self.namings)

    @cached_property
    def is_person(self) -> bool:
        """Whether it means one of several people: "terrorist", but not "terrorists" or "army"."""
        singular = any(len(naming.term.text) == self.length for naming in self.namings)
        return singular and all(naming.label.alone == "recent" for naming in self.namings)

    @cached_property
    def has_lost_apostrophe(self) -> bool:
        """Whether it is a name with the s that is left where printers lose the apostrophe ("Russias army")."""
        names = (naming for naming in self.namings if naming.label.kind == "name")
        return any(len(naming.term.text) + 1 == self.length for naming in names)


@dataclass(frozen=True)
class _Condition:
    """What a meaning of a form asks for: capitals, and words around it."""

    capitals: tuple[int, ...]
    excepts: tuple[Context, ...] = ()
    whens: tuple[Context, ...] = ()

    @cached_property
    def _forbidden(self) -> Contexts:
        return Contexts(self.excepts)

    @cached_property
    def _needed(self) -> Contexts:
        return Contexts(self.whens)

    def holds(self, text: str, folded: str, start: int, end: int) -> bool:
        """Whether the article has the capitals of the term, and one of its contexts but none of its exceptions."""
        for at in self.capitals:
            if not text[start + at].isupper():
                return False
        if not (self.excepts or self.whens):
            return True
        around = Surroundings(folded, start, end)
        if self.excepts and self._forbidden.match(around):
            return False
        return not self.whens or self._needed.match(around)


class _Meaning(NamedTuple):
    """One thing that a form can mean."""

    condition: _Condition
    kind: str
    actor: str = ""
    naming: Naming | None = None


class Entry:
    """A surface form with all that it can mean.

    Parameters
    ----------
    length : int
        Characters of the form.
    meanings : sequence of meanings
    """

    def __init__(self, length: int, meanings: Sequence[_Meaning]) -> None:
        self._length = length
        self._meanings = meanings
        self._conditions = list(dict.fromkeys(meaning.condition for meaning in meanings))
        self._known: dict[tuple[bool, ...], Reading | None] = {}

    def reading(self, text: str, folded: str, start: int) -> Reading | None:
        """What the form means at `start`; None if capitals and context allow nothing."""
        end = start + self._length
        held = [condition.holds(text, folded, start, end) for condition in self._conditions]
        held.append(folded[start - 1 : start] == "-" and folded.endswith(_DENIALS, 0, start))
        key = tuple(held)
        try:
            return self._known[key]
        except KeyError:
            return self._known.setdefault(key, self._read(key))

    def _read(self, held: tuple[bool, ...]) -> Reading | None:
        holding = {condition for condition, holds in zip(self._conditions, held, strict=False) if holds}
        meanings = [meaning for meaning in self._meanings if meaning.condition in holding]
        beside = [] if held[-1] else meanings
        reading = Reading(
            self._length,
            tuple(meaning.naming for meaning in meanings if meaning.naming is not None),
            frozenset(meaning.actor for meaning in beside if meaning.kind == "owner"),
            frozenset(meaning.actor for meaning in beside if meaning.kind == "country"),
            any(meaning.kind == "elsewhere" for meaning in beside),
            any(meaning.kind == "about" for meaning in meanings),
        )
        return reading if reading.tells or reading.about else None


def entries(lexicon: Lexicon) -> dict[str, Entry]:
    """Every surface form of a lexicon, in lower case, with all that it can mean."""
    meanings: defaultdict[str, list[_Meaning]] = defaultdict(list)
    for term, meaning in _meanings(lexicon):
        for form in term.forms:
            meanings[form].append(meaning)
    return {form: Entry(len(form), found) for form, found in meanings.items()}


def _meanings(lexicon: Lexicon) -> Iterator[tuple[Term, _Meaning]]:
    """Every term with what it means; conditions that are equal are one object, compiled once."""
    conditions: dict[_Condition, _Condition] = {}

    def when(term: Term, *, in_context: bool = False) -> _Condition:
        capitals = tuple(at for at, character in enumerate(term.text) if character.isupper())
        condition = _Condition(capitals, term.excepts, term.whens) if in_context else _Condition(capitals)
        return conditions.setdefault(condition, condition)

    for actor, label, term in lexicon:
        yield term, _Meaning(when(term, in_context=True), "naming", actor.actor, Naming(actor, label, term))
        if label.kind == "name":
            yield term, _Meaning(when(term), "owner", actor.actor)
    for actor in lexicon.actors:
        for term in actor.names:
            yield term, _Meaning(when(term), "owner", actor.actor)
        for term in actor.country:
            yield term, _Meaning(when(term), "country", actor.actor)
    for term in lexicon.elsewhere:
        yield term, _Meaning(when(term), "elsewhere")
    for term in lexicon.about:
        yield term, _Meaning(when(term), "about")
