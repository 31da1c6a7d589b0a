r"""A codebook as a LaTeX document, for any engine: every sign of its texts is printed as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from framing.coding.codebook_document import Heading, Points, Table, pieces

if TYPE_CHECKING:
    from framing.coding.codebook_document import Codebook

_SIGNS: Final = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#{}"}
    | {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "_": r"\_\allowbreak{}",
        "|": r"\textbar{}", "<": r"\textless{}", ">": r"\textgreater{}", '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}",
        "\u2212": "$-$", "\u2013": "--", "—": "---", "…": r"\ldots{}", "“": "``", "”": "''",
        "⟦": r"$[\![$", "⟧": r"$]\!]$", "«": r"\guillemotleft{}", "»": r"\guillemotright{}",
        "\u00a0": "~",
    }
)  # fmt: skip
#: Signs that LaTeX would join into another one.
_JOINED: Final = re.compile(r"([-',])(?=\1)")
#: A column whose words are not stretched, of a width less the space on both its sides.
_COLUMN: Final = r">{{\raggedright\arraybackslash}}p{{\dimexpr {}\linewidth-2\tabcolsep\relax}}"
_LEVELS: Final = ("section", "subsection", "subsubsection")
_HEAD: Final = r"""\documentclass[a4paper,10pt]{article}
\usepackage{iftex}
\iftutex\else\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\fi
\usepackage{textcomp}
\usepackage[margin=2cm]{geometry}
\usepackage{array,booktabs,longtable}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\emergencystretch=3em
\begin{document}"""


def to_tex(book: Codebook) -> str:
    r"""Write a codebook as a LaTeX document.

    Examples
    --------
    >>> from framing.coding.codebook import codebook
    >>> print(to_tex(codebook("syria")).splitlines()[0])
    \documentclass[a4paper,10pt]{article}
    """
    blocks = [_HEAD, rf"{{\LARGE {_text(book.title)}\par}}", _text(book.subtitle), r"\tableofcontents"]
    for block in book:
        if isinstance(block, Heading):
            blocks.append(rf"\{_LEVELS[min(block.level, len(_LEVELS)) - 1]}{{{_text(block.text)}}}")
        elif isinstance(block, Table):
            blocks.append(_table(block))
        elif isinstance(block, Points):
            kind = "enumerate" if block.numbered else "itemize"
            items = "\n".join(rf"\item {_text(item)}" for item in block.items)
            blocks.append(f"\\begin{{{kind}}}\n{items}\n\\end{{{kind}}}" if block.items else "")
        else:
            blocks.append(_text(block))
    return "\n\n".join(block for block in [*blocks, r"\end{document}"] if block) + "\n"


def _table(table: Table) -> str:
    columns = "\n".join(_COLUMN.format(f"{width / 100:.2f}") for width in table.widths)
    head, *rows = (" & ".join(map(_text, row)) + r" \\" for row in (table.columns, *table.rows))
    lines = [
        r"{\small",
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *"\n\\addlinespace\n".join(rows).splitlines(),
        r"\end{longtable}}",
    ]
    return "\n".join(lines)


def _text(text: str) -> str:
    """A text that LaTeX prints as it is; codes in the type of a typewriter."""
    shown = ((_printed(piece), is_code) for piece, is_code in pieces(text))
    return "".join(rf"\texttt{{{piece}}}" if is_code else piece for piece, is_code in shown)


def _printed(piece: str) -> str:
    """The piece with every sign of LaTeX escaped; braces part those that it would join."""
    return "{}".join(each.translate(_SIGNS) for each in _JOINED.sub("\\1\0", piece).split("\0"))
