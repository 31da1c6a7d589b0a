"""Sentences about coding by hand: the sample, the coders, the errors, the correction; or that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.report.clauses import Clause, counted, joined
from framing.report.inference import adjusted
from framing.report.scores import (
    MEASURES,
    Score,
    alphas,
    by_source,
    differing,
    is_corrected,
    is_validated,
    moved,
    overall,
)

if TYPE_CHECKING:
    from framing.report.folder import Results

_KINDS: Final = {
    "mention": "mentions",
    "candidate": "words of the lexicon that it had not counted",
    "sentence": "sentences (read for mentions that nothing marked)",
}
_SAID: Final = {"mention": "mentions", "label": "labels", "voice": "voices", "stance": "stances"}
_NAMES: Final = {"f1": "F1"}


def validation(results: Results) -> list[Clause]:
    """Whether and how anybody checked the machine, what came out, and what was done about it."""
    if not is_validated(results):
        return [
            Clause(
                "NO VALIDATION AGAINST CODING BY HAND STANDS BEHIND THESE NUMBERS: how often mentions, labels and "
                "voices were read wrongly in this corpus is not known, and the intervals do not contain such errors",
                ("grimmer2013",),
            )
        ]
    return [*_sample(results), *_agreement(results), *_scores(results), *_tests(results), *_correction(results)]


def _sample(results: Results) -> list[Clause]:
    """What was drawn, how, and who coded it."""
    population, drawn = results.design.get("population"), results.design.get("drawn")
    if not isinstance(population, dict) or not isinstance(drawn, dict):
        return []
    parts = [
        f"{drawn[kind]:,} of {population[kind]:,} {said}"
        for kind, said in _KINDS.items()
        if all(isinstance(each.get(kind), int) and each[kind] for each in (drawn, population))
    ]
    if not parts:
        return []
    told = [Clause(f"To be coded by hand, {joined(parts)} were drawn at random{_range(results)}", ("madow1949",))]
    by = [name for name in _listed(results, "by") if name]
    if by:
        said = f"Mentions were drawn by {joined(by)}, the rarer a group the higher its probability"
        told.append(Clause(said, ("bankier1988",)))
    return [*told, _coders(results), *_lexicon(results)]


def _range(results: Results) -> str:
    """Between what probabilities units were drawn."""
    known = results.numbers("coding.key", "probability")
    return f", with known probabilities from {known.min():.2g} to {known.max():.2g}" if len(known) else ""


def _coders(results: Results) -> Clause:
    """How many people coded, and what was hidden from them."""
    n, overlap = max(len(_listed(results, "coders")), 1), results.design.get("overlap")
    shared = isinstance(overlap, int) and n > 1 and overlap
    both = f", {overlap:,} of them by {'both' if n == 2 else 'all'}" if shared else ""
    return Clause(
        f"They were coded by {counted(n, 'person').replace('persons', 'people')}{both}, in random order and without "
        "source, date and what the machine had found"
    )


def _lexicon(results: Results) -> list[Clause]:
    """A warning, where the sample was drawn with another lexicon than that of the results."""
    drawn = results.design.get("lexicon")
    own, other = (results.text("lexicon", "sha256"), drawn.get("sha256") if isinstance(drawn, dict) else None)
    if not own or not other or own == other:
        return []
    return [Clause("THE SAMPLE WAS DRAWN WITH ANOTHER VERSION OF THE LEXICON than the results were made with")]


def _listed(results: Results, name: str) -> list[str]:
    found = results.design.get(name)
    return list(map(str, found)) if isinstance(found, list) else []


def _agreement(results: Results) -> list[Clause]:
    """How well coders agree."""
    found, n_coders = alphas(results)
    if not found:
        return [Clause("How far coders agree was not measured", ("song2020",))]
    known = [f"{each.told(per_cent=False)} for {each.name} (n = {each.n:,})" for each in found if each.known]
    unknown = [each.name for each in found if not each.known]
    told = []
    if known:
        said = f"Krippendorff's alpha of {counted(n_coders, 'coder')} was {joined(known)}"
        told.append(Clause(said, ("krippendorff2004", "hayes2007")))
    if unknown:
        told.append(Clause(f"Agreement on {joined(unknown)} could not be estimated"))
    return told


def _scores(results: Results) -> list[Clause]:
    """How often the machine found what people coded, in all and over the sources."""
    told = []
    for variable, measures in MEASURES.items():
        scores = [(measure, overall(results, variable, measure)) for measure in measures]
        parts = [_part(measure, score) for measure, score in scores if score and score.known]
        missing = [f"{measure} ({score.flag})" if score.flag else measure for measure, score in scores
                   if score and not score.known]  # fmt: skip
        if parts:
            told.append(
                Clause(f"Found {_SAID[variable]} have {joined(parts)}{_spread(results, variable, measures[0])}")
            )
        if missing:
            told.append(Clause(f"Of {_SAID[variable]}, {joined(missing)} could not be estimated"))
    if told:
        first = "Against these codes, weighted by the inverse of the probabilities, "
        told[0] = Clause(first + told[0].sentence[0].lower() + told[0].sentence[1:])
    return told


def _part(measure: str, score: Score) -> str:
    name = _NAMES.get(measure, measure)
    article = "an" if name[0] in "aF" else "a"
    return f"{article} {name} of {score.told()} (n = {score.n:,})"


def _spread(results: Results, variable: str, measure: str) -> str:
    """Between which sources a score lies."""
    sources = by_source(results, variable, measure)
    known = [score for score in sources if score.known]
    if len(known) < 2:
        return ""
    ends = (f"{100 * score.value:.0f} % ({score.name})" for score in (known[0], known[-1]))
    unknown = len(sources) - len(known)
    rest = f"; of {counted(unknown, 'source')} too little was coded" if unknown else ""
    return f"; over {counted(len(known), 'source')} {measure} lies between {' and '.join(ends)}{rest}"


def _tests(results: Results) -> list[Clause]:
    """Whether errors differ between sources."""
    differ, n = differing(results)
    if not n:
        return []
    said = f"In {differ:,} of {n:,} tests, the errors in one source differ from those in the others (p < .05)"
    none = "" if n == differ else "; where none was found, there may be one that so few units do not show"
    return [Clause(said + none), *adjusted(results, "validation_tests")]


def _correction(results: Results) -> list[Clause]:
    """What was corrected, by which method, and how far it moved the numbers."""
    if not is_corrected(results):
        tried = "Too few units were coded to correct an estimate; shares" if moved(results) else "Shares"
        return [
            Clause(f"{tried}, differences and their intervals do not contain the errors found", ("teblunthuis2024",))
        ]
    told = [
        Clause(
            "Corrected estimates add to what the machine found the errors of the coded units, each weighted by the "
            "inverse of its probability of being drawn; their intervals contain the uncertainty of both",
            ("egami2023", "angelopoulos2023"),
        )
    ]
    for what, n, outside, unknown, found_only in moved(results):
        rest = f"; {unknown:,} could not be corrected, as too few units were coded" if unknown else ""
        said = f"In {outside:,} of {n:,} corrected {what}, the uncorrected one lies outside the interval{rest}"
        told.append(Clause(said))
        if found_only:
            said = f"{found_only:,} of them hold for the mentions that were found, as no other words were coded there"
            told.append(Clause(said))
    if len(results.numbers("corrected_comparison", "p")):
        told.append(
            Clause("p values of corrected differences are those of Student's t, after Welch and Satterthwaite")
        )
    return [*told, *adjusted(results, "corrected_comparison")]
