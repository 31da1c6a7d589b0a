"""Warnings that travel with a number."""

from __future__ import annotations

from typing import Final

from framing.measures.intervals import MIN_ARTICLES

#: Below this many mentions a share moves by more than ten points with a single one.
MIN_MENTIONS: Final = 10


def flag_of(n_mentions: int, n_articles: int) -> str:
    """Warn of too little evidence: '' or warnings joined by '; '.

    Examples
    --------
    >>> flag_of(7, 3)
    'few articles; few mentions'
    """
    warnings = []
    if n_articles == 1:
        warnings.append("one article")
    elif n_articles < MIN_ARTICLES:
        warnings.append("few articles")
    if n_mentions < MIN_MENTIONS:
        warnings.append("few mentions")
    return "; ".join(warnings)
