from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.differences import plot_differences

LONG = "The Northern Weekly Gazette and Advertiser"


def compared(*rows, measure="category_share", label="delegitimising"):
    """Comparisons from rows of source, against, difference, low, high, adjusted p, p of equivalence."""
    columns = ["source", "against", "difference", "low", "high", "p_adjusted", "p_equivalence"]
    return pd.DataFrame(rows, columns=columns).assign(
        actor="opposition", measure=measure, label=label, n_mentions=1234, n_articles=80, n_against_mentions=40,
        n_against_articles=1, interval="articles", flag="",
    )  # fmt: skip


def pairs_of(sources, seed=0):
    """Comparisons of all pairs of sources."""
    rng = np.random.default_rng(seed)
    rows = []
    for one, other in itertools.combinations(sources, 2):
        difference = rng.uniform(-0.7, 0.7)
        rows.append((one, other, difference, difference - 0.1, difference + 0.1, rng.random() ** 3, rng.random()))
    return compared(*rows)


@pytest.fixture
def table():
    return compared(
        ("North", "rest", 0.02, -0.05, 0.06, 0.41, 0.012),
        ("South", "rest", 0.3, 0.1, 0.5, 0.0004, 0.9),
        ("East", "rest", -0.2, -0.4, 0.05, np.nan, np.nan),
        ("West", "rest", -0.15, -0.2, -0.1, 0.049, 0.6),
    )


def dots(ax):
    """Place, filling and row of each dot, rows counted from the top."""
    middles = [label.get_position()[1] for label in ax.get_yticklabels()]
    return sorted(
        (middles.index(line.get_ydata()[0]), float(line.get_xdata()[0]), line.get_markerfacecolor())
        for line in ax.lines
        if line.get_linestyle() == "None"
    )


def whiskers(ax):
    return sorted(tuple(map(float, line.get_xdata())) for line in ax.lines if line.get_marker() == "|")


def printed(ax):
    return [text.get_text() for text in words_on(ax.figure)]


def note(ax):
    return " ".join(" ".join(printed(ax)).split())


def test_differences_stand_around_zero_and_are_filled_where_p_is_below_a_twentieth(table):
    ax = plot_differences(table)
    assert row_names(ax) == ["South", "North", "West", "East"]
    assert dots(ax) == [(0, 0.3, "black"), (1, 0.02, "white"), (2, -0.15, "black"), (3, -0.2, "white")]
    assert whiskers(ax) == [(-0.4, 0.05), (-0.2, -0.1), (-0.05, 0.06), (0.1, 0.5)]
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.lines)


def test_the_order_of_the_rows_does_not_matter(table):
    mixed = table.iloc[[2, 0, 3, 1]].set_index(pd.Index([1] * 4))
    assert row_names(plot_differences(mixed)) == row_names(plot_differences(table))
    assert dots(plot_differences(mixed)) == dots(plot_differences(table))


def test_p_and_the_evidence_of_both_sides_are_printed(table):
    texts = printed(plot_differences(table))
    assert {"p < 0.001", "p = 0.410", "p = 0.049", "no p"} <= set(texts)
    assert texts.count("n = 1,234 v. 40") == 4
    assert texts.count("80 v. 1 article") == 4
    assert "adjusted for all comparisons of the table" in note(plot_differences(table))


def axis_of(table, **options):
    """Name of the axis, in one line."""
    return " ".join(plot_differences(table, **options).get_xlabel().split())


def test_the_axis_names_measure_unit_and_baseline(table):
    start = "Difference in share of mentions with delegitimising labels"
    assert axis_of(table) == f"{start}: source less all other sources, percentage points"
    star = axis_of(table.assign(against="Star"), names={"Star": "The Star"})
    assert star == f"{start}: source less The Star, percentage points"
    assert axis_of(table.assign(measure="label_valence", label="")) == (
        "Difference in mean valence of labels (\u22121 delegitimising, +1 legitimising): source less all other"
        " sources"
    )
    rebel = axis_of(table.assign(measure="voice_share", label="rebel: own"))
    assert rebel.startswith("Difference in share of mentions with the label rebel in own voice: ")
    own = axis_of(table.assign(measure="voice_share", label="own"))
    assert own.startswith("Difference in share of mentions in own voice: ")


def test_shares_differ_by_percentage_points(table):
    ticks = dict(zip(plot_differences(table).get_xticks(), plot_differences(table).get_xticklabels(), strict=True))
    assert {round(place, 6): label.get_text() for place, label in ticks.items()}[0.2] == "20"
    assert "\u221220" in [label.get_text() for label in ticks.values()]


def test_pairs_are_named_by_both_and_the_difference_runs_from_the_first(table):
    pairs = compared(
        ("North", "South", 0.3, 0.1, 0.5, 0.01, 0.9), ("North", "East", -0.2, -0.4, 0.05, 0.2, 0.9)
    )  # fmt: skip
    ax = plot_differences(pairs, names={"East": "Far East"})
    assert row_names(ax) == ["North \u2013 South", "North \u2013 Far East"]
    assert ": first source less second, percentage points" in " ".join(ax.get_xlabel().split())
    assert row_names(plot_differences(table.head(1))) == ["North"]


def test_long_pairs_keep_both_names(monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: 90 / 25.4)
    pairs = pd.concat([pairs_of([LONG, "Asharq Al-Awsat"]), pairs_of(["A", "B"])])
    (name,) = [name for name in row_names(plot_differences(pairs)) if name.startswith("The Northern")]
    assert name.replace("\u00a0", " ").split("\n") == [
        "The Northern", "Weekly Gazette", "and Advertiser", "\u2013 Asharq", "Al-Awsat",
    ]  # fmt: skip


def test_of_many_pairs_the_thirty_farthest_from_zero_are_drawn_and_counted():
    pairs = pairs_of([f"Outlet {i}" for i in range(15)])
    assert len(pairs) == 105
    ax = plot_differences(pairs)
    drawn = [x for _, x, _ in dots(ax)]
    assert sorted(map(abs, drawn)) == pytest.approx(sorted(pairs["difference"].abs())[-30:])
    assert drawn == sorted(drawn, reverse=True)
    said = "Shown are the 30 largest differences of 105; the other 75 are nearer to 0."
    assert said in note(ax)
    found = description_of(ax)
    assert said in found.caption
    assert len(found.data) == 30
    assert "Shown are" not in note(plot_differences(pairs.head(30)))


def test_a_margin_is_a_grey_band_and_what_lies_in_it_is_called_equivalent(table):
    ax = plot_differences(table, margin=0.1)
    (band,) = ax.patches
    assert (band.get_x(), band.get_width()) == (-0.1, 0.2)
    assert band.get_height() == pytest.approx(ax.get_ylim()[0])
    assert band.get_zorder() < min(line.get_zorder() for line in ax.lines)
    rows = {text.get_text(): text.get_window_extent() for text in words_on(ax.figure)}
    assert printed(ax).count("equivalent") == 1
    assert abs(rows["equivalent"].y0 - rows["p = 0.410"].y0) < 4
    assert "Grey band: differences of less than 10 percentage points" in note(ax)
    assert "differences of less than 0.1;" in note(
        plot_differences(table.assign(measure="label_valence", label=""), margin=0.1)
    )


def test_a_difference_can_be_proven_and_still_be_too_small_to_matter(table):
    ax = plot_differences(table.assign(p_adjusted=0.01), margin=0.1)
    assert printed(ax).count("equivalent") == 1
    assert {filling for *_, filling in dots(ax)} == {"black"}


def test_without_a_margin_nothing_is_called_equivalent(table):
    ax = plot_differences(table)
    assert not ax.patches
    assert "equivalent" not in note(ax)
    assert len(dots(plot_differences(table.drop(columns="p_equivalence")))) == 4


def test_the_scale_holds_the_band():
    narrow = compared(("North", "rest", 0.01, 0.0, 0.02, 0.5, 0.01))
    left, right = plot_differences(narrow, margin=0.3).get_xlim()
    assert left < -0.3
    assert right > 0.3


def test_a_caller_must_choose_where_there_are_several(table):
    with pytest.raises(TableError) as caught:
        plot_differences(pd.concat([table, table.assign(actor="government")]))
    assert str(caught.value) == (
        "plot_differences: the table holds 2 actors (government, opposition); choose one with actor="
    )
    labels = pd.concat([table, table.assign(label="neutral", difference=0.7)])
    with pytest.raises(TableError, match=r"2 labels \(delegitimising, neutral\); choose one with label="):
        plot_differences(labels)
    ax = plot_differences(labels, label="neutral", actor="opposition", names={"opposition": "rebels"})
    assert {x for _, x, _ in dots(ax)} == {0.7}
    assert ax.get_title(loc="left") == "rebels"
    with pytest.raises(UnknownNameError):
        plot_differences(labels, label="nuetral")


def test_caption_and_alternative_text_say_what_is_drawn(table):
    found = description_of(plot_differences(table))
    assert (
        "4 rows, ordered by the difference; each side rests on 40 to 1,234 mentions in 1 to 80 articles."
        in found.caption
    )
    assert "Filled dots: p below 0.05, adjusted" in found.caption
    assert found.alt == (
        "Dot plot of differences around zero (opposition), 4 rows. 1 lie above all other sources and 1 below with an"
        " adjusted p below 0.05; 2 do not."
    )


@pytest.mark.parametrize("millimetres", [90, 120, 140, 190])
@pytest.mark.parametrize(
    "sources", [["A", "B"], ["Asharq Al-Awsat", "asharqalawsat", LONG], [f"{LONG}, {i}" for i in range(15)]]
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, millimetres, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    figure = plot_differences(pairs_of(sources), margin=0.1).figure
    assert figure.get_figwidth() == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6
    assert figure.axes[0].get_window_extent().width / figure.bbox.width > 0.2


def test_axes_given_are_used(table):
    with theme():
        ax = Figure(figsize=(7, 3), layout="constrained").subplots()
    assert plot_differences(table, ax=ax) is ax
    assert overlaps(ax.figure) == []


@pytest.mark.parametrize(
    ("broken", "options", "message"),
    [
        (lambda table: table.iloc[:0], {}, "plot_differences: the table has no rows; there is nothing to draw"),
        (lambda table: table.drop(columns="p_adjusted"), {}, "comparisons: column 'p_adjusted' is missing"),
        (lambda table: table.drop(columns="p_equivalence"), {"margin": 0.1}, "column 'p_equivalence' is missing"),
        (lambda table: pd.concat([table, table.head(1)]), {}, "source 'North', against 'rest' is in the table twice"),
        (lambda table: table.assign(difference="x"), {}, "column 'difference' holds words"),
        (lambda table: table, {"margin": 0.0}, "margin=0 is no width of a band; give a number above 0"),
        (lambda table: table, {"margin": float("nan")}, "margin=nan is no width of a band"),
        (lambda table: pd.concat([table, table.assign(measure="stance")]), {}, "holds 2 measures"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(table, broken, options, message):
    with pytest.raises(TableError) as caught:
        plot_differences(broken(table), **options)
    assert message in str(caught.value)
