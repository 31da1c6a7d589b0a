"""How fast actors are found, beside a bare scan of the same bytes and what else a researcher would pick.

    python benchmarks/speed.py --data DIR [--mb 65] [--rounds 5] [--only NAME ...] [--out speed.csv]
    python benchmarks/speed.py --chart speed.csv [--to docs/speed]

DIR holds ``fa-kes/articles.jsonl.gz`` and ``conflict-news/articles.jsonl.gz`` (see README.md). Everything runs on one
core, in turn, round after round; what counts is the ratio of a row's time to that of the bare scans right before and
after it. Ratios are medians of the rounds, with the smallest and the largest.
"""

import argparse
import logging
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RCPP_PARALLEL_NUM_THREADS"), "1"))

import pandas as pd
from side_by_side.bare import BARE
from side_by_side.chart import draw
from side_by_side.news import News, draw_news, read_news
from side_by_side.ours import MENTIONS, OURS, VOICES
from side_by_side.peers import PEERS
from side_by_side.rounds import CORES, Measured, MissingPeerError, Row, Task, measure
from side_by_side.tables import print_apart, print_goals, print_growth, print_rows, print_slopes
from side_by_side.words import forms_of, lexicon_of, per_thousand, words_alone

MAIN = 600
CURVE = (5, 10, 20, 40, 65)
#: Rounds of what is slow and compared with nothing.
FEW = 3


class Bench:
    """The texts, the lexicons, and a folder for files."""

    def __init__(self, data: Path, mb: float, folder: Path) -> None:
        self.once = read_news(data)
        self.drawn = draw_news(self.once, mb)
        self.fa_kes = read_news(data, ["fa-kes"])
        self._folder = folder
        self._tasks = 0

    def prepared(self, row: Row, news: News, lexicon) -> Measured:
        """A row that is ready to run, and has run on a few articles."""
        texts = self.fa_kes if row.of == "fa-kes" else news.first(row.most_mb)
        forms = forms_of(lexicon)
        row.prepare(Task(texts.first(0.05), lexicon, forms, self._new_folder()))()
        return Measured(row, row.prepare(Task(texts, lexicon, forms, self._new_folder())), texts.mb)

    def _new_folder(self) -> Path:
        self._tasks += 1
        folder = self._folder / str(self._tasks)
        folder.mkdir()
        return folder


def is_wanted(row: Row, only: list[str] | None, terms: int) -> bool:
    named = not only or any(name.lower() in row.name.lower() for name in only)
    return named and (row.counts_words or terms == MAIN)


def side_by_side(bench: Bench, sizes: list[int], rounds: int, only: list[str] | None) -> pd.DataFrame:
    """The table: every row with every lexicon, in rounds that hold them all."""
    lists: dict[int, list[Measured]] = {}
    density = {}
    for terms in sizes:
        lexicon = lexicon_of(terms, bench.once.texts)
        once = list(dict.fromkeys(bench.drawn.texts))
        counts = dict(zip(once, map(len, words_alone(once, forms_of(lexicon))), strict=True))
        found = [counts[text] for text in bench.drawn.texts]
        density[terms] = found
        lists[terms] = [bench.prepared(BARE, bench.drawn, lexicon)]
        print(
            f"{terms:,} terms, {len(forms_of(lexicon)):,} surface forms: {sum(found):,} words of the lexicon,"
            f" {per_thousand(found, bench.drawn.texts):.1f} in 1,000 words"
        )
        for row in (*PEERS, *OURS):
            if is_wanted(row, only, terms):
                try:
                    lists[terms].append(bench.prepared(row, bench.drawn, lexicon))
                except MissingPeerError as error:
                    print(f"  {row.name}: left out, {error}")
    for at in range(rounds):
        for terms, (bare, *others) in lists.items():
            begin = time.perf_counter()
            measure(bare, [each for each in others if at < FEW or each.row.kind != "apart"])
            print(
                f"round {at + 1}, {terms:,} terms: {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True
            )
    records = []
    for terms, rows in lists.items():
        for each in rows:
            n = len(bench.drawn.first(each.row.most_mb).sizes)
            expected = sum(density[terms][:n]) if each.row.counts_words else None
            records.append(each.record(terms) | {"expected": expected})
    return pd.DataFrame(records)


def against_text(bench: Bench, sizes: list[float], rounds: int) -> pd.DataFrame:
    """Mentions, without voice and with, of ever more text."""
    lexicon = lexicon_of(MAIN, bench.once.texts)
    pairs = []
    for mb in sizes:
        news = bench.drawn.first(mb)
        rows = [bench.prepared(row, news, lexicon) for row in (MENTIONS, VOICES)]
        pairs.append((bench.prepared(BARE, news, lexicon), rows))
    for _ in range(rounds):
        for bare, rows in pairs:
            measure(bare, rows)
    return pd.DataFrame([each.record(MAIN) for bare, rows in pairs for each in (bare, *rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--mb", type=float, default=65, help="millions of bytes of text (65)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--terms", type=int, nargs="+", default=[60, MAIN, 6000])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="rows whose names hold one of these words")
    parser.add_argument("--no-curve", action="store_true", help="leave out the time against the length of the text")
    parser.add_argument("--out", type=Path, help="write the table to a CSV file")
    parser.add_argument("--chart", type=Path, metavar="CSV", help="draw such a file instead of measuring")
    parser.add_argument("--to", type=Path, default=Path("docs/speed"), help="the chart, without ending (docs/speed)")
    options = parser.parse_args()
    if options.chart:
        draw(pd.read_csv(options.chart), options.to)
        return
    if options.data is None:
        parser.error("--data DIR is needed, or --chart CSV")
    logging.getLogger("framing").setLevel(logging.ERROR)
    core = max(CORES)
    os.sched_setaffinity(0, {core})
    packages = ", ".join(f"{name} {version(name)}" for name in ("ahocorasick_rs", "numpy", "pandas", "pyarrow"))
    print(f"Python {platform.python_version()}, {packages}; core {core} of {len(CORES)} alone, but for 2 processes")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.data, options.mb, Path(folder))
        print(f"{bench.drawn.mb:.1f} MB in {len(bench.drawn.sizes):,} articles, drawn from {len(bench.once.sizes):,}")
        table = side_by_side(bench, options.terms, options.rounds, options.only)
        if options.out:
            table.to_csv(options.out, index=False, lineterminator="\n")
        for terms in options.terms:
            print_rows(table[table["terms"] == terms], terms)
        print_apart(table)
        print_goals(table)
        print_growth(table)
        if not options.no_curve:
            sizes = [mb for mb in CURVE if mb < options.mb] + [options.mb]
            print_slopes(against_text(bench, sizes, min(options.rounds, FEW)))


if __name__ == "__main__":
    main()
