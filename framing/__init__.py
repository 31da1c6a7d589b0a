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
    from framing.batch import annotate_batch
    from framing.coded_texts import read_coded
    from framing.coding.codebook import codebook, write_codebook
    from framing.coding.gold import read_gold
    from framing.coding.notebook import code_in_notebook
    from framing.coding.read_sheets import read_codings
    from framing.coding.sample import Sample
    from framing.coding.write_sample import write_sample
    from framing.coding_sample import draw_sample
    from framing.corpus import mark_regions, read_articles
    from framing.coverage import lexicon_coverage
    from framing.errors import (
        AbstainError,
        CorpusError,
        FramingError,
        LexiconError,
        ModelError,
        OutputError,
        TableError,
        UnknownNameError,
    )
    from framing.lexicon import Actor, Label, Lexicon, Term, WordList, list_lexicons, load_lexicon, load_wordlist
    from framing.measures import (
        Validation,
        article_values,
        before_after,
        category_shares,
        coder_agreement,
        coder_confusion,
        coding_budget,
        collocates,
        compare_sources,
        concordance,
        corpus_flow,
        corrected_measures,
        correspondence,
        cue_shares,
        disagreements,
        divergence_contributions,
        frame_means,
        keyness,
        krippendorff_alpha,
        label_divergence,
        label_shares,
        label_shares_by_period,
        label_valence,
        laundering_ratios,
        mention_rate,
        percentile_of,
        period_of,
        prediction_powered_mean,
        rectified_mean,
        scorer_agreement,
        scorer_confusion,
        sensitivity,
        sensitivity_sentence,
        shrunken_shares,
        sourcing,
        speaker_shares,
        stance_means,
        tilt,
        validate,
        voice_shares,
        words_near,
    )
    from framing.mention_tables import read_mentions
    from framing.pipeline import Comparison, compare
    from framing.profile import Profile, profile_articles
    from framing.report import write_report
    from framing.report.bundle import write_bundle
    from framing.report.tables import to_html, to_latex
    from framing.run_tables import Run, open_run
    from framing.runs import RunSettings, annotate_corpus
    from framing.stance.audit import Audit, audit
    from framing.stance.classifier import ClassifierScorer
    from framing.stance.cross_fit import cross_fitted_scores
    from framing.stance.evaluation import Evaluation, cross_validate, evaluate_model
    from framing.stance.frames import FrameScorer, score_frames
    from framing.stance.lexical import LexiconScorer
    from framing.stance.model import Model, load_model, save_model
    from framing.stance.scorer import score
    from framing.stance.training import Recipe, train_model
    from framing.validation_card import write_validation_card

__version__ = "0.1.0"

_HOME = {
    "AbstainError": "errors",
    "Actor": "lexicon",
    "Audit": "stance.audit",
    "ClassifierScorer": "stance.classifier",
    "Comparison": "pipeline",
    "CorpusError": "errors",
    "Evaluation": "stance.evaluation",
    "FrameScorer": "stance.frames",
    "FramingError": "errors",
    "Label": "lexicon",
    "Lexicon": "lexicon",
    "LexiconError": "errors",
    "LexiconScorer": "stance.lexical",
    "Model": "stance.model",
    "ModelError": "errors",
    "OutputError": "errors",
    "Profile": "profile",
    "Recipe": "stance.training",
    "Run": "run_tables",
    "RunSettings": "runs",
    "Sample": "coding.sample",
    "TableError": "errors",
    "Term": "lexicon",
    "UnknownNameError": "errors",
    "Validation": "measures",
    "WordList": "lexicon",
    "annotate": "annotation",
    "annotate_batch": "batch",
    "annotate_corpus": "runs",
    "article_values": "measures",
    "audit": "stance.audit",
    "before_after": "measures",
    "category_shares": "measures",
    "code_in_notebook": "coding.notebook",
    "codebook": "coding.codebook",
    "coder_agreement": "measures",
    "coder_confusion": "measures",
    "coding_budget": "measures",
    "collocates": "measures",
    "compare": "pipeline",
    "compare_sources": "measures",
    "concordance": "measures",
    "corrected_measures": "measures",
    "corpus_flow": "measures",
    "correspondence": "measures",
    "cross_fitted_scores": "stance.cross_fit",
    "cross_validate": "stance.evaluation",
    "cue_shares": "measures",
    "disagreements": "measures",
    "divergence_contributions": "measures",
    "draw_sample": "coding_sample",
    "evaluate_model": "stance.evaluation",
    "frame_means": "measures",
    "keyness": "measures",
    "krippendorff_alpha": "measures",
    "label_divergence": "measures",
    "label_shares": "measures",
    "label_shares_by_period": "measures",
    "label_valence": "measures",
    "laundering_ratios": "measures",
    "lexicon_coverage": "coverage",
    "list_lexicons": "lexicon",
    "load_lexicon": "lexicon",
    "load_model": "stance.model",
    "load_wordlist": "lexicon",
    "mark_regions": "corpus",
    "mention_rate": "measures",
    "open_run": "run_tables",
    "percentile_of": "measures",
    "period_of": "measures",
    "prediction_powered_mean": "measures",
    "rectified_mean": "measures",
    "profile_articles": "profile",
    "quotations": "annotation",
    "read_articles": "corpus",
    "read_coded": "coded_texts",
    "read_codings": "coding.read_sheets",
    "read_gold": "coding.gold",
    "read_mentions": "mention_tables",
    "save_model": "stance.model",
    "score": "stance.scorer",
    "score_frames": "stance.frames",
    "scorer_agreement": "measures",
    "scorer_confusion": "measures",
    "sensitivity": "measures",
    "sensitivity_sentence": "measures",
    "shrunken_shares": "measures",
    "sourcing": "measures",
    "speaker_shares": "measures",
    "stance_means": "measures",
    "tilt": "measures",
    "to_html": "report.tables",
    "to_latex": "report.tables",
    "train_model": "stance.training",
    "validate": "measures",
    "view_article": "article_view",
    "voice_shares": "measures",
    "words_near": "measures",
    "write_bundle": "report.bundle",
    "write_codebook": "coding.codebook",
    "write_report": "report",
    "write_sample": "coding.write_sample",
    "write_validation_card": "validation_card",
}

__all__ = [
    "AbstainError",
    "Actor",
    "Audit",
    "ClassifierScorer",
    "Comparison",
    "CorpusError",
    "Evaluation",
    "FrameScorer",
    "FramingError",
    "Label",
    "Lexicon",
    "LexiconError",
    "LexiconScorer",
    "Model",
    "ModelError",
    "OutputError",
    "Profile",
    "Recipe",
    "Run",
    "RunSettings",
    "Sample",
    "TableError",
    "Term",
    "UnknownNameError",
    "Validation",
    "WordList",
    "annotate",
    "annotate_batch",
    "annotate_corpus",
    "article_values",
    "audit",
    "before_after",
    "category_shares",
    "code_in_notebook",
    "codebook",
    "coder_agreement",
    "coder_confusion",
    "coding_budget",
    "collocates",
    "compare",
    "compare_sources",
    "concordance",
    "corpus_flow",
    "corrected_measures",
    "correspondence",
    "cross_fitted_scores",
    "cross_validate",
    "cue_shares",
    "disagreements",
    "divergence_contributions",
    "draw_sample",
    "evaluate_model",
    "figures",
    "frame_means",
    "keyness",
    "krippendorff_alpha",
    "label_divergence",
    "label_shares",
    "label_shares_by_period",
    "label_valence",
    "laundering_ratios",
    "lexicon_coverage",
    "list_lexicons",
    "load_lexicon",
    "load_model",
    "load_wordlist",
    "mark_regions",
    "mention_rate",
    "open_run",
    "percentile_of",
    "period_of",
    "prediction_powered_mean",
    "profile_articles",
    "quotations",
    "read_articles",
    "read_coded",
    "read_codings",
    "read_gold",
    "read_mentions",
    "rectified_mean",
    "save_model",
    "score",
    "score_frames",
    "scorer_agreement",
    "scorer_confusion",
    "sensitivity",
    "sensitivity_sentence",
    "shrunken_shares",
    "sourcing",
    "speaker_shares",
    "stance_means",
    "tilt",
    "to_html",
    "to_latex",
    "train_model",
    "validate",
    "view_article",
    "voice_shares",
    "words_near",
    "write_bundle",
    "write_codebook",
    "write_report",
    "write_sample",
    "write_validation_card",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - stands for every public name
    if name == "figures":
        return import_module("framing.figures")
    if name in _HOME:
        return getattr(import_module(f"framing.{_HOME[name]}"), name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
