"""The batches of a run on the workers of a Dask cluster, all of which see the folder of the run under one name."""

from __future__ import annotations

import json
import logging
import pickle
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from framing.errors import FramingError, MissingExtraError
from framing.runs.dask_workers import Report, annotate_part, differences, report, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

    from framing.runs.annotate import Engine, Run

    UnderWay = set[Future[dict[str, int]]]

logger = logging.getLogger("framing")

#: Seconds in which a scheduler that is there answers.
_ANSWERS: Final = 10
#: Seconds after which to look whether any worker is left.
_LOOKS: Final = 5
#: How often a batch that failed is tried again before the run gives up.
_RETRIES: Final = 2


def on_dask(scheduler: str, *, patience: float = 300) -> Engine:
    """Make an engine of the workers of a Dask cluster.

    This process reads the corpus, whatever its form, and sends each batch to a worker, which annotates it and writes
    its part. At most two batches for each worker are under way. A batch whose worker dies goes to another one, and a
    part that is written twice is the same part.

    Parameters
    ----------
    scheduler : str
        Address of the scheduler, such as ``tcp://10.0.0.5:8786``; or the file that it writes with
        ``--scheduler-file``, which ends in ``.json``.
    patience : float
        Seconds for which to wait while there is no worker at all.

    Returns
    -------
    callable
        The `engine` of :func:`framing.annotate_corpus`.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.

    Examples
    --------
    >>> from framing import annotate_corpus
    >>> annotate_corpus("archive.parquet", "syria", "out/", engine=on_dask("tcp://10.0.0.5:8786"))  # doctest: +SKIP
    """
    try:
        import distributed  # noqa: F401 - whether it is there is told before anything is read
    except ImportError as error:
        raise MissingExtraError("Dask", "dask") from error

    def engine(run: Run) -> Iterator[dict[str, int]]:
        work, folder = pickle.dumps(run.work), run.folder.resolve()
        expected = setting(work)
        with _connected(scheduler) as client:
            cluster = _Cluster(client, scheduler, patience, folder)
            cluster.check_workers(work, expected)
            for number, rows in run.batches():
                cluster.submit(work, expected, str(folder), number, rows)
                while cluster.is_busy():
                    yield from cluster.finished()
            while cluster.under_way:
                yield from cluster.finished()

    return engine


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """Return a client of the scheduler; what Dask itself tells about a lost one is kept out of the terminal."""
    from distributed import Client

    try:
        address = _address(scheduler)
        client = Client(address, timeout=_ANSWERS, set_as_default=False, name="framing")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise FramingError(
            f"--scheduler {scheduler}: no scheduler answers there ({error}); start one with 'dask scheduler' and give"
            " the address that it prints, such as tcp://10.0.0.5:8786"
        ) from error
    told = logging.getLogger("distributed.client")
    level = told.level
    told.setLevel(logging.CRITICAL)
    try:
        yield client
    finally:
        # The scheduler drops batches under way with the client that asked for them.
        client.close(timeout=_ANSWERS)
        told.setLevel(level)


def _address(scheduler: str) -> str:
    """Address as given, or as a scheduler's file says."""
    if not scheduler.endswith(".json"):
        return scheduler
    return str(json.loads(Path(scheduler).expanduser().read_text(encoding="utf-8"))["address"])


class _Cluster:
    """The workers, and what they are at."""

    def __init__(self, client: Client, scheduler: str, patience: float, folder: Path) -> None:
        self.client = client
        self.scheduler = scheduler
        self.patience = patience
        self.folder = folder
        self.under_way: UnderWay = set()
        self.last_seen = time.monotonic()

    def check_workers(self, work: bytes, expected: dict[str, Any]) -> None:
        """Raise unless every worker has the same versions and code, and writes to the folder of the run."""
        if not self._workers():
            logger.info("%s: waiting for a worker to join", self.scheduler)
        while not self._workers():
            self._check_patience()
            time.sleep(min(0.2, self.patience))
        probe = self.folder / f".probe-{uuid4().hex}.tmp"
        probe.touch()
        try:
            reports = self.client.run(report, work, str(probe), on_error="return")
        finally:
            probe.unlink()
        wrong = {name: _fault(told, expected) for name, told in sorted(reports.items())}
        faults = [f"worker {name} {fault}" for name, fault in wrong.items() if fault]
        if faults:
            raise FramingError(
                f"{self.scheduler}: {len(faults)} of {len(reports)} workers cannot take part: {faults[0]}; start all"
                " workers in the same environment as this command, where they see the folder of the run by the same"
                f" name, {self.folder}"
            )

    def submit(self, *given: object) -> None:
        """Give a batch to some worker."""
        self.under_way.add(self.client.submit(annotate_part, *given, pure=False, retries=_RETRIES))

    def is_busy(self) -> bool:
        """Whether two batches for each worker are under way."""
        return len(self.under_way) >= 2 * max(1, self._workers())

    def finished(self) -> Iterator[dict[str, int]]:
        """Wait for a batch and yield the counts of all that are done; of none if that takes a while."""
        from distributed import wait

        try:
            with self.client.as_current():
                done = wait(self.under_way, timeout=_LOOKS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            self._check_patience()
            return
        except (OSError, CancelledError) as error:
            raise self._lost() from error
        self.under_way -= done
        for future in done:
            yield self._result(future)

    def _result(self, future: Future[dict[str, int]]) -> dict[str, int]:
        """Counts of a batch."""
        from distributed import KilledWorker

        try:
            counts: dict[str, int] = future.result()
        except FramingError:
            raise
        except KilledWorker as error:
            raise FramingError(
                f"{self.folder}: workers died again and again over one batch, most likely because memory ran out;"
                " what is finished stays: give the same command again to workers with more memory"
            ) from error
        except (OSError, CancelledError) as error:
            raise self._lost() from error
        return counts

    def _workers(self) -> int:
        """Number of workers now."""
        try:
            number = len(self.client.nthreads())
        except (OSError, CancelledError) as error:
            raise self._lost() from error
        if number:
            self.last_seen = time.monotonic()
        return number

    def _check_patience(self) -> None:
        """Raise if there has been no worker for too long."""
        if not self._workers() and time.monotonic() - self.last_seen > self.patience:
            raise FramingError(
                f"{self.scheduler}: the scheduler has had no worker for {self.patience:.0f} seconds; start some with"
                " 'dask worker ADDRESS --nthreads 1', then give the same command again: what is finished stays"
            )

    def _lost(self) -> FramingError:
        return FramingError(
            f"{self.scheduler}: the scheduler is gone; what is finished stays: start it and its workers anew, then"
            " give the same command again"
        )


def _fault(told: Report | Exception, expected: dict[str, Any]) -> str:
    """Why a worker cannot take part; empty if it can."""
    if isinstance(told, Exception):
        return f"cannot load framing as it is here ({told})"
    if differ := differences(told.setting, expected):
        return f"has {differ}"
    return "" if told.writes else "does not see the folder of the run, or may not write to it"
