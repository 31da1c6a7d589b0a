"""Measures to figures for print: each function draws a table, and computes, shows and saves nothing."""

from __future__ import annotations

from framing.figures.agreement import plot_agreement
from framing.figures.audit import plot_audit
from framing.figures.biplot import plot_biplot
from framing.figures.calibration import plot_calibration
from framing.figures.coding_budget import plot_coding_budget
from framing.figures.concordance import plot_concordance
from framing.figures.confusion import plot_confusion
from framing.figures.cues import plot_cues
from framing.figures.differences import plot_differences
from framing.figures.divergence import plot_divergence, plot_divergence_matrix
from framing.figures.diverging import plot_composition
from framing.figures.dumbbell import plot_dumbbell
from framing.figures.estimates import plot_estimates
from framing.figures.flow import plot_flow
from framing.figures.frames import plot_frames
from framing.figures.keyness import plot_keyness
from framing.figures.keyness_scatter import plot_keyness_scatter
from framing.figures.labels import plot_label_panels, plot_labels
from framing.figures.learning import plot_learning_curve
from framing.figures.odds_map import plot_odds_map
from framing.figures.periods import plot_periods
from framing.figures.save import save_figure
from framing.figures.speakers import plot_speakers
from framing.figures.specifications import plot_specifications
from framing.figures.stance_map import plot_stance_map
from framing.figures.theme import theme
from framing.figures.valence import plot_valence
from framing.figures.validation import plot_validation
from framing.figures.voices import plot_voice_panels, plot_voices

__all__ = [
    "plot_agreement",
    "plot_audit",
    "plot_biplot",
    "plot_calibration",
    "plot_coding_budget",
    "plot_composition",
    "plot_concordance",
    "plot_confusion",
    "plot_cues",
    "plot_differences",
    "plot_divergence",
    "plot_divergence_matrix",
    "plot_dumbbell",
    "plot_estimates",
    "plot_flow",
    "plot_frames",
    "plot_keyness",
    "plot_keyness_scatter",
    "plot_label_panels",
    "plot_labels",
    "plot_learning_curve",
    "plot_odds_map",
    "plot_periods",
    "plot_speakers",
    "plot_specifications",
    "plot_stance_map",
    "plot_valence",
    "plot_validation",
    "plot_voice_panels",
    "plot_voices",
    "save_figure",
    "theme",
]
