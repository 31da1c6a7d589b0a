"""Files, folders, lists and standard input; names, metadata, and bad articles among good ones."""

import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus import mark_regions, read_articles
from framing.errors import CorpusError
from framing.schema import ARTICLES

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = "Rebels entered the town on Monday, residents said."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, **files):
    """Write files; ``__`` in a name is a dot, ``___`` a slash."""
    for name, content in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_seeds():
    table = read_articles(sorted(SEEDS.glob("*.txt")))
    assert tuple(table.columns) == (*ARTICLES, "title_added")
    assert table["status"].tolist() == ["ok"] * 5
    assert table["words"].tolist() == [436, 392, 687, 645, 683]
    assert table["source"].tolist()[1] == "FP Staff"
    assert table["byline"].tolist() == ["", "FP Staff", "", "", ""]
    assert table["published"].tolist() == ["", "2024-12-02", "", "", ""]
    assert table["source"].tolist()[0] == "000_4efe01105d93e776"
    for name, text in zip(table["article_id"], table["text"], strict=True):
        assert text == (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


def test_folder_is_read_to_the_bottom_in_order_of_names(folder, caplog):
    caplog.set_level("INFO", "framing")
    write(folder, b__txt=TEXT, a___c__text=TEXT, a___b__txt=TEXT, notes__docx="x", __hidden__txt="x")
    table = read_articles(folder)
    assert table["article_id"].tolist() == ["a/b", "a/c", "b"]
    assert table["source"].tolist() == ["b", "c", "b"]
    assert caplog.messages == [f"{folder}: files of other kinds are not read: 1, first notes.docx"]


def test_files_that_would_be_called_the_same_keep_their_suffix(folder):
    write(folder, a__txt=TEXT, a__text=TEXT, b__txt=TEXT)
    assert read_articles(folder)["article_id"].tolist() == ["a.text", "a.txt", "b"]


def test_same_name_in_two_folders(folder):
    write(folder, bbc___1__txt=TEXT, cnn___1__txt=TEXT, cnn___2__txt=TEXT)
    assert read_articles(["bbc", "cnn"])["article_id"].tolist() == ["bbc/1.txt", "cnn/1.txt", "2"]


def test_one_file_and_the_same_file_twice(folder):
    write(folder, a__txt=TEXT)
    assert read_articles("a.txt")["article_id"].tolist() == ["a"]
    assert read_articles([Path("a.txt"), "a.txt"])["article_id"].tolist() == ["a"]


def test_hundred_files_with_one_bad(folder, caplog):
    for number in range(100):
        (folder / f"a{number:02}.txt").write_text(TEXT)
    (folder / "a50.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    table = read_articles(folder)
    assert len(table) == 100
    bad = table[table["status"] != "ok"].to_dict("records")
    assert [(row["article_id"], row["status"], row["text"], row["words"]) for row in bad] == [
        ("a50", "unreadable", "", 0)
    ]
    assert bad[0]["note"] == "this is not a text file (it begins with a PNG signature)"
    assert caplog.messages == [
        (
            "1 of 100 articles cannot be used (1 unreadable); the first is 'a50':"
            " this is not a text file (it begins with a PNG signature)"
        )
    ]


def test_status_of_texts(folder):
    french = "Les forces de l'opposition ont pris la ville, et le régime a nié, selon des témoins au téléphone. " * 2
    write(folder, a__txt="", b__txt="Advertisement\n\n5 Min Read", c__txt=french, d__txt=" \n")
    table = read_articles(folder)
    assert table["status"].tolist() == ["empty", "empty", "foreign_language", "empty"]
    assert table["note"].tolist() == [
        "the text is empty",
        "there are no words outside web boilerplate",
        "the text is French (fr), not English",
        "the text is empty",
    ]
    assert table["words"].tolist()[0::3] == [0, 0]
    assert table["text"].tolist()[2] == french


def test_encoding_of_files_is_noted(folder):
    write(folder, a__txt=f"“{TEXT}”".encode("cp1252"), b__txt=f"“{TEXT}”".encode("utf-16"))
    table = read_articles(folder)
    assert table["note"].tolist() == ["read as windows-1252", ""]
    assert table["text"].tolist() == [f"“{TEXT}”"] * 2
    assert read_articles("a.txt", encoding="cp1251")["text"].tolist() == [f"“{TEXT}”"]


def test_bad_tables_in_a_folder_are_rows(folder):
    write(
        folder,
        a__txt=TEXT,
        b__csv="x,y\n1,2\n",
        c__parquet=b"no",
        d__jsonl="{a\n",
        e__csv=f'text\n"{TEXT}"\n',
    )
    table = read_articles(folder)
    assert table["article_id"].tolist() == ["a", "b", "c", "d", "e:1"]
    assert table["status"].tolist() == ["ok", "unreadable", "unreadable", "unreadable", "ok"]
    assert table["note"].tolist()[1:4] == [
        (
            "no column holds the text of the articles; the columns are: x, y; name one with --column"
            " text=NAME or"
            ' columns={"text": "NAME"}'
        ),
        "the Parquet file is broken or not complete; write it again",
        ("no row can be read; line 1: it is not valid JSON (expecting property name enclosed in double quotes)"),
    ]


def test_metadata_beside_the_texts(folder, caplog):
    caplog.set_level("INFO", "framing")
    write(
        folder,
        bbc___1__txt=TEXT,
        bbc___2__txt=f"Town falls to rebels\n\nBy Jane Doe\n\n{TEXT}",
        bbc___articles__csv="article_id,outlet,date,headline,topic\n"
        "1,BBC,2 Dec 2024,Town falls to rebels,war\n9,,,,\n",
    )
    table = read_articles(folder)
    assert table.drop(columns=["excluded", "note"]).to_dict("records")[0] == {
        "article_id": "bbc/1",
        "source": "BBC",
        "published": "2024-12-02",
        "title": "Town falls to rebels",
        "byline": "",
        "url": "",
        "section": "",
        "text": f"Town falls to rebels\n\n{TEXT}",
        "status": "ok",
        "headline_start": 0,
        "headline_end": 20,
        "lead_end": 72,
        "words": 12,
        "unpaired_quotes": 0,
        "title_added": 22,
        "topic": "war",
    }
    assert table["byline"].tolist() == ["", "Jane Doe"]
    assert table["topic"].tolist() == ["war", ""]
    assert caplog.messages[-1].endswith("1 of 2 ids are not in the corpus, the first is '9'")


def test_metadata_of_a_folder_are_about_its_own_texts(folder):
    write(folder, bbc___b__txt=TEXT, cnn___a__txt=TEXT, bbc___articles__csv="id,source\na,BBC\nb,BBC\n")
    assert read_articles(folder)["source"].tolist() == ["BBC", "a"]


def test_articles_csv_with_texts_is_a_table(folder):
    write(folder, articles__csv=f'text\n"{TEXT}"\n', a__txt=TEXT)
    assert read_articles(folder)["article_id"].tolist() == ["a", "articles:1"]


def test_metadata_file_overrides_what_was_recovered_not_what_a_table_says(folder):
    write(
        folder,
        a__txt=f"(Reuters) - {TEXT}",
        t__csv=f'id,text,source\nx,"{TEXT}",BBC\ny,"{TEXT}",\n',
        meta__tsv="file\tsource\tpublished\na.txt\tThe Daily\t2 Dec 2024\n",
        ids__csv="article_id,source\nx,no\ny,CNN\na,\n",
    )
    assert read_articles("a.txt")["source"].tolist() == ["Reuters"]
    table = read_articles("a.txt", metadata="meta.tsv")
    assert table[["source", "published"]].to_numpy().tolist() == [["The Daily", "2024-12-02"]]
    assert read_articles("t.csv", metadata="ids.csv")["source"].tolist() == ["BBC", "CNN"]


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({}, {"path": "artcles.csv"}, "artcles.csv: there is no such file or folder"),
        (
            {"articles__csv": "x"},
            {"path": "artcles.csv"},
            "artcles.csv: there is no such file or folder. Did you mean 'articles.csv'?",
        ),
        (
            {"notes__txt": b"%PDF-1.7"},
            {"path": "notes.txt"},
            (
                "notes.txt: this is not a text file (it begins with a PDF signature); save it as"
                " plain text or HTML and"
                " read that"
            ),
        ),
        (
            {"notes__txt": b"a\0b"},
            {"path": ["notes.txt"]},
            ("notes.txt: this is not a text file (it holds NUL bytes); save it as plain text or HTML and read that"),
        ),
        (
            {"f___a__docx": "x"},
            {"path": "f"},
            (
                "f: no file in this folder can be read; files that end with .txt, .text, .html,"
                " .htm, .csv, .tsv, .jsonl,"
                " .ndjson, .json, .parquet are (also .txt, .csv, .tsv and .jsonl with .gz or .zst); save the"
                " articles as one of"
                " these"
            ),
        ),
        (
            {"f___articles__csv": "id,source\n1,BBC\n"},
            {"path": "f"},
            (
                "f/articles.csv: it has no text column, so it is the metadata of its folder, but no"
                " texts lie there; put"
                " .txt or .html files beside it, or add a column 'text'"
            ),
        ),
        ({}, {"path": ""}, "path: it is empty; give a file, a folder or '-' for standard input"),
        ({}, {"path": []}, "path: it is empty; give a file, a folder or '-' for standard input"),
        (
            {},
            {"path": 3},
            (
                "path: a path or a list of paths is needed, but this is of type int; a DataFrame of"
                " texts needs no"
                " reading: give it to mark_regions"
            ),
        ),
        ({"a__txt": "x"}, {"path": "a.txt", "metadata": "m.csv"}, "m.csv: there is no such metadata file"),
        (
            {"a__txt": "x", "m__xlsx": "x"},
            {"path": "a.txt", "metadata": "m.xlsx"},
            "m.xlsx: metadata are read from .csv and .tsv; save the table as one of these",
        ),
        (
            {"a__txt": "x", "m__csv": "a,b\n1,2\n"},
            {"path": "a.txt", "metadata": "m.csv"},
            (
                "m.csv: no column says which article a row is about; the columns are: a, b; name one"
                " of them article_id"
                " or file"
            ),
        ),
    ],
)
def test_errors(folder, files, arguments, message):
    write(folder, **files)
    with pytest.raises(CorpusError) as caught:
        read_articles(**arguments)
    assert str(caught.value) == message


def test_missing_file_in_a_list_is_an_error(folder):
    write(folder, a__txt=TEXT)
    with pytest.raises(CorpusError):
        read_articles(["a.txt", "nothing.txt"])


@pytest.mark.parametrize("content", [TEXT, f"<!doctype html><html><body><p>{TEXT} {TEXT}</p></body></html>"])
def test_standard_input(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    row = read_articles("-").to_dict("records")[0]
    assert (row["article_id"], row["source"], row["status"]) == ("stdin", "stdin", "ok")
    assert row["text"].startswith(TEXT)


def test_several_tables_are_joined_without_losing_types(folder):
    write(
        folder,
        a__jsonl=json.dumps({"id": 1, "text": TEXT, "n": 1}),
        b__jsonl=json.dumps({"id": 1, "text": TEXT}),
    )
    table = read_articles(folder)
    assert table["article_id"].tolist() == ["1", "1#2"]
    assert table["n"].tolist()[0] == 1
    assert pd.isna(table["n"].tolist()[1])


def test_what_was_read_is_not_changed_by_marking_again():
    table = read_articles(SEEDS)
    pd.testing.assert_frame_equal(mark_regions(table), table)
