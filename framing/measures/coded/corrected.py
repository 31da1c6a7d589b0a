"""Measures corrected by hand-coded units: what was found, less the errors that people saw in a sample of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.coded.as_found import as_found
from framing.measures.coded.corrected_rows import corrected_rows
from framing.measures.coded.estimands import CODES, codes_of, estimands_of, named_label
from framing.measures.coded.gold_units import Evidence, evidence_of
from framing.measures.coded.rectified import METHODS
from framing.measures.intervals import Settings, check_settings
from framing.measures.selection import columns_of
from framing.schema import CORRECTED, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.measures.selection import Names


def corrected_measures(  # noqa: PLR0913 - two tables and the options that every measure has
    mentions: pd.DataFrame,
    gold: pd.DataFrame,
    measure: str = "label_share",
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    label: Names = None,
    voice: Names = None,
    articles: pd.DataFrame | None = None,
    scored: pd.DataFrame | None = None,
    method: str = "dsl",
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Shares, means and rates as they would be if people had coded everything, beside those as found.

    Whoever or whatever finds mentions errs, and may err more in one source than in another, which makes differences
    where there are none. From units drawn with known probabilities and coded by hand, the errors of each group are
    estimated and taken out; the interval covers what is left to chance, in the articles as in the coding.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor: all of them, not those drawn alone.
    gold : pandas.DataFrame
        One row per coded unit, as `framing.read_gold` gives it. Words that the lexicon rejected and sentences, if
        they were coded, tell what was missed; without them estimates hold for the mentions found. Leave rows out to
        correct by a part, as ``gold[gold["kind"] == "mention"]``.
    measure : {"label_share", "category_share", "label_valence", "voice_share", "stance", "mention_rate"}
        What is estimated.
    by : str or list of str
        Columns whose values form the groups, alike within an article: ``source``, or ``["source", "period"]`` with a
        column ``period`` that :func:`framing.period_of` made.
    actor, label, voice : str or list of str, optional
        Estimate for these actors, labels (or categories) or voices alone; ``attributed`` stands for ``indirect`` and
        ``direct``. With ``voice_share``, the mentions by these labels together are what counts.
    articles : pandas.DataFrame, optional
        The articles that the mentions were found in, for ``mention_rate``.
    scored : pandas.DataFrame, optional
        The mentions with ``scorer`` and ``stance`` of one scorer, for ``stance``. It must not have learned from the
        coded units: see `framing.cross_fitted_scores`.
    method : {"dsl", "ppi++"}
        See `framing.rectified_mean`.
    level : float
        Coverage of the intervals, in (0, 1).
    resamples, seed
        For the interval of the naive estimate, as for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group, actor and label (or category or voice; empty for means and rates): the columns of `by`,
        ``actor``, ``label``, ``measure``, ``value``, ``low``, ``high`` (corrected), ``naive``, ``naive_low``,
        ``naive_high`` (as found), ``n_mentions`` and ``n_articles`` (found), ``n_coded`` (coded units that are, or
        were taken for, such a mention), ``n_errors`` (of these, otherwise than found), ``interval`` and ``flag``.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, no unit is coded, or a column of `by` differs within
        an article.
    UnknownNameError
        If the measure, the method, an actor, a label or a voice is unknown.

    Notes
    -----
    The universe of units is what was found, the words rejected, and what is not marked in the sentences. A numerator
    is the sum of what was found plus that of the errors seen, each over its unit's probability, and so is a
    denominator; the value is their ratio. Its variance is that of the linearised residuals, summed by article, or by
    sentences as well where fewer than ten articles are left, as for `label_shares`; draws of a fixed number from
    strata are accounted for. The interval is Student's t with the articles (or sentences) that hold a coded unit less
    one. Where few errors were seen or none, more may have been missed: they count for no less than the middle of
    Wilson's interval for none of so many coded (Agresti & Coull 1998, The American Statistician 52), and the flag
    says so. Where few words and sentences that were not found were coded, one missed mention weighs as much as many:
    the flag says where such make more than half of the variance. With fewer than 10 coded units nothing is estimated,
    unless every mention was coded. Articles are taken as a sample of what the sources write.

    The code ``other`` counts in the denominator and for no label; for ``label_valence`` mentions without a label of
    the lexicon are left out. For ``stance`` both sides are the classes -1, 0 and 1, also in ``naive``; sentences are
    not used. Missing and unclear codes are taken to be like the others of their kind.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. M., & Wei, H. (2023). Using imperfect surrogates for downstream inference:
    Design-based supervised learning for social science applications of large language models. NeurIPS 36.

    Examples
    --------
    >>> import pandas as pd
    >>> n = 40
    >>> mentions = pd.DataFrame({
    ...     "mention_id": [f"m{i}" for i in range(n)], "article_id": [f"a{i}" for i in range(n)], "source": "North",
    ...     "published": "2015-03-09", "actor": "opposition", "label": ["terrorist", "rebel"] * 20,
    ...     "category": ["delegitimising", "neutral"] * 20, "valence": [-1, 0] * 20, "voice": "own",
    ...     "start": 0, "end": 5, "sentence_start": 0})
    >>> drawn = mentions.head(20)
    >>> gold = drawn[["mention_id", "article_id", "source", "published", "start", "end", "actor"]].assign(
    ...     unit_id=drawn["mention_id"], kind="mention", predicted_actor="opposition",
    ...     predicted_label=drawn["label"], predicted_voice="own", stratum="", probability=0.5, voice="own",
    ...     label=["rebel"] * 8 + ["terrorist", "rebel"] * 6, stance="", missed="", n_coders=1, text="")
    >>> rows = corrected_measures(mentions, gold, label="terrorist", resamples=100)
    >>> rows[["source", "value", "low", "high", "naive", "n_coded", "n_errors"]].round(2)
      source  value   low  high  naive  n_coded  n_errors
    0  North    0.3  0.09  0.51    0.5       20         4
    """
    columns, settings = columns_of(by, "corrected_measures"), Settings(level, resamples, seed)
    check_settings(settings, "corrected_measures")
    mentions = _given(mentions, measure, method, scored)
    evidence = evidence_of(mentions, gold, columns, codes_of(measure, voice), scored=measure == "stance")
    words = _words(articles, columns, measure)
    estimands = list(estimands_of(evidence, measure, actor, label, voice))
    naive = as_found(mentions, columns, articles, estimands, settings)
    parts = _parts(evidence, columns)
    found: list[dict[str, Any]] = []
    for key in sorted({*parts, *words}, key=lambda cells: tuple(map(str, cells))):
        part = parts.get(key, _nothing(evidence))
        for estimand in estimands:
            for name, row in corrected_rows(part, estimand, level, method, words.get(key)).items():
                plain = naive.get((*key, estimand.actor, name), {})
                if _asked(name, measure, label) and (plain or row["n_coded"]):
                    named = {**dict(zip(columns, key, strict=True)), "actor": estimand.actor}
                    found.append({**named, "label": named_label(name, estimand), **row, **plain})
    return pd.DataFrame(found, columns=[*columns, "actor", "label", *CORRECTED])


def _asked(name: str, measure: str, label: Names) -> bool:
    """Whether a row is of a label that the caller asked for."""
    return label is None or measure == "voice_share" or name in ([label] if isinstance(label, str) else label)


def _given(mentions: pd.DataFrame, measure: str, method: str, scored: pd.DataFrame | None) -> pd.DataFrame:
    """The table that is measured, or an error if the options do not go together."""
    if measure not in CODES:
        raise UnknownNameError("measure to correct", measure, CODES)
    if method not in METHODS:
        raise UnknownNameError("method of correction", method, METHODS)
    return mentions if scored is None or measure != "stance" else scored


def _parts(evidence: Evidence, columns: list[str]) -> dict[tuple[Any, ...], Evidence]:
    """The evidence of each group."""
    if not columns:
        return {(): evidence}
    pieces: list[dict[Any, pd.DataFrame]] = [
        dict(iter(of.groupby(columns, sort=False, observed=True))) for of in evidence
    ]
    keys = {key if isinstance(key, tuple) else (key,): key for of in pieces for key in of}
    empty = _nothing(evidence)
    return {cells: Evidence(*(of.get(cells, none) for of, none in zip(pieces, empty, strict=True))) for cells in keys}


def _nothing(evidence: Evidence) -> Evidence:
    """A group of which nothing was found or coded."""
    return Evidence(*(of.head(0) for of in evidence))


def _words(articles: pd.DataFrame | None, columns: list[str], measure: str) -> dict[tuple[Any, ...], pd.Series[Any]]:
    """Words of the readable articles of each group, by their id."""
    if measure != "mention_rate":
        return {}
    if articles is None:
        raise TableError(
            "corrected_measures: mention_rate needs the articles that the mentions were found in: articles="
        )
    check(articles, [*columns, "article_id", "status", "words"], "articles")
    kept = articles[articles["status"] == "ok"].sort_values("article_id")
    if not columns:
        return {(): kept.set_index("article_id")["words"]}
    return {
        key: group.set_index("article_id")["words"] for key, group in kept.groupby(columns, sort=True, observed=True)
    }
