"""Coded samples from sources that err alike: how often tests call them different, and intervals hold the truth.

Articles with one coded unit or more are simulated; units are weighted as unequal probabilities ask for. The first
source differs from the others in size or in its weights alone. "framing" is the test of `framing.validate` on this
source, "per test" on any source, "together" on all at once; "Wald" is a z with variances summed by article, "plain"
the permutation test that compares sources elsewhere in the package. Below, intervals of precision: "framing" as
printed, "units" with no limit to their evidence but the number of units.

    python benchmarks/error_tests.py [--runs 1000] [--deals 400]
"""

import argparse
from statistics import NormalDist

import numpy as np

from framing.measures.bounds import wilson
from framing.measures.coded.error_tests import error_tests
from framing.measures.coded.weighted_shares import Weighed, weighted_share
from framing.measures.intervals import Settings
from framing.measures.permutation import permutation_test

#: Articles of each source, share that is right, spread of weights, units per article, correlation within articles,
#: and how many times the weights of the first source are those of the others.
DESIGNS = {
    "5 sources x 20 articles": ([20] * 5, 0.85, 0.0, 1.2, 0.0, 1),
    "unequal weights": ([20] * 5, 0.85, 0.8, 1.2, 0.0, 1),
    "10 articles beside 90": ([10, 30, 30, 30], 0.9, 0.8, 1.2, 0.0, 1),
    "the same, 3 times the weight": ([10, 30, 30, 30], 0.9, 0.5, 1.2, 0.0, 3),
    "errors cluster in articles": ([15, 25, 25, 25], 0.85, 0.6, 3.0, 0.3, 1),
    "15 sources x 10 articles": ([10] * 15, 0.85, 0.6, 1.2, 0.0, 1),
    "97 % right": ([20] * 5, 0.97, 0.6, 1.2, 0.0, 1),
}
#: Strata of units: how many were coded, their weight, the share that is right.
STRATA = {
    "simple random, 100": [(100, 1, 0.9)],
    "rare strata err more": [(5, 2, 0.8), (10, 5, 0.9), (20, 20, 0.95), (30, 60, 0.9)],
    "frequent stratum errs more": [(50, 2, 0.97), (50, 30, 0.8)],
    "20 units": [(10, 2, 0.7), (10, 20, 0.95)],
}


def coded(rng, articles, right, spread, per_article, correlation, heavier):
    """Rows of coded units, and the source of each."""
    n = sum(articles)
    source = np.repeat(np.arange(len(articles)), articles)
    shares = np.full(n, right)
    if correlation:
        shares = rng.beta(right * (1 / correlation - 1), (1 - right) * (1 / correlation - 1), n)
    article = np.repeat(np.arange(n), 1 + rng.poisson(per_article - 1, n))
    weight = rng.lognormal(0, spread, len(article)) * np.where(source[article] == 0, heavier, 1)
    top = (rng.random(len(article)) < shares[article]).astype(float)
    return Weighed(top, np.ones(len(top)), weight, np.arange(len(top)), article), source[article]


def sums(rows, chosen):
    """Weighted numerator and denominator of each article of the rows chosen."""
    of = rows.of(chosen)
    return np.column_stack([np.bincount(of.article, weights=of.weight * each) for each in (of.top, of.bottom)])


def wald(first, rest):
    """p of a z whose variance is that of residuals summed by article."""
    values, variances = [], []
    for top, bottom in (first.T, rest.T):
        share = top.sum() / bottom.sum()
        values.append(share)
        variances.append(((top - share * bottom) ** 2).sum() * len(top) / (len(top) - 1) / bottom.sum() ** 2)
    apart, error = abs(values[0] - values[1]), np.sqrt(sum(variances))
    if error == 0:
        return float(apart == 0)
    return 2 * (1 - NormalDist().cdf(apart / error))


def rejected(rng, design, runs, settings):
    """How often each test rejects at 0.05: the first source, any source (per test), all together."""
    found = []
    for run in range(runs):
        rows, source = coded(rng, *design)
        names = [f"s{at}" for at in range(len(design[0]))]
        every, first, *others = error_tests(rows, source, names, settings, run)
        one, rest = sums(rows, source == 0), sums(rows, source != 0)
        plain = permutation_test(one, rest, settings, run).p[0]
        mine = [row["p"] for row in (first, *others)]
        found.append([first["p"] <= 0.05, np.mean([p <= 0.05 for p in mine]), every["p"] <= 0.05,
                      wald(one, rest) <= 0.05, plain <= 0.05])  # fmt: skip
    return np.mean(found, axis=0)


def covered(rng, strata, runs, settings):
    """How often the interval holds the true share, and how long it is: as printed, and limited by units alone."""
    n, weight, right = (np.repeat([stratum[at] for stratum in strata], [s[0] for s in strata]) for at in range(3))
    truth, found = (weight * right).sum() / weight.sum(), []
    for _ in range(runs):
        top, article = (rng.random(len(n)) < right).astype(float), rng.integers(0, 60, len(n))
        rows = Weighed(top, np.ones(len(n)), weight.astype(float), np.arange(len(n)), article).of(n > 0)
        share = weighted_share(rows, settings)
        residual = np.bincount(rows.article, weights=rows.weight * (rows.top - share.value))
        m = len(residual)
        variance = (residual @ residual) * m / (m - 1) / weight.sum() ** 2
        evidence = min(share.value * (1 - share.value) / variance, len(n)) if variance > 0 else m
        low, high = wilson(share.value, evidence, settings.level)
        found.append([share.low <= truth <= share.high, share.high - share.low, low <= truth <= high, high - low])
    return np.mean(found, axis=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--deals", type=int, default=400)
    options = parser.parse_args()
    settings, rng = Settings(resamples=options.deals), np.random.default_rng(0)
    print("sources that err alike: share of tests below 0.05")
    print(f"{'':30} {'framing':>9} {'per test':>9} {'together':>9} {'Wald':>9} {'plain':>9}")
    for name, design in DESIGNS.items():
        print(f"{name:30}", *(f"{100 * share:8.1f}%" for share in rejected(rng, design, options.runs, settings)))
    print("\nintervals of a weighted share: how many hold it, and their length")
    print(f"{'':30} {'framing':>9} {'length':>9} {'units':>9} {'length':>9}")
    for name, strata in STRATA.items():
        one, length, other, other_length = covered(rng, strata, options.runs, settings)
        print(f"{name:30} {100 * one:8.1f}% {length:9.3f} {100 * other:8.1f}% {other_length:9.3f}")


if __name__ == "__main__":
    main()
