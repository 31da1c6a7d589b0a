"""A folder of results: tables, figures, and what they were made with."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.comparison_figures import figures_of
from framing.correction_files import write_correction
from framing.errors import CorpusError, OutputError
from framing.figures import save_figure
from framing.lexicon import load_cues, load_speakers, load_wordlist
from framing.spreadsheets import as_written, write_csv
from framing.validation_files import write_validation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from framing.lexicon import Cues, Lexicon, Speakers, WordList
    from framing.pipeline import Comparison

_LIBRARIES: Final = (
    "ahocorasick-rs",
    "matplotlib",
    "nltk",
    "numpy",
    "pandas",
    "PyYAML",
    "scikit-learn",
    "trafilatura",
)


#: Files of a validation and a correction, which are written anew or gone.
_OF_CODING: Final = tuple(
    "validation.csv validation_tests.csv validation_errors.csv validation_confusion.csv validation_card.md "
    "corrected.csv corrected_comparison.csv".split()
)
#: Files of a figure.
_FIGURE_FILES: Final = (".pdf", ".svg", ".png", ".csv", ".txt")


def make_folder(folder: str | Path) -> Path:
    """Make sure that results can be written to a folder, before any work is done.

    Raises
    ------
    OutputError
        If they cannot.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"{folder}: results cannot be written there ({(error.strerror or 'refused').lower()}); "
            "name another folder with --out"
        ) from error
    return path


def write_results(
    comparison: Comparison,
    folder: str | Path,
    *,
    options: Mapping[str, Any],
    inputs: Mapping[str, str],
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write a comparison.

    Parameters
    ----------
    comparison : Comparison
    folder : str or pathlib.Path
        Made if need be; files of an earlier run are replaced.
    options : mapping
        Options of the run, for ``run.json``.
    inputs : mapping of str to str
        Hash of each input file, for ``run.json``.
    progress : callable, optional
        Called with the name of each figure when it is written.

    Returns
    -------
    list of pathlib.Path
        Tables: ``mentions.csv`` (one row per mention), ``labels.csv`` (share of each label), ``composition.csv``
        (share of each category of labels), ``sources.csv`` (valence and mentions per 1,000 words of each source),
        ``comparison.csv`` (each source against the rest), ``distances.csv`` (how far the labels of two sources lie
        apart), ``source_map.csv`` (sources and labels on a plane), ``keyness.csv`` (words about an actor),
        ``periods.csv``, ``changes.csv`` (before and after events), ``specifications.csv`` (the widest differences
        made in other ways), ``quotations.csv`` (one row per attribution), ``voices.csv`` (in whose voice each label
        stands), ``speakers.csv`` (who speaks, how official and diverse the speakers are, how they are introduced),
        ``stance.csv`` (mean stance of each source), ``scored.csv`` (the stance of each mention, and the words behind
        it), ``flow.csv``, ``articles.csv`` (one row per article, without its text); those without a row are left out.
        Where people coded by hand, also ``agreement.csv``, ``coder_confusion.csv``, ``disagreements.csv``, what
        ``write_validation`` and ``write_correction`` write, and ``coding.key.csv`` (units drawn).
        Texts that a spreadsheet would take for formulas have an apostrophe before them
        (:func:`framing.spreadsheets.write_csv`). ``figures/``: each figure as ``.pdf``, ``.svg`` and ``.png``, the
        rows drawn as ``.csv``, caption and alternative text as ``.txt``. ``run.json``.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    path = make_folder(folder)
    figures = make_folder(path / "figures")
    written = []
    try:
        for name, table in _tables(comparison).items():
            file = path / f"{name}.csv"
            if table.empty and name != "mentions":
                # A table of an earlier run would pass for one of this.
                file.unlink(missing_ok=True)
                continue
            write_csv(table, file)
            written.append(file)
        for old in figures.iterdir():
            if old.suffix in _FIGURE_FILES:
                old.unlink()
        written += _write_coding(comparison, path)
        for name, draw in figures_of(comparison):
            written += save_figure(draw(), figures / name, ("pdf", "svg", "png"))
            if progress:
                progress(name)
        (path / "run.json").write_text(_run(comparison, options, inputs), encoding="utf-8")
        written.append(path / "run.json")
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --out") from error
    return written


def _write_coding(comparison: Comparison, folder: Path) -> list[Path]:
    """Write validation, correction and the key of the sample; of earlier ones, the key alone is left."""
    for name in _OF_CODING:
        (folder / name).unlink(missing_ok=True)
    if comparison.validation is None:
        return []
    names = {actor.actor: actor.name for actor in comparison.lexicon.actors}
    differences = comparison.corrected_comparison if len(comparison.corrected_comparison) else None
    written = [
        *write_validation(
            comparison.validation, folder, lexicon=_version(comparison.lexicon), agreement=comparison.agreement
        ),
        *write_correction(comparison.corrected, differences, folder, names=names),
    ]
    # Sheets in the folder need the key that lies beside them.
    sheets = {path.name for path in folder.glob("coding*")} - {"coding.key.csv", "coding.design.json"}
    if len(comparison.drawn) and not sheets:
        written.append(folder / "coding.key.csv")
        write_csv(comparison.drawn, written[-1])
    return written


def _tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Tables by the names of their files."""
    return {
        "mentions": comparison.mentions,
        "labels": comparison.labels,
        "composition": comparison.categories,
        "sources": pd.concat([comparison.valence, comparison.rates], ignore_index=True),
        "comparison": comparison.comparison,
        "distances": comparison.distances,
        "source_map": comparison.source_map,
        "keyness": comparison.keyness,
        "periods": comparison.periods,
        "changes": comparison.changes,
        "specifications": comparison.specifications,
        "quotations": comparison.quotations,
        "voices": comparison.voices,
        "speakers": pd.concat([comparison.speakers, comparison.sourcing, comparison.cues], ignore_index=True),
        "stance": comparison.stance,
        "scored": comparison.scored,
        "flow": comparison.flow,
        "articles": comparison.articles.drop(columns=["text", "excluded"]),
        "agreement": comparison.agreement,
        "coder_confusion": comparison.coder_confusion,
        "disagreements": comparison.disagreements,
    }


def read_reference(folder: str | Path) -> pd.DataFrame:
    """Read the mentions of an earlier comparison.

    Parameters
    ----------
    folder : str or pathlib.Path
        A folder that ``framing compare`` wrote, or its ``mentions.csv``.

    Raises
    ------
    CorpusError
        If there are no mentions.
    """
    path = Path(folder)
    path = path / "mentions.csv" if path.is_dir() else path
    try:
        table = pd.read_csv(path, keep_default_na=False, dtype={"article_id": str, "source": str})
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"{folder}: this is no reference; give a folder that 'framing compare … --out' wrote"
        ) from error
    return as_written(table)


def hash_inputs(path: str | Path) -> dict[str, str]:
    """SHA-256 of a file, or of every file of a folder, by its path; nothing for standard input."""
    root = Path(path)
    if root.is_dir():
        files = sorted(file for file in root.rglob("*") if file.is_file())
        return {file.relative_to(root).as_posix(): _sha256(file) for file in files}
    return {root.name: _sha256(root)} if root.is_file() else {}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _version(lexicon: Lexicon | Cues | Speakers | WordList) -> dict[str, str]:
    return {"name": lexicon.name, "version": lexicon.version, "sha256": lexicon.sha256}


def _run(comparison: Comparison, options: Mapping[str, Any], inputs: Mapping[str, str]) -> str:
    status = comparison.articles["status"].value_counts().sort_index()
    record = {
        "framing": version("framing"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "lexicon": _version(comparison.lexicon),
        "cues": _version(load_cues()),
        "speakers": _version(load_speakers()),
        "word_lists": [_version(load_wordlist(name)) for name in ("loaded_en", "vader")],
        "options": dict(options),
        "articles": {str(name): int(n) for name, n in status.items()},
        "mentions": len(comparison.mentions),
        "quotations": len(comparison.quotations),
        "inputs_sha256": dict(inputs),
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
