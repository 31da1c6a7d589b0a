"""Which mentions a measure counts, in which groups, and in which order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.intervals import Floats, Integers, Units, kind_of
from framing.schema import MEASURES, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

#: Columns of the mentions table that measures read, apart from those grouped by.
NEEDED: Final = ("article_id", "actor", "label", "category", "valence", "sentence_start")

#: In which voice a mention can stand.
MENTION_VOICES: Final = ("own", "indirect", "direct")

#: Largest number that a row is sorted by.
_LARGEST: Final = 2**62

#: Columns that measures write: no table can be grouped by them.
_WRITTEN: Final = frozenset({"actor", "label", "category", "valence", "n_label", "words", *MEASURES})

Names = str | list[str] | None


def columns_of(by: str | Sequence[str], where: str) -> list[str]:
    """List the columns to group by, in the name of the public function `where`."""
    columns = [by] if isinstance(by, str) else list(by)
    for column in columns:
        if column in _WRITTEN:
            raise TableError(
                f"{where}: by={column!r} names a column that the measure itself writes;"
                " group by others, such as 'source'"
            )
    if len(set(columns)) < len(columns):
        raise TableError(f"{where}: by={columns} names a column twice; name each once")
    return columns


def select(
    mentions: pd.DataFrame,
    columns: list[str],
    *,
    also: Sequence[str] = (),
    actor: Names = None,
    position: Names = None,
    voice: Names = None,
) -> pd.DataFrame:
    """Mentions of the actors, positions and voices asked for, sorted, articles and sentences numbered.

    The rows are sorted by `columns`, actor and article; columns of `also` come along.
    """
    chosen = {"position": position, "voice": voice}
    wanted = [*columns, *also, *NEEDED, *(name for name, given in chosen.items() if given is not None)]
    wanted = list(dict.fromkeys(wanted))
    check(mentions.head(0), wanted, "mentions")
    _check_cells(mentions, wanted)
    # An index named like a column would be in the way.
    kept = mentions[wanted].reset_index(drop=True)
    if actor is not None:
        kept = kept[any_of(kept["actor"], "actor", actor, set(mentions["actor"].unique()))]
    if position is not None:
        kept = kept[any_of(kept["position"], "position", position, set(VOCABULARY["position"]))]
    if voice is not None:
        kept = kept[any_of(kept["voice"], "voice", voices_of(voice), set(MENTION_VOICES))]
    kept = _sorted(kept, list(dict.fromkeys([*columns, "actor", *NEEDED])))
    # Numbers follow the sorted order of the names, so a table read in another order gives the same.
    kept["article_number"] = _ranks(kept["article_id"])[0]
    kept["sentence_number"] = _joined(kept, ["article_number", "sentence_start"])
    return kept


def _sorted(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Rows sorted by the columns, as `DataFrame.sort_values` has them, in a third of its memory."""
    order = np.argsort(_joined(rows, columns), kind="stable")
    return rows.take(order).reset_index(drop=True)


def _joined(rows: pd.DataFrame, columns: list[str]) -> Integers:
    """One number for the cells of a row, which sorts as they do."""
    number, size = np.zeros(len(rows), np.int64), 1
    for column in columns:
        ranks, width = _ranks(rows[column])
        if size * width > _LARGEST:
            number, size = np.unique(number, return_inverse=True)[1], len(rows)
        number *= width
        number += ranks
        size *= width
    return number


def _ranks(cells: pd.Series[Any]) -> tuple[NDArray[Any], int]:
    """Rank of each cell, from 0, empty cells last, and how many ranks there may be; categories are ranked already."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        ranks, n = cells.cat.codes.to_numpy(), len(cells.cat.categories)
    elif pd.api.types.is_integer_dtype(cells.dtype) and not cells.isna().any():
        numbers = cells.to_numpy()
        ranks, n = numbers - numbers.min(initial=0), int(np.ptp(numbers)) if len(numbers) else 0
    else:
        ranks, names = pd.factorize(cells, sort=True)
        n = len(names)
    return (np.where(ranks < 0, n, ranks) if (ranks < 0).any() else ranks), n + 1


def voices_of(voice: str | list[str]) -> list[str]:
    """Voices by name; ``attributed`` stands for two of them."""
    named = [voice] if isinstance(voice, str) else list(voice)
    return [each for name in named for each in (("indirect", "direct") if name == "attributed" else (name,))]


def groups(rows: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Each group and actor with its mentions, the key being a tuple that ends with the actor.

    Rows that are sorted so, as those of `select` are, are cut into pieces, which take no memory of their own.
    """
    keys = [*columns, "actor"]
    number = _joined(rows, keys)
    if (number[1:] < number[:-1]).any():
        rows, number = _sorted(rows, keys), np.sort(number)
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    for start, end in pairwise([*starts, len(rows)]):
        yield tuple(rows[key].iloc[start] for key in keys), rows.iloc[start:end]


def units_of(rows: pd.DataFrame) -> tuple[Integers, Integers, str]:
    """Find the unit of each mention, the article of each unit, and what a unit is."""
    kind = kind_of(rows["article_number"].nunique())
    articles = rows["article_number"].to_numpy()
    unit = articles if kind == "articles" else rows["sentence_number"].to_numpy()
    _, first, number = np.unique(unit, return_index=True, return_inverse=True)
    _, article = np.unique(articles[first], return_inverse=True)
    return number, article, kind


def counted(rows: pd.DataFrame, codes: Integers, n_codes: int) -> Units:
    """Units with, for each of `n_codes` labels, the number of mentions that bear it; code -1 is of none of them."""
    number, article, kind = units_of(rows)
    n, coded = len(article), codes >= 0
    top = np.bincount((number * n_codes + codes)[coded], minlength=n * n_codes).reshape(n, n_codes)
    bottom = np.bincount(number, minlength=n)
    return Units(top.astype(np.float64), bottom.astype(np.float64), article, kind)


def summed(rows: pd.DataFrame, values: Floats) -> Units:
    """Units with the sum of `values` over their mentions."""
    number, article, kind = units_of(rows)
    top = np.bincount(number, weights=values).astype(np.float64)
    return Units(top[:, None], np.bincount(number).astype(np.float64), article, kind)


def any_of(cells: pd.Series[Any], kind: str, names: str | list[str], known: set[Any]) -> pd.Series[bool]:
    """Rows whose cell is one of `names`, each of which must be known."""
    chosen = [names] if isinstance(names, str) else list(names)
    for name in chosen:
        if name not in known:
            raise UnknownNameError(kind, name, map(str, known))
    return cells.isin(chosen)


def _check_cells(mentions: pd.DataFrame, wanted: list[str]) -> None:
    """Raise if a mention lacks what every measure needs of it, or holds a word outside the vocabulary."""
    # Each word once: a table may have millions of cells.
    words = {name: pd.Series(mentions[name].unique(), dtype=object) for name in wanted if name in VOCABULARY}
    check(pd.DataFrame(words), words, "mentions")
    for column in NEEDED:
        empty = int(mentions[column].isna().sum())
        if empty:
            cells = "1 empty cell" if empty == 1 else f"{empty} empty cells"
            raise TableError(f"mentions: column {column!r} has {cells}; every mention needs one")
    valence = mentions["valence"]
    if len(valence) and not pd.api.types.is_numeric_dtype(valence):
        raise TableError("mentions: column 'valence' holds words; numbers from -1 to 1 are needed")
    if len(valence) and not valence.between(-1, 1).all():
        strange = valence[~valence.between(-1, 1)].iloc[0]
        raise TableError(f"mentions: column 'valence' holds {strange:g}; allowed are numbers from -1 to 1")
