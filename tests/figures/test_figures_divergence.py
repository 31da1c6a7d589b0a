"""How far apart the labels of sources lie, drawn."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from figure_tables import luminance, outside, overlaps, row_names, translucent
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import description_of
from framing.figures.divergence import plot_divergence, plot_divergence_matrix

LONG = "The Northern Weekly Gazette and Advertiser"


def row(source, against, value, p=0.001, n=(40, 30), actor="opposition"):
    return {
        "actor": actor, "measure": "label_divergence", "source": source, "against": against, "value": value,
        "low": max(value - 0.1, 0), "high": min(value + 0.1, 1), "null_mean": 0.05, "null_high": 0.12,
        "p_adjusted": p, "n_mentions": n[0], "n_articles": 12, "n_against_mentions": n[1],
        "n_against_articles": 11, "interval": "articles", "flag": "",
    }  # fmt: skip


def three():
    return pd.DataFrame([
        row("North", "South", 0.1, 0.2), row("North", "West", 0.5, 0.0002, (40, 60)),
        row("South", "West", 0.3, np.nan, (30, 60)),
    ])  # fmt: skip


def many(n, seed=0):
    rng = np.random.default_rng(seed)
    names = ["Asharq Al-Awsat", "asharqalawsat", LONG, *(f"Outlet {i}" for i in range(n - 3))][:n]
    return pd.DataFrame([
        row(one, other, rng.uniform(0, 1), rng.uniform(0, 0.2), tuple(rng.integers(3, 9000, 2)))
        for one, other in combinations(names, 2)
    ])  # fmt: skip


def fields(ax):
    """Filled fields of the matrix, by column and the name of the row."""
    middles = dict(zip((round(float(y), 3) for y in ax.get_yticks()), row_names(ax), strict=True))
    return {
        (round(patch.get_x() + 0.5), middles[round(patch.get_y() + patch.get_height() / 2, 3)]): patch
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_fill() and patch.get_facecolor()[3] == 1
    }


def test_rows_are_pairs_ordered_by_divergence_with_their_null():
    ax = plot_divergence(three(), names={"West": "The West"})
    assert row_names(ax) == ["North \u2013 The West", "South \u2013 The West", "North \u2013 South"]
    dots = [(line.get_xdata()[0], line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]
    assert dots == [(0.5, "black"), (0.3, "white"), (0.1, "white")]
    bars = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches]
    assert bars == [pytest.approx((0.05, 0.12))] * 3
    texts = [text.get_text() for text in ax.texts]
    assert {"p < 0.001", "no p", "p = 0.200", "n = 40 v. 60"} <= set(texts)
    assert ax.get_xlim()[0] < 0


def test_one_baseline_leaves_the_sources_as_names():
    table = pd.DataFrame([row("North", "rest", 0.1), row("South", "rest", 0.4)])
    ax = plot_divergence(table)
    assert row_names(ax) == ["South", "North"]
    said = description_of(ax)
    assert "each source against all other sources" in said.caption
    assert "30 to 40 mentions in 11 to 12 articles" in said.caption
    assert "2 with an adjusted p below 0.05" in said.alt
    assert said.data["source"].tolist() == ["South", "North"]


def test_a_missing_null_is_not_drawn():
    ax = plot_divergence(three().assign(null_mean=np.nan, null_high=np.nan))
    assert not ax.patches


def test_the_matrix_holds_each_pair_once_and_hatches_those_near_chance():
    ax = plot_divergence_matrix(three())
    # Mean divergences: West 0.4, North 0.3, South 0.2.
    assert row_names(ax) == ["1 West (60)", "2 North (40)", "3 South (30)"]
    found = fields(ax)
    assert set(found) == {(0, "2 North (40)"), (0, "3 South (30)"), (1, "3 South (30)")}
    assert found[0, "2 North (40)"].get_hatch() is None
    assert found[0, "3 South (30)"].get_hatch()
    assert found[1, "3 South (30)"].get_hatch()
    numbers = [text.get_text() for text in ax.texts if text.get_text().startswith(".")]
    assert sorted(numbers) == [".10", ".30", ".50"]
    light = [luminance(to_hex(found[at].get_facecolor())) for at in
             ((1, "3 South (30)"), (0, "3 South (30)"), (0, "2 North (40)"))]  # fmt: skip
    assert light[0] > light[1] + 8 > light[2] + 16
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["1", "2"]


def test_numbers_stand_out_from_their_fields():
    ax = plot_divergence_matrix(many(12))
    for text in ax.texts:
        if text.get_text().startswith("."):
            ink, face = luminance(text.get_color()), luminance(to_hex(text.get_bbox_patch().get_facecolor()))
            assert abs(ink - face) > 38


def test_many_pairs_become_a_matrix():
    ax = plot_divergence(many(10))
    assert row_names(ax)[0].startswith("1 ")
    assert len(fields(ax)) == 45
    assert "Matrix" in description_of(ax).alt


@pytest.mark.parametrize("inches", [90 / 25.4, 190 / 25.4])
@pytest.mark.parametrize("n", [2, 7, 15])
@pytest.mark.parametrize("plot", [plot_divergence, plot_divergence_matrix])
def test_nothing_overlaps_or_is_cut_off(plot, n, inches, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: inches)
    figure = plot(many(n)).figure
    assert figure.get_figwidth() == pytest.approx(inches)
    assert not overlaps(figure)
    assert not outside(figure)
    assert not translucent(figure)
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= 6


@pytest.mark.parametrize("plot", [plot_divergence, plot_divergence_matrix])
def test_bad_tables_are_named(plot):
    name = plot.__name__
    with pytest.raises(TableError, match=f"{name}: the table has no rows"):
        plot(three()[:0])
    with pytest.raises(TableError, match="column 'null_mean' is missing"):
        plot(three().drop(columns="null_mean"))
    with pytest.raises(TableError, match="source 'North', against 'South' is in the table twice"):
        plot(pd.concat([three(), three()[:1]]))
    with pytest.raises(TableError, match="holds 2 actors"):
        plot(pd.concat([three(), three().assign(actor="government")]))
    with pytest.raises(UnknownNameError, match="actor"):
        plot(three(), actor="nobody")
    with pytest.raises(TableError, match="column 'value' holds words"):
        plot(three().assign(value="much"))
