"""Rows of a corpus as read, batch by batch, in bounded memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framing.corpus.decode import check_encoding
from framing.corpus.files import Source, find_sources
from framing.corpus.finish import FALLBACK
from framing.corpus.gather import find_metadata, gather
from framing.corpus.limits import BATCH_CHARACTERS, Limits
from framing.corpus.metadata import Matcher, read_metadata
from framing.corpus.rows import Origin, Part, join_parts
from framing.corpus.unique import UniqueIds
from framing.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd


def read_rows(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: str | Path | None = None,
    encoding: str | None = None,
    rows: int = 1000,
) -> Iterator[pd.DataFrame]:
    r"""Read a corpus of any size, a batch of rows at a time.

    CSV, TSV, JSON Lines (also ``.gz`` and ``.zst``), Parquet and folders are read piece by piece, JSON files
    whole (they may have 128 million characters). What a batch needs of memory does not depend on the size of
    the corpus; eight bytes of each id are kept, and the names of the files of folders.

    Parameters
    ----------
    path, columns, metadata, encoding
        As in :func:`read_articles`. Where the columns of JSON Lines are guessed, the first batch decides.
    rows : int
        A batch has at most so many rows, and fewer where they are long (16 million characters together).

    Yields
    ------
    pandas.DataFrame
        One row per article, in the order of the corpus, files by name; :func:`finish_rows` makes articles of
        them. All columns hold text, ``""`` where missing: ``article_id`` (unique in the corpus), source,
        published, title, byline, url, section, ``text``, ``status`` ("unreadable" or ""), ``note``,
        ``fallback_source`` and the further columns of the input.

    Raises
    ------
    CorpusError
        As :func:`read_articles`; also in the middle, if the only file breaks off.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "week.csv")
    ...     _ = file.write_text("text\nRebels left.\nTroops came.\nThey met.\n")
    ...     for batch in read_rows(file, rows=2):
    ...         print(batch["article_id"].tolist())
    ['week:1', 'week:2']
    ['week:3']
    """
    if rows < 1:
        raise CorpusError(f"rows: it is {rows}; a batch has at least one row")
    limits = Limits(rows, BATCH_CHARACTERS)
    corpus = open_corpus(path, columns, metadata, encoding)
    ids = UniqueIds()
    for part in _join_small(gather(corpus.sources, columns, encoding, limits), limits):
        yield complete(part, ids, corpus.matchers)
    ids.report()
    for matcher in corpus.matchers:
        matcher.report()


class Corpus(NamedTuple):
    """Files to read, and the metadata about them."""

    sources: list[Source]
    matchers: list[Matcher]


def open_corpus(
    path: object, columns: Mapping[str, str] | None, metadata: str | Path | None, encoding: str | None
) -> Corpus:
    """Find the files of a corpus, and read their metadata.

    Raises
    ------
    CorpusError
        If there are none, or the metadata cannot be read.
    """
    paths = _check_paths(path)
    if encoding is not None:
        check_encoding(encoding)
    sources = find_sources(paths)
    beside = find_metadata(sources, columns, encoding)
    articles = [source for source in sources if source not in beside]
    given = [] if metadata is None else [read_metadata(metadata, encoding)]
    return Corpus(articles, [Matcher(each, articles) for each in (*beside.values(), *given)])


def complete(part: Part, ids: UniqueIds, matchers: Sequence[Matcher]) -> pd.DataFrame:
    """Rows of `part` with ids that are unique, metadata, and what names their source where nothing else does."""
    frame = part.frame
    frame["article_id"] = ids.make_unique(frame["article_id"].tolist())
    for matcher in matchers:
        matcher.apply(part)
    frame[FALLBACK] = [
        _name_source(article_id, origin)
        for article_id, origin in zip(frame["article_id"].tolist(), part.origins, strict=True)
    ]
    return frame


def _name_source(article_id: str, origin: Origin) -> str:
    """Source of an article by its site or file."""
    if origin.table:
        return origin.name.rpartition("/")[2].split(".")[0]
    return origin.site or article_id.partition("#")[0].rpartition("/")[2]


def _join_small(parts: Iterator[Part], limits: Limits) -> Iterator[Part]:
    """Parts as they are, small ones that follow each other as one."""
    held: list[Part] = []
    rows = characters = 0
    for part in parts:
        length = int(part.frame["text"].str.len().sum())
        if held and (rows + len(part.frame) > limits.rows or characters + length > limits.characters):
            yield join_parts(held)
            held, rows, characters = [], 0, 0
        held.append(part)
        rows, characters = rows + len(part.frame), characters + length
    if held:
        yield join_parts(held)


def _check_paths(path: object) -> list[str | Path]:
    """Paths as a list, or a CorpusError if they are none."""
    each: Sequence[object] = path if isinstance(path, (list, tuple)) else [path]
    paths = [item for item in each if isinstance(item, (str, Path))]
    wrong = [item for item in each if not isinstance(item, (str, Path))]
    if wrong:
        raise CorpusError(
            f"path: a path or a list of paths is needed, but this is of type {type(wrong[0]).__name__};"
            " a DataFrame of texts needs no reading: give it to mark_regions"
        )
    if not paths or "" in paths:
        raise CorpusError("path: it is empty; give a file, a folder or '-' for standard input")
    return paths
