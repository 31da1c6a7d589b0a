"""What a lexicon is: actors, their labels, the terms that print them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from framing.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from framing.lexicon.contexts import Context


@dataclass(frozen=True)
class Term:
    """A way to print a label.

    Attributes
    ----------
    text : str
        The term as written in the lexicon; its capitals must be capitals in the article.
    forms : tuple of str
        Every surface form that is looked for, in lower case: inflections and hyphen variants.
    excepts, whens : tuple of Context
        The term does not count in any context of `excepts`, and where `whens` are given, only in one
        of them.
    line : int
        Where the term stands in the file.
    """

    text: str
    forms: tuple[str, ...]
    excepts: tuple[Context, ...] = ()
    whens: tuple[Context, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Label:
    """A naming choice for an actor.

    Attributes
    ----------
    label : str
        Identity in lower-case singular, such as ``"rebel"``.
    category : str
        ``delegitimising``, ``neutral``, ``institutional`` or ``legitimising``.
    valence : float
        Evaluation carried by the label itself, in [-1, 1].
    rationale, reference : str
        Why, and where one can read it.
    kind : str
        ``noun``: a label in its own right; ``generic``: a noun that lends itself to the words before it
        (*forces* in "rebel forces"); ``name``: a proper name, which also says whose a label beside it is.
    default : bool
        This actor has the label when several actors share it and nothing else tells whose it is.
    alone : str
        How the label is read where no name stands beside it. ``default``: as the actor that has it by
        default. ``recent``: as the last actor named that carries it ("Daesh ... the extremists").
        ``repeated``: as where the article last spelled it out ("Turkish army ... the army").
    beside : bool
        The actor has the label only where its name stands beside it.
    terms : tuple of Term
    """

    label: str
    category: str
    valence: float
    rationale: str
    reference: str = ""
    kind: str = "noun"
    default: bool = False
    alone: str = "default"
    beside: bool = False
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Somebody whom the press names.

    Attributes
    ----------
    actor : str
        Identity, such as ``"opposition"``.
    name, definition : str
        How tables and figures call it, and who counts as it.
    names : tuple of Term
        Words that make a label beside them this actor's ("Kurdish" fighters), without naming it alone.
    country : tuple of Term
        Names of the actor's country and its adjective: they make an institution beside them this actor's
        ("Syrian army"), but not people ("Syrian militants").
    labels : tuple of Label
    """

    actor: str
    name: str
    definition: str
    names: tuple[Term, ...] = ()
    country: tuple[Term, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Actors, labels and terms, as read from a YAML file by :func:`load_lexicon`.

    Attributes
    ----------
    name, version, language, description, scope, license, citation : str
    authors : tuple of str
    actors : tuple of Actor
    about : tuple of Term
        Labels that stand alone count only near one of these words, in the same article.
    elsewhere : tuple of Term
        Names of parties outside the lexicon: a label beside one ("Iraqi government") is no mention.
    modifiers : frozenset of str
        Words that may stand between a name and its label ("Syrian *ground* forces").
    focus : tuple of str
        Actors that tables and figures show unless others are asked for; empty for all.
    path : str
        The file it was read from.
    sha256 : str
        Hash of that file.
    """

    name: str
    version: str
    language: str
    description: str
    scope: str
    license: str
    citation: str
    authors: tuple[str, ...]
    actors: tuple[Actor, ...]
    about: tuple[Term, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    modifiers: frozenset[str] = field(default_factory=frozenset)
    focus: tuple[str, ...] = ()
    path: str = ""
    sha256: str = ""

    @cached_property
    def by_actor(self) -> dict[str, Actor]:
        """Actors by identity."""
        return {actor.actor: actor for actor in self.actors}

    def actor(self, name: str) -> Actor:
        """Return the actor called `name`.

        Raises
        ------
        UnknownNameError
            With the nearest actor, if there is none.
        """
        if name not in self.by_actor:
            raise UnknownNameError(f"actor in lexicon {self.name!r}", name, self.by_actor)
        return self.by_actor[name]

    def __iter__(self) -> Iterator[tuple[Actor, Label, Term]]:
        for actor in self.actors:
            for label in actor.labels:
                for term in label.terms:
                    yield actor, label, term

    def terms(self) -> pd.DataFrame:
        """Every term as a table.

        Returns
        -------
        pandas.DataFrame
            One row per term: actor, label, category, valence [-1, 1], term, forms, line.
        """
        import pandas as pd

        columns = ["actor", "label", "category", "valence", "kind", "default", "term", "forms", "line"]
        rows = [
            (a.actor, b.label, b.category, b.valence, b.kind, b.default, t.text, "; ".join(t.forms), t.line)
            for a, b, t in self
        ]
        return pd.DataFrame(rows, columns=columns)
