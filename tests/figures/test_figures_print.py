"""Every figure of a comparison of fifteen sources, at the widths of a journal, in the formats that it takes."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from figure_tables import outside, overlaps, translucent
from matplotlib.patches import Patch
from PIL import Image

import framing
from framing import figures
from framing.comparison_figures import figures_of
from framing.figures import save_figure, theme
from framing.figures.caption import description_of

NAMES = [
    "Asharq Al-Awsat", "asharqalawsat", "The Northern Weekly Gazette and Advertiser", "SANA", "TASS", "Reuters",
    "Al-Araby", "Al-Alam News Network", "Daily Sabah", "Etilaf", "Jordan Times", "NNA", "Sputnik International",
    "TRT", "Frankfurter Allgemeine Sonntagszeitung",
]  # fmt: skip
WORDS = ["Rebels", "Terrorists", "Insurgents", "Opposition fighters", "Militants", "Revolutionaries"]
OTHERS = ["regime", "Syrian army", "Syrian government"]


def corpus():
    """Twelve articles of each source over three years; each source has words of its own."""
    rng = np.random.default_rng(1)
    rows = []
    for at, source in enumerate(NAMES):
        own = rng.dirichlet(np.full(len(WORDS), 0.7))
        for i in range(12):
            sentences = [
                f"{rng.choice(WORDS, p=own)} in Syria fought the {rng.choice(OTHERS)} near town {rng.integers(90)}, "
                f"and {'residents fled' if (at + i) % 3 else 'officials said that shelling went on'}."
                for _ in range(int(rng.integers(1, 6)))
            ]
            day = f"{2015 + i % 3}-0{1 + i % 9}-15"
            rows.append({"article_id": f"{at}-{i}", "source": source, "published": day, "text": " ".join(sentences)})
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def comparison():
    return framing.compare(corpus(), "syria", actors=["opposition"], resamples=200)


DRAWN = (
    "labels", "valence", "voices", "speakers", "composition-opposition", "differences-opposition",
    "odds_map-opposition", "distances-opposition", "source_map-opposition", "specifications-opposition",
    "keyness-opposition", "periods-opposition", "flow",
)  # fmt: skip


def drawn(comparison, name):
    return dict(figures_of(comparison))[name]().figure.canvas.figure


def test_the_figures_below_are_those_of_a_comparison(comparison):
    assert tuple(name for name, _ in figures_of(comparison)) == DRAWN


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", DRAWN)
def test_nothing_overlaps_is_clipped_or_shines_through(comparison, name, columns):
    with theme("elsevier", columns=columns):
        figure = drawn(comparison, name)
        figure.draw_without_rendering()
        assert figure.get_figwidth() * 25.4 == pytest.approx({1: 90, 2: 190}[columns])
        assert not overlaps(figure)
        assert not outside(figure)
        assert not translucent(figure)
        sizes = [text.get_fontsize() for text in figure.findobj(lambda artist: hasattr(artist, "get_fontsize"))]
        assert min(sizes) >= 5.9
        widths = [
            line.get_linewidth()
            for line in figure.findobj(lambda artist: hasattr(artist, "get_linestyle"))
            if isinstance(line, Patch) and np.isscalar(line.get_linewidth()) and line.get_edgecolor()[3] > 0
        ]
        assert all(width == 0 or width >= 0.3 for width in widths)


@pytest.mark.parametrize("name", DRAWN)
def test_files_are_what_printers_take(comparison, name, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("matplotlib").rcParams, "pdf.compression", 0)
    with theme("elsevier", columns=1):
        figure = drawn(comparison, name)
    files = {file.suffix: file for file in save_figure(figure, tmp_path / name, ("pdf", "eps", "svg"))}
    pdf = files[".pdf"].read_bytes()
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf
    # No transparency: no group, no soft mask, no alpha below 1.
    assert b"/S /Transparency" not in pdf
    assert b"/SMask" not in pdf
    assert all(float(alpha) == 1 for alpha in re.findall(rb"/(?:ca|CA) ([\d.]+)", pdf))
    eps = files[".eps"].read_bytes()
    assert eps.startswith(b"%!PS-Adobe-3.0 EPSF")
    assert b"/FontType 42" in eps
    assert b"<text" not in files[".svg"].read_bytes()
    caption, alt = files[".txt"].read_text(encoding="utf-8").rsplit("\n\nAlt text: ", 1)
    assert re.search(r"\d", caption)
    assert 40 < len(alt) < 1500
    assert len(pd.read_csv(files[".csv"])) == len(description_of(figure).data) > 0


def test_bitmaps_have_the_resolution_of_the_journal(comparison, tmp_path):
    with theme("elsevier", columns=1):
        file = save_figure(drawn(comparison, "flow"), tmp_path / "flow", ("tiff",))[0]
    with Image.open(file) as picture:
        assert picture.info["compression"] == "tiff_lzw"
        assert round(picture.info["dpi"][0]) == 1000
        assert picture.width == pytest.approx(90 / 25.4 * 1000, abs=1)


def test_an_eps_has_no_opaque_block_where_a_band_should_shine_through(comparison, tmp_path, caplog):
    """The backend warns, in its log, when it has to draw something transparent opaquely."""
    with theme("tandf", columns=1):
        for name in ("periods-opposition", "source_map-opposition", "distances-opposition"):
            save_figure(drawn(comparison, name), tmp_path / name, ("eps",))
    assert "transparen" not in caplog.text


def test_every_plot_function_is_tried_at_both_widths():
    """Those not of a comparison have tests of their own under both themes."""
    of_comparison = {"plot_label_panels", "plot_valence", "plot_voice_panels", "plot_speakers", "plot_composition",
                     "plot_differences", "plot_odds_map", "plot_divergence", "plot_biplot", "plot_specifications",
                     "plot_keyness", "plot_periods", "plot_flow"}  # fmt: skip
    assert of_comparison < {name for name in figures.__all__ if name.startswith("plot_")}


def test_grey_copies_keep_the_fields_of_maps_apart(comparison):
    """A field's number says its sign: it is printed in it, so lightness need not."""
    figure = drawn(comparison, "odds_map-opposition")
    numbers = [text.get_text() for text in figure.axes[0].texts]
    signed = [text for text in numbers if re.fullmatch(r"[+\u2212](\d+\.\d|\u221e)|0", text)]
    fields = list(itertools.chain(figure.axes[0].patches))
    assert 0 < len(signed) <= len(fields)
