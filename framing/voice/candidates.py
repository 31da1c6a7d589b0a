"""Cues of a sentence: which may report anything, before its words are read, and which words they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from framing.voice.verbs import Hit, is_ruled_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon import Form
    from framing.voice.clauses import Sentence

#: A cue found in the article: its offsets, and the forms of the lexicon that it may be.
CueFound = tuple[int, int, tuple["Form", ...]]

_THAT: Final = re.compile(r"\s*that\b")


def may_report(folded: str, begin: int, start: int, end: int, forms: Sequence[Form]) -> bool:
    """Whether a cue may report anything, to judge by the words beside it.

    Most sentences with a cue that reports nothing need not be read: "plans to claim", "the United States".

    Parameters
    ----------
    folded : str
        The article in plain characters and lower case.
    begin : int
        Where the sentence begins.
    start, end, forms
        The cue, as found.
    """
    before = _word_before(folded, begin, start)
    for form in forms:
        cue = form.cue
        if cue.kind == "verb":
            if not before or not is_ruled_out(before, form.form, noun=cue.noun):
                return True
        elif cue.kind == "phrase" or (cue.kind == "noun" and _THAT.match(folded, end)):
            return True
    return False


def _word_before(folded: str, begin: int, start: int) -> str:
    """The word before an offset, empty where no single space parts them or marks stand at it."""
    space = folded.rfind(" ", begin, start - 1)
    if space < 0 or folded[start - 1] != " ":
        return ""
    word = folded[space + 1 : start - 1]
    return word if word.removesuffix("'s").isalnum() else ""


def hits(sentence: Sentence, cues: Sequence[CueFound]) -> list[Hit]:
    """Cues as words of a sentence; those inside quotations are left out."""
    found: list[Hit] = []
    for start, end, forms in cues:
        first = sentence.at(start)
        if first < 0:
            continue
        last = first
        while last < len(sentence.words) and sentence.end(last) < end:
            last += 1
        if last < len(sentence.words) and sentence.end(last) == end:
            for form in forms:
                found.append(Hit(first, last + 1, form.cue, form.form))  # noqa: PERF401 - a third faster so
    return found
