"""A corpus that fights back at whoever opens, prints or serves the results; and no verb asks the network."""

import csv
import io
import re
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hostile_corpus import TEXT, call, forbid_network

import framing as fr
from framing.cli_tables import write_table
from framing.results import read_reference


def test_files_are_written_where_they_were_asked_for_and_nowhere_else(results):
    root, work, _ = results
    files = [file.relative_to(root) for file in root.rglob("*") if file.is_file() and file.name != "corpus.jsonl"]
    assert {file.parts[4] for file in files} == {"out", "page", "bundle"}
    assert {file.parts[:4] for file in files} == {("a", "b", "c", "work")}
    assert all(re.fullmatch(r"[\w.-]+", part) for file in files for part in file.parts[4:])
    assert (work / "out" / "mentions.csv").is_file()


def formulas(file):
    """Cells that a spreadsheet would run."""
    with file.open(encoding="utf-8", newline="") as opened:
        cells = [cell for row in csv.reader(opened) for cell in row]
    return [
        cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"[+-]?[\d.]+(e-?\d+)?", cell)
    ]


def test_no_cell_of_the_tables_is_a_formula(results):
    _, work, _ = results
    tables = sorted((work / "out").glob("*.csv"))
    assert len(tables) > 10
    assert {file.name: formulas(file) for file in tables} == {file.name: [] for file in tables}
    mentions = pd.read_csv(work / "out" / "mentions.csv")
    assert "'=HYPERLINK(1)" in set(mentions["source"])
    assert "'- Rebels in Syria" in {sentence[:18] for sentence in mentions["sentence"]}


def test_mentions_read_back_are_those_that_were_written(results):
    _, work, _ = results
    read = read_reference(work / "out")
    found = fr.annotate(work / "corpus.jsonl", "syria")
    for column in ("article_id", "source", "surface", "sentence", "start"):
        assert read[column].tolist() == found[column].tolist()


def test_nothing_printed_steers_a_terminal(results):
    _, _, printed = results
    assert "red" in printed
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)


class Elements(HTMLParser):
    """Elements of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_holds_no_element_and_no_address_of_the_corpus(results):
    _, work, _ = results
    elements = Elements((work / "page" / "report.html").read_text(encoding="utf-8")).found
    assert sum(tag == "script" for tag, _ in elements) == 3
    assert not {tag for tag, _ in elements} & {"iframe", "object", "embed", "base"}
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    places = [attributes.get("href") or attributes.get("src") or "" for _, attributes in elements]
    assert not [
        place for place in places if place and not place.startswith(("#", "data:,", "data:image/svg+xml;base64,"))
    ]


def test_an_article_in_a_notebook_is_text():
    articles = fr.mark_regions(pd.DataFrame({"article_id": ["<i>"], "text": [TEXT]}))
    view = fr.view_article(articles, "<i>", fr.annotate(articles, "syria"), fr.quotations(articles, "syria"))
    shown = view._repr_html_()
    assert "&lt;script&gt;" in shown
    assert {tag for tag, _ in Elements(shown).found} <= {"style", "div", "span", "u"}
    assert not re.search("[\x1b\u202e]", view.to_terminal().plain)


PAGE = """<!doctype html><!DOCTYPE x [<!ENTITY e SYSTEM "http://a.org/e">]>
<html><head><base href="http://a.org/"><link rel="stylesheet" href="http://a.org/s.css">
<meta http-equiv="refresh" content="0; url=http://a.org/"><script src="http://a.org/s.js"></script>
<link rel="canonical" href="http://a.org/c"><title>Rebels</title></head><body><article>
<iframe src="http://a.org/f"></iframe><img src="http://a.org/i.png"><p>Syrian rebels left the town of Aleppo,
the army said, and nobody knew why they had gone.</p><p>&e; The regime in Syria said that terrorists had left.</p>
<p>Residents of the town told reporters that the rebels of Syria had come back in the night, and that
they had taken the road to the north, where the Syrian army keeps its tanks.</p>
<p>No reporter has been there since the spring.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    "verb",
    [
        ("mentions",), ("quotes",), ("stance",), ("stance", "--scorer", "news"), ("frames",), ("score",),
        ("lexicon", "check", "syria"), ("audit", "--model", "lexicon"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_verb_asks_the_network(verb, tmp_path, monkeypatch, capsys):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    forbid_network(monkeypatch)
    call(*verb, tmp_path / "page.html")
    assert capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_table_printed_to_a_terminal_does_not_steer_it(monkeypatch):
    screen, pipe = Terminal(), io.StringIO()
    for out in (screen, pipe):
        monkeypatch.setattr(sys, "stdout", out)
        write_table(pd.DataFrame({"a": ["\x1b[31mred\x9b0m\u202e", "=1"]}), "-")
    assert screen.getvalue() == "a\n\ufffd[31mred\ufffd0m\ufffd\n'=1\n"
    assert pipe.getvalue() == "a\n\x1b[31mred\x9b0m\u202e\n'=1\n"


def test_a_table_is_piped_in_utf_8_whatever_the_locale(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", newline="\r\n"))
    write_table(pd.DataFrame({"a": ["\u0130dlib"]}), "-")
    sys.stdout.flush()
    assert written.getvalue() == "a\n\u0130dlib\n".encode()


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.tsv", "\t")])
def test_tables_in_files_are_guarded_and_parquet_is_as_it_is(name, separator, tmp_path):
    table = pd.DataFrame({"a": ["=1"], "n": [-1]})
    write_table(table, str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8") == f"a{separator}n\n'=1{separator}-1\n"
    write_table(table, str(tmp_path / "a.parquet"))
    assert pd.read_parquet(tmp_path / "a.parquet")["a"].tolist() == ["=1"]
