"""What a loaded word has to do with an actor: is said of it, is done by it or to it, or merely stands near it.

There is no parser: patterns over the classes of the words between the two decide. The lights follow the connotation
frames of Rashkin, Singh & Choi (2016): a verb casts one on who does it and another on whom it is done to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.stance.sentences_read import BREAKS

if TYPE_CHECKING:
    from framing.lexicon.wordlists import WordForm
    from framing.stance.sentences_read import LoadedHit, Sentence

#: How a word may belong to an actor; ``context`` is said of those that merely stand near.
RELATIONS: Final = ("modifier", "attribute", "agent", "patient", "context")

#: A noun phrase up to its head, in the classes of :func:`framing.stance.sentences_read.shape_of`.
_NP: Final = "[DHwEJda&]{0,4}"
_COPULA: Final = re.compile(r"(?:,[^,]{1,30},|R)?[XNa]*[BL][XNaBT]*[DHwEJda]{0,4}")
_HAS: Final = re.compile(r"[Na]*X[Na]*[DHwEJda]{0,3}")
_OWNS: Final = re.compile(r"S[wEJad]{0,3}")
_OWNED: Final = re.compile(r"[wEJad]{0,3}")
_APPOSED: Final = re.compile(r"[,K][DwEJda]{0,4}")
_SUBJECT: Final = re.compile(r"(?:,[^,]{1,30},|R)?(?:[XNaBG]|[wEJ]T)*")
_PASSIVE: Final = re.compile(r".*[BG][Na]*")
_LOOSE: Final = re.compile(r"[^PRKCU,.Q]{0,8}")
_OBJECT: Final = re.compile(rf"{_NP}")
_TOWARDS: Final = re.compile(rf"[AFT]{_NP}")
_DOER: Final = re.compile(rf"[YM]{_NP}")
_OF: Final = re.compile(rf"O{_NP}")
_ADJOINS: Final = re.compile(r"[wEJd&]{0,3}")


class Attachment(NamedTuple):
    """How a word belongs to an actor, the light it casts on it before anything changes it, and how surely."""

    relation: str
    light: float
    surety: float
    form: WordForm


def attach(sentence: Sentence, loaded: LoadedHit, first: int, last: int) -> Attachment:
    """Tell what the word `loaded` has to do with the actor named by tokens `first` to `last`."""
    options = [_attach(sentence, loaded, form, first, last) for form in loaded.hit.forms]
    best = options[0]
    for option in options[1:]:
        if option.surety > best.surety:
            best = option
    return best


def nearness(sentence: Sentence, loaded: LoadedHit, first: int, last: int) -> float:
    """How near a word stands to an actor, from 0 to 1: halved for every clause between, falling with distance."""
    between = _between(sentence.shape, loaded, first, last)
    breaks = sum(between.count(each) for each in BREAKS)
    return float(0.5**breaks * 8 / (8 + len(between)))


def _between(shape: str, loaded: LoadedHit, first: int, last: int) -> str:
    return shape[last + 1 : loaded.first] if loaded.first > last else shape[loaded.last + 1 : first]


def _attach(sentence: Sentence, loaded: LoadedHit, form: WordForm, first: int, last: int) -> Attachment:
    shape, entry = sentence.shape, form.entry
    if loaded.first > last:
        gap = shape[last + 1 : loaded.first]
        if gap and gap[0] != "S" and shape[last] == "H":
            gap = f"S{gap}"
        after = shape[loaded.last + 1 : loaded.last + 2]
        relation, surety = _after(gap, entry.kind, form.form, after, shape[last])
    else:
        gap = shape[loaded.last + 1 : first]
        before = shape[max(0, loaded.first - 1) : loaded.first]
        relation, surety = _before(gap, entry.kind, form.form, before, bool(entry.agent or entry.patient))
    return Attachment(relation, _light(form, relation), surety, form)


def _light(form: WordForm, relation: str) -> float:
    entry = form.entry
    if relation == "patient":
        return entry.patient or (entry.valence if entry.kind != "noun" else 0.0)
    if relation == "context":
        return entry.valence or (entry.agent + entry.patient) / 2
    if relation == "modifier" and entry.kind == "verb" and form.form != "ing":
        return entry.patient
    return entry.agent or entry.valence


@lru_cache(maxsize=65536)
def _after(gap: str, kind: str, form: str, after: str, head: str) -> tuple[str, float]:
    """Relation of a word behind the actor, `gap` between them, and its surety."""
    if kind == "verb":
        if form in ("past", "participle") and _PASSIVE.fullmatch(gap) and _LOOSE.fullmatch(gap):
            return "patient", 0.9
        if form in ("past", "participle") and not gap and after in ("I", "Y", "A", "M", "."):
            return "patient", 0.6
        if _SUBJECT.fullmatch(gap):
            return "agent", 0.9
        if _LOOSE.fullmatch(gap):
            return "agent", 0.5
        return "context", 0.0
    owned = _OWNS.fullmatch(gap) or (head == "H" and _OWNED.fullmatch(gap))
    if kind in ("noun", "word", "phrase"):
        if owned:
            return "agent" if kind == "noun" else "attribute", 0.9
        if kind == "noun" and gap in ("", "w"):
            return "agent", 0.6
        if _HAS.fullmatch(gap):
            return "attribute", 0.6
    if owned:
        return "attribute", 0.4
    if _COPULA.fullmatch(gap):
        return "attribute", 0.9
    if _APPOSED.fullmatch(gap):
        return "attribute", 0.6
    if kind == "adverb" and _LOOSE.fullmatch(gap):
        return "agent", 0.4
    if kind == "phrase" and _LOOSE.fullmatch(gap):
        return "attribute", 0.5
    return "context", 0.0


@lru_cache(maxsize=65536)
def _before(gap: str, kind: str, form: str, before: str, roles: bool) -> tuple[str, float]:
    """Relation of a word in front of the actor, `gap` between them, and its surety."""
    if kind == "verb":
        passive = form in ("past", "participle") and before in ("B", "G", "a")
        if form in ("past", "participle") and _DOER.fullmatch(gap) and gap[0] == "Y":
            return "agent", 0.9
        if _OBJECT.fullmatch(gap) and not passive:
            if form == "ing" and not gap and before in ("D", ""):
                return "modifier", 0.7
            return "patient", 0.9
        if _TOWARDS.fullmatch(gap) and not passive:
            return "patient", 0.6
        return "context", 0.0
    if _ADJOINS.fullmatch(gap) and kind in ("adjective", "word", "noun", "phrase"):
        return "modifier", 0.9 if not gap else 0.6
    if kind == "noun":
        if _DOER.fullmatch(gap):
            return "agent", 0.7
        if _OF.fullmatch(gap):
            return ("patient" if roles else "attribute"), 0.8
        if _TOWARDS.fullmatch(gap) and roles:
            return "patient", 0.7
    return "context", 0.0
