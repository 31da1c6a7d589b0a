"""The map of sources between two actors."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent, words_on
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import save_figure, theme
from framing.figures.placement import place_labels
from framing.figures.stance_map import plot_stance_map


def row(source, actor, value, n, flag="", scorer="lexicon"):
    return {
        "source": source, "actor": actor, "scorer": scorer, "value": value, "low": value - 0.1, "high": value + 0.1,
        "n_mentions": n, "n_articles": 12, "flag": flag,
    }  # fmt: skip


def two_sources():
    return pd.DataFrame([
        row("North", "government", 0.1, 1234), row("North", "opposition", -0.3, 28),
        row("South", "government", -0.2, 51, "few articles; few mentions"), row("South", "opposition", 0.2, 60),
    ])  # fmt: skip


def many(n, spread, seed=0, width=0.1, name="Outlet"):
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        for actor in ("government", "opposition"):
            value = float(np.clip(rng.normal(-0.1, spread), -0.9, 0.9))
            half = width * rng.uniform(0.3, 1)
            flag = "few articles" if i % 7 == 6 else ""
            made = row(f"{name} {i}", actor, value, int(rng.integers(8, 2500)), flag)
            rows.append({**made, "low": max(value - half, -1), "high": min(value + half, 1)})
    return pd.DataFrame(rows)


def dots(ax):
    return {
        (line.get_xdata()[0], line.get_ydata()[0]): line.get_markerfacecolor()
        for line in ax.lines
        if line.get_marker() == "o"
    }


def labels(ax):
    return [text for text in ax.texts if text.get_text().rstrip(")").rpartition(" / ")[2].replace(",", "").isdigit()]


def overlapping(ax):
    """Pairs of texts that overlap; the box of slanted words holds more than these, so their own pair is left out."""
    return [pair for pair in overlaps(ax.figure) if not any(words.startswith("more favourable") for words in pair)]


def footnote(ax):
    return " ".join(
        next(
            text.get_text() for text in [*ax.texts, *ax.figure.texts] if text.get_text().startswith("Bars are")
        ).split()
    )


def test_dots_and_crosses_stand_where_the_table_says():
    ax = plot_stance_map(two_sources(), "government", "opposition")
    assert dots(ax) == {(0.1, -0.3): "black", (-0.2, 0.2): "white"}
    lines = [line for line in ax.lines if line.get_color() == "#777777"]
    bars = [[round(float(end), 6) for end in (*line.get_xdata(), *line.get_ydata())] for line in lines]
    assert bars == [[0, 0.2, -0.3, -0.3], [0.1, 0.1, -0.4, -0.2], [-0.3, -0.1, 0.2, 0.2], [-0.2, -0.2, 0.1, 0.3]]
    assert [text.get_text() for text in labels(ax)] == ["North (1,234 / 28)", "South (51 / 60)"]


def test_both_axes_have_the_scale_of_the_data():
    ax = plot_stance_map(two_sources(), "government", "opposition", names={"government": "the Syrian government"})
    assert ax.get_xlim() == ax.get_ylim()
    low, high = ax.get_xlim()
    assert low < -0.4
    assert high > 0.3
    assert low + high == pytest.approx(-0.4 + 0.3)
    assert high - low < 1
    assert ax.get_aspect() == 1
    assert ax.get_xlabel().startswith("Mean stance to the Syrian government")
    texts = [text.get_text() for text in ax.texts]
    assert {"more favourable to the Syrian government", "more favourable to opposition"} <= set(texts)
    diagonal = next(line for line in ax.lines if line.get_linestyle() == ":")
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())


def test_each_half_plane_names_the_actor_that_it_favours():
    ax = plot_stance_map(two_sources(), "government", "opposition")
    for text in ax.texts:
        if text.get_text().startswith("more favourable"):
            box = text.get_window_extent()
            x, y = ax.transData.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
            assert (x > y) == text.get_text().endswith("government")


def test_what_is_left_out_and_what_is_weak_is_named():
    table = pd.concat([
        two_sources(),
        pd.DataFrame([
            row("East", "government", 0.0, 3), row("West", "government", 0.0, 3),
            row("West", "opposition", float("nan"), 0, "all abstained"),
        ]),
    ])  # fmt: skip
    ax = plot_stance_map(table, "government", "opposition")
    note = footnote(ax)
    assert "Bars are 95% intervals over articles" in note
    assert "mentions of government / opposition. Scorer: lexicon." in note
    assert "Hollow: few articles, few mentions" in note
    assert note.endswith("visibly: South. Not drawn, for no stance to opposition was scored in it: East; West.")
    assert len(labels(ax)) == 2


@pytest.mark.parametrize(
    "table",
    [
        two_sources(),
        many(1, 0.1),
        many(20, 0.25),
        many(20, 0.06, seed=1),
        many(20, 0.1, seed=3, width=0.4),
        many(20, 0.2, seed=2, name="The Northern Weekly Gazette and Advertiser, edition"),
    ],
    ids=["two", "one", "twenty", "close", "wide bars", "long names"],
)
def test_labels_overlap_neither_each_other_nor_dots(table, tmp_path):
    ax = plot_stance_map(table, "government", "opposition")
    figure = ax.figure
    # Files are written at another resolution; nothing may move then.
    save_figure(ax, tmp_path / "map", formats=["png"])
    assert outside(figure) == []
    assert translucent(figure) == []
    found = labels(ax)
    assert len(found) == table["source"].nunique()
    assert overlapping(ax) == []
    frame = ax.get_window_extent()
    for text in found:
        box = text.get_window_extent()
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1
        for place in dots(ax):
            x, y = ax.transData.transform(place)
            assert not (box.x0 < x < box.x1 and box.y0 < y < box.y1)


def test_axes_given_are_used():
    with theme():
        ax = Figure(figsize=(7, 7), layout="constrained").subplots()
    assert plot_stance_map(two_sources(), "government", "opposition", ax=ax) is ax
    assert overlapping(ax) == []


def test_a_label_that_moved_has_a_line_to_its_dot():
    ax = Figure(layout="constrained").subplots()
    ax.figure.draw_without_rendering()
    found = place_labels(ax, [(0.5, 0.5 + i / 2000) for i in range(9)], [f"Outlet {i}" for i in range(9)])
    lines = [text for text in ax.texts if not text.get_text()]
    assert lines
    assert all(text.arrow_patch is not None for text in lines)
    boxes = [text.get_window_extent() for text in found]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_several_scorers_need_a_choice():
    both = pd.concat([two_sources(), two_sources().assign(scorer="model", value=0.0)])
    with pytest.raises(TableError) as caught:
        plot_stance_map(both, "government", "opposition")
    assert str(caught.value) == (
        "plot_stance_map: the table holds 2 scorers (lexicon, model); choose one with scorer="
    )
    assert set(dots(plot_stance_map(both, "government", "opposition", scorer="model"))) == {(0.0, 0.0)}
    with pytest.raises(UnknownNameError, match=r"no scorer 'modle'\. Did you mean 'model'"):
        plot_stance_map(both, "government", "opposition", scorer="modle")


def test_tables_that_cannot_be_drawn_are_refused():
    table = two_sources()
    with pytest.raises(TableError, match="has no rows; there is nothing to draw"):
        plot_stance_map(table.iloc[:0], "government", "opposition")
    with pytest.raises(TableError, match="column 'n_mentions' is missing"):
        plot_stance_map(table.drop(columns="n_mentions"), "government", "opposition")
    with pytest.raises(TableError, match="source 'North' has actor 'government' twice"):
        plot_stance_map(pd.concat([table, table.iloc[[0]]]), "government", "opposition")
    with pytest.raises(TableError, match="x and y are both 'government'; name two actors"):
        plot_stance_map(table, "government", "government")
    with pytest.raises(UnknownNameError, match="no actor 'oposition'"):
        plot_stance_map(table, "government", "oposition")
    with pytest.raises(TableError, match="no source has a stance to both 'government' and 'opposition'"):
        plot_stance_map(table.iloc[[0, 3]], "government", "opposition")


def test_no_word_is_cut_off():
    ax = plot_stance_map(many(3, 0.2), "government", "opposition", names={"opposition": "the armed opposition"})
    assert any(text.get_text() == "more favourable to the armed opposition" for text in words_on(ax.figure))
