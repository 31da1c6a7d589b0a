"""In whose voice a mention stands: own, indirect or direct."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon import Form
    from framing.quotes import Quote
    from framing.voice.article import CueFound, Speech

#: Scare quotes hold no more words.
_SCARE: Final = 3
#: A title holds no more words.
_TITLE: Final = 8
#: A bracket of the editor is no longer, in characters.
_BRACKET: Final = 200
#: How many contents around a span are looked at, innermost first.
_NESTED: Final = 64
#: How far before a label "so-called" may stand, in characters.
_NEAR: Final = 25
_HEDGES: Final = frozenset({"hedge", "scare"})
_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")
_NAMING: Final = frozenset({"call", "describe", "term", "dub", "label", "brand", "refer to"})
#: Rules whose content is the topic of a speech act told as a noun phrase: it stays in the outlet's voice.
ACTS: Final = frozenset({"act"})


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of a mention.

    ``speech`` is the index of its attribution, or -1; ``hedge`` the cue beside an own-voice label ("so-called").
    """

    voice: str
    scare_quoted: bool
    speech: int = -1
    hedge: tuple[int, int, Form] | None = None


def is_name(text: str, quote: Quote) -> bool:
    """Whether quotation marks hold a name or a title rather than words said: “Military Operations Command”."""
    if quote.end - quote.start > _BRACKET:
        return False
    words = _WORD.findall(text, quote.start, quote.end)
    large = [word for word in words if not word[0].islower()]
    titled = words[:1] != [] and words[0][0].isupper() and all(w[0].isupper() or w in FUNCTION_WORDS for w in words)
    return titled and len(large) > 1 and len(words) <= _TITLE and text[quote.end - 2] not in ".!?"


class Assigner:
    """Looks up the voice of spans of an article.

    Parameters
    ----------
    text : str
    quotes : sequence of Quote
    found : sequence of Speech
        In the order of the text.
    cues : sequence of (start, end, forms)
        In the order of the text.
    """

    def __init__(self, text: str, quotes: Sequence[Quote], found: Sequence[Speech], cues: Sequence[CueFound]) -> None:
        self._text = text
        self._found = found
        self._quotes = [quote for quote in quotes if not is_name(text, quote)]
        self._starts = [quote.start for quote in self._quotes]
        self._hedges = [
            (start, end, form) for start, end, forms in cues for form in forms if form.cue.kind in _HEDGES
        ]
        self._hedge_ends = [end for _, end, _ in self._hedges]
        self._spans = sorted(
            (a, b, at) for at, each in enumerate(found) if each.rule not in ACTS for a, b in each.content
        )
        self._span_starts = [a for a, _, _ in self._spans]
        self._reach: list[int] = []
        for _, b, _ in self._spans:
            self._reach.append(max(b, self._reach[-1]) if self._reach else b)

    def voice(self, start: int, end: int) -> Voice:
        """The voice of the words from `start` to `end`."""
        hedge = self._hedge(start)
        scare = hedge is not None and hedge[2].cue.kind == "scare"
        quote = self._quote(start, end)
        if quote is not None and self._bracketed(quote.start, start, end):
            return Voice("own", scare_quoted=scare, hedge=hedge)
        speech = self._speech(quote.start + 1, quote.end - 1) if quote is not None else None
        if speech is None:
            speech = self._speech(end - 1, end)
        short = quote is not None and self._is_short(quote)
        if speech is None:
            return Voice("own", scare_quoted=scare or short, hedge=hedge)
        scare = scare or self._is_what(speech)
        return Voice("indirect" if quote is None else "direct", scare, speech, hedge)

    def _is_short(self, quote: Quote) -> bool:
        """Whether quotation marks hold a word or two, as scare quotes do."""
        near = min(quote.end, quote.start + _BRACKET)
        return near == quote.end and len(_WORD.findall(self._text, quote.start, near)) <= _SCARE

    def _quote(self, start: int, end: int) -> Quote | None:
        k = bisect_right(self._starts, start) - 1
        return self._quotes[k] if k >= 0 and self._quotes[k].end >= end else None

    def _speech(self, start: int, end: int) -> int | None:
        """The attribution with the shortest content around a span; one that names its speaker before others."""
        best: tuple[bool, int, int] | None = None
        k = bisect_right(self._span_starts, start) - 1
        last = max(-1, k - _NESTED)
        while k > last and self._reach[k] >= end:
            a, b, at = self._spans[k]
            if b >= end:
                known = (self._found[at].speaker is None, b - a, at)
                best = known if best is None else min(best, known)
            k -= 1
        return None if best is None else best[2]

    def _bracketed(self, quote: int, start: int, end: int) -> bool:
        """Whether square brackets within the quotation hold the words: the editor's."""
        opening = self._text.rfind("[", max(quote, start - _BRACKET), start)
        return opening >= 0 and "]" not in self._text[opening:start] and "]" in self._text[end : end + _BRACKET]

    def _is_what(self, speech: int) -> bool:
        """Whether the attribution reads "what X calls"."""
        each = self._found[speech]
        begin = (each.speaker or each.cue_span or (0, 0))[0]
        return each.cue is not None and each.cue.lemma in _NAMING and self._text[:begin][-5:].lower() == "what "

    def _hedge(self, start: int) -> tuple[int, int, Form] | None:
        """The hedge right before a label."""
        k = bisect_left(self._hedge_ends, start + 1) - 1
        if k < 0 or start - self._hedge_ends[k] > _NEAR:
            return None
        between = self._text[self._hedge_ends[k] : start]
        return None if any(mark in between for mark in ".,;:\n") else self._hedges[k]
