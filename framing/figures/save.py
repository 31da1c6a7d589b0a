"""Figures to files that are the same, byte by byte, however often they are written, with what they show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matplotlib.colors import to_rgba
from matplotlib.patches import Patch
from matplotlib.text import Text

from framing.errors import OutputError, UnknownNameError
from framing.figures.caption import description_of
from framing.figures.presets import PRESETS
from framing.figures.theme import look, theme
from framing.spreadsheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: What each format would say about when and by what it was written.
_NO_METADATA: Final[dict[str, dict[str, Any]]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
#: Bitmaps for print are compressed without loss.
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "tif": {"pil_kwargs": {"compression": "tiff_lzw"}},
    "tiff": {"pil_kwargs": {"compression": "tiff_lzw"}},
}


def save_figure(figure: Figure | Axes, path: str | Path, formats: Sequence[str] = ("pdf", "png")) -> list[Path]:
    """Write a figure to one file per format, and beside it the rows drawn and a caption.

    Pictures are as wide as the theme under which they were drawn says, and no wider.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.axes.Axes
        What a `plot_` function returned.
    path : str or pathlib.Path
        File name without suffix, in a folder that exists.
    formats : sequence of str
        Suffixes, such as ``pdf``, ``svg``, ``eps``, ``png`` or ``tiff`` (compressed without loss). Bitmaps have the
        resolution that the theme asks for: 300 dpi, or more.

    Returns
    -------
    list of pathlib.Path
        The files, in the order of `formats`; then, for figures that a `plot_` function drew, ``.csv`` with the rows
        drawn and ``.txt`` with a caption and the alternative text.

    Raises
    ------
    OutputError
        If a file cannot be written.
    UnknownNameError
        If a format is unknown.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from matplotlib.figure import Figure
    >>> with TemporaryDirectory() as folder:
    ...     [file.name for file in save_figure(Figure(), f"{folder}/empty")]
    ['empty.pdf', 'empty.png']
    """
    whole = figure.figure.canvas.figure
    known = whole.canvas.get_supported_filetypes()
    for suffix in formats:
        if suffix not in known:
            raise UnknownNameError("figure format", suffix, known)
    about = description_of(whole)
    _close_edges(whole)
    engine = whole.get_layout_engine()
    _stop_layout(whole)
    drawn_for = look() if about is None else about.look
    written = []
    try:
        for suffix in formats:
            file = Path(f"{path}.{suffix}")
            with theme(drawn_for.preset, columns=drawn_for.columns):
                whole.savefig(
                    file, format=suffix, dpi=PRESETS[drawn_for.preset].dpi, metadata=_NO_METADATA.get(suffix),
                    **_OPTIONS.get(suffix, {}),
                )  # fmt: skip
            if suffix == "svg":
                # Words stand in comments, and XML holds no control characters.
                file.write_bytes(file.read_bytes().translate(None, _CONTROLS))
            written.append(file)
        if about is not None:
            file = Path(f"{path}.csv")
            write_csv(about.data, file)
            written.append(file)
            file = Path(f"{path}.txt")
            file.write_text(f"{about.caption}\n\nAlt text: {about.alt}\n", encoding="utf-8")
            written.append(file)
    except OSError as error:
        raise OutputError(
            f"{file}: cannot be written ({error.strerror or error}); name a folder that exists"
            " and that you may write to"
        ) from error
    finally:
        whole.set_layout_engine(engine)
    return written


def _stop_layout(figure: Figure) -> None:
    """Lay the figure out once for all formats, to a hundredth of a millimetre.

    The solver of the layout takes its constraints in the order of their addresses, so the last digits of what it
    finds vary from run to run.
    """
    if figure.get_layout_engine() is None:
        return
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        left, bottom, wide, high = (round(number, 5) for number in ax.get_position(original=True).bounds)
        ax.set_position((left, bottom, wide, high))


def _close_edges(figure: Figure) -> None:
    """Give shapes without an edge one of no width.

    Matplotlib notes an edge that is not drawn as transparent, and publishers' checks refuse what is.
    """
    shapes = [shape for shape in figure.findobj(Patch) if isinstance(shape, Patch)]
    words = [words for words in figure.findobj(Text) if isinstance(words, Text)]
    for shape in [*shapes, *filter(None, (each.get_bbox_patch() for each in words))]:
        face: Any = shape.get_facecolor()
        if to_rgba(shape.get_edgecolor())[3] == 0:
            shape.set_edgecolor(face[:3] if to_rgba(face)[3] else "white")
            shape.set_linewidth(0)
