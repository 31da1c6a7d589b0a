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
    MODALS,
    PASTS,
    STOPS,
    SUBJECTS,
)

if TYPE_CHECKING:
    from framing.lexicon import Cue
    from framing.voice.clauses import Sentence

#: In a headline in title case, this share of the words has a capital.
_TITLE_CASE: Final = 0.6
_GOVERNING: Final = frozenset({"of", "in", "with", "for", "at", "from", "by", "on"})
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in a sentence: its words from `start` to `end`, its entry, and which form of it."""

    start: int
    end: int
    cue: Cue
    form: str


def is_adverb(s: Sentence, k: int) -> bool:
    """Whether a word is an adverb: listed, or in -ly and no name."""
    word = s.words[k]
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and not s.capital[k])


def looks_finite(s: Sentence, k: int) -> bool:
    """Whether a word looks like a finite verb by its form."""
    word = s.words[k]
    if k in s.verbs or word in PASTS:
        return True
    return word.endswith("ed") and not s.capital[k] and k > 0 and s.words[k - 1] not in DETERMINERS


def has_verb(s: Sentence, first: int, last: int) -> bool:
    """Whether any of the words looks like a verb."""
    return any(s.words[k] in AUXILIARIES or looks_finite(s, k) for k in range(first, last))


def is_verb(s: Sentence, hit: Hit) -> bool:
    """Whether a form that may be a noun or a bare infinitive reports speech here."""
    i = hit.start
    before = s.words[i - 1] if i else ""
    if hit.form == "base" and before in MODALS:
        return False
    if i and s.capital[i] and sum(s.capital) < _TITLE_CASE * len(s):
        return False  # a part of a name: "the US State Department"
    if before in ("both", "all") and i > 1 and s.words[i - 2] in AUXILIARIES:
        return True
    if before in ALONE and not hit.cue.noun:
        return True
    if before in _GOVERNING:
        return hit.form == "ing" and before not in ("with", "at", "on")
    if before in DETERMINERS or before == "-" or (before.endswith("'s") and before not in CONTRACTED):
        return False
    if s.words[hit.end : hit.end + 1] == ["-"]:
        return False
    return not (hit.cue.noun and hit.form in ("base", "third")) or _is_no_noun(s, hit)


def _is_no_noun(s: Sentence, hit: Hit) -> bool:
    """Whether "reports", "claim" and the like are verbs: by what stands on either side."""
    i, j = hit.start, hit.end
    before = s.words[i - 1] if i else ""
    after = s.words[j] if j < s.n else ""
    if before and (before[0].isdigit() or before in COUNTING):
        return False
    if before in DESCRIBING and hit.form == "third" and after != "that":
        return False
    if after in AUXILIARIES or after in STOPS or after in (";", ")"):
        return False
    if hit.form == "base" and not _is_plural(s, i - 1):
        return False
    if after in _NOUN_OF and after not in hit.cue.lemma:
        return False
    return j >= s.n or after in _COMPLEMENTS or s.capital[j]


def _is_plural(s: Sentence, k: int) -> bool:
    """Whether a word can end the subject of an uninflected verb."""
    if k < 0:
        return False
    word = s.words[k]
    return word.endswith(("s", "ly")) or word in SUBJECTS or word in ADVERBS or word in _PLURAL_SUBJECTS


def group_start(s: Sentence, i: int) -> int:
    """Where the verb group of the verb at `i` begins: auxiliaries, adverbs and dates stand before it."""
    w = s.words
    g = i
    while g:
        if w[g - 1] in AUXILIARIES or is_adverb(s, g - 1):
            g -= 1
            continue
        if w[g - 1] not in DAYS or g == 1 or w[g - 1] == "this":
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
    return hit.form in ("past", "participle") and any(s.words[k] in BE for k in range(group, hit.start))


def is_day(s: Sentence, p: int) -> bool:
    """Whether a word is part of a date: "Monday", "last" in "last week"."""
    word = s.words[p]
    return word in DAYS and (word not in DAY_BEGINNINGS or (p + 1 < len(s.words) and s.words[p + 1] in DAYS))
