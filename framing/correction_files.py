"""The files of a correction: tables and figures, found and corrected side by side."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framing.errors import OutputError
from framing.figures import plot_estimates, save_figure
from framing.spreadsheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

_FORMATS: Final = ("pdf", "svg", "png")
#: What no name of a file should hold.
_UNSAFE: Final = r"[^\w-]+"


def write_correction(
    corrected: pd.DataFrame,
    comparison: pd.DataFrame | None,
    folder: str | Path,
    *,
    names: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write corrected measures into a folder of results, where the report and the bundle find them.

    Parameters
    ----------
    corrected : pandas.DataFrame
        As `corrected_measures` gives it.
    comparison : pandas.DataFrame, optional
        As `compare_sources` gives it with `gold`.
    folder : str or pathlib.Path
        Made if need be; files of an earlier correction are replaced.
    names : mapping of str to str, optional
        How figures print the names of actors and labels.

    Returns
    -------
    list of pathlib.Path
        ``corrected.csv``, ``corrected_comparison.csv`` (with a comparison), and for each actor the figure
        ``figures/corrected-ACTOR`` as ``.pdf``, ``.svg``, ``.png``, with its rows and its caption.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    path = Path(folder)
    try:
        (path / "figures").mkdir(parents=True, exist_ok=True)
        written = [path / "corrected.csv"]
        write_csv(corrected, written[0])
        if comparison is not None:
            written.append(path / "corrected_comparison.csv")
            write_csv(comparison, written[-1])
        for actor, rows, by in drawn_rows(corrected):
            figure = plot_estimates(rows, by=by, names=names)
            written += save_figure(figure, path / "figures" / f"corrected-{re.sub(_UNSAFE, '_', actor)}", _FORMATS)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --out") from error
    return written


def drawn_rows(corrected: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, list[str]]]:
    """Rows of one measure and label for each actor, and the columns that name them.

    Of several labels, the one is drawn in which groups lie furthest apart, as found.
    """
    by = list(corrected.columns[: list(corrected.columns).index("actor")])
    for actor, rows in corrected.groupby("actor", sort=True):
        one = rows[rows["measure"] == rows["measure"].iloc[0]]
        naive = one.groupby("label", sort=False)["naive"]
        apart = (naive.max() - naive.min()).fillna(0.0)
        chosen = one[one["label"] == apart.idxmax()]
        if by and chosen["value"].notna().any():
            yield str(actor), chosen, by
