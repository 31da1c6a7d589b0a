from __future__ import annotations

import pytest
from measure_tables import north_and_south

from framing.errors import TableError, UnknownNameError
from framing.measures import article_values, percentile_of
from framing.schema import MEASURES


@pytest.fixture
def two_sources():
    return north_and_south()


def test_values_of_each_article(two_sources):
    values = article_values(two_sources)
    assert list(values) == ["article_id", "source", "actor", "measure", "category", "value", "n_mentions"]
    first = values[values["article_id"] == "n1"]
    assert first["category"].tolist() == ["delegitimising", "neutral", "institutional", "legitimising", ""]
    assert first["value"].round(4).tolist() == [0.6667, 0.3333, 0, 0, -0.6667]
    assert set(first["n_mentions"]) == {3}
    valence = values[values["measure"] == "label_valence"]
    assert valence["value"].round(4).tolist() == [-0.6667, 0.0, -0.5, 0.0]


def test_percent_below_with_ties_by_half(two_sources):
    # Articles at -0.667, -0.5, 0, 0: two below 0 and two tied.
    row = percentile_of(0.0, two_sources, actor="opposition").iloc[0]
    assert list(row.index) == ["actor", "category", "scored", *MEASURES]
    assert row["value"] == 75.0
    # Wilson for 3 of 4.
    assert [round(row[end], 1) for end in ("low", "high")] == [30.1, 95.4]
    assert (row["n_articles"], row["n_mentions"], row["interval"]) == (4, 8, "Wilson (articles)")
    assert (row["measure"], row["flag"]) == ("label_valence_percentile", "few articles; few mentions")


@pytest.mark.parametrize(("value", "percent"), [(-1.0, 0.0), (-0.6, 25.0), (1.0, 100.0), (-0.5, 37.5)])
def test_percentiles_of_other_values(two_sources, value, percent):
    assert percentile_of(value, two_sources, actor="opposition")["value"].tolist() == [percent]


def test_shares_and_prepared_values(two_sources):
    values = article_values(two_sources)
    options = {"actor": "opposition", "measure": "category_share", "category": "neutral"}
    from_mentions = percentile_of(0.5, two_sources, **options)
    assert from_mentions["value"].tolist() == [50.0]
    assert from_mentions.equals(percentile_of(0.5, values, **options))


def test_unknown_names_and_no_number(two_sources):
    with pytest.raises(UnknownNameError) as caught:
        percentile_of(0, two_sources, actor="opposision")
    assert str(caught.value) == "there is no actor 'opposision'. Did you mean 'opposition'?"
    with pytest.raises(UnknownNameError) as caught:
        percentile_of(0, two_sources, actor="opposition", measure="label_share")
    assert str(caught.value).startswith("there is no measure of articles 'label_share'")
    with pytest.raises(UnknownNameError) as caught:
        percentile_of(0, two_sources, actor="opposition", measure="category_share", category="neutrl")
    assert str(caught.value) == "there is no category of category_share 'neutrl'. Did you mean 'neutral'?"
    with pytest.raises(TableError) as caught:
        percentile_of(float("nan"), two_sources, actor="opposition")
    assert str(caught.value) == "percentile_of: value is nan; give the number that the article scored"
