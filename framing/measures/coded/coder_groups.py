"""Groups of units and of coders, and what of them is resampled."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.alpha import summed_by
from framing.measures.intervals import Floats, Integers, Units
from framing.measures.selection import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class Group(NamedTuple):
    """Codes of some coders on some units, as coders by units, and how these units are resampled."""

    codes: Floats
    article: Integers
    kind: str
    number: Integers
    n_articles: int | None

    def units(self, sums: Floats) -> Units:
        """Sums of what is resampled, of which `sums` has a row per unit coded."""
        rows = summed_by(sums, self.number)
        return Units(rows, np.ones(len(rows)), self.article, self.kind)


def sets_of(coders: list[str]) -> Iterator[list[str]]:
    """Every pair of coders, then all of them if there are more."""
    yield from map(list, combinations(coders, 2))
    if len(coders) > 2:
        yield coders


def parts_of(places: pd.DataFrame) -> Iterator[tuple[str, str, pd.Index[Any]]]:
    """All units, then those of each group."""
    yield "", "", places.index
    for column in places.columns.drop("article_id", errors="ignore"):
        for name, rows in places.groupby(column, sort=True, observed=True):
            yield column, str(name), rows.index


def group_of(codes: pd.DataFrame, places: pd.DataFrame, least: int) -> Group:
    """Units that `least` of the coders have coded, or more."""
    enough = (codes.notna().sum(axis=1) >= least).to_numpy()
    values, n = codes.to_numpy(dtype=np.float64)[enough].T, int(enough.sum())
    if "article_id" not in places.columns or places["article_id"].isna().any():
        return Group(values, np.arange(n), "sentences", np.arange(n), None)
    article = np.unique(places["article_id"].astype(str).to_numpy()[enough], return_inverse=True)[1]
    # Where articles are few the engine resamples their sentences; here, their units.
    rows = pd.DataFrame({"article_number": article, "sentence_number": np.arange(n)})
    number, article, kind = units_of(rows)
    return Group(values, article, kind, number, len(np.unique(article)))
