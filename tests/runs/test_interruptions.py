"""What may befall a run: SIGKILL, Ctrl-C, a worker that dies, a full disk, a second run in the same folder."""

import errno
import json
import os
import resource
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from framing import RunSettings, annotate_corpus
from framing.errors import FramingError, OutputError
from framing.runs import parts
from framing.runs.folder import locked
from framing.runs.local import in_processes
from framing.runs.parts import Work, write_aside

ROOT = Path(__file__).parents[2]
TEXT = "The Syrian rebels said that the regime had shelled Aleppo on Monday. "


@pytest.fixture
def corpus(tmp_path):
    file = tmp_path / "corpus.jsonl"
    rows = ({"article_id": str(at), "text": TEXT} for at in range(6))
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def command(corpus, out, *options):
    arguments = [sys.executable, "-m", "framing", "annotate", corpus, "--out", out, "--rows", "2", *options]
    return [str(each) for each in arguments]


class Deadly(Work):
    """Work that ends its process, as the system does with one that takes too much memory."""

    def __call__(self, rows):
        os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(rows)


def test_killed_at_random_moments_a_run_ends_with_the_same_bytes():
    script = [sys.executable, ROOT / "benchmarks/kill.py", "--times", "3", "--articles", "40", "--kills", "1"]
    done = subprocess.run(list(map(str, script)), capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("3 of 3 equal byte for byte\n")


def test_a_worker_that_dies_is_told_and_finished_parts_stay(corpus, tmp_path):
    def deadly(run):
        for number, rows in run.batches():
            files, counts = run.work(rows)
            run.write(number, files)
            yield counts
            break
        run.parts = run.read = 0
        run.work = Deadly(run.work.lexicon)
        yield from in_processes(2)(run)

    with pytest.raises(FramingError, match=r"a process died \(exit code -9\)") as stop:
        annotate_corpus(corpus, "syria", tmp_path / "out", settings=RunSettings(rows=2), engine=deadly)
    assert "--jobs" in str(stop.value)
    assert [file.name for file in (tmp_path / "out/articles").iterdir()] == ["part-00000.parquet"]


def test_a_worker_with_nothing_to_do_ends_when_the_first_process_is_killed():
    start = "import time; from multiprocessing import get_context\n"
    start += "from framing.runs.local import _Worker; from framing.runs.parts import Work\n"
    start += "print(_Worker(get_context('spawn'), Work('syria'))._process.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        worker = int(process.stdout.readline())
        time.sleep(0.5)
        process.kill()
    alive = runpy.run_path(str(ROOT / "benchmarks/kill.py"))["alive"]
    end = time.monotonic() + 30
    while alive(worker) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(worker)


class Faulty(Work):
    """Work that fails, as it does with an installation that is broken."""

    def __call__(self, rows):
        raise RuntimeError(f"{len(rows) > 0}: no good")


def test_what_a_worker_says_of_its_fault_is_told(corpus, tmp_path):
    def faulty(run):
        run.work = Faulty(run.work.lexicon)
        yield from in_processes(2)(run)

    with pytest.raises(FramingError, match=r"(?s)a process failed.*RuntimeError: True: no good"):
        annotate_corpus(corpus, "syria", tmp_path / "out", settings=RunSettings(rows=2), engine=faulty)


def test_ctrl_c_ends_all_processes_without_a_traceback(tmp_path):
    file = tmp_path / "corpus.jsonl"
    row = {"text": TEXT * 200}
    file.write_text("".join(json.dumps({"article_id": str(at), **row}) + "\n" for at in range(400)), encoding="utf-8")
    # Where the tests themselves run in the background, Ctrl-C is ignored from the beginning.
    heeding = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "runpy.run_module('framing', run_name='__main__', alter_sys=True)"
    )
    python, _, _, *options = command(file, tmp_path / "out", "--jobs", "2")
    run = [python, "-c", heeding, *options]
    with subprocess.Popen(run, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        end = time.monotonic() + 60
        while not list(tmp_path.glob("out/articles/part-*")) and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, told = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert told.endswith("framing: interrupted; nothing more was written\n")
    assert "Traceback" not in told
    end = time.monotonic() + 30
    while _lives(process.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _lives(process.pid)


def _lives(group):
    """Whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_full_disk_is_told_and_leaves_nothing_half_written(corpus, tmp_path):
    done = subprocess.run(
        command(corpus, tmp_path / "out"), capture_output=True, text=True, check=False, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert (
        "part-00000.parquet: it cannot be written (file too large); what is finished stays: make room" in done.stderr
    )
    assert [file.name for file in (tmp_path / "out").rglob("*") if file.is_file()] == [".lock", "run.json"]


def test_a_file_is_never_half_there(tmp_path, monkeypatch):
    file = tmp_path / "mentions" / "part-00000.parquet"
    write_aside(file, b"whole")
    monkeypatch.setattr(parts.os, "fsync", _full)
    with pytest.raises(OutputError, match="no space left on device"):
        write_aside(file, b"other")
    assert file.read_bytes() == b"whole"
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def _full(_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_part_is_whole_only_when_its_last_file_is_there(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(parts, "write_aside", lambda file, _: written.append(file.parent.name))
    parts.write_part(tmp_path, 0, {"articles": b"", "quotations": b"", "mentions": b""})
    assert written == ["mentions", "quotations", "articles"]


def test_two_runs_never_work_in_one_folder(corpus, tmp_path):
    out = tmp_path / "out"
    with locked(out):
        done = subprocess.run(command(corpus, out), capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr == f"framing: {out}: another run works in this folder; wait for it, or name another\n"
    assert [file.name for file in out.iterdir()] == [".lock"]


def test_the_lock_of_a_dead_process_is_none(corpus, tmp_path):
    out = tmp_path / "out"
    hold = "import sys, time; from pathlib import Path; from framing.runs.folder import locked\n"
    hold += "with locked(Path(sys.argv[1])): time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, out], cwd=ROOT) as holder:
        end = time.monotonic() + 30
        while not (out / ".lock").exists() and time.monotonic() < end:
            time.sleep(0.02)
        holder.kill()
    assert annotate_corpus(corpus, "syria", out, settings=RunSettings(rows=2))["read"] == 6


def test_a_folder_that_cannot_be_made_is_told(corpus, tmp_path):
    with pytest.raises(OutputError, match="results cannot be written there"):
        annotate_corpus(corpus, "syria", corpus / "out")
    assert not (tmp_path / "out").exists()
