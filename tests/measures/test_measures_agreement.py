"""Agreement of scorers."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import TableError, UnknownNameError
from framing.measures.agreement import scorer_agreement, scorer_confusion
from framing.measures.alpha import krippendorff_alpha
from framing.measures.bounds import wilson
from framing.measures.intervals import normal_z, student_t
from framing.schema import MEASURES

FEW = {"resamples": 100}
NAN = np.nan


def stacked(per_article=2, **scorers):
    """Scored mentions, `per_article` to an article, from the stances of each scorer."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "mention_id": [f"m{i:03d}" for i in range(len(stances))],
                    "article_id": [f"a{i // per_article:03d}" for i in range(len(stances))],
                    "sentence_start": [40 * (i % per_article) for i in range(len(stances))],
                    "scorer": scorer,
                    "stance": np.array(stances, dtype=float),
                }
            )
            for scorer, stances in scorers.items()
        ],
        ignore_index=True,
    )


def noisy(n=60, per_article=2, **noises):
    rng = np.random.default_rng(5)
    truth = rng.uniform(-0.8, 0.8, n)
    return stacked(per_article, **{name: np.clip(truth + rng.normal(0, of, n), -1, 1) for name, of in noises.items()})


def test_a_row_for_each_pair_and_measure_and_for_all():
    scored = noisy(words=0.1, model=0.3, reader=0.6)
    rows = scorer_agreement(scored)
    assert list(rows) == ["scorers", *MEASURES]
    pairs = ["model | reader", "model | words", "reader | words", "model | reader | words"]
    assert rows["scorers"].tolist() == [pair for pair in pairs for _ in range(3)]
    assert rows["measure"].tolist() == ["alpha_interval", "alpha_nominal", "agreement"] * 4
    assert (rows["n_mentions"] == 60).all()
    assert (rows["n_articles"] == 30).all()
    assert (rows["interval"] == "articles").all()
    assert (rows["flag"] == "").all()
    assert len(scorer_agreement(noisy(words=0.1, model=0.3))) == 3


def test_values_are_those_of_the_library():
    scored = noisy(words=0.2, model=0.3, reader=0.5)
    scored.loc[::7, "stance"] = NAN
    rows = scorer_agreement(scored, threshold=0.3, **FEW).set_index(["scorers", "measure"])["value"]
    wide = scored.pivot_table(index="mention_id", columns="scorer", values="stance").sort_index(axis=1)
    for names in (["model", "words"], ["model", "reader", "words"]):
        values = wide[names].to_numpy().T
        classes = np.where(np.isnan(values), NAN, np.sign(values) * (np.abs(values) > 0.3))
        joined = " | ".join(names)
        wanted = krippendorff.alpha(values, level_of_measurement="interval")
        assert rows[joined, "alpha_interval"] == pytest.approx(wanted)
        assert rows[joined, "alpha_nominal"] == pytest.approx(
            krippendorff.alpha(classes, level_of_measurement="nominal")
        )
    both = wide[["model", "words"]].dropna()
    codes = np.sign(both) * (both.abs() > 0.3)
    same = codes["model"] == codes["words"]
    assert rows["model | words", "agreement"] == pytest.approx(same.mean())


def test_agreement_of_three_is_the_mean_share_of_pairs():
    scored = stacked(a=[0.5, 0.5, 0.5, NAN], b=[0.5, 0.5, -0.5, 0.5], c=[0.5, -0.5, NAN, NAN])
    rows = scorer_agreement(scored).set_index(["scorers", "measure"])
    # All of three pairs, one of three, none of one; the fourth mention has one scorer.
    row = rows.loc[("a | b | c", "agreement")]
    assert row["value"] == pytest.approx((1 + 1 / 3 + 0) / 3)
    assert row["n_mentions"] == 3


def test_abstentions_are_missing_values():
    scored = stacked(a=[0.5, NAN, -0.5, 0.1], b=[0.6, 0.3, NAN, 0.0])
    row = scorer_agreement(scored).iloc[0]
    assert row[["n_mentions", "n_articles"]].tolist() == [2, 2]
    never = scorer_agreement(stacked(a=[0.5, NAN], b=[NAN, 0.6]))
    assert never["value"].isna().all()
    assert (never["flag"] == "no shared mentions").all()
    assert (never["n_mentions"] == 0).all()
    silent = scorer_agreement(stacked(a=[0.5, 0.1], b=[NAN, NAN]))
    assert (silent["flag"] == "no shared mentions").all()


def test_without_variation_alpha_is_empty_and_agreement_is_not():
    rows = scorer_agreement(stacked(a=[0.3] * 30, b=[0.3] * 30)).set_index("measure")
    for name in ("alpha_interval", "alpha_nominal"):
        assert rows.loc[name, ["value", "low", "high"]].isna().all()
        assert rows.loc[name, "flag"] == "no variation"
    assert rows.loc["agreement", "value"] == 1
    assert rows.loc["agreement", "low"] == pytest.approx(float(wilson(1.0, 15, 0.95)[0]))
    one_class = scorer_agreement(stacked(a=[0.3, 0.4] * 15, b=[0.5, 0.4] * 15)).set_index("measure")
    assert np.isnan(one_class.loc["alpha_nominal", "value"])
    assert not np.isnan(one_class.loc["alpha_interval", "value"])


def test_scorers_that_never_part_may_do_so_unseen():
    stances = [-0.8, 0.8] * 20
    rows = scorer_agreement(stacked(a=stances, b=stances)).set_index("measure")
    hidden = 1 - float(wilson(1.0, 20, 0.95)[0])
    for name in ("alpha_interval", "alpha_nominal"):
        row = rows.loc[name]
        assert row["value"] == pytest.approx(1)
        assert row["interval"] == "Wilson (articles)"
        # Two values, equally many: chance expects half of the full distance, times n / (n - 1).
        assert row["low"] == pytest.approx(1 - hidden / (0.5 * 80 / 79))
        assert row["high"] == pytest.approx(1)


@pytest.mark.parametrize("n_articles", [12, 30])
def test_articles_are_what_is_resampled(n_articles):
    scored = noisy(4 * n_articles, 4, words=0.3, model=0.3)
    row = scorer_agreement(scored, resamples=20000).iloc[0]
    wide = scored.pivot_table(index=["article_id", "mention_id"], columns="scorer", values="stance")
    by_article = [of.to_numpy().T for _, of in wide.groupby("article_id")]
    rng, found = np.random.default_rng(2), []
    for _ in range(4000):
        drawn = [by_article[i] for i in rng.integers(0, n_articles, n_articles)]
        found.append(krippendorff_alpha(np.hstack(drawn), "interval"))
    few = np.sqrt(n_articles / (n_articles - 1)) * student_t(0.95, n_articles - 1) / normal_z(0.95)
    ends = row["value"] + few * (np.quantile(found, [0.025, 0.975]) - row["value"])
    assert [row["low"], row["high"]] == pytest.approx(ends.tolist(), abs=0.06 * (ends[1] - ends[0]))
    assert row["high"] - row["low"] == pytest.approx(ends[1] - ends[0], rel=0.06)


def test_names_of_mentions_do_not_matter():
    scored = noisy(words=0.3, model=0.5)
    turned = scored.assign(mention_id=[f"x{1000 - int(name[1:])}" for name in scored["mention_id"]])
    pd.testing.assert_frame_equal(scorer_agreement(scored, **FEW), scorer_agreement(turned, **FEW))


def test_few_articles_have_wide_intervals():
    many = scorer_agreement(noisy(60, 2, words=0.3, model=0.3)).iloc[0]
    few = scorer_agreement(noisy(60, 20, words=0.3, model=0.3)).iloc[0]
    assert few["interval"] == "articles+sentences"
    assert few["flag"] == "few articles"
    assert few["high"] - few["low"] > many["high"] - many["low"]


def test_one_article_and_one_mention():
    one = scorer_agreement(noisy(12, 12, words=0.2, model=0.3))
    assert (one["interval"] == "sentences").all()
    assert (one["flag"] == "one article").all()
    assert (one["high"] - one["low"] > 0.01).all()
    single = scorer_agreement(stacked(a=[0.5], b=[-0.5])).set_index("measure")
    assert single["value"].tolist() == [0, 0, 0]
    assert single.loc["alpha_interval", "interval"] == "Wilson (sentences)"
    assert (single["high"] > single["low"]).all()


def test_confusion_counts_every_pair_of_classes():
    scored = stacked(a=[-0.5, -0.4, 0.05, 0.5, NAN, 0.9], b=[-0.5, 0.4, NAN, 0.06, -0.05, 0.1])
    table = scorer_confusion(scored, "a", "b")
    assert len(table) == 16
    assert list(table) == ["first", "second", "n_mentions", "share"]
    cells = table.set_index(["first", "second"])
    found = {pair: row["n_mentions"] for pair, row in cells.iterrows() if row["n_mentions"]}
    assert found == {
        ("negative", "negative"): 1,
        ("negative", "positive"): 1,
        ("neutral", "abstained"): 1,
        ("positive", "positive"): 2,
        ("abstained", "neutral"): 1,
    }
    assert cells.loc[("negative", "positive"), "share"] == 0.5
    assert cells.loc[("positive", "neutral"), "share"] == 0
    sums = table.groupby("first")["share"].sum()
    assert (sums == 1).all()
    wide = scorer_confusion(scored, "a", "b", threshold=0.7).set_index(["first", "second"])
    assert wide.loc[("neutral", "neutral"), "n_mentions"] == 3
    assert wide.loc["negative", "share"].isna().all()


def test_confusion_turned_around_is_its_transpose():
    scored = noisy(words=0.4, model=0.5, reader=0.1)
    scored.loc[::5, "stance"] = NAN
    one = scorer_confusion(scored, "words", "model").set_index(["first", "second"])["n_mentions"]
    other = scorer_confusion(scored, "model", "words").set_index(["second", "first"])["n_mentions"]
    assert one.to_dict() == other.to_dict()
    assert one.sum() == 60


def test_a_mention_that_a_scorer_has_no_row_for_counts_as_abstained():
    scored = stacked(a=[0.5, 0.5], b=[0.5, 0.5], c=[0.1, 0.1]).drop(index=3)
    table = scorer_confusion(scored, "a", "b").set_index(["first", "second"])
    assert table.loc[("positive", "abstained"), "n_mentions"] == 1


def test_errors():
    scored = stacked(a=[0.5, -0.5], b=[0.5, 0.5])
    for measure in (scorer_agreement, lambda table: scorer_confusion(table, "a", "b")):
        for column in scored.columns:
            with pytest.raises(TableError, match=f"scored: column '{column}' is missing"):
                measure(scored.drop(columns=column))
        with pytest.raises(TableError, match="'stance' holds 2; allowed"):
            measure(scored.assign(stance=2))
        with pytest.raises(TableError, match="mention 'm000' has several rows of scorer 'a'"):
            measure(pd.concat([scored, scored.iloc[:1]]))
        with pytest.raises(TableError, match="mention 'm000' stands in two places"):
            measure(scored.assign(article_id=["x", "x", "y", "y"]))
        with pytest.raises(TableError, match="'article_id' has an empty cell"):
            measure(scored.assign(article_id=None))
    with pytest.raises(TableError, match="only 'a' has rows"):
        scorer_agreement(scored[scored["scorer"] == "a"])
    with pytest.raises(TableError, match="none has rows"):
        scorer_agreement(scored.iloc[:0])
    for threshold in (-0.1, 1, NAN):
        with pytest.raises(TableError, match="scorer_agreement: threshold is"):
            scorer_agreement(scored, threshold=threshold)
        with pytest.raises(TableError, match="scorer_confusion: threshold is"):
            scorer_confusion(scored, "a", "b", threshold=threshold)
    with pytest.raises(TableError, match="give at least 100"):
        scorer_agreement(scored, resamples=10)
    with pytest.raises(UnknownNameError, match="no scorer 'c'"):
        scorer_confusion(scored, "a", "c")
    with pytest.raises(TableError, match="both 'a'; name two scorers"):
        scorer_confusion(scored, "a", "a")


stances = st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.04, 0.5, 1.0, NAN]), min_size=16, max_size=16)
quick = settings(max_examples=40, deadline=None)


@quick
@given(stances, stances, stances, st.integers(1, 16), st.randoms(use_true_random=False))
def test_laws(one, other, third, per_article, random):
    scored = stacked(per_article, one=one, other=other, third=third)
    order = list(range(len(scored)))
    random.shuffle(order)
    rows = scorer_agreement(scored, **FEW)
    pd.testing.assert_frame_equal(rows, scorer_agreement(scored.iloc[order], **FEW))
    there = rows[rows["value"].notna()]
    assert ((there["low"] <= there["value"]) & (there["value"] <= there["high"])).all()
    assert (there["high"] - there["low"] > 1e-6).all()
    assert there["low"].min() >= -1 or there.empty
    assert there["high"].max() <= 1 or there.empty
    lacking = rows[rows["value"].isna()]
    assert lacking["flag"].str.contains("no variation|no shared mentions").all()
