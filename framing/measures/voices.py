"""In whose voice a label stands: the outlet's own, or that of somebody whom it quotes or reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import UnknownNameError
from framing.measures.bounds import share_bounds, wilson
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, check_settings, ratio
from framing.measures.selection import MENTION_VOICES, Names, columns_of, counted, groups, select
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Stands for all labels of an actor taken together.
ALL_LABELS: Final = "all labels"
_LABEL: Final = ["label", "category", "valence"]


def voice_shares(
    mentions: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    label: Names = None,
    position: Names = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Share of each voice among the mentions by a label: how much of *terrorist* is the outlet's own word.

    Style guides such as the BBC's ask that some labels be attributed; the share in own voice tells whether they are.
    Scare-quoted mentions in own voice count as own, and ``n_scare_quoted`` counts them.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor, with its ``voice``.
    by : str or list of str
        Columns whose values form the groups to compare.
    actor, position : str or list of str, optional
        Count these actors, or mentions in these positions, alone.
    label : str or list of str, optional
        Count these labels alone; ``all labels`` counts all labels of an actor together.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        Three rows per group, actor and label that occurs, one for each voice: the columns of `by`, ``actor``,
        ``label``, ``category``, ``valence`` (empty for all labels), ``voice``, ``n_voice`` (mentions by the label in
        this voice), ``n_scare_quoted`` (those in scare quotes), ``measure`` (``voice_share``), ``value``, ``low``,
        ``high`` (shares, 0 to 1), ``n_mentions`` (by the label, the denominator), ``n_articles``, ``interval``,
        ``flag``. Ordered by group, actor, label and voice.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, or an option is out of range.
    UnknownNameError
        If an actor, a label or a position does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "actor": "opposition", "label": "terrorist",
    ...     "category": "delegitimising", "valence": -1, "sentence_start": [0, 90, 0],
    ...     "voice": ["own", "direct", "direct"], "scare_quoted": False})
    >>> voice_shares(mentions)[["label", "voice", "n_voice", "value", "n_mentions"]].round(2)
           label     voice  n_voice  value  n_mentions
    0  terrorist       own        1   0.33           3
    1  terrorist  indirect        0   0.00           3
    2  terrorist    direct        2   0.67           3
    """
    columns, settings = columns_of(by, "voice_shares"), Settings(level, resamples, seed)
    check_settings(settings, "voice_shares")
    also = ["voice", "scare_quoted"]
    rows = _labelled(select(mentions, columns, also=also, actor=actor, position=position), label)
    keys = [*columns, "actor", *_LABEL]
    found: list[dict[str, Any]] = []
    for key, of in groups(rows, columns):
        for label_key, group in of.groupby(_LABEL, sort=True, dropna=False, observed=True):
            named = dict(zip(keys, (*key, *label_key), strict=True))
            found.extend(_voices_of(group, named, settings))
    written = [*columns, "actor", *_LABEL, "voice", "n_voice", "n_scare_quoted", *MEASURES]
    return pd.DataFrame(found, columns=written)


def _labelled(rows: pd.DataFrame, label: Names) -> pd.DataFrame:
    """The mentions by the labels asked for; one label where all count together."""
    if label is None:
        return rows
    if label == ALL_LABELS:
        return rows.assign(label=ALL_LABELS, category=None, valence=np.nan)
    wanted = [label] if isinstance(label, str) else list(label)
    known = set(rows["label"])
    for name in wanted:
        if name not in known:
            raise UnknownNameError("label", name, map(str, known))
    return rows[rows["label"].isin(wanted)]


def _voices_of(group: pd.DataFrame, named: dict[str, Any], settings: Settings) -> Iterator[dict[str, Any]]:
    codes = pd.Index(MENTION_VOICES).get_indexer(pd.Index(group["voice"])).astype(np.int64)
    units = counted(group, codes, len(MENTION_VOICES))
    low, high, interval = share_bounds(units, settings, *named.values())
    scare = group["scare_quoted"].to_numpy(dtype=bool)
    n_mentions, n_articles = len(group), int(group["article_number"].nunique())
    for at, (voice, value) in enumerate(zip(MENTION_VOICES, ratio(units), strict=True)):
        here = codes == at
        yield {
            **named,
            "voice": voice,
            "n_voice": int(here.sum()),
            "n_scare_quoted": int((here & scare).sum()),
            "measure": "voice_share",
            "value": float(value),
            "low": float(low[at]),
            "high": float(high[at]),
            "n_mentions": n_mentions,
            "n_articles": n_articles,
            "interval": interval[at],
            "flag": flag_of(n_mentions, n_articles),
        }


def laundering_ratios(
    mentions: pd.DataFrame,
    by: str | Sequence[str] = "source",
    *,
    actor: Names = None,
    category: str | Sequence[str] = ("delegitimising", "legitimising"),
    level: float = 0.95,
) -> pd.DataFrame:
    """How often a loaded label reaches the reader by the words of others alone.

    The laundering ratio is this project's own measure: of the articles of a group that use a loaded label for an
    actor, the share that use it in attributed speech only, never in the outlet's own voice. Near 1 the outlet lets
    others say the word; near 0 it says the word itself.

    Parameters
    ----------
    mentions, by, actor
        As for `voice_shares`.
    category : str or list of str
        Which labels are loaded: those of these categories.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    pandas.DataFrame
        One row per group, actor and loaded label: the columns of `by`, ``actor``, ``label``, ``category``,
        ``n_laundered`` (articles that use it in attributed speech alone), ``measure`` (``laundering_ratio``),
        ``value``, ``low``, ``high`` (Wilson's interval over articles, 0 to 1), ``n_mentions`` (by the label),
        ``n_articles`` (articles that use it, the denominator), ``interval``, ``flag``.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell.
    UnknownNameError
        If an actor does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": ["a", "a", "b"], "source": "North", "actor": "opposition", "label": "terrorist",
    ...     "category": "delegitimising", "valence": -1, "sentence_start": [0, 90, 0],
    ...     "voice": ["own", "direct", "direct"]})
    >>> laundering_ratios(mentions)[["label", "n_laundered", "value", "n_articles"]]
           label  n_laundered  value  n_articles
    0  terrorist            1    0.5           2
    """
    columns, settings = columns_of(by, "laundering_ratios"), Settings(level)
    check_settings(settings, "laundering_ratios")
    check(mentions, ["category"], "mentions")
    rows = select(mentions, [*columns, "voice"], actor=actor)
    rows = rows[rows["category"].isin([category] if isinstance(category, str) else list(category))]
    keys = [*columns, "actor", "label", "category"]
    found = []
    for key, group in rows.groupby(keys, sort=True, dropna=False, observed=True):
        owned = group["voice"].eq("own").groupby(group["article_number"]).any()
        n_articles, n_laundered = len(owned), int((~owned).sum())
        low, high = wilson(n_laundered / n_articles, n_articles, level)
        found.append({
            **dict(zip(keys, key, strict=True)),
            "n_laundered": n_laundered,
            "measure": "laundering_ratio",
            "value": n_laundered / n_articles,
            "low": float(low),
            "high": float(high),
            "n_mentions": len(group),
            "n_articles": n_articles,
            "interval": "Wilson (articles)",
            "flag": flag_of(len(group), n_articles),
        })  # fmt: skip
    return pd.DataFrame(found, columns=[*keys, "n_laundered", *MEASURES])
