"""Mentions to measures to comparisons: tables in, tables out, every number with its interval."""

from __future__ import annotations

from framing.measures.agreement import scorer_agreement, scorer_confusion
from framing.measures.compare import compare_sources
from framing.measures.frames import frame_means
from framing.measures.rates import mention_rate
from framing.measures.reference import article_values, percentile_of
from framing.measures.shares import category_shares, label_shares
from framing.measures.sourcing import cue_shares, sourcing, speaker_shares
from framing.measures.stance import stance_means, tilt
from framing.measures.valence import label_valence
from framing.measures.voices import ALL_LABELS, laundering_ratios, voice_shares

__all__ = [
    "ALL_LABELS",
    "article_values",
    "category_shares",
    "compare_sources",
    "cue_shares",
    "frame_means",
    "label_shares",
    "label_valence",
    "laundering_ratios",
    "mention_rate",
    "percentile_of",
    "scorer_agreement",
    "scorer_confusion",
    "sourcing",
    "speaker_shares",
    "stance_means",
    "tilt",
    "voice_shares",
]
