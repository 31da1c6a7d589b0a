"""An evaluation of a model for people: printed, and as a folder of tables and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table
from rich.text import Text

from framing.errors import OutputError
from framing.figures import plot_audit, plot_calibration, plot_confusion, plot_learning_curve, save_figure
from framing.results import make_folder
from framing.spreadsheets import write_csv
from framing.terminal import console
from framing.terminal_text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from framing.stance.audit import Audit
    from framing.stance.evaluation import Evaluation

_TABLES: Final = ("predictions", "scores", "classes", "confusion", "calibration", "sources", "learning", "features")
_FEATURES_SHOWN: Final = 5


def print_evaluation(found: Evaluation) -> None:
    """Print how good a model is: beside its baselines, by class, by source, with its strongest features."""
    out = console()
    n = found.scores.iloc[0]
    out.print()
    out.print(Text("on texts not trained on  ", style="bold"), Text(f"n = {n['n_texts']} in {n['n_groups']} groups"))
    table = _table("", "macro-F1", "accuracy")
    for name, rows in found.scores.groupby("scorer", sort=False):
        by_measure = rows.set_index("measure")
        _add(table, name, *(_cell(by_measure.loc[each]) for each in ("macro_f1", "accuracy")))
    out.print(table)
    table = _table("class", "precision", "recall", "F1", "texts")
    for name, rows in found.classes.groupby("class", sort=False):
        by_measure = rows.set_index("measure")
        cells = (_cell(by_measure.loc[each]) for each in ("precision", "recall", "f1"))
        _add(table, name, *cells, rows["n_texts"].iloc[0])
    out.print(table)
    if len(found.sources):
        table = _table("source", "share wrong", "texts")
        for row in found.sources.to_dict("records"):
            _add(table, row["source"], _cell(row), row["n_texts"])
        out.print(table)
    table = _table("class", "strongest features (texts that have each)")
    for name, rows in found.features.groupby("class", sort=False):
        shown = rows.head(_FEATURES_SHOWN).to_dict("records")
        _add(table, name, ", ".join(f"{row['feature']} ({row['n_texts']})" for row in shown))
    out.print(table)
    for note in found.notes:
        out.print(Text(printable(note)))
    out.print(Text("Brackets hold 95 % intervals: groups drawn with replacement.", style="dim"))


def write_evaluation(found: Evaluation, folder: str | Path) -> list[Path]:
    """Write an evaluation: a CSV for each of its tables, and the figures.

    Returns
    -------
    list of pathlib.Path
        ``predictions``, ``scores``, ``classes``, ``confusion``, ``calibration``, ``sources``, ``learning`` and
        ``features`` as ``.csv``; ``calibration``, ``confusion`` and, where there is a curve, ``learning`` as ``.pdf``
        and ``.png``.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    path = make_folder(folder)
    written = []
    try:
        for name in _TABLES:
            write_csv(getattr(found, name), path / f"{name}.csv")
            written.append(path / f"{name}.csv")
        if found.calibration["class"].nunique() <= 4:
            written += save_figure(plot_calibration(found.calibration), path / "calibration")
        written += save_figure(plot_confusion(found.confusion), path / "confusion")
        if len(found.learning):
            written += save_figure(plot_learning_curve(found.learning), path / "learning")
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --report") from error
    return written


def print_audit(found: Audit) -> None:
    """Print a symmetry audit: how much of the score follows the name, and the mean of each actor's names."""
    out = console()
    for row in found.summary.to_dict("records"):
        out.print(
            Text(f"{row['measure']}, {row['material']}: ", style="bold"),
            Text(
                f"{row['higher']} lies {row['difference']:+.3f} [{row['low']:+.3f}, {row['high']:+.3f}] "
                f"above {row['lower']}; "
                f"{100 * row['name_share']:.1f} % of the variance follows the name, "
                f"{100 * row['wording_share']:.1f} % the wording (n = {row['n_names']} names in "
                f"{row['n_sentences']} sentences)"
            ),
        )
        rows = found.actors[
            (found.actors["measure"] == row["measure"]) & (found.actors["material"] == row["material"])
        ]
        table = _table("actor", "difference from the mean of all names")
        for each in rows.sort_values("difference").to_dict("records"):
            _add(table, each["actor"], f"{each['difference']:+.3f} [{each['low']:+.3f}, {each['high']:+.3f}]")
        out.print(table)


def write_audit(found: Audit, folder: str | Path) -> list[Path]:
    """Write a symmetry audit: ``names``, ``actors`` and ``summary`` as ``.csv``, ``audit`` as ``.pdf`` and ``.png``.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    path = make_folder(folder)
    written = []
    try:
        for name in ("names", "actors", "summary"):
            write_csv(getattr(found, name), path / f"{name}.csv")
            written.append(path / f"{name}.csv")
        written += save_figure(plot_audit(found.drawn("stance", "templates")), path / "audit")
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --report") from error
    return written


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _add(table: Table, *cells: object) -> None:
    """Add a row of plain texts: what is written in brackets is no style."""
    table.add_row(*(Text(printable(cell)) for cell in cells))


def _cell(row: object) -> str:
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))  # type: ignore[index]
    return f"{100 * value:.1f} [{100 * low:.1f}, {100 * high:.1f}]"
