"""The files of a folder: only what lies in it, and only what is a file."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

logger = logging.getLogger("framing")

#: What stands in for a file that is not read.
LINK_OUT: Final = (
    "this is a link that leads out of the folder, so it is not followed; copy the file, or name it by itself"
)
LINK_NOWHERE: Final = "this is a link that leads nowhere"
NO_FILE: Final = "this is no regular file (a pipe, a socket or a device), so it is not opened"


class Entry(NamedTuple):
    """A file below a folder: its path, its name from there, and why it is not opened ("" if it is)."""

    path: str
    name: str
    fault: str = ""


def list_files(folder: Path) -> list[Entry]:
    """Files in `folder` and below, sorted by name; hidden ones are left out, links to folders not followed."""
    root = os.path.realpath(folder)
    found: list[Entry] = []
    closed: list[str] = []
    links: list[str] = []
    below = [(os.fspath(folder), "")]
    while below:
        place, prefix = below.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    name = prefix + entry.name
                    if entry.name.startswith((".", "~$")):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        below.append((entry.path, f"{name}/"))
                    elif entry.is_symlink() and Path(entry.path).is_dir():
                        links.append(name)
                    else:
                        found.append(Entry(entry.path, name, _find_fault(entry, root)))
        except OSError:
            closed.append(prefix or "./")
    _tell(folder, "folders that cannot be opened are left out", closed)
    _tell(folder, "links to folders are not followed", links)
    return sorted(found, key=lambda entry: entry.name)


def printable(name: str) -> str:
    r"""Name of a file as text: bytes that are no UTF-8 and control characters written out (``\xff``).

    Examples
    --------
    >>> printable("two\nlines")
    'two\\nlines'
    """
    if name.isprintable():
        return name
    whole = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() or ord(char) > 159 else repr(char)[1:-1] for char in whole)


def _find_fault(entry: os.DirEntry[str], root: str) -> str:
    """Why a file is not to be opened, or nothing."""
    try:
        if not stat.S_ISREG(entry.stat().st_mode):
            return NO_FILE
        if entry.is_symlink() and os.path.commonpath([root, os.path.realpath(entry.path)]) != root:
            return LINK_OUT
    except OSError:
        return LINK_NOWHERE
    return ""


def _tell(folder: Path, what: str, names: list[str]) -> None:
    """Log what is not read, and how much of it."""
    if names:
        logger.warning("%s: %s: %d, first %s", folder, what, len(names), printable(min(names)))
