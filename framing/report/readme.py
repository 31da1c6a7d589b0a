"""What a bundle says of itself."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from framing.report.folder import Results

#: How the file begins, by which an earlier bundle is known.
MARK: Final = "# Replication bundle"

_FILES: Final = {
    "articles.csv": "one row per article, without its text: source, date, status, length",
    "categories.csv": "share of each category of labels, by source and actor",
    "changes.csv": "each source before and after an event",
    "collocates.csv": "words that stand near an actor",
    "comparison.csv": "each source against the others: difference, interval, p",
    "composition.csv": "share of each category of labels, by source and actor",
    "concordance.csv": "one row per occurrence, with its place",
    "contributions.csv": "the part of each label in the divergence of two sources",
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
        *_about_all([*files, "checksums.txt"]),
        "\n## How to rebuild the results",
        _REBUILD.format(command=_command(results, files)),
        *([_SHARED] if hashed else []),
        *_listed("Not in this bundle", left_out),
        *_listed("Lexicons and word lists that are not in this bundle", unsure),
    ]
    return "\n".join(parts)


def _about_all(files: Iterable[str]) -> list[str]:
    """A line for each file; one for all files of a figure."""
    figures: dict[str, list[str]] = {}
    lines = []
    for name in sorted(files):
        if name.startswith("figures/"):
            stem, _, suffix = name.rpartition(".")
            figures.setdefault(stem, []).append(f".{suffix}")
        else:
            lines.append(f"- `{name}`: {_about(name)}")
    lines += [f"- `{stem}` ({', '.join(suffixes)}): a figure" for stem, suffixes in figures.items()]
    return [*lines, *([_OF_FIGURES] if figures else [])]


def _about(name: str) -> str:
    if name == "checksums.txt":
        return "SHA-256 of every file; `sha256sum -c checksums.txt` checks them"
    if name.startswith("lexicons/"):
        return "a lexicon or word list that the run used, its hash as in `run.json`"
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
        name = f"--{option.replace('_', '-')}"
        words += [word for each in values for word in ([name] if each is True else [name, str(each)])]
    return shlex.join([*words, "--out", "RESULTS"])


def _listed(title: str, names: Iterable[str]) -> list[str]:
    found = [f"- `{name}`" for name in names]
    return [f"\n## {title}\n", *found] if found else []
