"""Contexts of a term: small patterns of words around it.

A context is written with ``~`` for the term: ``"diet ~"``, ``"~ in @elsewhere_places"``, ``"~ accus*"``.

=========  ==============================================================
``word``   that word, in any case
``a|b``    either word
``stem*``  a word that begins so
``*``      any one word
``.``      a punctuation mark (but a hyphen or an apostrophe), a line's end or the end of the text
``@list``  any entry of a list of the lexicon, one word or several
=========  ==============================================================

Matching looks at a dozen words at most on either side, and takes time linear in them: a lexicon cannot
make an article slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Pieces that contexts see: words, line ends, single marks. Hyphens and apostrophes are marks.
PIECE: Final = re.compile(r"\w+|\n|[^\w\s]")
_MARKS: Final = tuple(",.;:-'\"()\n")
_WINDOW: Final = 120
_LONGEST: Final = 8
#: Characters in which a piece and the space beside it mostly stand.
_PIECE: Final = 9


@dataclass(frozen=True)
class _Step:
    """One place of a context: the words it allows, their beginnings, or whole phrases."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    anything: bool = False
    stop: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether the pieces that it allows can be listed."""
        return not (self.stems or self.anything or self.stop)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, ...]]]:
        """Phrases by their first piece."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    @property
    def longest(self) -> int:
        """How many pieces it takes up, at most."""
        return max((1, *map(len, self.phrases)))

    def may_begin(self, piece: str) -> bool:
        """Whether what it takes up may begin with a piece, or with a word that is not told."""
        if piece:
            return bool(self.lengths([piece])) or piece in self._by_first
        return self.anything or bool(self.stems)

    def lengths(self, pieces: Sequence[str]) -> tuple[int, ...]:
        """How many of `pieces`, from the first, this step may take up."""
        if not pieces:
            return (0,) if self.stop else ()
        first = pieces[0]
        one = (
            first in self.words
            or (self.stop and not first.isalnum() and first not in "-'")
            or (self.anything and first.isalnum())
            or (bool(self.stems) and first.startswith(self.stems))
        )
        longer = tuple(len(p) for p in self._by_first.get(first, ()) if tuple(pieces[: len(p)]) == p)
        return (1, *longer) if one else longer


@dataclass(frozen=True)
class Context:
    """A compiled pattern: what must stand before the term (nearest first) and after it."""

    text: str
    before: tuple[_Step, ...]
    after: tuple[_Step, ...]

    @property
    def letters(self) -> str:
        """All letters of its words."""
        steps = (*self.before, *self.after)
        return "".join("".join((*step.words, *step.stems, *map("".join, step.phrases))) for step in steps)

    @cached_property
    def reach(self) -> int:
        """How many pieces on one side it looks at, at most."""
        return max(sum(step.longest for step in side) for side in (self.before, self.after))

    @cached_property
    def is_word(self) -> bool:
        """Whether one word beside the term is all that it asks for."""
        return len(self.before) + len(self.after) == 1 and not (*self.before, *self.after)[0].phrases

    def may_fit(self, before: str, after: str) -> bool:
        """Whether the pieces next to the term leave it open; an empty one is a word that no context names."""
        sides = ((self.before, before), (self.after, after))
        return all(steps[0].may_begin(piece) for steps, piece in sides if steps)

    def matches(self, around: Surroundings) -> bool:
        """Whether the words around a term fit."""
        if self.before and not _follows(self.before, around.before):
            return False
        return not self.after or _follows(self.after, around.after)


class Contexts:
    """Several contexts, looked up by the word next to the term: all but a few are never tried.

    Parameters
    ----------
    contexts : sequence of Context
    """

    def __init__(self, contexts: Sequence[Context]) -> None:
        self._by_word_before: dict[str, list[Context]] = {}
        self._by_word_after: dict[str, list[Context]] = {}
        self._others: list[Context] = []
        for context in contexts:
            if context.before and context.before[0].is_listed:
                index, step = self._by_word_before, context.before[0]
            elif context.after and context.after[0].is_listed:
                index, step = self._by_word_after, context.after[0]
            else:
                self._others.append(context)
                continue
            for word in step.words.union(phrase[0] for phrase in step.phrases):
                index.setdefault(word, []).append(context)

    @property
    def words(self) -> frozenset[str]:
        """Words next to the term by which contexts are looked up."""
        return frozenset((*self._by_word_before, *self._by_word_after))

    def foresee(self, before: str, after: str) -> bool | None:
        """Whether a context fits, as far as the pieces next to the term tell; None if they do not.

        An empty piece is a word that no context names.
        """
        tried = (*self._by_word_before.get(before, ()), *self._by_word_after.get(after, ()))
        if any(context.is_word for context in tried):
            return True
        tried += tuple(self._others)
        return None if any(context.may_fit(before, after) for context in tried) else False

    def match(self, around: Surroundings) -> bool:
        """Whether one of the contexts fits the words around a term."""
        before = self._by_word_before.get(around.word_before, ())
        after = self._by_word_after.get(around.word_after, ())
        tried = (*before, *after, *self._others)
        if not tried:
            return False
        if any(context.is_word for context in (*before, *after)):
            return True
        around.look(max(context.reach for context in tried))
        return any(context.matches(around) for context in tried)


class Surroundings:
    """Pieces before and after a span, cut only when a context asks for them.

    Parameters
    ----------
    folded : str
        The folded article.
    start, end : int
        Offsets of the span.
    """

    __slots__ = ("_after", "_before", "_end", "_folded", "_reach", "_start")

    def __init__(self, folded: str, start: int, end: int) -> None:
        self._folded, self._start, self._end = folded, start, end
        self._before: list[str] | None = None
        self._after: list[str] | None = None
        self._reach = _WINDOW

    def look(self, reach: int) -> None:
        """Cut no more than so many pieces on either side."""
        self._reach = reach

    @property
    def before(self) -> list[str]:
        """Pieces before the span, nearest first."""
        if self._before is None:
            near = _PIECE * (self._reach + 1)
            # The first piece found may be the rest of a longer one.
            found = PIECE.findall(self._folded, max(0, self._start - near), self._start) if near < _WINDOW else []
            if len(found) <= self._reach + 1:
                found = PIECE.findall(self._folded, max(0, self._start - _WINDOW), self._start)
            self._before = found[::-1]
        return self._before

    @property
    def after(self) -> list[str]:
        """Pieces after the span."""
        if self._after is None:
            near = _PIECE * (self._reach + 1)
            found = PIECE.findall(self._folded, self._end, self._end + near) if near < _WINDOW else []
            if len(found) <= self._reach + 1:
                found = PIECE.findall(self._folded, self._end, self._end + _WINDOW)
            self._after = found
        return self._after

    @property
    def word_before(self) -> str:
        """The nearest piece before the span, or nothing."""
        word = self._folded[max(0, self._start - _WINDOW) : self._start].rstrip(" ").rpartition(" ")[2]
        if word.isalnum():
            return word
        return word[-1] if word.endswith(_MARKS) else "".join(self.before[:1])

    @property
    def word_after(self) -> str:
        """The nearest piece after the span, or nothing."""
        piece = PIECE.search(self._folded, self._end, self._end + _WINDOW)
        return piece.group() if piece else ""


def _follows(steps: Sequence[_Step], pieces: Sequence[str]) -> bool:
    reached = {0}
    for step in steps:
        reached = {at + n for at in reached for n in step.lengths(pieces[at : at + _LONGEST])}
        if not reached:
            return False
    return True


def compile_context(text: str, lists: Mapping[str, Sequence[str]]) -> Context:
    """Compile one pattern.

    Raises
    ------
    ValueError
        If it has no ``~`` or more than one, or names a list that the lexicon does not define.
    """
    if text.count("~") != 1:
        raise ValueError("a context holds the sign ~ exactly once, where the term stands")
    before, after = text.split("~")
    left = [_step(piece, lists, backwards=True) for piece in _split(before)]
    right = [_step(piece, lists, backwards=False) for piece in _split(after)]
    if not left and not right:
        raise ValueError("a context needs a word beside the sign ~")
    if max(len(left), len(right)) > _LONGEST:
        raise ValueError(f"a context has at most {_LONGEST} words on either side")
    return Context(text, tuple(reversed(left)), tuple(right))


def _split(side: str) -> list[str]:
    """Cut one side of a pattern into its steps; marks that touch a word stand alone."""
    pieces: list[str] = []
    for chunk in side.lower().split():
        if chunk.startswith("@") or "|" in chunk or chunk.endswith("*"):
            pieces.append(chunk)
        else:
            pieces.extend(PIECE.findall(chunk))
    return pieces


def _step(piece: str, lists: Mapping[str, Sequence[str]], *, backwards: bool) -> _Step:
    if piece == "*":
        return _Step(anything=True)
    if piece == ".":
        return _Step(stop=True)
    entries: Sequence[str] = piece.split("|")
    if piece.startswith("@"):
        if piece[1:] not in lists:
            raise ValueError(f"the list {piece!r} is not defined")
        entries = lists[piece[1:]]
    words, stems, phrases = set(), [], []
    stop = False
    for entry in entries:
        cut = tuple(PIECE.findall(entry.lower()))
        if entry == ".":
            stop = True
        elif entry.endswith("*"):
            stems.append(entry[:-1].lower())
        elif len(cut) == 1:
            words.add(cut[0])
        elif cut:
            phrases.append(cut[::-1] if backwards else cut)
    return _Step(frozenset(words), tuple(stems), tuple(phrases), stop=stop)
