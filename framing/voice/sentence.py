"""All reports of speech in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.voice.clauses import QUOTE
from framing.voice.phrase_rules import after_colon, by_noun, by_phrase
from framing.voice.verb_rules import by_verb
from framing.voice.words import COORDINATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.voice.clauses import Sentence
    from framing.voice.report import Report
    from framing.voice.verbs import Hit

#: What they report stands on the left, or all around: nothing after them cuts it.
_UNCUT: Final = frozenset({"quote before", "clause before", "according to"})


def reports(s: Sentence, hits: Sequence[Hit], without: frozenset[str] = frozenset()) -> list[Report]:
    """Find who says what in a sentence.

    Parameters
    ----------
    s : Sentence
    hits : sequence of Hit
        The cues in it, in order.
    without : frozenset of str
        Rules to leave out, by name: to see what each contributes.
    """
    s.verbs = {hit.start for hit in hits if hit.cue.kind == "verb"}
    found: list[Report] = []
    for hit in hits:
        if found and found[-1].hit and found[-1].hit.start == hit.start:
            continue  # "claims" has been read as a verb; it is no noun, too
        report = None
        if hit.cue.kind == "verb":
            report = by_verb(s, hit, found)
        elif hit.cue.kind == "phrase":
            report = by_phrase(s, hit)
        elif hit.cue.kind == "noun":
            report = by_noun(s, hit)
        if report is not None and report.rule not in without and (report.content or report.opens):
            found.append(report)
    if len(found) > 1:
        _cut(s, found)
    if "after colon" not in without:
        last = after_colon(s, found)
        if last is not None:
            found.append(last)
    return found


def _cut(s: Sentence, found: list[Report]) -> None:
    """End what is said where a report of the same rank begins: "X said A, but Y said B"."""
    w = s.words
    for at, one in enumerate(found):
        if one.rule in _UNCUT or one.hit is None:
            continue
        for other in found[at + 1 :]:
            if other.hit is None or other.hit.start <= one.hit.end:
                continue
            own_subject = other.speaker and other.speaker[0] > one.hit.end
            k = (other.speaker[0] if other.speaker and own_subject else other.start) - 1
            if other.inherits:
                cut = k if k > 0 and w[k] == "," else None
            elif k > 1 and w[k] in COORDINATORS and w[k - 1] in (",", ";", QUOTE):
                cut = k if w[k - 1] == QUOTE else k - 1
            else:
                cut = k if k > 0 and w[k] == ";" else None
            if cut is not None:
                one.content = [(a, min(b, cut)) for a, b in one.content if a < cut]
