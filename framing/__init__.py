"""Show how sources frame actors: who is named, with which label, with what evidence.

The names below are the whole public face. Each is imported when it is first used, so that
``import framing`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import figures
    from framing.annotation import annotate, quotations
    from framing.article_view import view_article
    from framing.corpus import mark_regions, read_articles
    from framing.coverage import lexicon_coverage
    from framing.errors import (
        AbstainError,
        CorpusError,
        FramingError,
        LexiconError,
        OutputError,
        TableError,
        UnknownNameError,
    )
    from framing.lexicon import Actor, Label, Lexicon, Term, list_lexicons, load_lexicon
    from framing.measures import (
        article_values,
        category_shares,
        compare_sources,
        cue_shares,
        label_shares,
        label_valence,
        laundering_ratios,
        mention_rate,
        percentile_of,
        sourcing,
        speaker_shares,
        voice_shares,
    )
    from framing.pipeline import Comparison, compare
    from framing.profile import Profile, profile_articles

__version__ = "0.1.0"

_HOME = {
    "AbstainError": "errors",
    "Actor": "lexicon",
    "Comparison": "pipeline",
    "CorpusError": "errors",
    "FramingError": "errors",
    "Label": "lexicon",
    "Lexicon": "lexicon",
    "LexiconError": "errors",
    "OutputError": "errors",
    "Profile": "profile",
    "TableError": "errors",
    "Term": "lexicon",
    "UnknownNameError": "errors",
    "annotate": "annotation",
    "article_values": "measures",
    "category_shares": "measures",
    "compare": "pipeline",
    "compare_sources": "measures",
    "cue_shares": "measures",
    "label_shares": "measures",
    "label_valence": "measures",
    "laundering_ratios": "measures",
    "lexicon_coverage": "coverage",
    "list_lexicons": "lexicon",
    "load_lexicon": "lexicon",
    "mark_regions": "corpus",
    "mention_rate": "measures",
    "percentile_of": "measures",
    "profile_articles": "profile",
    "quotations": "annotation",
    "read_articles": "corpus",
    "sourcing": "measures",
    "speaker_shares": "measures",
    "view_article": "article_view",
    "voice_shares": "measures",
}

__all__ = [
    "AbstainError",
    "Actor",
    "Comparison",
    "CorpusError",
    "FramingError",
    "Label",
    "Lexicon",
    "LexiconError",
    "OutputError",
    "Profile",
    "TableError",
    "Term",
    "UnknownNameError",
    "annotate",
    "article_values",
    "category_shares",
    "compare",
    "compare_sources",
    "cue_shares",
    "figures",
    "label_shares",
    "label_valence",
    "laundering_ratios",
    "lexicon_coverage",
    "list_lexicons",
    "load_lexicon",
    "mark_regions",
    "mention_rate",
    "percentile_of",
    "profile_articles",
    "quotations",
    "read_articles",
    "sourcing",
    "speaker_shares",
    "view_article",
    "voice_shares",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - stands for every public name
    if name == "figures":
        return import_module("framing.figures")
    if name in _HOME:
        return getattr(import_module(f"framing.{_HOME[name]}"), name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
