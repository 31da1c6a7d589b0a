"""Coded sheets as the gold standard, with a key beside them or without."""

import json
import logging

import pandas as pd
import pytest

from framing import TableError, read_gold
from framing.schema import GOLD, VARIABLES

KEY = pd.DataFrame(
    {
        "unit_id": ["u1", "u2", "s1"],
        "kind": ["mention", "mention", "sentence"],
        "mention_id": ["7:4", "7:30", ""],
        "article_id": ["7", "7", "8"],
        "source": ["Post", "Post", "Times"],
        "published": "2020-01-01",
        "start": [4, 30, 0],
        "end": [10, 36, 50],
        "actor": ["opposition", "police", ""],
        "label": ["rebel", "officer", ""],
        "voice": ["own", "direct", ""],
        "stratum": ["a", "b", "c"],
        "probability": [0.5, 0.25, 0.1],
        "population": [2, 4, 10],
        "frame": "abc",
    }
)
MENTIONS = pd.DataFrame(
    {
        "mention_id": ["7:4", "7:30"],
        "article_id": ["7", "7"],
        "source": "Post",
        "published": "2020-01-01",
        "actor": ["opposition", "police"],
        "label": ["rebel", "officer"],
        "voice": ["own", None],
        "start": [4, 30],
        "end": [10, 36],
    }
)


def sheet(**cells):
    table = KEY[["unit_id", "probability", "kind"]].assign(text=["⟦rebels⟧", "⟦officer⟧", "a sentence"])
    return table.assign(**dict.fromkeys([*VARIABLES, "note"], "")).assign(**cells)


@pytest.fixture
def sheets(tmp_path):
    """Two coders' sheets with their key and design."""
    KEY.to_csv(tmp_path / "coding.key.csv", index=False)
    design = {"variables": {"voice": {"own": "", "direct": ""}}, "lexicon": {"name": "demo"}}
    (tmp_path / "coding.design.json").write_text(json.dumps(design), encoding="utf-8")
    anna = sheet(actor=["opposition", "none", ""], voice=["direct", "", ""], missed=["", "", "none"])
    ben = sheet(actor=["none", "none", ""]).iloc[[1, 0]]
    for name, table in (("anna", anna), ("ben", ben)):
        table.to_csv(tmp_path / f"coding_{name}.csv", index=False)
    return [tmp_path / "coding_anna.csv", tmp_path / "coding_ben.csv"]


def test_gold_is_what_coders_settled_on_beside_what_was_predicted(sheets):
    gold = read_gold(sheets)
    assert list(gold.columns) == list(GOLD)
    assert gold["actor"].tolist() == ["opposition", "none", None]
    assert gold["voice"].tolist() == ["direct", None, None]
    assert gold["missed"].tolist() == [None, None, "none"]
    assert gold["predicted_label"].tolist() == ["rebel", "officer", ""]
    assert gold["n_coders"].tolist() == [2, 2, 1]
    assert gold["probability"].tolist() == [0.5, 0.25, 0.1]
    assert gold["start"].tolist() == [4, 30, 0]
    assert gold["source"].tolist() == ["Post", "Post", "Times"]


def test_the_sheet_given_first_decides_ties_and_notes_are_logged(sheets, caplog):
    with caplog.at_level(logging.INFO, logger="framing"):
        gold = read_gold(sheets[::-1])
    assert gold["actor"].tolist() == ["none", "none", None]
    assert gold.attrs["notes"][-1] == "ties decided by the sheet given first (ben): actor 1"
    assert gold.attrs["notes"][-1] in caplog.text
    assert gold.attrs["design"]["lexicon"] == {"name": "demo"}


def test_units_that_no_sheet_at_hand_has_are_counted_as_drawn(sheets):
    gold = read_gold(sheets[1])
    assert gold["unit_id"].tolist() == ["u1", "u2"]
    assert gold["probability"].tolist() == [0.5, 0.25]
    assert gold.attrs["notes"] == ["0 of 1 sentence units drawn were decided; nothing stands for them"]


def test_a_key_given_is_taken_instead_of_the_one_beside(sheets, tmp_path):
    other = KEY.assign(source="Herald")
    other.to_csv(tmp_path / "other.csv", index=False)
    for key in (other, tmp_path / "other.csv"):
        assert read_gold(sheets, key=key)["source"].unique().tolist() == ["Herald"]


def test_a_sheet_of_ones_own_needs_mentions_codes_and_probabilities():
    own = pd.DataFrame({"mention_id": ["7:4", "7:30"], "voice": ["own", "unclear"], "probability": 0.5})
    gold = read_gold(own)
    assert gold[["unit_id", "mention_id", "kind"]].iloc[0].tolist() == ["7:4", "7:4", "mention"]
    assert gold["probability"].tolist() == [0.25]
    assert gold[["article_id", "source", "predicted_actor"]].iloc[0].tolist() == ["", "", ""]
    assert gold["start"].tolist() == [-1]


def test_mentions_tell_where_units_of_ones_own_stand_and_what_was_predicted():
    own = pd.DataFrame({"mention_id": ["7:30", "7:4"], "actor": ["police", "none"]})
    gold = read_gold(own, probability=1, mentions=MENTIONS)
    assert gold["predicted_actor"].tolist() == ["police", "opposition"]
    assert gold["predicted_voice"].tolist() == ["", "own"]
    assert gold["actor"].tolist() == ["police", "none"]
    assert gold["start"].tolist() == [30, 4]
    assert gold["source"].tolist() == ["Post", "Post"]


def test_columns_of_ones_own_sheet_are_kept():
    own = pd.DataFrame(
        {"unit_id": ["a"], "source": "Post", "article_id": "7", "predicted_actor": "police", "actor": "none"}
    )
    gold = read_gold(own, probability=0.5)
    assert gold[["source", "article_id", "predicted_actor", "actor"]].iloc[0].tolist() == [
        "Post",
        "7",
        "police",
        "none",
    ]


def test_a_mention_that_is_not_there_is_refused():
    own = pd.DataFrame({"mention_id": ["7:31"], "actor": ["none"]})
    with pytest.raises(TableError, match=r"mention '7:31' is not in the table of mentions \(1 such\)"):
        read_gold(own, probability=1, mentions=MENTIONS)


def test_missing_and_impossible_probabilities_are_refused():
    own = pd.DataFrame({"mention_id": ["7:4"], "actor": ["none"]})
    with pytest.raises(TableError, match="lack the probability of being drawn"):
        read_gold(own)
    for impossible in (0, 1.01, -1, float("nan")):
        with pytest.raises(TableError, match="is not above 0 and up to 1"):
            read_gold(own, probability=impossible)


def test_a_probability_given_fills_only_what_is_missing():
    own = pd.DataFrame({"mention_id": ["7:4", "7:30"], "actor": ["none", "none"], "probability": [0.25, None]})
    assert read_gold(own, probability=0.5)["probability"].tolist() == [0.25, 0.5]


def test_two_sheets_of_ones_own_share_their_probabilities_and_may_not_differ():
    own = pd.DataFrame(
        {"mention_id": ["7:4", "7:30"], "actor": ["none", "none"], "coder": "anna", "probability": 0.5}
    )
    ben = own.assign(coder="ben", probability=[0.5, None])
    assert read_gold([own, ben])["probability"].tolist() == [0.5, 0.5]
    assert read_gold([ben, own])["probability"].tolist() == [0.5, 0.5]
    with pytest.raises(TableError, match="sheets give unit 7:30 different probabilities"):
        read_gold([own, ben.assign(probability=[0.5, 0.25])])


def test_the_same_sheets_give_the_same_gold(sheets):
    pd.testing.assert_frame_equal(read_gold(sheets), read_gold(sheets))


def test_a_sheet_that_lost_its_key_is_told_what_it_lacks():
    sheet = pd.DataFrame({"unit_id": ["c0afde7ba8a5"], "kind": ["mention"], "probability": [0.5], "actor": ["none"]})
    with pytest.raises(TableError, match=r"which mention unit 'c0afde7ba8a5' is; put the key"):
        read_gold(sheet, mentions=MENTIONS)
