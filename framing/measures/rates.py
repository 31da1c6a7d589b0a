"""How often an actor is named: mentions per 1,000 words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.bounds import rate_bounds
from framing.measures.exposure import Exposure, bound_of_never, exposed_units
from framing.measures.flags import flag_of
from framing.measures.intervals import Integers, Settings, check_settings, ratio
from framing.measures.selection import Names, columns_of, select
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def mention_rate(  # noqa: PLR0913 - two tables and the six options that every measure has
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    position: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mentions of an actor per 1,000 words of the articles of a group.

    The words are those of all readable articles of the group, also of those that never name the
    actor: this tells how much an actor is talked about, the shares tell with which words.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    articles : pandas.DataFrame
        One row per article: the articles that the mentions were found in. ``words`` counts the
        words outside web boilerplate; articles whose ``status`` is not ``ok`` are left out.
    by : str or list of str
        Columns of `articles` whose values form the groups to compare.
    actor, position, voice, level, resamples, seed
        As for `label_shares`. With `position` or `voice`, the words are still those of whole articles.

    Returns
    -------
    pandas.DataFrame
        One row per group and actor, also where the actor is never named: the columns of `by`,
        ``actor``, ``words``, ``measure`` (``per_1000_words``), ``value``, ``low``, ``high`` (0 or
        more), ``n_mentions``, ``n_articles`` (all readable articles of the group), ``interval``
        and ``flag`` (``no words`` where there is nothing to divide by). Ordered by group and actor.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, an article occurs twice, or a
        mention stands in an article that is not among the readable ones.
    UnknownNameError
        If an actor, a position or a voice does not occur.

    Notes
    -----
    Where an actor is named in fewer than ten articles, sentences are drawn anew within them; an
    article of w words counts as w / 20 sentences. An actor who is never named has the upper bound
    of Wilson's share for no article of n (no sentence, under ten articles), at the number of
    mentions usual in an article that names the actor (one in a sentence).

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "source": ["North", "South"],
    ...                          "status": "ok", "words": [400, 250]})
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a"], "source": "North", "actor": "opposition", "label": "rebel",
    ...     "category": "neutral", "valence": 0, "sentence_start": [0, 90]})
    >>> mention_rate(mentions, articles)[["source", "words", "value", "n_mentions", "interval"]]
      source  words  value  n_mentions            interval
    0  North    400    5.0           2           sentences
    1  South    250    0.0           0  Wilson (sentences)
    """
    columns, settings = columns_of(by, "mention_rate"), Settings(level, resamples, seed)
    check_settings(settings, "mention_rate")
    readable = _readable(articles, columns)
    rows = select(mentions, [], actor=actor, position=position, voice=voice)
    place = _places(rows, readable)
    found: list[dict[str, Any]] = []
    for name in _actors(mentions, actor):
        of = (rows["actor"] == name).to_numpy()
        where, sentence = place[of], rows["sentence_number"].to_numpy()[of]
        usual = len(where) / max(int((np.bincount(where) > 0).sum()), 1)
        for key, group in _groups(readable, columns):
            # The articles are sorted, so those of a group follow one another.
            start, end = group.index[0], group.index[-1] + 1
            inside = (where >= start) & (where < end)
            words = group["words"].to_numpy(dtype=np.int64)
            one = Exposure(words, where[inside] - start, sentence[inside])
            named = {**dict(zip(columns, key, strict=True)), "actor": name}
            found.append({**named, **_rate(one, usual, settings, *key, name)})
    table = pd.DataFrame(found, columns=[*columns, "actor", "words", *MEASURES])
    return table.sort_values([*columns, "actor"], kind="stable", ignore_index=True)


def _rate(group: Exposure, usual: float, settings: Settings, *key: object) -> dict[str, Any]:
    """Numbers of one row; `usual` is the number of mentions where there are any."""
    words, n_mentions, n_articles = int(group.words.sum()), len(group.article), len(group.words)
    value, low, high, basis, flag = math.nan, math.nan, math.nan, "", "no words"
    if words:
        units = exposed_units(group)
        value, basis, flag = float(ratio(units)[0]), units.kind, flag_of(n_mentions, n_articles)
        if n_mentions:
            low, high = rate_bounds(units, settings, *key)
        else:
            low, (high, basis) = 0.0, bound_of_never(group.words, usual, settings.level)
    return {
        "words": words,
        "measure": "per_1000_words",
        "value": 1000 * value,
        "low": 1000 * low,
        "high": 1000 * high,
        "n_mentions": n_mentions,
        "n_articles": n_articles,
        "interval": basis,
        "flag": flag,
    }


def _readable(articles: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Articles that were analysed, sorted."""
    wanted = list(dict.fromkeys([*columns, "article_id", "status", "words"]))
    check(articles, wanted, "articles")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise TableError(f"articles: article_id {twice.iloc[0]!r} occurs twice; each article needs its own")
    kept = articles.loc[articles["status"] == "ok", wanted]
    words = kept["words"]
    if len(words) and not (pd.api.types.is_numeric_dtype(words) and words.ge(0).all()):
        raise TableError("articles: column 'words' has cells that are not counts; give 0 or more")
    return kept.sort_values(list(dict.fromkeys([*columns, "article_id"])), kind="stable", ignore_index=True)


def _groups(readable: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Group the articles, with keys; the whole table where there is nothing to group by."""
    if not columns:
        yield (), readable
        return
    for key, group in readable.groupby(columns, sort=True, dropna=False, observed=True):
        yield cast("tuple[Any, ...]", key), group


def _places(rows: pd.DataFrame, readable: pd.DataFrame) -> Integers:
    """Row of the articles table that each mention stands in."""
    number, ids = pd.factorize(rows["article_id"])
    place = pd.Index(readable["article_id"]).get_indexer(pd.Index(ids))[number]
    if (place < 0).any():
        stray = rows["article_id"][place < 0].iloc[0]
        raise TableError(
            f"mentions: article {stray!r} is not among the readable articles;"
            " give the articles that the mentions were found in"
        )
    over = np.flatnonzero(np.bincount(place, minlength=len(readable)) > readable["words"].to_numpy())
    if len(over):
        name, words = readable["article_id"].iloc[over[0]], readable["words"].iloc[over[0]]
        raise TableError(
            f"articles: article {name!r} has more mentions than its {words} words; count its words again"
        )
    return np.asarray(place, dtype=np.int64)


def _actors(mentions: pd.DataFrame, actor: Names) -> list[Any]:
    """Actors that get rows, sorted: those asked for, or all that are mentioned."""
    if isinstance(actor, str):
        return [actor]
    return sorted(mentions["actor"].unique() if actor is None else set(actor))
