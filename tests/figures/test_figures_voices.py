"""Stacked bars of voices and of speakers."""

from itertools import combinations

import pandas as pd
import pytest
from figure_tables import BLIND, luminance, outside, overlaps, row_names, seen, translucent, words_on
from matplotlib.patches import Rectangle

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_labels, plot_speakers, plot_valence, plot_voice_panels, plot_voices
from framing.figures.speakers import _LOOKS as SPEAKERS
from framing.figures.speakers import _PLAIN
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


def titles(figure):
    return [ax.get_title(loc="left") for ax in figure.axes if ax.get_title(loc="left")]


def test_panels_are_those_of_the_commonest_labels():
    both = pd.concat([voices({"North": (1, 0, 0)}, n=5), voices({"North": (0, 1, 0)}, label="rebel", n=50)])
    assert titles(plot_voice_panels(both)) == ["rebel\n(opposition)", "terrorist\n(opposition)"]
    assert titles(plot_voice_panels(both, labels=["terrorist"])) == ["terrorist\n(opposition)"]
    with pytest.raises(UnknownNameError):
        plot_voice_panels(both, labels=["terorist"])
    with pytest.raises(TableError, match="choose one with label="):
        plot_voices(both)


def test_a_source_has_the_same_row_in_all_panels():
    both = pd.concat([
        voices({"North": (0.2, 0.8, 0), "South": (0.6, 0.4, 0)}, n=50),
        voices({"East": (0.1, 0.9, 0), "North": (0.9, 0.1, 0)}, label="rebel", n=40),
    ])  # fmt: skip
    figure = plot_voice_panels(both)
    assert row_names(figure.axes[0]) == ["South", "North", "East"]
    assert [[round(p.get_y() + 0.3) for p in segments(ax)] for ax in figure.axes[:2]] == [[0, 0, 1, 1], [1, 1, 2, 2]]
    assert sum(text.get_text() == "n = 0" for text in words_on(figure)) == 2


def test_a_page_holds_four_panels():
    many = pd.concat([voices({"North": (1, 0, 0)}, label=f"label {i}") for i in range(5)])
    assert len(titles(plot_voice_panels(many))) == 4
    for labels in ([], [f"label {i}" for i in range(5)]):
        with pytest.raises(TableError, match=f"asks for {len(labels)} panels"):
            plot_voice_panels(many, labels=labels)


@pytest.mark.parametrize("n", [1, 5, 20])
def test_nothing_overlaps_or_is_cut_off(n):
    names = {f"The Gazette of Town {i}": ((i + 1) / (n + 1), 0, 1 - (i + 1) / (n + 1)) for i in range(n)}
    labels = ["terrorist", "rebel", "opposition", "defenders of the revolution"]
    drawn = [
        plot_voices(voices(names)).figure,
        plot_voice_panels(pd.concat([voices(names, label=label, n=1234, flag="few mentions") for label in labels])),
        plot_speakers(speakers(n)).figure,
    ]
    for figure in drawn:
        assert not overlaps(figure)
        assert not outside(figure)
        assert not translucent(figure)
        assert figure.get_size_inches()[1] * 25.4 < 240, "a page"


ACTORS = dict(enumerate(_PLAIN))


@pytest.mark.parametrize("looks", [VOICES, SPEAKERS, ACTORS])
def test_grey_copies_keep_all_segments_apart(looks):
    for one, other in combinations(looks.values(), 2):
        assert abs(luminance(one.face) - luminance(other.face)) >= 15 or one.hatch != other.hatch


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize("looks", [VOICES, SPEAKERS, ACTORS])
def test_segments_differ_for_the_colour_blind(looks, blindness):
    for one, other in combinations(looks.values(), 2):
        assert abs(seen(one.face, blindness) - seen(other.face, blindness)) >= 15 or one.hatch != other.hatch


@pytest.mark.parametrize("looks", [VOICES, SPEAKERS, ACTORS])
def test_words_on_segments_have_contrast(looks):
    for look in looks.values():
        light, dark = sorted((relative(look.face), relative(look.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def relative(colour):
    """Relative luminance (WCAG 2), from lightness L*."""
    lightness = luminance(colour)
    return ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3


def test_the_own_voice_is_the_darkest():
    own, indirect, direct = (luminance(VOICES[voice].face) for voice in ("own", "indirect", "direct"))
    assert own + 40 < indirect < direct - 15


def test_every_type_of_speaker_has_a_look():
    assert tuple(kind for kind in SPEAKERS if kind != "other") == VOCABULARY["speaker_type"]


def spoken(**shares):
    rows = [
        ("North", kind.replace("_", " "), "attribution_share", value, 100, 20, "") for kind, value in shares.items()
    ]
    columns = ["source", "speaker_type", "measure", "value", "n_attributions", "n_articles", "flag"]
    return pd.DataFrame(rows, columns=columns)


def test_rare_types_are_merged_but_those_of_the_state():
    ax = plot_speakers(spoken(government=0.01, military=0.02, NGO=0.92, expert=0.025, civilian=0.015, unknown=0.01))
    assert [round(p.get_width(), 3) for p in segments(ax)] == [0.01, 0.02, 0.92, 0.04, 0.01]
    assert any(text.get_text() == "other: types below 3% of a source" for text in words_on(ax.figure))


def test_one_rare_type_keeps_its_look():
    ax = plot_speakers(spoken(government=0.98, expert=0.02))
    assert [round(p.get_width(), 3) for p in segments(ax)] == [0.98, 0.02]
    assert not any("other" in text.get_text() for text in words_on(ax.figure))


def test_types_have_short_names_where_room_is_scarce():
    texts = [text.get_text() for text in words_on(plot_speakers(spoken(military=0.1, government=0.9)).figure)]
    assert "mil. 10%" in texts
    assert "government 90%" in texts


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


def test_speakers_outside_the_lexicon_come_last_and_order_nothing():
    rows = [
        ("A", "army", 0.1),
        ("A", "outside the lexicon", 0.9),
        ("B", "army", 0.4),
        ("B", "outside the lexicon", 0.6),
    ]
    table = pd.DataFrame(rows, columns=["source", "speaker_actor", "value"])
    ax = plot_speakers(table.assign(measure="attribution_share", n_attributions=50, n_articles=9, flag=""))
    assert row_names(ax) == ["B", "A"]
    assert [round(p.get_width(), 3) for p in segments(ax)] == [0.4, 0.6, 0.1, 0.9]


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


def test_rows_of_bars_may_be_source_and_position():
    by = ["source", "position"]
    table = pd.concat([voices({"North": (0.5, 0.5, 0)}).assign(position=each) for each in ("lead", "body")])
    assert row_names(plot_voices(table, by=by)) == ["North, body", "North, lead"]
    assert row_names(plot_voice_panels(table, by=by).axes[0]) == ["North, body", "North, lead"]
    said = pd.concat([spoken(government=1.0).assign(position=each) for each in ("lead", "body")])
    official = said.assign(measure="official_share", low=0.9, high=1.0).drop(columns="speaker_type")
    ax = plot_speakers(said, by=by, official=official)
    assert row_names(ax) == ["North, body", "North, lead"]
    assert [list(line.get_xdata()) for line in ax.lines][:1] == [[0.9, 1.0]]
