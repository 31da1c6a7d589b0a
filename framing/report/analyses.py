"""Sentences about analyses beyond the comparison of labels, and about the software; or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.report.clauses import Clause, counted, joined
from framing.report.inference import adjusted, amount

if TYPE_CHECKING:
    from framing.report.folder import Results


def divergence(results: Results) -> list[Clause]:
    """How far sources lie apart, in one number and on a map."""
    told = []
    n = len(results.table("distances"))
    if n:
        said = f"The labels of {counted(n, 'pair')} of sources were set apart by the Jensen\u2013Shannon divergence"
        null = ", beside what articles dealt at random give" if len(results.numbers("distances", "null_mean")) else ""
        told += [Clause(said + null, ("lin1991",)), *adjusted(results, "distances")]
    if len(results.table("source_map")):
        told.append(
            Clause("Sources and labels were placed on a plane by correspondence analysis", ("greenacre2017",))
        )
    return told


def words(results: Results) -> list[Clause]:
    """Keyness and collocates."""
    told = []
    n = results.column("keyness", "word").nunique()
    if n:
        said = f"The words near actors ({n:,} of them reported) were compared by log odds ratios"
        said += " with an informative prior"
        told.append(Clause(f"{said}, with articles as the unit of sampling", ("monroe2008", "lijffijt2016")))
        told += adjusted(results, "keyness")
        also = [
            ("log_likelihood", "log-likelihood", "rayson2000"),
            ("log_ratio_conservative", "conservative log ratio", "evert2022"),
            ("dispersion", "dispersion", "gries2008"),
        ]
        given = [size for size in also if len(results.numbers("keyness", size[0]))]
        if given:
            told.append(Clause(f"Each word also has its {joined(s[1] for s in given)}", tuple(s[2] for s in given)))
    if len(results.numbers("collocates", "log_dice")):
        told.append(Clause("The company that actors keep was measured by log-Dice", ("rychly2008",)))
    return told


def periods(results: Results) -> Clause | None:
    """In how many periods labels were counted."""
    found = sorted(set(results.column("periods", "period")))
    if not found:
        return None
    said = f"Shares of labels were also taken in {counted(len(found), 'period')}"
    return Clause(f"{said}, from {found[0]} to {found[-1]}" if len(found) > 1 else f"{said} ({found[0]})")


def changes(results: Results) -> list[Clause]:
    """Events before and after which sources were compared with themselves."""
    table = results.table("changes")
    if table.empty or not {"event", "date"} <= set(table.columns):
        return []
    events = table[["event", "date"]].fillna("").drop_duplicates()
    named = joined(f"{event} ({day[:10]})" if event else day[:10] for event, day in events.itertuples(index=False))
    said = f"What sources wrote from the day of an event on was compared with what they wrote before it: {named}"
    return [Clause(said), *adjusted(results, "changes")]


def sensitivity(results: Results) -> list[Clause]:
    """How often the comparison was made again, and what came out."""
    table = results.table("specifications")
    question = ["actor", "measure", "label", "source", "against"]
    if table.empty or not {*question, "kind", "difference"} <= set(table.columns):
        return []
    told = []
    for (actor, measure, label, source, against), rows in table.groupby(question, dropna=False, sort=False):
        others = pd.to_numeric(rows.loc[rows["kind"] != "main", "difference"], errors="coerce").dropna()
        if others.empty:
            continue
        of = label if isinstance(label, str) else str(measure).replace("_", " ")
        ends = (amount(end, str(measure)) for end in (others.min(), others.max()))
        ways = f"{len(others):,} other {'way' if len(others) == 1 else 'ways'}"
        said = f"The comparison of {source} with {against} ({actor}, {of}) was made again in {ways}"
        told.append(
            Clause(f"{said}; the difference lay between {' and '.join(ends)}", ("simonsohn2020", "steegen2016"))
        )
    return told


def software(results: Results) -> list[Clause]:
    """With what it was computed, so that it can be computed again."""
    version, python, seed = results.text("framing"), results.text("python"), results.text("options", "seed")
    told = []
    if version:
        under = f" under Python {python}" if python else ""
        told.append(Clause(f"All numbers were computed with framing {version}{under}", ("framing",)))
    recorded = results.run.get("libraries")
    libraries = recorded if isinstance(recorded, dict) else {}
    works = {"numpy": "harris2020", "pandas": "mckinney2010", "matplotlib": "hunter2007"}
    used = {name: key for name, key in works.items() if name in libraries}
    if used:
        named = joined(f"{name} {libraries[name]}" for name in used)
        told.append(Clause(f"It builds on {named}", tuple(used.values())))
    if seed:
        told.append(Clause(f"The seed of the random numbers was {seed}"))
    return told
