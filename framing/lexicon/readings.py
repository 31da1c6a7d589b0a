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
DENIALS: Final = ("non-", "anti-")


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
    def owners_in_order(self) -> tuple[str, ...]:
        """The owners by name."""
        return tuple(sorted(self.owners))

    @cached_property
    def tells(self) -> bool:
        """Whether it says anything about whom a noun phrase names."""
        return bool(self.namings or self.owners or self.countries or self.elsewhere)

    @property
    def owns_alone(self) -> bool:
        """Whether it says that a label beside it belongs to one actor."""
        return len(self.owners) == 1

    @property
    def names(self) -> bool:
        """Whether it names anybody."""
        return bool(self.namings)

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
class Condition:
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

    @property
    def words(self) -> frozenset[str]:
        """Words next to the term by which its contexts are looked up."""
        return self._forbidden.words | self._needed.words

    @property
    def letters(self) -> str:
        """All letters of its contexts."""
        return "".join(context.letters for context in (*self.excepts, *self.whens))

    def foresee(self, before: str, after: str) -> bool | None:
        """Whether the condition holds by its contexts, as far as the words next to the term tell; None if not."""
        forbidden = self._forbidden.foresee(before, after)
        if forbidden is not False:
            return None if forbidden is None else False
        return self._needed.foresee(before, after) if self.whens else True

    def fits(self, folded: str, start: int, end: int) -> bool:
        """Whether the article has one of its contexts but none of its exceptions."""
        around = Surroundings(folded, start, end)
        if self.excepts and self._forbidden.match(around):
            return False
        return not self.whens or self._needed.match(around)


class Meaning(NamedTuple):
    """One thing that a form can mean."""

    condition: Condition
    kind: str
    actor: str = ""
    naming: Naming | None = None


class Entry:
    """A surface form with all that it can mean.

    Parameters
    ----------
    length : int
        Characters of the form.
    meanings : sequence of Meaning

    Attributes
    ----------
    conditions : list of Condition
        On which the meanings hang, each once.
    """

    def __init__(self, length: int, meanings: Sequence[Meaning]) -> None:
        self._length = length
        self._meanings = meanings
        self.conditions = list(dict.fromkeys(meaning.condition for meaning in meanings))

    def reading(self, held: Sequence[bool], *, denied: bool) -> Reading | None:
        """What the form means where these of its conditions hold; None if capitals and context allow nothing."""
        holding = {condition for condition, holds in zip(self.conditions, held, strict=True) if holds}
        meanings = [meaning for meaning in self._meanings if meaning.condition in holding]
        beside = [] if denied else meanings
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
    meanings: defaultdict[str, list[Meaning]] = defaultdict(list)
    for term, meaning in _meanings(lexicon):
        for form in term.forms:
            meanings[form].append(meaning)
    return {form: Entry(len(form), found) for form, found in meanings.items()}


def _meanings(lexicon: Lexicon) -> Iterator[tuple[Term, Meaning]]:
    """Every term with what it means; conditions that are equal are one object, compiled once."""
    conditions: dict[Condition, Condition] = {}

    def when(term: Term, *, in_context: bool = False) -> Condition:
        capitals = tuple(at for at, character in enumerate(term.text) if character.isupper())
        condition = Condition(capitals, term.excepts, term.whens) if in_context else Condition(capitals)
        return conditions.setdefault(condition, condition)

    for actor, label, term in lexicon:
        yield term, Meaning(when(term, in_context=True), "naming", actor.actor, Naming(actor, label, term))
        if label.kind == "name":
            yield term, Meaning(when(term), "owner", actor.actor)
    for actor in lexicon.actors:
        for term in actor.names:
            yield term, Meaning(when(term), "owner", actor.actor)
        for term in actor.country:
            yield term, Meaning(when(term), "country", actor.actor)
    for term in lexicon.elsewhere:
        yield term, Meaning(when(term), "elsewhere")
    for term in lexicon.about:
        yield term, Meaning(when(term), "about")
