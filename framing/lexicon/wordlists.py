"""Word lists: loaded words with the light they cast, words of frames, dictionaries of others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase, translate
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What the words of a list can be. ``word`` is said of entries whose part of speech is not known.
KINDS: Final = ("verb", "noun", "adjective", "adverb", "phrase", "word")
_GLOB: Final = re.compile(r"[*?]")
#: Characters of a stem ("brutal*") at most.
_LONGEST_STEM: Final = 64
#: Words remembered with what they may begin, so that a long corpus does not fill the memory.
_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """An entry of a word list.

    Attributes
    ----------
    lemma : str
        Such as ``"massacre"``, ``"crack down"``, or a pattern such as ``"brutal*"``.
    kind : str
        ``verb``, ``noun``, ``adjective``, ``adverb``, ``phrase`` or ``word`` (part of speech unknown).
    category : str
        One of the list's categories.
    agent, patient : float
        Light cast on who does it, and on whom it is done to, from -1 to 1; 0 if none.
    valence : float
        Light cast on whom the word is said of, or whose it is, from -1 to 1; 0 if none.
    gloss : str
        The sense meant.
    line : int
        Where it stands in the file.
    """

    lemma: str
    kind: str
    category: str
    agent: float = 0.0
    patient: float = 0.0
    valence: float = 0.0
    gloss: str = ""
    line: int = 0


class WordForm(NamedTuple):
    """A form of an entry: base, third, past, participle, ing, singular, plural, phrase or pattern."""

    words: tuple[str, ...]
    entry: LoadedWord
    form: str


class Hit(NamedTuple):
    """Words of a list found: tokens ``first`` to ``last``, and what they may be there."""

    first: int
    last: int
    forms: tuple[WordForm, ...]


@dataclass(frozen=True)
class WordList:
    """Words that are looked for in sentences.

    Attributes
    ----------
    name, version : str
    categories : dict of str to str
        Their definitions.
    entries : tuple of LoadedWord
    forms : tuple of WordForm
        Every form of every entry.
    operators : dict of str to dict of str to float
        Words that change others: ``negation``, ``degree``, ``hedge``, ``contrast``, with their factor.
    proxy : bool
        Whether it stands in for something that words alone cannot tell.
    cannot_see : dict of str to str
        For each category what no word list can see; ``""`` stands for the whole.
    citation : str
    sha256 : str
        Hash of the file.
    notes : tuple of str
        What was left out of a dictionary on reading, and why.
    """

    name: str
    version: str
    categories: dict[str, str]
    entries: tuple[LoadedWord, ...] = field(repr=False)
    forms: tuple[WordForm, ...] = field(repr=False)
    operators: dict[str, dict[str, float]] = field(default_factory=dict, repr=False)
    proxy: bool = False
    cannot_see: dict[str, str] = field(default_factory=dict, repr=False)
    citation: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.name, self.sha256))


class WordFinder:
    """Looks for the words of several lists; where two lists know a word, the first one counts.

    Parameters
    ----------
    lists : sequence of WordList
    """

    def __init__(self, lists: Sequence[WordList]) -> None:
        self._words: dict[str, list[tuple[int, WordForm]]] = {}
        self._pairs: dict[tuple[str, str], list[tuple[int, WordForm]]] = {}
        self._stems: dict[str, list[tuple[int, WordForm]]] = {}
        self._globs: list[tuple[re.Pattern[str], int, WordForm]] = []
        self._known: dict[str, list[tuple[int, WordForm]]] = {}
        for number, words in enumerate(lists):
            for form in words.forms:
                first = form.words[0]
                if not any(map(_GLOB.search, form.words[:2])):
                    if len(form.words) == 1:
                        self._words.setdefault(first, []).append((number, form))
                    else:
                        self._pairs.setdefault((first, form.words[1]), []).append((number, form))
                elif first[-1] == "*" and not _GLOB.search(first[:-1]):
                    self._stems.setdefault(first[:-1], []).append((number, form))
                else:
                    self._globs.append((re.compile(translate(first)), number, form))
        for forms in (*self._words.values(), *self._pairs.values()):
            forms.sort(key=_rank)
        self._has_patterns = bool(self._stems or self._globs)

    def find(self, tokens: Sequence[str]) -> list[Hit]:
        """Find words in a sentence, given as tokens in lower case.

        Of words that overlap the first wins, and of those that begin together the longest, then that of the first
        list.
        """
        found: list[Hit] = []
        words, pairs, reached = self._words, self._pairs, 0
        for at, pair in enumerate(zip_longest(tokens, tokens[1:], fillvalue="")):
            if at < reached:
                continue
            candidates = self._candidates(pair[0]) if self._has_patterns else words.get(pair[0])
            phrases = pairs.get(pair)
            if phrases:
                candidates = sorted([*phrases, *candidates], key=_rank) if candidates else phrases
            if not candidates:
                continue
            best: list[WordForm] = []
            rank = (0, 0)
            for number, form in candidates:
                if best and (-len(form.words), number) != rank:
                    break
                if len(form.words) == 1 or _follows(form.words, tokens, at):
                    best.append(form)
                    rank = (-len(form.words), number)
            if best:
                reached = at - rank[0]
                found.append(Hit(at, reached - 1, tuple(best)))
        return found

    def _candidates(self, token: str) -> list[tuple[int, WordForm]]:
        """What a token may be, or begin by a pattern: the longest first, then by the order of the lists."""
        known = self._known.get(token)
        if known is not None:
            return known
        found = list(self._words.get(token, ()))
        if self._stems:
            found += [
                each
                for end in range(1, min(len(token), _LONGEST_STEM) + 1)
                for each in self._stems.get(token[:end], ())
            ]
        found += [(number, form) for pattern, number, form in self._globs if pattern.match(token)]
        found.sort(key=_rank)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = found
        return found


def _rank(candidate: tuple[int, WordForm]) -> tuple[int, int]:
    """The longest first, then by the order of the lists."""
    return -len(candidate[1].words), candidate[0]


def _follows(words: tuple[str, ...], tokens: Sequence[str], at: int) -> bool:
    """Whether the later words of a form stand in their place; each may be a pattern."""
    if at + len(words) > len(tokens):
        return False
    return all(
        word == tokens[at + place] or (_GLOB.search(word) and fnmatchcase(tokens[at + place], word))
        for place, word in enumerate(words[1:], start=1)
    )
