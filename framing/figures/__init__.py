"""Measures to figures for print: each function draws a table, and computes, shows and saves nothing."""

from __future__ import annotations

from framing.figures.labels import plot_label_panels, plot_labels
from framing.figures.save import save_figure
from framing.figures.theme import theme
from framing.figures.valence import plot_valence

__all__ = ["plot_label_panels", "plot_labels", "plot_valence", "save_figure", "theme"]
