"""Files of a sample coded by hand, as they lie among results: sheets, key, design."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.report.folder import Results

KEY: Final = ".key.csv"
DESIGN: Final = ".design.json"


def of_samples(names: Iterable[str]) -> set[str]:
    """Of some names of files those of samples: ``coding.key.csv``, ``coding.design.json``, all that begin as they do.

    Examples
    --------
    >>> sorted(of_samples(["coding.key.csv", "coding_anna.csv", "codings.csv"]))
    ['coding.key.csv', 'coding_anna.csv']
    """
    names = set(names)
    samples = {name.removesuffix(end) for end in (KEY, DESIGN) for name in names if name.endswith(end)}
    beginnings = tuple(f"{name}{mark}" for name in samples for mark in "._")
    return {name for name in names if name.startswith(beginnings)}


def of_coders(folder: Path) -> set[str]:
    """Names of the files of samples in a folder."""
    return of_samples(path.name for path in folder.iterdir() if path.is_file())


def sheets_of(names: Iterable[str]) -> list[str]:
    """Names of the sheets that people coded, as far as they are tables."""
    return sorted(name for name in of_samples(names) if name.endswith((".csv", ".tsv", ".xlsx")) and KEY not in name)


def given(results: Results) -> tuple[list[Path], list[str]]:
    """Sheets by which a comparison was corrected, with what lies beside them; and the names of those that are gone.

    Raises OutputError if a sheet is another than the one that the run used.
    """
    options, hashes = (results.run.get(name) for name in ("options", "inputs_sha256"))
    named = options.get("gold") if isinstance(options, dict) else None
    found: dict[str, Path] = {}
    gone = []
    for sheet in (Path(str(name)) for name in (named if isinstance(named, list) else [])):
        if not sheet.is_file():
            gone.append(sheet.name)
            continue
        recorded = hashes.get(sheet.name) if isinstance(hashes, dict) else None
        if recorded not in (None, hashlib.sha256(sheet.read_bytes()).hexdigest()):
            raise OutputError(f"{sheet}: this sheet has changed since the comparison; make the comparison again")
        beside = [path for end in (KEY, DESIGN) for path in sorted(sheet.parent.glob(f"*{end}"))]
        of_it = [path for path in beside if sheet.name in of_samples([path.name, sheet.name])]
        found |= {path.name: path for path in (sheet, *of_it)}
    return list(found.values()), gone


def codes_of(folder: Path) -> frozenset[str]:
    """All codes that the samples of a folder allow, in small letters."""
    found: set[str] = set()
    for path in sorted(folder.glob(f"*{DESIGN}")):
        try:
            design = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        variables = design.get("variables") if isinstance(design, dict) else None
        for codes in variables.values() if isinstance(variables, dict) else ():
            found.update(str(code).casefold() for code in codes if isinstance(codes, dict | list))
    return frozenset(found)
