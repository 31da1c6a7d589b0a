"""Lexicons: actors and the labels that name them; cues and speakers of reported speech."""

from framing.lexicon.cues import Cue, Cues, Form
from framing.lexicon.load import list_lexicons, load_cues, load_lexicon, load_speakers
from framing.lexicon.model import Actor, Label, Lexicon, Term
from framing.lexicon.speakers import Speakers

__all__ = [
    "Actor",
    "Cue",
    "Cues",
    "Form",
    "Label",
    "Lexicon",
    "Speakers",
    "Term",
    "list_lexicons",
    "load_cues",
    "load_lexicon",
    "load_speakers",
]
