"""How far scorers agree on the stance of the same mentions, and where they part."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.alpha import alpha_coefficient, alpha_sums, bounded, summed_by
from framing.measures.bounds import share_bounds
from framing.measures.coded.kappa import agreeing
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, Units, check_settings
from framing.measures.selection import units_of
from framing.measures.stance import check_scored
from framing.schema import MEASURES, NEUTRAL_BAND

#: Classes of stances, in the order of their codes; ``abstained`` stands for none.
CLASSES: Final = ("negative", "neutral", "positive", "abstained")


def scorer_agreement(
    scored: pd.DataFrame,
    *,
    threshold: float = NEUTRAL_BAND,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement of every pair of scorers on the same mentions, and of all together where there are three or more.

    Krippendorff's alpha is 1 where scorers agree on every mention, 0 where they agree as often as chance would have
    it, and below where they contradict each other. It is no measure of truth: two scorers may share a mistake.

    Parameters
    ----------
    scored : pandas.DataFrame
        One row per mention and scorer, with ``mention_id``, ``article_id``, ``sentence_start``, ``scorer`` and
        ``stance`` (-1 to 1, empty where the scorer abstains, which counts as a missing value).
    threshold : float
        A stance above it is positive, one below its negative is negative, the rest is neutral; from 0 to below 1.
    level : float
        Coverage of the intervals, in (0, 1).
    resamples : int
        Number of resamples behind each interval, at least 100.
    seed : int
        Seed of the resamples; equal seeds give equal tables.

    Returns
    -------
    pandas.DataFrame
        Three rows per pair of scorers, then three for all of them: ``scorers`` (``a | b``), ``measure``
        (``alpha_interval``, alpha of the stances; ``alpha_nominal``, alpha of their classes; ``agreement``, the mean
        over mentions of the share of pairs of scorers that put a mention in the same class), ``value``, ``low``,
        ``high`` (alpha -1 to 1, agreement 0 to 1), ``n_mentions`` (with a stance by two of the scorers or more, the
        denominator), ``n_articles``, ``interval`` (what was resampled) and ``flag``. Where alpha is undefined, for
        every stance is the same, its numbers are empty and the flag says ``no variation``; where no two of the
        scorers give a stance to the same mention, ``no shared mentions``.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, a mention has two rows of one scorer, there are fewer
        than two scorers, or an option is out of range.

    Notes
    -----
    Alpha follows Krippendorff (2019, *Content Analysis*, ch. 12), summed over mentions so that resamples are cheap.
    Its bounds are percentiles of alpha in resampled articles (below 10 articles, of their sentences as well), moved
    away from the value as Student's t and the divisor n - 1 ask for few articles. Where no resample differs, as with
    scorers that never part, a share of 1 - p of unseen mentions, p being the lower Wilson bound, may disagree not at
    all or as far as the stances compared reach.

    References
    ----------
    Hayes & Krippendorff (2007). Answering the call for a standard reliability measure for coding data. *Communication
    Methods and Measures* 1(1), 77-89.

    Examples
    --------
    >>> import pandas as pd
    >>> scored = pd.DataFrame({
    ...     "mention_id": ["m1", "m2", "m3"] * 2, "article_id": ["a", "b", "c"] * 2, "sentence_start": 0,
    ...     "scorer": ["words"] * 3 + ["model"] * 3, "stance": [-0.8, 0.0, 0.6, -0.6, 0.2, 0.8]})
    >>> scorer_agreement(scored)[["scorers", "measure", "value", "n_mentions"]].round(2)
             scorers         measure  value  n_mentions
    0  model | words  alpha_interval   0.95           3
    1  model | words   alpha_nominal   0.55           3
    2  model | words       agreement   0.67           3
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "scorer_agreement")
    _check_threshold(threshold, "scorer_agreement")
    mentions, stances = _grid(scored, "scorer_agreement")
    scorers = list(stances.columns)
    sets: list[tuple[Any, ...]] = list(combinations(scorers, 2))
    if len(scorers) > 2:
        sets.append(tuple(scorers))
    found: list[dict[str, Any]] = []
    for chosen in sets:
        named = {"scorers": " | ".join(map(str, chosen))}
        values = stances[list(chosen)].to_numpy(dtype=np.float64).T
        found.extend({**named, **row} for row in _rows_of(mentions, values, threshold, settings, *chosen))
    return pd.DataFrame(found, columns=["scorers", *MEASURES])


def scorer_confusion(
    scored: pd.DataFrame, first: str, second: str, *, threshold: float = NEUTRAL_BAND
) -> pd.DataFrame:
    """Count how the classes that one scorer gives to mentions meet with those of another.

    Parameters
    ----------
    scored, threshold
        As for `scorer_agreement`.
    first, second : str
        The two scorers.

    Returns
    -------
    pandas.DataFrame
        One row per pair of classes, those that never meet as well: ``first`` and ``second`` (the class by either
        scorer: ``negative``, ``neutral``, ``positive``, or ``abstained`` where it gives no stance), ``n_mentions``
        and ``share`` (of the mentions in the class of the first scorer, 0 to 1; empty where it has none). Mentions
        that only other scorers have rows for are not counted.

    Raises
    ------
    TableError
        As for `scorer_agreement`, and if both scorers are the same.
    UnknownNameError
        If a scorer does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> scored = pd.DataFrame({
    ...     "mention_id": ["m1", "m2", "m3"] * 2, "article_id": ["a", "b", "c"] * 2, "sentence_start": 0,
    ...     "scorer": ["words"] * 3 + ["model"] * 3, "stance": [-0.8, -0.4, 0.6, -0.6, None, 0.8]})
    >>> table = scorer_confusion(scored, "words", "model")
    >>> table[table["n_mentions"] > 0]
           first     second  n_mentions  share
    0   negative   negative           1    0.5
    3   negative  abstained           1    0.5
    10  positive   positive           1    1.0
    """
    _check_threshold(threshold, "scorer_confusion")
    if first == second:
        raise TableError(f"scorer_confusion: first and second are both {first!r}; name two scorers")
    known = set(scored["scorer"]) if "scorer" in scored.columns else {first, second}
    for name in (first, second):
        if name not in known:
            raise UnknownNameError("scorer", name, map(str, known))
    check_scored(scored, [])
    _, stances = _grid(scored[scored["scorer"].isin([first, second])], "scorer_confusion")
    codes = [np.nan_to_num(_classes(stances[name].to_numpy(), threshold), nan=2) + 1 for name in (first, second)]
    n = len(CLASSES)
    counts = np.bincount((codes[0] * n + codes[1]).astype(np.int64), minlength=n * n).reshape(n, n)
    of_first = counts.sum(axis=1, keepdims=True)
    shares = np.where(of_first > 0, counts / np.maximum(of_first, 1), np.nan)
    names = list(product(CLASSES, CLASSES))
    table = pd.DataFrame(names, columns=["first", "second"])
    return table.assign(n_mentions=counts.ravel(), share=shares.ravel())


def _check_threshold(threshold: float, where: str) -> None:
    if not 0 <= threshold < 1:
        raise TableError(f"{where}: threshold is {threshold}; it must lie from 0 to below 1, such as {NEUTRAL_BAND}")


def _grid(scored: pd.DataFrame, where: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions in the order of their articles, and their stances with a column per scorer."""
    place = ["article_id", "sentence_start", "mention_id"]
    check_scored(scored, place)
    for column in place:
        if scored[column].isna().any():
            raise TableError(f"scored: column {column!r} has an empty cell; every mention needs one")
    mentions = scored[place].drop_duplicates().sort_values(place, ignore_index=True)
    if mentions["mention_id"].duplicated().any():
        mention = mentions.loc[mentions["mention_id"].duplicated(), "mention_id"].iloc[0]
        raise TableError(f"scored: mention {mention!r} stands in two places; scorers must be given the same mentions")
    scorers = sorted(scored["scorer"].unique())
    if len(scorers) < 2:
        there = f"only {scorers[0]!r} has" if scorers else "none has"
        raise TableError(f"{where}: two scorers are needed and {there} rows; stack the tables of several scorers")
    by_mention = scored.assign(stance=scored["stance"].astype(np.float64))
    stances = by_mention.pivot(index="mention_id", columns="scorer", values="stance")  # noqa: PD010
    numbered = mentions.assign(
        article_number=mentions.groupby("article_id", sort=True, observed=True).ngroup(),
        sentence_number=mentions.groupby(place[:2], sort=True, observed=True).ngroup(),
    )
    return numbered, stances.loc[mentions["mention_id"], scorers]


def _classes(stances: Floats, threshold: float) -> Floats:
    """-1, 0 or 1 for a negative, neutral or positive stance, NaN for none."""
    return np.where(np.isnan(stances), np.nan, 1.0 * (stances > threshold) - 1.0 * (stances < -threshold))


def _rows_of(
    mentions: pd.DataFrame, values: Floats, threshold: float, settings: Settings, *key: object
) -> list[dict[str, Any]]:
    """The three measures of scorers by mentions, one row each."""
    shared = (~np.isnan(values)).sum(axis=0) > 1
    rows, values = mentions[shared], values[:, shared]
    classes = _classes(values, threshold)
    n_mentions, n_articles = len(rows), int(rows["article_number"].nunique())
    counts = {"n_mentions": n_mentions, "n_articles": n_articles}
    if not n_mentions:
        nothing = {"value": np.nan, "low": np.nan, "high": np.nan, "interval": "", "flag": "no shared mentions"}
        return [{"measure": name, **counts, **nothing} for name in ("alpha_interval", "alpha_nominal", "agreement")]
    number, article, kind = units_of(rows)
    flag, found = flag_of(n_mentions, n_articles), []
    for name, of, nominal in (("alpha_interval", values, False), ("alpha_nominal", classes, True)):
        sums = summed_by(alpha_sums(of, nominal=nominal), number)
        units = Units(sums, np.ones(len(sums)), article, kind)
        row = bounded(units, alpha_coefficient(sums.sum(axis=0)), settings, *key, name)
        warned = "no variation" if np.isnan(row["value"]) else ""
        found.append({"measure": name, **counts, **row, "flag": "; ".join(filter(None, [flag, warned]))})
    top, bottom = summed_by(np.column_stack([agreeing(classes), np.ones(n_mentions)]), number).T
    units = Units(top[:, None], bottom, article, kind)
    low, high, interval = share_bounds(units, settings, *key, "agreement")
    value = float(np.clip(top.sum() / n_mentions, 0, 1))
    bounds = {"value": value, "low": min(float(low[0]), value), "high": max(float(high[0]), value)}
    found.append({"measure": "agreement", **counts, **bounds, "interval": interval[0], "flag": flag})
    return found
