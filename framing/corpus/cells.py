"""Cells of tables, as text."""

from __future__ import annotations

import json
import math
from typing import Any, Final, NamedTuple

import pandas as pd

from framing.corpus.dates import parse_date
from framing.corpus.decode import replace_surrogates
from framing.corpus.limits import MAX_ARTICLE, size_of

#: Cells nested deeper than this name nobody.
MAX_DEPTH: Final = 20


def as_text(cell: Any, depth: int = 0) -> str:  # noqa: ANN401
    """Cell as one line of text: ``""`` if missing, a list joined, ``{"name": …}`` its name."""
    if isinstance(cell, str):
        return " ".join(replace_surrogates(cell)[0].split())
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dict):
        return as_text(cell.get("name") or cell.get("title"), depth + 1) if depth < MAX_DEPTH else ""
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if isinstance(cell, (list, tuple)):
        return ", ".join(filter(None, (as_text(each, depth + 1) for each in cell))) if depth < MAX_DEPTH else ""
    return str(cell)


def read_day(cell: Any) -> str:  # noqa: ANN401
    """Cell of a date as text; what is written is read later."""
    return parse_date(cell) if hasattr(cell, "strftime") and cell is not pd.NaT else as_text(cell)


def as_words(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as text."""
    return pd.Series([_words(cell) for cell in column.tolist()], index=column.index, dtype="str")


def _words(cell: Any) -> str:  # noqa: ANN401
    """Cell as text, ``""`` if missing; lists and the like as JSON."""
    if isinstance(cell, str):
        return replace_surrogates(cell)[0]
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if isinstance(cell, (dict, list, tuple)):
        try:
            return replace_surrogates(json.dumps(cell, ensure_ascii=False, default=str))[0]
        except (TypeError, ValueError, RecursionError):
            return replace_surrogates(repr(cell))[0]
    return "" if as_text(cell) == "" else str(cell)


def mend(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column without halves of characters."""
    if column.dtype != object:
        return column
    cells = [replace_surrogates(cell)[0] if isinstance(cell, str) else cell for cell in column.tolist()]
    return pd.Series(cells, index=column.index, dtype=object)


class Cell(NamedTuple):
    """A text cell as read."""

    text: str = ""
    note: str = ""
    fault: str = ""


def read_cell(cell: object, fault: str) -> Cell:
    """Text of a cell, or why it has none."""
    if fault:
        return Cell(fault=fault)
    if isinstance(cell, str):
        if len(cell) > MAX_ARTICLE:
            return Cell(fault=f"the text is longer than {size_of(MAX_ARTICLE)} characters")
        if "\0" in cell:
            return Cell(fault="the text cell is not text (it holds NUL characters)")
        return Cell(*replace_surrogates(cell))
    kind = "number" if isinstance(cell, (bool, int, float)) and as_text(cell) else ""
    kind = type(cell).__name__ if isinstance(cell, (dict, list, tuple, bytes)) else kind
    return Cell(fault=f"the text cell holds a {kind}, not text" if kind else "the text cell is missing")
