"""Reports by a verb form that is not finite: "…, adding that Y", "X was accused of Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.complements import complement, is_nominal
from framing.voice.contents import edge_before, left_content
from framing.voice.report import Report
from framing.voice.subjects import Span, is_document, phrase_start, speaker_before, subject_before
from framing.voice.verbs import group_start
from framing.voice.words import BE, BREAKS, CONCLUDING, CONJUNCTIONS, DASHES, PREPOSITIONS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.clauses import Sentence
    from framing.voice.verbs import Hit

#: Complements that stand on the right of a verb and are said.
RIGHT: Final = frozenset({"clause", "bare", "to", "object", "name", "act", "colon"})
_QUOTING: Final = frozenset({"quote", "quoted", "quoting", "quotes", "cited", "citing", "cites"})
#: Frames by the preposition that follows their passive: "was accused of".
_PASSIVE: Final = {"of": "person_of", "as": "as", "for": "person_for"}
#: What may follow a participle beside its noun.
_REDUCED: Final = frozenset({"by", "to", QUOTE})
_DUBBING: Final = frozenset({"dub", "name", "term", "label", "brand"})


def by_participle(s: Sentence, hit: Hit, found: Sequence[Report]) -> Report | None:
    """Read ", adding that …": the speaker is that of the clause before."""
    w = s.words
    g = group_start(s, hit.start)
    quoted = _quoted_as_saying(s, hit)
    if quoted is not None:
        return quoted
    speaker, inherits = _participle_speaker(s, hit, g, found)
    kind, at = complement(s, hit)
    if kind == "open":
        return Report("participle", hit, speaker, start=g, opens=True, inherits=inherits)
    if not _reports(s, hit, g, (kind, speaker), inherits=inherits):
        return None
    if kind == "act":
        end = next((q for q in range(at, s.n) if w[q] == ","), s.n)
        return Report("act", hit, speaker, [(at, end)], g, inherits=inherits)
    if kind == "quote" or kind in RIGHT:
        return Report("participle", hit, speaker, [(at, s.n)], g, inherits=inherits)
    if kind in ("end", "comma") and "quote" in hit.cue.takes:
        left = left_content(s, g, edge_before(s, g - 1, found), nothing_follows=False, goes_on=False)
        if left and w[left[1] - 1] == QUOTE:
            return Report("participle", hit, speaker, [left], g, inherits=inherits)
    return None


def _participle_speaker(s: Sentence, hit: Hit, g: int, found: Sequence[Report]) -> tuple[Span | None, bool]:
    """Who speaks by a participle, and whether it is the speaker of the clause before."""
    w = s.words
    before = w[g - 1] if g else ""
    if any(w[k] in BE for k in range(g, hit.start)):
        return subject_before(s, g), False
    if (
        g < 2
        or g - 1 in s.verbs
        or before == QUOTE
        or before in BREAKS
        or before in CONJUNCTIONS
        or before in PREPOSITIONS
    ):
        return speaker_before(s, hit.start, found), True
    start = phrase_start(s, g)
    within = any(first < g <= last for each in found for first, last in each.content)
    if within and s.words[start - 1] != "with":
        return speaker_before(s, hit.start, found), True  # a comma is missing: "said it had left adding that"
    return ((start, g) if start < g else None), False


def _reports(s: Sentence, hit: Hit, g: int, what: tuple[str, Span | None], *, inherits: bool) -> bool:
    """Whether a participle reports speech: it may draw the writer's own conclusion, or add no more than a noun."""
    kind, speaker = what
    before = s.words[g - 1] if g else ""
    if hit.cue.document and not (speaker and is_document(s, speaker)):
        return False
    if not inherits:
        return True
    if hit.cue.lemma in CONCLUDING:
        return False
    return kind not in ("bare", "act") or before in (",", QUOTE) or before in DASHES


def _quoted_as_saying(s: Sentence, hit: Hit) -> Report | None:
    """Read "SANA quoted a source as saying that …": the source speaks."""
    w, i = s.words, hit.start
    if i < 3 or w[i - 1] != "as":
        return None
    verb = next((q for q in range(i - 2, max(-1, i - 20), -1) if w[q] in _QUOTING), None)
    if verb is None:
        return None
    if verb + 1 < i - 1 and w[verb + 1] not in ("by", "in", "on"):
        speaker: Span | None = (verb + 1, i - 1)
    else:
        speaker = subject_before(s, group_start(s, verb))
    kind, at = complement(s, hit)
    return (
        Report("quoted as saying", hit, speaker, [(at, s.n)], verb)
        if kind in ("clause", "bare", "quote", "colon")
        else None
    )


def by_passive(s: Sentence, hit: Hit, g: int) -> Report | None:
    """Read "X was accused by Y of Z", "it was reported that Z"; who speaks is told by "by" or not at all."""
    w = s.words
    if hit.cue.lemma in ("quote", "cite"):
        return None
    speaker = None
    for q in range(hit.end, min(s.n, hit.end + 8)):
        if w[q] == "by":
            end = q + 1
            while end < s.n and w[end] not in BREAKS and w[end] not in ("that", "of", "to", "as", "for", QUOTE):
                end += 1
            speaker = (q + 1, end)
            if end < s.n and w[end] in ("of", "to", "as", "that", "for"):
                return Report("passive", hit, speaker, [(end, s.n)], g)
            break
    after = w[hit.end] if hit.end < s.n else ""
    if _PASSIVE.get(after, "") in hit.cue.takes or (after == "to" and not is_nominal(s, hit.end + 1)):
        return Report("passive", hit, speaker, [(hit.end, s.n)], g)
    kind, at = complement(s, hit)
    if kind in ("clause", "to", "quote", "object") and w[at] != "about":
        return Report("passive", hit, speaker, [(at, s.n)], g)
    return None


def is_reduced(s: Sentence, hit: Hit) -> bool:
    """Whether a participle stands beside its noun: "rebels said to be close", "a truce announced by"."""
    after = s.words[hit.end] if hit.end < len(s.words) else ""
    if after not in _REDUCED or hit.form not in ("past", "participle"):
        return False
    if after == QUOTE and hit.cue.lemma in _DUBBING:
        return s.words[hit.start - 1] not in SUBJECTS and "what" not in s.words[: hit.start]
    if after == "to":
        return s.words[hit.end + 1 : hit.end + 2] in (["be"], ["have"]) and "to" not in hit.cue.takes
    return after == "by"
