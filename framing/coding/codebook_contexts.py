"""The contexts of a lexicon's terms, told so that people can read them: where a word counts, and where it does not.

A context such as ``"diet|exercise ~"`` reads "(diet / exercise) regime"; what the signs mean, :func:`legend` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.coding.codebook_document import plain
from framing.lexicon.contexts import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.lexicon import Label, Lexicon, Term
    from framing.lexicon.contexts import Context

_STOP: Final = "."


def legend() -> str:
    """What the signs in a told context mean."""
    return (
        "Words in parentheses stand for one another. “…” in place of a word is any word; after letters, any ending. "
        "[end] is a punctuation mark or the end of the text. A name in «» stands for any entry of that list, below."
    )


def told(label: Label) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where the words of a label do not count, and where alone they count, each context once."""
    return _each(label.terms, "excepts"), _each(label.terms, "whens")


def _each(terms: Iterable[Term], kind: str) -> tuple[str, ...]:
    """Each context of some terms with the first of the terms that has it."""
    found: dict[str, str] = {}
    for term in terms:
        for context in getattr(term, kind):
            found.setdefault(context.text, tell(context, term.text))
    return tuple(found.values())


def tell(context: Context, term: str) -> str:
    """A context with the term in its place."""
    before, after = context.text.split("~")
    words = [*map(_word, _chunks(before)), f"⟦{plain(term)}⟧", *map(_word, _chunks(after))]
    return " ".join(words).replace(" - ", "-")


def word_lists(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The lists that contexts of a lexicon name, with their entries in alphabetical order."""
    found: dict[str, tuple[str, ...]] = {}
    for _, _, term in lexicon:
        for context in (*term.excepts, *term.whens):
            if "@" in context.text:
                found.update(_lists_of(context))
    return dict(sorted(found.items()))


def _lists_of(context: Context) -> dict[str, tuple[str, ...]]:
    before, after = (_chunks(side) for side in context.text.split("~"))
    found = {}
    for chunks, steps, turned in ((before, context.before[::-1], True), (after, context.after, False)):
        for chunk, step in zip(chunks, steps, strict=True):
            if chunk.startswith("@"):
                phrases = (" ".join(phrase[::-1] if turned else phrase) for phrase in step.phrases)
                entries = {*step.words, *phrases, *(f"{stem}…" for stem in step.stems), *(["[end]"] * step.stop)}
                found[chunk[1:]] = tuple(sorted(map(plain, entries)))
    return found


def _chunks(side: str) -> list[str]:
    """The places of one side of a context; marks that touch a word stand alone."""
    chunks: list[str] = []
    for chunk in side.split():
        whole = chunk.startswith("@") or "|" in chunk or chunk.endswith("*")
        chunks.extend([chunk] if whole else PIECE.findall(chunk))
    return chunks


def _word(chunk: str) -> str:
    """One place of a context as people read it."""
    if chunk.startswith("@"):
        return f"«{plain(chunk[1:]).replace('_', ' ')}»"
    entries = [_entry(entry) for entry in chunk.split("|")]
    return f"({' / '.join(entries)})" if len(entries) > 1 else entries[0]


def _entry(entry: str) -> str:
    if entry == _STOP:
        return "[end]"
    return f"{plain(entry[:-1])}…" if entry.endswith("*") else plain(entry)
