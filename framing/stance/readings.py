"""What a classifier sees of a mention: the sentence with actor and names masked, and the words attached to it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from sklearn.base import BaseEstimator, TransformerMixin

from framing.stance.loaded import attached, reader_of, target_of
from framing.stance.sentences_read import LONGEST, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.stance.loaded import Loaded
    from framing.stance.sentences_read import SentenceReader

#: Stand in for the actor and for every name: a score must not hang on who is named.
TARGET: Final = "\N{WHITE SQUARE}"
NAME: Final = "\N{BLACK SQUARE}"
#: How often a word must occur in lower case to be known as one that is no name.
_KNOWN_FROM: Final = 3
#: Whole articles are read this far, in tokens.
_LONGEST_TEXT: Final = 20_000


class Example(NamedTuple):
    """A text with an actor in it: characters `start` to `end`; -1 where the whole text is judged."""

    text: str
    start: int = -1
    end: int = -1
    voice: str = ""
    cue_class: str = ""


class Reading(NamedTuple):
    """An example read: masked words, the actor being one of them, at `place`; -1 where there is none."""

    words: list[str]
    place: int
    shape: str
    loaded: list[Loaded]
    target: str
    voice: str
    cue_class: str


class ReadMentions(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn examples into readings.

    Parameters
    ----------
    word_lists : tuple of str
        Shipped word lists whose words are attached to the actor.
    mask_names : bool
        Whether capitalised words other than the first are masked.
    """

    def __init__(self, word_lists: tuple[str, ...] = ("loaded_en", "vader"), *, mask_names: bool = True) -> None:
        self.word_lists = word_lists
        self.mask_names = mask_names

    def fit(self, examples: Sequence[Example], y: object = None) -> Self:  # noqa: ARG002
        """Learn which words are known in lower case."""
        reader = self._reader()
        count: Counter[str] = Counter()
        for text in {example.text for example in examples}:
            sentence = reader.read(text)
            count.update(
                token for token, start in zip(sentence.tokens, sentence.starts, strict=True) if text[start].islower()
            )
        self.known_ = sorted(word for word, n in count.items() if n >= _KNOWN_FROM)
        return self

    def transform(self, examples: Sequence[Example]) -> list[Reading]:
        """Read each example."""
        reader, known = self._reader(), frozenset(self.known_)
        masked = lru_cache(maxsize=256)(lambda text: self._masked(reader.read(text), text, known))
        return [self._reading(reader.read(each.text), masked(each.text), each) for each in examples]

    def _reader(self) -> SentenceReader:
        return reader_of(tuple(self.word_lists), LONGEST if self.mask_names else _LONGEST_TEXT)

    def _masked(self, sentence: Sentence, text: str, known: frozenset[str]) -> list[str]:
        """The tokens, names masked; where all words are capitalised, those that no other text has in lower case."""
        if not self.mask_names:
            return list(sentence.tokens)
        return [
            NAME if name or (text[start].isupper() and len(token) > 1 and token not in known) else token
            for token, start, name in zip(sentence.tokens, sentence.starts, sentence.names, strict=True)
        ]

    def _reading(self, sentence: Sentence, masked: list[str], example: Example) -> Reading:
        if example.start < 0:
            return Reading(masked, -1, "", [], "", example.voice, example.cue_class)
        first, last = target_of(sentence, example.start, example.end)
        words = [*masked[:first], TARGET, *masked[last + 1 :]]
        shape = f"{sentence.shape[:first]}w{sentence.shape[last + 1 :]}"
        pronoun = first == last and sentence.shape[first] in "PH"
        return Reading(
            words,
            first,
            shape,
            attached(sentence, first, last),
            sentence.tokens[first]
            if pronoun
            else "name"
            if example.text[sentence.starts[first]].isupper()
            else "noun",
            example.voice,
            example.cue_class,
        )
