from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from gold_tables import gold_of, mentions_of, only, unit

from framing.measures import validate
from framing.measures.coded.error_tests import error_tests
from framing.measures.coded.weighted_shares import Weighed, weighted_share
from framing.measures.intervals import Settings
from framing.measures.permutation import benjamini_hochberg

REBEL = "opposition rebel own"
SETTINGS = Settings(resamples=2000)


def rows_of(right, weight, article=None):
    right, number = np.asarray(right, dtype=float), np.arange(len(right))
    return Weighed(right, np.ones(len(right)), np.asarray(weight, dtype=float), number,
                   number if article is None else np.asarray(article))  # fmt: skip


def apart(right, weight, mine):
    """How far a part lies from the rest, computed one unit at a time."""
    share = sum(r * w for r, w in zip(right, weight, strict=True)) / sum(weight)
    of_part = sum(w for at, w in enumerate(weight) if at in mine) / sum(weight)
    residual = sum(w * (r - share) for at, (r, w) in enumerate(zip(right, weight, strict=True)) if at in mine)
    variance = sum(
        w**2 * share * (1 - share) * ((1 - of_part) ** 2 if at in mine else of_part**2) for at, w in enumerate(weight)
    )
    return residual / variance**0.5


def test_p_is_the_share_of_all_deals_as_far_apart():
    right, weight = [0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1], [1, 3, 2, 1, 5, 1, 2, 1, 1, 4, 2, 1]
    part = np.repeat([0, 1], [5, 7])
    every, first, second = error_tests(rows_of(right, weight), part, ["North", "South"], SETTINGS, "key")
    observed = apart(right, weight, set(range(5)))
    deals = [abs(apart(right, weight, set(deal))) for deal in combinations(range(12), 5)]
    exact = np.mean([deal >= abs(observed) - 1e-9 for deal in deals])
    assert first["statistic"] == pytest.approx(observed)
    assert second["statistic"] == pytest.approx(-observed)
    assert first["p"] == pytest.approx(exact, abs=0.03)
    assert second["p"] == first["p"]
    share = np.average(right, weights=weight)
    squares = [
        sum(weight[at] * (right[at] - share) for at in side) ** 2
        / (share * (1 - share) * sum(weight[at] ** 2 for at in side))
        for side in (range(5), range(5, 12))
    ]  # fmt: skip
    assert every["statistic"] == pytest.approx(sum(squares))
    assert every["degrees"] == 1
    assert 0 < every["p"] < 1


def test_differences_have_the_joined_interval_of_both_sides():
    rng = np.random.default_rng(0)
    right, weight, part = rng.random(60) < 0.7, rng.uniform(1, 4, 60), np.repeat([0, 1, 2], 20)
    rows = rows_of(right, weight)
    found = error_tests(rows, part, ["a", "b", "c"], SETTINGS)[2]
    own, rest = (weighted_share(rows.of(chosen), SETTINGS) for chosen in (part == 1, part != 1))
    assert found["difference"] == pytest.approx(own.value - rest.value)
    low = own.value - rest.value - np.hypot(own.value - own.low, rest.high - rest.value)
    high = own.value - rest.value + np.hypot(own.high - own.value, rest.value - rest.low)
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))
    assert (found["n_coded"], found["n_articles"]) == (20, 20)


def test_articles_are_dealt_whole():
    # Ten units in one article of North are wrong, all others right: one article in twenty is no finding.
    right = [0] * 10 + [1] * 40
    article = [0] * 10 + list(range(1, 41))
    rows = rows_of(right, np.ones(50), article)
    part = np.array([0] * 20 + [1] * 30)
    whole = error_tests(rows, part, ["North", "South"], SETTINGS)[1]["p"]
    apart_too = error_tests(rows_of(right, np.ones(50)), part, ["North", "South"], SETTINGS)[1]["p"]
    assert whole > 0.15
    assert apart_too < 0.01


def test_parts_with_too_few_units_or_articles_have_no_p():
    rows = rows_of([1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1], np.ones(12))
    every, small, large = error_tests(rows, np.repeat([0, 1], [3, 9]), ["North", "South"], SETTINGS)
    assert np.isnan([small["p"], small["difference"], large["p"], every["p"]]).all()
    assert small["flag"] == "few coded; against: few articles, few coded"
    assert every["flag"] == "no p: too few articles"
    alone = rows_of([1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1], np.ones(12), [0] * 6 + list(range(1, 7)))
    row = error_tests(alone, np.repeat([0, 1], [6, 6]), ["North", "South"], SETTINGS)[1]
    assert np.isnan(row["p"])
    assert row["difference"] == pytest.approx(4 / 6 - 1)
    assert row["flag"] == "one article; few coded; against: few articles, few coded; no p: too few articles"


def test_where_nothing_differs_there_is_no_p():
    every, first, _ = error_tests(rows_of(np.ones(24), np.ones(24)), np.repeat([0, 1], 12), ["a", "b"], SETTINGS)
    assert np.isnan([every["p"], first["p"]]).all()
    assert every["flag"] == first["flag"] == "no p: nothing differs"


def test_equal_sources_are_told_apart_as_seldom_as_they_should():
    rng = np.random.default_rng(11)
    settings, small = Settings(resamples=200), []
    for _ in range(150):
        # One source is small, and drawn with a third of the probability of the others.
        part = np.repeat([0, 1, 2, 3], [10, 25, 25, 25])
        weight = rng.lognormal(0, 0.6, 85) * np.where(part == 0, 3, 1)
        found = error_tests(rows_of(rng.random(85) < 0.9, weight), part, list("abcd"), settings)
        small.append([row["p"] <= 0.05 for row in found])
    # 150 samples: three standard errors around 5 in 100 are 10.
    assert (np.mean(small, axis=0) < 0.105).all()


def test_a_source_that_errs_more_is_found():
    units = [
        unit("mention", f"{source}{i}", REBEL, "none" if source == "s" and i % 2 else REBEL)
        for source in "nsw" for i in range(24)
    ]  # fmt: skip
    gold = gold_of(units)
    tests = validate(gold, mentions_of(gold), resamples=400).tests
    row = only(tests, actor="opposition", variable="mention", measure="precision", group="source", name="South")
    assert (row["difference"], row["p"]) == (-0.5, pytest.approx(1 / 401))
    assert only(tests, actor="opposition", variable="mention", measure="precision", group="source")["p"] < 0.01
    of = tests[(tests["actor"] == "opposition") & (tests["group"] == "source")]
    adjusted = benjamini_hochberg(of["p"].to_numpy())
    np.testing.assert_allclose(of["p_adjusted"], adjusted)
    assert set(tests["measure"]) == {"precision", "accuracy"}
