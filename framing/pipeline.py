"""The stages in their order: articles, mentions, measures, comparisons, figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.corpus import mark_regions, read_articles
from framing.errors import CorpusError, UnknownNameError
from framing.lexicon import Lexicon, load_lexicon
from framing.measures import category_shares, compare_sources, label_shares, label_valence, mention_rate
from framing.mentions import find_mentions
from framing.schema import ARTICLES, COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Articles = pd.DataFrame | str | Path


@dataclass(frozen=True)
class Comparison:
    """All tables of one comparison.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row per article, also those that could not be read (see ``status`` and ``note``).
    mentions : pandas.DataFrame
        One row per mention of any actor of the lexicon.
    labels, categories : pandas.DataFrame
        One row per source, actor and label (or category of labels): its share with an interval.
    valence : pandas.DataFrame
        One row per source and actor: mean valence of the labels.
    rates : pandas.DataFrame
        One row per source and actor: mentions per 1,000 words.
    comparison : pandas.DataFrame
        One row per source, actor and measure: the difference from all other sources.
    lexicon : Lexicon
    actors : tuple of str
        The actors that tables and figures show.
    """

    articles: pd.DataFrame
    mentions: pd.DataFrame
    labels: pd.DataFrame
    categories: pd.DataFrame
    valence: pd.DataFrame
    rates: pd.DataFrame
    comparison: pd.DataFrame
    lexicon: Lexicon
    actors: tuple[str, ...]


def annotate(
    articles: Articles, lexicon: str | Path | Lexicon, *, progress: Callable[[int], None] | None = None
) -> pd.DataFrame:
    """Find every mention of a lexicon's actors in articles.

    Parameters
    ----------
    articles : pandas.DataFrame, str or pathlib.Path
        The table that :func:`read_articles` returns; a table of your own with at least ``article_id`` and
        ``text``; or a path to read.
    lexicon : str, pathlib.Path or Lexicon
        A lexicon, its name, or its file.
    progress : callable, optional
        Called with the number of articles done, after each.

    Returns
    -------
    pandas.DataFrame
        One row per mention; the columns are described in :func:`framing.mentions.find_mentions`.

    Raises
    ------
    CorpusError, LexiconError, UnknownNameError, TableError
        If articles or lexicon cannot be read, or a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Syrian rebels fought the Assad regime."]})
    >>> annotate(articles, "syria")[["actor", "label", "surface"]]
            actor   label        surface
    0  opposition   rebel  Syrian rebels
    1  government  regime   Assad regime
    """
    opened = load_lexicon(lexicon)
    return find_mentions(_opened(articles), opened, progress=progress)


def compare(
    articles: Articles,
    lexicon: str | Path | Lexicon,
    *,
    actors: Sequence[str] | None = None,
    against: str = "rest",
    resamples: int = 2000,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Compare how sources name actors: every stage in order, every table.

    Parameters
    ----------
    articles, lexicon, progress
        As for :func:`annotate`.
    actors : sequence of str, optional
        Actors to measure; by default those of the lexicon's ``focus``, or all.
    against : str
        What each source is compared with: ``rest``, all other sources together, or the name of one source.
    resamples, seed
        Number of resamples behind each interval, seed of the random numbers. Intervals cover 95 %.

    Returns
    -------
    Comparison

    Raises
    ------
    CorpusError
        If no article can be read, or none names any of the actors.
    UnknownNameError
        If an actor is not in the lexicon, or no source is called as `against` says.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Rebels fought the Syrian army.", "Terrorists attacked the Syrian army."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "source": ["A", "B"], "text": texts})
    >>> compare(articles, "syria").valence[["source", "actor", "value", "n_mentions"]]
      source       actor  value  n_mentions
    0      A  government    0.1           1
    1      A  opposition    0.0           1
    2      B  government    0.1           1
    3      B  opposition   -1.0           1
    """
    opened = load_lexicon(lexicon)
    wanted = _actors(opened, actors)
    table = _opened(articles)
    if not (table["status"] == "ok").any():
        note = next((f" ({note})" for note in table["note"] if note), "")
        raise CorpusError(f"none of the {len(table)} articles can be analysed{note}")
    mentions = find_mentions(table, opened, progress=progress)
    shown = mentions[mentions["actor"].isin(wanted)]
    if shown.empty:
        named = ", ".join(wanted)
        raise CorpusError(
            f"no article names {named} by a label of lexicon {opened.name!r}; "
            "see what its terms hit with: framing lexicon check LEXICON ARTICLES"
        )
    options: dict[str, Any] = {"resamples": resamples, "seed": seed}
    return Comparison(
        articles=table,
        mentions=mentions,
        labels=label_shares(shown, **options),
        categories=category_shares(shown, **options),
        valence=label_valence(shown, **options),
        rates=mention_rate(shown, table, **options),
        comparison=_compared(shown, against, options),
        lexicon=opened,
        actors=wanted,
    )


def _opened(articles: Articles) -> pd.DataFrame:
    """The articles as a whole table: read if they are a path, completed if columns are missing."""
    if isinstance(articles, str | Path):
        return read_articles(articles)
    return articles if set(ARTICLES) <= set(articles.columns) else mark_regions(articles)


def _actors(lexicon: Lexicon, actors: Sequence[str] | None) -> tuple[str, ...]:
    if actors is None:
        return lexicon.focus or tuple(lexicon.by_actor)
    if list(actors) == ["all"]:
        return tuple(lexicon.by_actor)
    for name in actors:
        if name not in lexicon.by_actor:
            raise UnknownNameError(f"actor in lexicon {lexicon.name!r}", name, lexicon.by_actor)
    return tuple(actors)


def _compared(mentions: pd.DataFrame, against: str, options: dict[str, Any]) -> pd.DataFrame:
    """Each source against the others, by valence and by label; empty where there is one source alone."""
    if against == "rest" and mentions["source"].nunique() < 2:
        return pd.DataFrame(columns=list(COMPARISONS))
    measures = ("label_valence", "label_share")
    parts = [compare_sources(mentions, measure, against=against, **options) for measure in measures]
    return pd.concat(parts, ignore_index=True)
