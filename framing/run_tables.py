"""The tables of a run: only the columns and the rows that a measure needs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import CorpusError
from framing.run_parts import Parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.run_parts import Names

#: What measures read of mentions, of articles and of quotations.
_READ: Final = {
    "mentions": (
        *("article_id", "source", "published", "actor", "label", "category", "valence", "sentence_start", "position"),
        *("voice", "scare_quoted"),
    ),
    "articles": ("article_id", "source", "published", "status", "words"),
    "quotations": (
        *("article_id", "source", "published", "voice", "speaker", "speaker_actor", "speaker_type", "cue_class"),
        *("rule", "words", "quoted_words", "position", "sentence_start"),
    ),
}


@dataclass(frozen=True)
class Run:
    """The tables of a finished run, which stay on the disk until they are asked for.

    Attributes
    ----------
    folder : pathlib.Path
        Where they lie.
    record : mapping
        What ``run.json`` says: lexicon, options, versions, counts.
    """

    folder: Path
    record: Mapping[str, Any] = field(repr=False)

    def mentions(
        self,
        columns: Sequence[str] | None = None,
        *,
        actor: Names = None,
        source: Names = None,
        since: str | None = None,
        until: str | None = None,
    ) -> pd.DataFrame:
        """Read mentions, ready for every measure.

        Parameters
        ----------
        columns : sequence of str, optional
            Columns to read; by default those that measures need. A column of the articles alone, such as a topic of
            your own, is lent to each mention of the article.
        actor, source : str or list of str, optional
            Read the mentions of these actors, or in these sources, alone.
        since, until : str, optional
            First and last day (``2015-03-01``), month (``2015-03``) or year (``2015``), both included. Rows without
            a date are then left out.

        Returns
        -------
        pandas.DataFrame
            One row per mention, in the order of the corpus. Columns of words are categorical, their categories
            sorted: a mention takes some 30 bytes, and its article's name is kept once.

        Raises
        ------
        CorpusError
            If a part is missing or broken.
        TableError
            If there is no such column, or a day is not written so.
        UnknownNameError
            If an actor or a source does not occur.
        """
        asked = self._asked("mentions", columns)
        own = self._parts("mentions").schema().names
        lent = [name for name in asked if name not in own and name in self._parts("articles").schema().names]
        read = [name for name in asked if name not in lent]
        # The name of the article tells which of its columns to lend.
        read += ["article_id"] if lent and "article_id" not in read else []
        rows = self._parts("mentions").rows(read, {"actor": actor, "source": source}, (since, until))
        if lent:
            articles = self._parts("articles").rows(["article_id", *lent], {}, (None, None))
            ids = rows["article_id"].cat
            place = pd.Index(articles["article_id"].astype("str")).get_indexer(ids.categories)[ids.codes]
            rows[lent] = articles[lent].iloc[place].reset_index(drop=True)
        return rows[asked]

    def articles(
        self,
        columns: Sequence[str] | None = None,
        *,
        source: Names = None,
        since: str | None = None,
        until: str | None = None,
    ) -> pd.DataFrame:
        """Read articles, also those that name nobody and those that could not be analysed; texts are not kept.

        Parameters
        ----------
        columns, source, since, until
            As for `mentions`.

        Returns
        -------
        pandas.DataFrame
            One row per article, in the order of the corpus.

        Raises
        ------
        CorpusError, TableError, UnknownNameError
            As for `mentions`.
        """
        return self._parts("articles").rows(self._asked("articles", columns), {"source": source}, (since, until))

    def quotations(
        self,
        columns: Sequence[str] | None = None,
        *,
        source: Names = None,
        since: str | None = None,
        until: str | None = None,
    ) -> pd.DataFrame:
        """Read quotations, which ``framing annotate --quotations`` keeps.

        Parameters
        ----------
        columns, source, since, until
            As for `mentions`.

        Returns
        -------
        pandas.DataFrame
            One row per attribution, in the order of the corpus.

        Raises
        ------
        CorpusError, TableError, UnknownNameError
            As for `mentions`.
        """
        return self._parts("quotations").rows(self._asked("quotations", columns), {"source": source}, (since, until))

    def columns(self, table: str) -> list[str]:
        """Names of the columns of ``mentions``, ``articles`` or ``quotations``."""
        return list(self._parts(table).schema().names)

    def _asked(self, table: str, columns: Sequence[str] | None) -> list[str]:
        """Columns to read; by default those of measures that the run has, for voices may have been left out."""
        if columns is not None:
            return list(dict.fromkeys(columns))
        present = self._parts(table).schema().names
        return [name for name in _READ[table] if name in present]

    def _parts(self, table: str) -> Parts:
        return Parts(self.folder, table, int(self.record["counts"]["parts"]))


def open_run(folder: str | Path) -> Run:
    """Open a folder that ``framing annotate`` wrote.

    Parameters
    ----------
    folder : str or pathlib.Path

    Returns
    -------
    Run
        Its tables are read when they are asked for: ``run.mentions(actor="opposition")``, ``run.articles()``.

    Raises
    ------
    CorpusError
        If it is no such folder, or the run in it was never finished.

    Examples
    --------
    >>> open_run("seeds")
    Traceback (most recent call last):
    ...
    framing.errors.CorpusError: seeds: this is no folder of a run; give one that 'framing annotate … --out' wrote
    """
    path = Path(folder)
    try:
        record = json.loads((path / "run.json").read_text(encoding="utf-8"))
        complete, counts = record["complete"], record["counts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{folder}: this is no folder of a run; give one that 'framing annotate … --out' wrote"
        ) from error
    if not complete:
        raise CorpusError(
            f"{folder}: this run is not finished; give the same 'framing annotate' command again to do the rest"
        )
    if not counts["parts"]:
        raise CorpusError(f"{folder}: the run read no article; there is nothing to measure")
    return Run(path, record)
