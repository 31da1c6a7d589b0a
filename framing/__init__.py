"""Show how sources frame actors: who is named, with which label, with what evidence.

The names below are the whole public face. Each is imported when it is first used, so that
``import framing`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import figures
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
        label_shares,
        label_valence,
        mention_rate,
        percentile_of,
    )
    from framing.pipeline import Comparison, annotate, compare
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
    "annotate": "pipeline",
    "article_values": "measures",
    "category_shares": "measures",
    "compare": "pipeline",
    "compare_sources": "measures",
    "label_shares": "measures",
    "label_valence": "measures",
    "lexicon_coverage": "coverage",
    "list_lexicons": "lexicon",
    "load_lexicon": "lexicon",
    "mark_regions": "corpus",
    "mention_rate": "measures",
    "percentile_of": "measures",
    "profile_articles": "profile",
    "read_articles": "corpus",
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
    "figures",
    "label_shares",
    "label_valence",
    "lexicon_coverage",
    "list_lexicons",
    "load_lexicon",
    "mark_regions",
    "mention_rate",
    "percentile_of",
    "profile_articles",
    "read_articles",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - stands for every public name
    if name == "figures":
        return import_module("framing.figures")
    if name in _HOME:
        return getattr(import_module(f"framing.{_HOME[name]}"), name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
