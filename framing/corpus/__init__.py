"""The reading stage: files, folders, tables and web pages become one table of articles."""

from framing.corpus.mark import mark_regions
from framing.corpus.read import read_articles

__all__ = ["mark_regions", "read_articles"]
