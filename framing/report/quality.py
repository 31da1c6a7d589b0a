"""The part of the page that tells how good the numbers are: what people coded, or that nobody did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.report.clauses import joined
from framing.report.escape import markup
from framing.report.known_tables import KNOWN
from framing.report.scores import (
    Score,
    actors,
    alphas,
    by_source,
    differing,
    is_corrected,
    is_validated,
    moved,
    overall,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from framing.report.folder import Results

_ALONE: Final = (
    '<div class="unvalidated" role="note">'
    "<p><strong>No hand-coded data stand behind these numbers.</strong></p>"
    "<p>How often mentions, labels and voices were read wrongly in these articles, and whether more often in one "
    "source than in another, is not known.</p>"
    "<p>Draw a sample with <code>framing sample RESULTS --articles ARTICLES --out coding.csv</code>, code it, then "
    "run <code>framing validate coding.csv RESULTS --out RESULTS</code>.</p></div>"
)
#: Columns of the table: heading, variable and measure.
_COLUMNS: Final = (
    ("Precision of mentions", "mention", "precision"),
    ("Recall of mentions", "mention", "recall"),
    ("F1 of mentions", "mention", "f1"),
    ("Labels right", "label", "accuracy"),
    ("Voices right", "voice", "accuracy"),
    ("Stances right", "stance", "accuracy"),
)
_LINKED: Final = (
    "validation", "validation_tests", "validation_errors", "agreement", "disagreements", "corrected",
    "corrected_comparison",
)  # fmt: skip


def quality_html(results: Results, links: Mapping[str, str]) -> str:
    """What coding by hand says of the numbers, with links to the tables; a warning where there is none."""
    if not is_validated(results):
        return _ALONE
    lines = [*_untold(results), *_sources(results), *_tests(results), *_coders(results), *_correction(results)]
    told = "".join(f"<li>{markup(line)}</li>" for line in lines)
    tables = " · ".join(f'<a href="{links[stem]}">{markup(KNOWN[stem][0])}</a>' for stem in _LINKED if stem in links)
    return f"{_table(results)}<ul>{told}</ul>{f'<p>All of it: {tables}</p>' if tables else ''}"


def _scores(results: Results) -> dict[str, list[Score | None]]:
    """Scores by actor, with those of all actors first."""
    return {
        name: [overall(results, variable, measure, name) for _, variable, measure in _COLUMNS]
        for name in ("", *actors(results))
    }


def _untold(results: Results) -> Iterator[str]:
    """Actors of whom nothing can be told."""
    names = [name for name, scores in _scores(results).items() if name and not _any_known(scores)]
    if names:
        yield f"Too little was coded of {joined(names)}."


def _any_known(scores: list[Score | None]) -> bool:
    return any(score and score.known for score in scores)


def _table(results: Results) -> str:
    """One row for all actors together, and one for each of whom something can be told."""
    found = {name: scores for name, scores in _scores(results).items() if not name or _any_known(scores)}
    shown = [at for at in range(len(_COLUMNS)) if any(scores[at] for scores in found.values())]
    if not shown:
        return ""
    heads = "".join(f'<th scope="col">{_COLUMNS[at][0]}</th>' for at in shown)
    rows = "".join(
        f'<tr><th scope="row">{markup(name or "all actors")}</th>'
        f"{''.join(f'<td>{_cell(scores[at])}</td>' for at in shown)}</tr>"
        for name, scores in found.items()
        if any(scores)
    )
    return (
        '<p class="note">What was found, against what people coded. Brackets hold intervals; n: coded units.</p>'
        '<div class="wide" role="region" tabindex="0" aria-label="Scores"><table class="key">'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(score: Score | None) -> str:
    if score is None:
        return "\u2013"
    if not score.known:
        return f"not estimable{markup(f' ({score.flag})' if score.flag else '')}"
    return f"{markup(score.told())}<br><small>n\u00a0=\u00a0{score.n:,}</small>"


def _sources(results: Results) -> Iterator[str]:
    """The best and the worst source in each respect."""
    for head, variable, measure in _COLUMNS:
        scores = by_source(results, variable, measure)
        known = [score for score in scores if score.known]
        if measure == "f1" or len(known) < 2:
            continue
        worst, best = known[0], known[-1]
        unknown = f"; too little was coded in {len(scores) - len(known):,} more" if len(scores) > len(known) else ""
        yield (
            f"{head}: lowest in {worst.name}, {worst.told()} (n = {worst.n:,}); highest in {best.name}, "
            f"{best.told()} (n = {best.n:,}){unknown}."
        )


def _tests(results: Results) -> Iterator[str]:
    differ, n = differing(results)
    if n:
        yield (
            f"Errors of one source differ from those of the others in {differ:,} of {n:,} tests (adjusted p < .05). "
            "Differences that no test shows may still be there."
        )


def _coders(results: Results) -> Iterator[str]:
    found, n = alphas(results)
    known = [f"{score.name} {score.told(per_cent=False)} (n = {score.n:,})" for score in found if score.known]
    if known:
        yield f"Agreement of {n:,} coders, Krippendorff's alpha: {'; '.join(known)}."
    elif found:
        yield "Agreement of coders could not be estimated."
    else:
        yield "How far coders agree was not measured."


def _correction(results: Results) -> Iterator[str]:
    if not is_corrected(results):
        tried = "Too little was coded to correct a number. " if moved(results) else ""
        yield f"{tried}The numbers below are not corrected for these errors, and their intervals do not contain them."
        return
    for what, n, outside, unknown, found_only in moved(results):
        rest = f" {unknown:,} more could not be corrected: too little was coded." if unknown else ""
        only = f" {found_only:,} hold for mentions found: no other words were coded there." if found_only else ""
        yield f"In {outside:,} of {n:,} corrected {what}, the uncorrected one lies outside the interval.{rest}{only}"
