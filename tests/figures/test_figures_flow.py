from __future__ import annotations

import itertools

import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent, words_on
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from framing.errors import TableError
from framing.figures import theme
from framing.figures.caption import description_of
from framing.figures.flow import plot_flow


def flow_of(*rows):
    return pd.DataFrame(rows, columns=["step", "unit", "n", "left_out", "reason"])


@pytest.fixture
def flow():
    return flow_of(
        ("articles read", "articles", 1804, 0, ""),
        ("articles analysed", "articles", 1755, 9, "empty"),
        ("articles analysed", "articles", 1755, 40, "not in English"),
        ("articles that mention an actor", "articles", 1700, 55, "no mention of an actor"),
        ("mentions", "mentions", 11546, 0, None),
    )


def boxes(ax):
    """Boxes from the top: left, right, top and bottom."""
    ends = [(p.get_x(), p.get_x() + p.get_width(), p.get_y(), p.get_y() + p.get_height()) for p in ax.patches]
    return sorted(ends, key=lambda box: box[2])


def printed(ax):
    return [text.get_text() for text in words_on(ax.figure)]


def test_every_step_is_a_box_with_its_number_and_beside_it_what_is_left_out(flow):
    assert printed(plot_flow(flow)) == [
        "articles read\nn = 1,804 articles",
        "left out: n = 49\n9 empty\n40 not in English",
        "articles analysed\nn = 1,755 articles",
        "left out: n = 55\nno mention of an actor",
        "articles that mention an actor\nn = 1,700 articles",
        "mentions\nn = 11,546 mentions",
    ]


def test_steps_run_down_the_left_and_what_is_left_out_stands_right_between_them(flow):
    ax = plot_flow(flow)
    left = min(box[0] for box in boxes(ax))
    steps = [box for box in boxes(ax) if box[0] == left]
    asides = [box for box in boxes(ax) if box[0] != left]
    assert (len(steps), len(asides)) == (4, 2)
    for (above, below), aside in zip(itertools.pairwise(steps[:3]), asides, strict=True):
        assert above[3] <= aside[2] < aside[3] <= below[2]
        assert aside[0] > above[1]


def test_arrows_join_the_steps_and_lead_to_what_is_left_out(flow):
    ax = plot_flow(flow)
    arrows = [(text.xyann, text.xy) for text in ax.texts if isinstance(text, Annotation)]
    down = [(start, end) for start, end in arrows if start[0] == end[0]]
    aside = [(start, end) for start, end in arrows if start[1] == end[1]]
    assert (len(down), len(aside)) == (3, 2)
    for (_, top), (_, bottom) in down:
        assert bottom - top >= 20
        assert any(box[3] == pytest.approx(top) for box in boxes(ax))
        assert any(box[2] == pytest.approx(bottom) for box in boxes(ax))
    for start, end in aside:
        assert any(one[1] < start[1] < other[1] and one[0] == start[0] for one, other in down)
        assert any(box[0] == pytest.approx(end[0]) and box[2] < end[1] < box[3] for box in boxes(ax))


LONG = "articles retrieved from the press archive of the university library with the query string in the appendix"


@pytest.mark.parametrize("millimetres", [90, 120, 190])
@pytest.mark.parametrize("long", [False, True])
def test_words_stay_inside_their_boxes(flow, long, millimetres, monkeypatch):
    monkeypatch.setattr("framing.figures.flow.width", lambda: millimetres / 25.4)
    if long:
        flow["step"] = [LONG, f"{LONG}, 2", f"{LONG}, 2", f"{LONG}, 3", f"{LONG}, 4"]
        flow["reason"] = ["", LONG, LONG, LONG, ""]
    figure = plot_flow(flow).figure
    assert figure.get_figwidth() == pytest.approx(millimetres / 25.4)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []
    patches = [patch.get_window_extent() for patch in figure.axes[0].patches]
    for text in words_on(figure):
        assert text.get_fontsize() >= 6
        words = text.get_window_extent()
        inside = [
            box
            for box in patches
            if box.x0 < words.x0 and words.x1 < box.x1 and box.y0 < words.y0 and words.y1 < box.y1
        ]
        assert len(inside) == 1, text.get_text()
    for one, other in itertools.combinations(patches, 2):
        assert not one.overlaps(other)
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in patches)


def test_one_step_is_one_box(flow):
    ax = plot_flow(flow.head(1))
    assert len(boxes(ax)) == 1
    assert description_of(ax).caption == "Flow of the corpus: articles read (n = 1,804 articles)."


def test_units_may_be_left_out(flow):
    ax = plot_flow(flow.drop(columns="unit"))
    assert printed(ax)[-1] == "mentions\nn = 11,546"


def test_numbers_that_do_not_add_up_are_refused(flow):
    with pytest.raises(TableError) as caught:
        plot_flow(flow.assign(n=[1804, 1755, 1755, 1701, 9]))
    assert str(caught.value) == (
        "plot_flow: step 'articles that mention an actor' has n = 1701, but 1755 less 55 left out is 1700;"
        " the numbers must add up"
    )
    with pytest.raises(TableError, match="1804 less 49 left out is 1755"):
        plot_flow(flow.drop(columns="unit").assign(n=[1804, 1750, 1750, 1695, 9]))
    # Nothing is left out, but fewer articles remain.
    with pytest.raises(TableError, match="1804 less 0 left out is 1804"):
        plot_flow(flow_of(("read", "articles", 1804, 0, ""), ("analysed", "articles", 1800, 0, "")))


def test_another_unit_need_not_add_up():
    flow = flow_of(("articles", "articles", 10, 0, ""), ("mentions", "mentions", 70, 8, "ambiguous"))
    assert printed(plot_flow(flow))[1] == "left out: n = 8\nambiguous"


def test_caption_and_alternative_text_say_what_is_drawn(flow):
    found = description_of(plot_flow(flow))
    assert found.caption == (
        "Flow of the corpus: articles read (n = 1,804 articles); articles analysed (n = 1,755 articles; left out 49:"
        " 9 empty, 40 not in English); articles that mention an actor (n = 1,700 articles; left out 55: 55 no mention"
        " of an actor); mentions (n = 11,546 mentions)."
    )
    assert found.alt == (
        "Flow diagram of 4 boxes from articles read (n = 1,804 articles) to mentions (n = 11,546 mentions), with"
        " boxes at the side for what was left out."
    )
    assert found.data is flow


def test_axes_given_are_used_if_they_are_high_enough(flow):
    with theme():
        ax = Figure(figsize=(7, 4), layout="constrained").subplots()
        low = Figure(figsize=(7, 1), layout="constrained").subplots()
    assert plot_flow(flow, ax=ax) is ax
    assert ax.figure.get_figheight() == 4
    words = words_on(ax.figure)
    assert len(words) == 6
    assert outside(ax.figure) == []
    with pytest.raises(TableError, match=r"are \d+ points high, this flow needs \d+; give higher"):
        plot_flow(flow, ax=low)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda flow: flow.iloc[:0], "plot_flow: the table has no rows; there is nothing to draw"),
        (lambda flow: flow.drop(columns="reason"), "flow: column 'reason' is missing"),
        (lambda flow: flow.assign(n=-1), "column 'n' holds -1; whole numbers are needed"),
        (lambda flow: flow.assign(n=0.5), "column 'n' holds 0.5; whole numbers are needed"),
        (lambda flow: flow.assign(left_out=None), "column 'left_out' holds None; whole numbers are needed"),
        (lambda flow: flow.assign(left_out="few"), "column 'left_out' holds words; numbers are needed"),
        (lambda flow: flow.assign(n=range(5)), "step 'articles analysed' has more than one n"),
        (lambda flow: flow.assign(step=None), "column 'step' has an empty cell"),
        (lambda flow: flow.iloc[1:], "the first step leaves out 49, but nothing comes before it"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(flow, broken, message):
    with pytest.raises(TableError) as caught:
        plot_flow(broken(flow))
    assert message in str(caught.value)
