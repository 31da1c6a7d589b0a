"""Label shares of small sources, drawn towards those of all sources together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, check_settings
from framing.measures.selection import Names, columns_of, groups, select
from framing.measures.shares import LABEL_KEYS, codes_of, kinds_of
from framing.schema import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Between these a concentration is sought: above the last, sources do not differ.
_CONCENTRATIONS: Final = (1e-2, 1e6)


def shrunken_shares(
    mentions: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    voice: Names = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Share of each label of an actor, drawn towards its share in all sources where a source says little.

    A source with few mentions has extreme shares by chance. Here its own counts weigh the more, the more there are
    of them and the more sources differ; the share of all sources together makes up the rest. Use it to rank or to
    map sources of very different size, and `label_shares` to report what a source wrote.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    by : str or list of str
        Columns whose values form the groups.
    actor, voice : str or list of str, optional
        As for `label_shares`.
    level : float
        Coverage of the intervals, in (0, 1). There are no resamples, hence no seed.

    Returns
    -------
    pandas.DataFrame
        As for `label_shares`, with ``measure`` ``shrunken_label_share``, ``interval`` ``Beta posterior``, and before
        ``measure`` the columns ``raw`` (the plain share, 0 to 1) and ``weight`` (of the own counts, 0 to 1; the same
        for all labels of a group). ``value`` is weight · raw + (1 - weight) · pooled share.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, the level is out of range, or an actor has one group.
    UnknownNameError
        If an actor or a voice does not occur.

    Notes
    -----
    Dirichlet-multinomial model (Mosimann 1962, Biometrika): the shares of sources scatter around the pooled ones,
    with a concentration that is estimated by maximum likelihood over the sources, separately for each actor. Mentions
    in one article are alike, so they are not the unit: counts are divided by the design effect, the variance of
    shares between articles over that of independent mentions (after Rao & Scott 1992, Biometrics), pooled over
    sources and labels and never below 1. What is left are effective mentions: as many independent ones would tell as
    much. The interval is that of the posterior Beta distribution: resampled articles would tell how the shrunken
    number varies, but not how far it has been drawn from the truth. It takes the concentration and the pooled shares
    as known, so it is rather too short: in simulations of 12 sources with clustered labels, intervals of 95% held the
    true share in 91 of 100 cases, and in 89 where a source had fewer than ten articles.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(16), "source": ["North"] * 8 + ["South"] * 6 + ["West"] * 2, "actor": "opposition",
    ...     "label": ["rebel"] * 7 + ["terrorist"] * 6 + ["rebel"] * 3, "category": "neutral", "valence": 0.0,
    ...     "sentence_start": 0})
    >>> rows = shrunken_shares(mentions)
    >>> rows.loc[rows["label"] == "rebel", ["source", "raw", "weight", "value"]].round(2)
      source   raw  weight  value
    0  North  0.88    0.77   0.82
    2  South  0.17    0.72   0.30
    4   West  1.00    0.46   0.80
    """
    columns = columns_of(by, "shrunken_shares")
    check_settings(Settings(level), "shrunken_shares")
    rows = select(mentions, columns, actor=actor, voice=voice)
    found: list[dict[str, Any]] = []
    for name, of in rows.groupby("actor", sort=True, observed=True):
        kinds = kinds_of(of, list(LABEL_KEYS))
        keyed = [(key, group, _articles(group, kinds)) for key, group in groups(of, columns)]
        if len(keyed) < 2:
            raise TableError(
                f"shrunken_shares: {name!r} occurs in one group by {', '.join(columns) or 'nothing'}; shrinking needs"
                " two or more; use label_shares"
            )
        effect = design_effect([articles for _, _, articles in keyed])
        effective = np.array([articles.sum(axis=0) for _, _, articles in keyed]) / effect
        pooled = effective.sum(axis=0) / effective.sum()
        prior = concentration(effective, pooled) * pooled
        for (key, group, articles), own in zip(keyed, effective, strict=True):
            n_mentions, n_articles = len(group), len(articles)
            shared = {
                **dict(zip([*columns, "actor"], key, strict=True)),
                "weight": float(own.sum() / (own + prior).sum()),
                "measure": "shrunken_label_share",
                "n_mentions": n_mentions,
                "n_articles": n_articles,
                "interval": "Beta posterior",
                "flag": flag_of(n_mentions, n_articles),
            }
            n_label = articles.sum(axis=0)
            for kind, n, value, low, high in zip(
                kinds.to_dict("records"), n_label, *_posterior(own + prior, level), strict=True
            ):
                named = {str(column): cell for column, cell in kind.items()}
                numbers = {"n_label": int(n), "raw": n / n_mentions, "value": value, "low": low, "high": high}
                found.append({**shared, **named, **numbers})
    written = [*columns, "actor", "label", "category", "valence", "n_label", "raw", "weight", *MEASURES]
    table = pd.DataFrame(found, columns=written)
    # Groups come first, as in the table of plain shares.
    return table.sort_values([*columns, "actor"], kind="stable", ignore_index=True)


def design_effect(sources: list[Floats]) -> float:
    """How much more shares vary between articles than between independent mentions, pooled over sources.

    Each source is a table of counts, articles by labels.

    Examples
    --------
    >>> alike = np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0], [0.0, 2.0]])
    >>> print(round(design_effect([alike]), 2))
    2.67
    """
    observed = independent = 0.0
    for counts in sources:
        n_articles = len(counts)
        if n_articles < 2:
            continue
        share, sizes = counts.sum(axis=0) / counts.sum(), counts.sum(axis=1, keepdims=True)
        observed += float(((counts - share * sizes) ** 2).sum()) * n_articles / (n_articles - 1)
        independent += float(counts.sum() * (share * (1 - share)).sum())
    return max(observed / independent, 1.0) if independent > 0 else 1.0


def concentration(counts: Floats, pooled: Floats) -> float:
    """Concentration of a Dirichlet around `pooled` shares that makes `counts`, sources by labels, most likely."""
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    totals = counts.sum(axis=1)

    def unlikely(log_total: float) -> float:
        prior = np.exp(log_total) * pooled
        whole = gammaln(prior.sum()) - gammaln(prior.sum() + totals)
        return -float(whole.sum() + (gammaln(prior + counts) - gammaln(prior)).sum())

    found = minimize_scalar(unlikely, bounds=tuple(np.log(_CONCENTRATIONS)), method="bounded")
    return float(np.exp(found.x))


def _articles(rows: pd.DataFrame, kinds: pd.DataFrame) -> Floats:
    """Mentions by article and label."""
    _, article = np.unique(rows["article_number"].to_numpy(), return_inverse=True)
    counts = np.zeros((int(article.max()) + 1, len(kinds)))
    np.add.at(counts, (article, codes_of(rows, kinds)), 1)
    return counts


def _posterior(alpha: Floats, level: float) -> tuple[Floats, Floats, Floats]:
    """Means of the shares under a Dirichlet distribution, and the bounds of each, which hold them."""
    from scipy.stats import beta

    total, tail = alpha.sum(), (1 - level) / 2
    mean = alpha / total
    rest = np.maximum(total - alpha, np.finfo(float).tiny)
    low, high = beta.ppf([[tail], [1 - tail]], alpha, rest)
    # The mean of a very rare label can lie above nearly all of its distribution.
    return mean, np.minimum(low, mean), np.maximum(high, mean)
