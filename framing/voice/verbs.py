"""Verbs of speech: whether a form is a verb, and the verb group it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.words import (
    ADVERBS,
    ALONE,
    AUXILIARIES,
    BE,
    BREAKS,
    CONTRACTED,
    COUNTING,
    DAY_BEGINNINGS,
    DAYS,
    DESCRIBING,
    DETERMINERS,
    FINITE,
    MODALS,
    PASTS,
    STOPS,
    SUBJECTS,
)

if TYPE_CHECKING:
    from framing.lexicon import Cue
    from framing.voice.clauses import Sentence

#: Prepositions before a participle or a noun.
GOVERNING: Final = frozenset({"of", "in", "with", "for", "at", "from", "by", "on"})
BOTH: Final = frozenset({"both", "all"})
_NOUN_OF: Final = frozenset({"of", "from", "on", "against", "by", "in", "and", "or"})
_COMPLEMENTS: Final = frozenset(
    {
        "that",
        ":",
        ",",
        QUOTE,
        "the",
        "he",
        "she",
        "they",
        "it",
        "to",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "for",
        "on",
    }
)
_PLURAL_SUBJECTS: Final = frozenset({"who", "people", "critics"})


@dataclass(slots=True)
class Hit:
    """A cue in a sentence: its words from `start` to `end`, its entry, and which form of it."""

    start: int
    end: int
    cue: Cue
    form: str


def is_adverb(s: Sentence, k: int) -> bool:
    """Whether a word is an adverb: listed, or in -ly and no name."""
    word = s.words[k]
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and not s.is_capital(k))


def looks_finite(s: Sentence, k: int) -> bool:
    """Whether a word looks like a finite verb by its form."""
    word = s.words[k]
    if word in PASTS or k in s.verbs:
        return True
    return word.endswith("ed") and k > 0 and s.words[k - 1] not in DETERMINERS and not s.is_capital(k)


def has_verb(s: Sentence, first: int, last: int) -> bool:
    """Whether any of the words looks like a verb."""
    words = s.words[first:last]
    if not FINITE.isdisjoint(words):
        return True
    return any(looks_finite(s, k) for k, word in enumerate(words, first) if k in s.verbs or word.endswith("ed"))


def is_ruled_out(before: str, form: str, *, noun: bool) -> bool:
    """Whether a form of a verb reports nothing, to judge by the word before it alone.

    Parameters
    ----------
    before : str
        In lower case; empty at the beginning of a sentence.
    form : str
        As :class:`Hit` has it.
    noun : bool
        Whether a form of the verb is a noun, too.
    """
    if before in BOTH or (before in ALONE and not noun):
        return False
    if before in GOVERNING:
        return form != "ing" or before in ("with", "at", "on")
    if before in DETERMINERS or before == "-" or (before.endswith("'s") and before not in CONTRACTED):
        return True
    if form == "base":
        return before in MODALS or (noun and (_counts(before) or not _is_plural(before)))
    return noun and form == "third" and _counts(before)


def is_verb(s: Sentence, hit: Hit) -> bool:
    """Whether a form that may be a noun or a bare infinitive reports speech here."""
    i, before = hit.start, s.words[hit.start - 1] if hit.start else ""
    if is_ruled_out(before, hit.form, noun=hit.cue.noun) or not _stands_as_verb(s, hit, before):
        return False
    return not i or not s.is_capital(i) or s.in_title_case()  # else part of a name: "the US State Department"


def _stands_as_verb(s: Sentence, hit: Hit, before: str) -> bool:
    """Whether a form that the word before it allows is a verb: by what else stands around it."""
    i, noun = hit.start, hit.cue.noun
    if before in GOVERNING or (before in ALONE and not noun):
        return True
    if before in BOTH:
        return i > 1 and s.words[i - 2] in AUXILIARIES
    if s.words[hit.end : hit.end + 1] == ["-"]:
        return False
    return not (noun and hit.form in ("base", "third")) or _is_no_noun(s, hit, before)


def _is_no_noun(s: Sentence, hit: Hit, before: str) -> bool:
    """Whether "reports", "claim" and the like are verbs: by what follows."""
    j = hit.end
    after = s.words[j] if j < s.n else ""
    if before in DESCRIBING and hit.form == "third" and after != "that":
        return False
    if after in AUXILIARIES or after in STOPS or after in (";", ")"):
        return False
    if after in _NOUN_OF and after not in hit.cue.lemma:
        return False
    return j >= s.n or after in _COMPLEMENTS or s.is_capital(j)


def _counts(before: str) -> bool:
    """Whether a word counts the nouns that follow it."""
    return before in COUNTING or before[:1].isdigit()


def _is_plural(word: str) -> bool:
    """Whether a word can end the subject of an uninflected verb."""
    return word.endswith(("s", "ly")) or word in SUBJECTS or word in ADVERBS or word in _PLURAL_SUBJECTS


def group_start(s: Sentence, i: int) -> int:
    """Where the verb group of the verb at `i` begins: auxiliaries, adverbs and dates stand before it."""
    w = s.words
    g = i
    while g:
        word = w[g - 1]
        if word in AUXILIARIES or is_adverb(s, g - 1):
            g -= 1
            continue
        if word not in DAYS or g == 1 or word == "this":
            break
        k = g - 1
        while k and w[k - 1] in DAYS:
            k -= 1
        if k and w[k - 1] in ("on", "in"):
            k -= 1
        if k == 0 or w[k - 1] in BREAKS:
            break
        g = k
    return g


def is_passive(s: Sentence, hit: Hit, group: int) -> bool:
    """Whether a form of "be" stands in the verb group."""
    return hit.form in ("past", "participle") and not BE.isdisjoint(s.words[group : hit.start])


def is_day(s: Sentence, p: int) -> bool:
    """Whether a word is part of a date: "Monday", "last" in "last week"."""
    word = s.words[p]
    return word in DAYS and (word not in DAY_BEGINNINGS or (p + 1 < len(s.words) and s.words[p + 1] in DAYS))
