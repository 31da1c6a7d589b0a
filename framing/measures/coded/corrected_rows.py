"""Corrected numbers of one group, with the warnings that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.measures.coded.coded_sums import Counts, totals_of
from framing.measures.coded.rectified import Rectified, errors_of, rectified
from framing.measures.flags import flag_of

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.coded.estimands import Estimand
    from framing.measures.coded.gold_units import Evidence

#: Below this many coded units that bear on it, nothing is estimated: two of them could be all the errors there are.
MIN_CODED: Final = 10

#: In the flag of an estimate that too few units were coded for, and of one that knows nothing of what was missed.
FEW: Final = "not estimable: few coded"
FOUND_ONLY: Final = "found mentions only"
#: Part of the variance from which on it is said where it comes from.
MOST: Final = 0.5


def corrected_rows(
    part: Evidence, estimand: Estimand, level: float, method: str = "dsl", words: pd.Series[Any] | None = None
) -> dict[str, dict[str, Any]]:
    """Corrected numbers of one group by the name of the row, with the standard ``error`` and its ``degrees``."""
    totals, counts = totals_of(part, estimand, words)
    scale = 1000.0 if estimand.measure == "mention_rate" else 1.0
    numbers, errors = None, np.zeros(len(estimand.names), np.int64)
    if totals is not None:
        errors = errors_of(totals)
        if counts.n_coded >= MIN_CODED or counts.every:
            numbers = rectified(totals, estimand.ends, level, method)
    return {
        name: {
            "measure": "per_1000_words" if estimand.measure == "mention_rate" else estimand.measure,
            **_numbers(numbers, at, scale),
            "n_mentions": counts.n_mentions,
            "n_articles": counts.n_articles,
            "n_coded": counts.n_coded,
            "n_errors": int(errors[at]),
            "interval": "" if numbers is None or totals is None else totals.kind,
            "flag": _flag(counts, numbers, at, int(errors[at])),
        }
        for at, name in enumerate(estimand.names)
    }


def _numbers(numbers: Rectified | None, at: int, scale: float) -> dict[str, float]:
    """Value, bounds and standard error of one row, empty where nothing can be estimated."""
    if numbers is None:
        return {**dict.fromkeys(("value", "low", "high", "error"), np.nan), "degrees": 0}
    value, low, high, error = (
        scale * float(of[at]) for of in (numbers.value, numbers.low, numbers.high, numbers.error)
    )
    return {"value": value, "low": low, "high": high, "error": error, "degrees": numbers.degrees}


def _flag(counts: Counts, numbers: Rectified | None, at: int, n_errors: int) -> str:
    """Warnings about what was found, and about what was coded."""
    warnings = [flag_of(counts.n_mentions, counts.n_articles)]
    if numbers is None:
        warnings.append(FEW)
    elif np.isnan(numbers.value[at]):
        warnings.append("not estimable: nothing is left of what was found")
    elif n_errors == 0:
        warnings.append(f"no errors among {counts.n_coded} coded")
    elif numbers.widened[at]:
        warnings.append("widened for errors not seen")
    if numbers is not None and numbers.missed[at] > MOST:
        warnings.append("missed mentions make most of the interval")
    if not counts.n_negatives:
        warnings.append(FOUND_ONLY)
    elif counts.n_negatives < MIN_CODED:
        warnings.append(f"only {counts.n_negatives} rejected words and sentences coded")
    if counts.n_voiceless:
        warnings.append(f"missed mentions without a voice left out: {counts.n_voiceless}")
    return "; ".join(filter(None, warnings))
