"""Codes as the codebook has them: trimmed, whatever their case, and none that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.errors import TableError, did_you_mean
from framing.schema import NO_ACTOR, OTHER_LABEL, UNCLEAR, VARIABLES, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

#: Faults of a sheet that are told one by one.
MOST_TOLD: Final = 5
#: Codes of variables that no codebook was given for.
_OF_SCHEMA: Final = {
    "voice": (*VOCABULARY["voice"], UNCLEAR),
    "stance": (*VOCABULARY["stance_class"], UNCLEAR),
}
_MISSED: Final = "write 'none', 'unclear', or 'actor: label' or 'actor: label: voice', parted by ';'"


class Codes(NamedTuple):
    """What coders may write: codes by variable, labels by actor; without a design whatever they like."""

    variables: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]

    def of(self, variable: str, actor: str = "") -> tuple[str, ...] | None:
        """The codes of a variable, of labels those of the actor; None where anything goes."""
        if variable == "label" and actor in self.labels:
            return (*self.labels[actor], OTHER_LABEL, UNCLEAR)
        return self.variables.get(variable)


class CodeError(ValueError):
    """A cell that the codebook does not know."""


def codes_of(design: Mapping[str, Any] | None) -> Codes:
    """What coders may write, as the design of their sample has it."""
    if not design:
        return Codes(dict(_OF_SCHEMA), {})
    variables = dict(_OF_SCHEMA)
    for name in ("actor", "label", "voice", "stance"):
        if codes := design.get("variables", {}).get(name):
            extra = {"actor": (NO_ACTOR, UNCLEAR), "label": (OTHER_LABEL, UNCLEAR)}.get(name, (UNCLEAR,))
            variables[name] = tuple(dict.fromkeys([*map(str, codes), *extra]))
    return Codes(variables, {str(actor): tuple(labels) for actor, labels in design.get("labels", {}).items()})


def check_codes(table: pd.DataFrame, codes: Codes, name: str) -> pd.DataFrame:
    """The table with its codes as the codebook writes them; rows go by their number in the spreadsheet.

    Raises
    ------
    TableError
        With up to five cells that hold no code, and the nearest code that there is.
    """
    faults: list[str] = []
    found: dict[str, list[str]] = {variable: [] for variable in VARIABLES}
    columns = [table[column] for column in ("unit_id", "kind", *VARIABLES)]
    for row, unit, kind, *cells in zip(table.index, *columns, strict=True):
        told, wrong = read_codes(dict(zip(VARIABLES, cells, strict=True)), kind, codes)
        faults += [f"  row {row}, unit {unit}: {fault}" for fault in wrong]
        for variable in VARIABLES:
            found[variable].append(told.get(variable, ""))
    if faults:
        raise TableError("\n".join([f"{name}: {_counted(len(faults))}", *_first(faults)]))
    return table.assign(**found)


def read_codes(cells: Mapping[str, str], kind: str, codes: Codes) -> tuple[dict[str, str], list[str]]:
    """The codes of a unit, and what is wrong with its cells."""
    told: dict[str, str] = {}
    wrong: list[str] = []
    for variable in VARIABLES:
        cell = " ".join(cells.get(variable, "").split())
        if not cell:
            continue
        try:
            told[variable] = read_code(variable, cell, codes, told.get("actor", ""))
        except CodeError as error:
            wrong.append(f"{variable} {cell!r} is no code{error}")
    return told, wrong or _contradictions(told, kind)


def read_code(variable: str, cell: str, codes: Codes, actor: str = "") -> str:
    """The code that a cell stands for.

    Raises
    ------
    CodeError
        If the codebook has none like it; the message ends with the nearest.

    Examples
    --------
    >>> read_code("voice", " Own", codes_of(None))
    'own'
    """
    if variable == "missed":
        return _missed(cell, codes)
    return _match(cell, codes.of(variable, actor))


def _match(cell: str, allowed: Iterable[str] | None) -> str:
    word = " ".join(cell.split())
    if allowed is None:
        return word.casefold() if word.casefold() in (NO_ACTOR, OTHER_LABEL, UNCLEAR) else word
    known = list(allowed)
    code = {code.casefold(): code for code in known}.get(word.casefold())
    if code is None:
        raise CodeError(did_you_mean(word, known))
    return code


def _missed(cell: str, codes: Codes) -> str:
    """Unmarked mentions that a coder lists, in one order and one way of writing."""
    if cell.strip().casefold() in (NO_ACTOR, UNCLEAR):
        return cell.strip().casefold()
    entries = []
    for entry in filter(str.strip, cell.split(";")):
        actor, _, rest = entry.partition(":")
        label, _, voice = rest.partition(":")
        if not actor.strip() or not label.strip() or actor.strip().casefold() in (NO_ACTOR, UNCLEAR):
            raise CodeError(f"; {_MISSED}")
        who = _match(actor, codes.of("actor"))
        parts = [who, _match(label, codes.of("label", who))]
        entries.append(": ".join([*parts, _match(voice, codes.of("voice"))] if voice.strip() else parts))
    if not entries:
        raise CodeError(f"; {_MISSED}")
    return "; ".join(sorted(entries))


def _contradictions(told: dict[str, str], kind: str) -> list[str]:
    """Codes that cannot both be meant."""
    if kind == "sentence":
        others = [variable for variable in told if variable != "missed"]
        return [f"a sentence is coded in 'missed' only; empty {' and '.join(others)}"] if others else []
    if "missed" in told:
        return [f"'missed' is for sentences, and this is a {kind}; empty it"]
    others = [variable for variable in told if variable != "actor"]
    if told.get("actor") == NO_ACTOR and others:
        return [f"actor 'none' goes without {' and '.join(others)}; empty them or name the actor"]
    return []


def _counted(n: int) -> str:
    what = "a cell does not fit" if n == 1 else f"{n} cells do not fit"
    return f"{what} the codebook; correct the sheet, and leave empty what was not decided"


def _first(faults: list[str]) -> list[str]:
    more = len(faults) - MOST_TOLD
    return [*faults[:MOST_TOLD], f"  and {more} more"] if more > 0 else faults
