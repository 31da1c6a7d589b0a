"""The words that a writer puts before a label: "brutal regime", "Turkey-backed rebels"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from framing.neighbours import MARK, Neighbours
from framing.text import FUNCTION_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.block import Block, Page

_WINDOW: Final = 80
_AT_MOST: Final = 4
_TOKEN: Final = re.compile(r"[\w'\u2019]+(?:-[\w'\u2019]+)*|[^\w\s]|\n")
_DETERMINERS: Final = frozenset(
    "the a an this these those its their his her our my your some any no each every another such all both".split()
)
#: Words that end the search: what stands before them belongs to something else.
_STOPS: Final = FUNCTION_WORDS | frozenset(
    "nor whose because between among against during until through being does may might must shall should i him "
    "us says told here only even still".split()
)
#: Words and marks right before a label that leave nothing to look for.
_NOTHING: Final = _DETERMINERS | _STOPS | {""}
_MARKS: Final = tuple(',.:;?!()"\u201c\u201d')


def modifiers_before(text: str, start: int, allowed: frozenset[str], since: int = 0) -> str:
    """Return the modifiers before a label, in the order of the text, joined by spaces.

    Between a determiner and the label every word modifies it ("the increasingly brutal regime"); without a
    determiner only compounds with a hyphen and the words that the lexicon lists do.

    Parameters
    ----------
    text : str
        The article.
    start : int
        Where the label begins.
    allowed : frozenset of str
        Modifiers that the lexicon lists, in lower case.
    since : int
        Where the mention before ends: words up to there are not looked at.

    Examples
    --------
    >>> text = "They fear the increasingly brutal regime and attack Turkey-backed armed rebels."
    >>> modifiers_before(text, text.find("regime"), frozenset())
    'increasingly brutal'
    >>> modifiers_before(text, text.find("rebels"), frozenset({"armed"}))
    'Turkey-backed armed'
    """
    if start and text[start - 1] == "-":
        first = max(since, start - _WINDOW)
        start = max(text.rfind(" ", first, start), text.rfind("\n", first, start)) + 1 or start
    nearest = text[max(since, start - _WINDOW) : start].rstrip(" ").rpartition(" ")[2]
    if nearest.lower() in _NOTHING or nearest.endswith(_MARKS):
        return ""
    near = _TOKEN.findall(text, max(since, start - _WINDOW), start)[::-1][: _AT_MOST + 1]
    run: list[str] = []
    for token in near:
        if token.lower() in _DETERMINERS or token.endswith(("'s", "\u2019s")):
            return " ".join(reversed(run))
        if not token[0].isalnum() or token.lower() in _STOPS:
            break
        run.append(token)
    sure = []
    for token in run:
        if "-" not in token and token.lower() not in allowed:
            break
        sure.append(token)
    return " ".join(reversed(sure))


class Modifiers:
    """Finds the modifiers of many mentions.

    Parameters
    ----------
    allowed : frozenset of str
        Modifiers that the lexicon lists, in lower case.
    page : Page
    """

    def __init__(self, allowed: frozenset[str], page: Page) -> None:
        self._allowed, self._page = allowed, page
        self._near = Neighbours([*_DETERMINERS, *_STOPS, *allowed, "-", "'"], page)
        self._ends = self._near.which(_STOPS | _DETERMINERS)
        self._ends[MARK] = True
        self._ties = page.among("-'")
        self._asks = self._near.which(_DETERMINERS | allowed | {"-", "'"})

    def before(
        self, block: Block, starts: NDArray[np.int64], ends: NDArray[np.int64], heads: NDArray[np.int64]
    ) -> list[str]:
        """The modifiers of each mention, those within it included; empty where it has none."""
        articles = block.articles(starts)
        begins = block.starts[articles]
        since = np.maximum(begins, np.concatenate(([0], ends))[:-1])
        found = [""] * len(starts)
        for at in self._candidates(block, starts, since).tolist():
            text, begin = block.texts[articles[at]], int(begins[at])
            found[at] = modifiers_before(text, int(starts[at]) - begin, self._allowed, int(since[at]) - begin)
        for at in np.flatnonzero(starts < heads).tolist():
            text, begin = block.texts[articles[at]], int(begins[at])
            found[at] = " ".join(f"{found[at]} {text[int(starts[at]) - begin : int(heads[at]) - begin]}".split())
        return found

    def _candidates(self, block: Block, starts: NDArray[np.int64], since: NDArray[np.int64]) -> NDArray[np.int64]:
        """Mentions that words may modify: before the others stands a word or mark that ends the search."""
        asked = np.zeros(len(starts), bool)
        left, at = np.arange(len(starts)), starts
        for nth in range(_AT_MOST + 1):
            ids, begins = self._near.before(block, at[left])
            inside = begins >= since[left]
            # Right before a label a determiner or a mark leaves nothing to look for.
            ends = self._ends[ids] if nth == 0 else self._ends[ids] & ~self._asks[ids]
            tied = self._ties[block.small[begins - 1]]  # the rest of "anti-IS" or "Syria's"
            ends &= ~tied
            asks = (self._asks[ids] | tied) & ~ends & inside
            asked[left[asks]] = True
            goes_on = inside & ~ends & ~asks
            at = at.copy()
            at[left] = begins
            left = left[goes_on]
        return np.flatnonzero(asked)
