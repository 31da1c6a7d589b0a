"""How far apart the labels of two sources lie: Jensen-Shannon divergence, its null, its parts."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from framing.measures.baselines import PAIRS, check_sources
from framing.measures.bounds import TINY, wilson
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, check_settings, chunks, generator, normal_z, student_t
from framing.measures.label_counts import (
    Side,
    divergence_terms,
    jensen_shannon,
    labels_of,
    pairs_of,
    resampled_counts,
)
from framing.measures.permutation import MIN_BOTH, MIN_SIDE, benjamini_hochberg
from framing.measures.selection import Names, select
from framing.schema import CONTRIBUTIONS, DIVERGENCES

#: The part of random deals that lie below ``null_high``.
_NULL_LEVEL: Final = 0.95


def label_divergence(
    mentions: pd.DataFrame,
    *,
    actor: Names = None,
    voice: Names = None,
    against: str = PAIRS,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Jensen-Shannon divergence between the labels that two sources give an actor.

    0 where both use each label equally often, 1 where they share none. The value is biased upwards, for two samples
    from one source differ, too, small ones more: read it against what articles dealt at random give.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor. Labels are told apart by their names.
    actor, voice : str or list of str, optional
        As for `label_shares`.
    against : str
        ``pairs``, every source with every other one; ``rest``, which pools all others; or the name of one source.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per actor and pair of sources that both name it: ``actor``, ``source``, ``against``, ``measure``
        (``label_divergence``), ``value``, ``low``, ``high`` (bits, 0 to 1), ``null_mean`` and ``null_high`` (mean and
        95th percentile of the divergence when all articles of both sources are dealt to them at random), ``p``,
        ``p_adjusted`` (over all rows of the table that have a p), ``n_mentions``, ``n_articles``,
        ``n_against_mentions``, ``n_against_articles``, ``interval`` (what was resampled) and ``flag``. Ordered by
        actor, source and baseline. The order of the two sources of a pair does not matter.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, an option is out of range, or there is one source.
    UnknownNameError
        If the baseline, an actor or a voice is unknown.

    Notes
    -----
    JSD = H(M) - H(P)/2 - H(Q)/2, where M is the mean of the two distributions and H their entropy in bits (Lin 1991,
    IEEE Transactions on Information Theory). The articles of each source are resampled, with their sentences where
    there are fewer than ten. How far the resamples lie above the value on average estimates its bias; the interval is
    that of the resamples, lengthened by Student's t for the smaller number of articles, around the value less the
    bias, cut off at 0, and made to hold the value. In simulations with clustered labels it held the true divergence
    in 92 to 99 of 100 samples, but in 87 or 88 where sources far apart had few articles (10 each, or 25 and 40).
    Where no resample differs, the interval shows what labels may have been missed by chance. ``p`` counts the random
    deals with a divergence as large; it needs two articles on each side and six in all, and is adjusted after
    Benjamini & Hochberg (1995).

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "source": ["North"] * 4 + ["South"] * 4, "actor": "opposition",
    ...     "label": ["terrorist"] * 3 + ["rebel"] * 5,
    ...     "category": ["delegitimising"] * 3 + ["neutral"] * 5,
    ...     "valence": [-1] * 3 + [0] * 5, "sentence_start": 0})
    >>> rows = label_divergence(mentions)
    >>> rows[["source", "against", "value", "null_mean", "n_articles"]].round(2)
      source against  value  null_mean  n_articles
    0  North   South   0.55       0.12           4
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "label_divergence")
    check_sources(mentions, against)
    rows = select(mentions, ["source"], actor=actor, voice=voice)
    found = []
    for name, of in rows.groupby("actor", sort=True, observed=True):
        resampled: dict[tuple[object, ...], Floats] = {}
        for pair in pairs_of(of, labels_of(of), against):
            for side in pair:
                if side.key not in resampled:
                    resampled[side.key] = resampled_counts(side.units, settings, *side.key, name)
            draws = (resampled[pair[0].key], resampled[pair[1].key])
            found.append({"actor": name, **_compared(pair, draws, settings, name)})
    table = pd.DataFrame(found, columns=list(DIVERGENCES))
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    return table


def divergence_contributions(
    mentions: pd.DataFrame, *, actor: Names = None, voice: Names = None, against: str = PAIRS
) -> pd.DataFrame:
    """Part of each label in the divergence of two sources.

    Parameters
    ----------
    mentions, actor, voice, against
        As for `label_divergence`.

    Returns
    -------
    pandas.DataFrame
        One row per actor, pair of sources and label that either uses: ``actor``, ``source``, ``against``, ``label``,
        ``value`` and ``against_value`` (shares of the label, 0 to 1), ``contribution`` (bits; those of a pair sum to
        its divergence) and ``part`` (of the divergence, 0 to 1; empty where that is 0). Pairs are ordered as in
        `label_divergence`, their labels from the largest contribution down.

    Raises
    ------
    TableError, UnknownNameError
        As for `label_divergence`.

    Notes
    -----
    Terms of the sum that makes the divergence (Gallagher et al. 2021, EPJ Data Science), never negative.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "source": ["North"] * 4 + ["South"] * 4, "actor": "opposition",
    ...     "label": ["terrorist"] * 3 + ["rebel"] * 5,
    ...     "category": ["delegitimising"] * 3 + ["neutral"] * 5,
    ...     "valence": [-1] * 3 + [0] * 5, "sentence_start": 0})
    >>> divergence_contributions(mentions)[["label", "value", "against_value", "contribution", "part"]].round(2)
           label  value  against_value  contribution  part
    0  terrorist   0.75            0.0          0.38  0.68
    1      rebel   0.25            1.0          0.17  0.32
    """
    check_sources(mentions, against)
    rows = select(mentions, ["source"], actor=actor, voice=voice)
    found: list[dict[str, Any]] = []
    for name, of in rows.groupby("actor", sort=True, observed=True):
        labels = labels_of(of)
        for first, second in pairs_of(of, labels, against):
            shares = [side.counts / side.counts.sum() for side in (first, second)]
            parts = divergence_terms(first.counts, second.counts)
            total = parts.sum()
            for i in np.argsort(-parts, kind="stable"):
                # A label that neither side uses says nothing.
                if shares[0][i] or shares[1][i]:
                    cells = (name, first.name, second.name, labels[i], shares[0][i], shares[1][i], parts[i])
                    part = parts[i] / total if total > TINY else np.nan
                    found.append(dict(zip(CONTRIBUTIONS, (*cells, part), strict=True)))
    return pd.DataFrame(found, columns=list(CONTRIBUTIONS))


def _compared(
    pair: tuple[Side, Side], draws: tuple[Floats, Floats], settings: Settings, *key: object
) -> dict[str, Any]:
    """Divergence of a pair with its interval and its null; `draws` are the resampled counts of both."""
    first, second = pair
    value = float(jensen_shannon(first.counts, second.counts))
    low, high, basis = _bounds(pair, value, jensen_shannon(*draws), settings)
    null = _dealt(pair, settings, *key)
    # The deal observed counts as one; a tie but for rounding is a hit.
    p = (1 + int((null >= value - TINY).sum())) / (1 + settings.resamples) if len(null) else np.nan
    n = [(int(side.counts.sum()), len(side.articles)) for side in pair]
    against = flag_of(*n[1]).replace("; ", ", ")
    warnings = [
        flag_of(*n[0]),
        f"against: {against}" if against else "",
        "" if len(null) else "no p: too few articles",
    ]
    return {
        "source": first.name,
        "against": second.name,
        "measure": "label_divergence",
        "value": value,
        "low": low,
        "high": high,
        "null_mean": float(null.mean()) if len(null) else np.nan,
        "null_high": float(np.quantile(null, _NULL_LEVEL)) if len(null) else np.nan,
        "p": p,
        "n_mentions": n[0][0],
        "n_articles": n[0][1],
        "n_against_mentions": n[1][0],
        "n_against_articles": n[1][1],
        "interval": basis,
        "flag": "; ".join(filter(None, warnings)),
    }


def _bounds(pair: tuple[Side, Side], value: float, resampled: Floats, settings: Settings) -> tuple[float, float, str]:
    """Interval of a divergence, and what it rests on."""
    kinds = [side.units.kind for side in pair]
    if resampled.std() < TINY:
        basis = [f"Wilson ({'articles' if kind == 'articles' else 'sentences'})" for kind in kinds]
        return *_unseen(pair, value, settings.level), " | ".join(dict.fromkeys(basis))
    n = max(min(len(side.units.top) if side.units.kind == "sentences" else len(side.articles) for side in pair), 2)
    few = np.sqrt(n / (n - 1)) * student_t(settings.level, n - 1) / normal_z(settings.level)
    # Resamples lie above the value by its bias; so does the value above the truth.
    middle, bias = resampled.mean(), resampled.mean() - value
    ends = np.quantile(resampled, [(1 - settings.level) / 2, (1 + settings.level) / 2])
    low, high = value - bias + (ends - middle) * few
    return min(max(float(low), 0.0), value), max(min(float(high), 1.0), value), " | ".join(dict.fromkeys(kinds))


def _unseen(pair: tuple[Side, Side], value: float, level: float) -> tuple[float, float]:
    """Bounds where no resample differs: labels of the other side, or of neither, may be mixed in unseen."""
    shares = [side.counts / side.counts.sum() for side in pair]
    kept = [float(wilson(1.0, len(side.units.top), level)[0]) for side in pair]
    nearer = [k * own + (1 - k) * other for k, own, other in zip(kept, shares, shares[::-1], strict=True)]
    strange = [np.append(k * own, new * (1 - k)) for k, own, new in zip(kept, shares, np.eye(2), strict=True)]
    return min(float(jensen_shannon(*nearer)), value), max(float(jensen_shannon(*strange)), value)


def _dealt(pair: tuple[Side, Side], settings: Settings, *key: object) -> Floats:
    """Divergences of the articles of both sides dealt at random; none where the articles are too few."""
    # Both orders of the same two sides deal the articles alike.
    one, other = sorted(pair, key=lambda side: side.name)
    n = (len(one.articles), len(other.articles))
    if min(n) < MIN_SIDE or sum(n) < MIN_BOTH:
        return np.empty(0)
    # Articles with equal rows are interchangeable: a deal is a multivariate hypergeometric draw.
    rows, times = np.unique(np.vstack([one.articles, other.articles]), axis=0, return_counts=True)
    rng, total = generator(settings, *key, one.name, other.name), times @ rows
    deals = [
        rng.multivariate_hypergeometric(times, n[0], size=size) @ rows
        for size in chunks(settings.resamples, len(rows))
    ]
    mine = np.vstack(deals)
    return jensen_shannon(mine, total - mine)
