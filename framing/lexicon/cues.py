"""Cues: what introduces the words of others, how far it vouches for them, what it takes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from framing.errors import LexiconError, did_you_mean
from framing.lexicon.conjugate import conjugate
from framing.lexicon.inflect import plural
from framing.lexicon.nodes import Faults, Node, check_keys, parse_bytes
from framing.schema import VOCABULARY
from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What a verb of speech may take; described in the file.
FRAMES: Final = (
    "quote",
    "clause",
    "that",
    "whether",
    "to",
    "person",
    "person_to",
    "of",
    "for",
    "about",
    "person_of",
    "person_for",
    "person_on",
    "as",
    "name",
    "matter",
)
_SECTIONS: Final = {"verbs": "verb", "phrases": "phrase", "nouns": "noun", "hedges": "hedge"}
_FILE_NEEDS: Final = ("name", "version", "language", "authors", "description", "scope", "references", *_SECTIONS)
_MAY: Final = {
    "verb": ("past", "participle", "noun", "document", "gloss"),
    "phrase": ("speaker", "gloss"),
    "noun": ("plural", "gloss"),
    "hedge": ("scare", "gloss"),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """An expression that introduces the words of others.

    Attributes
    ----------
    lemma : str
        Such as ``"say"``, ``"according to"``.
    cue_class : str
        ``neutral``, ``assertive``, ``distancing`` or ``endorsing``.
    kind : str
        ``verb``, ``phrase`` (*according to*), ``noun`` (*the claim that*), ``hedge`` (*alleged*) or ``scare``
        (*so-called*).
    takes : frozenset of str
        What a verb takes, of :data:`FRAMES`.
    noun : bool
        Whether a form of the verb is a noun, too.
    document : bool
        Whether the verb reports speech only of polls, reports and the like.
    reference : str
        Works that list it.
    line : int
        Where it stands in the file.
    """

    lemma: str
    cue_class: str
    kind: str
    takes: frozenset[str] = frozenset()
    noun: bool = False
    document: bool = False
    reference: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A surface form of a cue: base, third, past, participle, ing, singular, plural or phrase."""

    text: str
    cue: Cue
    form: str


@dataclass(frozen=True)
class Cues:
    """A lexicon of cues, as read by :func:`load_cues`.

    Attributes
    ----------
    name, version : str
    cues : tuple of Cue
    forms : dict
        For each surface form, in lower case, what it may be, verbs first.
    references : dict
        The works that the cues refer to.
    sha256 : str
        Hash of the file.
    """

    name: str
    version: str
    cues: tuple[Cue, ...]
    forms: dict[str, tuple[Form, ...]] = field(repr=False)
    references: dict[str, str] = field(default_factory=dict, repr=False)
    sha256: str = ""

    def __hash__(self) -> int:
        return hash(self.sha256)


def read_cues(data: bytes, path: str) -> Cues:
    """Build the cues from the bytes of a YAML file.

    Raises
    ------
    LexiconError
        With every fault of the file, each with its line.
    """
    faults = Faults(path)
    root = parse_bytes(data, faults)
    entries = root.mapping(faults, "cues")
    check_keys(entries, root.line, "cues", _FILE_NEEDS, ("license", "citation", "classes"), faults)
    works = entries["references"].mapping(faults, "references") if "references" in entries else {}
    found: list[Form] = []
    for section, kind in _SECTIONS.items():
        if section in entries:
            for lemma, node in entries[section].mapping(faults, section).items():
                found.extend(_forms(lemma, node, kind, works, faults))
    if faults.found:
        raise LexiconError(faults.found)
    forms: dict[str, dict[tuple[str, str], Form]] = {}
    for form in found:
        forms.setdefault(form.text, {}).setdefault((form.cue.lemma, form.cue.kind), form)
    return Cues(
        name=entries["name"].text(faults, "name"),
        version=entries["version"].text(faults, "version"),
        cues=tuple(dict.fromkeys(form.cue for form in found)),
        forms={text: tuple(each.values()) for text, each in forms.items()},
        references={key: node.text(faults, key) for key, node in works.items()},
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _forms(lemma: str, node: Node, kind: str, works: Mapping[str, Node], faults: Faults) -> Iterator[Form]:
    what = f"{kind} {lemma!r}"
    entries = node.mapping(faults, what)
    needs = ("class", "takes", "reference") if kind == "verb" else ("class", "reference")
    check_keys(entries, node.line, what, needs, _MAY[kind], faults)

    def text(key: str) -> str:
        return entries[key].text(faults, f"{what}: {key}") if key in entries else ""

    def texts(key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        listed = entries[key].texts(faults, f"{what}: {key}") if key in entries else []
        for word, line in listed:
            if word not in allowed:
                faults.add(line, f"{what}: {key} {word!r} is not allowed{did_you_mean(word, allowed)}")
        return tuple(word for word, _ in listed)

    cue_class = texts("class", VOCABULARY["cue_class"])
    cue = Cue(
        lemma=lemma,
        cue_class=cue_class[0] if cue_class else "neutral",
        kind="scare" if text("scare") == "true" else kind,
        takes=frozenset(texts("takes", FRAMES)),
        noun=text("noun") == "true",
        document=text("document") == "true",
        reference="; ".join(texts("reference", tuple(works))),
        line=node.line,
    )
    if kind == "verb":
        inflected = conjugate(lemma, text("past"), text("participle"))
    elif kind == "noun":
        inflected = {"singular": lemma, "plural": text("plural") or plural(lemma)}
    else:
        inflected = {"phrase": lemma}
        if "-" in lemma:
            yield Form(fold(lemma).replace("-", " "), cue, "phrase")
    for form, surface in inflected.items():
        yield Form(fold(surface), cue, form)
