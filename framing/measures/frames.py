"""How much each group of articles uses each frame: the mean of the scores of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.bounds import constant_bounds, mean_bounds
from framing.measures.flags import MIN_MENTIONS, flag_of
from framing.measures.intervals import Settings, Units, check_settings, kind_of, ratio
from framing.measures.selection import columns_of
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED: Final = ("article_id", "scorer", "frame", "score", "proxy")
#: The scale of a score.
_ENDS: Final = (0.0, 1.0)


def frame_means(
    scores: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean score of each frame in the articles of each group.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row per article and frame, as `framing.score_frames` gives them. Scores of sentences are taken as well:
        the mean is then that of all sentences, and articles are resampled with their sentences.
    by : str or list of str
        Columns whose values form the groups to compare.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, frame and scorer, in this order: the columns of `by`, ``frame``, ``scorer``, ``measure``
        (``frame``), ``value`` (mean score), ``low``, ``high`` (0 to 1), ``n_mentions`` (texts scored: articles, or
        sentences), ``n_articles``, ``interval`` (what was resampled), ``flag`` (whether articles are few) and
        ``proxy`` (whether words stand in for a frame).

    Raises
    ------
    TableError
        If a column is missing or has empty cells, a score lies outside 0 to 1, a text has two scores, or an option is
        out of range.

    Notes
    -----
    A mean of shares gives each article the same weight, however long. Where all texts of a group have the same score,
    nothing can be resampled: with p the lower Wilson bound of the share of that score, the bounds are p·value and
    p·value + (1 - p), so that no interval is a point.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "source": ["North", "North", "South"], "scorer": "frames_generic_en",
    ...     "frame": "conflict", "score": [0.5, 0.25, 0.0], "proxy": True})
    >>> frame_means(scores)[["source", "frame", "value", "n_articles", "interval"]]
      source     frame  value  n_articles           interval
    0  North  conflict  0.375           2           articles
    1  South  conflict  0.000           1  Wilson (articles)
    """
    columns, settings = columns_of(by, "frame_means"), Settings(level, resamples, seed)
    check_settings(settings, "frame_means")
    rows = _checked(scores, columns)
    is_sentences = "sentence_start" in rows.columns
    found: list[dict[str, Any]] = []
    for key, group in rows.groupby([*columns, "frame", "scorer"], sort=True, dropna=False, observed=True):
        names = cast("tuple[Any, ...]", key)
        units = _units(group, is_sentences=is_sentences)
        value, n_articles = float(ratio(units)[0]), int(group["article_id"].nunique())
        values = group["score"]
        low, high, interval = (
            constant_bounds(value, _ENDS, units, settings)
            if values.min() == values.max()
            else mean_bounds(units, _ENDS, settings, *names)
        )
        found.append({
            **dict(zip([*columns, "frame", "scorer"], names, strict=True)),
            "measure": "frame",
            "value": value,
            "low": low,
            "high": high,
            "n_mentions": len(group),
            "n_articles": n_articles,
            "interval": interval,
            "flag": flag_of(MIN_MENTIONS, n_articles),  # texts are no mentions: only articles can be few
            "proxy": bool(group["proxy"].any()),
        })  # fmt: skip
    return pd.DataFrame(found, columns=[*columns, "frame", "scorer", *MEASURES, "proxy"])


def _checked(scores: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The scores that are averaged, sorted so that no mean depends on their order."""
    for column in columns:
        if column in _NEEDED:
            raise TableError(
                f"frame_means: by={column!r} names a column that every mean is made of or parted by; group by "
                "others, such as 'source'"
            )
    check(scores, [*columns, *_NEEDED], "scores")
    for column in _NEEDED:
        empty = int(scores[column].isna().sum())
        if empty:
            cells = "1 empty cell" if empty == 1 else f"{empty} empty cells"
            raise TableError(f"scores: column {column!r} has {cells}; every score needs one")
    values = scores["score"]
    if len(values) and not pd.api.types.is_numeric_dtype(values):
        raise TableError("scores: column 'score' holds words; numbers from 0 to 1 are needed")
    if len(values) and not values.between(*_ENDS).all():
        strange = values[~values.between(*_ENDS)].iloc[0]
        raise TableError(f"scores: column 'score' holds {strange:g}; allowed are numbers from 0 to 1")
    places = ["sentence_start"] if "sentence_start" in scores.columns else []
    keys = ["scorer", "frame", "article_id", *places]
    twice = scores[scores.duplicated(keys)]
    if len(twice):
        again = twice.iloc[0]
        raise TableError(
            f"scores: {'a sentence of ' if places else ''}article {again['article_id']!r} has two scores of frame "
            f"{again['frame']!r} by {again['scorer']!r}; give each text one, and two scorers two names"
        )
    kept = list(dict.fromkeys([*columns, *_NEEDED, *places]))
    return scores[kept].sort_values(["article_id", *places], kind="stable")


def _units(rows: pd.DataFrame, *, is_sentences: bool) -> Units:
    """Articles; or, where they are few and their sentences have scores, these."""
    values = rows["score"].to_numpy(dtype=np.float64)
    article = np.asarray(pd.factorize(rows["article_id"])[0], dtype=np.int64)
    n = int(article.max()) + 1
    kind = kind_of(n) if is_sentences else "articles"
    if kind != "articles":
        return Units(values[:, None], np.ones(len(values)), article, kind)
    top, bottom = np.bincount(article, weights=values), np.bincount(article).astype(np.float64)
    return Units(top[:, None].astype(np.float64), bottom, np.arange(n), kind)
