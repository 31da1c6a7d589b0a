"""Mentions of many blocks as one table."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from framing.schema import MENTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from framing.mentions.find import Mentions
    from framing.mentions.resolve import Resolved


def mentions_table(
    columns: Mapping[str, Sequence[Any]], parts: Sequence[tuple[Sequence[int], Mentions]]
) -> pd.DataFrame:
    """The mentions of articles as a table, column by column.

    Parameters
    ----------
    columns : mapping of str to sequence
        Columns of the articles.
    parts : sequence of (sequence of int, Mentions)
        For each block the rows of its articles, and its mentions.
    """
    rows = _joined([np.array(which, np.int64)[found.articles] for which, found in parts])
    starts, ends, first, last = (
        _joined([getattr(found, name) for _, found in parts])
        for name in ("starts", "ends", "sentence_starts", "sentence_ends")
    )
    ways, kinds = np.unique(_joined([found.resolved for _, found in parts]), return_inverse=True)
    names = _names([parts[0][1].ways[way] for way in ways.tolist()])
    texts = [columns["text"][row] for row in rows.tolist()]
    begins, sentences = starts.tolist(), first.tolist()
    used, row = np.unique(rows, return_inverse=True)
    mine = {
        name: _text([str(columns[name][at]) for at in used.tolist()], row)
        for name in ("article_id", "source", "published")
    }
    ids = [columns["article_id"][at] for at in rows.tolist()]
    table = {
        "mention_id": _text([f"{name}:{start}" for name, start in zip(ids, begins, strict=True)]),
        **mine,
        **{name: _text(values, kinds) for name, values in names.items() if name != "valence"},
        "valence": np.array(names["valence"], float)[kinds],
        "surface": _text([text[a:b] for text, a, b in zip(texts, begins, ends.tolist(), strict=True)]),
        "start": starts,
        "end": ends,
        "sentence_start": first,
        "sentence_end": last,
        "sentence": _text([text[a:b] for text, a, b in zip(texts, sentences, last.tolist(), strict=True)]),
        "position": _text(["headline", "lead", "body"], _positions(columns, rows, starts)),
        "modifiers": _text(list(chain.from_iterable(found.modifiers for _, found in parts))),
    }
    table["ambiguous"] = np.isin(np.array(names["resolution"], object), ("carried", "default"))[kinds]
    return pd.DataFrame({name: table[name] for name in MENTIONS})


def _joined(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _names(resolved: Sequence[Resolved]) -> dict[str, list[Any]]:
    """The columns that readings fill."""
    namings = [each.naming for each in resolved]
    return {
        "actor": [naming.actor.actor for naming in namings],
        "label": [naming.label.label for naming in namings],
        "category": [naming.label.category for naming in namings],
        "valence": [naming.label.valence for naming in namings],
        "resolution": [each.resolution for each in resolved],
    }


def _positions(
    columns: Mapping[str, Sequence[Any]], rows: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """0 in the headline, 1 in the lead, 2 elsewhere."""
    begin, end, lead = (
        np.array([columns[name][row] for row in range(len(columns[name]))], np.int64)[rows]
        for name in ("headline_start", "headline_end", "lead_end")
    )
    return np.where((begin <= starts) & (starts < end), 0, np.where(starts < lead, 1, 2))


def _text(values: Sequence[str], which: NDArray[np.int64] | None = None) -> pd.Series[Any]:
    """A column of texts: these, or for each row the one of these that a number names."""
    try:
        found = pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # half of a pair of surrogates, which Arrow cannot hold
        return pd.Series(values if which is None else [values[at] for at in which.tolist()], dtype=object)
    taken = found if which is None else found.take(pa.array(which))
    column: pd.Series[Any] = pa.table({"text": taken}).to_pandas()["text"]
    return column
