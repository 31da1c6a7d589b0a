"""Label Studio: tasks and their configuration out, its JSON exports in.

Field names are those of its guide (task format, export formats; tags Choices and TextArea) as of version 1: tasks
hold ``data`` and ``annotations`` (``completions`` before 1.0), these ``result``, ``completed_by`` and
``was_cancelled`` (``skipped``), results ``from_name`` and ``value``. "JSON-MIN" has the data and ``from_name`` side
by side, with ``annotator``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from framing.coding.exports import as_row, list_of, one_per_coder, table_of
from framing.errors import TableError
from framing.schema import SHEET, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

#: Variables with so many codes get a list to search in.
_MANY: Final = 12
#: Characters that XML has no way to write.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEITHER: Final = "export the project as JSON or JSON-MIN"


def label_studio_tasks(sheet: pd.DataFrame, design: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Tasks to import into Label Studio: one per unit of a sheet.

    Parameters
    ----------
    sheet : pandas.DataFrame
        A coding sheet, as ``framing sample`` writes it.
    design : mapping
        Its design; the lexicon's name and version go with each task.

    Returns
    -------
    list of dict
        Each with ``data``: what coders read, and what tells the unit when it comes back.
    """
    lexicon = design.get("lexicon") or {}
    told = {"lexicon": f"{lexicon.get('name', '')} {lexicon.get('version', '')}".strip()}
    return [{"data": {**as_row(row, SHEET), **told}} for row in sheet.to_dict("records")]


def label_studio_config(design: Mapping[str, Any]) -> str:
    """The labelling configuration (XML) for :func:`label_studio_tasks`: each variable with its codes.

    Parameters
    ----------
    design : mapping
        The design of the sample; its ``variables`` are shown, with what their codes mean on hover.

    Returns
    -------
    str
    """
    view = ET.Element("View")
    ET.SubElement(view, "Header", value="$kind")
    for name in ("before", "text", "after"):
        ET.SubElement(view, "Text", name=name, value=f"${name}")
    for variable, codes in design.get("variables", {}).items():
        ET.SubElement(view, "Header", value=_xml(variable))
        if variable == "missed":
            hint = "none, unclear, or: actor: label; actor: label: voice"
            ET.SubElement(view, "TextArea", name=variable, toName="text", placeholder=hint, maxSubmissions="1")
            continue
        layout = "select" if len(codes) > _MANY else "inline"
        choices = ET.SubElement(view, "Choices", name=variable, toName="text", choice="single", layout=layout)
        for code, meaning in codes.items():
            ET.SubElement(choices, "Choice", value=_xml(code), hint=_xml(meaning))
    ET.SubElement(view, "TextArea", name="note", toName="text", placeholder="note", maxSubmissions="1")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def read_label_studio(raw: bytes, path: Path) -> pd.DataFrame:
    """The codes of an export of Label Studio as a sheet, one row per task and annotator.

    An annotation that was cancelled or skipped leaves its cells empty; of several by one annotator the last counts.

    Raises
    ------
    TableError
        If this is no export, or none of tasks that came from a coding sheet.
    """
    try:
        tasks = json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise TableError(f"{path}: this is no JSON ({error}); {_NEITHER}") from error
    tasks = [tasks] if isinstance(tasks, dict) else tasks
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise TableError(f"{path}: this is no list of tasks; {_NEITHER}")
    rows = (row for number, task in enumerate(tasks, start=1) for row in _rows(task, f"{path}: task {number}"))
    return table_of(one_per_coder(rows), path, _NEITHER)


def _rows(task: Mapping[str, Any], where: str) -> Iterator[dict[str, str]]:
    """The rows of a task, in the order in which its annotations were made."""
    if "data" not in task:
        yield _row(task, task, task.get("annotator"))
        return
    data = list_of([task["data"]], dict, f"{where}: data")[0]
    annotations = list_of(task.get("annotations", task.get("completions")), dict, f"{where}: annotations")
    for each in sorted(annotations, key=lambda made: str(made.get("updated_at") or made.get("created_at") or "")):
        told: dict[str, list[Any]] = {}
        skipped = each.get("was_cancelled") or each.get("skipped")
        for result in [] if skipped else list_of(each.get("result"), dict, f"{where}: result"):
            told.setdefault(str(result.get("from_name")), []).append(result.get("value"))
        yield _row(data, told, each.get("completed_by"))


def _row(data: Mapping[str, Any], told: Mapping[str, Any], who: object) -> dict[str, str]:
    codes = {name: "; ".join(_words(told.get(name))) for name in (*VARIABLES, "note")}
    return {**as_row(data, SHEET), "coder": _annotator(who), **codes}


def _words(value: object) -> list[str]:
    """The words of a result: of a choice, of a text, or of several."""
    if isinstance(value, dict):
        return _words(value.get("choices", value.get("text")))
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return [] if value is None else [str(value)]


def _annotator(who: object) -> str:
    """How an annotator is called: by address or by number."""
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return f"annotator {who}" if isinstance(who, int) else str(who or "")


def _xml(text: object) -> str:
    return _NOT_XML.sub("", str(text))
