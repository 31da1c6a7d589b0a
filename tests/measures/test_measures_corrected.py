"""Measures corrected by coded units: hand-counted tables, a slow computation beside them, laws, and bad gold."""

import copy
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from corrected_tables import VALENCE, Universe, coded, gold_of, mentions_of

import framing as fr
from framing.errors import TableError, UnknownNameError
from framing.measures.intervals import student_t

FAST = {"resamples": 100}


@pytest.fixture(scope="module")
def universe():
    whole = Universe(np.random.default_rng(4))
    return whole, whole.mentions(), whole.draw()


def row_of(table, **wanted):
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def unseen(n, squares, seen=0.0):
    """What is added to a variance for errors that `n` units, half of all, did not show."""
    middle = 1.959964**2 / (n + 1.959964**2) / 2
    return 0.5 * max(middle * squares - seen, 0.0)


def twenty():
    """Twenty articles of North with a mention each, every other one a terrorist."""
    return mentions_of([(f"a{i:02}", "North", "opposition", ["terrorist", "rebel"][i % 2], "own") for i in range(20)])


def test_hand_counted_share():
    mentions = twenty()
    # Ten of twenty coded, each with a weight of 2; two of the five terrorists are rebels.
    gold = gold_of([coded(mentions, i, 0.5, label="rebel" if i in (0, 2) else None) for i in range(10)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    assert row["value"] == pytest.approx((10 - 2 * 2) / 20)
    assert row["naive"] == 0.5
    # Residuals: twice 1 - 2 - 0.3, eight times 1 - 0.3, ten times -0.3.
    squares = 2 * 1.3**2 + 8 * 0.7**2 + 10 * 0.3**2
    half = student_t(0.95, 9) * np.sqrt(squares * 20 / 19) / 20
    assert (row["low"], row["high"]) == pytest.approx((max(0.3 - half, 0), 0.3 + half))
    assert tuple(row[["n_mentions", "n_articles", "n_coded", "n_errors"]]) == (20, 20, 10, 2)
    assert row["interval"] == "articles"
    assert row["flag"] == "found mentions only"
    # One error of ten is less than what ten coded units may have missed.
    gold.loc[2, "label"] = "terrorist"
    assert (
        "widened for errors not seen" in row_of(fr.corrected_measures(mentions, gold, **FAST), label="rebel")["flag"]
    )


def test_strata_narrow_the_interval_by_what_a_draw_of_a_fixed_number_saves():
    mentions = twenty()
    rows = [coded(mentions, i, 0.5, label="rebel" if i in (0, 2) else None) for i in range(10)]
    strata = [{**row, "stratum": f"North | {row['predicted_label']}"} for row in rows]
    row = row_of(fr.corrected_measures(mentions, gold_of(strata), **FAST), label="terrorist")
    # Two errors of -2 among five of the stratum: one pair, counted twice, over four, times the half not coded.
    squares = (2 * 1.3**2 + 8 * 0.7**2 + 10 * 0.3**2) * 20 / 19 - 0.5 * 2 * 4 / 4
    assert row["high"] == pytest.approx(0.3 + student_t(0.95, 9) * np.sqrt(squares) / 20)
    # A sixth unit of the stratum, a word that is nobody, makes it five in the denominator.
    word = {"kind": "mention", "mention_id": "gone", "article_id": "a03", "source": "North", "actor": "none"}
    more = gold_of([*strata, {**word, "stratum": "North | terrorist", "probability": 0.5}])
    row = row_of(fr.corrected_measures(mentions, more, **FAST), label="terrorist")
    squares += 0.5 * 2 * 4 / 4 - 0.5 * 2 * 4 / 5
    assert row["high"] == pytest.approx(0.3 + student_t(0.95, 9) * np.sqrt(squares) / 20)
    # Words rejected count for themselves: their errors are few and weigh much.
    assert (
        row["high"]
        == row_of(
            fr.corrected_measures(
                mentions,
                pd.concat(
                    [
                        more,
                        gold_of([{**word, "kind": "candidate", "stratum": "North | terrorist"}]).assign(unit_id="w"),
                    ]
                ),
                **FAST,
            ),
            label="terrorist",
        )["high"]
    )


def test_mentions_of_nobody_leave_the_denominator_and_missed_ones_enter_it():
    mentions = twenty()
    rows = [coded(mentions, i, 0.5, actor="none" if i in (0, 1) else "opposition") for i in range(12)]
    word = {
        "kind": "candidate",
        "article_id": "a03",
        "source": "North",
        "start": 400,
        "end": 409,
        "probability": 0.25,
    }
    rows += [
        {**word, "actor": "opposition", "label": "terrorist", "voice": "own"},
        {**word, "article_id": "a05", "actor": "none"},
        {
            **word,
            "kind": "sentence",
            "article_id": "a07",
            "missed": "opposition: rebel; opposition: other; police: it",
        },
        {**word, "kind": "sentence", "article_id": "a09", "missed": "none"},
    ]
    row = row_of(fr.corrected_measures(mentions, gold_of(rows), **FAST), label="terrorist")
    # Numerator: 10 found, less 2 for the one that is nobody, and 4 for a rejected word. Denominator: 20 - 4 + 4 + 8.
    assert row["value"] == pytest.approx((10 - 2 + 4) / (20 - 4 + 4 + 8))
    # Coded as or taken for the opposition: 12 mentions, one word, one sentence.
    assert tuple(row[["n_coded", "n_errors"]]) == (14, 4)
    assert "only 4 rejected words and sentences coded" in row["flag"]


def slow_totals(whole, source, voices):
    """Corrected numerators and denominators of terrorists by article, unit by unit; coded units; their articles."""
    sums, repairs, articles = defaultdict(lambda: np.zeros(2)), [], set()

    def count(triples):
        found = np.zeros(2)
        for actor, label, voice in triples:
            if actor == "opposition" and (voices is None or voice in voices):
                found += [label == "terrorist", 1]
        return found

    for unit in whole.units:
        guess, truth = count([unit["found"]] if unit["found"] else []), count(unit["true"])
        if unit["source"] != source or not (guess.any() or (unit["drawn"] and truth.any())):
            continue
        sums[unit["article_id"]] += guess
        if unit["drawn"]:
            articles.add(unit["article_id"])
            repairs.append([*((truth - guess) / unit["probability"]), 1 / unit["probability"]])
            sums[unit["article_id"]] += repairs[-1][:2]
    return np.array(list(sums.values())), np.array(repairs), len(articles)


@pytest.mark.parametrize("voices", [None, ["own"]])
@pytest.mark.parametrize("source", ["North", "South"])
def test_share_is_what_a_slow_count_of_every_unit_gives(universe, voices, source):
    whole, mentions, gold = universe
    table = fr.corrected_measures(mentions, gold, voice=voices, **FAST)
    row = row_of(table, source=source, label="terrorist")
    sums, repairs, n_checked = slow_totals(whole, source, voices)
    value = sums[:, 0].sum() / sums[:, 1].sum()
    residuals = sums[:, 0] - value * sums[:, 1]
    n = len(sums)
    left = 1 - 1 / repairs[:, 2]
    seen = (left * (repairs[:, 0] - value * repairs[:, 1]) ** 2).sum()
    room = 2 * unseen(len(repairs), (left * repairs[:, 2] ** 2).sum(), seen)
    error = np.sqrt((residuals**2).sum() * n / (n - 1) + room) / sums[:, 1].sum()
    assert row["value"] == pytest.approx(value)
    assert row["high"] - row["value"] == pytest.approx(student_t(0.95, n_checked - 1) * error)


def test_everything_coded_gives_the_truth(universe):
    whole, mentions, _ = universe
    whole = copy.deepcopy(whole)
    for unit in whole.units:
        unit["probability"] = 1.0
    gold = gold_of([whole.row_of(unit, f"m{at}") for at, unit in enumerate(u for u in whole.units if u["found"])])
    gold = pd.concat(
        [gold, gold_of([whole.row_of(unit, "") for unit in whole.units if not unit["found"]])], ignore_index=True
    ).assign(unit_id=lambda table: [f"u{at}" for at in range(len(table))])
    told = [(unit["source"], *true) for unit in whole.units for true in unit["true"]]
    truth = pd.DataFrame(told, columns=["source", "actor", "label", "voice"])
    for source, of in truth.groupby("source"):
        shares = fr.corrected_measures(mentions, gold, **FAST)
        assert row_of(shares, source=source, label="rebel")["value"] == pytest.approx((of["label"] == "rebel").mean())
        voices = fr.corrected_measures(mentions, gold, "voice_share", label="terrorist", **FAST)
        own = of.loc[of["label"] == "terrorist", "voice"].eq("own").mean()
        assert row_of(voices, source=source, label="terrorist: own")["value"] == pytest.approx(own)
        valence = of["label"].map(VALENCE).dropna().mean()
        means = fr.corrected_measures(mentions, gold, "label_valence", **FAST)
        assert row_of(means, source=source)["value"] == pytest.approx(valence)
        categories = fr.corrected_measures(mentions, gold, "category_share", **FAST)
        assert row_of(categories, source=source, label="delegitimising")["value"] == pytest.approx(
            (of["label"] == "terrorist").mean()
        )


def test_naive_columns_are_the_ordinary_measures(universe):
    _, mentions, gold = universe
    table = fr.corrected_measures(mentions, gold, voice="own", seed=3, **FAST)
    plain = fr.label_shares(mentions, voice="own", seed=3, **FAST)
    both = table.merge(plain, on=["source", "actor", "label"], suffixes=("", "_plain"))
    assert len(both) == len(plain)
    for ours, theirs in (("naive", "value_plain"), ("naive_low", "low_plain"), ("naive_high", "high_plain")):
        assert (both[ours] == both[theirs]).all()
    assert (both["n_mentions"] == both["n_mentions_plain"]).all()


def test_order_of_rows_changes_nothing(universe):
    _, mentions, gold = universe
    first = fr.corrected_measures(mentions, gold, **FAST)
    again = fr.corrected_measures(
        mentions.sample(frac=1, random_state=1), gold.sample(frac=1, random_state=2), **FAST
    )
    pd.testing.assert_frame_equal(first, again)


def test_words_kept_as_categories_give_the_same(universe):
    _, mentions, gold = universe
    words = ["source", "actor", "label", "category", "voice"]
    again = mentions.astype(dict.fromkeys(words, "category"))
    again["source"] = again["source"].cat.add_categories("Nobody")
    for measure in ("label_share", "voice_share"):
        first = fr.corrected_measures(mentions, gold, measure, **FAST)
        second = fr.corrected_measures(again, gold, measure, **FAST)
        pd.testing.assert_frame_equal(first, second, check_dtype=False, check_categorical=False)


def test_few_coded_is_no_estimate_but_what_was_found_stays():
    mentions = twenty()
    gold = gold_of([coded(mentions, i, 0.45) for i in range(9)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    assert np.isnan(row[["value", "low", "high"]].astype(float)).all()
    assert row["naive"] == 0.5
    assert "not estimable: few coded" in row["flag"]
    assert row["n_coded"] == 9


def test_few_mentions_that_were_all_coded_are_no_sample():
    mentions = twenty().head(6)
    gold = gold_of([coded(mentions, i, 1.0, label="rebel" if i == 0 else None) for i in range(6)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    assert row["value"] == pytest.approx(2 / 6)
    assert "few coded" not in row["flag"]
    # Five of six with certainty are not all.
    row = row_of(fr.corrected_measures(mentions, gold.head(5), **FAST), label="terrorist")
    assert "not estimable: few coded" in row["flag"]


def test_no_error_seen_keeps_the_value_and_widens_the_interval():
    mentions = twenty()
    gold = gold_of([coded(mentions, i, 0.5) for i in range(10)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    assert row["value"] == 0.5
    assert row["n_errors"] == 0
    assert "no errors among 10 coded" in row["flag"]
    # What varies are ten articles of 1 and ten of 0 about a half, and what was not seen.
    half = student_t(0.95, 9) * np.sqrt(20 * 0.25 * 20 / 19 + unseen(10, 10 * 4)) / 20
    assert (row["low"], row["high"]) == pytest.approx((0.5 - half, 0.5 + half))


def test_few_articles_vary_by_sentence():
    rows = [("a", "North", "opposition", ["terrorist", "rebel"][i % 2], "own") for i in range(20)]
    mentions = mentions_of(rows)
    gold = gold_of([coded(mentions, i, 0.5, label="rebel" if i == 0 else None) for i in range(10)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    assert row["interval"] == "sentences"
    assert "one article" in row["flag"]
    # 20 sentences: value 8 / 20; residuals 1 - 2 - 0.4, nine of 0.6, ten of -0.4.
    room = unseen(10, 10 * 4, 4)
    half = student_t(0.95, 9) * np.sqrt((1.4**2 + 9 * 0.6**2 + 10 * 0.4**2) * 20 / 19 + room) / 20
    assert (row["value"], row["high"]) == pytest.approx((0.4, 0.4 + half))
    # The same sentences in two articles: what varies within articles is added to what varies between them.
    halves = mentions.assign(article_id=["a"] * 10 + ["b"] * 10)
    gold = gold.assign(article_id="a")
    row = row_of(fr.corrected_measures(halves, gold, **FAST), label="terrorist")
    residuals = np.array([-1.4, *np.tile([-0.4, 0.6], 4), -0.4, *np.tile([0.6, -0.4], 5)])
    between = [-1.0, 1.0]
    within = residuals - np.repeat(between, 10) / 10
    half = student_t(0.95, 9) * np.sqrt((np.square(between).sum() + within @ within) * 2 + room) / 20
    assert row["interval"] == "articles+sentences"
    assert row["high"] == pytest.approx(min(0.4 + half, 1))


def test_mentions_of_one_sentence_vary_together():
    # Ten sentences of one article, each with a terrorist and a rebel ten characters on; both of five were coded.
    rows = [("a", "North", "opposition", ["terrorist", "rebel"][i % 2], "own") for i in range(20)]
    mentions = mentions_of(rows)
    mentions["sentence_start"] = mentions["start"] // 100 * 100
    gold = gold_of([coded(mentions, i, 0.5, label="rebel" if i < 8 else None) for i in range(10)])
    row = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    # Four of 1 + 0 - 2 - 2 · 0.1, and six of 1 - 2 · 0.1.
    assert row["value"] == pytest.approx(0.1)
    half = student_t(0.95, 4) * np.sqrt((4 * 1.2**2 + 6 * 0.8**2) * 10 / 9 + unseen(10, 40, 16)) / 20
    assert row["high"] == pytest.approx(0.1 + half)


def test_codes_that_are_missing_leave_their_weight_to_the_others():
    mentions = twenty()
    rows = [coded(mentions, i, 0.5, label="rebel" if i in (0, 2) else None) for i in range(12)]
    # One coder could not tell an actor, another one a label: 11 of 12, then 10 of 11, stand for all.
    rows[4]["actor"] = None
    rows[6]["label"] = None
    row = row_of(fr.corrected_measures(mentions, gold_of(rows), **FAST), label="terrorist")
    assert row["n_coded"] == 10
    assert row["value"] == pytest.approx((10 - 2 * 2 * 12 / 10) / 20)


def test_a_missed_mention_without_a_voice_is_left_out_where_a_voice_is_asked_for():
    mentions = twenty()
    rows = [coded(mentions, i, 0.5) for i in range(10)]
    sentence = {"kind": "sentence", "article_id": "a03", "source": "North", "probability": 0.5}
    gold = gold_of([*rows, {**sentence, "missed": "opposition: terrorist"}])
    told = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")
    asked = row_of(fr.corrected_measures(mentions, gold, voice="own", **FAST), label="terrorist")
    assert told["value"] == pytest.approx(12 / 22)
    assert asked["value"] == 0.5
    assert "missed mentions without a voice left out: 1" in asked["flag"]


def test_stances_are_compared_in_classes():
    mentions = twenty()
    stance = np.tile([0.8, -0.3, 0.01, np.nan], 5)
    scored = mentions.assign(scorer="words", stance=stance)
    codes = ["positive", "neutral", "neutral", "negative"]
    gold = gold_of([{**coded(mentions, i, 1.0), "stance": codes[i % 4]} for i in range(20)])
    row = row_of(fr.corrected_measures(mentions, gold, "stance", scored=scored, **FAST))
    # All coded: 5 positive, 10 neutral, 5 negative of 20; found 5 positive, 5 negative, 5 neutral of 15.
    assert row["value"] == pytest.approx(0.0)
    assert row["naive"] == pytest.approx(0.0)
    # Sentences have no stance, so what was missed stays unknown, and they count for nothing.
    sentence = {"kind": "sentence", "article_id": "a03", "source": "North", "missed": "none"}
    more = pd.concat([gold, gold_of([sentence]).assign(unit_id="s")])
    again = row_of(fr.corrected_measures(mentions, more, "stance", scored=scored, **FAST))
    assert again["value"] == row["value"]
    assert again["flag"] == "found mentions only"
    gold = gold.assign(stance="positive")
    row = row_of(fr.corrected_measures(mentions, gold, "stance", scored=scored, **FAST))
    assert row["value"] == pytest.approx(1.0)
    assert (row["n_coded"], row["n_errors"]) == (20, 15)


def test_a_model_that_learned_from_the_coded_units_is_refused():
    mentions = twenty()
    gold = gold_of([{**coded(mentions, i, 1.0), "stance": "neutral"} for i in range(20)])
    scored = mentions.assign(scorer="mine", stance=0.2, cross_fitted=[*[True] * 19, False])
    with pytest.raises(TableError, match="a model that learned from them"):
        fr.corrected_measures(mentions, gold, "stance", scored=scored)
    assert len(fr.corrected_measures(mentions, gold, "stance", scored=scored.assign(cross_fitted=True), **FAST)) == 1


def test_rate_counts_words_of_all_articles():
    mentions = twenty()
    articles = pd.DataFrame({
        "article_id": [f"a{i:02}" for i in range(25)], "source": "North", "status": "ok", "words": 200,
    })  # fmt: skip
    gold = gold_of([coded(mentions, i, 0.5, actor="none" if i < 2 else "opposition") for i in range(10)])
    row = row_of(fr.corrected_measures(mentions, gold, "mention_rate", articles=articles, **FAST))
    assert row["value"] == pytest.approx(1000 * (20 - 4) / 5000)
    assert row["naive"] == pytest.approx(1000 * 20 / 5000)
    # 25 articles: two with 1 - 2, eighteen with 1, five with 0, each less its words times the rate.
    residuals = np.r_[[-1.0] * 2, [1.0] * 18, [0.0] * 5] - 200 * 16 / 5000
    half = student_t(0.95, 9) * np.sqrt((residuals @ residuals) * 25 / 24) / 5000
    assert row["high"] == pytest.approx(1000 * (16 / 5000 + half))
    assert row["measure"] == "per_1000_words"
    assert row["n_articles"] == 25


def test_all_sources_together_are_one_group(universe):
    _, mentions, gold = universe
    row = row_of(fr.corrected_measures(mentions, gold, by=[], **FAST), label="terrorist")
    pooled = fr.corrected_measures(mentions.assign(source="x"), gold.assign(source="x"), **FAST)
    assert row["value"] == row_of(pooled, label="terrorist")["value"]


def test_tuning_keeps_the_value_near_and_the_interval_no_longer(universe):
    _, mentions, gold = universe
    plain, tuned = (
        row_of(fr.corrected_measures(mentions, gold, method=name, by=[], **FAST), label="terrorist")
        for name in ("dsl", "ppi++")
    )
    assert tuned["value"] == pytest.approx(plain["value"], abs=0.05)
    assert tuned["high"] - tuned["low"] <= 1.02 * (plain["high"] - plain["low"])


def test_groups_can_be_sources_in_periods():
    mentions = twenty().assign(period=["2015", "2016"] * 10)
    gold = gold_of([coded(mentions, i, 1.0) for i in range(20)])
    table = fr.corrected_measures(mentions, gold, by=["source", "period"], **FAST)
    assert row_of(table, period="2015", label="terrorist")["value"] == 1.0
    assert row_of(table, period="2016", label="terrorist")["value"] == 0.0
    assert row_of(table, period="2016", label="terrorist")["n_coded"] == 10
    # A sentence of an article without mentions has no period unless gold tells it.
    sentence = {"kind": "sentence", "article_id": "b", "source": "North", "probability": 0.5, "missed": "none"}
    more = gold_of([*[coded(mentions, i, 1.0) for i in range(20)], sentence])
    with pytest.raises(TableError, match="nothing tells the period of article 'b'"):
        fr.corrected_measures(mentions, more, by=["source", "period"])
    assert len(fr.corrected_measures(mentions, more.assign(period="2015"), by=["source", "period"], **FAST)) == 4


def test_a_changed_lexicon_is_corrected_by_what_it_finds_now():
    drawn = twenty()
    gold = gold_of([coded(drawn, i, 0.5, label="rebel" if i == 0 else None) for i in range(12)])
    # The new lexicon gives new ids, has the first label right, and no longer finds the third.
    now = drawn.assign(mention_id=[f"n{i}" for i in range(20)])
    now.loc[0, ["label", "category", "valence"]] = ["rebel", "neutral", 0.0]
    now = now.drop(index=2)
    row = row_of(fr.corrected_measures(now, gold, **FAST), label="terrorist")
    # 8 found; one true terrorist is no longer found, with a weight of 2; denominators 19 + 2.
    assert row["value"] == pytest.approx((8 + 2) / (19 + 2))
    assert row["n_errors"] == 1


def test_label_that_people_found_and_the_lexicon_did_not_has_a_row():
    mentions = twenty()
    gold = gold_of([coded(mentions, i, 0.5, label="fighter" if i == 1 else None) for i in range(10)])
    table = fr.corrected_measures(mentions, gold, **FAST)
    row = row_of(table, label="fighter")
    assert row["value"] == pytest.approx(2 / 20)
    assert np.isnan(row["naive"])
    assert table["value"].sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"probability": np.nan}, {}, "no probability above 0"),
        ({"probability": 0.0}, {}, "no probability above 0"),
        ({"actor": None}, {}, "nothing is coded"),
        ({"label": None}, {}, "no unit is coded for actor, label"),
        ({}, {"by": "voice"}, "'voice' differs within article"),
        ({}, {"measure": "mention_rate"}, "needs the articles"),
        ({}, {"measure": "label_valence", "label": "rebel"}, "leave label= out"),
        ({"stance": "neutral"}, {"measure": "stance"}, "column 'scorer' is missing"),
    ],
)
def test_bad_gold_is_one_clear_error(change, options, said):
    mentions = mentions_of(
        [(f"a{i // 2}", "North", "opposition", "rebel", ["own", "direct"][i % 2]) for i in range(20)]
    )
    gold = gold_of([coded(mentions, i, 0.5) for i in range(10)]).assign(**change)
    with pytest.raises(TableError, match=said):
        fr.corrected_measures(mentions, gold, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"measure": "label_shares"},
        {"method": "ppi"},
        {"actor": "oposition"},
        {"label": "terorist"},
        {"voice": "mine"},
    ],
)
def test_unknown_names_are_named(options):
    mentions = twenty()
    gold = gold_of([coded(mentions, i, 0.5) for i in range(10)])
    with pytest.raises(UnknownNameError, match="there is no"):
        fr.corrected_measures(mentions, gold, **options)


def test_a_label_with_two_valences_is_refused():
    mentions = twenty()
    mentions.loc[0, "valence"] = -0.5
    gold = gold_of([coded(mentions, i, 0.5) for i in range(10)])
    with pytest.raises(TableError, match="two categories or valences"):
        fr.corrected_measures(mentions, gold)


def test_an_interval_that_hangs_on_missed_mentions_says_so():
    mentions = twenty()
    rows = [coded(mentions, i, 0.5, label="rebel" if i in (0, 2) else None) for i in range(12)]
    word = {"kind": "candidate", "article_id": "a03", "source": "North", "start": 400, "end": 409, "actor": "none"}
    said = "missed mentions make most of the interval"
    for missed, told in (("none", False), ("opposition", True)):
        label = {} if missed == "none" else {"label": "terrorist", "voice": "own"}
        gold = gold_of([*rows, {**word, "probability": 0.05, "actor": missed, **label}])
        flag = row_of(fr.corrected_measures(mentions, gold, **FAST), label="terrorist")["flag"]
        assert (said in flag) == told, flag
