"""Articles to quotations: whose words an article reports, how it introduces them, in whose voice a mention stands."""

from framing.voice.find import Namer, Voices

__all__ = ["Namer", "Voices"]
