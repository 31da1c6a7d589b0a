"""What a worker of a Dask cluster does: say with what it works, annotate a batch, write its part."""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.errors import FramingError
from framing.runs.folder import run_record
from framing.runs.parts import write_part

if TYPE_CHECKING:
    from framing.runs.parts import Work

#: One batch at a time in a process: its threads would share one processor, and fill its memory.
_alone = threading.Lock()


class Report(NamedTuple):
    """What a worker says before the work starts.

    Attributes
    ----------
    setting : dict
        As :func:`setting` finds it.
    writes : bool
        Whether it sees the folder of the run, and may write there.
    """

    setting: dict[str, Any]
    writes: bool


def report(work: bytes, probe: str) -> Report:
    """Say with what a worker would do some pickled work, and whether it sees a file in the folder of the run."""
    file = Path(probe)
    return Report(setting(work), file.is_file() and os.access(file.parent, os.W_OK))


def annotate_part(work: bytes, expected: dict[str, Any], folder: str, number: int, rows: bytes) -> dict[str, int]:
    """Annotate a batch, write its part, and return its counts.

    Raises
    ------
    FramingError
        If the worker, which may have joined late, works with something else than expected.
    OutputError
        If the part cannot be written.
    """
    if differ := differences(setting(work), expected):
        raise FramingError(f"a worker that joined late has {differ}; give all workers the same environment")
    with _alone:
        files, counts = _opened(work)(rows)
        write_part(Path(folder), number, files)
    return counts


@lru_cache(maxsize=2)
def setting(work: bytes) -> dict[str, Any]:
    """All that the bytes of a part hang on besides its rows: versions, lexicon, and a hash of this package's code."""
    root = Path(__file__).parents[1]
    code = hashlib.sha256()
    files = {
        file.relative_to(root).as_posix(): file for suffix in ("py", "txt") for file in root.rglob(f"*.{suffix}")
    }
    for name in sorted(files):
        # The folder of the lexicons lies elsewhere in an editable installation; the record has their hashes.
        if not name.startswith("lexicons/"):
            code.update(name.encode() + b"\0" + files[name].read_bytes())
    return {**run_record(_opened(work).lexicon, {}, {}), "code": code.hexdigest()[:12]}


def differences(found: dict[str, Any], expected: dict[str, Any]) -> str:
    """What a worker has and should have, in words; empty if that is the same.

    Examples
    --------
    >>> here = {"python": "3.11.7", "libraries": {"numpy": "2.1"}}
    >>> differences({**here, "libraries": {"numpy": "2.0"}}, here)
    'numpy 2.0 instead of 2.1'
    """
    parted = []
    for name, value in expected.items():
        other = found.get(name)
        if isinstance(value, dict) and isinstance(other, dict):
            parted += [differences({key: other.get(key)}, {key: value[key]}) for key in value]
        elif other != value:
            parted.append(f"{name} {other} instead of {value}")
    return ", ".join(filter(None, parted))


@lru_cache(maxsize=2)
def _opened(work: bytes) -> Work:
    """The work, opened once in each worker, so that its automaton is made once, too."""
    opened: Work = pickle.loads(work)  # noqa: S301 - a Dask worker runs whatever its scheduler sends it
    return opened
