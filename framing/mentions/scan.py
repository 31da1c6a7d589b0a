"""The one scan: every word of a lexicon found in one pass over an article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick

from framing.lexicon.contexts import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from framing.lexicon import Actor, Label, Lexicon, Term


#: "non-ISIS rebels" are not those of ISIS.
_DENIALS: Final = ("non-", "anti-")


@dataclass(frozen=True)
class Naming:
    """One reading of a surface form: this actor by this label."""

    actor: Actor
    label: Label
    term: Term


@dataclass
class Entry:
    """All that a surface form can mean."""

    namings: list[Naming] = field(default_factory=list)
    names: list[tuple[str, Term]] = field(default_factory=list)
    countries: list[tuple[str, Term]] = field(default_factory=list)
    elsewhere: list[Term] = field(default_factory=list)
    about: list[Term] = field(default_factory=list)


@dataclass(frozen=True)
class Unit:
    """A surface form found in an article, with the readings that its capitals and context allow.

    ``owners`` are the actors that it says a label beside it belongs to, ``countries`` those to whom it only
    gives institutions.
    """

    start: int
    end: int
    namings: tuple[Naming, ...]
    owners: frozenset[str]
    countries: frozenset[str]
    elsewhere: bool
    about: bool


class Scanner:
    """A lexicon compiled into one automaton.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        entries = _entries(lexicon)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(list(entries))

    def units(self, text: str, folded: str, excluded: Sequence[Sequence[int]]) -> list[Unit]:
        """Find the words of the lexicon in an article.

        The longest term that counts in its context wins; none overlap.

        Parameters
        ----------
        text, folded : str
            The article as read, and folded.
        excluded : sequence of (start, end)
            Regions that are no part of the article.
        """
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        found = [m for m in found if _stands_alone(folded, m[1], m[2])]
        found.sort(key=lambda m: (m[1], -m[2]))
        units: list[Unit] = []
        reached = 0
        for pattern, start, end in found:
            if start < reached:
                continue
            unit = _readings(self._entries[pattern], text, folded, start, end)
            if unit is None:
                continue
            reached = end
            if not _is_excluded(excluded, start, end):
                units.append(unit)
        return units


def _entries(lexicon: Lexicon) -> dict[str, Entry]:
    """Every surface form with all that it can mean."""
    entries: defaultdict[str, Entry] = defaultdict(Entry)
    for actor, label, term in lexicon:
        for form in term.forms:
            entries[form].namings.append(Naming(actor, label, term))
            if label.kind == "name":
                entries[form].names.append((actor.actor, term))
    for actor in lexicon.actors:
        for form, term in _forms(actor.names):
            entries[form].names.append((actor.actor, term))
        for form, term in _forms(actor.country):
            entries[form].countries.append((actor.actor, term))
    for form, term in _forms(lexicon.elsewhere):
        entries[form].elsewhere.append(term)
    for form, term in _forms(lexicon.about):
        entries[form].about.append(term)
    return entries


def _forms(terms: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    return ((form, term) for term in terms for form in term.forms)


@lru_cache(maxsize=16)
def scanner(lexicon: Lexicon) -> Scanner:
    """Compile a lexicon once."""
    return Scanner(lexicon)


def _is_excluded(excluded: Sequence[Sequence[int]], start: int, end: int) -> bool:
    """Whether a span touches one of the regions, which are in order."""
    at = bisect_left(excluded, end, key=lambda region: region[0])
    return at > 0 and excluded[at - 1][1] > start


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether letters neither precede nor follow; hyphens may: "regime-held", "non-rebel"."""
    return not (
        (start and (folded[start - 1].isalnum() or folded[start - 1] == "_"))
        or (end < len(folded) and (folded[end].isalnum() or folded[end] == "_"))
    )


def _readings(entry: Entry, text: str, folded: str, start: int, end: int) -> Unit | None:
    """The readings that capitals and context allow; None if there are none."""
    around: Surroundings | None = None
    namings = []
    for naming in entry.namings:
        if _capitals_fit(naming.term, text, start):
            if naming.term.excepts or naming.term.whens:
                around = around or Surroundings(folded, start, end)
                if not _in_context(naming.term, around):
                    continue
            namings.append(naming)
    denied = folded.endswith(_DENIALS, max(0, start - 5), start)
    owners = frozenset(a for a, term in entry.names if not denied and _capitals_fit(term, text, start))
    countries = frozenset(a for a, term in entry.countries if not denied and _capitals_fit(term, text, start))
    elsewhere = not denied and any(_capitals_fit(term, text, start) for term in entry.elsewhere)
    about = any(_capitals_fit(term, text, start) for term in entry.about)
    if not (namings or owners or countries or elsewhere or about):
        return None
    return Unit(start, end, tuple(namings), owners, countries, elsewhere, about)


def _in_context(term: Term, around: Surroundings) -> bool:
    if any(context.matches(around) for context in term.excepts):
        return False
    return not term.whens or any(context.matches(around) for context in term.whens)


def _capitals_fit(term: Term, text: str, start: int) -> bool:
    """Whether every capital of the term is one in the article."""
    return all(text[start + at].isupper() for at, c in enumerate(term.text) if c.isupper() and start + at < len(text))
