"""What a codebook is made of, whatever file it is written to: sections, paragraphs, points, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from framing.terminal_text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE: Final = re.compile(r"`([^`]*)`")


@dataclass(frozen=True)
class Table:
    """Rows of cells under the names of their columns.

    Attributes
    ----------
    columns : tuple of str
    rows : tuple of tuple of str
        A cell for each column.
    widths : tuple of int
        Of the columns, in percent of the page.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Points:
    """Items one below the other, counted if their order matters."""

    items: tuple[str, ...]
    numbered: bool = False


Block: TypeAlias = "str | Points | Table | Section"


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it: paragraphs (texts), points, tables, sections within."""

    heading: str
    blocks: tuple[Block, ...]


class Heading(NamedTuple):
    """The heading of a section: 1 is that of a main one; `number` counts it."""

    level: int
    number: str
    text: str


@dataclass(frozen=True)
class Codebook:
    """Instructions to people who code by hand, as :func:`codebook` makes them from a lexicon.

    In every text, codes stand between backticks, and nothing else does.

    Attributes
    ----------
    title, subtitle : str
    sections : tuple of Section
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Heading | str | Points | Table]:
        """Headings with what stands below them, from the first page to the last."""
        yield from _unfold(self.sections, "")

    def __str__(self) -> str:
        return self._repr_markdown_()

    def _repr_markdown_(self) -> str:
        """How a notebook shows it."""
        from framing.coding.codebook_markdown import to_markdown

        return to_markdown(self)


def _unfold(sections: tuple[Section, ...], above: str) -> Iterator[Heading | str | Points | Table]:
    for at, section in enumerate(sections, start=1):
        number = f"{above}{at}"
        yield Heading(number.count(".") + 1, number, section.heading)
        for block in section.blocks:
            if not isinstance(block, Section):
                yield block
        yield from _unfold(tuple(block for block in section.blocks if isinstance(block, Section)), f"{number}.")


def plain(text: object) -> str:
    r"""`text` on one line, without backticks and without characters that nobody sees: lexicons are hostile text.

    Examples
    --------
    >>> plain("a\n  `b`")
    "a 'b'"
    """
    return " ".join(printable(str(text).replace("`", "'")).split())


def code(text: object) -> str:
    """`text` marked as a code.

    Examples
    --------
    >>> code("armed_group")
    '`armed_group`'
    """
    return f"`{plain(text)}`"


def pieces(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, each with whether it is a code.

    Examples
    --------
    >>> pieces("Write `none` here.")
    [('Write ', False), ('none', True), (' here.', False)]
    """
    return [(piece, at % 2 == 1) for at, piece in enumerate(_CODE.split(text)) if piece]


def code_table(codes: dict[str, str]) -> Table:
    """The codes of a variable with their meanings."""
    rows = tuple((code(each), plain(meaning)) for each, meaning in codes.items())
    return Table(("Code", "Meaning"), rows, (22, 78))


def case_table(*rows: tuple[str, str, str]) -> Table:
    """Borderline cases of a variable: what the case is, an example, its code."""
    return Table(("Borderline case", "Example", "Code"), rows, (34, 42, 24))
