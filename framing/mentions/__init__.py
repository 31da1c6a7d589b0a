"""Articles to mentions: who is named, with which label, in which sentence."""

from framing.mentions.find import find_mentions

__all__ = ["find_mentions"]
