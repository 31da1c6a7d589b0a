"""The files of a validation: tables, the card, the figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import OutputError
from framing.figures import plot_validation, save_figure
from framing.spreadsheets import write_csv
from framing.validation_card import write_validation_card

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from framing.measures import Validation


def write_validation(
    validation: Validation,
    folder: str | Path,
    *,
    lexicon: Mapping[str, Any] | None = None,
    agreement: pd.DataFrame | None = None,
    scorer: str = "",
) -> list[Path]:
    """Write a validation into a folder of results, where the report, the methods paragraph and the bundle find it.

    Parameters
    ----------
    validation : Validation
        As `validate` gives it.
    folder : str or pathlib.Path
        Made if need be; files of an earlier validation are replaced.
    lexicon, agreement, scorer
        For the card, see `validation_card`.

    Returns
    -------
    list of pathlib.Path
        ``validation.csv``, ``validation_tests.csv``, ``validation_errors.csv``, ``validation_confusion.csv``,
        ``validation_card.md``, ``coding.design.json`` (the design of the sample, if it is known), and the figure
        ``figures/validation`` as ``.pdf``, ``.svg``, ``.png``, with its rows and its caption.

    Raises
    ------
    OutputError
        If a file cannot be written, or the sheets of another sample lie in the folder.
    """
    path = Path(folder)
    tables = {
        "validation": validation.scores,
        "validation_tests": validation.tests,
        "validation_errors": validation.errors,
        "validation_confusion": validation.confusion,
    }
    written = []
    try:
        (path / "figures").mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            written.append(path / f"{name}.csv")
            write_csv(table, written[-1])
        if validation.about["design"]:
            written.append(_write_design(path / "coding.design.json", validation.about["design"]))
        if (validation.scores["group"] == "source").any():
            figure = plot_validation(validation.scores)
            written += save_figure(figure, path / "figures" / "validation", ("pdf", "svg", "png"))
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --out") from error
    card = path / "validation_card.md"
    return [*written, write_validation_card(validation, card, lexicon=lexicon, agreement=agreement, scorer=scorer)]


def _write_design(path: Path, design: Mapping[str, Any]) -> Path:
    """Write how the units were drawn; sheets that lie beside the design of another sample would lose theirs."""
    text = json.dumps(design, indent=2, ensure_ascii=False) + "\n"
    sheets = [file for file in path.parent.glob("coding*") if file.suffix in (".csv", ".tsv", ".xlsx")]
    sheets = [file for file in sheets if not file.name.endswith(".key.csv")]
    if sheets and path.is_file() and path.read_text(encoding="utf-8").strip() != text.strip():
        raise OutputError(
            f"{path}: the sheets of another sample lie in this folder ({sheets[0].name}); name another folder"
        )
    path.write_text(text, encoding="utf-8")
    return path
