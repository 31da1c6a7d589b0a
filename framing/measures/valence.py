"""How favourable the labels are: their mean valence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.measures.bounds import constant_bounds, mean_bounds
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, Units, check_settings, ratio
from framing.measures.selection import Names, columns_of, groups, select, summed
from framing.schema import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence


def label_valence(
    mentions: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    position: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean valence of the labels that an actor is named with.

    It measures the choice of labels, from -1 (all delegitimising) to 1 (all legitimising), not
    the opinion of the sentence around them.

    Parameters
    ----------
    mentions, by, actor, position, voice, level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group and actor: the columns of `by`, ``actor``, ``measure``
        (``label_valence``), ``value``, ``low``, ``high`` (-1 to 1), ``n_mentions``,
        ``n_articles``, ``interval`` (what was resampled) and ``flag``. Ordered by group and actor.

    Raises
    ------
    TableError, UnknownNameError
        As for `label_shares`.

    Notes
    -----
    Where one valence alone occurs, nothing can be resampled. With p the lower Wilson bound of the
    share of that value, the bounds are then p·value + (1 - p)·end for both ends of the scale that
    the actor's labels span anywhere in the table (-1 and 1 if they span none).

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b", "c"], "source": ["North", "North", "North", "South"],
    ...     "actor": "opposition", "label": ["rebel", "terrorist", "rebel", "rebel"],
    ...     "category": ["neutral", "delegitimising", "neutral", "neutral"],
    ...     "valence": [0, -1, 0, 0], "sentence_start": [0, 90, 0, 0]})
    >>> label_valence(mentions)[["source", "value", "n_mentions", "interval"]].round(2)
      source  value  n_mentions            interval
    0  North  -0.33           3  articles+sentences
    1  South   0.00           1  Wilson (sentences)
    """
    columns, settings = columns_of(by, "label_valence"), Settings(level, resamples, seed)
    check_settings(settings, "label_valence")
    everywhere = select(mentions, columns, actor=actor)
    ends = valence_ends(everywhere)
    rows = (
        everywhere
        if position is voice is None
        else select(mentions, columns, actor=actor, position=position, voice=voice)
    )
    found: list[dict[str, Any]] = []
    for key, group in groups(rows, columns):
        units = valence_units(group)
        low, high, interval = valence_bounds(units, group["valence"], ends[key[-1]], settings, *key)
        n_mentions, n_articles = len(group), int(group["article_number"].nunique())
        found.append({
            **dict(zip([*columns, "actor"], key, strict=True)),
            "measure": "label_valence",
            "value": float(ratio(units)[0]),
            "low": low,
            "high": high,
            "n_mentions": n_mentions,
            "n_articles": n_articles,
            "interval": interval,
            "flag": flag_of(n_mentions, n_articles),
        })  # fmt: skip
    return pd.DataFrame(found, columns=[*columns, "actor", *MEASURES])


def valence_ends(rows: pd.DataFrame) -> dict[Any, tuple[float, float]]:
    """Smallest and largest valence of each actor's labels; -1 and 1 where there is one alone."""
    spans = rows.groupby("actor", observed=True)["valence"].agg(["min", "max"])
    return {
        actor: (float(low), float(high)) if low < high else (-1.0, 1.0) for actor, low, high in spans.itertuples()
    }


def valence_units(rows: pd.DataFrame) -> Units:
    """Units with the sum of the valences of their mentions."""
    return summed(rows, rows["valence"].to_numpy(dtype=np.float64))


def valence_bounds(
    units: Units, valences: pd.Series[Any], ends: tuple[float, float], settings: Settings, *key: object
) -> tuple[float, float, str]:
    """Bounds of a mean valence, and what they rest on."""
    if valences.min() == valences.max():
        return constant_bounds(float(ratio(units)[0]), ends, units, settings)
    return mean_bounds(units, ends, settings, *key)
