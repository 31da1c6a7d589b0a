"""How well voices and speakers are told, what each rule contributes, and what it costs.

    python benchmarks/voice.py --data DIR [--split dev] [--predictions FILE]

DIR holds polnear/SPLIT.jsonl.gz: PolNeAR (Newell, Margolin & Ruths 2018, LREC), US political news with every
attribution marked, as JSON lines with article_id, text, attributions (content, source and cue as pairs of offsets;
speech; quote_type) and names (pairs of offsets); and fa-kes/articles.jsonl.gz (see benchmarks/README.md). Prints

1. on PolNeAR, of the attributions of speech and writing, and of all: precision, recall and F1 of the words inside
   content, source and cue; the share of proper names whose own or attributed status is right; the share of attributed
   names whose speaker is right, end to end; direct, mixed and indirect content apart;
2. the same without each rule;
3. on FA-KES, agreement with the readings in benchmarks/fa_kes_voices.jsonl (one automatic reading each; of the split
   dev a second one), the share of `terrorist` in own voice and who speaks, by outlet;
4. the time of annotation, as a ratio to the bare Aho-Corasick scan of the same texts, in interleaved rounds.

--predictions writes the spans found, one JSON object a line: article_id, attributions (content, source, cue).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd
from ahocorasick_rs import AhoCorasick, MatchKind

import framing as fr
from framing.lexicon import load_cues
from framing.lexicon.readings import entries
from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

READINGS = Path(__file__).parent / "fa_kes_voices.jsonl"
WORD = re.compile(r"\w+(?:[\u2019'-]\w+)*|[^\w\s]")
QUOTED = re.compile('\u201c[^\u201d]{1,2000}\u201d|"[^"\n]{1,2000}"')
RULES = (
    "quote before", "quote after", "floating", "announced", "after colon", "unattributed", "clause", "bare",
    "clause before", "participle", "to", "object", "name", "act", "passive", "quoted as saying", "according to",
    "as said", "noun", "turn", "headline",
)  # fmt: skip


def read_lines(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def predict(articles: list[dict], without: Iterable[str] = ()) -> dict[str, list[dict]]:
    """Attributions of each article as pairs of offsets."""
    table = pd.DataFrame({name: [article[name] for article in articles] for name in ("article_id", "text")})
    found: dict[str, list[dict]] = defaultdict(list)
    for row in fr.quotations(table, without=list(without)).to_dict("records"):
        found[row["article_id"]].append({
            "content": row["spans"],
            "source": [] if pd.isna(row["speaker_start"]) else [[int(row["speaker_start"]), int(row["speaker_end"])]],
            "cue": [] if pd.isna(row["cue_start"]) else [[int(row["cue_start"]), int(row["cue_end"])]],
            "voice": row["voice"],
        })  # fmt: skip
    return found


def covering(length: int, attributions: Iterable[dict], part: str) -> list[int]:
    """For each character the number of the attribution whose part covers it, from 1; else 0."""
    owner = [0] * length
    for number, attribution in enumerate(attributions, start=1):
        for start, end in attribution.get(part) or ():
            owner[start:end] = [number] * (end - start)
    return owner


def words_in(text: str, spans: Iterable[list[int]]) -> set[str]:
    return {
        m.group() for start, end in spans or () for m in WORD.finditer(text, start, end) if m.group()[0].isalnum()
    }


def measure(articles: list[dict], found: dict[str, list[dict]], *, speech: bool) -> dict[str, tuple[int, ...]]:
    """Counts behind every figure: hits, predicted and gold of words and names; right and n of the rest."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for article in articles:
        text = article["text"]
        truth = [each for each in article["attributions"] if each["speech"] or not speech]
        guess = found.get(article["article_id"], [])
        at = [match.start() for match in WORD.finditer(text)]
        covers = {}
        for part in ("content", "source", "cue"):
            gold, mine = covering(len(text), truth, part), covering(len(text), guess, part)
            covers[part] = gold, mine
            add(tally[part], [(bool(gold[k]), bool(mine[k])) for k in at])
        gold, mine = covers["content"]
        for kind in ("direct", "mixed", "indirect"):
            typed = [bool(gold[k]) and truth[gold[k] - 1]["quote_type"] == kind for k in at]
            add(tally[f"recall of {kind}"], [(is_it, bool(mine[k])) for is_it, k in zip(typed, at, strict=True)])
            said = [bool(mine[k]) and guess[mine[k] - 1]["voice"] == kind for k in at]
            add(tally[f"precision of {kind}"], [(bool(gold[k]), is_it) for is_it, k in zip(said, at, strict=True)])
        quoted = {k for match in QUOTED.finditer(text) for k in range(*match.span())}
        for _, end in article["names"]:
            name = bool(gold[end - 1]), bool(mine[end - 1])
            count(tally["names"], name[0] == name[1])
            if end - 1 not in quoted:
                count(tally["names outside quotation marks"], name[0] == name[1])
            if name[0] and truth[gold[end - 1] - 1]["source"]:
                told = words_in(text, truth[gold[end - 1] - 1]["source"])
                count(tally["speaker"], name[1] and told & words_in(text, guess[mine[end - 1] - 1]["source"]))
    return {key: tuple(value) for key, value in tally.items()}


def add(tally: list[int], pairs: list[tuple[bool, bool]]) -> None:
    tally[0] += sum(gold and mine for gold, mine in pairs)
    tally[1] += sum(mine for _, mine in pairs)
    tally[2] += sum(gold for gold, _ in pairs)


def count(tally: list[int], right: object) -> None:
    tally[0] += bool(right)
    tally[1] += 1


def prf(counts: tuple[int, ...]) -> tuple[float, float, float]:
    hit, mine, gold = counts
    p, r = 100 * hit / max(mine, 1), 100 * hit / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def share(counts: tuple[int, ...]) -> float:
    return 100 * counts[0] / max(counts[1], 1)


def print_polnear(articles: list[dict], split: str, found: dict[str, list[dict]]) -> None:
    for speech, of in ((True, "speech and writing"), (False, "all attributions")):
        counts = measure(articles, found, speech=speech)
        print(f"\nPolNeAR {split}, {len(articles)} articles: {of}")
        for part in ("content", "source", "cue"):
            print("  words in {:8} P {:5.1f}  R {:5.1f}  F1 {:5.1f}".format(part, *prf(counts[part])))
        for kind in ("direct", "mixed", "indirect"):
            p, r = prf(counts[f"precision of {kind}"])[0], prf(counts[f"recall of {kind}"])[1]
            print(
                f"  {kind:8} words: {p:5.1f} % of those predicted are attributed, {r:5.1f} % of those annotated found"
            )
        for name in ("names", "names outside quotation marks"):
            print(f"  {name}: own or attributed right in {share(counts[name]):.1f} % of {counts[name][1]}")
        print(f"  speaker right, end to end: {share(counts['speaker']):.1f} % of {counts['speaker'][1]}")


def print_ablation(articles: list[dict], found: dict[str, list[dict]]) -> None:
    print("\nWithout one rule (speech and writing): change in content F1, in names, in speakers; points")
    whole = measure(articles, found, speech=True)
    for rule in RULES:
        counts = measure(articles, predict(articles, [rule]), speech=True)
        change = (
            prf(counts["content"])[2] - prf(whole["content"])[2],
            share(counts["names"]) - share(whole["names"]),
            share(counts["speaker"]) - share(whole["speaker"]),
        )
        print("  {:18} {:+6.1f} {:+6.1f} {:+6.1f}".format(rule, *change))


def readings(articles: pd.DataFrame) -> Iterator[dict]:
    """The readings, their offsets moved by the titles that were put before the texts."""
    added = dict(zip(articles["article_id"], articles["title_added"], strict=True))
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        yield {**reading, "start": reading["start"] + added[reading["article_id"]]}


def small_words(text: object) -> set[str]:
    return (
        set()
        if pd.isna(text)
        else {w for w in re.findall(r"[a-z]{3,}", str(text).lower()) if w not in ("the", "and")}
    )


def print_fa_kes(articles: pd.DataFrame, mentions: pd.DataFrame, said: pd.DataFrame) -> None:
    rows = {(row["article_id"], row["start"]): row for row in mentions.to_dict("records")}
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings(articles):
        row, tally = rows.get((reading["article_id"], reading["start"])), tallies[reading["split"]]
        if row is None:
            tally["missed"] += 1
            continue
        tally["n"] += 1
        tally["voice"] += row["voice"] == reading["voice"]
        tally["own"] += (row["voice"] == "own") == (reading["voice"] == "own")
        if reading.get("second"):
            tally["n2"] += 1
            tally["agree"] += reading["second"] == reading["voice"]
        if reading["speaker"]:
            tally["spoken"] += 1
            tally["speaker"] += bool(small_words(row["speaker"]) & small_words(reading["speaker"]))
    print("\nFA-KES, mentions read (opposition, government, ISIS)")
    for split, t in sorted(tallies.items()):
        print(
            f"  {split}: voice right {100 * t['voice'] / t['n']:.1f} %, "
            f"own or attributed {100 * t['own'] / t['n']:.1f} % of {t['n']}; "
            f"speaker {100 * t['speaker'] / max(t['spoken'], 1):.1f} % of {t['spoken']}; "
            f"two readings agree on the voice of {t['agree']} of {t['n2']}; not found {t['missed']}"
        )
    shares = fr.voice_shares(mentions, actor="opposition", label="terrorist")
    print("\nShare of 'terrorist' (for the opposition) in own voice")
    for row in shares[shares["voice"] == "own"].sort_values("value", ascending=False).itertuples():
        print(
            f"  {row.source:14} {100 * row.value:5.1f} % [{100 * row.low:5.1f}, {100 * row.high:5.1f}]  "
            f"{row.n_voice:4} of {row.n_mentions:4} mentions, {row.n_articles:3} articles  {row.flag}"
        )
    print("\nWho speaks: share of attributions (%) by type of speaker")
    table = fr.speaker_shares(said).pivot_table(index="source", columns="speaker_type", values="value", sort=False)
    print((100 * table).round(0).astype(int).to_string())
    print(fr.sourcing(said).drop(columns=["flag"]).round(2).to_string(index=False))


def print_speed(articles: pd.DataFrame) -> None:
    lexicon, cues = fr.load_lexicon("syria"), load_cues()
    patterns = list(dict.fromkeys([*entries(lexicon), *cues.forms]))
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    texts = [fold(text) for text in articles["text"]]
    ratios = defaultdict(list)
    for _ in range(7):
        started = time.perf_counter()
        for text in texts:
            automaton.find_matches_as_indexes(text)
        scanned = time.perf_counter() - started
        for name, voice in (("mentions alone", False), ("mentions and voices", True)):
            started = time.perf_counter()
            fr.annotate(articles, lexicon, voice=voice)
            ratios[name].append((time.perf_counter() - started) / scanned)
    size = sum(map(len, texts)) / 1e6
    print(f"\nTime as a ratio to the bare scan ({len(patterns)} patterns, {size:.2f} MB), median of 7 (range)")
    for name, values in ratios.items():
        print(f"  {name:20} {median(values):5.1f}  ({min(values):.1f} to {max(values):.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"), help="or set FRAMING_DATA")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    if options.data is None:
        parser.error("give --data DIR; benchmarks/README.md says where the data are")
    data = Path(options.data)
    articles = read_lines(data / "polnear" / f"{options.split}.jsonl.gz")
    found = predict(articles)
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as lines:
            for article in articles:
                row = {"article_id": article["article_id"], "attributions": found.get(article["article_id"], [])}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    print_polnear(articles, options.split, found)
    print_ablation(articles, found)
    fa_kes = fr.read_articles(data / "fa-kes" / "articles.jsonl.gz")
    mentions, said = fr.annotate(fa_kes, "syria"), fr.quotations(fa_kes, "syria")
    print_fa_kes(fa_kes, mentions, said)
    print_speed(fa_kes)


if __name__ == "__main__":
    main()
