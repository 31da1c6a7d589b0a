"""Reports of speech in an article: sentence by sentence, quotations carried over."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from framing.text import lower
from framing.voice.candidates import CueFound, hits, may_report
from framing.voice.clauses import QUOTE, read_sentence, sentence_spans
from framing.voice.sentence import reports
from framing.voice.turns import headline, turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from framing.lexicon import Cue
    from framing.quotes import Quote
    from framing.voice.clauses import Sentence
    from framing.voice.report import Report

#: Offsets into the article.
Chars = tuple[int, int]

#: A quotation of more words that nobody is said to have uttered is speech; a shorter one is a name or scare quotes.
_SCARE: Final = 3
_LETTER: Final = re.compile(r"\w")


@dataclass(slots=True)
class Speech:
    """An attribution, in offsets into the article.

    Attributes
    ----------
    rule : str
        The rule that found it.
    sentence : int
        Where its sentence begins.
    cue : Cue or None
    cue_span, speaker : (int, int) or None
        As written.
    content : list of (int, int)
        What is said, in the order of the text.
    """

    rule: str
    sentence: int
    cue: Cue | None = None
    cue_span: Chars | None = None
    speaker: Chars | None = None
    content: list[Chars] = field(default_factory=list)


def speeches(
    text: str,
    quotes: Sequence[Quote],
    cues: Sequence[CueFound],
    type_of: Callable[[str], str],
    without: frozenset[str] = frozenset(),
) -> list[Speech]:
    """Find every attribution of an article.

    Parameters
    ----------
    text : str
        The article in plain characters, a paragraph on each line.
    quotes : sequence of Quote
        As :func:`framing.quotes.find_quotes` gives them.
    cues : sequence of (start, end, forms)
        In the order of the text.
    type_of : callable
        Gives the type of a speaker.
    without : frozenset of str
        Rules to leave out.
    """
    reader = _Reader(text, quotes, cues, without)
    labels = {} if "turn" in without else turns(text)
    begin = 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end == -1 else end
        if begin in labels:
            speaker, content = labels[begin]
            reader.found.append(Speech("turn", begin, speaker=speaker, content=[content]))
        elif begin < end and not text[begin:end].isspace():
            reader.paragraph(begin, end)
        begin = end + 1
    if "unattributed" not in without:
        reader.found.extend(_unattributed(text, quotes, reader.found))
    if "headline" not in without:
        said = headline(text, (text[slice(*each.speaker)] for each in reader.found if each.speaker), type_of)
        if said and not any(each.content and each.content[0][0] < said[1][1] for each in reader.found):
            reader.found.append(Speech("headline", said[0][0], speaker=said[0], content=[said[1]]))
    return sorted((each for each in reader.found if each.content), key=lambda each: (each.content[0], each.sentence))


class _Reader:
    """What has been read of an article.

    ``floating`` is the speech whose quotation may go on in the next sentence, ``opened`` the one that a colon at
    the end of a paragraph announces.
    """

    def __init__(self, text: str, quotes: Sequence[Quote], cues: Sequence[CueFound], without: frozenset[str]) -> None:
        self.text, self.quotes, self.cues, self.without = text, quotes, cues, without
        self.folded = lower(text)
        self.quote_starts = [quote.start for quote in quotes]
        self.cue_starts = [start for start, _, _ in cues]
        self.found: list[Speech] = []
        self.floating: Speech | None = None
        self.opened: Speech | None = None

    def paragraph(self, begin: int, end: int) -> None:
        """Read one paragraph."""
        quotes = self.quotes[bisect_left(self.quote_starts, begin) : bisect_left(self.quote_starts, end)]
        cues = self.cues[bisect_left(self.cue_starts, begin) : bisect_left(self.cue_starts, end)]
        announced, self.opened = self.opened, None
        if not quotes and not cues and self.text.find(":", begin, end) < 0:
            self.floating = None
            return
        quote = cue = 0
        for start, stop in sentence_spans(self.text, begin, end, quotes):
            first_quote, first_cue = quote, cue
            while quote < len(quotes) and quotes[quote].start < stop:
                quote += 1
            while cue < len(cues) and cues[cue][0] < stop:
                cue += 1
            inside = quotes[first_quote:quote]
            if self._reports(start, stop, inside, cues[first_cue:cue]):
                continue
            if not inside or not _is_quotation(self.text, start, stop, inside):
                self.floating = self.floating if quotes else None
            elif announced is not None and "announced" not in self.without:
                announced.content.append((inside[0].start, inside[-1].end))
                self.floating = announced
            elif self.floating is not None and "floating" not in self.without:
                self.floating.content.append((inside[0].start, inside[-1].end))

    def _reports(self, start: int, stop: int, quotes: Sequence[Quote], cues: Sequence[CueFound]) -> bool:
        """Read one sentence; whether anything is reported in it."""
        colon = self.text.find(":", start, stop)
        if colon < 0 and not any(may_report(self.folded, start, *cue) for cue in cues):
            return False
        if not cues and not quotes and self.text[stop - 1] != ":":
            return False
        sentence = read_sentence(self.text, self.folded, (start, stop), quotes)
        found = reports(sentence, hits(sentence, cues), self.without)
        if found:
            self.floating = None
        for report in found:
            speech = _in_offsets(report, sentence)
            self.found.append(speech)
            if report.opens:
                self.opened = speech
            if quotes and any(QUOTE in sentence.words[a:b] for a, b in report.content):
                self.floating = speech
        return bool(found)


def _is_quotation(text: str, start: int, stop: int, quotes: Sequence[Quote]) -> bool:
    """Whether a sentence holds quotations and marks alone."""
    at = start
    for quote in quotes:
        if _LETTER.search(text, at, quote.start):
            return False
        at = quote.end
    return not _LETTER.search(text, at, stop)


def _in_offsets(report: Report, s: Sentence) -> Speech:
    hit, speaker, starts = report.hit, report.speaker, s.starts
    return Speech(
        rule=report.rule,
        sentence=starts[0],
        cue=hit.cue if hit else None,
        cue_span=(starts[hit.start], s.end(hit.end - 1)) if hit else None,
        # Where a quotation follows at once, nobody is named: "accused by “the regime”".
        speaker=(starts[speaker[0]], s.end(speaker[1] - 1)) if speaker and speaker[0] < speaker[1] else None,
        content=[(starts[first], s.end(last - 1)) for first, last in report.content if last > first],
    )


def _unattributed(text: str, quotes: Sequence[Quote], found: Sequence[Speech]) -> Iterator[Speech]:
    """Quotations that no report covers and that are sentences or parts of them, by nobody who is named."""
    if not quotes:
        return
    covered = sorted(span for each in found for span in each.content)
    reach: list[int] = []
    for _, end in covered:
        reach.append(max(end, reach[-1]) if reach else end)
    for quote in quotes:
        k = bisect_left(covered, (quote.start + 1, 0)) - 1
        if k >= 0 and reach[k] > quote.start:
            continue
        words = text[quote.start + 1 : quote.end - 1].split()
        if len(words) > _SCARE and sum(word[:1].islower() for word in words) > len(words) / 2:
            yield Speech("unattributed", quote.start, content=[(quote.start, quote.end)])
