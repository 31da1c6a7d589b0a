"""Web pages: the article in them, with title, author, date and site."""

from __future__ import annotations

import logging
import re
from typing import Final, NamedTuple

from framing.corpus.markup import find_excess
from framing.errors import CorpusError
from framing.text import count_words

#: An article has a line of so many words; a page of links has none.
MIN_PROSE_WORDS: Final = 8
#: Where nothing was recognised as an article, so many words of a page without its tags count as one.
MIN_PAGE_WORDS: Final = 40

_START: Final = re.compile(r"\s{0,200}<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_SENTENCES: Final = re.compile(r"[.!?][\"'\u201d\u2019)]?(?:\s|$)")


class Page(NamedTuple):
    """What a page says; ``""`` where it says nothing."""

    text: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    site: str = ""


def looks_like_page(text: str) -> bool:
    """Tell whether `text` starts like HTML."""
    return _START.match(text) is not None


def find_charset(raw: bytes) -> str | None:
    """Return the encoding that a page declares near its beginning."""
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else None


def read_page(markup: str) -> Page:
    """Article of a page, from its markup alone: nothing is fetched.

    Parameters
    ----------
    markup : str
        The page.

    Returns
    -------
    Page
        With an empty text when the page holds no article.

    Raises
    ------
    CorpusError
        If the library for web pages is not complete, or gives up on the page, or the page is too large.
    """
    try:
        # Loaded here: most corpora hold no web page, and it takes a while.
        from trafilatura import bare_extraction, html2txt
    except ImportError as error:
        raise CorpusError(
            f"web pages cannot be read because trafilatura does not load ({error}); run:"
            " python -m pip install 'trafilatura>=2.0' lxml_html_clean"
        ) from error
    excess = find_excess(markup)
    if excess:
        raise CorpusError(f"{excess}; save its text")
    # It reports pages without article as errors on stderr; here they are rows with a status.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            # All keys are given: older versions of the library ask for each of them.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": None},
        )
        text = (getattr(found, "text", None) or "").strip()
        if not any(count_words(line) >= MIN_PROSE_WORDS for line in text.split("\n")):
            text = _as_article(html2txt(markup))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        raise CorpusError(f"the web page is broken ({type(error).__name__}); save it again, or as text") from error
    fields = ("title", "author", "date", "url", "sitename")
    title, byline, published, url, site = (str(getattr(found, field, None) or "") for field in fields)
    return Page(text, title, byline, published, url, site)


def _as_article(text: str) -> str:
    """`text` if it reads like an article (many words, several sentences), else nothing."""
    enough = count_words(text) >= MIN_PAGE_WORDS and len(_SENTENCES.findall(text)) > 1
    return text.strip() if enough else ""
