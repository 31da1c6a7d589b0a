"""Figures to files that are the same, byte by byte, however often they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.errors import OutputError, UnknownNameError
from framing.figures.theme import theme

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


def save_figure(figure: Figure | Axes, path: str | Path, formats: Sequence[str] = ("pdf", "png")) -> list[Path]:
    """Write a figure to one file per format.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.axes.Axes
        What a `plot_` function returned.
    path : str or pathlib.Path
        File name without suffix, in a folder that exists.
    formats : sequence of str
        Suffixes, such as ``pdf``, ``png`` (300 dpi), ``svg``, ``eps`` or ``tiff``.

    Returns
    -------
    list of pathlib.Path
        The files, in the order of `formats`.

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
    written = []
    for suffix in formats:
        file = Path(f"{path}.{suffix}")
        try:
            with theme():
                whole.savefig(
                    file, format=suffix, dpi=300, bbox_inches="tight", pad_inches=0.04,
                    metadata=_NO_METADATA.get(suffix),
                )  # fmt: skip
        except OSError as error:
            raise OutputError(
                f"{file}: cannot be written ({error.strerror or error}); name a folder that exists"
                " and that you may write to"
            ) from error
        written.append(file)
    return written
