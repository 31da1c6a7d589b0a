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


def north_and_south():
    """North: 3 articles, 6 mentions; South: 1 article, 2 mentions in one sentence."""
    return table_of(
        [
            "North n1 0 terrorist",
            "North n1 0 rebel",
            "North n1 80 terrorist",
            "North n2 0 rebel",
            "North n2 40 rebel",
            "North n3 0 militant",
            "South s1 0 rebel",
            "South s1 0 rebel",
        ]
    )


def twelve_of_east():
    """East: 12 articles of two mentions each; the even ones hold one terrorist."""
    lines = []
    for i in range(12):
        lines += [f"East e{i:02d} 0 rebel", f"East e{i:02d} 50 {'terrorist' if i % 2 == 0 else 'rebel'}"]
    return table_of(lines)
