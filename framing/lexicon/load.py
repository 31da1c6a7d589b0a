"""Lexicons by name, as shipped, or by path, as written by their users."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from framing.errors import UnknownNameError
from framing.lexicon.cues import Cues, read_cues
from framing.lexicon.model import Lexicon
from framing.lexicon.nodes import read_file
from framing.lexicon.read import read_lexicon
from framing.lexicon.speakers import Speakers, read_speakers

#: Shipped files that hold no actors.
_NO_ACTORS = ("cues_", "frames_", "loaded_", "speakers_")
#: No file has so long a name: the system would refuse to look for it.
_LONGEST_NAME = 256


def list_lexicons() -> list[str]:
    """Names of the lexicons that the package ships.

    Examples
    --------
    >>> list_lexicons()
    ['conflict', 'syria']
    """
    files = resources.files("framing.lexicons").iterdir()
    names = (file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml"))
    return sorted(name for name in names if not name.startswith(_NO_ACTORS))


def load_lexicon(lexicon: str | Path | Lexicon) -> Lexicon:
    """Load a lexicon by its name or from a YAML file.

    Parameters
    ----------
    lexicon : str, pathlib.Path or Lexicon
        The name of a shipped lexicon (see :func:`list_lexicons`), or the path of a file that ends in
        ``.yaml`` or ``.yml``. A `Lexicon` is returned as it is.

    Returns
    -------
    Lexicon

    Raises
    ------
    UnknownNameError
        If no shipped lexicon has that name; the nearest is suggested.
    LexiconError
        If the file is missing or malformed; every fault is listed with its line.

    Examples
    --------
    >>> syria = load_lexicon("syria")
    >>> syria.actor("opposition").name
    'the Syrian opposition'
    """
    if isinstance(lexicon, Lexicon):
        return lexicon
    path = Path(lexicon)
    if path.suffix.lower() in {".yaml", ".yml"} or (len(path.name) < _LONGEST_NAME and path.is_file()):
        return read_lexicon(read_file(path, str(lexicon)), str(lexicon))
    if str(lexicon) not in list_lexicons():
        raise UnknownNameError("lexicon", str(lexicon), list_lexicons())
    file = resources.files("framing.lexicons") / f"{lexicon}.yaml"
    return read_lexicon(file.read_bytes(), f"{lexicon}.yaml")


@lru_cache(maxsize=4)
def load_cues(cues: str | Path = "cues_en") -> Cues:
    """Load what introduces the words of others: verbs, phrases and nouns of speech, with their class.

    Parameters
    ----------
    cues : str or pathlib.Path
        ``"cues_en"``, which is shipped, or the path of a YAML file of the same form.

    Returns
    -------
    Cues

    Raises
    ------
    LexiconError
        If the file is missing or malformed; every fault is listed with its line.

    Examples
    --------
    >>> [(form.cue.lemma, form.cue.cue_class) for form in load_cues().forms["claimed"]]
    [('claim', 'distancing')]
    """
    return read_cues(_bytes_of(cues, ("cues_en",)), f"{cues}.yaml" if cues == "cues_en" else str(cues))


@lru_cache(maxsize=4)
def load_speakers(speakers: str | Path = "speakers_en") -> Speakers:
    """Load the words that tell of which type a speaker is.

    Parameters
    ----------
    speakers : str or pathlib.Path
        ``"speakers_en"``, which is shipped, or the path of a YAML file of the same form.

    Returns
    -------
    Speakers

    Raises
    ------
    LexiconError
        If the file is missing or malformed; every fault is listed with its line.

    Examples
    --------
    >>> load_speakers().type_of("Foreign Ministry spokesman Lin Jian")
    'government'
    """
    shipped = ("speakers_en",)
    return read_speakers(_bytes_of(speakers, shipped), f"{speakers}.yaml" if speakers in shipped else str(speakers))


def _bytes_of(name: str | Path, shipped: tuple[str, ...]) -> bytes:
    if str(name) in shipped:
        return (resources.files("framing.lexicons") / f"{name}.yaml").read_bytes()
    return read_file(Path(name), str(name))
