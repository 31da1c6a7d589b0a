"""A folder of results: tables, figures, and what they were made with."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import CorpusError, OutputError
from framing.figures import (
    plot_label_panels,
    plot_speakers,
    plot_stance_map,
    plot_valence,
    plot_voice_panels,
    save_figure,
)
from framing.lexicon import load_cues, load_speakers, load_wordlist
from framing.measures import ALL_LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    comparison: Comparison, folder: str | Path, *, options: Mapping[str, Any], inputs: Mapping[str, str]
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

    Returns
    -------
    list of pathlib.Path
        ``mentions.csv`` (one row per mention), ``labels.csv`` (share of each label), ``sources.csv`` (valence
        and mentions per 1,000 words of each source), ``comparison.csv`` (each source against the rest),
        ``quotations.csv`` (one row per attribution), ``voices.csv`` (in whose voice each label stands),
        ``speakers.csv`` (who speaks, how official and diverse the speakers are, how they are introduced),
        ``stance.csv`` (mean stance of each source), ``scored.csv`` (the stance of each mention, and the words behind
        it), ``articles.csv`` (one row per article, without its text), ``labels``, ``valence``, ``voices``,
        ``speakers`` and ``stance`` (sources by their stance to two actors, own voice) as ``.pdf`` and ``.png``,
        ``run.json``.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    path = make_folder(folder)
    tables = {
        "mentions.csv": comparison.mentions,
        "labels.csv": comparison.labels,
        "sources.csv": pd.concat([comparison.valence, comparison.rates], ignore_index=True),
        "comparison.csv": comparison.comparison,
        "quotations.csv": comparison.quotations,
        "voices.csv": comparison.voices,
        "speakers.csv": pd.concat([comparison.speakers, comparison.sourcing, comparison.cues], ignore_index=True),
        "stance.csv": comparison.stance,
        "scored.csv": comparison.scored,
        "articles.csv": comparison.articles.drop(columns=["text", "excluded"]),
    }
    written = []
    try:
        for name, table in tables.items():
            if name in ("stance.csv", "scored.csv") and table.empty:
                continue
            table.to_csv(path / name, index=False, lineterminator="\n")
            written.append(path / name)
        written += save_figure(
            plot_label_panels(comparison.labels, categories=comparison.categories, names=_names(comparison)),
            path / "labels",
        )
        written += save_figure(plot_valence(comparison.valence, names=_names(comparison)), path / "valence")
        labels = comparison.voices[comparison.voices["label"] != ALL_LABELS]
        written += save_figure(plot_voice_panels(labels), path / "voices")
        if len(comparison.speakers):
            official = comparison.sourcing
            written += save_figure(plot_speakers(comparison.speakers, official=official), path / "speakers")
        written += _stance_map(comparison, path)
        (path / "run.json").write_text(_run(comparison, options, inputs), encoding="utf-8")
        written.append(path / "run.json")
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder with --out") from error
    return written


def _stance_map(comparison: Comparison, path: Path) -> list[Path]:
    """The map of sources by their stance to the first two actors, by the first scorer, in own voice."""
    if comparison.stance.empty or len(comparison.actors) < 2:
        return []
    first = comparison.stance["scorer"].iloc[0]
    own = comparison.stance[(comparison.stance["voice"] == "own") & (comparison.stance["scorer"] == first)]
    x, y = sorted(comparison.actors[:2])
    both = own.groupby("source", observed=True)["actor"].agg(lambda actors: {x, y} <= set(actors))
    if not both.any():
        return []
    return save_figure(plot_stance_map(own, x, y, names=_names(comparison)), path / "stance")


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
        return pd.read_csv(path, keep_default_na=False, dtype={"article_id": str, "source": str})
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"{folder}: this is no reference; give a folder that 'framing compare … --out' wrote"
        ) from error


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


def _names(comparison: Comparison) -> dict[str, str]:
    return {actor.actor: actor.name for actor in comparison.lexicon.actors}


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
