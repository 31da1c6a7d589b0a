"""A run as its users meet it: whole, resumed, refused; the same bytes however it came about."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from framing import RunSettings, annotate, annotate_corpus, read_articles
from framing.errors import CorpusError, FramingError, OutputError
from framing.runs import annotate as module
from framing.runs.parts import TABLES
from framing.schema import MENTIONS, VOICES

ROOT = Path(__file__).parents[2]
SMALL = RunSettings(rows=4, quotations=True)


def seeds(count):
    """The five seeds over and over, with ids of their own, one of them empty."""
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in sorted((ROOT / "seeds").glob("*.txt"))]
    rows = [
        {"article_id": f"{name}-{at}", "source": f"outlet {at % 3}", "text": "" if at == 3 else text}
        for at, (name, text) in enumerate((texts * count)[:count])
    ]
    return "".join(json.dumps(row) + "\n" for row in rows)


def files_of(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    file = tmp_path_factory.mktemp("corpus") / "seeds.jsonl"
    file.write_text(seeds(10), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def whole(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole") / "out"
    annotate_corpus(corpus, "syria", out, settings=SMALL)
    return out


@pytest.fixture
def out(whole, tmp_path):
    """A copy of the finished run."""
    return Path(shutil.copytree(whole, tmp_path / "out"))


def run_again(corpus, out, **options):
    return annotate_corpus(corpus, "syria", out, **{"settings": SMALL, **options})


def command(corpus, out, *options, **environment):
    arguments = [sys.executable, "-m", "framing", "annotate", corpus, "--out", out, "--rows", "4", "--quotations"]
    return subprocess.run(
        [*map(str, arguments), *options],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def test_the_tables_are_those_of_annotate(corpus, whole):
    mentions = pd.concat([pd.read_parquet(file) for file in sorted((whole / "mentions").iterdir())])
    articles = read_articles(corpus)
    pd.testing.assert_frame_equal(mentions.reset_index(drop=True), annotate(articles, "syria"), check_dtype=False)
    assert set(mentions.columns) == {*MENTIONS, *VOICES}
    written = pd.concat([pd.read_parquet(file) for file in sorted((whole / "articles").iterdir())])
    assert written["article_id"].tolist() == articles["article_id"].tolist()
    assert "text" not in written.columns
    assert [len(pd.read_parquet(file)) for file in sorted((whole / "articles").iterdir())] == [4, 4, 2]


def test_the_record_says_with_what_and_how_many(corpus, whole):
    record = json.loads((whole / "run.json").read_text(encoding="utf-8"))
    assert record["complete"] is True
    assert record["input"]["files"] == 1
    assert record["input"]["bytes"] == corpus.stat().st_size
    assert record["lexicon"]["name"] == "syria"
    assert record["options"]["rows"] == 4
    counts = record["counts"]
    assert counts["read"] == 10 == counts["ok"] + counts["empty"]
    assert counts["empty"] == 1
    assert counts["parts"] == 3
    for table, name in (("articles", "read"), ("mentions", "mentions"), ("quotations", "quotations")):
        rows = [parquet.read_metadata(file).num_rows for file in (whole / table).iterdir()]
        assert sum(rows) == counts[name] > 0


@pytest.mark.parametrize(
    "harm",
    [
        lambda out: (out / "articles/part-00001.parquet").unlink(),
        lambda out: (out / "mentions/part-00001.parquet").unlink(),
        lambda out: (out / "quotations/part-00000.parquet").unlink(),
        lambda out: (out / "mentions/part-00002.parquet").write_bytes(b""),
        lambda out: (out / "mentions/part-00000.parquet").write_bytes(
            (out / "mentions/part-00000.parquet").read_bytes()[:-7]
        ),
        lambda out: (out / "mentions/part-00000.parquet").write_bytes(
            (out / "mentions/part-00002.parquet").read_bytes()
        ),
        lambda out: (out / "articles/.part-00000.parquet.0123.tmp").write_bytes(b"half"),
        lambda out: (out / ".run.json.0123.tmp").write_bytes(b"half"),
        lambda out: shutil.rmtree(out / "articles"),
        lambda out: [shutil.rmtree(out / table) for table in TABLES],
    ],
)  # fmt: skip
def test_what_is_missing_or_broken_is_done_again(corpus, whole, out, harm):
    harm(out)
    run_again(corpus, out)
    assert files_of(out) == files_of(whole)


def test_finished_parts_are_not_done_again(corpus, out, monkeypatch):
    (out / "articles/part-00001.parquet").unlink()
    written = []
    monkeypatch.setattr(module, "write_part", lambda *given: written.append((given[1], list(given[2]))))
    with pytest.raises(OutputError, match=r"part-00001\.parquet: it is not whole"):
        run_again(corpus, out)
    assert written == [(1, list(TABLES))]


def test_progress_counts_this_start_and_earlier_ones(corpus, out):
    (out / "articles/part-00001.parquet").unlink()
    told = []
    run_again(corpus, out, progress=lambda done, earlier: told.append((done["read"], earlier["read"])))
    assert told == [(4, 4)]


def test_two_processes_write_the_same_bytes(corpus, whole, tmp_path):
    done = command(corpus, tmp_path / "out", "--jobs", "2", PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo")
    assert done.returncode == 0, done.stderr
    assert "10 articles read = 9 analysed + 1 empty; " in done.stderr
    assert files_of(tmp_path / "out") == files_of(whole)


def test_the_order_in_which_a_folder_lists_its_files_changes_nothing(tmp_path):
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))]
    for folder, order in (("one", range(5)), ("other", reversed(range(5)))):
        (tmp_path / folder / "news").mkdir(parents=True)
        for at in order:
            (tmp_path / folder / "news" / f"{at}.txt").write_text(texts[at], encoding="utf-8")
        annotate_corpus(tmp_path / folder / "news", "syria", tmp_path / folder / "out", settings=SMALL)
    assert files_of(tmp_path / "one/out") == files_of(tmp_path / "other/out")


@pytest.mark.parametrize(
    ("lexicon", "settings", "words"),
    [
        ("conflict", SMALL, 'lexicon name "syria", now "conflict"'),
        ("syria", RunSettings(rows=5, quotations=True), "options rows 4, now 5"),
        ("syria", RunSettings(rows=4), "options quotations true, now false"),
        ("syria", RunSettings(rows=4, quotations=True, voice=False), "options voice true, now false"),
    ],
)
def test_another_question_is_refused_in_the_same_folder(corpus, whole, out, lexicon, settings, words):
    with pytest.raises(OutputError) as stop:
        annotate_corpus(corpus, lexicon, out, settings=settings)
    assert words in str(stop.value)
    assert "--restart" in str(stop.value)
    assert files_of(out) == files_of(whole)


def test_other_articles_are_refused_in_the_same_folder(corpus, out):
    other = out.parent / corpus.name
    other.write_text(seeds(11), encoding="utf-8")
    with pytest.raises(OutputError, match=r"input bytes \d+, now \d+"):
        run_again(other, out)


def test_restart_throws_the_earlier_results_away_and_nothing_else(corpus, out):
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "mentions/notes.txt").write_text("mine", encoding="utf-8")
    annotate_corpus(corpus, "syria", out, settings=RunSettings(rows=6, voice=False), restart=True)
    assert sorted(files_of(out)) == [
        "articles/part-00000.parquet", "articles/part-00001.parquet", "mentions/notes.txt",
        "mentions/part-00000.parquet", "mentions/part-00001.parquet", "notes.txt", "run.json",
    ]  # fmt: skip


def test_parts_without_a_record_are_not_taken_over(corpus, out):
    (out / "run.json").unlink()
    with pytest.raises(OutputError, match=r"no run\.json says of what"):
        run_again(corpus, out)


def test_a_broken_record_is_refused(corpus, out):
    (out / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputError, match="not the record of a run"):
        run_again(corpus, out)


def test_a_part_that_no_articles_belong_to_is_told(corpus, out):
    shutil.copy(out / "mentions/part-00000.parquet", out / "mentions/part-00003.parquet")
    with pytest.raises(OutputError, match=r"part-00003\.parquet: no articles belong to this part"):
        run_again(corpus, out)


def test_articles_that_change_while_they_are_read_are_told(corpus, tmp_path, monkeypatch):
    file = Path(shutil.copy(corpus, tmp_path / corpus.name))
    read = module.read_rows

    def change(*arguments, **options):
        yield from read(*arguments, **options)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(seeds(1))

    monkeypatch.setattr(module, "read_rows", change)
    with pytest.raises(CorpusError, match="changed while they were read"):
        run_again(file, tmp_path / "out")
    assert json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["complete"] is False


def test_streams_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    for stream in ("-", tmp_path / "pipe.jsonl"):
        with pytest.raises(CorpusError, match="cannot be read again"):
            run_again(stream, tmp_path / "out")


def test_a_pipe_in_a_folder_keeps_nobody_waiting(corpus, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    shutil.copy(corpus, news)
    os.mkfifo(news / "pipe.txt")
    assert run_again(news, tmp_path / "out")["ok"] == 9


def test_results_never_lie_among_the_articles(corpus, tmp_path):
    news = tmp_path / "articles"
    news.mkdir()
    shutil.copy(corpus, news)
    for out in (news, news / "out", tmp_path):
        with pytest.raises(OutputError, match="would lie among the articles"):
            run_again(news, out)
    assert [file.name for file in news.iterdir()] == [corpus.name]


@pytest.mark.parametrize(("options", "words"), [({"engine": 0}, "jobs: 0"), ({"engine": -1}, "jobs: -1")])
def test_no_processes_are_too_few(corpus, tmp_path, options, words):
    with pytest.raises(FramingError, match=words):
        run_again(corpus, tmp_path / "out", **options)


def test_no_rows_are_too_few():
    with pytest.raises(FramingError, match="rows: 0"):
        RunSettings(rows=0)


def test_metadata_count_by_what_they_hold(corpus, tmp_path):
    table = tmp_path / "about.csv"
    table.write_text("article_id,section\n", encoding="utf-8")
    settings = RunSettings(rows=4, metadata=table)
    annotate_corpus(corpus, "syria", tmp_path / "out", settings=settings)
    table.write_text("article_id,section\nx,World\n", encoding="utf-8")
    with pytest.raises(OutputError, match="options metadata"):
        annotate_corpus(corpus, "syria", tmp_path / "out", settings=settings)
    with pytest.raises(CorpusError, match="no such metadata file"):
        annotate_corpus(corpus, "syria", tmp_path / "out", settings=RunSettings(metadata=tmp_path / "gone.csv"))


def test_an_engine_of_ones_own_does_the_batches(corpus, whole, tmp_path):
    def backwards(run):
        for number, rows in reversed(list(run.batches())):
            files, counts = run.work(rows)
            run.write(number, files)
            yield counts

    run_again(corpus, tmp_path / "out", engine=backwards)
    assert files_of(tmp_path / "out") == files_of(whole)


def test_articles_that_an_engine_loses_are_missed(corpus, tmp_path):
    def careless(run):
        for number, rows in run.batches():
            table = pa.ipc.open_stream(rows).read_all().slice(1)
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, table.schema) as stream:
                stream.write_table(table)
            files, counts = run.work(sink.getvalue().to_pybytes())
            run.write(number, files)
            yield counts

    with pytest.raises(OutputError, match="10 articles were read, but 7 written"):
        run_again(corpus, tmp_path / "out", engine=careless)


def test_a_folder_of_mentions_is_not_read_as_articles(corpus, tmp_path):
    annotate_corpus(corpus, "syria", tmp_path / "out", settings=SMALL)
    with pytest.raises(CorpusError, match="holds mentions, not texts; measure them with 'framing measure"):
        read_articles(tmp_path / "out")
