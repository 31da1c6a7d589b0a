"""One new article, or a few: who is named how, and how that sits against a reference corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.annotation import read_voices
from framing.measures import article_values, label_shares, label_valence, percentile_of, stance_means
from framing.stance.scorer import open_scorer, score

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from framing.lexicon import Lexicon

#: Below this many words an article is not scored: a share of two or three mentions says nothing.
MIN_WORDS: Final = 50


@dataclass(frozen=True)
class Profile:
    """How one article names its actors.

    Attributes
    ----------
    article : dict
        The article's row: article_id, source, title, text, words and the rest.
    abstained : str
        Why nothing is scored; empty if the article is.
    mentions, quotations : pandas.DataFrame
        One row per mention.
    labels : pandas.DataFrame
        One row per actor and label: its share among the mentions of the actor, with an interval.
    valence : pandas.DataFrame
        One row per actor: mean valence of its labels, with an interval.
    percentiles : pandas.DataFrame
        One row per actor: the percentile of that valence among the articles of the reference corpus, with
        an interval; empty without a reference.
    stance : pandas.DataFrame
        One row per actor: mean stance of the sentences, with an interval; empty without a scorer.
    """

    article: dict[Hashable, Any]
    abstained: str
    mentions: pd.DataFrame
    quotations: pd.DataFrame
    labels: pd.DataFrame
    valence: pd.DataFrame
    percentiles: pd.DataFrame
    stance: pd.DataFrame


def profile_articles(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    reference: pd.DataFrame | None = None,
    scorer: str | Path | None = None,
    seed: int = 0,
) -> Iterator[Profile]:
    """Profile each article by itself.

    Intervals come from the sentences of the article: they say how far the figures would move if other
    sentences of the same writer had been printed.

    Parameters
    ----------
    articles : pandas.DataFrame
        As :func:`read_articles` returns it.
    lexicon : Lexicon
    reference : pandas.DataFrame, optional
        Mentions of a reference corpus, made with the same lexicon.
    scorer : str or pathlib.Path, optional
        Scores the stance of each sentence, too: ``lexicon``, ``news`` or the file of a model.
    seed : int
        Seed of the resampling.

    Yields
    ------
    Profile
        One for each article, in their order. An article that is empty, unreadable, shorter than 50 words or
        not in English is not scored, and its ``abstained`` says why.

    Examples
    --------
    >>> from framing import load_lexicon, mark_regions
    >>> articles = mark_regions(pd.DataFrame({"article_id": ["a"], "text": ["Rebels left."]}))
    >>> next(profile_articles(articles, load_lexicon("syria"))).abstained
    'too short: 2 words; a profile needs at least 50'
    """
    values = None if reference is None else article_values(reference)
    opened = None if scorer is None else open_scorer(scorer)
    for at, article in enumerate(articles.to_dict("records")):
        abstained = _why_not(article)
        mentions, said = read_voices(articles.iloc[at:at] if abstained else articles.iloc[at : at + 1], lexicon)
        if mentions.empty:
            nothing = pd.DataFrame()
            yield Profile(article, abstained, mentions, said, nothing, nothing, nothing, nothing)
            continue
        valence = label_valence(mentions, by="article_id", seed=seed)
        if opened is not None:
            mentions = score(mentions, articles.iloc[at : at + 1], opened)
        yield Profile(
            article=article,
            abstained="",
            mentions=mentions,
            quotations=said,
            labels=label_shares(mentions, by="article_id", seed=seed),
            valence=valence,
            percentiles=_percentiles(valence, values),
            stance=pd.DataFrame() if opened is None else stance_means(mentions, by="article_id", seed=seed),
        )


def _why_not(article: dict[Hashable, Any]) -> str:
    """Why an article is not scored; empty if it is."""
    if article["status"] == "empty":
        return "empty: there is no text to score"
    if article["status"] != "ok":
        return str(article["note"] or article["status"])
    if article["words"] < MIN_WORDS:
        return f"too short: {article['words']} words; a profile needs at least {MIN_WORDS}"
    return ""


def _percentiles(valence: pd.DataFrame, values: pd.DataFrame | None) -> pd.DataFrame:
    if values is None:
        return pd.DataFrame()
    parts = [
        percentile_of(row["value"], values, actor=row["actor"])
        for row in valence.to_dict("records")
        if (values["actor"] == row["actor"]).any()
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
