"""Files, folders and standard input to one table of articles."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from framing.corpus.finish import finish_rows
from framing.corpus.gather import gather
from framing.corpus.limits import WHOLE
from framing.corpus.rows import join_parts
from framing.corpus.stream import complete, open_corpus
from framing.corpus.unique import UniqueIds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

logger = logging.getLogger("framing")


def read_articles(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: str | Path | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read articles from files, folders, tables or standard input.

    Parameters
    ----------
    path : str, Path or list of them
        A text file, web page or table (CSV, TSV, JSON Lines, JSON, Parquet; .gz or .zst of the text formats),
        a folder of such files (searched to the bottom, in the order of names), or "-" for standard
        input (a web page if it starts like one, else text). A file articles.csv in a folder that has
        no text column holds the metadata of the texts beside it.
    columns : mapping of str to str, optional
        Name of ours to the name in the table, such as ``{"text": "body", "source": "outlet"}``. The
        others are guessed from their names, and each guess is logged by the logger "framing".
    metadata : str or Path, optional
        A CSV or TSV file with a column article_id or file and any others. It overrides what was
        recovered from the texts, not what a table of articles says itself.
    encoding : str, optional
        Name of the encoding; when not given it is found.

    Returns
    -------
    pandas.DataFrame
        One row per article: the columns of ``framing.schema.ARTICLES``, then ``title_added``
        (characters of the title that were put before the text, so that an offset in the text of the
        input is ``start - title_added``), then the further columns of the input, untouched. Bad
        articles are kept with a ``status`` other than "ok" and a ``note`` that says why.

    Raises
    ------
    CorpusError
        If a path does not exist, the only file cannot be read, a folder holds nothing to read, or a
        table has no column of texts.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "monday.txt")
    ...     _ = file.write_text("BEIRUT (Reuters) - Rebels entered the town on Monday.")
    ...     articles = read_articles(folder)
    >>> articles[["article_id", "source", "status", "words"]].to_dict("records")
    [{'article_id': 'monday', 'source': 'Reuters', 'status': 'ok', 'words': 8}]
    """
    corpus = open_corpus(path, columns, metadata, encoding)
    part = join_parts(list(gather(corpus.sources, columns, encoding, WHOLE)))
    ids = UniqueIds()
    rows = complete(part, ids, corpus.matchers)
    ids.report()
    for matcher in corpus.matchers:
        matcher.report()
    articles = finish_rows(rows)
    _report(articles)
    return articles


def _report(articles: pd.DataFrame) -> None:
    """Log how many articles cannot be used, and why the first one cannot."""
    bad = articles[articles["status"] != "ok"]
    if len(bad):
        counts = ", ".join(f"{count} {status}" for status, count in bad["status"].value_counts().items())
        first = bad.iloc[0]
        logger.warning(
            "%d of %d articles cannot be used (%s); the first is %r: %s",
            len(bad), len(articles), counts, first["article_id"], first["note"],
        )  # fmt: skip
