"""Which column of a table is which of ours: as told, else by its name."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from framing.errors import CorpusError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

logger = logging.getLogger("framing")

#: Names that columns go by, the likeliest first. Case, spaces, hyphens and underscores do not count.
GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "article_id": ("article_id", "id", "doc_id", "guid", "document_id", "story_id", "uri"),
    "source": ("source", "outlet", "publisher", "media_name", "newspaper", "domain", "publication",
               "source_name", "media", "news_outlet", "site", "sitename"),
    "published": ("published", "date", "publish_date", "pub_date", "published_at", "publication_date",
                  "datetime", "date_published", "published_date", "timestamp"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "url": ("url", "link", "web_url"),
    "section": ("section", "desk"),
    "text": ("text", "body", "content", "article", "full_text", "article_text", "article_body", "fulltext",
             "story", "body_text", "maintext", "main_text"),
}  # fmt: skip


def check_columns(present: Iterable[str], columns: Mapping[str, str] | None, name: str) -> None:
    """Raise if `columns` names a column that is not ours, or not there.

    Parameters
    ----------
    present : iterable of str
        Columns of the table.
    columns : mapping of str to str, optional
        Our name to theirs.
    name : str
        The file, for messages.

    Raises
    ------
    CorpusError
        With the nearest name.

    Examples
    --------
    >>> check_columns(["id", "body"], {"text": "bdy"}, "articles.csv")
    Traceback (most recent call last):
    ...
    framing.errors.CorpusError: articles.csv: there is no column 'bdy'. Did you mean 'body'?
    """
    names = list(present)
    for ours, theirs in (columns or {}).items():
        if ours not in GUESSES:
            raise CorpusError(f"columns: {ours!r} is no column of articles{did_you_mean(ours, GUESSES)}")
        if theirs not in names:
            raise CorpusError(f"{name}: there is no column {theirs!r}{did_you_mean(theirs, names)}")


def match_columns(present: Iterable[str], columns: Mapping[str, str] | None, name: str) -> dict[str, str]:
    """Column of the table for each of ours that it has.

    Parameters
    ----------
    present : iterable of str
        Columns of the table.
    columns : mapping of str to str, optional
        Our name to theirs; the others are guessed. Each guess is logged.
    name : str
        The file, for messages.

    Examples
    --------
    >>> match_columns(["ID", "Outlet", "full text"], None, "articles.csv")
    {'article_id': 'ID', 'source': 'Outlet', 'text': 'full text'}
    """
    names = list(present)
    matched = {ours: theirs for ours, theirs in (columns or {}).items() if theirs in names}
    # Of columns with the same plain name the first wins.
    plain = {_plain(column): column for column in reversed(names) if column not in matched.values()}
    guessed = {}
    for ours, guesses in GUESSES.items():
        theirs = next((plain[_plain(guess)] for guess in guesses if _plain(guess) in plain), None)
        if ours not in matched and theirs is not None:
            matched[ours] = theirs
            if theirs != ours:
                guessed[ours] = theirs
    _log(guessed, name)
    return {ours: matched[ours] for ours in GUESSES if ours in matched}


def has_text(present: Iterable[str], columns: Mapping[str, str] | None) -> bool:
    """Tell whether a table has a column of texts, without logging a guess."""
    names = list(present)
    if columns and "text" in columns:
        return columns["text"] in names
    return not {_plain(guess) for guess in GUESSES["text"]}.isdisjoint(map(_plain, names))


def _plain(name: str) -> str:
    """Return a column name in lower case without separators."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _log(guessed: Mapping[str, str], name: str) -> None:
    """Say in one line which columns were guessed, the text first."""
    if guessed:
        order = sorted(guessed, key=lambda ours: (ours != "text", list(GUESSES).index(ours)))
        pairs = ", ".join(f"{ours!r} from {guessed[ours]!r}" for ours in order)
        logger.info("%s: reading %s", name, pairs.replace(" from ", " from column ", 1))
