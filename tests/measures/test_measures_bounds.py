from __future__ import annotations

import numpy as np
import pytest

from framing.measures.bounds import constant_bounds, mean_bounds, rate_bounds, share_bounds, wilson
from framing.measures.intervals import Settings, Units

DEFAULT = Settings()


def units(top, bottom, kind="articles"):
    return Units(np.array(top, float)[:, None], np.array(bottom, float), np.arange(len(top)), kind)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(42, 50, 0.71, 0.92), (85, 100, 0.77, 0.91), (170, 200, 0.79, 0.89), (340, 400, 0.81, 0.88)],
)
def test_wilson_of_a_precision_of_about_85_percent(k, n, low, high):
    assert [round(float(end), 2) for end in wilson(k / n, n, 0.95)] == [low, high]


def test_wilson_at_the_ends():
    low, high = wilson(np.array([0.0, 1.0]), np.array([10.0, 10.0]), 0.95)
    assert low.round(4).tolist() == [0, 0.7225]
    assert high.round(4).tolist() == [0.2775, 1]


def test_share_has_the_wilson_interval_of_its_effective_n():
    # Every article has one mention, so the resampled deviation is that of a binomial share.
    some = units([1] * 8 + [0] * 32, [1] * 40)
    low, high, interval = share_bounds(some, Settings(0.95, 50_000, 0), "x")
    widened = (40 / 39) * (2.0227 / 1.9600) ** 2
    expected = wilson(0.2, 40 / widened, 0.95)
    assert interval == ["articles"]
    assert [low[0], high[0]] == pytest.approx([float(end) for end in expected], abs=0.003)


def test_share_never_rests_on_more_than_its_mentions():
    # Articles alike but for one: the spread alone would stand for some 6,000 mentions.
    even = units([5] * 11 + [6], [10] * 12)
    low, high, _ = share_bounds(even, DEFAULT, "x")
    expected = wilson(61 / 120, 120, 0.95)
    assert [low[0], high[0]] == pytest.approx([float(end) for end in expected])


def test_mean_of_two_values_is_a_share_of_the_way():
    some = units([-1] * 8 + [0] * 32, [1] * 40)
    mean = mean_bounds(some, (-1.0, 0.0), DEFAULT, "x")
    low, high, _ = share_bounds(units([1] * 8 + [0] * 32, [1] * 40), DEFAULT, "x")
    assert mean[:2] == pytest.approx((-high[0], -low[0]), abs=0.01)


def test_mean_far_from_both_ends_has_a_plain_t_interval():
    values = np.linspace(-0.1, 0.1, 41)
    low, high, _ = mean_bounds(units(values, [1] * 41), (-1.0, 1.0), Settings(0.95, 50_000, 0), "x")
    half = 2.0211 * values.std(ddof=1) / np.sqrt(41)
    assert (low, high) == pytest.approx((-half, half), abs=0.001)


def test_constant_is_mixed_with_both_ends():
    low, high, interval = constant_bounds(0.2, (-1.0, 0.6), units([0.2] * 10, [1] * 10), DEFAULT)
    kept = 0.7225
    assert interval == "Wilson (articles)"
    assert low == pytest.approx(kept * 0.2 - (1 - kept), abs=1e-4)
    assert high == pytest.approx(kept * 0.2 + (1 - kept) * 0.6, abs=1e-4)


def test_rate_of_bursts_is_less_certain_than_one_of_single_mentions():
    # 30 mentions in 60,000 words: the single ones are spread more evenly than chance would, which
    # counts for no more than chance; in three bursts they stand for some three independent ones.
    single = rate_bounds(units([1, 0] * 30, [1000] * 60), DEFAULT, "x")
    assert single == pytest.approx([float(end) for end in wilson(0.0005, 60_000, 0.95)])
    bursts = rate_bounds(units([10] * 3 + [0] * 57, [1000] * 60), Settings(0.95, 50_000, 0), "x")
    # The deviation of a sum of 60 draws from 3 tens in 60 is 10 sqrt(60 · 0.05 · 0.95).
    error = 10 * np.sqrt(60 * 0.05 * 0.95) / 60_000 * np.sqrt(60 / 59) * 2.0010 / 1.9600
    expected = wilson(0.0005, 0.0005 * 0.9995 / error**2, 0.95)
    assert bursts == pytest.approx([float(end) for end in expected], rel=0.02)


def test_rate_that_never_varies_still_has_width():
    low, high = rate_bounds(units([2] * 12, [1000] * 12), DEFAULT, "x")
    assert low < 0.002 < high
