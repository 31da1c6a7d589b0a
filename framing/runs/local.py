"""The batches of a run on this machine: in this process, or in several."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from framing.errors import FramingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext

    from framing.runs.annotate import Engine, Run
    from framing.runs.parts import Work

    #: Files of a part, the counts of its batch, and what went wrong, if anything did.
    _Answer = tuple[dict[str, bytes], dict[str, int], str]

#: Batches that a worker has at most: the one that it does, and the next.
_AT_HAND: Final = 2


def in_this_process(run: Run) -> Iterator[dict[str, int]]:
    """Do a run's batches one after the other; yield the counts of each."""
    for number, rows in run.batches():
        files, counts = run.work(rows)
        run.write(number, files)
        yield counts


def in_processes(jobs: int) -> Engine:
    """An engine of several processes.

    This process reads and writes; the others get the rows of a batch and return the files of its part. At most two
    batches for each are under way, so that memory is bounded. Each has a pipe of its own: one that dies is noticed
    at once, and when this process dies, the others end.
    """

    def engine(run: Run) -> Iterator[dict[str, int]]:
        workers = [_Worker(get_context("spawn"), run.work) for _ in range(jobs)]
        try:
            for number, rows in run.batches():
                while all(len(worker.numbers) == _AT_HAND for worker in workers):
                    yield from _written(run, workers)
                min(workers, key=lambda worker: len(worker.numbers)).give(number, rows)
            while any(worker.numbers for worker in workers):
                yield from _written(run, workers)
        finally:
            for worker in workers:
                worker.end()

    return engine


def _written(run: Run, workers: list[_Worker]) -> Iterator[dict[str, int]]:
    """Wait for a batch, write the parts that are ready, and yield their counts."""
    busy = [worker for worker in workers if worker.numbers]
    ready = wait([worker.pipe for worker in busy])
    for worker in busy:
        if worker.pipe in ready:
            files, counts, fault = worker.answer()
            if fault:
                raise FramingError(f"{run.folder}: a process failed, and what is finished stays; it said:\n{fault}")
            run.write(worker.numbers.popleft(), files)
            yield counts


class _Worker:
    """A process that does batches in the order in which it gets them."""

    def __init__(self, context: SpawnContext, work: Work) -> None:
        self.pipe, theirs = context.Pipe()
        self.numbers: deque[int] = deque()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        # With the last copy of its end the pipe tells that the process is gone.
        theirs.close()

    def give(self, number: int, rows: bytes) -> None:
        """Give it a batch."""
        try:
            self.pipe.send_bytes(rows)
        except OSError as error:
            raise self._gone() from error
        self.numbers.append(number)

    def answer(self) -> _Answer:
        """Wait for what it made of the first batch that it has."""
        try:
            answer: _Answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._gone() from error
        return answer

    def _gone(self) -> FramingError:
        self._process.join()
        return FramingError(
            f"a process died (exit code {self._process.exitcode}), most likely because memory ran out; what is"
            " finished stays: give the same command again, with fewer --jobs or fewer --rows in a new folder"
        )

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that leave Ctrl-C, which reaches all processes of a terminal, to the first one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection[Any, Any], work: Work) -> None:
    """Do batches until this process is ended, by the first one or with it."""
    given: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, given), daemon=True).start()
    while True:
        try:
            answer: _Answer = (*work(given.get()), "")
        except Exception:  # noqa: BLE001 - the first process says what it was
            answer = ({}, {}, traceback.format_exc())
        try:
            pipe.send(answer)
        except OSError:
            os._exit(1)


def _receive(pipe: Connection[Any, Any], given: SimpleQueue[bytes]) -> None:
    """Take batches off the pipe, so that the first process never waits; end with it."""
    try:
        while True:
            given.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os._exit(1)
