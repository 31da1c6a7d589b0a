"""What the actors of a lexicon have from each other: shared labels, names, terms that two claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from framing.lexicon.model import Actor, Lexicon, Term
    from framing.lexicon.nodes import Faults, Node

#: More terms would take minutes to compile where they are made for that.
_MOST_TERMS: Final = 200_000


def link_actors(lexicon: Lexicon, root: Node, faults: Faults) -> Lexicon:
    """Fill in what actors share, as their ``shares``, ``beside`` and ``names`` say, and note every fault of it."""
    linked = replace(lexicon, actors=_name(_share(root, lexicon.actors, faults), faults))
    if not faults.unfolds(root.line, 0):
        return linked
    terms = sum(len(label.terms) for actor in linked.actors for label in actor.labels)
    if terms > _MOST_TERMS:
        faults.add(root.line, f"lexicon: it has {terms:,} terms, and may have {_MOST_TERMS:,}; part it")
        return linked
    _check_terms(linked, faults)
    return linked


def _share(root: Node, actors: tuple[Actor, ...], faults: Faults) -> tuple[Actor, ...]:
    """Give each actor the labels that it shares with the actor that defines them."""
    known = {f"{a.actor}.{b.label}": b for a in actors for b in a.labels}
    nodes = root.value["actors"].value if isinstance(root.value, dict) and "actors" in root.value else {}
    whole = []
    for actor in actors:
        labels = {label.label: label for label in actor.labels}
        entries = nodes[actor.actor].value if isinstance(nodes, dict) else {}
        for key in ("shares", "beside"):
            node = entries.get(key) if isinstance(entries, dict) else None
            for name, line in node.texts(faults, f"actor {actor.actor!r}: {key}") if node else []:
                what = f"actor {actor.actor!r}: {key} {name!r}"
                if name not in known:
                    faults.add(line, f"{what}: no such label{faults.hint(name, known)}")
                elif known[name].label in labels:
                    faults.add(line, f"{what}: the actor has a label of that name already; keep one")
                elif faults.unfolds(line, len(known[name].terms)):
                    label = replace(known[name], default=False, beside=key == "beside")
                    labels[label.label] = label
        whole.append(replace(actor, labels=tuple(labels.values())))
    return tuple(whole)


def _name(actors: tuple[Actor, ...], faults: Faults) -> tuple[Actor, ...]:
    """Put the proper names of another actor where one of an actor's names is ``@actor``."""
    known = {actor.actor: actor for actor in actors}
    whole = []
    for actor in actors:
        names: list[Term] = []
        for term in actor.names:
            if not term.text.startswith("@"):
                names.append(term)
            elif term.text[1:] in known:
                labels = [label for label in known[term.text[1:]].labels if label.kind == "name"]
                if faults.unfolds(term.line, sum(len(label.terms) for label in labels)):
                    names.extend(named for label in labels for named in label.terms)
            else:
                what = f"actor {actor.actor!r}: names {term.text!r}: no such actor"
                faults.add(term.line, f"{what}{faults.hint(term.text[1:], known)}")
        whole.append(replace(actor, names=tuple(names)))
    return tuple(whole)


def _check_terms(lexicon: Lexicon, faults: Faults) -> None:
    """Note surfaces that one actor has twice, and shared ones that two actors claim by default."""
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    defaults: dict[str, tuple[str, int]] = {}
    owners: dict[str, set[str]] = {}
    for actor, _, term in lexicon:
        for form in term.forms:
            owners.setdefault(form, set()).add(actor.actor)
    told: set[tuple[str, int]] = set()
    for actor, label, term in lexicon:
        what = f"label {actor.actor}.{label.label}: term {term.text!r}"
        for form in term.forms:
            first = seen.setdefault((actor.actor, form), (label.label, term.line))
            if first[1] != term.line and (term.text, term.line) not in told:
                told.add((term.text, term.line))
                faults.add(
                    term.line,
                    f"{what} is already a term of {actor.actor}.{first[0]} at line {first[1]}; keep one",
                )
            if label.default and len(owners[form]) > 1:
                other, line = defaults.setdefault(form, (actor.actor, term.line))
                if other != actor.actor and (term.text, term.line) not in told:
                    told.add((term.text, term.line))
                    faults.add(
                        term.line,
                        f"{what} is the default of two actors, {other!r} (line {line}) and {actor.actor!r}; "
                        "only one may say 'default: true'",
                    )
