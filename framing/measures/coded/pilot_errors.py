"""How often coders decide otherwise than what was found, from units that were coded already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.coded.foreseen import Errors
from framing.schema import UNCLEAR, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from framing.measures.intervals import Floats

#: Fewer coded mentions than this say nothing about a group.
FEWEST: Final = 10
_NEEDED: Final = (
    "kind", "mention_id", "probability", "predicted_actor", "predicted_label", "actor", "label",
)  # fmt: skip


def keys_of(rows: pd.DataFrame) -> pd.Series[str]:
    """The group of every mention, by its `mention_id`."""
    first = rows.drop_duplicates("mention_id")
    return first.set_index(first["mention_id"].astype(str))["group"]


def pilot_errors(
    gold: pd.DataFrame, keys: pd.Series[str], names: Sequence[str], *, actor: str, labels: Sequence[str]
) -> tuple[list[Errors], list[int]]:
    """Mean squared errors in each group of `names`, and how many coded mentions tell them.

    `keys` holds the group of every mention that counts, by its `mention_id`. An error is a mention of the actor whose
    label is otherwise than found, or that names nobody, or somebody else. Units are weighted by the inverse of their
    probability. Where fewer than ten of a group were found with the label, or without, those of all groups tell.
    """
    check(gold, _NEEDED, "gold")
    rows = gold[(gold["kind"] == "mention") & gold["mention_id"].astype(str).isin(keys.index)]
    codes = rows[["actor", "label"]].fillna("").astype(str)
    is_actor = codes["actor"] == actor
    known = ~codes["actor"].isin(["", UNCLEAR]) & (~is_actor | ~codes["label"].isin(["", UNCLEAR]))
    rows, codes, is_actor = rows[known], codes[known], is_actor[known]
    if len(rows) < FEWEST:
        raise TableError(
            f"gold: {len(rows)} coded mentions of {actor!r} are too few to tell how often errors occur; code at least"
            f" {FEWEST}, or give error= instead"
        )
    weight = 1 / pd.to_numeric(rows["probability"]).to_numpy(dtype=np.float64)
    found = rows["predicted_label"].isin(labels).to_numpy(dtype=np.float64)
    true = codes["label"].isin(labels).to_numpy(dtype=np.float64)
    share = float((weight * found).sum() / weight.sum())
    # A word that names somebody else leaves numerator and denominator.
    squared = np.where(is_actor, found - true, found - share) ** 2
    group, means, counts = rows["mention_id"].astype(str).map(keys).to_numpy(), [], []
    for name in names:
        mine, each = group == name, []
        for bears in (1.0, 0.0):
            of = found == bears
            few = (mine & of).sum() < FEWEST
            each.append(_mean(squared, weight, of if few else mine & of))
        means.append(Errors(*each))
        counts.append(int(mine.sum()))
    return means, counts


def _mean(squared: Floats, weight: Floats, of: NDArray[np.bool_]) -> float:
    """Weighted mean of some squared errors; that of all where there are none of them."""
    of = of if of.any() else np.ones(len(of), bool)
    return float(np.average(squared[of], weights=weight[of]))
