from __future__ import annotations

from itertools import combinations

import matplotlib as mpl
import pytest
from figure_tables import BLIND, linear, luminance, seen

from framing.figures import theme
from framing.figures.lettering import counts, percent, wrapped
from framing.figures.theme import COLOURS, MARKERS
from framing.schema import VOCABULARY


def test_categories_differ_without_their_hue():
    assert set(COLOURS) == set(VOCABULARY["category"])
    for (one, _), (other, _) in combinations(COLOURS.values(), 2):
        assert abs(luminance(one) - luminance(other)) >= 15


@pytest.mark.parametrize("blindness", BLIND)
def test_categories_differ_for_the_colour_blind(blindness):
    for (one, _), (other, _) in combinations(COLOURS.values(), 2):
        assert abs(seen(one, blindness) - seen(other, blindness)) >= 15


@pytest.mark.parametrize("category", COLOURS)
def test_words_on_a_bar_have_contrast(category):
    def light(colour):
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) + 0.05

    face, ink = COLOURS[category]
    assert max(light(face), light(ink)) / min(light(face), light(ink)) >= 4.5


def test_actors_have_markers_of_their_own():
    assert len({marker for marker, _ in MARKERS}) == len(MARKERS)


def test_theme_ends_with_its_block():
    before = dict(mpl.rcParams)
    with theme():
        assert (mpl.rcParams["pdf.fonttype"], mpl.rcParams["ps.fonttype"]) == (42, 42)
        assert mpl.rcParams["font.size"] == 8
        lines = (
            "axes.linewidth",
            "lines.linewidth",
            "patch.linewidth",
            "hatch.linewidth",
            "xtick.major.width",
        )
        assert min(mpl.rcParams[line] for line in lines) >= 0.5
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Star", "Star"),
        ("Al-Quds Al-Arabi newspaper, London edition", "Al-Quds Al-Arabi newspaper,\nLondon edition"),
        ("a" * 70, "a" * 28 + "\n" + "a" * 27 + "\u2026"),
        ("  Two   words ", "Two words"),
        ("", ""),
    ],
)
def test_long_names_take_two_lines_at_most(name, printed):
    assert wrapped(name) == printed
    assert all(len(line) <= 28 for line in wrapped(name).split("\n"))


def test_counts_and_percent():
    assert counts(1, 1, few=True) == "n = 1, 1 article \u2020"
    assert counts(34, 5, few=False) == "n = 34, 5 articles"
    assert [percent(share) for share in (0.001, 0.0051, 0.345, 1.0)] == ["<1%", "1%", "34%", "100%"]
