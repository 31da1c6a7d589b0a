"""Measures to figures for print: each function draws a table, and computes, shows and saves nothing."""

from __future__ import annotations

from framing.figures.cues import plot_cues
from framing.figures.frames import plot_frames
from framing.figures.labels import plot_label_panels, plot_labels
from framing.figures.model_checks import plot_audit, plot_calibration, plot_confusion, plot_learning_curve
from framing.figures.save import save_figure
from framing.figures.speakers import plot_speakers
from framing.figures.stance_map import plot_stance_map
from framing.figures.theme import theme
from framing.figures.valence import plot_valence
from framing.figures.voices import plot_voice_panels, plot_voices

__all__ = [
    "plot_audit",
    "plot_calibration",
    "plot_confusion",
    "plot_cues",
    "plot_frames",
    "plot_label_panels",
    "plot_labels",
    "plot_learning_curve",
    "plot_speakers",
    "plot_stance_map",
    "plot_valence",
    "plot_voice_panels",
    "plot_voices",
    "save_figure",
    "theme",
]
