"""Tables for a paper: readable numbers, and the same in LaTeX and for a word processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from framing.errors import TableError
from framing.report.escape import markup
from framing.report.presented import MARKS, presented

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["presented", "to_html", "to_latex"]

_LATEX: Final = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "|": r"\textbar{}",
        "<": "$<$", ">": "$>$", "\u2212": "$-$", "∞": r"$\infty$", "\u2013": "--", "—": "---", "…": r"\ldots{}",
        "“": "``", "”": "''", '"': "''", "\u2018": "`", "\u2019": "'", "\u00a0": "~", "\u202f": r"\,",
        "\n": " ", "\r": " ", "\t": " ",
    }
    | {chr(code): "" for code in range(32) if chr(code) not in "\n\r\t"}
)  # fmt: skip
#: A cell that is a number: with its unit, its interval, and the letters of its notes.
_NUMBER: Final = re.compile(rf"[<>]?\s?\u2212?(?:[\d.,]*\d|∞)(?: (?:%|pp))?(?: \[.+\])?[{MARKS},]*|\u2013?")
_MARKED: Final = re.compile(f"[{MARKS}]+(?:,[{MARKS}]+)*")
_NAME: Final = re.compile(r"[\w:.-]*")
_RULE: Final = "1pt solid black"


def to_latex(table: pd.DataFrame, *, caption: str = "", label: str = "", notes: str = "") -> str:
    r"""Set a table of measures in LaTeX, with the rules of the package booktabs.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of measures, a comparison, or what `presented` made of it.
    caption, label : str
        Caption, and the name by which ``\ref`` finds the table.
    notes : str
        Your own remarks, set before those on intervals, corrections and warnings.

    Returns
    -------
    str
        A ``table`` environment; it needs ``\usepackage{booktabs}``.

    Raises
    ------
    TableError
        If a column stands twice, or the label has a character that LaTeX forbids in it.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"source": ["A & B"], "measure": ["label_share"], "value": [0.42], "low": [0.31],
    ...                       "high": [0.54], "n_mentions": [1204]})
    >>> print(to_latex(table, label="tab:shares"))
    \begin{table}
    \label{tab:shares}
    \begin{tabular}{lrr}
    \toprule
    Source & Value & Mentions \\
    \midrule
    A \& B & 42 \% [31, 54] & 1,204 \\
    \bottomrule
    \end{tabular}
    \par\footnotesize\emph{Note.} Measure: label share. Intervals in brackets.
    \end{table}
    """
    if not _NAME.fullmatch(label):
        raise TableError(f"to_latex: label is {label!r}; use letters, digits and the marks : . - _ alone")
    shown = presented(table)
    # A bracket or star that begins a row would be read as an option of the line break before it.
    rows = [
        ("{}" if str(row[0]).startswith(("[", "*")) else "") + " & ".join(map(_latex, row)) + r" \\"
        for row in [list(shown.columns), *shown.to_numpy().tolist()]
        if row
    ] or [r" \\"]
    said = " ".join(filter(None, [notes, *shown.attrs["notes"]]))
    lines = [
        r"\begin{table}",
        *([rf"\caption{{{_latex(caption)}}}"] if caption else []),
        *([rf"\label{{{label}}}"] if label else []),
        rf"\begin{{tabular}}{{{''.join('r' if right else 'l' for right in _numeric(shown))}}}",
        r"\toprule",
        rows[0],
        r"\midrule",
        *rows[1:],
        r"\bottomrule",
        r"\end{tabular}",
        *([rf"\par\footnotesize\emph{{Note.}} {_latex(said)}"] if said else []),
        r"\end{table}",
    ]
    return "\n".join(lines)


def to_html(table: pd.DataFrame, *, caption: str = "", notes: str = "") -> str:
    """Set a table of measures as HTML that can be pasted into a word processor.

    Parameters
    ----------
    table, caption, notes
        As for `to_latex`.

    Returns
    -------
    str
        A ``table`` element with rules above, below and under its head, and a paragraph of notes.

    Raises
    ------
    TableError
        If a column stands twice.

    Examples
    --------
    >>> import pandas as pd
    >>> lines = to_html(pd.DataFrame({"source": ["<North>"], "n_mentions": [3]})).splitlines()
    >>> print(lines[3])  # doctest: +ELLIPSIS
    <tr><td style="text-align:left;padding:2pt 6pt">&lt;North&gt;</td><td ...>3</td></tr>
    """
    shown = presented(table)
    sides = ["right" if right else "left" for right in _numeric(shown)]
    styles = [f"text-align:{side};padding:2pt 6pt" for side in sides]
    head = "".join(
        f'<th style="{style};border-bottom:{_RULE}" scope="col">{_html(name)}</th>'
        for style, name in zip(styles, shown.columns, strict=True)
    )
    body = [
        "".join(f'<td style="{style}">{_html(cell)}</td>' for style, cell in zip(styles, row, strict=True))
        for row in shown.to_numpy().tolist()
    ]
    said = " ".join(filter(None, [notes, *shown.attrs["notes"]]))
    lines = [
        f'<table style="border-collapse:collapse;border-top:{_RULE};border-bottom:{_RULE}">',
        *([f'<caption style="text-align:left">{_html(caption)}</caption>'] if caption else []),
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *(f"<tr>{row}</tr>" for row in body),
        "</tbody>",
        "</table>",
        *([f"<p><em>Note.</em> {_html(said)}</p>"] if said else []),
    ]
    return "\n".join(lines)


def _numeric(shown: pd.DataFrame) -> list[bool]:
    """Which columns hold numbers alone."""
    return [all(_NUMBER.fullmatch(cell) for cell in shown.iloc[:, at]) for at in range(shown.shape[1])]


def _latex(text: str) -> str:
    return _raised(text, lambda plain: plain.translate(_LATEX), r"\textsuperscript{{{}}}")


def _html(text: str) -> str:
    return _raised(text, markup, "<sup>{}</sup>")


def _raised(text: str, escape: Callable[[str], str], around: str) -> str:
    """Escape a text; letters that point to notes become plain letters, raised."""
    parts, end = [], 0
    for found in _MARKED.finditer(text):
        letters = "".join(MARKS_TO_LETTERS.get(mark, mark) for mark in found[0])
        parts += [escape(text[end : found.start()]), around.format(letters)]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


#: Plain letters by their raised forms.
MARKS_TO_LETTERS: Final = dict(zip(MARKS, "abcdefghijklmnoprstuvwxyz", strict=True))
