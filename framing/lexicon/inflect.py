"""The surface forms of a term: plurals, spellings with and without hyphens."""

from __future__ import annotations

import re
from typing import Final

from framing.text import fold

_IRREGULAR: Final = ((r"man$", "men"), (r"([^aeiou])y$", r"\1ies"), (r"(s|x|z|ch|sh)$", r"\1es"))


def plural(word: str) -> str:
    """Regular English plural of a noun phrase's last word.

    Examples
    --------
    >>> plural("rebel"), plural("militiaman"), plural("authority"), plural("rebel army")
    ('rebels', 'militiamen', 'authorities', 'rebel armies')
    """
    for ending, replacement in _IRREGULAR:
        if re.search(ending, word):
            return re.sub(ending, replacement, word)
    return f"{word}s"


def surface_forms(term: str, inflect: str) -> tuple[str, ...]:
    """Return every form under which `term` is looked for, in lower case.

    Parameters
    ----------
    term : str
        As written in the lexicon.
    inflect : {"noun", "name", "none"}
        ``noun`` adds the plural; ``name`` adds a final s, which printers leave of "Assad's" where
        apostrophes are lost.

    Examples
    --------
    >>> surface_forms("al-Nusra", "none")
    ('al nusra', 'al-nusra')
    >>> surface_forms("insurgent", "noun")
    ('insurgent', 'insurgents')
    """
    base = fold(term)
    forms = {base}
    if inflect == "noun":
        forms.add(plural(base))
    elif inflect == "name" and base[-1:].isalpha() and not base.endswith("s"):
        forms.add(f"{base}s")
    spaced = {form.replace("-", " ") for form in forms}
    return tuple(sorted(forms | spaced))
