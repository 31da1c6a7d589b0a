"""The error tree.

::

    FramingError(Exception)
      CorpusError(ValueError)         no readable article, a missing column, a broken encoding
      TableError(ValueError)          a table lacks a column or holds a word outside the vocabulary
      LexiconError(ValueError)        a lexicon file is malformed; lists every fault with its line
      UnknownNameError(ValueError)    no such lexicon, actor or source; suggests the nearest
      MissingExtraError(ImportError)  an optional library is not installed; says which command installs it
      ModelError(ValueError)          a model cannot be trained, read or trusted
      AbstainError(ValueError)        a text that cannot be scored: empty, too short, not English
      OutputError(OSError)            a place that cannot be written

Every message says where, what is wrong, and what to do.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FramingError(Exception):
    """Base of every error that the package raises on purpose."""


class CorpusError(FramingError, ValueError):
    """Articles cannot be read from what was given."""


class TableError(FramingError, ValueError):
    """A table lacks a column, repeats a key, or holds a word outside the vocabulary."""


class LexiconError(FramingError, ValueError):
    """A lexicon file is malformed.

    Attributes
    ----------
    faults : list of str
        One sentence for each fault, with file and line.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        head = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"the lexicon cannot be used: {head}", *self.faults]))


class UnknownNameError(FramingError, ValueError):
    """A name that nothing answers to; the message suggests the nearest one."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        choices = sorted(known)
        super().__init__(f"there is no {kind} {name!r}{did_you_mean(name, choices)}")


class MissingExtraError(FramingError, ImportError):
    """A library is not installed that comes with an extra of the package."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed; install it with: python -m pip install 'framing[{extra}]'")


class ModelError(FramingError, ValueError):
    """A model that cannot be trained on what was given, or a model file that cannot be read or trusted."""


class AbstainError(FramingError, ValueError):
    """A text that no figure should be printed for."""


class OutputError(FramingError, OSError):
    """A file or folder that cannot be written."""


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """End of a message about an unknown `name`: the nearest choice, or all of them."""
    known = list(choices)
    folded = {choice.casefold(): choice for choice in known}
    nearest = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    if nearest:
        return f". Did you mean {folded[nearest[0]]!r}?"
    if not known:
        return "; there are none"
    return f"; there are: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}"
