"""A sentence as its tokens, their shape, and the loaded words in it, each with what changes it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from framing.lexicon import WordFinder
from framing.text import TOKEN, fold_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon import Hit, WordList

#: How far a negation reaches, in tokens: "did not commit any further crimes".
_NEGATION_REACH: Final = 4
_HEDGE_REACH: Final = 5
#: Longer sentences are lists, tables and the like; the words further on are not looked at.
LONGEST: Final = 400
#: With more of its words capitalised a sentence is a headline in capitals.
TITLE: Final = 0.6

_CLASSES: Final = {
    "N": "not n't never no neither nor without hardly scarcely cannot",
    "B": "is are was were be been being am 're 'm",
    "L": "seem seems seemed become becomes became becoming remain remains remained appear appears appeared look "
    "looks looked feel feels felt prove proves proved proven stay stays stayed",
    "G": "get gets got gotten getting",
    "X": "will would can could may might must shall should do does did have has had having ought 'll 've 'd",
    "T": "to",
    "Y": "by",
    "O": "of",
    "A": "against on upon over toward towards at with",
    "F": "for",
    "M": "from",
    "I": "in into onto under through during about between among amid within inside outside near across around along "
    "behind beyond despite via per like alongside off out up down",
    "D": "a an the this these those some any all both each every such another other many several most more few",
    "H": "his her their our my your its",
    "P": "he she they we i you it him them us me",
    "R": "who which that whom whose where when what why how",
    "C": "because although while if as though since after before until unless whereas than whether so",
    "U": "but however yet nevertheless",
    "&": "and or",
    "S": "'s",
    ",": ",",
    "K": "; : - \u2013 \u2014 ( ) [ ] \u2026 / |",
    "Q": '" “ ” « »',
    ".": ". ! ?",
    "a": "even still just already now often also soon very too rather quite almost again always ever once then here "
    "there only not-so well",
}
_CLASS: Final = {word: code for code, words in _CLASSES.items() for word in words.split()}
_IS: Final = frozenset("he she it that there who what here where how".split())
#: The shape characters that end a clause.
BREAKS: Final = "KCU.;"


class LoadedHit(NamedTuple):
    """Loaded words in a sentence: tokens `first` to `last`, how much of their light is left, and why."""

    first: int
    last: int
    hit: Hit
    factor: float
    shifters: tuple[int, ...]


class Sentence(NamedTuple):
    """A sentence read.

    ``shape`` has one character per token that tells its class: `B` for forms of *be*, `D` for determiners, `w` for
    words of no closed class, and so on. ``names`` tells which tokens are capitalised as names are.
    """

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shape: str
    hits: tuple[LoadedHit, ...]
    names: tuple[bool, ...]


class SentenceReader:
    """Reads sentences, and remembers the last ones: a sentence has a mention or more.

    Parameters
    ----------
    lists : sequence of WordList
        Where two know a word, the first one counts; their operators are joined.
    longest : int
        Tokens further on are not read.
    """

    def __init__(self, lists: Sequence[WordList], longest: int = LONGEST) -> None:
        self._longest = longest
        self.finder = WordFinder(lists)
        self._operators = {
            name: {word: factor for words in lists for word, factor in words.operators.get(name, {}).items()}
            for name in ("negation", "degree", "hedge", "contrast")
        }
        self.read = lru_cache(maxsize=256)(self._read)

    def _read(self, text: str) -> Sentence:
        folded = fold_sentence(text)
        tokens, starts, ends = [], [], []
        for match in TOKEN.finditer(folded):
            tokens.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
            if len(tokens) == self._longest:
                break
        shape = shape_of(tokens)
        turn = self._turn(tokens)
        names = names_of(text, tokens, starts)
        wanted = ["" if name else token for token, name in zip(tokens, names, strict=True)]
        hits = tuple(self._shifted(tokens, shape, turn, hit) for hit in self.finder.find(wanted))
        return Sentence(tuple(tokens), tuple(starts), tuple(ends), shape, hits, tuple(names))

    def _turn(self, tokens: list[str]) -> int:
        """Where the first word of contrast within the sentence stands; -1 if there is none."""
        contrast = self._operators["contrast"]
        return next((at for at, token in enumerate(tokens[:-1]) if at and token in contrast), -1)

    def _shifted(self, tokens: list[str], shape: str, turn: int, hit: Hit) -> LoadedHit:
        """What negation, degree, hedges and contrast leave of the light of a word."""
        factor, found = 1.0, []
        operators = self._operators
        nearest = tokens[hit.first - 1] if hit.first else ""
        if nearest in operators["degree"]:
            factor *= operators["degree"][nearest]
            found.append(hit.first - 1)
        negated = hedged = False
        for at in range(hit.first - 1, max(-1, hit.first - 1 - _HEDGE_REACH), -1):
            if shape[at] in "KCU.,":
                break
            token = tokens[at]
            if not negated and hit.first - at <= _NEGATION_REACH and token in operators["negation"]:
                factor *= operators["negation"][token]
                found.append(at)
                negated = True
            if not hedged and token in operators["hedge"]:
                factor *= operators["hedge"][token]
                found.append(at)
                hedged = True
        if turn >= 0:
            before = operators["contrast"][tokens[turn]]
            factor *= before if hit.last < turn else 2 - before
            found.append(turn)
        return LoadedHit(hit.first, hit.last, hit, factor, tuple(sorted(found)))


def names_of(text: str, tokens: Sequence[str], starts: Sequence[int]) -> list[bool]:
    """Which tokens are capitalised as names are: not the first word, and none where most words are, as in headlines.

    Examples
    --------
    >>> names_of("Critics say Trump lied.", ["critics", "say", "trump", "lied", "."], [0, 8, 12, 18, 22])
    [False, False, True, False, False]
    """
    capital = [text[start].isupper() for start in starts]
    n_words = sum(token[0].isalpha() for token in tokens)
    if sum(capital) > TITLE * n_words:
        return [False] * len(tokens)
    first = next((at for at, token in enumerate(tokens) if token[0].isalnum()), 0)
    return [upper and at != first for at, upper in enumerate(capital)]


def shape_of(tokens: Sequence[str]) -> str:
    """One character per token: its class.

    Examples
    --------
    >>> shape_of(("the", "regime", "was", "quickly", "accused", "of", "killing", "5", "people", "."))
    'DwBaEOJdw.'
    """
    shape = "".join(map(_class, tokens))
    if "S" not in shape:
        return shape
    return "".join("B" if code == "S" and at and tokens[at - 1] in _IS else code for at, code in enumerate(shape))


@lru_cache(maxsize=65536)
def _class(token: str) -> str:
    if token in _CLASS:
        return _CLASS[token]
    if token.endswith("ly"):
        return "a"
    if token.endswith("ed"):
        return "E"
    if token.endswith("ing"):
        return "J"
    if token[0].isdigit():
        return "d"
    return "w" if token[0].isalpha() else "K"
