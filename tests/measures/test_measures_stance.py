"""Mean stances, and how far the stance to one actor lies from that to another."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import wilson
from framing.measures.intervals import student_t
from framing.measures.stance import stance_means, tilt
from framing.schema import MEASURES

FEW = {"resamples": 100}
PAIR = ("government", "opposition")


def scored_of(lines, scorer="words"):
    """Scored mentions from lines of source, article, sentence, actor, stance ('-' where the scorer abstains)."""
    cells = [line.split() for line in lines]
    table = table_of([f"{source} {article} {at} rebel {actor}" for source, article, at, actor, _ in cells])
    return table.assign(
        mention_id=[f"m{i}" for i in range(len(table))],
        scorer=scorer,
        stance=[np.nan if stance == "-" else float(stance) for *_, stance in cells],
        confidence=0.5,
        evidence="",
        voice=["own" if i % 2 else "direct" for i in range(len(table))],
    )


def correlated(n=40, noise=0.05):
    """North: `n` articles that name both actors; a mood of the article moves both stances."""
    rng = np.random.default_rng(1)
    lines = []
    for i, mood in enumerate(rng.uniform(-0.5, 0.5, n)):
        lines.append(f"North n{i:02d} 0 government {mood + 0.2 + rng.normal(0, noise):.3f}")
        lines.append(f"North n{i:02d} 50 opposition {mood - 0.1 + rng.normal(0, noise):.3f}")
    return scored_of(lines)


@pytest.fixture
def scored():
    """Two scorers; the second abstains from all of South."""
    lines = [
        "North n1 0 government 0.5",
        "North n1 0 opposition -0.5",
        "North n1 80 opposition -",
        "North n2 0 government 0.05",
        "North n2 40 opposition -0.06",
        "North n3 0 government -0.1",
        "South s1 0 opposition 0.4",
        "South s1 0 opposition -0.05",
    ]
    words = scored_of(lines)
    model = words.assign(scorer="model", stance=words["stance"].where(words["source"] == "North") / 2)
    return pd.concat([words, model], ignore_index=True)


def test_means_by_group_actor_and_scorer(scored):
    rows = stance_means(scored)
    assert list(rows) == ["source", "actor", "scorer", *MEASURES, "n_abstained", "positive", "negative"]
    assert (rows["measure"] == "stance").all()
    rows = rows.set_index(["source", "actor", "scorer"])
    assert len(rows) == 6
    government = rows.loc[("North", "government", "words")]
    assert government["value"] == pytest.approx(0.15)
    assert government[["n_mentions", "n_articles", "n_abstained"]].tolist() == [3, 3, 0]
    assert rows.loc[("North", "government", "model"), "value"] == pytest.approx(0.075)
    assert government["interval"] == "articles+sentences"
    assert government["flag"] == "few articles; few mentions"


def test_a_stance_at_the_edge_is_neutral(scored):
    rows = stance_means(scored).set_index(["source", "actor", "scorer"])
    # 0.5, 0.05, -0.1: one positive, one neutral, one negative.
    assert rows.loc[("North", "government", "words"), ["positive", "negative"]].tolist() == [1 / 3, 1 / 3]
    # -0.5 and -0.06, the third abstained: both negative.
    assert rows.loc[("North", "opposition", "words"), ["positive", "negative"]].tolist() == [0, 1]
    assert rows.loc[("South", "opposition", "words"), ["positive", "negative"]].tolist() == [0.5, 0]


def test_abstentions_are_left_out_and_counted(scored):
    rows = stance_means(scored).set_index(["source", "actor", "scorer"])
    some = rows.loc[("North", "opposition", "words")]
    assert some["value"] == pytest.approx(-0.28)
    assert some[["n_mentions", "n_abstained", "n_articles"]].tolist() == [2, 1, 2]
    none = rows.loc[("South", "opposition", "model")]
    assert none[["n_mentions", "n_abstained", "n_articles"]].tolist() == [0, 2, 0]
    assert none["flag"] == "all abstained"
    assert none[["value", "low", "high", "positive", "negative"]].isna().all()
    assert (rows["n_mentions"] + rows["n_abstained"]).sum() == len(scored)


def test_one_stance_alone_may_hide_any_other():
    row = stance_means(scored_of(["North n1 0 government 0.4"])).iloc[0]
    kept = float(wilson(1.0, 1, 0.95)[0])
    assert [row["low"], row["high"]] == pytest.approx([kept * 0.4 - (1 - kept), kept * 0.4 + (1 - kept)])
    assert row["interval"] == "Wilson (sentences)"
    assert row["flag"] == "one article; few mentions"


def test_the_interval_is_that_of_the_articles():
    row = stance_means(correlated(), actor="government").iloc[0]
    means = correlated().query("actor == 'government'")["stance"]
    error = means.std(ddof=1) / math.sqrt(len(means))
    assert row["interval"] == "articles"
    assert (row["high"] - row["low"]) / 2 == pytest.approx(student_t(0.95, 39) * error, rel=0.1)


def test_means_by_voice_and_of_one_voice(scored):
    by_voice = stance_means(scored, by=["source", "voice"]).set_index(["source", "voice", "actor", "scorer"])
    assert by_voice.loc[("North", "direct", "government", "words"), "value"] == pytest.approx(0.5)
    own = stance_means(scored, voice="own").set_index(["source", "actor", "scorer"])
    mine = by_voice.xs("own", level="voice")
    pd.testing.assert_series_equal(own["value"], mine["value"].loc[own.index])
    assert stance_means(scored, position="headline").empty


def test_tilt_is_the_difference_of_the_means(scored):
    rows = tilt(scored, *PAIR)
    assert list(rows) == [
        *("source", "actor", "against", "scorer", "measure", "value", "low", "high", "n_mentions", "n_articles"),
        *("n_against_mentions", "interval", "flag"),
    ]
    north = rows.set_index(["source", "scorer"]).loc[("North", "words")]
    assert north[["actor", "against", "measure"]].tolist() == ["government", "opposition", "tilt"]
    assert north["value"] == pytest.approx(0.15 + 0.28)
    assert north[["n_mentions", "n_against_mentions", "n_articles"]].tolist() == [3, 2, 3]
    assert north["flag"] == "few articles; few mentions; against: few articles, few mentions"


def test_a_group_without_one_of_the_actors_keeps_its_row(scored):
    rows = tilt(scored, *PAIR).set_index(["source", "scorer"])
    south = rows.loc[("South", "words")]
    assert math.isnan(south["value"])
    assert south["flag"] == "no mention of government"
    assert south[["n_mentions", "n_against_mentions", "n_articles"]].tolist() == [0, 2, 1]
    assert rows.loc[("South", "model"), "flag"] == "no mention of government; all abstained: opposition"
    third = pd.concat([scored, scored_of(["West w1 0 police 0.5"]).assign(mention_id="w")])
    assert (
        tilt(third, *PAIR).set_index("source").loc["West", "flag"]
        == "no mention of government; no mention of opposition"
    )


def test_both_actors_are_resampled_in_the_same_articles():
    table = correlated()
    row = tilt(table, *PAIR).iloc[0]
    wide = table.pivot_table(index="article_id", columns="actor", values="stance")
    difference = wide["government"] - wide["opposition"]
    error = difference.std(ddof=1) / math.sqrt(len(difference))
    # A mention of each in every article: the interval of a paired t test.
    assert (row["high"] - row["low"]) / 2 == pytest.approx(student_t(0.95, 39) * error, rel=0.06)
    assert row["value"] == pytest.approx(difference.mean())
    assert row["high"] - row["value"] == pytest.approx(row["value"] - row["low"])
    # Independent means would be four times as far apart by chance.
    means = stance_means(table)
    assert row["high"] - row["low"] < 0.4 * (means["high"] - means["low"]).max()


def test_the_bootstrap_against_a_slow_one():
    table = correlated(12)
    table = table.drop(index=[3, 5, 8, 9]).reset_index(drop=True)
    row = tilt(table, *PAIR, resamples=4000).iloc[0]
    rng = np.random.default_rng(3)
    names = table["article_id"].unique()
    by_article = {name: of for name, of in table.groupby("article_id")}  # noqa: C416
    found = []
    for _ in range(1500):
        drawn = pd.concat([by_article[name] for name in rng.choice(names, len(names))])
        means = drawn.groupby("actor")["stance"].mean()
        found.append(means["government"] - means["opposition"])
    articles = table.groupby("actor")["article_id"].nunique().min()
    wanted = np.std(found) * math.sqrt(articles / (articles - 1)) * student_t(0.95, int(articles) - 1)
    assert row["interval"] == "articles"
    assert (row["high"] - row["low"]) / 2 == pytest.approx(wanted, rel=0.08)


def test_means_that_cannot_be_resampled_are_combined():
    constant = tilt(scored_of(["North n1 0 government 0.4", "North n1 9 opposition -0.2"]), *PAIR).iloc[0]
    kept = float(wilson(1.0, 1, 0.95)[0])
    ends = [[kept * value + (1 - kept) * end for end in (-1, 1)] for value in (0.4, -0.2)]
    low = 0.6 - math.hypot(0.4 - ends[0][0], ends[1][1] + 0.2)
    high = 0.6 + math.hypot(ends[0][1] - 0.4, -0.2 - ends[1][0])
    assert [constant["low"], constant["high"]] == pytest.approx([low, high])
    assert constant["interval"] == "Wilson (sentences)"
    # The government is written of alike everywhere: only the opposition's mean moves.
    alike = []
    for i in range(12):
        alike += [f"North n{i:02d} 0 opposition {i / 20}", f"North n{i:02d} 9 government 0.4"]
    assert tilt(scored_of(alike), *PAIR).iloc[0]["interval"] == "Wilson (articles) | articles"
    # One article of twelve names the government: its mean does not move, whichever articles are drawn.
    lines = [f"North n{i:02d} 0 opposition {i / 20}" for i in range(12)]
    rare = tilt(scored_of([*lines, "North n03 50 government 0.9"]), *PAIR).iloc[0]
    assert rare["interval"] == "Wilson (sentences) | articles"
    assert rare["high"] - rare["low"] > 0.5


def test_a_tilt_that_never_moves_still_has_an_interval():
    lines = []
    for i in range(12):
        lines += [f"North n{i:02d} 0 government {i / 20 + 0.1}", f"North n{i:02d} 9 opposition {i / 20}"]
    row = tilt(scored_of(lines), *PAIR).iloc[0]
    assert row["value"] == pytest.approx(0.1)
    assert row["low"] < 0
    assert row["high"] > 0.2


def test_an_actor_in_two_articles_of_many_is_known_as_badly_as_that():
    lines = [f"North n{i:02d} 0 opposition {(i % 4) / 10}" for i in range(30)]
    row = tilt(scored_of([*lines, "North n03 50 government 0.5", "North n07 50 government 0.4"]), *PAIR).iloc[0]
    assert row["interval"] == "articles"
    assert row["high"] - row["value"] > 0.4


def test_errors(scored):
    for measure in (stance_means, lambda table: tilt(table, *PAIR)):
        for column in ("scorer", "stance", "article_id", "sentence_start"):
            with pytest.raises(TableError, match=f"scored: column '{column}' is missing"):
                measure(scored.drop(columns=column))
        for strange in (2, -1.5, np.inf):
            with pytest.raises(TableError, match=f"'stance' holds {strange:g}; allowed are numbers from -1 to 1"):
                measure(scored.assign(stance=strange))
        with pytest.raises(TableError, match="'stance' holds words"):
            measure(scored.assign(stance="good"))
        with pytest.raises(TableError, match="mention 'm0' has several rows of scorer 'words'"):
            measure(pd.concat([scored, scored.iloc[:1]]))
        with pytest.raises(TableError, match="'scorer' has 16 empty cells"):
            measure(scored.assign(scorer=None))
    for by in ("scorer", "stance", "against", "positive", "n_abstained", "actor"):
        with pytest.raises(TableError, match="names a column that the measure itself writes"):
            stance_means(scored, by=by)
    with pytest.raises(UnknownNameError, match="Did you mean 'government'"):
        stance_means(scored, actor="goverment")
    with pytest.raises(UnknownNameError, match="Did you mean 'government'"):
        tilt(scored, "opposition", "goverment")
    with pytest.raises(UnknownNameError, match="no actor 'nobody'"):
        tilt(scored, "nobody", "opposition")
    with pytest.raises(TableError, match="both 'opposition'; name two actors"):
        tilt(scored, "opposition", "opposition")
    with pytest.raises(TableError, match="tilt: level is 1"):
        tilt(scored, *PAIR, level=1)


def test_tables_without_keys_or_rows(scored):
    pd.testing.assert_frame_equal(stance_means(scored.drop(columns="mention_id")), stance_means(scored))
    assert stance_means(scored.iloc[:0]).empty
    whole = scored.assign(stance=1)
    assert (stance_means(whole)["value"] == 1).all()


lines = st.lists(
    st.tuples(
        st.sampled_from(["North", "South"]),
        st.integers(0, 12),
        st.integers(0, 3),
        st.sampled_from([*PAIR, "police"]),
        st.sampled_from(["-1", "-0.5", "-0.05", "0", "0.3", "1", "-"]),
    ),
    min_size=1,
    max_size=50,
).map(lambda rows: scored_of([f"{s} {s}{a:02d} {40 * t} {o} {v}" for s, a, t, o, v in rows]))
quick = settings(max_examples=40, deadline=None)


def tilts_of(table, *pair):
    """Tilt of a table to which a third group adds both actors, so that they are known."""
    both = scored_of(["West w 0 government 0.1", "West w 9 opposition -0.3"]).assign(mention_id=["w1", "w2"])
    return tilt(pd.concat([table, both], ignore_index=True), *pair, **FEW)


@quick
@given(lines, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(stance_means(table, **FEW), stance_means(table.iloc[order], **FEW))
    pd.testing.assert_frame_equal(tilts_of(table, *PAIR), tilts_of(table.iloc[order], *PAIR))


@quick
@given(lines)
def test_every_interval_holds_its_value_has_width_and_stays_on_the_scale(table):
    for found, end in ((stance_means(table, **FEW), 1), (tilts_of(table, *PAIR), 2)):
        lacking = found["value"].isna()
        assert found.loc[lacking, "flag"].str.contains("no mention of|all abstained").all()
        there = found[~lacking]
        assert ((there["low"] <= there["value"]) & (there["value"] <= there["high"])).all()
        assert (there["high"] - there["low"] > 1e-4).all()
        assert there["low"].min() >= -end or there.empty
        assert there["high"].max() <= end or there.empty
        assert (there["interval"] != "").all()


def test_swapping_the_actors_draws_the_same_articles():
    one, other = tilt(correlated(), *PAIR).iloc[0], tilt(correlated(), *PAIR[::-1]).iloc[0]
    assert one["interval"] == "articles"
    found = [one["value"], one["low"], one["high"]]
    assert found == pytest.approx([-other["value"], -other["high"], -other["low"]], abs=1e-12)


@quick
@given(lines)
def test_swapping_the_actors_mirrors_the_tilt(table):
    one, other = tilts_of(table, *PAIR), tilts_of(table, *PAIR[::-1])
    for ours, theirs in (("value", "value"), ("low", "high"), ("high", "low")):
        assert one[ours].to_numpy() == pytest.approx(-other[theirs].to_numpy(), abs=1e-12, nan_ok=True)
    assert one["n_mentions"].tolist() == other["n_against_mentions"].tolist()
    assert one["n_articles"].tolist() == other["n_articles"].tolist()
