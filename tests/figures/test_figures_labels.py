from __future__ import annotations

import matplotlib as mpl
import pandas as pd
import pytest
from figure_tables import (
    bars_of,
    categories_of,
    north_and_south,
    outside,
    overlaps,
    row_names,
    shares_of,
    translucent,
    words_on,
)
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_label_panels, plot_labels, theme
from framing.figures.theme import COLOURS

LONG = [
    "The Northern Weekly Gazette and Advertiser of the Upper Valley",
    "supercalifragilisticexpialidociousnews.example.org",
    "$AP$ & Co_ <b>",
    "Al-Quds Al-Arabi newspaper, London edition",
]


@pytest.fixture
def simple():
    return north_and_south()


def test_bars_are_centred_on_neutral_and_institutional(simple):
    rows = bars_of(plot_labels(simple))
    south, north = rows[0], rows[1]
    assert [round(left, 3) for left, _, _ in north] == [-0.6, -0.3, 0.1, 0.3]
    assert [round(right, 3) for _, right, _ in north] == [-0.3, 0.1, 0.3, 0.4]
    order = ("delegitimising", "neutral", "institutional", "legitimising")
    assert [colour for *_, colour in north] == [to_rgba(COLOURS[name][0]) for name in order]
    assert [(round(left, 3), round(right, 3)) for left, right, _ in south] == [(-0.75, 0), (0, 0.25)]


def test_rows_are_ordered_by_delegitimising_share_from_the_top(simple):
    ax = plot_labels(simple)
    assert row_names(ax) == ["South", "North"]
    bottom, top = ax.get_ylim()
    assert bottom > top


def test_evidence_stands_at_the_right_and_few_mentions_have_a_dagger(simple):
    texts = [text.get_text() for text in words_on(plot_labels(simple).figure)]
    assert "n = 40, 5 articles" in texts
    assert "n = 8, 5 articles \u2020" in texts
    assert any(text.startswith("\u2020 few mentions") for text in texts)
    enough = plot_labels(simple[simple["source"] == "North"])
    assert not any("\u2020" in text.get_text() for text in words_on(enough.figure))


@pytest.mark.parametrize(
    ("sources", "actors", "n_labels"),
    [
        (["Only"], ["opposition"], 1),
        (["Only"], ["opposition"], 25),
        (["North", "South", "East", "West", "Star"], ["opposition", "government"], 8),
        ([f"Outlet {i}" for i in range(15)], ["opposition", "government", "russia"], 12),
        ([f"source-{i:02d}.example.com" for i in range(20)], ["opposition"], 25),
        (LONG, ["opposition"], 8),
    ],
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, actors, n_labels):
    shares = pd.concat([shares_of(sources, actor=a, n_labels=n_labels, seed=i) for i, a in enumerate(actors)])
    figure = plot_label_panels(shares, categories=categories_of(shares))
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    texts = [text.get_text() for text in words_on(figure)]
    assert sum(text.startswith("n = ") for text in texts) == len(sources) * len(actors)
    for ax in figure.axes:
        for segments in bars_of(ax).values():
            assert segments[-1][1] - segments[0][0] == pytest.approx(1)


def test_dollars_in_names_are_dollars():
    ax = plot_labels(shares_of(["$AP$ & Co_"]))
    assert row_names(ax) == ["$AP$ & Co_"]
    assert not any(label.get_parse_math() for label in [*ax.get_yticklabels(), *ax.texts])


def test_fonts_are_named_so_that_a_later_drawing_keeps_them():
    figure = plot_labels(shares_of(["North"])).figure
    assert {name for text in words_on(figure) for name in text.get_fontfamily()}.isdisjoint({"sans-serif"})


def test_heights_grow_with_rows():
    heights = [plot_labels(shares_of([f"s{i}" for i in range(n)])).figure.get_figheight() for n in (1, 5, 20)]
    assert heights[0] < heights[1] < heights[2] < 10.2


def test_panels_follow_names_and_share_a_scale():
    shares = pd.concat([shares_of(["A", "B"], actor=actor, seed=i) for i, actor in enumerate("xyz")])
    figure = plot_label_panels(shares, names={"z": "Zed", "unused": "?", "x": "Ex"})
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["Zed", "Ex", "y"]
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    assert len(figure.legends) == 1


def test_axes_given_are_used_and_the_style_in_force_is_kept(simple):
    with theme():
        figure = Figure(figsize=(7, 3), layout="constrained")
        ax = figure.subplots()
    before = dict(mpl.rcParams)
    assert plot_labels(simple, ax=ax) is ax
    assert dict(mpl.rcParams) == before
    assert overlaps(figure) == []


def test_rows_may_be_named_by_another_column(simple):
    ax = plot_labels(simple.rename(columns={"source": "month"}), by="month")
    assert row_names(ax) == ["South", "North"]


def test_order_of_rows_in_the_table_does_not_matter(simple):
    assert bars_of(plot_labels(simple)) == bars_of(plot_labels(simple.iloc[::-1]))


def test_several_actors_need_a_choice(simple):
    both = pd.concat([simple, simple.assign(actor="government")])
    with pytest.raises(TableError) as caught:
        plot_labels(both)
    assert str(caught.value) == (
        "plot_labels: the table holds 2 actors (government, opposition);"
        " choose one with actor=, or draw all with plot_label_panels"
    )
    assert plot_labels(both, actor="government").get_title(loc="left") == "government"
    with pytest.raises(UnknownNameError) as caught:
        plot_labels(both, actor="goverment")
    assert str(caught.value) == "there is no actor 'goverment'. Did you mean 'government'?"


def test_tables_that_cannot_be_drawn_are_refused(simple):
    with pytest.raises(TableError) as caught:
        plot_labels(simple.iloc[:0])
    assert str(caught.value) == "plot_labels: the table of shares has no rows; there is nothing to draw"
    with pytest.raises(TableError) as caught:
        plot_label_panels(simple.iloc[:0])
    assert str(caught.value) == "plot_label_panels: the table of shares has no rows; there is nothing to draw"
    with pytest.raises(TableError) as caught:
        plot_labels(pd.concat([simple, simple.iloc[[0]]]))
    assert str(caught.value) == (
        "shares: source 'North' has label 'rebel' twice; draw a table with one row per source, actor and label"
    )
    with pytest.raises(TableError) as caught:
        plot_labels(simple.drop(columns="flag"))
    assert str(caught.value).startswith("shares: column 'flag' is missing")
