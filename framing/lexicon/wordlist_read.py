"""A word list from its YAML file, with every fault and its line."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Final

from framing.errors import LexiconError
from framing.lexicon.conjugate import conjugate
from framing.lexicon.inflect import plural
from framing.lexicon.nodes import Faults, Node, check_keys, parse_bytes
from framing.lexicon.wordlists import LoadedWord, WordForm, WordList
from framing.text import fold, word_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECTIONS: Final = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "adverbs": "adverb",
    "phrases": "phrase",
    "words": "word",
}
_NEEDS: Final = ("name", "version", "language", "authors", "description", "scope", "categories")
_MAY: Final = ("license", "citation", "references", "proxy", "cannot_see", "operators", *SECTIONS)
_LIGHTS: Final = ("agent", "patient", "valence")
_FORMS: Final = {"verb": ("past", "participle"), "noun": ("plural",), "phrase": ("plural",)}
OPERATORS: Final = ("negation", "degree", "hedge", "contrast")


def is_wordlist(root: Node) -> bool:
    """Whether a YAML file is of this form, and no dictionary of another program."""
    return isinstance(root.value, dict) and "categories" in root.value and "name" in root.value


def read_wordlist(data: bytes, path: str) -> WordList:
    """Build a word list from the bytes of a YAML file.

    Raises
    ------
    LexiconError
        With every fault of the file, each with its line.
    """
    faults = Faults(path)
    root = parse_bytes(data, faults)
    parts = root.mapping(faults, "word list")
    check_keys(parts, root.line, "word list", _NEEDS, _MAY, faults)
    categories, unseen = _categories(parts, faults)
    entries: list[LoadedWord] = []
    forms: list[WordForm] = []
    for section, kind in SECTIONS.items():
        if section in parts:
            for lemma, node in parts[section].mapping(faults, section).items():
                entry, inflected = _entry(lemma, node, kind, categories, faults)
                entries.append(entry)
                forms.extend(inflected)
    if not entries and not faults.found:
        faults.add(root.line, f"the list has no words; give at least one of {', '.join(SECTIONS)}")
    operators = dict(_operators(parts["operators"], faults)) if "operators" in parts else {}
    if faults.found:
        raise LexiconError(faults.told())

    def text(key: str) -> str:
        return parts[key].text(faults, key) if key in parts else ""

    return WordList(
        name=text("name"),
        version=text("version"),
        categories=categories,
        entries=tuple(entries),
        forms=tuple(forms),
        operators=operators,
        proxy=text("proxy") == "true",
        cannot_see=({"": text("cannot_see")} if "cannot_see" in parts else {}) | unseen,
        citation=text("citation"),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _categories(parts: Mapping[str, Node], faults: Faults) -> tuple[dict[str, str], dict[str, str]]:
    """Definitions of the categories, and what cannot be seen of each."""
    defined: dict[str, str] = {}
    unseen: dict[str, str] = {}
    for name, node in parts["categories"].mapping(faults, "categories").items() if "categories" in parts else ():
        if isinstance(node.value, str):
            defined[name] = node.text(faults, name)
            continue
        keys = node.mapping(faults, f"category {name!r}")
        check_keys(keys, node.line, f"category {name!r}", ("definition",), ("cannot_see", "reference"), faults)
        defined[name] = keys["definition"].text(faults, name) if "definition" in keys else ""
        if "cannot_see" in keys:
            unseen[name] = keys["cannot_see"].text(faults, name)
    return defined, unseen


def _entry(
    lemma: str, node: Node, kind: str, categories: Mapping[str, str], faults: Faults
) -> tuple[LoadedWord, list[WordForm]]:
    what = f"{kind} {lemma!r}"
    keys = node.mapping(faults, what)
    check_keys(keys, node.line, what, ("category",), ("gloss", *_LIGHTS, *_FORMS.get(kind, ())), faults)

    def text(key: str) -> str:
        return keys[key].text(faults, f"{what}: {key}") if key in keys else ""

    category = text("category")
    if "category" in keys and category not in categories:
        faults.add(node.line, f"{what}: category {category!r} is not defined{faults.hint(category, categories)}")
    lights = {name: _light(keys[name], f"{what}: {name}", faults) for name in _LIGHTS if name in keys}
    entry = LoadedWord(lemma, kind, category, **lights, gloss=text("gloss"), line=node.line)
    surfaces = {"phrase": lemma}
    if not word_tokens(fold(lemma)):
        faults.add(node.line, f"{what}: there is no word in it")
    elif kind == "verb":
        surfaces = conjugate(lemma, text("past"), text("participle"))
    elif kind == "noun":
        surfaces = {"singular": lemma, "plural": text("plural") or plural(lemma)}
    elif text("plural"):
        surfaces["plural"] = text("plural")
    return entry, [
        WordForm(words, entry, form) for form, surface in surfaces.items() if (words := word_tokens(fold(surface)))
    ]


def _light(node: Node, what: str, faults: Faults) -> float:
    try:
        value = float(node.text(faults, what))
    except ValueError:
        value = 2.0
    if -1 <= value <= 1:
        return value
    faults.add(node.line, f"{what} is {node.value!r}; allowed are numbers from -1 to 1")
    return 0.0


def _operators(node: Node, faults: Faults) -> Iterator[tuple[str, dict[str, float]]]:
    """Words that change others, with their factor."""
    for name, words in node.mapping(faults, "operators").items():
        if name not in OPERATORS:
            faults.add(words.line, f"operators: there is no {name!r}{faults.hint(name, OPERATORS)}")
            continue
        factors = {}
        for word, value in words.mapping(faults, name).items():
            try:
                factor = float(value.text(faults, word))
            except ValueError:
                factor = math.nan
            factors[fold(word)] = factor
            if not -2 <= factor <= 2:
                faults.add(
                    value.line, f"{name}: the factor of {word!r} is {value.value!r}; allowed are numbers from -2 to 2"
                )
        yield name, factors
