from __future__ import annotations

import numpy as np
import pytest

from framing.measures.intervals import (
    MANY_ARTICLES,
    Settings,
    Units,
    chunks,
    distinct,
    generator,
    kind_of,
    ratio,
    resampled_ratios,
    spread,
    student_t,
)

TOP = np.array([1, 0, 2, 3, 0, 1, 1, 4, 0, 2, 1, 5], dtype=float)[:, None]
BOTTOM = np.array([2, 3, 2, 4, 1, 1, 3, 6, 2, 2, 4, 5], dtype=float)
MANY = Settings(0.95, 20_000, 0)


def slow_articles(rng, resamples):
    """Ratios of articles drawn one by one."""
    picks = rng.integers(0, len(TOP), (resamples, len(TOP)))
    return TOP[picks, 0].sum(axis=1) / BOTTOM[picks].sum(axis=1)


def slow_two_stages(article, rng, resamples):
    """Ratios of articles drawn one by one, and of sentences drawn one by one in each."""
    found = []
    for _ in range(resamples):
        rows = []
        for one in rng.integers(0, article.max() + 1, article.max() + 1):
            inside = np.flatnonzero(article == one)
            rows += list(rng.choice(inside, len(inside)))
        found.append(TOP[rows, 0].sum() / BOTTOM[rows].sum())
    return np.array(found)


def test_ratio_is_a_ratio_of_sums():
    assert ratio(Units(TOP, BOTTOM, np.arange(12), "articles")).tolist() == [20 / 35]


def test_articles_agree_with_a_slow_bootstrap():
    fast = resampled_ratios(Units(TOP, BOTTOM, np.arange(12), "articles"), MANY, "x")[:, 0]
    slow = slow_articles(np.random.default_rng(1), 20_000)
    assert fast.std() == pytest.approx(slow.std(), rel=0.03)
    assert np.quantile(fast, [0.025, 0.975]) == pytest.approx(np.quantile(slow, [0.025, 0.975]), abs=0.01)


def test_two_stages_agree_with_a_slow_bootstrap():
    article = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3])
    fast = resampled_ratios(Units(TOP, BOTTOM, article, "articles+sentences"), MANY, "x")[:, 0]
    slow = slow_two_stages(article, np.random.default_rng(1), 4000)
    assert fast.std() == pytest.approx(slow.std(), rel=0.06)
    assert np.quantile(fast, [0.025, 0.975]) == pytest.approx(np.quantile(slow, [0.025, 0.975]), abs=0.02)


def test_order_of_units_in_two_stages_does_not_matter():
    article = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 3, 3, 3])
    order = np.argsort(article, kind="stable")
    mixed = Units(TOP, BOTTOM, article, "articles+sentences")
    sorted_ = Units(TOP[order], BOTTOM[order], article[order], "articles+sentences")
    assert np.array_equal(resampled_ratios(mixed, Settings(), "x"), resampled_ratios(sorted_, Settings(), "x"))


def test_spread_is_widened_for_few_units():
    units = Units(TOP, BOTTOM, np.arange(12), "articles")
    plain = resampled_ratios(units, MANY, "x").std()
    # Student's t with 11 degrees is 2.2010, z is 1.9600.
    assert spread(units, MANY, "x")[0] == pytest.approx(plain * np.sqrt(12 / 11) * 2.2010 / 1.9600, rel=1e-4)


def test_one_sentence_has_no_spread():
    units = Units(TOP[:1], BOTTOM[:1], np.array([0]), "sentences")
    assert spread(units, Settings(), "x").tolist() == [0.0]


@pytest.mark.parametrize(
    ("level", "degrees", "printed"),
    [
        (0.95, 1, 12.706), (0.95, 2, 4.303), (0.95, 3, 3.182), (0.95, 4, 2.776), (0.95, 9, 2.262),
        (0.95, 30, 2.042), (0.90, 5, 2.015), (0.99, 4, 4.604),
    ],
)  # fmt: skip
def test_student_t_is_that_of_the_tables(level, degrees, printed):
    assert student_t(level, degrees) == pytest.approx(printed, rel=0.01 if level == 0.99 else 0.002)


@pytest.mark.parametrize(
    ("n", "kind"),
    [(1, "sentences"), (2, "articles+sentences"), (9, "articles+sentences"), (10, "articles")],
)
def test_what_is_resampled_follows_from_the_number_of_articles(n, kind):
    assert kind_of(n) == kind


def test_weights_are_drawn_in_runs_that_fit_in_memory():
    assert list(chunks(2000, 100_000)) == [40] * 50
    assert list(chunks(2000, 10)) == [2000]
    assert list(chunks(3, 10_000_000)) == [1, 1, 1]


def test_random_numbers_belong_to_seed_and_name():
    first = generator(Settings(seed=3), "North", "opposition").random()
    assert first == generator(Settings(seed=3), "North", "opposition").random()
    assert first != generator(Settings(seed=4), "North", "opposition").random()
    assert first != generator(Settings(seed=3), "South", "opposition").random()


def test_rows_that_differ_are_those_of_numpy_with_their_numbers():
    rng = np.random.default_rng(0)
    whole = rng.integers(0, 4, (500, 2)).astype(float)
    wide = np.column_stack([rng.integers(0, 3, 500) * 2.0**30, rng.integers(-2, 2, 500)])
    broken = np.column_stack([rng.integers(-3, 3, 500) * 0.1, rng.integers(0, 5, 500), rng.integers(0, 2, 500)])
    for rows in (whole, wide, broken, whole[:1], whole[:0]):
        found, times = distinct(rows)
        wanted, numbers = np.unique(rows, axis=0, return_counts=True)
        assert np.array_equal(found, wanted)
        assert times.tolist() == numbers.tolist()


def many_units(n, sentences=1):
    """So many articles with skewed counts of mentions, of which a share bears the label."""
    rng = np.random.default_rng(5)
    bottom = rng.geometric(0.3, n * sentences).astype(float)
    favour = np.repeat(rng.beta(0.5, 2, n), sentences)
    top = rng.binomial(bottom.astype(int), favour).astype(float)
    kind = "articles" if sentences == 1 else "articles+sentences"
    return Units(top[:, None], bottom, np.repeat(np.arange(n), sentences), kind)


@pytest.mark.parametrize("sentences", [1, 3])
def test_spread_of_many_articles_is_what_resamples_settle_on(sentences):
    units = many_units(MANY_ARTICLES, sentences)
    # 6,000 resamples scatter by one part in a hundred.
    drawn = resampled_ratios(units, Settings(resamples=6000 if sentences == 1 else 600), "x").std()
    assert spread(units, Settings(), "x")[0] == pytest.approx(drawn, rel=0.03 if sentences == 1 else 0.1)


def test_spread_is_drawn_below_that_many_articles_and_not_from_there_on():
    few, enough = many_units(MANY_ARTICLES - 1), many_units(MANY_ARTICLES)
    assert spread(few, Settings(seed=1), "x") != spread(few, Settings(seed=2), "x")
    assert spread(enough, Settings(seed=1), "x") == spread(enough, Settings(seed=2), "x")


def test_spread_of_many_articles_by_hand():
    # Half of 5,000 articles have one of one mention, half none: residuals of 1/2 each.
    units = Units(np.tile([1.0, 0.0], 2500)[:, None], np.ones(5000), np.arange(5000), "articles")
    assert spread(units, Settings(), "x")[0] == pytest.approx(np.sqrt(5000 * 0.25) / 5000)
