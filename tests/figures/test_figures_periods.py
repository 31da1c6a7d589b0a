from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent, words_on
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import framing.figures.periods as module
from framing.errors import TableError, UnknownNameError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.periods import plot_periods

LONG = "The Northern Weekly Gazette and Advertiser"


def shares_of(sources, periods, seed=0):
    """Shares of one label by source and period, as label_shares_by_period gives them."""
    rng = np.random.default_rng(seed)
    rows = []
    for source in sources:
        for period in periods:
            value, n = rng.uniform(0, 0.6), int(rng.integers(3, 120))
            rows.append(
                {
                    "source": source, "period": period, "actor": "opposition", "label": "terrorist",
                    "measure": "label_share", "value": value, "low": value / 2, "high": (1 + value) / 2,
                    "n_mentions": n, "n_articles": max(n // 5, 1), "interval": "articles",
                    "flag": "few mentions" if n < 10 else "",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture
def two():
    rows = [
        ("North", "2015-Q1", 0.2, 0.1, 0.4, 40, 12, ""),
        ("North", "2015-Q2", 0.5, 0.3, 0.7, 9, 3, "few articles; few mentions"),
        ("North", "2015-Q4", 0.3, 0.2, 0.5, 80, 20, ""),
        ("South", "2015-Q1", 0.6, 0.4, 0.8, 50, 14, "3 undated left out"),
    ]
    columns = ["source", "period", "value", "low", "high", "n_mentions", "n_articles", "flag"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(actor="opposition", label="terrorist", measure="label_share", interval="articles")


def dots(ax):
    found = [
        (float(x), float(y), line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() == "o"
        for x, y in zip(*line.get_data(), strict=True)
    ]
    return sorted(found)


def strokes(ax, colour):
    """Lower and upper end of vertical lines of one colour."""
    return [
        tuple(float(y) for y in segment[:, 1])
        for lines in ax.collections
        if to_hex(lines.get_color()[0]) == colour.lower()
        for segment in lines.get_segments()
    ]


def middle(first, last):
    return (date.fromisoformat(first).toordinal() + date.fromisoformat(last).toordinal()) / 2


def test_a_panel_for_each_source_with_the_largest_share_first(two):
    axes = plot_periods(two).figure.axes
    assert [ax.get_title(loc="left") for ax in axes] == ["South", "North"]
    assert axes[0].get_ylim() == axes[1].get_ylim()
    assert axes[0].get_xlim() == (date(2015, 1, 1).toordinal(), date(2016, 1, 1).toordinal())


def test_dots_stand_in_the_middle_of_their_periods(two):
    north = plot_periods(two).figure.axes[1]
    assert dots(north) == [
        (middle("2015-01-01", "2015-04-01"), 0.2, "black"),
        (middle("2015-04-01", "2015-07-01"), 0.5, "white"),
        (middle("2015-10-01", "2016-01-01"), 0.3, "black"),
    ]
    assert strokes(north, "#9A9A9A") == [(0.1, 0.4), (0.3, 0.7), (0.2, 0.5)]


def test_a_line_joins_periods_that_follow_each_other_alone(two):
    north = plot_periods(two).figure.axes[1]
    joins = next(line.get_ydata() for line in north.lines if line.get_linewidth() == 0.5)
    assert np.array_equal(joins, [0.2, 0.5, np.nan, 0.3], equal_nan=True)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2015", "2015-01-01", "2016-01-01"),
        ("2015-Q3", "2015-07-01", "2015-10-01"),
        ("2015-12", "2015-12-01", "2016-01-01"),
        ("2015-W53", "2015-12-28", "2016-01-04"),
        ("2015-02-28", "2015-02-28", "2015-03-01"),
    ],
)
def test_every_length_of_period_can_be_drawn(two, period, start, end):
    ax = plot_periods(two.iloc[:1].assign(period=period))
    assert dots(ax)[0][0] == middle(start, end)
    assert len(ax.get_xticks()) >= 1
    assert ax.get_xlim() == (date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal())


def test_mentions_are_numbers_where_they_fit_and_bars_else(two):
    texts = [text.get_text() for text in words_on(plot_periods(two).figure)]
    assert {"40", "9", "80", "50"} <= set(texts)
    assert any("Numbers below: mentions" in text.replace("\n", " ") for text in texts)
    months = [f"{year}-{month:02d}" for year in range(2011, 2019) for month in range(1, 13)]
    table = shares_of(["North", "South", "West"], months)
    ax = plot_periods(table)
    assert not any(text.get_text().isdigit() for text in ax.texts)
    lengths = [high - low for low, high in strokes(ax, "#555555")]
    assert len(lengths) == len(months)
    first = table[table["source"] == ax.get_title(loc="left")]
    assert np.corrcoef(lengths, first["n_mentions"])[0, 1] == pytest.approx(1)
    assert f"the tallest bar is {table['n_mentions'].max()}" in description_of(ax).caption


def test_events_are_lines_in_all_panels_and_named_once(two):
    events = {"ceasefire": "2015-08-02", "chemical attack": date(2015, 5, 1)}
    ax = plot_periods(two, events=events)
    days = [date(2015, 5, 1).toordinal(), date(2015, 8, 2).toordinal()]
    for each in ax.figure.axes:
        assert [line.get_xdata()[0] for line in each.lines if line.get_linestyle() == "--"] == days
    letters = [
        text.get_text() for each in ax.figure.axes for text in each.texts if text.get_text() in {"A", "B", "A,B"}
    ]
    assert letters == ["A", "B"]
    assert "A: chemical attack (2015-05-01); B: ceasefire (2015-08-02)." in description_of(ax).caption
    near = plot_periods(two, events={"one": "2015-05-01", "two": "2015-05-02"})
    assert "A,B" in [text.get_text() for text in near.texts]
    early = plot_periods(two, events={"before": "2014-11-30"})
    assert early.get_xlim()[0] == date(2014, 11, 30).toordinal()


@pytest.mark.parametrize("millimetres", [90, 190])
@pytest.mark.parametrize(
    ("sources", "periods"),
    [
        (["Only"], ["2015-03"]),
        (["asharqalawsat", "Asharq Al-Awsat"], [f"2015-W{week:02d}" for week in range(1, 12)]),
        ([LONG, "sana", "reuters"], [f"{year}-Q{quarter}" for year in (2014, 2015) for quarter in range(1, 5)]),
        ([f"{LONG}, edition {i}" for i in range(15)], [str(year) for year in range(2011, 2018)]),
        ([f"outlet {i}" for i in range(14)], [f"{y}-{m:02d}" for y in range(2011, 2018) for m in range(1, 13)]),
    ],
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, periods, millimetres, monkeypatch):
    monkeypatch.setattr(module, "width", lambda: millimetres / 25.4)
    first = int(periods[0][:4])
    figure = plot_periods(
        shares_of(sources, periods), events={"siege": f"{first}-03-08", "talks": f"{first}-03-20"}
    ).figure
    assert figure.get_figwidth() == millimetres / 25.4
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert all(text.get_fontsize() >= 6 for text in words_on(figure))
    assert figure.get_figheight() < 11


def test_caption_and_alternative_text_say_what_is_drawn(two):
    description = description_of(plot_periods(two))
    caption, alt = description.caption, description.alt
    assert caption.startswith(
        "Share of mentions with the label terrorist, opposition, by period, 2015-01-01 to 2015-12-31"
    )
    assert "9 to 80 mentions in 3 to 20 articles" in caption
    assert "Hollow dots: few mentions." in caption
    assert "Undated mentions are left out." in caption
    # North: (0.2 * 40 + 0.5 * 9 + 0.3 * 80) / 129 = 28 %.
    assert "South has the largest share over all periods, 60%; North the smallest, 28%." in alt


def test_sources_without_dates_are_named(two):
    lost = two.iloc[:1].assign(source="East", period="", label="", value=np.nan, low=np.nan, high=np.nan)
    ax = plot_periods(pd.concat([two, lost]))
    assert len(ax.figure.axes) == 2
    assert "Without dates, not drawn: East." in description_of(ax).caption
    with pytest.raises(TableError, match="the table has no rows"):
        plot_periods(lost)


def test_axes_given_hold_one_source(two):
    with theme():
        ax = Figure(figsize=(6, 3), layout="constrained").subplots()
    assert plot_periods(two[two["source"] == "North"], ax=ax) is ax
    assert overlaps(ax.figure) == []
    assert outside(ax.figure) == []
    with pytest.raises(TableError, match="ax= holds one panel, and the table 2 of column 'source'; choose one"):
        plot_periods(two, ax=ax)


def test_tables_that_cannot_be_drawn_are_refused(two):
    for table, message in (
        (two.iloc[:0], "the table has no rows"),
        (two.drop(columns="period"), "column 'period' is missing"),
        (pd.concat([two, two.iloc[:1]]), "is in the table twice"),
        (two.iloc[[0, 3]].assign(period="spring"), "period 'spring' cannot be read; label_shares_by_period writes"),
        (two.iloc[[0, 3]].assign(period="2015-13"), "period '2015-13' cannot be read"),
        (two.assign(period=["2015-01", None, "2015-02", "2015-03"]), "column 'period' has an empty cell"),
        (two.assign(label=["a", "b", "a", "a"]), "choose one with label="),
        (shares_of([f"s{i}" for i in range(16)], ["2015"]), "holds 16 panels; a page holds 15"),
    ):
        with pytest.raises(TableError, match=message):
            plot_periods(table)
    with pytest.raises(TableError, match="the day 'May' of event 'siege' cannot be read"):
        plot_periods(two, events={"siege": "May"})
    with pytest.raises(UnknownNameError, match="there is no label 'terorist'"):
        plot_periods(two, label="terorist")
    assert plot_periods(two.assign(voice="own"), by=["source", "voice"]).get_title(loc="left") == "South, own"
