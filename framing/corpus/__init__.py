"""The reading stage: files, folders, tables and web pages become one table of articles."""

from framing.corpus.finish import finish_rows
from framing.corpus.mark import mark_regions
from framing.corpus.read import read_articles
from framing.corpus.stream import read_rows

__all__ = ["finish_rows", "mark_regions", "read_articles", "read_rows"]
