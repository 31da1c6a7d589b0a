"""The draw: its probabilities are those it says, and every unit has one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.coding.draw import draw
from framing.power_allocation import inclusion

STRATA = ["a"] * 16 + ["b"] * 4 + ["c"]


def by_bisection(sizes, n):
    """The factor of the same rule, found by halving."""
    low, high = 0.0, float(max(sizes)) * n
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(min(s, middle * s**0.5) for s in sizes) < n else (low, middle)
    return [min(1.0, high * s**-0.5) for s in sizes]


def test_a_stratum_gives_in_proportion_to_the_root_of_its_size():
    # 16, 4 and 1 units: shares as 4, 2 and 1 of a sample of 7 would take 1 of 1; none is over 1.
    assert inclusion([16, 4, 1], 7) == pytest.approx([4 / 16, 2 / 4, 1])
    assert inclusion([16, 4, 1], 3.5) == pytest.approx([2 / 16, 1 / 4, 1 / 2])


def test_units_that_are_sure_to_be_drawn_leave_the_rest_to_the_others():
    # 14 of 21: the share of c would be 2, of b 4; with c at 1 the others share 13 as 4 to 2, b's 4.33 is over 4.
    assert inclusion([16, 4, 1], 14) == pytest.approx([9 / 16, 1, 1])


def test_all_are_taken_where_there_are_no_more():
    assert inclusion([2, 3], 5).tolist() == [1, 1]
    assert inclusion([2, 3], 50).tolist() == [1, 1]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12), st.integers(1, 300))
def test_probabilities_add_up_and_agree_with_a_slow_search(sizes, n):
    told = inclusion(sizes, n)
    assert ((told > 0) & (told <= 1)).all()
    assert told @ np.array(sizes) == pytest.approx(min(n, sum(sizes)))
    if n < sum(sizes):
        assert told == pytest.approx(by_bisection(sizes, n))


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=60), st.integers(1, 80), st.integers(0, 2**32))
def test_exactly_so_many_are_drawn_and_none_twice(strata, n, seed):
    drawn, probabilities, sizes = draw(strata, n, np.random.default_rng(seed))
    assert len(drawn) == len(set(drawn.tolist())) == min(n, len(strata))
    assert set(np.flatnonzero(probabilities == 1)) <= set(drawn.tolist())
    assert sizes.tolist() == [Counter(strata)[each] for each in strata]


def test_over_many_draws_each_unit_comes_as_often_as_its_probability_says():
    generator, times = np.random.default_rng(3), 4000
    counts, totals = np.zeros(21), []
    for _ in range(times):
        drawn, probabilities, _ = draw(STRATA, 5, generator)
        counts[drawn] += 1
        totals.append((1 / probabilities[drawn]).sum())
    assert probabilities == pytest.approx([5 / 28] * 16 + [5 / 14] * 4 + [5 / 7])
    # Each frequency within four standard errors, and all together by chi-square: 20 degrees, 1 in 10,000 is 52.4.
    error = np.sqrt(probabilities * (1 - probabilities) / times)
    assert (np.abs(counts / times - probabilities) < 4 * error).all()
    assert (((counts / times - probabilities) / error) ** 2).sum() < 52.4
    # The estimate of how many there are is right on average (Horvitz and Thompson 1952).
    assert np.mean(totals) == pytest.approx(21, abs=4 * np.std(totals) / times**0.5)


def test_strata_share_the_sample_as_evenly_as_whole_units_can():
    # Expected are 20/7, 10/7 and 5/7 units: points at equal distance give each the number below or above.
    for seed in range(50):
        drawn, _, _ = draw(STRATA, 5, np.random.default_rng(seed))
        taken = Counter(STRATA[at] for at in drawn)
        assert taken["a"] in (2, 3)
        assert taken["b"] in (1, 2)
        assert taken["c"] in (0, 1)


def test_units_of_a_stratum_are_not_drawn_as_neighbours():
    pairs = Counter()
    for seed in range(600):
        drawn, _, _ = draw(["a"] * 4, 2, np.random.default_rng(seed))
        pairs[tuple(drawn.tolist())] += 1
    assert len(pairs) == 6  # every pair, each 100 times but for chance
    assert all(60 < n < 140 for n in pairs.values())
