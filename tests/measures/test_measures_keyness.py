from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, chi2_contingency, t

from framing.errors import TableError, UnknownNameError
from framing.measures.keyness import keyness
from framing.measures.keyness_statistics import (
    fightin_words,
    gries_dp,
    log_likelihood,
    log_likelihood_four_cells,
    log_ratio,
    log_ratio_conservative,
    percent_difference,
    rate_ratio_bounds,
)
from framing.measures.nearby_words import words_near
from framing.schema import KEYNESS

RISEN = (120, 100_000, 60, 120_000)
ONE, OTHER, PRIOR = np.array([50, 30, 20]), np.array([20, 40, 60]), np.array([30, 40, 30])


def words_of(*lines, actor="opposition"):
    """Words from lines of source, article and words."""
    rows = [(source, article, word) for source, article, *words in map(str.split, lines) for word in words]
    return pd.DataFrame(rows, columns=["source", "article_id", "word"]).assign(actor=actor)


def bursty(seed, *, n_articles=25, sources=("North", "South"), n_words=60, length=50):
    """Words that no source has more often than another; they come in bursts."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.ones(n_words))
    rows = []
    for source in sources:
        for i in range(n_articles):
            counts = rng.poisson(length * rng.lognormal(0, 0.5) * shares * rng.gamma(0.3, 1 / 0.3, n_words))
            rows += [(source, f"{source}{i}", f"w{w}") for w in np.repeat(np.arange(n_words), counts)]
    return pd.DataFrame(rows, columns=["source", "article_id", "word"]).assign(actor="opposition")


def three_sources():
    """North and South have "seized" and "freed" for each other, East has both."""
    lines = []
    for i in range(5):
        lines += [f"North n{i} seized town town", f"South s{i} freed town", f"East e{i} seized freed town {'x ' * i}"]
    return words_of(*lines)


def articles_and_mentions(*articles):
    """Articles and mentions from lines of source, article, actor and text with [mentions] in brackets."""
    texts, rows = [], []
    for source, article, actor, text in articles:
        plain, sentences, mentions = "", [], []
        for part in text.replace("[", "\x00[").replace("]", "]\x00").split("\x00"):
            if part.startswith("["):
                mentions.append((len(plain), len(plain) + len(part) - 2))
            plain += part.strip("[]")
        start = 0
        for sentence in plain.split(". "):
            sentences.append((start, min(start + len(sentence) + 1, len(plain))))
            start += len(sentence) + 2
        texts.append({"article_id": article, "source": source, "text": plain})
        for begin, end in mentions:
            low, high = next(span for span in sentences if span[0] <= begin < span[1])
            rows.append(
                {
                    "mention_id": f"{article}:{begin}", "article_id": article, "source": source, "actor": actor,
                    "label": "rebel", "category": "neutral", "valence": 0.0, "start": begin, "end": end,
                    "sentence_start": low, "sentence_end": high, "voice": "own",
                }
            )  # fmt: skip
    return pd.DataFrame(texts), pd.DataFrame(rows)


def test_the_formulas_give_the_published_numbers():
    assert float(log_likelihood(*RISEN)) == pytest.approx(32.8210, abs=5e-5)
    assert float(log_likelihood_four_cells(*RISEN)) == pytest.approx(32.8477, abs=5e-5)
    assert float(percent_difference(*RISEN)) == pytest.approx(140)
    assert float(log_ratio(*RISEN)) == pytest.approx(1.2630, abs=5e-5)
    assert [float(end) for end in rate_ratio_bounds(*RISEN)] == pytest.approx([1.7462, 3.3290], abs=5e-5)
    assert float(log_ratio_conservative(*RISEN)) == pytest.approx(0.8042, abs=5e-5)


@pytest.mark.parametrize(
    ("variance", "wanted"),
    [("two-term", (4.5392, -0.3631, -4.1437)), ("four-term", (3.7861, -0.2913, -3.4276))],
)
def test_fightin_words_gives_the_published_numbers(variance, wanted):
    difference, z = fightin_words(ONE, OTHER, PRIOR, variance)
    assert difference == pytest.approx([0.81831, -0.05942, -0.73089], abs=5e-6)
    assert z == pytest.approx(wanted, abs=5e-5)


def test_the_four_cells_are_those_of_scipy():
    f_1, n_1, f_2, n_2 = RISEN
    table = [[f_1, f_2], [n_1 - f_1, n_2 - f_2]]
    wanted = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(log_likelihood_four_cells(*RISEN)) == pytest.approx(wanted)


@pytest.mark.parametrize(("f_1", "f_2"), [(120, 60), (5, 0), (0, 9), (3, 4)])
def test_the_interval_of_the_rate_ratio_is_that_of_an_exact_binomial_share(f_1, f_2):
    low, high = rate_ratio_bounds(f_1, 1000, f_2, 3000, level=0.95, family=4)
    share = binomtest(f_1, f_1 + f_2).proportion_ci(1 - 0.05 / 4, "exact")
    odds = [end / (1 - end) if end < 1 else np.inf for end in (share.low, share.high)]
    assert [float(low), float(high)] == pytest.approx([3 * end for end in odds])


def test_the_conservative_ratio_is_nearer_to_0_and_keeps_the_sign():
    plain, kept = float(log_ratio(*RISEN)), float(log_ratio_conservative(*RISEN, family=5000))
    assert 0 < kept < plain
    swapped = (60, 120_000, 120, 100_000)
    assert float(log_ratio_conservative(*swapped, family=5000)) == pytest.approx(-kept)
    assert float(log_ratio_conservative(12, 100, 10, 100)) == 0


def test_words_that_one_side_never_has_get_finite_ratios():
    assert float(log_ratio(4, 100, 0, 100)) == 3
    assert float(percent_difference(4, 100, 0, 100)) == np.inf
    assert float(log_ratio_conservative(40, 100, 0, 100)) > 0
    assert float(log_likelihood(4, 100, 0, 100)) == pytest.approx(8 * np.log(2))


def test_dispersion_is_0_where_a_word_follows_the_parts_and_near_1_where_it_fills_a_small_one():
    sizes = np.array([10, 30, 60])
    found = gries_dp(np.array([[1, 5, 0], [3, 0, 0], [6, 0, 0]]), sizes)
    assert found[:2] == pytest.approx([0, 0.9])
    assert np.isnan(found[2])


def test_a_table_counted_by_hand():
    found = keyness(three_sources(), min_articles=1).set_index(["source", "word"])
    row = found.loc[("North", "seized")]
    # East has 5 articles of 3 words and 0 + 1 + 2 + 3 + 4 of x.
    counts = ["n_word", "n_words", "n_word_articles", "n_articles", "n_against_word", "n_against_words"]
    assert row[counts].tolist() == [5, 15, 5, 5, 5, 35]
    assert row[["n_against_word_articles", "n_against_articles"]].tolist() == [5, 10]
    assert row["log_likelihood"] == pytest.approx(float(log_likelihood(5, 15, 5, 35)))
    assert row["percent_difference"] == pytest.approx(100 * (5 / 15 - 5 / 35) / (5 / 35))
    assert row["log_ratio"] == pytest.approx(np.log2((5 / 15) / (5 / 35)))
    # 500 words of the prior, 10 of 50 words being "seized".
    odds = [(5 + 100) / (15 + 500 - 105), (5 + 100) / (35 + 500 - 105)]
    assert row["log_odds"] == pytest.approx(np.log(odds[0] / odds[1]))
    assert row["z"] == pytest.approx(np.log(odds[0] / odds[1]) / np.sqrt(2 / 105))
    assert row["dispersion"] == 0
    assert list(keyness(three_sources()).columns) == list(KEYNESS)


def test_intervals_hold_the_estimate_and_agree_with_p():
    found = keyness(bursty(0, sources=("North", "South", "East")), resamples=300)
    assert (found["low"] < found["log_odds"]).all()
    assert (found["log_odds"] < found["high"]).all()
    excluded = (found["low"] > 0) | (found["high"] < 0)
    assert (excluded == (found["p"] < 0.05)).all()
    assert (found["p_adjusted"] >= found["p"]).all()


@pytest.mark.parametrize("against", ["rest", "South"])
def test_the_interval_is_that_of_a_slow_bootstrap_of_articles(against):
    words = bursty(3, n_words=8, length=200, sources=("North", "South", "East", "West"))
    found = keyness(words, against=against, resamples=2000).set_index(["source", "word"])
    vocabulary = sorted(set(words["word"]))
    tables = {
        source: pd.crosstab(of["article_id"], of["word"]).reindex(columns=vocabulary, fill_value=0).to_numpy()
        for source, of in words.groupby("source")
    }
    others = ["South"] if against == "South" else ["South", "East", "West"]
    pooled = sum(table.sum(axis=0) for table in tables.values())
    prior = 500 * pooled / pooled.sum()
    rng, drawn = np.random.default_rng(9), []
    for _ in range(2000):
        redrawn = {
            name: table[rng.integers(len(table), size=len(table))].sum(axis=0) for name, table in tables.items()
        }
        drawn.append(fightin_words(redrawn["North"], sum(redrawn[name] for name in others), prior)[0])
    # Each source has 25 articles, so most of the error has the divisor 24 instead of 25.
    error = np.std(drawn, axis=0) * np.sqrt(25 / 24)
    model = np.sqrt(
        1 / (tables["North"].sum(axis=0) + prior) + 1 / (sum(tables[name].sum(axis=0) for name in others) + prior)
    )
    assert (error > model).any()
    for place, word in enumerate(vocabulary):
        row = found.loc[("North", word)]
        degrees = row["n_word_articles"] + row["n_against_word_articles"] - 2
        wanted = 2 * t.ppf(0.975, degrees) * max(error[place], model[place])
        assert row["high"] - row["low"] == pytest.approx(wanted, rel=0.07)


def test_like_sources_are_seldom_called_different_though_log_likelihood_would():
    tables = [keyness(bursty(seed), resamples=200) for seed in range(12)]
    assert np.mean([(table["p"] < 0.05).mean() for table in tables]) < 0.08
    assert sum((table["p_adjusted"] < 0.05).any() for table in tables) <= 2
    assert np.mean([(table["log_likelihood"] > 3.84).mean() for table in tables]) > 0.25


def test_a_word_that_fills_one_article_is_no_habit_of_a_source():
    lines = [f"{source} {source}{i} {'town city road ' * 20}" for source in ("North", "South") for i in range(12)]
    spread = [f"North North{i} seized seized seized" for i in range(12)]
    clumped = ["North North0 " + "freed " * 34, "North North1 freed", "North North2 freed", "South South1 freed"]
    found = keyness(words_of(*lines, *spread, *clumped)).set_index(["source", "word"])
    habit, burst = found.loc[("North", "seized")], found.loc[("North", "freed")]
    assert min(habit["log_likelihood"], burst["log_likelihood"]) > 30
    assert habit["p"] < 0.01
    assert burst["p"] > 0.2
    assert burst["low"] < 0 < habit["low"]
    assert habit["dispersion"] < 0.1
    assert burst["dispersion"] > 0.8


def test_order_of_rows_index_and_categories_does_not_matter():
    words = bursty(1, sources=("North", "South", "East"))
    wanted = keyness(words, resamples=200)
    shuffled = words.sample(frac=1, random_state=1).set_index(np.zeros(len(words), int))
    pd.testing.assert_frame_equal(keyness(shuffled, resamples=200), wanted)
    pd.testing.assert_frame_equal(keyness(words.astype("category"), resamples=200), wanted)


def test_two_sides_swapped_turn_the_sign():
    found = keyness(bursty(2), resamples=200).set_index(["source", "word"])
    north, south = found.loc["North"], found.loc["South"].reindex(found.loc["North"].index)
    assert north["log_odds"].to_numpy() == pytest.approx(-south["log_odds"].to_numpy())
    assert north["low"].to_numpy() == pytest.approx(-south["high"].to_numpy())
    assert north["z"].to_numpy() == pytest.approx(-south["z"].to_numpy())
    assert north["log_ratio"].to_numpy() == pytest.approx(-south["log_ratio"].to_numpy())
    assert north["p"].to_numpy() == pytest.approx(south["p"].to_numpy())


def test_equal_seeds_give_equal_tables_and_other_seeds_others():
    words = bursty(4)
    first = keyness(words, resamples=200, seed=1)
    pd.testing.assert_frame_equal(first, keyness(words, resamples=200, seed=1))
    assert not first["low"].equals(keyness(words, resamples=200, seed=2)["low"])


def test_a_named_baseline_is_compared_with_every_other_source():
    words = three_sources()
    found = keyness(words, against="East")
    assert set(found["source"]) == {"North", "South"}
    assert set(found["against"]) == {"East"}
    row = found.set_index(["source", "word"]).loc[("South", "freed")]
    assert row[["n_against_word", "n_against_words", "n_against_articles"]].tolist() == [5, 25, 5]
    # The prior is that of all sources, so the baseline alone would give other numbers.
    assert row["log_odds"] == pytest.approx(np.log((105 / (10 + 500 - 105)) / (105 / (25 + 500 - 105))))


def test_words_of_too_few_articles_are_left_out_but_still_count():
    words = pd.concat([three_sources(), words_of("North n0 once once", "South s1 once")])
    found = keyness(words, min_articles=3).set_index(["source", "word"])
    assert "once" not in found.index.get_level_values("word")
    assert found.loc[("North", "seized"), "n_words"] == 17
    assert "once" in set(keyness(words, min_articles=2)["word"])


def test_actors_are_compared_apart_and_can_be_chosen():
    words = pd.concat([three_sources(), three_sources().assign(actor="government")])
    both = keyness(words, resamples=200)
    one = keyness(words, actor="government", resamples=200)
    chosen = both[both["actor"] == "government"].reset_index(drop=True)
    pd.testing.assert_frame_equal(one.drop(columns="p_adjusted"), chosen.drop(columns="p_adjusted"))
    with pytest.raises(UnknownNameError, match="Did you mean 'government'"):
        keyness(words, actor="goverment")


def test_few_articles_are_flagged_and_have_no_p():
    few = keyness(words_of("North a seized town", "South b freed town"), min_articles=1)
    assert set(few["flag"]) == {"one article; against: one article; no p: too few articles"}
    assert few["p"].isna().all()
    assert few["p_adjusted"].isna().all()
    # What is left is the error of the model: 500 words of the prior, half of them "town".
    town = few.set_index(["source", "word"]).loc[("North", "town")]
    assert town["high"] - town["low"] == pytest.approx(2 * t.ppf(0.975, 1) * np.sqrt(2 / 251))


def test_conservative_ratios_are_corrected_for_the_words_of_a_source():
    found = keyness(bursty(5, n_words=20, length=400), resamples=100)
    north = found[found["source"] == "North"]
    cells = [north[name].to_numpy() for name in ("n_word", "n_words", "n_against_word", "n_against_words")]
    wanted = log_ratio_conservative(*cells, family=len(north))
    assert (wanted != 0).any()
    assert north["log_ratio_conservative"].to_numpy() == pytest.approx(wanted)


def test_another_column_can_be_compared():
    words = three_sources().assign(source="North").assign(desk=lambda rows: rows["article_id"].str[0])
    assert set(keyness(words, by="desk")["source"]) == {"e", "n", "s"}


def test_an_actor_that_one_source_names_alone_has_no_rows():
    words = pd.concat([three_sources(), words_of("North n1 tank tank", actor="russia")])
    assert set(keyness(words, min_articles=1)["actor"]) == {"opposition"}
    one_word = pd.concat([words, words_of("North n1 tank", "South s1 tank", actor="iran")])
    assert set(keyness(one_word, min_articles=1)["actor"]) == {"opposition"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"prior": 0}, "prior is 0; give a number of words above 0"),
        ({"prior": np.nan}, "prior is nan"),
        ({"variance": "three-term"}, "variance is 'three-term'; allowed are two-term and four-term"),
        ({"min_articles": 0}, "min_articles is 0"),
        ({"resamples": 5}, "resamples is 5"),
        ({"level": 95}, "level is 95"),
        ({"by": "sauce"}, "column 'sauce' is missing"),
    ],
)
def test_options_out_of_range_are_refused(change, message):
    with pytest.raises(TableError, match=message):
        keyness(three_sources(), **change)


def test_tables_that_cannot_be_compared_are_refused():
    words = three_sources()
    with pytest.raises(TableError, match="there is no source; a comparison needs at least two"):
        keyness(words.head(0))
    with pytest.raises(TableError, match="there is one source, 'North'"):
        keyness(words[words["source"] == "North"])
    with pytest.raises(TableError, match="column 'word' has empty cells"):
        keyness(words.assign(word=words["word"].where(words["word"] != "town")))
    with pytest.raises(UnknownNameError, match="no source 'Nort'"):
        keyness(words, against="Nort")


def test_fifteen_sources_and_thousands_of_words_take_seconds():
    rng = np.random.default_rng(0)
    n = 150_000
    words = pd.DataFrame(
        {
            "actor": "opposition", "source": rng.integers(15, size=n).astype(str),
            "word": (5000 * rng.random(n) ** 2).astype(int).astype(str),
        }
    )  # fmt: skip
    words["article_id"] = words["source"] + ":" + pd.Series(rng.integers(50, size=n)).astype(str)
    start = time.process_time()
    found = keyness(words)
    assert found["word"].nunique() > 4900
    assert time.process_time() - start < 15


def test_words_near_leaves_out_mentions_grammar_and_other_sentences():
    articles, mentions = articles_and_mentions(
        (
            "North",
            "a",
            "opposition",
            "Nothing here. The armed [rebels] and their [fighters] seized two towns. It rained.",
        ),
    )
    words = words_near(mentions, articles)
    assert words["word"].tolist() == ["armed", "seized", "two", "towns"]
    text = articles["text"][0]
    assert [text[start:end] for start, end in zip(words["start"], words["end"], strict=True)] == words[
        "word"
    ].tolist()
    assert words["mention_id"].tolist() == ["a:24", "a:41", "a:41", "a:41"]
    assert list(words) == ["actor", "source", "article_id", "mention_id", "word", "start", "end"]
    every = words_near(mentions, articles, drop_function_words=False)
    assert every["word"].tolist() == ["the", "armed", "and", "their", "seized", "two", "towns"]


def test_a_window_counts_words_on_each_side_within_the_sentence():
    articles, mentions = articles_and_mentions(
        ("North", "a", "opposition", "Bad days. Five very brave armed [rebels] fled west of Homs. Good days."),
    )
    assert words_near(mentions, articles, window=1)["word"].tolist() == ["armed", "fled"]
    # "very" and "of" are grammar, and count towards the window.
    assert words_near(mentions, articles, window=3)["word"].tolist() == ["brave", "armed", "fled", "west"]
    assert (
        words_near(mentions, articles, window=99)["word"].tolist() == words_near(mentions, articles)["word"].tolist()
    )


def test_a_word_near_two_actors_counts_for_both_and_masks_both():
    articles, mentions = articles_and_mentions(("North", "a", "x", "Armed [rebels] shelled [army] posts."))
    mentions = mentions.assign(actor=["opposition", "government"])
    words = words_near(mentions, articles)
    assert words.groupby("actor")["word"].agg(list).to_dict() == {
        "government": ["armed", "shelled", "posts"],
        "opposition": ["armed", "shelled", "posts"],
    }
    alone = words_near(mentions, articles, actor="opposition")
    assert alone["word"].tolist() == ["armed", "shelled", "posts"]


def test_words_are_folded_and_numbers_and_clitics_left_out():
    articles, mentions = articles_and_mentions(
        (
            "North",
            "a",
            "opposition",
            "The [rebels]\u2019 so\u2011called Army didn\u2019t hold 1,200 of Homs\u2019s streets in 2016.",
        ),
    )
    assert words_near(mentions, articles)["word"].tolist() == ["so-called", "army", "hold", "homs", "streets"]


def test_nested_mentions_are_masked_whole():
    articles, mentions = articles_and_mentions(("North", "a", "opposition", "The [Free Syrian Army] fled."))
    inner = mentions.assign(start=mentions["start"] + 5, end=mentions["start"] + 11, mention_id="a:9", actor="syria")
    words = words_near(pd.concat([mentions, inner]), articles)
    assert words["word"].tolist() == ["fled", "fled"]


def test_words_near_does_not_depend_on_order_index_or_the_type_of_identifiers():
    articles, mentions = articles_and_mentions(
        ("North", "7", "opposition", "The armed [rebels] fled. Two [rebels] stayed."),
        ("South", "12", "opposition", "Many [rebels] fled."),
    )
    wanted = words_near(mentions, articles)
    turned = mentions.iloc[::-1].set_index(np.zeros(len(mentions), int))
    pd.testing.assert_frame_equal(words_near(turned, articles.iloc[::-1]), wanted)
    as_numbers = words_near(mentions.astype({"article_id": int}), articles)
    assert sorted(as_numbers["word"]) == sorted(wanted["word"])


def test_words_near_can_be_asked_for_a_voice():
    articles, mentions = articles_and_mentions(
        ("North", "a", "opposition", "Armed [rebels] fled. Two [rebels] stayed.")
    )
    mentions = mentions.assign(voice=["own", "direct"])
    assert words_near(mentions, articles, voice="attributed")["word"].tolist() == ["two", "stayed"]


def test_no_mentions_give_no_words():
    articles, mentions = articles_and_mentions(("North", "a", "opposition", "Armed [rebels] fled."))
    assert words_near(mentions.head(0), articles).empty


@pytest.mark.parametrize("window", [0, -3, "paragraph", True, 2.5])
def test_a_window_that_is_none_is_refused(window):
    articles, mentions = articles_and_mentions(("North", "a", "opposition", "Armed [rebels] fled."))
    with pytest.raises(TableError, match="give 'sentence' or a number of words from 1"):
        words_near(mentions, articles, window=window)


def test_articles_that_do_not_fit_the_mentions_are_refused():
    articles, mentions = articles_and_mentions(("North", "a", "opposition", "Armed [rebels] fled."))
    with pytest.raises(TableError, match="article 'a' is not among the articles"):
        words_near(mentions, articles.assign(article_id="b"))
    with pytest.raises(TableError, match="article 'a' is there twice"):
        words_near(mentions, pd.concat([articles, articles]))
    with pytest.raises(TableError, match="ends beyond its text"):
        words_near(mentions, articles.assign(text="Armed rebels"))
    with pytest.raises(TableError, match="column 'sentence_end' is missing"):
        words_near(mentions.drop(columns="sentence_end"), articles)
