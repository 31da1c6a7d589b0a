from __future__ import annotations

import pandas as pd
import pytest

from framing.errors import TableError
from framing.measures.frames import frame_means
from framing.schema import MEASURES


def scores_of(values, source="North", frame="conflict", **columns):
    n = len(values)
    table = {"article_id": [f"{source}{at:02d}" for at in range(n)], "source": source, "scorer": "words",
             "frame": frame, "score": values, "proxy": True}  # fmt: skip
    return pd.DataFrame({**table, **columns})


def test_means_counted_by_hand():
    scores = pd.concat([
        scores_of([0.5, 0.25, 0.0]),
        scores_of([1.0, 0.5], source="South"),
        scores_of([0.0, 0.0, 0.75], frame="money"),
    ])  # fmt: skip
    means = frame_means(scores)
    assert list(means) == ["source", "frame", "scorer", *MEASURES, "proxy"]
    assert means[["source", "frame", "value"]].to_numpy().tolist() == [
        ["North", "conflict", 0.25], ["North", "money", 0.25], ["South", "conflict", 0.75],
    ]  # fmt: skip
    assert means["measure"].unique().tolist() == ["frame"]
    assert means["n_mentions"].tolist() == means["n_articles"].tolist() == [3, 3, 2]
    assert means["interval"].unique().tolist() == ["articles"]
    assert means["flag"].unique().tolist() == ["few articles"]
    assert (means["low"] < means["value"]).all()
    assert (means["value"] < means["high"]).all()
    assert means["low"].ge(0).all()
    assert means["high"].le(1).all()


@pytest.mark.parametrize("value", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("n", [1, 2, 12, 400])
def test_no_interval_is_a_point(value, n):
    row = frame_means(scores_of([value] * n)).iloc[0]
    assert row["interval"] == "Wilson (articles)"
    assert 0 <= row["low"] <= row["value"] <= row["high"] <= 1
    assert row["high"] - row["low"] > 0.005


def test_constant_scores_by_hand():
    row = frame_means(scores_of([0.4] * 12)).iloc[0]
    # Twelve articles: Wilson's lower bound of 12 of 12 is 0.7575.
    assert row["low"] == pytest.approx(0.7575 * 0.4, abs=1e-4)
    assert row["high"] == pytest.approx(0.7575 * 0.4 + 0.2425, abs=1e-4)
    assert row["flag"] == ""


def test_more_articles_say_more():
    few, many = (frame_means(scores_of([0.2, 0.6] * n)).iloc[0] for n in (10, 200))
    assert few["value"] == pytest.approx(0.4)
    assert many["value"] == pytest.approx(0.4)
    assert many["high"] - many["low"] < (few["high"] - few["low"]) / 3


def test_order_of_rows_changes_nothing():
    scores = pd.concat([scores_of([0.1, 0.5, 0.9, 0.2]), scores_of([0.3, 0.4, 0.8], source="South")])
    pd.testing.assert_frame_equal(frame_means(scores), frame_means(scores.sample(frac=1, random_state=3)))


def test_sentences_are_resampled_within_their_articles():
    scores = scores_of([1.0, 0.0, 0.0, 1.0], article_id=["a", "a", "a", "b"], sentence_start=[0, 9, 20, 0])
    row = frame_means(scores).iloc[0]
    assert row["value"] == 0.5
    assert (row["n_mentions"], row["n_articles"], row["interval"]) == (4, 2, "articles+sentences")


def test_sentences_of_many_articles_are_drawn_with_them():
    ids = [f"a{at // 2}" for at in range(24)]
    row = frame_means(scores_of([1.0, 0.0, 0.0, 0.0] * 6, article_id=ids, sentence_start=[0, 9] * 12)).iloc[0]
    assert row["value"] == 0.25
    assert (row["n_mentions"], row["n_articles"], row["interval"]) == (24, 12, "articles")


def test_proxies_are_told_apart():
    scores = pd.concat([scores_of([0.1, 0.5]), scores_of([0.2, 0.3], scorer="model", proxy=False)])
    means = frame_means(scores)
    assert means["scorer"].tolist() == ["model", "words"]
    assert means["proxy"].tolist() == [False, True]


def test_several_columns_and_missing_names():
    scores = scores_of([0.1, 0.5, 0.2], section=["world", None, "world"])
    means = frame_means(scores, by=["source", "section"])
    assert means["n_articles"].tolist() == [2, 1]
    assert means["section"].isna().tolist() == [False, True]


def test_no_scores_no_rows():
    means = frame_means(scores_of([]))
    assert means.empty
    assert list(means) == ["source", "frame", "scorer", *MEASURES, "proxy"]


@pytest.mark.parametrize(
    ("scores", "options", "message"),
    [
        (scores_of([1.2]), {}, "'score' holds 1.2; allowed are numbers from 0 to 1"),
        (scores_of([None, 0.5]), {}, "'score' has 1 empty cell"),
        (scores_of(["much"]), {}, "'score' holds words"),
        (scores_of([0.1, 0.2], article_id=["a", "a"]), {}, "article 'a' has two scores of frame 'conflict'"),
        (scores_of([0.1]).drop(columns="frame"), {}, "column 'frame' is missing"),
        (scores_of([0.1]), {"by": "sources"}, "Did you mean 'source'"),
        (scores_of([0.1]), {"by": "frame"}, "by='frame'"),
        (scores_of([0.1]), {"by": "value"}, "by='value'"),
        (scores_of([0.1]), {"level": 95}, "frame_means: level is 95"),
    ],
)
def test_errors(scores, options, message):
    with pytest.raises(TableError, match=message):
        frame_means(scores, **options)
