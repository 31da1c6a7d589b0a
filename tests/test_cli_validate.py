from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.schema import SHEET, UNITS, VARIABLES

sys.path.append(str(Path(__file__).parent / "measures"))
from gold_tables import gold_of, mentions_of, unit

REBEL = "opposition rebel own"


@pytest.fixture
def coded(tmp_path):
    """A coded sheet with its key and design, and a folder of results: South is wrong in every other mention."""
    units = [
        unit("mention", f"{source}{i}", REBEL, "none" if source == "s" and i % 2 else REBEL, 0.5, stance="negative")
        for source in "ns" for i in range(24)
    ]  # fmt: skip
    units += [unit("candidate", f"n{i}", "", "none", 0.5) for i in range(30, 36)]
    units += [unit("sentence", f"s{i}", "", "none", 0.25) for i in range(30, 36)]
    gold = gold_of(units)
    gold.loc[gold["actor"] == "none", "stance"] = None
    predicted = {name: gold[f"predicted_{name}"] for name in ("actor", "label", "voice")}
    key = gold.drop(columns=list(predicted), errors="ignore").assign(**predicted, population=100, frame="f")
    key[list(UNITS)].to_csv(tmp_path / "coding.key.csv", index=False)
    sheet = gold.assign(before="", after="", note="")
    sheet[[*SHEET, *VARIABLES, "note"]].to_csv(tmp_path / "coding.csv", index=False)
    run = tmp_path / "run"
    run.mkdir()
    mentions = mentions_of(gold)
    mentions.to_csv(run / "mentions.csv", index=False)
    lexicon = {"name": "syria", "version": "1.0.0", "sha256": "ab12"}
    (run / "run.json").write_text(json.dumps({"lexicon": lexicon}), encoding="utf-8")
    scored = mentions[["mention_id"]].assign(scorer="lexicon", stance=-0.5)
    scored.to_csv(run / "scored.csv", index=False)
    return tmp_path


def test_scores_differences_and_errors_are_printed_for_people(framing, coded):
    status, out, err = framing("validate", coded / "coding.csv", coded / "run")
    assert status == 0
    lines = out.splitlines()
    assert max(map(len, lines)) <= 81
    assert any(line.split()[:4] == ["all", "75", "%", "100"] for line in lines)
    assert any("South" in line and "50 %" in line for line in lines)
    assert any(line.startswith("South against the rest, precision of mention: -50 points") for line in lines)
    assert any(
        "South: found opposition: rebel, own, negative; coded nothing (stands for 2)" in line for line in lines
    )
    assert "8 of 12" in out
    assert "That no difference was seen does not make errors equal" in err


def test_files_are_written_where_the_report_finds_them(framing, coded):
    out = coded / "results"
    status, _, err = framing(
        "validate", coded / "coding.csv", coded / "run", "--out", out, "--card", coded / "syria.card.md", "--by",
        "source", "--period", "year",
    )  # fmt: skip
    assert status == 0
    assert {path.name for path in out.iterdir()} == {
        "validation.csv", "validation_tests.csv", "validation_errors.csv", "validation_confusion.csv",
        "validation_card.md", "coding.key.csv", "figures",
    }  # fmt: skip
    assert {path.name for path in (out / "figures").iterdir()} == {
        f"validation{end}" for end in (".pdf", ".svg", ".png", ".csv", ".txt")
    }
    assert f"written: {out / 'validation.csv'}" in err
    scores = pd.read_csv(out / "validation.csv", keep_default_na=False)
    assert set(scores["group"]) == {"", "source", "period"}
    # Stances of the folder were validated, for people coded them.
    assert "stance" in set(scores["variable"])
    card = (coded / "syria.card.md").read_text(encoding="utf-8")
    assert card == (out / "validation_card.md").read_text(encoding="utf-8")
    assert "# Validation card: syria 1.0.0" in card
    assert "- Stance by: lexicon" in card


def test_results_beside_the_sheets_leave_their_key_as_it_is(framing, coded):
    before = (coded / "coding.key.csv").read_bytes()
    assert framing("validate", coded / "coding.csv", coded / "run", "--out", coded, "--by", "label")[0] == 0
    assert (coded / "coding.key.csv").read_bytes() == before


def test_the_card_tells_how_far_several_coders_agree(framing, coded):
    sheet = pd.read_csv(coded / "coding.csv", keep_default_na=False)
    (coded / "coding.csv").unlink()
    sheet.to_csv(coded / "coding_anna.csv", index=False)
    sheet.loc[0, ["actor", "label", "voice", "stance"]] = ["none", "", "", ""]
    sheet.to_csv(coded / "coding_ben.csv", index=False)
    sheets = [coded / f"coding_{name}.csv" for name in ("anna", "ben")]
    out = coded / "results"
    status, _, _ = framing("validate", *sheets, coded / "run", "--card", coded / "card.md", "--out", out)
    assert status == 0
    assert "Krippendorff's alpha of the coders" in (coded / "card.md").read_text(encoding="utf-8")
    # The paragraph on methods reads it.
    agreement = pd.read_csv(out / "agreement.csv", keep_default_na=False)
    assert set(agreement["coders"]) == {"anna | ben"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{}/nothing.csv", "{}/run"], "nothing.csv"),
        (["{}/coding.csv", "{}/nothing"], "no mentions are there"),
        (["{}/coding.csv", "{}/run", "--scored", "{}/coding.csv"], "no stances can be read"),
        (["{}/coding.csv", "{}/run", "--scorer", "model"], "there is no scorer 'model'"),
        (["{}/coding.csv", "{}/run", "--out", "{}/coding.csv"], "name another folder"),
        (["{}/coding.csv", "{}/run", "--resamples", "3"], "validate: resamples is 3"),
    ],
)
def test_faults_are_told_in_one_line(framing, coded, arguments, words):
    status, out, err = framing("validate", *(argument.format(coded) for argument in arguments))
    assert (status, out) == (1, "")
    assert words in err
    assert len([line for line in err.splitlines() if line.startswith("framing:")]) == 1


def test_several_scorers_must_be_chosen_among(framing, coded):
    path = coded / "run" / "scored.csv"
    scored = pd.read_csv(path)
    pd.concat([scored, scored.assign(scorer="news")]).to_csv(path, index=False)
    status, _, err = framing("validate", coded / "coding.csv", coded / "run")
    assert status == 1
    assert "there are 2 scorers (lexicon, news); choose one with --scorer" in err
    assert framing("validate", coded / "coding.csv", coded / "run", "--scorer", "news")[0] == 0


def test_a_sheet_of_ones_own_needs_no_key(framing, coded):
    gold = pd.read_csv(coded / "coding.key.csv")
    own = gold.loc[gold["kind"] == "mention", ["mention_id", "probability"]].assign(actor="opposition", label="rebel")
    (coded / "own").mkdir()
    own.to_csv(coded / "own" / "own.csv", index=False)
    status, out, err = framing("validate", coded / "own" / "own.csv", coded / "run")
    assert status == 0
    assert any("North" in line and "100 %" in line for line in out.splitlines())
    assert "recall and F1 cannot be told" in err
