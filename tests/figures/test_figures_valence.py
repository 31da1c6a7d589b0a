from __future__ import annotations

import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, valences_of, words_on
from matplotlib.figure import Figure

from framing.errors import TableError
from framing.figures import plot_valence, theme


@pytest.fixture
def two_actors():
    rows = [
        ("North", "opposition", -0.4, -0.6, -0.1, 1234, 80, ""),
        ("South", "opposition", 0.2, -0.1, 0.5, 40, 12, ""),
        ("North", "government", 0.3, 0.1, 0.6, 7, 1, "one article; few mentions"),
        ("East", "government", -0.2, -0.3, 0.1, 30, 9, "few articles"),
    ]
    columns = ["source", "actor", "value", "low", "high", "n_mentions", "n_articles", "flag"]
    return pd.DataFrame(rows, columns=columns).assign(measure="label_valence", interval="articles")


def dots(ax):
    """Marker, filling, place and row of each dot."""
    return [
        (line.get_marker(), line.get_markerfacecolor(), line.get_xdata()[0], round(line.get_ydata()[0]))
        for line in ax.lines
        if line.get_linestyle() == "None"
    ]


def test_dots_and_whiskers_stand_where_the_table_says(two_actors):
    ax = plot_valence(two_actors)
    assert row_names(ax) == ["North", "South", "East"]
    assert sorted(dots(ax)) == [
        ("o", "black", -0.4, 0),
        ("o", "black", 0.2, 1),
        ("s", "white", -0.2, 2),
        ("s", "white", 0.3, 0),
    ]
    whiskers = [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"]
    assert sorted(whiskers) == [(-0.6, -0.1), (-0.3, 0.1), (-0.1, 0.5), (0.1, 0.6)]


def test_evidence_is_printed_for_every_actor(two_actors):
    texts = [text.get_text() for text in words_on(plot_valence(two_actors).figure)]
    wanted = [
        "n = 1,234, 80 articles",
        "n = 7, 1 article \u2020",
        "n = 30, 9 articles",
        "n = 40, 12 articles",
    ]
    assert set(wanted) <= set(texts)
    assert texts.count("not named") == 2
    assert any(text.startswith("\u2020 few mentions") for text in texts)


def test_names_order_and_print_the_actors(two_actors):
    ax = plot_valence(two_actors, names={"government": "Syrian government", "opposition": "armed opposition"})
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == [
        "Syrian government",
        "armed opposition",
    ]
    assert row_names(ax) == ["East", "North", "South"]


def test_one_actor_is_the_title_and_needs_no_legend(two_actors):
    ax = plot_valence(two_actors[two_actors["actor"] == "opposition"])
    assert ax.get_title(loc="left") == "opposition"
    assert ax.get_legend() is None


@pytest.mark.parametrize(
    ("sources", "actors"),
    [
        (["Only"], ["opposition"]),
        (["North", "South", "East", "West", "Star"], ["opposition", "government"]),
        ([f"Outlet {i}" for i in range(15)], ["opposition", "government", "russia"]),
        ([f"The Northern Weekly Gazette and Advertiser, edition {i}" for i in range(20)], ["opposition"]),
        (["North", "South"], [f"actor {i}" for i in range(8)]),
    ],
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, actors):
    figure = plot_valence(valences_of(sources, actors)).figure
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    texts = [text.get_text() for text in words_on(figure)]
    assert sum(text.startswith("n = ") for text in texts) == len(sources) * len(actors)


def test_axes_given_are_used(two_actors):
    with theme():
        ax = Figure(figsize=(7, 3), layout="constrained").subplots()
    assert plot_valence(two_actors, ax=ax) is ax
    assert overlaps(ax.figure) == []


def test_tables_that_cannot_be_drawn_are_refused(two_actors):
    with pytest.raises(TableError) as caught:
        plot_valence(two_actors.iloc[:0])
    assert str(caught.value) == ("plot_valence: the table of valences has no rows; there is nothing to draw")
    with pytest.raises(TableError) as caught:
        plot_valence(pd.concat([two_actors, two_actors.iloc[[1]]]))
    assert str(caught.value) == (
        "valence: source 'South' has actor 'opposition' twice; draw a table with one row per source and actor"
    )
    with pytest.raises(TableError) as caught:
        plot_valence(valences_of(["A"], [f"actor {i}" for i in range(9)]))
    assert str(caught.value) == (
        "plot_valence: the table holds 9 actors; at most 8 can be told apart: draw fewer at once"
    )
