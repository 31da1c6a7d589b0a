"""Stance by word lists: the label's own valence, and the light that loaded words cast on the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import LexiconError
from framing.lexicon import WordList, load_wordlist
from framing.stance.attachment import RELATIONS
from framing.stance.loaded import attached, target_of
from framing.stance.sentences_read import SentenceReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from framing.stance.loaded import Loaded
    from framing.stance.sentences_read import Sentence

#: Weight of a word by what it has to do with the actor; chosen on the train split of NewsMTSC.
WEIGHTS: Final = {"modifier": 1.0, "attribute": 1.0, "agent": 1.0, "patient": 1.0, "context": 0.4}
#: A sum of lights of this size brings the tone two thirds of the way to its end (as in VADER, whose constant is 15 on
#: a scale of 4).
_HALF: Final = 1.0


class LexiconScorer:
    """Scores mentions by word lists, and names the words.

    The **naming** component is the valence that the lexicon of actors gives the label. The **tone** is what the
    loaded words of the sentence add: each casts its light on the actor by what it has to do with it (said of it before or
    behind it, what it does, what is done to it), changed by negation, degree, hedges and contrast; words that merely
    stand near count by their distance and by the clauses between. Sums are brought between -1 and 1 by
    x / sqrt(x² + 1). Words that name an actor count as naming alone.

    Parameters
    ----------
    word_lists : sequence of str, pathlib.Path or WordList
        Where two know a word, the first one counts.
    lights : dict of str to float, optional
        Light of each category of a dictionary that has none of its own, such as ``{"posemo": 1, "negemo": -1}``.
    naming : float
        Weight of the label's valence in ``stance``; 0 leaves the tone alone.
    name : str
        What the column ``scorer`` calls it.

    Raises
    ------
    LexiconError, UnknownNameError
        If a word list cannot be read, or casts no light at all.

    Notes
    -----
    ``confidence`` is no probability: it is the part of all light that points one way, times 1 - exp(-sum of the sizes
    of the lights): 0 where nothing was found or all cancels, near 1 where several strong words agree.
    References: Hutto & Gilbert (2014) for negation and degree; Rashkin, Singh & Choi (2016) for the lights of verbs.

    Examples
    --------
    >>> import pandas as pd
    >>> sentence = "The army was accused of massacring civilians."
    >>> mentions = pd.DataFrame({"sentence": [sentence], "start": [4], "end": [8], "sentence_start": [0],
    ...                          "valence": [0.1]})
    >>> LexiconScorer().score(mentions)[["naming", "patient", "tone"]].round(2)
       naming  patient  tone
    0     0.1    -0.45 -0.64
    """  # noqa: E501

    def __init__(
        self,
        word_lists: Sequence[str | Path | WordList] = ("loaded_en", "vader"),
        *,
        lights: dict[str, float] | None = None,
        naming: float = 1.0,
        name: str = "lexicon",
    ) -> None:
        self.name = name
        self.naming = naming
        self.lights = dict(lights or {})
        lists = [words if isinstance(words, WordList) else load_wordlist(words) for words in word_lists]
        for words in lists:
            if not self.lights and not any(entry.agent or entry.patient or entry.valence for entry in words.entries):
                raise LexiconError([
                    f"{words.name}: none of its words casts a light; say what its categories do, as lights="
                    f"{{{', '.join(f'{name!r}: -1' for name in list(words.categories)[:2])}}}"
                ])  # fmt: skip
        self._reader = SentenceReader(lists)

    def score(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Score mentions.

        Returns
        -------
        pandas.DataFrame
            ``stance``, ``confidence``, ``evidence``; ``naming`` (the label's valence), ``modifier``, ``attribute``,
            ``agent``, ``patient``, ``context`` (sums of lights) and ``tone`` (-1 to 1, without the naming).
        """
        columns = [mentions[name] for name in ("sentence", "start", "end", "sentence_start")]
        rows, evidence = [], []
        named_in = _named_in(mentions)
        for text, start, end, offset, names in zip(*columns, named_in, strict=True):
            sentence = self._reader.read(text)
            found = []
            if sentence.tokens:
                place = target_of(sentence, start - offset, end - offset)
                found = [(each, self._light(each)) for each in attached(sentence, *place)]
            found = [(each, light) for each, light in found if light and not _names(sentence, each, names)]
            rows.append(_sums(found))
            evidence.append([_evidence(sentence, each, light) for each, light in found])
        sums = np.array(rows, dtype=np.float64).reshape(len(rows), len(RELATIONS) + 1)
        naming = mentions["valence"].to_numpy(dtype=np.float64)
        total = sums[:, :-1].sum(axis=1)
        named = np.nan_to_num(naming) * self.naming
        sizes = sums[:, -1] + np.abs(named)
        one_way = np.abs(total + named) / np.where(sizes > 0, sizes, 1)
        return pd.DataFrame(
            {
                "stance": _bounded(total + named),
                "confidence": one_way * (1 - np.exp(-sizes)),
                "evidence": pd.Series(evidence, index=mentions.index, dtype=object),
                "naming": naming,
                **{name: sums[:, at] for at, name in enumerate(RELATIONS)},
                "tone": _bounded(total),
            },
            index=mentions.index,
        )

    def _light(self, loaded: Loaded) -> float:
        """Light of a word on the actor, weighted."""
        light = self.lights.get(loaded.attachment.form.entry.category, loaded.light)
        return light * WEIGHTS[loaded.attachment.relation] * loaded.weight


def _named_in(mentions: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """For each mention, where its sentence names actors, in characters of the sentence."""
    if "article_id" not in mentions.columns:
        return [[] for _ in range(len(mentions))]
    keys = list(zip(mentions["article_id"], mentions["sentence_start"], strict=True))
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for (article, offset), start, end in zip(keys, mentions["start"], mentions["end"], strict=True):
        spans.setdefault((article, offset), []).append((start - offset, end - offset))
    return [spans[key] for key in keys]


def _names(sentence: Sentence, loaded: Loaded, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word is part of a mention."""
    first, last = sentence.starts[loaded.hit.first], sentence.ends[loaded.hit.last]
    return any(first < end and last > start for start, end in spans)


def _sums(found: list[tuple[Loaded, float]]) -> list[float]:
    """Sum of the lights of each relation, and of all their sizes."""
    sums = dict.fromkeys(RELATIONS, 0.0)
    for each, light in found:
        sums[each.attachment.relation] += light
    return [*sums.values(), sum(abs(light) for _, light in found)]


def _bounded(total: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(total / np.sqrt(total**2 + _HALF))


def _evidence(sentence: Sentence, loaded: Loaded, light: float) -> dict[str, Any]:
    hit = loaded.hit
    entry = loaded.attachment.form.entry
    found = {
        "word": " ".join(sentence.tokens[hit.first : hit.last + 1]),
        "relation": loaded.attachment.relation,
        "category": entry.category,
        "light": round(light, 3),
        "start": sentence.starts[hit.first],
        "end": sentence.ends[hit.last],
    }
    if hit.shifters:
        found["changed_by"] = " … ".join(sentence.tokens[at] for at in hit.shifters)
    return found
