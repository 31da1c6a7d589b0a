"""How often the intervals of alpha and kappa hold what they should.

Two coders see the same units, three to an article, or one. Some articles are harder than others: in these each coder
more often guesses. "resamples" are percentiles of resampled articles alone, "framing" is what the package prints.
Samples in which alpha is undefined, for all codes are the same, are left out and counted.

    python benchmarks/coder_agreement.py [--runs 200] [--resamples 200]
"""

import argparse

import numpy as np
import pandas as pd

from framing.measures import coder_agreement, krippendorff_alpha
from framing.measures.alpha import alpha_coefficient, alpha_sums, bounded, summed_by
from framing.measures.intervals import Settings, Units, kind_of

CODES = np.array(["own", "direct", "indirect"], dtype=object)
#: How often each code is right: evenly, one rare, one very rare.
SHARES = {"even": (0.6, 0.2, 0.2), "10 %": (0.9, 0.1), "3 %": (0.97, 0.03)}


def drawn(rng, n_articles, per_article, error, shares):
    """Codes of two coders."""
    n = n_articles * per_article
    truth = rng.choice(len(shares), n, p=shares)
    hard = np.repeat(rng.beta(1, 1 / error - 1, n_articles), per_article)
    return np.stack([np.where(rng.random(n) < hard, rng.choice(len(shares), n, p=shares), truth) for _ in range(2)])


def printed(codes, per_article, resamples, seed):
    """Bounds of alpha and kappa as the package gives them."""
    n = codes.shape[1]
    coders = [
        pd.DataFrame({"unit_id": range(n), "coder": name, "voice": CODES[codes[at]]}) for at, name in enumerate("ab")
    ]
    units = pd.DataFrame({"unit_id": range(n), "article_id": np.arange(n) // per_article})
    table = coder_agreement(pd.concat(coders), units, by=None, resamples=resamples, seed=seed).set_index("measure")
    return [tuple(table.loc[name, ["low", "high"]]) for name in ("alpha_nominal", "cohens_kappa")]


def plain(codes, per_article, resamples, seed):
    """Bounds of alpha from resamples alone."""
    n = codes.shape[1]
    article, kind = np.arange(n) // per_article, kind_of(n // per_article)
    number = article if kind == "articles" else np.arange(n)
    sums = summed_by(alpha_sums(codes.astype(float), nominal=True), number)
    of = np.unique(article) if kind == "articles" else article
    row = bounded(
        Units(sums, np.ones(len(sums)), of, kind),
        alpha_coefficient(sums.sum(axis=0)),
        Settings(0.95, resamples, seed),
    )
    return row["low"], row["high"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--resamples", type=int, default=200)
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    columns = {"rarest": 7, "alpha": 6, "articles": 8, "units": 6, "resamples": 10, "framing": 8, "kappa": 6}
    print(*(f"{name:>{wide}}" for name, wide in columns.items()), "undefined")
    for rarest, shares in SHARES.items():
        for error in (0.1, 0.3):
            truth = krippendorff_alpha(drawn(rng, 100_000, 3, error, shares))
            for n_articles, per_article in ((8, 3), (20, 1), (20, 3), (60, 1)):
                hits = []
                for run in range(options.runs):
                    codes = drawn(rng, n_articles, per_article, error, shares)
                    if len(np.unique(codes)) > 1:
                        settings = (per_article, options.resamples, run)
                        bounds = [plain(codes, *settings), *printed(codes, *settings)]
                        hits.append([low <= truth <= high for low, high in bounds])
                held = " ".join(
                    f"{share:{wide}.3f}" for share, wide in zip(np.mean(hits, axis=0), (10, 8, 6), strict=True)
                )
                counts = f"{n_articles:8} {n_articles * per_article:6}"
                print(f"{rarest:>7} {truth:6.2f} {counts} {held} {options.runs - len(hits):9}", flush=True)


if __name__ == "__main__":
    main()
