from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures import compare_sources
from framing.measures.bounds import wilson
from framing.measures.intervals import Settings
from framing.measures.sides import Side, differences
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
    for name, k, n in (("a", 56, 70), ("b", 48, 80)):
        low, high = wilson(k / n, n, 0.95)
        articles = np.array([[1, 1]] * k + [[0, 1]] * (n - k), float)
        value, ends = np.array([k / n]), (np.array([float(low)]), np.array([float(high)]))
        sides.append(Side(name, value, *ends, ["articles"], articles, n))
    row = differences(*sides, Settings())[0]
    assert [round(row[end], 4) for end in ("low", "high")] == [0.0524, 0.3339]


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
