"""Reports without a verb of their own: "according to X", "the claim that", "X: …"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.report import Report
from framing.voice.subjects import first_subject, phrase_start
from framing.voice.verbs import has_verb, looks_finite
from framing.voice.words import AUXILIARIES, BREAKS, COORDINATORS, DASHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.clauses import Sentence
    from framing.voice.verbs import Hit

_ENDS_NAME: Final = frozenset({",", ";", ":", "(", QUOTE, "who", "which", "that", "while", "when"}) | (DASHES - {"-"})
_APPOSED: Final = frozenset({"a", "an", "the", "which", "who", "whose"})
_NOT_RESUMED: Final = frozenset({"a", "an", "which", "who", "and", "but", "while", "the", "as", "when"})
_POSSESSIVES: Final = frozenset({"his", "her", "their", "its"})
#: How far before a noun of speech its possessor may stand: "Assad's repeated claim that".
_POSSESSOR: Final = 4


def by_phrase(s: Sentence, hit: Hit) -> Report | None:
    """Read "according to X": the rest of the sentence is what X says."""
    w, n, p, i = s.words, s.n, hit.end, hit.start
    end = next((q for q in range(p, n) if w[q] in _ENDS_NAME), n)
    if end == p:
        return None
    opens = i == 0 or (i == 1 and w[0] in COORDINATORS | {"(", "-"}) or w[i - 1] in ("that", ":")
    if opens:
        stop = _past_apposition(s, end)
        return None if stop >= n else Report("according to", hit, (p, stop), [(stop + 1, n)], i)
    k = i
    while k and w[k - 1] in BREAKS:
        k -= 1
    content = [(0, k)] if k else []
    follows = w[end + 1] if end + 1 < n else ""
    if end < n and w[end] == w[i - 1] == "," and follows not in _NOT_RESUMED and not follows.endswith("ing"):
        content.append((end + 1, n))
    return Report("according to", hit, (p, end), content, i)


def _past_apposition(s: Sentence, end: int) -> int:
    """Past ", a monitoring group," after the speaker's name."""
    w, n, stop = s.words, s.n, end
    while stop + 1 < n and w[stop] == "," and w[stop + 1] in _APPOSED:
        close = next((x for x in range(stop + 1, n) if w[x] == ","), None)
        if close is None:
            break
        if w[stop + 1] == "the" and (close - stop > 8 or not has_verb(s, close, n)):
            break
        stop = close
    return stop


def by_noun(s: Sentence, hit: Hit) -> Report | None:
    """Read "X's claim that …"."""
    w, p, i = s.words, hit.end, hit.start
    if p >= s.n or w[p] != "that":
        return None
    if p + 1 < s.n and (w[p + 1] in AUXILIARIES or looks_finite(s, p + 1)):
        return None  # a relative clause: "the claim that was made"
    if i > 1 and w[i - 2] == "," and w[i - 1] in ("a", "an"):
        return None  # ", a claim that they deny"
    near = range(i - 1, max(-1, i - _POSSESSOR), -1)
    k = next((k for k in near if w[k].endswith("'s") or w[k] in _POSSESSIVES), None)
    speaker = None if k is None else (phrase_start(s, k + 1), k + 1)
    end = next((q for q in range(p + 1, s.n) if w[q] == ","), s.n)
    return Report("noun", hit, speaker, [(p, end)], i)


def after_colon(s: Sentence, found: Sequence[Report]) -> Report | None:
    """Read "A neighbour disagrees: …" where a quotation follows the colon, or the colon ends the paragraph."""
    w, n = s.words, s.n
    if ":" not in w or ":" not in w[:n] or any(each.opens for each in found):
        return None
    p = n - 1 - w[:n][::-1].index(":")
    if p + 1 < n and w[p + 1] != QUOTE:
        return None
    if any(a <= p + 1 < b for each in found for a, b in each.content):
        return None
    first = p
    while first and s.is_capital(first - 1) and w[first - 1] != QUOTE:
        first -= 1
    speaker = (first, p) if first < p else first_subject(s, p) if p else None
    return Report("after colon", None, speaker, [(p + 1, n)] if p + 1 < n else [], p, opens=p + 1 >= n)
