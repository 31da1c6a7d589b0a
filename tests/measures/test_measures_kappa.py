"""Percent agreement and the kappas of Cohen and Fleiss."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from framing.errors import TableError
from framing.measures.coded.kappa import agreeing, cohens_kappa, fleiss_kappa

NAN = np.nan
#: Fleiss (1971), table 1: how many of six psychiatrists gave each of 30 patients each of five diagnoses.
PATIENTS = [
    "000060", "003003", "001401", "000006", "003030", "020400", "000402", "020310", "020040", "000006",
    "010050", "011040", "003300", "010050", "002031", "000501", "030012", "051000", "002040", "010203",
    "000006", "001050", "002013", "020040", "010041", "005010", "040002", "002040", "010500", "000006",
]  # fmt: skip
DIAGNOSES = np.array([[code for code, n in enumerate(row) for _ in range(int(n))] for row in PATIENTS], dtype=float).T


def slow_cohen(first, second):
    """Cohen's kappa by its definition."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if not np.isnan(a) and not np.isnan(b)]
    n = len(both)
    observed = sum(a == b for a, b in both) / n
    expected = sum(a == b for a, _ in both for _, b in both) / n**2
    return (observed - expected) / (1 - expected)


def slow_fleiss(values):
    """Fleiss' kappa by its definition: pairs of coders within units, and pairs of any two codes."""
    units = [column for column in np.asarray(values).T if not np.isnan(column).any()]
    pairs = [[a == b for a, b in combinations(unit, 2)] for unit in units]
    observed = np.mean([np.mean(each) for each in pairs])
    pooled = np.concatenate(units)
    expected = np.mean(pooled[:, None] == pooled)
    return (observed - expected) / (1 - expected)


def test_fleiss_kappa_of_thirty_patients_is_as_published():
    assert DIAGNOSES.shape == (6, 30)
    assert fleiss_kappa(DIAGNOSES) == pytest.approx(0.430, abs=5e-4)
    # As R's irr::kappam.fleiss has it.
    assert fleiss_kappa(DIAGNOSES) == pytest.approx(0.4302445, abs=5e-8)


def test_fleiss_kappa_is_that_of_statsmodels():
    # fleiss_kappa(aggregate_raters(rows.T)[0]) of statsmodels 0.15, printed once.
    rows = [
        [1, 0, 1, 2, 0, 1, 0, 2, 1, 2, 2, 2, 1, 1, 0, 1, 2, 0, 0, 0, 1, 0, 0, 1, 1],
        [2, 0, 2, 2, 1, 1, 2, 0, 1, 0, 1, 1, 1, 2, 0, 2, 2, 1, 0, 1, 2, 1, 2, 1, 1],
        [1, 0, 2, 2, 0, 1, 0, 0, 0, 1, 0, 1, 2, 2, 1, 1, 2, 1, 0, 0, 2, 0, 2, 2, 1],
        [1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 2, 0, 1, 1, 1, 0, 2, 1, 0, 0, 2, 0, 2, 0, 2],
    ]
    assert fleiss_kappa(rows) == pytest.approx(0.2568042583107363, abs=1e-12)
    assert fleiss_kappa(rows) == pytest.approx(slow_fleiss(rows), abs=1e-12)


def test_cohens_kappa_counted_by_hand():
    # 200 units, three codes: 106 + 28 + 6 of them agree, 0.70. The first coder gives the codes to 0.6, 0.3
    # and 0.1 of the units, the second to 0.65, 0.25 and 0.1: chance agrees on 0.39 + 0.075 + 0.01 = 0.475.
    table = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
    pairs = [(a, b) for a in range(3) for b in range(3) for _ in range(table[a][b])]
    first, second = np.array(pairs, dtype=float).T
    assert cohens_kappa(first, second) == pytest.approx((0.70 - 0.475) / (1 - 0.475), abs=1e-12)


def test_cohens_kappa_is_that_of_scikit_learn():
    rng = np.random.default_rng(7)
    first = rng.integers(0, 4, 40).astype(float)
    second = np.where(rng.random(40) < 0.6, first, rng.integers(0, 4, 40))
    assert cohens_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
    first[::5] = NAN
    second[::7] = NAN
    both = ~np.isnan(first) & ~np.isnan(second)
    assert cohens_kappa(first, second) == pytest.approx(cohen_kappa_score(first[both], second[both]), abs=1e-12)
    assert cohens_kappa(first, second) == pytest.approx(slow_cohen(first, second), abs=1e-12)


def test_kappas_are_those_of_nltk_where_all_have_coded():
    # NLTK 3.10 breaks (RuntimeError) where a coder lacks a code. Its `pi` of several coders is Fleiss' kappa; its
    # `kappa` of three is the mean of the pairs, and its `multi_kappa` that of Davies and Fleiss, which are others.
    rng = np.random.default_rng(2)
    values = rng.integers(0, 3, (3, 20)).astype(float)
    values[1:, :10] = values[0, :10]
    rows = [(str(c), str(u), values[c, u]) for c in range(3) for u in range(20)]
    assert fleiss_kappa(values) == pytest.approx(AnnotationTask(rows).pi(), abs=1e-9)
    pairs = [cohens_kappa(values[a], values[b]) for a, b in combinations(range(3), 2)]
    assert np.mean(pairs) == pytest.approx(AnnotationTask(rows).kappa(), abs=1e-9)
    with pytest.raises(RuntimeError):
        AnnotationTask(rows[1:]).pi()


def test_a_unit_that_not_all_have_coded_is_none_of_fleiss():
    gaps = np.column_stack([DIAGNOSES, [1, 1, 1, 1, 1, NAN]])
    assert fleiss_kappa(gaps) == pytest.approx(fleiss_kappa(DIAGNOSES), abs=1e-12)


def test_kappa_is_undefined_where_all_codes_are_the_same_or_none_meet():
    assert np.isnan(cohens_kappa([1, 1], [1, 1]))
    assert np.isnan(cohens_kappa([1, NAN], [NAN, 1]))
    assert np.isnan(fleiss_kappa([[1, 1], [1, 1], [1, 1]]))
    assert np.isnan(fleiss_kappa([[1, NAN], [NAN, 1]]))
    assert cohens_kappa([1, 2], [1, 2]) == 1
    # Coders who each keep to a code of their own agree never, as chance would have it.
    assert cohens_kappa([1, 1], [2, 2]) == 0


def test_agreeing_is_the_share_of_pairs_of_coders():
    values = np.array([[1, 1, 1, 2, 1], [1, 1, 2, 2, NAN], [1, 2, 3, NAN, 1]])
    assert agreeing(values) == pytest.approx([1, 1 / 3, 0, 1, 1])


def test_bad_shapes_are_one_clear_error():
    with pytest.raises(TableError, match=r"codes of shapes \(2,\) and \(3,\); give both one code per unit"):
        cohens_kappa([1, 2], [1, 2, 3])
    with pytest.raises(TableError, match=r"values of shape \(3,\); give one row for each of two coders"):
        fleiss_kappa([1, 2, 3])
    with pytest.raises(TableError, match=r"values of shape \(1, 3\)"):
        fleiss_kappa([[1, 2, 3]])


codes = st.lists(st.sampled_from([0.0, 1.0, 2.0, NAN]), min_size=9, max_size=9)


@settings(max_examples=40, deadline=None)
@given(codes, codes, codes)
def test_kappas_keep_their_bounds_and_follow_their_definitions(one, other, third):
    values = np.array([one, other, third])
    cohen, fleiss = cohens_kappa(one, other), fleiss_kappa(values)
    assert cohen == pytest.approx(cohens_kappa(other, one), abs=1e-12, nan_ok=True)
    if not np.isnan(cohen):
        assert -1 - 1e-12 <= cohen <= 1
        assert cohen == pytest.approx(slow_cohen(one, other), abs=1e-9)
    if not np.isnan(fleiss):
        assert -0.5 - 1e-12 <= fleiss <= 1
        assert fleiss == pytest.approx(slow_fleiss(values), abs=1e-9)
