"""A paragraph on methods, filled with the numbers of a run, and the works that it cites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from framing.report import analyses, clauses, inference, validation
from framing.report.folder import Results
from framing.report.references import bibtex, cited

if TYPE_CHECKING:
    from framing.report.clauses import Clause

_CLAUSES: Final = (
    clauses.corpus,
    clauses.left_out,
    clauses.lexicon,
    clauses.mentions,
    clauses.actors,
    clauses.voices,
    clauses.attributions,
    clauses.measures,
    clauses.stance,
    inference.intervals,
    inference.warnings,
    inference.comparison,
    inference.effects,
    analyses.divergence,
    analyses.words,
    analyses.periods,
    analyses.changes,
    analyses.sensitivity,
    inference.target,
    validation.validation,
    analyses.software,
)


def methods_paragraph(folder: str | Path) -> tuple[str, list[str]]:
    r"""Write the paragraph on methods that the results in a folder bear out.

    It says what was done to make the files that are there, with their numbers, and nothing else: a clause whose table
    or record is missing is left out. Read it, mend it, and put it into your paper.

    Parameters
    ----------
    folder : str or pathlib.Path
        A folder that ``framing compare --out`` wrote.

    Returns
    -------
    tuple of str and list of str
        The paragraph, and the BibTeX entries of the works that it cites, by key.

    Raises
    ------
    CorpusError
        If there is no such folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "articles.csv").write_text("article_id,source,status\na,North,ok\nb,South,ok\n")
    ...     paragraph, references = methods_paragraph(folder)
    >>> print(paragraph[:77])
    The corpus holds two articles by two sources (North, South). All of them were
    """
    results = Results(Path(folder))
    told = (clause(results) for clause in _CLAUSES)
    found = [each for made in told for each in (made if isinstance(made, list) else [made]) if each]
    keys = {key for clause in found for key in clause.keys}
    return " ".join(map(_sentence, found)), bibtex(keys, results.text("framing"))


def _sentence(clause: Clause) -> str:
    works = f" {cited(*clause.keys)}" if clause.keys else ""
    return f"{clause.sentence.removesuffix('.')}{works}."
