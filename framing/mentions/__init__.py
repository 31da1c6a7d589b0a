"""Articles to mentions: who is named, with which label, in which sentence."""

from framing.mentions.find import NEEDED, Mentions, find_in_blocks, find_mentions
from framing.mentions.table import mentions_table

__all__ = ["NEEDED", "Mentions", "find_in_blocks", "find_mentions", "mentions_table"]
