"""What a paper has to cite for the methods of a run, as BibTeX."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The key of the software itself; its version is that of the run.
SOFTWARE: Final = "framing"

#: Each entry by its key; braces in them keep capitals that a style would lower.
ENTRIES: Final[dict[str, str]] = {
    found[1]: found[0]
    for found in re.finditer(
        r"^@\w+\{(\w+),.*?^\}$",
        (files("framing.report") / "works.bib").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
}


def cited(*keys: str) -> str:
    """Works as they stand in brackets in the text, in the order given.

    Examples
    --------
    >>> cited("zou2008", "monroe2008")
    '(Zou & Donner, 2008; Monroe et al., 2008)'
    """
    works = "; ".join(f"{_authors(key)}, {_field(key, 'year')}" for key in keys)
    return f"({works})"


def bibtex(keys: Iterable[str], version: str = "") -> list[str]:
    """Give the entries of works, each once, in the order of their keys.

    Parameters
    ----------
    keys : iterable of str
        Keys of `ENTRIES`.
    version : str
        Version of the software, for its own entry.

    Returns
    -------
    list of str
        One BibTeX entry each, in UTF-8.

    Raises
    ------
    KeyError
        If there is no entry of that name.

    Examples
    --------
    >>> print(bibtex(["framing"], "0.1.0")[0])
    @misc{framing,
      author = {{The framing authors}},
      title = {framing: How News Sources Frame Actors},
      note = {Computer software, version 0.1.0}, year = {2026},
    }
    """
    entries = {key: ENTRIES[key] for key in sorted(set(keys))}
    if version and SOFTWARE in entries:
        entries[SOFTWARE] = entries[SOFTWARE].replace("software}", f"software, version {version}}}")
    return list(entries.values())


def _field(key: str, name: str) -> str:
    """Content of a field, on one line."""
    found = re.search(rf"\b{name} = \{{(.*?)\}},", ENTRIES[key], re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def _authors(key: str) -> str:
    """Family names as the text cites them: one, two, or the first of more."""
    names = [name.split(",")[0].strip("{}") for name in _field(key, "author").split(" and ")]
    return " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
