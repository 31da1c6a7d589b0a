"""How an actor is named: the share of each label, and of each category of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.measures.bounds import share_bounds
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, check_settings, ratio
from framing.measures.selection import Names, columns_of, counted, groups, select
from framing.schema import MEASURES, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What tells one label of an actor from another, and one category.
LABEL_KEYS: Final = ("category", "label", "valence")
CATEGORY_KEYS: Final = ("category",)


def label_shares(
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
    """Share of each label among all mentions of an actor.

    A label that a group never uses has a row of its own with the value 0, provided that the actor
    bears it somewhere among the mentions counted; its interval says how often it may have been
    missed by chance. A label with two categories or valences counts as two.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    by : str or list of str
        Columns whose values form the groups to compare.
    actor, position, voice : str or list of str, optional
        Count these actors, or mentions in these positions or voices, alone. ``attributed`` stands for the voices
        ``indirect`` and ``direct``. The denominator is then the mentions in that voice, too.
    level : float
        Coverage of the intervals, in (0, 1).
    resamples : int
        Number of resampled groups behind each interval, at least 100.
    seed : int
        Seed of the resamples; equal seeds give equal tables.

    Returns
    -------
    pandas.DataFrame
        One row per group, actor and label: the columns of `by`, ``actor``, ``label``,
        ``category``, ``valence`` (-1 to 1), ``n_label`` (mentions with this label), ``measure``
        (``label_share``), ``value``, ``low``, ``high`` (shares, 0 to 1), ``n_mentions`` (all
        mentions of the actor in the group, the denominator), ``n_articles`` (articles that hold
        them), ``interval`` (what was resampled) and ``flag``. Ordered by group, actor, category
        from delegitimising to legitimising, and label.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, or an option is out of range.
    UnknownNameError
        If an actor, a position or a voice does not occur.

    Notes
    -----
    In groups of 5,000 articles or more the spread is not drawn but computed from the residuals of the articles, on
    which ever more resamples settle; `resamples` and `seed` change nothing there. Millions of mentions are best read
    with :func:`framing.open_run`, which keeps words as categories.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b", "c"], "source": ["North", "North", "North", "South"],
    ...     "actor": "opposition", "label": ["rebel", "terrorist", "rebel", "rebel"],
    ...     "category": ["neutral", "delegitimising", "neutral", "neutral"],
    ...     "valence": [0, -1, 0, 0], "sentence_start": [0, 90, 0, 0]})
    >>> shares = label_shares(mentions)
    >>> shares[["source", "label", "n_label", "value", "n_mentions", "interval"]].round(2)
      source      label  n_label  value  n_mentions            interval
    0  North  terrorist        1   0.33           3  articles+sentences
    1  North      rebel        2   0.67           3  articles+sentences
    2  South  terrorist        0   0.00           1  Wilson (sentences)
    3  South      rebel        1   1.00           1  Wilson (sentences)
    """
    columns, settings = columns_of(by, "label_shares"), Settings(level, resamples, seed)
    check_settings(settings, "label_shares")
    rows = select(mentions, columns, actor=actor, position=position, voice=voice)
    written = [*columns, "actor", "label", "category", "valence", "n_label", *MEASURES]
    found = [{**row, "measure": "label_share"} for row in _shares(rows, columns, list(LABEL_KEYS), settings)]
    return pd.DataFrame(found, columns=written)


def category_shares(
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
    """Share of each category of labels among all mentions of an actor.

    Parameters
    ----------
    mentions, by, actor, position, voice, level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, actor and category that the actor meets with anywhere among the
        mentions counted: the columns of `by`, ``actor``, ``category``, ``n_label`` (mentions with
        a label of this category), then as for `label_shares` with ``measure`` ``category_share``.

    Raises
    ------
    TableError, UnknownNameError
        As for `label_shares`.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "actor": "opposition",
    ...     "label": ["rebel", "terrorist", "militant"],
    ...     "category": ["neutral", "delegitimising", "delegitimising"],
    ...     "valence": [0, -1, -0.5], "sentence_start": [0, 90, 0]})
    >>> category_shares(mentions)[["category", "n_label", "value", "flag"]].round(2)
             category  n_label  value                        flag
    0  delegitimising        2   0.67  few articles; few mentions
    1         neutral        1   0.33  few articles; few mentions
    """
    columns, settings = columns_of(by, "category_shares"), Settings(level, resamples, seed)
    check_settings(settings, "category_shares")
    rows = select(mentions, columns, actor=actor, position=position, voice=voice)
    written = [*columns, "actor", "category", "n_label", *MEASURES]
    found = [{**row, "measure": "category_share"} for row in _shares(rows, columns, list(CATEGORY_KEYS), settings)]
    return pd.DataFrame(found, columns=written)


def kinds_of(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Labels or categories of an actor's mentions, one row each, in the order of the outputs."""
    kinds = rows[keys].drop_duplicates()
    order = kinds["category"].astype(str).map({name: i for i, name in enumerate(VOCABULARY["category"])})
    return kinds.assign(order=order).sort_values(["order", *keys]).drop(columns="order")


def codes_of(rows: pd.DataFrame, kinds: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Place of each mention's label or category among `kinds`."""
    wanted = pd.MultiIndex.from_frame(kinds)
    return wanted.get_indexer(pd.MultiIndex.from_frame(rows[list(kinds.columns)])).astype(np.int64)


def _shares(rows: pd.DataFrame, columns: list[str], keys: list[str], settings: Settings) -> Iterator[dict[str, Any]]:
    """One row per group, actor and kind of label, without the name of the measure."""
    met: dict[Any, list[pd.DataFrame]] = {}
    for key, group in groups(rows, columns):
        met.setdefault(key[-1], []).append(group[keys].drop_duplicates())
    kinds = {actor: kinds_of(pd.concat(each), keys) for actor, each in met.items()}
    for key, group in groups(rows, columns):
        mine = kinds[key[-1]]
        units = counted(group, codes_of(group, mine), len(mine))
        low, high, interval = share_bounds(units, settings, *key)
        n_mentions, n_articles = len(group), int(group["article_number"].nunique())
        named = dict(zip([*columns, "actor"], key, strict=True))
        numbers = zip(units.top.sum(axis=0), ratio(units), low, high, interval, strict=True)
        for kind, (n_label, value, bottom, top, basis) in zip(mine.to_dict("records"), numbers, strict=True):
            yield {
                **named,
                **{str(name): cell for name, cell in kind.items()},
                "n_label": int(n_label),
                "value": float(value),
                "low": float(bottom),
                "high": float(top),
                "n_mentions": n_mentions,
                "n_articles": n_articles,
                "interval": basis,
                "flag": flag_of(n_mentions, n_articles),
            }
