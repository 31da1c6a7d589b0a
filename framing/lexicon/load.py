"""Lexicons by name, as shipped, or by path, as written by their users."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from framing.errors import LexiconError, UnknownNameError
from framing.lexicon.model import Lexicon
from framing.lexicon.read import read_lexicon


def list_lexicons() -> list[str]:
    """Names of the lexicons that the package ships.

    Examples
    --------
    >>> list_lexicons()
    ['conflict', 'syria']
    """
    files = resources.files("framing.lexicons").iterdir()
    return sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml"))


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
    if path.suffix.lower() in {".yaml", ".yml"} or path.is_file():
        try:
            return read_lexicon(path.read_bytes(), str(lexicon))
        except OSError as error:
            raise LexiconError([f"{lexicon}: the file cannot be read: {error.strerror}"]) from error
    if str(lexicon) not in list_lexicons():
        raise UnknownNameError("lexicon", str(lexicon), list_lexicons())
    file = resources.files("framing.lexicons") / f"{lexicon}.yaml"
    return read_lexicon(file.read_bytes(), f"{lexicon}.yaml")
