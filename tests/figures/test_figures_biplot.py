"""Sources and labels on the plane of a correspondence analysis, drawn."""

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from framing.errors import TableError, UnknownNameError
from framing.figures.biplot import plot_biplot
from framing.figures.caption import description_of

LONG = "The Northern Weekly Gazette and Advertiser"


def row(kind, name, x, y, flag="", size=(0.3, 0.1, 30.0)):
    return {
        "actor": "opposition", "kind": kind, "name": name, "x": x, "y": y, "inertia_x": 0.62, "inertia_y": 0.2,
        "ellipse_width": size[0], "ellipse_height": size[1], "ellipse_angle": size[2], "n_mentions": 40,
        "n_articles": 12, "flag": flag,
    }  # fmt: skip


def small():
    return pd.DataFrame([
        row("source", "North", -0.5, 0.1), row("source", "South", 0.6, 0.2),
        row("source", "West", 0.1, -0.4, "few articles", (9.0, 3.0, 0.0)),
        row("label", "armed_group", -0.3, 0.4, size=(np.nan,) * 3), row("label", "rebel", 0.5, -0.2),
    ])  # fmt: skip


def many(spread, seed=0):
    rng = np.random.default_rng(seed)
    names = ["Asharq Al-Awsat", "asharqalawsat", LONG, *(f"Outlet {i}" for i in range(12))]
    return pd.DataFrame([
        *(row("source", name, *rng.normal(0, spread, 2)) for name in names),
        *(row("label", f"label_{i}", *rng.normal(0, spread, 2)) for i in range(17)),
        row("source", "far away", 3.0, 3.0),
    ])  # fmt: skip


def test_sources_are_dots_with_ellipses_and_labels_are_crosses_in_italics():
    ax = plot_biplot(small(), names={"rebel": "rebels", "West": "The West"})
    marks = {(line.get_xdata()[0], line.get_ydata()[0]): line for line in ax.lines if line.get_marker() in "ox"}
    looks = {place: (line.get_marker(), line.get_markerfacecolor()) for place, line in marks.items()}
    assert looks[-0.5, 0.1] == looks[0.6, 0.2] == ("o", "black")
    assert looks[0.1, -0.4] == ("o", "white")
    assert looks[-0.3, 0.4][0] == looks[0.5, -0.2][0] == "x"
    ellipses = [patch for patch in ax.patches if isinstance(patch, Ellipse)]
    assert [(*e.center, e.width, e.height, e.angle, e.get_fill()) for e in ellipses] == [
        (-0.5, 0.1, 0.3, 0.1, 30, False), (0.6, 0.2, 0.3, 0.1, 30, False)
    ]  # fmt: skip
    styles = {text.get_text(): text.get_style() for text in ax.texts}
    assert styles["North"] == styles["The West"] == "normal"
    assert styles["armed group"] == styles["rebel"] == "italic"


def test_axes_have_one_scale_and_say_how_much_they_show():
    ax = plot_biplot(small())
    assert ax.get_xlabel() == "First axis: 62% of the differences"
    assert ax.get_ylabel() == "Second axis: 20% of the differences"
    assert ax.get_aspect() == 1
    box = ax.get_window_extent()
    assert box.width == pytest.approx(box.height, rel=0.01)
    # The hollow dot has no ellipse that would stretch the plane.
    assert np.ptp(ax.get_xlim()) == pytest.approx(np.ptp(ax.get_ylim()))
    assert np.ptp(ax.get_xlim()) < 2


def test_ellipses_lie_within_the_frame():
    ax = plot_biplot(small().assign(ellipse_width=2.0, ellipse_angle=90.0))
    low, high = ax.get_ylim()
    assert low < -0.9
    assert high > 1.2


def test_notes_caption_and_alternative_text():
    ax = plot_biplot(small())
    notes = " ".join(" ".join(text.get_text() for text in ax.texts).split())
    assert "Hollow: few mentions or articles; the ellipse would fill the plane: West." in notes
    said = description_of(ax)
    assert "3 sources; the axes show 62% and 20% of the inertia" in said.caption
    assert "40 mentions in 12 articles" in said.caption
    assert "From left to right the sources go from North to South" in said.alt
    assert said.data["kind"].tolist() == ["source"] * 3 + ["label"] * 2


@pytest.mark.parametrize("inches", [90 / 25.4, 190 / 25.4])
@pytest.mark.parametrize("table", [many(0.05), many(0.6), small(), small()[:1], small()[3:4]])
def test_nothing_overlaps_or_is_cut_off(table, inches, monkeypatch):
    monkeypatch.setattr("framing.figures.biplot.width", lambda: inches)
    ax = plot_biplot(table)
    figure = ax.figure
    assert figure.get_figwidth() == pytest.approx(inches)
    assert not overlaps(figure)
    assert not outside(figure)
    assert not translucent(figure)
    # Every name is on the plane, or among those that had no room.
    words = " ".join(" ".join(text.get_text() for text in ax.texts).replace("\u2026", "").split())
    for name in table["name"]:
        assert name.replace("_", " ") in words


@pytest.mark.parametrize("inches", [90 / 25.4, 190 / 25.4])
def test_names_cover_no_mark(inches, monkeypatch):
    monkeypatch.setattr("framing.figures.biplot.width", lambda: inches)
    ax = plot_biplot(many(0.6))
    ax.figure.draw_without_rendering()
    places = ax.transData.transform([(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines
                                     if line.get_marker() in "ox"])  # fmt: skip
    named = [text for text in ax.texts if text.get_bbox_patch() is not None]
    assert len(named) > 14
    for text in named:
        box = text.get_window_extent()
        assert not any(box.contains(*place) for place in places)


def test_axes_given_are_drawn_on():
    ax = Figure(layout="constrained").subplots()
    assert plot_biplot(small(), ax=ax) is ax


def test_bad_tables_are_named():
    with pytest.raises(TableError, match="plot_biplot: the table has no rows"):
        plot_biplot(small()[:0])
    with pytest.raises(TableError, match="column 'ellipse_angle' is missing"):
        plot_biplot(small().drop(columns="ellipse_angle"))
    with pytest.raises(TableError, match="kind 'source', name 'North' is in the table twice"):
        plot_biplot(pd.concat([small(), small()[:1]]))
    with pytest.raises(TableError, match="column 'kind' holds 'word'; allowed are source, label"):
        plot_biplot(small().assign(kind="word"))
    with pytest.raises(TableError, match="'North' has no x; leave the row out"):
        plot_biplot(small().assign(x=np.nan))
    with pytest.raises(TableError, match="holds 2 actors"):
        plot_biplot(pd.concat([small(), small().assign(actor="government")]))
    with pytest.raises(UnknownNameError, match="actor"):
        plot_biplot(small(), actor="nobody")
