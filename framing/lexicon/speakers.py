"""Of which type a speaker is, by the words of the noun phrase."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from framing.errors import LexiconError, did_you_mean
from framing.lexicon.nodes import Faults, Node, check_keys, parse_bytes
from framing.schema import VOCABULARY
from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['-]\w+)*|,")
_LONGEST: Final = 5
#: "the rebel-held town", "US-led": the word before the hyphen says nothing of the speaker.
_COMPOUND: Final = re.compile(r"-(?:held|controlled|led|backed|run|owned|occupied|besieged)$")
_FILE_NEEDS: Final = ("name", "version", "language", "authors", "description", "scope", "types")


@dataclass(frozen=True)
class Speakers:
    """A lexicon of speakers, as read by :func:`load_speakers`.

    Attributes
    ----------
    name, version : str
    nouns : dict
        Type of each entry in lower case; with capitals required where `names` has it.
    names : dict
        Type of each proper name, as written.
    alone : dict
        Type of words that take the type of the institution beside them, where there is none.
    sha256 : str
        Hash of the file.
    """

    name: str
    version: str
    nouns: dict[str, str] = field(repr=False)
    names: dict[str, str] = field(repr=False)
    alone: dict[str, str] = field(repr=False)
    sha256: str = ""
    _longest: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Note how many words the longest entry has that begins with a word."""
        for entry in (*self.nouns, *self.names):
            words = entry.lower().split(" ")
            self._longest[words[0]] = max(self._longest.get(words[0], 0), min(len(words), _LONGEST))

    def type_of(self, words: str) -> str:
        """The type of a speaker.

        The longest entry wins; of several the first, in the noun phrase before its apposition.

        Parameters
        ----------
        words : str
            The noun phrase, with its apposition.

        Returns
        -------
        str
            One of the types, or ``unknown``.

        Examples
        --------
        >>> from framing.lexicon import load_speakers
        >>> types = load_speakers()
        >>> types.type_of("Rami Abdel Rahman, head of the Syrian Observatory for Human Rights")
        'NGO'
        >>> types.type_of("a rebel commander"), types.type_of("the source"), types.type_of("Lin Jian")
        ('armed group', 'anonymous', 'unknown')
        """
        found = _WORD.findall(words)
        fallback = ""
        for at, word in enumerate(map(str.lower, found)):
            longest = max(self._longest.get(word, 0), self._longest.get(word.removesuffix("'s"), 0))
            for length in range(min(longest, len(found) - at), 0, -1):
                kind = self._entry(found[at : at + length])
                if kind:
                    return kind
            fallback = fallback or self.alone.get(word, "")
        return fallback or "unknown"

    def _entry(self, words: list[str]) -> str:
        text = " ".join(words).removesuffix("'s")
        if "-" in text and _COMPOUND.search(text):
            return ""
        return self.names.get(text) or self.nouns.get(text.lower(), "")


def read_speakers(data: bytes, path: str) -> Speakers:
    """Build the speakers from the bytes of a YAML file.

    Raises
    ------
    LexiconError
        With every fault of the file, each with its line.
    """
    faults = Faults(path)
    root = parse_bytes(data, faults)
    entries = root.mapping(faults, "speakers")
    check_keys(entries, root.line, "speakers", _FILE_NEEDS, ("license", "citation", "references", "alone"), faults)
    nouns: dict[str, str] = {}
    names: dict[str, str] = {}
    for kind, node in entries["types"].mapping(faults, "types").items() if "types" in entries else ():
        _check_type(kind, node.line, faults)
        parts = node.mapping(faults, f"type {kind!r}")
        check_keys(parts, node.line, f"type {kind!r}", ("definition", "nouns"), ("names",), faults)
        for key, target in (("nouns", nouns), ("names", names)):
            for word, line in parts[key].texts(faults, f"type {kind!r}: {key}") if key in parts else ():
                if word in target:
                    faults.add(line, f"type {kind!r}: {word!r} is already of type {target[word]!r}")
                target[word] = kind
    alone = dict(_alone(entries["alone"], faults)) if "alone" in entries else {}
    if faults.found:
        raise LexiconError(faults.found)
    return Speakers(
        name=entries["name"].text(faults, "name"),
        version=entries["version"].text(faults, "version"),
        nouns={fold(word): kind for word, kind in nouns.items()},
        names=names,
        alone=alone,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _check_type(kind: str, line: int, faults: Faults) -> None:
    allowed = VOCABULARY["speaker_type"]
    if kind not in allowed:
        faults.add(line, f"type {kind!r} is not allowed{did_you_mean(kind, allowed)}")


def _alone(node: Node, faults: Faults) -> Iterator[tuple[str, str]]:
    for word, kind in node.mapping(faults, "alone").items():
        _check_type(kind.text(faults, f"alone: {word!r}"), kind.line, faults)
        yield fold(word), kind.text(faults, f"alone: {word!r}")
