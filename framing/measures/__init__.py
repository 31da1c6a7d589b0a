"""Mentions to measures to comparisons: tables in, tables out, every number with its interval."""

from __future__ import annotations

from framing.measures.agreement import scorer_agreement, scorer_confusion
from framing.measures.alpha import krippendorff_alpha
from framing.measures.changes import before_after
from framing.measures.coded.coder_agreement import coder_agreement
from framing.measures.coded.coding_budget import coding_budget
from framing.measures.coded.corrected import corrected_measures
from framing.measures.coded.disagreements import coder_confusion, disagreements
from framing.measures.coded.rectified_mean import (
    PoweredMean,
    RectifiedMean,
    prediction_powered_mean,
    rectified_mean,
)
from framing.measures.coded.validation import Validation, validate
from framing.measures.collocates import collocates
from framing.measures.compare import compare_sources
from framing.measures.concordance import concordance
from framing.measures.correspondence import correspondence
from framing.measures.divergence import divergence_contributions, label_divergence
from framing.measures.flow import corpus_flow
from framing.measures.frames import frame_means
from framing.measures.keyness import keyness
from framing.measures.nearby_words import words_near
from framing.measures.periods import label_shares_by_period, period_of
from framing.measures.rates import mention_rate
from framing.measures.reference import article_values, percentile_of
from framing.measures.shares import category_shares, label_shares
from framing.measures.shrinkage import shrunken_shares
from framing.measures.sourcing import cue_shares, sourcing, speaker_shares
from framing.measures.specifications import sensitivity, sensitivity_sentence
from framing.measures.stance import stance_means, tilt
from framing.measures.valence import label_valence
from framing.measures.voices import ALL_LABELS, laundering_ratios, voice_shares

__all__ = [
    "ALL_LABELS",
    "PoweredMean",
    "RectifiedMean",
    "Validation",
    "article_values",
    "before_after",
    "category_shares",
    "coder_agreement",
    "coder_confusion",
    "coding_budget",
    "collocates",
    "compare_sources",
    "concordance",
    "corpus_flow",
    "corrected_measures",
    "correspondence",
    "cue_shares",
    "disagreements",
    "divergence_contributions",
    "frame_means",
    "keyness",
    "krippendorff_alpha",
    "label_divergence",
    "label_shares",
    "label_shares_by_period",
    "label_valence",
    "laundering_ratios",
    "mention_rate",
    "percentile_of",
    "period_of",
    "prediction_powered_mean",
    "rectified_mean",
    "scorer_agreement",
    "scorer_confusion",
    "sensitivity",
    "sensitivity_sentence",
    "shrunken_shares",
    "sourcing",
    "speaker_shares",
    "stance_means",
    "tilt",
    "validate",
    "voice_shares",
    "words_near",
]
