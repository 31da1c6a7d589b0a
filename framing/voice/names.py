"""Where the name of a speaker begins before a verb of speech, and ends after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.verbs import looks_finite
from framing.voice.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CONTRACTED,
    DASHES,
    DAYS,
    DETERMINERS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
)

if TYPE_CHECKING:
    from framing.voice.clauses import Sentence

#: Nouns that stand before a name without a determiner: "rebel commander Abu Ali".
_DESCRIPTIONS: Final = frozenset(
    "commander spokesman spokeswoman activist analyst official president minister leader head chief director envoy "
    "agency newspaper group network monitor doctor resident fighter general colonel lawyer expert professor".split()
)
_ENDS_NAME: Final = frozenset({",", QUOTE, ":", ";", "("}) | (DASHES - {"-"})
_ADJOINING: Final = frozenset({"as", "when", "who", "while", "which", "whose", "after", "before"})


def name_start(s: Sentence, first: int, end: int) -> int | None:
    """Where the last noun phrase before word `end` begins, if another phrase stands before it without a mark.

    A determiner or a pronoun begins one ("fighters *the* Observatory said"), or a capital after a small letter
    ("areas *SOHR* head Rami Abdel Rahman said"); prepositions hold one together ("the head of the army").
    """
    w = s.words
    if w[end - 1] in SUBJECTS:
        return end - 1
    for p in range(end - 1, first, -1):
        before = w[p - 1]
        if before in PREPOSITIONS or before in DETERMINERS or before in ("and", "&"):
            continue
        if w[p] in DETERMINERS or (s.is_capital(p) and _ends_before_name(s, p - 1)):
            return p
    return None


def _ends_before_name(s: Sentence, k: int) -> bool:
    """Whether a name after a word is no part of its phrase: the word is a small one, or a day."""
    word = s.words[k]
    return word in DAYS or (not s.is_capital(k) and word not in _DESCRIPTIONS)


def name_end(s: Sentence, p: int) -> int | None:
    """Where the speaker's name ends that begins at word `p` after the verb; None if a clause begins there."""
    w, n = s.words, s.n
    word = w[p]
    if word == "that" or (word in OBJECTS and word not in SUBJECTS) or not (s.is_capital(p) or word[0].isalpha()):
        return None
    if not s.is_capital(p) and (word in PREPOSITIONS or word in ADVERBS or word in CONJUNCTIONS):
        return None
    end, q = None, p
    while q < n and w[q] not in _ENDS_NAME and not (w[q] in _ADJOINING and q > p):
        later = q > p
        if later and end is None and (w[q] in ("in", "on", "at", "during") or (w[q] in DAYS and q > p + 1)):
            end = q
        if w[q] in AUXILIARIES or w[q] in CONTRACTED or w[q] in ("that", "there"):
            return None
        if later and (w[q] in SUBJECTS or looks_finite(s, q)):
            return None
        q += 1
    return None if word in SUBJECTS and q > p + 1 else end or q
