"""Odds ratios of labels, drawn as a heat map."""

import numpy as np
import pandas as pd
import pytest
from figure_tables import luminance, outside, overlaps, row_names, translucent
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import description_of
from framing.figures.odds_map import plot_odds_map

LONG = "The Northern Weekly Gazette and Advertiser"


def row(source, label, odds, share=0.5, p=0.01, n=40, **more):
    return {
        "actor": "opposition", "measure": "label_share", "label": label, "source": source, "against": "rest",
        "value": share, "odds_ratio": odds, "p_adjusted": p, "n_mentions": n, "n_articles": 12, **more,
    }  # fmt: skip


def two():
    return pd.DataFrame([
        row("North", "terrorist", 4.0, 0.3), row("North", "rebel", 0.25, 0.7, 0.2),
        row("South", "terrorist", 1.0, 0.2, n=30), row("South", "rebel", 8.0, 0.8, n=30),
    ])  # fmt: skip


def many(n_sources=15, n_labels=12, seed=0):
    rng = np.random.default_rng(seed)
    names = ["Asharq Al-Awsat", "asharqalawsat", LONG, *(f"Outlet {i}" for i in range(20))][:n_sources]
    return pd.DataFrame([
        row(name, f"armed_group_name {i}", float(np.exp(rng.normal(0, 2))), rng.uniform(0, 0.2), rng.uniform(0, 0.1),
            int(rng.integers(3, 9000)))
        for name in names for i in range(n_labels)
    ]).assign(n_mentions=400)  # fmt: skip


def numbers(ax):
    """Numbers by column and the name of the row."""
    middles = dict(zip((round(float(y), 3) for y in ax.get_yticks()), row_names(ax), strict=True))
    return {
        (int(text.get_position()[0]), middles[round(text.get_position()[1], 3)]): text.get_text()
        for text in ax.texts
        if text.get_bbox_patch() is not None
    }


def fields(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_facecolor()[3] == 1]


def test_fields_hold_powers_of_two_under_the_most_frequent_labels():
    ax = plot_odds_map(two(), names={"North": "The North", "rebel": "an actor"})
    # rebel: 0.7 * 40 + 0.8 * 30 = 52 mentions, terrorist 18.
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["rebel", "terrorist"]
    assert row_names(ax) == ["South (30)", "The North (40)"]
    assert numbers(ax) == {
        (0, "South (30)"): "+3.0", (1, "South (30)"): "0",
        (0, "The North (40)"): "\u22122.0", (1, "The North (40)"): "+2.0",
    }  # fmt: skip


def test_the_sign_is_seen_in_grey_and_what_is_unsure_is_hatched():
    found = fields(plot_odds_map(two()))
    light = [
        luminance(to_hex(patch.get_facecolor())) for patch in found
    ]  # N terrorist, N rebel, S terrorist, S rebel
    assert light[1] + 10 < light[2] < light[0] - 10
    assert light[3] > light[0]
    assert [bool(patch.get_hatch()) for patch in found] == [False, True, False, False]


def test_missing_and_infinite_odds():
    table = two().assign(odds_ratio=[0.0, np.inf, np.nan, 2.0], p_adjusted=[0.01, np.nan, 0.3, 0.01])
    ax = plot_odds_map(table)
    assert sorted(numbers(ax).values()) == sorted(["\u2212\u221e", "+\u221e", "+1.0"])
    assert [bool(patch.get_hatch()) for patch in fields(ax)] == [False, True, False]
    assert any("the source never uses the label" in text.get_text() for text in ax.texts)


def test_other_measures_and_rare_labels_are_left_out():
    table = pd.concat([two(), two()[:1].assign(measure="label_valence", label="")])
    ax = plot_odds_map(table, top=1)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["rebel"]
    assert any("Shown are the 1 most frequent labels of 2." in text.get_text() for text in ax.texts)
    said = description_of(ax)
    assert set(said.data["label"]) == {"rebel"}
    assert "2 sources against all other sources" in said.caption
    assert "30 to 40 mentions in 12 articles" in said.caption
    assert "1 fields lie above all other sources and 0 below" in said.alt


@pytest.mark.parametrize("inches", [90 / 25.4, 190 / 25.4])
@pytest.mark.parametrize("table", [many(), many(1, 1), many(3, 30), two()])
def test_nothing_overlaps_or_is_cut_off(table, inches, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: inches)
    figure = plot_odds_map(table, top=30).figure
    assert figure.get_figwidth() == pytest.approx(inches)
    assert not overlaps(figure)
    assert not outside(figure)
    assert not translucent(figure)
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= 6


def test_bad_tables_are_named():
    with pytest.raises(TableError, match="no rows with the measure 'label_share'"):
        plot_odds_map(two()[:0])
    with pytest.raises(TableError, match="column 'odds_ratio' is missing"):
        plot_odds_map(two().drop(columns="odds_ratio"))
    with pytest.raises(TableError, match="source 'North', label 'terrorist' is in the table twice"):
        plot_odds_map(pd.concat([two(), two()[:1]]))
    with pytest.raises(TableError, match="holds 2 againsts"):
        plot_odds_map(pd.concat([two(), two().assign(against="South")]))
    with pytest.raises(TableError, match="top is 0"):
        plot_odds_map(two(), top=0)
    with pytest.raises(UnknownNameError, match="actor"):
        plot_odds_map(two(), actor="nobody")
