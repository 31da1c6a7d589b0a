"""Sentences about intervals, tests and what the numbers stand for; each says what the folder shows, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from framing.report.clauses import Clause, counted, joined, percent

if TYPE_CHECKING:
    from framing.report.folder import Results

#: Tables whose rows end with an interval and a flag.
_ESTIMATES: Final = ("labels", "composition", "periods", "sources", "voices", "speakers", "stance", "comparison")
_TOLERANCE: Final = 1e-6
#: From this many articles on, the spread is computed and not drawn, as `framing.measures.intervals` has it.
_MANY: Final = 5_000


def intervals(results: Results) -> list[Clause]:
    """What was resampled, and how bounds were found."""
    kinds = {kind for stem in _ESTIMATES for cell in results.column(stem, "interval") for kind in cell.split(" | ")}
    resamples, level = results.number("options", "resamples"), results.number("options", "level")
    if not kinds or not resamples:
        return []
    # A run that records no level had none to choose.
    told = [
        Clause(
            f"Intervals cover {100 * (level or 0.95):g} % and rest on {resamples:,.0f} resamples of articles, "
            "not of mentions",
            ("efron1993",),
        )
    ]
    if "articles+sentences" in kinds:
        told.append(Clause("Where fewer than ten articles name an actor, their sentences were drawn anew as well"))
    if "sentences" in kinds:
        told.append(
            Clause("Where a single article names an actor, its sentences were drawn, which says nothing of others")
        )
    if any((results.numbers(stem, "n_articles") >= _MANY).any() for stem in _ESTIMATES):
        told.append(
            Clause(
                f"Where {_MANY:,} articles or more name an actor, the spread was computed from the residuals of "
                "articles, on which ever more resamples settle",
                ("cochran1977",),
            )
        )
    told.append(
        Clause(
            "Bounds of shares, means and rates are Wilson's score bounds for the number of independent mentions that "
            "would vary as much, an idea of survey research",
            ("wilson1927", "korn1998"),
        )
    )
    return told


def warnings(results: Results) -> Clause | None:
    """How many estimates rest on little."""
    flags = pd.concat([results.table(stem).get("flag", pd.Series(dtype=str)) for stem in _ESTIMATES])
    few = flags.fillna("").str.contains("few |one article")
    if not few.any():
        return None
    return Clause(
        f"Of the {len(flags):,} estimates, {few.sum():,} ({percent(few.sum(), len(flags))}) rest on few articles or "
        "mentions and are marked"
    )


def comparison(results: Results) -> list[Clause]:
    """Which sources were compared, and how their difference and its p were found."""
    against = list(dict.fromkeys(results.column("comparison", "against")))
    if not against:
        return []
    with_what = (
        "in pairs" if len(against) > 1 else f"with {'all others together' if against == ['rest'] else against[0]}"
    )
    told = [
        Clause(f"Sources were compared {with_what}; intervals of differences join those of both sides", ("zou2008",))
    ]
    n_tests, n_rows = len(results.numbers("comparison", "p")), len(results.table("comparison"))
    if not n_tests:
        return [*told, Clause("No p is given, for no comparison has enough articles")]
    resamples = results.number("options", "resamples")
    often = f" {resamples:,.0f} times" if resamples else ""
    dealt = f"p values come from dealing the articles to the two sides at random{often}"
    told.append(Clause(dealt, ("chung2013",)))
    told.append(
        Clause(
            "They count the deals that lie as many standard errors apart; where the deals spread wider than the"
            " interval of a difference allows for, it is lengthened to match"
        )
    )
    told += adjusted(results, "comparison")
    if n_tests < n_rows:
        told.append(Clause(f"{counted(n_rows - n_tests, 'comparison')} of {n_rows:,} have too few articles for a p"))
    return told


def effects(results: Results) -> list[Clause]:
    """Effect sizes, equivalence and what could have been seen."""
    told = []
    sizes = [("odds_ratio", "odds ratios", ()), ("cohens_h", "Cohen's h", ("cohen1988",))]
    given = [size for size in sizes if len(results.numbers("comparison", size[0]))]
    if given:
        keys = tuple(key for size in given for key in size[2])
        told.append(Clause(f"Differences of shares are also given as {joined(size[1] for size in given)}", keys))
    n = len(results.numbers("comparison", "p_equivalence"))
    if n:
        margin = results.number("options", "margin")
        of = f"of {margin:g} " if margin else ""
        tests = f"tests of equivalence with a margin {of}declared beforehand".replace("  ", " ")
        told.append(Clause(f"There are {counted(n, 'pair')} of one-sided {tests}", ("schuirmann1987", "lakens2017")))
    smallest = [
        f"{amount(middle, measure)} ({measure.replace('_', ' ')})" for measure, middle in _detectable(results).items()
    ]
    if smallest:
        told.append(
            Clause(
                "The median of the smallest differences that would have been found in four of five samples of this "
                f"size is {joined(smallest)}"
            )
        )
    return told


def target(results: Results) -> Clause | None:
    """What the intervals speak about."""
    if not any(len(results.column(stem, "interval")) for stem in _ESTIMATES):
        return None
    return Clause(
        "Intervals and tests speak about the stories that the same sources might have published in the same time by "
        "the same practice, of which the articles at hand are taken as a sample (a superpopulation of stories); they "
        "do not speak about other sources or times, nor about intentions or effects"
    )


def adjusted(results: Results, stem: str) -> list[Clause]:
    """Over how many tests p was adjusted, as far as the table bears it out."""
    table = results.table(stem)
    if not {"p", "p_adjusted"} <= set(table.columns):
        return []
    tests = table.assign(
        p=pd.to_numeric(table["p"], errors="coerce"), adjusted=pd.to_numeric(table["p_adjusted"], errors="coerce")
    ).dropna(subset=["p", "adjusted"])
    if tests.empty:
        return []
    over = ""
    if _is_family(tests):
        over = f" over {counted(len(tests), 'test')}"
    elif "measure" in tests.columns:
        families = dict(list(tests.groupby("measure", sort=False)))
        if all(map(_is_family, families.values())):
            sizes = joined(f"{len(rows):,} ({str(name).replace('_', ' ')})" for name, rows in families.items())
            over = f" over the tests of each measure, {sizes}"
    return [Clause(f"p values were adjusted{over} to control the false discovery rate", ("benjamini1995",))]


def _is_family(tests: pd.DataFrame) -> bool:
    """Whether p was adjusted over these rows and no others, after Benjamini & Hochberg (1995)."""
    p = tests["p"].sort_values(ascending=False)
    steps = p * len(p) / pd.Series(range(len(p), 0, -1), index=p.index)
    return bool(((steps.cummin().clip(upper=1) - tests["adjusted"]).abs() < _TOLERANCE).all())


def _detectable(results: Results) -> dict[str, float]:
    """Median of the smallest differences that could have been found, by measure."""
    table = results.table("comparison")
    if not {"measure", "detectable"} <= set(table.columns):
        return {}
    numbers = pd.to_numeric(table["detectable"], errors="coerce")
    return {str(name): float(middle) for name, middle in numbers.groupby(table["measure"]).median().dropna().items()}


def amount(difference: float, measure: str) -> str:
    """A difference in words: percentage points for shares."""
    number = 100 * difference if measure.endswith("_share") else difference
    written = f"{number:.1f} percentage points" if measure.endswith("_share") else f"{number:.2f}"
    return written.replace("-", "\u2212")
