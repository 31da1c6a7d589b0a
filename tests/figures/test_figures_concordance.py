from __future__ import annotations

import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent, words_on
from matplotlib.figure import Figure

from framing.errors import TableError
from framing.figures.caption import description_of
from framing.figures.concordance import plot_concordance
from framing.schema import CONCORDANCE

LONG = "The Northern Weekly Gazette and Advertiser"


def lines_of(*rows):
    """Lines from source, left, keyword and right, each of its own article."""
    table = pd.DataFrame(rows, columns=["source", "left", "keyword", "right"])
    table = table.assign(article_id=range(len(rows)), published="", start=0, end=1, actor="opposition", voice="own")
    return table[list(CONCORDANCE)]


def three():
    return lines_of(
        ("North", "They said the armed ", "rebels", " had taken $5 and $6 from each house."),
        ("North", "\u201c", "Terrorists", "\u201d, he said"),
        ("South", "", "Free Syrian Army", " wins"),
    )


def many(n=20):
    sources = ["Asharq Al-Awsat", "asharqalawsat", LONG]
    long = "wherever the government of the day and its many friends abroad were asked to speak about it "
    return lines_of(
        *(
            (sources[i // 3 % 3], long, ["rebels", "al-Nusra Front terrorists", "FSA"][i % 3], " " + long)
            for i in range(n)
        )
    )


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_every_line_is_written_and_its_source_once():
    ax = plot_concordance(three())
    assert written(ax) == [
        "North", "They said the armed", "rebels", "had taken $5 and $6 from each house.",
        "\u201c", "Terrorists", "\u201d, he said",
        "South", "Free Syrian Army", "wins",
        "3 occurrences in 3 articles.",
    ]  # fmt: skip


def test_keywords_are_bold_and_begin_one_below_the_other():
    ax = plot_concordance(three())
    ax.figure.draw_without_rendering()
    bold = [text for text in ax.texts if text.get_fontweight() == "bold"]
    assert [text.get_text() for text in bold] == ["rebels", "Terrorists", "Free Syrian Army"]
    assert len({round(text.get_window_extent().x0) for text in bold}) <= 2
    assert len({text.get_position()[0] for text in bold}) == 1
    assert [text.get_position()[1] for text in bold] == sorted(text.get_position()[1] for text in bold)


def test_long_text_is_cut_with_an_ellipsis_on_its_far_side():
    texts = written(plot_concordance(many(3)))
    assert texts[1].startswith("\u2026")
    assert texts[1].endswith("asked to speak about it")
    assert texts[3].startswith("wherever the government")
    assert texts[3].endswith("\u2026")


@pytest.mark.parametrize("millimetres", [90, 190])
@pytest.mark.parametrize("n", [1, 9, 20])
def test_nothing_overlaps_or_is_clipped(millimetres, n, monkeypatch):
    monkeypatch.setattr("framing.figures.dots.width", lambda: millimetres / 25.4)
    figure = plot_concordance(many(n)).figure
    assert figure.get_size_inches()[0] == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    assert min(text.get_fontsize() for text in words_on(figure)) >= 6


def test_as_many_lines_are_written_as_asked_for():
    ax = plot_concordance(many(20), rows=4)
    assert written(ax)[-1] == "The first 4 of 20 occurrences in 20 articles."
    assert len([text for text in ax.texts if text.get_fontweight() == "bold"]) == 4
    assert len(description_of(ax).data) == 4


def test_given_axes_are_written_on():
    figure = Figure(figsize=(7, 3), layout="constrained")
    given = figure.subplots()
    assert plot_concordance(three(), ax=given) is given
    assert outside(figure) == []
    assert overlaps(figure) == []


def test_the_figure_is_described():
    described = description_of(plot_concordance(three()))
    assert described.caption.startswith("Concordance: rebels, terrorists, free syrian army (bold) in context")
    assert "3 occurrences in 3 articles" in described.caption
    assert "North, South" in described.alt


def test_tables_that_cannot_be_written_are_refused():
    with pytest.raises(TableError, match="has no rows; there is nothing to write"):
        plot_concordance(three().head(0))
    with pytest.raises(TableError, match="column 'keyword' is missing"):
        plot_concordance(three().drop(columns="keyword"))
    with pytest.raises(TableError, match="rows is 0"):
        plot_concordance(three(), rows=0)
