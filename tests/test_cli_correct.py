"""The verb that corrects: what it prints, what it writes, and what it says of bad input."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.cli import run
from framing.correction_files import drawn_rows
from framing.schema import UNITS
from framing.spreadsheets import write_csv

sys.path.insert(0, str(Path(__file__).parent / "measures"))
from corrected_tables import Universe


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A folder with mentions, articles, and a filled sheet with its key."""
    folder = tmp_path_factory.mktemp("coded")
    whole = Universe(np.random.default_rng(6), 40)
    mentions, gold = whole.mentions(), whole.draw()
    mentions = mentions.assign(sentence="x", surface="rebels", position="body", scare_quoted=False)
    write_csv(mentions, folder / "mentions.csv")
    articles = mentions.drop_duplicates("article_id")[["article_id", "source", "published"]]
    every = gold[["article_id", "source", "published"]]
    articles = pd.concat([articles, every]).drop_duplicates("article_id")
    write_csv(articles.assign(status="ok", words=300), folder / "articles.csv")
    gold["unit_id"] = [f"{at:012x}" for at in range(0xABC, 0xABC + len(gold))]
    named = {f"predicted_{name}": name for name in ("actor", "label", "voice")}
    key = gold.drop(columns=["actor", "label", "voice"]).rename(columns=named)
    write_csv(key.assign(population=100, frame="f")[list(UNITS)], folder / "coding.key.csv")
    sheet = gold[["unit_id", "probability", "kind", "text", "actor", "label", "voice", "missed"]]
    write_csv(sheet.assign(before="", after="", note="").fillna(""), folder / "coding.csv")
    return folder


def said(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        run([str(part) for part in arguments])
    captured = capsys.readouterr()
    return end.value.code, captured.out, captured.err


def test_found_and_corrected_stand_side_by_side_and_are_written(coded, tmp_path, capsys):
    arguments = ["correct", coded / "coding.csv", coded, "--label", "terrorist", "--resamples", 100, "--out"]
    out = tmp_path / "results"
    code, told, noted = said([*arguments, out], capsys)
    assert code == 0
    assert max(len(line) for line in told.splitlines()) <= 80
    assert "opposition: terrorist" in told
    for name in ("as found", "corrected", "less rest", "North", "South", "all sources"):
        assert name in told
    assert "corrected.csv" in noted
    table = pd.read_csv(out / "corrected.csv")
    assert table[["source", "label"]].to_numpy().tolist() == [["North", "terrorist"], ["South", "terrorist"]]
    row = table.iloc[0]
    assert f"{100 * row['naive']:.0f} % [" in told
    assert f"{100 * row['value']:.0f} %" in told
    assert f"{row['n_coded']} ({row['n_errors']})" in told
    compared = pd.read_csv(out / "corrected_comparison.csv")
    assert {"naive", "n_against_coded"} <= set(compared.columns)
    assert (out / "figures" / "corrected-opposition.pdf").is_file()
    assert "as found, not corrected" in (out / "figures" / "corrected-opposition.txt").read_text(encoding="utf-8")
    # The same seed gives the same bytes.
    assert said([*arguments, tmp_path / "again"], capsys)[0] == 0
    for file in ("corrected.csv", "corrected_comparison.csv", "figures/corrected-opposition.svg"):
        assert (out / file).read_bytes() == (tmp_path / "again" / file).read_bytes()


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        (["--measure", "mention_rate"], "corrected"),
        (["--measure", "voice_share", "--label", "terrorist"], "opposition: terrorist: own"),
        (["--voice", "own", "--against", "South"], "less South"),
        (["--period", "year"], "North, 2015"),
        (["--by", "period", "--period", "year"], "\n 2015"),
        (["--against", "pairs"], "as found"),
        (["--method", "ppi++"], "corrected"),
    ],
)
def test_other_measures_groups_and_baselines(coded, capsys, more, shown):
    code, told, noted = said(["correct", coded / "coding.csv", coded, "--resamples", 100, *more], capsys)
    assert code == 0, noted
    assert shown in told


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--actor", "oposition"], "Did you mean 'opposition'?"),
        (["--measure", "stance"], "no stances can be read"),
        (["--by", "voice"], "differs within article"),
        (["--against", "Nort"], "Did you mean 'North'?"),
        (["--key", "nothing.key.csv"], "nothing.key.csv"),
    ],
)
def test_bad_options_are_one_sentence(coded, capsys, more, message):
    code, _, noted = said(["correct", coded / "coding.csv", coded, *more], capsys)
    assert code == 1
    assert message in noted
    assert "Traceback" not in noted


def test_a_table_of_mentions_alone_has_no_words_to_rate(coded, capsys):
    code, _, noted = said(
        ["correct", coded / "coding.csv", coded / "mentions.csv", "--measure", "mention_rate"], capsys
    )
    assert code == 1
    assert "no table of articles" in noted


def test_help_tells_the_verb():
    told = subprocess.run(
        [sys.executable, "-m", "framing", "correct", "--help"], capture_output=True, text=True, check=True
    )
    assert "SHEET" in told.stdout


def test_the_label_in_which_sources_lie_furthest_apart_is_drawn():
    corrected = pd.DataFrame({
        "source": ["North", "South"] * 2, "actor": "opposition", "label": ["rebel"] * 2 + ["terrorist"] * 2,
        "measure": "label_share", "naive": [0.5, 0.4, 0.1, 0.6], "value": [0.5, 0.4, float("nan"), 0.6],
        "n_errors": [9, 9, 0, 1],
    })  # fmt: skip
    ((actor, rows, by),) = drawn_rows(corrected)
    assert (actor, set(rows["label"]), by) == ("opposition", {"terrorist"}, ["source"])
