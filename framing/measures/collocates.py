"""Collocates: the words that keep company with an actor, measured against all their occurrences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.errors import TableError
from framing.measures.bounds import TINY, wilson
from framing.measures.flags import flag_of
from framing.measures.intervals import Floats, Settings, check_settings, chunks, generator, normal_z
from framing.measures.keyness_statistics import gries_dp
from framing.measures.nearby_words import (
    READ,
    Window,
    check_window,
    grammar,
    in_mentions,
    near,
    outside_boilerplate,
    placed,
    tokenise,
)
from framing.measures.selection import Names, select
from framing.schema import COLLOCATES, check

if TYPE_CHECKING:
    from framing.measures.intervals import Integers

Strings = NDArray[np.object_]

#: A word twice as strong has a log-Dice larger by 1; 14 is a word and an actor that never stand apart (Rychlý 2008).
_TOP: Final = 14


class Company(NamedTuple):
    """An actor in a source: its mentions by article, and sparse counts of words with a row for each article."""

    mentions: Floats
    together: Any
    anywhere: Any


def collocates(  # noqa: PLR0913 - two tables, five options, besides what every measure has
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "source",
    actor: Names = None,
    window: Window = "sentence",
    min_together: int = 3,
    drop_function_words: bool = True,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Words that stand near an actor more than elsewhere in a source, by log-Dice.

    Words are those of `framing.words_near`. `framing.keyness` asks another question: whether a source has a word
    near an actor more often than other sources have it near the same actor.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    articles : pandas.DataFrame
        All articles of the sources, with their texts; web boilerplate in them (``excluded``) is left out.
    by : str
        Column of `articles` whose values are taken one by one; they stand in the column ``source`` of the result.
    actor : str or list of str, optional
        Words near these actors alone.
    window : "sentence" or int
        The whole sentence of the mention, or so many words on each side of it, within its sentence.
    min_together : int
        Leave out words that stand near the actor in fewer sentences of the source.
    drop_function_words : bool
        Leave out words of grammar.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per actor, source and word: ``actor``, ``source``, ``word``, ``log_dice`` (14 where actor and word
        never stand apart; 1 less for half as strong), ``low``, ``high``, ``log_likelihood`` (G², without a sign, of
        the word near the actor and elsewhere in the source; it takes every word as drawn by itself, so it only
        describes), ``n_together`` (sentences in which the word stands near the actor), ``n_word`` (occurrences in the
        source), ``n_mentions`` (of the actor), ``n_articles`` (that name it), ``dispersion`` (Gries' DP of
        ``n_together`` over these, 0 even to 1 clumped) and ``flag``. Ordered by actor, source and ``log_dice``,
        highest first.

    Raises
    ------
    TableError
        If a column is missing or has an empty cell, an article of a mention is missing or there twice, or an option
        is out of range.
    UnknownNameError
        If an actor does not occur.

    Notes
    -----
    log-Dice is 14 + log2(2 ``n_together`` / (``n_mentions`` + ``n_word``)) (Rychlý 2008). Words of mentions count
    nowhere, near or elsewhere. For the interval, the articles of the source are drawn anew with replacement; the Dice
    coefficient is then taken as a share, with Wilson's interval for the number of words that would vary as much.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "Armed rebels fled. The rebels were armed. Towns fell."
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "source": "North", "text": text})
    >>> mentions = pd.DataFrame({
    ...     "mention_id": range(4), "article_id": ["a", "a", "b", "b"], "source": "North", "actor": "opposition",
    ...     "label": "rebel", "category": "neutral", "valence": 0, "start": [6, 23] * 2, "end": [12, 29] * 2,
    ...     "sentence_start": [0, 19] * 2, "sentence_end": [18, 41] * 2})
    >>> found = collocates(mentions, articles, min_together=2)
    >>> found[["word", "log_dice", "n_together", "n_word", "n_mentions"]].round(2)
        word  log_dice  n_together  n_word  n_mentions
    0  armed     14.00           4       4           4
    1   fled     13.42           2       2           4
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "collocates")
    check_window(window, "collocates")
    if min_together < 1:
        raise TableError(f"collocates: min_together is {min_together}; give 1 or more")
    check(articles, ["article_id", "text", by], "articles")
    if articles[by].isna().any():
        raise TableError(f"articles: column {by!r} has empty cells; every article needs one")
    # In the order of their names, so that a table read in another order gives the same.
    articles = articles.assign(article_id=articles["article_id"].astype(str)).sort_values("article_id")
    source = articles[by].astype(str).to_numpy()
    rows = placed(select(mentions, READ, actor=actor), articles)
    words, pairs = _words(placed(select(mentions, READ), articles), rows, articles, window, drop_function_words)
    found = []
    for (name, of), here in rows.groupby(["actor", source[rows["place"]]], sort=True, observed=True):
        mine = np.flatnonzero(source == of)
        inside, around = (table[np.isin(table["place"], mine)] for table in (words, pairs))
        around = around[around["actor"] == name]
        names, company = _company(inside, around, here["place"], mine, min_together)
        if len(names):
            low, high = _bounds(company, settings, name, of)
            table = _rows(names, company, inside, around).assign(low=low, high=high, actor=str(name), source=str(of))
            found.append(table.sort_values(["log_dice", "word"], ascending=[False, True], kind="stable"))
    if not found:
        return pd.DataFrame(columns=list(COLLOCATES))
    return pd.concat(found, ignore_index=True)[list(COLLOCATES)]


def _words(
    every: pd.DataFrame, rows: pd.DataFrame, articles: pd.DataFrame, window: Window, drop: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All words that count with their article, and those near mentions with the actor and its sentence."""
    tokens = tokenise(articles["text"].fillna("").astype(str).tolist(), outside_boilerplate(articles))
    kept = ~in_mentions(tokens, every) & ~(drop & grammar(tokens))
    mention, token = near(tokens, rows, window)
    mention, token = mention[kept[token]], token[kept[token]]
    pairs = rows[["actor", "place", "sentence_start"]].iloc[mention].assign(word=tokens.word[token])
    return pd.DataFrame({"place": tokens.article[kept], "word": tokens.word[kept]}), pairs


def _company(
    words: pd.DataFrame, pairs: pd.DataFrame, naming: pd.Series[int], mine: Integers, min_together: int
) -> tuple[Strings, Company]:
    """Count mentions and words by article, for words that stand in enough sentences near the actor."""
    sentences = pairs.drop_duplicates(["place", "sentence_start", "word"])
    n_together = sentences["word"].value_counts()
    names = np.sort(n_together.index[n_together >= min_together].to_numpy(dtype=object))
    mentions = np.bincount(np.searchsorted(mine, naming), minlength=len(mine)).astype(np.float64)
    return names, Company(mentions, _by_article(sentences, names, mine), _by_article(words, names, mine))


def _by_article(table: pd.DataFrame, names: Strings, mine: Integers) -> Any:  # noqa: ANN401 - SciPy has no types
    """Sparse counts of the words `names` in the articles `mine`."""
    from scipy.sparse import csr_array

    column = pd.Index(names).get_indexer(pd.Index(table["word"]))
    row = np.searchsorted(mine, table["place"])[column >= 0]
    return csr_array((np.ones(len(row)), (row, column[column >= 0])), shape=(len(mine), len(names)))


def _rows(names: Strings, company: Company, words: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Strength and counts of each word, without its interval."""
    from nltk.metrics.association import BigramAssocMeasures

    n_word = company.anywhere.sum(axis=0).astype(np.int64)
    near_it = pairs["word"].value_counts().reindex(names)
    likelihood = [
        BigramAssocMeasures.likelihood_ratio(together, (len(pairs), anywhere), len(words))
        for together, anywhere in zip(near_it.tolist(), n_word.tolist(), strict=True)
    ]
    naming = company.mentions > 0
    n_mentions, n_articles = int(company.mentions.sum()), int(naming.sum())
    columns = {
        "word": names,
        "log_dice": _TOP + np.log2(_dice(company)),
        "log_likelihood": likelihood,
        "n_together": company.together.sum(axis=0).astype(np.int64),
        "n_word": n_word,
        "n_mentions": n_mentions,
        "n_articles": n_articles,
        "dispersion": gries_dp(company.together[naming].toarray(), company.mentions[naming]),
        "flag": flag_of(n_mentions, n_articles),
    }
    return pd.DataFrame(columns)


def _dice(company: Company) -> Floats:
    """Dice coefficient of each word and the actor."""
    return np.asarray(2 * company.together.sum(axis=0) / (company.mentions.sum() + company.anywhere.sum(axis=0)))


def _bounds(company: Company, settings: Settings, *key: object) -> tuple[Floats, Floats]:
    """Bounds of log-Dice when articles are redrawn."""
    from scipy.special import stdtrit

    dice, n = _dice(company), len(company.mentions)
    rng, sums = generator(settings, *key), np.zeros((2, len(dice)))
    for size in chunks(settings.resamples, max(len(dice), n)):
        weights = rng.multinomial(n, np.full(n, 1 / n), size=size).astype(np.float64)
        top, bottom = (
            2 * (weights @ company.together),
            (weights @ company.mentions)[:, None] + weights @ company.anywhere,
        )
        # Draws that hold neither the word nor the actor tell nothing.
        away = np.where(bottom > 0, top / np.maximum(bottom, 1) - dice, 0)
        sums += away.sum(axis=0), (away**2).sum(axis=0)
    mean, square = sums / settings.resamples
    # A word that few articles hold near the actor has its error from these few.
    holding = (company.together > 0).sum(axis=0)
    few = stdtrit(np.maximum(holding - 1, 1), (1 + settings.level) / 2) / normal_z(settings.level)
    error = np.sqrt(np.maximum(square - mean**2, 0) * n / max(n - 1, 1)) * few
    stuck = error < TINY
    total = company.mentions.sum() + company.anywhere.sum(axis=0)
    evidence = np.minimum(dice * (1 - dice) / np.where(stuck, 1, error) ** 2, total)
    low, high = wilson(dice, np.where(stuck, holding, evidence), settings.level)
    return _TOP + np.log2(low), _TOP + np.log2(high)
