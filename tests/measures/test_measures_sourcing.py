"""Who speaks, and how their words are introduced."""

import numpy as np
import pandas as pd
import pytest

from framing import cue_shares, sourcing, speaker_shares
from framing.errors import TableError, UnknownNameError
from framing.schema import VOCABULARY


def table(rows):
    columns = ["source", "article_id", "speaker_type", "speaker_actor", "cue_class", "words", "quoted_words"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(sentence_start=range(len(made)))


@pytest.fixture
def quotations():
    return table(
        [
            ("North", "n1", "government", "government", "neutral", 10, 0),
            ("North", "n1", "military", "government", "assertive", 10, 5),
            ("North", "n2", "civilian", None, "distancing", 20, 15),
            ("North", "n2", "unknown", None, None, 10, 0),
            ("South", "s1", "media", None, "endorsing", 5, 0),
        ]
    )


def test_shares_of_attributions(quotations):
    rows = speaker_shares(quotations).set_index(["source", "speaker_type"])
    assert rows.loc[("North", "government"), ["n", "n_attributions", "n_articles"]].tolist() == [1, 4, 2]
    assert rows.loc[("North", "government"), "value"] == 0.25
    assert rows.loc[("South", "government"), "value"] == 0
    assert rows.loc[("South", "media"), "value"] == 1
    assert rows["value"].groupby("source").sum().round(9).tolist() == [1, 1]
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()


def test_types_come_in_the_order_of_the_vocabulary(quotations):
    assert speaker_shares(quotations)["speaker_type"].tolist()[:5] == [
        "government", "military", "media", "civilian", "unknown",
    ]  # fmt: skip


def test_shares_of_quoted_words(quotations):
    rows = speaker_shares(quotations, weight="quoted_words").set_index(["source", "speaker_type"])
    assert rows.loc[("North", "civilian"), ["n", "value"]].tolist() == [15, 0.75]
    assert "South" not in rows.index.get_level_values("source")
    assert (rows["measure"] == "quoted_word_share").all()


def test_shares_of_actors(quotations):
    rows = speaker_shares(quotations, of="speaker_actor").set_index(["source", "speaker_actor"])
    assert rows.loc[("North", "government"), "value"] == 0.5
    assert rows.loc[("North", "outside the lexicon"), "value"] == 0.5


def test_official_share_and_diversity(quotations):
    rows = sourcing(quotations).set_index(["source", "measure"])
    assert rows.loc[("North", "official_share"), "value"] == 0.5
    assert rows.loc[("South", "speaker_entropy"), "value"] == 0
    # three of three types once each: ln 3, and (3 - 1) / (2 · 3) for types unseen, over ln 10
    assert rows.loc[("North", "speaker_entropy"), "value"] == pytest.approx((np.log(3) + 1 / 3) / np.log(10))
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()


def test_entropy_is_1_where_all_types_speak_alike():
    types = [kind for kind in VOCABULARY["speaker_type"] if kind != "unknown"]
    rows = [("A", f"a{i}", kind, None, None, 1, 0) for i in range(30) for kind in types]
    found = sourcing(table(rows)).set_index("measure")
    assert found.loc["speaker_entropy", "value"] == pytest.approx(1, abs=0.01)
    assert found.loc["official_share", "value"] == pytest.approx(0.2)


def test_classes_of_cues(quotations):
    rows = cue_shares(quotations, by="source").set_index(["source", "cue_class"])
    assert rows.loc[("North", "neutral"), ["n", "value", "n_attributions"]].tolist() == [1, 1 / 3, 3]
    assert rows.loc[("South", "endorsing"), "value"] == 1
    balance = (
        cue_shares(quotations, by="source").query("measure == 'endorsement_balance'").set_index("source")["value"]
    )
    assert balance["North"] == pytest.approx(-1 / 3)
    assert balance["South"] == 1


def test_cues_by_source_and_actor(quotations):
    rows = cue_shares(quotations)
    assert set(rows["speaker_actor"]) == {"government", "outside the lexicon"}


def test_order_of_the_rows_does_not_matter(quotations):
    mixed = quotations.sample(frac=1, random_state=2)
    for measure in (speaker_shares, sourcing, cue_shares):
        pd.testing.assert_frame_equal(measure(quotations), measure(mixed))


def test_errors(quotations):
    with pytest.raises(UnknownNameError, match="weight"):
        speaker_shares(quotations, weight="word")
    with pytest.raises(UnknownNameError, match="count speakers"):
        speaker_shares(quotations, of="speaker")
    with pytest.raises(TableError, match="'speaker_type' is missing"):
        sourcing(quotations.drop(columns="speaker_type"))
    with pytest.raises(TableError, match="resamples"):
        speaker_shares(quotations, resamples=3)
