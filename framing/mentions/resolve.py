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
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.lexicon.contexts import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.lexicon.readings import Naming, Reading
    from framing.mentions.noun_phrase import Phrase
    from framing.scan import Unit

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
    """A phrase with the one reading that holds, and how it was found."""

    phrase: Phrase
    naming: Naming
    resolution: str


@dataclass
class _Article:
    """What an article has said so far."""

    folded: str
    units: Sequence[Unit]
    starts: Sequence[int]
    about: Sequence[int] | None
    spelled_out: dict[str, str] = field(default_factory=dict)
    last_named: dict[str, int] = field(default_factory=dict)
    times_named: Counter[str] = field(default_factory=Counter)

    def is_about(self, position: int, reach: int) -> bool:
        """Whether the article speaks of the lexicon's subject within reach of a position."""
        if self.about is None:
            return True
        at = bisect_left(self.about, position)
        return any(abs(near - position) <= reach for near in self.about[max(0, at - 1) : at + 1])


def resolve(
    folded: str, phrases: Iterator[Phrase], units: Sequence[Unit], *, needs_subject: bool
) -> Iterator[Resolved]:
    """Choose the actor of every noun phrase of an article, in the order of the text.

    Parameters
    ----------
    folded : str
        The folded article.
    phrases : iterator of Phrase
    units : sequence of Unit
        All units of the article, in order.
    needs_subject : bool
        Whether a label that stands alone counts only near a word of the lexicon's subject.
    """
    about = [unit.start for unit in units if unit.reading.about] if needs_subject else None
    article = _Article(folded, units, [unit.start for unit in units], about)
    for phrase in phrases:
        found = _resolve(phrase, article)
        if found is not None:
            actor, owners = found.naming.actor.actor, phrase.head.reading.owners
            if owners or found.naming.label.kind != "name":  # "anti-ISIS" brings nobody to mind
                for named in (actor, *sorted(owners)):
                    article.last_named[named] = phrase.end
            article.times_named[actor] += 1
            yield found


def _resolve(phrase: Phrase, article: _Article) -> Resolved | None:
    by_actor = phrase.head.reading.by_actor
    naming = phrase.head.reading.namings[0]
    if naming.label.kind == "name":
        return Resolved(phrase, naming, "own")
    owner = _owner(phrase, article, by_actor)
    if owner is not None:
        article.spelled_out[naming.label.label] = owner
        return Resolved(phrase, by_actor[owner], "neighbour" if len(by_actor) > 1 else "own") if owner else None
    by_actor = phrase.head.reading.alone
    if not article.is_about(phrase.start, SUBJECT if len(by_actor) > 1 else len(article.folded)):
        return None
    carried = _carried(phrase, article, by_actor)
    if carried is not None:
        return Resolved(phrase, by_actor[carried], "carried") if carried in by_actor else None
    standard = next((each for each in by_actor.values() if each.label.default), None)
    if standard is None:
        return None
    return Resolved(phrase, standard, "own" if len(by_actor) == 1 else "default")


def _carried(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """The actor that the article named before; empty if it was somebody outside the lexicon."""
    alone = phrase.head.reading.namings[0].label.alone
    if len(by_actor) < 2 or alone == "default":
        return None
    return (_recent if alone == "recent" else _repeated)(phrase, article, by_actor)


def _repeated(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """Whose an institution is: the possessor's, or that with which the article last spelled it out."""
    if article.folded.endswith(_POSSESSIVE, 0, phrase.start):
        return _last_name(phrase, article, by_actor, RECENT)
    if phrase.end > phrase.head.end or article.folded.startswith("-", phrase.head.end):
        return None  # "government forces" and "army-held" are those of the war
    label = phrase.head.reading.namings[0].label.label
    if label in article.spelled_out:
        return article.spelled_out[label]
    return _last_name(phrase, article, by_actor, CLOSE)


def _recent(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """The last actor named that carries the label; beyond two sentences, the one named most."""
    if article.folded.endswith("other ", 0, phrase.start):
        return None
    has_default = any(naming.label.default for naming in by_actor.values())
    if not has_default and not article.folded.endswith(_DEFINITE, 0, phrase.start):
        return None
    named = [(at, actor) for actor, at in article.last_named.items() if actor in by_actor]
    near = [(at, actor) for at, actor in named if phrase.start - at < RECENT]
    if near:
        return max(near)[1]
    return max(named, key=lambda each: article.times_named[each[1]])[1] if has_default and named else None


def _last_name(phrase: Phrase, article: _Article, by_actor: dict[str, Naming], reach: int) -> str | None:
    """Whose an institution is by the last name before it: that actor's if it stands close, or somebody else's."""
    at = bisect_left(article.starts, phrase.first) - 1
    while at >= 0 and phrase.start - article.starts[at] < RECENT:
        unit = article.units[at]
        if unit.reading.owners or unit.reading.countries:
            known = _told(unit.reading, by_actor)
            return known if known and phrase.start - unit.end < reach else None
        if unit.reading.elsewhere:
            return ""
        at -= 1
    return None


def _owner(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """The actor that a neighbour names; empty if it is somebody else's, None if no neighbour tells."""
    for unit in phrase.owners:
        told = _told(unit.reading, by_actor)
        if told is not None:
            return told
    return _owner_after(phrase, article, by_actor)


def _told(beside: Reading, by_actor: dict[str, Naming]) -> str | None:
    """Whose a label is by a name beside it; empty if it is somebody else's, None if the name does not tell.

    A country has institutions, not people; "opposition militants" are the opposition's.
    """
    known = beside.claims & by_actor.keys()
    known |= {actor for actor in beside.countries & by_actor.keys() if not by_actor[actor].label.beside}
    if known:
        return min(known)
    return "" if beside.elsewhere or beside.owners else None


def _owner_after(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """Read "forces loyal to President Assad", "militants from Islamic State", "government of Iraq"."""
    end = phrase.end
    piece = PIECE.search(article.folded, end, end + _REACH)
    if piece is None or piece.group() not in _OPENINGS:
        return None
    link = ""
    found: str | None = None
    at = bisect_left(article.starts, end)
    for unit in article.units[at : at + 3]:
        if unit.start > phrase.end + _REACH:
            break
        pieces = PIECE.findall(article.folded, end, unit.start)
        if not link:
            pieces = pieces[1:] if pieces[:1] and pieces[0] in _GROUPS else pieces
            link = pieces.pop(0) if pieces else ""
            if link not in _LINKS or (link == "in" and not unit.reading.elsewhere):
                return None
        if not _FILLERS.issuperset(_without_titles(pieces)):
            break
        told = _told(unit.reading, phrase.head.reading.alone if link == "from" else by_actor)
        if told and link != "in":
            return told
        if found == "" and not unit.reading.elsewhere:
            return None  # "in Iraq and Syria" excludes nobody
        if told == "" and (link in {"of", "in"} or (link == "from" and _is_institution(phrase))):
            found = told
        end = unit.end
    return found


def _without_titles(pieces: list[str]) -> list[str]:
    """Leave out "Mr." and the like with their full stops."""
    return [
        p for at, p in enumerate(pieces) if p not in _TITLES and not (p == "." and at and pieces[at - 1] in _TITLES)
    ]


def _is_institution(phrase: Phrase) -> bool:
    return phrase.head.reading.namings[0].label.category == "institutional"
