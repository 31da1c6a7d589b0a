"""Words of long texts, counted in arrays of characters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from framing.text import count_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Shorter texts are counted word by word, since arrays take longer to prepare; longer ones, since they take room.
SHORT: Final = 250
LONG: Final = 1_000_000
#: Characters from here on (emoji, rare scripts) take two places in the arrays; their texts are counted word by word.
_PLANE: Final = 1 << 16
_LETTER: Final = 1
_APOSTROPHE: Final = 2


def count_all_words(text: str) -> int:
    r"""Count the words of `text` as :func:`framing.text.count_words` does, in a tenth of its time.

    Examples
    --------
    >>> count_all_words("The rebels\u2019 leader didn't say 'no'. " * 100)
    600
    """
    if not SHORT <= len(text) <= LONG:
        return count_words(text)
    import numpy as np

    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) > 2 * len(text):
        return count_words(text)
    kinds = _kinds()[np.frombuffer(raw, np.uint16)]
    letters = kinds == _LETTER
    starts = int(letters[0]) + int(np.count_nonzero(letters[1:] > letters[:-1]))
    # An apostrophe between two letters joins them to one word.
    before = np.flatnonzero(kinds[1:-1] == _APOSTROPHE)
    return starts - int(np.count_nonzero(letters[before] & letters[before + 2]))


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each character, whether words are made of it, or joined by it."""
    import numpy as np

    kinds = np.zeros(_PLANE, np.uint8)
    for run in re.finditer(r"\w+", "".join(map(chr, range(_PLANE)))):
        kinds[run.start() : run.end()] = _LETTER
    kinds[[ord("'"), ord("\u2019")]] = _APOSTROPHE
    return kinds
