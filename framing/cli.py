"""The command line: one short function per verb; each parses, calls one public function, writes, exits.

Tables go to standard output, words to standard error. Exit status 0: done; 1: an error, told in one
sentence (``--debug`` shows the traceback); 2: wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

import framing
from framing.cli_agreement import add_verb as add_agreement_verb
from framing.cli_annotate import add_verb as add_annotate_verb
from framing.cli_budget import add_verb as add_budget_verb
from framing.cli_codebook import add_verb as add_codebook_verb
from framing.cli_correct import add_verb as add_correct_verb
from framing.cli_measure import add_verb as add_measure_verb
from framing.cli_models import add_verbs
from framing.cli_report import add_verbs as add_report_verbs
from framing.cli_sample import add_verb as add_sample_verb
from framing.cli_tables import PERIODS, add_reading, events_of, names_shown, progress_bar, read_given, write_table
from framing.cli_validate import add_verb as add_validate_verb
from framing.errors import AbstainError, FramingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_EXAMPLES = """examples:
  framing compare seeds/ --lexicon syria --out results/
  framing compare seeds/ --gold coding_anna.csv --gold coding_ben.csv --out results/
  framing report results/ -o report.html
  framing bundle results/ -o bundle/ --without-text
  framing score article.txt --reference results/
  framing mentions articles.csv --column text=body --out mentions.csv
  framing quotes articles/ --out quotations.csv
  framing annotate archive.parquet --lexicon syria --out annotated/ --jobs 2
  framing measure annotated/ label_shares --actor opposition --out shares.csv
  framing codebook --lexicon syria --out codebook.docx
  framing budget results/ --actor opposition --label terrorist --gap 0.1
  framing sample results/ --articles articles/ --n 200 --coders anna,ben --out coding.csv
  framing agreement coding_*.csv
  framing validate coding_*.csv results/ --out results/
  framing correct coding_*.csv results/ --actor opposition --label terrorist --out results/
  framing stance articles/ --scorer lexicon --scorer news --out stance.csv
  framing train labels.csv --target actor --label stance --group article_id --out mine.skops
  framing lexicon check my_lexicon.yaml articles/
"""


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    options = _parser().parse_args(arguments)
    if options.debug:
        sys.exit(options.verb(options))
    try:
        sys.exit(options.verb(options))
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("framing: interrupted; nothing more was written", file=sys.stderr)
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Show how news sources frame actors: who is named, with which label, with what evidence.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"framing {framing.__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")

    compare = _verb(verbs, "compare", _compare, "compare how sources name actors; tables, charts, files")
    _reading(compare, "ARTICLES")
    _lexicon(compare)
    compare.add_argument("--out", metavar="DIR", help="write tables, figures and run.json to this folder")
    compare.add_argument(
        "--actor",
        action="append",
        metavar="ACTOR",
        help="measure this actor (repeatable; 'all' for every one)",
    )
    compare.add_argument(
        "--against",
        default="rest",
        metavar="SOURCE",
        help="compare every source with this one, or 'pairs' (default: all others)",
    )
    compare.add_argument(
        "--scorer",
        action="append",
        metavar="SCORER",
        help="score the stance with this: lexicon, news or a .skops file (repeatable; default: lexicon)",
    )
    compare.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="NAME=DATE",
        help="compare before and after this day, such as ceasefire=2016-09-12 (repeatable)",
    )
    compare.add_argument(
        "--period", choices=PERIODS, help="periods of shares over time (default: by the time covered)"
    )
    compare.add_argument(
        "--margin",
        type=float,
        metavar="SHARE",
        help="largest difference of two shares that counts as none, such as 0.1, for tests of equivalence",
    )
    compare.add_argument(
        "--gold",
        action="append",
        metavar="SHEET",
        help="validate and correct by this sheet, coded by hand (repeatable; an adjudicated one first)",
    )
    compare.add_argument("--seed", type=int, default=0, help="seed of the resampling (default: 0)")
    compare.add_argument("--resamples", type=int, default=2000, help="resamples per interval (default: 2000)")

    score = _verb(verbs, "score", _score, "profile new articles: actors, labels, valence, sentences")
    _reading(score, "ARTICLE", several=True)
    _lexicon(score)
    score.add_argument("--reference", metavar="DIR", help="a folder that 'framing compare --out' wrote")
    score.add_argument("--model", metavar="SCORER", help="tell the stance, too: lexicon, news or a .skops file")
    score.add_argument("--format", choices=("table", "json", "csv"), default="table")

    mentions = _verb(verbs, "mentions", _mentions, "one row per mention of an actor")
    _reading(mentions, "ARTICLES")
    _lexicon(mentions)
    mentions.add_argument(
        "--out",
        metavar="FILE",
        default="-",
        help=".csv, .tsv, .jsonl or .parquet; '-' writes CSV to the screen",
    )

    quotes = _verb(verbs, "quotes", _quotes, "one row per attribution: who is quoted or reported, how introduced")
    _reading(quotes, "ARTICLES")
    _lexicon(quotes)
    quotes.add_argument(
        "--out",
        metavar="FILE",
        default="-",
        help=".csv, .tsv, .jsonl or .parquet; '-' writes CSV to the screen",
    )

    add_annotate_verb(verbs, _verb, _reading, _lexicon)
    add_measure_verb(verbs, _verb)
    add_verbs(verbs, _verb, _reading)
    add_report_verbs(verbs, _verb)
    add_codebook_verb(verbs, _verb)
    add_budget_verb(verbs, _verb)
    add_sample_verb(verbs, _verb)
    add_agreement_verb(verbs, _verb)
    add_validate_verb(verbs, _verb)
    add_correct_verb(verbs, _verb)

    lexicon = verbs.add_parser("lexicon", help="list, show and check lexicons")
    tasks = lexicon.add_subparsers(title="tasks", required=True, metavar="TASK")
    _verb(tasks, "list", _lexicon_list, "name the lexicons that are shipped")
    show = _verb(
        tasks, "show", _lexicon_show, "print a lexicon: actors and labels with their rationales, or cues, or speakers"
    )
    show.add_argument("lexicon", metavar="LEXICON", help="a name or a .yaml file")
    check = _verb(tasks, "check", _lexicon_check, "find every fault of a file; with articles, what it hits")
    check.add_argument("lexicon", metavar="LEXICON", help="a name or a .yaml file")
    _reading(check, "ARTICLES", optional=True)
    return parser


def _verb(
    verbs: Any,  # noqa: ANN401 - argparse keeps the type to itself
    name: str,
    function: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(verb=function)
    return parser


def _lexicon(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lexicon",
        default="syria",
        metavar="NAME",
        help="a shipped lexicon or a .yaml file (default: syria)",
    )


def _reading(parser: argparse.ArgumentParser, name: str, *, several: bool = False, optional: bool = False) -> None:
    nargs = "+" if several else "?" if optional else None
    parser.add_argument(
        "articles",
        metavar=name,
        nargs=nargs,
        help="file, folder, CSV, TSV, JSONL, Parquet, HTML, or - for input",
    )
    add_reading(parser)


def _compare(options: argparse.Namespace) -> int:
    from framing.results import hash_inputs, make_folder, write_results
    from framing.terminal import print_comparison, report_articles, tell
    from framing.terminal_coding import report_coding

    if options.out:
        make_folder(options.out)
    if options.gold:
        _check_gold(options)
    lexicon = framing.load_lexicon(options.lexicon)
    articles = read_given(options)
    tell(report_articles(articles))
    with progress_bar(len(articles), "comparing sources") as progress:
        result = framing.compare(
            articles,
            lexicon,
            actors=options.actor,
            against=options.against,
            scorers=options.scorer or ["lexicon"],
            events=events_of(options.event),
            period=options.period,
            margin=options.margin,
            gold=options.gold,
            seed=options.seed,
            resamples=options.resamples,
            progress=progress,
        )
    print_comparison(result)
    if options.out:
        settings = {key: value for key, value in vars(options).items() if key not in ("verb", "debug", "out")}
        inputs = hash_inputs(options.articles)
        for further in (options.metadata, *(options.gold or ())):
            inputs |= hash_inputs(further) if further else {}
        with names_shown("drawing") as drawn:
            files = write_results(result, options.out, options=settings, inputs=inputs, progress=drawn)
        tables = [file.name for file in files if file.suffix == ".csv" and file.parent.name != "figures"]
        n_figures = sum(file.suffix == ".pdf" for file in files)
        tell([f"written to {options.out}: {', '.join(tables)}, run.json; {n_figures} figures in figures/"])
        tell([f"one page of it all: framing report {options.out} -o report.html"])
    tell(report_coding(options.out, options.articles))
    return 0


def _check_gold(options: argparse.Namespace) -> None:
    """Raise now what would be raised after all the work."""
    if not options.out:
        raise FramingError("compare: --gold gives tables of validation and correction; name their folder with --out")
    framing.read_codings(options.gold)


def _score(options: argparse.Namespace) -> int:
    import json

    import pandas as pd

    from framing.results import read_reference
    from framing.terminal import as_record, print_profile, tell
    from framing.terminal_text import printable

    lexicon = framing.load_lexicon(options.lexicon)
    reference = read_reference(options.reference) if options.reference else None
    options.articles = options.articles[0] if len(options.articles) == 1 else options.articles
    profiles = list(framing.profile_articles(read_given(options), lexicon, reference=reference, scorer=options.model))
    missed = [each for each in profiles if each.abstained]
    if len(missed) == len(profiles) == 1 and options.format != "json":
        raise AbstainError(f"{missed[0].article['article_id']}: not scored; {missed[0].abstained}")
    if options.format == "json":
        text = json.dumps([as_record(profile) for profile in profiles], indent=2, ensure_ascii=False)
        print(printable(text) if sys.stdout.isatty() else text)
    elif options.format == "csv":
        parts = [part for each in profiles for part in (each.labels, each.valence, each.stance) if not part.empty]
        if parts:
            write_table(pd.concat(parts, ignore_index=True), "-")
    else:
        for profile in profiles:
            print_profile(profile, lexicon)
    tell(f"{each.article['article_id']}: not scored; {each.abstained}" for each in missed)
    return 1 if len(missed) == len(profiles) else 0


def _mentions(options: argparse.Namespace) -> int:
    from framing.terminal import report_articles, tell

    lexicon = framing.load_lexicon(options.lexicon)
    articles = read_given(options)
    tell(report_articles(articles))
    with progress_bar(len(articles)) as progress:
        mentions = framing.annotate(articles, lexicon, progress=progress)
    write_table(mentions, options.out)
    tell([f"{len(mentions)} mentions in {mentions['article_id'].nunique()} articles"])
    return 0


def _quotes(options: argparse.Namespace) -> int:
    from framing.terminal import report_articles, report_quotations, tell

    lexicon = framing.load_lexicon(options.lexicon)
    articles = read_given(options)
    tell(report_articles(articles))
    with progress_bar(len(articles)) as progress:
        quotations = framing.quotations(articles, lexicon, progress=progress)
    write_table(quotations, options.out)
    tell(report_quotations(quotations))
    return 0


def _lexicon_list(_: argparse.Namespace) -> int:
    for name in framing.list_lexicons():
        lexicon = framing.load_lexicon(name)
        print(f"{name:12} {lexicon.version:8} {lexicon.language:3} {lexicon.scope}")
    print("cues_en, speakers_en: what introduces the words of others, and who speaks", file=sys.stderr)
    print(
        "loaded_en, vader: loaded words; frames_generic_en, frames_war_peace_en: proxies of frames", file=sys.stderr
    )
    return 0


def _lexicon_show(options: argparse.Namespace) -> int:
    from framing.lexicon import load_cues, load_speakers
    from framing.lexicon.wordlist_load import SHIPPED, VADER
    from framing.terminal import print_cues, print_lexicon, print_speakers, print_wordlist

    if options.lexicon == "cues_en":
        print_cues(load_cues())
    elif options.lexicon == "speakers_en":
        print_speakers(load_speakers())
    elif options.lexicon in (*SHIPPED, VADER):
        print_wordlist(framing.load_wordlist(options.lexicon))
    else:
        print_lexicon(framing.load_lexicon(options.lexicon))
    return 0


def _lexicon_check(options: argparse.Namespace) -> int:
    from framing.terminal import print_table, report_articles, tell

    lexicon = framing.load_lexicon(options.lexicon)
    labels = sum(len(actor.labels) for actor in lexicon.actors)
    tell([f"{lexicon.path}: no fault; {len(lexicon.actors)} actors, {labels} labels, {len(lexicon.terms())} terms"])
    if options.articles is None:
        return 0
    articles = read_given(options)
    tell(report_articles(articles))
    coverage = framing.lexicon_coverage(articles, lexicon)
    hit = coverage.terms[coverage.terms["n_mentions"] > 0].sort_values("n_mentions", ascending=False)
    print_table(hit, f"terms that hit ({len(hit)})")
    missed = coverage.terms.loc[coverage.terms["n_mentions"] == 0]
    print_table(missed[["actor", "label", "term", "line"]], f"terms that never hit ({len(missed)})")
    print_table(coverage.overlaps, "terms within longer terms: the longer wins")
    print_table(coverage.neighbours, "frequent words beside mentions that the lexicon lacks")
    return 0
