"""Reports by a finite verb: "X said Y", "Y, X said", "…," said X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.complements import complement
from framing.voice.contents import edge_before, goes_on_after, left_content, left_rule, resumed, right_end
from framing.voice.frames import has_clause
from framing.voice.names import name_end, name_start
from framing.voice.participles import RIGHT, by_participle, by_passive, is_reduced
from framing.voice.report import Report
from framing.voice.subjects import Span, is_document, speaker_before, subject_before
from framing.voice.verbs import group_start, has_verb, is_day, is_passive, is_verb
from framing.voice.words import (
    CONJUNCTIONS,
    COORDINATORS,
    INVERTIBLE,
    QUESTIONS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.clauses import Sentence
    from framing.voice.verbs import Hit

#: A speaker after the verb, at the end of a sentence, has no more words.
_SHORT_NAME: Final = 8
#: What follows a verb, and where: as :func:`framing.voice.complements.complement` names it.
Complement = tuple[str, int]

#: Verbs that comment on a report in the middle of a sentence: ", as X reported,".
_AS: Final = frozenset({"report", "put", "tell", "say", "note", "write"})
_NO_APPOSITION: Final = COORDINATORS | {"who", "which", QUOTE, "in", "according", "after", "when", "during"}


def by_verb(s: Sentence, hit: Hit, found: Sequence[Report]) -> Report | None:
    """Read a report whose cue is a verb; None if the form is no verb here, or nothing is said."""
    if not is_verb(s, hit):
        return None
    if hit.form == "ing":
        return by_participle(s, hit, found)
    g = group_start(s, hit.start)
    if is_passive(s, hit, g):
        return by_passive(s, hit, g)
    if is_reduced(s, hit):
        return None
    if g == hit.start and g and "quote" in hit.cue.takes and s.words[g - 1] in (",", QUOTE):
        report = _inverted(s, hit, found)
        if report is not None:
            return report
    unmarked = _inverted_unmarked(s, hit, found) if g == hit.start else None
    if unmarked is not None:
        return unmarked
    speaker = subject_before(s, g) or _shared_subject(s, g, found)
    return _asked(s, hit, g) if speaker is None else _active(s, hit, g, speaker, found)


def _active(s: Sentence, hit: Hit, g: int, speaker: Span, found: Sequence[Report]) -> Report | None:
    """Choose the side on which that stands which the subject before a verb says."""
    kind, at = complement(s, hit)
    before = speaker[0] - 1
    if before >= 0 and s.words[before] == "as":
        return _as_said(s, hit, speaker, (kind, at), found)
    report = _on_the_left(s, hit, g, speaker, (kind, at), found)
    if report is None:
        report = _on_the_right(s, hit, g, speaker, (kind, at))
    return report


def _on_the_left(
    s: Sentence, hit: Hit, g: int, speaker: Span, after: Complement, found: Sequence[Report]
) -> Report | None:
    """Read "…," X said; "Y, X said, Z"."""
    (kind, at), before, takes = after, speaker[0] - 1, hit.cue.takes
    broken = kind in ("comma", "dash")
    edge = edge_before(s, before, found)
    if before >= 0 and before in s.said and "quote" in takes and kind not in ("quote", "open", "colon"):
        left = (edge, before + 1)
    else:
        goes_on = broken and goes_on_after(s, at)
        near = left_content(s, speaker[0], edge, nothing_follows=kind == "end", goes_on=goes_on)
        if near is None:
            unmarked = kind == "end" and takes & {"quote", "clause"}
            return _unmarked(s, hit, g, speaker, edge) if unmarked else None
        if kind == "quote" and s.words[before] == QUOTE:
            return Report("quote after", hit, speaker, [near, (at, s.n)], g)
        if not (broken or kind == "end") or not _may_follow(s, near, takes):
            return None
        left = near
    return Report(left_rule(s, left), hit, speaker, [left, *(resumed(s, at, left) if broken else [])], g)


def _on_the_right(s: Sentence, hit: Hit, g: int, speaker: Span, after: Complement) -> Report | None:
    """Read "X said that Y", "X accused Y of Z"."""
    kind, at = after
    if kind == "open":
        return Report("quote after", hit, speaker, start=g, opens=True)
    if kind == "quote":
        return Report("quote after", hit, speaker, [(at, right_end(s, at, speaker, cut=False))], g)
    if hit.cue.document and not is_document(s, speaker):
        return None
    if kind == "comma" and "clause" in hit.cue.takes and goes_on_after(s, at) and has_clause(s, at + 1):
        kind, at = "bare", at + 1
    return Report(kind, hit, speaker, [(at, right_end(s, at, speaker))], g) if kind in RIGHT else None


def _unmarked(s: Sentence, hit: Hit, g: int, speaker: Span, edge: int) -> Report | None:
    """Read "Rebels left the town the army said", where printers have lost the comma."""
    w = s.words
    p = name_start(s, max(edge, speaker[0]), g)
    if p is None or p - edge < 4 or w[p - 1] in QUESTIONS or w[p - 1] in CONJUNCTIONS or not has_verb(s, edge, p):
        return None
    return Report("clause before", hit, (p, g), [(edge, p)], g)


def _inverted_unmarked(s: Sentence, hit: Hit, found: Sequence[Report]) -> Report | None:
    """Read "They have left said a spokesman", where printers have lost the comma."""
    p = hit.end
    if not 0 < s.n - p <= _SHORT_NAME or hit.form not in ("past", "third"):
        return None
    if hit.cue.lemma not in INVERTIBLE or "person" in hit.cue.takes:
        return None
    edge = edge_before(s, hit.start, found)
    if not s.is_capital(p) or is_day(s, p) or name_end(s, p) != s.n or hit.start - edge < 4:
        return None
    return (
        Report("clause before", hit, (p, s.n), [(edge, hit.start)], hit.start)
        if has_verb(s, edge, hit.start)
        else None
    )


def _may_follow(s: Sentence, left: Span, takes: frozenset[str]) -> bool:
    """Whether the verb can stand after what is said: any after a quotation, some after a clause."""
    return "clause" in takes or ("quote" in takes and s.words[left[1] - 1] == QUOTE)


def _shared_subject(s: Sentence, g: int, found: Sequence[Report]) -> Span | None:
    """The subject of a verb joined by "and": that of the verb before it."""
    if g == 0 or s.words[g - 1] not in ("and", "but", "then"):
        return None
    return speaker_before(s, g, found)


def _asked(s: Sentence, hit: Hit, g: int) -> Report | None:
    """Read "Asked whether …, he left": who asks is not told."""
    if hit.cue.lemma != "ask" or (g and s.words[g - 1] not in ("when", "but", "and")):
        return None
    kind, at = complement(s, hit)
    if kind not in ("clause", "object"):
        return None
    end = next((q for q in range(at, s.n) if s.words[q] == ","), s.n)
    return Report("passive", hit, None, [(at, end)], g)


def _as_said(s: Sentence, hit: Hit, speaker: Span, after: Complement, found: Sequence[Report]) -> Report | None:
    """Read "As X reported, …" and "…, as X put it, …"."""
    kind, at = after
    a = speaker[0] - 1
    if "clause" not in hit.cue.takes:
        return None
    if a == 0:
        begins = at if kind == "quote" else at + 1 if kind == "comma" else None
        return None if begins is None else Report("as said", hit, speaker, [(begins, s.n)], a)
    if s.words[a - 1] != "," or hit.cue.lemma not in _AS:
        return None
    left = (edge_before(s, a - 1, found), a - 1)
    if kind == "comma":
        return Report("as said", hit, speaker, [left, (at + 1, s.n)], a)
    return (
        Report("as said", hit, speaker, [left], a)
        if kind == "end" and hit.cue.lemma in ("put", "report", "tell")
        else None
    )


def _inverted(s: Sentence, hit: Hit, found: Sequence[Report]) -> Report | None:
    """Read "…," said X."""
    w, n, p = s.words, s.n, hit.end
    if p >= n or hit.form == "participle":
        return None
    edge = edge_before(s, hit.start - 1, found)
    left = left_content(s, hit.start, edge, nothing_follows=False, goes_on=False)
    end = name_end(s, p)
    if left is None or end is None:
        return None
    if w[left[1] - 1] != QUOTE and (hit.cue.lemma not in INVERTIBLE or not has_verb(s, *left)):
        return None
    if end + 1 < n and w[end] == "," and not w[end + 1].endswith("ing") and w[end + 1] not in _NO_APPOSITION:
        end = next((r for r in range(end + 1, n) if w[r] in (",", QUOTE, ";", ":")), n)
    after = end + 1 if end < n and w[end] in (",", ":") else end
    again = [(after, n)] if after < n and w[after] == QUOTE else []
    return Report(left_rule(s, left), hit, (p, end), [left, *again], hit.start)
