"""How large an article, a row and a file may be: whatever a file holds, reading it needs bounded memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An article is at most this long: bytes of a file of its own, characters of a row of a table.
MAX_ARTICLE: Final = 20_000_000
#: Files that are read whole (JSON, metadata) are at most this long, unpacked.
MAX_WHOLE: Final = 128_000_000
#: A table has at most this many columns.
MAX_COLUMNS: Final = 5_000
#: So many bytes at the beginning of a file decide its encoding.
PREFIX: Final = 64_000_000


class Limits(NamedTuple):
    """How much one batch of rows holds at most."""

    rows: float = math.inf
    characters: float = math.inf


#: Everything at once.
WHOLE: Final = Limits()
#: The batches of a stream end here, however few rows they have.
BATCH_CHARACTERS: Final = 16_000_000


class _Row(Protocol):
    """A row as read."""

    @property
    def length(self) -> int:
        """How many characters it has."""


_AnyRow = TypeVar("_AnyRow", bound=_Row)


def take(rows: Iterator[_AnyRow], limits: Limits) -> list[_AnyRow]:
    """Return the next batch of rows: as many as the limits allow, and one at least while there are any."""
    taken: list[_AnyRow] = []
    length = 0
    for row in rows:
        taken.append(row)
        length += row.length
        if len(taken) >= limits.rows or length >= limits.characters:
            break
    return taken


def size_of(count: int) -> str:
    """Return a number of bytes or characters as people say it.

    Examples
    --------
    >>> size_of(20_000_000)
    '20 million'
    """
    return f"{count // 1_000_000} million"
