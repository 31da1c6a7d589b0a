"""What a verb of speech takes where no mark tells: an object with a preposition, a name, a clause, an act."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from framing.voice.verbs import is_adverb, looks_finite
from framing.voice.words import CONTRACTED, FINITE, SUBJECTS

if TYPE_CHECKING:
    from framing.voice.clauses import Sentence
    from framing.voice.verbs import Hit

#: With them, what follows has a verb, or is its subject.
_CLAUSAL: Final = FINITE | SUBJECTS
_NO_CLAUSE: Final = frozenset({";", ":", "who", "which", "what", "whose", "whom"})
#: The preposition that each frame asks for after its object: "accused Y of".
_AFTER_OBJECT: Final = {"person_of": "of", "person_for": "for", "as": "as", "person_to": "to", "person_on": "on"}
#: How far after a verb, in words, an object and a clause are looked for.
_OBJECT: Final = 20
_CLAUSE: Final = 25


def by_frame(s: Sentence, hit: Hit, p: int) -> tuple[str, int]:
    """Choose among the frames of the verb by what stands at `p`."""
    w, takes, word = s.words, hit.cue.takes, s.words[p]
    if (word in takes and word in ("of", "for", "about")) or (word == "against" and "of" in takes):
        return "object", p
    wanted = _after_object(takes)
    if wanted:
        for q in range(p + 1, min(s.n, p + _OBJECT)):
            if w[q] in wanted:
                return "object", p
            if w[q] in (";", ":") or (w[q] == "," and w[q + 1 : q + 2] not in (["who"], ["which"], ["the"], ["a"])):
                break
    if "name" in takes:
        return "name", p
    if "clause" in takes and has_clause(s, p):
        return "bare", p
    if "matter" in takes:
        return "act", p
    return ("bare" if hit.cue.lemma == "say" else "none"), p


@lru_cache(maxsize=1024)
def _after_object(takes: frozenset[str]) -> frozenset[str]:
    """Prepositions after the object of a verb."""
    return frozenset(_AFTER_OBJECT[frame] for frame in takes if frame in _AFTER_OBJECT)


def has_clause(s: Sentence, p: int) -> bool:
    """Whether a subject and a verb follow word `p`."""
    w = s.words
    if w[p] in SUBJECTS or w[p] in CONTRACTED or w[p] == "there":
        return True
    for q, word in enumerate(w[p + 1 : min(s.n, p + _CLAUSE)], p + 1):
        if word in _CLAUSAL or q in s.verbs or (word.endswith("ed") and looks_finite(s, q)):
            return True
        if word in _NO_CLAUSE:
            return False
        if word == "," and q + 1 < s.n and w[q + 1].endswith("ing"):
            return False
        if word in ("and", "but") and q + 2 < s.n and looks_finite(s, q + 2 if is_adverb(s, q + 1) else q + 1):
            return False
    return False
