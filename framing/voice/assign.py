"""In whose voice a mention stands: own, indirect or direct."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon import Form
    from framing.quotes import Quote
    from framing.voice.article import Speech
    from framing.voice.candidates import CueFound

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
_END: Final = itemgetter(1)
_HEDGES: Final = frozenset({"hedge", "scare"})
_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")
_NAMING: Final = frozenset({"call", "describe", "term", "dub", "label", "brand", "refer to"})
#: Rules whose content is the topic of a speech act told as a noun phrase: it stays in the outlet's voice.
ACTS: Final = frozenset({"act"})


@dataclass(slots=True)
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
    first = _WORD.search(text, quote.start, quote.end)
    if first is None or not text[first.start()].isupper() or text[quote.end - 2] in ".!?":
        return False
    words = _WORD.findall(text, quote.start, quote.end)
    if len(words) > _TITLE or not all(word[0].isupper() or word in FUNCTION_WORDS for word in words):
        return False
    return sum(not word[0].islower() for word in words) > 1


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
        self._quotes = quotes
        self._starts = [quote.start for quote in quotes]
        self._said: dict[int, int] = {}
        self._cues = cues
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
        if speech is None:
            short = quote is not None and self._is_short(quote)
            return Voice("own", scare_quoted=scare or short, hedge=hedge)
        scare = scare or self._is_what(speech)
        return Voice("indirect" if quote is None else "direct", scare, speech, hedge)

    def _is_short(self, quote: Quote) -> bool:
        """Whether quotation marks hold a word or two, as scare quotes do."""
        near = min(quote.end, quote.start + _BRACKET)
        return near == quote.end and len(_WORD.findall(self._text, quote.start, near)) <= _SCARE

    def _quote(self, start: int, end: int) -> Quote | None:
        k = self._words_said(bisect_right(self._starts, start) - 1)
        return self._quotes[k] if k >= 0 and self._quotes[k].end >= end else None

    def _words_said(self, last: int) -> int:
        """The last quotation up to a number that is no name, -1 if there is none."""
        k = last
        while k >= 0 and k not in self._said and is_name(self._text, self._quotes[k]):
            k -= 1
        found = self._said.get(k, k)
        self._said.update(dict.fromkeys(range(max(k, 0), last + 1), found))
        return found

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
        k = bisect_right(self._cues, start, key=_END) - 1
        while k >= 0 and start - self._cues[k][1] <= _NEAR:
            begin, end, forms = self._cues[k]
            hedges = [form for form in forms if form.cue.kind in _HEDGES]
            if hedges:
                between = self._text[end:start]
                return None if any(mark in between for mark in ".,;:\n") else (begin, end, hedges[-1])
            k -= 1
        return None
