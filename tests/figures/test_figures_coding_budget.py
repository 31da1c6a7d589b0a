"""The figure of the coding budget: lines, names at their ends, medians, and what has no number."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, translucent
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing.errors import TableError
from framing.figures import plot_coding_budget, theme
from framing.figures.caption import description_of

SIZES = (100, 200, 400, 800)


def budget(widths, sizes=SIZES, **columns):
    """Rows of groups with a half-width at 100 units that falls with the root of their number; None: no number."""
    rows = []
    for name, (first, known_from) in widths.items():
        for n in sizes:
            half = first * (100 / n) ** 0.5 if n >= known_from else np.nan
            rows.append({"source": name, "n": n, "half_width": half, "half_width_gold_only": 1.2 * half})
    table = pd.DataFrame(rows).assign(actor="opposition", label="terrorist", gap=0.1, n_mentions=1200, flag="")
    return table.assign(**columns)


MANY = {f"The {place} Post": (0.1 + 0.012 * at, 100 * (1 + at % 3)) for at, place in enumerate("ABCDEFGHIJKLMNO")}


def lines_of(ax):
    """Points of each line, by colour and width."""
    return [(line.get_color(), line.get_linewidth(), line.get_linestyle(), line.get_xydata()) for line in ax.lines]


def test_lines_go_through_the_half_widths():
    ax = plot_coding_budget(budget({"North": (0.1, 100), "South": (0.2, 200), "West": (0.4, 200)}))
    north, south, west, median, gold = [line[3] for line in lines_of(ax)]
    assert north[:, 0].tolist() == [100, 200, 400, 800]
    assert south[:, 0].tolist() == west[:, 0].tolist() == [200, 400, 800]
    assert np.allclose(north[:, 1], 10 * np.sqrt([1, 0.5, 0.25, 0.125]))
    # At 100 units two of three sources have no number: half of them reach none.
    assert median[:, 0].tolist() == [200, 400, 800]
    assert np.allclose(median[:, 1], south[:, 1])
    assert np.allclose(gold[:, 1], 1.2 * median[:, 1])
    assert [line[2] for line in lines_of(ax)][-2:] == ["-", "--"]
    assert median[0, 1] < gold[0, 1]
    assert ax.get_xscale() == ax.get_yscale() == "log"


def test_every_line_is_named_at_its_end():
    ax = plot_coding_budget(budget({"North": (0.1, 100), "South": (0.2, 200)}))
    names = [text.get_text() for text in ax.texts]
    assert names == ["North (1,200)", "median", "median, coded units alone", "South (1,200)"]
    ends = {text.get_text(): text.xy for text in ax.texts}
    assert ends["South (1,200)"] == (800, pytest.approx(20 / 8**0.5))


@pytest.mark.parametrize("columns", [1, 2])
def test_many_names_lie_apart_and_within_the_figure(columns):
    with theme("elsevier", columns=columns):
        ax = plot_coding_budget(budget(MANY))
        figure = ax.figure.canvas.figure
        assert len(ax.texts) == len(MANY) + 2
        assert not outside(figure)
        assert not translucent(figure)
        # Of an annotation, the box of the words alone: its line may run past others.
        boxes = sorted((Text.get_window_extent(text) for text in ax.texts), key=lambda box: box.y0)
        assert all(one.y1 - 2 < other.y0 for one, other in pairwise(boxes))


def test_one_group_is_black_and_has_no_median():
    ax = plot_coding_budget(budget({"North": (0.1, 100)}))
    assert [line[0] for line in lines_of(ax)] == ["black"]
    assert [text.get_text() for text in ax.texts] == ["North (1,200)"]
    narrow = plot_coding_budget(budget({"North": (0.1, 100)}, sizes=(400, 500)))
    assert len(narrow.get_yticks()) >= 1


def test_groups_without_a_number_are_named_in_a_note():
    ax = plot_coding_budget(budget({"North": (0.1, 100), "South": (0.2, 900)}))
    assert "Not estimable, fewer than ten coded units: South." in ax.get_xlabel().replace("\n", " ")
    told = description_of(ax)
    assert "Not estimable: South." in told.caption
    assert told.alt.startswith("A line that falls")
    with pytest.raises(TableError, match="no group has a half-width"):
        plot_coding_budget(budget({"North": (0.1, 900)}))


def test_words_tell_what_is_drawn():
    told = description_of(plot_coding_budget(budget({"North": (0.1, 100), "South": (0.2, 100)})))
    assert "'terrorist' among mentions of opposition" in told.caption
    assert "see a gap of 10 points" in told.caption
    assert "3.5 points (North) to 7.1 (South)" in told.alt
    assert "the median is 15.0 at 100 units and 5.3 at 800" in told.alt


def test_axes_given_are_drawn_on_and_groups_may_have_several_columns():
    ax = Figure().subplots()
    table = budget({"North": (0.1, 100)}).assign(voice="own")
    assert plot_coding_budget(table, by=["source", "voice"], ax=ax) is ax
    assert ax.texts[0].get_text() == "North, own (1,200)"


def test_tables_that_cannot_be_drawn_are_refused():
    table = budget({"North": (0.1, 100)})
    with pytest.raises(TableError, match="is there twice"):
        plot_coding_budget(pd.concat([table, table]))
    with pytest.raises(TableError, match="label"):
        plot_coding_budget(pd.concat([table, table.assign(label="rebel")]))
    with pytest.raises(TableError, match="no rows"):
        plot_coding_budget(table.iloc[:0])
    with pytest.raises(TableError, match="'half_width' is missing"):
        plot_coding_budget(table.drop(columns="half_width"))


def test_a_median_of_one_number_is_a_mark():
    ax = plot_coding_budget(budget({"North": (0.1, 800), "South": (0.2, 800)}))
    *_, median, gold = ax.lines
    assert len(median.get_xdata()) == len(gold.get_xdata()) == 1
    assert {median.get_marker(), gold.get_marker()} == {"D", "s"}
    *_, median, _ = plot_coding_budget(budget({"North": (0.1, 100), "South": (0.2, 100)})).lines
    assert median.get_marker() in ("", "None")
