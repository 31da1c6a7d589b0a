from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from nltk.metrics.association import BigramAssocMeasures

from framing.errors import TableError, UnknownNameError
from framing.measures.collocates import collocates
from framing.schema import COLLOCATES


def tables(articles):
    """Articles and mentions of "rebels" in (source, article, text); sentences end with a full stop."""
    rows = []
    for source, article, text in articles:
        start = 0
        for sentence in text.split(". "):
            end = start + len(sentence)
            at = sentence.find("rebels")
            while at >= 0:
                rows.append((article, source, start + at, start + at + 6, start, end))
                at = sentence.find("rebels", at + 1)
            start = end + 2
    columns = ["article_id", "source", "start", "end", "sentence_start", "sentence_end"]
    mentions = pd.DataFrame(rows, columns=columns)
    mentions = mentions.assign(
        mention_id=range(len(rows)), actor="opposition", label="rebel", category="neutral", valence=0.0
    )
    return pd.DataFrame(articles, columns=["source", "article_id", "text"]), mentions


def small():
    return tables(
        [
            ("North", "a", "Armed rebels fled armed rebels. Armed men stayed. Towns fell"),
            ("North", "b", "Armed rebels fled. Towns fell. Towns stayed"),
            ("North", "c", "Towns fell. Towns stayed"),
            ("South", "d", "Armed rebels won. Towns fell"),
        ]
    )


def news(seed=0, sources=("North", "South"), n_articles=20):
    rng = np.random.default_rng(seed)
    words = [f"w{i}" for i in range(30)]
    articles = []
    for source in sources:
        for i in range(n_articles):
            sentences = [
                " ".join([*rng.choice(words, 6), *(["rebels", "armed"][: rng.integers(3)])]) for _ in range(12)
            ]
            articles.append((source, f"{source}{i}", ". ".join(sentences)))
    return tables(articles)


def test_a_table_counted_by_hand():
    articles, mentions = small()
    found = collocates(mentions, articles, min_together=1).set_index(["source", "word"])
    armed = found.loc[("North", "armed")]
    # One sentence of a, one of b; three occurrences in a, one in b; three mentions.
    assert armed[["n_together", "n_word", "n_mentions", "n_articles"]].tolist() == [2, 4, 3, 2]
    assert armed["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 4)))
    # Near: armed fled armed, armed fled. In all: those, and men, stayed, towns, fell and their like.
    assert armed["log_likelihood"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(3, (5, 4), 18))
    # Mentions: 2 in a, 1 in b; together: 1 each.
    assert armed["dispersion"] == pytest.approx((abs(2 / 3 - 1 / 2) + abs(1 / 3 - 1 / 2)) / 2)
    assert found.loc[("South", "armed"), "log_dice"] == 14
    assert "towns" not in found.index.get_level_values("word")
    assert "rebels" not in found.index.get_level_values("word")
    assert list(collocates(mentions, articles).columns) == list(COLLOCATES)


def test_log_dice_is_that_of_nltk():
    articles, mentions = news()
    found = collocates(mentions, articles, resamples=100)
    for row in found.itertuples():
        dice = BigramAssocMeasures.dice(row.n_together, (row.n_mentions, row.n_word), 10**6)
        assert row.log_dice == pytest.approx(14 + np.log2(dice))


def test_the_company_of_an_actor_comes_first_and_function_words_not_at_all():
    articles, mentions = news()
    first = collocates(mentions, articles, resamples=100).groupby("source")["word"].first()
    assert set(first) == {"armed"}
    grammar = [(f"{source}", f"{source}{i}", "the rebels of the hills") for source in "NS" for i in range(4)]
    articles, mentions = tables(grammar)
    assert set(collocates(mentions, articles)["word"]) == {"hills"}
    assert set(collocates(mentions, articles, drop_function_words=False)["word"]) == {"the", "of", "hills"}


def test_intervals_hold_the_estimate_and_are_those_of_a_slow_bootstrap():
    articles, mentions = news(n_articles=30)
    found = collocates(mentions, articles, resamples=2000).set_index(["source", "word"])
    assert (found["low"] < found["log_dice"]).all()
    assert (found["log_dice"] < found["high"]).all()
    assert (found["high"] <= 14).all()
    texts = articles.loc[articles["source"] == "North", "text"]
    counts = np.array(
        [
            (
                sum("rebels" in s and "armed" in s for s in text.split(". ")),
                text.count("rebels"),
                text.count("armed"),
            )
            for text in texts
        ]
    )
    rng = np.random.default_rng(5)
    drawn = [counts[rng.integers(30, size=30)].sum(axis=0) for _ in range(2000)]
    dice = [14 + np.log2(2 * together / (rebels + armed)) for together, rebels, armed in drawn]
    row = found.loc[("North", "armed")]
    assert row["high"] - row["low"] == pytest.approx(2 * 1.96 * np.std(dice), rel=0.15)


def test_a_window_of_words_sees_less_than_the_sentence():
    articles, mentions = tables([("North", i, "Far away armed rebels fled fast southwards") for i in range(3)])
    assert set(collocates(mentions, articles, window=1)["word"]) == {"armed", "fled"}
    assert set(collocates(mentions, articles)["word"]) == {"far", "away", "armed", "fled", "fast", "southwards"}


def test_boilerplate_is_not_counted():
    articles, mentions = tables([("North", i, "Armed rebels fled. Armed guards subscribe") for i in range(3)])
    plain = collocates(mentions, articles).set_index("word")
    for excluded in ([[19, 41]], "[[19, 41]]"):
        without = collocates(mentions, articles.assign(excluded=[excluded] * 3)).set_index("word")
        assert (plain.loc["armed", "n_word"], without.loc["armed", "n_word"]) == (6, 3)


def test_order_does_not_matter_and_seeds_do():
    articles, mentions = news()
    wanted = collocates(mentions, articles, resamples=200)
    turned = mentions.sample(frac=1, random_state=0).set_index(np.zeros(len(mentions), int))
    pd.testing.assert_frame_equal(collocates(turned, articles.iloc[::-1], resamples=200), wanted)
    as_categories = mentions.astype({"actor": "category", "source": "category"})
    pd.testing.assert_frame_equal(collocates(as_categories, articles, resamples=200), wanted)
    assert not collocates(mentions, articles, resamples=200, seed=1)["low"].equals(wanted["low"])


def test_a_source_does_not_move_the_numbers_of_another():
    articles, mentions = news()
    both = collocates(mentions, articles, resamples=200)
    north = collocates(mentions[mentions["source"] == "North"], articles, resamples=200)
    pd.testing.assert_frame_equal(north, both[both["source"] == "North"].reset_index(drop=True))


def test_one_article_gives_a_wide_interval_and_a_flag():
    articles, mentions = tables([("North", "a", "Armed rebels fled. Armed rebels won. Armed rebels died. Armed men")])
    row = collocates(mentions, articles).iloc[0]
    assert row["flag"] == "one article; few mentions"
    assert row["high"] - row["low"] > 1


def test_no_company_gives_no_rows():
    articles, mentions = small()
    assert collocates(mentions, articles, min_together=50).empty
    assert list(collocates(mentions.head(0), articles).columns) == list(COLLOCATES)


def test_tables_and_options_that_cannot_be_used_are_refused():
    articles, mentions = small()
    with pytest.raises(TableError, match="min_together is 0"):
        collocates(mentions, articles, min_together=0)
    with pytest.raises(TableError, match="window is 'page'"):
        collocates(mentions, articles, window="page")
    with pytest.raises(TableError, match="column 'desk' is missing"):
        collocates(mentions, articles, by="desk")
    with pytest.raises(TableError, match="column 'source' has empty cells"):
        collocates(mentions, articles.assign(source=[None, "North", "North", "South"]))
    with pytest.raises(TableError, match="resamples is 1"):
        collocates(mentions, articles, resamples=1)
    with pytest.raises(UnknownNameError, match="actor"):
        collocates(mentions, articles, actor="oposition")
