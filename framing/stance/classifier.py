"""Stance by a trained model: calibrated probabilities, abstention, and the words that weigh most."""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import ModelError
from framing.schema import VOCABULARY
from framing.stance.model import Model, load_model
from framing.stance.readings import Example

if TYPE_CHECKING:
    from pathlib import Path

    from framing.stance.model import Floats

#: Mentions read at once: few, for what is read is not kept long.
_BATCH: Final = 500
_WORDS: Final = 5


@lru_cache(maxsize=2)
def shipped_model() -> Model:
    """The model that the package ships, trained on the train split of NewsMTSC."""
    with resources.as_file(resources.files("framing.stance") / "news.skops") as path:
        return load_model(path)


class ClassifierScorer:
    """Scores mentions with a model that knows negative, neutral and positive.

    The actor and every name are masked: what is scored is the wording around them.

    Parameters
    ----------
    model : str, pathlib.Path or Model
        ``news``, the shipped one, or a file that ``framing train`` wrote.
    abstain_below : float
        Mentions whose likeliest class has a lower probability than this get no stance.
    evidence : bool
        Whether to name the words that weigh most; without, scoring is faster.

    Raises
    ------
    ModelError
        If the file cannot be read, or the model knows other classes.

    Examples
    --------
    >>> import pandas as pd
    >>> sentence = "He was a hero who saved lives."
    >>> mentions = pd.DataFrame({"sentence": [sentence], "start": [0], "end": [2], "sentence_start": [0]})
    >>> ClassifierScorer().score(mentions)["class"].tolist()
    ['positive']
    """

    def __init__(
        self, model: str | Path | Model = "news", *, abstain_below: float = 0.0, evidence: bool = True
    ) -> None:
        if not 0 <= abstain_below < 1:
            raise ModelError(f"abstain_below is {abstain_below}; it must lie between 0 and 1, such as 0.5")
        opened = model if isinstance(model, Model) else shipped_model() if model == "news" else load_model(model)
        if opened.classes != VOCABULARY["stance_class"] or opened.several:
            raise ModelError(
                f"{opened.name}: a scorer of stance needs the classes {', '.join(VOCABULARY['stance_class'])}; this "
                f"model knows {', '.join(opened.classes)}: use it as a scorer of frames, or rename the labels"
            )
        self.model = opened
        self.name = opened.name
        self.abstain_below = abstain_below
        self.evidence = evidence

    def score(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Score mentions.

        Returns
        -------
        pandas.DataFrame
            ``stance`` (probability of positive minus that of negative; empty where the model abstains),
            ``confidence`` (probability of the likeliest class), ``evidence``, ``class`` (also ``abstained``),
            ``p_negative``, ``p_neutral``, ``p_positive``.
        """
        examples = mention_examples(mentions)
        chances = [np.zeros((0, 3))]
        evidence: list[list[dict[str, Any]]] = []
        for at in range(0, len(examples), _BATCH):
            batch = examples[at : at + _BATCH]
            readings = self.model.reader.transform(batch)
            matrix = self.model.union.transform(readings)
            chances.append(self.model.judge(matrix))
            evidence += self._weighty(matrix, batch) if self.evidence else [[] for _ in batch]
        p = np.vstack(chances)
        confidence = p.max(axis=1) if len(p) else np.zeros(0)
        sure = confidence >= self.abstain_below
        named = np.array(self.model.classes, dtype=object)[p.argmax(axis=1)] if len(p) else np.zeros(0, dtype=object)
        return pd.DataFrame(
            {
                "stance": np.where(sure, p[:, 2] - p[:, 0], np.nan),
                "confidence": confidence,
                "evidence": pd.Series(evidence, index=mentions.index, dtype=object),
                "class": np.where(sure, named, "abstained"),
                **{f"p_{name}": p[:, at] for at, name in enumerate(self.model.classes)},
            },
            index=mentions.index,
        )

    def _weighty(self, matrix: Any, examples: list[Example]) -> list[list[dict[str, Any]]]:  # noqa: ANN401
        """The features that weigh most in each row, towards positive or towards negative."""
        weights, names = self._weights
        found = []
        for row, example in enumerate(examples):
            begin, end = matrix.indptr[row], matrix.indptr[row + 1]
            columns = matrix.indices[begin:end]
            parts = matrix.data[begin:end] * weights[columns]
            best = np.argsort(-np.abs(parts), kind="stable")[: 3 * _WORDS]
            found.append(_spans([(names[columns[at]], float(parts[at])) for at in best], example))
        return found

    @cached_property
    def _weights(self) -> tuple[Floats, list[str]]:
        """Weight of each feature for positive against negative; those that are no words weigh nothing here."""
        names = self.model.feature_names()
        weights = self.model.coefficients[2] - self.model.coefficients[0]
        words = np.array([not name.startswith(("characters:", "form:", "voice:")) for name in names])
        return np.where(words, weights, 0.0), names


def mention_examples(mentions: pd.DataFrame) -> list[Example]:
    """Mentions as a model reads them."""
    offsets = mentions["sentence_start"].to_numpy()
    starts, ends = mentions["start"].to_numpy() - offsets, mentions["end"].to_numpy() - offsets
    voices = [
        mentions[name].fillna("").astype(str).tolist() if name in mentions.columns else [""] * len(mentions)
        for name in ("voice", "cue_class")
    ]
    columns = (mentions["sentence"].tolist(), starts.tolist(), ends.tolist(), *voices)
    return [Example(*row) for row in zip(*columns, strict=True)]


def _spans(weighty: list[tuple[str, float]], example: Example) -> list[dict[str, Any]]:
    """Where the words of the weightiest features stand in the sentence; each place once."""
    folded, found, taken = example.text.lower(), [], set()
    for name, light in weighty:
        word = name.rpartition(" ")[2]
        at = folded.find(word)
        if not light or not word[:1].isalpha() or at < 0 or at in taken:
            continue
        taken.add(at)
        found.append({"word": word, "relation": name, "light": round(light, 3), "start": at, "end": at + len(word)})
        if len(found) == _WORDS:
            break
    return found
