from __future__ import annotations

import matplotlib as mpl
import pytest
from figure_tables import valences_of
from PIL import Image

from framing.errors import TableError, UnknownNameError
from framing.figures import plot_valence, save_figure, theme
from framing.figures.presets import PRESETS
from framing.figures.theme import width

LOOKS = [(name, columns) for name, preset in PRESETS.items() for columns in preset.widths]


@pytest.mark.parametrize(("name", "columns"), LOOKS)
def test_a_new_figure_is_as_wide_as_the_preset_says(name, columns):
    with theme(name, columns=columns):
        drawn = plot_valence(valences_of(["North", "South"])).figure.get_figwidth() * 25.4
        assert mpl.rcParams["font.size"] == PRESETS[name].size
    assert drawn == pytest.approx(PRESETS[name].widths[columns])


def test_elsevier_has_the_widths_it_states():
    assert PRESETS["elsevier"].widths == {1: 90, 1.5: 140, 2: 190}


def test_a_theme_without_a_name_keeps_the_one_around_it():
    with theme("apa", columns=1), theme():
        assert width() == pytest.approx(90 / 25.4)
        assert mpl.rcParams["font.size"] == 9
    assert width() == pytest.approx(190 / 25.4)


def test_unknown_presets_and_columns_are_told():
    with pytest.raises(UnknownNameError, match="elsevier"), theme("elsevir"):
        pass
    with pytest.raises(TableError, match="'ccr' has no width for 2 columns; it has 1"), theme("ccr", columns=2):
        pass


def test_pictures_are_as_wide_as_the_theme_they_were_drawn_under(tmp_path):
    with theme("elsevier", columns=1):
        ax = plot_valence(valences_of(["North", "The Northern Weekly Gazette and Advertiser"]))
        file = save_figure(ax, tmp_path / "one", formats=["png"])[0]
    with Image.open(file) as picture:
        assert picture.width / 1000 * 25.4 == pytest.approx(90, abs=1)
