"""How often the intervals hold what they should, and how often a p value cries wolf.

Outlets are simulated whose true shares are known. Labels are bursty: an article keeps to its own
mix of labels (Dirichlet, so that a share is beta-binomial with an intra-article correlation), and
the number of mentions per article is over-dispersed. "percentile" is the plain percentile interval
of the same resamples; "framing" is what the package prints. With one article there is nothing to
say about the outlet: the first row asks whether the interval holds the article's own mix, the
last line how often it holds the outlet's.

    python benchmarks/coverage.py [--runs 1000] [--resamples 1000] [--correlation 0.3]
"""

import argparse

import numpy as np
import pandas as pd

from framing.measures import compare_sources, label_shares, label_valence, mention_rate
from framing.measures.intervals import Settings, resampled_ratios
from framing.measures.selection import counted, groups, select
from framing.measures.shares import LABEL_KEYS, codes_of, kinds_of
from framing.measures.valence import valence_units

LABELS = pd.DataFrame(
    {
        "label": ["terrorist", "gunman", "rebel", "fighter", "defender"],
        "category": ["delegitimising", "delegitimising", "neutral", "neutral", "legitimising"],
        "valence": [-1.0, -0.5, 0.0, -0.1, 0.6],
        "share": [0.05, 0.30, 0.35, 0.20, 0.10],
    }
)
SHARES = LABELS["share"].to_numpy()
VALENCE = float(SHARES @ LABELS["valence"])
MENTIONS_PER_ARTICLE, WORDS = 6.0, 500
WATCHED = {"terrorist": "share .05", "gunman": "share .30"}


def outlets(rng, n_outlets, n_articles, correlation, prefix=""):
    """Mentions and articles of simulated outlets, and each article's own mix of labels."""
    n = n_outlets * n_articles
    mixes = rng.dirichlet(SHARES * (1 / correlation - 1), size=n)
    counts = 1 + rng.negative_binomial(1, 1 / MENTIONS_PER_ARTICLE, size=n)
    article = np.repeat(np.arange(n), counts)
    picks = (rng.random(len(article))[:, None] > mixes.cumsum(axis=1)[article]).sum(axis=1)
    labels = LABELS.drop(columns="share").iloc[np.minimum(picks, len(LABELS) - 1)].reset_index(drop=True)
    names = np.array([f"{prefix}{i:05d}" for i in range(n_outlets)])
    mentions = labels.assign(
        article_id=article,
        source=names[article // n_articles],
        actor="opposition",
        sentence_start=np.cumsum(rng.random(len(article)) < 0.8),
    )
    articles = pd.DataFrame(
        {
            "article_id": np.arange(n),
            "source": names[np.arange(n) // n_articles],
            "status": "ok",
            "words": WORDS,
        }
    )
    return mentions, articles, mixes


def percentile_bounds(mentions, resamples):
    """Plain percentile intervals of the watched shares and of valence, by outlet."""
    rows = select(mentions, ["source"])
    kinds, settings = kinds_of(rows, list(LABEL_KEYS)), Settings(0.95, resamples, 0)
    found = {**{name: [] for name in WATCHED.values()}, "valence": []}
    for key, group in groups(rows, ["source"]):
        draws = resampled_ratios(counted(group, codes_of(group, kinds), len(kinds)), settings, *key)
        ends = np.quantile(draws, [0.025, 0.975], axis=0)
        for place, label in enumerate(kinds["label"]):
            if label in WATCHED:
                found[WATCHED[label]].append(ends[:, place])
        draws = resampled_ratios(valence_units(group), settings, *key)
        found["valence"].append(np.quantile(draws[:, 0], [0.025, 0.975]))
    return {name: np.array(ends) for name, ends in found.items()}


def framing_bounds(mentions, articles, resamples):
    """The package's intervals of the same, and of the rate, by outlet."""
    shares = label_shares(mentions, resamples=resamples)
    found = {
        name: shares.loc[shares["label"] == label, ["low", "high"]].to_numpy() for label, name in WATCHED.items()
    }
    found["valence"] = label_valence(mentions, resamples=resamples)[["low", "high"]].to_numpy()
    found["rate"] = mention_rate(mentions, articles, resamples=resamples)[["low", "high"]].to_numpy()
    return found


def truths(mixes, n_articles):
    """What the intervals should hold: the outlets' values, or a lone article's own."""
    of = mixes if n_articles == 1 else np.tile(SHARES, (1, 1))
    shares = {name: of[:, list(LABELS["label"]).index(label)] for label, name in WATCHED.items()}
    return {
        **shares,
        "valence": of @ LABELS["valence"].to_numpy(),
        "rate": 1000 * MENTIONS_PER_ARTICLE / WORDS,
    }


def held(bounds, truth):
    """Coverage in percent and mean width."""
    inside = (bounds[:, 0] <= truth + 1e-12) & (bounds[:, 1] >= truth - 1e-12)
    return f"{100 * inside.mean():5.1f} ({(bounds[:, 1] - bounds[:, 0]).mean():5.2f})"


def intervals_table(args, rng):
    columns = ["share .05", "share .30", "valence", "rate"]
    print("Coverage of nominal 95 % intervals, in percent (mean width in brackets)")
    print(f"{'articles':>8}  {'':<10}" + "".join(f"{name:>16}" for name in columns))
    for n in (1, 2, 5, 10, 20, 40, 80):
        mentions, articles, mixes = outlets(rng, args.runs, n, args.correlation)
        truth = truths(mixes, n)
        plain, ours = (
            percentile_bounds(mentions, args.resamples),
            framing_bounds(mentions, articles, args.resamples),
        )
        for name, bounds in (("percentile", plain), ("framing", ours)):
            # A lone article has a mix of labels of its own, but no rate of its own to be held.
            shown = [c for c in columns if c in bounds and (n > 1 or c != "rate")]
            cells = [f"{held(bounds[c], truth[c]) if c in shown else '':>16}" for c in columns]
            print(f"{n:>8}  {name:<10}" + "".join(cells))
        if n == 1:
            outlet = {c: held(ours[c], truths(SHARES[None, :], 2)[c]) for c in columns}
    print("1 article, against the outlet:" + "  ".join(f" {c} {cell}" for c, cell in outlet.items()))


def differences_table(args, rng):
    print("\nDifferences between two outlets that are alike: coverage of 0, and share of p < .05, in percent")
    print(f"{'articles':>10}" + "".join(f"{name:>16}{'p<.05':>7}" for name in (*WATCHED.values(), "valence")))
    for n_first, n_second in ((3, 3), (5, 20), (10, 10), (20, 20), (20, 80), (80, 80)):
        rows = {name: [] for name in (*WATCHED.values(), "valence")}
        for _ in range(args.runs):
            first = outlets(rng, 1, n_first, args.correlation, "a")[0]
            second = outlets(rng, 1, n_second, args.correlation, "b")[0]
            both = pd.concat([first, second.assign(article_id=second["article_id"] + n_first)])
            shares = compare_sources(both, "label_share", against="b00000", resamples=args.resamples)
            for label, name in WATCHED.items():
                rows[name].append(shares.loc[shares["label"] == label, ["low", "high", "p"]])
            valence = compare_sources(both, against="b00000", resamples=args.resamples)
            rows["valence"].append(valence[["low", "high", "p"]])
        line = f"{f'{n_first}, {n_second}':>10}"
        for found in rows.values():
            table = pd.concat(found).to_numpy()
            line += f"{held(table[:, :2], 0):>16}{100 * (table[:, 2] < 0.05).mean():>7.1f}"
        print(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--correlation", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    intervals_table(arguments, random)
    differences_table(arguments, random)
