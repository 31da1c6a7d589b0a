from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from framing.measures.intervals import Settings
from framing.measures.permutation import benjamini_hochberg, permutation_test

ROWS = np.array([[3, 4], [2, 2], [5, 6], [1, 5], [0, 3], [1, 2], [0, 4], [2, 6]], float)


def permutation_p(*given, **options):
    return permutation_test(*given, **options).p


def apart(first, second):
    """Difference of two ratios in standard errors, article by article."""
    ratios, variance = [], 0.0
    for rows in (first, second):
        k, n = sum(row[0] for row in rows), sum(row[1] for row in rows)
        ratios.append(k / n)
        variance += sum((row[0] - k / n * row[1]) ** 2 for row in rows) / n**2
    gap = abs(ratios[0] - ratios[1])
    return 0.0 if gap < 1e-12 else float("inf") if variance < 1e-15 else gap / variance**0.5


def exact_p(rows, n_first, blocks=None):
    """Share of all deals of the articles, within their blocks, that lie at least as far apart."""
    blocks = blocks or [0] * len(rows)
    sizes = [blocks[:n_first].count(block) for block in sorted(set(blocks))]
    observed = apart(rows[:n_first], rows[n_first:])
    gaps = []
    for first in combinations(range(len(rows)), n_first):
        if [[blocks[i] for i in first].count(block) for block in sorted(set(blocks))] == sizes:
            second = [i for i in range(len(rows)) if i not in first]
            gaps.append(apart(rows[list(first)], rows[second]))
    return np.mean([one >= observed * (1 - 1e-9) for one in gaps])


@pytest.mark.parametrize("n_first", [2, 3, 4])
def test_p_agrees_with_all_deals(n_first):
    p = permutation_p(ROWS[:n_first], ROWS[n_first:], Settings(0.95, 20_000, 0), "x")
    assert p[0] == pytest.approx(exact_p(ROWS, n_first), abs=0.012)


@pytest.mark.parametrize("blocks", [[0, 0, 1, 1, 0, 0, 1, 1], [0, 1, 2, 2, 0, 0, 2, 2], [3, 0, 0, 1, 0, 1, 0, 1]])
def test_p_within_blocks_agrees_with_all_deals_within_them(blocks):
    both = np.array(blocks[:4]), np.array(blocks[4:])
    p = permutation_p(ROWS[:4], ROWS[4:], Settings(0.95, 20_000, 0), "x", blocks=both)
    assert p[0] == pytest.approx(exact_p(ROWS, 4, blocks), abs=0.012)
    assert exact_p(ROWS, 4, blocks) != exact_p(ROWS, 4)


def test_articles_of_unshared_blocks_count_where_they_stand():
    rows, blocks = np.vstack([ROWS, [0, 30]]), [0, 0, 0, 0, 1, 0, 0, 0, 0]
    rows = np.vstack([rows[:4], rows[-1:], rows[4:-1]])
    both = np.array(blocks[:5]), np.array(blocks[5:])
    p = permutation_p(rows[:5], rows[5:], Settings(0.95, 20_000, 0), "x", blocks=both)
    assert p[0] == pytest.approx(exact_p(rows, 5, blocks), abs=0.012)
    without = [i for i in range(9) if i != 4]
    assert abs(exact_p(rows, 5, blocks) - exact_p(rows[without], 4)) > 0.05


def test_deals_observed_count_as_one():
    apart = np.array([[1, 1]] * 20 + [[0, 1]] * 20, float)
    assert permutation_p(apart[:20], apart[20:], Settings(0.95, 999, 0), "x").tolist() == [0.001]


def test_sides_alike_have_a_p_of_one():
    same = np.array([[1, 2]] * 8, float)
    assert permutation_p(same[:4], same[4:], Settings(), "x").tolist() == [1.0]


@pytest.mark.parametrize(("n_first", "n_second"), [(1, 7), (7, 1), (2, 3)])
def test_too_few_articles_have_no_p(n_first, n_second):
    rows = np.ones((8, 3))
    assert np.isnan(permutation_p(rows[:n_first], rows[:n_second], Settings(), "x")).all()


def test_bursty_labels_without_a_difference_are_rarely_called_different():
    rng, hits = np.random.default_rng(5), 0
    for i in range(400):
        counts = rng.negative_binomial(0.3, 0.3 / (0.3 + 1.5), size=40).astype(float)
        words = rng.lognormal(6, 0.5, size=40).round()
        rows = np.column_stack([counts, words])
        hits += permutation_p(rows[:20], rows[20:], Settings(0.95, 199, 0), i)[0] <= 0.05
    assert 0.02 < hits / 400 < 0.08


def test_adjustment_has_the_values_of_the_worked_example():
    p = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])
    expected = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0846, 0.205]
    assert benjamini_hochberg(p).round(4).tolist() == expected
    assert benjamini_hochberg(p[::-1]).round(4).tolist() == expected[::-1]


def test_adjustment_leaves_out_what_is_missing():
    assert benjamini_hochberg(np.array([np.nan, 0.5])).tolist()[1] == 0.5
    assert np.isnan(benjamini_hochberg(np.array([np.nan, np.nan]))).all()
    assert benjamini_hochberg(np.array([])).tolist() == []


def test_longer_articles_on_one_side_are_no_difference():
    """Ten long articles against eighty short ones: plain differences would call one run in ten different."""
    rng, hits = np.random.default_rng(9), 0
    for i in range(300):
        sides = []
        for n, mean in ((80, 20), (10, 2)):
            mentions = 1 + rng.negative_binomial(1, 1 / mean, size=n)
            sides.append(
                np.column_stack([rng.binomial(mentions, rng.beta(0.7, 1.63, size=n)), mentions]).astype(float)
            )
        hits += permutation_p(*sides, Settings(0.95, 199, 0), i)[0] <= 0.05
    assert 0.01 < hits / 300 < 0.075


def test_one_deal_in_twenty_lies_beyond_the_critical_value():
    critical = permutation_test(ROWS[:4], ROWS[4:], Settings(0.95, 20_000, 0), "x").critical
    deals = [(list(first), [i for i in range(8) if i not in first]) for first in combinations(range(8), 4)]
    gaps = [apart(ROWS[first], ROWS[second]) for first, second in deals]
    # 70 deals: the outermost 5 % are the three or four farthest apart.
    assert sorted(gaps)[-4] - 1e-9 <= critical[0] <= sorted(gaps)[-3] + 1e-9
    assert np.isnan(permutation_test(ROWS[:1], ROWS[4:], Settings(), "x").critical).all()
