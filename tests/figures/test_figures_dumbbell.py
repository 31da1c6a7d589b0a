from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, valences_of, words_on
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.dumbbell import plot_dumbbell

LONG = "The Northern Weekly Gazette and Advertiser"


@pytest.fixture
def table():
    rows = [
        ("North", "opposition", -0.4, -0.6, -0.1, 1234, 80, ""),
        ("North", "government", 0.3, 0.1, 0.6, 7, 1, "one article; few mentions"),
        ("South", "opposition", 0.2, -0.1, 0.5, 40, 12, ""),
        ("South", "government", 0.1, 0.0, 0.25, 41, 13, ""),
        ("East", "government", -0.2, -0.3, 0.15, 30, 9, ""),
        ("West", "russia", 0.9, 0.8, 0.95, 30, 9, ""),
    ]
    columns = ["source", "actor", "value", "low", "high", "n_mentions", "n_articles", "flag"]
    return pd.DataFrame(rows, columns=columns).assign(measure="label_valence", interval="articles")


def dots(ax):
    """Marker, filling, place and row of each dot, rows counted from the top."""
    middles = [label.get_position()[1] for label in ax.get_yticklabels()]
    return sorted(
        (
            line.get_marker(),
            line.get_markerfacecolor(),
            float(line.get_xdata()[0]),
            middles.index(line.get_ydata()[0]),
        )
        for line in ax.lines
        if line.get_linestyle() == "None"
    )


def whiskers(ax):
    return sorted(
        (*map(float, line.get_xdata()), float(line.get_ydata()[0])) for line in ax.lines if line.get_marker() == "|"
    )


def bars(ax):
    """Thick lines between two values, from the top."""
    thick = [line for line in ax.lines if line.get_linewidth() > 1]
    return [sorted(map(float, line.get_xdata())) for line in sorted(thick, key=lambda line: line.get_ydata()[0])]


def printed(ax):
    return [text.get_text() for text in words_on(ax.figure)]


def test_both_values_are_joined_by_a_line_the_widest_gap_on_top(table):
    ax = plot_dumbbell(table, "opposition", "government")
    assert row_names(ax) == ["South", "North", "East"]
    assert dots(ax) == [
        ("o", "black", -0.4, 1), ("o", "black", 0.2, 0),
        ("s", "white", -0.2, 2), ("s", "white", 0.1, 0), ("s", "white", 0.3, 1),
    ]  # fmt: skip
    assert bars(ax) == [[0.1, 0.2], [-0.4, 0.3]]


def test_intervals_lie_above_and_below_their_line_and_are_thin(table):
    ax = plot_dumbbell(table, "opposition", "government")
    south = {label.get_text(): label.get_position()[1] for label in ax.get_yticklabels()}["South"]
    places = {(low, high): y for low, high, y in whiskers(ax)}
    assert set(places) == {(-0.6, -0.1), (-0.3, 0.15), (-0.1, 0.5), (0.0, 0.25), (0.1, 0.6)}
    # The scale runs downwards.
    assert places[-0.1, 0.5] < south < places[0.0, 0.25]
    assert {line.get_linewidth() for line in ax.lines if line.get_marker() == "|"} == {0.5}


def test_swapping_the_two_turns_rows_and_marks_around(table):
    both = table[table["source"].isin(["North", "South"])]
    one, other = (plot_dumbbell(both, *pair) for pair in (("opposition", "government"), ("government", "opposition")))
    assert row_names(one) == row_names(other)[::-1]
    assert {(x, 1 - y) for mark, _, x, y in dots(one) if mark == "o"} == {
        (x, y) for mark, _, x, y in dots(other) if mark == "s"
    }


def test_the_order_of_the_rows_does_not_matter(table):
    mixed = table.sample(frac=1, random_state=1).set_index(pd.Index([3] * 6))
    one, other = (plot_dumbbell(each, "opposition", "government") for each in (table, mixed))
    assert (row_names(one), dots(one)) == (row_names(other), dots(other))


def test_the_two_are_named_above_the_topmost_row_and_need_no_legend(table):
    ax = plot_dumbbell(table, "opposition", "government", names={"opposition": "rebels", "South": "Southern Star"})
    named = {text.get_text(): text.get_window_extent() for text in words_on(ax.figure)}
    assert ax.get_legend() is None
    top = ax.transData.transform((0.2, ax.get_yticks()[0]))
    below = ax.transData.transform((0.1, ax.get_yticks()[0]))
    # The opposition lies right of the government, and so does its name.
    assert named["government"].x1 < named["rebels"].x0
    assert abs((named["government"].x0 + named["government"].x1) / 2 - below[0]) < 60
    assert named["rebels"].y0 > top[1]
    assert row_names(ax)[0] == "Southern Star"


def test_names_without_room_go_to_a_legend(table, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: 90 / 25.4)
    names = {"opposition": "the armed opposition and its allies", "government": "the government and its army"}
    ax = plot_dumbbell(table, "opposition", "government", names=names)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(names.values())
    assert overlaps(ax.figure) == []
    assert outside(ax.figure) == []


def test_names_without_a_row_that_has_both_go_to_a_legend(table):
    half = table[(table["source"] == "East") | (table["actor"] == "opposition")]
    ax = plot_dumbbell(half[half["source"] != "North"], "opposition", "government")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["opposition", "government"]
    assert "no source has both" in description_of(ax).alt


def test_numbers_of_both_are_printed_and_few_are_marked(table):
    texts = printed(plot_dumbbell(table, "opposition", "government"))
    assert {"n = 1,234 / 7", "80 / 1 articles \u2020", "n = 0 / 30", "n = 40 / 41", "12 / 13 articles"} <= set(texts)
    assert any(text.count("\u2020 few mentions or articles") for text in texts)
    south = table[table["source"] == "South"]
    assert not any("\u2020" in text for text in printed(plot_dumbbell(south, "opposition", "government")))


def test_voices_can_be_set_against_each_other(table):
    voices = table[table["actor"] == "opposition"].assign(voice="own", label="rebel", measure="label_share")
    voices = pd.concat([voices, voices.assign(voice="direct", value=0.4), voices.assign(label="terrorist")])
    ax = plot_dumbbell(voices, "own", "direct", column="voice", label="rebel")
    assert row_names(ax) == ["South", "North"]
    assert ax.get_title(loc="left") == "opposition"
    assert ax.get_xlabel() == "Share of mentions with the label rebel (%)"
    shares = voices.assign(measure="voice_share")
    assert plot_dumbbell(shares, "own", "direct", column="voice", label="rebel").get_xlabel() == (
        "Share of mentions with the label rebel in either voice (%)"
    )


def test_several_columns_name_the_rows(table):
    ax = plot_dumbbell(table.assign(desk="foreign"), "opposition", "government", by=["source", "desk"])
    assert row_names(ax)[0] == "South, foreign"


def test_a_value_that_is_missing_leaves_no_gap(table):
    table.loc[2, ["value", "low", "high"]] = np.nan
    ax = plot_dumbbell(table, "opposition", "government")
    assert row_names(ax) == ["North", "East", "South"]
    assert bars(ax) == [[-0.4, 0.3]]


def test_caption_and_alternative_text_say_what_is_drawn(table):
    found = description_of(plot_dumbbell(table, "opposition", "government"))
    assert found.caption.startswith(
        "Mean valence of labels (\u22121 delegitimising, +1 legitimising) for opposition (filled circle) and"
        " government (hollow square) by source, ordered by the gap; 3 rows, each value resting on 7 to 1,234 mentions"
        " in 1 to 80 articles. Whiskers are the intervals of the table"
    )
    assert found.alt.endswith("opposition lies above government in 1 of 2; South is on top with 0.20 against 0.10.")
    assert sorted(found.data["source"]) == ["East", "North", "North", "South", "South"]


@pytest.mark.parametrize("millimetres", [90, 120, 140, 190])
@pytest.mark.parametrize(
    "sources", [["Only"], ["Asharq Al-Awsat", "asharqalawsat", LONG], [f"{LONG}, edition {i}" for i in range(15)]]
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, millimetres, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    figure = plot_dumbbell(valences_of(sources, ["opposition", "government"]), "opposition", "government").figure
    assert figure.get_figwidth() == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6
    assert figure.axes[0].get_window_extent().width / figure.bbox.width > 0.2


@pytest.mark.parametrize(("one", "other"), list(itertools.product([-0.9, 0.0, 0.9], repeat=2)))
def test_the_two_names_never_meet(one, other, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: 90 / 25.4)
    table = valences_of(["Only"], ["opposition", "government"]).assign(value=[one, other], low=-1.0, high=1.0)
    figure = plot_dumbbell(table, "opposition", "government").figure
    assert overlaps(figure) == []
    assert outside(figure) == []


def test_long_names_of_the_two_do_not_stick_out(monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: 190 / 25.4)
    table = valences_of(["Only"], ["opposition", "government"]).assign(value=[-0.9, 0.9], low=-1.0, high=1.0)
    names = {"opposition": "the armed opposition and all of its allies abroad", "government": "the government"}
    ax = plot_dumbbell(table, "opposition", "government", names=names)
    boxes = {text.get_text(): text.get_window_extent() for text in words_on(ax.figure)}
    assert ax.get_legend() is None
    assert boxes[names["opposition"]].x0 >= boxes["Only"].x0 - 1
    assert boxes[names["government"]].x1 <= ax.get_window_extent().x1 + 1


def test_axes_given_are_used(table):
    with theme():
        ax = Figure(figsize=(7, 3), layout="constrained").subplots()
    assert plot_dumbbell(table, "opposition", "government", ax=ax) is ax
    assert overlaps(ax.figure) == []


def test_what_cannot_be_drawn_is_refused(table):
    with pytest.raises(TableError) as caught:
        plot_dumbbell(table.iloc[:0], "opposition", "government")
    assert str(caught.value) == "plot_dumbbell: the table has no rows; there is nothing to draw"
    with pytest.raises(TableError) as caught:
        plot_dumbbell(pd.concat([table, table.iloc[[1]]]), "opposition", "government")
    assert str(caught.value) == (
        "plot_dumbbell: source 'North', actor 'government' is in the table twice; draw a table with one row per"
        " source, actor"
    )
    with pytest.raises(TableError, match="first and second are both 'opposition'"):
        plot_dumbbell(table, "opposition", "opposition")
    with pytest.raises(UnknownNameError, match="there is no actor 'iran'"):
        plot_dumbbell(table, "opposition", "iran")
    with pytest.raises(TableError, match="column 'voice' is missing"):
        plot_dumbbell(table, "own", "direct", column="voice")
    with pytest.raises(TableError, match=r"holds 2 measures \(label_valence, stance\)"):
        plot_dumbbell(pd.concat([table, table.assign(measure="stance")]), "opposition", "government")
    voices = pd.concat([table.assign(voice="own"), table.assign(voice="direct")])
    with pytest.raises(TableError, match=r"holds 3 actors \(government, opposition, russia\); draw the rows of one"):
        plot_dumbbell(voices, "own", "direct", column="voice")
