from __future__ import annotations

import pytest
from measure_tables import north_and_south, table_of

from framing.measures import label_valence
from framing.schema import MEASURES


@pytest.fixture
def two_sources():
    return north_and_south()


def test_mean_of_the_labels(two_sources):
    valence = label_valence(two_sources)
    assert list(valence) == ["source", "actor", *MEASURES]
    # North: two at -1, one at -0.5, three at 0.
    assert valence["value"].round(4).tolist() == [-0.4167, 0.0]
    assert valence["n_mentions"].tolist() == [6, 2]
    assert valence["interval"].tolist() == ["articles+sentences", "Wilson (sentences)"]


def test_one_value_alone_is_bounded_by_what_the_actor_is_called_elsewhere(two_sources):
    south = label_valence(two_sources).iloc[1]
    # One sentence: Wilson's lower bound of 1 of 1 is 0.2065; the labels span -1 to 0.
    assert round(south["low"], 4) == round(0.2065 * 0 + 0.7935 * -1, 4)
    assert south["high"] == 0


def test_one_value_in_the_whole_table_may_be_anything():
    row = label_valence(table_of([f"North n{i:02d} 0 rebel" for i in range(12)])).iloc[0]
    # Twelve articles: Wilson's lower bound of 12 of 12 is 0.7575.
    assert row["interval"] == "Wilson (articles)"
    assert [round(row[end], 4) for end in ("low", "high")] == [-0.2425, 0.2425]


def test_equal_articles_are_not_certainty():
    lines = [f"North n{i:02d} {s} {label}" for i in range(12) for s, label in ((0, "rebel"), (9, "terrorist"))]
    row = label_valence(table_of(lines)).iloc[0]
    # Every article has the mean -0.5: as a share of the way from -1 to 0, Wilson for 6 of 12.
    assert row["interval"] == "Wilson (articles)"
    assert [round(row[end], 4) for end in ("low", "high")] == [-0.7462, -0.2538]


def test_position_counts_but_the_scale_is_that_of_the_whole_table():
    table = table_of(["North n1 0 rebel opposition headline", "North n1 50 terrorist opposition body"])
    row = label_valence(table, position="headline").iloc[0]
    assert row["n_mentions"] == 1
    assert row["low"] == pytest.approx(-0.7935, abs=1e-4)
    assert row["high"] == 0


def test_bounds_stay_on_the_scale():
    lines = [f"North n{i} {9 * j} {'terrorist' if j else 'militant'}" for i in range(2) for j in range(4)]
    row = label_valence(table_of(lines)).iloc[0]
    assert -1 <= row["low"] <= row["value"] <= row["high"] <= 1
