"""A YAML file as nodes that know their line, and the faults found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import yaml

from framing.errors import LexiconError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The loader of libyaml where there is one: the same grammar, ten times faster, and as safe.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Levels of a file; deeper ones would overrun the stack of the library that reads them.
_DEEPEST: Final = 20

#: Bytes of a file; the largest lexicon at hand has a thousandth of it.
_LARGEST: Final = 64_000_000

#: Faults that are told one by one.
_MOST_FAULTS: Final = 1000

#: Unknown names that the nearest name is looked for, and names that each is compared with: more would take for ever.
_MOST_HINTS, _MOST_COMPARED = 20, 2000

#: Characters that steer a terminal or turn the direction of the text after them.
_STEERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

#: Terms and words that a file may unfold into, by lists that contexts name and labels that actors share.
_MOST_UNFOLDED: Final = 500_000


@dataclass
class Faults:
    """Everything wrong with one file, each with its line."""

    path: str
    found: list[str] = field(default_factory=list)
    hinted: int = 0
    unfolded: int = 0

    def add(self, line: int, message: str) -> None:
        """Note one fault."""
        self.found.append(f"{self.path}:{line}: {message}")

    def hint(self, name: str, known: Iterable[str]) -> str:
        """End of a message about an unknown name: the nearest one; nothing where many names are unknown."""
        self.hinted += 1
        return did_you_mean(name, islice(known, _MOST_COMPARED)) if self.hinted <= _MOST_HINTS else ""

    def unfolds(self, line: int, size: int) -> bool:
        """Count what an entry unfolds into; false where all are too much, which is noted once."""
        if self.unfolded <= _MOST_UNFOLDED < self.unfolded + size:
            self.add(line, f"what lists and shared labels unfold into passes {_MOST_UNFOLDED:,} here; write fewer")
        self.unfolded += size
        return self.unfolded <= _MOST_UNFOLDED

    def told(self) -> list[str]:
        """The faults in the order of their lines; of very many the first, and how many more there are."""
        told = sorted(self.found[:_MOST_FAULTS], key=_line_of)
        more = len(self.found) - len(told)
        return [*told, f"{self.path}: and {more} faults more; is it the right file?"] if more else told


def _line_of(fault: str) -> int:
    found = re.search(r":(\d+): ", fault)
    return int(found.group(1)) if found else 0


@dataclass(frozen=True)
class Node:
    """A value of the file with its line: a text, a list of nodes or a mapping of nodes."""

    value: str | list[Node] | dict[str, Node]
    line: int

    def mapping(self, faults: Faults, what: str) -> Mapping[str, Node]:
        """The mapping, or an empty one and a fault."""
        if isinstance(self.value, dict):
            return self.value
        faults.add(self.line, f"{what}: expected a mapping (key: value), found {self.kind()}")
        return {}

    def texts(self, faults: Faults, what: str) -> list[tuple[str, int]]:
        """Texts of a list with their lines; a single text counts as a list of one."""
        if isinstance(self.value, dict):
            faults.add(self.line, f"{what}: expected a list of texts, found a mapping")
            return []
        good = []
        for item in [self] if isinstance(self.value, str) else self.value:
            if isinstance(item.value, str) and item.value.strip():
                good.append((item.value, item.line))
            else:
                faults.add(item.line, f"{what}: expected a text, found {item.kind()}")
        return good

    def text(self, faults: Faults, what: str) -> str:
        """The text, or an empty one and a fault."""
        if isinstance(self.value, str):
            return " ".join(self.value.split())
        faults.add(self.line, f"{what}: expected a text, found {self.kind()}")
        return ""

    def kind(self) -> str:
        """What messages call the value."""
        if isinstance(self.value, str):
            return f"{self.value!r:.60}" if self.value else "nothing"
        return "a list" if isinstance(self.value, list) else "a mapping"


def read_file(path: Path, name: str) -> bytes:
    """Bytes of a lexicon's file, called `name` in messages.

    Raises
    ------
    LexiconError
        If it cannot be read, is no file (a pipe would be waited for), or is too large.
    """
    if path.exists() and not path.is_file():
        raise LexiconError([f"{name}: the file cannot be read: it is no file; give the path of one"])
    try:
        with path.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LexiconError([f"{name}: the file cannot be read: {reason}"]) from error
    if len(data) > _LARGEST:
        raise LexiconError([f"{name}: the file has more than {_LARGEST:,} bytes; is it the right one?"])
    return data


def parse_bytes(data: bytes, faults: Faults) -> Node:
    """Read the bytes of a YAML file into nodes.

    Raises
    ------
    LexiconError
        If it has none: it is not UTF-8, no YAML, or empty.
    """
    root = None
    try:
        root = parse(data.decode("utf-8-sig"), faults)
    except UnicodeDecodeError as error:
        faults.add(data[: error.start].count(b"\n") + 1, "this is not UTF-8; save the file as UTF-8")
    if root is None:
        raise LexiconError(faults.found)
    return root


def parse(text: str, faults: Faults) -> Node | None:
    """Read YAML into nodes; where there are none, note why.

    Nothing in the file is executed. References are refused, for they could unfold into more than memory holds, and
    tags, for they mean nothing here.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            fault = _refused(event, depth)
            if fault:
                faults.add(line, fault)
                return None
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.add(line, f"this is not YAML: {error.problem}; check quotes, colons and indentation here")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        faults.add(1, f"this is not YAML: {str(error).splitlines()[0]}")
        return None
    if root is None:
        faults.add(1, "the file is empty")
        return None
    return _node(root, faults)


def _refused(event: yaml.Event, depth: int) -> str:
    """Why an event of a file is refused, or nothing."""
    if isinstance(event, yaml.AliasEvent):
        return "YAML references (*name) are not allowed; write the entry out"
    tag: str | None = getattr(event, "tag", None)
    if tag not in (None, "!"):
        return f"YAML tags ({tag!r:.60}) are not allowed; delete it"
    return f"this lies deeper than {_DEEPEST} levels; move it up" if depth > _DEEPEST else ""


def _node(node: yaml.Node, faults: Faults) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = _plain(key, faults)
            if name in entries:
                faults.add(
                    key.start_mark.line + 1,
                    f"{name!r} stands twice; it is first at line {entries[name].line}",
                )
            entries[name] = _node(value, faults)
        return Node(entries, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item, faults) for item in node.value], line)
    return Node(_plain(node, faults), line)


def _plain(node: yaml.Node, faults: Faults) -> str:
    """The text of a node, in which nothing steers a terminal."""
    text = str(node.value)
    if found := _STEERS.search(text):
        faults.add(
            node.start_mark.line + 1, f"this text holds a control character (U+{ord(found[0]):04X}); delete it"
        )
    return text


def check_keys(
    entries: Mapping[str, Node],
    line: int,
    what: str,
    required: Iterable[str],
    optional: Iterable[str],
    faults: Faults,
) -> None:
    """Note keys that are missing or unknown."""
    needed = list(required)
    known = [*needed, *optional]
    for key in needed:
        if key not in entries:
            faults.add(line, f"{what}: {key!r} is missing")
    for key, node in entries.items():
        if key not in known:
            faults.add(node.line, f"{what}: unknown key {key!r:.60}{faults.hint(key, known)}")
