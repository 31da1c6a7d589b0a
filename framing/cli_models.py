"""The verbs of the command line that train, try and audit models, and that score the mentions of a corpus."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.cli_tables import progress_bar, read_given, write_table
from framing.errors import FramingError, ModelError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import pandas as pd

    from framing.stance.training import Recipe

    Verb = Callable[..., argparse.ArgumentParser]


def add_verbs(verbs: Any, add: Verb, reading: Callable[..., None]) -> None:  # noqa: ANN401 - argparse's own type
    """Add the verbs; `add` makes one, `reading` gives it the options of reading articles."""
    train = add(verbs, "train", _train, "train a model on texts coded by hand, and say how good it is")
    _coded(train)
    train.add_argument("--out", metavar="MODEL.skops", required=True, help="file to write the model to")
    train.add_argument("--name", help="what the column 'scorer' calls it (default: the file's name)")
    train.add_argument("--data", default="", help="what the texts are, for the model card")
    train.add_argument("--licence", default="", help="licence of the texts, for the model card")
    train.add_argument("--folds", type=int, default=5, help="folds of the cross-validation (default: 5)")
    train.add_argument("--seed", type=int, default=0, help="parts the groups among the folds (default: 0)")
    train.add_argument("--report", metavar="DIR", help="write tables and figures of the cross-validation here")
    train.add_argument("--no-report", action="store_true", help="train alone, without the cross-validation")

    evaluate = add(verbs, "evaluate", _evaluate, "try a model on texts coded by hand that it has not seen")
    _coded(evaluate)
    evaluate.add_argument("--model", default="news", metavar="MODEL", help="a .skops file (default: the shipped one)")
    evaluate.add_argument("--report", metavar="DIR", help="write tables and figures here")

    stance = add(verbs, "stance", _stance, "score the stance of each sentence to the actor it mentions")
    reading(stance, "ARTICLES")
    stance.add_argument("--lexicon", default="syria", metavar="NAME", help="lexicon of actors (default: syria)")
    stance.add_argument(
        "--scorer",
        action="append",
        metavar="SCORER",
        help="lexicon, news (the shipped model) or a .skops file (repeatable; default: lexicon)",
    )
    stance.add_argument("--out", metavar="FILE", default="-", help=".csv, .tsv, .jsonl or .parquet; '-': the screen")

    audit = add(verbs, "audit", _audit, "every actor's names in the same sentences: does the score follow the name?")
    audit.add_argument("articles", metavar="ARTICLES", nargs="?", help="real sentences, besides the templates")
    audit.add_argument(
        "--model", default="news", metavar="SCORER", help="lexicon, news or a .skops file (default: news)"
    )
    audit.add_argument("--lexicon", default="syria", metavar="NAME", help="lexicon of actors (default: syria)")
    audit.add_argument("--report", metavar="DIR", help="write tables and the figure here")

    frames = add(verbs, "frames", _frames, "score frames of articles: words of a list (a proxy) or your own model")
    reading(frames, "ARTICLES")
    frames.add_argument(
        "--scorer",
        default="frames_generic_en",
        metavar="SCORER",
        help="frames_generic_en, frames_war_peace_en, a dictionary, or a .skops file (default: frames_generic_en)",
    )
    frames.add_argument("--unit", choices=("article", "sentence"), default="article")
    frames.add_argument("--out", metavar="FILE", default="-", help=".csv, .tsv, .jsonl or .parquet; '-': the screen")


def _coded(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("labels", metavar="LABELS", help=".csv, .tsv, .jsonl or .parquet with one row per judgement")
    parser.add_argument("--text", default="text", metavar="COLUMN", help="column of the text (default: text)")
    parser.add_argument("--target", metavar="COLUMN", help="column of the actor judged, as it stands in the text")
    parser.add_argument("--label", metavar="COLUMN", help="column of the label (default: label)")
    parser.add_argument(
        "--labels", dest="several", metavar="COLUMN", help="column of several labels at once, parted by ';'"
    )
    parser.add_argument("--group", metavar="COLUMN", help="column whose rows stay together, such as article_id")
    parser.add_argument("--source", metavar="COLUMN", help="column of the source, to tell errors by source")


def _read(options: argparse.Namespace) -> pd.DataFrame:
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    if options.label and options.several:
        raise FramingError("give --label or --labels, not both: one label per text, or several parted by ';'")
    return framing.read_coded(
        options.labels,
        text=options.text,
        target=options.target,
        label=options.several or options.label or "label",
        group=options.group,
        source=options.source,
    )


def _recipe(options: argparse.Namespace) -> Recipe:
    return framing.Recipe(several=bool(options.several), seed=options.seed)


def _told(words: str) -> None:
    """Tell what is being done."""
    from framing.terminal import tell

    tell([words])


def _train(options: argparse.Namespace) -> int:
    from framing.model_results import print_evaluation, write_evaluation
    from framing.terminal import tell

    out = Path(options.out)
    if out.suffix != ".skops":
        raise ModelError(f"{out}: a model's file ends in .skops; name it so")
    coded, recipe = _read(options), _recipe(options)
    card: dict[str, Any] = {"name": options.name or out.stem, "data": options.data or Path(options.labels).name}
    if options.licence:
        card["licence"] = options.licence
    if options.no_report:
        model = framing.train_model(coded, recipe, progress=_told)
    else:
        found = framing.cross_validate(coded, recipe, folds=options.folds, progress=_told)
        print_evaluation(found)
        if options.report:
            tell(f"written: {file}" for file in write_evaluation(found, options.report))
        card["cross_validation"] = found.scores.round(4).to_dict("records")
        model = found.model
    model = replace(model, card={**model.card, **card})
    framing.save_model(model, out)
    tell([f"written: {out} ({out.stat().st_size:,} bytes)"])
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from framing.model_results import print_evaluation, write_evaluation
    from framing.terminal import tell

    model = framing.ClassifierScorer().model if options.model == "news" else framing.load_model(options.model)
    found = framing.evaluate_model(model, _read(options))
    print_evaluation(found)
    if options.report:
        tell(f"written: {file}" for file in write_evaluation(found, options.report))
    return 0


def _stance(options: argparse.Namespace) -> int:
    from framing.terminal import report_articles, tell

    lexicon = framing.load_lexicon(options.lexicon)
    articles = read_given(options)
    tell(report_articles(articles))
    with progress_bar(len(articles)) as progress:
        mentions = framing.annotate(articles, lexicon, progress=progress)
    scored = framing.score(mentions, articles, options.scorer or ["lexicon"])
    write_table(scored, options.out)
    tell([f"{len(mentions)} mentions scored by {', '.join(scored['scorer'].unique()) or 'nothing'}"])
    return 0


def _audit(options: argparse.Namespace) -> int:
    from framing.model_results import print_audit, write_audit
    from framing.terminal import tell

    lexicon = framing.load_lexicon(options.lexicon)
    mentions = framing.annotate(options.articles, lexicon) if options.articles else None
    found = framing.audit(options.model, lexicon, mentions)
    print_audit(found)
    if options.report:
        tell(f"written: {file}" for file in write_audit(found, options.report))
    return 0


def _frames(options: argparse.Namespace) -> int:
    from framing.terminal import report_articles, tell

    articles = read_given(options)
    tell(report_articles(articles))
    scores = framing.score_frames(articles, options.scorer, options.unit)
    write_table(scores, options.out)
    if scores["proxy"].any():
        tell(["a list of words is a proxy: it counts words and codes no frame; its card says what it cannot see"])
    return 0
