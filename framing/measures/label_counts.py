"""Counts of labels in the articles of each source: what distributions of labels are made of and resampled by."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.baselines import PAIRS, REST
from framing.measures.intervals import Floats, Integers, Settings, Units, _one_stage, _two_stages, generator
from framing.measures.selection import counted
from framing.measures.shares import LABEL_KEYS, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class Side(NamedTuple):
    """A source or the rest: its units, and the counts of labels in each of its articles."""

    name: str
    units: Units
    articles: Floats
    key: tuple[object, ...]

    @property
    def counts(self) -> Floats:
        """Mentions by label."""
        return np.asarray(self.articles.sum(axis=0))


def labels_of(rows: pd.DataFrame) -> list[Any]:
    """Labels of an actor by name, in the order of the outputs."""
    return list(dict.fromkeys(kinds_of(rows, list(LABEL_KEYS))["label"]))


def counts_of(rows: pd.DataFrame, labels: list[Any]) -> Units:
    """Units with the number of mentions by each of `labels`."""
    codes: Integers = pd.Index(labels).get_indexer(pd.Index(rows["label"])).astype(np.int64)
    return counted(rows, codes, len(labels))


def resampled_counts(units: Units, settings: Settings, *key: object) -> Floats:
    """Resample the units, and give mentions by resample and label; the labels of an article go together."""
    rng = generator(settings, *key)
    if units.kind == "articles+sentences":
        return np.vstack(list(_two_stages(units.top, units.article, settings.resamples, rng)))
    return np.vstack(list(_one_stage(units.top, settings.resamples, rng)))


def pairs_of(rows: pd.DataFrame, labels: list[Any], against: str) -> Iterator[tuple[Side, Side]]:
    """Each source with its baselines, where both name the actor."""
    names = sorted(set(rows["source"]))
    sides = {name: side_of(rows[rows["source"] == name], name, labels, "is", name) for name in names}
    if against == PAIRS:
        yield from combinations(sides.values(), 2)
        return
    for name, side in sides.items():
        if against == REST and len(sides) > 1:
            yield side, side_of(rows[rows["source"] != name], REST, labels, "not", name)
        elif name != against and against in sides:
            yield side, sides[against]


def side_of(rows: pd.DataFrame, name: str, labels: list[Any], *key: object) -> Side:
    """Count the labels of one side."""
    units = counts_of(rows, labels)
    articles = np.zeros((int(units.article.max()) + 1, len(labels)))
    np.add.at(articles, units.article, units.top)
    return Side(name, units, articles, key)


def jensen_shannon(first: Floats, second: Floats) -> Floats:
    """Divergence, in bits, of counts along the last axis (Lin 1991).

    Examples
    --------
    >>> print(jensen_shannon(np.array([5, 3, 2]), np.array([2, 3, 5])).round(6))
    0.095816
    """
    # Rounding may take equal distributions below 0.
    return np.asarray(np.clip(divergence_terms(first, second).sum(axis=-1), 0, 1))


def divergence_terms(first: Floats, second: Floats) -> Floats:
    """What each label adds to the divergence."""
    p = first / first.sum(axis=-1, keepdims=True)
    q = second / second.sum(axis=-1, keepdims=True)
    return np.asarray(np.maximum((_plogp(p) + _plogp(q)) / 2 - _plogp((p + q) / 2), 0))


def _plogp(p: Floats) -> Floats:
    return np.asarray(p * np.log2(np.where(p > 0, p, 1)))
