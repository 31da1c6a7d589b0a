from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_tables import (
    CATEGORIES,
    bars_of,
    categories_of,
    outside,
    overlaps,
    row_names,
    shares_of,
    translucent,
    words_on,
)  # fmt: skip
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.errors import TableError, UnknownNameError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.diverging import plot_composition
from framing.figures.theme import COLOURS

LONG = "The Northern Weekly Gazette and Advertiser"


def composition(**sources):
    """Category shares from four shares for each source, with intervals of a tenth on either side."""
    rows = [
        (source, category, share, max(share - 0.1, 0), min(share + 0.1, 1))
        for source, shares in sources.items()
        for category, share in zip(CATEGORIES, shares, strict=True)
    ]
    return pd.DataFrame(rows, columns=["source", "category", "value", "low", "high"]).assign(
        actor="opposition", measure="category_share", n_mentions=40, n_articles=12, interval="articles", flag=""
    )


@pytest.fixture
def table():
    return composition(North=(0.1, 0.3, 0.2, 0.4), South=(0.6, 0.2, 0.0, 0.2), East=(0.0, 1.0, 0.0, 0.0))


def segments(ax):
    """Segments by row from the top: left end, right end, category."""
    names = {to_rgba(face): category for category, (face, _) in COLOURS.items()}
    rows = {}
    for patch in ax.patches:
        if isinstance(patch, Rectangle):
            ends = (patch.get_x(), patch.get_x() + patch.get_width())
            rows.setdefault(patch.get_y(), []).append((*ends, names[patch.get_facecolor()]))
    return [rows[y] for y in sorted(rows)]


def whiskers(ax):
    """Ends of the whiskers by row from the top."""
    rows = {}
    for line in ax.lines:
        if line.get_marker() == "|":
            rows.setdefault(float(line.get_ydata()[0]), []).append(sorted(map(float, line.get_xdata())))
    return [sorted(rows[y]) for y in sorted(rows)]


def printed(ax):
    return [text.get_text() for text in words_on(ax.figure)]


def test_the_middle_is_centred_on_zero_and_the_rest_lies_left_and_right(table):
    ax = plot_composition(table)
    assert row_names(ax) == ["South", "East", "North"]
    south, east, north = segments(ax)
    assert south == [
        (pytest.approx(-0.7), pytest.approx(-0.1), "delegitimising"),
        (pytest.approx(-0.1), pytest.approx(0.1), "neutral"),
        (pytest.approx(0.1), pytest.approx(0.3), "legitimising"),
    ]
    assert east == [(-0.5, 0.5, "neutral")]
    assert [(round(left, 6), round(right, 6)) for left, right, _ in north] == [
        (-0.35, -0.25), (-0.25, 0.05), (0.05, 0.25), (0.25, 0.65),
    ]  # fmt: skip
    assert [category for *_, category in north] == list(CATEGORIES)


def test_every_bar_is_a_hundred_percent_long():
    ax = plot_composition(categories_of(shares_of([f"Outlet {i}" for i in range(9)])))
    for row in segments(ax):
        assert row[-1][1] - row[0][0] == pytest.approx(1)
        assert [right for _, right, _ in row[:-1]] == pytest.approx([left for left, _, _ in row[1:]])


def test_rows_are_ordered_by_the_balance_whatever_their_order(table):
    # Balances: North 0.3, South -0.4, East 0, West 0 with more on either side.
    more = pd.concat([table, composition(West=(0.3, 0.4, 0.0, 0.3))])
    assert row_names(plot_composition(more)) == ["South", "West", "East", "North"]
    assert row_names(plot_composition(more.sample(frac=1, random_state=2))) == ["South", "West", "East", "North"]


def test_whiskers_start_where_the_outer_shares_begin(table):
    south, east, north = whiskers(plot_composition(table))
    # South: middle 0.2, delegitimising 0.6 (0.5 to 0.7), legitimising 0.2 (0.1 to 0.3).
    assert south == [pytest.approx([-0.8, -0.6]), pytest.approx([0.2, 0.4])]
    assert east == [pytest.approx([-0.6, -0.5]), pytest.approx([0.5, 0.6])]
    assert north == [pytest.approx([-0.45, -0.25]), pytest.approx([0.55, 0.75])]


def test_the_scale_holds_bars_and_whiskers():
    table = composition(North=(0.5, 0.5, 0.0, 0.0)).assign(high=[1.0, 1.0, 0.9, 0.95])
    left, right = plot_composition(table).get_xlim()
    assert left < -1.25
    assert right > 1.2


def test_shares_are_written_where_they_fit_and_on_both_sides_without_sign(table):
    ax = plot_composition(table)
    texts = printed(ax)
    assert {"60%", "20%", "100%", "10%", "30%", "40%"} <= set(texts)
    tiny = plot_composition(composition(North=(0.01, 0.98, 0.01, 0.0)))
    assert "1%" not in printed(tiny)
    ax.figure.draw_without_rendering()
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    assert ticks.count("40") == 2
    assert not any("\u2212" in tick or "-" in tick for tick in ticks)


def test_percent_numbers_stand_in_their_segments(table):
    figure = plot_composition(table).figure
    boxes = [patch.get_window_extent() for patch in figure.axes[0].patches]
    numbers = [text for text in words_on(figure) if text.get_text().endswith("%")]
    assert len(numbers) == 8
    for text in numbers:
        box = text.get_window_extent()
        assert any(
            each.x0 <= box.x0 and box.x1 <= each.x1 and each.y0 <= box.y0 and box.y1 <= each.y1 for each in boxes
        )


def test_the_two_of_the_middle_differ_by_a_hatch_too(table):
    hatches = {patch.get_facecolor(): patch.get_hatch() for patch in plot_composition(table).patches}
    assert hatches[to_rgba(COLOURS["institutional"][0])]
    assert not hatches[to_rgba(COLOURS["neutral"][0])]


def test_the_legend_names_what_occurs(table):
    legend = [text.get_text() for text in plot_composition(table).get_legend().get_texts()]
    assert legend == [*CATEGORIES, "interval"]
    south = plot_composition(table[table["source"] == "South"])
    assert [text.get_text() for text in south.get_legend().get_texts()] == [
        "delegitimising", "neutral", "legitimising", "interval",
    ]  # fmt: skip


def test_evidence_is_printed_and_few_are_marked(table):
    assert {"n = 40", "12 articles"} <= set(printed(plot_composition(table)))
    few = table.assign(flag=np.where(table["source"] == "East", "few mentions", ""))
    texts = printed(plot_composition(few))
    assert texts.count("12 articles \u2020") == 1
    assert any("\u2020 few mentions or articles" in text for text in texts)


def test_categories_without_a_row_are_never_used(table):
    ax = plot_composition(table[table["value"] > 0])
    assert segments(ax)[1] == [(-0.5, 0.5, "neutral")]
    assert whiskers(ax)[0] == [pytest.approx([-0.8, -0.6]), pytest.approx([0.2, 0.4])]
    assert len(whiskers(ax)) == 2


def test_actors_and_sources_are_chosen_and_named(table):
    both = pd.concat([table, table.assign(actor="government")])
    with pytest.raises(TableError) as caught:
        plot_composition(both)
    assert str(caught.value) == (
        "plot_composition: the table holds 2 actors (government, opposition); choose one with actor="
    )
    ax = plot_composition(both, actor="government", names={"government": "Syrian government", "East": "Far East"})
    assert ax.get_title(loc="left") == "Syrian government"
    assert row_names(ax) == ["South", "Far East", "North"]
    with pytest.raises(UnknownNameError):
        plot_composition(both, actor="iran")
    assert row_names(plot_composition(table.assign(voice="own"), by=["source", "voice"]))[0] == "South, own"
    assert row_names(plot_composition(both, by=["source", "actor"]))[0] == "South, government"


def test_caption_and_alternative_text_say_what_is_drawn(table):
    found = description_of(plot_composition(table))
    assert "neutral and institutional labels together centred on zero" in found.caption
    assert "3 rows, each resting on 40 mentions in 12 articles." in found.caption
    assert found.alt.endswith(
        "South: 60% delegitimising, 20% legitimising; at the other end North: 10% delegitimising, 40% legitimising."
    )
    assert len(found.data) == 12


@pytest.mark.parametrize("millimetres", [90, 120, 190])
@pytest.mark.parametrize(
    "sources", [["Only"], ["Asharq Al-Awsat", "asharqalawsat", LONG], [f"{LONG}, edition {i}" for i in range(15)]]
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, millimetres, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    figure = plot_composition(categories_of(shares_of(sources))).figure
    assert figure.get_figwidth() == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6
    rows = bars_of(figure.axes[0])
    assert len(rows) == len(sources)


def test_axes_given_are_used(table):
    with theme():
        ax = Figure(figsize=(7, 3), layout="constrained").subplots()
    assert plot_composition(table, ax=ax) is ax
    assert overlaps(ax.figure) == []


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda table: table.iloc[:0], "plot_composition: the table has no rows; there is nothing to draw"),
        (lambda table: table.drop(columns="category"), "shares: column 'category' is missing"),
        (lambda table: table.assign(category="nice"), "column 'category' holds 'nice'"),
        (
            lambda table: pd.concat([table, table.iloc[[1]]]),
            "plot_composition: source 'North', category 'neutral' is in the table twice",
        ),
        (
            lambda table: table.drop(index=4),
            "plot_composition: the shares of source 'South' add up to 0.40; draw all categories of each source, with"
            " shares from 0 to 1 that add up to 1",
        ),
        (lambda table: table.assign(value=[-0.1, 0.5, *table["value"][2:]]), "with shares from 0 to 1"),
        (lambda table: table.assign(value=[np.nan, *table["value"][1:]]), "with shares from 0 to 1"),
        (lambda table: pd.concat([table, table.assign(measure="other")]), "holds 2 measures"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(table, broken, message):
    with pytest.raises(TableError) as caught:
        plot_composition(broken(table))
    assert message in str(caught.value)
