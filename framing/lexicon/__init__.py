"""Lexicons: actors and the labels that name them; cues and speakers of reported speech."""

from framing.lexicon.cues import Cue, Cues, Form
from framing.lexicon.load import list_lexicons, load_cues, load_lexicon, load_speakers
from framing.lexicon.model import Actor, Label, Lexicon, Term
from framing.lexicon.speakers import Speakers
from framing.lexicon.wordlist_load import load_wordlist
from framing.lexicon.wordlists import Hit, LoadedWord, WordFinder, WordForm, WordList

__all__ = [
    "Actor",
    "Cue",
    "Cues",
    "Form",
    "Hit",
    "Label",
    "Lexicon",
    "LoadedWord",
    "Speakers",
    "Term",
    "WordFinder",
    "WordForm",
    "WordList",
    "list_lexicons",
    "load_cues",
    "load_lexicon",
    "load_speakers",
    "load_wordlist",
]
