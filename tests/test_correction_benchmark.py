"""benchmarks/correction.py in a few runs: what it simulates, and that the package does what its formulas do."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.schema import GOLD


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    import correction

    return correction


def test_coded_units_repair_a_gap_that_errors_hide(bench):
    rng, design = np.random.default_rng(4), bench.DESIGNS["unequal"]
    found = [bench.run(rng, design, bench.GAPS["gap of .10"], framing=False, budget=False) for _ in range(60)]
    table = bench.table_of(found, 0.1).set_index("estimate")
    assert table.loc["naive", "coverage"] == 0
    assert table.loc["naive", "mean"] == pytest.approx(0.01, abs=0.005)
    assert table.loc["corrected", "mean"] == pytest.approx(0.1, abs=0.015)
    assert table.loc["corrected", "coverage"] >= 0.9
    assert table.loc["corrected", "mean_se"] < 0.8 * table.loc["gold only", "mean_se"]


@pytest.mark.parametrize("name", ["equal", "unequal", "clustered", "with negatives", "few negatives"])
def test_the_package_estimates_what_the_formulas_written_out_do(bench, name):
    rng, design = np.random.default_rng(3), bench.DESIGNS[name]
    units = bench.drawn_from(rng, bench.simulate(rng, design, (0.3, 0.3)), design)
    shares = fr.corrected_measures(bench.mentions_of(units), bench.gold_of(units), label="terrorist", resamples=100)
    for outlet, value in enumerate(shares.set_index("source").loc[list(bench.OUTLETS), "value"]):
        expected = bench.estimates(units[units["outlet"] == outlet])["corrected"]
        assert value == pytest.approx(expected.value, abs=1e-12)
    found = bench.run(np.random.default_rng(3), design, (0.3, 0.3), framing=True, budget=True)
    assert found["framing"]["value"] == pytest.approx(found["corrected"]["value"], abs=1e-12)
    # Strata make the package's interval shorter, by less than a third.
    assert 0.7 < found["framing"]["error"] / found["corrected"]["error"] < 1.01
    assert found["framing"]["low"] < 0 < found["framing"]["high"]
    assert ("expected" in found) == (name in ("unequal", "few negatives"))
    if "expected" in found:
        assert found["expected"]["error"] == pytest.approx(found["corrected"]["error"], rel=0.25)


def test_every_unit_has_its_probability_and_as_many_are_drawn_as_asked_for(bench):
    rng, design = np.random.default_rng(0), bench.DESIGNS["few negatives"]
    units = bench.drawn_from(rng, bench.simulate(rng, design, (0.4, 0.3)), design)
    assert units.groupby("kind")["drawn"].sum().tolist() == [300, 50, 50]
    assert units.groupby("kind")["pi"].sum().tolist() == pytest.approx([300, 50, 50])
    assert (1 / units.loc[units["drawn"], "pi"]).sum() == pytest.approx(len(units), rel=0.1)
    gold = bench.gold_of(units)
    assert list(gold.columns) == list(GOLD)
    assert len(gold) == 400
    # True mentions are those in all three kinds of units: as many as were simulated.
    assert units["b"].sum() == 2 * design.n
    assert units.loc[units["outlet"] == 0, "a"].sum() / design.n == pytest.approx(0.4, abs=0.05)


def test_a_ratio_of_totals_by_hand(bench):
    """Three articles: 1 of 2, 1 of 1, 0 of 1; the share is 1/2, its residuals are 0, 1/2, -1/2."""
    found = bench.ratio(np.array([1.0, 0, 1, 0]), np.ones(4), np.array([7, 7, 8, 9]))
    assert found == (0.5, pytest.approx(np.sqrt(0.5 * 3 / 2) / 4), 3)


def test_coverage_and_its_interval_are_told(bench):
    found = [{"naive": {"value": 0.1, "error": 0.1, "low": low, "high": 0.3}} for low in (0.0, 0.0, 0.2, 0.0)]
    row = bench.table_of(found, 0.1).iloc[0]
    assert row["coverage"] == 0.75
    assert row["from"] < 0.75 < row["to"]
    assert row["sd"] == 0
    assert pd.isna(bench.table_of([{"expected": {"error": 0.1}}], 0.1).iloc[0].get("coverage"))


def test_it_prints_a_table_for_each_design(bench, capsys):
    options = bench.argparse.Namespace(design="equal", runs=2, seed=1, framing=False, peers=False)
    bench.main(options)
    shown = capsys.readouterr().out
    assert re.findall(r"^equal, .*", shown, flags=re.MULTILINE) == [
        "equal, no gap (true gap 0.00)", "equal, gap of .10 (true gap 0.10)",
    ]  # fmt: skip
    assert shown.count("corrected") == 2
