"""What a codebook tells of its lexicon: every actor, every label, and the traps in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.coding import codebook_contexts
from framing.coding.codebook_document import Block, Points, Section, Table, code, plain
from framing.coding.codebook_examples import constructed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.lexicon import Actor, Label, Lexicon, Term

_MINUS: Final = "\u2212"


def actors(lexicon: Lexicon) -> Section:
    """Each actor: who it is, which labels are read as it, constructed examples."""
    return Section(
        "Actors",
        (
            "A label that several actors share belongs to the actor whose name stands beside it. Where none does, "
            "the lexicon goes by what the article said before, or by a declared default. You go by what you read.",
            *(_actor(each) for each in lexicon.actors),
        ),
    )


def _actor(actor: Actor) -> Section:
    own = [label for label in actor.labels if label.kind == "name"]
    alone = [label for label in actor.labels if label.default]
    beside = [label for label in actor.labels if label.beside]
    shared = [label for label in actor.labels if label not in own + alone + beside]
    named = "its name stands beside them, or where " if own or actor.names or actor.country else ""
    facts = [
        _fact("Its own names", _codes(own)),
        _fact("Read as this actor where they stand alone", _codes(alone)),
        _fact(f"Read as this actor where {named}the article tells", _codes(shared)),
        _fact("Read as this actor only where its name stands beside them", _codes(beside)),
        _fact("Names that make a label beside them this actor's", _terms(actor.names)),
        _fact(
            "Names of its country, which make an institution beside them this actor's (army, government), but not "
            "people (fighters)",
            _terms(actor.country),
        ),
    ]
    blocks: list[Block] = [plain(actor.definition), Points(tuple(filter(None, facts)))]
    examples = constructed(actor)
    if examples:
        rows = tuple((plain(sentence), code(label)) for sentence, label in examples)
        blocks += ["Constructed examples, from this lexicon's words:", Table(("Example", "Label"), rows, (70, 30))]
    name = plain(actor.name)
    return Section(f"{name[:1].upper()}{name[1:]} ({code(actor.actor)})", tuple(blocks))


def labels(lexicon: Lexicon) -> Section:
    """Each label once, in alphabetical order: its words, what it implies and why, whose it can be."""
    rows = []
    for bearers in _by_label(lexicon):
        label = bearers[0][1]
        why = plain(label.rationale) + (f" ({plain(label.reference)})" if label.reference else "")
        worth = f"{label.category}, {_signed(label.valence)}"
        rows.append((code(label.label), _terms(label.terms), worth, why, _whose(bearers)))
    return Section(
        "Labels",
        (
            f"All {len({row[0] for row in rows})} labels, with their words; plurals count, too. You code which label "
            "stands there; category and valence follow from it, and you need not agree. The valence goes from "
            f"{_MINUS}1 (denies standing) to 1 (grants it); it is a judgement about the word, not about the actor.",
            Table(("Label", "Words", "Category, valence", "Why", "Whose"), tuple(rows), (16, 25, 16, 26, 17)),
        ),
    )


def _by_label(lexicon: Lexicon) -> list[list[tuple[Actor, Label]]]:
    """Actors with each label, by name; a label that actors define differently stands more than once."""
    found: dict[tuple[object, ...], list[tuple[Actor, Label]]] = {}
    for actor in lexicon.actors:
        for label in actor.labels:
            words = tuple(term.text for term in label.terms)
            key = (label.label, label.category, label.valence, label.rationale, label.reference, label.alone, words)
            found.setdefault(key, []).append((actor, label))
    return [found[key] for key in sorted(found, key=lambda key: str(key[0]))]


def _whose(bearers: list[tuple[Actor, Label]]) -> str:
    """Which actors may have a label, and how it is read where it stands alone."""
    own = [actor for actor, label in bearers if label.kind == "name"]
    default = [actor for actor, label in bearers if label.default]
    beside = [actor for actor, label in bearers if label.beside]
    shared = [actor for actor, _ in bearers if actor not in own + default + beside]
    how = bearers[0][1].alone
    alone = _actors(default)
    if how == "recent" and len(bearers) > 1:
        alone = "the actor named last that may have it" + (f", else {alone}" if alone else "")
    elif how == "repeated" and len(bearers) > 1:
        alone = "as the article last spelled it out" + (f", else {alone}" if alone else "")
    said = [
        _fact("Name of", _actors(own)),
        _fact("Alone", alone if default or shared else ""),
        _fact("Also of" if default else "Of", _actors(shared)),
        _fact("Only beside the name of", _actors(beside)),
    ]
    return " ".join(filter(None, said))


def words(lexicon: Lexicon) -> Section:
    """The traps in the words: contexts in which they do not count, and those in which alone they count."""
    rows = []
    for bearers in _by_label(lexicon):
        excepts, whens = codebook_contexts.told(bearers[0][1])
        if excepts or whens:
            rows.append((code(bearers[0][1].label), "; ".join(excepts), "; ".join(whens)))
    blocks: list[Block] = [
        "The lexicon leaves a word out where it stands in one of the contexts below. They show the traps in these "
        "words; they do not bind you: where the sentence says otherwise, code what it says."
    ]
    if rows:
        columns = ("Label", "Does not count in", "Counts only in")
        blocks += [codebook_contexts.legend(), Table(columns, tuple(rows), (16, 56, 28))]
    else:
        blocks = ["No word of this lexicon is bound to a context: each counts wherever it stands."]
    lists = codebook_contexts.word_lists(lexicon)
    if lists:
        entries = tuple((plain(name).replace("_", " "), ", ".join(found)) for name, found in lists.items())
        blocks += ["The lists:", Table(("List", "Entries"), entries, (20, 80))]
    if lexicon.elsewhere:
        blocks.append(
            "A label beside one of these names is somebody else's, unless an actor of this codebook has the name: "
            f"{_terms(lexicon.elsewhere)}"
        )
    if lexicon.about:
        blocks.append(
            "In an article that has none of these words near, the lexicon does not count a label that stands alone: "
            f"{_terms(lexicon.about)}"
        )
    return Section("Borderline cases in the words of this lexicon", tuple(blocks))


def _fact(what: str, said: str) -> str:
    return f"{what}: {said}." if said else ""


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", _MINUS) if value else "0"


def _codes(found: Iterable[Label]) -> str:
    return ", ".join(code(label.label) for label in found)


def _actors(found: Iterable[Actor]) -> str:
    return ", ".join(code(actor.actor) for actor in found)


def _terms(terms: Iterable[Term]) -> str:
    return ", ".join(plain(term.text) for term in terms)
