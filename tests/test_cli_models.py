"""The verbs that train, try, audit and score, as their users meet them."""

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent / "stance"))
from stance_tables import coded_rows

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture
def labels(tmp_path):
    coded_rows().to_csv(tmp_path / "labels.csv", index=False)
    return tmp_path / "labels.csv"


COLUMNS = ("--target", "actor", "--label", "stance", "--group", "article", "--source", "paper")


def test_train_report_and_use(framing, labels, tmp_path):
    model, report = tmp_path / "mine.skops", tmp_path / "report"
    code, out, err = framing("train", labels, *COLUMNS, "--out", model, "--folds", 3, "--report", report)
    assert code == 0, err
    assert "macro-F1" in out
    assert "majority" in out
    assert "n = 90 in 90 groups" in out
    assert {file.name for file in report.iterdir()} >= {
        "predictions.csv", "scores.csv", "features.csv", "calibration.pdf", "confusion.png", "learning.pdf",
    }  # fmt: skip
    code, out, err = framing("stance", SEEDS, "--scorer", model, "--scorer", "lexicon", "--out", tmp_path / "out.csv")
    assert code == 0, err
    scored = pd.read_csv(tmp_path / "out.csv")
    assert set(scored["scorer"]) == {"mine", "lexicon"}
    assert scored["stance"].between(-1, 1).all()
    code, out, err = framing("score", next(SEEDS.glob("004*")), "--model", model, "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["stance"][0]["scorer"] == "mine"
    code, out, err = framing("audit", "--model", model, "--report", tmp_path / "audit")
    assert code == 0
    assert "of the variance follows the name" in out
    assert (tmp_path / "audit" / "audit.pdf").exists()


def test_evaluate_the_shipped_model(framing, labels):
    code, out, _ = framing("evaluate", labels, *COLUMNS)
    assert code == 0
    assert "lexicon" in out
    assert "North" in out


def test_frames(framing, tmp_path):
    code, _, err = framing("frames", SEEDS, "--out", tmp_path / "frames.csv")
    assert code == 0
    assert "is a proxy" in err
    frames = pd.read_csv(tmp_path / "frames.csv")
    assert len(frames) == 25
    assert frames["score"].between(0, 1).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--label", "stance", "--labels", "stance"), "give --label or --labels, not both"),
        (("--label", "nothing"), "column 'nothing' is missing"),
        (("--label", "stance", "--target", "paper"), "none of the 90 rows has a text, a label and the actor"),
    ],
)
def test_train_refuses_in_one_sentence(framing, labels, tmp_path, arguments, words):
    code, _, err = framing("train", labels, *arguments, "--out", tmp_path / "m.skops")
    assert code == 1
    assert words in err.replace("\n", " ")


def test_names_of_models(framing, labels, tmp_path):
    code, _, err = framing("train", labels, *COLUMNS, "--out", tmp_path / "model.pkl")
    assert (code, err.startswith("framing:")) == (1, True)
    assert "a model's file ends in .skops" in err
    code, _, err = framing("stance", SEEDS, "--scorer", tmp_path / "none.skops")
    assert code == 1
    assert "the model cannot be read (no such file" in err


def test_word_lists_are_shown(framing):
    code, out, _ = framing("lexicon", "show", "frames_war_peace_en")
    assert code == 0
    assert "a proxy: it counts words" in out
    assert "Cannot see" in out
    code, out, _ = framing("lexicon", "show", "loaded_en")
    assert "massacre" in out
    assert "victimhood" in out
    assert framing("lexicon", "list")[2].count("frames_generic_en") == 1
