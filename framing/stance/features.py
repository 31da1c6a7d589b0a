"""Readings to numbers: n-grams of words and characters, and what the loaded words and the voice add."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from framing.stance.readings import Reading

_NEAR: Final = 5
_GRAMS: Final = (3, 4, 5)
#: Words remembered with their n-grams, so that a long corpus does not fill the memory.
_REMEMBERED: Final = 100_000


def words_of(reading: Reading) -> list[str]:
    """Words and pairs of words."""
    words = reading.words
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def sides_of(reading: Reading) -> list[str]:
    """Words, told apart by whether they stand before or behind the actor."""
    words, at = reading.words, reading.place
    return [f"< {word}" for word in words[:at]] + [f"> {word}" for word in words[at + 1 :]]


def near_of(reading: Reading) -> list[str]:
    """Words beside the actor, those next to it by their place."""
    at = reading.place
    left = ["^", "^", *reading.words[max(0, at - _NEAR) : at]]
    right = [*reading.words[at + 1 : at + 1 + _NEAR], "$", "$"]
    return [
        *(f"< {word}" for word in left[2:]),
        *(f"> {word}" for word in right[:-2]),
        f"-1 {left[-1]}",
        f"+1 {right[0]}",
        f"-2-1 {left[-2]} {left[-1]}",
        f"+1+2 {right[0]} {right[1]}",
        f"-1+1 {left[-1]} {right[0]}",
    ]


def loaded_of(reading: Reading) -> dict[str, float]:
    """Loaded words by what they have to do with the actor."""
    values: dict[str, float] = {}
    for each in reading.loaded:
        relation, entry, weight = each.attachment.relation, each.attachment.form.entry, each.weight
        list_name = "general" if entry.kind == "word" else entry.category
        kind = "w" if entry.kind == "word" else "l"
        sign = _sign(each.light)
        for key, amount in (
            (f"sum {kind} {relation}", each.light * weight),
            (f"good {kind} {relation}", max(each.light, 0.0) * weight),
            ("near", each.light * each.near),
            ("all", each.light),
            ("near before" if each.before else "near behind", each.light * each.near),
        ):
            values[key] = values.get(key, 0.0) + amount
        values[f"{relation} {sign} {kind}"] = 1.0
        values[f"{relation} {sign} {list_name}"] = 1.0
        values[f"{relation} = {entry.lemma}"] = 1.0
    return values


def _sign(light: float) -> str:
    """A light in words."""
    if abs(light) < 0.1:
        return "none"
    return ("bad" if light < 0 else "good") + (" much" if abs(light) > 0.6 else "")


def form_of(reading: Reading) -> dict[str, float]:
    """How and where the actor is named; classes of the words beside it; negation near it."""
    at, shape = reading.place, reading.shape
    before, behind = shape[max(0, at - 3) : at], shape[at + 1 : at + 4]
    names = (
        f"target {reading.target}",
        f"< {before[-2:]}",
        f"< {before}",
        f"> {behind[:2]}",
        f"> {behind}",
        "first" if at == 0 else f"place {4 * at // len(shape)}",
        f"length {min(5, len(shape) // 10)}",
        "negated" if "N" in shape[max(0, at - 5) : at + 6] else "not negated",
    )
    return dict.fromkeys(names, 1.0)


def voice_of(reading: Reading) -> dict[str, float]:
    """In whose voice the actor is named, and how that voice is introduced."""
    if not reading.voice:
        return {}
    return {f"voice {reading.voice}": 1.0, f"cue {reading.cue_class}": 1.0}


NGRAMS: Final[dict[str, Callable[[Reading], list[str]]]] = {
    "words": words_of,
    "sides": sides_of,
    "near": near_of,
}
VALUES: Final[dict[str, Callable[[Reading], dict[str, float]]]] = {
    "loaded": loaded_of,
    "form": form_of,
    "voice": voice_of,
}
#: How much each family counts beside the others; chosen by cross-validation on the train split of NewsMTSC.
WEIGHTS: Final = {
    "words": 1.0,
    "characters": 1.0,
    "sides": 1.0,
    "near": 1.0,
    "loaded": 0.3,
    "form": 0.3,
    "voice": 0.3,
}
FAMILIES: Final = tuple(WEIGHTS)


class _Index(dict[str, int]):
    """Column of each name, and the columns of the n-grams of each word met so far."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(zip(names, range(len(names)), strict=True))
        self.names = names
        self.spellings = _Spellings(self)


class _Family(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """A family of features: the names of its columns, those that at least `at_least` readings have."""

    names_: list[str]
    _index: _Index | None = None

    def __init__(self, family: str, at_least: int = 2) -> None:
        self.family = family
        self.at_least = at_least

    def learn(self, rows: Iterable[Iterable[str]]) -> Counter[str]:
        """Learn the names, each once a reading; how many readings have each."""
        count = Counter(name for row in rows for name in row)
        self.names_ = sorted(name for name, n in count.items() if n >= self.at_least)
        return count

    def index(self) -> _Index:
        """The column of each name, made once."""
        if self._index is None or self._index.names is not self.names_:
            self._index = _Index(self.names_)
        return self._index

    def get_feature_names_out(self, _: object = None) -> np.ndarray[Any, Any]:
        """Names of the columns."""
        return np.array(self.names_, dtype=object)


class _Spellings(dict[str, list[int]]):
    """Columns of the n-grams of each word, remembered."""

    def __init__(self, index: dict[str, int]) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> list[int]:
        found = [self._index[gram] for gram in spelling_of(word) if gram in self._index]
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found
        return found


def spelling_of(word: str) -> list[str]:
    """Runs of three to five characters of a word, its ends marked."""
    if not word[0].isalpha():
        return []
    marked = f"<{word[:40]}>"
    return [marked[at : at + n] for n in _GRAMS for at in range(len(marked) - n + 1)]


class Ngrams(_Family):
    """One family of n-grams as a matrix: present or not, weighted by rarity, each row of length 1.

    Parameters
    ----------
    family : str
        ``words``, ``characters``, ``sides`` or ``near``.
    at_least : int
        N-grams of fewer readings are left out.
    """

    def fit(self, readings: Sequence[Reading], y: object = None) -> Self:  # noqa: ARG002
        """Learn the n-grams and how rare they are."""
        count = self.learn(set(self._grams(reading)) for reading in readings)
        n = np.array([count[name] for name in self.names_], dtype=np.float64)
        self.rarity_ = np.log((1 + len(readings)) / (1 + n)) + 1
        return self

    def transform(self, readings: Sequence[Reading]) -> sparse.csr_matrix:
        """One row per reading, one column per n-gram."""
        index = self.index()
        columns, ends = array("i"), array("q", [0])
        if self.family == "characters":
            columns_of = index.spellings.__getitem__
            rows: Iterable[set[int | None]] = (set().union(*map(columns_of, set(each.words))) for each in readings)
        else:
            grams, get = NGRAMS[self.family], index.get
            rows = (set(map(get, grams(each))) for each in readings)
        for row in rows:
            row.discard(None)
            columns.extend(row)  # type: ignore[arg-type]
            ends.append(len(columns))
        places = np.frombuffer(columns, dtype=np.int32) if columns else np.zeros(0, dtype=np.int32)
        matrix = sparse.csr_matrix(
            (self.rarity_[places], places, np.frombuffer(ends, dtype=np.int64)), shape=(len(ends) - 1, len(index))
        )
        # Sets come in any order; sums of squares must not.
        matrix.sort_indices()
        return normalize(matrix, copy=False)

    def _grams(self, reading: Reading) -> list[str]:
        if self.family == "characters":
            return [gram for word in reading.words for gram in spelling_of(word)]
        return NGRAMS[self.family](reading)


class Values(_Family):
    """One family of named values as a matrix.

    Parameters
    ----------
    family : str
        ``loaded``, ``form`` or ``voice``.
    at_least : int
        Values that fewer readings have are left out.
    """

    def fit(self, readings: Sequence[Reading], y: object = None) -> Self:  # noqa: ARG002
        """Learn the names."""
        self.learn(map(VALUES[self.family], readings))
        return self

    def transform(self, readings: Sequence[Reading]) -> sparse.csr_matrix:
        """One row per reading, one column per name."""
        index, values_of = self.index(), VALUES[self.family]
        columns, amounts, ends = array("i"), array("d"), array("q", [0])
        for reading in readings:
            for name, value in values_of(reading).items():
                if name in index:
                    columns.append(index[name])
                    amounts.append(value)
            ends.append(len(columns))
        parts = (np.array(amounts), np.array(columns, dtype=np.int32), np.array(ends))
        return sparse.csr_matrix(parts, shape=(len(ends) - 1, len(index)))


def features(families: Iterable[str] = FAMILIES) -> FeatureUnion:
    """The matrix of several families side by side."""
    chosen = list(families)
    parts = [(name, Values(name) if name in VALUES else Ngrams(name)) for name in chosen]
    return FeatureUnion(parts, transformer_weights={name: WEIGHTS[name] for name in chosen})
