"""The same comparison in other defensible ways: which term, article or choice the result hangs on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.baselines import REST
from framing.measures.intervals import Settings, check_settings
from framing.measures.ways import (
    COUNTED,
    KINDS,
    NO_TERM,
    Question,
    answered,
    every_way,
    nothing_left,
    rows_of,
    sides_of,
)
from framing.schema import SPECIFICATIONS, check


def sensitivity(  # noqa: PLR0913 - a comparison has two sides, an actor and a label, besides what every measure has
    mentions: pd.DataFrame,
    measure: str = "label_share",
    *,
    actor: str,
    source: str,
    label: str | None = None,
    against: str = REST,
    jitter: float = 0.2,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Make one comparison of sources again in other defensible ways.

    Each term, each label, each other source of the rest and each article is left out in turn; mentions are counted in
    the outlet's own voice only, in attributed voices only, without scare quotes, without headlines, in headlines and
    leads only, without ambiguous ones, and once per article and label; and valences are moved at random. What is left
    out is missing from the denominator, too. A specification that cannot be made, or leaves nothing to compare, stays
    in the table without numbers.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor. ``surface``, ``voice``, ``scare_quoted``, ``position`` and ``ambiguous`` are
        read where they are there.
    measure : {"label_share", "category_share", "label_valence"}
        What is compared.
    actor, source : str
        Whose naming is compared, and by which source.
    label : str, optional
        The label, or for ``category_share`` the category; none for ``label_valence``.
    against : str
        ``rest``, which pools the articles of all other sources, or the name of one source.
    jitter : float
        Largest change of a label's valence, which stays between -1 and 1, in the 20 draws for ``label_valence``.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per specification: ``kind`` (``main``, ``term``, ``label``, ``source``, ``article``, ``voice``,
        ``position``, ``ambiguity``, ``counting`` or ``valence``), ``specification`` (in words), ``actor``,
        ``measure``, ``label``, ``source``, ``against``, ``difference`` (source less baseline), ``low``, ``high``,
        ``change`` (difference less that of the main specification), the mentions and articles on each side, and
        ``flag``. A term is a spelling in lower case. Of the articles, all of which are tried, the ten that move the
        difference most have a row. Ordered by kind and difference.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, the two sides are one source or have no mentions, or
        a label is missing or given in vain.
    UnknownNameError
        If the measure, the actor, a source or the label is unknown.

    Notes
    -----
    After the specification curve of Simonsohn, Simmons & Nelson (2020, Nature Human Behaviour). Differences and
    intervals are those of `compare_sources`.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "source": ["North"] * 4 + ["South"] * 4, "actor": "opposition",
    ...     "surface": ["terrorist", "terrorists", "terrorists", "rebels"] + ["rebels"] * 3 + ["terrorist"],
    ...     "label": ["terrorist"] * 3 + ["rebel"] * 4 + ["terrorist"],
    ...     "category": ["delegitimising"] * 3 + ["neutral"] * 4 + ["delegitimising"],
    ...     "valence": [-1] * 3 + [0] * 4 + [-1], "sentence_start": 0})
    >>> rows = sensitivity(mentions, actor="opposition", source="North", label="terrorist")
    >>> rows.loc[rows["kind"].isin(["main", "term"]), ["specification", "difference", "change"]].round(2)
            specification  difference  change
    0                main        0.50    0.00
    1      without rebels        0.00   -0.50
    2  without terrorists        0.25   -0.25
    3   without terrorist        0.67    0.17
    """
    question = Question(measure, label or "", actor, source, against, Settings(level, resamples, seed))
    _check_options(question, jitter)
    rows = rows_of(mentions, question)
    _check_names(mentions, rows, question)
    ways = every_way(rows, question, jitter)
    table = pd.DataFrame([answered(way, question) for way in ways], columns=list(SPECIFICATIONS))
    table["change"] = table["difference"] - table["difference"].iloc[0]
    place = table["kind"].map({kind: i for i, kind in enumerate(KINDS)})
    ordered = table.assign(place=place).sort_values(["place", "difference", "specification"], kind="stable")
    return ordered.drop(columns="place").reset_index(drop=True)


def sensitivity_sentence(specifications: pd.DataFrame) -> str:
    r"""Say in one sentence what a comparison hangs on.

    Parameters
    ----------
    specifications : pandas.DataFrame
        As `sensitivity` gives it.

    Returns
    -------
    str
        How many specifications there are, between which values the difference lies, which term moves it most and how
        far, in how many specifications its sign changes, and in how many its interval no longer excludes zero, or
        does so newly. Differences of shares are in percentage points.

    Raises
    ------
    TableError
        If a column is missing, or there is not one main specification with a difference.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({
    ...     "kind": ["main", "term"], "specification": ["main", "without terrorists"], "actor": "opposition",
    ...     "measure": "label_share", "label": "terrorist", "source": "North", "against": "rest",
    ...     "difference": [0.5, 0.25], "low": [0.2, -0.1], "high": [0.7, 0.5], "change": [0, -0.25]})
    >>> print(sensitivity_sentence(rows).replace("; ", ";\n"))
    In 2 specifications, the difference between North and rest in the share of terrorist (opposition) lies between +25.0 and +50.0 percentage points (main: +50.0);
    the most influential term is 'terrorists', without which it moves by -25.0 to +25.0;
    the sign never changes, and whether the interval excludes zero changes in 1.
    """  # noqa: E501 - what is printed
    check(
        specifications,
        (name for name in SPECIFICATIONS if not name.startswith("n_") and name != "flag"),
        "specifications",
    )
    main = specifications[specifications["kind"] == "main"]
    if len(main) != 1 or main["difference"].isna().any():
        raise TableError("sensitivity_sentence: the table needs one main specification with a difference")
    first = main.iloc[0]
    share = str(first["measure"]).endswith("_share")
    made = specifications[specifications["difference"].notna()]
    ends = [_printed(end, share=share) for end in (made["difference"].min(), made["difference"].max())]
    what = f"the share of {first['label']}" if share else "the valence of labels"
    turned = (np.sign(made["difference"]) != np.sign(first["difference"])).sum()
    excluded = (made["low"] > 0) | (made["high"] < 0)
    shifted = (excluded != (first["low"] > 0 or first["high"] < 0)).sum()
    parts = [
        f"In {len(specifications)} specifications, the difference between {first['source']} and {first['against']}"
        f" in {what} ({first['actor']}) lies between {ends[0]} and {ends[1]}{' percentage points' if share else ''}"
        f" (main: {_printed(first['difference'], share=share)})",
        _term(specifications[specifications["kind"] == "term"], share=share),
        f"the sign {_times(turned)}, and whether the interval excludes zero {_times(shifted)}",
        f"{len(specifications) - len(made)} could not be compared" if len(made) < len(specifications) else "",
    ]
    return "; ".join(filter(None, parts)) + "."


def _term(terms: pd.DataFrame, *, share: bool) -> str:
    """Name the term that moves the difference most."""
    terms = terms[terms["specification"] != NO_TERM]
    names = terms["specification"].astype(str).str.removeprefix("without ")
    lost = names[terms["difference"].isna()]
    if len(lost):
        return f"without {' or '.join(map(repr, lost))} nothing is left to compare"
    if terms.empty:
        return "no term could be left out"
    at = int(terms["change"].abs().to_numpy().argmax())
    change, rest = (_printed(float(terms[column].iloc[at]), share=share) for column in ("change", "difference"))
    return f"the most influential term is {names.iloc[at]!r}, without which it moves by {change} to {rest}"


def _printed(number: float, *, share: bool) -> str:
    """A difference with its sign, in percentage points for shares."""
    points = 100 * number if share else number
    return f"{points:+.1f}" if abs(points) >= 1 else f"{points:+.2f}"


def _times(n: int) -> str:
    return f"changes in {n}" if n else "never changes"


def _check_options(question: Question, jitter: float) -> None:
    """Raise if the options do not go together."""
    measure, label = question.measure, question.label
    if measure not in COUNTED:
        raise UnknownNameError("measure to compare", measure, COUNTED)
    check_settings(question.settings, "sensitivity")
    if COUNTED[measure] and not label:
        raise TableError(
            f"sensitivity: {measure!r} needs the {COUNTED[measure]} whose share is compared; give label="
        )
    if label and not COUNTED[measure]:
        raise TableError(f"sensitivity: {measure!r} is a mean over all labels; leave label= out")
    if not 0 <= jitter <= 1:
        raise TableError(f"sensitivity: jitter is {jitter}; it must lie between 0 and 1, such as 0.2")
    if question.source == question.against:
        raise TableError(f"sensitivity: {question.source!r} cannot be compared with itself; choose another against=")


def _check_names(mentions: pd.DataFrame, rows: pd.DataFrame, question: Question) -> None:
    """Raise if a source or the label is unknown, or there is nothing to compare from the start."""
    if mentions["source"].isna().any():
        raise TableError("mentions: column 'source' has empty cells; name the source of every article")
    known = set(mentions["source"].astype(str))
    for name in (question.source, question.against):
        if name not in known and (name != REST or name == question.source):
            raise UnknownNameError("source", name, known)
    named = COUNTED[question.measure]
    if named and question.label not in set(rows[named].astype(str)):
        raise UnknownNameError(named, question.label, set(rows[named].astype(str)))
    reason = nothing_left(*sides_of(rows, question), question)
    if reason:
        raise TableError(f"sensitivity: there is nothing to compare: {reason}; choose others")
