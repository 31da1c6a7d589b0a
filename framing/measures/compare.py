"""Source against source: difference, interval, permutation p and its adjustment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.intervals import Settings, check_settings
from framing.measures.permutation import benjamini_hochberg
from framing.measures.selection import Names, select
from framing.measures.shares import CATEGORY_KEYS, LABEL_KEYS, kinds_of
from framing.measures.sides import Scale, Side, differences, side_of
from framing.measures.valence import valence_ends
from framing.schema import COMPARISONS, check

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The measures that can be compared, each with the columns that tell its rows apart and the one
#: of them that names a row.
_KEYS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "category_share": (CATEGORY_KEYS, "category"),
    "label_share": (LABEL_KEYS, "label"),
    "label_valence": ((), ""),
}

#: The baseline that pools all other sources.
REST: Final = "rest"


def compare_sources(
    mentions: pd.DataFrame,
    measure: str = "label_valence",
    *,
    against: str = REST,
    actor: Names = None,
    voice: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Difference between each source and the rest, or a baseline, for each actor.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    measure : {"label_valence", "label_share", "category_share"}
        What is compared. Shares are compared label by label, or category by category.
    against : str
        ``rest``, which pools the articles of all other sources, or the name of one source.
    actor, voice : str or list of str, optional
        Compare the naming of these actors, or in these voices, alone.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per source, actor and (for shares) label or category that either side uses:
        ``actor``, ``measure``, ``label`` (label or category, empty for valence), ``source``,
        ``against``, ``difference`` (source less baseline), ``low``, ``high``, ``p``,
        ``p_adjusted`` (over all rows of the table that have a p), ``n_mentions``,
        ``n_articles``, ``n_against_mentions``, ``n_against_articles``, ``interval`` (what each
        side rests on, joined by `` | `` where they differ) and ``flag``. Sources and baselines
        that never name an actor have no row for it. Ordered by actor, label and source.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, or there is one source alone.
    UnknownNameError
        If the measure, the baseline, an actor or a voice is unknown.

    Notes
    -----
    Each side is resampled by its own articles under the rules of `label_shares`; the two intervals
    are joined by the method of variance estimates recovery (Zou & Donner 2008, Statistics in
    Medicine). The p value deals the articles to the two sides at random and counts
    the deals that differ as much; it needs two articles on each side and six in all. It is
    adjusted after Benjamini & Hochberg (1995).

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "source": ["North"] * 4 + ["South"] * 4, "actor": "opposition",
    ...     "label": ["terrorist"] * 3 + ["rebel"] * 5,
    ...     "category": ["delegitimising"] * 3 + ["neutral"] * 5,
    ...     "valence": [-1] * 3 + [0] * 5, "sentence_start": 0})
    >>> rows = compare_sources(mentions, against="South")
    >>> rows[["source", "against", "difference", "n_articles", "n_against_articles"]]
      source against  difference  n_articles  n_against_articles
    0  North   South       -0.75           4                   4
    """
    if measure not in _KEYS:
        raise UnknownNameError("measure to compare", measure, _KEYS)
    keys, label_column = _KEYS[measure]
    settings = Settings(level, resamples, seed)
    check_settings(settings, "compare_sources")
    _check_sources(mentions, against)
    rows = select(mentions, ["source"], actor=actor, voice=voice)
    ends = valence_ends(rows)
    found: list[dict[str, Any]] = []
    for name, of in rows.groupby("actor", sort=True, observed=True):
        kinds = kinds_of(of, list(keys)) if keys else None
        labels = [""] if kinds is None else [str(label) for label in kinds[label_column]]
        for first, second in _pairs(of, against, Scale(kinds, ends[name]), settings):
            for place, row in enumerate(differences(first, second, settings, name)):
                # A label that neither side uses says nothing and would only add to the family.
                if kinds is None or first.value[place] > 0 or second.value[place] > 0:
                    found.append({"actor": name, "measure": measure, "label": labels[place], "place": place, **row})
    table = pd.DataFrame(found, columns=[*COMPARISONS, "place"])
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    table = table.sort_values(["actor", "place", "source"], kind="stable", ignore_index=True)
    return table.drop(columns="place")


def _pairs(rows: pd.DataFrame, against: str, scale: Scale, settings: Settings) -> Iterator[tuple[Side, Side]]:
    """Each source with its baseline, where both name the actor."""
    actor, sources = rows["actor"].iloc[0], rows["source"]
    for name in sorted(set(sources) - {against}):
        other = rows[sources != name] if against == REST else rows[sources == against]
        if len(other):
            # The key of a side is its source, so a swap of source and baseline draws the same.
            key = ("not", name) if against == REST else ("is", against)
            yield (
                side_of(rows[sources == name], name, scale, settings, "is", name, actor),
                side_of(other, against, scale, settings, *key, actor),
            )


def _check_sources(mentions: pd.DataFrame, against: str) -> None:
    """Raise if there is nothing to compare with, or the baseline is unknown."""
    check(mentions, ["source"], "mentions")
    if mentions["source"].isna().any():
        raise TableError("mentions: column 'source' has empty cells; name the source of every article")
    sources = sorted(set(mentions["source"]))
    if against != REST and against not in sources:
        raise UnknownNameError("source", against, [*map(str, sources), REST])
    if len(sources) < 2:
        have = f"one source, {sources[0]!r}" if sources else "no source"
        raise TableError(f"mentions: there is {have}; a comparison needs at least two")
