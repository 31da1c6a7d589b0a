"""Write a sample: a sheet for each coder, the key, the design."""

from __future__ import annotations

import json
import re
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.coding.doccano import doccano_labels, doccano_lines
from framing.coding.label_studio import label_studio_config, label_studio_tasks
from framing.coding.sheet_files import read_sheet
from framing.coding.workbook import write_workbook
from framing.errors import OutputError, TableError
from framing.schema import VARIABLES
from framing.spreadsheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from framing.coding.sample import Sample

_TABLES: Final = (".csv", ".tsv", ".xlsx")
#: Formats of programs for annotation, and how their files end.
_PROGRAMS: Final = {"label-studio": ".json", "doccano": ".jsonl"}
#: Ends of names that files of ours have.
_TAKEN: Final = ("key", "design")
_NAME: Final = re.compile(r"(?:[^\W_]|-)*")


def write_sample(
    sample: Sample, out: str | Path, *, program: str | None = None, overwrite: bool = False
) -> list[Path]:
    """Write what coders need and what they must not see.

    Parameters
    ----------
    sample : Sample
        As :func:`framing.draw_sample` returns it.
    out : str or pathlib.Path
        The sheet, by its ending ``.csv``, ``.tsv`` or ``.xlsx``. With named coders ``coding.csv`` becomes
        ``coding_anna.csv`` and so on. Beside it go the key, ``coding.key.csv``, which coders must not see, and
        ``coding.design.json``.
    program : str, optional
        ``label-studio`` or ``doccano``: write what this program imports instead, and its list of codes.
    overwrite : bool
        Whether sheets may be overwritten in which somebody has coded.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    OutputError
        If somebody has coded in a sheet that is there, or a file cannot be written.
    TableError
        If the ending, the program or the name of a coder does not do.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> from tempfile import TemporaryDirectory
    >>> articles = pd.DataFrame({"article_id": ["a"], "source": ["SANA"], "text": ["The Syrian rebels fled."]})
    >>> drawn = fr.draw_sample(fr.annotate(articles, "syria"), articles, n=2, coders=("anna", "ben"))
    >>> with TemporaryDirectory() as folder:
    ...     print([file.name for file in write_sample(drawn, f"{folder}/coding.csv")])
    ['coding_anna.csv', 'coding_ben.csv', 'coding.key.csv', 'coding.design.json']
    """
    first = Path(out)
    suffix = _suffix(first, program)
    stem = first.with_suffix("") if first.suffix else first
    _check_coders(sample)
    sheets = {coder: stem.with_name(f"{stem.name}{f'_{coder}' if coder else ''}{suffix}") for coder in sample.sheets}
    if not overwrite:
        _check_uncoded(stem, suffix)
    key, design = stem.with_name(f"{stem.name}.key.csv"), stem.with_name(f"{stem.name}.design.json")
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        for coder, file in sheets.items():
            _write(sample.sheets[coder], sample.design, file)
        write_csv(sample.units, key)
        _write_text(design, _json(sample.design))
        settings = _write_settings(sample.design, stem, program)
    except OSError as error:
        raise OutputError(f"{first}: cannot be written ({error.strerror or error}); name another file") from error
    return [*sheets.values(), key, design, *settings]


def _suffix(out: Path, program: str | None) -> str:
    """How the sheets end."""
    if program is not None:
        if program not in _PROGRAMS:
            raise TableError(f"write_sample: program {program!r} is unknown; allowed are {', '.join(_PROGRAMS)}")
        return _PROGRAMS[program]
    if out.suffix not in _TABLES:
        raise TableError(f"{out}: a sheet ends in {', '.join(_TABLES)}; name it so")
    return out.suffix


def _check_coders(sample: Sample) -> None:
    for coder in sample.sheets:
        if not _NAME.fullmatch(coder) or coder.casefold() in _TAKEN or (not coder and len(sample.sheets) > 1):
            raise TableError(
                f"write_sample: coder {coder!r} cannot be part of the name of a file; "
                f"use letters, digits and hyphens, and neither of {', '.join(_TAKEN)}"
            )


def _write(table: pd.DataFrame, design: Mapping[str, Any], file: Path) -> None:
    """Write one sheet as its ending says."""
    if file.suffix == ".xlsx":
        write_workbook(table, design, file)
    elif file.suffix == ".json":
        _write_text(file, _json(label_studio_tasks(table, design)))
    elif file.suffix == ".jsonl":
        lines = (json.dumps(each, ensure_ascii=False) for each in doccano_lines(table, design))
        _write_text(file, "".join(f"{line}\n" for line in lines))
    else:
        # The mark at the beginning tells Excel that this is UTF-8, which brackets and names need.
        text = write_csv(table, separator="\t" if file.suffix == ".tsv" else ",") or ""
        _write_text(file, f"\ufeff{text}")


def _write_settings(design: Mapping[str, Any], stem: Path, program: str | None) -> list[Path]:
    """Write what a program needs besides the units: the codes."""
    if program == "label-studio":
        file = stem.with_name(f"{stem.name}.label-studio.xml")
        _write_text(file, label_studio_config(design))
    elif program == "doccano":
        file = stem.with_name(f"{stem.name}.doccano-labels.json")
        _write_text(file, _json(doccano_labels(design)))
    else:
        return []
    return [file]


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


def _json(content: Any) -> str:  # noqa: ANN401 - whatever is written
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _check_uncoded(stem: Path, suffix: str) -> None:
    """Raise if somebody has coded in a sheet of this name: its units may be others now, and its key is replaced."""
    for file in sorted(stem.parent.glob(f"{escape(stem.name)}*")):
        is_sheet = file.stem == stem.name or file.stem.startswith(f"{stem.name}_")
        if is_sheet and file.suffix in (*_TABLES, suffix) and _is_coded(file):
            raise OutputError(
                f"{file}: somebody has coded in this file, or may have; name another, or overwrite it (--overwrite)"
            )


def _is_coded(file: Path) -> bool:
    """Whether a sheet holds what somebody has written; one that cannot be read may."""
    try:
        table = read_sheet(file)
    except TableError:
        return True
    there = [name for name in (*VARIABLES, "note") if name in table]
    return bool(table[there].map(lambda cell: bool(cell.strip())).to_numpy().any())
