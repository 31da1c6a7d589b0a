"""Lexicons of 60, 600 and 6,000 terms, made of real words in the same way wherever the benchmark runs.

The core is the shipped lexicon `syria`: all 408 terms that its scan looks for, labels, names, words of its subject
and names of parties outside it. A smaller lexicon holds those of them that stand most often in the two corpora; a
larger one holds them all and, as further actors, the names that stand most often in them: one to four words with
capitals in mid-sentence ("Kofi Annan"), of which no more than one in ten is printed without.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ahocorasick_rs import AhoCorasick

from framing.lexicon import Actor, Label, Lexicon, Term, load_lexicon
from framing.lexicon.inflect import surface_forms
from framing.lexicon.readings import entries
from framing.text import FUNCTION_WORDS, count_words, fold

_PART = r"[A-Z]\w+(?:-[A-Z]\w+)*"
_NAME = re.compile(rf"(?<=[a-z,] ){_PART}(?: {_PART}){{0,3}}(?![\w-])")
_PLAIN_WORD = re.compile(r"\b[a-z]\w+")
#: Days, months and titles, which name nobody.
_NOBODY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr aug sept oct nov dec "
    "mr mrs ms dr sen rep gen adm col lt st".split()
)


def lexicon_of(size: int, texts: list[str]) -> Lexicon:
    """A lexicon of `size` terms; `texts` tell which words are frequent."""
    syria = load_lexicon("syria")
    terms = {term.text: term for term in _terms(syria)}
    if size <= len(terms):
        alone = Counter(word for found in words_alone(texts, forms_of(syria)) for word in found)
        often = sorted(terms, key=lambda text: (-sum(alone[form] for form in set(terms[text].forms)), text))
        return _only(syria, set(often[:size]))
    further = _names(texts, set(forms_of(syria)))[: size - len(terms)]
    if len(further) < size - len(terms):
        raise SystemExit(f"--terms {size}: the corpora hold no more than {len(terms) + len(further)}")
    return replace(syria, actors=(*syria.actors, *(_actor(at, name) for at, name in enumerate(further))))


def _names(texts: list[str], taken: set[str]) -> list[str]:
    """Names that are no words of the lexicon, the most frequent first; those that fold to the same word are one."""
    named = Counter(name for text in texts for name in _NAME.findall(text))
    plain = Counter(word for text in texts for word in _PLAIN_WORD.findall(text))
    often = sorted(named, key=lambda name: (-named[name], name))
    unwanted = taken | FUNCTION_WORDS | _NOBODY
    found: dict[str, str] = {}
    for name in often:
        folded = fold(name)
        if folded not in unwanted and 10 * plain[folded] <= named[name]:
            found.setdefault(folded, name)
    return list(found.values())


def forms_of(lexicon: Lexicon) -> list[str]:
    """Every surface form that a scan for the lexicon looks for, in lower case."""
    return sorted(entries(lexicon))


def terms_of(lexicon: Lexicon) -> dict[str, str]:
    """The term that each surface form belongs to, the first of several."""
    found: dict[str, str] = {}
    for term in _terms(lexicon):
        for form in term.forms:
            found.setdefault(form, term.text)
    return found


def words_alone(texts: Iterable[str], forms: list[str]) -> Iterator[list[str]]:
    """For each text the forms that stand alone in it; of those that overlap the first, then the longest."""
    automaton = AhoCorasick(forms)
    for text in texts:
        folded = fold(text)
        letters = folded.replace("_", "a")
        hits = automaton.find_matches_as_indexes(folded, overlapping=True)
        reached, found = 0, []
        for start, minus_end, form in sorted((start, -end, form) for form, start, end in hits):
            alone = not letters[start - 1 : start].isalnum() and not letters[-minus_end : -minus_end + 1].isalnum()
            if alone and start >= reached:
                reached = -minus_end
                found.append(forms[form])
        yield found


def per_thousand(counts: Iterable[int], texts: Iterable[str]) -> float:
    """Matches in 1,000 words."""
    return 1000 * sum(counts) / sum(map(count_words, texts))


def _terms(lexicon: Lexicon) -> Iterator[Term]:
    yield from (term for _, _, term in lexicon)
    for actor in lexicon.actors:
        yield from (*actor.names, *actor.country)
    yield from (*lexicon.elsewhere, *lexicon.about)


def _only(lexicon: Lexicon, texts: set[str]) -> Lexicon:
    """The lexicon with these terms and no others."""

    def kept(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(term for term in terms if term.text in texts)

    actors = []
    for actor in lexicon.actors:
        labels = [replace(label, terms=kept(label.terms)) for label in actor.labels]
        labels = tuple(label for label in labels if label.terms)
        actors.append(replace(actor, names=kept(actor.names), country=kept(actor.country), labels=labels))
    return replace(
        lexicon, actors=tuple(actors), about=kept(lexicon.about), elsewhere=kept(lexicon.elsewhere)
    )  # fmt: skip


def _actor(at: int, name: str) -> Actor:
    terms = (Term(name, surface_forms(name, "name")),)
    label = Label(f"name_{at}", "neutral", 0.0, "A name from the corpora.", kind="name", terms=terms)
    return Actor(f"further_{at}", name, "A name from the corpora.", labels=(label,))
