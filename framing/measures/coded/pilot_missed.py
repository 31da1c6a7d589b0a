"""What missed mentions add to the variance of a corrected share, from the negatives that a pilot coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.coded.coded_rows import missed_mentions
from framing.schema import NO_ACTOR, UNCLEAR, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.measures.intervals import Floats, Integers

_KINDS: Final = ("candidate", "sentence")


class Missed(NamedTuple):
    """Mentions of the actor in units that were not found: a row for each coded unit that holds one or more.

    ``kind`` is 0 for words and 1 for sentences, ``top`` counts the mentions with the label, ``bottom`` all of them;
    ``drawn`` is the number of units of each kind that the pilot drew.
    """

    group: NDArray[Any]
    kind: Integers
    probability: Floats
    top: Floats
    bottom: Floats
    drawn: tuple[int, int]

    def of(self, group: str, *, inside: bool) -> Missed:
        """Those of a group, or of all others."""
        here = (self.group == group) == inside
        return Missed(
            self.group[here], self.kind[here], self.probability[here], self.top[here], self.bottom[here], self.drawn
        )

    def variance(self, share: float, negatives: int) -> float:
        """Variance of the total of (label less share), where so many negatives are drawn as these.

        Probabilities are those of the pilot, in proportion to the number drawn; a coded unit stands for as many as
        one over its probability.
        """
        wanted = np.array([negatives // 2, negatives - negatives // 2])
        rate = wanted[self.kind] / np.array(self.drawn)[self.kind]
        odds = 1 / np.minimum(self.probability * np.maximum(rate, 1e-9), 1) - 1
        residual = self.top - share * self.bottom
        return float((odds * residual**2 / self.probability).sum())


def missed_in(
    gold: pd.DataFrame, columns: Sequence[str], *, actor: str, labels: Sequence[str], voices: Sequence[str] | None
) -> Missed:
    """Collect the missed mentions of a pilot; none where it coded no negatives, or does not tell their groups."""
    rows = gold[gold["kind"].isin(_KINDS)] if set(columns) <= set(gold.columns) else gold.iloc[:0]
    found: list[tuple[str, int, float, int, int]] = []
    if len(rows):
        check(gold, ["unit_id", "missed"], "gold")
        names = rows[list(columns)].astype(str).agg(", ".join, axis=1)
        for name, row in zip(names, rows.fillna("").to_dict("records"), strict=True):
            met = [label for who, label, voice in _mentions(row) if who == actor and (not voices or voice in voices)]
            if met:
                top = sum(label in labels for label in met)
                found.append((name, _KINDS.index(row["kind"]), float(row["probability"]), top, len(met)))
    table = pd.DataFrame(found, columns=["group", "kind", "probability", "top", "bottom"])
    probability, hits, seen = (table[name].to_numpy(dtype=np.float64) for name in ("probability", "top", "bottom"))
    words, sentences = (max(int((rows["kind"] == kind).sum()), 1) for kind in _KINDS)
    kind = table["kind"].to_numpy(dtype=np.int64)
    return Missed(table["group"].to_numpy(dtype=object), kind, probability, hits, seen, (words, sentences))


def _mentions(row: dict[Any, Any]) -> Iterator[tuple[str, str, str]]:
    """Actor, label and voice of each mention that people saw in a unit."""
    if row["kind"] == "sentence":
        cell = "" if row["missed"] in (UNCLEAR, NO_ACTOR) else str(row["missed"])
        yield from missed_mentions(cell, f"unit {row['unit_id']}")
    elif row["label"] != UNCLEAR:
        yield str(row["actor"]), str(row["label"]), str(row.get("voice", ""))
