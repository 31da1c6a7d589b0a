"""From the articles read to the mentions counted: how many remain after each step, and why the others do not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.schema import VOCABULARY, check

if TYPE_CHECKING:
    from framing.measures.selection import Names

#: Columns of the table.
FLOW: Final = ("step", "unit", "n", "left_out", "reason")

#: How a status is printed, where its name is not the reason.
_REASONS: Final = {"foreign_language": "not in English"}
#: Notes on articles left out that are printed, the most frequent ones.
_NOTES: Final = 2


def corpus_flow(articles: pd.DataFrame, mentions: pd.DataFrame, actors: Names = None) -> pd.DataFrame:
    """Count what remains of a corpus from reading to counting, and what is left out on the way.

    Reviewers ask how many of the articles found are behind the numbers; `plot_flow` draws the answer.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row per article read, also of those that cannot be analysed, as `framing.read_articles` gives it.
    mentions : pandas.DataFrame
        One row per mention of an actor in these articles.
    actors : str or list of str, optional
        The actors shown in the study; by default all.

    Returns
    -------
    pandas.DataFrame
        One row per step and reason, in order: ``step``, ``unit`` (``articles``, in the last step ``mentions``),
        ``n`` (how many remain after the step), ``left_out`` (how many it leaves out for this reason) and ``reason``
        (empty where nothing is left out). Steps are the articles read, those analysed, those that name an actor
        shown, and their mentions of these actors. Within articles, ``n`` is that of the step before less all that
        is left out.

    Raises
    ------
    TableError
        If a column is missing, an article comes twice, or a mention is in no article analysed.
    UnknownNameError
        If an actor does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c", "d"], "status": ["ok", "ok", "ok", "empty"], "note": ""})
    >>> mentions = pd.DataFrame({"article_id": ["a", "a", "b"], "actor": ["opposition", "opposition", "government"]})
    >>> corpus_flow(articles, mentions, "opposition")[["step", "unit", "n", "left_out"]]
                                   step      unit  n  left_out
    0                     articles read  articles  4         0
    1                 articles analysed  articles  3         1
    2  articles that mention opposition  articles  1         2
    3            mentions of opposition  mentions  2         0
    """
    check(articles, ["article_id", "status"], "articles")
    check(mentions, ["article_id", "actor"], "mentions")
    _check_articles(articles)
    analysed = set(articles.loc[articles["status"] == "ok", "article_id"])
    _check_mentions(mentions, analysed)
    kept = mentions if actors is None else mentions[_wanted(mentions, actors)]
    named = "an actor" if actors is None else " or ".join([actors] if isinstance(actors, str) else actors)
    naming = kept["article_id"].nunique()
    shown = "mentions" if actors is None else f"mentions of {named}"
    n = len(articles)
    rows = [("articles read", "articles", n, 0, "")]
    left_out = _left_out(articles)
    n -= sum(count for count, _ in left_out)
    rows += [("articles analysed", "articles", n, *reason) for reason in left_out or [(0, "")]]
    lacking = n - naming
    reason = f"no mention of {named}" if lacking else ""
    rows.append((f"articles that mention {named}", "articles", n - lacking, lacking, reason))
    rows.append((shown, "mentions", len(kept), 0, ""))
    return pd.DataFrame(rows, columns=list(FLOW))


def _left_out(articles: pd.DataFrame) -> list[tuple[int, str]]:
    """Articles that are not analysed, by status, with the notes that most of them have."""
    notes = articles["note"] if "note" in articles.columns else articles["status"].map(lambda _: "")
    found = []
    for status in VOCABULARY["status"]:
        mine = articles["status"] == status
        if status == "ok" or not mine.any():
            continue
        words = Counter(str(note).strip() for note in notes[mine].dropna() if str(note).strip())
        ranked = sorted(words, key=lambda note: (-words[note], note))
        told = [*ranked[:_NOTES], *(["other notes"] if len(ranked) > _NOTES else [])]
        name = _REASONS.get(status, status)
        found.append((int(mine.sum()), f"{name}: {'; '.join(told)}" if told else name))
    return found


def _wanted(mentions: pd.DataFrame, actors: Names) -> pd.Series[bool]:
    """Mentions of the actors asked for, each of which must occur."""
    known = set(mentions["actor"].dropna().astype(str))
    wanted = [actors] if isinstance(actors, str) else list(actors or [])
    if not wanted:
        raise TableError("corpus_flow: actors= is an empty list; name one actor at least, or leave it out")
    for actor in wanted:
        if actor not in known:
            raise UnknownNameError("actor", actor, known)
    return mentions["actor"].astype(str).isin(wanted)


def _check_articles(articles: pd.DataFrame) -> None:
    for column in ("article_id", "status"):
        if articles[column].isna().any():
            raise TableError(f"articles: column {column!r} has an empty cell; every article needs one")
    twice = articles["article_id"].duplicated()
    if twice.any():
        name = articles["article_id"][twice].iloc[0]
        raise TableError(f"articles: article {name!r} is there twice, and would be counted twice; keep one row of it")


def _check_mentions(mentions: pd.DataFrame, analysed: set[object]) -> None:
    stray = ~mentions["article_id"].isin(analysed)
    if stray.any():
        name = mentions["article_id"][stray].iloc[0]
        raise TableError(
            f"mentions: article {name!r} is not among the articles analysed; give the articles that were searched"
        )
