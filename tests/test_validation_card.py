from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from framing import OutputError, validate, write_validation_card
from framing.validation_card import validation_card
from framing.validation_files import write_validation

sys.path.append(str(Path(__file__).parent / "measures"))
from gold_tables import gold_of, mentions_of, unit

REBEL = "opposition rebel own"
DESIGN = {
    "lexicon": {"name": "syria", "version": "1.0.0", "sha256": "ab12"}, "by": ["source", "label"], "seed": 7,
    "coders": ["anna", "ben"], "population": {"mention": 90, "candidate": 8},
    "drawn": {"mention": 48, "candidate": 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def validation():
    units = [
        unit("mention", f"{source}{i}", REBEL, "none" if source == "s" and i % 2 else REBEL, 0.5)
        for source in "ns" for i in range(24)
    ]  # fmt: skip
    gold = gold_of([*units, unit("candidate", "n90", "", "none", 0.125)])
    gold.attrs["design"] = DESIGN
    return validate(gold, mentions_of(gold), resamples=400)


def test_the_card_says_what_was_validated_how_and_how_well(validation):
    lines = validation_card(validation).splitlines()
    assert lines[0] == "# Validation card: syria 1.0.0"
    assert "- SHA-256: ab12" in lines
    assert "- Corpus: 48 mentions in 48 articles of 2 sources, 2015-03-01 to 2015-03-01" in lines
    assert "| mentions that were found | 90 | 48 | 48 | 48 | 2 | 2 | 0.5 to 0.5 |" in lines
    assert "Mentions were drawn at random by source, label (seed 7), for 2 coders." in lines
    assert "How well people agree on these codes was not measured here." in lines
    assert any(line.startswith("| all | mention | precision | 75 % [") for line in lines)
    assert any(line.startswith("| South | 50 % [") and "n = 24 |" in line for line in lines)
    assert any(line.startswith("- South against the rest, precision of mention: -50 points [") for line in lines)
    assert any(line.startswith("- precision of mention, all sources together: p = 0.0") for line in lines)
    assert any("drawn from 90 mentions; there are 48 now" in line for line in lines)
    assert any("Codes of people are taken as right" in line for line in lines)


def test_the_card_tells_agreement_and_the_lexicon_given(validation):
    row = {"variable": "actor", "group": "", "measure": "alpha_nominal", "value": 0.81, "low": 0.7, "high": 0.9,
           "n_units": 50, "n_coders": 2, "flag": ""}  # fmt: skip
    others = [
        {"group": "source", "value": 0.95},
        {"variable": "voice", "value": None},
        {"measure": "percent", "value": 0.99},
    ]
    agreement = pd.DataFrame([row, *(row | other for other in others)])
    card = validation_card(validation, agreement=agreement, lexicon={"name": "mine"}, scorer="news")
    assert "# Validation card: mine\n" in card
    assert "| actor | 0.81 [0.70, 0.90] | 50 | 2 |  |" in card
    assert "| voice | not estimable | 50 | 2 |  |" in card
    assert "0.95 [" not in card
    assert "0.99 [" not in card
    assert "- Stance by: news" in card


def test_a_card_without_a_design_and_with_little_coded_says_so():
    gold = gold_of([unit("mention", "n1", REBEL, REBEL)])
    card = validation_card(validate(gold, mentions_of(gold), resamples=100))
    assert card.startswith("# Validation card: lexicon\n")
    assert "| mentions that were found | not known | not known | 1 |" in card
    assert "| all | mention | precision | not estimable | 1 | 0 | few coded |" in card
    assert "Too little was coded to test whether errors differ" in card


def test_names_of_others_are_text_and_no_markup(validation):
    scores = validation.scores.replace({"name": {"South": "So|uth\n<b>`x`"}})
    card = validation_card(validation._replace(scores=scores))
    assert "| So\\|uth &lt;b>\\`x\\` |" in card


def test_files_are_written_and_written_alike(validation, tmp_path):
    # Without sources there is no figure to draw.
    scores = validation.scores[validation.scores["group"] != "source"]
    first, second = (write_validation(validation._replace(scores=scores), tmp_path / name) for name in "ab")
    assert [path.relative_to(tmp_path / "a").as_posix() for path in first] == [
        "validation.csv", "validation_tests.csv", "validation_errors.csv", "validation_confusion.csv",
        "coding.design.json", "validation_card.md",
    ]  # fmt: skip
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert len(pd.read_csv(first[0])) == len(scores)
    assert write_validation_card(validation, tmp_path / "lexicons" / "mine.card.md").is_file()


def test_a_place_that_cannot_be_written_is_one_error(validation, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="the card cannot be written"):
        write_validation_card(validation, tmp_path / "file" / "card.md")
    with pytest.raises(OutputError, match="name another folder"):
        write_validation(validation, tmp_path / "file")


def test_the_design_of_another_sample_is_not_replaced_beside_its_sheets(validation, tmp_path):
    whole = validation.scores[validation.scores["group"] == ""]
    one, other = (
        validation._replace(scores=whole, about={**validation.about, "design": {**DESIGN, "seed": seed}})
        for seed in (1, 2)
    )
    write_validation(one, tmp_path)
    write_validation(other, tmp_path)
    (tmp_path / "coding_anna.csv").write_text("unit_id\n", encoding="utf-8")
    write_validation(other, tmp_path)
    with pytest.raises(OutputError, match=r"sheets of another sample lie in this folder \(coding_anna.csv\)"):
        write_validation(one, tmp_path)
