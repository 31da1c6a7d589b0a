"""The coding budget: beside a slow computation, by hand, and by laws that any budget obeys."""

from collections import Counter
from math import sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from framing import coding_budget
from framing.errors import TableError, UnknownNameError
from framing.measures.bounds import wilson
from framing.measures.coded.coding_budget import BUDGET
from framing.measures.coded.drawn_units import chances
from framing.measures.coded.foreseen import power_of
from framing.measures.coded.pilot_missed import missed_in
from framing.measures.intervals import student_t
from framing.power_allocation import inclusion

ASKED = {"actor": "opposition", "label": "terrorist"}


def table_of(n, seed=0, sources=("North", "South", "West"), per_article=3):
    """Mentions of two actors with two labels in two voices; sources differ in size and in how they name."""
    rng = np.random.default_rng(seed)
    article = np.arange(n) // per_article
    source = np.array(sources)[(article % 6) // (6 // len(sources)) if len(sources) > 1 else article * 0]
    label = np.where(rng.random(n) < np.where(source == "North", 0.5, 0.2), "terrorist", "rebel")
    return pd.DataFrame({
        "mention_id": [f"m{at}" for at in range(n)], "article_id": article, "source": source,
        "actor": np.where(rng.random(n) < 0.7, "opposition", "government"), "label": label,
        "category": "neutral", "valence": 0.0, "voice": np.where(rng.random(n) < 0.3, "direct", "own"),
        "sentence_start": np.arange(n),
    })  # fmt: skip


def slowly(mentions, source, n, error):
    """Share, standard errors and expected number coded of one source, mention by mention."""
    rows = mentions.to_dict("records")
    strata = Counter((row["source"], row["label"], row["voice"]) for row in rows)
    sizes = sorted(strata.values())
    chance = dict(zip(sizes, inclusion(sizes, n - n // 4), strict=True))
    mine = [row for row in rows if row["actor"] == "opposition" and source(row["source"])]
    hits = [row["label"] == "terrorist" for row in mine]
    size, share = len(mine), sum(hits) / len(mine)
    moved = (sum(hits) + 2) / (size + 4)
    articles, repair, alone, coded, odds, seen = Counter(), 0.0, 0.0, 0.0, 0.0, 0.0
    for row, hit in zip(mine, hits, strict=True):
        articles[row["article_id"]] += hit - share
        stratum = strata[row["source"], row["label"], row["voice"]]
        pi, wrong = chance[stratum], error(row["source"], hit, moved)
        coded += pi
        odds += 1 / pi - 1
        seen += (1 / pi - 1) * wrong
        repair += (1 / pi - 1) * (wrong - wrong**2 if pi * stratum >= 2 else wrong)
        alone += (1 / pi - 1) * ((1 - wrong) * (hit - share) ** 2 + wrong * (1 - hit - share) ** 2)
    between = sum(each**2 for each in articles.values()) * len(articles) / (len(articles) - 1)
    between = max(between, size * moved * (1 - moved))
    unseen = odds * float(wilson(0, coded, 0.95)[1]) / 2
    repair, alone = repair + max(unseen - seen, 0), max(alone, unseen)
    errors = [sqrt(between + more) / size for more in (repair, alone, 0)]
    t = student_t(0.95, int(min(coded, len(articles))) - 1)
    return share, coded, errors, [t * each for each in errors]


def test_it_equals_a_slow_computation():
    mentions = table_of(900)

    def error(_, hit, share):
        rarer = 0.2 * min(share, 1 - share)
        return rarer / share if hit else rarer / (1 - share)

    found = coding_budget(mentions, **ASKED, error=0.2, n=(100, 400), gap=0.15)
    assert found["source"].tolist() == ["North", "North", "South", "South", "West", "West"]
    for row in found.to_dict("records"):
        share, coded, errors, halves = slowly(mentions, row["source"].__eq__, row["n"], error)
        told = [row[name] for name in ("half_width", "half_width_gold_only", "half_width_all_coded")]
        assert [row["share"], row["n_coded"]] == pytest.approx([share, coded])
        assert [row["standard_error"], *told] == pytest.approx([errors[0], *halves])
        # The rest pools the other sources; errors of its mentions are those of their own sources.
        shares = {name: slowly(mentions, name.__eq__, row["n"], error)[0] for name in ("North", "South", "West")}
        counts = mentions[mentions["actor"] == "opposition"]["source"].value_counts()
        moved = {name: (shares[name] * counts[name] + 2) / (counts[name] + 4) for name in shares}
        rest = slowly(
            mentions, row["source"].__ne__, row["n"], lambda name, hit, _, of=moved: error("", hit, of[name])
        )
        gap = sqrt(errors[0] ** 2 + rest[2][0] ** 2)
        z = NormalDist().inv_cdf(0.975)
        power = NormalDist().cdf(0.15 / gap - z) + NormalDist().cdf(-0.15 / gap - z)
        assert row["power"] == pytest.approx(power)
        assert row["detectable"] == pytest.approx(gap * (z + NormalDist().inv_cdf(0.8)))
        assert row["against"] == "rest"


def test_one_source_by_hand():
    """100 articles of one mention, 30 of them terrorist; 40 units, of which 30 mentions: 30 of 100 with √30 : √70."""
    mentions = table_of(100, sources=("North",), per_article=1).assign(
        actor="opposition", label=["terrorist"] * 30 + ["rebel"] * 70, voice="own"
    )
    row = coding_budget(mentions, **ASKED, n=[40]).iloc[0]
    c = 30 / (sqrt(30) + sqrt(70))
    few, many = sqrt(30) / c - 1, sqrt(70) / c - 1
    share = 32 / 104
    missed = 0.15 * share / (1 - share)
    variance = 100 * share * (1 - share) + 30 * few * 0.15 * 0.85 + 70 * many * missed * (1 - missed)
    assert row["standard_error"] == pytest.approx(sqrt(variance) / 100)
    assert row["n_coded"] == pytest.approx(30)
    assert row["errors"] == pytest.approx((30 * 0.15 + 70 * missed) / 100)
    assert row["half_width"] == pytest.approx(student_t(0.95, 29) * sqrt(variance) / 100, rel=1e-6)
    assert (row["against"], row["n_mentions"], row["n_articles"], row["flag"]) == ("", 100, 100, "")
    assert np.isnan(row["power"])
    assert np.isnan(row["detectable"])


def test_few_units_without_errors_leave_room_for_those_not_seen():
    """All articles of one mention, no label seen: of 30 coded, half of Wilson's 11 % may be errors."""
    mentions = table_of(100, sources=("North",), per_article=1).assign(actor="opposition", voice="own")
    mentions["label"] = ["terrorist", *["rebel"] * 99]
    row = coding_budget(mentions, **ASKED, n=[40], error=0.001).iloc[0]
    c, share = 30 / (1 + sqrt(99)), 3 / 104
    rest = 29 if c > 1 else 30  # the one terrorist is sure to be drawn
    odds = 99 * (99 / rest - 1)
    z2 = NormalDist().inv_cdf(0.975) ** 2
    unseen = odds * z2 / (30 + z2) / 2
    missed = 0.001 * share / (1 - share)
    variance = 100 * share * (1 - share) + unseen - odds * missed**2
    assert row["standard_error"] == pytest.approx(sqrt(variance) / 100)
    assert row["half_width"] <= row["half_width_gold_only"]


def test_the_classical_rule():
    ends = [tuple(round(float(end), 2) for end in wilson(0.85, n, 0.95)) for n in (50, 100, 200, 400)]
    assert ends == [(0.73, 0.92), (0.77, 0.91), (0.79, 0.89), (0.81, 0.88)]


@pytest.mark.parametrize("sizes", [[5, 40, 400], [1, 1, 1], [2, 3, 900, 4]])
@pytest.mark.parametrize("n", [1, 4, 30, 200, 440, 2000])
def test_units_are_as_likely_to_be_drawn_as_by_the_sampler(sizes, n):
    expected = np.repeat(inclusion(sizes, n), sizes)
    assert np.allclose(chances(np.repeat(sizes, sizes), n), expected)


def test_more_units_make_narrower_intervals_down_to_what_no_coding_mends():
    found = coding_budget(table_of(900), **ASKED, n=(100, 200, 400, 4000))
    for _, of in found.groupby("source"):
        assert of["half_width"].is_monotonic_decreasing
        assert of["half_width_gold_only"].is_monotonic_decreasing
        assert of["power"].is_monotonic_increasing
        last = of.iloc[-1]
        assert last["half_width"] == last["half_width_all_coded"] == last["half_width_gold_only"]
        assert last["n_coded"] == last["n_mentions"]
        assert (of["half_width"].iloc[:-1] > of["half_width_all_coded"].iloc[:-1]).all()
        assert (of["half_width"].iloc[:-1] < of["half_width_gold_only"].iloc[:-1]).all()


def test_more_errors_make_wider_intervals_and_a_wider_gap_more_power():
    few, many = (coding_budget(table_of(900), **ASKED, n=[200], error=error) for error in (0.05, 0.3))
    assert (few["half_width"] < many["half_width"]).all()
    assert (few["power"] > many["power"]).all()
    wide = coding_budget(table_of(900), **ASKED, n=[200], error=0.3, gap=0.3)
    assert (wide["power"] > many["power"]).all()
    assert (wide["detectable"] == many["detectable"]).all()
    assert (wide["gap"] == 0.3).all()


def test_each_group_may_have_errors_of_its_own():
    error = {"North": 0.3, "South": 0.1, "West": 0.1}
    own = coding_budget(table_of(900), **ASKED, n=[200], error=error)
    same = coding_budget(table_of(900), **ASKED, n=[200], error=0.1)
    assert own["half_width"].iloc[0] > same["half_width"].iloc[0]
    assert own["half_width"].iloc[1] == same["half_width"].iloc[1]
    assert (own["power"] < same["power"]).all()  # the rest of South holds North


def test_a_gap_that_is_detectable_is_seen_in_four_of_five_samples():
    assert power_of(0, 0.04, 0.95) == pytest.approx(0.05)
    assert power_of(0.04 * (1.959964 + 0.841621), 0.04, 0.95) == pytest.approx(0.8, abs=1e-4)
    assert power_of(0.1, 0.0, 0.95) == 1
    draws = np.random.default_rng(0).normal(0.1, 0.05, 100_000)
    assert power_of(0.1, 0.05, 0.95) == pytest.approx((abs(draws) > 1.96 * 0.05).mean(), abs=0.005)


def test_few_coded_units_give_no_number():
    found = coding_budget(table_of(900), **ASKED, n=(20, 400)).set_index(["source", "n"])
    row = found.loc[("South", 20)]
    assert row["n_coded"] < 10
    assert row[["standard_error", "half_width", "half_width_gold_only", "power", "detectable"]].isna().all()
    assert row["flag"] == "not estimable: few coded"
    assert found.loc[("South", 400), "flag"] == ""
    small = pd.concat([table_of(900), table_of(6).assign(source="tiny", article_id=-1)])
    assert "one article" in coding_budget(small, **ASKED, n=[200]).set_index("source").loc["tiny", "flag"]


def test_a_rest_with_few_coded_units_gives_no_power():
    tiny = table_of(6).assign(source="tiny", article_id=range(-6, 0), actor="opposition")
    mentions = pd.concat([table_of(900, sources=("North",)), tiny])
    row = coding_budget(mentions, **ASKED, n=[400]).set_index("source").loc["North"]
    assert row["half_width"] > 0
    assert np.isnan(row["power"])
    assert row["against"] == "rest"


def test_few_articles_limit_what_many_coded_mentions_tell():
    mentions = table_of(600, sources=("North",), per_article=30)
    row = coding_budget(mentions, **ASKED, n=[400]).iloc[0]
    assert row["n_coded"] > 100
    assert row["half_width"] == pytest.approx(student_t(0.95, 19) * row["standard_error"])


def test_a_label_that_a_source_never_uses_is_not_taken_to_be_certain():
    mentions = table_of(900)
    mentions.loc[mentions["source"] == "West", "label"] = "rebel"
    row = coding_budget(mentions, **ASKED, n=[400]).set_index("source").loc["West"]
    assert row["share"] == 0
    assert 0 < row["errors"] < 0.02
    assert 0 < row["half_width_all_coded"] < row["half_width"] < 0.05


def test_rows_order_and_index_do_not_matter():
    mentions = table_of(600)
    mixed = mentions.sample(frac=1, random_state=1).set_axis([0] * 600)
    pd.testing.assert_frame_equal(coding_budget(mentions, **ASKED), coding_budget(mixed, **ASKED))


def test_groups_may_have_several_columns_and_mentions_a_voice():
    mentions = table_of(900).assign(year=np.where(np.arange(900) % 2, "2015", "2016"))
    found = coding_budget(mentions, **ASKED, by=["source", "year"], voice="attributed", n=[400])
    assert found.columns.tolist() == ["source", "year", *BUDGET]
    of = mentions[(mentions["actor"] == "opposition") & (mentions["voice"] == "direct")]
    assert (
        found.set_index(["source", "year"])["n_mentions"].to_dict() == of.groupby(["source", "year"]).size().to_dict()
    )
    error = {f"{source}, {year}": 0.1 for source in ("North", "South", "West") for year in ("2015", "2016")}
    assert len(coding_budget(mentions, **ASKED, by=["source", "year"], n=[400], error=error)) == 6
    both = coding_budget(mentions, actor="opposition", label=["rebel", "terrorist"], n=[400])
    assert both["share"].tolist() == [1, 1, 1]
    assert set(both["label"]) == {"rebel, terrorist"}


def test_mentions_without_voices_are_drawn_by_label():
    assert coding_budget(table_of(900).drop(columns="voice"), **ASKED, n=[400])["n_coded"].sum() < 300
    with pytest.raises(TableError, match="'voice' is missing"):
        coding_budget(table_of(90).drop(columns="voice"), **ASKED, voice="own")


def pilot(mentions, rows):
    """Gold of mentions: actor, label and probability by their number; others were not coded."""
    of = mentions.loc[list(rows)]
    codes = pd.DataFrame(list(rows.values()), columns=["actor", "label", "probability"], index=of.index)
    return codes.assign(
        kind="mention", mention_id=of["mention_id"], predicted_actor=of["actor"], predicted_label=of["label"]
    )


def test_errors_of_a_pilot_by_hand():
    """Two sources: North has 12 found terrorist, 12 rebel, all coded with probability 1/2; South has four coded."""
    mentions = table_of(60, sources=("North",), per_article=1).assign(actor="opposition", voice="own")
    mentions["source"] = ["North"] * 30 + ["South"] * 30
    mentions["label"] = ["terrorist", "rebel"] * 30
    rows = {at: ("opposition", mentions["label"][at], 0.5) for at in range(24)}
    rows[0] = ("opposition", "rebel", 0.5)  # one of twelve is wrong: e² = 1
    rows[2] = ("none", "", 0.25)  # names nobody, and counts twice: e² = (1 - share)²
    rows |= {at: ("opposition", mentions["label"][at], 0.5) for at in range(30, 34)}
    rows[26] = ("unclear", "", 0.5)
    rows[27] = ("", "rebel", 0.5)
    rows[28] = ("opposition", "unclear", 0.5)
    rows[29] = ("opposition", "", 0.5)
    gold = pilot(mentions, rows)
    gold = pd.concat([gold, gold.iloc[:3].assign(kind="sentence")])
    found = coding_budget(mentions, **ASKED, gold=gold, n=[80]).set_index("source")
    share = (2 * 13 + 4) / (2 * 27 + 4)  # fourteen found terrorist of 28 coded; one of them weighs twice as much
    wrong = (2 * 1 + 4 * (1 - share) ** 2) / (2 * 11 + 4)
    assert found.loc["North", "errors"] == pytest.approx(wrong / 2)
    assert found.loc["North", "flag"] == ""
    # South has too few of either class: the errors of both sources tell.
    assert found.loc["South", "errors"] == pytest.approx((2 + 4 * (1 - share) ** 2) / (2 * 13 + 4) / 2)
    assert "errors of all groups" in found.loc["South", "flag"]


NEGATIVES = [
    # kind, source, probability, actor, label, voice, missed
    ("candidate", "North", 0.5, "opposition", "terrorist", "own", ""),
    ("candidate", "North", 0.5, "opposition", "unclear", "", ""),
    ("candidate", "South", 0.5, "none", "", "", ""),
    ("candidate", "South", 0.5, "government", "terrorist", "own", ""),
    ("sentence", "North", 0.01, "", "", "", "opposition: rebel: direct; opposition: terrorist: own"),
    ("sentence", "South", 0.02, "", "", "", "opposition: other"),
    ("sentence", "South", 0.02, "", "", "", "none"),
    ("sentence", "South", 0.02, "", "", "", "unclear"),
]


def negatives():
    names = ["kind", "source", "probability", "actor", "label", "voice", "missed"]
    return pd.DataFrame(NEGATIVES, columns=names).assign(unit_id=range(8), mention_id="")


def test_missed_mentions_of_a_pilot_by_hand():
    """Of 16 negatives to come eight are words and eight sentences: twice as many as the pilot drew."""
    found = missed_in(negatives(), ["source"], actor="opposition", labels=["terrorist"], voices=None)
    assert found.drawn == (4, 4)
    assert list(zip(found.group, found.kind, found.top, found.bottom, strict=True)) == [
        ("North", 0, 1, 1), ("North", 1, 1, 2), ("South", 1, 0, 1),
    ]  # fmt: skip
    # A word that was drawn with 1/2 is sure to be drawn; the sentences have 1/50 and 1/25.
    north = (1 / 0.02 - 1) * (1 - 2 * 0.3) ** 2 / 0.01
    assert found.of("North", inside=True).variance(0.3, 16) == pytest.approx(north)
    assert found.of("North", inside=False).variance(0.3, 16) == pytest.approx((25 - 1) * 0.3**2 / 0.02)
    assert found.of("North", inside=True).variance(0.3, 8) == pytest.approx(
        (1 / 0.5 - 1) * 0.7**2 / 0.5 + (100 - 1) * 0.4**2 / 0.01
    )
    own = missed_in(negatives(), ["source"], actor="opposition", labels=["terrorist"], voices=["own"])
    assert list(zip(own.top, own.bottom, strict=True)) == [(1, 1), (1, 1)]
    assert len(missed_in(negatives(), ["period"], actor="opposition", labels=["terrorist"], voices=None).group) == 0


def test_missed_mentions_of_a_pilot_widen_the_interval():
    mentions = table_of(900, sources=("North", "South"))
    of = mentions[mentions["actor"] == "opposition"].iloc[:200]
    rows = {at: ("opposition", label, 0.5) for at, label in of["label"].items()}
    rows |= dict.fromkeys(of.index[::4], ("none", "", 0.5))
    gold = pilot(mentions, rows).assign(source=of["source"])
    with_missed = pd.concat([gold, negatives()])
    plain = coding_budget(mentions, **ASKED, gold=gold, n=[400]).set_index("source")
    wide = coding_budget(mentions, **ASKED, gold=with_missed, n=[400]).set_index("source")
    found = missed_in(with_missed, ["source"], actor="opposition", labels=["terrorist"], voices=None)
    for name, row in wide.iterrows():
        more = found.of(name, inside=True).variance(row["share"], 100) / row["n_mentions"] ** 2
        assert row["standard_error"] ** 2 == pytest.approx(plain.loc[name, "standard_error"] ** 2 + more)
    assert (wide["power"] < plain["power"]).all()
    both = np.hypot(*wide["standard_error"]) * (NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8))
    assert wide["detectable"].tolist() == pytest.approx([both, both])
    assert (wide["half_width_all_coded"] == plain["half_width_all_coded"]).all()


def test_a_pilot_that_says_nothing_is_refused():
    mentions = table_of(60)
    with pytest.raises(TableError, match=r"0 coded mentions of 'opposition' are too few"):
        coding_budget(mentions, **ASKED, gold=pilot(mentions, {}))
    with pytest.raises(TableError, match="column 'probability' is missing"):
        coding_budget(mentions, **ASKED, gold=pilot(mentions, {}).drop(columns="probability"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"n": []}, "give whole numbers"),
        ({"n": [0, 100]}, "give whole numbers"),
        ({"n": [10.5]}, "give whole numbers"),
        ({"gap": 0}, "gap is 0"),
        ({"gap": 1}, "gap is 1"),
        ({"level": 1}, "level is 1"),
        ({"error": 0}, "error is 0"),
        ({"error": 1.5}, "error is 1.5"),
        ({"error": {"North": 0.1}}, "no group in error= 'South'"),
        ({"actor": "oposition"}, "Did you mean 'opposition'"),
        ({"label": "terorist"}, "Did you mean 'terrorist'"),
        ({"voice": "loud"}, "no voice 'loud'"),
        ({"voice": "indirect"}, "no mention of 'opposition' stands in the voice"),
        ({"by": "label"}, "names a column that the measure itself writes"),
        ({"by": "paper"}, "'paper' is missing"),
    ],
)
def test_bad_options_are_told(options, words):
    with pytest.raises((TableError, UnknownNameError), match=words):
        coding_budget(table_of(90), **{**ASKED, **options})
