"""Where one article stands among the articles of a reference corpus."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import wilson
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, check_settings
from framing.measures.selection import select
from framing.schema import MEASURES, VOCABULARY

_VALUES: Final = ("article_id", "source", "actor", "measure", "category", "value", "n_mentions")

#: Values of two articles that differ by less are tied but for rounding.
_TIE: Final = 1e-9


def article_values(mentions: pd.DataFrame) -> pd.DataFrame:
    """Valence and category shares of each article by itself.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.

    Returns
    -------
    pandas.DataFrame
        One row per article, actor and measure: ``article_id``, ``source``, ``actor``, ``measure``
        (``label_valence``, or ``category_share`` once for each of the four categories),
        ``category`` (empty for valence), ``value`` (-1 to 1, shares 0 to 1) and ``n_mentions`` (of
        the actor in the article). Articles that never name an actor have no row for it. Ordered
        by article, actor, measure and category.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": "a", "source": "North", "actor": "opposition",
    ...     "label": ["rebel", "terrorist"], "category": ["neutral", "delegitimising"],
    ...     "valence": [0, -1], "sentence_start": [0, 90]})
    >>> article_values(mentions)[["measure", "category", "value", "n_mentions"]]
              measure        category  value  n_mentions
    0  category_share  delegitimising    0.5           2
    1  category_share         neutral    0.5           2
    2  category_share   institutional    0.0           2
    3  category_share    legitimising    0.0           2
    4   label_valence                   -0.5           2
    """
    rows = select(mentions, ["source"])
    is_it = {name: (rows["category"] == name).astype(np.float64) for name in VOCABULARY["category"]}
    keys = ["article_id", "source", "actor"]
    named = rows.assign(**is_it).groupby(keys, sort=True, observed=True, dropna=False)
    size = named.size()
    parts = [_part(named[name].mean(), size, "category_share", name) for name in VOCABULARY["category"]]
    parts.append(_part(named["valence"].mean(), size, "label_valence", ""))
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values([*keys, "measure"], kind="stable", ignore_index=True)


def percentile_of(
    value: float,
    reference: pd.DataFrame,
    *,
    actor: str,
    measure: str = "label_valence",
    category: str = "",
    level: float = 0.95,
) -> pd.DataFrame:
    """Percentile of an article's value among the articles of a reference corpus.

    Parameters
    ----------
    value : float
        The value of the new article.
    reference : pandas.DataFrame
        The mentions of the reference corpus; or, to look up many values, its `article_values`.
    actor : str
        The actor that the value is about.
    measure : {"label_valence", "category_share"}
        The measure that the value is of.
    category : str
        The category, for ``category_share``.
    level : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    pandas.DataFrame
        One row: ``actor``, ``category``, ``scored`` (the value given), ``measure``
        (``label_valence_percentile`` or ``category_share_percentile``), ``value``, ``low``,
        ``high`` (percent of reference articles below, ties counted half, 0 to 100; Wilson
        interval), ``n_mentions``, ``n_articles`` (of the reference), ``interval`` and ``flag``.

    Raises
    ------
    TableError
        If the value is not a number, a column is missing or has an empty or strange cell.
    UnknownNameError
        If the reference never names the actor, or the measure or category is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(10), "source": "North", "actor": "opposition", "label": "rebel",
    ...     "category": "neutral", "valence": [-1] * 4 + [0] * 6, "sentence_start": 0})
    >>> percentile_of(0, mentions, actor="opposition")[["value", "low", "high", "n_articles"]].round(1)
       value   low  high  n_articles
    0   70.0  39.7  89.2          10
    """
    check_settings(Settings(level), "percentile_of")
    if not math.isfinite(value):
        raise TableError(f"percentile_of: value is {value}; give the number that the article scored")
    values = reference if "measure" in reference.columns else article_values(reference)
    others = _chosen(values, actor, measure, category)
    n = len(others)
    ahead = float((others["value"] < value - _TIE).sum())
    tied = float(((others["value"] - value).abs() <= _TIE).sum())
    share, n_mentions = (ahead + tied / 2) / n, int(others["n_mentions"].sum())
    low, high = wilson(share, n, level)
    row: dict[str, Any] = {
        "actor": actor,
        "category": category,
        "scored": float(value),
        "measure": f"{measure}_percentile",
        "value": 100 * share,
        "low": 100 * float(low),
        "high": 100 * float(high),
        "n_mentions": n_mentions,
        "n_articles": n,
        "interval": "Wilson (articles)",
        "flag": flag_of(n_mentions, n),
    }
    return pd.DataFrame([row], columns=["actor", "category", "scored", *MEASURES])


def _chosen(values: pd.DataFrame, actor: str, measure: str, category: str) -> pd.DataFrame:
    """Values of one actor and measure, each name checked."""
    known = {"label_valence": {""}, "category_share": set(VOCABULARY["category"])}
    if measure not in known:
        raise UnknownNameError("measure of articles", measure, known)
    if category not in known[measure]:
        raise UnknownNameError(f"category of {measure}", category, known[measure])
    if actor not in set(values["actor"]):
        raise UnknownNameError("actor", actor, map(str, set(values["actor"])))
    wanted = (values["actor"] == actor) & (values["measure"] == measure) & (values["category"] == category)
    return values[wanted]


def _part(values: pd.Series[Any], size: pd.Series[Any], measure: str, category: str) -> pd.DataFrame:
    """Rows of one measure, from values and sizes by article."""
    table = values.rename("value").to_frame().assign(measure=measure, category=category, n_mentions=size)
    return table.reset_index()[list(_VALUES)]
