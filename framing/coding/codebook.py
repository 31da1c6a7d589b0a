"""Codebooks: what people who code by hand must know, made from a lexicon, as Markdown, Word or LaTeX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding import codebook_lexicon, codebook_rules
from framing.coding.codebook_document import Block, Codebook, Points, Section, Table, code, plain
from framing.coding.codebook_examples import sentences
from framing.coding.codebook_mention import MENTION
from framing.coding.codebook_variables import variables
from framing.coding.codes import allowed_codes
from framing.errors import OutputError
from framing.lexicon import load_lexicon
from framing.schema import UNCLEAR, VARIABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon

__all__ = ["Codebook", "codebook", "write_codebook"]

_SCALES = {
    "actor": "nominal",
    "label": "nominal",
    "voice": "nominal",
    "stance": "ordinal, optional",
    "missed": "a list; sentences only",
}


def codebook(lexicon: str | Path | Lexicon, *, examples: pd.DataFrame | None = None, seed: int = 1) -> Codebook:
    """Make the codebook of a lexicon.

    It tells what a mention is, how the sheet is filled, each variable with its codes and borderline cases, each
    actor, each label with what it implies and why, the contexts in which words do not count, and how coders are
    trained. The facts at its head follow DOCA, the Database of Variables for Content Analysis.

    Parameters
    ----------
    lexicon : str, pathlib.Path or Lexicon
        The name of a shipped lexicon, a YAML file, or a `Lexicon`.
    examples : pandas.DataFrame, optional
        Mentions, as `annotate` or `read_mentions` gives them: up to two of their sentences are shown for each label,
        without source and date. Sentences shown here should not be coded for the study.
    seed : int
        Decides which sentences.

    Returns
    -------
    Codebook
        The same for the same lexicon, mentions and seed. A notebook shows it; `write_codebook` writes it.

    Raises
    ------
    UnknownNameError, LexiconError
        If there is no such lexicon, if it is malformed, or if it gives an actor or a label the name of another code.
    TableError
        If `examples` lacks a column, or has no mention with a label of the lexicon.

    References
    ----------
    Krippendorff, K. (2004). Reliability in content analysis: Some common misconceptions and recommendations. Human
    Communication Research, 30(3), 411-433.

    Examples
    --------
    >>> book = codebook("syria")
    >>> book.title
    'Codebook: how news names actors'
    >>> [section.heading for section in book.sections][:3]
    ['At a glance', 'What is coded, and why', 'What a mention is']
    """
    lexicon = load_lexicon(lexicon)
    codes = allowed_codes(lexicon)
    shown = [sentences(examples, list(codes["label"]), seed)] if examples is not None else []
    return Codebook(
        "Codebook: how news names actors",
        f"Lexicon {plain(lexicon.name)}, version {plain(lexicon.version)}. {plain(lexicon.scope)}",
        (
            _facts(lexicon, codes),
            codebook_rules.WHY,
            MENTION,
            codebook_rules.SHEET,
            variables(lexicon),
            codebook_lexicon.actors(lexicon),
            codebook_lexicon.labels(lexicon),
            codebook_lexicon.words(lexicon),
            *shown,
            codebook_rules.TRAINING,
            _citation(lexicon),
        ),
    )


def write_codebook(
    lexicon: str | Path | Lexicon, out: str | Path, *, examples: pd.DataFrame | None = None, seed: int = 1
) -> Path:
    """Write the codebook of a lexicon to a file: Markdown, Word or LaTeX, as its name ends.

    Parameters
    ----------
    lexicon, examples, seed
        As for `codebook`.
    out : str or pathlib.Path
        The file: ``.md``, ``.docx`` or ``.tex``. What stands there is replaced. The LaTeX is a whole document; other
        scripts than the Latin one need XeLaTeX or LuaLaTeX and a font that has them.

    Returns
    -------
    pathlib.Path
        The file; its bytes are the same for the same lexicon, mentions and seed.

    Raises
    ------
    OutputError
        If the name ends otherwise, or if the file cannot be written.

    Examples
    --------
    >>> write_codebook("syria", "codebook.pdf")
    Traceback (most recent call last):
    ...
    framing.errors.OutputError: codebook.pdf: a codebook is written as .md, .docx or .tex; name such a file
    """
    from framing.coding.codebook_docx import to_docx
    from framing.coding.codebook_markdown import to_markdown
    from framing.coding.codebook_tex import to_tex

    path = Path(out)
    suffix = path.suffix.lower()
    if suffix not in {".md", ".docx", ".tex"}:
        raise OutputError(f"{out}: a codebook is written as .md, .docx or .tex; name such a file")
    book = codebook(lexicon, examples=examples, seed=seed)
    writers = {".md": to_markdown, ".tex": to_tex}
    data = writers[suffix](book).encode() if suffix in writers else to_docx(book)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror or error}); name another file") from error
    return path


def _facts(lexicon: Lexicon, codes: dict[str, dict[str, str]]) -> Section:
    """The facts of the study, in the order of DOCA."""
    scales = (
        f"{code(each)} ({_SCALES[each]}{_counted(codes[each]) if each != 'missed' else ''})" for each in VARIABLES
    )
    rows = (
        ("Variables", "Which actor is named, by which label, in whose voice, in which light"),
        ("Field of application", plain(lexicon.scope)),
        (
            "Theoretical foundation",
            "To name is to choose: labels for one actor run from nominal to judgmental characterisation (Weimann "
            "1985). Whose words a label stands in, the forms of speech presentation tell (Leech & Short 1981; Semino "
            "& Short 2004).",
        ),
        ("Unit of coding", "A mention: one noun phrase that names an actor. For recall: a sentence"),
        ("Unit of context", "The sentence before and the sentence after"),
        ("Variables and scales", "; ".join(scales)),
        ("Combined with", f"Automated coding by the lexicon {plain(lexicon.name)}, which these codes validate"),
        ("Reliability", "Krippendorff's alpha with its interval, for each variable: see “Training and reliability”"),
        ("Lexicon", f"{plain(lexicon.name)} {plain(lexicon.version)}, language {plain(lexicon.language)}"),
        ("SHA-256 of the lexicon", plain(lexicon.sha256)),
    )
    return Section("At a glance", (plain(lexicon.description), Table(("Fact", "In this study"), rows, (26, 74))))


def _counted(codes: dict[str, str]) -> str:
    return f", {len(codes) - (UNCLEAR in codes)} codes"


def _citation(lexicon: Lexicon) -> Section:
    authors = ", ".join(map(plain, lexicon.authors))
    blocks: list[Block] = [
        f"This codebook was made from the lexicon {plain(lexicon.name)}, version {plain(lexicon.version)}, by "
        f"{authors}. The same lexicon gives the same codebook: cite both with the SHA-256 above. Say which rules you "
        "added."
    ]
    if lexicon.citation:
        blocks.append(f"Cite the lexicon as: {plain(lexicon.citation)}")
    if lexicon.license:
        blocks.append(f"Licence: {plain(lexicon.license)}.")
    return Section("Version, citation, references", (*blocks, Points(codebook_rules.REFERENCES)))
