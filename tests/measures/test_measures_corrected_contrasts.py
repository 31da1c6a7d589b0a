"""Differences between sources corrected by coded units: laws, arithmetic by hand, and a simulation."""

import numpy as np
import pandas as pd
import pytest
from corrected_tables import Universe, coded, gold_of, mentions_of

import framing as fr
from framing.errors import TableError
from framing.measures.coded.corrected_contrasts import ADDED
from framing.measures.intervals import student_t
from framing.measures.permutation import benjamini_hochberg
from framing.schema import COMPARISONS

FAST = {"resamples": 100}


@pytest.fixture(scope="module")
def three():
    whole = Universe(np.random.default_rng(9), 75, sources=("East", "North", "South"), alarm=(0.1, 0.05, 0.3))
    return whole.mentions(), whole.draw()


def row_of(table, **wanted):
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_without_gold_a_comparison_has_the_columns_it_had(three):
    mentions, _ = three
    table = fr.compare_sources(mentions, "label_share", **FAST)
    assert tuple(table.columns) == COMPARISONS


def test_values_are_those_of_corrected_measures_and_differences_lie_between_them(three):
    mentions, gold = three
    shares = fr.corrected_measures(mentions, gold, **FAST)
    table = fr.compare_sources(mentions, "label_share", against="South", gold=gold, **FAST)
    assert tuple(table.columns) == (*COMPARISONS, *ADDED)
    for row in table.to_dict("records"):
        one = row_of(shares, source=row["source"], label=row["label"])
        other = row_of(shares, source="South", label=row["label"])
        assert (row["value"], row["against_value"]) == (one["value"], other["value"])
        assert row["difference"] == pytest.approx(one["value"] - other["value"])
        assert (row["n_coded"], row["n_against_coded"]) == (one["n_coded"], other["n_coded"])
        assert row["low"] < row["difference"] < row["high"]
    assert table["p_adjusted"].tolist() == pytest.approx(benjamini_hochberg(table["p"].to_numpy()).tolist())


def test_what_was_found_is_kept_beside_it(three):
    mentions, gold = three
    found = fr.compare_sources(mentions, "label_share", **FAST)
    table = fr.compare_sources(mentions, "label_share", gold=gold, **FAST)
    for ours, theirs in (("naive", "difference"), ("naive_low", "low"), ("naive_high", "high")):
        assert table[ours].tolist() == found[theirs].tolist()
    counts = ["source", "against", "n_mentions", "n_articles", "n_against_mentions", "n_against_articles"]
    pd.testing.assert_frame_equal(table[counts], found[counts])


def test_the_rest_is_the_other_sources_pooled(three):
    mentions, gold = three
    table = fr.compare_sources(mentions, "label_share", gold=gold, label="terrorist", **FAST)
    others = mentions["source"] != "North"
    pooled = mentions[others].assign(source="others")
    others = gold[gold["source"] != "North"].assign(source="others")
    share = fr.corrected_measures(pooled, others, label="terrorist", **FAST)
    assert row_of(table, source="North")["against_value"] == pytest.approx(share["value"].iloc[0])


def test_two_sources_swapped_give_the_opposite(three):
    mentions, gold = three
    swapped = mentions.assign(source=mentions["source"].replace({"North": "Zenith"}))
    again = gold.assign(source=gold["source"].replace({"North": "Zenith"}))
    one = row_of(
        fr.compare_sources(mentions, "label_share", against="South", gold=gold, label="terrorist", **FAST),
        source="North",
    )
    other = row_of(
        fr.compare_sources(swapped, "label_share", against="Zenith", gold=again, label="terrorist", **FAST),
        source="South",
    )
    assert one["difference"] == pytest.approx(-other["difference"])
    assert (one["low"], one["high"]) == pytest.approx((-other["high"], -other["low"]))
    assert one["p"] == pytest.approx(other["p"])


def test_hand_counted_difference():
    labels = {"North": "terrorist rebel", "South": "rebel rebel"}
    rows = [(f"{s}{i:02}", s, "opposition", labels[s].split()[i % 2], "own") for s in labels for i in range(20)]
    mentions = mentions_of(rows)
    # Ten of twenty coded on each side: two of North's terrorists are rebels, three of South's rebels terrorists.
    told = {0: "rebel", 2: "rebel", 20: "terrorist", 21: "terrorist", 22: "terrorist"}
    gold = gold_of([coded(mentions, i, 0.5, label=told.get(i)) for i in [*range(10), *range(20, 30)]])
    row = row_of(
        fr.compare_sources(mentions, "label_share", against="South", gold=gold, label="terrorist", **FAST),
        source="North",
    )
    north = (2 * 1.3**2 + 8 * 0.7**2 + 10 * 0.3**2) * 20 / 19 / 400
    south = (3 * 1.7**2 + 17 * 0.3**2) * 20 / 19 / 400
    degrees = int((north + south) ** 2 / (north**2 / 9 + south**2 / 9))
    assert (row["value"], row["against_value"], row["naive"]) == pytest.approx((0.3, 0.3, 0.5))
    assert row["difference"] == pytest.approx(0.0)
    assert row["high"] == pytest.approx(student_t(0.95, degrees) * np.sqrt(north + south))
    assert row["p"] == pytest.approx(1.0)
    assert row["cohens_h"] == pytest.approx(0.0)
    assert row["odds_ratio"] == pytest.approx(1.0)
    assert row["interval"] == "articles"


def test_p_falls_below_a_level_where_the_interval_leaves_zero(three):
    mentions, gold = three
    for level in (0.5, 0.95):
        table = fr.compare_sources(mentions, "label_share", against="pairs", gold=gold, level=level, **FAST)
        outside = (table["low"] > 0) | (table["high"] < 0)
        assert (outside == (table["p"] < 1 - level)).all()
    assert 0 < (table["p"] < 0.5).sum() < len(table)


def test_a_side_with_few_coded_units_has_no_difference_but_the_found_one(three):
    mentions, gold = three
    few = pd.concat([gold[gold["source"] != "East"], gold[gold["source"] == "East"].head(5)])
    table = fr.compare_sources(mentions, "label_share", against="South", gold=few, label="terrorist", **FAST)
    row = row_of(table, source="East")
    assert np.isnan(row[["value", "difference", "low", "high", "p"]].astype(float)).all()
    assert np.isfinite(row["naive"])
    assert "not estimable: few coded" in row["flag"]
    assert np.isfinite(row_of(table, source="North")["difference"])


def test_every_measure_can_be_compared(three):
    mentions, gold = three
    for measure in ("label_valence", "category_share", "voice_share"):
        table = fr.compare_sources(mentions, measure, against="South", gold=gold, margin=0.5, **FAST)
        assert np.isfinite(table["difference"]).all()
        assert np.isfinite(table["p_equivalence"]).all()
    voices = fr.compare_sources(mentions, "voice_share", against="South", gold=gold, label="terrorist", **FAST)
    assert set(voices["label"]) == {"terrorist: own", "terrorist: direct"}
    scored = mentions.assign(scorer="words", stance=mentions["valence"] + 0.5)
    told = gold.assign(stance=np.where(gold["label"].eq("terrorist"), "negative", "neutral"))
    stances = fr.compare_sources(scored, "stance", against="South", gold=told, **FAST)
    assert np.isfinite(stances["difference"]).all()
    assert stances["naive"].abs().max() > 0


def test_blocks_do_not_go_with_gold(three):
    mentions, gold = three
    with pytest.raises(TableError, match="block= says how articles are dealt"):
        fr.compare_sources(mentions.assign(event="x"), "label_share", block="event", gold=gold)


def test_corrected_gaps_lie_about_the_truth_and_found_ones_far_from_it():
    # Sensitivity .85 in both, false alarms .05 and .25, true shares alike: the gap found is some 12 points.
    rng, gaps = np.random.default_rng(23), []
    for _ in range(6):
        whole = Universe(rng, 100, negatives=False)
        table = fr.compare_sources(
            whole.mentions(), "label_share", against="South", gold=whole.draw(), label="terrorist", **FAST
        )
        gaps.append(table.iloc[0][["difference", "low", "high", "naive", "naive_high"]].astype(float))
    gaps = pd.DataFrame(gaps)
    assert abs(gaps["difference"].mean()) < 0.06
    assert gaps["naive"].mean() < -0.08
    assert ((gaps["low"] <= 0) & (gaps["high"] >= 0)).sum() >= 5
    assert (gaps["naive_high"] < 0).sum() >= 5
