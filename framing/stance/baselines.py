"""What a model must beat: the commonest label, the valence of the actor's label, the lexicon scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.schema import NEUTRAL_BAND, VOCABULARY
from framing.stance.lexical import LexiconScorer
from framing.stance.training import indicators

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def baselines_of(coded: pd.DataFrame, classes: Sequence[str], *, several: bool) -> dict[str, NDArray[np.int64]]:
    """What each baseline says of every text: 1 for its class.

    ``majority`` is the commonest label; where stance to an actor is judged also ``lexicon`` (tone of
    :class:`LexiconScorer`) and, where the table has the ``valence`` of the actor's label, ``label valence``.
    """
    truth = indicators(coded["label"], classes, several=several)
    share = truth.mean(axis=0)
    commonest = (share > 0.5) if several else (np.arange(len(classes)) == share.argmax())
    found = {"majority": np.tile(commonest.astype(np.int64), (len(coded), 1))}
    if set(classes) <= set(VOCABULARY["stance_class"]) and (coded["start"] >= 0).all() and not several:
        table = coded.assign(sentence=coded["text"], sentence_start=0)
        if "valence" in coded.columns:
            valence = pd.to_numeric(coded["valence"], errors="coerce").fillna(0.0)
            found["label valence"] = indicators(stance_classes(valence.to_numpy()), classes, several=False)
        scored = LexiconScorer().score(table.assign(valence=0.0))
        found["lexicon"] = indicators(stance_classes(scored["tone"].to_numpy()), classes, several=False)
    return found


def stance_classes(stance: NDArray[np.float64]) -> pd.Series[str]:
    """Stances as negative, neutral (nearer to 0 than 0.05) and positive."""
    sides = [stance <= -NEUTRAL_BAND, stance >= NEUTRAL_BAND]
    return pd.Series(np.select(sides, ["negative", "positive"], default="neutral"))
