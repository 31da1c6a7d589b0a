"""A report of speech within a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.voice.subjects import Span
    from framing.voice.verbs import Hit


@dataclass(slots=True)
class Report:
    """Who says what: spans of words of one sentence.

    Attributes
    ----------
    rule : str
        The rule that found it.
    hit : Hit or None
        Its cue, if it has one.
    speaker : (int, int) or None
        As written, its apposition included.
    content : list of (int, int)
        What is said.
    start : int
        Where the verb group, or the phrase, begins.
    opens : bool
        Whether what is said stands in the next paragraph.
    inherits : bool
        Whether the speaker is that of the report before: "…, adding that".
    """

    rule: str
    hit: Hit | None
    speaker: Span | None
    content: list[Span] = field(default_factory=list)
    start: int = 0
    opens: bool = False
    inherits: bool = False
