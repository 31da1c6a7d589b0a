"""Sums of one group for what is estimated: of all mentions as found, and of its coded units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.coded.rectified import Totals
from framing.measures.intervals import MIN_ARTICLES, Floats, Integers, kind_of
from framing.measures.selection import MENTION_VOICES

if TYPE_CHECKING:
    from framing.measures.coded.estimands import Estimand
    from framing.measures.coded.gold_units import Evidence


class Counts(NamedTuple):
    """Mentions and articles found; units coded, and those of them that were not found, or are without a voice.

    ``every`` says whether each mention found was sure to be coded, so that no chance is left in the coding.
    """

    n_mentions: int
    n_articles: int
    n_coded: int
    n_negatives: int
    n_voiceless: int
    every: bool


def tally(rows: pd.DataFrame, estimand: Estimand) -> Floats:
    """What each row adds to the numerators of the estimand, and at last to the denominator."""
    inside = rows["actor"].eq(estimand.actor)
    if estimand.voice is not None:
        inside &= rows["voice"].isin(estimand.voice)
    if estimand.measure == "voice_share":
        inside &= rows["voice"].isin(MENTION_VOICES)
        if estimand.label is not None:
            inside &= rows["label"].isin(estimand.label)
    mean = {"label_valence": "valence", "stance": "stance"}.get(estimand.measure)
    if mean is not None:
        values = rows[mean].to_numpy(dtype=np.float64)
        bottom = inside.to_numpy() & ~np.isnan(values)
        return np.column_stack([np.where(bottom, values, 0.0), bottom])
    bottom = inside.to_numpy(dtype=np.float64)
    if estimand.measure == "mention_rate":
        return np.column_stack([bottom, np.zeros(len(rows))])
    column = estimand.measure.removesuffix("_share")
    code = pd.Index(estimand.names).get_indexer(pd.Index(rows[column].astype(object)))
    top = np.zeros((len(rows), len(estimand.names)))
    here = np.flatnonzero((code >= 0) & (bottom > 0))
    top[here, code[here]] = 1.0
    return np.column_stack([top, bottom])


def totals_of(
    evidence: Evidence, estimand: Estimand, words: pd.Series[Any] | None = None
) -> tuple[Totals | None, Counts]:
    """Sums of one group, of which `evidence` holds the rows, and what they rest on; none where nothing is counted.

    `words` are those of each article, the denominators of a rate.
    """
    sums = [tally(rows, estimand) for rows in (evidence.found, evidence.told, evidence.checked)]
    counted = [np.flatnonzero(of.any(axis=1)) for of in sums]
    sums = [of[here] for of, here in zip(sums, counted, strict=True)]
    tables = (evidence.found, evidence.told, evidence.checked)
    found, told, checked = (of.iloc[here] for of, here in zip(tables, counted, strict=True))
    numbers = np.union1d(told["unit"], checked["unit"]).astype(np.int64)
    voiceless = evidence.told["actor"].eq(estimand.actor) & evidence.told["voice"].eq("")
    asked = estimand.voice is not None or estimand.measure == "voice_share"
    counts = Counts(
        len(found),
        found["article_id"].nunique() if words is None else len(words),
        len(numbers),
        int(evidence.units["kind"].ne("mention").sum()),
        int(voiceless.sum()) if asked else 0,
        len(found) == len(checked) > 0 and bool(evidence.units.loc[numbers, "probability"].eq(1).all()),
    )
    if not len(found) and not len(numbers):
        return None, counts
    units = evidence.units.reindex(numbers)
    key, article, kind = _units(found, units, words)
    totals = Totals(
        found=_summed(key(found), sums[0], len(article)),
        article=article,
        kind=kind,
        coded=_summed(np.searchsorted(numbers, told["unit"]), sums[1], len(numbers)),
        predicted=_summed(np.searchsorted(numbers, checked["unit"]), sums[2], len(numbers)),
        probability=units["probability"].to_numpy(dtype=np.float64),
        within=key(units),
        stratum=units["stratum"].to_numpy(dtype=np.int64),
        n_stratum=units["n_stratum"].to_numpy(dtype=np.int64),
    )
    if words is not None:
        totals.found[:, -1] += words.to_numpy(dtype=np.float64)
    return totals, counts


def _units(found: pd.DataFrame, coded: pd.DataFrame, words: pd.Series[Any] | None) -> tuple[Any, Integers, str]:
    """How to number the units of rows, the article of each unit, and what a unit is."""
    if words is not None:
        articles = pd.Index(words.index)
        strange = coded.loc[~coded["article_id"].isin(articles), "article_id"]
        if len(strange):
            raise TableError(
                f"gold: article {strange.iloc[0]!r} is not among the readable articles; give the articles that the"
                " sample was drawn from"
            )
        return lambda rows: articles.get_indexer(pd.Index(rows["article_id"])), np.arange(len(words)), "articles"
    keys = ["article_id", "sentence_start"]
    places = pd.concat([found[keys], coded[keys]]).drop_duplicates().sort_values(keys)
    number, articles = pd.factorize(places["article_id"])
    kind = kind_of(len(articles))
    if len(articles) >= MIN_ARTICLES:
        return lambda rows: articles.get_indexer(pd.Index(rows["article_id"])), np.arange(len(articles)), kind
    sentences = pd.MultiIndex.from_frame(places)
    return lambda rows: sentences.get_indexer(pd.MultiIndex.from_frame(rows[keys])), number, kind


def _summed(number: Integers, rows: Floats, n: int) -> Floats:
    """Sums of the columns of `rows` by number."""
    return np.column_stack([np.bincount(number, weights=column, minlength=n) for column in rows.T])
