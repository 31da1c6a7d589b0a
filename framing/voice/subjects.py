"""The noun phrase before a verb of speech: who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE, Sentence
from framing.voice.verbs import is_adverb, looks_finite
from framing.voice.words import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    CONTRACTED,
    DASHES,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    FINITE,
    OBJECTS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECTS,
    SURE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.report import Report

#: Words by index, the first included, the last not.
Span = tuple[int, int]

#: A noun phrase holds no more words, an apposition with it no more than twice as many.
_LONGEST: Final = 30
#: A longer quotation is no part of a noun phrase.
_NAME: Final = 30
_CLAUSE_OPENERS: Final = frozenset({"that", "but", "because", "when", "if", "as", "while"})
_NEVER: Final = frozenset({"who", "which", "there", "him", "them", "not"})
#: A noun phrase does not reach over them.
_OUTSIDE: Final = BREAKS | STOPS | CONJUNCTIONS | FINITE | SUBJECTS | CONTRACTED | _NEVER
#: Words that may, or may not, stand within a noun phrase, by what is around them.
_EDGES: Final = _OUTSIDE | {QUOTE, ")", "and", "or", "&", "as"}
#: Nor does it end with them.
_NO_NOUN: Final = PREPOSITIONS | CONJUNCTIONS | STOPS | BREAKS | {QUOTE}
_COMMA: Final = frozenset({","})


def subject_before(s: Sentence, g: int) -> Span | None:
    """The noun phrase that ends before the verb group at word `g`; None where there is none.

    A relative pronoun brings its antecedent along ("Mr. Smith, who"), an apposition the noun that it explains
    ("Lin Jian, a spokesman,").
    """
    if g == 0:
        return None
    w, k = s.words, g - 1
    word = w[k]
    if word in SUBJECTS or word in CONTRACTED:
        return (k, g)
    if word in ("who", "which") or (word == "that" and k and w[k - 1] not in BREAKS):
        end = k
        while end and (w[end - 1] == "," or w[end - 1] in DASHES):
            end -= 1
        start = phrase_start(s, end)
        return (start, g) if start < end else (k, g)
    if word in (",", ")") or word in DASHES:
        return _before_apposition(s, k)
    if word in _NO_NOUN:
        return None
    start = phrase_start(s, g)
    return (start, g) if start < g else None


def first_subject(s: Sentence, limit: int) -> Span | None:
    """The subject of the first clause, which ends before word `limit`."""
    w, k = s.words, 0
    if w[0] in PREPOSITIONS or w[0] in ("as", "while", "when", "after"):
        while k < limit and w[k] != ",":
            k += 1
        k += 1
    if k < limit and w[k] in ("but", "and", "still", "meanwhile"):
        k += 1
    if k >= limit:
        return None
    if w[k] in SUBJECTS or w[k] in CONTRACTED:
        return (k, k + 1)
    start = k
    while k < limit and not _ends_subject(s, k, start):
        k += 1
    return (start, k) if k > start else None


def _ends_subject(s: Sentence, k: int, start: int) -> bool:
    word = s.words[k]
    if word in AUXILIARIES or word in BREAKS or word in STOPS or word == QUOTE or looks_finite(s, k):
        return True
    if k == start:
        return False
    if word in ADVERBS:
        return True
    after = s.words[k + 1] if k + 1 < s.n else ""
    governs = after in DETERMINERS or after in OBJECTS
    return governs and not s.is_capital(k) and word not in PREPOSITIONS and word not in ("and", "or")


def phrase_start(s: Sentence, end: int) -> int:
    """Where the noun phrase begins that ends before word `end`; `end` itself where there is none."""
    w, k = s.words, end
    low = max(0, end - _LONGEST)
    while k > low:
        word = w[k - 1]
        if word not in _EDGES and k - 1 not in s.verbs:
            k -= 1
        elif word == ")":
            opening = _opening(s, k - 1, low)
            if opening is None:
                break
            k = opening
        elif word in ("and", "or", "&"):
            if not _joins_nouns(s, k - 1):
                break
            k -= 1
        elif (word == "as" and k > 1 and w[k - 2] == "such") or not _ends_phrase(s, k - 1, end):
            k -= 1
        else:
            break
    while k < end - 1 and (is_adverb(s, k) or w[k] in ("-", "such")):
        k += 1
    if k < end and w[k] in PREPOSITIONS:
        k = _after_adjunct(s, k, end)
    return k


def _opening(s: Sentence, closing: int, low: int) -> int | None:
    """The bracket that opens what is closed at a word."""
    k = closing - 1
    while k > low and s.words[k] != "(":
        k -= 1
    return k if k > 0 and s.words[k] == "(" else None


def _ends_phrase(s: Sentence, k: int, end: int) -> bool:
    """Whether a word stands outside the noun phrase that follows it."""
    word = s.words[k]
    if word in _OUTSIDE:
        hyphen = word == "-" and k and s.end(k - 1) == s.starts[k]
        return not hyphen and not (word == "that" and k and s.words[k - 1] in PREPOSITIONS)
    if word == QUOTE:
        return k in s.said or s.width(k) > _NAME
    return k in s.verbs and word in SURE and k + 1 != end


def _after_adjunct(s: Sentence, k: int, end: int) -> int:
    """Where the noun phrase begins after an opening adjunct without a comma: "In Homs the governor"."""
    w = s.words
    for p in range(end - 1, k + 1, -1):
        if w[p] in DETERMINERS and w[p - 1] not in PREPOSITIONS:
            return p
    p = k + 1
    while p < end and w[p] in DAYS:
        p += 1
    if k + 1 < p < end:
        return p
    if p < end and w[p] in DETERMINERS:
        q = p + 1
        while q < end and not (s.is_capital(q) and not s.is_capital(q - 1)):
            q += 1
        if p + 1 < q < end:
            return q
    return k + 1


def _joins_nouns(s: Sentence, k: int) -> bool:
    """Whether "and" at a word joins two subjects, not two clauses."""
    w, p = s.words, k - 1
    low = max(0, k - _LONGEST)
    while p >= low and w[p] not in BREAKS and w[p] not in STOPS and w[p] != QUOTE and w[p] not in _CLAUSE_OPENERS:
        if w[p] in AUXILIARIES or looks_finite(s, p) or w[p] in SUBJECTS or w[p] in CONTRACTED or w[p] == "to":
            return False
        if w[p].endswith("ing") and not s.is_capital(p):
            return False
        p -= 1
    return k > 0


def _before_apposition(s: Sentence, k: int) -> Span | None:
    """The noun phrase before an apposition that a comma, a dash or a bracket at `k` closes."""
    w = s.words
    if w[k] == ")":
        opening = _opening(s, k, max(0, k - _LONGEST))
        start = phrase_start(s, opening) if opening is not None else k
        return (start, k + 1) if opening is not None and start < opening else None
    closing = _COMMA if w[k] == "," else DASHES
    best = None
    for p in range(k - 1, max(0, k - 2 * _LONGEST), -1):
        word = w[p]
        if word in STOPS or word in (";", ":") or (word == QUOTE and (p in s.said or s.width(p) > _NAME)):
            break
        if word in closing:
            start = phrase_start(s, p)
            if start < p and not _opens_badly(s, start) and not has_auxiliary(s, start, p):
                best = (start, k)
                if start == 0 or w[start - 1] not in closing:
                    break
        elif word in ("that", "because", "but", "if") or (
            p in s.verbs and word in SURE and w[p - 1] not in RELATIVES
        ):
            break
    return best


def has_auxiliary(s: Sentence, first: int, last: int) -> bool:
    """Whether any of the words is an auxiliary."""
    return not AUXILIARIES.isdisjoint(s.words[first:last])


def _opens_badly(s: Sentence, k: int) -> bool:
    """Whether a word cannot begin a noun phrase."""
    word = s.words[k]
    if word in PREPOSITIONS or word in CONJUNCTIONS or word in ADVERBS or word in AUXILIARIES:
        return True
    return word.endswith("ing") and not s.is_capital(k)


def speaker_before(s: Sentence, limit: int, found: Sequence[Report]) -> Span | None:
    """The speaker of the last report before a word, or the subject of the sentence."""
    for each in reversed(found):
        if each.speaker and each.hit and each.hit.start < limit:
            return each.speaker
    return first_subject(s, limit)


def is_document(s: Sentence, span: Span) -> bool:
    """Whether a noun phrase names something that shows or finds: a poll, a report, a video."""
    return any(word in DOCUMENTS or (word.endswith("s") and word[:-1] in DOCUMENTS) for word in s.words[slice(*span)])
