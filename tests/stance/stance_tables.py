"""Sentences with one actor in brackets, as tables of mentions and of coded texts."""

import pandas as pd

POSITIVE = ("praised {}", "thanked {}", "admired {}", "applauded {}", "celebrated {}")
NEGATIVE = ("condemned {}", "accused {} of lies", "denounced {}", "mocked {}", "blamed {} for the crime")
NEUTRAL = ("met {}", "wrote to {}", "travelled with {}", "called {} by phone", "sat beside {}")
SUBJECTS = ("Residents", "Ministers", "Farmers", "Teachers", "Doctors", "Neighbours")


def mention(marked: str, **columns: object) -> dict[str, object]:
    """One mention: the actor stands in square brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    sentence = marked.replace("[", "").replace("]", "")
    return {
        "mention_id": marked, "article_id": marked, "start": start, "end": end, "sentence_start": 0,
        "sentence_end": len(sentence), "sentence": sentence, "surface": sentence[start:end], "valence": 0.0,
        **columns,
    }  # fmt: skip


def mentions(*marked: str) -> pd.DataFrame:
    return pd.DataFrame([mention(each) for each in marked])


def coded_rows() -> pd.DataFrame:
    """Ninety sentences in thirty articles, whose verb tells their label."""
    rows = []
    for label, verbs in (("positive", POSITIVE), ("negative", NEGATIVE), ("neutral", NEUTRAL)):
        for place, subject in enumerate(SUBJECTS):
            for verb in verbs:
                rows.append({  # noqa: PERF401 - three loops read better so
                    "text": f"{subject} {verb.format('Mr Brown')} on Monday.", "actor": "Mr Brown", "stance": label,
                    "article": f"{place} {verb}", "paper": "North" if place % 2 else "South",
                })  # fmt: skip
    return pd.DataFrame(rows)
