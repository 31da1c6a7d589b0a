"""The figure of agreement of coders."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_agreement, save_figure, theme
from framing.figures.caption import description_of
from framing.schema import AGREEMENT


def row(variable, measure="alpha_nominal", value=0.7, **cells):
    known = {
        "group": "", "name": "", "coders": "anna | ben", "low": value - 0.1, "high": value + 0.1, "n_units": 50,
        "n_articles": 31, "n_coders": 2, "interval": "articles", "flag": "",
    }  # fmt: skip
    return {"variable": variable, "measure": measure, "value": value, **known, **cells}


def table_of(*rows):
    return pd.DataFrame(rows, columns=list(AGREEMENT)).astype({"n_articles": "Int64"})


TABLE = table_of(
    row("actor"),
    row("actor", "percent", 0.85),
    row("actor", "cohens_kappa", 0.71),
    row("stance", value=0.5, flag="few articles"),
    row("stance", "alpha_ordinal", 0.55),
    row("stance", "percent", 0.66),
    row("actor", value=0.4, group="source", name="North", n_units=9),
    row("actor", "percent", 0.6, group="source", name="North"),
    row("actor", value=0.9, group="source", name="South", n_units=1, n_articles=1),
    row("actor", value=float("nan"), group="source", name="West", n_units=0, n_articles=0, flag="no shared units"),
)


def names(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


def marks(ax, marker):
    """Places of dots with this marker, with their filling, from the top."""
    drawn = [line for line in ax.get_lines() if line.get_marker() == marker and len(line.get_xdata()) == 1]
    drawn = sorted(drawn, key=lambda line: line.get_ydata()[0])
    return [(round(float(line.get_xdata()[0]), 3), line.get_markerfacecolor()) for line in drawn]


def written(ax):
    return " ".join(text.get_text() for text in ax.texts)


def test_a_row_for_each_variable_and_scale_with_alpha_and_share():
    ax = plot_agreement(TABLE)
    assert names(ax) == ["actor", "stance", "stance (ordinal)"]
    assert marks(ax, "o") == [(0.7, "black"), (0.5, "white"), (0.55, "black")]
    assert marks(ax, "D") == [(0.85, "#BBBBBB"), (0.66, "#BBBBBB")]
    whiskers = [sorted(line.get_xdata()) for line in ax.get_lines() if line.get_marker() == "|"]
    assert [round(float(end), 3) for end in whiskers[0]] == [0.6, 0.8]
    assert ax.get_title(loc="left") == "Agreement of coders: anna, ben"
    assert "n = 50 units" in written(ax)
    assert "31 articles" in written(ax)


def test_thresholds_are_dotted_lines_with_their_source():
    ax = plot_agreement(TABLE)
    dotted = [float(line.get_xdata()[0]) for line in ax.get_lines() if line.get_linestyle() == ":"]
    assert dotted == [0.667, 0.8]
    assert "Krippendorff (2019)" in " ".join(written(ax).split())


def test_a_variable_has_a_row_for_each_source_the_highest_on_top():
    ax = plot_agreement(TABLE, variable="actor")
    assert names(ax) == ["South", "North", "West"]
    assert marks(ax, "o") == [(0.9, "black"), (0.4, "black")]
    assert "no estimate" in written(ax)
    assert "n = 1 unit" in [text.get_text() for text in ax.texts]
    assert ax.get_title(loc="left") == "Agreement on actor: anna, ben"


def test_all_coders_together_are_drawn_unless_others_are_named():
    three = table_of(row("actor", value=0.3, coders="anna | ben | cleo", n_coders=3), *TABLE.to_dict("records"))
    assert marks(plot_agreement(three), "o") == [(0.3, "black")]
    assert len(marks(plot_agreement(three, coders="anna | ben"), "o")) == 3


def test_a_table_read_back_and_one_without_articles_are_drawn(tmp_path):
    TABLE.assign(n_articles=None).to_csv(tmp_path / "agreement.csv", index=False)
    ax = plot_agreement(pd.read_csv(tmp_path / "agreement.csv"))
    assert names(ax) == ["actor", "stance", "stance (ordinal)"]
    assert "articles." not in description_of(ax).caption.partition("Whiskers")[0]
    assert "31 articles" not in written(ax)


def test_the_scale_holds_every_interval_and_full_agreement():
    left, right = plot_agreement(table_of(row("actor", value=-0.3), row("voice", value=0.2))).get_xlim()
    assert left < -0.4
    assert right > 1


def test_the_caption_says_what_is_drawn_and_the_alternative_text_every_value():
    about = description_of(plot_agreement(TABLE))
    assert about.caption.startswith(
        "Agreement of coders: anna, ben. Krippendorff's alpha with intervals; rows rest on"
    )
    assert "Hollow dots" in about.caption
    assert about.alt.endswith("Alpha: actor 0.70; stance 0.50; stance (ordinal) 0.55.")
    assert about.data["percent"].notna().sum() == 2
    assert description_of(plot_agreement(TABLE, variable="actor")).alt.endswith("North 0.40; West without estimate.")


def test_it_is_written_alike_each_time_and_fits_a_column(tmp_path):
    for name in ("one", "two"):
        with theme("elsevier", columns=1):
            save_figure(plot_agreement(TABLE), tmp_path / name, ("svg",))
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_axes_given_are_drawn_on():
    ax = Figure(figsize=(6, 3)).subplots()
    assert plot_agreement(TABLE, ax=ax) is ax
    assert len(marks(ax, "o")) == 3


def test_what_cannot_be_drawn_is_one_clear_error():
    with pytest.raises(TableError, match="plot_agreement: the table has no rows"):
        plot_agreement(TABLE.iloc[:0])
    with pytest.raises(TableError, match="column 'n_units' is missing"):
        plot_agreement(TABLE.drop(columns="n_units"))
    with pytest.raises(TableError, match="is in the table twice"):
        plot_agreement(pd.concat([TABLE, TABLE.iloc[:1]]))
    with pytest.raises(TableError, match="plot_agreement: the table has no rows"):
        plot_agreement(TABLE, variable="stance")
    with pytest.raises(UnknownNameError, match=r"no variable 'actors'. Did you mean 'actor'"):
        plot_agreement(TABLE, variable="actors")
    with pytest.raises(UnknownNameError, match="no coders 'anna'"):
        plot_agreement(TABLE, coders="anna")
