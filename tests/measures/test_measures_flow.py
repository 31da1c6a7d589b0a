from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError, UnknownNameError
from framing.measures.flow import corpus_flow


@pytest.fixture
def articles():
    status = ["ok"] * 5 + ["empty", "foreign_language", "foreign_language", "unreadable"]
    note = ["read as windows-1252", *[""] * 5, "Arabic (ar)", "Arabic (ar)", "not a text file"]
    return pd.DataFrame({"article_id": list("abcdefghi"), "status": status, "note": note})


@pytest.fixture
def mentions():
    return pd.DataFrame(
        {
            "article_id": list("aaabbd"),
            "actor": ["opposition", "opposition", "government", "government", "government", "russia"],
        }
    )


def cells(flow):
    return list(flow[["step", "unit", "n", "left_out", "reason"]].itertuples(index=False, name=None))


def test_every_step_counts_what_remains_and_why_the_rest_does_not(articles, mentions):
    assert cells(corpus_flow(articles, mentions)) == [
        ("articles read", "articles", 9, 0, ""),
        ("articles analysed", "articles", 5, 1, "empty"),
        ("articles analysed", "articles", 5, 1, "unreadable: not a text file"),
        ("articles analysed", "articles", 5, 2, "not in English: Arabic (ar)"),
        ("articles that mention an actor", "articles", 3, 2, "no mention of an actor"),
        ("mentions", "mentions", 6, 0, ""),
    ]


def test_only_the_actors_shown_count(articles, mentions):
    assert cells(corpus_flow(articles, mentions, ["opposition", "russia"]))[-2:] == [
        ("articles that mention opposition or russia", "articles", 2, 3, "no mention of opposition or russia"),
        ("mentions of opposition or russia", "mentions", 3, 0, ""),
    ]
    assert [row[2] for row in cells(corpus_flow(articles, mentions, "government"))][-2:] == [2, 3]


def test_nothing_left_out_leaves_one_row_for_each_step(articles, mentions):
    flow = corpus_flow(articles[articles["article_id"].isin(list("abd"))], mentions)
    assert flow["left_out"].tolist() == [0, 0, 0, 0]
    assert flow["n"].tolist() == [3, 3, 3, 6]
    assert flow["reason"].tolist() == [""] * 4


@pytest.mark.parametrize("seed", range(20))
def test_numbers_add_up_and_agree_with_a_slow_count(seed):
    rng = np.random.default_rng(seed)
    status = rng.choice(["ok", "empty", "unreadable", "foreign_language"], 60, p=[0.7, 0.1, 0.1, 0.1])
    note = rng.choice(["", "one", "two", "three", "four"], 60)
    articles = pd.DataFrame({"article_id": range(60), "status": status, "note": note})
    fine = [number for number, each in enumerate(status) if each == "ok"]
    mentions = pd.DataFrame(
        {"article_id": rng.choice(fine[::2], 50), "actor": rng.choice(["a", "b", "c"], 50, p=[0.9, 0.05, 0.05])}
    )
    actors = sorted(set(mentions["actor"]))[:2]
    flow = corpus_flow(articles, mentions, actors)
    naming, count = set(), 0
    for article, actor in zip(mentions["article_id"], mentions["actor"], strict=True):
        if actor in actors:
            naming.add(article)
            count += 1
    last = flow.groupby("step", sort=False)["n"].first()
    assert last.tolist() == [60, len(fine), len(naming), count]
    lost = flow.groupby("step", sort=False)["left_out"].sum()
    assert (last.shift(fill_value=60) - lost)[:3].tolist() == last[:3].tolist()
    mixed = corpus_flow(articles.sample(frac=1, random_state=1), mentions.sample(frac=1, random_state=1), actors)
    pd.testing.assert_frame_equal(flow, mixed)


def test_the_most_frequent_notes_are_told(articles, mentions):
    bad = pd.DataFrame(
        {"article_id": range(7), "status": "unreadable", "note": ["b", "b", "a", "c", None, " c ", "c"]}
    )
    flow = corpus_flow(pd.concat([articles, bad], ignore_index=True), mentions)
    (reason,) = [row[4] for row in cells(flow) if row[4].startswith("unreadable")]
    assert reason == "unreadable: c; b; other notes"


def test_articles_need_no_notes_and_may_be_categorical(articles, mentions):
    flow = corpus_flow(articles.drop(columns="note"), mentions)
    assert flow["reason"].tolist()[1:4] == ["empty", "unreadable", "not in English"]
    coded = articles.astype({"article_id": "category", "status": "category"})
    pd.testing.assert_frame_equal(corpus_flow(coded, mentions.astype("category")), corpus_flow(articles, mentions))


def test_a_corpus_without_mentions_leaves_all_articles_out(articles, mentions):
    flow = corpus_flow(articles, mentions.iloc[:0])
    assert cells(flow)[-2:] == [
        ("articles that mention an actor", "articles", 0, 5, "no mention of an actor"),
        ("mentions", "mentions", 0, 0, ""),
    ]
    assert corpus_flow(articles.iloc[:0], mentions.iloc[:0])["n"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a, m: (a.drop(columns="status"), m), "articles: column 'status' is missing"),
        (lambda a, m: (a, m.drop(columns="actor")), "mentions: column 'actor' is missing"),
        (lambda a, m: (a.assign(status="fine"), m), "column 'status' holds 'fine'"),
        (lambda a, m: (a.assign(status=None), m), "articles: column 'status' has an empty cell"),
        (
            lambda a, m: (pd.concat([a, a.head(1)]), m),
            "articles: article 'a' is there twice, and would be counted twice",
        ),
        (lambda a, m: (a.iloc[1:], m), "mentions: article 'a' is not among the articles analysed"),
        (lambda a, m: (a, m.assign(article_id="f")), "mentions: article 'f' is not among the articles analysed"),
    ],
)
def test_tables_that_do_not_fit_are_refused(articles, mentions, change, message):
    with pytest.raises(TableError) as caught:
        corpus_flow(*change(articles, mentions))
    assert message in str(caught.value)


def test_unknown_actors_are_refused(articles, mentions):
    with pytest.raises(UnknownNameError, match=r"there is no actor 'opositon'\. Did you mean 'opposition'"):
        corpus_flow(articles, mentions, ["government", "opositon"])
    with pytest.raises(TableError, match="actors= is an empty list"):
        corpus_flow(articles, mentions, [])
