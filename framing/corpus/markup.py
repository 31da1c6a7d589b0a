"""How large and how deep a web page is, before anything is built of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.corpus.limits import size_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Extraction needs some sixty bytes of memory for each character of a page.
MAX_PAGE: Final = 10_000_000
#: Extraction takes more than twice the time for a page of twice the size; pages of news have a few thousand elements.
MAX_ELEMENTS: Final = 50_000
#: Deeper elements are lost in extraction; pages of news are some thirty deep.
MAX_NESTING: Final = 250
#: Each attribute of an element is compared with those before it.
MAX_ATTRIBUTES: Final = 1_000


def find_excess(markup: str) -> str:
    """Why a page is too large to look for an article in it, or ``""``; takes time in proportion to its length.

    Examples
    --------
    >>> find_excess("<html><p>Rebels left.")
    ''
    >>> find_excess("<html>" + "<div>" * 10_000)
    'the web page nests its elements 10002 deep, and 250 are allowed'
    """
    if len(markup) > MAX_PAGE:
        return f"the web page has more than {size_of(MAX_PAGE)} characters"
    from lxml import etree  # type: ignore[import-untyped]

    count = _Count()
    try:
        etree.HTML(markup.encode("utf-8", "replace"), etree.HTMLParser(target=count, encoding="utf-8"))
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        # Whatever it is, reading the page will tell.
        return ""
    for found, allowed, what in (
        (count.elements, MAX_ELEMENTS, "has {} elements"),
        (count.deepest, MAX_NESTING, "nests its elements {} deep"),
        (count.attributes, MAX_ATTRIBUTES, "has an element with {} attributes"),
    ):
        if found > allowed:
            return f"the web page {what.format(found)}, and {allowed} are allowed"
    return ""


class _Count:
    """Counts what a parser meets, without a tree."""

    def __init__(self) -> None:
        self.elements = self.depth = self.deepest = self.attributes = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        """Count an element that begins."""
        self.elements += 1
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        self.attributes = max(self.attributes, len(attributes))

    def end(self, _tag: str) -> None:
        """Count an element that ends."""
        self.depth -= 1

    def close(self) -> None:
        """Say that the page is over, as the parser wants it."""
