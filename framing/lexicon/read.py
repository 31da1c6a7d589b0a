"""Lexicon files: YAML in, :class:`~framing.lexicon.Lexicon` out, or all faults at once."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final
from unicodedata import category

from framing.errors import LexiconError
from framing.lexicon.contexts import Context, compile_context
from framing.lexicon.inflect import surface_forms
from framing.lexicon.links import link_actors
from framing.lexicon.model import Actor, Label, Lexicon, Term
from framing.lexicon.nodes import Faults, Node, check_keys, parse_bytes
from framing.schema import VOCABULARY
from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Final = ("noun", "generic", "name")
_ALONE: Final = ("default", "recent", "repeated")
_INFLECTIONS: Final = ("noun", "name", "none")
_LIST: Final = re.compile(r"@(\w+)")
_IDENTITY: Final = re.compile(r"[a-z][a-z0-9_]*")
_FILE_NEEDS: Final = ("name", "version", "language", "authors", "description", "scope", "actors")
_FILE_MAY: Final = ("license", "citation", "about", "elsewhere", "modifiers", "lists", "focus")
_ACTOR_MAY: Final = ("names", "country", "shares", "beside")
_LABEL_MAY: Final = ("reference", "kind", "default", "alone", "except", "when")
_LONGEST_TERM: Final = 200
#: Kinds of characters that nobody sees; those that join letters are part of how some languages are written.
_HIDDEN, _JOINERS = ("Cc", "Cf", "Cs"), "\u200c\u200d"

Lists = dict[str, list[str]]


def read_lexicon(data: bytes, path: str) -> Lexicon:
    """Build a lexicon from the bytes of a YAML file.

    Parameters
    ----------
    data : bytes
        The file, in UTF-8.
    path : str
        What messages call the file.

    Raises
    ------
    LexiconError
        With every fault of the file, each with its line.
    """
    faults = Faults(path)
    root = parse_bytes(data, faults)
    lexicon = _lexicon(root, faults, hashlib.sha256(data).hexdigest())
    lexicon = link_actors(lexicon, root, faults)
    if faults.found:
        raise LexiconError(faults.told())
    return lexicon


def _lexicon(root: Node, faults: Faults, sha256: str) -> Lexicon:
    entries = root.mapping(faults, "lexicon")
    check_keys(entries, root.line, "lexicon", _FILE_NEEDS, _FILE_MAY, faults)

    def text(key: str) -> str:
        return entries[key].text(faults, key) if key in entries else ""

    def texts(key: str) -> list[tuple[str, int]]:
        return entries[key].texts(faults, key) if key in entries else []

    lists: Lists = {}
    if "lists" in entries:
        for name, node in entries["lists"].mapping(faults, "lists").items():
            lists[name] = [entry for entry, _ in node.texts(faults, f"list {name!r}")]
    actors = entries["actors"].mapping(faults, "actors") if "actors" in entries else {}
    if "actors" in entries and not actors:
        faults.add(entries["actors"].line, "actors: a lexicon needs at least one actor")
    return Lexicon(
        name=text("name"),
        version=text("version"),
        language=text("language"),
        description=text("description"),
        scope=text("scope"),
        license=text("license"),
        citation=text("citation"),
        authors=tuple(name for name, _ in texts("authors")),
        actors=tuple(_actor(name, node, lists, faults) for name, node in actors.items()),
        about=_names(texts("about"), "about", faults),
        elsewhere=_names(texts("elsewhere"), "elsewhere", faults),
        modifiers=frozenset(fold(word) for word, _ in texts("modifiers")),
        focus=_focus(texts("focus"), actors, faults),
        path=faults.path,
        sha256=sha256,
    )


def _focus(names: list[tuple[str, int]], actors: Mapping[str, Node], faults: Faults) -> tuple[str, ...]:
    for name, line in names:
        if name not in actors:
            faults.add(line, f"focus: actor {name!r} is not defined{faults.hint(name, actors)}")
    return tuple(name for name, _ in names)


def _names(words: list[tuple[str, int]], what: str, faults: Faults) -> tuple[Term, ...]:
    return tuple(
        Term(word, surface_forms(word, "name"), line=line)
        for word, line in words
        if _is_term(word, line, f"{what}: term {word!r:.60}", faults)
    )


def _is_term(text: str, line: int, what: str, faults: Faults) -> bool:
    """Whether a text can be looked for; if not, why is noted."""
    hidden = next((c for c in text if category(c) in _HIDDEN and c not in _JOINERS), "")
    checks = {
        "a term holds at least one letter": not any(map(str.isalpha, text)),
        f"a term has at most {_LONGEST_TERM} characters": len(text) > _LONGEST_TERM,
        "a term is looked for as it is written; write out its forms in place of *": "*" in text,
        f"it holds a character that nobody sees (U+{ord(hidden or ' '):04X}); delete it": bool(hidden),
    }
    wrong = [fault for fault, applies in checks.items() if applies]
    for fault in wrong:
        faults.add(line, f"{what}: {fault}")
    return not wrong


def _actor(identity: str, node: Node, lists: Lists, faults: Faults) -> Actor:
    what = f"actor {identity!r}"
    _check_identity(identity, node, what, faults)
    entries = node.mapping(faults, what)
    check_keys(entries, node.line, what, ("name", "definition", "labels"), _ACTOR_MAY, faults)
    labels = entries["labels"].mapping(faults, f"{what}: labels") if "labels" in entries else {}

    def names_of(key: str) -> tuple[Term, ...]:
        words = entries[key].texts(faults, f"{what}: {key}") if key in entries else []
        return _names(words, f"{what}: {key}", faults)

    return Actor(
        actor=identity,
        name=entries["name"].text(faults, f"{what}: name") if "name" in entries else "",
        definition=entries["definition"].text(faults, what) if "definition" in entries else "",
        names=names_of("names"),
        country=names_of("country"),
        labels=tuple(_label(name, label, identity, lists, faults) for name, label in labels.items()),
    )


def _label(identity: str, node: Node, actor: str, lists: Lists, faults: Faults) -> Label:
    what = f"label {actor}.{identity}"
    _check_identity(identity, node, what, faults)
    entries = node.mapping(faults, what)
    check_keys(entries, node.line, what, ("category", "valence", "rationale", "terms"), _LABEL_MAY, faults)
    kind = _choice(entries, "kind", _KINDS, "noun", what, faults)
    excepts = _contexts(entries, "except", lists, what, faults)
    whens = _contexts(entries, "when", lists, what, faults)
    items = entries["terms"].value if "terms" in entries else []
    if "terms" in entries and not (isinstance(items, list) and items):
        faults.add(entries["terms"].line, f"{what}: 'terms' must be a list with at least one term")
    terms = []
    for item in items if isinstance(items, list) else []:
        term = _term(item, kind, lists, what, faults)
        if term and faults.unfolds(term.line, len(excepts) + len(whens)):
            terms.append(Term(term.text, term.forms, term.excepts + excepts, term.whens or whens, term.line))
    return Label(
        label=identity,
        category=_choice(entries, "category", VOCABULARY["category"], "neutral", what, faults),
        valence=_valence(entries, what, faults),
        rationale=entries["rationale"].text(faults, what) if "rationale" in entries else "",
        reference=entries["reference"].text(faults, what) if "reference" in entries else "",
        kind=kind,
        default=_choice(entries, "default", ("true", "false"), "false", what, faults) == "true",
        alone=_choice(entries, "alone", _ALONE, "default", what, faults),
        terms=tuple(terms),
    )


def _term(node: Node, kind: str, lists: Lists, label: str, faults: Faults) -> Term | None:
    entries = {"term": node} if isinstance(node.value, str) else node.mapping(faults, f"{label}: term")
    check_keys(entries, node.line, f"{label}: term", ("term",), ("inflect", "except", "when"), faults)
    if "term" not in entries:
        return None
    text = entries["term"].text(faults, f"{label}: term")
    what = f"{label}: term {text!r:.60}"
    if not _is_term(text, node.line, what, faults):
        return None
    usual = "name" if kind == "name" else "noun"
    inflect = _choice(entries, "inflect", _INFLECTIONS, usual, what, faults)
    return Term(
        text,
        surface_forms(text, inflect),
        _contexts(entries, "except", lists, what, faults),
        _contexts(entries, "when", lists, what, faults),
        node.line,
    )


def _contexts(entries: Mapping[str, Node], key: str, lists: Lists, what: str, faults: Faults) -> tuple[Context, ...]:
    good = []
    for text, line in entries[key].texts(faults, f"{what}: {key}") if key in entries else []:
        named = _LIST.findall(text)
        if not faults.unfolds(line, sum(len(lists.get(name, ())) for name in named)):
            break
        try:
            good.append(compile_context(text, lists))
        except ValueError as error:
            unknown = re.search(r"'@(\w+)' is not", str(error))
            hint = faults.hint(unknown.group(1), lists) if unknown else ""
            faults.add(line, f"{what}: {key} {text!r:.200}: {error}{hint}")
    return tuple(good)


def _choice(
    entries: Mapping[str, Node], key: str, allowed: tuple[str, ...], usual: str, what: str, faults: Faults
) -> str:
    if key not in entries:
        return usual
    value = entries[key].text(faults, f"{what}: {key}")
    if value in allowed:
        return value
    faults.add(entries[key].line, f"{what}: {key} {value!r:.60} is not allowed{faults.hint(value, allowed)}")
    return usual


def _valence(entries: Mapping[str, Node], what: str, faults: Faults) -> float:
    if "valence" not in entries:
        return 0.0
    node = entries["valence"]
    try:
        value = float(node.text(faults, f"{what}: valence"))
    except ValueError:
        value = 2.0
    if -1 <= value <= 1:
        return value
    faults.add(node.line, f"{what}: valence {node.value!r} is not a number from -1 to 1")
    return 0.0


def _check_identity(identity: str, node: Node, what: str, faults: Faults) -> None:
    if not _IDENTITY.fullmatch(identity):
        faults.add(node.line, f"{what}: an identity is lower-case letters, digits and _, such as 'armed_forces'")
