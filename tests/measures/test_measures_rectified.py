"""Means and ratios put right by coded units, against other people's programs, matrices and arithmetic by hand."""

import numpy as np
import pytest

import framing as fr
from framing.errors import TableError, UnknownNameError
from framing.measures.coded.rectified import Totals, rectified
from framing.measures.intervals import student_t


def surrogate_data():
    """Two groups of articles of four mentions whose predictions err differently, coded with unequal probabilities."""
    rng, n = np.random.default_rng(11), 240
    group, cluster = np.repeat([0, 1], n // 2), np.arange(n) // 4
    truth = (rng.random(n) < np.where(group == 0, 0.4, 0.25)).astype(float)
    found = np.where(truth == 1, rng.random(n) < 0.85, rng.random(n) < np.where(group == 0, 0.05, 0.2)).astype(float)
    probability = np.where(found == 1, 0.5, 0.25)
    here = rng.random(n) < probability
    return group, cluster, truth, found, probability, here


def test_dsl_is_a_regression_of_pseudo_outcomes_on_groups():
    # statsmodels 0.15.0: OLS of found - R / p (found - truth) on both groups, clustered, no small-sample factors.
    values, errors = (0.3916666666666667, 0.21666666666666662), (0.05228571789778899, 0.049628247631393875)
    group, cluster, truth, found, probability, here = surrogate_data()
    for number in range(2):
        of = group == number
        mean = fr.rectified_mean(found[of], np.where(here, truth, np.nan)[of], probability[of], cluster[of])
        n = len(np.unique(cluster[of]))
        assert mean.value == pytest.approx(values[number], abs=1e-12)
        assert mean.error == pytest.approx(errors[number] * np.sqrt(n / (n - 1)), abs=1e-10)
        half = student_t(0.95, len(np.unique(cluster[of & here])) - 1) * mean.error
        assert (mean.high - mean.low) / 2 == pytest.approx(half)
        assert (mean.n, mean.n_coded) == (120, int((of & here).sum()))


def test_dsl_is_the_sandwich_of_explicit_matrices():
    group, cluster, truth, found, probability, here = surrogate_data()
    pseudo = found - here / probability * (found - truth)
    design = np.column_stack([group == 0, group == 1]).astype(float)
    bread = np.linalg.inv(design.T @ design)
    theta = bread @ design.T @ pseudo
    together = (cluster[:, None] == cluster).astype(float)
    scores = design * (pseudo - design @ theta)[:, None]
    covariance = bread @ (scores.T @ together @ scores) @ bread
    of = group == 1
    mean = fr.rectified_mean(found[of], np.where(here, truth, np.nan)[of], probability[of], cluster[of])
    assert mean.value == pytest.approx(theta[1])
    assert mean.error**2 == pytest.approx(covariance[1, 1] * 30 / 29)


def powered_data():
    rng, n, rest = np.random.default_rng(7), 60, 400
    truth = (rng.random(n + rest) < 0.3).astype(float)
    guess = np.clip(truth * 0.7 + rng.normal(0, 0.2, n + rest) + 0.1, 0, 1).round(3)
    return truth[:n], guess[:n], guess[n:]


@pytest.mark.parametrize(
    ("tuning", "expected"),
    [
        (1.0, (0.3415325, 0.2731386291560902, 0.4099263708439098)),
        (None, (0.3415325, 0.2731386291560902, 0.4099263708439098)),
        (0.5, (0.32076625000000003, 0.23531638659253318, 0.4062161134074669)),
    ],
)
def test_prediction_powered_mean_is_that_of_ppi_py(tuning, expected):
    # ppi-python 0.2.3: ppi_mean_pointestimate and ppi_mean_ci with alpha = 0.05 and lam as here.
    mean = fr.prediction_powered_mean(*powered_data(), tuning=tuning)
    assert (mean.value, mean.low, mean.high) == pytest.approx(expected, abs=1e-13)
    assert mean.tuning == (1.0 if tuning is None else tuning)


def test_tuned_prediction_powered_mean_is_that_of_ppi_py():
    rng, n, rest = np.random.default_rng(8), 50, 300
    truth = rng.normal(0, 1, n + rest)
    guess = (1.6 * truth + rng.normal(0, 2.5, n + rest)).round(3)
    truth = truth.round(3)
    mean = fr.prediction_powered_mean(truth[:n], guess[:n], guess[n:], tuning=None, level=0.9)
    expected = (-0.1541551088091269, -0.3570753345409943, 0.04876511692274055)
    assert (mean.value, mean.low, mean.high) == pytest.approx(expected, abs=1e-13)
    assert 0 < mean.tuning < 0.5


def test_equal_probabilities_give_the_prediction_powered_mean_of_a_sample_without_replacement():
    coded, guessed, rest = powered_data()
    found = np.concatenate([guessed, rest])
    told = np.concatenate([coded, np.full(len(rest), np.nan)])
    mean = fr.rectified_mean(found, told, np.full(len(found), len(coded) / len(found)))
    assert mean.value == pytest.approx(found.mean() + (coded - guessed).mean())


def test_simulated_gap_is_covered_where_the_found_one_is_not():
    # 85 of 100 labels are found in both outlets, 5 and 15 of 100 others are taken for one; true shares .40 and .30.
    rng, found, covered, gaps = np.random.default_rng(2), [], [], []
    for _ in range(200):
        means, guesses = [], []
        for share, alarm in ((0.4, 0.05), (0.3, 0.15)):
            truth = rng.random(2000) < share
            guess = np.where(truth, rng.random(2000) < 0.85, rng.random(2000) < alarm).astype(float)
            told = np.where(rng.permutation(2000) < 150, truth, np.nan)
            means.append(fr.rectified_mean(guess, told, np.full(2000, 150 / 2000)))
            guesses.append(guess.mean())
        gap, error = means[0].value - means[1].value, np.hypot(means[0].error, means[1].error)
        gaps.append(gap)
        covered.append(abs(gap - 0.1) <= student_t(0.95, 298) * error)
        found.append(guesses[0] - guesses[1])
    assert np.mean(gaps) == pytest.approx(0.1, abs=0.01)
    assert np.mean(found) == pytest.approx(0.0, abs=0.02)
    assert 0.91 <= np.mean(covered) <= 0.99


def test_mean_of_six_units_by_hand():
    # Pseudo-outcomes with weight 2: 1, 1 - 2 · 1, 0, 0, 0, 1; mean 1/6; squared residuals 5.8333, times 6 / 5.
    mean = fr.rectified_mean([1, 1, 0, 0, 0, 1], [1, 0, np.nan, np.nan, 0, np.nan], np.full(6, 0.5))
    assert mean.value == pytest.approx(1 / 6)
    squares = 2 * (5 / 6) ** 2 + (7 / 6) ** 2 + 3 * (1 / 6) ** 2
    assert mean.error == pytest.approx(np.sqrt(squares * 6 / 5) / 6)
    assert mean.n_coded == 3


def test_everything_coded_is_the_mean_of_the_codes():
    rng = np.random.default_rng(3)
    codes, wrong = rng.random(30), rng.random(30)
    mean = fr.rectified_mean(wrong, codes, np.ones(30))
    assert mean.value == pytest.approx(codes.mean())
    assert mean.error == pytest.approx(codes.std(ddof=1) / np.sqrt(30))


def test_useless_predictions_are_ignored_when_tuned():
    rng = np.random.default_rng(5)
    n, here = 2000, np.arange(2000) % 10 == 0
    truth, noise = rng.normal(0, 1, n), rng.normal(0, 5, n)
    told, chance = np.where(here, truth, np.nan), np.full(n, 0.1)
    plain, tuned = (fr.rectified_mean(noise, told, chance, method=name) for name in ("dsl", "ppi++"))
    assert tuned.error < plain.error / 3
    # Good ones count in full.
    good = truth + rng.normal(0, 0.1, n)
    plain, tuned = (fr.rectified_mean(good, told, chance, method=name) for name in ("dsl", "ppi++"))
    assert tuned.error == pytest.approx(plain.error, rel=0.05)


def totals(coded, predicted, *, stratum=-1, found=None, probability=0.5):
    """One group of one-mention articles, each coded, whose denominators are 1."""
    n = len(coded)
    ones = np.ones(n)
    return Totals(
        found=np.column_stack([predicted if found is None else found, ones]), article=np.arange(n), kind="articles",
        coded=np.column_stack([coded, ones]), predicted=np.column_stack([predicted, ones]),
        probability=np.full(n, probability), within=np.arange(n),
        stratum=np.full(n, stratum), n_stratum=np.full(n, n),
    )  # fmt: skip


def test_an_error_that_all_units_of_a_stratum_share_does_not_vary_with_a_draw_of_fixed_size():
    # 40 predictions of 1 in articles of their own; 20 are coded with a weight of 2; 18 of them are wrong by 1.
    coded = np.r_[np.zeros(18), np.ones(2)]
    half = totals(coded, np.ones(20))
    free = half._replace(found=np.ones((40, 2)), article=np.arange(40))
    fixed = free._replace(stratum=np.zeros(20, int))
    # Value (40 - 36) / 40; sums less the value: 18 of 1 - 2 - 0.1, 22 of 1 - 0.1.
    plain = (18 * 1.1**2 + 22 * 0.9**2) * 40 / 39
    # Errors of -2 in 18 coded: products of pairs 36² - 18 · 4, over 19, times the half that was not coded.
    saved = 0.5 * (36**2 - 72) / 19
    first, second = (rectified(of, (0.0, 1.0), 0.95) for of in (free, fixed))
    assert first.value[0] == second.value[0] == pytest.approx(0.1)
    assert first.error[0] == pytest.approx(np.sqrt(plain) / 40)
    assert second.error[0] == pytest.approx(np.sqrt(max(plain - saved, plain / 2)) / 40)
    # With errors of both signs less is saved: 12 of -2 and 2 of 2 make pairs of 20² - 14 · 4.
    mixed = free._replace(
        coded=np.column_stack([np.r_[np.zeros(12), np.full(2, 2.0), np.ones(6)], np.ones(20)]),
        stratum=np.zeros(20, int),
    )
    value = (40 - 24 + 4) / 40
    plain = (12 * (-1 - value) ** 2 + 2 * (3 - value) ** 2 + 26 * (1 - value) ** 2) * 40 / 39
    found = rectified(mixed, (0.0, 1.0), 0.95)
    assert found.error[0] == pytest.approx(np.sqrt(plain - 0.5 * (20**2 - 56) / 19) / 40)


def test_a_stratum_that_reaches_beyond_the_group_saves_less():
    # As above, but 40 were coded in the stratum, of which the group holds half: the number that falls to it varies.
    coded = np.r_[np.zeros(12), np.full(2, 2.0), np.ones(6)]
    group = totals(coded, np.ones(20), stratum=0)._replace(
        found=np.ones((40, 2)), article=np.arange(40), n_stratum=np.full(20, 40)
    )
    value = (40 - 24 + 4) / 40
    plain = (12 * (-1 - value) ** 2 + 2 * (3 - value) ** 2 + 26 * (1 - value) ** 2) * 40 / 39
    assert rectified(group, (0.0, 1.0), 0.95).error[0] == pytest.approx(np.sqrt(plain - 0.5 * (20**2 - 56) / 39) / 40)


def test_two_coded_units_of_one_article_are_no_pair():
    rows = totals(np.r_[np.zeros(10), np.ones(10)], np.ones(20), stratum=0)
    within = np.repeat(np.arange(10), 2)
    one = rows._replace(found=np.full((10, 2), 2.0), article=np.arange(10), within=within)
    sums = np.r_[np.full(5, -2.0), np.full(5, 2.0)]
    plain = ((sums - 0.0) ** 2).sum() * 10 / 9
    # Each of five articles has errors of -4 together.
    saved = 0.5 * (20**2 - 5 * 16) / 19
    found = rectified(one, (0.0, 1.0), 0.95)
    assert found.error[0] == pytest.approx(np.sqrt(max(plain - saved, plain / 2)) / 20)


def test_no_error_seen_leaves_room_for_errors_unseen():
    same = np.tile([0.0, 1.0], 10)
    found = rectified(totals(same, same), (0.0, 1.0), 0.95)
    sums = same - 0.5
    z2 = 1.959964**2
    unseen = z2 / (20 + z2) / 2 * 20 * 4 * 0.5
    assert found.value[0] == 0.5
    assert found.error[0] == pytest.approx(np.sqrt((sums @ sums) * 20 / 19 + unseen) / 20, rel=1e-5)


def test_values_and_bounds_end_where_the_scale_ends():
    found = rectified(totals(np.zeros(20), np.r_[np.ones(12), np.zeros(8)]), (0.0, 1.0), 0.95)
    assert found.value[0] == 0
    assert found.low[0] == 0
    assert found.high[0] < 1


def test_nothing_left_of_what_was_found_is_no_value():
    nothing = totals(np.zeros(12), np.ones(12))
    nothing = nothing._replace(coded=np.zeros((12, 2)))
    assert np.isnan(rectified(nothing, (0.0, 1.0), 0.95).value[0])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"probability": [0.5, 0.0]}, "no probability above 0"),
        ({"probability": [0.5, np.nan]}, "no probability above 0"),
        ({"probability": [0.5, 1.5]}, "no probability above 0"),
        ({"probability": [0.5]}, "differ in length"),
        ({"coded": [1, np.nan]}, "coded in 1 clusters"),
        ({"cluster": ["a", "a"]}, "coded in 1 clusters"),
    ],
)
def test_bad_columns_are_one_clear_error(given, said):
    columns = {"predicted": [1, 0], "coded": [1, 1], "probability": [0.5, 0.5], **given}
    with pytest.raises(TableError, match=said):
        fr.rectified_mean(**columns)


def test_unknown_method_and_unequal_lengths_are_named():
    with pytest.raises(UnknownNameError, match="method of correction 'dls'"):
        fr.rectified_mean([1, 0], [1, 1], [0.5, 0.5], method="dls")
    with pytest.raises(TableError, match="2 codes, 1 predictions"):
        fr.prediction_powered_mean([1, 0], [1], [1, 1])


def test_the_part_of_the_variance_that_missed_mentions_make_is_told():
    right = totals(np.ones(20), np.ones(20))
    assert rectified(right, (0, 1), 0.95, plain=True).missed.tolist() == [0]
    # One word in a hundred was coded, and names the actor otherwise: 20 of 120, residuals 5/6 and 100/6.
    with_one = right._replace(
        found=np.vstack([right.found, [0, 0]]), article=np.arange(21), coded=np.vstack([right.coded, [0, 1]]),
        predicted=np.vstack([right.predicted, [0, 0]]), probability=np.r_[right.probability, 0.01],
        within=np.arange(21), stratum=np.full(21, -1), n_stratum=np.full(21, 21),
    )  # fmt: skip
    found = rectified(with_one, (0, 1), 0.95, plain=True)
    assert found.value.tolist() == pytest.approx([1 / 6])
    variance = (20 * (5 / 6) ** 2 + (100 / 6) ** 2) * 21 / 20
    assert found.missed.tolist() == pytest.approx([0.99 * (100 / 6) ** 2 / variance])
