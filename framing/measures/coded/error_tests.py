"""Do errors differ between parts of a corpus? Articles are dealt to them at random, and the deals counted.

Wald tests with variances by article were tried and call equal sources different in up to 31 of 100 samples, and so
does the permutation test of `framing.measures.permutation` where sources were drawn with different probabilities;
this one does in 1 to 6, at a level of 5: ``benchmarks/error_tests.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from framing.measures.coded.weighted_shares import Weighed, weighted_share
from framing.measures.effects import Estimate, joined
from framing.measures.intervals import Floats, Integers, Settings, chunks, generator
from framing.measures.permutation import MIN_BOTH, MIN_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: A deal this close below the statistic observed, in parts of it, is a tie but for rounding.
_TIE: Final = 1e-9


class _Articles(NamedTuple):
    """Articles: the part each is in, sums over its coded units; the share over all of them, the number of parts."""

    part: Integers
    residual: Floats
    weight: Floats
    square: Floats
    share: float
    n_parts: int


def error_tests(
    rows: Weighed, part: Integers, names: Sequence[str], settings: Settings, *key: object
) -> list[dict[str, Any]]:
    """One row for all parts of a corpus together, and one for each against the rest.

    `rows` are those that `Weighed.of` gave; `part` numbers the part of each in `names`. An article belongs to one
    part. The articles are dealt to the parts anew, and p is the share of deals that set a part as far from the rest,
    in the standard errors that units so weighted have if the pooled share holds for all (a studentised permutation
    test, Janssen 1997). For all parts together, the squares are summed. Parts with too few coded units for a share of
    their own stay among the rest.
    """
    sides = [(weighted_share(rows.of(part == at), settings), weighted_share(rows.of(part != at), settings))
             for at in range(len(names))]  # fmt: skip
    told = np.array([np.isfinite([own.value, rest.value]).all() for own, rest in sides])
    articles = _articles(rows, part, len(names))
    observed = _statistics(articles, np.argsort(articles.part, kind="stable")[None], told)[0]
    p = _p_values(articles, told, observed, generator(settings, *key), settings)
    n_in = np.bincount(articles.part, minlength=len(names))
    able = (n_in >= MIN_SIDE) & (n_in.sum() - n_in >= MIN_SIDE) & (n_in.sum() >= MIN_BOTH) & told
    several = bool(able.sum() > 1)
    found = [{
        "name": "", "against": "", "difference": np.nan, "low": np.nan, "high": np.nan,
        "statistic": observed[-1] if several else np.nan, "degrees": int(told.sum()) - 1 if several else np.nan,
        "p": p[-1] if several else np.nan, "n_coded": len(np.unique(rows.unit)), "n_articles": int(n_in.sum()),
        "flag": _no_p(p[-1], able=several),
    }]  # fmt: skip
    for at, (own, rest) in enumerate(sides):
        between = joined(*(Estimate(*(np.array([x]) for x in side[:3])) for side in (own, rest)))
        flags = [own.flag, "" if not rest.flag else f"against: {rest.flag.replace('; ', ', ')}"]
        found.append({
            "name": names[at], "against": "rest", "difference": float(between.value[0]),
            "low": float(np.maximum(between.low[0], -1)), "high": float(np.minimum(between.high[0], 1)),
            "statistic": observed[at] if able[at] else np.nan, "degrees": np.nan, "p": p[at] if able[at] else np.nan,
            "n_coded": own.n_coded, "n_articles": own.n_articles,
            "flag": "; ".join(filter(None, [*flags, _no_p(p[at], able=bool(able[at])) if told[at] else ""])),
        })  # fmt: skip
    return found


def _articles(rows: Weighed, part: Integers, n_parts: int) -> _Articles:
    """Sum the coded units of each article."""
    weights = rows.weight * rows.bottom
    share = float(rows.weight @ rows.top / weights.sum())
    of_unit = _summed(rows.unit, weights)
    first = np.unique(rows.unit, return_index=True)[1]
    residual = _summed(rows.article, rows.weight * (rows.top - share * rows.bottom))
    weight = _summed(rows.article, weights)
    square = _summed(rows.article[first], of_unit**2)
    return _Articles(
        part[np.unique(rows.article, return_index=True)[1]],
        residual,
        weight,
        square,
        share,
        n_parts,
    )


def _summed(number: Integers, values: Floats) -> Floats:
    """Sum the values of each number."""
    return np.bincount(number, weights=values).astype(np.float64)


def _statistics(articles: _Articles, orders: Integers, told: NDArray[np.bool_]) -> Floats:
    """For each deal (rows): how far each part lies from the rest, with its sign, and the sum of squares of all.

    A deal is an order of the articles: the first of them go to the first part, and so on.
    """
    starts = np.searchsorted(np.sort(articles.part), np.arange(articles.n_parts))
    residual, weight, square = (
        np.add.reduceat(sums[orders], starts, axis=1)
        for sums in (articles.residual, articles.weight, articles.square)
    )
    one = articles.share * (1 - articles.share)
    mine = weight / articles.weight.sum()
    variance = one * (square * (1 - mine) ** 2 + (articles.square.sum() - square) * mine**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.where(variance > 0, residual / np.sqrt(variance), np.nan)
        together = np.where(told, residual**2 / (one * square), 0.0).sum(axis=1)
    return np.column_stack([apart, together if one > 0 else np.full(len(orders), np.nan)])


def _p_values(
    articles: _Articles, told: NDArray[np.bool_], observed: Floats, rng: np.random.Generator, settings: Settings
) -> Floats:
    """Share of deals as far apart as what is observed, which counts as one; missing where no unit differs."""
    hits, least = np.zeros(len(observed)), np.abs(observed) * (1 - _TIE)
    order = np.arange(len(articles.part))
    for size in chunks(settings.resamples, len(order)):
        deals = rng.permuted(np.tile(order, (size, 1)), axis=1)
        hits += (np.abs(_statistics(articles, deals, told)) >= least).sum(axis=0)
    return np.where(np.isnan(observed), np.nan, (1 + hits) / (1 + settings.resamples))


def _no_p(p: float, *, able: bool) -> str:
    """Say why there is no p."""
    if not able:
        return "no p: too few articles"
    return "no p: nothing differs" if np.isnan(p) else ""
