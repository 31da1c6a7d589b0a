"""What follows a verb of speech: a clause, a quotation, an infinitive, an object, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE, Sentence
from framing.voice.frames import by_frame
from framing.voice.verbs import is_adverb, is_day
from framing.voice.words import (
    ADJUNCTS,
    ADVERBS,
    AMOUNTS,
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    CONTRACTED,
    DASHES,
    DAY_BEGINNINGS,
    DAYS,
    DETERMINERS,
    NOT_ADVERBS,
    OBJECTS,
    PREPOSITIONS,
    QUESTIONS,
    STOPS,
    SUBJECTS,
    TOLD,
)

if TYPE_CHECKING:
    from framing.voice.verbs import Hit

#: Words at which a complement may begin or what the verb says may end.
_OPENINGS: Final = frozenset({QUOTE, ",", ":", ";", "(", "that", "to", "not"}) | DASHES | QUESTIONS
#: Words that may stand between a verb and its complement, or begin what does.
_FILLERS: Final = frozenset({QUOTE, ",", ";", "("}) | DASHES | ADVERBS | DAYS | ADJUNCTS
_ADDRESSEE: Final = 14
#: A quotation no longer than this after "told" may be the name of a programme.
_TITLE: Final = 40
_WORD: Final = 25


def complement(s: Sentence, hit: Hit) -> tuple[str, int]:
    """Name what follows a verb of speech, and the word where it begins.

    Adverbs, dates, adjuncts ("in a statement") and the person spoken to are passed over.

    Returns
    -------
    kind : str
        ``quote``; ``clause`` (with *that* or a question word); ``bare`` (a clause without); ``to``; ``object``
        (with a preposition: "accused Y of Z"); ``name`` ("called Y Z"); ``act`` (an object alone: "announced a
        deal"); ``colon``; ``open`` (a colon that ends the sentence); ``comma``, ``dash``, ``end``: nothing, up
        to there; ``none``: nothing that the verb takes.
    at : int
    """
    w, takes, p = s.words, hit.cue.takes, hit.end
    person = "person" in takes
    while p < s.n:
        found = _complement_at(s, hit, p) if w[p] in _OPENINGS else None
        if found is not None:
            return found
        after = _past_filler(s, hit, p) if w[p] in _FILLERS or w[p].endswith("ly") else None
        if after is None and person:
            after = _past_addressee(s, p)
            if after is not None:
                person = False
                if w[after : after + 1] in (["about"], ["of"], ["against"]):
                    return "object", after
                if "person_to" in takes and w[after : after + 1] == ["to"] and not is_nominal(s, after + 1):
                    return "object", p
        if after is None:
            return by_frame(s, hit, p)
        p = after
    return "end", p


def _complement_at(s: Sentence, hit: Hit, p: int) -> tuple[str, int] | None:
    w, takes, word = s.words, hit.cue.takes, s.words[p]
    if word == QUOTE:
        if "quote" not in takes and s.width(p) < _WORD and p + 1 < s.n:
            return by_frame(s, hit, p)
        return None if _is_programme(s, hit, p) else ("quote", p)
    if word == ",":
        if p + 1 < s.n and w[p + 1] == QUOTE:
            return "quote", p + 1
        return None if _past_parenthesis(s, p) else ("comma", p)
    if word == ":":
        if p + 1 >= s.n:
            return "open", p
        return ("quote" if w[p + 1] == QUOTE else "colon"), p + 1
    if word in DASHES or word in (";", "("):
        return None if _past_parenthesis(s, p) else ("dash", p)
    return _clause_at(s, takes, p)


def _clause_at(s: Sentence, takes: frozenset[str], p: int) -> tuple[str, int] | None:
    word = s.words[p]
    if word == "that" and takes & {"clause", "that"} and not _is_pronoun(s, p):
        return "clause", p
    if word in QUESTIONS and ("whether" in takes or ("clause" in takes and word in TOLD)):
        return "clause", p
    if "to" in takes:
        if word == "to" and not is_nominal(s, p + 1):
            return "to", p
        if word == "not" and s.words[p + 1 : p + 2] == ["to"]:
            return "to", p
    return None


def _past_filler(s: Sentence, hit: Hit, p: int) -> int | None:
    """Past a parenthesis, an adverb, a date or an adjunct; None if there is none."""
    word = s.words[p]
    if word == QUOTE:
        return p + 1
    if word in (",", ";", "(") or word in DASHES:
        return _past_parenthesis(s, p)
    if (word in ADVERBS or word.endswith("ly")) and word not in NOT_ADVERBS:
        return p + 1
    if is_day(s, p):
        return p + 1
    return _past_adjunct(s, p, hit.cue.takes) if word in ADJUNCTS else None


def _is_programme(s: Sentence, hit: Hit, p: int) -> bool:
    """Whether a quotation right after "told" names a programme: the words said stand before."""
    return "person" in hit.cue.takes and p == hit.end and s.width(p) < _TITLE and QUOTE in s.words[: hit.start]


def _is_pronoun(s: Sentence, p: int) -> bool:
    after = s.words[p + 1] if p + 1 < s.n else ""
    return not after or after in STOPS or after in BREAKS


def is_nominal(s: Sentence, p: int) -> bool:
    """Whether a word after "to" begins a noun phrase rather than an infinitive."""
    if p >= s.n:
        return True
    word = s.words[p]
    plural = word.endswith("s") and not word.endswith("ss")
    return word in DETERMINERS or word in OBJECTS or s.is_capital(p) or plural or word[0].isdigit()


def _past_parenthesis(s: Sentence, p: int) -> int | None:
    """Past ", however," or ", according to CNN," if a complement follows."""
    w = s.words
    for q in range(p + 1, min(s.n, p + _ADDRESSEE)):
        if w[q] == w[p] or (w[p] == "(" and w[q] == ")"):
            short = q == p + 2 and is_adverb(s, p + 1)
            return q + 1 if q + 1 < s.n and (w[q + 1] in ("that", QUOTE) or short) else None
        if w[q] == QUOTE:
            return None
    return None


def _past_adjunct(s: Sentence, p: int, takes: frozenset[str]) -> int | None:
    """Past an adjunct of time, place or medium; None if there is none, or it belongs to what is said."""
    w, n = s.words, s.n
    if w[p] in ("on", "in") and w[p + 1 : p + 2] and w[p + 1] in DAYS and w[p + 1] not in DAY_BEGINNINGS:
        return next((q for q in range(p + 2, n) if w[q] not in DAYS and not w[q].isdigit()), n)
    if w[p] in takes or p + 1 >= n:
        return None
    first = w[p + 1]
    if first in AMOUNTS or (first[0].isdigit() and w[p] in ("at", "to", "of", "from")):
        return None
    if w[p] == "as" and first in SUBJECTS:
        return None
    q = p + 2 if first in DETERMINERS or first in OBJECTS else p + 1
    seen = q - p - 1
    while q < n and not _ends_adjunct(w[q]):
        word = w[q]
        opens = (
            word in DETERMINERS
            or word in AUXILIARIES
            or (word in CONJUNCTIONS and word not in ("and", "as", "after", "before"))
        )
        if opens and w[q - 1] not in PREPOSITIONS:
            break
        if word in PREPOSITIONS and word != "to" and not opens:
            q += 2 if q + 1 < n and w[q + 1] in DETERMINERS else 1
            continue
        q += 1
        seen += not opens
        if seen > _ADDRESSEE:
            return None
    return None if q < n and w[q] in AUXILIARIES else q


def _ends_adjunct(word: str) -> bool:
    if word in (",", ":", QUOTE, "that", ";") or word in STOPS or word in DASHES:
        return True
    return word in SUBJECTS or word in CONTRACTED


def _past_addressee(s: Sentence, p: int) -> int | None:
    """Past the person spoken to, if a complement follows."""
    w = s.words
    if w[p] in OBJECTS:
        return p + 1
    last = min(s.n, p + _ADDRESSEE)
    for q in range(p, last):
        word = w[q]
        if word in ("that", QUOTE, ",", ":", "to", "about", "of", "on", "in", "at", "during", "after", "by"):
            return q if q > p else None
        if q == p:
            continue
        if word in DAYS or word in QUESTIONS or word in SUBJECTS or word in CONTRACTED:
            return q
        if word in DETERMINERS and w[q - 1] not in PREPOSITIONS and w[q - 1] not in DETERMINERS and w[q - 1] != "and":
            return q
        if word in AUXILIARIES:
            return p + 1 if q - p > 1 else None
    return s.n if s.n - p < _ADDRESSEE - 6 else None
