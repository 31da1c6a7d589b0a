"""What a bundle says of itself."""

from __future__ import annotations

import shlex
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final

from framing.report.coding_files import DESIGN, KEY, sheets_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from framing.report.folder import Results

#: How the file begins, by which an earlier bundle is known.
MARK: Final = "# Replication bundle"

_FILES: Final = {
    "agreement.csv": "how far coders agree, by variable and source",
    "articles.csv": "one row per article, without its text: source, date, status, length",
    "categories.csv": "share of each category of labels, by source and actor",
    "changes.csv": "each source before and after an event",
    "coder_confusion.csv": "which codes of one coder meet which of another",
    "collocates.csv": "words that stand near an actor",
    "comparison.csv": "each source against the others: difference, interval, p",
    "composition.csv": "share of each category of labels, by source and actor",
    "concordance.csv": "one row per occurrence, with its place",
    "contributions.csv": "the part of each label in the divergence of two sources",
    "corrected.csv": "estimates corrected by the units coded by hand, beside those as found",
    "corrected_comparison.csv": "each source against the others, corrected, beside the differences as found",
    "disagreements.csv": "units that coders coded differently",
    "distances.csv": "how far the labels of two sources lie apart",
    "environment.txt": "versions of Python and the libraries, as pip reads them",
    "flow.csv": "from the articles read to those counted",
    "keyness.csv": "words near an actor, by source",
    "labels.csv": "share of each label, by source and actor",
    "mentions.csv": "one row per mention of an actor, with its place and its voice",
    "methods.txt": "a paragraph on methods with the numbers of this run",
    "periods.csv": "share of each label over time",
    "quotations.csv": "one row per attribution: whose words, in whose voice, at which place",
    "references.bib": "the works that the paragraph cites",
    "run.json": "versions, options, seed, hashes of the lexicons and of the articles",
    "scored.csv": "the stance of each mention",
    "source_map.csv": "sources and labels on a plane",
    "sources.csv": "mean valence and mentions per 1,000 words, by source and actor",
    "speakers.csv": "who speaks, by source",
    "specifications.csv": "the widest differences made in other ways",
    "stance.csv": "mean stance, by source and actor",
    "validation.csv": "precision, recall and F1 against coding by hand, by source and label",
    "validation_card.md": "what was validated, how, and how well it did",
    "validation_confusion.csv": "what was found against what was coded",
    "validation_errors.csv": "units that were coded otherwise than found",
    "validation_tests.csv": "tests whether errors differ between sources",
    "voices.csv": "in whose voice labels stand",
}
_OF_FIGURES: Final = (
    "\nBeside a figure, `.csv` holds the numbers that it draws, `.txt` its caption and alternative text."
)
_REBUILD: Final = """
Install the versions in `environment.txt`, get the articles, whose SHA-256 are under `inputs_sha256` in `run.json`,
and run, with their place for ARTICLES:

    {command}

Equal articles, versions and seed give equal tables."""
_CODED: Final = """
## How to check the coding by hand

Sheets are what people decided. The file that ends in `.key.csv` tells where each unit stands and with which
probability it was drawn, the one that ends in `.design.json` from what. With the articles annotated anew,

    {commands}

give these results again. `framing sample` with the options and the seed of the design draws the same units."""
_SHARED: Final = """
## What stands in place of the text

The words of the articles are not here. `sentence_hmac`, `surface_hmac` and `content_hmac` are HMAC-SHA-256 of the
text in UTF-8, in hexadecimal; the key is the salt, which is kept outside this bundle. Who has the articles and the
salt can check each row:

    import hmac
    hmac.new(salt.encode(), sentence.encode(), "sha256").hexdigest()

`sentence_start` and `sentence_end`, `start` and `end` count the characters of the article's text as read."""


def readme(
    results: Results,
    files: Collection[str],
    *,
    left_out: Iterable[str],
    unsure: Iterable[str],
    hashed: Collection[str],
) -> str:
    """Write the file that explains the bundle: its files, how to rebuild them, what is missing.

    `left_out` names files and columns of the results that are not here, `unsure` lexicons whose file was not found,
    and `hashed` the columns that hashes replace.
    """
    version = results.text("framing")
    parts = [
        MARK,
        f"\nResults of a comparison of news sources{f', made with framing {version}' if version else ''}.",
        "\n## Files\n",
        *_about_all([*files, "checksums.txt"], sheets_of(files)),
        "\n## How to rebuild the results",
        _REBUILD.format(command=_command(results, files)),
        *_coding(files),
        *([_SHARED] if hashed else []),
        *_listed("Not in this bundle", left_out),
        *_listed("Lexicons and word lists that are not in this bundle", unsure),
    ]
    return "\n".join(parts)


def _coding(files: Collection[str]) -> list[str]:
    """How agreement, errors and corrections come from the sheets, if these are there."""
    sheets = sheets_of(files)
    if not sheets:
        return []
    named = shlex.join(sheets)
    verbs = [f"framing {verb} {named} RESULTS --out RESULTS" for verb in ("validate", "correct")]
    between = [f"framing agreement {named} --out RESULTS"] if len(sheets) > 1 else []
    return [_CODED.format(commands="\n    ".join([*between, *verbs]))]


def _about_all(files: Iterable[str], sheets: Collection[str]) -> list[str]:
    """A line for each file; one for all files of a figure."""
    figures: dict[str, list[str]] = {}
    lines = []
    for name in sorted(files):
        if name.startswith("figures/"):
            stem, _, suffix = name.rpartition(".")
            figures.setdefault(stem, []).append(f".{suffix}")
        else:
            about = "what people decided on each unit of a sample" if name in sheets else _about(name)
            lines.append(f"- `{name}`: {about}")
    lines += [f"- `{stem}` ({', '.join(suffixes)}): a figure" for stem, suffixes in figures.items()]
    return [*lines, *([_OF_FIGURES] if figures else [])]


def _about(name: str) -> str:
    if name == "checksums.txt":
        return "SHA-256 of every file; `sha256sum -c checksums.txt` checks them"
    if name.startswith("lexicons/"):
        return "a lexicon or word list that the run used, its hash as in `run.json`"
    if name.endswith(KEY):
        return "units drawn to be coded by hand: their places and probabilities"
    if name.endswith(DESIGN):
        return "how these units were drawn: from what, seed, codes"
    return _FILES.get(name, "of the results")


def _command(results: Results, files: Collection[str]) -> str:
    """The command of the run, as far as its options are recorded."""
    name = results.text("lexicon", "name")
    lexicon = f"lexicons/{name}.yaml" if f"lexicons/{name}.yaml" in files else name or "LEXICON"
    words = ["framing", "compare", "ARTICLES", "--lexicon", lexicon]
    recorded = results.run.get("options")
    for option, given in (recorded if isinstance(recorded, dict) else {}).items():
        if option in ("articles", "lexicon") or given is None or given is False:
            continue
        values = given if isinstance(given, list) else [given]
        if option == "gold":
            values = [PureWindowsPath(str(each)).name for each in values]
        name = f"--{option.replace('_', '-')}"
        words += [word for each in values for word in ([name] if each is True else [name, str(each)])]
    return shlex.join([*words, "--out", "RESULTS"])


def _listed(title: str, names: Iterable[str]) -> list[str]:
    found = [f"- `{name}`" for name in names]
    return [f"\n## {title}\n", *found] if found else []
