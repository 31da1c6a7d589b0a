from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_tables import categories_of, outside, overlaps, row_names, shares_of, translucent, valences_of, words_on
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.choose import scale_of
from framing.figures.estimates import plot_estimates

LONG = "The Northern Weekly Gazette and Advertiser"
COLUMNS = ["source", "actor", "measure", "value", "low", "high", "n_mentions", "n_articles", "interval", "flag"]


def share_rows(*rows, measure="label_share"):
    """Shares from rows of source, value, low, high, mentions, articles, flag."""
    return pd.DataFrame(
        [[source, "opposition", measure, value, low, high, n, m, "articles", flag]
         for source, value, low, high, n, m, flag in rows],
        columns=COLUMNS,
    ).assign(label="terrorist", category="delegitimising")  # fmt: skip


@pytest.fixture
def three():
    return share_rows(
        ("North", 0.2, 0.1, 0.35, 1234, 80, ""),
        ("South", 0.6, 0.5, 0.7, 40, 12, ""),
        ("East", 0.4, 0.05, 0.9, 7, 1, "one article; few mentions"),
    )


def dots(ax):
    """Marker, filling, place and row of each dot, rows counted from the top."""
    middles = [label.get_position()[1] for label in ax.get_yticklabels()]
    return sorted(
        (line.get_marker(), line.get_markerfacecolor(), float(line.get_xdata()[0]),
         int(np.argmin([abs(line.get_ydata()[0] - y) for y in middles])))
        for line in ax.lines
        if line.get_linestyle() == "None"
    )  # fmt: skip


def whiskers(ax):
    return sorted(tuple(map(float, line.get_xdata())) for line in ax.lines if line.get_marker() == "|")


def printed(ax):
    return [text.get_text() for text in words_on(ax.figure)]


def note(ax):
    """All that is written below, in one line."""
    return " ".join(" ".join(printed(ax)).split())


def test_dots_and_whiskers_stand_where_the_table_says_the_largest_on_top(three):
    ax = plot_estimates(three)
    assert row_names(ax) == ["South", "East", "North"]
    assert dots(ax) == [("o", "black", 0.2, 2), ("o", "black", 0.6, 0), ("o", "white", 0.4, 1)]
    assert whiskers(ax) == [(0.05, 0.9), (0.1, 0.35), (0.5, 0.7)]


def test_the_order_of_the_rows_does_not_matter(three):
    one, other = plot_estimates(three), plot_estimates(three.iloc[[2, 0, 1]].set_index(pd.Index([5, 5, 5])))
    assert row_names(one) == row_names(other)
    assert dots(one) == dots(other)


def test_evidence_is_printed_for_every_row_and_hollow_dots_are_explained(three):
    texts = printed(plot_estimates(three))
    assert {"n = 1,234", "80 articles", "n = 40", "12 articles", "n = 7", "1 article"} <= set(texts)
    assert "Hollow dots: few mentions or articles" in note(plot_estimates(three))
    assert "Hollow" not in note(plot_estimates(three[three["source"] != "East"]))


def test_shares_are_printed_as_percent_and_named_by_their_label(three):
    ax = plot_estimates(three, names={"terrorist": "\u201cterrorist\u201d", "opposition": "armed opposition"})
    assert ax.get_xlabel() == "Share of mentions with the label \u201cterrorist\u201d (%)"
    assert ax.get_title(loc="left") == "armed opposition"
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "20", "40", "60", "80", "100"]
    assert ax.get_xticks() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])


@pytest.mark.parametrize("low", [0.0, 0.05, 0.6])
def test_a_scale_holds_every_interval_and_says_where_it_does_not_start_at_zero(low):
    table = share_rows(("North", 0.7, low, 0.75, 40, 12, ""), ("South", 0.72, 0.65, 0.8, 40, 12, ""))
    ax = plot_estimates(table)
    left, right = ax.get_xlim()
    assert left < low
    assert right > 0.8
    assert (left > 0) == (low == 0.6)
    assert ("The scale does not start at 0." in note(ax)) == (low == 0.6)


def test_shares_outside_zero_to_one_are_not_cropped():
    # Estimates corrected for errors can be.
    ax = plot_estimates(share_rows(("North", -0.05, -0.2, 0.1, 40, 12, "")))
    assert ax.get_xlim()[0] < -0.2


def test_a_single_value_without_width_has_a_scale():
    ax = plot_estimates(share_rows(("North", 0.5, 0.5, 0.5, 40, 12, "")))
    left, right = ax.get_xlim()
    assert right - left > 0.05


def test_valence_is_read_from_zero():
    table = share_rows(("North", 0.4, 0.3, 0.5, 40, 12, ""), measure="label_valence").drop(columns=["label"])
    ax = plot_estimates(table)
    left, right = ax.get_xlim()
    assert left < 0
    assert right > 0.5
    assert ax.get_xlabel() == "Mean valence of labels (\u22121 delegitimising, +1 legitimising)"
    assert "does not start" not in note(ax)


@pytest.mark.parametrize(
    ("measure", "title"),
    [
        ("per_1000_words", "Mentions per 1,000 words"),
        ("stance", "Mean stance (\u22121 unfavourable, +1 favourable)"),
        ("category_share", "Share of mentions with delegitimising labels (%)"),
        ("voice_share", "Share of mentions with the label terrorist in own voice (%)"),
        ("shrunken_label_share", "Share of mentions with the label terrorist, shrunken (%)"),
        ("some_other", "Some other"),
    ],
)
def test_the_axis_is_named_by_the_measure(three, measure, title):
    assert plot_estimates(three.assign(measure=measure, voice="own")).get_xlabel() == title


def test_a_rate_is_not_percent(three):
    table = three.assign(measure="per_1000_words", value=three["value"] * 10, low=0.0, high=10.0)
    assert [tick.get_text() for tick in plot_estimates(table).get_xticklabels()] == ["0", "2", "4", "6", "8", "10"]


def test_all_labels_together_have_no_name():
    assert (
        scale_of("voice_share", {"label": "all labels", "voice": "own"}).title == "Share of mentions in own voice (%)"
    )


def test_a_second_estimate_is_drawn_hollow_below_the_first(three):
    table = three.assign(naive=[0.3, 0.7, 0.5], naive_low=0.25, naive_high=[0.4, 0.8, 0.55])
    ax = plot_estimates(table)
    squares = [dot for dot in dots(ax) if dot[0] == "s"]
    assert squares == [("s", "white", 0.3, 2), ("s", "white", 0.5, 1), ("s", "white", 0.7, 0)]
    assert {(0.25, 0.4), (0.25, 0.8), (0.25, 0.55)} <= set(whiskers(ax))
    rows = {line.get_marker(): line.get_ydata()[0] for line in ax.lines if line.get_xdata()[0] in (0.6, 0.7)}
    assert rows["s"] > rows["o"]
    assert "Squares with dotted whiskers: as found, not corrected." in note(ax)


def test_a_second_estimate_widens_the_scale(three):
    ax = plot_estimates(three.head(1).assign(naive=0.8, naive_low=0.7, naive_high=0.99))
    assert ax.get_xlim()[1] > 0.99


def test_a_reference_is_a_dotted_line_with_its_value(three):
    ax = plot_estimates(three, reference=0.97)
    assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"] == [0.97]
    assert ax.get_xlim()[1] > 0.97
    assert "Dotted line: reference value, 97%." in note(ax)


def test_a_row_without_a_value_is_kept_and_says_so(three):
    table = three.assign(value=[np.nan, 0.6, 0.4], low=[np.nan, 0.5, 0.05], high=[np.nan, 0.7, 0.9])
    ax = plot_estimates(table)
    assert row_names(ax) == ["South", "East", "North"]
    assert len(dots(ax)) == 2
    assert "no estimate" in printed(ax)
    alone = plot_estimates(table.head(1))
    assert dots(alone) == []
    assert description_of(alone).alt.endswith("without any estimate.")


def test_sources_are_named_as_asked_and_several_columns_joined(three):
    table = three.assign(voice=["own", "direct", "own"], source=pd.Categorical(three["source"]))
    assert row_names(plot_estimates(table, by=["source", "voice"])) == ["South, direct", "East, own", "North, own"]
    assert row_names(plot_estimates(three, names={"East": "Far East"}))[1] == "Far East"


def test_actors_can_be_the_rows():
    ax = plot_estimates(valences_of(["North"], ["opposition", "government"]), by="actor")
    assert sorted(row_names(ax)) == ["government", "opposition"]
    assert ax.get_title(loc="left") == ""


def test_labels_of_a_table_of_categories_are_categories():
    table = categories_of(shares_of(["North", "South"]))
    ax = plot_estimates(table, label="neutral")
    assert ax.get_xlabel() == "Share of mentions with neutral labels (%)"
    wanted = table.loc[table["category"] == "neutral", "value"]
    assert sorted(dot[2] for dot in dots(ax)) == pytest.approx(sorted(wanted))


def test_attributions_are_counted_where_there_are_no_mentions(three):
    table = three.rename(columns={"n_mentions": "n_attributions"}).assign(measure="official_share")
    ax = plot_estimates(table)
    assert "n = 40 attributions" in printed(ax)
    assert "7 to 1,234 attributions" in description_of(ax).caption


def test_caption_and_alternative_text_say_what_is_drawn(three):
    found = description_of(plot_estimates(three))
    assert found.caption == (
        "Share of mentions with the label terrorist (%) (opposition), by source: estimates with intervals, the"
        " largest on top; 3 rows, each resting on 7 to 1,234 mentions in 1 to 80 articles. Whiskers are the intervals"
        " of the table (95%, unless another level was asked for; basis: articles). Hollow dots: few mentions or"
        " articles; one more could move the estimate visibly."
    )
    assert found.alt == (
        "Dot plot with one row per source: Share of mentions with the label terrorist (%) (opposition)."
        " South has the highest estimate, 60%; North the lowest, 20%."
    )
    assert found.data["source"].tolist() == ["South", "East", "North"]


@pytest.mark.parametrize("millimetres", [90, 120, 190])
@pytest.mark.parametrize(
    "sources", [["Only"], ["Asharq Al-Awsat", "asharqalawsat", LONG], [f"{LONG}, edition {i}" for i in range(15)]]
)
def test_nothing_overlaps_or_is_cut_off_or_shines_through(sources, millimetres, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    table = valences_of(sources)
    figure = plot_estimates(table.assign(naive=table["value"], naive_low=-0.9, naive_high=0.9), reference=0.1).figure
    assert figure.get_figwidth() == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6
    axes = figure.axes[0].get_window_extent().width / figure.bbox.width
    assert axes > 0.25


def test_names_are_whole_where_lines_are_short(monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: 90 / 25.4)
    table = valences_of([LONG])
    ax = plot_estimates(table)
    assert row_names(ax) == ["The Northern\nWeekly Gazette\nand Advertiser"]
    assert f"n = {table['n_mentions'][0]:,}\n" in "".join(printed(ax))


def test_axes_given_are_used_and_shared(three):
    with theme():
        figure = Figure(figsize=(7.48, 4), layout="constrained")
        left, right = figure.subplots(1, 2)
    assert plot_estimates(three, ax=left) is left
    plot_estimates(three, ax=right)
    assert figure.get_figheight() == 4
    assert overlaps(figure) == []
    assert outside(figure) == []


def test_a_caller_must_choose_where_there_are_several(three):
    several = pd.concat([three, three.assign(actor="government"), three.assign(actor="russia")])
    with pytest.raises(TableError) as caught:
        plot_estimates(several)
    assert str(caught.value) == (
        "plot_estimates: the table holds 3 actors (government, opposition, russia); choose one with actor="
    )
    labels = pd.concat([three, three.assign(label="rebel")])
    with pytest.raises(TableError, match=r"2 labels \(rebel, terrorist\); choose one with label="):
        plot_estimates(labels)
    with pytest.raises(TableError, match=r"4 categories \(.*\); choose one with label="):
        plot_estimates(categories_of(shares_of(["North"])))
    voices = pd.concat([three.assign(voice="own"), three.assign(voice="direct")])
    with pytest.raises(TableError) as caught:
        plot_estimates(voices)
    assert str(caught.value) == (
        "plot_estimates: the table holds 2 voices (direct, own); draw the rows of one, such as"
        " table[table['voice'] == 'direct']"
    )
    assert len(dots(plot_estimates(labels, label="rebel"))) == 3


def test_unknown_names_are_refused(three):
    with pytest.raises(UnknownNameError, match="Did you mean 'opposition'"):
        plot_estimates(three, actor="oposition")
    with pytest.raises(UnknownNameError, match="there is no label 'rebel'"):
        plot_estimates(three, label="rebel")
    with pytest.raises(TableError, match="has no column 'label'; leave label= out"):
        plot_estimates(three.drop(columns=["label", "category"]), label="rebel")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda table: table.iloc[:0], "plot_estimates: the table has no rows; there is nothing to draw"),
        (lambda table: table.drop(columns="low"), "table: column 'low' is missing"),
        (
            lambda table: pd.concat([table, table.iloc[[1]]]),
            "plot_estimates: source 'South' is in the table twice; draw a table with one row per source",
        ),
        (lambda table: table.assign(value="much"), "column 'value' holds words; numbers are needed"),
        (lambda table: table.assign(high=np.inf), "column 'high' holds an infinite number"),
        (lambda table: table.assign(source=["North", None, "East"]), "column 'source' has an empty cell"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(three, broken, message):
    with pytest.raises(TableError) as caught:
        plot_estimates(broken(three))
    assert message in str(caught.value)


def test_the_axis_of_shares_of_voices_tells_which():
    assert scale_of("voice_share", {"label": "own"}).title == "Share of mentions in own voice (%)"
    by_voice = scale_of("voice_share", {"label": "terrorist"}).title
    assert by_voice == "Share of mentions with the label terrorist in each voice (%)"
