"""Dictionaries of other programs, LIWC, Lexicoder and quanteda, as patterns with their categories."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple, NoReturn
from xml.parsers import expat

from framing.errors import LexiconError
from framing.lexicon.nodes import Faults, Node, parse
from framing.text import fold

#: Characters of a pattern or of a category's whole name, and levels of a file.
_LONGEST, _DEEPEST = 200, 20
_TOO_DEEP: Final = f"this lies deeper than {_DEEPEST} levels; move it up"
_DECLARED: Final = "declarations of entities are refused: they can fill the memory; delete <!DOCTYPE …>"
#: LIWC's numbers after spaces in place of a tab, and its numbers on a condition: ``(2 134)125/464``, ``<of>131/125``.
_NUMBERS: Final = re.compile(r"\s(?=\d+(?!\S)|\(\d|<\w)")
_CONDITION: Final = re.compile(r"\([^()]*\)\S*|<\S*")


class Pattern(NamedTuple):
    """A folded word or phrase with ``*`` and ``?``, its category (``A.B`` where B lies in A), and its line."""

    text: str
    category: str
    line: int


class Patterns(NamedTuple):
    """Categories in the order of the file, patterns once for each of theirs, and what was left out and why."""

    categories: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    skipped: tuple[str, ...]


def read_dictionary(data: bytes, path: str) -> Patterns:
    """Read a dictionary of another program, in UTF-8 or else Windows-1252; the extension of its path tells which.

    ``.dic`` is LIWC's; ``.lcd`` and ``.lc3`` are Lexicoder's, XML or lines below ``+category``, and ``.yml`` and
    ``.yaml`` quanteda's: in these ``_`` is a space, and a pattern without ``*`` a whole word, as quanteda has it.

    Raises
    ------
    LexiconError
        With the faults of the file, each with its line.
    """
    to = _Reader(path)
    lc3 = to.read_xml if b"<cnode" in data else to.read_lines
    readers = {".dic": to.read_liwc, ".lcd": to.read_xml, ".lc3": lc3, ".yml": to.read_yaml, ".yaml": to.read_yaml}
    kind = path[max(path.rfind("."), 0) :].lower()
    if kind not in readers:
        raise LexiconError([f"{path}: no dictionary has this extension; allowed are {', '.join(readers)}"])
    text = data.decode("cp1252", "replace")
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8-sig")
    if broken := re.search("[\0\ufffd]", text):
        to.refuse(text.count("\n", 0, broken.start()) + 1, "this is not UTF-8; save the file as UTF-8")
    if not text.strip():
        to.refuse(1, "the file is empty; is it the right one?")
    readers[kind](text)
    if not to.found and not to.patterns:
        to.add(1, "there is no pattern in the file that can be used; is it the right one?")
    if to.found:
        raise LexiconError(to.told())
    return Patterns(tuple(to.categories), tuple(to.patterns.values()), tuple(to.skipped))


def _lines(text: str) -> filter[tuple[int, str]]:
    return filter(itemgetter(1), enumerate(map(str.strip, text.splitlines()), 1))


@dataclass
class _Reader(Faults):
    """What has been read so far, and how each format is read."""

    categories: dict[str, None] = field(default_factory=dict)
    patterns: dict[tuple[str, str], Pattern] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def category(self, outer: str, name: str, line: int) -> str:
        """Note a category within another, or within none; its whole name, cut where it would grow without end."""
        whole = ".".join(part for part in (outer, " ".join(name.split()) or "?") if part)
        if not name.strip() or len(whole) > _LONGEST:
            self.add(line, f"category {whole!r:.60} has no name, or one above {_LONGEST} characters; change it")
        self.categories[whole[:_LONGEST]] = None
        return whole[:_LONGEST]

    def pattern(self, words: str, categories: list[str], line: int) -> None:
        """Note a pattern of each category, or what is wrong with it."""
        text = " ".join(words.split())
        checks = {
            "is no word; write one, or delete the entry": not text.strip("*? "),
            "stands in no category; put it into one": "" in categories,
            f"has more than {_LONGEST} characters; shorten it": len(text) > _LONGEST,
            "has more than 6 words; shorten it": text.count(" ") > 5,
            "has more than 3 '*'; write fewer": text.count("*") > 3,
        }
        for wrong in (what for what, applies in checks.items() if applies):
            self.add(line, f"pattern {text!r:.60} {wrong}")
        for category in categories if not any(checks.values()) else ():
            self.patterns.setdefault((folded := fold(text), category), Pattern(folded, category, line))

    def refuse(self, line: int, message: str) -> NoReturn:
        """Stop at a fault after which nothing can be read."""
        self.add(line, message)
        raise LexiconError(self.found)

    def read_liwc(self, text: str) -> None:
        lines, names = _lines(text), dict[str, str]()
        line, entry = next(lines)
        if entry != "%":
            self.refuse(line, f"found {entry!r:.60}; write the line '%' above the list of categories")
        for line, entry in lines:
            number, name = (*entry.split(maxsplit=1), "")[:2]
            name = re.split(r"\t| \(", name)[0].strip()  # without a description
            if entry == "%":
                break
            if not number.isdecimal():
                self.add(line, f"{entry!r:.60} is no number with a category; is there no '%' above it?")
            elif number.lstrip("0") in names or name in self.categories:
                self.add(line, f"the number or the name of {entry!r:.60} stands twice; change it")
            else:
                names[number.lstrip("0")] = self.category("", name, line)
        else:
            self.refuse(line, "the list of categories has no end; write the line '%' below it")
        for line, entry in lines:
            self._liwc_entry(line, entry, names)

    def _liwc_entry(self, line: int, entry: str, names: dict[str, str]) -> None:
        words, rest = (*(entry.split("\t", 1) if "\t" in entry else _NUMBERS.split(entry, maxsplit=1)), "")[:2]
        conditions, numbers = _CONDITION.findall(rest), _CONDITION.sub(" ", rest).split()
        categories = [names[known] for number in numbers if (known := number.lstrip("0")) in names]
        if conditions:
            left = f"{' '.join(conditions)!r:.60} was left out, for conditions are not read"
            self.skipped.append(f"{self.path}:{line}: {words!r:.60}: {left}")
        for number in numbers:
            if number.lstrip("0") not in names:
                self.add(line, f"{words!r:.60}: {number!r:.60} is no number of a category above; correct it")
        self.pattern(words, categories if rest else [""], line)

    def read_lines(self, text: str) -> None:
        category = ""
        for line, entry in _lines(text):
            if entry.startswith("+"):
                category = self.category("", entry[1:], line)
            else:
                self.pattern(entry.replace("_", " "), [category], line)

    def read_xml(self, text: str) -> None:
        parser, inside = expat.ParserCreate("utf-8"), [""]

        def start(tag: str, attributes: dict[str, str]) -> None:
            line, category, name = parser.CurrentLineNumber, inside[-1], attributes.get("name", "")
            if len(inside) > _DEEPEST:
                self.refuse(line, _TOO_DEEP)
            if tag == "cnode":
                category = self.category(category, name, line)
            elif tag == "pnode":
                self.pattern(name.replace("_", " "), [category], line)
            elif len(inside) > 1:
                self.skipped.append(f"{self.path}:{line}: {tag!r:.60} was left out, for it is no cnode or pnode")
            inside.append(category)

        parser.StartElementHandler, parser.EndElementHandler = start, lambda _: inside.pop()
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse(parser.CurrentLineNumber, _DECLARED)
        try:
            parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            self.refuse(error.lineno, f"this is not XML: {expat.ErrorString(error.code)}; check tags, quotes and '&'")

    def read_yaml(self, text: str) -> None:
        if root := parse(text, self):
            self._node(root, "")

    def _node(self, node: Node, category: str) -> None:
        if isinstance(node.value, str):
            self.pattern(node.value.replace("_", " "), [category], node.line)
        elif isinstance(node.value, list):
            for item in node.value:
                self._node(item, category)
        else:
            for name, inner in node.value.items():
                whole = self.category(category, name, inner.line)
                if inner.value:
                    self._node(inner, whole)
