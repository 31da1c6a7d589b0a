"""A YAML file as nodes that know their line, and the faults found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import yaml

from framing.errors import LexiconError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The loader of libyaml where there is one: the same grammar, ten times faster, and as safe.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Levels of a file; deeper ones would overrun the stack of the library that reads them.
_DEEPEST: Final = 20


@dataclass
class Faults:
    """Everything wrong with one file, each with its line."""

    path: str
    found: list[str] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Note one fault."""
        self.found.append(f"{self.path}:{line}: {message}")


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
        if isinstance(self.value, str):
            return [(self.value, self.line)]
        if isinstance(self.value, dict):
            faults.add(self.line, f"{what}: expected a list of texts, found a mapping")
            return []
        good = []
        for item in self.value:
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
            return f"{self.value!r}" if self.value else "nothing"
        return "a list" if isinstance(self.value, list) else "a mapping"


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

    Nothing in the file is executed, and references are refused: they could unfold into more than memory holds.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                faults.add(line, "YAML references (*name) are not allowed; write the entry out")
                return None
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                faults.add(line, f"this lies deeper than {_DEEPEST} levels; move it up")
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


def _node(node: yaml.Node, faults: Faults) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in entries:
                faults.add(
                    key.start_mark.line + 1,
                    f"{name!r} stands twice; it is first at line {entries[name].line}",
                )
            entries[name] = _node(value, faults)
        return Node(entries, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item, faults) for item in node.value], line)
    return Node(str(node.value), line)


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
            faults.add(node.line, f"{what}: unknown key {key!r}{did_you_mean(key, known)}")
