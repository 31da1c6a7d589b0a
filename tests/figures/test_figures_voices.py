"""Stacked bars of voices and of speakers."""

from itertools import pairwise

import pandas as pd
import pytest
from figure_tables import outside, overlaps, row_names, translucent, words_on
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_labels, plot_speakers, plot_valence, plot_voice_panels, plot_voices
from framing.figures.speakers import _LOOKS as SPEAKERS
from framing.figures.voices import _LOOKS as VOICES
from framing.schema import VOCABULARY


def voices(values, label="terrorist", n=40, flag=""):
    rows = []
    for source, shares in values.items():
        for voice, value in zip(("own", "indirect", "direct"), shares, strict=True):
            rows.append(
                (source, "opposition", label, voice, "voice_share", value, value / 2, (1 + value) / 2, n, 12, flag)
            )
    columns = [
        "source",
        "actor",
        "label",
        "voice",
        "measure",
        "value",
        "low",
        "high",
        "n_mentions",
        "n_articles",
        "flag",
    ]
    return pd.DataFrame(rows, columns=columns).assign(interval="articles")


def speakers(sources=2):
    kinds = list(VOCABULARY["speaker_type"])
    rows = []
    for i in range(sources):
        for at, kind in enumerate(kinds):
            value = (at + 1 + i % 3) / sum(each + 1 + i % 3 for each in range(len(kinds)))
            rows.append(
                (f"Source {i}", kind, "attribution_share", value, 100, 20, "few attributions" if i == 1 else "")
            )
    return pd.DataFrame(
        rows, columns=["source", "speaker_type", "measure", "value", "n_attributions", "n_articles", "flag"]
    )


def segments(ax):
    return [p for p in ax.patches if isinstance(p, Rectangle) and 0 < p.get_width() < 1.001 and p.get_height() == 0.6]


def luminance(colour):
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_bars_add_up_in_the_order_own_indirect_direct():
    ax = plot_voices(voices({"North": (0.5, 0.3, 0.2)}))
    assert [round(p.get_x(), 3) for p in segments(ax)] == [0, 0.5, 0.8]
    assert [round(p.get_width(), 3) for p in segments(ax)] == [0.5, 0.3, 0.2]


def test_sources_are_ordered_by_their_own_voice_from_the_top():
    ax = plot_voices(voices({"North": (0.1, 0.9, 0), "South": (0.9, 0.1, 0), "West": (0.5, 0.5, 0)}))
    assert row_names(ax) == ["South", "West", "North"]


def test_the_interval_of_the_own_voice_is_drawn():
    ax = plot_voices(voices({"North": (0.5, 0.3, 0.2)}))
    assert [list(line.get_xdata()) for line in ax.lines][:2] == [[0.25, 0.75], [0.25, 0.5, 0.75]]


def test_few_mentions_are_marked():
    texts = [
        text.get_text() for text in words_on(plot_voices(voices({"North": (1, 0, 0)}, flag="few mentions")).figure)
    ]
    assert "n = 40, 12 articles \u2020" in texts


def test_panels_are_those_of_the_commonest_labels():
    both = pd.concat([voices({"North": (1, 0, 0)}, n=5), voices({"North": (0, 1, 0)}, label="rebel", n=50)])
    figure = plot_voice_panels(both)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["rebel (opposition)", "terrorist (opposition)"]
    assert len(plot_voice_panels(both, labels=["terrorist"]).axes) == 1
    with pytest.raises(UnknownNameError):
        plot_voice_panels(both, labels=["terorist"])
    with pytest.raises(TableError, match="choose one with label="):
        plot_voices(both)


@pytest.mark.parametrize("n", [1, 5, 18])
def test_nothing_overlaps_or_is_cut_off(n):
    names = [f"The Gazette of Town {i}" for i in range(n)]
    drawn = [
        plot_voices(
            voices({name: ((i + 1) / (n + 1), 0, 1 - (i + 1) / (n + 1)) for i, name in enumerate(names)})
        ).figure,
        plot_speakers(speakers(n)).figure,
    ]
    for figure in drawn:
        assert not overlaps(figure)
        assert not outside(figure)
        assert not translucent(figure)


def test_grey_copies_keep_neighbours_apart():
    for looks in (VOICES, SPEAKERS):
        listed = list(looks.values())
        for one, other in pairwise(listed):
            light, dark = sorted((luminance(one.face), luminance(other.face)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) > 1.6 or one.hatch != other.hatch
        for look in listed:
            light, dark = sorted((luminance(look.face), luminance(look.ink)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_type_of_speaker_has_a_look():
    assert tuple(SPEAKERS) == VOCABULARY["speaker_type"]


def test_speakers_of_the_state_come_first_and_order_the_rows():
    table = speakers(2)
    table.loc[(table["source"] == "Source 1") & (table["speaker_type"] == "government"), "value"] = 0.9
    ax = plot_speakers(table)
    assert row_names(ax) == ["Source 1", "Source 0"]
    assert any("few attributions" in text.get_text() for text in words_on(ax.figure))


def test_actors_have_segments_and_the_rest_is_other():
    rows = [("A", f"actor {i}", "attribution_share", 0.1, 50, 9, "") for i in range(10)]
    columns = ["source", "speaker_actor", "measure", "value", "n_attributions", "n_articles", "flag"]
    ax = plot_speakers(pd.DataFrame(rows, columns=columns))
    assert [round(p.get_width(), 3) for p in segments(ax)] == [*[0.1] * 7, 0.3]


@pytest.mark.parametrize("plot", [plot_voices, plot_voice_panels, plot_speakers])
def test_an_empty_table_is_an_error(plot):
    table = speakers() if plot is plot_speakers else voices({"A": (1, 0, 0)})
    with pytest.raises(TableError, match="no rows"):
        plot(table.iloc[:0])


def test_rows_of_a_chart_may_be_source_and_voice():
    shares = pd.DataFrame({
        "source": "North", "voice": ["own", "direct"], "actor": "opposition", "label": "rebel", "category": "neutral",
        "measure": "label_share", "value": 1.0, "low": 0.5, "high": 1.0, "n_mentions": 20, "n_articles": 12,
        "interval": "articles", "flag": ""})  # fmt: skip
    assert sorted(row_names(plot_labels(shares, by=["source", "voice"]))) == ["North, direct", "North, own"]
    valence = shares.drop(columns=["label", "category"]).assign(measure="label_valence", value=0.0, low=-0.5)
    assert sorted(row_names(plot_valence(valence, by=["source", "voice"]))) == ["North, direct", "North, own"]
