from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures import compare_sources, label_shares
from framing.measures.bounds import wilson
from framing.measures.effects import (
    Estimate,
    cohens_h,
    detectable,
    equivalence_p,
    joined,
    odds_ratio,
    shortfall,
    widened,
)
from framing.measures.sides import Scale, _clipped
from framing.schema import COMPARISONS


@pytest.fixture
def three():
    """North calls them terrorists, South rebels, West both; five articles each, two mentions."""
    labels = {"North": "terrorist terrorist", "South": "rebel rebel", "West": "rebel terrorist"}
    return table_of(
        [
            f"{source} {source[0]}{i} {50 * j} {label}"
            for source, both in labels.items()
            for i in range(5)
            for j, label in enumerate(both.split())
        ]
    )


def test_each_source_against_the_pooled_rest(three):
    rows = compare_sources(three)
    assert list(rows) == list(COMPARISONS)
    assert rows["source"].tolist() == ["North", "South", "West"]
    assert set(rows["against"]) == {"rest"}
    # Rest of North: 10 mentions of South and 10 of West, mean (0 + -5) / 20 = -0.25.
    assert rows["difference"].round(4).tolist() == [-0.75, 0.75, 0.0]
    assert rows[["n_mentions", "n_articles", "n_against_mentions", "n_against_articles"]].to_numpy().tolist() == (
        [[10, 5, 20, 10]] * 3
    )
    assert rows["label"].tolist() == [""] * 3


def test_a_baseline_is_compared_with_all_others(three):
    rows = compare_sources(three, against="West")
    assert rows[["source", "against"]].to_numpy().tolist() == [["North", "West"], ["South", "West"]]
    assert rows["difference"].tolist() == [-0.5, 0.5]


def test_labels_and_categories_have_rows_of_their_own(three):
    rows = compare_sources(three, "label_share", against="South")
    assert rows[["label", "source", "difference"]].to_numpy().tolist() == [
        ["terrorist", "North", 1.0],
        ["terrorist", "West", 0.5],
        ["rebel", "North", -1.0],
        ["rebel", "West", -0.5],
    ]
    rows = compare_sources(three, "category_share", against="South")
    assert rows["label"].tolist() == ["delegitimising", "delegitimising", "neutral", "neutral"]


def test_label_that_neither_side_uses_has_no_row(three):
    table = pd.concat([three, table_of(["East e1 0 HTS", "East e2 0 HTS"])])
    rows = compare_sources(table, "label_share", against="South")
    assert "HTS" not in set(rows.loc[rows["source"] == "North", "label"])
    assert "HTS" in set(rows.loc[rows["source"] == "East", "label"])


def test_source_that_never_names_the_actor_has_no_row(three):
    table = pd.concat([three, table_of(["East e1 0 rebel government", "West W0 0 rebel government"])])
    rows = compare_sources(table)
    assert rows.loc[rows["actor"] == "government", "source"].tolist() == ["East", "West"]
    assert "East" not in set(rows.loc[rows["actor"] == "opposition", "source"])
    assert compare_sources(table, actor="government")["actor"].tolist() == ["government"] * 2


def test_p_needs_enough_articles():
    few = table_of([f"{s} {s}{i} 0 {label}" for s, label in (("A", "rebel"), ("B", "HTS")) for i in range(2)])
    row = compare_sources(few, against="B").iloc[0]
    assert np.isnan(row["p"])
    assert np.isnan(row["p_adjusted"])
    assert row["flag"] == ("few articles; few mentions; against: few articles, few mentions; no p: too few articles")


def test_p_is_adjusted_over_all_rows_of_the_table(three):
    rows = compare_sources(three, "label_share")
    n = len(rows)
    ranked = rows["p"].to_numpy().argsort()
    smallest = rows["p"].iloc[ranked[0]]
    steps = [rows["p"].iloc[i] * n / (rank + 1) for rank, i in enumerate(ranked)]
    assert rows["p_adjusted"].min() == pytest.approx(min(steps))
    assert smallest < rows["p_adjusted"].min()


def test_flags_name_both_sides(three):
    rows = compare_sources(three)
    assert rows["flag"].tolist() == ["few articles"] * 3
    assert rows["interval"].tolist()[2] == "articles+sentences | articles"


def test_two_plain_shares_have_newcombes_interval():
    # 56 of 70 against 48 of 80: the example of Newcombe (1998), method 10: 0.0524 to 0.3339.
    sides = []
    for k, n in ((56, 70), (48, 80)):
        low, high = wilson(k / n, n, 0.95)
        sides.append(Estimate(*(np.array([float(end)]) for end in (k / n, low, high))))
    between = joined(*sides)
    assert [round(float(end[0]), 4) for end in (between.low, between.high)] == [0.0524, 0.3339]


def test_bursty_labels_lengthen_the_interval_to_what_the_deals_ask_for():
    # Student's t for 19 degrees is 2.093; deals that spread to 2.6 ask for 1.242 times as much.
    assert shortfall(np.array([2.6, 1.9, 9.0, np.nan, np.inf]), 20, 0.95).round(3).tolist() == [1.242, 1, 1.5, 1, 1]
    between = Estimate(*(np.array([x]) for x in (0.1, -0.1, 0.2)))
    assert [round(float(end[0]), 3) for end in widened(between, np.array([1.5]))] == [0.1, -0.2, 0.25]
    lines = [f"A a{i} {j} {'militant' if i < 2 else 'rebel'}" for i in range(12) for j in range(1 + 19 * (i < 2))]
    lines += [f"B b{i} {j} {'militant' if i < 1 else 'rebel'}" for i in range(12) for j in range(3)]
    row = compare_sources(table_of(lines), "label_share", label="militant", against="B").iloc[0]
    assert row["difference"] - row["low"] > 1.05 * alone(lines)
    assert -1 <= row["low"] <= 0 < row["p"]


def test_an_interval_of_a_side_that_never_varies_is_wide_as_it_is():
    lines = [f"A a{i} {j} {'militant' if i < 2 else 'rebel'}" for i in range(12) for j in range(1 + 19 * (i < 2))]
    lines += [f"B b{i} {j} rebel" for i in range(12) for j in range(3)]
    row = compare_sources(table_of(lines), "label_share", label="militant", against="B").iloc[0]
    assert row["interval"] == "articles | Wilson (articles)"
    # The two draw their articles with other random numbers.
    assert row["difference"] - row["low"] == pytest.approx(alone(lines), rel=0.02)


def test_no_difference_is_larger_than_the_scale_is_long():
    wide = Estimate(*(np.array([x]) for x in (0.1, -1.3, 1.2)))
    kinds = pd.DataFrame({"voice": ["own"]})
    ends = {"shares": Scale(kinds, "", (0.0, 1.0)), "valence": Scale(None, "valence", (-1.0, 0.1))}
    found = {name: [float(end[0]) for end in _clipped(wide, scale)] for name, scale in ends.items()}
    assert found == {"shares": [0.1, -1.0, 1.0], "valence": [0.1, -1.1, 1.1]}


def alone(lines):
    """Lower half of the interval of a difference, from those of the shares."""
    shares = label_shares(table_of(lines)).set_index(["source", "label"])
    one, other = shares.loc[("A", "militant")], shares.loc[("B", "militant")]
    return np.hypot(one["value"] - one["low"], other["high"] - other["value"])


def test_unknown_names(three):
    with pytest.raises(UnknownNameError) as caught:
        compare_sources(three, "label_shares")
    assert str(caught.value) == "there is no measure to compare 'label_shares'. Did you mean 'label_share'?"
    with pytest.raises(UnknownNameError) as caught:
        compare_sources(three, against="Noth")
    assert str(caught.value) == "there is no source 'Noth'. Did you mean 'North'?"
    with pytest.raises(UnknownNameError) as caught:
        compare_sources(three, actor="government")
    assert str(caught.value) == "there is no actor 'government'; there are: opposition"


def test_one_source_cannot_be_compared(three):
    with pytest.raises(TableError) as caught:
        compare_sources(three[three["source"] == "North"])
    assert str(caught.value) == "mentions: there is one source, 'North'; a comparison needs at least two"
    with pytest.raises(TableError) as caught:
        compare_sources(three.assign(source=None))
    assert str(caught.value) == "mentions: column 'source' has empty cells; name the source of every article"


def test_every_pair_once(three):
    rows = compare_sources(three, against="pairs")
    assert rows[["source", "against", "difference"]].to_numpy().tolist() == [
        ["North", "South", -1.0],
        ["North", "West", -0.5],
        ["South", "West", 0.5],
    ]
    one = compare_sources(three, against="West").set_index("source")
    both = rows[rows["against"] == "West"].set_index("source")
    columns = ["difference", "low", "high", "p"]
    assert both[columns].to_numpy().tolist() == one.loc[["North", "South"], columns].to_numpy().tolist()


def test_both_values_stand_beside_their_difference(three):
    row = compare_sources(three, "label_share", against="South").iloc[1]
    assert row[["label", "source", "value", "against_value", "difference"]].tolist() == [
        "terrorist", "West", 0.5, 0.0, 0.5,
    ]  # fmt: skip


def test_the_labels_asked_for_are_the_family(three):
    rows = compare_sources(three, "label_share", label="rebel")
    every = compare_sources(three, "label_share")
    assert set(rows["label"]) == {"rebel"}
    of_every = every[every["label"] == "rebel"]
    assert rows["p"].tolist() == of_every["p"].tolist()
    for column in ("value", "against_value", "difference", "low", "high", "odds_ratio"):
        assert rows[column].tolist() == pytest.approx(of_every[column].tolist(), rel=1e-12, nan_ok=True)
    two = pd.concat([three, three.assign(actor="government", label="regime", article_id=three["article_id"] + "x")])
    assert set(compare_sources(two, "label_share", label="rebel")["actor"]) == set(three["actor"])
    # The denominator stays all mentions of the actor; the family is three tests, not six.
    assert rows["n_mentions"].tolist() == [10] * 3
    first, second, _ = sorted(rows["p"])
    assert rows["p_adjusted"].min() == pytest.approx(min(3 * first, 1.5 * second))
    with pytest.raises(UnknownNameError, match="there is no label 'rebels'"):
        compare_sources(three, "label_share", label="rebels")
    with pytest.raises(TableError, match="'label_valence' is a mean over all labels"):
        compare_sources(three, label="rebel")


def test_voices_of_a_label_are_compared(three):
    voices = ["own", "direct"] * 5 + ["indirect", "own"] * 10
    rows = compare_sources(three.assign(voice=voices), "voice_share", against="South")
    own = rows[rows["label"] == "own"].set_index("source")
    assert own.loc["North", ["value", "against_value"]].tolist() == [0.5, 0.5]
    assert "direct" in set(rows.loc[rows["source"] == "North", "label"])
    assert "direct" not in set(rows.loc[rows["source"] == "West", "label"])
    rows = compare_sources(three.assign(voice=voices), "voice_share", against="West", label="rebel")
    assert rows["label"].tolist() == ["rebel: own", "rebel: indirect"]
    # West says rebel five times, always first in its sentence: indirect; South every second time in its own.
    assert rows[["value", "against_value"]].to_numpy().tolist() == [[0.5, 0.0], [0.5, 1.0]]


def test_stance_is_compared_for_one_scorer(three):
    stance = np.where(three["label"] == "rebel", 0.25, -0.5)
    scored = three.assign(scorer="words", stance=stance, mention_id=range(len(three)))
    scored.loc[0, "stance"] = np.nan
    rows = compare_sources(scored, "stance", against="South")
    assert rows["difference"].round(4).tolist() == [-0.75, -0.375]
    # The abstention is no mention with a stance.
    assert rows["n_mentions"].tolist() == [9, 10]
    two = pd.concat([scored, scored.assign(scorer="news")])
    with pytest.raises(TableError, match="column 'scorer' holds news, words; compare the stances of one scorer"):
        compare_sources(two, "stance")


def test_effects_have_the_values_of_the_worked_examples():
    half, fifth = (Estimate(*[np.array([x])] * 3) for x in (0.5, 0.2))
    assert cohens_h(half, fifth).round(4).tolist() == [0.6435]
    # 120 of 100,000 against 60 of 120,000: odds ratio 2.40168.
    rare = [Estimate(*(np.array([k / n]), *(np.array([float(end)]) for end in wilson(k / n, n, 0.95))))
            for k, n in ((120, 100_000), (60, 120_000))]  # fmt: skip
    value, low, high = (float(end[0]) for end in odds_ratio(*rare))
    assert round(value, 5) == 2.40168
    # Woolf's interval of the same table, by hand: exp(ln 2.40168 -+ 1.96 sqrt(1/120 + 1/99880 + 1/60 + 1/119940)).
    assert (low, high) == pytest.approx((1.7621, 3.2733), rel=0.01)


def test_odds_of_nothing_have_a_finite_bound():
    never, often = (Estimate(*(np.array([x]) for x in ends)) for ends in ((0.0, 0.0, 0.1), (0.5, 0.4, 0.6)))
    value, low, high = (float(end[0]) for end in odds_ratio(never, often))
    assert (value, low) == (0.0, 0.0)
    assert high == pytest.approx((0.1 / 0.9) / (0.4 / 0.6))
    value, low, high = (float(end[0]) for end in odds_ratio(often, never))
    assert (value, high) == (np.inf, np.inf)
    assert low == pytest.approx((0.4 / 0.6) / (0.1 / 0.9))


def test_detectable_is_what_a_sample_of_this_size_finds_in_four_of_five():
    # Half the interval is 1.96 standard errors; a difference of 2.8016 of them is found with power 0.8.
    difference = Estimate(*(np.array([x]) for x in (0.3, 0.3 - 0.196, 0.3 + 0.196)))
    assert detectable(difference, 0.95).round(4).tolist() == [0.2802]


@pytest.mark.parametrize(
    ("value", "margin", "expected"),
    # By tables of the normal distribution: z = (0.1 - 0.02) / 0.04 = 2 and (0.1 - 0.1) / 0.04 = 0; -2.5 for 0.2.
    [(0.02, 0.1, 0.02275), (-0.02, 0.1, 0.02275), (0.1, 0.1, 0.5), (0.2, 0.1, 0.99379)],
)
def test_equivalence_is_the_larger_of_two_one_sided_tests(value, margin, expected):
    half = 0.04 * 1.959964
    difference = Estimate(*(np.array([x]) for x in (value, value - half, value + half)))
    assert equivalence_p(difference, margin, 0.95).round(5).tolist() == [expected]


def test_a_margin_gives_evidence_of_no_difference_only_where_there_is_any():
    lines = [
        f"{s} {s}{i} {j} {'rebel' if (i + j) % 2 else 'militant'}" for s in "AB" for i in range(60) for j in (0, 1)
    ]
    alike = compare_sources(table_of(lines), "label_share", against="B", margin=0.25)
    assert (alike["p_equivalence"] < 0.05).all()
    few = table_of([line for line in lines if int(line.split()[1][1:]) < 3])
    assert (compare_sources(few, "label_share", against="B", margin=0.25)["p_equivalence"] > 0.05).all()
    assert compare_sources(few)["p_equivalence"].isna().all()
    with pytest.raises(TableError, match="margin is 0; give the largest difference that counts as none"):
        compare_sources(few, margin=0)


def test_a_difference_of_events_is_none_within_events():
    """Both outlets call them terrorists after attacks and rebels else; A reports attacks more often."""
    lines, events = [], []
    for source, attacks in (("A", 15), ("B", 5)):
        for i in range(20):
            lines.append(f"{source} {source}{i} 0 {'terrorist' if i < attacks else 'rebel'}")
            events.append("attack" if i < attacks else "talks")
    table = table_of(lines).assign(event=events)
    plain = compare_sources(table, "label_share", against="B", label="terrorist").iloc[0]
    within = compare_sources(table, "label_share", against="B", label="terrorist", block="event").iloc[0]
    assert plain["p"] < 0.01
    assert within["p"] == 1
    assert within["difference"] == plain["difference"] == 0.5


def test_blocks_that_hold_one_side_alone_give_no_p():
    table = table_of([f"{s} {s}{i} 0 rebel" for s in "AB" for i in range(9)])
    row = compare_sources(table.assign(day=table["source"]), against="B", block="day").iloc[0]
    assert np.isnan(row["p"])
    assert row["flag"].endswith("no p: too few articles in shared blocks")


def test_an_article_belongs_to_one_block(three):
    with pytest.raises(TableError, match="article 'N0' stands in several blocks by column 'day'"):
        compare_sources(three.assign(day=range(len(three))), block="day")
    with pytest.raises(TableError, match="column 'event' is missing"):
        compare_sources(three, block="event")


def test_interval_of_a_difference_is_that_of_articles_drawn_one_by_one():
    """Draw the articles of both sides, and deal them anew, in plain loops: deviation times critical value."""
    rng = np.random.default_rng(3)
    lines = []
    for source, share in (("A", 0.5), ("B", 0.3)):
        for i in range(60):
            own = rng.beta(share * 2, (1 - share) * 2)
            lines += [f"{source} {source}{i} {j} {'militant' if rng.random() < own else 'rebel'}" for j in range(6)]
    table = table_of(lines)
    row = compare_sources(table, "label_share", label="rebel", against="B").iloc[0]
    counts = {
        source: [tuple(of["label"].eq("rebel").agg(["sum", "size"])) for _, of in rows.groupby("article_id")]
        for source, rows in table.groupby("source")
    }
    gaps = []
    for _ in range(1500):
        shares = []
        for articles in counts.values():
            drawn = [articles[i] for i in rng.integers(0, len(articles), len(articles))]
            shares.append(sum(k for k, _ in drawn) / sum(n for _, n in drawn))
        gaps.append(shares[0] - shares[1])
    articles, deals = np.array(counts["A"] + counts["B"]), []
    for _ in range(1500):
        rng.shuffle(articles)
        sides, ratios, variance = (articles[:60], articles[60:]), [], 0.0
        for side in sides:
            ratios.append(sum(side[:, 0]) / sum(side[:, 1]))
            variance += sum((k - ratios[-1] * n) ** 2 for k, n in side) / sum(side[:, 1]) ** 2
        deals.append(abs(ratios[0] - ratios[1]) / variance**0.5)
    half = np.std(gaps) * np.sqrt(60 / 59) * max(sorted(deals)[1425], 2.001)
    assert row["high"] - row["difference"] == pytest.approx(half, rel=0.08)
    assert row["difference"] - row["low"] == pytest.approx(half, rel=0.08)
