"""Words of a lexicon in an article that were not counted as naming anybody: "diet regime", "in Damascus"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from framing.lexicon import Lexicon

_WORD: Final = re.compile(r"\w+")


class Rejected(NamedTuple):
    """Characters of an article that print a label, and its form in the lexicon."""

    start: int
    end: int
    form: str


class LabelForms:
    """All that prints a label of a lexicon, looked up by its first word.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        capitals: defaultdict[str, set[tuple[int, ...]]] = defaultdict(set)
        for _, _, term in lexicon:
            places = tuple(at for at, character in enumerate(term.text) if character.isupper())
            for form in term.forms:
                capitals[form].add(places)
        self._capitals = dict(capitals)
        self._by_word: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for form in sorted(capitals, key=lambda form: (-len(form), form)):
            word = _WORD.search(form)
            if word is not None:
                self._by_word[word.group()].append((form, word.start()))

    def rejected(
        self, text: str, counted: Collection[tuple[int, int]], excluded: Sequence[Sequence[int]] = ()
    ) -> list[Rejected]:
        """Find the words that print a label, outside of what is counted or is no part of the article.

        They are whole words with the capitals that their term asks for. Of words that overlap, the first counts, and
        of those that begin together the longest.

        Parameters
        ----------
        text : str
        counted : collection of (start, end)
            Mentions; they do not overlap.
        excluded : sequence of (start, end)
            Regions that do not overlap.
        """
        taken, outside = _Spans(counted), _Spans([(int(a), int(b)) for a, b in excluded])
        kept: list[Rejected] = []
        at = 0
        for each in self._occurrences(text):
            if each.start >= at and not taken.touch(each) and not outside.touch(each):
                kept.append(each)
                at = each.end
        return kept

    def _occurrences(self, text: str) -> Iterator[Rejected]:
        """Whole words that print a label, in order, the longest first."""
        folded = fold(text)
        for word in _WORD.finditer(folded):
            for form, ahead in self._by_word.get(word.group(), ()):
                start = word.start() - ahead
                there = start >= 0 and folded.startswith(form, start)
                if there and _is_alone(folded, start, start + len(form)) and self._has_capitals(text, start, form):
                    yield Rejected(start, start + len(form), form)

    def _has_capitals(self, text: str, start: int, form: str) -> bool:
        """Whether the form has the capitals here that one of its terms asks for."""
        return any(all(text[start + at].isupper() for at in places) for places in self._capitals[form])


class _Spans:
    """Parts of a text that do not overlap."""

    def __init__(self, spans: Collection[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts, self._ends = [a for a, _ in ordered], [b for _, b in ordered]

    def touch(self, each: Rejected) -> bool:
        """Whether one of them overlaps it."""
        last = bisect_left(self._starts, each.end) - 1
        return last >= 0 and self._ends[last] > each.start


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or underscore goes on from these characters."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not _WORD.match(before) and not _WORD.match(after)
