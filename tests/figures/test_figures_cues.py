"""Dots of cue classes."""

import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_cues

CLASSES = ("neutral", "assertive", "distancing", "endorsing")


def cues(values, n=40, flag="", of="speaker_actor"):
    """Shares from {(source, speaker): distancing share}; the rest is neutral."""
    rows = []
    for (source, speaker), share in values.items():
        shares = {"neutral": 1 - share, "distancing": share}
        for kind in (*CLASSES, None):
            measure = "endorsement_balance" if kind is None else "cue_share"
            value = -share if kind is None else shares.get(kind, 0.0)
            rows.append((source, speaker, kind, measure, value, value / 2, (1 + value) / 2, n, 12, flag))
    columns = ["source", of, "cue_class", "measure", "value", "low", "high", "n_attributions", "n_articles", "flag"]
    return pd.DataFrame(rows, columns=columns).assign(interval="articles")


def dots(ax):
    return sorted(
        (round(line.get_ydata()[0], 2), line.get_xdata()[0]) for line in ax.lines if len(line.get_xdata()) == 1
    )


def texts_on(figure):
    return [text.get_text() for text in words_on(figure)]


def test_a_dot_is_a_share_and_a_line_its_interval():
    ax = plot_cues(cues({("North", "army"): 0.4}), classes=["distancing"]).axes[0]
    assert dots(ax) == [(0, 0.4)]
    assert [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2] == [[0.2, 0.7]]


def test_sources_are_ordered_by_the_first_class_of_the_first_speaker():
    table = cues({("A", "army"): 0.1, ("B", "army"): 0.5, ("B", "rebels"): 0, ("C", "rebels"): 0.9})
    assert row_names(plot_cues(table).axes[0]) == ["B", "A", "C"]
    assert row_names(plot_cues(table, speakers=["rebels", "army"]).axes[0]) == ["C", "B", "A"]
    assert "not quoted" in texts_on(plot_cues(table))


def test_counts_stand_even_if_a_class_lacks_a_row():
    table = cues({("A", "army"): 0.1})
    table = table[table["cue_class"] != "assertive"]
    assert "not quoted" not in texts_on(plot_cues(table))
    assert "n = 40, 12 articles" in texts_on(plot_cues(table))


def test_the_three_speakers_with_the_most_attributions_are_drawn():
    table = pd.concat([cues({("A", f"actor {i}"): 0.1}, n=10 * i) for i in range(1, 6)])
    texts = texts_on(plot_cues(table))
    assert [i for i in range(1, 6) if f"actor {i}" in texts] == [3, 4, 5]
    outside = cues({("A", "outside the lexicon"): 0.1}, n=900)
    assert "outside the lexicon" not in texts_on(plot_cues(pd.concat([outside, table])))
    assert "outside the lexicon" in texts_on(plot_cues(outside))
    assert "actor 1" in texts_on(plot_cues(table, speakers=["actor 1"]))


def test_few_attributions_are_marked():
    texts = texts_on(plot_cues(cues({("A", "army"): 0.1}, n=4, flag="few attributions")))
    assert "n = 4, 12 articles \u2020" in texts
    assert any("few attributions" in text for text in texts)


def test_types_of_speakers_and_joined_rows():
    table = cues({("A", "military"): 0.1}, of="speaker_type").assign(position="lead")
    assert row_names(plot_cues(table, by=["source", "position"]).axes[0]) == ["A, lead"]


@pytest.mark.parametrize("n", [1, 5, 20])
def test_nothing_overlaps_or_is_cut_off(n):
    names = ("outside the lexicon", "opposition", "government")
    figure = plot_cues(cues({(f"The Gazette of Town {i}", name): i / 20 for i in range(n) for name in names}, n=1234))
    assert not overlaps(figure)
    assert not outside(figure)
    assert not translucent(figure)


def test_tables_that_cannot_be_drawn_are_refused():
    table = cues({("A", "army"): 0.1})
    with pytest.raises(TableError, match="nothing to draw"):
        plot_cues(table.iloc[:0])
    with pytest.raises(TableError, match="nothing to draw"):
        plot_cues(table, classes=[])
    with pytest.raises(TableError, match="a row twice"):
        plot_cues(pd.concat([table, table]))
    with pytest.raises(TableError, match="1 to 8"):
        plot_cues(cues({("A", f"actor {i}"): 0.1 for i in range(9)}), speakers=[f"actor {i}" for i in range(9)])
    with pytest.raises(UnknownNameError, match="army"):
        plot_cues(table, speakers=["amry"])
    with pytest.raises(UnknownNameError, match="distancing"):
        plot_cues(table, classes=["distncing"])
