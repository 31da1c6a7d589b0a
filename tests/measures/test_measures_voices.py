"""In whose voice a label stands."""

import pandas as pd
import pytest
from measure_tables import north_and_south, twelve_of_east

from framing import (
    category_shares,
    compare_sources,
    label_shares,
    label_valence,
    laundering_ratios,
    mention_rate,
    voice_shares,
)
from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import wilson


@pytest.fixture
def mentions():
    """North: terrorist own, direct; rebel own, own, indirect; militant own. South: rebel indirect, own."""
    voices = ["own", "own", "direct", "indirect", "own", "own", "indirect", "own"]
    return north_and_south().assign(voice=voices, scare_quoted=[True, *[False] * 7])


def test_shares_of_the_voices_of_a_label(mentions):
    rows = voice_shares(mentions).set_index(["source", "label", "voice"])
    assert rows.loc[("North", "terrorist", "own"), ["n_voice", "n_scare_quoted", "n_mentions"]].tolist() == [1, 1, 2]
    assert rows.loc[("North", "terrorist", "own"), "value"] == 0.5
    assert rows.loc[("North", "terrorist", "indirect"), "value"] == 0
    assert rows.loc[("North", "rebel", "own"), "value"] == pytest.approx(2 / 3)
    assert rows.loc[("South", "rebel", "own"), ["n_voice", "n_mentions", "n_articles"]].tolist() == [1, 2, 1]


def test_voices_add_up_and_intervals_hold_the_value(mentions):
    rows = voice_shares(mentions)
    assert (rows.groupby(["source", "label"])["value"].sum().round(9) == 1).all()
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()
    assert (rows["high"] > rows["low"]).all()
    assert (rows["measure"] == "voice_share").all()


def test_all_labels_together(mentions):
    rows = voice_shares(mentions, label="all labels").set_index(["source", "voice"])
    assert rows.loc[("North", "own"), ["n_voice", "n_mentions"]].tolist() == [4, 6]
    assert rows["category"].isna().all()


def test_order_of_the_rows_does_not_matter(mentions):
    mixed = mentions.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(voice_shares(mentions), voice_shares(mixed))


def test_labels_are_chosen_by_name(mentions):
    assert set(voice_shares(mentions, label=["rebel", "militant"])["label"]) == {"rebel", "militant"}
    with pytest.raises(UnknownNameError, match="Did you mean 'rebel'"):
        voice_shares(mentions, label="rebell")


@pytest.mark.parametrize("measure", [label_shares, category_shares, label_valence])
def test_a_measure_of_one_voice_is_that_of_its_mentions(measure, mentions):
    own = mentions[mentions["voice"] == "own"]
    wanted = measure(own)
    got = measure(mentions, voice="own")
    keys = ["source", "actor", "n_mentions"]
    assert got[keys].to_numpy().tolist() == wanted[keys].to_numpy().tolist()
    assert got["value"].tolist() == wanted["value"].tolist()


def test_attributed_stands_for_indirect_and_direct(mentions):
    both = label_shares(mentions, voice=["indirect", "direct"])
    pd.testing.assert_frame_equal(label_shares(mentions, voice="attributed"), both)
    assert both.drop_duplicates("source")["n_mentions"].sum() == 3


def test_measures_group_by_source_and_voice(mentions):
    rows = label_shares(mentions, by=["source", "voice"])
    assert (rows.groupby(["source", "voice"])["value"].sum().round(9) == 1).all()
    assert set(rows["voice"]) == {"own", "indirect", "direct"}


def test_sources_are_compared_in_one_voice(mentions):
    rows = compare_sources(mentions, voice="own")
    assert rows.set_index("source").loc["South", ["n_mentions", "n_against_mentions"]].tolist() == [1, 4]


def test_the_rate_counts_mentions_in_one_voice(mentions):
    articles = pd.DataFrame({"article_id": ["n1", "n2", "n3", "s1"], "source": [*["North"] * 3, "South"]})
    articles = articles.assign(words=100, status="ok")
    rates = mention_rate(mentions, articles, voice="own").set_index("source")
    assert rates.loc["North", ["n_mentions", "words"]].tolist() == [4, 300]


def test_errors(mentions):
    with pytest.raises(UnknownNameError, match="voice"):
        label_shares(mentions, voice="mixed")
    with pytest.raises(TableError, match="'voice' is missing"):
        label_shares(north_and_south(), voice="own")
    with pytest.raises(TableError, match="'voice' is missing"):
        voice_shares(north_and_south())


def test_laundering_counts_articles_that_never_use_the_label_themselves():
    east = twelve_of_east()
    voices = ["own" if row.article_id == "e00" else "direct" for row in east.itertuples()]
    rows = laundering_ratios(east.assign(voice=voices))
    assert rows["label"].tolist() == ["terrorist"]
    row = rows.iloc[0]
    assert (row["n_laundered"], row["n_articles"], row["n_mentions"]) == (5, 6, 6)
    assert row["value"] == pytest.approx(5 / 6)
    assert [row["low"], row["high"]] == pytest.approx([float(end) for end in wilson(5 / 6, 6, 0.95)])
    mixed = laundering_ratios(east.assign(voice=voices), category="neutral")
    assert mixed["label"].tolist() == ["rebel"]
