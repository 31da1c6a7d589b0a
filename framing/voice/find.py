"""Articles in, one row per attribution out; and the voice of each mention."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.quotes import find_quotes
from framing.text import WORD
from framing.voice.article import speeches
from framing.voice.assign import Assigner
from framing.voice.speakers import speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from framing.lexicon import Speakers
    from framing.quotes import Quote
    from framing.voice.article import Chars, Speech
    from framing.voice.candidates import CueFound
    from framing.voice.speakers import Speaker


class Heard(NamedTuple):
    """The voice of a mention, as :func:`framing.annotate` describes it."""

    voice: str = "own"
    scare_quoted: bool = False
    speaker: str | None = None
    speaker_actor: str | None = None
    cue: str | None = None
    cue_class: str | None = None
    quotation_id: str | None = None


_OWN: Final = Heard()
_SCARE: Final = Heard(scare_quoted=True)


@dataclass(frozen=True)
class Namer:
    """Tells which actor of the lexicon a span names: its offsets in order, and the actors."""

    starts: Sequence[int]
    ends: Sequence[int]
    actors: Sequence[str]

    def actor(self, start: int, end: int) -> str | None:
        """The first actor named within a span."""
        k = bisect_left(self.starts, start)
        return self.actors[k] if k < len(self.starts) and self.ends[k] <= end else None


class Voices:
    """The voices of one article; it is read when the first of them is asked for.

    Parameters
    ----------
    article : mapping
        With ``article_id, source, published, text, headline_start, headline_end, lead_end, excluded``.
    printed : str
        Its text in plain characters.
    cues : sequence of (start, end, forms)
        The cues found in it, in order.
    types : Speakers
        The lexicon of speakers.
    namer : Namer
        The actors named in it.
    without : frozenset of str
        Rules to leave out.
    """

    def __init__(
        self,
        article: Mapping[str, Any],
        printed: str,
        cues: Sequence[CueFound],
        types: Speakers,
        namer: Namer,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._article, self._text, self._namer = article, article["text"], namer
        self._printed, self._cues, self._type_of, self._without = printed, cues, types.type_of, without

    @cached_property
    def found(self) -> list[Speech]:
        """The attributions outside excluded regions, in the order of the text."""
        found = speeches(self._printed, self._quotes, self._cues, self._type_of, self._without)
        return [each for each in found if not _is_excluded(self._article["excluded"], each.content[0][0])]

    @cached_property
    def _quotes(self) -> list[Quote]:
        return find_quotes(self._text)

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self._quotes]

    @cached_property
    def _speakers(self) -> list[Speaker | None]:
        return speakers(self._printed, self.found, self._type_of)

    @cached_property
    def _assigner(self) -> Assigner:
        return Assigner(self._printed, self._quotes, self.found, self._cues)

    def heard(self, start: int, end: int) -> Heard:
        """The voice of a mention."""
        found = self._assigner.voice(start, end)
        if found.speech < 0 and found.hedge is None:
            return _SCARE if found.scare_quoted else _OWN
        if found.speech < 0 and found.hedge is not None:
            cue = self._text[found.hedge[0] : found.hedge[1]]
            return Heard(scare_quoted=found.scare_quoted, cue=cue, cue_class=found.hedge[2].cue.cue_class)
        each, speaker = self.found[found.speech], self._speakers[found.speech]
        return Heard(
            voice=found.voice,
            scare_quoted=found.scare_quoted,
            speaker=speaker.name if speaker else None,
            speaker_actor=self._actor(speaker),
            cue=self._text[slice(*each.cue_span)] if each.cue_span else None,
            cue_class=each.cue.cue_class if each.cue else None,
            quotation_id=self._identity(found.speech),
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row per attribution, in the order of the text."""
        article = self._article
        for at, (each, speaker) in enumerate(zip(self.found, self._speakers, strict=True)):
            start, end = each.content[0][0], each.content[-1][1]
            quoted = list(self._quoted(each))
            words, quoted_words = self._count(each.content), self._count(quoted)
            yield {
                "quotation_id": self._identity(at),
                "article_id": article["article_id"],
                "source": article["source"],
                "published": article["published"],
                "voice": "indirect" if not quoted_words else "direct" if quoted_words == words else "mixed",
                "speaker": speaker.name if speaker else None,
                "speaker_start": each.speaker[0] if each.speaker else None,
                "speaker_end": each.speaker[1] if each.speaker else None,
                "speaker_actor": self._actor(speaker),
                "speaker_type": speaker.type if speaker else "unknown",
                "cue": self._text[slice(*each.cue_span)] if each.cue_span else None,
                "cue_start": each.cue_span[0] if each.cue_span else None,
                "cue_end": each.cue_span[1] if each.cue_span else None,
                "cue_class": each.cue.cue_class if each.cue else None,
                "rule": each.rule,
                "content": " \u2026 ".join(self._text[a:b] for a, b in each.content),
                "content_start": start,
                "content_end": end,
                "spans": [list(span) for span in each.content],
                "quoted": [list(span) for span in quoted],
                "words": words,
                "quoted_words": quoted_words,
                "position": _position(article, start),
                "sentence_start": each.sentence,
            }

    def _identity(self, at: int) -> str:
        return f"{self._article['article_id']}:q{at + 1}"

    def _actor(self, speaker: Speaker | None) -> str | None:
        return None if speaker is None else self._namer.actor(*speaker.span)

    def _quoted(self, each: Speech) -> Iterator[Chars]:
        """The parts of what is said that stand between quotation marks."""
        for start, end in each.content:
            k = max(0, bisect_left(self._quote_starts, start + 1) - 1)
            for quote in self._from(k):
                if quote.start >= end:
                    break
                if quote.end > start:
                    yield max(start, quote.start), min(end, quote.end)

    def _from(self, k: int) -> Iterator[Quote]:
        while k < len(self._quotes):
            yield self._quotes[k]
            k += 1

    def _count(self, spans: Sequence[Chars]) -> int:
        return sum(1 for start, end in spans for _ in WORD.finditer(self._text, start, end))


def _position(article: Mapping[str, Any], start: int) -> str:
    if article["headline_start"] <= start < article["headline_end"]:
        return "headline"
    return "lead" if start < article["lead_end"] else "body"


def _is_excluded(regions: Sequence[Sequence[int]], at: int) -> bool:
    k = bisect_left(regions, at + 1, key=lambda region: region[0]) - 1
    return k >= 0 and regions[k][1] > at
