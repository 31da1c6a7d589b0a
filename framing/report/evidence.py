"""The mentions behind the numbers, packed for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.report.escape import link
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What mentions can be chosen by, in the order of the controls.
FACETS: Final = ("source", "actor", "label", "category", "voice")
#: Columns without which there is nothing to show.
NEEDED: Final = ("article_id", "source", "actor", "label", "sentence", "sentence_start", "start", "end")
_OPTIONAL: Final = ("category", "voice", "published", "speaker", "cue", "surface")


def pack_mentions(mentions: pd.DataFrame, articles: pd.DataFrame) -> dict[str, Any]:
    """Pack mentions: names once and a number for each mention, sentences once, offsets within the sentence.

    Parameters
    ----------
    mentions, articles : pandas.DataFrame
        Tables of text cells, empty where there is nothing; `articles` may lack titles and URLs.

    Returns
    -------
    dict
        ``facets`` and ``details`` (for each column ``names`` and ``codes``), ``sentences`` and ``articles`` (title
        and URL) with ``sentence`` and ``article``, their number for each mention; ``start`` and ``end``, in
        characters.

    Raises
    ------
    TableError
        If a column is missing.

    Examples
    --------
    >>> row = {"article_id": "a", "source": "S", "actor": "police", "label": "mob", "sentence": "A mob came."}
    >>> offsets = {"sentence_start": "10", "start": "12", "end": "15"}
    >>> packed = pack_mentions(pd.DataFrame([row | offsets]), pd.DataFrame({"article_id": ["a"]}))
    >>> packed["facets"]["label"], packed["start"], packed["end"]
    ({'names': ['mob'], 'codes': [0]}, [2], [5])
    """
    check(mentions, NEEDED, "mentions")
    whole = mentions.assign(**{name: "" for name in _OPTIONAL if name not in mentions})
    sentence, sentences = pd.factorize(whole["sentence"])
    article, ids = pd.factorize(whole["article_id"])
    starts, ends = zip(*_offsets(whole), strict=True) if len(whole) else ((), ())
    return {
        "facets": {name: _coded(whole[name]) for name in FACETS},
        "details": {name: _coded(whole[name]) for name in ("published", "speaker", "cue")},
        "sentences": list(sentences),
        "sentence": sentence.tolist(),
        "articles": _titles(list(ids), articles),
        "article": article.tolist(),
        "start": list(starts),
        "end": list(ends),
    }


def _coded(cells: pd.Series[Any]) -> dict[str, Any]:
    """Names in order, and for each row the number of its name."""
    codes, names = pd.factorize(cells, sort=True)
    return {"names": list(names), "codes": codes.tolist()}


def _titles(ids: list[str], articles: pd.DataFrame) -> list[list[str]]:
    """Title and URL of each article; its identifier where it has no title."""
    whole = articles.assign(**{name: "" for name in ("article_id", "title", "url") if name not in articles})
    rows = zip(whole["article_id"], whole["title"], whole["url"], strict=True)
    known = {name: [title or name, link(url)] for name, title, url in rows}
    return [known.get(name, [name, ""]) for name in ids]


def _offsets(mentions: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Where each mention stands in its sentence; looked for where the offsets do not fit the sentence."""
    base = pd.to_numeric(mentions["sentence_start"], errors="coerce")
    within = [pd.to_numeric(mentions[end], errors="coerce") - base for end in ("start", "end")]
    numbers = [offset.fillna(-1).clip(-1, 1e9).astype(int) for offset in within]
    for start, end, sentence, surface in zip(*numbers, mentions["sentence"], mentions["surface"], strict=True):
        fits = 0 <= start <= end <= len(sentence) and surface in ("", sentence[start:end])
        found = -1 if fits else sentence.find(surface)
        if fits:
            yield int(start), int(end)
        else:
            yield (found, found + len(surface)) if found >= 0 else (0, 0)
