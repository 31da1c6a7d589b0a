"""What hand-coded units repair: shares and the gap between two outlets whose errors differ, simulated.

The classifier of both outlets finds 85 of 100 mentions that bear a label, but gives the label
wrongly to 5 of 100 others in one outlet and to 15 of 100 in the other (methods: Egami et al. 2023).
So outlets that are alike look seven points apart, and a gap of ten points looks like one. For
every design the table shows the mean of the estimated gap, how often its interval holds the true
one (with the interval of that share, as runs are few), and the mean standard error beside the
spread over the runs, which it should equal:

- naive: the labels as found, nothing coded by hand;
- gold only: the coded units alone, weighted by the inverse of their probability;
- corrected: both together, by formulas written out below on plain arrays;
- framing: `compare_sources(..., gold=)` on the same draws, and how far it lies from *corrected*;
- expected: the mean standard error that `coding_budget` foretells, the sample serving as its pilot.

    python benchmarks/correction.py [--runs 1000] [--design NAME] [--without-framing] [--peers]
"""

import argparse
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing import coding_budget, compare_sources, prediction_powered_mean
from framing.coding.draw import draw
from framing.measures.bounds import wilson
from framing.measures.intervals import student_t

OUTLETS = ("North", "South")
FOUND, FALSE_ALARM = 0.85, (0.05, 0.15)
GAPS = {"no gap": (0.30, 0.30), "gap of .10": (0.40, 0.30)}
LABELS = ("rebel", "terrorist")
#: Runs in which the expected error is reckoned: it hardly varies.
BUDGETS = 50
KINDS = ("mention", "candidate", "sentence")
#: Of all true mentions of a label: those that the lexicon finds. It misses more of the ones it should count.
RECALL = {"rebel": 0.9, "terrorist": 0.7}
#: Of 100 words that the lexicon takes for a mention: those that name nobody; and of those it rejects, those that do.
NOBODY, REJECTED = 0.1, 0.1


class Design(NamedTuple):
    """A way to draw the units to code: per outlet, true mentions, coded mentions, coded negatives of each kind."""

    n: int = 2000
    n_coded: int = 150
    n_negatives: int = 0
    per_article: int = 1
    correlation: float = 0.0
    unequal: bool = False


DESIGNS = {
    "equal": Design(),
    "unequal": Design(unequal=True),
    "clustered": Design(per_article=5, correlation=0.3),
    "with negatives": Design(per_article=5, n_negatives=150, unequal=True),
    "few negatives": Design(per_article=5, n_negatives=25, unequal=True),
}


def simulate(rng, design, shares):
    """Units of both outlets: whether each is a mention (`b`) that bears the label (`a`), and what was found."""
    parts = []
    for outlet, share in enumerate(shares):
        article = np.arange(design.n) // design.per_article
        chance, alarm = (spread(rng, mean, design)[article] for mean in (share, FALSE_ALARM[outlet]))
        a = (rng.random(design.n) < chance).astype(float)
        guess = np.where(a == 1, rng.random(design.n) < FOUND, rng.random(design.n) < alarm).astype(float)
        rows = pd.DataFrame({"article": article, "kind": 0, "a": a, "b": 1.0, "a_found": guess, "b_found": 1.0})
        parts.append((with_negatives(rng, rows) if design.n_negatives else rows).assign(outlet=outlet))
    units = pd.concat(parts, ignore_index=True)
    units["article"] += units["outlet"] * design.n
    return units


def spread(rng, mean, design):
    """A probability for each article: the same, or one of its own (beta-distributed)."""
    n_articles = -(-design.n // design.per_article)
    if not design.correlation:
        return np.full(n_articles, mean)
    strength = 1 / design.correlation - 1
    return rng.beta(mean * strength, (1 - mean) * strength, size=n_articles)


def with_negatives(rng, rows):
    """Mentions that name nobody, words that were rejected, and sentences, some of which hold what was missed."""
    n = len(rows)
    missed = rng.random(n) > np.where(rows["a"] == 1, RECALL["terrorist"], RECALL["rebel"])
    rejected = missed & (rng.random(n) < REJECTED)
    nothing = {"a": 0.0, "b": 0.0, "a_found": 0.0, "b_found": 0.0}
    taken = rows.sample(int(NOBODY * n), random_state=rng).assign(a=0.0, b=0.0)
    words = rows.assign(**nothing, kind=1).sample(n // 2, random_state=rng)
    # Every mention stands in a sentence of its own, which is to be read for words that are not marked.
    sentences = rows.assign(kind=2, a_found=0.0, b_found=0.0)
    sentences.loc[~missed | rejected, ["a", "b"]] = 0.0
    wrongly = rows[rejected].assign(kind=1, a_found=0.0, b_found=0.0)
    return pd.concat([rows[~missed], taken, wrongly, words, sentences])


def drawn_from(rng, units, design):
    """The units with their probability, and which are drawn: as many of each outlet, or as `framing sample` draws.

    In the latter, strata of outlet and predicted label have probabilities in proportion to the inverse root of their
    size, so that rare predictions are over-sampled.
    """
    pi, drawn = np.zeros(len(units)), np.zeros(len(units), bool)
    stratum = np.full(len(units), "", dtype=object)
    outlet, found = units["outlet"].to_numpy(), units["a_found"].to_numpy()
    for kind, n in enumerate((design.n_coded, design.n_negatives, design.n_negatives)):
        of = units["kind"].to_numpy() == kind
        parts = [of] if design.unequal else [of & (outlet == each) for each in range(2)]
        for at in filter(len, map(np.flatnonzero, parts)):
            strata = [f"{one} {other}" for one, other in zip(outlet[at], found[at] * design.unequal, strict=True)]
            picked, pi[at], _ = draw(strata, n * 2 // len(parts), rng)
            drawn[at[picked]], stratum[at] = True, strata
    return units.assign(pi=pi, drawn=drawn, stratum=stratum)


class Estimate(NamedTuple):
    """A share, its standard error, and the articles behind it."""

    value: float
    error: float
    articles: int


def ratio(a, b, article):
    """A ratio of totals, its residuals summed by article."""
    value = a.sum() / b.sum()
    residuals = np.bincount(np.unique(article, return_inverse=True)[1], weights=a - value * b)
    n = len(residuals)
    return Estimate(value, np.sqrt((residuals**2).sum() * n / (n - 1)) / b.sum(), n)


def estimates(units):
    """Each way to estimate the share of an outlet."""
    a, b, a_found, b_found, pi, article = (
        units[name].to_numpy() for name in ("a", "b", "a_found", "b_found", "pi", "article")
    )
    weight = np.where(units["drawn"], 1 / pi, 0.0)
    coded = weight > 0
    corrected = ratio(a_found + weight * (a - a_found), b_found + weight * (b - b_found), article)
    return {
        "naive": ratio(a_found, b_found, article),
        "gold only": ratio((weight * a)[coded], (weight * b)[coded], article[coded]),
        "corrected": corrected._replace(articles=len(np.unique(article[coded]))),
    }


def gap_of(first, second):
    """The difference of two shares with its interval."""
    error = np.hypot(first.error, second.error)
    half = student_t(0.95, first.articles + second.articles - 2) * error
    value = first.value - second.value
    return {"value": value, "error": error, "low": value - half, "high": value + half}


def mentions_of(units):
    """The mentions as the package finds them."""
    rows = units[units["kind"] == 0]
    label = np.where(rows["a_found"] == 1, LABELS[1], LABELS[0])
    return pd.DataFrame({
        "mention_id": rows.index.astype(str), "article_id": rows["article"].astype(str),
        "source": np.array(OUTLETS)[rows["outlet"]], "published": "2015-01-01", "actor": "opposition",
        "label": label, "category": np.where(rows["a_found"] == 1, "delegitimising", "neutral"),
        "valence": -rows["a_found"], "voice": "own", "start": rows.index, "end": rows.index + 1,
        "sentence_start": rows.index,
    })  # fmt: skip


def gold_of(units):
    """The coded units as `framing.read_gold` gives them."""
    rows = units[units["drawn"]]
    mention = rows["kind"] == 0
    real, label = rows["b"] == 1, np.where(rows["a"] == 1, LABELS[1], LABELS[0])
    names = rows.index.astype(str)
    found = np.where(rows["a_found"] == 1, LABELS[1], LABELS[0])
    missed = np.where(real, np.char.add("opposition: ", label.astype(str)), "none")
    return pd.DataFrame({
        "unit_id": names, "kind": np.array(KINDS)[rows["kind"]], "mention_id": np.where(mention, names, ""),
        "article_id": rows["article"].astype(str), "source": np.array(OUTLETS)[rows["outlet"]],
        "published": "2015-01-01", "start": rows.index, "end": rows.index + 1,
        "predicted_actor": np.where(mention, "opposition", ""), "predicted_label": np.where(mention, found, ""),
        "predicted_voice": np.where(mention, "own", ""), "stratum": rows["stratum"], "probability": rows["pi"],
        "actor": np.where(rows["kind"] == 2, "", np.where(real, "opposition", "none")),
        "label": np.where((rows["kind"] < 2) & real, label, ""),
        "voice": np.where((rows["kind"] < 2) & real, "own", ""), "stance": "",
        "missed": np.where(rows["kind"] == 2, missed, ""), "n_coders": 1, "text": "",
    })  # fmt: skip


def by_framing(units):
    """The gap as the package estimates it; its error is reckoned back from the interval."""
    table = compare_sources(
        mentions_of(units), "label_share", against=OUTLETS[1], label=LABELS[1], gold=gold_of(units), resamples=100
    )
    row = table[table["source"] == OUTLETS[0]].iloc[0]
    degrees = units.loc[units["drawn"], "article"].nunique() - 2
    error = (row["high"] - row["low"]) / 2 / student_t(0.95, degrees)
    return {"value": row["difference"], "error": error, "low": row["low"], "high": row["high"]}


def foretold(units, design):
    """The standard error of the gap that `coding_budget` expects of so many coded units, these serving as pilot."""
    gold, n = gold_of(units), round(2 * design.n_coded * 4 / 3)
    rows = coding_budget(mentions_of(units), actor="opposition", label=LABELS[1], gold=gold, n=[n])
    return rows["detectable"].iloc[0] / (NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8))


def run(rng, design, shares, *, framing, budget):
    """One corpus, one sample: the estimates of the gap."""
    units = drawn_from(rng, simulate(rng, design, shares), design)
    first, second = (estimates(units[units["outlet"] == outlet]) for outlet in range(2))
    found = {name: gap_of(first[name], second[name]) for name in first}
    if framing:
        found["framing"] = by_framing(units)
    # A budget reckons with a sample as `framing sample` draws it: by strata, a quarter of it negatives at most.
    if framing and budget and design.unequal and 6 * design.n_negatives <= design.n_coded:
        found["expected"] = {"error": foretold(units, design)}
    return found


def table_of(found, truth):
    """One row per estimator: mean, spread over the runs, mean standard error, coverage and its interval."""
    rows = []
    for name in found[0]:
        of = pd.DataFrame([each[name] for each in found if name in each], columns=["value", "error", "low", "high"])
        row = {"estimate": name, "mean": of["value"].mean(), "sd": of["value"].std(), "mean_se": of["error"].mean()}
        if of["low"].notna().all():
            covered = ((of["low"] <= truth) & (truth <= of["high"])).mean()
            low, high = (float(end) for end in wilson(covered, len(of), 0.95))
            row |= {"coverage": covered, "from": low, "to": high}
        rows.append(row)
    return pd.DataFrame(rows)


def distance(found):
    """Largest difference between the package's estimate and the one written out here."""
    return max(abs(each["framing"]["value"] - each["corrected"]["value"]) for each in found)


def peers(rng):
    """The mean of one outlet by `ppi_py`, which needs a simple random sample, and by the package."""
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

    units = drawn_from(rng, simulate(rng, DESIGNS["equal"], GAPS["no gap"]), DESIGNS["equal"])
    units = units[units["outlet"] == 0]
    coded, rest = units[units["drawn"]], units[~units["drawn"]]
    given = [each.to_numpy() for each in (coded["a"], coded["a_found"], rest["a_found"])]
    theirs = [
        float(ppi_mean_pointestimate(*given, lam=1)[0]),
        *map(float, np.ravel(ppi_mean_ci(*given, 0.05, lam=1))),
    ]
    ours = prediction_powered_mean(*given, tuning=1.0)
    for name, mean in (("ppi_py", theirs), ("framing", ours[:3])):
        print(f"{name:8}", *(f"{number:.16f}" for number in mean))


def main(arguments):
    for name, design in DESIGNS.items():
        for case, shares in GAPS.items():
            if arguments.design not in ("all", name):
                continue
            rng = np.random.default_rng(arguments.seed)
            found = [
                run(rng, design, shares, framing=arguments.framing, budget=number < BUDGETS)
                for number in range(arguments.runs)
            ]
            truth = shares[0] - shares[1]
            print(f"\n{name}, {case} (true gap {truth:.2f})")
            print(table_of(found, truth).round(4).to_string(index=False, na_rep=""))
            if arguments.framing:
                print(f"framing less corrected, at most: {distance(found):.1e}", flush=True)
    if arguments.peers:
        peers(np.random.default_rng(arguments.seed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--design", default="all", choices=["all", "none", *DESIGNS])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-framing", dest="framing", action="store_false")
    parser.add_argument("--peers", action="store_true", help="the mean of ppi_py beside ours: pip install ppi-python")
    main(parser.parse_args())
