"""The folder of a run: whose it is, what it was asked, whether that is still what is asked now."""

from __future__ import annotations

import json
import platform
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from pyarrow import parquet

from framing.errors import OutputError
from framing.lexicon import load_cues, load_speakers
from framing.runs.parts import TABLES, clear_parts, finished_counts, part_file, write_aside
from framing.schema import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from framing.lexicon import Cues, Lexicon, Speakers

_LIBRARIES: Final = ("ahocorasick-rs", "numpy", "pandas", "py3langid", "pyarrow", "trafilatura")


def run_record(lexicon: Lexicon, options: Mapping[str, Any], corpus: Mapping[str, Any]) -> dict[str, Any]:
    """What a run is asked and with what it works: all that its bytes hang on."""
    return {
        "framing": version("framing"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "lexicon": _version(lexicon),
        "cues": _version(load_cues()),
        "speakers": _version(load_speakers()),
        "options": dict(options),
        "input": dict(corpus),
    }


def _version(lexicon: Lexicon | Cues | Speakers) -> dict[str, str]:
    return {"name": lexicon.name, "version": lexicon.version, "sha256": lexicon.sha256}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; the lock of a process that died is none.

    Raises
    ------
    OutputError
        If another run works there, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = (folder / ".lock").open("ab")
    except OSError as error:
        raise OutputError(
            f"{folder}: results cannot be written there ({(error.strerror or 'refused').lower()}); "
            "name another folder with --out"
        ) from error
    with opened:
        try:
            _lock(opened.fileno())
        except OSError as error:
            raise OutputError(f"{folder}: another run works in this folder; wait for it, or name another") from error
        yield


def _lock(descriptor: int) -> None:
    """Take a lock that the system gives back when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take_up(folder: Path, record: Mapping[str, Any], *, restart: bool) -> None:
    """Begin a run in a folder, or go on with the one that was begun there.

    Raises
    ------
    OutputError
        If the folder holds a run that was asked something else, or parts that no run owns up to.
    """
    found = None if restart else _read(folder)
    if found is None and not restart and any(part_file(folder, table, 0).exists() for table in TABLES):
        raise OutputError(
            f"{folder}: there are parts of tables, but no run.json says of what; name another folder,"
            " or give --restart to write over them"
        )
    if found is not None and (parted := _differences(found, record)):
        raise OutputError(
            f"{folder}: an earlier run there was asked something else: {'; '.join(parted)}; name another folder,"
            " or give --restart to throw its results away"
        )
    clear_parts(folder, parts=restart)
    if found is None:
        write_record(folder, record, None)


def _read(folder: Path) -> dict[str, Any] | None:
    """The record of the run in a folder, if there is one."""
    file = folder / "run.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise OutputError(
            f"{file}: this is not the record of a run; name another folder, or give --restart to write over it"
        ) from error
    return found if isinstance(found, dict) else {}


def _differences(found: Mapping[str, Any], asked: Mapping[str, Any], within: str = "") -> list[str]:
    """What differs between two records, one entry each; all that the second one says counts."""
    parted = []
    for key, value in asked.items():
        other = found.get(key)
        if isinstance(value, dict) and isinstance(other, dict):
            parted += _differences(other, value, f"{within}{key} ")
        elif other != value:
            parted.append(f"{within}{key} {_shown(other)}, now {_shown(value)}")
    return parted


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 20 else f'{text[:12]}…"'


def write_record(folder: Path, record: Mapping[str, Any], counts: Mapping[str, int] | None) -> None:
    """Write run.json; with counts, the run is complete."""
    whole = {**record, "complete": counts is not None, "counts": dict(counts or {})}
    write_aside(folder / "run.json", (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode())


def add_up(folder: Path, parts: int, *, quotations: bool) -> dict[str, int]:
    """Counts of all parts, read from their footers.

    Raises
    ------
    OutputError
        If a part is missing or broken, if its counts do not add up, or if there is one too many.
    """
    total: dict[str, int] = {}
    for number in range(parts):
        counts = finished_counts(folder, number, quotations=quotations)
        if counts is None or counts["read"] != sum(n for name, n in counts.items() if name in VOCABULARY["status"]):
            raise OutputError(
                f"{part_file(folder, 'articles', number)}: it is not whole; give the same command again"
            )
        for name, n in counts.items():
            total[name] = total.get(name, 0) + n
    for table in TABLES:
        expected = {part_file(folder, table, number).name for number in range(parts)}
        strange = sorted({file.name for file in (folder / table).glob("part-*")} - expected)
        if strange:
            raise OutputError(f"{folder / table / strange[0]}: no articles belong to this part; remove the file")
    return {**total, "parts": parts}


def first_marked(folder: Path, counts: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Id and note of the first article of each status but ``ok``."""
    wanted = {name for name in VOCABULARY["status"] if name != "ok" and counts[name]}
    found: dict[str, tuple[str, str]] = {}
    for number in range(counts["parts"]):
        if wanted <= set(found):
            break
        part = parquet.read_table(part_file(folder, "articles", number), columns=["article_id", "status", "note"])
        for article_id, status, note in zip(*part.to_pydict().values(), strict=True):
            if status in wanted:
                found.setdefault(status, (article_id, note))
    return found
