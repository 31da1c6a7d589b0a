"""Two outlets that are alike: how often a test calls them different, and how often an interval holds no difference.

Counts are bursty, as words in news are: an article's length is log-normal, its mentions by a label are Poisson with a
rate of its own (gamma, shape 0.3), its other mentions Poisson with one rate. Both outlets have the same rates, so
every difference is chance. "log-likelihood" takes mentions as independent, as keyness tables do; "framing" is what
`compare_sources` gives; the others are textbook intervals over the same articles. The last lines let one outlet write
articles four times as long.

    python benchmarks/comparison.py [--runs 1000] [--resamples 1000]
"""

import argparse
from statistics import NormalDist

import numpy as np
import pandas as pd

from framing.measures import compare_sources

BURSTINESS, LABEL_RATE, OTHER_RATE = 0.3, 0.004, 0.010
LENGTH, SPREAD = 500, 0.5
DESIGNS = ((80, 80, 1), (20, 20, 1), (5, 5, 1), (20, 80, 1), (80, 20, 4), (20, 80, 4))
NORMAL = NormalDist()


def counts_of(rng, n, longer):
    """Mentions by the label and all mentions, a row per article that has any."""
    words = rng.lognormal(np.log(LENGTH * longer), SPREAD, size=n)
    own = rng.gamma(BURSTINESS, 1 / BURSTINESS, size=n)
    labels = rng.poisson(words * LABEL_RATE * own)
    return np.column_stack([labels, labels + 1 + rng.poisson(words * OTHER_RATE)])


def mentions_of(first, second):
    """The two outlets as a table of mentions."""
    parts = []
    for source, counts in (("first", first), ("second", second)):
        article = np.repeat(np.arange(len(counts)), counts[:, 1])
        at = np.arange(len(article)) - np.repeat(np.cumsum(counts[:, 1]) - counts[:, 1], counts[:, 1])
        named = at < np.repeat(counts[:, 0], counts[:, 1])
        parts.append(
            pd.DataFrame(
                {
                    "article_id": [f"{source}{i}" for i in article],
                    "source": source,
                    "actor": "opposition",
                    "label": np.where(named, "terrorist", "rebel"),
                    "category": np.where(named, "delegitimising", "neutral"),
                    "valence": np.where(named, -1.0, 0.0),
                    "sentence_start": at,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def log_likelihood_rejects(first, second):
    """Two-cell log-likelihood over the pooled mentions, as if each were drawn alone."""
    (k1, n1), (k2, n2) = first.sum(axis=0), second.sum(axis=0)
    together = (k1 + k2) / (n1 + n2)
    cells = [(k1, n1 * together), (k2, n2 * together)]
    return 2 * sum(k * np.log(k / expected) for k, expected in cells if k) > 3.8415


def error_of(sums, squares):
    """Standard error of a ratio of sums from its residuals."""
    ratio = sums[..., 0] / sums[..., 1]
    residuals = squares[..., 0] - 2 * ratio * squares[..., 1] + ratio**2 * squares[..., 2]
    return ratio, np.sqrt(np.maximum(residuals, 0)) / sums[..., 1]


def drawn(rng, counts, resamples):
    """Ratios of resampled articles with their standard errors, and of the articles themselves."""
    top, bottom = counts.T.astype(float)
    squares = np.column_stack([top * top, top * bottom, bottom * bottom])
    weights = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=resamples)
    return error_of(weights @ counts, weights @ squares), error_of(counts.sum(axis=0), squares.sum(axis=0))


def textbook_intervals(rng, first, second, resamples):
    """Percentile, bias-corrected and accelerated, and studentised intervals of the difference."""
    ((ratio1, error1), (own1, se1)), ((ratio2, error2), (own2, se2)) = (
        drawn(rng, counts, resamples) for counts in (first, second)
    )
    difference, error = own1 - own2, np.hypot(se1, se2)
    draws = np.sort(ratio1 - ratio2)
    # Influence of each article on the difference.
    influence = np.concatenate(
        [
            sign * (counts[:, 0] - own * counts[:, 1]) / counts[:, 1].sum()
            for sign, counts, own in ((1, first, own1), (-1, second, own2))
        ]
    )
    skew = (influence**3).sum() / (6 * (influence**2).sum() ** 1.5)
    shift = NORMAL.inv_cdf(np.clip((draws < difference).mean(), 1e-4, 1 - 1e-4))
    ends = [NORMAL.cdf(shift + (shift + z) / (1 - skew * (shift + z))) for z in (-1.96, 1.96)]
    with np.errstate(divide="ignore", invalid="ignore"):
        studentised = np.nan_to_num((ratio1 - ratio2 - difference) / np.hypot(error1, error2), posinf=9, neginf=-9)
    low, high = np.quantile(studentised, [0.025, 0.975])
    return {
        "percentile": np.quantile(draws, [0.025, 0.975]),
        "BCa": np.quantile(draws, ends),
        "studentised": (difference - high * error, difference - low * error),
    }


def run_of(rng, design, resamples):
    """What each method says of one pair of outlets that are alike."""
    n_first, n_second, longer = design
    first, second = counts_of(rng, n_first, longer), counts_of(rng, n_second, 1)
    ends = textbook_intervals(rng, first, second, resamples)
    rows = compare_sources(
        mentions_of(first, second), "label_share", label="terrorist", against="second", resamples=resamples
    )
    ours = rows.iloc[0]
    ends["framing"] = ours["low"], ours["high"]
    found = {f"{name} interval holds 0": low <= 0 <= high for name, (low, high) in ends.items()}
    found["log-likelihood p < .05"] = log_likelihood_rejects(first, second)
    found["framing p < .05"] = ours["p"] <= 0.05
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    print(f"{args.runs} runs of two outlets that are alike; percent of runs")
    table = {}
    for design in DESIGNS:
        rng = np.random.default_rng([args.seed, *design])
        runs = pd.DataFrame([run_of(rng, design, args.resamples) for _ in range(args.runs)])
        n_first, n_second, longer = design
        table[f"{n_first} v. {n_second} articles" + (f", {longer} x as long" if longer > 1 else "")] = (
            100 * runs.mean()
        )
    print(pd.DataFrame(table).T.round(1).T.to_string())


if __name__ == "__main__":
    main()
