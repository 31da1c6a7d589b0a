"""Articles to mentions: who is named, with which label, in which sentence."""

from framing.mentions.find import Mention, find_mentions, mentions_of, mentions_table

__all__ = ["Mention", "find_mentions", "mentions_of", "mentions_table"]
