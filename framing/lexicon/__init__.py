"""Lexicons: actors, the labels that name them, the terms that print the labels."""

from framing.lexicon.load import list_lexicons, load_lexicon
from framing.lexicon.model import Actor, Label, Lexicon, Term

__all__ = ["Actor", "Label", "Lexicon", "Term", "list_lexicons", "load_lexicon"]
