"""Concordance: every occurrence in its context, to read what stands behind a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.intervals import Settings, generator
from framing.measures.nearby_words import READ, in_mentions, near, placed, tokenise
from framing.measures.selection import Names, any_of, select
from framing.schema import CONCORDANCE
from framing.text import fold_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = re.compile(r"\s+")


def concordance(  # noqa: PLR0913 - four names choose the lines, two options cut them
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    word: str | None = None,
    label: Names = None,
    actor: Names = None,
    source: Names = None,
    width: int = 60,
    sample: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Put mentions, or occurrences of a word near them, in the middle of the text around them.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    articles : pandas.DataFrame
        The articles that hold them, with their texts.
    word : str, optional
        Show the occurrences of this word, in any case, in sentences that hold the mentions, as `framing.words_near`
        counts them. Without it, the mentions themselves are shown.
    label, actor, source : str or list of str, optional
        Mentions by these labels, of these actors, in these sources alone.
    width : int
        Characters of text on each side.
    sample : int, optional
        Show so many lines, drawn at random; all where there are no more.
    seed : int
        Seed of the draw; equal seeds draw equal lines.

    Returns
    -------
    pandas.DataFrame
        One row per occurrence: ``article_id``, ``source``, ``published`` (empty where mentions do not tell),
        ``left``, ``keyword``, ``right`` (line ends as spaces), ``start``, ``end`` (characters of the keyword in the
        article's text), ``actor`` and ``voice`` (of the mention, or of the nearest one). A word near mentions of two
        actors has a row for each. Ordered by source, article and place. Empty where nothing occurs.

    Raises
    ------
    TableError
        If a column is missing or has an empty cell, an article of a mention is missing or there twice, the word is
        more than one, or a number is too small.
    UnknownNameError
        If a label, an actor or a source does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "source": "North", "text": ["The armed rebels took a town."]})
    >>> mentions = pd.DataFrame({
    ...     "mention_id": ["a:10"], "article_id": "a", "source": "North", "actor": "opposition", "label": "rebel",
    ...     "category": "neutral", "valence": 0, "start": 10, "end": 16, "sentence_start": 0, "sentence_end": 29})
    >>> concordance(mentions, articles)[["left", "keyword", "right"]].to_dict("records")
    [{'left': 'The armed ', 'keyword': 'rebels', 'right': ' took a town.'}]
    >>> concordance(mentions, articles, word="Town", width=9)[["left", "keyword", "right"]].to_dict("records")
    [{'left': 's took a ', 'keyword': 'town', 'right': '.'}]
    """
    _check_options(word, width, sample)
    present = [name for name in ("published", "voice") if name in mentions.columns]
    every = placed(select(mentions, [*READ, *present]), articles)
    rows = every
    for name, wanted in (("actor", actor), ("label", label), ("source", source)):
        if wanted is not None:
            rows = rows[any_of(rows[name], name, wanted, set(every[name]))]
    texts = articles["text"].tolist()
    if word is not None:
        rows = _occurrences(word, rows, every, texts)
    rows = rows.sort_values(["source", "article_id", "start", "actor"], kind="stable")
    if sample is not None and sample < len(rows):
        rng = generator(Settings(seed=seed), "concordance", word, label, actor, source)
        rows = rows.iloc[np.sort(rng.choice(len(rows), sample, replace=False))]
    spans = rows[["place", "start", "end"]].itertuples(index=False, name=None)
    lines = pd.DataFrame(_lines(texts, spans, width), columns=["left", "keyword", "right"], index=rows.index)
    table = pd.concat([rows.drop(columns="place"), lines.astype(object)], axis=1)
    empty = {name: "" for name in ("published", "voice") if name not in present}
    return table.assign(**empty)[list(CONCORDANCE)].reset_index(drop=True)


def _occurrences(word: str, rows: pd.DataFrame, every: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    """Where a word stands in the sentences of mentions, each with the nearest mention of an actor."""
    sentences = rows.groupby(["place", "sentence_start"], as_index=False)["sentence_end"].max()
    tokens = tokenise(texts, sentences.itertuples(index=False, name=None))
    wanted = (tokens.word == fold_sentence(word)) & ~in_mentions(tokens, every)
    mention, token = near(tokens, rows, "sentence")
    mention, token = mention[wanted[token]], token[wanted[token]]
    found: pd.DataFrame = rows.iloc[mention].reset_index(drop=True)
    return found.assign(start=tokens.start[token], end=tokens.end[token])


def _lines(texts: list[str], spans: Iterable[tuple[int, int, int]], width: int) -> list[tuple[str, ...]]:
    """Text to the left of each span, in it, and to the right, on one line."""
    return [
        tuple(
            _SPACE.sub(" ", part)
            for part in (
                texts[place][max(start - width, 0) : start],
                texts[place][start:end],
                texts[place][end : end + width],
            )
        )
        for place, start, end in spans
    ]


def _check_options(word: str | None, width: int, sample: int | None) -> None:
    """Raise if an option is out of range."""
    if word is not None and tokenise([word], [(0, 0, len(word))]).word.tolist() != [fold_sentence(word)]:
        raise TableError(f"concordance: word is {word!r}; give one word, such as 'armed'")
    if width < 1:
        raise TableError(f"concordance: width is {width}; give a number of characters from 1")
    if sample is not None and sample < 1:
        raise TableError(f"concordance: sample is {sample}; give a number of lines from 1, or none for all")
