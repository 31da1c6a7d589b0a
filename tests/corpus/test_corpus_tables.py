"""Tables: CSV, TSV, JSON Lines, JSON, Parquet; bad rows are kept with the reason."""

import gzip
import json

import pandas as pd
import pytest

from framing.corpus import read_articles
from framing.errors import CorpusError

TEXT = "Rebels entered the town on Monday, residents said."


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file in the working directory and return its name."""
    monkeypatch.chdir(tmp_path)

    def write_one(name, content):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write_one


def records(table, *columns):
    return table[list(columns)].to_dict("records")


def test_csv_with_guessed_columns_and_extras_untouched(write):
    name = write("t.csv", f'id,Outlet,date,body,code\n7,BBC,2 Dec 2024,"{TEXT}",007\n8,CNN,03/04/2017,"{TEXT}",\n')
    table = read_articles(name)
    assert records(table, "article_id", "source", "published", "text", "status", "code") == [
        {
            "article_id": "7",
            "source": "BBC",
            "published": "2024-12-02",
            "text": TEXT,
            "status": "ok",
            "code": "007",
        },
        {
            "article_id": "8",
            "source": "CNN",
            "published": "03/04/2017",
            "text": TEXT,
            "status": "ok",
            "code": "",
        },
    ]


def test_ids_by_row_and_source_by_file_when_there_are_no_columns(write):
    table = read_articles(write("week.csv", f'text\n"{TEXT}"\n"{TEXT} Again."\n'))
    assert records(table, "article_id", "source") == [
        {"article_id": "week:1", "source": "week"},
        {"article_id": "week:2", "source": "week"},
    ]


def test_repeated_ids_are_made_unique_and_counted(write, caplog):
    table = read_articles(
        write("t.csv", "id,text\na,One day.\na#2,Two days.\na,Three days.\na,Four days.\nb,Five.\n")
    )
    assert table["article_id"].tolist() == ["a", "a#2", "a#3", "a#4", "b"]
    assert caplog.messages == ["repeated article ids: 1, the first is 'a'; the later rows were made unique ('a#2')"]


def test_bad_rows_of_csv_are_kept(write, caplog):
    name = write("t.csv", f'id,text,k\n1,"{TEXT}",x\n2,a, b, c\n3\n4,,z\n5,"never closed\n6,lost,y\n')
    table = read_articles(name)
    assert records(table, "article_id", "status", "note", "text", "words") == [
        {"article_id": "1", "status": "ok", "note": "", "text": TEXT, "words": 8},
        {
            "article_id": "t:2",
            "status": "unreadable",
            "note": "line 3: the row has 4 cells and the header 3 (a text that holds the delimiter needs"
            " quotation marks)",
            "text": "",
            "words": 0,
        },
        {
            "article_id": "3",
            "status": "unreadable",
            "note": "the text cell is missing",
            "text": "",
            "words": 0,
        },
        {"article_id": "4", "status": "empty", "note": "the text is empty", "text": "", "words": 0},
        {
            "article_id": "t:5",
            "status": "unreadable",
            "note": "line 6: a quotation mark opens a cell here and is never closed",
            "text": "",
            "words": 0,
        },
    ]
    assert caplog.messages == [
        (
            "4 of 5 articles cannot be used (3 unreadable, 1 empty); the first is 't:2': line 3: the"
            " row has 4 cells"
            " and the header 3 (a text that holds the delimiter needs quotation marks)"
        )
    ]


def test_line_numbers_count_the_lines_of_quoted_cells(write):
    table = read_articles(write("t.csv", f'id,text\n1,"{TEXT}\n\n{TEXT}"\n2,a,b\n'))
    assert table["note"].tolist()[1].startswith("line 5: ")


@pytest.mark.parametrize(
    "content", ["id;text\n1;Rebels, they said, left\n", 'sep=;\r\nid;text\r\n1;"Rebels, they said, left"\r\n']
)
def test_semicolons(write, content):
    table = read_articles(write("t.csv", content))
    assert records(table, "article_id", "text") == [{"article_id": "1", "text": "Rebels, they said, left"}]


def test_commas_of_a_single_column_separate_nothing(write):
    assert read_articles(write("t.csv", f"text\n{TEXT}\n"))["text"].tolist() == [TEXT]


def test_tsv_long_cells_and_repeated_headers(write):
    long = "Rebels left. " * 20_000
    table = read_articles(write("t.tsv", f"text\tk\tk\t\n{long}\t1\t2\t3\n"))
    assert table["text"].tolist() == [long]
    assert records(table, "k", "k.2", "column 4") == [{"k": "1", "k.2": "2", "column 4": "3"}]


def test_encodings_of_tables(write):
    table = read_articles(write("t.csv", f"text\n{TEXT} Café.\n{TEXT}\n".encode("cp1252")))
    assert table["note"].tolist() == ["read as windows-1252", ""]
    broken = f"text\n“{TEXT}” ’’’ ".encode() + b"\xff\n" + TEXT.encode() + b"\n"
    assert read_articles(write("b.csv", broken))["note"].tolist() == ["1 broken byte replaced", ""]


def test_json_lines_keep_bad_lines(write):
    lines = [
        json.dumps({"text": TEXT, "source": {"id": None, "name": "BBC"}, "authors": ["A B", "C D"], "n": 1}),
        "{broken",
        "[1]",
        json.dumps({"text": 5}),
        "",
        json.dumps({"text": None}),
        json.dumps({"text": ["a"]}),
        json.dumps({"text": "a\0b"}),
        '{"text": "Half \\ud83d a sign.", "n": 2}',
    ]
    table = read_articles(write("t.jsonl", "\n".join(lines)))
    assert records(table, "article_id", "status", "note") == [
        {"article_id": "t:1", "status": "ok", "note": ""},
        {
            "article_id": "t:2",
            "status": "unreadable",
            "note": "line 2: it is not valid JSON (expecting property name enclosed in double quotes)",
        },
        {
            "article_id": "t:3",
            "status": "unreadable",
            "note": "line 3: it is not a JSON object with an article's columns",
        },
        {"article_id": "t:4", "status": "unreadable", "note": "the text cell holds a number, not text"},
        {"article_id": "t:5", "status": "unreadable", "note": "the text cell is missing"},
        {"article_id": "t:6", "status": "unreadable", "note": "the text cell holds a list, not text"},
        {
            "article_id": "t:7",
            "status": "unreadable",
            "note": "the text cell is not text (it holds NUL characters)",
        },
        {"article_id": "t:8", "status": "ok", "note": "1 broken character replaced"},
    ]
    assert table["source"].tolist()[0] == "BBC"
    assert table["byline"].tolist()[0] == "A B, C D"
    assert [table["n"].tolist()[row] for row in (0, 7)] == [1, 2]
    assert isinstance(table["n"].tolist()[0], int)


def test_line_separators_inside_json_are_no_line_ends(write):
    table = read_articles(write("t.jsonl", json.dumps({"text": f"{TEXT}\u2028{TEXT}\x85"}, ensure_ascii=False)))
    assert table["status"].tolist() == ["ok"]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"content": TEXT}]),
        json.dumps({"status": "ok", "articles": [{"content": TEXT}]}),
        json.dumps({"content": TEXT}, indent=1),
        json.dumps({"content": TEXT}) + "\n",
    ],
)
def test_json(write, content):
    table = read_articles(write("t.json", content))
    assert table["text"].tolist() == [TEXT]


def test_parquet_keeps_types(tmp_path):
    path = tmp_path / "t.parquet"
    pd.DataFrame(
        {
            "text": [TEXT, None],
            "date": pd.to_datetime(["2024-12-02", None]),
            "count": pd.array([1, None], dtype="Int64"),
            "kind": pd.Categorical(["x", "y"]),
        }
    ).to_parquet(path)
    table = read_articles(path)
    assert table["published"].tolist() == ["2024-12-02", ""]
    assert table["status"].tolist() == ["ok", "unreadable"]
    assert table["count"].dtype == "Int64"
    assert table["kind"].dtype == "category"


def test_gzip(write):
    table = read_articles(write("t.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode())))
    assert records(table, "article_id", "text") == [{"article_id": "t:1", "text": TEXT}]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "t.csv",
            "a,b\n1,2\n",
            (
                "t.csv: no column holds the text of the articles; the columns are: a, b; name one with"
                ' --column text=NAME or columns={"text": "NAME"}'
            ),
        ),
        (
            "t.jsonl",
            '{"a": 1}\n',
            (
                "t.jsonl: no column holds the text of the articles; the columns are: a; name one with"
                ' --column text=NAME or columns={"text": "NAME"}'
            ),
        ),
        (
            "t.csv",
            "",
            (
                "t.csv: no column holds the text of the articles; the columns are: (none); name one with"
                ' --column text=NAME or columns={"text": "NAME"}'
            ),
        ),
        ("t.csv", "id,text\n", "t.csv: the table has no rows; give one that has an article in each"),
        (
            "t.jsonl",
            "{a\n[\n",
            (
                "t.jsonl: no row can be read; line 1: it is not valid JSON (expecting property name"
                " enclosed in double"
                " quotes)"
            ),
        ),
        ("t.parquet", b"PAR1x", "t.parquet: the Parquet file is broken or not complete; write it again"),
        (
            "t.csv",
            b"PK\x03\x04",
            (
                "t.csv: this is not a text file (it begins with a ZIP or Word signature); save the"
                " table as CSV or JSON"
                " Lines"
            ),
        ),
        ("t.csv.gz", b"\x1f\x8bx", "t.csv.gz: the gzip file is broken or not complete; copy it again"),
    ],
)
def test_files_of_which_nothing_can_be_read(write, name, content, message):
    with pytest.raises(CorpusError) as caught:
        read_articles(write(name, content))
    assert str(caught.value) == message


def test_unknown_column_is_an_error_even_among_many_files(write):
    write("a.csv", "body\nOne day.\n")
    write("b.csv", "content\nTwo days.\n")
    with pytest.raises(CorpusError) as caught:
        read_articles(["a.csv", "b.csv"], columns={"text": "body"})
    assert str(caught.value) == "b.csv: there is no column 'body'; there are: content"


def test_title_added_keeps_offsets_of_the_column(write):
    rows = [
        {"title": "Army retakes the town", "text": TEXT},
        {"title": "Rebels entered the town", "text": TEXT},
        {"title": "Army retakes the town", "text": "Advertisement"},
        {"text": TEXT},
    ]
    table = read_articles(write("t.jsonl", "\n".join(map(json.dumps, rows))))
    assert records(table, "title_added", "headline_start", "headline_end", "status") == [
        {"title_added": 23, "headline_start": 0, "headline_end": 21, "status": "ok"},
        {"title_added": 0, "headline_start": 0, "headline_end": 23, "status": "ok"},
        {"title_added": 0, "headline_start": 0, "headline_end": 0, "status": "empty"},
        {"title_added": 0, "headline_start": 0, "headline_end": 0, "status": "ok"},
    ]
    for text, added, row in zip(table["text"], table["title_added"], rows, strict=True):
        assert text[added:] == row["text"]


def test_computed_columns_of_the_input_are_computed_anew(write, caplog):
    caplog.set_level("INFO", "framing")
    table = read_articles(write("t.csv", f"text,words,status,k\n{TEXT.replace(',', '')},999,bad,x\n"))
    assert records(table, "words", "status", "k") == [{"words": 8, "status": "ok", "k": "x"}]
    assert caplog.messages == ["t.csv: columns that are computed anew: words, status"]


def test_articles_written_as_csv_are_read_back_the_same(write, tmp_path):
    first = read_articles(
        write("t.csv", f'id,text,title,outlet\n1,"Advertisement\n\n{TEXT}",Town falls to rebels,BBC\n')
    )
    first.to_csv(tmp_path / "again.csv", index=False)
    again = read_articles(tmp_path / "again.csv")
    pd.testing.assert_frame_equal(first.drop(columns="title_added"), again.drop(columns="title_added"))
