"""A whole corpus to a folder of tables, batch by batch, whatever its size and however often it is interrupted."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.batch import rows_table
from framing.corpus import read_rows
from framing.errors import CorpusError, FramingError, OutputError
from framing.lexicon import load_lexicon
from framing.runs.folder import add_up, locked, run_record, take_up, write_record
from framing.runs.inputs import check_apart, fingerprint, input_sources, look
from framing.runs.parts import TABLES, Work, finished_counts, pack, write_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from framing.lexicon import Lexicon

    #: Does the batches of a run that are not finished yet, and yields the counts of each as it is written.
    Engine = Callable[["Run"], Iterator[dict[str, int]]]


@dataclass(frozen=True)
class RunSettings:
    """How a run reads and what it looks for; with others, its results are others.

    Attributes
    ----------
    voice : bool
        Whether to tell the voice of each mention.
    quotations : bool
        Whether to write the table of attributions, too.
    rows : int
        Articles in a batch, and so in a part of each table.
    columns, metadata, encoding
        As in :func:`framing.read_articles`.
    """

    voice: bool = True
    quotations: bool = False
    rows: int = 1000
    columns: Mapping[str, str] | None = None
    metadata: str | Path | None = None
    encoding: str | None = None

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise FramingError(f"rows: {self.rows} articles in a batch are none; give at least 1")

    def as_record(self) -> dict[str, Any]:
        """The settings as plain values; of the metadata, what they hold."""
        record = asdict(self)
        if self.metadata is not None:
            path = Path(self.metadata).expanduser()
            if not path.is_file():
                raise CorpusError(f"{self.metadata}: there is no such metadata file")
            record["metadata"] = hashlib.sha256(path.read_bytes()).hexdigest()
        return record


@dataclass
class Run:
    """A run under way, as an engine gets it.

    Attributes
    ----------
    paths : list of str or pathlib.Path
        The corpus.
    folder : pathlib.Path
        Where the parts go.
    settings : RunSettings
    work : Work
        What is done with each batch.
    earlier : dict of str to int
        Counts of the parts that an earlier start of the run has finished, as far as the batches were read.
    parts, read : int
        Batches and articles read so far. An engine that reads by itself sets them.
    """

    paths: list[str | Path]
    folder: Path
    settings: RunSettings
    work: Work
    earlier: dict[str, int] = field(default_factory=dict)
    parts: int = 0
    read: int = 0

    def batches(self) -> Iterator[tuple[int, bytes]]:
        """Number and rows, in Arrow's stream format, of each batch that is still to be done."""
        asked = self.settings
        for frame in read_rows(
            self.paths if len(self.paths) > 1 else self.paths[0],
            columns=asked.columns,
            metadata=asked.metadata,
            encoding=asked.encoding,
            rows=asked.rows,
        ):
            number = self.parts
            self.parts, self.read = self.parts + 1, self.read + len(frame)
            if not self.is_finished(number):
                yield number, pack(rows_table(frame))

    def is_finished(self, number: int) -> bool:
        """Whether a part is there and whole; then its counts are added to the earlier ones."""
        counts = finished_counts(self.folder, number, quotations=self.settings.quotations)
        for name, n in (counts or {}).items():
            self.earlier[name] = self.earlier.get(name, 0) + n
        return counts is not None

    def write(self, number: int, files: Mapping[str, bytes]) -> None:
        """Write the files of a part."""
        write_part(self.folder, number, files)


def annotate_corpus(
    articles: str | Path | Sequence[str | Path],
    lexicon: str | Path | Lexicon,
    out: str | Path,
    *,
    settings: RunSettings | None = None,
    engine: Engine | int = 1,
    restart: bool = False,
    progress: Callable[[Mapping[str, int], Mapping[str, int]], None] | None = None,
) -> dict[str, int]:
    """Find the mentions in a corpus of any size, and write them to a folder, part by part.

    Killed at any moment, the same call finishes the rest, and the files are byte for byte those of a run that nobody
    disturbed. They do not depend on the number of processes either.

    Parameters
    ----------
    articles : str, pathlib.Path or list of them
        As in :func:`read_articles`, but no standard input, which cannot be read again.
    lexicon : str, pathlib.Path or Lexicon
        A lexicon, its name, or its file.
    out : str or pathlib.Path
        The folder, made if need be. ``articles/part-00000.parquet`` and on have one row per article, without its
        text; ``mentions/`` one row per mention, as :func:`annotate` describes it; ``quotations/``, on demand, one row
        per attribution, as in :func:`quotations`. ``run.json`` holds settings, versions, hashes and counts.
    settings : RunSettings, optional
        How to read, and what to look for.
    engine : int or callable
        The number of processes; or what gets the run, does its batches, and yields the counts of each. Processes are
        started anew, so that a script of yours needs ``if __name__ == "__main__":`` before it calls with more than 1.
    restart : bool
        Throw away what an earlier run has left in the folder.
    progress : callable, optional
        Called with the counts of this start of the run, and with those of earlier ones, after each part.

    Returns
    -------
    dict of str to int
        ``read``, how many of these have each status, ``mentions``, ``quotations``, ``text_bytes`` and ``parts``,
        as counted in the files written.

    Raises
    ------
    CorpusError
        If the articles cannot be read, or change while they are read.
    OutputError
        If the folder cannot be written, is in use, or holds a run that was asked something else.
    LexiconError, UnknownNameError
        If the lexicon cannot be read.
    FramingError
        If a process dies. What is finished stays.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "monday.txt")
    ...     _ = file.write_text("BEIRUT (Reuters) - Syrian rebels entered the town on Monday.")
    ...     counts = annotate_corpus(file, "syria", pathlib.Path(folder, "out"))
    >>> counts["read"], counts["ok"], counts["mentions"]
    (1, 1, 1)
    """
    settings = settings or RunSettings()
    paths = [articles] if isinstance(articles, str | Path) else list(articles)
    opened, folder = load_lexicon(lexicon), Path(out).expanduser()
    sources = input_sources(paths)
    check_apart(paths, folder, TABLES)
    seen = look(sources)
    record = run_record(opened, settings.as_record(), fingerprint(sources))
    with locked(folder):
        take_up(folder, record, restart=restart)
        run = Run(paths, folder, settings, Work(opened, settings.voice, settings.quotations))
        done: dict[str, int] = {}
        for counts in _engine(engine)(run):
            done = {name: done.get(name, 0) + n for name, n in counts.items()}
            if progress is not None:
                progress(done, run.earlier)
        if look(input_sources(paths)) != seen:
            raise CorpusError(
                f"{paths[0]}: the articles changed while they were read, so that no part can be relied on;"
                " give the command again with --restart"
            )
        total = add_up(folder, run.parts, quotations=settings.quotations)
        if total.get("read", 0) != run.read:
            raise OutputError(f"{folder}: {run.read} articles were read, but {total.get('read', 0)} written")
        write_record(folder, record, total)
    return total


def _engine(asked: Engine | int) -> Engine:
    if not isinstance(asked, int):
        return asked
    if asked < 1:
        raise FramingError(f"jobs: {asked} processes cannot work; give at least 1")
    from framing.runs.local import in_processes, in_this_process

    return in_this_process if asked == 1 else in_processes(asked)
