"""Rows as read to articles: titles, regions, language, and what the texts say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.corpus.clean import find_boilerplate, words_outside
from framing.corpus.dates import parse_date
from framing.corpus.mark import mark_regions
from framing.corpus.recover import recover
from framing.corpus.regions import kept_lines
from framing.corpus.titles import add_title
from framing.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

#: A text shorter than this may be boilerplate alone; then its title does not make it an article.
SHORT_TEXT: Final = 1000
#: Where nothing else names the source of an article: the site of a web page, the file of a table or text.
FALLBACK: Final = "fallback_source"


def finish_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Make articles of rows as they were read.

    Each row is treated for itself, so that a corpus may be read in one process and finished in several.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of :func:`read_rows`; it is not changed.

    Returns
    -------
    pandas.DataFrame
        The table that :func:`read_articles` describes, one row per row of `frame`.

    Raises
    ------
    TableError
        If the column article_id or text is missing, or an id is repeated.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"article_id": ["a"], "text": ["BEIRUT (Reuters) - Rebels left."]})
    >>> finish_rows(rows)[["source", "words", "title_added"]].to_dict("records")
    [{'source': 'Reuters', 'words': 4, 'title_added': 0}]
    """
    rows = frame.drop(columns=FALLBACK, errors="ignore")
    fallbacks = frame[FALLBACK].tolist() if FALLBACK in frame.columns else [""] * len(frame)
    if "published" in rows.columns:
        rows["published"] = [parse_date(cell) for cell in rows["published"].tolist()]
    added = _add_titles(rows) if "title" in rows.columns else [0] * len(rows)
    articles = mark_regions(rows)
    _recover(articles, fallbacks)
    articles.insert(len(ARTICLES), "title_added", added)
    return articles


def _add_titles(rows: pd.DataFrame) -> list[int]:
    """Put titles that the texts lack before them; how many characters that added to each."""
    added = []
    texts = []
    for text, title in zip(rows["text"].tolist(), rows["title"].tolist(), strict=True):
        empty = not title or (len(text) < SHORT_TEXT and not words_outside(text, find_boilerplate(text)))
        longer, count = (text, 0) if empty else add_title(text, title)
        texts.append(longer)
        added.append(count)
    rows["text"] = texts
    return added


def _recover(articles: pd.DataFrame, fallbacks: Sequence[str]) -> None:
    """Fill title, byline, date and source from the texts, where nothing else gave them."""
    names = ("title", "byline", "published", "source")
    regions = ("text", "headline_start", "headline_end", "excluded")
    filled: dict[str, list[str]] = {name: [] for name in names}
    given = zip(*(articles[name].tolist() for name in (*names, *regions)), fallbacks, strict=True)
    for title, byline, published, source, text, start, end, excluded, fallback in given:
        found = recover(text, kept_lines(text, excluded), end)
        filled["title"].append(title or " ".join(text[start:end].split()))
        filled["byline"].append(byline or found.byline)
        filled["published"].append(published or found.published)
        filled["source"].append(source or found.source or fallback)
    for name, values in filled.items():
        articles[name] = values
