"""What was found beside what is corrected: hollow squares below dots, and how many units were coded."""

import pandas as pd
import pytest

from framing.figures import plot_differences, plot_estimates


@pytest.fixture
def corrected():
    return pd.DataFrame({
        "source": ["North", "South", "West"], "actor": "opposition", "label": "terrorist", "measure": "label_share",
        "value": [0.3, 0.6, None], "low": [0.2, 0.5, None], "high": [0.4, 0.7, None], "naive": [0.5, 0.55, 0.1],
        "naive_low": [0.45, 0.5, 0.05], "naive_high": [0.58, 0.65, 0.2], "n_mentions": [40, 50, 60],
        "n_articles": [20, 21, 22], "n_coded": [30, 31, 4], "n_errors": [9, 2, 0], "interval": "articles",
        "flag": ["", "", "not estimable: few coded"],
    })  # fmt: skip


@pytest.fixture
def differences(corrected):
    counts = {"n_against_mentions": 90, "n_against_articles": 40, "p_adjusted": [0.01, 0.4, None], "against": "rest"}
    return corrected.assign(**counts).rename(columns={"value": "difference"})


def words(ax):
    return " ".join(part.get_text() for part in ax.figure.findobj(lambda part: hasattr(part, "get_text")))


def marks(ax):
    return [
        (line.get_marker(), line.get_markerfacecolor(), float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.lines
        if line.get_marker() in ("o", "s")
    ]


def test_estimates_say_how_many_units_were_coded(corrected):
    ax = plot_estimates(corrected)
    for told in ("30 coded", "31 coded", "4 coded", "no estimate"):
        assert told in words(ax)
    # Nothing is drawn hollow for few coded units: there is no dot.
    assert "Hollow dots" not in words(ax)
    assert {face for mark, face, *_ in marks(ax) if mark == "o"} == {"black"}
    assert sum(mark == "s" for mark, *_ in marks(ax)) == 3


def test_corrected_categories_and_voices_are_named_on_the_axis(corrected):
    categories = corrected.assign(measure="category_share", label="delegitimising")
    assert plot_estimates(categories).get_xlabel().startswith("Share of mentions with delegitimising labels")
    voices = corrected.assign(measure="voice_share", label="terrorist: own")
    assert "with the label terrorist in own voice" in plot_estimates(voices).get_xlabel()
    assert "in own voice" in plot_estimates(corrected.assign(measure="voice_share", label="own")).get_xlabel()


def test_differences_as_found_stand_hollow_below_the_corrected_ones(differences):
    ax = plot_differences(differences)
    drawn = marks(ax)
    dots = {x: (face, y) for mark, face, x, y in drawn if mark == "o"}
    squares = {x: (face, y) for mark, face, x, y in drawn if mark == "s"}
    assert {x: face for x, (face, _) in dots.items()} == {0.3: "black", 0.6: "white"}
    assert {x: face for x, (face, _) in squares.items()} == {0.5: "white", 0.55: "white", 0.1: "white"}
    assert squares[0.5][1] > dots[0.3][1]
    assert "Squares with dotted whiskers: as found, not corrected." in words(ax)
    assert ax.get_xlim()[1] >= 0.7


def test_without_gold_no_squares_are_drawn(differences):
    ax = plot_differences(differences.drop(columns=["naive", "naive_low", "naive_high"]))
    assert not [mark for mark, *_ in marks(ax) if mark == "s"]
    assert "Squares" not in words(ax)
