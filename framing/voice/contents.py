"""The words that are said: before a reporting clause, after it, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE, Sentence
from framing.voice.verbs import has_verb, looks_finite
from framing.voice.words import AUXILIARIES, BREAKS, COORDINATORS, DASHES, PREPOSITIONS, RELATIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.report import Report
    from framing.voice.subjects import Span

_LEFT: Final = frozenset({"quote before", "clause before"})
_SUBORDINATORS: Final = frozenset({"if", "because", "although", "though"})
_OPENERS: Final = frozenset({"as", "when", "while", "since", "asked"}) | _SUBORDINATORS
#: After "..., X said," they begin something that is not said.
_AFTERTHOUGHTS: Final = frozenset(
    {"who", "which", "when", "after", "before", "citing", "in", "during", "speaking", "on", "at"}
)
_NOT_RESUMED: Final = frozenset(
    {"citing", "while", "as", "but", "and", "although", "though", "when", "after", "before", "during", "according"}
)


def left_content(s: Sentence, start: int, edge: int, *, nothing_follows: bool, goes_on: bool) -> Span | None:
    """The clause or quotation before a reporting clause that begins at word `start`.

    Parameters
    ----------
    s : Sentence
    start : int
        Where the reporting clause begins.
    edge : int
        Where an earlier report ends.
    nothing_follows : bool
        Whether the sentence ends with the reporting clause.
    goes_on : bool
        Whether the clause goes on after it: then any beginning will do ("At one point, she said, they …").
    """
    k = start - 1
    if k < 0:
        return None
    if s.words[k] == QUOTE:
        return (edge, k + 1)
    if k == 0 or not (s.words[k] == "," or s.words[k] in DASHES):
        return None
    if s.words[k - 1] == QUOTE or goes_on or _is_clause(s, edge, k, nothing_follows=nothing_follows):
        return (edge, k)
    return None


def _is_clause(s: Sentence, first: int, last: int, *, nothing_follows: bool) -> bool:
    """Whether words may be a clause: no adjunct or connective alone."""
    word = s.words[first]
    verb = has_verb(s, first, last)
    if nothing_follows and verb and last - first > 4 and word not in ("asked", "when"):
        return True
    if last - first < 3:
        return False
    if word in PREPOSITIONS or word in _OPENERS or (word.endswith("ing") and not s.is_capital(first)):
        return verb and (word in _SUBORDINATORS or "," in s.words[first:last])
    return verb or last - first > 4


def goes_on_after(s: Sentence, at: int) -> bool:
    """Whether what is said goes on after the mark at word `at` that closes a reporting clause."""
    if at + 1 >= s.n:
        return False
    word = s.words[at + 1]
    if word == QUOTE or word in COORDINATORS or word in _AFTERTHOUGHTS:
        return False
    return not word.endswith("ing") or s.is_capital(at + 1)


def resumed(s: Sentence, at: int, left: Span) -> list[Span]:
    """What is said after the mark at word `at`, where a reporting clause stood in the middle."""
    w, n, p = s.words, s.n, at + 1
    if p >= n:
        return []
    if w[p] == QUOTE:
        return [(p, n)]
    if p + 1 < n and w[p + 1] == QUOTE and w[p] in ("and", "but", "that", "because", "with", "or", "adding", "so"):
        return [(p + 1, n)]
    if w[left[1] - 1] == QUOTE:
        return []
    if (
        w[p] in ("and", "but")
        and p + 1 < n
        and p + 1 not in s.verbs
        and (w[p + 1] in AUXILIARIES or looks_finite(s, p + 1))
    ):
        return [(p, n)]
    if w[p].endswith("ing") or w[p] in _NOT_RESUMED:
        return []
    return [(p, n)]


def right_end(s: Sentence, at: int, subject: Span, *, cut: bool = True) -> int:
    """Where what is said from word `at` on ends: with the relative clause that reports it, else the sentence.

    With `cut`, a clause that begins with "while" is no more said.
    """
    w = s.words
    if w[subject[1] - 1] not in RELATIVES:
        if not cut:
            return s.n
        if "while" not in w and "whereas" not in w:
            return s.n
        return next((q for q in range(at + 1, s.n - 1) if w[q] == "," and w[q + 1] in ("while", "whereas")), s.n)
    opener = w[subject[1] - 2] if subject[1] > 1 else ""
    for q in range(at + 1, s.n):
        if opener in DASHES or opener == "(":
            if w[q] in (opener, ")"):
                return q
            continue
        finite = q + 1 < s.n and (w[q + 1] in AUXILIARIES or q + 1 in s.verbs)
        if w[q] == "," and (finite or (q + 1 < s.n and looks_finite(s, q + 1))):
            return q
        if w[q] == QUOTE and q in s.said and finite:
            return q + 1
    return s.n


def edge_before(s: Sentence, k: int, found: Sequence[Report]) -> int:
    """Where what stands before word `k` may begin: after the last report that looks back."""
    edge = 0
    for each in found:
        if each.hit and edge < each.hit.end <= k and each.rule in _LEFT and each.content[0][1] <= k:
            edge = each.hit.end
    while edge < k and s.words[edge] in BREAKS:
        edge += 1
    return edge


def left_rule(s: Sentence, left: Span) -> str:
    """Name the rule that reads what stands on the left."""
    return "quote before" if QUOTE in (s.words[left[0]], s.words[left[1] - 1]) else "clause before"
