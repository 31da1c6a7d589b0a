"""Corpora of any size: batch by batch to a folder of Parquet parts, resumable, in one process or many."""

from framing.runs.annotate import Run, RunSettings, annotate_corpus

__all__ = ["Run", "RunSettings", "annotate_corpus"]
