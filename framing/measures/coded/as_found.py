"""Measures as found, by the rows that their correction has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from framing.measures.coded.gold_units import stance_classes
from framing.measures.rates import mention_rate
from framing.measures.shares import category_shares, label_shares
from framing.measures.stance import stance_means
from framing.measures.valence import label_valence
from framing.measures.voices import ALL_LABELS, voice_shares

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.coded.estimands import Estimand
    from framing.measures.intervals import Settings

#: Measures that are worked out alike.
_ORDINARY: Final = {"label_share": label_shares, "category_share": category_shares, "label_valence": label_valence}

#: The column that names the rows of each measure, where there is one.
_NAMES: Final = {"label_share": "label", "category_share": "category", "voice_share": "voice"}


def as_found(
    mentions: pd.DataFrame,
    columns: list[str],
    articles: pd.DataFrame | None,
    estimands: list[Estimand],
    settings: Settings,
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What each row says uncorrected, by group, actor and name."""
    first = estimands[0]
    given: dict[str, Any] = {"by": columns, "actor": [of.actor for of in estimands], **settings._asdict()}
    if first.measure == "voice_share":
        rows = mentions if first.label is None else mentions[mentions["label"].isin(first.label)]
        table = voice_shares(rows.assign(scare_quoted=False), label=ALL_LABELS, **given)
    elif first.measure == "stance":
        classes = mentions.assign(stance=stance_classes(mentions["stance"]))
        table = stance_means(classes, voice=first.voice, **given)
    elif first.measure == "mention_rate" and articles is not None:
        table = mention_rate(mentions, articles, voice=first.voice, **given)
    else:
        table = _ORDINARY[first.measure](mentions, voice=first.voice, **given)
    name = _NAMES.get(first.measure)
    keys = table[[*columns, "actor"]].assign(name="" if name is None else table[name])
    return {
        tuple(key): {
            "naive": row["value"],
            "naive_low": row["low"],
            "naive_high": row["high"],
            "n_mentions": row["n_mentions"],
            "n_articles": row["n_articles"],
        }
        for key, row in zip(keys.itertuples(index=False), table.to_dict("records"), strict=True)
    }
