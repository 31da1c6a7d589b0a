from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import north_and_south, table_of, twelve_of_east

from framing.errors import TableError
from framing.measures import mention_rate
from framing.measures.exposure import Exposure, exposed_units
from framing.schema import MEASURES


@pytest.fixture
def two_sources():
    return north_and_south()


@pytest.fixture
def twelve_articles():
    return twelve_of_east()


def articles_of(*lines):
    rows = [dict(zip(("article_id", "source", "status", "words"), line.split(), strict=True)) for line in lines]
    return pd.DataFrame(rows).astype({"words": int})


@pytest.fixture
def articles():
    return articles_of(
        "n1 North ok 300", "n2 North ok 200", "n3 North ok 500", "n4 North ok 1000", "n5 North empty 0",
        "s1 South ok 400", "w1 West ok 250",
    )  # fmt: skip


def test_words_are_those_of_all_readable_articles(two_sources, articles):
    rates = mention_rate(two_sources, articles)
    assert list(rates) == ["source", "actor", "words", *MEASURES]
    found = rates[["source", "words", "value", "n_mentions", "n_articles", "interval"]]
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("North", 2000, 3.0, 6, 4, "articles+sentences"),
        ("South", 400, 5.0, 2, 1, "sentences"),
        ("West", 250, 0.0, 0, 1, "Wilson (sentences)"),
    ]
    assert set(rates["measure"]) == {"per_1000_words"}


def test_never_named_is_bounded_by_sentences_or_articles(two_sources, articles):
    west = mention_rate(two_sources, articles).iloc[2]
    # 250 words are 12 sentences of 20: Wilson's upper bound of 0 of 12 is 0.2425.
    assert (west["low"], round(west["high"], 2)) == (0, round(1000 * 0.24249 * 12 / 250, 2))
    more = articles_of(*(f"w{i} West ok 250" for i in range(2, 13)))
    west = mention_rate(two_sources, pd.concat([articles, more])).iloc[2]
    # 12 articles; elsewhere an article that names the actor does so twice (8 mentions in 4).
    assert west["interval"] == "Wilson (articles)"
    assert round(west["high"], 2) == round(1000 * 0.24249 * 12 * 2 / 3000, 2)


def test_ten_articles_with_a_mention_are_resampled_as_articles(twelve_articles):
    articles = articles_of(*(f"e{i:02d} East ok 400" for i in range(12)), "e99 East ok 5200")
    rate = mention_rate(twelve_articles, articles).iloc[0]
    assert (rate["value"], rate["interval"], rate["n_articles"]) == (2.4, "articles", 13)
    assert rate["low"] < 2.4 < rate["high"]


def test_articles_are_cut_into_sentences_that_hold_the_mentions():
    group = Exposure(np.array([100, 0, 40, 20]), np.array([2, 2, 0, 2]), np.array([7, 7, 1, 8]))
    units = exposed_units(group)
    assert units.kind == "articles+sentences"
    # 100 words are 5 sentences, 40 words 2, the article without mention stays whole.
    assert units.article.tolist() == [0, 0, 0, 0, 0, 1, 1, 2]
    assert units.top[:, 0].tolist() == [1, 0, 0, 0, 0, 2, 1, 0]
    assert units.bottom.tolist() == [20] * 5 + [20, 20, 20]


def test_group_without_words_is_not_hidden(two_sources, articles):
    rates = mention_rate(two_sources, pd.concat([articles, articles_of("x1 Zero ok 0")]))
    last = rates.iloc[-1]
    assert (last["source"], last["flag"], last["interval"]) == ("Zero", "no words", "")
    assert rates[["value", "low", "high"]].isna().to_numpy()[-1].all()


def test_by_columns_come_from_the_articles(two_sources, articles):
    by_section = mention_rate(two_sources, articles.assign(section=["a"] * 3 + ["b"] * 4), by="section")
    assert by_section[["section", "words", "n_mentions"]].to_numpy().tolist() == [
        ["a", 1000, 6],
        ["b", 1650, 2],
    ]
    pooled = mention_rate(two_sources, articles, by=[])
    assert pooled[["words", "n_mentions"]].to_numpy().tolist() == [[2650, 8]]


def test_position_counts_mentions_but_not_words():
    table = table_of(["North n1 0 rebel opposition headline", "North n1 50 rebel opposition body"])
    rate = mention_rate(table, articles_of("n1 North ok 100"), position="lead")
    assert rate[["actor", "words", "value"]].to_numpy().tolist() == [["opposition", 100, 0.0]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: a[a["article_id"] != "n2"],
            (
                "mentions: article 'n2' is not among the readable articles;"
                " give the articles that the mentions were found in"
            ),
        ),
        (
            lambda a: a.assign(status="empty"),
            (
                "mentions: article 'n1' is not among the readable articles;"
                " give the articles that the mentions were found in"
            ),
        ),
        (lambda a: pd.concat([a, a]), "articles: article_id 'n1' occurs twice; each article needs its own"),
        (
            lambda a: a.assign(words=-1),
            ("articles: column 'words' has cells that are not counts; give 0 or more"),
        ),
        (
            lambda a: a.assign(words="many"),
            ("articles: column 'words' has cells that are not counts; give 0 or more"),
        ),
        (
            lambda a: a.assign(words=2),
            ("articles: article 'n1' has more mentions than its 2 words; count its words again"),
        ),
        (
            lambda a: a.drop(columns="words"),
            ("articles: column 'words' is missing; there are: article_id, source, status"),
        ),
    ],
)
def test_articles_that_do_not_fit_are_refused(two_sources, articles, change, message):
    with pytest.raises(TableError) as caught:
        mention_rate(two_sources, change(articles))
    assert str(caught.value) == message
