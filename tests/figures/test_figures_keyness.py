from __future__ import annotations

import itertools

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from figure_tables import luminance, outside, overlaps, row_names, translucent, words_on
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures.caption import description_of
from framing.figures.keyness import LESS, MORE, plot_keyness
from framing.figures.keyness_scatter import plot_keyness_scatter
from framing.schema import KEYNESS

LONG = "The Northern Weekly Gazette and Advertiser"
BOTH = pytest.mark.parametrize("plot", [plot_keyness, plot_keyness_scatter])


def keyness_of(*rows, source="North", actor="opposition", against="rest"):
    """Keyness from rows of word, log odds, low, high, adjusted p, occurrences in both."""
    columns = ["word", "log_odds", "low", "high", "p_adjusted", "n_word", "n_against_word"]
    table = pd.DataFrame(rows, columns=columns).assign(source=source, actor=actor, against=against)
    table = table.reindex(columns=list(KEYNESS))
    table[["n_word_articles", "n_against_word_articles"]] = [4, 5]
    table[["n_words", "n_articles", "n_against_words", "n_against_articles"]] = [1234, 40, 5678, 90]
    return table


def five():
    return keyness_of(
        ("seized", 1.2, 0.6, 1.8, 0.001, 40, 12),
        ("tank", 2.0, -1.0, 5.0, 0.6, 2, 1),
        ("shelled", 0.5, 0.2, 0.8, 0.04, 1300, 90),
        ("freed", -0.8, -1.4, -0.2, 0.01, 3, 70),
        ("talks", -0.1, -0.6, 0.4, 0.9, 30, 120),
    )


def many(n=400, seed=0, **names):
    rng = np.random.default_rng(seed)
    odds = rng.normal(0, 1.2, n)
    half = rng.uniform(0.3, 2, n)
    counts = np.maximum(rng.lognormal(2, 1.3, (n, 2)).astype(int), 1)
    words = [f"{'negotiations' if i % 9 == 0 else 'word'}{i}" for i in range(n)]
    p = np.where(np.abs(odds) > half, 0.01, 0.5)
    return keyness_of(*zip(words, odds, odds - half, odds + half, p, *counts.T, strict=True), **names)


def bars(ax):
    return [(patch.get_width(), patch.get_facecolor(), patch.get_hatch()) for patch in ax.patches]


def names_on(ax, table):
    return {text.get_text() for text in ax.texts} & set(table["word"])


def test_bars_and_whiskers_stand_where_the_table_says():
    ax = plot_keyness(five(), source="North")
    assert row_names(ax) == ["tank", "seized", "shelled", "talks", "freed"]
    white = to_rgba("white")
    assert bars(ax) == [
        (2.0, white, "////"), (1.2, to_rgba(MORE), None), (0.5, to_rgba(MORE), None), (-0.1, white, "////"),
        (-0.8, to_rgba(LESS), None),
    ]  # fmt: skip
    whiskers = [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"]
    # The first one is longer than 2.2 times the longest bar, and breaks off in an arrow.
    assert whiskers == [(-1.0, 4.4), (0.6, 1.8), (0.2, 0.8), (-0.6, 0.4), (-1.4, -0.2)]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_marker() == ">"] == [4.4]


def test_words_are_chosen_by_the_end_of_the_interval_nearer_to_0():
    assert row_names(plot_keyness(five(), source="North", top=1)) == ["seized", "freed"]
    assert names_on(plot_keyness_scatter(five(), source="North", label_top=1), five()) == {"seized", "freed"}


def test_evidence_stands_at_the_right():
    texts = [text.get_text() for text in words_on(plot_keyness(five(), source="North").figure)]
    assert {"n = 1,300 v. 90", "n = 2 v. 1", "4 v. 5 articles"} <= set(texts)


def test_one_side_alone_is_drawn():
    table = five()
    assert row_names(plot_keyness(table[table["log_odds"] < 0], source="North")) == ["talks", "freed"]
    assert len(bars(plot_keyness(table.head(1), source="North"))) == 1


def test_the_scatter_shows_every_word_and_marks_the_sure_ones():
    ax = plot_keyness_scatter(five(), source="North")
    groups = {
        line.get_marker(): sorted(zip(*line.get_data(), strict=True)) for line in ax.lines if len(line.get_xdata())
    }
    assert groups["o"] == [(3, 2.0), (150, -0.1)]
    assert groups["^"] == [(52, 1.2), (1390, 0.5)]
    assert groups["v"] == [(73, -0.8)]
    assert ax.get_xscale() == "log"
    assert names_on(ax, five()) == set(five()["word"])
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["not distinguishable (2)", "more often (2)", "less often (1)"]


@BOTH
@pytest.mark.parametrize("millimetres", [90, 190])
@pytest.mark.parametrize("source", ["asharqalawsat", LONG])
def test_nothing_overlaps_or_is_clipped(plot, millimetres, source, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    figure = plot(many(source=source, against=LONG + ", evening edition"), source=source).figure
    assert figure.get_size_inches()[0] == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6


def test_labels_of_the_scatter_cover_no_dots():
    table = many(1500)
    ax = plot_keyness_scatter(table, source="North", label_top=60)
    ax.figure.draw_without_rendering()
    labels = [text for text in ax.texts if text.get_text() in set(table["word"])]
    assert len(labels) > 8
    dots = ax.transData.transform(np.column_stack([table["n_word"] + table["n_against_word"], table["log_odds"]]))
    boxes = [label.get_window_extent() for label in labels]
    assert not any(box.contains(*dot) for box, dot in itertools.product(boxes, dots))


@BOTH
def test_given_axes_are_used_and_none_of_pyplot(plot):
    figure = Figure(figsize=(7, 6), layout="constrained")
    given = figure.subplots()
    assert plot(five(), source="North", ax=given) is given
    assert "pyplot" not in str(type(plot(five(), source="North").figure.canvas.manager))
    assert mpl.rcParams["text.parse_math"]


@BOTH
def test_names_are_printed_and_the_figure_is_described(plot):
    table = five().assign(against="South")
    ax = plot(table, source="North", names={"North": "The North", "South": "The South", "opposition": "armed rebels"})
    assert ax.get_title(loc="left") == "The North: words near armed rebels"
    assert "The South" in ax.get_xlabel()
    described = description_of(ax)
    assert "1,234 words near the actor in 40 articles" in described.caption
    assert "Benjamini" in described.caption
    assert "seized" in described.alt or "tank" in described.alt
    assert not described.data.empty


def test_the_two_colours_differ_without_their_hue():
    lightness = sorted(luminance(colour) for colour in (MORE, LESS, "white"))
    assert min(np.diff(lightness)) > 15


@BOTH
def test_tables_that_cannot_be_drawn_are_refused(plot):
    table = five()
    with pytest.raises(TableError, match="has no rows; there is nothing to draw"):
        plot(table.head(0), source="North")
    with pytest.raises(TableError, match="column 'log_odds' is missing"):
        plot(table.drop(columns="log_odds"), source="North")
    with pytest.raises(TableError, match="has word 'seized' twice"):
        plot(pd.concat([table, table.head(1)]), source="North")
    with pytest.raises(TableError, match="column 'actor' holds government, opposition; choose one with actor="):
        plot(pd.concat([table, table.assign(actor="government")]), source="North")
    with pytest.raises(TableError, match="column 'against' holds South, rest"):
        plot(pd.concat([table, table.assign(against="South")]), source="North")
    with pytest.raises(TableError, match="no word differs"):
        plot(table.assign(log_odds=0.0), source="North")
    with pytest.raises(UnknownNameError, match="no source 'Nort'"):
        plot(table, source="Nort")
    with pytest.raises(UnknownNameError, match="no actor 'russia'"):
        plot(table, source="North", actor="russia")
    with pytest.raises(TableError, match="top is 0"):
        plot(table, source="North", **{"top" if plot is plot_keyness else "label_top": 0})


@BOTH
def test_rows_without_numbers_are_left_out_and_categories_are_no_hindrance(plot):
    table = five()
    table.loc[1, "low"] = np.nan
    table = table.astype({"source": "category", "word": "category"})
    assert "tank" not in description_of(plot(table, source="North")).data["word"].tolist()
