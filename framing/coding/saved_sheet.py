"""A sheet that is saved cell by cell, and by nobody else meanwhile."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framing.coding.sheet_files import parse_delimited
from framing.errors import OutputError, TableError
from framing.spreadsheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOM: Final = b"\xef\xbb\xbf"


class SavedSheet:
    """A coding sheet in a file, .csv or .tsv; its separator and the mark of its encoding are kept.

    Parameters
    ----------
    path : str or pathlib.Path

    Attributes
    ----------
    table : pandas.DataFrame
        What the file holds, all cells as texts.

    Raises
    ------
    TableError
        If the file is of another kind or cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if self.path.suffix.lower() not in (".csv", ".tsv"):
            raise TableError(
                f"{path}: sheets are coded here as .csv or .tsv; save it as one, or code in the spreadsheet"
            )
        raw = self._bytes()
        self.table, self._separator = parse_delimited(raw, self.path)
        self._encoding = "utf-8-sig" if raw.startswith(_BOM) else "utf-8"
        self._seen = sha256(raw).digest()

    def save(self, at: int, cells: Mapping[str, str]) -> None:
        """Write cells of a row: the file aside and then into its place, so that it is never half there.

        Raises
        ------
        TableError
            If the file is not as it was read or saved last.
        OutputError
            If it cannot be written.
        """
        if sha256(self._bytes()).digest() != self._seen:
            raise TableError(
                f"{self.path}: the file was changed by something else since it was opened here, and the last decision"
                " was not saved; close the other notebook or spreadsheet and run this cell again"
            )
        changed = self.table.copy()
        for name, cell in cells.items():
            if name not in changed:
                changed[name] = ""
            changed.loc[changed.index[at], name] = cell
        raw = (write_csv(changed, separator=self._separator) or "").encode(self._encoding)
        aside = self.path.with_name(f".{self.path.name}.saving")
        try:
            aside.write_bytes(raw)
            shutil.copymode(self.path, aside)
            aside.replace(self.path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise OutputError(
                f"{self.path}: the decision cannot be saved ({error.strerror}); make room for it"
            ) from error
        self.table, self._seen = changed, sha256(raw).digest()

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise TableError(f"{self.path}: the sheet cannot be read ({error.strerror}); check the path") from error
