"""Small universes of mentions, rejected words and sentences, of which the truth is known, and samples of them."""

import pandas as pd

CATEGORIES = {"terrorist": ("delegitimising", -1.0), "rebel": ("neutral", 0.0), "fighter": ("neutral", 0.0)}
VALENCE = {label: valence for label, (_, valence) in CATEGORIES.items()}


def mentions_of(rows):
    """A mentions table of rows (article, source, actor, label, voice), one sentence of 50 characters each."""
    made = []
    for at, (article, source, actor, label, voice) in enumerate(rows):
        category, valence = CATEGORIES[label]
        made.append({
            "mention_id": f"m{at}", "article_id": article, "source": source, "published": "2015-03-09",
            "actor": actor, "label": label, "category": category, "valence": valence, "voice": voice,
            "start": 50 * at, "end": 50 * at + 7, "sentence_start": 50 * at,
        })  # fmt: skip
    return pd.DataFrame(made)


def gold_of(rows):
    """A gold table of rows, each a dict of what differs from a mention coded as nothing."""
    plain = {
        "kind": "mention", "mention_id": "", "article_id": "", "source": "", "published": "2015-03-09", "start": -1,
        "end": -1, "predicted_actor": "", "predicted_label": "", "predicted_voice": "", "stratum": "",
        "probability": 1.0, "actor": None, "label": None, "voice": None, "stance": None, "missed": None,
        "n_coders": 1, "text": "",
    }  # fmt: skip
    return pd.DataFrame([{"unit_id": f"u{at}", **plain, **row} for at, row in enumerate(rows)])


def coded(mentions, at, probability, actor="opposition", label=None, voice=None):
    """The gold row of a mention: coded as found unless told otherwise."""
    row = mentions.iloc[at]
    real = actor not in ("none", None)
    return {
        **{name: row[name] for name in ("mention_id", "article_id", "source", "published", "start", "end")},
        "predicted_actor": row["actor"], "predicted_label": row["label"], "predicted_voice": row["voice"],
        "probability": probability, "actor": actor,
        "label": (label or row["label"]) if real else None, "voice": (voice or row["voice"]) if real else None,
    }  # fmt: skip


class Universe:
    """Every unit with what is true of it, what was found, and a probability; `draw` gives tables of a sample."""

    def __init__(self, rng, n_articles=60, *, sources=("North", "South"), alarm=(0.05, 0.25), negatives=True):
        self.rng, self.units, place = rng, [], 0
        for article in range(n_articles):
            side = article % len(sources)
            for _ in range(int(rng.integers(1, 6))):
                true = str(rng.choice(["terrorist", "rebel", "other"], p=[0.3, 0.6, 0.1]))
                found = "terrorist" if rng.random() < (0.85 if true == "terrorist" else alarm[side]) else "rebel"
                told, voice = (str(rng.choice(["own", "direct"])) for _ in range(2))
                kinds = ["mention", "candidate", "sentence"]
                kind = str(rng.choice(kinds, p=[0.6, 0.2, 0.2])) if negatives else "mention"
                real = rng.random() < {"mention": 0.9, "candidate": 0.2, "sentence": 0.3}[kind]
                self.units.append({
                    "kind": kind, "article_id": f"a{article:03}", "source": sources[side], "start": place,
                    "true": [("opposition", true, told)] if real else [],
                    "found": ("opposition", found, voice) if kind == "mention" else None,
                    "probability": 0.6 if found == "terrorist" else 0.4,
                })  # fmt: skip
                place += 50

    def mentions(self):
        found = [unit for unit in self.units if unit["found"]]
        table = mentions_of([(unit["article_id"], unit["source"], *unit["found"]) for unit in found])
        starts = [unit["start"] for unit in found]
        return table.assign(start=starts, end=[start + 7 for start in starts], sentence_start=starts)

    def draw(self):
        """Draw units by their probabilities, and give the gold table."""
        ids, rows = {}, []
        for unit in self.units:
            if unit["found"]:
                ids[unit["start"]] = f"m{len(ids)}"
            unit["drawn"] = bool(self.rng.random() < unit["probability"])
            if unit["drawn"]:
                rows.append(self.row_of(unit, ids.get(unit["start"], "")))
        return gold_of(rows)

    def row_of(self, unit, mention_id):
        actor, label, voice = unit["true"][0] if unit["true"] else ("none", None, None)
        row = {name: unit[name] for name in ("kind", "article_id", "source", "start", "probability")}
        row |= {"mention_id": mention_id, "end": unit["start"] + 7}
        if unit["kind"] == "sentence":
            return {**row, "missed": f"{actor}: {label}: {voice}" if unit["true"] else "none"}
        if unit["found"]:
            row |= dict(zip(["predicted_actor", "predicted_label", "predicted_voice"], unit["found"], strict=True))
        return {**row, "actor": actor, "label": label, "voice": voice}
