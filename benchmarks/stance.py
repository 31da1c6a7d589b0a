"""How well stance is told: the shipped model, the lexicon scorer and the majority on NewsMTSC, and how fast.

    python benchmarks/stance.py --data DIR [--split dev_mt] [--ablation] [--semeval] [--speed] [--fa-kes FILE]

DIR holds ``newsmtsc/dev_mt.jsonl.gz``, ``newsmtsc/dev_rw.jsonl.gz`` and, for --ablation and --speed,
``newsmtsc/train.jsonl.gz`` (NewsMTSC, Hamborg & Donnay 2021, MIT, https://github.com/fhamborg/NewsMTSC: one
JSON object per line with text, target, target_start, target_end, label, article_id); for --semeval
``semeval2016t6/train.jsonl.gz`` and ``dev.jsonl.gz`` (SemEval-2016 Task 6: text, target, label); for --fa-kes
``fa-kes/articles.jsonl.gz`` (see README.md). Nothing is chosen on what is printed here.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

import framing
from framing.coded_texts import read_coded
from framing.stance.classifier import ClassifierScorer, shipped_model
from framing.stance.evaluation import evaluate_model
from framing.stance.features import FAMILIES
from framing.stance.training import Recipe, examples_of, train_model

SEMEVAL_SEED = 0


def newsmtsc(data: Path, split: str) -> pd.DataFrame:
    return read_coded(data / "newsmtsc" / f"{split}.jsonl.gz", target="target", group="article_id", source="source")


def accuracy(data: Path, splits: list[str]) -> None:
    model = shipped_model()
    print(f"shipped model 'news': strength {model.card['strength']}, {len(model.feature_names()):,} features")
    for split in splits:
        found = evaluate_model(model, newsmtsc(data, split))
        print(f"\n{split}: {'; '.join(found.notes) or 'no text was trained on'}")
        for row in found.scores.to_dict("records"):
            print(
                f"  {row['scorer']:10} {row['measure']:9} {100 * row['value']:5.1f} "
                f"[{100 * row['low']:.1f}, {100 * row['high']:.1f}]  n = {row['n_texts']} in {row['n_groups']} groups"
            )
        for row in found.classes.to_dict("records"):
            print(
                f"  {row['class']:10} {row['measure']:9} {100 * row['value']:5.1f} "
                f"[{100 * row['low']:.1f}, {100 * row['high']:.1f}]"
            )
        print(found.confusion.pivot_table(index="label", columns="predicted", values="n").to_string())


def ablation(data: Path, splits: list[str]) -> None:
    train = newsmtsc(data, "train")
    tables = {split: newsmtsc(data, split) for split in splits}
    print("\nfamilies, macro-F1: three-fold cross-validation on train, then each split")
    sets = {
        "all": FAMILIES,
        **{f"without {name}": tuple(each for each in FAMILIES if each != name) for name in FAMILIES},
        **{f"{name} alone": (name,) for name in FAMILIES},
    }
    for name, families in sets.items():
        model = train_model(train, Recipe(families=families))
        row = [100 * model.card["cross_validated_macro_f1"]]
        for table in tables.values():
            judged = np.array(model.classes)[model.probabilities(examples_of(table)).argmax(axis=1)]
            row.append(100 * f1_score(table["label"], judged, average="macro"))
        print(f"  {name:22} {'  '.join(f'{each:5.1f}' for each in row)}", flush=True)


def semeval(data: Path) -> None:
    train, dev = (pd.read_json(data / "semeval2016t6" / f"{name}.jsonl.gz", lines=True) for name in ("train", "dev"))
    print("\nSemEval-2016 Task 6, dev: F of favor and against, a model for each target")
    truth, judged = [], []
    for target in sorted(train["target"].unique()):
        learned = train_model(read_coded(train[train["target"] == target]), Recipe(seed=SEMEVAL_SEED))
        rest = read_coded(dev[dev["target"] == target])
        truth += rest["label"].tolist()
        judged += np.array(learned.classes)[learned.probabilities(examples_of(rest)).argmax(axis=1)].tolist()
    each = f1_score(truth, judged, labels=["favor", "against"], average=None)
    print(
        f"  favor {100 * each[0]:.1f}  against {100 * each[1]:.1f}  F_avg {100 * each.mean():.1f}  n = {len(truth)}"
    )


def speed(data: Path) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    coded = newsmtsc(data, "train")
    mentions = coded.assign(sentence=coded["text"], sentence_start=0)
    scorers = {"classifier": ClassifierScorer(evidence=False), "classifier with evidence": ClassifierScorer()}
    vader = SentimentIntensityAnalyzer()
    rates: dict[str, list[float]] = {name: [] for name in (*scorers, "VADER")}
    for _ in range(3):
        for name, scorer in scorers.items():
            start = time.perf_counter()
            scorer.score(mentions)
            rates[name].append(len(mentions) / (time.perf_counter() - start))
        start = time.perf_counter()
        for text in mentions["sentence"]:
            vader.polarity_scores(text)
        rates["VADER"].append(len(mentions) / (time.perf_counter() - start))
    print(f"\nmentions a second, one process, median of 3 interleaved rounds over {len(mentions):,} mentions")
    for name, found in rates.items():
        print(f"  {name:26} {sorted(found)[1]:,.0f}")


def fa_kes(data: Path, out: Path) -> None:
    """Fifteen outlets by their stance to government and opposition, own voice: the chart of the README."""
    articles = framing.read_articles(data / "fa-kes" / "articles.jsonl.gz")
    mentions = framing.annotate(articles, "syria")
    mentions = mentions[mentions["actor"].isin(["government", "opposition"])]
    scored = framing.score(mentions, articles, "lexicon")
    print("\nFA-KES, own voice, lexicon scorer: stance to the government minus stance to the opposition")
    for part in ("stance", "naming", "tone"):
        found = framing.tilt(scored.assign(stance=scored[part]), "government", "opposition", voice="own")
        print(f"  {part}:")
        for row in found.sort_values("value").to_dict("records"):
            interval = f"[{row['low']:+.2f}, {row['high']:+.2f}]"
            print(f"    {row['source']:14} {row['value']:+.2f} {interval}  n = {row['n_articles']} articles")
    means = framing.stance_means(scored, voice="own")
    names = {"government": "the Syrian government", "opposition": "the Syrian opposition"}
    ax = framing.figures.plot_stance_map(means, "government", "opposition", names=names)
    framing.figures.save_figure(ax, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--split", action="append", help="file of newsmtsc/ without its ending (repeatable)")
    for name in ("ablation", "semeval", "speed"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--fa-kes", type=Path, metavar="FILE", help="draw the outlets of FA-KES to FILE.png and .pdf")
    options = parser.parse_args()
    splits = options.split or ["dev_mt", "dev_rw"]
    accuracy(options.data, splits)
    if options.ablation:
        ablation(options.data, splits)
    if options.semeval:
        semeval(options.data)
    if options.speed:
        speed(options.data)
    if options.fa_kes:
        fa_kes(options.data, options.fa_kes)


if __name__ == "__main__":
    main()
