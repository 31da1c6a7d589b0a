"""Frames side by side."""

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on
from matplotlib.figure import Figure

from framing.errors import TableError
from framing.figures.frames import plot_frames

FIVE = ["conflict", "human interest", "economic consequences", "morality", "attribution of responsibility"]


def frames(sources, kinds=FIVE, *, vary=0):
    rng = np.random.default_rng(0)
    rows = []
    for i, source in enumerate(sources):
        for at, frame in enumerate(kinds):
            value = rng.uniform(0.05, 0.5)
            rows.append({
                "source": source, "frame": frame, "value": value, "low": max(value - 0.08, 0), "high": value + 0.1,
                "n_articles": 1200 + i + vary * at, "flag": "few articles" if i % 5 == 1 else "",
            })  # fmt: skip
    return pd.DataFrame(rows)


def panels(figure):
    return [ax for ax in figure.axes if ax.get_title(loc="left")]


def dots(ax):
    return {
        int(line.get_ydata()[0]): (line.get_xdata()[0], line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() == "o"
    }


def texts(figure):
    return [text.get_text() for text in words_on(figure)]


def test_dots_and_bars_stand_where_the_table_says():
    table = frames(["North", "South"])
    figure = plot_frames(table)
    assert isinstance(figure, Figure)
    assert [ax.get_title(loc="left").replace("\n", " ") for ax in panels(figure)] == FIVE
    order = row_names(panels(figure)[0])
    for ax, frame in zip(panels(figure), FIVE, strict=True):
        mine = table[table["frame"] == frame].set_index("source")
        for y, name in enumerate(order):
            assert dots(ax)[y] == (mine.loc[name, "value"], "white" if name == "South" else "black")
        bars = {tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"}
        assert bars == set(zip(mine["low"], mine["high"], strict=True))
    assert len({ax.get_xlim() for ax in panels(figure)}) == 1


def test_rows_are_ordered_by_the_first_frame():
    table = frames([f"Source {i}" for i in range(6)])
    first = table[table["frame"] == "conflict"].sort_values("value", ascending=False)
    assert row_names(panels(plot_frames(table))[0]) == list(first["source"])


def test_the_note_says_that_nobody_coded_the_frames():
    table = frames(["North", "South"])
    words = "lexical proxy, not a hand-coded frame"
    assert any(words in text for text in texts(plot_frames(table)))
    assert not any(words in text for text in texts(plot_frames(table, proxy=False)))
    assert any("Hollow: few articles" in text for text in texts(plot_frames(table)))
    assert not any("Hollow" in text for text in texts(plot_frames(table[table["source"] == "North"])))


def test_n_stands_once_where_all_frames_have_the_same_articles():
    assert texts(plot_frames(frames(["North"]))).count("n = 1,200") == 1
    found = texts(plot_frames(frames(["North"], vary=1)))
    assert [found.count(f"1,20{i}") for i in range(5)] == [1] * 5


def test_a_source_without_a_score_keeps_its_row():
    table = frames(["North", "South"], FIVE[:3])
    table.loc[0, ["value", "low", "high"]] = float("nan")
    figure = plot_frames(table.drop(index=4))
    assert row_names(panels(figure)[0]) == ["South", "North"]
    assert texts(figure).count("no score") == 2
    assert [sorted(dots(ax)) for ax in panels(figure)] == [[0], [1], [0, 1]]


@pytest.mark.parametrize("n", [1, 5, 20])
@pytest.mark.parametrize("kinds", [FIVE[:1], FIVE, [*FIVE, "law and order"]])
@pytest.mark.parametrize("vary", [0, 1])
def test_nothing_overlaps_or_is_cut_off(n, kinds, vary):
    figure = plot_frames(frames([f"The Northern Weekly Gazette, edition {i}" for i in range(n)], kinds, vary=vary))
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert figure.get_size_inches()[1] * 25.4 < 240, "a page"


def test_tables_that_cannot_be_drawn_are_refused():
    table = frames(["North", "South"])
    with pytest.raises(TableError, match="has no rows; there is nothing to draw"):
        plot_frames(table.iloc[:0])
    with pytest.raises(TableError, match="source 'North' has frame 'conflict' twice"):
        plot_frames(pd.concat([table, table.iloc[[0]]]))
    with pytest.raises(TableError, match="column 'n_articles' is missing"):
        plot_frames(table.drop(columns="n_articles"))
    with pytest.raises(TableError, match="no row has a value"):
        plot_frames(table.assign(value=float("nan")))
    with pytest.raises(TableError, match="holds 7 frames; a page holds 6: draw the rest in another figure"):
        plot_frames(frames(["North"], [f"frame {i}" for i in range(7)]))
