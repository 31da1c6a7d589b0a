"""What coders get: the units in an order of their own, without anything that says where they come from."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.coding.passages import Passages, mark
from framing.errors import TableError
from framing.schema import SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.coding.units import Searched


def deal(units: pd.DataFrame, coders: Sequence[str], overlap: int, seed: int) -> dict[str, pd.DataFrame]:
    """Deal units to coders: some to all of them, the others evenly; each gets them in another order.

    Parameters
    ----------
    units : pandas.DataFrame
    coders : sequence of str
    overlap : int
        Units that every coder gets.
    seed : int
    """
    dealt = generator(seed, "deal").permutation(len(units))
    shared, others = dealt[:overlap], dealt[overlap:]
    hands = {}
    for nth, coder in enumerate(coders):
        hand = np.sort(np.concatenate((shared, others[nth :: len(coders)])))
        hands[coder] = units.iloc[generator(seed, f"order {coder}").permutation(hand)].reset_index(drop=True)
    return hands


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Chance for one purpose, so that no draw hangs on how often another asked."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def sheet(units: pd.DataFrame, shown: pd.DataFrame, variables: Sequence[str]) -> pd.DataFrame:
    """The sheet of a coder: one row per unit, cells of the variables empty."""
    table = units.merge(shown, on="unit_id", validate="one_to_one")[list(SHEET)].reset_index(drop=True)
    for name in (*variables, "note"):
        table[name] = ""
    return table


def show(units: pd.DataFrame, articles: pd.DataFrame, read: Searched) -> pd.DataFrame:
    """The words of each unit in their sentence, and its neighbours.

    Parameters
    ----------
    units : pandas.DataFrame
        Those drawn.
    articles : pandas.DataFrame
    read : Searched
        Articles that were searched; the others are read here.
    """
    asked = articles[articles["article_id"].astype("str").isin(set(units["article_id"]) - set(read.passages))]
    here = zip(asked["article_id"].astype("str"), asked["text"], asked["excluded"], strict=True)
    passages = read.passages | {name: Passages(text, excluded) for name, text, excluded in here}
    rows = []
    for unit in units.to_dict("records"):
        name, start, end = unit["article_id"], unit["start"], unit["end"]
        marked = read.marks[name] if unit["kind"] == "sentence" else [(start, end)]
        rows.append((unit["unit_id"], *passages[name].show(start, end, marked)))
    return pd.DataFrame(rows, columns=["unit_id", "before", "text", "after"])


def show_alone(units: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The words of mentions in their sentence alone, where the articles are not at hand.

    Raises
    ------
    TableError
        If the mentions do not hold their sentence.
    """
    columns = ("article_id", "start", "sentence_start", "sentence")
    missing = [name for name in columns if name not in mentions]
    if missing:
        raise TableError(f"mentions: column {missing[0]!r} is missing; give the articles, too, to show the sentences")
    mentions = mentions[mentions["article_id"].astype("str").isin(set(units["article_id"]))]
    places = zip(mentions["article_id"].astype("str"), mentions["start"], strict=True)
    found: dict[Any, Any] = dict(
        zip(places, zip(mentions["sentence_start"], mentions["sentence"], strict=True), strict=True)
    )
    rows = []
    for unit in units.to_dict("records"):
        begin, sentence = found[unit["article_id"], unit["start"]]
        span = (unit["start"] - begin, unit["end"] - begin)
        rows.append((unit["unit_id"], "", mark(str(sentence), 0, len(str(sentence)), [span]), ""))
    return pd.DataFrame(rows, columns=["unit_id", "before", "text", "after"])
