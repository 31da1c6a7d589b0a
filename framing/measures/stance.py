"""How favourably an actor is spoken of: the mean of its mentions' stances, and how far two actors lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import TINY
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, Units, check_settings, resampled_ratios, student_t
from framing.measures.selection import NEEDED, Names, columns_of, select, summed, units_of
from framing.measures.valence import valence_bounds
from framing.schema import MEASURES, NEUTRAL_BAND, check

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Ends of the scale of a stance.
ENDS: Final = (-1.0, 1.0)

#: Columns that these measures write besides those of every measure: no table can be grouped by them.
_WRITTEN: Final = frozenset(
    {"scorer", "stance", "n_abstained", "positive", "negative", "against", "n_against_mentions"}
)


def stance_means(
    scored: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    position: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean stance of the mentions of an actor, as each scorer reads them.

    It measures how the words around an actor's name present it, from -1 (all unfavourable) to 1 (all favourable).
    A mention of which a scorer makes nothing is left out of its mean and counted in ``n_abstained``.

    Parameters
    ----------
    scored : pandas.DataFrame
        One row per mention and scorer: the mentions table with ``scorer`` and ``stance`` (-1 to 1, empty where the
        scorer abstains). No mention may have two rows of one scorer.
    by : str or list of str
        Columns whose values form the groups to compare; ``["source", "voice"]`` tells the outlet's own words from
        those that it quotes or reports.
    actor, position, voice, level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, actor and scorer: the columns of `by`, ``actor``, ``scorer``, ``measure`` (``stance``),
        ``value``, ``low``, ``high`` (-1 to 1), ``n_mentions`` (mentions with a stance, the denominator),
        ``n_articles`` (articles that hold them), ``interval`` (what was resampled), ``flag``, ``n_abstained``
        (mentions without a stance), ``positive`` and ``negative`` (shares of the mentions with a stance above 0.05
        and below -0.05, see `framing.schema.NEUTRAL_BAND`; the rest is neutral). Where a scorer abstains from every
        mention, the numbers are empty and the flag says ``all abstained``. Ordered by group, actor and scorer.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, a mention has two rows of one scorer, or an option is
        out of range.
    UnknownNameError
        If an actor, a position or a voice does not occur.

    Notes
    -----
    Where one stance alone occurs, nothing can be resampled. With p the lower Wilson bound of the share of that
    stance, the bounds are then p·value - (1 - p) and p·value + (1 - p).

    Examples
    --------
    >>> import pandas as pd
    >>> scored = pd.DataFrame({
    ...     "mention_id": ["a1", "a2", "b1", "c1"], "article_id": ["a", "a", "b", "c"],
    ...     "source": ["North", "North", "North", "South"], "actor": "opposition", "label": "rebel",
    ...     "category": "neutral", "valence": 0, "sentence_start": [0, 90, 0, 0],
    ...     "scorer": "words", "stance": [-0.5, 0.1, None, 0.4]})
    >>> stance_means(scored)[["source", "scorer", "value", "n_mentions", "n_abstained", "positive"]]
      source scorer  value  n_mentions  n_abstained  positive
    0  North  words   -0.2           2            1       0.5
    1  South  words    0.4           1            0       1.0
    """
    columns, settings = _columns_of(by, "stance_means"), Settings(level, resamples, seed)
    check_settings(settings, "stance_means")
    rows = _select(scored, columns, actor=actor, position=position, voice=voice)
    keys = [*columns, "actor", "scorer"]
    found = [
        {**dict(zip(keys, key, strict=True)), **_mean_of(group, settings, *key)}
        for key, group in rows.groupby(keys, sort=True, dropna=False, observed=True)
    ]
    return pd.DataFrame(found, columns=[*keys, *MEASURES, "n_abstained", "positive", "negative"])


def tilt(  # noqa: PLR0913
    scored: pd.DataFrame,
    toward: str,
    against: str,
    by: str | Sequence[str] = "source",
    *,
    position: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean stance to one actor minus mean stance to another in the same group.

    It is a difference of two means on one scale and no bias score. It depends on what happened as well as on how it
    was told: who bombs a market is written of less favourably than who is bombed, by a fair reporter, too. What tells
    about the telling is the difference between groups that report the same events.

    Parameters
    ----------
    scored : pandas.DataFrame
        As for `stance_means`.
    toward, against : str
        The two actors; the tilt is positive where the stance to `toward` is the more favourable one.
    by, position, voice, level, resamples, seed
        As for `stance_means`.

    Returns
    -------
    pandas.DataFrame
        One row per group and scorer: the columns of `by`, ``actor`` (`toward`), ``against``, ``scorer``, ``measure``
        (``tilt``), ``value``, ``low``, ``high`` (-2 to 2), ``n_mentions`` (of `toward`, with a stance),
        ``n_articles`` (articles that hold either actor, with a stance), ``n_against_mentions``, ``interval`` and
        ``flag``, where warnings about `against` are marked. A group in which an actor is not named has empty numbers
        and the flag ``no mention of`` it; one whose mentions the scorer abstains from, ``all abstained:`` with its
        name. Ordered by group and scorer.

    Raises
    ------
    TableError
        As for `stance_means`, and if both actors are the same.
    UnknownNameError
        If an actor, a position or a voice does not occur.

    Notes
    -----
    An article may name both actors, and whoever writes of one so often has the other in mind; the two means are
    correlated. Articles (and their sentences, where articles are few) are therefore resampled with the mentions of
    both actors in them, and the half width is Student's t times the standard deviation of the resampled difference,
    with the articles of the actor that has fewer; the bounds end at -2 and 2. Where the mean of an actor cannot be
    resampled (one stance, or one article of several), the bounds of the two means are combined as if they were
    independent (Zou & Donner 2008), and ``interval`` names what both rest on.

    Examples
    --------
    >>> import pandas as pd
    >>> scored = pd.DataFrame({
    ...     "mention_id": ["a1", "a2", "b1", "b2", "c1"], "article_id": ["a", "a", "b", "b", "c"],
    ...     "source": ["North", "North", "North", "North", "South"],
    ...     "actor": ["government", "opposition", "government", "opposition", "opposition"], "label": "it",
    ...     "category": "neutral", "valence": 0, "sentence_start": [0, 90, 0, 90, 0],
    ...     "scorer": "words", "stance": [0.5, -0.5, 0.4, 0.1, 0.4]})
    >>> tilt(scored, "government", "opposition")[["source", "value", "n_mentions", "n_against_mentions"]].round(2)
      source  value  n_mentions  n_against_mentions
    0  North   0.65           2                   2
    1  South    NaN           0                   1
    """
    columns, settings = _columns_of(by, "tilt"), Settings(level, resamples, seed)
    check_settings(settings, "tilt")
    if toward == against:
        raise TableError(f"tilt: toward and against are both {toward!r}; name two actors")
    rows = _select(scored, columns, position=position, voice=voice)
    known = set(scored["actor"].unique())
    for name in (toward, against):
        if name not in known:
            raise UnknownNameError("actor", name, map(str, known))
    keys = [*columns, "scorer"]
    found = []
    for key, group in rows.groupby(keys, sort=True, dropna=False, observed=True):
        named = {**dict(zip(keys, key, strict=True)), "actor": toward, "against": against}
        found.append({**named, **_tilt_of(group, toward, against, settings, *key)})
    measures = [*MEASURES[:6], "n_against_mentions", *MEASURES[6:]]
    return pd.DataFrame(found, columns=[*columns, "actor", "against", "scorer", *measures])


def check_scored(scored: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise if a table of stances lacks one of `columns`, or has strange stances or two rows of one key.

    Examples
    --------
    >>> import pandas as pd
    >>> check_scored(pd.DataFrame({"scorer": ["words"], "stance": [2.0]}), [])
    Traceback (most recent call last):
    ...
    framing.errors.TableError: scored: column 'stance' holds 2; allowed are numbers from -1 to 1, and empty cells
    """
    check(scored, [*columns, "scorer", "stance"], "scored")
    empty = int(scored["scorer"].isna().sum())
    if empty:
        cells = "1 empty cell" if empty == 1 else f"{empty} empty cells"
        raise TableError(f"scored: column 'scorer' has {cells}; every row needs one")
    stance = scored["stance"].dropna()
    if len(stance) and not pd.api.types.is_numeric_dtype(stance):
        raise TableError("scored: column 'stance' holds words; numbers from -1 to 1 are needed, and empty cells")
    strange = stance[~stance.between(*ENDS)] if len(stance) else stance
    if len(strange):
        raise TableError(
            f"scored: column 'stance' holds {strange.iloc[0]:g}; allowed are numbers from -1 to 1, and empty cells"
        )
    if "mention_id" in scored.columns:
        again = scored[scored.duplicated(["mention_id", "scorer"])]
        if len(again):
            mention, scorer = again.iloc[0][["mention_id", "scorer"]]
            raise TableError(f"scored: mention {mention!r} has several rows of scorer {scorer!r}; keep one of them")


def resampled_together(units: Units, settings: Settings, *key: object) -> Floats:
    """Resample the units as `resampled_ratios` does, all columns in the same draws, whatever a unit is."""
    # Articles of one unit each, and one article of several, are cases of the two stages.
    return resampled_ratios(units._replace(kind="articles+sentences"), settings, *key)


def _columns_of(by: str | Sequence[str], where: str) -> list[str]:
    columns = columns_of(by, where)
    for column in columns:
        if column in _WRITTEN:
            raise TableError(
                f"{where}: by={column!r} names a column that the measure itself writes or reads;"
                " group by others, such as 'source'"
            )
    return columns


def _select(
    scored: pd.DataFrame, columns: list[str], *, actor: Names = None, position: Names = None, voice: Names = None
) -> pd.DataFrame:
    """Scored mentions of the actors, positions and voices asked for, in an order of their own."""
    check_scored(scored, [*columns, *NEEDED])
    rows = scored.assign(stance=scored["stance"].astype(np.float64))
    return select(rows, [*columns, "scorer", "stance"], actor=actor, position=position, voice=voice)


def _mean_of(group: pd.DataFrame, settings: Settings, *key: object) -> dict[str, Any]:
    """Mean stance of the mentions of one actor by one scorer, with what stands beside it."""
    rows = group[group["stance"].notna()]
    shared = {"measure": "stance", "n_mentions": len(rows), "n_abstained": len(group) - len(rows)}
    if rows.empty:
        numbers = dict.fromkeys(("value", "low", "high", "positive", "negative"), np.nan)
        return {**shared, **numbers, "n_articles": 0, "interval": "", "flag": "all abstained"}
    value, low, high, interval = _estimate(rows, settings, *key)
    n_articles = int(rows["article_number"].nunique())
    return {
        **shared,
        "value": value,
        "low": low,
        "high": high,
        "n_articles": n_articles,
        "interval": interval,
        "flag": flag_of(len(rows), n_articles),
        "positive": float((rows["stance"] > NEUTRAL_BAND).mean()),
        "negative": float((rows["stance"] < -NEUTRAL_BAND).mean()),
    }


def _estimate(rows: pd.DataFrame, settings: Settings, *key: object) -> tuple[float, float, float, str]:
    """Mean stance of the rows, its bounds, and what they rest on."""
    units = summed(rows, rows["stance"].to_numpy())
    # The sum of equal stances is rounded: their mean is the stance itself.
    mean = float(np.clip(units.top.sum() / units.bottom.sum(), rows["stance"].min(), rows["stance"].max()))
    low, high, interval = valence_bounds(units, rows["stance"], ENDS, settings, *key)
    return mean, min(low, mean), max(high, mean), interval


def _tilt_of(group: pd.DataFrame, toward: str, against: str, settings: Settings, *key: object) -> dict[str, Any]:
    """Tilt of one group as one scorer reads it."""
    rows = group[group["actor"].isin([toward, against]) & group["stance"].notna()]
    first, second = (rows[rows["actor"] == name] for name in (toward, against))
    shared = {
        "measure": "tilt",
        "n_mentions": len(first),
        "n_articles": int(rows["article_number"].nunique()),
        "n_against_mentions": len(second),
    }
    if first.empty or second.empty:
        present = set(group["actor"])
        lacking = [name for name, of in ((toward, first), (against, second)) if of.empty]
        flags = [f"all abstained: {name}" if name in present else f"no mention of {name}" for name in lacking]
        numbers = dict.fromkeys(("value", "low", "high"), np.nan)
        return {**shared, **numbers, "interval": "", "flag": "; ".join(flags)}
    one, other = (_estimate(of, settings, *key, name) for of, name in ((first, toward), (second, against)))
    value = one[0] - other[0]
    # Both orders of the same two actors resample alike, so their intervals mirror each other.
    half, kind = _half_width(rows, sorted([toward, against]), settings, *key)
    if half > 0:
        low, high, interval = max(value - half, -2.0), min(value + half, 2.0), kind
    else:
        low = value - float(np.hypot(one[0] - one[1], other[2] - other[0]))
        high = value + float(np.hypot(one[2] - one[0], other[0] - other[1]))
        interval = one[3] if one[3] == other[3] else f"{one[3]} | {other[3]}"
    own, base = (flag_of(len(of), of["article_number"].nunique()) for of in (first, second))
    flag = "; ".join(filter(None, [own, f"against: {base.replace('; ', ', ')}" if base else ""]))
    return {**shared, "value": value, "low": low, "high": high, "interval": interval, "flag": flag}


def _half_width(rows: pd.DataFrame, pair: list[str], settings: Settings, *key: object) -> tuple[float, str]:
    """Half the interval of a difference of two means, 0 where one of them does not move; and what is resampled."""
    number, article, kind = units_of(rows)
    stance = rows["stance"].to_numpy()
    named = [(rows["actor"] == name).to_numpy(dtype=np.float64) for name in pair]
    columns = [weights for is_it in named for weights in (stance * is_it, is_it)]
    top = np.column_stack([np.bincount(number, weights=column) for column in columns]).astype(np.float64)
    # Few of a kind vary little by chance: the actor with fewer articles decides how much t widens.
    of = np.arange(len(article)) if kind == "sentences" else article
    fewest = min(len(np.unique(of[top[:, column] > 0])) for column in (1, 3))
    if fewest < 2:
        return 0.0, kind
    drawn = resampled_together(Units(top, np.ones(len(top)), article, kind), settings, *key, *pair)
    # A resample without one of the actors has no difference.
    drawn = drawn[(drawn[:, 1] > 0) & (drawn[:, 3] > 0)]
    means = drawn[:, [0, 2]] / drawn[:, [1, 3]]
    deviation = float((means[:, 0] - means[:, 1]).std())
    if min(*means.std(axis=0), deviation) < TINY:
        return 0.0, kind
    return deviation * float(np.sqrt(fewest / (fewest - 1))) * student_t(settings.level, fewest - 1), kind
