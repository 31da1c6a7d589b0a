"""How well what was found meets what people coded: in all, for each source, label and period, with tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import UnknownNameError
from framing.measures.coded.coded_rows import coded_rows
from framing.measures.coded.validation_errors import confusion_of, errors_of
from framing.measures.coded.validation_groups import GROUPS, differences_of, scores_of
from framing.measures.coded.validation_notes import notes_of
from framing.measures.intervals import Settings, check_settings
from framing.schema import NO_ACTOR, VALIDATION, VALIDATION_TESTS, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Sequence


class Validation(NamedTuple):
    """What `validate` found.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row per measure, actor and part of the corpus (``schema.VALIDATION``).
    tests : pandas.DataFrame
        One row per test whether errors differ between parts (``schema.VALIDATION_TESTS``).
    errors : pandas.DataFrame
        One row per coded unit that differs, those that stand for the most units first.
    confusion : pandas.DataFrame
        One row per pair of codes, coded and found.
    sample : pandas.DataFrame
        One row per kind of unit: how many were coded, in how many articles, sources and strata, and the range of
        their probabilities.
    notes : list of str
        What to know before the numbers are used.
    about : dict of str to object
        The mentions validated: ``mentions``, ``articles``, ``sources`` (numbers), ``since``, ``until`` (days); the
        ``level`` of the intervals; the ``design`` of the sample, empty where it is not known.
    """

    scores: pd.DataFrame
    tests: pd.DataFrame
    errors: pd.DataFrame
    confusion: pd.DataFrame
    sample: pd.DataFrame
    notes: list[str]
    about: dict[str, Any]

    def __repr__(self) -> str:
        n = int(self.sample["n_coded"].sum())
        return f"Validation({n:,} coded units, {len(self.errors):,} errors; {len(self.scores):,} scores)"


def validate(
    gold: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    scored: pd.DataFrame | None = None,
    by: Sequence[str] = ("source", "label"),
    period: str | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Validation:
    """Precision, recall and F1 of what was found, by units that people coded, and tests whether errors differ.

    Parameters
    ----------
    gold : pandas.DataFrame
        One row per coded unit, as `read_gold` gives it (``schema.GOLD``). Its ``attrs`` tell of the sample, if they
        are there: how many mentions there were then, and what was not decided.
    mentions : pandas.DataFrame
        Mentions as found now, from the articles that were drawn from. They may have been found by another version of
        the lexicon than the units were drawn by: each unit is looked up anew, by its id, else by its place.
    scored : pandas.DataFrame, optional
        Stance of the mentions by one scorer (``mention_id``, ``scorer``, ``stance``), to validate it as well.
    by : sequence of {"source", "label"}
        Parts of the corpus to tell errors for; by the label that was found.
    period : {"day", "week", "month", "quarter", "year"}, optional
        Tell errors for periods of this length, too.
    level, resamples, seed
        As for `label_shares`; `resamples` are the deals behind each p.

    Returns
    -------
    Validation
        Tables and notes. In ``scores``, the variables are ``mention`` (is this a mention of the actor?), ``label``,
        ``voice`` and ``stance``; of the last two, and of ``accuracy``, the denominator are mentions rightly found.
        ``recall`` counts what people found in words that the lexicon rejected and in sentences as missed. Rows
        without an actor are of all actors, rows without a group of the whole corpus; a ``class`` is a label, voice
        or stance, told for the whole corpus alone. ``n_coded`` are the units in the denominator. Shares with fewer
        than 5 of these are missing, and the flag says why.

    Raises
    ------
    TableError
        If a column is missing, nothing is coded, a unit lacks its probability or is there twice, or none of the
        coded mentions is among the mentions.
    UnknownNameError
        If there is no such part of the corpus or period.

    Notes
    -----
    Each unit counts 1 / probability times, so strata that were over-sampled weigh what they weigh in the corpus; all
    measures are ratios of totals so estimated (Hajek 1971), F1 as well. Their variance is that of residuals summed by
    article; bounds are Wilson's at the number of units that would vary as much. With fewer than ten articles, what
    varies within them counts, too. Where no miss was seen among rejected words or sentences, the lower bounds of
    recall and F1 allow for as many as Wilson's upper bound for what was read (those of single labels do not).

    For the tests, articles are dealt to sources at random; p is adjusted over the tests of an actor between sources,
    or between periods (Benjamini & Hochberg 1995). A large p does not say that errors are alike: notes tell how large
    a difference would have been seen.

    References
    ----------
    Särndal, Swensson & Wretman (1992). *Model Assisted Survey Sampling*. Springer.
    Song et al. (2020). In validations we trust? *Political Communication* 37(4), 550-572.

    Examples
    --------
    >>> import pandas as pd
    >>> n = range(8)
    >>> gold = pd.DataFrame({
    ...     "unit_id": [f"u{i}" for i in n], "kind": "mention", "mention_id": [f"a{i}:0" for i in n],
    ...     "article_id": [f"a{i}" for i in n], "source": "North", "published": "2015-03-01", "start": 0, "end": 6,
    ...     "predicted_actor": "opposition", "predicted_label": "rebel", "predicted_voice": "own", "stratum": "",
    ...     "probability": [0.5] * 4 + [0.1] * 4, "actor": ["none"] + ["opposition"] * 7, "label": "rebel",
    ...     "voice": "own", "stance": "", "missed": "", "n_coders": 1, "text": "[Rebels] met."})
    >>> mentions = gold[["mention_id", "article_id", "source", "published", "start", "end"]].assign(
    ...     actor="opposition", label="rebel", voice="own")
    >>> found = validate(gold, mentions)
    >>> found.scores.loc[:1, ["variable", "measure", "value", "low", "high", "n_coded", "flag"]].round(2)
      variable    measure  value   low  high  n_coded                     flag
    0  mention  precision   0.96  0.54   1.0        8  few articles; few coded
    1  mention     recall    NaN   NaN   NaN        7       no negatives coded
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "validate")
    groups = [*dict.fromkeys([by] if isinstance(by, str) else by), *(["period"] if period else [])]
    for name in groups:
        if name not in GROUPS or (name == "period" and not period):
            raise UnknownNameError("part of the corpus to validate by", name, ["source", "label"])
    looked_up = coded_rows(gold, mentions, scored, period)
    rows = looked_up.rows.assign(article_number=np.unique(looked_up.rows["article_id"], return_inverse=True)[1])
    actors = ["", *sorted({*rows["actor"], *rows["found_actor"]} - {"", NO_ACTOR})]
    scores = pd.DataFrame([row for name in actors for row in scores_of(rows, name, groups, settings)])
    tests = pd.DataFrame([row for name in actors for row in differences_of(rows, name, groups, settings)])
    found = Validation(
        scores.reindex(columns=list(VALIDATION)),
        tests.reindex(columns=list(VALIDATION_TESTS)),
        errors_of(rows),
        confusion_of(rows),
        _sample(rows),
        [],
        {**_about(mentions), "level": level, "design": dict(gold.attrs.get("design") or {})},
    )
    told = [f"{str(note).rstrip('.').capitalize()}." for note in gold.attrs.get("notes", [])]
    return found._replace(notes=[*told, *notes_of(found, looked_up, mentions, scored=scored is not None)])


def _sample(rows: pd.DataFrame) -> pd.DataFrame:
    """What was coded, by kind of unit."""
    units = rows[rows["actor"] != ""].drop_duplicates("unit")
    found = [
        {
            "kind": kind,
            "n_coded": len(of),
            "n_articles": of["article_id"].nunique(),
            "n_sources": of["source"].nunique(),
            "n_strata": of["stratum"].nunique(),
            "probability_low": of["probability"].min(),
            "probability_high": of["probability"].max(),
        }
        for kind in VOCABULARY["kind_of_unit"]
        if len(of := units[units["kind"] == kind])
    ]
    return pd.DataFrame(found)


def _about(mentions: pd.DataFrame) -> dict[str, Any]:
    """The corpus as the mentions show it."""
    days = sorted({str(day)[:10] for day in mentions["published"].dropna().unique()} - {""})
    return {
        "mentions": len(mentions),
        "articles": int(mentions["article_id"].nunique()),
        "sources": int(mentions["source"].nunique()),
        "since": days[0] if days else "",
        "until": days[-1] if days else "",
    }
