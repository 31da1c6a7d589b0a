from __future__ import annotations

import os
import subprocess
import sys

import pytest
from figure_tables import categories_of, shares_of, valences_of
from PIL import Image

from framing.errors import OutputError, UnknownNameError
from framing.figures import plot_label_panels, plot_valence, save_figure


@pytest.fixture
def figure():
    shares = shares_of(["North", "South"])
    return plot_label_panels(shares, categories=categories_of(shares))


def test_files_are_written_and_named(figure, tmp_path):
    files = save_figure(figure, tmp_path / "labels.v1")
    assert [file.name for file in files] == ["labels.v1.pdf", "labels.v1.png", "labels.v1.csv", "labels.v1.txt"]
    assert files[0].read_bytes().startswith(b"%PDF")
    with Image.open(files[1]) as picture:
        assert [round(dpi) for dpi in picture.info["dpi"]] == [300, 300]
        assert picture.width == round(190 / 25.4 * 300)


def test_axes_may_be_saved(tmp_path):
    ax = plot_valence(valences_of(["North"]))
    assert save_figure(ax, tmp_path / "valence", formats=["svg"])[0].read_text().startswith("<?xml")


def test_fonts_are_embedded_as_truetype(figure, tmp_path):
    content = save_figure(figure, tmp_path / "labels", formats=["pdf"])[0].read_bytes()
    assert b"/CIDFontType2" in content
    assert b"/Type3" not in content
    assert b"/ca 0." not in content


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
def test_equal_figures_are_equal_files(tmp_path, suffix):
    shares = shares_of(["North", "South"])
    one, other = (
        save_figure(plot_label_panels(shares), tmp_path / name, formats=[suffix])[0].read_bytes()
        for name in ("one", "other")
    )
    assert one == other
    assert b"CreationDate" not in one
    assert b"dc:date" not in one


def test_nothing_is_cut_off(figure, tmp_path):
    file = save_figure(figure, tmp_path / "labels", formats=["png"])[0]
    with Image.open(file) as picture:
        grey = picture.convert("L")
        width, height = grey.size
        edges = [grey.crop(box) for box in (
            (0, 0, width, 5), (0, height - 5, width, height), (0, 0, 5, height), (width - 5, 0, width, height)
        )]  # fmt: skip
    assert [edge.getextrema() for edge in edges] == [(255, 255)] * 4


def test_a_place_that_cannot_be_written_is_told(figure, tmp_path):
    with pytest.raises(OutputError) as caught:
        save_figure(figure, tmp_path / "missing" / "labels")
    assert str(caught.value) == (
        f"{tmp_path / 'missing' / 'labels.pdf'}: cannot be written (No such file or directory);"
        " name a folder that exists and that you may write to"
    )


def test_unknown_format_is_told_before_anything_is_written(figure, tmp_path):
    with pytest.raises(UnknownNameError) as caught:
        save_figure(figure, tmp_path / "labels", formats=("png", "pgn"))
    assert str(caught.value) == "there is no figure format 'pgn'. Did you mean 'png'?"
    assert list(tmp_path.iterdir()) == []


def test_pyplot_is_never_loaded():
    code = (
        "import sys; import framing.figures as f; from figure_tables import shares_of, valences_of;"
        "f.plot_labels(shares_of(['A'])); f.plot_valence(valences_of(['A']));"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert ran.returncode == 0


def test_the_last_digits_of_the_layout_do_not_reach_the_files(tmp_path):
    """The solver of the layout is not the same in its last digits from run to run."""
    files = []
    for shift in (0, 1e-8):
        ax = plot_valence(valences_of(["North", "South"]))
        ax.figure.draw_without_rendering()
        engine = ax.figure.get_layout_engine()
        place = engine.execute

        def moved(figure, place=place, shift=shift):
            place(figure)
            for each in figure.axes:
                box = each.get_position(original=True)
                each._set_position([box.x0 + shift, box.y0, box.width, box.height])

        engine.execute = moved
        files.append(save_figure(ax, tmp_path / f"at{shift}", ["svg"])[0])
        assert ax.figure.get_layout_engine() is engine
    assert files[0].read_bytes() == files[1].read_bytes()
