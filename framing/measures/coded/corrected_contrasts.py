"""Source against source, corrected: the differences that errors of coding neither make nor hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.baselines import REST
from framing.measures.coded.corrected_rows import corrected_rows
from framing.measures.coded.estimands import codes_of, estimands_of, named_label
from framing.measures.coded.gold_units import Evidence, evidence_of
from framing.measures.effects import Estimate, cohens_h, detectable, equivalence_p, odds_ratio
from framing.measures.intervals import student_t
from framing.measures.permutation import benjamini_hochberg
from framing.schema import COMPARISONS

if TYPE_CHECKING:
    from framing.measures.coded.estimands import Estimand
    from framing.measures.selection import Names

#: What a corrected comparison adds: the difference as found, and how many units were coded on each side.
ADDED: Final = ("naive", "naive_low", "naive_high", "n_coded", "n_against_coded")

#: What is taken over from the comparison as found.
_KEPT: Final = ("actor", "measure", "label", "source", "against", "n_mentions", "n_articles", "n_against_mentions",
                "n_against_articles")  # fmt: skip


class Asked(NamedTuple):
    """What was asked of a comparison."""

    measure: str
    actor: Names
    label: Names
    voice: Names
    margin: float | None
    level: float


def corrected_comparison(
    naive: pd.DataFrame, mentions: pd.DataFrame, gold: pd.DataFrame, asked: Asked
) -> pd.DataFrame:
    """Correct each row of a comparison; what was found stays in the columns ``naive``.

    The articles of the two sides are different ones, so the variances of both add up (with the degrees of freedom of
    Welch and Satterthwaite), and p is that of Student's t.
    """
    codes = codes_of(asked.measure, asked.voice)
    evidence = evidence_of(mentions, gold, ["source"], codes, scored=asked.measure == "stance")
    estimands = {of.actor: of for of in estimands_of(evidence, asked.measure, asked.actor, asked.label, asked.voice)}
    sides: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
    found = []
    for row in naive.to_dict("records"):
        estimand, source, against = estimands[str(row["actor"])], str(row["source"]), str(row["against"])
        one, other = (
            _side(sides, evidence, estimand, key, asked.level)
            for key in ((source, "", estimand.actor), (against, source if against == REST else "", estimand.actor))
        )
        found.append(
            {
                **{name: row[name] for name in _KEPT},
                **_difference(one[row["label"]], other[row["label"]], asked, estimand.ends),
                **dict(zip(ADDED[:3], (row["difference"], row["low"], row["high"]), strict=True)),
            }
        )
    table = pd.DataFrame(found, columns=[*COMPARISONS, *ADDED])
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    return table


def _side(
    sides: dict[tuple[str, str, str], dict[str, dict[str, Any]]],
    evidence: Evidence,
    estimand: Estimand,
    key: tuple[str, str, str],
    level: float,
) -> dict[str, dict[str, Any]]:
    """Corrected rows of a source, or of all others than one, by their label; each worked out once."""
    if key not in sides:
        source, other_than, _ = key
        chosen = [of["source"].ne(other_than) if other_than else of["source"].eq(source) for of in evidence]
        part = Evidence(*(of[here] for of, here in zip(evidence, chosen, strict=True)))
        rows = corrected_rows(part, estimand, level)
        sides[key] = {named_label(name, estimand): row for name, row in rows.items()}
    return sides[key]


def _difference(
    one: dict[str, Any], other: dict[str, Any], asked: Asked, ends: tuple[float, float]
) -> dict[str, Any]:
    """Numbers of one row: how far a corrected value lies above another."""
    from scipy.special import stdtr

    first, second = (Estimate(*(np.array([row[name]]) for name in ("value", "low", "high"))) for row in (one, other))
    error = float(np.hypot(one["error"], other["error"]))
    difference, degrees = float(one["value"] - other["value"]), _degrees(one, other)
    half, span = student_t(asked.level, degrees) * error, ends[1] - ends[0]
    between = Estimate(*(np.clip([end], -span, span) for end in (difference, difference - half, difference + half)))
    shares, empty = asked.measure.endswith("_share"), np.full(1, np.nan)
    odds = odds_ratio(first, second) if shares else Estimate(empty, empty, empty)
    flags = [one["flag"], f"against: {other['flag'].replace('; ', ', ')}" if other["flag"] else ""]
    columns = {
        "value": first.value,
        "against_value": second.value,
        "difference": between.value,
        "low": between.low,
        "high": between.high,
        "p": 2 * stdtr(degrees, -abs(difference) / error) if error > 0 else np.nan,
        "odds_ratio": odds.value,
        "odds_ratio_low": odds.low,
        "odds_ratio_high": odds.high,
        "cohens_h": cohens_h(first, second) if shares else empty,
        "detectable": detectable(between, asked.level),
        "p_equivalence": empty if asked.margin is None else equivalence_p(between, asked.margin, asked.level),
    }
    return {
        **{name: float(np.ravel(cell)[0]) for name, cell in columns.items()},
        "n_coded": one["n_coded"],
        "n_against_coded": other["n_coded"],
        "interval": " | ".join(dict.fromkeys(filter(None, (one["interval"], other["interval"])))),
        "flag": "; ".join(filter(None, flags)),
    }


def _degrees(one: dict[str, Any], other: dict[str, Any]) -> int:
    """Degrees of freedom of a difference of two means (Welch 1947, Biometrika), at least 1."""
    parts = [(row["error"] ** 2, max(row["degrees"], 1)) for row in (one, other)]
    below = sum(variance**2 / degrees for variance, degrees in parts)
    return max(int(sum(variance for variance, _ in parts) ** 2 / below), 1) if below > 0 else 1
