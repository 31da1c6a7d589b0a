"""Coding a sheet unit by unit, key by key: what is asked next, what a key does, and the file after each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.coding.check_codes import CodeError, codes_of, read_code
from framing.coding.keys import read_design
from framing.coding.saved_sheet import SavedSheet
from framing.errors import TableError
from framing.schema import NO_ACTOR, OTHER_LABEL, UNCLEAR, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

#: What keys do that choose no code.
BACK: Final = ","
SKIP: Final = "."
UNSURE: Final = "?"
#: The code that 0 chooses.
_ZERO: Final = {"actor": NO_ACTOR, "label": OTHER_LABEL, "missed": NO_ACTOR}


class Option(NamedTuple):
    """A code, what it means, and the key that chooses it (none where it must be narrowed down to first)."""

    key: str
    code: str
    meaning: str


class CodingSession:
    """A coding sheet, and the unit and variable that are next.

    Digits choose among the codes shown, letters narrow them down, ``?`` is unclear, ``,`` goes back and ``.`` skips.
    Each decision is saved at once.

    Parameters
    ----------
    sheet : str or pathlib.Path
        A sheet that ``framing sample`` wrote, .csv or .tsv.
    design : str, pathlib.Path or mapping, optional
        By default the ``.design.json`` beside the sheet.

    Raises
    ------
    TableError
        If the sheet cannot be coded here: it is no CSV, lacks columns, or there is no design.
    """

    def __init__(self, sheet: str | Path, *, design: str | Path | Mapping[str, Any] | None = None) -> None:
        self._sheet = SavedSheet(sheet)
        self.path = self._sheet.path
        plan = read_design(design, [self.path])
        self._meanings: dict[str, dict[str, str]] = plan.get("variables", {})
        self.codes = codes_of(plan)
        self._check()
        self.at = 0
        self.variable = ""
        self.narrowed = ""
        self._go(self._next_uncoded(-1))

    def _check(self) -> None:
        for name in ("unit_id", "text", "kind"):
            if name not in self.table:
                raise TableError(f"{self.path}: column {name!r} is missing; take the one that 'framing sample' wrote")
        if not self._meanings:
            raise TableError(f"{self.path}: no design beside the sheet says what the codes are; give design=")
        if self.table.empty:
            raise TableError(f"{self.path}: the sheet has no unit to code")

    @property
    def table(self) -> pd.DataFrame:
        """The sheet as it was saved last."""
        return self._sheet.table

    @property
    def unit(self) -> dict[str, str]:
        """The cells of the unit at hand."""
        return {str(name): str(cell) for name, cell in self.table.iloc[self.at].items()}

    @property
    def finished(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.variable

    @property
    def progress(self) -> tuple[int, int]:
        """Units that are coded, and all units."""
        return sum(not self._open(row) for row in range(len(self.table))), len(self.table)

    def options(self) -> list[Option]:
        """The codes that may be chosen for the variable at hand, those with a key first."""
        zero = _ZERO.get(self.variable, "")
        allowed = self.codes.of(self.variable, self.unit.get("actor", "")) or ()
        codes = [code for code in allowed if code not in (zero, UNCLEAR) and self.narrowed in code.casefold()]
        codes.sort(key=lambda code: not code.casefold().startswith(self.narrowed))
        meanings = self._meanings.get(self.variable, {})
        listed = [(str(n) if n < 10 else "", code) for n, code in enumerate(codes, 1)]
        ends = [("0", zero)] * bool(zero) + [(UNSURE, UNCLEAR)]
        ordered = [*listed[:9], *ends, *listed[9:]]
        return [Option(key, code, meanings.get(code, "")) for key, code in ordered]

    def press(self, key: str) -> None:
        """Do what a key does; one that does nothing is passed over.

        Raises
        ------
        TableError
            If the file was changed by somebody else since it was read; nothing is saved then.
        """
        if key == BACK:
            self.back()
        elif key == SKIP:
            self.skip()
        elif self.variable:
            chosen = [option.code for option in self.options() if option.key == key]
            if chosen:
                self.decide(chosen[0])
            elif key.isalpha() or (self.narrowed and key in " -"):
                self.narrowed += key.casefold()

    def widen(self) -> None:
        """Take the last letter back that narrowed the codes down."""
        self.narrowed = self.narrowed[:-1]

    def decide(self, code: str) -> None:
        """Write the code of the variable at hand, save, and go on.

        Raises
        ------
        TableError
            If this is no code, or the file was changed by somebody else.
        """
        if not self.variable:
            return
        try:
            code = read_code(self.variable, code, self.codes, self.unit.get("actor", ""))
        except CodeError as error:
            raise TableError(f"{self.variable} {code!r} is no code{error}") from error
        cells = {self.variable: code}
        asked = self._variables(self.at)
        if self.variable == "actor" and code != self.unit["actor"]:
            cells |= {
                name: "" for name in asked if name != "actor" and (code in (NO_ACTOR, UNCLEAR) or name != "voice")
            }
        self._sheet.save(self.at, cells)
        later = asked[asked.index(self.variable) + 1 :] if self._more(self.at) else []
        self._go(self.at if later else self._next_uncoded(self.at), later[0] if later else "")

    def remark(self, note: str) -> None:
        """Write the note of the unit at hand, and save."""
        if note != self.unit.get("note", ""):
            self._sheet.save(self.at, {"note": note})

    def back(self) -> None:
        """Go to the first variable of the unit, or, from there, to the unit before; codes stay until replaced."""
        first = self._variables(self.at)[0]
        begun = self.variable and self.variable != first
        row = self.at if begun or self.finished else max(self.at - 1, 0)
        self._go(row, self._variables(row)[0])

    def skip(self) -> None:
        """Leave the unit as it is, and go on to the next that is not coded."""
        self._go(self._next_uncoded(self.at))

    def _variables(self, row: int) -> list[str]:
        """What is asked of a unit."""
        kind = str(self.table["kind"].iloc[row]).strip()
        asked = ("missed",) if kind == "sentence" else VARIABLES[:-1]
        return [name for name in asked if name in self.table] or [asked[0]]

    def _more(self, row: int) -> bool:
        """Whether anything but the actor is asked of a unit."""
        return "actor" not in self.table or self.table["actor"].iloc[row] not in (NO_ACTOR, UNCLEAR)

    def _open(self, row: int) -> str:
        """The first variable of a unit that is not decided."""
        asked = self._variables(row)
        asked = asked if self._more(row) else asked[:1]
        return next((name for name in asked if name not in self.table or not self.table[name].iloc[row].strip()), "")

    def _next_uncoded(self, row: int) -> int:
        """The next unit that is not coded, those that were skipped last; the unit at hand if there is none."""
        n = len(self.table)
        later = ((row + step) % n for step in range(1, n + 1))
        return next((each for each in later if self._open(each)), max(row, 0))

    def _go(self, row: int, variable: str = "") -> None:
        self.at, self.variable, self.narrowed = row, variable or self._open(row), ""
