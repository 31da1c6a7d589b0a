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
from typing import TYPE_CHECKING, Final

from framing.lexicon.contexts import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.mentions.noun_phrase import Phrase
    from framing.mentions.scan import Naming, Unit

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
_TITLES: Final = frozenset({"mr", "mrs", "ms", "gen", "col", "lt", "dr"})
_FILLERS: Final = frozenset(
    "the a an so called self styled s to with for and president leader group militant terrorist embattled "
    "extremist syrian sunni shiite muslim hardline organization organisation movement prime minister "
    "as by itself themselves and or , -".split()
)


@dataclass(frozen=True)
class Resolved:
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
    about = [unit.start for unit in units if unit.about] if needs_subject else None
    article = _Article(folded, units, [unit.start for unit in units], about)
    for phrase in phrases:
        found = _resolve(phrase, article)
        if found is not None:
            if found.naming.label.kind == "name" and not phrase.head.owners:
                named = set()  # "anti-ISIS" brings nobody to mind
            else:
                named = {found.naming.actor.actor, *phrase.head.owners}
            article.last_named.update(dict.fromkeys(named, phrase.end))
            article.times_named[found.naming.actor.actor] += 1
            yield found


def _resolve(phrase: Phrase, article: _Article) -> Resolved | None:
    namings = phrase.head.namings
    label = namings[0].label
    if label.kind == "name":
        return Resolved(phrase, namings[0], "own")
    by_actor = {naming.actor.actor: naming for naming in namings}
    owner = _owner(phrase, article, by_actor)
    if owner is not None:
        article.spelled_out[label.label] = owner
        return Resolved(phrase, by_actor[owner], "neighbour" if len(by_actor) > 1 else "own") if owner else None
    by_actor = {actor: naming for actor, naming in by_actor.items() if not naming.label.beside}
    if not article.is_about(phrase.start, SUBJECT if len(by_actor) > 1 else len(article.folded)):
        return None
    carried = _carried(phrase, article, by_actor)
    if carried is not None:
        return Resolved(phrase, by_actor[carried], "carried") if carried in by_actor else None
    standard = [naming for naming in by_actor.values() if naming.label.default]
    if not standard:
        return None
    return Resolved(phrase, standard[0], "own" if len(by_actor) == 1 else "default")


def _carried(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """The actor that the article named before; empty if it was somebody outside the lexicon."""
    alone = phrase.head.namings[0].label.alone
    if len(by_actor) < 2 or alone == "default":
        return None
    return (_recent if alone == "recent" else _repeated)(phrase, article, by_actor)


def _repeated(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """Whose an institution is: the possessor's, or that with which the article last spelled it out."""
    if article.folded.endswith(_POSSESSIVE, 0, phrase.start):
        return _last_name(phrase, article, by_actor, RECENT)
    if phrase.end > phrase.head.end or article.folded.startswith("-", phrase.head.end):
        return None  # "government forces" and "army-held" are those of the war
    label = phrase.head.namings[0].label.label
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
        if unit.owners or unit.countries:
            known = sorted(_owners(unit, by_actor))
            return known[0] if known and phrase.start - unit.end < reach else None
        if unit.elsewhere:
            return ""
        at -= 1
    return None


def _owner(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """The actor that a neighbour names; empty if it is somebody else's, None if no neighbour tells."""
    for unit in phrase.owners:
        told = _told(unit, by_actor)
        if told is not None:
            return told
    return _owner_after(phrase, article, by_actor)


def _told(unit: Unit, by_actor: dict[str, Naming]) -> str | None:
    """Whose a label is by a name beside it; empty if it is somebody else's, None if the name does not tell."""
    known = sorted(_owners(unit, by_actor))
    if known:
        return known[0]
    return "" if unit.elsewhere or unit.owners else None


def _owners(unit: Unit, by_actor: dict[str, Naming]) -> frozenset[str]:
    """Actors that a name, or a label of one actor only, may say a further label belongs to.

    A country has institutions, not people; "opposition militants" are the opposition's.
    """
    institutions = {actor for actor, naming in by_actor.items() if not naming.label.beside}
    named = {naming.actor.actor for naming in unit.namings if not naming.label.beside}
    sure = named if len(named) == 1 else set()
    return ((unit.owners | sure) & by_actor.keys()) | (unit.countries & institutions)


def _owner_after(phrase: Phrase, article: _Article, by_actor: dict[str, Naming]) -> str | None:
    """Read "forces loyal to President Assad", "militants from Islamic State", "government of Iraq"."""
    link = ""
    end = phrase.end
    found: str | None = None
    born_there = {actor: naming for actor, naming in by_actor.items() if not naming.label.beside}
    at = bisect_left(article.starts, end)
    for unit in article.units[at : at + 3]:
        if unit.start > phrase.end + _REACH:
            break
        pieces = PIECE.findall(article.folded, end, unit.start)
        if not link:
            pieces = pieces[1:] if pieces[:1] and pieces[0] in _GROUPS else pieces
            link = pieces.pop(0) if pieces else ""
            if link not in _OF | _TOWARDS or (link == "in" and not unit.elsewhere):
                return None
        if not all(piece in _FILLERS for piece in _without_titles(pieces)):
            break
        told = _told(unit, born_there if link == "from" else by_actor)
        if told and link != "in":
            return told
        if found == "" and not unit.elsewhere:
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
    return phrase.head.namings[0].label.category == "institutional"
