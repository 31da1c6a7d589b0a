from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from gold_tables import gold_of, mentions_of, only, unit
from sklearn.metrics import precision_recall_fscore_support

from framing.errors import TableError, UnknownNameError
from framing.measures import validate
from framing.measures.bounds import wilson
from framing.measures.coded.weighted_shares import Weighed, weighted_share
from framing.measures.intervals import Settings
from framing.schema import GOLD, VALIDATION, VALIDATION_TESTS

REBEL = "opposition rebel own"


def validated(units, **options):
    gold = gold_of(units)
    return validate(gold, mentions_of(gold), resamples=100, **options)


@pytest.fixture
def units():
    """Found: 6 right (p .5), 2 nobody (p .1), 2 the government (p .1). Missed: 2 candidates, 2 in a sentence."""
    return [
        *(unit("mention", f"n{i}", REBEL, REBEL, 0.5) for i in range(6)),
        *(unit("mention", f"n{i}", REBEL, "none", 0.1) for i in (6, 7)),
        *(unit("mention", f"n{i}", REBEL, "government regime own", 0.1) for i in (8, 9)),
        *(unit("candidate", f"s{i}", "", "opposition rebel own", 0.25) for i in (0, 1)),
        *(unit("candidate", f"s{i}", "", "none", 0.25) for i in (2, 3)),
        unit("sentence", "s4", "", "opposition: other; government: Damascus: own", 0.05),
        unit("sentence", "s5", "", "none", 0.05),
    ]


def test_precision_recall_and_f1_count_units_by_their_weight(units):
    scores = validated(units).scores
    assert list(scores) == list(VALIDATION)
    # Right 6 * 2 = 12, of 12 + 4 * 10 = 52 found; coded 12 + 2 * 4 (candidates) + 20 (sentence) = 40.
    row = only(scores, variable="mention", actor="opposition", measure="precision")
    assert row["value"] == pytest.approx(12 / 52)
    assert (row["n_coded"], row["n_errors"], row["n_articles"]) == (10, 4, 10)
    row = only(scores, variable="mention", actor="opposition", measure="recall")
    assert row["value"] == pytest.approx(12 / 40)
    assert (row["n_coded"], row["n_errors"], row["n_articles"]) == (9, 3, 9)
    row = only(scores, variable="mention", actor="opposition", measure="f1")
    assert row["value"] == pytest.approx(24 / 92)
    # A mention found as another actor is missed as its own: government 2 * 10 and 20 in the sentence, none found.
    row = only(scores, variable="mention", actor="government", measure="recall")
    assert (row["n_coded"], row["n_errors"], row["flag"]) == (3, 3, "few coded")
    # Over all actors: found 52, coded 40 + 20 + 20, hits 12.
    assert only(scores, variable="mention", measure="precision")["value"] == pytest.approx(12 / 52)
    row = only(scores, variable="mention", measure="recall")
    assert row["value"] == pytest.approx(12 / 80)
    assert row["n_coded"] == 11


def test_shares_agree_with_those_of_another_library():
    rng = np.random.default_rng(4)
    actors = ["opposition", "government", "isis"]
    units = []
    for i in range(240):
        found, coded, p = rng.choice([*actors, "none"]), rng.choice([*actors, "none"]), rng.uniform(0.05, 1)
        kind = "candidate" if found == "none" else "mention"
        article, place = "nsw"[i % 3] + str(i % 90), {"start": 10 * i, "end": 10 * i + 5}
        said = (f"{name} x own" if name != "none" else "" for name in (found, coded))
        units.append(unit(kind, article, *said, p, **place) | ({"actor": "none"} if coded == "none" else {}))
    units.append(unit("sentence", "n0", "", "none"))
    scores = validated(units).scores
    gold = gold_of(units[:-1])
    theirs = precision_recall_fscore_support(
        gold["actor"], gold["predicted_actor"].replace("", "none"), sample_weight=1 / gold["probability"],
        labels=actors,
    )  # fmt: skip
    for at, actor in enumerate(actors):
        for measure, values in zip(("precision", "recall", "f1"), theirs, strict=False):
            assert only(scores, variable="mention", actor=actor, measure=measure)["value"] == pytest.approx(
                values[at]
            )


def test_bounds_are_those_of_residuals_summed_by_article():
    rng = np.random.default_rng(1)
    units = [
        unit("mention", f"n{i % 30}", REBEL, REBEL if rng.random() < 0.8 else "none", float(rng.uniform(0.3, 1)),
             start=10 * i, end=10 * i + 5)
        for i in range(80)
    ]  # fmt: skip
    row = only(validated(units).scores, variable="mention", measure="precision")
    weight, right = [1 / one["probability"] for one in units], [one["actor"] == "opposition" for one in units]
    share = sum(w for w, r in zip(weight, right, strict=True) if r) / sum(weight)
    residuals = dict.fromkeys((one["article_id"] for one in units), 0.0)
    for one, w, r in zip(units, weight, right, strict=True):
        residuals[one["article_id"]] += w * (r - share)
    variance = 30 / 29 * sum(e**2 for e in residuals.values()) / sum(weight) ** 2
    t_over_z = 2.0452296 / 1.9599640
    low, high = wilson(share, share * (1 - share) / (variance * t_over_z**2), 0.95)
    assert row["value"] == pytest.approx(share)
    assert (row["low"], row["high"]) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert row["interval"] == "articles"
    assert row["flag"] == ""


def test_weights_make_precision_unbiased_where_plain_counts_are_not():
    rng = np.random.default_rng(8)
    # 400 frequent mentions, 95 % right, drawn one in 20; 40 rare ones, 40 % right, drawn one in 2.
    right = np.r_[np.arange(400) < 380, np.arange(40) < 16]
    p = np.r_[np.full(400, 0.05), np.full(40, 0.5)]
    weighted, plain, rows = [], [], np.arange(40)
    for _ in range(300):
        drawn = np.r_[rng.choice(400, 20, replace=False), 400 + rng.choice(40, 20, replace=False)]
        units = Weighed(1.0 * right[drawn], np.ones(40), 1 / p[drawn], rows, rows)
        weighted.append(weighted_share(units, Settings()).value)
        plain.append(right[drawn].mean())
    assert np.mean(weighted) == pytest.approx(right.mean(), abs=0.01)
    assert abs(np.mean(plain) - right.mean()) > 0.15


def test_recall_needs_units_in_which_nothing_was_found(units):
    found = validated(units[:10])
    for measure in ("recall", "f1"):
        row = only(found.scores, variable="mention", actor="opposition", measure=measure)
        assert np.isnan(row["value"])
        assert row["flag"] == "no negatives coded"
    assert any("cannot be told" in note for note in found.notes)
    assert not (found.tests["measure"] == "recall").any()


@pytest.mark.parametrize(
    ("left_out", "flag"),
    [("sentence", "found and rejected words only"), ("candidate", "rejected words not coded")],
)
def test_recall_says_which_units_were_not_coded(units, left_out, flag):
    found = validated([one for one in units if one["kind"] != left_out])
    row = only(found.scores, variable="mention", actor="opposition", measure="recall")
    assert row["value"] > 0
    assert flag in row["flag"]
    assert only(found.scores, variable="mention", actor="government", measure="f1")["flag"].count(flag) == 1
    assert any("upper bound" in note for note in found.notes)


def test_too_few_and_no_units_are_not_estimated(units):
    scores = validated([*units, unit("mention", "w1", "isis daesh own", "none")]).scores
    row = only(scores, variable="mention", actor="isis", measure="precision")
    assert np.isnan(row["value"])
    assert (row["flag"], row["n_coded"]) == ("few coded", 1)
    row = only(scores, variable="mention", actor="isis", measure="recall")
    assert np.isnan(row["value"])
    assert (row["flag"], row["n_coded"]) == ("no positives coded", 0)
    assert only(scores, variable="mention", actor="isis", measure="f1")["flag"] == "no positives coded"


def test_a_source_in_which_all_is_right_has_an_interval_by_the_weight_of_its_articles():
    units = [unit("mention", f"n{i}", REBEL, REBEL, 0.01 if i == 0 else 1.0) for i in range(20)]
    row = only(validated(units).scores, variable="mention", measure="precision")
    # One article stands for 100 of 119 units: as good as (119)^2 / (100^2 + 19) = 1.41 articles.
    low, _ = wilson(1.0, 119**2 / (100**2 + 19), 0.95)
    assert (row["value"], row["high"]) == (1.0, 1.0)
    assert row["low"] == pytest.approx(low)
    assert row["interval"] == "Wilson (articles)"


def test_two_units_of_an_article_in_which_all_is_right_say_no_more_than_one():
    units = [unit("mention", f"n{i % 15}", REBEL, REBEL, start=10 * i, end=10 * i + 5) for i in range(30)]
    row = only(validated(units).scores, variable="mention", measure="precision")
    assert row["low"] == pytest.approx(float(wilson(1.0, 15, 0.95)[0]))


def test_words_beside_a_mention_are_not_the_mention():
    units = [unit("mention", f"n{i}", REBEL, REBEL) for i in range(6)]
    units += [unit("candidate", f"n{i}", "", REBEL, start=6, end=9) for i in range(6)]
    row = only(validated(units).scores, variable="mention", measure="recall")
    assert (row["value"], row["n_coded"], row["n_errors"]) == (0.5, 12, 6)


def test_no_miss_among_few_sentences_does_not_make_recall_certain():
    units = [unit("mention", f"n{i}", REBEL, REBEL, 0.5) for i in range(20)]
    units += [unit("sentence", f"n{i}", "", "none", 0.1) for i in range(20, 30)]
    found = validated(units)
    row = only(found.scores, variable="mention", measure="recall")
    # 40 mentions; of 10 * 10 sentences, up to Wilson's upper bound for 0 of 10 may hold one more.
    unseen = 100 * float(wilson(0.0, 10, 0.95)[1])
    assert row["low"] == pytest.approx(float(wilson(1.0, 20, 0.95)[0]) * 40 / (40 + unseen))
    assert row["flag"] == "no miss seen; rejected words not coded"


def test_few_articles_count_what_varies_within_them():
    def bounds(n_articles):
        units = [
            unit(
                "mention", f"n{i % n_articles}", REBEL, "none" if i % 4 == 0 else REBEL, start=10 * i, end=10 * i + 5
            )
            for i in range(40)
        ]
        row = only(validated(units).scores, variable="mention", measure="precision")
        assert row["value"] == 0.75
        return row["low"], row["high"], row["interval"], row["flag"]

    low, high, interval, flag = bounds(1)
    # 30 of 40 in one article: the units vary, t of 39 degrees.
    error = np.sqrt(40 / 39 * 40 * 0.75 * 0.25) / 40 * 2.0226909 / 1.959964
    assert (low, high) == tuple(pytest.approx(float(end), abs=1e-4) for end in wilson(0.75, 0.1875 / error**2, 0.95))
    assert (interval, flag) == ("units", "one article")
    low, high, interval, flag = bounds(5)
    assert (interval, flag) == ("articles+units", "few articles")
    # Articles hold 2 wrong of 8 each: between them nothing varies, within them 40 units do; t of 4 degrees.
    error = np.sqrt(40 * 0.1875) / 40 * 2.7764451 / 1.959964
    assert (low, high) == tuple(pytest.approx(float(end), abs=2e-3) for end in wilson(0.75, 0.1875 / error**2, 0.95))
    assert bounds(20)[2:] == ("articles", "")


def test_a_label_is_right_only_where_the_actor_is():
    units = [
        *(unit("mention", f"n{i}", REBEL, REBEL) for i in range(4)),
        unit("mention", "n4", REBEL, "none"),
        unit("mention", "n5", REBEL, "opposition terrorist own"),
        unit("mention", "n6", REBEL, "opposition other own"),
        unit("mention", "n7", "opposition terrorist own", REBEL),
        unit("candidate", "n8", "", REBEL),
        unit("sentence", "n9", "", "opposition: rebel: own"),
        unit("mention", "n10", REBEL, "opposition"),
    ]
    found = validated(units)
    of = {"variable": "label", "actor": "opposition", "class": "rebel"}
    # Found as rebel with a label coded: n0 to n6; four of them right. Coded rebel: four, n7, n8, n9.
    row = only(found.scores, **of, measure="precision")
    assert (row["value"], row["n_coded"]) == (pytest.approx(4 / 7), 7)
    row = only(found.scores, **of, measure="recall")
    assert (row["value"], row["n_coded"]) == (pytest.approx(4 / 7), 7)
    # Rightly found with a label coded: n0 to n3, n5, n6, n7.
    row = only(found.scores, variable="label", actor="opposition", measure="accuracy")
    assert (row["value"], row["n_coded"], row["n_errors"]) == (pytest.approx(4 / 7), 7, 3)
    assert "other" not in set(found.scores["class"])


def test_voices_are_measured_among_mentions_rightly_found():
    units = [
        *(unit("mention", f"n{i}", REBEL, REBEL) for i in range(5)),
        unit("mention", "n5", REBEL, "opposition rebel indirect"),
        unit("mention", "n6", REBEL, "none"),
        unit("mention", "n7", "opposition rebel direct", "government regime direct"),
        *(unit("mention", f"s{i}", "opposition rebel direct", "opposition rebel direct") for i in range(3)),
        unit("mention", "s3", "opposition rebel direct", "opposition rebel"),
    ]
    found = validated(units)
    row = only(found.scores, variable="voice", measure="accuracy")
    assert (row["value"], row["n_coded"]) == (pytest.approx(8 / 9), 9)
    row = only(found.scores, variable="voice", measure="precision", **{"class": "own"})
    assert (row["value"], row["n_coded"]) == (pytest.approx(5 / 6), 6)
    row = only(found.scores, variable="voice", measure="accuracy", group="source", name="North")
    assert row["value"] == pytest.approx(5 / 6)
    confusion = found.confusion.set_index(["variable", "coded", "predicted"])
    assert confusion.loc[("voice", "indirect", "own"), "n"].item() == 1
    assert confusion.loc[("voice", "own", "own"), "share"].item() == 1.0


def test_stances_are_those_of_one_scorer_in_three_classes():
    stances = ["negative", "negative", "neutral", "positive", "positive", "neutral", "positive"]
    units = [unit("mention", f"n{i}", REBEL, REBEL, stance=stance) for i, stance in enumerate(stances)]
    scored = pd.DataFrame(
        {"mention_id": [f"n{i}:0" for i in range(7)], "scorer": "words",
         "stance": [-0.5, 0.05, 0.05, 0.06, -0.06, -0.05, None]}
    )  # fmt: skip
    found = validated(units, scored=scored)
    # The last has no stance; right are n0, n2, n3 and n5.
    row = only(found.scores, variable="stance", measure="accuracy")
    assert (row["value"], row["n_coded"]) == (pytest.approx(4 / 6), 6)
    assert "1 coded mention is left out, for the scorer tells no stance there." in found.notes
    with pytest.raises(TableError, match=r"2 scorers \(model, words\); give the rows of one"):
        validated(units, scored=pd.concat([scored, scored.assign(scorer="model")]))
    assert any("no scores were given" in note for note in validated(units).notes)


def test_units_are_looked_up_anew_in_the_mentions_given():
    gold = gold_of(
        [
            *(unit("mention", f"n{i}", REBEL, REBEL) for i in range(4)),
            unit("mention", "n4", REBEL, "none"),
            unit("mention", "n5", REBEL, REBEL),
            unit("candidate", "n6", "", REBEL),
            unit("sentence", "n7", "", "none"),
        ]
    )
    mentions = mentions_of(gold)
    # The rule has changed: n4 is not found any more, n5 one word longer, n6 is found; n0 is found as another label.
    mentions = mentions[mentions["article_id"] != "n4"]
    mentions.loc[mentions["article_id"] == "n5", ["mention_id", "start"]] = ["n5:-3", -3]
    mentions.loc[mentions["article_id"] == "n0", "label"] = "terrorist"
    new = mentions.iloc[[0]].assign(mention_id="n6:1", article_id="n6", start=1, end=4, label="rebel")
    twice = new.assign(mention_id="n6:5", start=5, end=9, label="army")
    found = validate(gold, pd.concat([mentions, twice, new], ignore_index=True), resamples=100)
    row = only(found.scores, variable="mention", measure="precision")
    assert (row["value"], row["n_coded"]) == (1.0, 6)
    row = only(found.scores, variable="mention", measure="recall")
    assert (row["value"], row["n_coded"]) == (1.0, 6)
    assert only(found.scores, variable="label", actor="opposition", measure="accuracy")["value"] == pytest.approx(
        5 / 6
    )
    notes = "\n".join(found.notes)
    assert "Of the sample, 1 mention is no longer found, and counted as not found." in notes
    assert "Of the sample, 1 mention is found as another actor or label than when drawn." in notes
    assert "Of the sample, 1 candidate is found as a mention by now, and counted as found." in notes


def test_a_sheet_without_a_key_knows_mentions_by_their_id():
    gold = gold_of([unit("mention", f"n{i}", REBEL, REBEL if i else "none") for i in range(6)])
    mentions = mentions_of(gold)
    bare = gold.assign(
        article_id="", source="", published="", start=-1, end=-1, predicted_actor="", predicted_label=""
    )
    found = validate(bare, mentions, resamples=100)
    row = only(found.scores, variable="mention", measure="precision", group="source", name="North")
    assert (row["value"], row["n_articles"]) == (pytest.approx(5 / 6), 6)
    assert not any("otherwise" in note or "another actor" in note for note in found.notes)
    # Nor does it where it tells the actor that was found, and not its label.
    told = bare.assign(predicted_actor="opposition")
    assert not any("another actor" in note for note in validate(told, mentions, resamples=100).notes)


def test_errors_come_heaviest_first_with_their_text(units):
    errors = validated(units).errors
    assert errors["weight"].is_monotonic_decreasing
    assert errors["unit_id"].tolist() == ["u14", "u14", "u6", "u7", "u8", "u9", "u10", "u11"]
    first, _, third, _, fifth = errors.head(5).to_dict("records")
    assert (first["found"], first["coded"], first["differs"]) == ("nothing", "opposition: other", "actor")
    assert (third["found"], third["coded"]) == ("opposition: rebel, own", "nothing")
    assert fifth["coded"] == "government: regime, own"
    assert (third["text"], third["source"], third["article_id"]) == ("⟦Words⟧ of n6.", "North", "n6")


def test_confusion_counts_every_unit_once(units):
    confusion = validated(units).confusion
    of = confusion[confusion["variable"] == "mention"]
    # 10 mentions, 4 candidates, one sentence with two entries, one with none.
    assert of["n"].sum() == 17
    assert of["weighted"].sum() == pytest.approx(12 + 40 + 16 + 40 + 20)
    assert of.groupby("coded")["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_parts_are_sources_labels_and_periods(units):
    units = [one | {"published": "2016-05-01" if at % 2 else "2015-03-01"} for at, one in enumerate(units)]
    scores = validated(units, period="year").scores
    assert set(scores["group"]) == {"", "source", "label", "period"}
    row = only(scores, variable="mention", actor="opposition", group="label", name="rebel", measure="precision")
    assert row["value"] == pytest.approx(12 / 52)
    assert set(scores.loc[scores["group"] == "label", "measure"]) == {"precision", "accuracy"}
    # Of 2015: right three of 2, one of each error: 6 / 26.
    row = only(scores, variable="mention", actor="opposition", group="period", name="2015", measure="precision")
    assert row["value"] == pytest.approx(6 / 26)
    assert set(validated(units, by=["source"]).scores["group"]) == {"", "source"}
    assert set(validated(units, by="label").scores["group"]) == {"", "label"}
    with pytest.raises(UnknownNameError, match="there is no part of the corpus to validate by 'colour'"):
        validated(units, by=["colour"])
    with pytest.raises(UnknownNameError, match="period"):
        validated(units, by=["period"])


def test_units_without_a_date_are_in_no_period(units):
    units = [one | {"published": "" if at < 2 else "2015-03-01"} for at, one in enumerate(units)]
    found = validated(units, period="month")
    assert "2 units are without a date, and in no period." in found.notes
    assert set(found.scores.loc[found.scores["group"] == "period", "name"]) == {"2015-03"}
    with pytest.raises(TableError, match="column 'published' holds no date"):
        validated([one | {"published": ""} for one in units], period="month")


def test_the_order_of_rows_changes_nothing(units):
    gold = gold_of(units)
    mentions = mentions_of(gold)
    first = validate(gold, mentions, resamples=100)
    shuffled = gold.sample(frac=1, random_state=3).reset_index(drop=True)
    second = validate(shuffled, mentions.sample(frac=1, random_state=5), resamples=100)
    pd.testing.assert_frame_equal(first.scores, second.scores)
    pd.testing.assert_frame_equal(first.errors, second.errors)
    pd.testing.assert_frame_equal(first.confusion, second.confusion)
    pd.testing.assert_frame_equal(first.tests, validate(gold, mentions, resamples=100).tests)


def test_codes_that_are_missing_or_unclear_are_no_category(units):
    more = [
        unit("mention", "n20", REBEL, "unclear"), unit("mention", "n21", REBEL, ""),
        unit("sentence", "s20", "", "unclear"), unit("sentence", "s21", "", "unclear: other; opposition: unclear"),
    ]  # fmt: skip
    before, after = validated(units), validated([*units, *more[:3]])
    pd.testing.assert_frame_equal(before.scores, after.scores)
    assert after.notes[0] == "3 units are not coded or unclear, and left out."
    row = only(validated([*units, more[3]]).scores, variable="mention", actor="opposition", measure="recall")
    assert row["n_coded"] == 10


def test_notes_tell_what_is_not_covered(units):
    gold = gold_of(units)
    gold.attrs["design"] = {"population": {"mention": 30}}
    gold.attrs["notes"] = ["7 of 9 mention units drawn were decided"]
    mentions = mentions_of(gold)
    mentions = pd.concat([mentions, mentions.iloc[[0]].assign(mention_id="w1:0", article_id="w1", source="West")])
    found = validate(gold, mentions, resamples=100)
    assert found.notes[0] == "7 of 9 mention units drawn were decided."
    assert any(note.startswith("The sample was drawn from 30 mentions; there are 11 now.") for note in found.notes)
    assert "No unit was coded of 1 of the sources: West." in found.notes
    assert found.about["mentions"] == 11
    assert found.sample["n_coded"].tolist() == [10, 4, 2]
    assert repr(found).startswith("Validation(16 coded units, 8 errors;")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda gold: gold.drop(columns="unit_id"), "column 'unit_id' is missing"),
        (lambda gold: gold.assign(probability=np.nan), "unit 'u0' has no probability above 0 and up to 1"),
        (lambda gold: gold.assign(probability=1.5), "has no probability"),
        (lambda gold: gold.assign(unit_id="u"), "unit 'u' is there twice"),
        (lambda gold: gold.assign(kind="word"), "column 'kind' holds 'word'; allowed: mention, candidate, sentence"),
        (lambda gold: gold.assign(actor=None, missed=None), "nothing is coded"),
        (lambda gold: gold.assign(missed="rebels"), "unit 'u14'.* holds 'rebels'; write 'actor: label'"),
        (lambda gold: gold.assign(mention_id="x", article_id="x"), "none of the mentions coded is among"),
    ],
)
def test_bad_gold_is_one_clear_error(units, change, message):
    gold = gold_of(units)
    with pytest.raises(TableError, match=message):
        validate(change(gold), mentions_of(gold), resamples=100)


def test_columns_are_those_of_the_schema_even_where_nothing_was_tested():
    found = validated([unit("mention", "n1", REBEL, REBEL)])
    assert list(found.tests) == list(VALIDATION_TESTS)
    assert list(found.scores) == list(VALIDATION)
    assert set(GOLD) >= {"unit_id", "probability"}
    assert found.errors.empty
