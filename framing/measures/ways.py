"""Other defensible ways to count the mentions of a comparison, and what each of them finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.baselines import REST
from framing.measures.intervals import Floats, Settings, generator
from framing.measures.selection import NEEDED, select
from framing.measures.sides import Scale, differences, side_of
from framing.measures.valence import valence_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What can be changed, in the order of the table.
KINDS: Final = tuple("main term label source article voice position ambiguity counting valence".split())

#: The measures that can be compared, each with the column that names what is counted.
COUNTED: Final = {"label_share": "label", "category_share": "category", "label_valence": ""}

#: Articles whose leaving out has a row: those that move the difference most.
_ARTICLES: Final = 10

#: Stands for the terms where mentions do not tell them.
NO_TERM: Final = "without each term"

#: How often valences are moved.
_DRAWS: Final = 20

#: Choices of mentions: kind, name, the column that is read, the cells that stay or go.
_CHOICES: Final = (
    ("voice", "own voice only", "voice", ("own",), True),
    ("voice", "attributed voices only", "voice", ("indirect", "direct"), True),
    ("voice", "without scare-quoted mentions", "scare_quoted", ("true",), False),
    ("position", "without headlines", "position", ("headline",), False),
    ("position", "headlines and leads only", "position", ("headline", "lead"), True),
    ("ambiguity", "unambiguous mentions only", "ambiguous", ("true",), False),
)


class Question(NamedTuple):
    """What is compared, and how intervals are made."""

    measure: str
    label: str
    actor: str
    source: str
    against: str
    settings: Settings


class Way(NamedTuple):
    """One specification: its kind, its name, and the mentions that it counts, or why there are none."""

    kind: str
    name: str
    rows: pd.DataFrame | None
    flag: str = ""


def rows_of(mentions: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Mentions of the actor, with what specifications read of them in lower case, and what is averaged."""
    placed = mentions.reset_index(drop=True).assign(place=range(len(mentions)))
    rows = select(placed, ["source", "place"], actor=question.actor)
    for column in ("surface", *dict.fromkeys(choice[2] for choice in _CHOICES)):
        if column in placed.columns:
            cells = placed[column].astype(object)
            read = cells.where(cells.notna(), "").astype(str).str.strip().str.lower()
            rows[column] = read.to_numpy()[rows["place"]]
    named = COUNTED[question.measure]
    counted = rows[named].astype(str) == question.label if named else rows["valence"]
    rows = rows.assign(counted=counted.astype(np.float64))
    return rows.sort_values(["source", *NEEDED], kind="stable", ignore_index=True)


def sides_of(rows: pd.DataFrame, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions by the source and by its baseline."""
    mine = rows["source"] == question.source
    return rows[mine], rows[~mine if question.against == REST else rows["source"] == question.against]


def nothing_left(first: pd.DataFrame, second: pd.DataFrame, question: Question) -> str:
    """Why two sides cannot be compared, or an empty string."""
    for side, name in ((first, question.source), (second, question.against)):
        if side.empty:
            return f"no mentions of {question.actor} by {name}"
    unused = question.label and not first["counted"].any() and not second["counted"].any()
    return f"neither side uses {question.label}" if unused else ""


def every_way(rows: pd.DataFrame, question: Question, jitter: float) -> Iterator[Way]:
    """All specifications, the main one first."""
    yield Way("main", "main", rows)
    yield from _left_out(rows, question)
    yield from _chosen(rows)
    yield _once(rows)
    if question.measure == "label_valence":
        yield from _moved(rows, jitter, question.settings)


def _left_out(rows: pd.DataFrame, question: Question) -> Iterator[Way]:
    """Each term, label, other source and influential article left out in turn."""
    sides = pd.concat(sides_of(rows, question))
    if "surface" not in rows.columns:
        yield Way("term", NO_TERM, None, "not made: mentions have no column 'surface'")
    others = set(sides["source"]) - {question.source} if question.against == REST else set()
    for kind, column, names in (
        ("term", "surface", set(sides["surface"]) if "surface" in rows.columns else set()),
        ("label", "label", set(sides["label"])),
        ("source", "source", others),
    ):
        for name in sorted(names):
            yield Way(kind, f"without {name}", rows[rows[column] != name])
    for article in _influential(rows, question):
        kept = rows["article_id"] != article
        source = rows.loc[~kept, "source"].iloc[0]
        yield Way("article", f"without article {article} ({source})", rows[kept])


def _influential(rows: pd.DataFrame, question: Question) -> list[Any]:
    """The articles without which the difference moves most, each tried by taking it out of the sums of its side."""
    found = []
    for side in sides_of(rows, question):
        sums = side.groupby("article_id", observed=True)["counted"].agg(["sum", "size"])
        top, size = sums["sum"].sum(), sums["size"].sum()
        if len(sums) == 1:
            found.append(pd.Series(np.inf, index=sums.index))
        else:
            found.append(((top - sums["sum"]) / (size - sums["size"]) - top / size).abs())
    moved = pd.concat(found).rename("moved").rename_axis("article").reset_index()
    return list(moved.sort_values(["moved", "article"], ascending=[False, True])["article"].head(_ARTICLES))


def _chosen(rows: pd.DataFrame) -> Iterator[Way]:
    """Mentions in a voice or position alone, without scare quotes, or without ambiguous ones."""
    for kind, name, column, cells, stay in _CHOICES:
        if column in rows.columns:
            yield Way(kind, name, rows[rows[column].isin(cells) == stay])
        else:
            yield Way(kind, name, None, f"not made: mentions have no column {column!r}")


def _once(rows: pd.DataFrame) -> Way:
    """The first mention in each article by each label."""
    firsts = rows.sort_values(["article_id", "sentence_start"], kind="stable").drop_duplicates(
        ["article_id", "label"]
    )
    return Way("counting", "one mention per article and label", firsts.sort_index())


def _moved(rows: pd.DataFrame, jitter: float, settings: Settings) -> Iterator[Way]:
    """Mentions whose valences are moved at random, label by label."""
    shifts: dict[Any, Floats] = {
        label: generator(settings, "valence", label).uniform(-jitter, jitter, _DRAWS)
        for label in rows["label"].unique()
    }
    for draw in range(_DRAWS):
        shift = rows["label"].astype(object).map({label: draws[draw] for label, draws in shifts.items()})
        moved = (rows["valence"] + shift.astype(np.float64)).clip(-1, 1)
        yield Way("valence", f"valences moved, draw {draw + 1}", rows.assign(valence=moved, counted=moved))


def answered(way: Way, question: Question) -> dict[str, Any]:
    """One specification: the comparison made from its mentions."""
    shown = {name: getattr(question, name) for name in ("actor", "measure", "label", "source", "against")}
    row: dict[str, Any] = {"kind": way.kind, "specification": way.name, **shown, "flag": way.flag}
    counts = ("n_mentions", "n_articles", "n_against_mentions", "n_against_articles")
    if way.rows is None:
        return {**row, **dict.fromkeys(counts, 0)}
    first, second = sides_of(way.rows, question)
    sizes = [n for side in (first, second) for n in (len(side), side["article_id"].nunique())]
    row.update(zip(counts, sizes, strict=True))
    reason = nothing_left(first, second, question)
    if reason:
        return {**row, "flag": f"nothing left to compare: {reason}"}
    kinds = pd.DataFrame({"counted": [1.0, 0.0]}) if COUNTED[question.measure] else None
    scale = Scale(kinds=kinds, column="counted", ends=valence_ends(way.rows)[question.actor])
    settings, actor = question.settings, question.actor
    # The keys of `compare_sources`, so that the random numbers are the same.
    key = ("not", question.source) if question.against == REST else ("is", question.against)
    one = side_of(first, question.source, scale, settings, "is", question.source, actor)
    other = side_of(second, question.against, scale, settings, *key, actor)
    found = differences(one, other, settings, actor, scale=scale)[0]
    flags = [flag for flag in str(found["flag"]).split("; ") if not flag.startswith("no p")]
    return {**row, **{name: found[name] for name in ("difference", "low", "high")}, "flag": "; ".join(flags)}
