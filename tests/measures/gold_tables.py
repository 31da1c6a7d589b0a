"""Coded units and the mentions that were found of them, written short."""

import pandas as pd

from framing.schema import GOLD


def unit(kind, article, found="", coded="none", p=1.0, **cells):
    """One unit; `found` and `coded` are "actor label voice", the source is the first letter of the article."""
    actor, label, voice = [*found.split(), "", "", ""][:3]
    code, as_label, in_voice = [*coded.split(), "", "", ""][:3] if kind != "sentence" else ["", "", ""]
    return {
        "kind": kind, "article_id": article, "source": {"n": "North", "s": "South", "w": "West"}[article[0]],
        "published": "2015-03-01", "start": 0, "end": 6, "predicted_actor": actor, "predicted_label": label,
        "predicted_voice": voice, "stratum": f"{article[0]}{label}", "probability": p, "actor": code or None,
        "label": as_label or None, "voice": in_voice or None, "stance": None,
        "missed": coded if kind == "sentence" else None, "n_coders": 1, "text": f"⟦Words⟧ of {article}.", **cells,
    }  # fmt: skip


def gold_of(units):
    """The table of gold, units numbered from u0."""
    table = pd.DataFrame(units)
    table["unit_id"] = [f"u{at}" for at in range(len(table))]
    table["mention_id"] = [
        f"{article}:{start}" if kind == "mention" else ""
        for kind, article, start in zip(table["kind"], table["article_id"], table["start"], strict=True)
    ]
    return table[list(GOLD)]


def mentions_of(gold):
    """The mentions that the units of kind mention were drawn from: themselves."""
    drawn = gold[gold["kind"] == "mention"]
    kept = ["mention_id", "article_id", "source", "published", "start", "end"]
    found = {name: drawn[f"predicted_{name}"] for name in ("actor", "label", "voice")}
    return drawn[kept].assign(**found).reset_index(drop=True)


def only(table, **wanted):
    """The one row of a table that holds these cells; empty where not told."""
    keys = {"actor": "", "group": "", "name": "", "class": "", **wanted}
    rows = table
    for name, cell in keys.items():
        if name in rows.columns:
            rows = rows[rows[name] == cell]
    assert len(rows) == 1, (wanted, len(rows))
    return rows.iloc[0]
