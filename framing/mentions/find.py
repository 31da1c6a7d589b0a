"""Articles in, one row per actor mention out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from framing.block import in_blocks
from framing.mentions.modifiers import Modifiers
from framing.mentions.noun_phrase import Grouper
from framing.mentions.resolve import Resolver
from framing.mentions.table import mentions_table
from framing.scan import scanner
from framing.schema import check
from framing.sentences_around import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from framing.lexicon import Lexicon
    from framing.mentions.resolve import Resolved
    from framing.scan import Found, Scanner

#: Columns of the articles that are needed to find who is named in them.
NEEDED: Final = (
    "article_id",
    "source",
    "published",
    "text",
    "status",
    "headline_start",
    "headline_end",
    "lead_end",
    "excluded",
)


class Mentions(NamedTuple):
    """The mentions of a block of articles, column by column, in the order of the text.

    ``articles`` are places of articles in the block; ``starts, ends`` and those of the sentences count the characters
    of each article; ``resolved`` are places in ``ways``.
    """

    articles: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentence_starts: NDArray[np.int64]
    sentence_ends: NDArray[np.int64]
    modifiers: list[str]
    resolved: NDArray[np.int64]
    ways: Sequence[Resolved]


class Finder:
    """Finds the mentions in what a scan found.

    Parameters
    ----------
    compiled : Scanner
    """

    def __init__(self, compiled: Scanner) -> None:
        lexicon, page, meanings = compiled.lexicon, compiled.page, compiled.meanings
        self._grouper = Grouper(meanings, lexicon.modifiers, page)
        self._resolver = Resolver(meanings, self._grouper.owners, page, needs_subject=bool(lexicon.about))
        self._sentences = Sentences(page)
        self._modifiers = Modifiers(lexicon.modifiers, page)

    def find(self, found: Found) -> Mentions:
        """Find the mentions of a block."""
        block = found.block
        phrases = self._grouper.phrases(block, found.units)
        chosen = self._resolver.resolve(found, phrases)
        kept = chosen >= 0
        starts, ends, heads = phrases.starts[kept], phrases.ends[kept], phrases.head_starts[kept]
        articles = block.articles(starts)
        sentence_starts, sentence_ends = self._sentences.around(block, starts)
        begins = block.starts[articles]
        return Mentions(
            articles,
            starts - begins,
            ends - begins,
            sentence_starts - begins,
            np.maximum(sentence_ends, ends) - begins,
            self._modifiers.before(block, starts, ends, heads),
            chosen[kept],
            self._resolver.ways,
        )


@lru_cache(maxsize=16)
def finder(compiled: Scanner) -> Finder:
    """Compile a lexicon once."""
    return Finder(compiled)


def find_mentions(
    articles: pd.DataFrame, lexicon: Lexicon, *, progress: Callable[[int], None] | None = None
) -> pd.DataFrame:
    """Find every mention of the lexicon's actors.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row per article, with the columns of :data:`framing.schema.ARTICLES`. Articles whose ``status``
        is not ``ok`` have no mentions.
    lexicon : Lexicon
    progress : callable, optional
        Called with the number of articles done, now and then and at the end.

    Returns
    -------
    pandas.DataFrame
        One row per mention, in the order of the articles and of their text, with the columns of
        :data:`framing.schema.MENTIONS`:

        - ``start, end``: characters of the article's text, so that ``text[start:end] == surface``;
        - ``sentence_start, sentence_end, sentence``: the sentence around it;
        - ``position``: headline, lead or body;
        - ``category, valence``: of the label, valence in [-1, 1];
        - ``modifiers``: words put before it;
        - ``resolution``: how the actor was found: ``own``, ``neighbour``, ``carried`` or ``default``
          (see :mod:`framing.mentions.resolve`); ``ambiguous`` is true for the last two.

    Raises
    ------
    TableError
        If a column is missing.
    """
    check(articles, NEEDED, "articles")
    columns = {name: articles[name].tolist() for name in NEEDED}
    parts = []
    for rows, _, mentions in find_in_blocks(columns, scanner(lexicon)):
        parts.append((rows, mentions))
        if progress is not None:
            progress(rows[-1] + 1)
    if progress is not None and len(articles):
        progress(len(articles))
    return mentions_table(columns, parts)


def find_in_blocks(
    columns: Mapping[str, Sequence[Any]], compiled: Scanner
) -> Iterator[tuple[list[int], Found, Mentions]]:
    """Scan articles block by block, and find the mentions in each.

    Parameters
    ----------
    columns : mapping of str to sequence
        The columns of articles that :func:`find_mentions` needs.
    compiled : Scanner

    Yields
    ------
    (list of int, Found, Mentions)
        The rows of the articles in a block, without those whose ``status`` is not ``ok``; what was found in them.
    """
    read = [at for at, status in enumerate(columns["status"]) if status == "ok"]
    texts = [columns["text"][at] for at in read]
    excluded = [columns["excluded"][at] for at in read]
    for part in in_blocks(texts):
        found = compiled.scan(texts[part], excluded[part])
        yield read[part], found, finder(compiled).find(found)
