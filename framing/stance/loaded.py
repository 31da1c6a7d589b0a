"""The loaded words of a sentence as they bear on an actor in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from framing.lexicon import load_wordlist
from framing.stance.attachment import attach, nearness
from framing.stance.sentences_read import LONGEST, SentenceReader

if TYPE_CHECKING:
    from framing.stance.attachment import Attachment
    from framing.stance.sentences_read import LoadedHit, Sentence


class Loaded(NamedTuple):
    """A loaded word as it bears on the actor."""

    attachment: Attachment
    light: float
    near: float
    before: bool
    hit: LoadedHit

    @property
    def weight(self) -> float:
        """How far the word counts: how surely it belongs to the actor, or how near it merely stands."""
        return self.near if self.attachment.relation == "context" else self.attachment.surety


def attached(sentence: Sentence, first: int, last: int) -> list[Loaded]:
    """Loaded words of a sentence as they bear on the actor at tokens `first` to `last`."""
    found = []
    for hit in sentence.hits:
        if hit.last >= first and hit.first <= last:
            continue
        attachment = attach(sentence, hit, first, last)
        near = nearness(sentence, hit, first, last)
        found.append(Loaded(attachment, attachment.light * hit.factor, near, hit.first < first, hit))
    return found


def target_of(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """First and last token of a span of characters."""
    first = min(bisect_right(sentence.ends, start), len(sentence.starts) - 1)
    return first, max(first, bisect_left(sentence.starts, end) - 1)


@lru_cache(maxsize=8)
def reader_of(word_lists: tuple[str, ...], longest: int = LONGEST) -> SentenceReader:
    """A reader of sentences with word lists, made once."""
    return SentenceReader([load_wordlist(name) for name in word_lists], longest)
