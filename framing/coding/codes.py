"""The codes that coders may write, as a lexicon allows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.errors import LexiconError
from framing.lexicon import load_lexicon
from framing.schema import NO_ACTOR, OTHER_LABEL, UNCLEAR

if TYPE_CHECKING:
    from pathlib import Path

    from framing.lexicon import Lexicon

#: Terms of a label that its meaning quotes, at most: all of most labels, so that coders find "IS" where they code.
_QUOTED: Final = 8
_VOICES: Final = {
    "own": "the outlet says it itself: it stands in nobody else's words",
    "indirect": "somebody else's words, retold without quotation marks",
    "direct": "somebody else's words, between quotation marks",
}
_STANCES: Final = {
    "negative": "the sentence puts the actor in a bad light",
    "neutral": "neither, or both to the same degree",
    "positive": "the sentence puts the actor in a good light",
}
_UNDECIDED: Final = "cannot be decided from the text shown; counts as not coded"


def allowed_codes(lexicon: str | Path | Lexicon) -> dict[str, dict[str, str]]:
    """Every code that coders may write, with its meaning.

    Parameters
    ----------
    lexicon : str, pathlib.Path or Lexicon
        The name of a shipped lexicon, a YAML file, or a `Lexicon`.

    Returns
    -------
    dict of str to dict of str to str
        For each of `VARIABLES`, in their order, its codes with their meaning, in the order in which they are shown.
        ``missed`` has only its two fixed codes: coders mostly list entries there, ``actor: label`` or
        ``actor: label: voice``, parted by ``;``.

    Raises
    ------
    LexiconError
        If an actor is called ``none`` or ``unclear``, or a label ``other`` or ``unclear``: these codes are taken.

    See Also
    --------
    labels_by_actor : The labels that the lexicon knows for each actor.

    Examples
    --------
    >>> codes = allowed_codes("syria")
    >>> list(codes)
    ['actor', 'label', 'voice', 'stance', 'missed']
    >>> codes["label"]["jihadist"]
    'the words "jihadist", "jihadi", "Salafist", "Salafi jihadist"'
    """
    lexicon = load_lexicon(lexicon)
    _check_names(lexicon)
    actors = {each.actor: f"{each.name}: {each.definition}" for each in lexicon.actors}
    unclear = {UNCLEAR: _UNDECIDED}
    return {
        "actor": {**actors, NO_ACTOR: "the marked words name none of these actors", **unclear},
        "label": {**_labels(lexicon), OTHER_LABEL: "the actor is named, with a word not in this list", **unclear},
        "voice": {**_VOICES, **unclear},
        "stance": {**_STANCES, **unclear},
        "missed": {NO_ACTOR: "no unmarked words of the sentence name an actor", **unclear},
    }


def labels_by_actor(lexicon: str | Path | Lexicon) -> dict[str, list[str]]:
    """The labels of each actor, in the order of the lexicon.

    Parameters
    ----------
    lexicon : str, pathlib.Path or Lexicon

    Returns
    -------
    dict of str to list of str

    Examples
    --------
    >>> labels_by_actor("syria")["assad"]
    ['assad', 'president', 'dictator']
    """
    return {each.actor: [label.label for label in each.labels] for each in load_lexicon(lexicon).actors}


def _labels(lexicon: Lexicon) -> dict[str, str]:
    """Each label once, told by its first terms; actors that share it may print it differently."""
    terms: dict[str, dict[str, None]] = {}
    for _, label, term in lexicon:
        terms.setdefault(label.label, {})[term.text] = None
    return {label: _told(list(texts)) for label, texts in terms.items()}


def _told(terms: list[str]) -> str:
    quoted = ", ".join(f'"{term}"' for term in terms[:_QUOTED])
    if len(terms) == 1:
        return f"the word {quoted}" if " " not in terms[0] else f"the words {quoted}"
    return f"words such as {quoted}" if len(terms) > _QUOTED else f"the words {quoted}"


def _check_names(lexicon: Lexicon) -> None:
    """Raise if the lexicon gives a name that is a code already."""
    faults = [
        f"{lexicon.path}: actor {each.actor!r}: this is a code that coders need; name the actor otherwise"
        for each in lexicon.actors
        if each.actor in (NO_ACTOR, UNCLEAR)
    ]
    labels = {label.label for each in lexicon.actors for label in each.labels}
    faults += [
        f"{lexicon.path}: label {label!r}: this is a code that coders need; name the label otherwise"
        for label in (OTHER_LABEL, UNCLEAR)
        if label in labels
    ]
    if faults:
        raise LexiconError(faults)
