"""A run on a Dask cluster: the bytes of a run on one machine, whoever is killed; and what is refused."""

import os
import pickle
import signal
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from framing import annotate_corpus, load_lexicon
from framing.batch import rows_table
from framing.errors import FramingError, MissingExtraError
from framing.runs import RunSettings
from framing.runs.dask_workers import annotate_part, differences, report, setting
from framing.runs.on_dask import on_dask
from framing.runs.parts import Work, pack

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SETTINGS = RunSettings(rows=5, quotations=True)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Forty articles, some ids twice, some texts missing."""
    texts = [file.read_text(encoding="utf-8")[:1500] for file in SEEDS]
    rows = [
        {"article_id": f"a{at % 37}", "source": "ABC"[at % 3], "text": texts[at % 5] if at % 11 else None}
        for at in range(40)
    ]
    file = tmp_path_factory.mktemp("corpus") / "archive.parquet"
    pd.DataFrame(rows).to_parquet(file)
    return file


@pytest.fixture(scope="module")
def local(corpus, tmp_path_factory):
    """Files of the same run on this machine."""
    out = tmp_path_factory.mktemp("local") / "out"
    annotate_corpus(corpus, "syria", out, settings=SETTINGS)
    return contents(out)


def start(folder, workers):
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1",
        local_directory=str(folder), silence_logs=50,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two worker processes, each with a nanny that starts it anew."""
    with start(tmp_path_factory.mktemp("workers"), 2) as started:
        yield started


@pytest.fixture(scope="module")
def fragile(tmp_path_factory):
    """One worker, and a scheduler that gives up on a batch whose worker has died once."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        start(tmp_path_factory.mktemp("fragile"), 1) as started,
    ):
        yield started


def contents(out):
    files = (file for file in out.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


def kill_a_worker(cluster):
    """Kill the process of a worker as memory running out does; its nanny and the process."""
    nanny = next(iter(cluster.workers.values()))
    process = nanny.pid
    os.kill(process, signal.SIGKILL)
    return nanny, process


def is_started_anew(nanny, process):
    for _ in range(300):
        if nanny.pid not in (process, None):
            return True
        time.sleep(0.1)
    return False


def work():
    return pickle.dumps(Work(load_lexicon("syria"), quotations=True))


def test_a_worker_killed_in_mid_run_changes_no_byte(corpus, local, cluster, tmp_path):
    calls, killed = [], []

    def progress(done, _):
        calls.append(done["read"])
        if len(calls) == 2:
            killed.extend(kill_a_worker(cluster))

    engine = on_dask(cluster.scheduler_address)
    counts = annotate_corpus(corpus, "syria", tmp_path, settings=SETTINGS, engine=engine, progress=progress)
    assert contents(tmp_path) == local
    assert (counts["read"], counts["ok"], counts["parts"]) == (40, 36, 8)
    assert calls == list(range(5, 41, 5))
    assert is_started_anew(*killed)


def test_a_run_goes_on_where_another_engine_left_off(corpus, local, cluster, tmp_path):
    def stop(done, _):
        if done["read"] == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_corpus(corpus, "syria", tmp_path, settings=SETTINGS, progress=stop)
    done = []
    engine = on_dask(cluster.scheduler_address)
    annotate_corpus(corpus, "syria", tmp_path, settings=SETTINGS, engine=engine, progress=lambda *_: done.append(1))
    assert len(done) == 4
    assert contents(tmp_path) == local


def test_at_most_two_batches_for_each_worker_are_under_way(corpus, cluster, tmp_path, monkeypatch):
    sent, ahead = [], []
    submit = distributed.Client.submit
    monkeypatch.setattr(
        distributed.Client, "submit", lambda *given, **options: sent.append(1) or submit(*given, **options)
    )
    engine, settings = on_dask(cluster.scheduler_address), RunSettings(rows=2, voice=False)
    each = lambda *_: ahead.append(len(sent) - len(ahead))  # noqa: E731
    annotate_corpus(corpus, "syria", tmp_path, settings=settings, engine=engine, progress=each)
    assert len(sent) == len(ahead) == 20
    assert max(ahead) == 4


def test_a_file_of_another_form_is_annotated_alike(corpus, local, cluster, tmp_path):
    lines = tmp_path / "archive.jsonl"
    pd.read_parquet(corpus).to_json(lines, orient="records", lines=True)
    engine = on_dask(cluster.scheduler_address)
    annotate_corpus(lines, "syria", tmp_path / "out", settings=SETTINGS, engine=engine)
    written = contents(tmp_path / "out")
    assert {name for name in written if written[name] != local[name]} == {"run.json"}


def test_a_lexicon_travels_by_its_content(corpus, cluster, tmp_path):
    file = tmp_path / "mine.yaml"
    shipped = Path(__file__).parents[2] / "lexicons" / "syria.yaml"
    file.write_bytes(shipped.read_bytes())
    lexicon = load_lexicon(file)
    file.unlink()
    counts = annotate_corpus(corpus, lexicon, tmp_path / "out", engine=on_dask(cluster.scheduler_address))
    assert counts["mentions"] > 40


def test_workers_with_other_versions_are_refused_before_anything_is_written(corpus, cluster, tmp_path, monkeypatch):
    ours = {**setting(work()), "framing": "0.0.9"}
    monkeypatch.setattr("framing.runs.on_dask.setting", lambda _: ours)
    with pytest.raises(
        FramingError, match=r"2 of 2 workers .* has framing \S+ instead of 0\.0\.9; start all"
    ) as told:
        annotate_corpus(corpus, "syria", tmp_path, engine=on_dask(cluster.scheduler_address))
    assert "worker tcp://127.0.0.1:" in str(told.value)
    assert not list(tmp_path.glob("*/*"))
    assert not list(tmp_path.glob(".probe*"))


def test_workers_that_do_not_see_the_folder_are_refused(corpus, cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("framing.runs.on_dask.Path.touch", lambda _: None)
    monkeypatch.setattr("framing.runs.on_dask.Path.unlink", lambda _: None)
    with pytest.raises(FramingError, match="does not see the folder of the run"):
        annotate_corpus(corpus, "syria", tmp_path, engine=on_dask(cluster.scheduler_address))


def test_a_worker_that_joins_late_with_another_version_is_refused(tmp_path):
    expected = {**setting(work()), "code": "0" * 12}
    with pytest.raises(FramingError, match=r"joined late has code \w{12} instead of 0{12}"):
        annotate_part(work(), expected, str(tmp_path), 0, b"")
    assert not list(tmp_path.iterdir())


def test_a_part_written_twice_is_the_same_part(tmp_path):
    rows = pack(rows_table(pd.DataFrame({"article_id": ["a"], "text": ["Syrian rebels left Aleppo on Monday."]})))
    given = (work(), setting(work()), str(tmp_path), 7, rows)
    first = annotate_part(*given)
    once = contents(tmp_path)
    assert annotate_part(*given) == first
    assert contents(tmp_path) == once
    assert set(once) == {f"{table}/part-00007.parquet" for table in ("articles", "mentions", "quotations")}


def test_workers_report_what_the_bytes_hang_on(tmp_path):
    probe = tmp_path / "probe"
    assert not report(work(), str(probe)).writes
    probe.touch()
    told = report(work(), str(probe))
    assert told.writes
    assert set(told.setting) >= {"framing", "python", "libraries", "lexicon", "cues", "speakers", "code"}
    assert differences(told.setting, setting(work())) == ""
    other = setting(pickle.dumps(Work(load_lexicon("conflict"))))
    assert "name syria instead of conflict" in differences(told.setting, other)


def test_a_batch_that_kills_its_workers_ends_the_run_and_keeps_what_is_finished(corpus, local, fragile, tmp_path):
    killed = []

    def progress(*_):
        if not killed:
            killed.extend(kill_a_worker(fragile))

    engine = on_dask(fragile.scheduler_address)
    with pytest.raises(FramingError, match="workers died again and again over one batch"):
        annotate_corpus(corpus, "syria", tmp_path, settings=SETTINGS, engine=engine, progress=progress)
    finished = {name: content for name, content in contents(tmp_path).items() if name.startswith("articles")}
    assert 0 < len(finished) < 8
    assert finished.items() <= local.items()
    assert is_started_anew(*killed)


def test_a_scheduler_that_ends_in_mid_run_is_told(corpus, local, fragile, tmp_path, monkeypatch):
    monkeypatch.setattr("framing.runs.on_dask._ANSWERS", 2)

    def progress(*_):
        fragile.close()

    engine = on_dask(fragile.scheduler_address)
    with pytest.raises(FramingError, match="the scheduler is gone; what is finished stays"):
        annotate_corpus(corpus, "syria", tmp_path, settings=SETTINGS, engine=engine, progress=progress)
    first = "articles/part-00000.parquet"
    assert contents(tmp_path)[first] == local[first]


def test_a_scheduler_without_workers_is_told(corpus, tmp_path):
    with (
        start(tmp_path / "workers", 0) as empty,
        pytest.raises(FramingError, match="has had no worker for 0 s"),
    ):
        annotate_corpus(corpus, "syria", tmp_path / "out", engine=on_dask(empty.scheduler_address, patience=0.3))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "pigeon://127.0.0.1:1", "none.json"])
def test_a_wrong_address_is_told_within_seconds(framing, corpus, tmp_path, monkeypatch, address):
    monkeypatch.setattr("framing.runs.on_dask._ANSWERS", 0.5)
    given = ("--engine", "dask", "--scheduler", address, "--out", tmp_path / "out")
    status, printed, told = framing("annotate", corpus, *given)
    assert (status, printed) == (1, "")
    assert f"--scheduler {address}: no scheduler answers there" in told
    assert "dask scheduler" in told


def test_the_command_line_reads_the_file_of_a_scheduler(framing, corpus, local, cluster, tmp_path):
    file = tmp_path / "scheduler.json"
    file.write_text(f'{{"address": "{cluster.scheduler_address}"}}', encoding="utf-8")
    out = tmp_path / "out"
    given = ("--rows", 5, "--quotations", "--engine", "dask", "--scheduler", file, "--out", out)
    status, _, told = framing("annotate", corpus, *given)
    assert status == 0
    assert "40 articles read = 36 analysed + 4 unreadable" in told
    assert contents(out) == local


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--engine", "dask"], "--engine dask: it needs the address of a scheduler"),
        (["--scheduler", "tcp://127.0.0.1:1"], "give --engine dask, too"),
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"], "leave --jobs out"),
    ],
)
def test_options_that_do_not_go_together_are_refused(framing, corpus, tmp_path, given, told):
    status, _, words = framing("annotate", corpus, "--out", tmp_path / "out", *given)
    assert status == 1
    assert told in words


def test_without_the_extra_the_command_that_installs_it_is_told(framing, corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    given = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--out", tmp_path / "out")
    status, _, told = framing("annotate", corpus, *given)
    assert status == 1
    assert "python -m pip install 'framing[dask]'" in told
    with pytest.raises(MissingExtraError):
        on_dask("tcp://127.0.0.1:1")
