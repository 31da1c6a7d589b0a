"""How far scorers agree on the stance of the same mentions, and where they part."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import TINY, constant_bounds, share_bounds
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Integers, Settings, Units, check_settings, normal_z, student_t
from framing.measures.selection import units_of
from framing.measures.stance import check_scored, resampled_together
from framing.schema import MEASURES, NEUTRAL_BAND

#: Classes of stances, in the order of their codes; ``abstained`` stands for none.
CLASSES: Final = ("negative", "neutral", "positive", "abstained")

#: A variance below this, of values on a scale of length 1, is none but for rounding.
_STILL: Final = 1e-12


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


def krippendorff_alpha(values: Floats, *, nominal: bool = False) -> float:
    """Krippendorff's alpha of an array of coders by units, NaN where a value is missing or alpha is undefined.

    Examples
    --------
    >>> round(krippendorff_alpha(np.array([[1, 2, 3, 3, np.nan], [1, 2, 3, 2, 1]])), 3)
    0.821
    """
    sums = _alpha_sums(values, nominal=nominal).sum(axis=0)
    return float(_alpha_of(sums[None], float(sums[0]))[0])


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
        sums = _by_unit(_alpha_sums(of, nominal=nominal), number)
        units = Units(sums, np.ones(len(sums)), article, kind)
        found.append({"measure": name, **counts, **_alpha_row(units, flag, settings, *key, name)})
    top, bottom = _by_unit(np.column_stack([_agreeing(classes), np.ones(n_mentions)]), number).T
    units = Units(top[:, None], bottom, article, kind)
    low, high, interval = share_bounds(units, settings, *key, "agreement")
    value = float(np.clip(top.sum() / n_mentions, 0, 1))
    bounds = {"value": value, "low": min(float(low[0]), value), "high": max(float(high[0]), value)}
    found.append({"measure": "agreement", **counts, **bounds, "interval": interval[0], "flag": flag})
    return found


def _by_unit(rows: Floats, number: Integers) -> Floats:
    """Sum the rows of each unit."""
    return np.column_stack([np.bincount(number, weights=column) for column in rows.T]).astype(np.float64)


def _agreeing(classes: Floats) -> Floats:
    """Share of the pairs of scorers that agree on each mention."""
    n = (~np.isnan(classes)).sum(axis=0)
    same = sum((k * (k - 1) for k in ((classes == code).sum(axis=0) for code in (-1, 0, 1))), np.zeros(len(n)))
    return np.asarray(same / (n * (n - 1)), dtype=np.float64)


def _alpha_sums(values: Floats, *, nominal: bool) -> Floats:
    """Give, for each unit, what alpha is made of, zero where fewer than two coders have a value.

    The columns are the number of values, their disagreement within the unit, the sum of their squares, and their sum
    (nominal: one sum per class). A class is a point: the squared distance of two classes is 1, and stances are
    stretched so that their range is 1.
    """
    missing = np.isnan(values) | ((~np.isnan(values)).sum(axis=0) < 2)
    present = values[~missing]
    if nominal:
        points = (values[..., None] == np.unique(present)) / np.sqrt(2)
    else:
        bottom, length = (present.min(), np.ptp(present)) if len(present) else (0.0, 0.0)
        # Alpha does not depend on where the scale lies; from its middle, sums lose the least to rounding.
        points = ((values - bottom) / (length or 1.0) - 0.5)[..., None]
    points = np.where(missing[..., None], 0.0, points)
    n, total = (~missing).sum(axis=0), points.sum(axis=0)
    squares = (points**2).sum(axis=(0, 2))
    within = (n * squares - (total**2).sum(axis=1)) / np.maximum(n - 1, 1)
    return np.column_stack([n, np.maximum(within, 0.0), squares, total])


def _alpha_of(sums: Floats, n: float) -> Floats:
    """Alpha of each row of sums, which may all be divided by one number; `n` values in all make up for small samples.

    Observed disagreement is the mean squared distance of values of one unit, expected that of any two values.
    """
    if n < 2:
        return np.full(len(sums), np.nan)
    means = sums[:, 1:] / sums[:, :1]
    variance = means[:, 1] - (means[:, 2:] ** 2).sum(axis=1)
    moved = variance > _STILL
    ratio = means[:, 0] / np.where(moved, variance, 1.0) * (n - 1) / n
    return np.where(moved, 1 - ratio, np.nan)


def _alpha_row(units: Units, flag: str, settings: Settings, *key: object) -> dict[str, Any]:
    """Value, bounds, what they rest on, and flag of an alpha."""
    sums = units.top.sum(axis=0)
    value = float(_alpha_of(sums[None], float(sums[0]))[0])
    if np.isnan(value):
        nothing = {"value": np.nan, "low": np.nan, "high": np.nan, "interval": ""}
        return {**nothing, "flag": "; ".join(filter(None, [flag, "no variation"]))}
    alphas = _alpha_of(resampled_together(units, settings, *key), float(sums[0]))
    alphas = alphas[~np.isnan(alphas)]
    if len(alphas) < 2 or alphas.std() < TINY:
        # Disagreement is half a squared distance, 0 to 0.5; any may be hidden among what was not seen.
        bottom, top, interval = constant_bounds(float(sums[1] / sums[0]), (0.0, 0.5), units, settings)
        low, high = 1 - top / _expected(sums), 1 - bottom / _expected(sums)
    else:
        n = len(units.bottom) if units.kind == "sentences" else int(units.article.max()) + 1
        few = float(np.sqrt(n / (n - 1))) * student_t(settings.level, n - 1) / normal_z(settings.level)
        ends = np.quantile(alphas, [(1 - settings.level) / 2, (1 + settings.level) / 2])
        low, high = (value + few * (float(end) - value) for end in ends)
        interval = units.kind
    low, high = max(min(low, value), -1.0), min(max(high, value), 1.0)
    return {"value": value, "low": low, "high": high, "interval": interval, "flag": flag}


def _expected(sums: Floats) -> float:
    """Disagreement expected by chance."""
    means = sums / sums[0]
    return float((means[2] - (means[3:] ** 2).sum()) * sums[0] / (sums[0] - 1))
