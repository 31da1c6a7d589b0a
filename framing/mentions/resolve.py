"""Whom a label names when several actors share it: its neighbours decide.

1. A name beside it in the noun phrase ("Kurdish fighters", "Assad's forces", "terrorist group ISIS"), or after
   it ("fighters of Hezbollah", "forces loyal to President Assad"), if that actor carries the label:
   ``neighbour``.
2. A name of somebody else ("Iraqi government", "al-Qaeda loyalists"): no mention.
3. A proper name, or a label of one actor only: ``own``. From here on, a label that is no name counts only
   where a word of the lexicon's subject stands near.
4. What the article said before, as the label's ``alone`` has it: the last actor named that carries the label
   ("Daesh ... the extremists"; beyond two sentences, the one named most), or the one with which the same label
   was last spelled out ("Turkish army ... the army"): ``carried``. An institution with a possessive ("its
   troops"), or one that was never spelled out, is that of the last name before it, if the name is close or is
   outside the lexicon.
5. The actor that the lexicon declares: ``default``. A label without one is dropped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from framing.lexicon.contexts import PIECE
from framing.neighbours import MARK, Neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.block import Page
    from framing.lexicon.readings import Naming, Reading
    from framing.meanings import Meanings
    from framing.mentions.noun_phrase import Phrase, Phrases
    from framing.scan import Found

#: How far back, in characters, the last actor named may stand: about two sentences.
RECENT: Final = 300
#: How far before an institution, in characters, the name stands whose it is: "Ankara sent tanks and troops".
CLOSE: Final = 80
#: How near a shared label that stands alone, in characters, a word of the lexicon's subject must stand; for one
#: that a single actor has, anywhere in the article will do.
SUBJECT: Final = 800
#: How far after a label, in characters, a name may say whose it is.
_REACH: Final = 60
_POSSESSIVE: Final = (" his ", " its ", " their ")
_DEFINITE: Final = (" the ", "\nthe ", *_POSSESSIVE)
_GROUPS: Final = frozenset("group groups organization organizations organisation organisations".split())
_OF: Final = frozenset({"of", "from", "in"})
_TOWARDS: Final = frozenset(
    "loyal belonging affiliated allied aligned linked fighting called named known dubbed commanded led".split()
)
_LINKS: Final = _OF | _TOWARDS
_OPENINGS: Final = _LINKS | _GROUPS
_TITLES: Final = frozenset({"mr", "mrs", "ms", "gen", "col", "lt", "dr"})
_FILLERS: Final = frozenset(
    "the a an so called self styled s to with for and president leader group militant terrorist embattled "
    "extremist syrian sunni shiite muslim hardline organization organisation movement prime minister "
    "as by itself themselves and or , -".split()
)


class Resolved(NamedTuple):
    """The reading of a phrase that holds, and how it was found."""

    naming: Naming
    resolution: str


class _Plan(NamedTuple):
    """What a phrase says by itself.

    ``told`` is the actor that a name beside it tells, empty if it is somebody else's, None if no name tells;
    ``resolved`` is what follows from it, or holds where the article tells nothing else: a place in ``Resolver.ways``,
    -1 for nobody. A phrase that is not
    ``is_settled`` may be told by a name after it, and counts only near the subject; one that ``waits`` is read as
    the article said before.
    """

    reading: Reading
    told: str | None = None
    resolved: int = -1
    is_settled: bool = True
    waits: bool = False


@dataclass
class _Article:
    """What an article has said so far; ``starts, ends, numbers`` are those of all units of its block."""

    folded: str
    begin: int
    first: int
    starts: Sequence[int]
    ends: Sequence[int]
    numbers: Sequence[int]
    readings: Sequence[Reading]
    spelled_out: dict[str, str] = field(default_factory=dict)
    last_named: dict[str, int] = field(default_factory=dict)
    times_named: Counter[str] = field(default_factory=Counter)

    def stands_after(self, words: str | tuple[str, ...], position: int) -> bool:
        """Whether one of these stands right before a position."""
        return self.folded.endswith(words, self.begin, position)

    def note(self, plan: _Plan, resolved: Resolved | None, told: str | None, end: int) -> None:
        """Remember whose a label is, if a name tells, and who was named."""
        if told is not None:
            self.spelled_out[plan.reading.namings[0].label.label] = told
        if resolved is None:
            return
        actor, owners = resolved.naming.actor.actor, plan.reading.owners_in_order
        if owners or resolved.naming.label.kind != "name":  # "anti-ISIS" brings nobody to mind
            self.last_named[actor] = end
            for named in owners:
                self.last_named[named] = end
        self.times_named[actor] += 1


class Resolver:
    """Chooses the actor of noun phrases.

    Parameters
    ----------
    meanings : Meanings
        What units may mean.
    owners : sequence of tuple of int
        Readings of words beside labels, as :class:`framing.mentions.noun_phrase.Grouper` lists them.
    page : Page
    needs_subject : bool
        Whether a label that stands alone counts only near a word of the lexicon's subject.

    Attributes
    ----------
    ways : list of Resolved
        Those met so far.
    """

    def __init__(
        self, meanings: Meanings, owners: Sequence[tuple[int, ...]], page: Page, *, needs_subject: bool
    ) -> None:
        self._meanings, self._owners, self._needs_subject = meanings, owners, needs_subject
        self._openings = Neighbours(_OPENINGS, page)
        self._plan = lru_cache(maxsize=1 << 16)(self._planned)
        self._known: dict[tuple[int, str], int] = {}
        self.ways: list[Resolved] = []

    def resolve(self, found: Found, phrases: Phrases) -> NDArray[np.int64]:
        """Choose the actor of every noun phrase of a block: a place in `ways`, -1 where it names nobody."""
        keys = phrases.heads << 32 | phrases.owners
        distinct, which = np.unique(keys, return_inverse=True)
        plans = [self._plan(key >> 32, key & 0xFFFFFFFF) for key in distinct.tolist()]
        resolved = np.array([plan.resolved for plan in plans], np.int64)[which]
        unsettled = np.flatnonzero(np.array([not plan.is_settled for plan in plans], bool)[which])
        articles = found.block.articles(phrases.starts)
        told = dict(self._told_after(found, phrases, [plans[at] for at in which[unsettled]], unsettled))
        shared = np.array([len(plan.reading.alone) > 1 for plan in plans], bool)[which[unsettled]]
        near = self._is_near_subject(found, phrases.starts[unsettled], articles[unsettled], shared)
        resolved[unsettled[~near]] = -1
        for at, owner in told.items():
            resolved[at] = self._owned(plans[which[at]].reading.by_actor, owner)
        waits = np.array([plan.waits for plan in plans], bool)[which]
        waiting = [at for at in unsettled[near & waits[unsettled]].tolist() if at not in told]
        firsts = np.searchsorted(articles, articles[waiting])
        for first, inside in groupby(zip(firsts.tolist(), waiting, strict=True), key=itemgetter(0)):
            here = [at for _, at in inside]
            article = self._opened(found, int(articles[first]))
            until = here[-1] + 1
            rows = zip(
                range(first, until),
                which[first:until].tolist(),
                phrases.ends[first:until].tolist(),
                resolved[first:until].tolist(),
                strict=True,
            )
            waiting_here = set(here)
            for at, number, end, settled in rows:
                plan, chosen = plans[number], settled
                if at in waiting_here:
                    resolved[at] = chosen = self._carried(phrases.phrase(at), plan, article)
                article.note(plan, None if chosen < 0 else self.ways[chosen], told.get(at, plan.told), end)
        return resolved

    def _planned(self, head: int, owners: int) -> _Plan:
        reading = self._meanings.readings[head]
        naming, by_actor = reading.namings[0], reading.by_actor
        if naming.label.kind == "name":
            return _Plan(reading, resolved=self._as(naming, "own"))
        for owner in self._owners[owners]:
            told = _told(self._meanings.readings[owner], by_actor)
            if told is not None:
                return _Plan(reading, told, self._owned(by_actor, told))
        alone = reading.alone
        standard = next((each for each in alone.values() if each.label.default), None)
        default = -1 if standard is None else self._as(standard, "own" if len(alone) == 1 else "default")
        waits = len(alone) > 1 and naming.label.alone != "default"
        return _Plan(reading, resolved=default, is_settled=False, waits=waits)

    def _told_after(
        self, found: Found, phrases: Phrases, plans: Sequence[_Plan], places: NDArray[np.int64]
    ) -> Iterator[tuple[int, str]]:
        """The actors that names after phrases tell; empty where it is somebody else's."""
        after, _ = self._openings.after(found.block, phrases.ends[places])
        article = self._opened(found, 0)
        for nth in np.flatnonzero(after > MARK).tolist():
            at = int(places[nth])
            owner = _owner_after(phrases.phrase(at), plans[nth].reading, article)
            if owner is not None:
                yield at, owner

    def _is_near_subject(
        self, found: Found, starts: NDArray[np.int64], articles: NDArray[np.int64], shared: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Whether the article speaks of the lexicon's subject: anywhere, or near a label that actors share."""
        if not self._needs_subject:
            return np.ones(len(starts), bool)
        about = found.units.starts[self._meanings.which("about")[found.units.readings]]
        speaks = np.isin(articles, found.block.articles(about))
        at = np.searchsorted(about, starts)
        edged = np.concatenate(([-SUBJECT - 1], about, [len(found.block.printed) + SUBJECT + 1]))
        first, after = found.block.starts[articles], found.block.starts[articles + 1]
        before, behind = edged[at], edged[at + 1]
        close = ((starts - before <= SUBJECT) & (before >= first)) | ((behind - starts <= SUBJECT) & (behind < after))
        return np.where(shared, close, speaks)

    def _opened(self, found: Found, number: int) -> _Article:
        """An article of which nothing has been read."""
        begin = int(found.block.starts[number])
        starts, ends, numbers = found.units.lists
        return _Article(
            found.block.folded_text, begin, bisect_left(starts, begin), starts, ends, numbers, self._meanings.readings
        )

    def _as(self, naming: Naming, resolution: str) -> int:
        """The place of a way to resolve a phrase."""
        found = self._known.setdefault((id(naming), resolution), len(self.ways))
        if found == len(self.ways):
            self.ways.append(Resolved(naming, resolution))
        return found

    def _owned(self, by_actor: dict[str, Naming], owner: str) -> int:
        """The reading that a name beside the phrase gives; -1 if it is somebody's outside the lexicon."""
        return self._as(by_actor[owner], "neighbour" if len(by_actor) > 1 else "own") if owner else -1

    def _carried(self, phrase: Phrase, plan: _Plan, article: _Article) -> int:
        """The reading that the article gave before, else the one that holds by default."""
        by_actor, naming = plan.reading.alone, plan.reading.namings[0]
        carried = (_recent if naming.label.alone == "recent" else _repeated)(phrase, plan.reading, article)
        if carried is None:
            return plan.resolved
        return self._as(by_actor[carried], "carried") if carried in by_actor else -1


def _repeated(phrase: Phrase, reading: Reading, article: _Article) -> str | None:
    """Whose an institution is: the possessor's, or that with which the article last spelled it out."""
    if article.stands_after(_POSSESSIVE, phrase.start):
        return _last_name(phrase, article, reading.alone, RECENT)
    if phrase.end > phrase.head_end or article.folded.startswith("-", phrase.head_end):
        return None  # "government forces" and "army-held" are those of the war
    label = reading.namings[0].label.label
    if label in article.spelled_out:
        return article.spelled_out[label]
    return _last_name(phrase, article, reading.alone, CLOSE)


def _recent(phrase: Phrase, reading: Reading, article: _Article) -> str | None:
    """The last actor named that carries the label; beyond two sentences, the one named most."""
    if article.stands_after("other ", phrase.start):
        return None
    by_actor = reading.alone
    has_default = any(naming.label.default for naming in by_actor.values())
    if not has_default and not article.stands_after(_DEFINITE, phrase.start):
        return None
    named = [(at, actor) for actor, at in article.last_named.items() if actor in by_actor]
    near = [(at, actor) for at, actor in named if phrase.start - at < RECENT]
    if near:
        return max(near)[1]
    return max(named, key=lambda each: article.times_named[each[1]])[1] if has_default and named else None


def _last_name(phrase: Phrase, article: _Article, by_actor: dict[str, Naming], reach: int) -> str | None:
    """Whose an institution is by the last name before it: that actor's if it stands close, or somebody else's."""
    at = bisect_left(article.starts, phrase.first) - 1
    while at >= article.first and phrase.start - article.starts[at] < RECENT:
        reading = article.readings[article.numbers[at]]
        if reading.owners or reading.countries:
            known = _told(reading, by_actor)
            return known if known and phrase.start - article.ends[at] < reach else None
        if reading.elsewhere:
            return ""
        at -= 1
    return None


def _told(beside: Reading, by_actor: dict[str, Naming]) -> str | None:
    """Whose a label is by a name beside it; empty if it is somebody else's, None if the name does not tell.

    A country has institutions, not people; "opposition militants" are the opposition's.
    """
    known = beside.claims & by_actor.keys()
    known |= {actor for actor in beside.countries & by_actor.keys() if not by_actor[actor].label.beside}
    if known:
        return min(known)
    return "" if beside.elsewhere or beside.owners else None


def _owner_after(phrase: Phrase, label: Reading, article: _Article) -> str | None:
    """Read "forces loyal to President Assad", "militants from Islamic State", "government of Iraq"."""
    end = phrase.end
    piece = PIECE.search(article.folded, end, end + _REACH)
    if piece is None or piece.group() not in _OPENINGS:
        return None
    link = ""
    found: str | None = None
    at = bisect_left(article.starts, end)
    for unit in range(at, min(at + 3, len(article.starts))):
        unit_start, reading = article.starts[unit], article.readings[article.numbers[unit]]
        if unit_start > phrase.end + _REACH:
            break
        pieces = PIECE.findall(article.folded, end, unit_start)
        if not link:
            pieces = pieces[1:] if pieces[:1] and pieces[0] in _GROUPS else pieces
            link = pieces.pop(0) if pieces else ""
            if link not in _LINKS or (link == "in" and not reading.elsewhere):
                return None
        if not _FILLERS.issuperset(_without_titles(pieces)):
            break
        told = _told(reading, label.alone if link == "from" else label.by_actor)
        if told and link != "in":
            return told
        if found == "" and not reading.elsewhere:
            return None  # "in Iraq and Syria" excludes nobody
        if told == "" and (link in {"of", "in"} or (link == "from" and _is_institution(label))):
            found = told
        end = article.ends[unit]
    return found


def _without_titles(pieces: list[str]) -> list[str]:
    """Leave out "Mr." and the like with their full stops."""
    return [
        p for at, p in enumerate(pieces) if p not in _TITLES and not (p == "." and at and pieces[at - 1] in _TITLES)
    ]


def _is_institution(reading: Reading) -> bool:
    return reading.namings[0].label.category == "institutional"
