"""Scores of the whole corpus and of its parts, and tests whether they differ between these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.measures.coded.error_tests import error_tests
from framing.measures.coded.validation_scores import (
    NO_NEGATIVES,
    TESTED,
    limit_of_recall,
    measures_of,
    score_rows,
    weighed,
)
from framing.measures.permutation import benjamini_hochberg

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.intervals import Settings

#: Parts of the corpus by which errors can be told, each with the column of the rows that names it.
GROUPS: Final = {"source": "source", "label": "found_label", "period": "period"}


def scores_of(rows: pd.DataFrame, actor: str, groups: list[str], settings: Settings) -> list[dict[str, Any]]:
    """Rows of one actor: the whole corpus, then each of its parts."""
    whole = np.ones(len(rows), dtype=bool)
    found = score_rows(rows, list(measures_of(rows, actor, classes=True)), whole, settings)
    told = [{"actor": actor, "group": "", "name": "", **row} for row in found]
    plain = list(measures_of(rows, actor))
    concerned = np.any([each.bottom > 0 for each in plain], axis=0)
    for group in groups:
        # Errors by the label found; what was missed has none, and a label belongs to an actor.
        measures = [
            each for each in plain if group != "label" or (actor and each.measure in ("precision", "accuracy"))
        ]
        names = rows[GROUPS[group]].to_numpy()
        mine = concerned & ((rows["found_actor"].to_numpy() == actor) | (group != "label"))
        for name in sorted({*names[mine]} - {""}):
            found = score_rows(rows, measures, (names == name) & (mine | (group != "label")), settings)
            told += [{"actor": actor, "group": group, "name": name, **row} for row in found]
    return told


def differences_of(rows: pd.DataFrame, actor: str, groups: list[str], settings: Settings) -> list[dict[str, Any]]:
    """Tests whether measures of one actor differ between sources, or periods; p adjusted over those of one kind."""
    limit = limit_of_recall(rows)
    measures = [
        each
        for each in measures_of(rows, actor)
        if (each.variable, each.measure) in TESTED and not (each.measure == "recall" and limit == NO_NEGATIVES)
    ]
    told = []
    for group in (name for name in groups if name != "label"):
        found: list[dict[str, Any]] = []
        cells = rows[GROUPS[group]].to_numpy()
        for each in measures:
            numbers = weighed(rows, each)
            kept = (numbers.bottom > 0) & (cells != "")
            names = sorted(set(cells[kept]))
            if len(names) > 1:
                part = np.searchsorted(names, cells[kept])
                shared = {"variable": each.variable, "actor": actor, "measure": each.measure, "group": group}
                tested = error_tests(numbers.of(kept), part, names, settings, *shared.values())
                found += [{**shared, **row} for row in tested]
        adjusted = benjamini_hochberg(np.array([row["p"] for row in found], dtype=np.float64))
        told += [{**row, "p_adjusted": p} for row, p in zip(found, adjusted, strict=True)]
    return told
