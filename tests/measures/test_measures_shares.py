from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import north_and_south, table_of, twelve_of_east

from framing.errors import TableError, UnknownNameError
from framing.measures import category_shares, label_shares
from framing.schema import MEASURES


@pytest.fixture
def two_sources():
    return north_and_south()


@pytest.fixture
def twelve_articles():
    return twelve_of_east()


def rows_of(table, *columns):
    return [tuple(row) for row in table[list(columns)].round(4).itertuples(index=False)]


def test_shares_are_counted_over_all_mentions_of_the_actor(two_sources):
    shares = label_shares(two_sources)
    assert rows_of(shares, "source", "label", "n_label", "value", "n_mentions", "n_articles") == [
        ("North", "militant", 1, 0.1667, 6, 3),
        ("North", "terrorist", 2, 0.3333, 6, 3),
        ("North", "rebel", 3, 0.5, 6, 3),
        ("South", "militant", 0, 0.0, 2, 1),
        ("South", "terrorist", 0, 0.0, 2, 1),
        ("South", "rebel", 2, 1.0, 2, 1),
    ]


def test_columns_end_with_those_of_every_measure(two_sources):
    assert list(label_shares(two_sources)) == [
        "source", "actor", "label", "category", "valence", "n_label", *MEASURES
    ]  # fmt: skip
    assert list(category_shares(two_sources)) == ["source", "actor", "category", "n_label", *MEASURES]
    assert set(label_shares(two_sources)["measure"]) == {"label_share"}
    assert set(category_shares(two_sources)["measure"]) == {"category_share"}


def test_valence_belongs_to_the_label(two_sources):
    shares = label_shares(two_sources)
    assert shares["valence"].tolist() == [-0.5, -1.0, 0.0] * 2
    changed = two_sources.assign(valence=[-1, 0.1, -1, 0, 0, -0.5, 0, 0])
    assert rows_of(label_shares(changed), "source", "label", "valence", "n_label")[2:4] == [
        ("North", "rebel", 0.0, 2),
        ("North", "rebel", 0.1, 1),
    ]


def test_categories_pool_their_labels(two_sources):
    shares = category_shares(two_sources)
    assert rows_of(shares, "source", "category", "n_label", "value") == [
        ("North", "delegitimising", 3, 0.5),
        ("North", "neutral", 3, 0.5),
        ("South", "delegitimising", 0, 0.0),
        ("South", "neutral", 2, 1.0),
    ]


def test_interval_says_what_was_resampled_and_flag_warns(two_sources, twelve_articles):
    shares = label_shares(two_sources)
    assert rows_of(shares, "source", "label", "interval", "flag")[1:4] == [
        ("North", "terrorist", "articles+sentences", "few articles; few mentions"),
        ("North", "rebel", "articles+sentences", "few articles; few mentions"),
        ("South", "militant", "Wilson (sentences)", "one article; few mentions"),
    ]
    assert rows_of(label_shares(twelve_articles), "label", "interval", "flag") == [
        ("terrorist", "articles", ""),
        ("rebel", "articles", ""),
    ]


def test_label_never_used_has_wilson_bounds_by_sentence_or_article(two_sources, twelve_articles):
    # South names the actor in one sentence: Wilson's upper bound for 0 of 1 is z²/(1 + z²).
    south = label_shares(two_sources).set_index(["source", "label"]).loc[("South", "terrorist")]
    assert (south["low"], round(south["high"], 4)) == (0, 0.7935)
    both = label_shares(pd.concat([table_of(["West w1 0 militant"]), twelve_articles]))
    east = both.set_index(["source", "label"]).loc[("East", "militant")]
    assert (east["interval"], round(east["high"], 4)) == ("Wilson (articles)", 0.2425)


def test_by_several_columns_and_by_none(two_sources):
    by_article = label_shares(two_sources, by=["source", "article_id"])
    assert list(by_article.columns[:3]) == ["source", "article_id", "actor"]
    assert len(by_article) == 4 * 3
    pooled = label_shares(two_sources, by=[])
    assert rows_of(pooled, "label", "value", "n_mentions") == [
        ("militant", 0.125, 8),
        ("terrorist", 0.25, 8),
        ("rebel", 0.625, 8),
    ]


def test_filters_by_actor_and_position():
    table = table_of(
        [
            "North n1 0 rebel opposition headline",
            "North n1 50 terrorist opposition body",
            "North n1 90 militant government lead",
        ]
    )
    assert list(label_shares(table, actor="government")["label"]) == ["militant"]
    assert list(label_shares(table, position=["headline", "lead"])["label"]) == ["militant", "rebel"]
    assert label_shares(table, actor="government", position="headline").empty


def test_unknown_names_are_told_with_the_nearest(two_sources):
    with pytest.raises(UnknownNameError) as caught:
        label_shares(two_sources, actor="oposition")
    assert str(caught.value) == "there is no actor 'oposition'. Did you mean 'opposition'?"
    with pytest.raises(UnknownNameError) as caught:
        category_shares(two_sources, position="headlines")
    assert str(caught.value) == "there is no position 'headlines'. Did you mean 'headline'?"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"by": "label"},
            (
                "label_shares: by='label' names a column that the measure itself writes;"
                " group by others, such as 'source'"
            ),
        ),
        (
            {"by": ["source", "source"]},
            ("label_shares: by=['source', 'source'] names a column twice; name each once"),
        ),
        ({"by": "sorce"}, "mentions: column 'sorce' is missing. Did you mean 'source'?"),
        ({"level": 1.2}, "label_shares: level is 1.2; it must lie between 0 and 1, such as 0.95"),
        ({"resamples": 5}, "label_shares: resamples is 5; give at least 100"),
        ({"seed": -1}, "label_shares: seed is -1; give 0 or a positive whole number"),
    ],
)
def test_bad_calls_are_refused_at_the_entry(two_sources, change, message):
    with pytest.raises(TableError) as caught:
        label_shares(two_sources, **change)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("column", "cells", "message"),
    [
        ("label", None, "mentions: column 'label' has 8 empty cells; every mention needs one"),
        ("valence", 3.0, "mentions: column 'valence' holds 3; allowed are numbers from -1 to 1"),
        ("valence", "high", "mentions: column 'valence' holds words; numbers from -1 to 1 are needed"),
        (
            "category",
            "bad",
            (
                "mentions: column 'category' holds 'bad'; allowed are delegitimising, neutral,"
                " institutional, legitimising"
            ),
        ),
    ],
)
def test_strange_cells_are_refused(two_sources, column, cells, message):
    with pytest.raises(TableError) as caught:
        label_shares(two_sources.assign(**{column: cells}))
    assert str(caught.value) == message


def test_no_mentions_give_no_rows(two_sources):
    empty = label_shares(two_sources.iloc[:0])
    assert empty.empty
    assert list(empty) == list(label_shares(two_sources))


def test_categorical_columns_count_alike(two_sources):
    columns = ["source", "actor", "label", "category", "article_id"]
    coded = two_sources.astype(dict.fromkeys(columns, "category"))
    assert rows_of(label_shares(coded), "source", "label", "value", "low") == rows_of(
        label_shares(two_sources), "source", "label", "value", "low"
    )


def test_missing_group_is_a_group(two_sources):
    table = two_sources.assign(source=two_sources["source"].where(two_sources["source"] == "North"))
    shares = label_shares(table)
    assert shares["source"].isna().sum() == 3
    assert shares["n_mentions"].unique().tolist() == [6, 2]
