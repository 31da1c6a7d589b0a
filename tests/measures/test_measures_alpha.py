"""Krippendorff's alpha."""

from __future__ import annotations

from itertools import product

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import binary_distance, interval_distance
from nltk.metrics.agreement import AnnotationTask

from framing.errors import TableError, UnknownNameError
from framing.measures.alpha import METRICS, alpha_coefficient, alpha_sums, bounded, krippendorff_alpha, midranks
from framing.measures.bounds import wilson
from framing.measures.intervals import Settings, Units

NAN = np.nan
#: Krippendorff (2011), Computing Krippendorff's alpha-reliability: four coders, twelve units, nine values missing.
TEXTBOOK = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


def pairable(values):
    """Values of each unit that has two or more."""
    units = [[v for v in column if not np.isnan(v)] for column in np.asarray(values, dtype=float).T]
    return [unit for unit in units if len(unit) > 1]


def distances(values):
    """The four squared distances, as Krippendorff (2019) writes them."""
    pooled = sorted(v for unit in pairable(values) for v in unit)

    def ordinal(a, b):
        low, high = min(a, b), max(a, b)
        return (sum(low <= v <= high for v in pooled) - (pooled.count(a) + pooled.count(b)) / 2) ** 2

    return {
        "nominal": lambda a, b: float(a != b),
        "ordinal": ordinal,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: 0.0 if a == b else ((a - b) / (a + b)) ** 2,
    }


def slow_alpha(values, metric):
    """Alpha by its definition: every pair of values within units, every pair of values at all."""
    units, distance = pairable(values), distances(values)[metric]
    pooled = [v for unit in units for v in unit]
    n = len(pooled)
    observed = sum(sum(distance(a, b) for a, b in product(unit, unit)) / (len(unit) - 1) for unit in units) / n
    expected = sum(distance(a, b) for a, b in product(pooled, pooled)) / (n * (n - 1))
    return 1 - observed / expected


def task_of(values, distance):
    """The same codes for NLTK."""
    rows = [
        (f"coder {c}", f"unit {u}", values[c, u])
        for c, u in product(*map(range, values.shape))
        if not np.isnan(values[c, u])
    ]
    return AnnotationTask(rows, distance=distance)


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_alpha_of_the_textbook_is_as_published(metric, published):
    assert krippendorff_alpha(TEXTBOOK, metric) == pytest.approx(published, abs=5e-5)


def test_alpha_is_nominal_unless_said_otherwise():
    assert krippendorff_alpha(TEXTBOOK) == krippendorff_alpha(TEXTBOOK, "nominal")


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(("coders", "units", "gaps"), [(2, 30, 0.0), (2, 30, 0.3), (3, 20, 0.4), (5, 9, 0.5)])
def test_alpha_is_that_of_the_library_and_of_the_definition(metric, coders, units, gaps):
    rng = np.random.default_rng(coders * units)
    values = np.round(rng.uniform(0, 4, units) + rng.normal(0, 0.8, (coders, units))).clip(0, 5)
    values[rng.random(values.shape) < gaps] = NAN
    alpha = krippendorff_alpha(values, metric)
    assert alpha == pytest.approx(krippendorff.alpha(values, level_of_measurement=metric), abs=1e-12)
    assert alpha == pytest.approx(slow_alpha(values, metric), abs=1e-12)


def test_alpha_is_that_of_nltk_where_nltk_is_right():
    # NLTK 3.10 leaves out single codes as it should; it has no ordinal and no ratio distance of values.
    rng = np.random.default_rng(3)
    values = np.round(rng.uniform(-1, 1, 24) + rng.normal(0, 0.4, (3, 24)), 1)
    values[rng.random(values.shape) < 0.3] = NAN
    for metric, distance in (("nominal", binary_distance), ("interval", interval_distance)):
        assert krippendorff_alpha(values, metric) == pytest.approx(task_of(values, distance).alpha(), abs=1e-12)
    # Where every code is the same, NLTK says 1. There was nothing to disagree on: alpha is 0 / 0.
    same = np.ones((2, 3))
    assert task_of(same, binary_distance).alpha() == 1
    assert np.isnan(krippendorff_alpha(same))


@pytest.mark.parametrize("metric", METRICS)
def test_alpha_is_undefined_without_variation_or_pairs(metric):
    assert np.isnan(krippendorff_alpha(np.full((2, 5), 0.3), metric))
    assert np.isnan(krippendorff_alpha([[0.1, NAN], [NAN, 0.3]], metric))
    assert np.isnan(krippendorff_alpha(np.full((2, 3), NAN), metric))
    assert krippendorff_alpha([[0.1, 0.9], [0.1, 0.9]], metric) == pytest.approx(1)


def test_a_unit_with_one_code_counts_for_nothing():
    lonely = np.column_stack([TEXTBOOK, [NAN, NAN, 9, NAN]])
    for metric in METRICS:
        assert krippendorff_alpha(lonely, metric) == pytest.approx(krippendorff_alpha(TEXTBOOK, metric), abs=1e-12)


def test_midranks_lie_as_far_apart_as_values_rank_between():
    # Of 1, 1, 2, 2, 2, 3 the first two rank 0 to 2, the three next 2 to 5, the last 5 to 6.
    ranks = midranks(np.array([[1.0, 1.0, 2.0, 7.0], [2.0, 2.0, 3.0, NAN]]))
    assert ranks[:, :3].tolist() == [[1, 1, 3.5], [3.5, 3.5, 5.5]]
    assert np.isnan(ranks[:, 3]).all()


def test_ratios_of_nothing_are_equal():
    assert krippendorff_alpha([[0, 0, 3, 4], [0, 0, 3, 4]], "ratio") == pytest.approx(1)
    values = [[0, 0, 2, 0], [0, 2, 2, 2]]
    assert krippendorff_alpha(values, "ratio") == pytest.approx(slow_alpha(values, "ratio"))


def test_bad_input_is_one_clear_error():
    with pytest.raises(UnknownNameError, match=r"no metric of alpha 'nominale'. Did you mean 'nominal'"):
        krippendorff_alpha(TEXTBOOK, "nominale")
    with pytest.raises(TableError, match="values have 1 dimensions; give one row per coder"):
        krippendorff_alpha([1, 2, 3])
    with pytest.raises(TableError, match="values hold -2; ratios need numbers from 0 on"):
        krippendorff_alpha([[1, -2], [1, 2]], "ratio")


def test_coders_that_never_part_may_do_so_unseen():
    values = np.array([[0.0, 1.0] * 20] * 2)
    sums = alpha_sums(values, nominal=True)
    units = Units(sums, np.ones(40), np.arange(40), "articles")
    row = bounded(units, alpha_coefficient(sums.sum(axis=0)), Settings(0.95, 100), "x")
    hidden = 1 - float(wilson(1.0, 40, 0.95)[0])
    # Two codes, equally many: chance expects disagreement in half of the pairs, times n / (n - 1).
    assert row == pytest.approx({**row, "value": 1, "low": 1 - hidden / (0.5 * 80 / 79), "high": 1})
    assert row["interval"] == "Wilson (articles)"


codes = st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0, NAN]), min_size=8, max_size=8)
quick = settings(max_examples=40, deadline=None)


@quick
@given(codes, codes, codes, st.permutations([0, 1, 2]), st.sampled_from(METRICS))
def test_alpha_does_not_depend_on_the_order_of_coders_or_the_unit_of_measurement(one, other, third, order, metric):
    values = np.array([one, other, third])
    alpha = krippendorff_alpha(values, metric)
    assert alpha <= 1 + 1e-12 or np.isnan(alpha)
    assert krippendorff_alpha(values[order, ::-1], metric) == pytest.approx(alpha, abs=1e-9, nan_ok=True)
    assert krippendorff_alpha(3 * values, metric) == pytest.approx(alpha, abs=1e-9, nan_ok=True)
    if metric != "ratio":
        assert krippendorff_alpha(values - 7, metric) == pytest.approx(alpha, abs=1e-9, nan_ok=True)


@quick
@given(codes, codes)
def test_two_codes_have_the_same_alpha_on_three_scales(one, other):
    values = np.minimum([one, other], 1.0)
    nominal = krippendorff_alpha(values)
    for metric in ("ordinal", "interval"):
        assert krippendorff_alpha(values, metric) == pytest.approx(nominal, abs=1e-9, nan_ok=True)
