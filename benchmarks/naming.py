"""Known groups and accuracy of the lexicon `syria` on FA-KES.

    python benchmarks/naming.py --data DIR

DIR holds fa-kes/articles.jsonl.gz: FA-KES (Abu Salem, Al Feel, Elbassuoni, Jaber & Farah 2019, CC BY 4.0, on
Zenodo) as JSON lines with article_id, source, date, title and text. Prints

1. the share of `terrorist` among references to the opposition, and of `regime` among references to the
   government, by outlet, with 95 % intervals over articles;
2. how many of the words rebel(s), insurgent(s), militant(s), terrorist(s), jihadist(s), opposition, regime are
   mentions of any actor, and the commonest contexts of those that are not;
3. precision and recall against the readings in benchmarks/fa_kes_readings.jsonl: candidate words of a sample of
   articles with the actor that a reader found in them (one reading each; see benchmarks/README.md).
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import framing as fr

if TYPE_CHECKING:
    import pandas as pd

WORDS = re.compile(r"(?<!\w)(rebel|insurgent|militant|terrorist|jihadist|opposition|regime)s?(?!\w)", re.IGNORECASE)
PARTIES = ("opposition", "government", "isis", "kurdish_forces", "russia", "iran", "hezbollah", "turkey")
READINGS = Path(__file__).parent / "fa_kes_readings.jsonl"


def print_known_groups(mentions: pd.DataFrame) -> None:
    shares = fr.label_shares(mentions, actor=["opposition", "government"])
    for actor, label in (("opposition", "terrorist"), ("government", "regime"), ("government", "government")):
        rows = shares[(shares["actor"] == actor) & (shares["label"] == label)]
        print(f"\nShare of '{label}' among references to the {actor}")
        for row in rows.sort_values("value", ascending=False).itertuples():
            interval = f"[{100 * row.low:5.1f}, {100 * row.high:5.1f}]"
            print(
                f"  {row.source:14} {100 * row.value:5.1f} % {interval}  "
                f"{row.n_label:4} of {row.n_mentions:4} mentions, {row.n_articles:3} articles  {row.flag}"
            )


def print_coverage(articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
    spans = {key: rows[["start", "end"]].to_numpy() for key, rows in mentions.groupby("article_id")}
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row in articles.itertuples():
        inside = spans.get(row.article_id, [])
        for match in WORDS.finditer(row.text):
            word = match.group(1).lower()
            seen[word] += 1
            if any(start < match.end() and end > match.start() for start, end in inside):
                found[word] += 1
            else:
                before = row.text[: match.start()].split()[-1:]
                after = row.text[match.end() :].split()[:1]
                missed[" ".join([*before, match.group(), *after]).lower()] += 1
    print("\nWords that are mentions of any actor")
    for word, n in seen.most_common():
        print(f"  {word:12} {found[word]:5} of {n:5}  {100 * found[word] / n:5.1f} %")
    total = sum(seen.values())
    print(f"  {'all':12} {sum(found.values()):5} of {total:5}  {100 * sum(found.values()) / total:5.1f} %")
    print("  commonest misses: " + ", ".join(f"{text} ({n})" for text, n in missed.most_common(20)))


def print_accuracy(articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
    added = dict(zip(articles["article_id"], articles["title_added"], strict=True))
    by_article = dict(list(mentions.groupby("article_id")))
    counts: dict[str, Counter[str]] = {"dev": Counter(), "test": Counter()}
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        rows = by_article.get(reading["article_id"], mentions.iloc[:0])
        shift = added[reading["article_id"]]
        near = rows[(rows["start"] < reading["end"] + shift) & (rows["end"] > reading["start"] + shift)]
        actors, split = set(near["actor"]), counts[reading["split"]]
        if reading["actor"] == "mixed":
            continue
        sides = actors & {"opposition", "government"}
        if reading["actor"] in ("opposition", "government"):
            split["hit" if reading["actor"] in actors else "missed"] += 1
            split["wrong"] += bool(sides) and reading["actor"] not in actors
        else:
            split["wrong"] += bool(sides)
        if reading["actor"] in PARTIES and WORDS.fullmatch(reading["surface"]):
            split["words"] += 1
            split["words found"] += bool(actors)
    print("\nAgainst the readings (opposition and government)")
    for name, n in counts.items():
        if not n["hit"]:
            continue
        precision, recall = n["hit"] / (n["hit"] + n["wrong"]), n["hit"] / (n["hit"] + n["missed"])
        print(
            f"  {name:5} precision {100 * precision:.1f} %, recall {100 * recall:.1f} % "
            f"({n['hit'] + n['missed']} references); the seven words that name a party are mentions: "
            f"{n['words found']} of {n['words']} ({100 * n['words found'] / max(n['words'], 1):.1f} %)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("FRAMING_DATA"), help="or the variable FRAMING_DATA")
    data = parser.parse_args().data
    if not data:
        parser.error("name the data folder with --data or FRAMING_DATA")
    articles = fr.read_articles(Path(data) / "fa-kes" / "articles.jsonl.gz")
    mentions = fr.annotate(articles, "syria")
    print(f"{len(articles)} articles, {articles['source'].nunique()} outlets, {len(mentions)} mentions")
    print_known_groups(mentions)
    print_coverage(articles, mentions)
    print_accuracy(articles, mentions)


if __name__ == "__main__":
    main()
