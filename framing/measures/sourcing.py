"""Who speaks in the news, and how their words are introduced: measures over attributions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import UnknownNameError
from framing.measures.bounds import mean_bounds, share_bounds
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, Units, check_settings, kind_of, ratio, student_t
from framing.measures.selection import columns_of
from framing.schema import VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A speaker that is no actor of the lexicon.
OUTSIDE: Final = "outside the lexicon"
#: Speakers of the state: their share is the official share of indexing research.
OFFICIAL: Final = ("government", "military")
#: Columns that measures over attributions end with.
SOURCING: Final = ("measure", "value", "low", "high", "n_attributions", "n_articles", "interval", "flag")
_WEIGHTS: Final = {
    "attributions": "attribution_share",
    "quoted_words": "quoted_word_share",
    "words": "reported_word_share",
}


def speaker_shares(
    quotations: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    of: str = "speaker_type",
    weight: str = "attributions",
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Who speaks: the share of each type of speaker, or each actor, among all attributions.

    Parameters
    ----------
    quotations : pandas.DataFrame
        One row per attribution, as `framing.quotations` gives them.
    by : str or list of str
        Columns whose values form the groups to compare.
    of : {"speaker_type", "speaker_actor"}
        What speakers are counted by. Those that are no actor count as ``outside the lexicon``.
    weight : {"attributions", "quoted_words", "words"}
        What is shared out: attributions, the words between quotation marks, or all words reported.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per group and type (or actor) that occurs in any group: the columns of `by`, ``speaker_type`` or
        ``speaker_actor``, ``n`` (its attributions, or words), ``measure`` (``attribution_share``,
        ``quoted_word_share`` or ``reported_word_share``), ``value``, ``low``, ``high`` (shares, 0 to 1),
        ``n_attributions`` (of the group, with any words to share out), ``n_articles`` (that hold them),
        ``interval``, ``flag``. Groups that quote no word have no rows for quoted words.

    Raises
    ------
    TableError
        If a column is missing, or an option is out of range.
    UnknownNameError
        If `of` or `weight` is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> quotations = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "sentence_start": [0, 90, 0],
    ...     "speaker_type": ["government", "civilian", "government"]})
    >>> speaker_shares(quotations)[["speaker_type", "n", "value", "n_attributions"]].round(2)
      speaker_type  n  value  n_attributions
    0   government  2   0.67               3
    1     civilian  1   0.33               3
    """
    if of not in ("speaker_type", "speaker_actor"):
        raise UnknownNameError("way to count speakers", of, ("speaker_type", "speaker_actor"))
    if weight not in _WEIGHTS:
        raise UnknownNameError("weight", weight, _WEIGHTS)
    columns, settings = columns_of(by, "speaker_shares"), Settings(level, resamples, seed)
    check_settings(settings, "speaker_shares")
    rows = _attributions(quotations, [*columns, of, *([] if weight == "attributions" else [weight])])
    if weight != "attributions":
        rows = rows[rows[weight] > 0].reset_index(drop=True)
    rows[of] = rows[of].where(rows[of].notna(), OUTSIDE)
    names = _in_order(rows[of])
    found = []
    for named, group in _groups(rows, columns):
        amounts = np.ones(len(group)) if weight == "attributions" else group[weight].to_numpy(dtype=np.float64)
        for name, row in _shares(group, group[of].to_numpy(), names, amounts, settings, named):
            found.append({**named, of: name, **row, "measure": _WEIGHTS[weight]})
    return pd.DataFrame(found, columns=[*columns, of, "n", *SOURCING])


def sourcing(
    quotations: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How official and how diverse the speakers of each group are.

    Parameters
    ----------
    quotations, by, level, resamples, seed
        As for `speaker_shares`.

    Returns
    -------
    pandas.DataFrame
        Two rows per group, the second where any type is known: the columns of `by`, then the last columns of
        `speaker_shares`, with the measures

        - ``official_share``: attributions to the government or the military among all, 0 to 1; for research on
          indexing (Bennett 1990);
        - ``speaker_entropy``: of the speakers of known type, Shannon's entropy of the types over the logarithm of
          their number: 0 where one type alone speaks, 1 where all ten speak alike. The estimate adds Miller and
          Madow's (1955) correction for types unseen; the interval is the jackknife's over articles.

    Raises
    ------
    TableError
        If a column is missing, or an option is out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> quotations = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "sentence_start": [0, 90, 0],
    ...     "speaker_type": ["government", "civilian", "government"]})
    >>> sourcing(quotations)[["measure", "value", "n_attributions"]].round(2)
               measure  value  n_attributions
    0   official_share   0.67               3
    1  speaker_entropy   0.35               3
    """
    columns, settings = columns_of(by, "sourcing"), Settings(level, resamples, seed)
    check_settings(settings, "sourcing")
    rows = _attributions(quotations, [*columns, "speaker_type"])
    found: list[dict[str, Any]] = []
    for named, group in _groups(rows, columns):
        official = np.where(group["speaker_type"].isin(OFFICIAL), "official", "other")
        shares = _shares(group, official, ["official"], np.ones(len(group)), settings, named)
        found.extend({**named, **row, "measure": "official_share"} for _, row in shares)
        known = group[group["speaker_type"] != "unknown"]
        if len(known):
            found.append({**named, **_entropy(known, settings), "measure": "speaker_entropy"})
    return pd.DataFrame(found, columns=[*columns, *SOURCING])


def cue_shares(
    quotations: pd.DataFrame,
    by: str | Sequence[str] = ("source", "speaker_actor"),
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How words are introduced: the share of neutral, assertive, distancing and endorsing cues.

    Parameters
    ----------
    quotations : pandas.DataFrame
        One row per attribution, as `framing.quotations` gives them. Those without a cue are not counted.
    by : str or list of str
        Columns whose values form the groups: by default the source and the actor that speaks.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        Five rows per group: the columns of `by`; ``cue_class``; ``n`` (its cues); ``measure`` ``cue_share`` for the
        four classes, shares from 0 to 1, and ``endorsement_balance`` (class empty) for the endorsing share less the
        distancing one, -1 to 1; then as in `speaker_shares`, where ``n_attributions`` are those with a cue.

    Raises
    ------
    TableError
        If a column is missing, or an option is out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> quotations = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "sentence_start": [0, 90, 0],
    ...     "speaker_actor": "government", "cue_class": ["neutral", "distancing", "neutral"]})
    >>> cue_shares(quotations)[["cue_class", "n", "measure", "value"]].round(2)
        cue_class  n              measure  value
    0     neutral  2            cue_share   0.67
    1   assertive  0            cue_share   0.00
    2  distancing  1            cue_share   0.33
    3   endorsing  0            cue_share   0.00
    4         NaN  3  endorsement_balance  -0.33
    """
    columns, settings = columns_of(by, "cue_shares"), Settings(level, resamples, seed)
    check_settings(settings, "cue_shares")
    rows = _attributions(quotations, [*columns, "cue_class"])
    rows = rows[rows["cue_class"].notna()]
    for column in {"speaker_actor", "speaker_type"} & set(columns):
        rows[column] = rows[column].where(rows[column].notna(), OUTSIDE)
    classes = list(VOCABULARY["cue_class"])
    found: list[dict[str, Any]] = []
    for named, group in _groups(rows, columns):
        shares = _shares(group, group["cue_class"].to_numpy(), classes, np.ones(len(group)), settings, named)
        found.extend({**named, "cue_class": name, **row, "measure": "cue_share"} for name, row in shares)
        cues = group["cue_class"].to_numpy()
        balance = np.asarray(cues == "endorsing", dtype=np.float64) - np.asarray(
            cues == "distancing", dtype=np.float64
        )
        units = _units(group, balance[:, None], np.ones(len(group)))
        low, high, interval = mean_bounds(units, (-1.0, 1.0), settings, *named.values())
        found.append({
            **named,
            "cue_class": None,
            "n": len(group),
            "measure": "endorsement_balance",
            "value": float(ratio(units)[0]),
            "low": low,
            "high": high,
            **_counts(group, interval),
        })  # fmt: skip
    return pd.DataFrame(found, columns=[*columns, "cue_class", "n", *SOURCING])


def _attributions(quotations: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns needed, articles and sentences numbered in the order of their names."""
    wanted = list(dict.fromkeys([*columns, "article_id", "sentence_start"]))
    check(quotations, wanted, "quotations")
    rows = quotations[wanted].sort_values([*wanted], kind="stable", ignore_index=True)
    return rows.assign(
        article_number=rows.groupby("article_id", sort=True, observed=True).ngroup(),
        sentence_number=rows.groupby(["article_id", "sentence_start"], sort=True, observed=True).ngroup(),
    )


def _groups(rows: pd.DataFrame, columns: list[str]) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    for key, group in rows.groupby(columns, sort=True, dropna=False, observed=True):
        yield dict(zip(columns, key if isinstance(key, tuple) else (key,), strict=True)), group


def _in_order(names: pd.Series[Any]) -> list[str]:
    """Types in the order of the vocabulary, actors by name, those outside the lexicon last."""
    order = {name: at for at, name in enumerate(VOCABULARY["speaker_type"])}
    return sorted(set(names), key=lambda name: (name == OUTSIDE, order.get(name, -1), name))


def _units(group: pd.DataFrame, top: Floats, bottom: Floats) -> Units:
    """Sums per article, or per sentence where articles are few."""
    kind = kind_of(group["article_number"].nunique())
    articles = group["article_number"].to_numpy()
    unit = articles if kind == "articles" else group["sentence_number"].to_numpy()
    _, first, number = np.unique(unit, return_index=True, return_inverse=True)
    _, article = np.unique(articles[first], return_inverse=True)
    columns = [np.bincount(number, weights=column).astype(np.float64) for column in top.T]
    below = np.bincount(number, weights=bottom).astype(np.float64)
    return Units(np.column_stack(columns), below, article, kind)


def _shares(
    group: pd.DataFrame,
    values: Any,  # noqa: ANN401 - an array of text
    names: Sequence[str],
    amounts: Floats,
    settings: Settings,
    named: dict[str, Any],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The share of each name in the amounts; nothing where there is nothing to share."""
    if not amounts.sum():
        return
    top = np.column_stack([np.where(values == name, amounts, 0.0) for name in names])
    units = _units(group, top, amounts)
    low, high, interval = share_bounds(units, settings, *named.values())
    for at, name in enumerate(names):
        yield (
            name,
            {
                "n": int(top[:, at].sum()),
                "value": float(ratio(units)[at]),
                "low": float(low[at]),
                "high": float(high[at]),
                **_counts(group, interval[at]),
            },
        )


def _counts(group: pd.DataFrame, interval: str) -> dict[str, Any]:
    n_articles = int(group["article_number"].nunique())
    return {
        "n_attributions": len(group),
        "n_articles": n_articles,
        "interval": interval,
        "flag": flag_of(len(group), n_articles).replace("mentions", "attributions"),
    }


def _entropy(group: pd.DataFrame, settings: Settings) -> dict[str, Any]:
    """Normalised entropy of the types, with the jackknife's interval over articles or sentences."""
    types = [name for name in VOCABULARY["speaker_type"] if name != "unknown"]
    spoken = group["speaker_type"].to_numpy()
    top = np.column_stack([np.asarray(spoken == name, dtype=np.float64) for name in types])
    units = _units(group, top, np.ones(len(group)))
    totals = units.top.sum(axis=0)
    value = _normalised(totals)
    n = len(units.bottom)
    if n < 2:
        return {"value": value, "low": 0.0, "high": 1.0, **_counts(group, units.kind)}
    without = np.array([_normalised(totals - row) for row in units.top])
    error = float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    half = student_t(settings.level, n - 1) * error
    low, high = max(0.0, value - half), min(1.0, value + half)
    return {"value": value, "low": low, "high": high, **_counts(group, f"jackknife ({units.kind})")}


def _normalised(counts: Floats) -> float:
    """Entropy after Miller and Madow, over its largest value."""
    n = float(counts.sum())
    if not n:
        return 0.0
    p = counts[counts > 0] / n
    bits = float(-(p * np.log(p)).sum()) + (len(p) - 1) / (2 * n)
    return float(min(1.0, bits / float(np.log(len(counts)))))
