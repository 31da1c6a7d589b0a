"""Input that fights back: each is kept and marked, or one clear error; nothing hangs, nothing vanishes.

The table of docs/hostile-input.md says the same in words.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus import characters, delimited, json_rows, parquet, read_articles, read_rows
from framing.corpus.cells import as_text
from framing.corpus.folders import printable
from framing.corpus.markup import find_excess
from framing.errors import CorpusError

TEXT = "Rebels entered the town on Monday, residents said."
NAMES = ("article_id", "status", "note")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def short(monkeypatch):
    """Articles of at most 1,000 characters, tables of at most 50 columns."""
    for module in (characters, delimited, json_rows):
        monkeypatch.setattr(module, "MAX_ARTICLE", 1000)
    monkeypatch.setattr("framing.corpus.cells.MAX_ARTICLE", 1000)
    monkeypatch.setattr("framing.corpus.gather.MAX_ARTICLE", 1000)
    for module in (delimited, json_rows, parquet):
        monkeypatch.setattr(module, "MAX_COLUMNS", 50)


def write(name, content):
    """Write a file; its path."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def marked(path, **options):
    """Read a corpus both ways; what each article got."""
    whole = read_articles(path, **options)
    batches = pd.concat(read_rows(path, **options), ignore_index=True)
    assert batches["article_id"].tolist() == whole["article_id"].tolist()
    unreadable = whole["status"] == "unreadable"
    assert (batches["status"] == "unreadable").tolist() == unreadable.tolist()
    assert batches["note"][unreadable].tolist() == whole["note"][unreadable].tolist()
    return list(whole[list(NAMES)].itertuples(index=False, name=None))


def error_of(path):
    """Error that both ways of reading give."""
    with pytest.raises(CorpusError) as whole:
        read_articles(path)
    with pytest.raises(CorpusError) as batches:
        list(read_rows(path))
    assert str(whole.value) == str(batches.value)
    return str(whole.value).removeprefix(f"{path}: ")


# Folders


def test_links_in_a_circle_and_out_of_the_folder(folder, caplog):
    write("outside/secret.txt", TEXT)
    write("corpus/a.txt", TEXT)
    Path("corpus/loop").symlink_to(folder / "corpus", target_is_directory=True)
    Path("corpus/out.txt").symlink_to(folder / "outside" / "secret.txt")
    Path("corpus/away").symlink_to(folder / "outside", target_is_directory=True)
    Path("corpus/same.txt").symlink_to("a.txt")
    Path("corpus/gone.txt").symlink_to("nothing.txt")
    Path("corpus/self.txt").symlink_to("self.txt")
    assert marked("corpus") == [
        ("a", "ok", ""),
        ("gone", "unreadable", "this is a link that leads nowhere"),
        (
            "out",
            "unreadable",
            "this is a link that leads out of the folder, so it is not followed; copy the file, or name it by itself",
        ),
        ("same", "ok", ""),
        ("self", "unreadable", "this is a link that leads nowhere"),
    ]
    assert "corpus: links to folders are not followed: 2, first away" in caplog.messages
    assert marked(["corpus/out.txt"]) == [("out", "ok", "")]


def test_pipes_and_sockets_are_not_opened():
    write("corpus/a.txt", TEXT)
    os.mkfifo("corpus/pipe.txt")
    os.mkfifo("corpus/table.csv")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("corpus/socket.html")
        note = "this is no regular file (a pipe, a socket or a device), so it is not opened"
        assert marked("corpus") == [
            ("a", "ok", ""),
            ("pipe", "unreadable", note),
            ("socket", "unreadable", note),
            ("table", "unreadable", note),
        ]


def test_a_device_that_never_ends():
    assert error_of("/dev/zero").startswith("the article is longer than 20 million bytes")


def test_names_that_are_no_text():
    for name in (b"\xff\xfe.txt", b"two\nlines.txt", b"-x.txt", b"\x1b[2J.txt", "عربي.txt".encode()):
        with open(b"corpus" if Path("corpus").mkdir(exist_ok=True) else b"corpus/" + name, "w") as file:  # noqa: PTH123
            file.write(TEXT)
    assert [row[0] for row in marked("corpus")] == ["\\x1b[2J", "-x", "two\\nlines", "عربي", "\\xff\\xfe"]
    assert printable("a\u200fb") == "a\u200fb"


def test_an_empty_folder_and_one_of_archives(caplog):
    caplog.set_level("INFO", "framing")
    Path("empty").mkdir()
    assert error_of("empty").startswith("no file in this folder can be read; files that end with .txt")
    write("corpus/a.txt", TEXT)
    write("corpus/b.zip", b"PK\x03\x04")
    write("corpus/c.tar", b"x")
    assert marked("corpus") == [("a", "ok", "")]
    assert caplog.messages[0] == "corpus: files of other kinds are not read: 2, first b.zip"


# Sizes


@pytest.mark.usefixtures("short")
def test_lines_cells_and_articles_that_are_too_long():
    long = "rebels " * 200
    fault = "it is longer than 0 million characters"
    write("a.jsonl", f'{{"text": "{TEXT}"}}\n{{"text": "{long}"}}\n{{"text": "{TEXT}"}}\n')
    assert marked("a.jsonl") == [("a:1", "ok", ""), ("a:2", "unreadable", f"line 2: {fault}"), ("a:3", "ok", "")]
    write("b.csv", f'id,text\n1,"{TEXT}"\n2,{long}\n3,"{TEXT}"\n')
    row = "line 3: the row is longer than 0 million characters"
    assert marked("b.csv") == [("1", "ok", ""), ("b:2", "unreadable", row), ("3", "ok", "")]
    pd.DataFrame({"text": [TEXT, long]}).to_parquet("c.parquet")
    text = "the text is longer than 0 million characters"
    assert marked("c.parquet") == [("c:1", "ok", ""), ("c:2", "unreadable", text)]
    write("f/d.txt", long)
    write("f/e.txt.gz", gzip.compress(b"x" * 100_000))
    file = "the article is longer than 0 million bytes"
    assert marked("f") == [("d", "unreadable", file), ("e", "unreadable", file)]


@pytest.mark.usefixtures("short")
def test_a_quotation_mark_that_is_never_closed_costs_what_it_spans_not_the_file():
    rows = "".join(f"{number},Rebels left town {number}.\n" for number in range(100))
    write("a.csv", f'id,text\nx,"Open\n{rows}')
    found = marked("a.csv")
    assert found[0] == (
        "a:1",
        "unreadable",
        "line 2: a quotation mark opens a cell here and is never closed, or not before line 45;"
        " the lines between them went with it",
    )
    assert [row[0] for row in found[1:]] == [str(number) for number in range(43, 100)]


@pytest.mark.usefixtures("short")
def test_more_columns_than_a_table_has():
    many = {f"c{number}": number for number in range(60)}
    message = "the table has 61 columns, and 50 are allowed; keep those that are needed"
    write("a.csv", ",".join(["text", *many]) + "\n")
    pd.DataFrame([{"text": TEXT, **many}]).to_parquet("a.parquet")
    assert error_of("a.csv") == error_of("a.parquet") == message
    few = [{"text": TEXT, **{f"{place}.{number}": 1 for number in range(30)}} for place in "ab"]
    write("a.jsonl", "\n".join(json.dumps(row) for row in ({"text": TEXT, **many}, {"text": TEXT}, *few)))
    assert marked("a.jsonl") == [
        ("a:1", "unreadable", "line 1: with its 61 keys the table has more than 50 columns"),
        ("a:2", "ok", ""),
        ("a:3", "ok", ""),
        ("a:4", "unreadable", "line 4: with its 31 keys the table has more than 50 columns"),
    ]


def test_two_million_columns():
    write("a.csv", ",".join(["a"] * 2_000_000) + "\n1,2\n")
    assert error_of("a.csv") == "the table has 2000000 columns, and 5000 are allowed; keep those that are needed"
    write("a.jsonl", json.dumps({"text": TEXT}) + "\n{" + ",".join(f'"{n}":1' for n in range(1_000_000)) + "}\n")
    assert read_articles("a.jsonl")["status"].tolist() == ["ok", "unreadable"]


def test_columns_of_the_same_name_are_numbered():
    assert delimited.name_once(["a"] * 3000)[-1] == "a.3000"
    assert delimited.name_once(["a.2", "a", "a", "", "a"]) == ["a.2", "a", "a.3", "column 4", "a.4"]


def test_json_is_read_whole_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(json_rows, "MAX_WHOLE", 1_000_000)
    write("a.json", "[" + f'{{"text": "{TEXT}"}},' * 20_000 + "1]")
    assert error_of("a.json") == (
        "the JSON file is larger than 1 million characters, and JSON is read whole;"
        " save it as JSON Lines (an article per line), which is read line by line"
    )


def test_a_million_empty_lines():
    write("a.csv", "text\n" + "\n" * 1_000_000 + TEXT.replace(",", "") + "\n")
    write("b.jsonl", "\n" * 1_000_000 + json.dumps({"text": TEXT}) + "\n" * 1_000_000)
    assert marked(["a.csv", "b.jsonl"]) == [("a:1", "ok", ""), ("b:1", "ok", "")]


# Cells


def test_values_of_json_that_are_no_text():
    write(
        "a.jsonl",
        '{"text": "Half \\ud83d a sign.", "title": "\\ud800", "\\udfff": 1, "date": NaN}\n'
        '{"text": "Rebels left.\\u0000", "date": -Infinity}\n'
        '{"text": "Rebels left.", "date": -1e400, "id": 1e400}\n'
        f'{{"text": "Rebels came.", "date": "99999-01-01", "byline": {"[" * 900}{"]" * 900}}}\n'
        f'{{"text": "Rebels met.", "date": 99999999999999999999}}\n{"[" * 100_000}\n{{"text": {"9" * 5000}}}\n',
    )
    assert marked("a.jsonl") == [
        ("a:1", "ok", "1 broken character replaced"),
        ("a:2", "unreadable", "the text cell is not text (it holds NUL characters)"),
        ("inf", "ok", ""),
        ("a:4", "ok", ""),
        ("a:5", "ok", ""),
        ("a:6", "unreadable", "line 6: it is not valid JSON (RecursionError)"),
        ("a:7", "unreadable", "line 7: it is not valid JSON (ValueError)"),
    ]
    table = read_articles("a.jsonl")
    assert table["published"].tolist() == ["", "-inf", "-inf", "99999-01-01", "99999999999999999999", "", ""]
    assert table["\ufffd"].tolist()[0] == 1
    assert as_text([[["a"], "b"]]) == "a, b"


def test_line_ends_and_marks_of_windows_and_repeated_ids():
    write("a.csv", f'\ufeffid,text\r\n1,"{TEXT}\r\nMore."\r\n1,"{TEXT}"\r\n1,"Rebels\0left"\r\n')
    assert [row[:2] for row in marked("a.csv")] == [("1", "ok"), ("1#2", "ok"), ("1#3", "unreadable")]
    assert read_articles("a.csv")["text"].tolist()[0] == f"{TEXT}\r\nMore."


def test_one_line_of_ten_megabytes():
    write("a.jsonl", json.dumps({"text": "Rebels left the town. " * 455_000}) + "\n")
    (row,) = next(read_rows("a.jsonl")).to_dict("records")
    assert (len(row["text"]), row["status"]) == (10_010_000, "")


# Parquet


def test_parquet_of_every_wrong_kind():
    texts = [TEXT, None]
    days = pa.array([3_000_000_000_000, -100_000_000_000], pa.int64()).cast(pa.timestamp("s"))
    table = {"text": texts, "date": days, "nested": [{"a": [1]}, None], "id": ["x", "x"]}
    pq.write_table(pa.table(table), "a.parquet")
    assert marked("a.parquet") == [("x", "ok", ""), ("x#2", "unreadable", "the text cell is missing")]
    assert read_articles("a.parquet")["published"].tolist() == ["97036-03-20", "-1199-02-15"]
    pq.write_table(pa.table({"text": [1, 2]}), "b.parquet")
    assert marked("b.parquet")[0][2] == "the text cell holds a number, not text"
    invalid = pa.Array.from_buffers(pa.string(), 1, pa.array([b"Rebels \xff left."]).buffers())
    pq.write_table(pa.table({"text": invalid}), "c.parquet")
    assert read_articles("c.parquet")["text"].tolist() == ["Rebels \ufffd left."]
    pq.write_table(pa.table([pa.array([TEXT]), pa.array(["x"])], names=["text", "text"]), "d.parquet")
    assert read_articles("d.parquet")["text"].tolist() == [TEXT]
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), "e.parquet")
    assert error_of("e.parquet") == "the table has no rows; give one that has an article in each"
    spoiled = pa.table({"text": [TEXT]}).replace_schema_metadata(
        {"pandas": '{"index_columns": ["no"], "columns": 3}'}
    )
    pq.write_table(spoiled, "g.parquet")
    assert marked("g.parquet") == [("g:1", "ok", "")]
    pq.ParquetWriter("f.parquet", pa.schema([("text", pa.string())])).close()
    assert error_of("f.parquet") == error_of("e.parquet")


def test_parquet_that_is_cut_short_or_spoiled():
    pd.DataFrame({"text": [f"{TEXT} {n * 7919}" for n in range(3000)]}).to_parquet("a.parquet", row_group_size=1000)
    whole = Path("a.parquet").read_bytes()
    write("b.parquet", whole[: len(whole) // 2])
    assert error_of("b.parquet") == "the Parquet file is broken or not complete; write it again"
    spoiled = bytearray(whole)
    middle = pq.ParquetFile("a.parquet").metadata.row_group(1).column(0).data_page_offset
    spoiled[middle : middle + 500] = b"\xff" * 500
    write("f/c.parquet", bytes(spoiled))
    found = pd.concat(read_rows("f"), ignore_index=True)
    assert found["status"].tolist() == [""] * (len(found) - 1) + ["unreadable"]
    assert found["note"].tolist()[-1].endswith("the Parquet file is broken or not complete; write it again")


def test_rows_unpacked_at_a_time_follow_from_the_longest_value_of_a_dictionary():
    once = pa.DictionaryArray.from_arrays(pa.array([0] * 40, pa.int32()), pa.array(["x" * 10_000_000]))
    pq.write_table(pa.table({"text": once}), "a.parquet", dictionary_pagesize_limit=1 << 30)
    with open("a.parquet", "rb") as file:  # noqa: PTH123
        metadata = pq.ParquetFile("a.parquet").metadata
        assert parquet._dictionary_size(metadata.row_group(0).column(0), file) == 10_000_004
        assert parquet._batch_rows(metadata, file) == 6
    assert [len(batch) for batch in read_rows("a.parquet")] == [1] * 40


# Web pages


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<div>" * 10_000, "nests its elements 10002 deep, and 250 are allowed"),
        (
            "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
            "has an element with 200000 attributes, and 1000",
        ),
        ("<p>" + "<b>x</b>" * 60_000, "has 60003 elements, and 50000 are allowed"),
    ],
)
def test_pages_that_would_take_long(markup, fault):
    write("f/a.html", f"<html><body>{markup}{TEXT}")
    ((_, status, note),) = marked("f")
    assert status == "unreadable"
    assert note.startswith(f"the web page {fault}")
    assert note.endswith("; save its text")


def test_a_page_of_ten_megabytes():
    page = "<html><body><p>" + TEXT * 199_000
    assert find_excess(page) == ""
    assert find_excess("<html><body>" + "<p>Rebels left.</p>" * 1000) == ""
    assert find_excess(page + TEXT * 1_000) == "the web page has more than 10 million characters"


def test_nothing_is_fetched_for_a_page(folder, monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("something was fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)
    write("secret", "secret")
    declared = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{folder}/secret"><!ENTITY y SYSTEM "http://example.invalid/">]>'
    )
    write("f/a.html", f"<?xml version='1.0'?>{declared}<html><body><p>{TEXT} &x; &y; {TEXT * 5}</p></body></html>")
    assert "secret" not in read_articles("f")["text"].tolist()[0]


# Memory

MEASURE = """
import logging, resource, sys
import pyarrow.parquet, pandas
from framing.corpus import read_rows
logging.disable(logging.CRITICAL)
resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[1:]:
    count = marked = 0
    for batch in read_rows(path):
        count += len(batch)
        marked += (batch["status"] == "unreadable").sum()
    print(path, count, marked)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited through Linux")
def test_bombs_are_read_in_400_megabytes():
    line = json.dumps({"text": f"{TEXT} " * 60}) + "\n"
    with gzip.open("many.jsonl.gz", "wb", 1) as file:
        for _ in range(40):
            file.write(line.encode() * 1000)
    with gzip.open("line.jsonl.gz", "wb", 1) as file:
        file.write(b'{"text": "')
        for _ in range(250):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + line.encode())
    with gzip.open("quote.csv.gz", "wb", 1) as file:
        file.write(b'id,text\n1,"Open\n')
        for _ in range(12_000):
            file.write(b"2,Rebels left the town." + b" They left." * 300 + b"\n")
    once = pa.DictionaryArray.from_arrays(pa.array([0] * 60, pa.int32()), pa.array(["x" * 20_000_001]))
    pq.write_table(pa.table({"text": once}), "cells.parquet", dictionary_pagesize_limit=1 << 30, store_schema=False)
    names = ["many.jsonl.gz", "line.jsonl.gz", "quote.csv.gz", "cells.parquet"]
    done = subprocess.run([sys.executable, "-c", MEASURE, *names], capture_output=True, text=True, check=False)
    *counts, memory = done.stdout.split("\n")[:-1]
    assert counts == [
        "many.jsonl.gz 40000 0",
        "line.jsonl.gz 2 1",
        "quote.csv.gz 5984 1",
        "cells.parquet 60 60",
    ], done.stderr
    assert int(memory) < 400_000
