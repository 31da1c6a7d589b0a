"""Mentions written as lines."""

from __future__ import annotations

import pandas as pd

LABELS = {
    "terrorist": ("delegitimising", -1.0),
    "militant": ("delegitimising", -0.5),
    "rebel": ("neutral", 0.0),
    "HTS": ("institutional", 0.2),
    "revolutionary": ("legitimising", 0.8),
}


def table_of(lines):
    """Mentions from lines of source, article, sentence, label; the actor may follow."""
    rows = []
    for line in lines:
        source, article, sentence, label, *rest = line.split()
        category, valence = LABELS[label]
        rows.append(
            {
                "article_id": article,
                "source": source,
                "actor": rest[0] if rest else "opposition",
                "label": label,
                "category": category,
                "valence": valence,
                "sentence_start": int(sentence),
                "position": rest[1] if len(rest) > 1 else "body",
            }
        )
    columns = [
        "article_id",
        "source",
        "actor",
        "label",
        "category",
        "valence",
        "sentence_start",
        "position",
    ]
    return pd.DataFrame(rows, columns=columns)
