"""Examples for a codebook: sentences constructed from a lexicon's words, and sentences that its mentions stand in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from framing.coding.codebook_document import Section, Table, code, plain
from framing.errors import TableError
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from framing.lexicon import Actor, Label

#: Sentences that any label fits into, a plural or a singular, a person or an office; names stand without an article.
_SENTENCES: Final = ("The {} did not reply.", "The {} returned on Monday.", "Nobody had expected the {}.")
#: Labels below this valence come after the others: they are not what an actor is mostly called.
_LOADED: Final = -0.2
_HEADLINE: Final = "{} yet to reply"
#: Sentences of the corpus for each label, and characters that each may have.
_EACH: Final = 2
_LONGEST: Final = 400
_COLUMNS: Final = ("mention_id", "article_id", "actor", "label", "surface", "start", "sentence_start", "sentence")


def constructed(actor: Actor) -> list[tuple[str, str]]:
    """Sentences that name an actor, each with its label: by its name, by labels alone, by labels beside its name.

    Labels that count only in certain contexts are left out: a sentence made for all cannot offer them.
    """
    free = [label for label in actor.labels if any(not term.whens for term in label.terms)]
    names = [label for label in free if label.kind == "name"]
    alone = [label for label in free if label.default]
    other = [label for label in free if label not in names + alone and _name_beside(actor, label)]
    other.sort(key=lambda label: label.valence < _LOADED)
    shared = [label for label in other if not label.beside]
    beside = [label for label in other if label.beside and label.valence >= _LOADED]
    found = [(_HEADLINE.format(_marked("", label)), label.label) for label in names[:1]]
    for at, label in enumerate((*alone[:2], *shared[:2], *beside[-1:])):
        name = "" if label.default else _name_beside(actor, label)
        found.append((_SENTENCES[at % len(_SENTENCES)].format(_marked(name, label)), label.label))
    return found


def _marked(name: str, label: Label) -> str:
    term = next(term.text for term in label.terms if not term.whens)
    return f"⟦{name} {term}⟧" if name else f"⟦{term}⟧"


def _name_beside(actor: Actor, label: Label) -> str:
    """A name that makes a label this actor's: of its country for institutions, else its own; empty if there is none.

    A generic noun lends itself to a name that is a label: "Islamic State fighters" are `islamic_state`.
    """
    countries = () if label.beside or label.category != "institutional" else actor.country
    own = [term.text for each in actor.labels if each.kind == "name" for term in each.terms]
    name = next((term.text for term in (*countries, *actor.names)), own[0] if own else "")
    return "" if label.kind == "generic" and name in own else name


def sentences(mentions: pd.DataFrame, labels: list[str], seed: int) -> Section:
    """Up to two sentences of a corpus for each label, blinded, in the order of the labels.

    Which ones, the seed decides; of an article there is one sentence for a label, and mentions whose actor the
    words around them told go before ambiguous ones.
    """
    check(mentions, _COLUMNS, "examples")
    rows = [row for label in labels for row in _of_label(mentions[mentions["label"] == label], seed)]
    if not rows:
        raise TableError("examples: no sentence has a label of this lexicon; give mentions that it found")
    return Section(
        "Sentences from the corpus",
        (
            "Drawn at random for each label, as the lexicon read them. Nobody has checked them: talk about those "
            "that you would code otherwise. Do not use rows of the study for practice.",
            Table(("Label", "Actor", "Sentence"), tuple(rows), (16, 18, 66)),
        ),
    )


def _of_label(mentions: pd.DataFrame, seed: int) -> Iterator[tuple[str, str, str]]:
    ambiguous = mentions["ambiguous"] if "ambiguous" in mentions else [False] * len(mentions)
    lots = [_lot(seed, each) for each in mentions["mention_id"]]
    drawn = mentions.assign(ambiguous=ambiguous, lot=lots).sort_values(["ambiguous", "lot"])
    drawn = drawn[drawn["sentence"].astype(str).str.len() <= _LONGEST]
    for row in drawn.drop_duplicates("article_id").drop_duplicates("sentence").head(_EACH).to_dict("records"):
        at = int(row["start"]) - int(row["sentence_start"])
        sentence, surface = str(row["sentence"]), str(row["surface"])
        shown = f"{sentence[:at]}⟦{surface}⟧{sentence[at + len(surface) :]}"
        yield code(row["label"]), code(row["actor"]), plain(shown)


def _lot(seed: int, mention: object) -> str:
    """Where a mention stands in the order that a seed draws in, whatever else there is."""
    return hashlib.sha256(f"{seed}\x1f{mention}".encode()).hexdigest()
