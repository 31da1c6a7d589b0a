from __future__ import annotations

import pytest
from figure_tables import categories_of, labels_of, north_and_south, shares_of, words_on

from framing.figures import plot_labels
from framing.figures.composition import compose
from framing.figures.segments import segments_of


@pytest.fixture
def simple():
    return north_and_south()


def test_segments_are_named_with_their_share(simple):
    texts = [text.get_text() for text in words_on(plot_labels(simple).figure)]
    assert {"terrorist 75%", "terrorist 30%", "rebel 40%"} <= set(texts)


def test_labels_whose_name_does_not_fit_become_one_segment_outside():
    shares = labels_of(
        ("North", "terrorist", "delegitimising", 0.5, 40),
        ("North", "jihadist", "delegitimising", 0.04, 40),
        ("North", "gunman", "delegitimising", 0.03, 40),
        ("North", "rebel", "neutral", 0.43, 40),
    )
    row = compose(shares, "opposition", "source", None).rows[0]
    segments = segments_of(row, lambda words, share: share > 0.01 * len(words), two_lines=False)
    assert [(s.label, round(s.width, 2), s.words) for s in segments] == [
        ("other", 0.07, "other"),
        ("terrorist", 0.5, "terrorist 50%"),
        ("rebel", 0.43, "rebel 43%"),
    ]
    texts = [text.get_text() for text in words_on(plot_labels(shares).figure)]
    assert "other, or no name: labels too rare to be named on their bar" in texts


def test_words_fall_back_from_full_to_none():
    row = compose(labels_of(("N", "freedom fighter", "legitimising", 1.0, 40)), "opposition", "source", None).rows[0]

    def words(width, two_lines):
        def fits(text, _share):
            return max(map(len, text.split("\n"))) <= width

        return segments_of(row, fits, two_lines=two_lines)[0].words

    assert words(20, two_lines=True) == "freedom fighter 100%"
    assert words(15, two_lines=True) == "freedom fighter\n100%"
    assert words(15, two_lines=False) == "freedom fighter"
    assert words(7, two_lines=True) == "freedom\nfighter"
    assert words(5, two_lines=True) == "100%"
    assert words(4, two_lines=True) == "100%"
    assert words(3, two_lines=True) == ""


def test_several_narrow_labels_are_one_segment_and_a_single_one_keeps_its_name():
    shares = labels_of(
        ("N", "freedom fighter", "legitimising", 0.5, 40), ("N", "revolutionary", "legitimising", 0.5, 40)
    )
    row = compose(shares, "opposition", "source", None).rows[0]

    def narrow(text, _share):
        return max(map(len, text.split("\n"))) <= 5

    (merged,) = segments_of(row, narrow, two_lines=True)
    assert (merged.label, merged.width, merged.words) == ("other", 1.0, "other\n100%")
    alone = compose(shares.iloc[:1], "opposition", "source", None).rows[0]
    assert [each.label for each in segments_of(alone, narrow, two_lines=True)] == ["freedom fighter"]


def test_words_stay_on_their_segment():
    ax = plot_labels(shares_of([f"Outlet {i}" for i in range(6)], n_labels=10))
    ax.figure.draw_without_rendering()
    boxes = [patch.get_window_extent() for patch in ax.patches]
    names = [text for text in ax.texts if "%" in text.get_text()]
    assert len(names) > 20
    for text in names:
        box = text.get_window_extent()
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        home = next(b for b in boxes if b.x0 <= middle[0] <= b.x1 and b.y0 <= middle[1] <= b.y1)
        assert home.x0 <= box.x0
        assert box.x1 <= home.x1
        assert home.y0 - 1 <= box.y0
        assert box.y1 <= home.y1 + 1


def test_whisker_of_the_delegitimising_share_starts_where_the_share_does(simple):
    categories = categories_of(simple)
    ax = plot_labels(simple, categories=categories)
    found = categories[(categories["source"] == "North") & (categories["category"] == "delegitimising")].iloc[0]
    lines = [line for line in ax.lines if len(line.get_xdata()) == 2 and round(line.get_ydata()[0]) == 1]
    ends = [line.get_xdata() for line in lines if line.get_ydata()[0] != 0 and line.get_marker() == ""]
    assert sorted(ends[0]) == pytest.approx([-0.3 - found["high"], -0.3 - found["low"]])
    assert "interval of the delegitimising share" in [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert not any(line.get_marker() == "|" for line in plot_labels(simple).lines)


def test_whisker_that_runs_off_the_scale_ends_in_an_arrow(simple):
    categories = categories_of(simple).assign(low=0.2, high=0.95)
    ax = plot_labels(simple, categories=categories)
    assert [line.get_marker() for line in ax.lines].count("<") == 1
    assert min(line.get_xdata()[-1] for line in ax.lines if line.get_marker() == "<") >= ax.get_xlim()[0]
