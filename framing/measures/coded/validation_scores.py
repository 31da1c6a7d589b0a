"""Which shares tell how well what was found meets what was coded: precision, recall, F1, accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from framing.measures.bounds import wilson
from framing.measures.coded.weighted_shares import Weighed, weighted_share
from framing.schema import NO_ACTOR, OTHER_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from framing.measures.intervals import Settings

#: Why recall cannot be told, and what it leaves out.
NO_NEGATIVES: Final = "no negatives coded"
NO_POSITIVES: Final = "no positives coded"
ONLY_MARKED: Final = "found and rejected words only"
NO_REJECTED: Final = "rejected words not coded"
#: The lower bound allows for misses that were not seen.
NO_MISS: Final = "no miss seen"

#: Measures of which it is tested whether they differ between parts of the corpus.
TESTED: Final = (
    ("mention", "precision"),
    ("mention", "recall"),
    ("label", "accuracy"),
    ("voice", "accuracy"),
    ("stance", "accuracy"),
)


class Measure(NamedTuple):
    """A share of coded rows: what it is of, what counts, and out of what."""

    variable: str
    label: str
    measure: str
    top: NDArray[Any]
    bottom: NDArray[Any]


def measures_of(rows: pd.DataFrame, actor: str, *, classes: bool = False) -> Iterator[Measure]:
    """Each measure of an actor, or of all where it is empty; those of single labels and voices with `classes`."""
    coded, found = rows["actor"].to_numpy(), rows["found_actor"].to_numpy()
    known = coded != ""
    positive = known & ((found == actor) if actor else (found != ""))
    true = (coded == actor) if actor else known & (coded != NO_ACTOR)
    hit = true & (found == coded)
    yield from _three("mention", "", positive, true, hit)
    for variable in ("label", "voice", "stance"):
        codes, told = rows[variable].to_numpy(), rows[f"found_{variable}"].to_numpy()
        both = hit & (codes != "") & (told != "")
        if both.any():
            yield Measure(variable, "", "accuracy", both & (codes == told), both)
        if not classes:
            continue
        if variable != "label":
            for name in sorted({*codes[both], *told[both]}):
                yield from _three(variable, name, both & (told == name), both & (codes == name))
        elif actor:
            # A label is found rightly where the actor is, too; what people call "other", no lexicon can find.
            asked = positive & ((coded != actor) | (codes != ""))
            for name in sorted({*codes[true], *told[asked]} - {"", OTHER_LABEL}):
                yield from _three(variable, name, asked & (told == name), true & (codes == name))


def _three(
    variable: str,
    label: str,
    positive: NDArray[np.bool_],
    true: NDArray[np.bool_],
    hit: NDArray[np.bool_] | None = None,
) -> Iterator[Measure]:
    """Precision, recall and F1; the last is a share, too: twice the hits among all found and all coded."""
    hit = positive & true if hit is None else hit
    yield Measure(variable, label, "precision", hit, positive)
    yield Measure(variable, label, "recall", hit, true)
    yield Measure(variable, label, "f1", 2 * hit, 1 * positive + 1 * true)


def weighed(rows: pd.DataFrame, measure: Measure) -> Weighed:
    """The rows as numbers."""
    top, bottom = (np.asarray(column, dtype=np.float64) for column in (measure.top, measure.bottom))
    weight = rows["weight"].to_numpy(dtype=np.float64)
    return Weighed(top, bottom, weight, rows["unit"].to_numpy(), rows["article_number"].to_numpy())


def score_rows(
    rows: pd.DataFrame, measures: list[Measure], chosen: NDArray[np.bool_], settings: Settings
) -> list[dict[str, Any]]:
    """One row for each measure among the rows chosen; recall and F1 are missing where recall cannot be told."""
    limit = limit_of_recall(rows[chosen])
    found: list[dict[str, Any]] = []
    for each in measures:
        of_true = each.measure in ("recall", "f1")
        share = weighted_share(
            weighed(rows, each).of(chosen), settings, none=NO_POSITIVES if of_true else "none coded"
        )
        row = {"variable": each.variable, "class": each.label, "measure": each.measure, **share._asdict()}
        if each.measure == "f1":
            # One of its two halves is not known.
            flags = [half["flag"] for half in found[-2:][::-1] if np.isnan(half["value"])]
            row |= _nothing(flags[0]) if flags else {}
        if of_true and each.variable == "mention" and np.isfinite(row["low"]):
            # Nothing missed among a few sentences does not mean that nothing is missed in thousands.
            whole = float(rows.loc[chosen, "weight"] @ each.bottom[chosen])
            unseen = _unseen(rows[chosen], measures[1].bottom[chosen], settings.level)
            row["low"] *= whole / (whole + unseen)
            row["flag"] = "; ".join(filter(None, [row["flag"], NO_MISS if unseen else ""]))
        if of_true and limit and each.variable in ("mention", "label"):
            told = "; ".join(filter(None, dict.fromkeys([*row["flag"].split("; "), limit])))
            row |= _nothing(limit) if limit == NO_NEGATIVES else {"flag": told}
        found.append(row)
    return found


def limit_of_recall(rows: pd.DataFrame) -> str:
    """What recall lacks: units in which nothing was found, and which were coded."""
    kinds = set(rows.loc[rows["actor"] != "", "kind"])
    if not kinds - {"mention"}:
        return NO_NEGATIVES
    if "sentence" not in kinds:
        return ONLY_MARKED
    return "" if "candidate" in kinds else NO_REJECTED


def _unseen(rows: pd.DataFrame, true: NDArray[Any], level: float) -> float:
    """How many mentions may be missed in units of a kind among which none was seen missed: Wilson's upper bound."""
    unseen = 0.0
    for kind in ("candidate", "sentence"):
        read = rows["kind"].eq(kind).to_numpy() & (rows["actor"] != "").to_numpy()
        weight = rows.loc[read, "weight"].to_numpy(dtype=np.float64)
        if len(weight) and not true[read].any():
            whole = float(weight.sum())
            unseen += whole * float(wilson(0.0, whole**2 / float(weight @ weight), level)[1])
    return unseen


def _nothing(flag: str) -> dict[str, Any]:
    """Cells of a share that cannot be told."""
    return {"value": np.nan, "low": np.nan, "high": np.nan, "interval": "", "flag": flag}
