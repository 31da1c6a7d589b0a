"""doccano (text classification): lines and labels out, its JSONL exports in.

Lines hold ``id``, ``text`` (``data``) and ``label`` (``labels`` in older versions), a list of names. What came with a
text stands beside these since version 1.5, and in ``meta`` (``metadata``) before; ``username`` told who coded, where
files of one user each now do. ``Comments`` holds what coders remarked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from framing.coding.exports import as_row, list_of, one_per_coder, table_of
from framing.errors import TableError
from framing.schema import SHEET, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

_KEPT: Final = ("unit_id", "probability", "kind", "sentence")
_AGAIN: Final = "export the project as JSONL with the names of labels, such as 'voice:own'"
#: Colours of the variables' labels, dark enough for white letters.
_COLOURS: Final = dict(zip(VARIABLES, ("#1f4e79", "#5b3a86", "#1b6e4b", "#8a4b08", "#555555"), strict=True))


def doccano_lines(sheet: pd.DataFrame, design: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Lines to import into a doccano project of text classification: one per unit of a sheet.

    Parameters
    ----------
    sheet : pandas.DataFrame
        A coding sheet, as ``framing sample`` writes it.
    design : mapping
        Its design; unused, labels come from :func:`doccano_labels`.

    Returns
    -------
    list of dict
        ``text`` is the sentence with its neighbours; ``unit_id``, ``probability``, ``kind`` and ``sentence`` come
        back with the export.
    """
    del design
    lines = []
    for row in sheet.to_dict("records"):
        cells = as_row(row, SHEET)
        words = " ".join(filter(None, (cells.get("before"), cells["text"], cells.get("after"))))
        told: dict[str, Any] = {name: cells[name] for name in _KEPT if name in cells}
        lines.append({"text": words, "label": [], **told, "sentence": cells["text"]})
    return lines


def doccano_labels(design: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Labels to import into the doccano project: one per code, such as ``voice:own``.

    What was missed is not among them but for ``missed:none`` and ``missed:unclear``: coders write a comment that
    begins with ``missed:``.

    Parameters
    ----------
    design : mapping
        The design of the sample.

    Returns
    -------
    list of dict
    """
    keys: dict[str, str | None] = {"prefixKey": None, "suffixKey": None, "textColor": "#ffffff"}
    return [
        keys | {"text": f"{variable}:{code}", "backgroundColor": _COLOURS.get(variable, "#555555")}
        for variable, codes in design.get("variables", {}).items()
        for code in codes
    ]


def read_doccano(raw: bytes, path: Path) -> pd.DataFrame:
    """The codes of an export of doccano as a sheet, one row per line.

    Raises
    ------
    TableError
        If a line cannot be read, or its labels have no names.
    """
    rows = []
    for number, line in enumerate(raw.decode("utf-8-sig", errors="replace").split("\n"), start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise TableError(f"{path}: line {number} is no JSON ({error}); {_AGAIN}") from error
            if not isinstance(record, dict):
                raise TableError(f"{path}: line {number} is no record; {_AGAIN}")
            rows.append(_row(record, f"{path}: line {number}"))
    return table_of(one_per_coder(rows), path, _AGAIN)


def _row(record: Mapping[str, Any], where: str) -> dict[str, str]:
    """A line as a row of a sheet."""
    beside = record.get("meta") or record.get("metadata") or {}
    cells = {**record, **(beside if isinstance(beside, dict) else {})}
    told: dict[str, list[str]] = {}
    for label in _labels(record, where):
        variable, _, code = label.partition(":")
        if variable.strip() not in VARIABLES or not code.strip():
            raise TableError(f"{where}: label {label!r} names no variable and code; {_AGAIN}")
        told.setdefault(variable.strip(), []).append(code.strip())
    for comment in map(str, list_of(record.get("Comments"), object, f"{where}: comments")):
        missed = comment.partition(":")[2] if comment.strip().lower().startswith("missed:") else ""
        told.setdefault("missed" if missed else "note", []).append((missed or comment).strip())
    row = as_row(cells, _KEPT[:3]) | {
        "text": str(cells.get("sentence") or cells.get("text") or cells.get("data") or "")
    }
    if who := record.get("username"):
        row["coder"] = str(who)
    return row | {name: "; ".join(codes) for name, codes in told.items()}


def _labels(record: Mapping[str, Any], where: str) -> list[str]:
    """Names of the labels of a line, under whichever name the version keeps them."""
    kept = (record[name] for name in ("annotations", "label", "labels") if record.get(name) is not None)
    told = list_of(next(kept, None), object, f"{where}: labels")
    labels: list[Any] = [each.get("label") if isinstance(each, dict) else each for each in told]
    if nameless := [label for label in labels if not isinstance(label, str)]:
        raise TableError(f"{where}: its labels have no names but {nameless[0]!r}; {_AGAIN}")
    return labels
