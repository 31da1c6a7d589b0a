"""What journals ask of figures: widths, letters, resolution. Data alone; `theme` applies it."""

from __future__ import annotations

from typing import Final, NamedTuple

#: Letters that publishers name first, then what stands in for them where they are not installed.
_SANS: Final = ("Arial", "Helvetica", "Liberation Sans", "DejaVu Sans")


class Preset(NamedTuple):
    """Widths in mm by number of columns, size of letters in points, resolution of bitmaps in dots per inch."""

    widths: dict[float, float]
    size: float = 8
    dpi: int = 300
    fonts: tuple[str, ...] = _SANS


#: Where a publisher does not state widths, those of a narrow and a wide figure that fit its pages are taken.
PRESETS: Final[dict[str, Preset]] = {
    "framing": Preset({1: 90, 1.5: 140, 2: 190}),
    # Taylor & Francis: line art at 1,200 dpi, lines of 0.3 pt or more, fonts embedded, no transparency; no widths.
    "tandf": Preset({1: 90, 1.5: 140, 2: 190}, dpi=1200),
    # SAGE: 300 dpi or more, line art as vectors; no widths.
    "sage": Preset({1: 90, 1.5: 140, 2: 190}, dpi=600),
    # Oxford University Press for the ICA: APA style; no widths.
    "oup": Preset({1: 90, 1.5: 140, 2: 190}, dpi=600),
    # Elsevier: 90, 140 and 190 mm; line art at 1,000 dpi.
    "elsevier": Preset({1: 90, 1.5: 140, 2: 190}, dpi=1000),
    # Computational Communication Research sets one column; its width is not stated.
    "ccr": Preset({1: 120}, dpi=600),
    # APA 7: sans serif of 8 to 14 points; a letter page with margins of an inch holds 165 mm.
    "apa": Preset({1: 90, 2: 165}, size=9),
    # A wide slide of 254 x 143 mm, read from the last row.
    "slides": Preset({1: 240}, size=16),
}
