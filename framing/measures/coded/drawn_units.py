"""The mentions that a sample would be drawn from, and how likely each is to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from framing.errors import TableError
from framing.measures.selection import MENTION_VOICES, any_of, select, voices_of
from framing.power_allocation import inclusion
from framing.schema import check

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from framing.measures.intervals import Floats, Integers
    from framing.measures.selection import Names

#: The public function in whose name errors are told.
WHERE: Final = "coding_budget"


def drawn_from(mentions: pd.DataFrame, columns: list[str], *, with_ids: bool) -> pd.DataFrame:
    """The mentions, each with its group and the size of its stratum."""
    voiced = ["voice"] if "voice" in mentions.columns else []
    rows = select(mentions, columns, also=[*voiced, *(["mention_id"] if with_ids else [])])
    group, *others = (rows[column].astype(str) for column in columns)
    for other in others:
        group = group.str.cat(other, sep=", ")
    strata = rows.groupby([*columns, *voiced, "label"], dropna=False, observed=True, sort=False)
    return rows.assign(
        group=group,
        stratum_size=strata["article_id"].transform("size").astype(np.int64),
    )


def counting(rows: pd.DataFrame, actor: str, labels: list[str], voice: Names) -> NDArray[np.bool_]:
    """Which mentions are of the actor, and in the voices asked for."""
    counts = any_of(rows["actor"], "actor", actor, set(rows["actor"]))
    any_of(rows["label"], f"label of {actor}", labels, set(rows.loc[counts, "label"]))
    if voice is not None:
        check(rows, ["voice"], "mentions")
        counts &= any_of(rows["voice"], "voice", voices_of(voice), set(MENTION_VOICES))
    if not counts.any():
        raise TableError(f"{WHERE}: no mention of {actor!r} stands in the voice asked for; ask for another")
    return counts.to_numpy()


def chances(sizes: Integers, n: int) -> Floats:
    """Probability of each unit to be among `n` that are drawn, given the size of its stratum.

    Examples
    --------
    >>> chances(np.array([100] * 100 + [25] * 25), 6)[[0, -1]].round(6).tolist()
    [0.04, 0.08]
    """
    size, which, n_units = np.unique(sizes, return_inverse=True, return_counts=True)
    n_strata = n_units // size
    of_strata: Floats = inclusion(np.repeat(size, n_strata), n)
    return np.asarray(of_strata[np.cumsum(n_strata) - 1][which], dtype=np.float64)
