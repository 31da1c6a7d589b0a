"""Tables that results may hold: what they are called on the page, what one row is, which are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.report.coding_files import of_coders

if TYPE_CHECKING:
    from pathlib import Path

#: Tables in the order of the page: title, and what one row is.
KNOWN: Final = {
    "labels": ("Labels", "One row is a source and a label: its share of the mentions of the actor."),
    "composition": (
        "Composition",
        "One row is a source and a kind of label: its share of the mentions of the actor.",
    ),
    "sources": ("Sources", "One row is a source and an actor."),
    "comparison": ("Comparison", "One row is a source less those it is set against."),
    "corrected": (
        "Corrected estimates",
        "One row is an estimate corrected by units that people coded; beside it stands the naive one, as found.",
    ),
    "corrected_comparison": (
        "Corrected comparison",
        "One row is a source less those it is set against, corrected by units that people coded; beside it stands "
        "the naive difference, as found.",
    ),
    "distances": ("Distances", "One row is two sources, and how far their labels lie apart."),
    "contributions": ("Contributions", "One row is a label, and its part in the distance of two sources."),
    "source_map": ("Map of sources", "One row is a source or a label, and where it lies on the map."),
    "voices": ("Voices", "One row is a label in a source: the share of it in each voice."),
    "speakers": ("Speakers", "One row is a source: who speaks there, and how they are introduced."),
    "stance": ("Stance", "One row is the mean stance of a source to an actor, in a voice."),
    "keyness": ("Keyness", "One row is a word that a source uses about an actor more than others do."),
    "collocates": ("Collocates", "One row is a word that stands near mentions of an actor."),
    "periods": (
        "Periods",
        "One row is a label in a source, in a period: its share of the mentions of the actor then.",
    ),
    "changes": ("Changes", "One row is a source before and after a day."),
    "specifications": ("Specifications", "One row is a comparison made in another defensible way."),
    "validation": (
        "Validation",
        "One row is how often what was found meets what people coded: in all, in a source, or for a label.",
    ),
    "validation_tests": (
        "Tests of errors",
        "One row is a test whether errors differ between a source and the others or, without a name, between all.",
    ),
    "validation_confusion": ("Found and coded", "One row is what was found, what people coded, and how often."),
    "validation_errors": (
        "Errors",
        "One row is a unit that people coded otherwise than it was found; those that weigh most stand first.",
    ),
    "agreement": ("Agreement of coders", "One row is how far coders agree on a variable, in all or in a source."),
    "coder_confusion": (
        "Confusion of coders",
        "One row is two codes, and how often one coder gave the one where the other gave the other.",
    ),
    "disagreements": ("Disagreements", "One row is a unit that coders coded differently."),
    "flow": ("Corpus flow", "One row is a step from the articles read to those counted."),
    "quotations": ("Attributions", "One row is what an article gives to somebody to say."),
    "articles": ("Articles", "One row is an article."),
}
#: Columns that part a table into sheets, where it is not the measure; none, where it stays whole.
PARTED: Final = {"validation": "variable", "validation_tests": "variable", "agreement": "", "coder_confusion": ""}
#: Tables of mentions: the sentences show them.
_NOT_SHOWN: Final = ("mentions", "scored")


def shown(folder: Path) -> dict[str, Path]:
    """Tables of a folder by name, in the order of the page: known ones first; no mentions, no sheets of coders."""
    hidden = of_coders(folder)
    paths = {path.stem: path for path in folder.glob("*.csv") if path.stem in KNOWN or path.name not in hidden}
    known = list(KNOWN)
    order = sorted(paths, key=lambda stem: (known.index(stem) if stem in known else len(known), stem))
    return {stem: paths[stem] for stem in order if stem not in _NOT_SHOWN}
