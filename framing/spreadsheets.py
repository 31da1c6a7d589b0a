"""Tables as CSV that spreadsheets show and do not run: articles are hostile text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    import pandas as pd

_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
#: A text that a spreadsheet takes for a formula, and one that would read as if it had been guarded; numbers are none.
_FORMULA: Final = re.compile(rf"'*(?!{_NUMBER}\Z)[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_BEGINNINGS: Final = tuple("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def write_csv(table: pd.DataFrame, out: str | Path | TextIO | None = None, *, separator: str = ",") -> str | None:
    r"""Write a table as CSV, with an apostrophe before each text that a spreadsheet would take for a formula.

    Such texts begin with ``=``, ``+``, ``-``, ``@``, a tab or a line's end. Numbers stay as they are, also those that
    are texts. :func:`as_written` takes the apostrophes away.

    Parameters
    ----------
    table : pandas.DataFrame
    out : str, pathlib.Path or text stream, optional
        Where to write it, in UTF-8; by default it is returned.
    separator : str
        What parts the cells.

    Returns
    -------
    str or None
        The text of the file, if there is no `out`.

    Examples
    --------
    >>> import pandas as pd
    >>> print(write_csv(pd.DataFrame({"surface": ["@rebels", "rebels"], "valence": [-0.5, -1]})), end="")
    surface,valence
    '@rebels,-0.5
    rebels,-1.0
    """
    guarded = _changed(table, guard)
    text: str | None = guarded.to_csv(
        out, index=False, sep=separator, lineterminator=_line_end(guarded), errors="backslashreplace"
    )
    return text


def as_written(table: pd.DataFrame) -> pd.DataFrame:
    """A table that :func:`write_csv` wrote and pandas read, without the apostrophes put before its texts.

    Examples
    --------
    >>> import pandas as pd
    >>> as_written(pd.DataFrame({"surface": ["'@rebels", "'rebels'"]}))["surface"].tolist()
    ['@rebels', "'rebels'"]
    """
    return _changed(table, unguard)


def guard(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """`text` without the apostrophe that :func:`guard` put before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def _changed(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The table with its texts and the names of its columns changed; it is copied where it is."""
    import pandas as pd

    def cell(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
        return change(value) if isinstance(value, str) else value

    changed = table.set_axis([cell(name) for name in table.columns], axis="columns")
    for at, cells in _texts(table):
        texts: Any = cells
        if texts.dtype != "str":
            texts = pd.Series([cell(value) for value in texts], dtype=object)
        elif len(begun := texts[texts.str.startswith(_BEGINNINGS)]):
            texts = texts.copy()
            texts[begun.index] = begun.map(cell)
        changed.isetitem(at, texts.set_axis(table.index))
    return changed


def _texts(table: pd.DataFrame) -> Iterator[tuple[int, pd.Series[Any]]]:
    """Columns that may hold texts, by their number, their rows numbered."""
    for at in range(table.shape[1]):
        if table.iloc[:, at].dtype.kind == "O":
            yield at, table.iloc[:, at].reset_index(drop=True)


def _line_end(table: pd.DataFrame) -> str:
    """How lines end: the csv module quotes a cell with a carriage return only where lines end with one."""
    held = any(isinstance(name, str) and "\r" in name for name in table.columns)
    for _, texts in _texts(table):
        if texts.dtype == "str":
            held = held or bool(texts.str.contains("\r", regex=False).any())
        else:
            held = held or any(isinstance(value, str) and "\r" in value for value in texts)
    return "\r\n" if held else "\n"
