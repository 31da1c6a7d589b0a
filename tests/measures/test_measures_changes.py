from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures.changes import before_after
from framing.measures.compare import compare_sources
from framing.measures.permutation import benjamini_hochberg
from framing.schema import CHANGES

DAY = "2015-03-10"


@pytest.fixture
def war():
    """Five articles on either side of 10 March: North turns to terrorists, South stays, East starts after."""
    lines, days = [], {}
    for i in range(10):
        for source in ("North", "South", "East"):
            if source == "East" and i < 5:
                continue
            article = f"{source}{i}"
            days[article] = f"2015-03-{5 + i:02d}"
            turned = source == "North" and i >= 5
            lines += [f"{source} {article} 0 {'terrorist' if turned else 'rebel'}", f"{source} {article} 50 rebel"]
    table = table_of(lines)
    return table.assign(published=table["article_id"].map(days))


def test_difference_is_after_less_before(war):
    rows = before_after(war, DAY, event="siege", label="terrorist", resamples=200)
    assert list(rows) == list(CHANGES)
    assert rows["source"].tolist() == ["North"]
    row = rows.iloc[0]
    # Before: 0 of 10 mentions; after, the day itself included: 5 of 10.
    assert (row["before"], row["after"], row["difference"]) == (0.0, 0.5, 0.5)
    assert (row["event"], row["date"], row["measure"], row["label"]) == ("siege", DAY, "label_share", "terrorist")
    counts = ["n_before_mentions", "n_before_articles", "n_after_mentions", "n_after_articles"]
    assert row[counts].tolist() == [10, 5, 10, 5]
    assert row["flag"] == "few articles; before: few articles"
    assert row["low"] < 0.5 < row["high"]
    assert row["p"] < 0.05


def test_the_day_itself_counts_as_after(war):
    later = before_after(war, "2015-03-11", label="terrorist", resamples=200).iloc[0]
    assert (later["before"], later["after"]) == (1 / 12, 0.5)


def test_a_window_keeps_as_many_days_on_each_side(war):
    row = before_after(war, DAY, window=2, measure="label_valence", resamples=200).set_index("source").loc["North"]
    # 8 and 9 March before, 10 and 11 March after.
    assert [row[f"n_{side}_mentions"] for side in ("before", "after")] == [4, 4]
    assert row["difference"] == -0.5


def test_a_source_on_one_side_alone_has_no_difference(war):
    rows = before_after(war, DAY, resamples=200)
    east = rows[rows["source"] == "East"].iloc[0]
    assert (east["label"], east["after"], east["n_before_mentions"]) == ("rebel", 1.0, 0)
    assert np.isnan([east[name] for name in ("before", "difference", "low", "high", "p", "p_adjusted")]).all()
    assert east["flag"] == "no mentions before; few articles"
    gone = before_after(war[war["published"] < DAY], DAY, resamples=200)
    assert gone["flag"].str.startswith("no mentions after").all()


def test_it_is_a_comparison_of_two_sources(war):
    north = war[war["source"] == "North"]
    sides = north.assign(source=np.where(north["published"] >= DAY, "after", "before"))
    for measure in ("label_share", "category_share", "label_valence"):
        found = before_after(north, DAY, measure=measure, resamples=300)
        wanted = compare_sources(sides, measure, against="before", resamples=300)
        assert found["difference"].tolist() == wanted["difference"].tolist()
        assert found["label"].tolist() == wanted["label"].tolist()
        # Other random numbers, so nearly the same.
        assert found["p"].to_numpy() == pytest.approx(wanted["p"].to_numpy(), abs=0.03)
        assert found[["low", "high"]].to_numpy() == pytest.approx(wanted[["low", "high"]].to_numpy(), abs=0.08)


def test_several_events_are_one_family_in_the_order_of_their_days(war):
    rows = before_after(war, {"armistice": date(2015, 3, 12), "siege": "2015-03-08"}, resamples=200)
    assert rows.loc[rows["source"] == "North", "event"].tolist() == ["siege", "armistice"] * 2
    assert rows["p_adjusted"].to_numpy() == pytest.approx(benjamini_hochberg(rows["p"].to_numpy()), nan_ok=True)
    alone = before_after(war, "2015-03-12", event="armistice", resamples=200)
    kept = rows[rows["event"] == "armistice"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept.drop(columns="p_adjusted"), alone.drop(columns="p_adjusted"))


def test_turning_time_round_flips_the_sign(war):
    first = before_after(war, DAY, measure="label_valence", resamples=200)
    turned = war.assign(published=[f"2015-03-{19 - int(day[-2:]):02d}" for day in war["published"]])
    last = before_after(turned, DAY, measure="label_valence", resamples=200)
    for source in ("North", "South"):
        one, other = (rows[rows["source"] == source].iloc[0] for rows in (first, last))
        assert one["difference"] == -other["difference"]
        assert (one["before"], one["after"]) == (other["after"], other["before"])


def test_asked_labels_have_the_same_rows_as_in_the_table_of_all(war):
    everything = before_after(war, DAY, resamples=200)
    for measure, label in (("label_share", "terrorist"), ("category_share", "delegitimising")):
        alone = before_after(war, DAY, measure=measure, label=label, resamples=200)
        assert alone["label"].tolist() == [label]
        wanted = everything[everything["label"] == "terrorist"].iloc[0]
        assert alone[["low", "high", "p"]].iloc[0].tolist() == wanted[["low", "high", "p"]].tolist()
        assert alone["p_adjusted"].iloc[0] == alone["p"].iloc[0]


def test_undated_mentions_are_left_out_and_told(war):
    war.loc[war.index[:3], "published"] = ""
    rows = before_after(war, DAY, resamples=200)
    told = rows["flag"].str.contains("undated left out")
    assert set(rows.loc[told, "source"]) == set(war["source"].iloc[:3])
    with pytest.raises(TableError, match="column 'published' holds no date"):
        before_after(war.assign(published=None), DAY)


def test_row_order_does_not_matter_and_the_seed_does(war):
    rows = before_after(war, DAY, resamples=200)
    mixed = war.sample(frac=1, random_state=1).set_index(pd.Index([0] * len(war)))
    pd.testing.assert_frame_equal(before_after(mixed, DAY, resamples=200), rows)
    other = before_after(war, DAY, resamples=200, seed=1)
    assert not np.array_equal(other["low"], rows["low"], equal_nan=True)
    assert before_after(war.iloc[:0], DAY).empty


def test_other_groups_and_voices(war):
    war["voice"] = np.where(war["sentence_start"] == 0, "own", "direct")
    rows = before_after(war, DAY, by=["voice", "source"], label="terrorist", resamples=200)
    assert rows[["voice", "source", "after"]].to_numpy().tolist() == [["own", "North", 1.0]]
    attributed = before_after(war, DAY, voice="attributed", resamples=200)
    assert set(attributed["label"]) == {"rebel"}


def test_bad_options_are_refused(war):
    for given, message in (
        ({"event_date": "10 March"}, "the date '10 March' cannot be read; write it as YYYY-MM-DD"),
        ({"event_date": {}}, "event_date holds no event"),
        ({"event_date": {"a": DAY}, "event": "b"}, "event= names a single event"),
        ({"event_date": DAY, "window": 0}, "window is 0; give a number of days"),
        ({"event_date": DAY, "measure": "label_valence", "label": "rebel"}, "is a mean over all labels"),
        ({"event_date": DAY, "level": 95}, "before_after: level is 95"),
    ):
        with pytest.raises(TableError, match=message):
            before_after(war, **given)
    with pytest.raises(UnknownNameError, match="Did you mean 'label_share'"):
        before_after(war, DAY, measure="label_shares")
    with pytest.raises(UnknownNameError, match="there is no label 'terorist'"):
        before_after(war, DAY, label="terorist")
    with pytest.raises(UnknownNameError, match="there is no category 'bad'"):
        before_after(war, DAY, measure="category_share", label="bad")
