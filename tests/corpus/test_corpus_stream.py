"""Reading batch by batch: the same articles as at once, whatever the file and the size of the batches."""

import gzip
import json
import logging

import pandas as pd
import pyarrow as pa
import pytest

from framing.corpus import characters, finish_rows, read_articles, read_rows, stream
from framing.corpus.unique import UniqueIds
from framing.errors import CorpusError

TEXT = "Rebels entered the town on Monday, residents said."
ROWS = [
    {
        "id": f"a{number % 5}",
        "body": f"{TEXT} It was day {number}, “cold”.",
        "headline": f"Town falls to the rebels on day {number}",
        "date": f"{number + 1} Dec 2024",
        "tag": "war" if number % 2 else "peace",
    }
    for number in range(7)
]


def write_corpus(folder, kind):
    """Write the same seven articles as a file of a kind."""
    path = folder / f"week{kind}"
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
    frame = pd.DataFrame(ROWS)
    if kind.startswith((".csv", ".tsv")):
        lines = frame.to_csv(index=False, sep="\t" if kind.startswith(".tsv") else ",").encode()
    if kind == ".parquet":
        frame.to_parquet(path, row_group_size=3)
    elif kind == ".json":
        path.write_text(json.dumps(ROWS))
    elif kind.endswith(".gz"):
        path.write_bytes(gzip.compress(lines))
    elif kind.endswith(".zst"):
        path.write_bytes(pa.compress(lines, codec="zstd", asbytes=True))
    elif kind == "":
        path.mkdir()
        for row in ROWS:
            (path / f"{row['date'].replace(' ', '-')}.txt").write_text(f"{row['headline']}\n\n{row['body']}")
        pd.DataFrame(ROWS[:3]).to_csv(path / "table.csv", index=False)
        (path / "broken.jsonl").write_text("{")
        (path / "articles.csv").write_text("file,section,source\n2-Dec-2024.txt,World,BBC\ntable.csv,Home,\n")
    else:
        path.write_bytes(lines)
    return path


def finished(path, **options):
    return pd.concat([finish_rows(batch) for batch in read_rows(path, **options)], ignore_index=True)


@pytest.mark.parametrize(
    "kind", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.zst", ".tsv", ".tsv.gz", ".json", ".parquet", ""]
)
def test_batches_are_the_articles_that_are_read_at_once(tmp_path, kind):
    path = write_corpus(tmp_path, kind)
    whole = read_articles(path)
    assert len(whole) == (11 if kind == "" else 7)
    for rows in (1, 3, 1000):
        batches = list(read_rows(path, rows=rows))
        assert max(map(len, batches)) <= rows
        pieces = pd.concat([finish_rows(batch) for batch in batches], ignore_index=True)
        assert pieces["article_id"].is_unique
        columns = [column for column in whole.columns if column in pieces.columns]
        assert set(whole.columns) == set(columns)
        for column in columns:
            cells = whole[column].tolist() if column != "tag" else whole[column].fillna("").tolist()
            assert pieces[column].tolist() == cells or pieces[column].fillna("").tolist() == cells, column


def test_batches_hold_nothing_but_text(tmp_path):
    cells = {"n": 1, "x": 0.5, "list": ["a", 1], "gap": None, "half": "a\ud800", "b\ud800": True, "date": 20240102}
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"text": TEXT, **cells}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    (batch,) = read_rows(path)
    assert batch.columns.tolist() == [
        "article_id", "source", "published", "title", "byline", "url", "section", "text", "status", "note",
        "n", "x", "list", "gap", "half", "b\ufffd", "fallback_source",
    ]  # fmt: skip
    assert batch.iloc[0, 10:].tolist() == ["1", "0.5", '["a", 1]', "", "a\ufffd", "True", "t"]
    assert batch.iloc[1, 10:-1].tolist() == [""] * 6
    assert batch["published"].tolist() == ["20240102", ""]
    assert finish_rows(batch)["published"].tolist() == ["2024-01-02", ""]
    pa.Table.from_pandas(batch)


def test_repeated_ids_are_told_once_for_the_corpus(tmp_path, caplog):
    caplog.set_level(logging.INFO, "framing")
    path = write_corpus(tmp_path, ".jsonl")
    ids = [each for batch in read_rows(path, rows=2) for each in batch["article_id"]]
    assert ids == ["a0", "a1", "a2", "a3", "a4", "a0#2", "a1#2"]
    assert caplog.messages == [
        "week.jsonl: reading 'text' from column 'body', 'article_id' from 'id', 'published' from 'date',"
        " 'title' from 'headline'",
        "repeated article ids: 2, the first is 'a0'; the later rows were made unique ('a0#2')",
    ]


def test_an_id_that_looks_like_a_made_one_is_made_unique_too():
    assert UniqueIds().make_unique(["a", "a", "a#2", "a"]) == ["a", "a#2", "a#2#2", "a#3"]
    assert UniqueIds().make_unique(["a", "a#2", "a"]) == ["a", "a#2", "a#3"]


def test_ids_are_unique_over_many_batches_as_over_one():
    ids = [str(number % 700 if number % 3 else number) for number in range(5000)]
    at_once = UniqueIds().make_unique(ids)
    batches = UniqueIds()
    assert [each for at in range(0, 5000, 7) for each in batches.make_unique(ids[at : at + 7])] == at_once
    assert len(set(at_once)) == 5000
    assert [each.partition("#")[0] for each in at_once] == ids
    assert sum(map(len, batches._taken)) == 5000
    assert len(batches._taken) < 13


def test_metadata_reach_rows_of_every_batch(tmp_path, caplog):
    path = write_corpus(tmp_path, ".jsonl")
    (tmp_path / "m.csv").write_text("article_id,section\na1#2,World\na0,Home\nnone,x\n")
    sections = [each for batch in read_rows(path, rows=2, metadata=tmp_path / "m.csv") for each in batch["section"]]
    assert sections == ["Home", "", "", "", "", "", "World"]
    assert caplog.messages[-1].endswith("m.csv: 1 of 3 ids are not in the corpus, the first is 'none'")


def test_batches_end_where_they_are_long(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "BATCH_CHARACTERS", 150)
    for kind in (".jsonl", ".csv", ".parquet", ""):
        sizes = [len(batch) for batch in read_rows(write_corpus(tmp_path, kind))]
        assert len(sizes) > 3, kind
        assert sum(sizes) == (11 if kind == "" else 7)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "utf-8-sig"])
def test_long_files_are_read_as_their_beginning_says(tmp_path, monkeypatch, encoding):
    text = "Сирийская армия вошла в город, сообщают жители. "
    path = tmp_path / "t.csv"
    path.write_bytes(("id,text\n" + "".join(f'{n},"{text}"\n' for n in range(40))).encode(encoding))
    short = read_articles(path)
    monkeypatch.setattr(characters, "PREFIX", 1001)
    assert finished(path, rows=7)["text"].tolist() == short["text"].tolist() == [text] * 40
    assert finished(path)["article_id"].tolist() == short["article_id"].tolist() == [str(n) for n in range(40)]


def test_a_beginning_that_ends_within_a_character_is_not_broken(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text(f"text\n{TEXT.replace(',', '')} Caf\u00e9 and caf\u00e9.\n", encoding="utf-8")
    end = path.read_bytes().index(b"\xa9")
    monkeypatch.setattr(characters, "PREFIX", end)
    assert read_articles(path)["text"].tolist()[0].endswith("Caf\u00e9 and caf\u00e9.")


def test_broken_bytes_after_the_beginning_are_noted_where_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(characters, "PREFIX", 200)
    path = tmp_path / "t.csv"
    path.write_bytes(b"text\n" + f"{TEXT}\n".encode() * 9 + TEXT.encode() + b" \xff\xfe\n")
    assert read_articles(path)["note"].tolist() == [""] * 9 + ["2 broken bytes replaced"]


def test_a_packed_file_that_breaks_off_keeps_the_rows_before(tmp_path, monkeypatch):
    lines = "".join(
        json.dumps({"id": str(number), "text": f"{TEXT} {number * 7919}"}) + "\n" for number in range(9000)
    )
    for suffix, packed in (
        ("gz", gzip.compress(lines.encode())),
        ("zst", pa.compress(lines.encode(), "zstd").to_pybytes()),
    ):
        (tmp_path / suffix).mkdir()
        path = tmp_path / suffix / f"t.jsonl.{suffix}"
        path.write_bytes(packed[: len(packed) // 2])
        monkeypatch.setattr(characters, "PREFIX", 1000)
        with pytest.raises(CorpusError, match="is broken or not complete; copy it again"):
            list(read_rows(path))
        rows = pd.concat(read_rows(tmp_path / suffix), ignore_index=True)
        assert len(rows) > 100
        assert rows["status"].tolist() == [""] * (len(rows) - 2) + ["unreadable"] * 2
        last = rows["note"].tolist()[-2:]
        assert last[0].startswith(("the file breaks off in this row", "line "))
        assert last[1].startswith("the rest of the file cannot be read: the ")
        assert rows["text"].tolist()[0] == f"{TEXT} 0"


def test_rows_that_cannot_be_read_do_not_hide_those_after_them(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text("{\n" * 30 + json.dumps({"body": TEXT}) + "\n")
    for rows in (1, 7, 1000):
        found = pd.concat(read_rows(path, rows=rows))
        assert found["status"].tolist() == ["unreadable"] * 30 + [""]
        assert found["text"].tolist()[-1] == TEXT
    path.write_text("{\n" * 30)
    for rows in (1, 7, 1000):
        with pytest.raises(CorpusError, match="no row can be read; line 1: it is not valid JSON"):
            list(read_rows(path, rows=rows))


def test_finishing_changes_nothing_that_it_is_given(tmp_path):
    (batch,) = read_rows(write_corpus(tmp_path, ".jsonl"))
    before = batch.copy()
    finish_rows(batch)
    pd.testing.assert_frame_equal(batch, before)


def test_columns_asked_for_and_sizes_of_batches_are_checked(tmp_path):
    path = write_corpus(tmp_path, ".jsonl")
    with pytest.raises(CorpusError, match=r"there is no column 'bdy'\. Did you mean 'body'"):
        list(read_rows(path, columns={"text": "bdy"}))
    with pytest.raises(CorpusError, match="rows: it is 0; a batch has at least one row"):
        list(read_rows(path, rows=0))
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.csv").write_text("body\nx\n")
    with pytest.raises(CorpusError, match="there is no column 'bdy'"):
        list(read_rows(tmp_path / "f", columns={"text": "bdy"}))
