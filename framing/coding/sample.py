"""A sample of a corpus to be coded by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.coding.codes import allowed_codes, labels_by_actor
from framing.coding.draw import draw
from framing.coding.plan import check_plan
from framing.coding.sheets import deal, generator, sheet, show, show_alone
from framing.coding.units import Searched, check_articles, mention_units, search, unit_id
from framing.schema import UNITS, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from framing.coding.plan import Plan
    from framing.lexicon import Lexicon


#: Begins the strata of mentions of actors that were not asked for.
OTHERS: Final = "other actors: "


@dataclass(frozen=True)
class Sample:
    """Units drawn to be coded by hand.

    Attributes
    ----------
    units : pandas.DataFrame
        The key: one row per unit, with the columns of :data:`framing.schema.UNITS`. Coders must not see it.
    sheets : dict of str to pandas.DataFrame
        For each coder the units to code, blinded, in an order of its own; columns of :data:`framing.schema.SHEET`,
        the variables (empty), and ``note``.
    design : dict
        How the units were drawn, the codes allowed, and ``notes``: sentences on what a reader should know.
    """

    units: pd.DataFrame
    sheets: dict[str, pd.DataFrame]
    design: dict[str, Any]

    def __repr__(self) -> str:
        drawn = ", ".join(f"{n} {kind}s" for kind, n in self.design["drawn"].items())
        coders = ", ".join(filter(None, self.sheets))
        return f"Sample of {len(self.units)} units ({drawn}){f' for {coders}' if coders else ''}"


def sample(mentions: pd.DataFrame, articles: pd.DataFrame | None, lexicon: Lexicon, plan: Plan) -> Sample:
    """Draw a sample; see :func:`framing.draw_sample`."""
    check_plan(mentions, lexicon, plan)
    frames = {"mention": _first(mention_units(mentions, plan.by), plan.actors)}
    negatives = plan.n // 4 if plan.negatives is None else plan.negatives
    read, share, notes = Searched(), 1.0, []
    if articles is None:
        negatives = 0
        notes.append("the articles were not given: coders see the sentence alone")
    else:
        articles = articles[articles["status"] == "ok"]
        check_articles(articles, mentions)
        if negatives:
            some = _some(articles, plan)
            share = len(some) / len(articles)
            frames["candidate"], frames["sentence"], read = search(some, frames["mention"], lexicon)
            notes += [] if share == 1 else [f"{len(some)} of {len(articles)} articles were searched for negatives"]
    asked = _parts(frames, plan.n, negatives)
    units = _drawn(frames, asked, share, plan.seed)
    shown = show_alone(units, mentions) if articles is None else show(units, articles, read)
    variables = [name for name in VARIABLES if name in plan.variables or (name == "missed" and negatives)]
    overlap = _overlap(plan, len(units))
    hands = deal(units, plan.coders, overlap, plan.seed)
    design = _design(plan, lexicon, variables) | {
        "overlap": overlap,
        "frame": units["frame"].iloc[0],
        "population": {kind: round(len(each) / (1 if kind == "mention" else share)) for kind, each in frames.items()},
        "drawn": {kind: int((units["kind"] == kind).sum()) for kind in frames},
        "notes": [*notes, *_notes(frames, asked, plan, overlap)],
    }
    return Sample(units, {coder: sheet(hand, shown, variables) for coder, hand in hands.items()}, design)


def _some(articles: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Articles to search for what was not found: all, or some drawn at random."""
    articles = articles.sort_values("article_id", kind="stable", ignore_index=True)
    if len(articles) <= plan.most_articles:
        return articles
    chosen = generator(plan.seed, "articles").choice(len(articles), plan.most_articles, replace=False)
    return articles.iloc[sorted(chosen.tolist())]


def _parts(frames: Mapping[str, pd.DataFrame], n: int, negatives: int) -> dict[str, int]:
    """Units of each kind to draw: rejected words and sentences by halves, as far as there are so many."""
    asked = {"mention": n - negatives}
    if negatives:
        candidates, sentences = len(frames["candidate"]), len(frames["sentence"])
        first = min(max(negatives // 2, negatives - sentences), candidates)
        asked |= {"candidate": first, "sentence": negatives - first}
    return asked


def _notes(frames: Mapping[str, pd.DataFrame], asked: Mapping[str, int], plan: Plan, overlap: int) -> list[str]:
    """What a reader should know of the draw."""
    notes = []
    for kind, wanted in asked.items():
        there = len(frames[kind])
        if wanted > there:
            notes.append(f"{wanted} {kind}s were asked for; all {there} that there are were taken")
        elif wanted == 0:
            notes.append(f"no {kind} was drawn, of {there}")
    if len(asked) == 1:
        notes.append("only mentions were drawn: precision can be told, recall cannot")
    if len(plan.coders) > 1 and overlap == 0:
        notes.append("no unit is coded twice: agreement cannot be told")
    return notes


def _drawn(frames: Mapping[str, pd.DataFrame], asked: Mapping[str, int], share: float, seed: int) -> pd.DataFrame:
    """The units drawn, with their probabilities."""
    parts = []
    for kind, frame in frames.items():
        if asked[kind] and len(frame):
            for pool, rows, wanted in _pools(frame, asked[kind]):
                at, probabilities, sizes = draw(rows["stratum"].tolist(), wanted, generator(seed, f"{kind}{pool}"))
                part = rows.iloc[at].copy()
                # Among articles that were drawn themselves; the product serves as in two-phase sampling.
                part["probability"] = probabilities[at] * (1 if kind == "mention" else share)
                part["population"] = sizes[at]
                parts.append(part)
    units = pd.concat(parts, ignore_index=True)
    places = zip(units["kind"], units["article_id"], units["start"], units["end"], strict=True)
    units.insert(0, "unit_id", [unit_id(*place) for place in places])
    units["frame"] = _frame(frames)
    return units[list(UNITS)]


def _first(units: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    """Mentions with strata of their own for actors that were not asked for, if some were."""
    if not actors:
        return units
    others = ~units["actor"].isin(actors)
    return units.assign(stratum=units["stratum"].where(~others, OTHERS + units["stratum"]))


def _pools(frame: pd.DataFrame, wanted: int) -> Iterator[tuple[str, pd.DataFrame, int]]:
    """The units to draw from: those of the actors asked for, and a fifth of all of the others."""
    others = frame["stratum"].str.startswith(OTHERS)
    n_others = int(others.sum())
    few = min(max(round(wanted / 5), wanted - (len(frame) - n_others)), n_others)
    if n_others and few:
        yield " of others", frame[others], few
    if wanted > few:
        yield "", frame[~others], wanted - few


def _frame(frames: Mapping[str, pd.DataFrame]) -> str:
    """A hash of all units drawn from."""
    told = hashlib.sha256()
    for frame in frames.values():
        columns = (frame[name].tolist() for name in ("kind", "article_id", "start", "end"))
        lines = ("\x1f".join(map(str, row)) for row in zip(*columns, strict=True))
        told.update("\n".join(lines).encode(errors="surrogatepass"))
    return told.hexdigest()[:16]


def _overlap(plan: Plan, drawn: int) -> int:
    """Units that every coder gets."""
    wanted = 50 if plan.overlap is None else plan.overlap
    return drawn if len(plan.coders) == 1 else min(wanted, drawn)


def _design(plan: Plan, lexicon: Lexicon, variables: Sequence[str]) -> dict[str, Any]:
    codes = allowed_codes(lexicon)
    return {
        "framing": version("framing"),
        "lexicon": {"name": lexicon.name, "version": lexicon.version, "sha256": lexicon.sha256},
        "seed": plan.seed,
        "n": plan.n,
        "by": list(plan.by),
        "actors": list(plan.actors),
        "coders": list(plan.coders),
        "variables": {name: codes[name] for name in variables},
        "labels": labels_by_actor(lexicon),
    }
