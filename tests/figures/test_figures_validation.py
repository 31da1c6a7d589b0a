from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_validation, save_figure, theme
from framing.figures.caption import description_of
from framing.schema import VALIDATION


def scores_of(*rows, actor=""):
    """Scores from rows of group, name, variable, measure, value, low, high, n, flag."""
    names = ["group", "name", "variable", "measure", "value", "low", "high", "n_coded", "flag"]
    table = pd.DataFrame(rows, columns=names)
    others = {"actor": actor, "class": "", "n_errors": 1, "n_articles": 9, "interval": "articles"}
    return table.assign(**others)[list(VALIDATION)]


@pytest.fixture
def scores():
    few = "few articles; few coded"
    return scores_of(
        ("", "", "mention", "precision", 0.9, 0.8, 0.95, 1225, ""),
        ("", "", "mention", "recall", 0.7, 0.5, 0.85, 209, "found and rejected words only"),
        ("", "", "mention", "f1", 0.8, 0.6, 0.9, 233, ""),
        ("source", "North", "mention", "precision", 0.6, 0.4, 0.8, 30, ""),
        ("source", "North", "mention", "recall", np.nan, np.nan, np.nan, 4, "few coded"),
        ("source", "South", "mention", "precision", 1.0, 0.5, 1.0, 7, few),
        ("source", "South", "mention", "recall", 0.8, 0.3, 0.95, 8, few),
        ("source", "South", "voice", "accuracy", 0.85, 0.3, 0.95, 6, few),
    )


def marks(ax):
    return sorted(
        (line.get_marker(), line.get_markerfacecolor(), float(line.get_xdata()[0]))
        for line in ax.lines
        if line.get_linestyle() == "None"
    )


def test_each_measure_has_its_mark_and_few_units_a_hollow_one(scores):
    ax = plot_validation(scores)
    assert row_names(ax) == ["all", "South", "North"]
    assert marks(ax) == [
        ("^", "white", 0.85), ("o", "black", 0.6), ("o", "black", 0.9), ("o", "white", 1.0),
        ("s", "black", 0.7), ("s", "white", 0.8),
    ]  # fmt: skip
    whiskers = sorted(tuple(map(float, line.get_xdata())) for line in ax.lines if line.get_marker() == "|")
    assert whiskers == [(0.3, 0.95), (0.3, 0.95), (0.4, 0.8), (0.5, 0.85), (0.5, 1.0), (0.8, 0.95)]


def test_every_line_is_named_with_the_units_it_rests_on(scores):
    ax = plot_validation(scores)
    lines = [line for text in words_on(ax.figure) for line in text.get_text().splitlines()]
    assert "precision, n = 1,225" in lines
    assert "recall, n = 4: no estimate" in lines
    assert lines.count("voice: not coded") == 2
    # Marks of a row are as high as the lines that name them: precision above recall above voice.
    heights = {line.get_marker(): line.get_ydata()[0] for line in ax.lines if line.get_markerfacecolor() == "white"}
    assert heights["o"] < heights["s"] < heights["^"]


def test_a_part_without_an_estimate_takes_one_line(scores):
    nothing = scores_of(("source", "West", "mention", "precision", np.nan, np.nan, np.nan, 3, "few coded"))
    ax = plot_validation(pd.concat([scores, nothing], ignore_index=True))
    assert row_names(ax)[-1] == "West"
    assert "n = 3: no estimate" in [text.get_text() for text in words_on(ax.figure)]


def test_notes_explain_what_is_drawn(scores):
    ax = plot_validation(scores)
    told = " ".join(" ".join(text.get_text() for text in words_on(ax.figure)).split())
    assert "Precision: found mentions that people coded as one" in told
    assert "Hollow: few coded units or articles" in told
    assert "Recall is an upper bound" in told
    told = description_of(ax)
    assert told.alt == "Dot plot with one row per source: precision lies from 60% (North) to 100% (South)."
    assert "each rests on 4 to 1,225 units" in told.caption
    assert len(told.data) == 7
    plain = scores.assign(flag="")
    assert "Hollow" not in description_of(plot_validation(plain)).caption


def test_parts_and_actors_can_be_chosen(scores):
    labels = scores_of(
        ("label", "rebel", "mention", "precision", 0.6, 0.4, 0.8, 30, ""),
        ("", "", "mention", "precision", 0.7, 0.4, 0.8, 60, ""),
        ("", "", "mention", "recall", 0.7, 0.4, 0.8, 60, "found and rejected words only"),
        actor="opposition",
    )
    both = pd.concat([scores, labels], ignore_index=True)
    names = {"opposition": "Syrian opposition", "rebel": "rebels"}
    ax = plot_validation(both.replace({"name": {"rebel": "opposition"}}), by="label", actor="opposition", names=names)
    assert row_names(ax) == ["all", "opposition"]
    ax = plot_validation(both, by="label", actor="opposition", names=names)
    assert row_names(ax) == ["all", "rebels"]
    assert not any("recall" in text.get_text() for text in words_on(ax.figure))
    assert ax.get_title(loc="left") == "Syrian opposition"
    with pytest.raises(UnknownNameError, match="there is no actor 'army'"):
        plot_validation(both, actor="army")
    with pytest.raises(UnknownNameError, match="part of the corpus"):
        plot_validation(both, by="colour")
    with pytest.raises(TableError, match=r"no score by label to draw; choose an actor with actor="):
        plot_validation(both, by="label")
    with pytest.raises(TableError, match="'North' has a measure twice"):
        plot_validation(pd.concat([scores, scores.iloc[[3]]]))
    with pytest.raises(TableError, match="column 'flag' is missing"):
        plot_validation(scores.drop(columns="flag"))


def test_a_table_that_was_written_and_read_is_drawn_alike(scores):
    read = pd.read_csv(io.StringIO(scores.to_csv(index=False)))
    assert marks(plot_validation(read)) == marks(plot_validation(scores))


@pytest.mark.parametrize("columns", [1, 2])
def test_words_fit_and_nothing_is_translucent(scores, columns, tmp_path):
    long = scores.replace("North", "The Northern Weekly Gazette and Advertiser")
    with theme("framing", columns=columns):
        ax = plot_validation(long)
    save_figure(ax, tmp_path / "validation", ("png",))
    assert not overlaps(ax.figure)
    assert not outside(ax.figure)
    assert not translucent(ax.figure)
