"""A codebook as Markdown that GitHub, pandoc and notebooks read alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from framing.coding.codebook_document import Heading, Points, Table, pieces

if TYPE_CHECKING:
    from framing.coding.codebook_document import Codebook

#: Signs that mean something in one of the dialects, wherever they stand, and those that mean it where a line begins.
_SIGN: Final = re.compile(r"[\\`*_{}\[\]<>|&~#$@^]")
_BEGIN: Final = re.compile(r"(?<![^\n])(\d+)([.)])|(?<![^\n])([-+=:])")


def to_markdown(book: Codebook) -> str:
    """Write a codebook as Markdown.

    Examples
    --------
    >>> from framing.coding.codebook import codebook
    >>> print(to_markdown(codebook("syria")).splitlines()[0])
    # Codebook: how news names actors
    """
    blocks = [f"# {_text(book.title)}", _text(book.subtitle)]
    for block in book:
        if isinstance(block, Heading):
            blocks.append(f"{'#' * (block.level + 1)} {block.number} {_text(block.text)}")
        elif isinstance(block, Table):
            blocks.append(_table(block))
        elif isinstance(block, Points):
            marks = (f"{at}." if block.numbered else "-" for at in range(1, len(block.items) + 1))
            blocks.append("\n".join(f"{mark} {_text(item)}" for mark, item in zip(marks, block.items, strict=True)))
        else:
            blocks.append(_text(block))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(table: Table) -> str:
    rule = "|" + "---|" * len(table.columns)
    rows = ["| " + " | ".join(map(_text, row)) + " |" for row in (table.columns, *table.rows)]
    return "\n".join([rows[0], rule, *rows[1:]])


def _text(text: str) -> str:
    """A text in which nothing but codes means anything to Markdown."""
    shown = (f"`{_code(piece)}`" if is_code else _SIGN.sub(r"\\\g<0>", piece) for piece, is_code in pieces(text))
    return _BEGIN.sub(r"\1\\\2\3", "".join(shown))


def _code(piece: str) -> str:
    """A code; a bar in it would end the cell of a table."""
    return piece.replace("|", "\\|")
