"""Mentions to measures to comparisons: tables in, tables out, every number with its interval."""

from __future__ import annotations

from framing.measures.compare import compare_sources
from framing.measures.rates import mention_rate
from framing.measures.reference import article_values, percentile_of
from framing.measures.shares import category_shares, label_shares
from framing.measures.valence import label_valence

__all__ = [
    "article_values",
    "category_shares",
    "compare_sources",
    "label_shares",
    "label_valence",
    "mention_rate",
    "percentile_of",
]
