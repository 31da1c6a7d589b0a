from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on
from matplotlib.figure import Figure

import framing.figures.specifications as module
from framing.errors import TableError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.specifications import plot_specifications

KINDS = "term label source article voice position ambiguity counting valence".split()


def specifications_of(n, *, seed=0, source="sana", measure="label_share"):
    """A main specification and `n` others, as sensitivity gives them."""
    rng = np.random.default_rng(seed)
    kinds = ["main", *(KINDS[i % len(KINDS)] for i in range(n))]
    names = ["main", *(f"without The Northern Weekly Gazette and Advertiser {i}" for i in range(n))]
    difference = np.array([0.2, *(0.2 + rng.normal(0, 0.08, n))])
    table = pd.DataFrame({"kind": kinds, "specification": names, "difference": difference})
    counts = dict.fromkeys(("n_mentions", "n_articles", "n_against_mentions", "n_against_articles"), 1200)
    return table.assign(
        actor="opposition", measure=measure, label="terrorist", source=source, against="rest",
        low=difference - 0.1, high=difference + 0.12, change=difference - 0.2, flag="", **counts,
    )  # fmt: skip


@pytest.fixture
def few():
    rows = specifications_of(5)
    return rows.assign(
        kind=["main", "term", "term", "voice", "label", "source"],
        specification=["main", "without a", "without b", "own voice only", "without a", "without nna"],
        difference=[0.2, 0.05, 0.25, 0.4, np.nan, 0.19], low=[0.1, -0.1, 0.2, 0.3, np.nan, 0.1],
        high=[0.3, 0.2, 0.3, 0.5, np.nan, 0.3], change=[0, -0.15, 0.05, 0.2, np.nan, -0.01],
    )  # fmt: skip


def points(ax, marker):
    return [
        (line.get_markerfacecolor(), [round(float(y), 6) for y in line.get_ydata()], list(line.get_xdata()))
        for line in ax.lines
        if line.get_marker() == marker and len(line.get_xdata())
    ]


def test_differences_are_ordered_and_the_main_one_is_a_diamond(few):
    ax = plot_specifications(few)
    # In percentage points, from the smallest to the largest: a, nna, main, b, own voice.
    assert points(ax, "D") == [("black", [20.0], [2])]
    assert points(ax, "o") == [("black", [19.0, 25.0, 40.0], [1, 3, 4]), ("white", [5.0], [0])]
    ends = [segment[:, 1].round(6).tolist() for segment in ax.collections[0].get_segments()]
    assert ends == [[-10, 20], [10, 30], [10, 30], [20, 30], [30, 50]]
    assert any(line.get_linestyle() == ":" and line.get_ydata()[0] == pytest.approx(20) for line in ax.lines)


def test_rows_below_tell_what_was_changed(few):
    ax = plot_specifications(few)
    kinds = ["main", "term left out", "label left out", "source left out", "voice"]
    assert row_names(ax)[-5:] == kinds
    strokes = {
        name: [float(segment[0, 0]) for segment in lines.get_segments()]
        for name, lines in zip(kinds, ax.collections[1:], strict=True)
    }
    assert strokes == {
        "main": [2], "term left out": [0, 3], "label left out": [], "source left out": [1], "voice": [4],
    }  # fmt: skip
    numbers = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
    assert numbers == ["1", "2", "0", "1", "1"]


def test_main_extremes_and_most_influential_term_are_named(few):
    texts = [text.get_text() for text in plot_specifications(few).texts if ":" in text.get_text()]
    assert set(texts) == {"main: +20.0", "without a (term): +5.0", "own voice only: +40.0"}
    inner = few.assign(change=[0, -0.01, 0.05, 0.2, np.nan, -0.01])
    texts = [text.get_text() for text in plot_specifications(inner).texts]
    assert "without b (term): +25.0" in texts


def test_what_cannot_be_compared_is_told(few):
    description = description_of(plot_specifications(few))
    assert "Nothing left to compare: without a (label)." in description.caption
    assert "Hollow dots: the interval holds zero." in description.caption
    assert (
        "+20.0 percentage points (+10.0 to +30.0), rests on 1,200 mentions in 1,200 articles" in description.caption
    )
    assert description.alt == "Curve of 5 differences from +5.0 to +40.0 percentage points; the main one is +20.0."
    assert len(description.data) == 6


def test_valences_are_not_percent(few):
    ax = plot_specifications(few.assign(measure="label_valence", label=""))
    assert points(ax, "D") == [("black", [0.2], [2])]
    assert "main: +0.20" in [text.get_text() for text in ax.texts]
    assert "mean valence of labels" in ax.get_title(loc="left").replace("\n", " ")


def test_row_order_does_not_matter(few):
    one, other = plot_specifications(few), plot_specifications(few.iloc[::-1])
    assert points(one, "o") == points(other, "o")
    assert row_names(one) == row_names(other)


@pytest.mark.parametrize("millimetres", [90, 190])
@pytest.mark.parametrize("n", [0, 12, 119, 350])
def test_nothing_overlaps_or_is_cut_off_or_shines_through(n, millimetres, monkeypatch):
    monkeypatch.setattr(module, "width", lambda: millimetres / 25.4)
    table = specifications_of(n, seed=n, source="The Northern Weekly Gazette and Advertiser")
    figure = plot_specifications(table).figure
    assert figure.get_figwidth() == millimetres / 25.4
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert all(text.get_fontsize() >= 6 for text in words_on(figure))
    assert all(line.get_linewidth() >= 0.3 for line in figure.axes[0].lines)
    assert all(width >= 0.3 for lines in figure.axes[0].collections for width in lines.get_linewidth())


def test_lines_do_not_run_through_words():
    figure = plot_specifications(specifications_of(60, seed=4)).figure
    figure.draw_without_rendering()
    ax = figure.axes[0]
    words = [text.get_window_extent() for text in ax.texts if ": " in text.get_text()]
    leaders = [line.get_window_extent() for line in ax.lines if line.get_color() == "#555555"]
    assert len(leaders) == len(words) >= 3
    crossed = sum(
        box.x0 + 1 < line.x0 < box.x1 - 1 and line.y0 < box.y0 and line.y1 > box.y1
        for line in leaders
        for box in words
    )
    assert crossed == 0


def test_axes_given_are_used(few):
    with theme():
        ax = Figure(figsize=(6, 4.5), layout="constrained").subplots()
    assert plot_specifications(few, ax=ax) is ax
    assert overlaps(ax.figure) == []
    assert outside(ax.figure) == []


def test_tables_that_cannot_be_drawn_are_refused(few):
    for table, message in (
        (few.iloc[:0], "the table has no rows"),
        (few.drop(columns="change"), "column 'change' is missing"),
        (pd.concat([few, few.iloc[:1]]), "is in the table twice"),
        (few.replace({"kind": {"voice": "colour"}}), "column 'kind' holds 'colour'; allowed are main, term"),
        (few.assign(source=["a", "b", "a", "a", "a", "a"]), "several comparisons, by column 'source'"),
        (few.iloc[1:], "needs one main specification"),
        (few.assign(difference=np.nan), "needs one main specification"),
        (few.assign(low="deep"), "column 'low' holds words"),
    ):
        with pytest.raises(TableError, match=message):
            plot_specifications(table)
