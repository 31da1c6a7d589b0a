"""The words around actors: which words stand near which mention."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.selection import Names, select
from framing.schema import check
from framing.text import FUNCTION_WORDS, TOKEN, fold_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from framing.measures.intervals import Integers

Window = str | int

#: Columns of the table of words.
NEARBY: Final = ("actor", "source", "article_id", "mention_id", "word", "start", "end")

#: Words left out as grammar. Verbs of saying stay: they show how an actor is reported.
GRAMMAR: Final = (FUNCTION_WORDS - {"said"}) | frozenset(
    "again although always am among another anything because became become being between both cannot does doing down "
    "during each either else ever every few further get got having here herself himself i itself just let like may "
    "me might mine much must my myself neither never nor nothing now off often once only ourselves own per quite "
    "rather same shall should somebody someone something still themselves though through thus too toward towards "
    "until upon us very via well whether whom whose why within without yet your yours yourself".split()
)

#: Columns of mentions that tell where they stand, besides those that every measure reads.
READ: Final = ["source", "mention_id", "start", "end", "sentence_end"]


class Tokens(NamedTuple):
    """Words of articles in reading order: the row of their article, their offsets, and themselves, folded."""

    article: Integers
    start: Integers
    end: Integers
    word: NDArray[np.object_]


def words_near(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    actor: Names = None,
    voice: Names = None,
    window: Window = "sentence",
    drop_function_words: bool = True,
) -> pd.DataFrame:
    """Words that stand near mentions of actors, without the words that name actors.

    A word that stands near several mentions of an actor counts once for it and belongs to the nearest of them; near
    mentions of two actors it counts for both. Numbers and clitics ('s, n't) are no words.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor.
    articles : pandas.DataFrame
        The articles that hold them, with their texts.
    actor, voice : str or list of str, optional
        Words near mentions of these actors, or in these voices, alone. ``attributed`` stands for the voices
        ``indirect`` and ``direct``. The words of all mentions are left out all the same.
    window : "sentence" or int
        The whole sentence of the mention, or so many words on each side of it, within its sentence.
    drop_function_words : bool
        Leave out articles, pronouns, auxiliaries and other words of grammar. They count towards the window.

    Returns
    -------
    pandas.DataFrame
        One row per word near an actor: ``actor``, ``source``, ``article_id``, ``mention_id`` (of the nearest
        mention), ``word`` (lower case, plain apostrophes and hyphens), ``start`` and ``end`` (characters of the
        article's text). Ordered by actor, source, article and place.

    Raises
    ------
    TableError
        If a column is missing or has an empty cell, an article of a mention is missing or there twice, or the window
        is none.
    UnknownNameError
        If an actor or a voice does not occur.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "source": "North", "text": ["The armed rebels took a town."]})
    >>> mentions = pd.DataFrame({
    ...     "mention_id": ["a:10"], "article_id": "a", "source": "North", "actor": "opposition", "label": "rebel",
    ...     "category": "neutral", "valence": 0, "start": 10, "end": 16, "sentence_start": 0, "sentence_end": 29})
    >>> words_near(mentions, articles)["word"].tolist()
    ['armed', 'took', 'town']
    >>> words_near(mentions, articles, window=1)["word"].tolist()
    ['armed', 'took']
    """
    check_window(window, "words_near")
    rows = placed(select(mentions, READ, actor=actor, voice=voice), articles)
    texts = articles["text"].tolist()
    sentences = rows.groupby(["place", "sentence_start"], as_index=False)["sentence_end"].max()
    tokens = tokenise(texts, sentences.itertuples(index=False, name=None))
    naming = in_mentions(tokens, placed(select(mentions, READ), articles))
    kept = ~naming & ~(drop_function_words & grammar(tokens))
    mention, token = near(tokens, rows, window)
    mention, token = mention[kept[token]], token[kept[token]]
    found = rows.iloc[mention][["actor", "source", "article_id", "mention_id"]].reset_index(drop=True)
    found = found.assign(word=tokens.word[token], start=tokens.start[token], end=tokens.end[token])
    order = ["actor", "source", "article_id", "start"]
    return found.sort_values(order, kind="stable", ignore_index=True)[list(NEARBY)]


def check_window(window: Window, where: str) -> None:
    """Raise, in the name of the public function `where`, if `window` is neither a sentence nor a number of words."""
    whole = isinstance(window, int | np.integer) and not isinstance(window, bool) and window >= 1
    if not whole and window != "sentence":
        raise TableError(f"{where}: window is {window!r}; give 'sentence' or a number of words from 1")


def placed(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the column ``place``: the row of their article among `articles`."""
    check(articles, ["article_id", "text"], "articles")
    known = pd.Index(articles["article_id"].astype(str))
    twice = known[known.duplicated()]
    if len(twice):
        raise TableError(f"articles: article {twice[0]!r} is there twice; keep one row per article")
    # Identifiers made of digits are read from CSV as numbers.
    wanted = rows["article_id"].astype(str)
    place = known.get_indexer(pd.Index(wanted))
    if (place < 0).any():
        raise TableError(
            f"mentions: article {wanted.to_numpy()[place < 0][0]!r} is not among the articles;"
            " give the articles in which the mentions were found"
        )
    lengths = articles["text"].astype(str).str.len().to_numpy(dtype=np.int64)
    beyond = rows["sentence_end"].to_numpy() > lengths[place]
    if beyond.any():
        raise TableError(
            f"mentions: a sentence of article {wanted.to_numpy()[beyond][0]!r} ends beyond its text;"
            " give the texts in which the mentions were found"
        )
    return rows.assign(place=place.astype(np.int64))


def outside_boilerplate(articles: pd.DataFrame) -> Iterator[tuple[int, int, int]]:
    """Row of each article, with the start and end of each piece of its text outside ``excluded``."""
    texts = articles["text"].fillna("").astype(str)
    excluded: Iterable[Any] = articles["excluded"] if "excluded" in articles.columns else [[]] * len(articles)
    for place, (text, spans) in enumerate(zip(texts, excluded, strict=True)):
        pairs = json.loads(spans) if isinstance(spans, str) else spans
        start = 0
        for left, right in sorted((int(left), int(right)) for left, right in pairs):
            yield place, start, left
            start = right
        yield place, start, len(text)


def tokenise(texts: Sequence[str], pieces: Iterable[tuple[int, int, int]]) -> Tokens:
    """Words of pieces of texts: row of the text, start and end; pieces follow each other."""
    places: list[int] = []
    starts: list[int] = []
    words: list[str] = []
    for place, start, end in pieces:
        for found in TOKEN.finditer(fold_sentence(texts[place][start:end])):
            word = found.group()
            # Marks and 's begin with no letter.
            if word[0].isalnum() and not word.isdecimal() and word != "n't":
                places.append(place)
                starts.append(start + found.start())
                words.append(word)
    begins = np.array(starts, dtype=np.int64)
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    return Tokens(np.array(places, dtype=np.int64), begins, begins + lengths, np.array(words, dtype=object))


def grammar(tokens: Tokens) -> NDArray[np.bool_]:
    """Which words carry grammar rather than content."""
    return np.array([word in GRAMMAR for word in tokens.word], dtype=np.bool_)


def in_mentions(tokens: Tokens, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Which words belong to a mention, wholly or in part."""
    if rows.empty or not len(tokens.word):
        return np.zeros(len(tokens.word), dtype=np.bool_)
    step = _step(tokens, rows)
    place, starts, ends = (rows[name].to_numpy(dtype=np.int64) for name in ("place", "start", "end"))
    order = np.argsort(place * step + starts, kind="stable")
    begin = (place * step + starts)[order]
    # Mentions may nest: what counts is the furthest end among those that begin before the word ends.
    reach = np.maximum.accumulate((place * step + ends)[order])
    before = np.searchsorted(begin, tokens.article * step + tokens.end, side="left") - 1
    return np.asarray((before >= 0) & (reach[np.maximum(before, 0)] > tokens.article * step + tokens.start))


def near(tokens: Tokens, rows: pd.DataFrame, window: Window) -> tuple[Integers, Integers]:
    """Pairs of mention and word within the window, numbered by row; a word once for an actor, with the nearest."""
    step = _step(tokens, rows)
    keys = tokens.article * step + tokens.start
    place, start, end = (rows[name].to_numpy(dtype=np.int64) for name in ("place", "start", "end"))
    first, last = (
        np.searchsorted(keys, place * step + rows[name].to_numpy(dtype=np.int64))
        for name in ("sentence_start", "sentence_end")
    )
    if not isinstance(window, str):
        first = np.maximum(first, np.searchsorted(keys, place * step + start) - window)
        last = np.minimum(last, np.searchsorted(keys, place * step + end) + window)
    counts = np.maximum(last - first, 0)
    mention = np.repeat(np.arange(len(rows)), counts)
    token = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + first[mention]
    away = np.maximum(start[mention] - tokens.end[token], tokens.start[token] - end[mention])
    actor = pd.factorize(rows["actor"].astype(str), sort=True)[0][mention]
    order = np.lexsort((mention, away, token, actor))
    same = (np.diff(actor[order], prepend=-1) == 0) & (np.diff(token[order], prepend=-1) == 0)
    return mention[order][~same], token[order][~same]


def _step(tokens: Tokens, rows: pd.DataFrame) -> int:
    """A number larger than any offset: article times it plus offset orders all places."""
    return 1 + max(int(tokens.end.max(initial=0)), int(rows["sentence_end"].max()) if len(rows) else 0)
