"""What was coded otherwise than found: the units to read, and the counts of who was taken for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.schema import NO_ACTOR

if TYPE_CHECKING:
    from collections.abc import Iterator

#: One row is a coded unit, or a mention missed in a sentence, of which people say other than what was found.
#: ``differs`` names the first variable that differs; ``weight`` is how many units of the corpus it stands for.
ERRORS: Final = (
    "unit_id",
    "kind",
    "differs",
    "source",
    "found",
    "coded",
    "text",
    "article_id",
    "start",
    "end",
    "weight",
)

#: One row is a code that people gave and one that was found. ``weighted`` is how many units of the corpus the ``n``
#: stand for, ``share`` their part of all with this code.
CONFUSION: Final = ("variable", "actor", "coded", "predicted", "n", "weighted", "share")


def errors_of(rows: pd.DataFrame) -> pd.DataFrame:
    """List what differs, those that stand for the most units of the corpus first."""
    differs = np.select([_differs(rows, name) for name in ("actor", "label", "voice", "stance")],
                        ["actor", "label", "voice", "stance"], "")  # fmt: skip
    wrong: pd.DataFrame = rows.assign(differs=differs)[differs != ""]
    wrong = wrong.assign(
        found=[_told(row, "found_") or "nothing" for row in wrong.to_dict("records")],
        coded=[_told(row, "") or "nothing" for row in wrong.to_dict("records")],
    )
    wrong = wrong.sort_values(["weight", "unit_id", "unit"], ascending=[False, True, True], kind="stable")
    return wrong.reset_index(drop=True).reindex(columns=list(ERRORS))


def _differs(rows: pd.DataFrame, variable: str) -> np.ndarray:
    """Rows where a variable differs; labels, voices and stances where the actor is the same, and both are known."""
    coded, found = rows[variable].to_numpy(), rows[f"found_{variable}"].to_numpy()
    if variable == "actor":
        return np.asarray((coded != "") & (np.where(coded == NO_ACTOR, "", coded) != found))
    same = rows["actor"].to_numpy() == rows["found_actor"].to_numpy()
    return np.asarray(same & (coded != "") & (found != "") & (coded != found))


def _told(row: dict[Any, Any], prefix: str) -> str:
    """What one side says of a unit: "opposition: rebel, own"."""
    actor, label = row[f"{prefix}actor"], row[f"{prefix}label"]
    if actor in ("", NO_ACTOR):
        return ""
    named = f"{actor}: {label}" if label else str(actor)
    return ", ".join(filter(None, [named, row[f"{prefix}voice"], row[f"{prefix}stance"]]))


def confusion_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Count how codes meet: actors, and labels, voices and stances of mentions rightly found."""
    found = [row for variable, actor, coded, told, weight in _pairs(rows)
             for row in _counted(variable, actor, coded, told, weight)]  # fmt: skip
    return pd.DataFrame(found, columns=list(CONFUSION))


def _pairs(rows: pd.DataFrame) -> Iterator[tuple[str, str, np.ndarray, np.ndarray, np.ndarray]]:
    """For each variable (and actor, whose labels are its own): codes, what was found, weights."""
    weight = rows["weight"].to_numpy(dtype=np.float64)
    coded, found = (rows[name].to_numpy() for name in ("actor", "found_actor"))
    known = coded != ""
    yield "mention", "", coded[known], np.where(found == "", NO_ACTOR, found)[known], weight[known]
    hit = known & (coded == found)
    for actor in sorted(set(coded[hit])):
        yield "label", actor, *_both(rows, "label", hit & (coded == actor), weight)
    for variable in ("voice", "stance"):
        yield variable, "", *_both(rows, variable, hit, weight)


def _both(
    rows: pd.DataFrame, variable: str, chosen: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes, what was found, and weights, where both are known."""
    coded, found = (rows[name].to_numpy() for name in (variable, f"found_{variable}"))
    kept = chosen & (coded != "") & (found != "")
    return coded[kept], found[kept], weight[kept]


def _counted(
    variable: str, actor: str, coded: np.ndarray, found: np.ndarray, weight: np.ndarray
) -> Iterator[dict[str, Any]]:
    """One row for each pair of codes that occurs."""
    table = pd.DataFrame({"coded": coded, "predicted": found, "weight": weight})
    for (code, told), of in table.groupby(["coded", "predicted"], sort=True):
        weighted = float(of["weight"].sum())
        yield {
            "variable": variable,
            "actor": actor,
            "coded": code,
            "predicted": told,
            "n": len(of),
            "weighted": weighted,
            "share": weighted / float(weight[coded == code].sum()),
        }
