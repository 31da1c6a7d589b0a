"""Tables of figures, models, pages and bundles are guarded, too, and read back as they were written."""

import csv
import re
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hostile_corpus import call

from framing import read_coded
from framing.model_results import print_evaluation
from framing.report.bundle import salted_hash, write_bundle
from framing.report.folder import Results
from framing.report.page import write_report
from framing.spreadsheets import write_csv


def test_no_cell_of_any_table_is_a_formula(results):
    _, work, _ = results
    for file in [*(work / "out").rglob("*.csv"), *(work / "bundle").rglob("*.csv")]:
        with file.open(encoding="utf-8", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row if cell[:1] in tuple("=+-@\t\r")]
        assert [cell for cell in cells if not re.fullmatch(r"[+-]?[\d.]+(e-?\d+)?", cell)] == [], file.name


def test_pictures_hold_no_script_and_can_be_read(results):
    _, work, _ = results
    pictures = sorted((work / "out" / "figures").glob("*.svg"))
    assert pictures
    for picture in pictures:
        tree = ET.parse(picture)  # noqa: S314 - it was written here
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not tags & {"script", "foreignObject", "a", "image"}
        assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    for picture in (work / "out" / "figures").glob("*.pdf"):
        assert not re.search(rb"/(JavaScript|JS|Launch|URI|OpenAction)\b", picture.read_bytes())


def test_a_folder_is_read_back_without_the_apostrophes(results):
    _, work, _ = results
    found = Results(work / "out")
    assert "=HYPERLINK(1)" in set(found.column("mentions", "source"))
    assert "- Rebels in Syria" in {sentence[:17] for sentence in found.column("mentions", "sentence")}


def test_a_page_shows_a_sentence_as_it_stands_in_the_article(results, tmp_path):
    _, work, _ = results
    page = write_report(work / "out", tmp_path / "report.html").read_text(encoding="utf-8")
    assert "- Rebels in Syria" in page
    assert "&#x27;- Rebels" not in page
    assert "'- Rebels" not in page


def test_a_bundle_without_text_has_the_hash_of_the_words_themselves(results, tmp_path):
    _, work, _ = results
    write_bundle(work / "out", tmp_path / "bundle", without_text=True, salt="s")
    hashed = pd.read_csv(tmp_path / "bundle" / "mentions.csv", dtype=str)
    found = Results(work / "out").table("mentions")
    assert hashed["sentence_hmac"].tolist() == [salted_hash(text, "s") for text in found["sentence"]]
    assert "'=HYPERLINK(1)" in set(hashed["source"])


def test_mentions_with_labels_added_are_coded_texts(tmp_path):
    table = pd.DataFrame(
        {"mention_id": ["a"], "text": ["@IDF left, - they said."], "surface": ["@IDF"], "label": ["x"]}
    )
    for name in ("coded.csv", "foreign.csv"):
        write_csv(table if name == "coded.csv" else table.drop(columns="mention_id"), tmp_path / name)
    read = read_coded(tmp_path / "coded.csv", target="surface")
    assert read[["text", "target", "start"]].to_numpy().tolist() == [["@IDF left, - they said.", "@IDF", 0]]
    # Of a table that somebody else wrote nothing is taken away.
    assert read_coded(tmp_path / "foreign.csv", voice=False)["text"].tolist() == ["'@IDF left, - they said."]


def test_classes_and_features_in_brackets_are_printed_as_they_are(capsys):
    measures = pd.DataFrame({"measure": ["macro_f1", "accuracy", "precision", "recall", "f1"], "n_groups": 1})
    measures = measures.assign(
        value=0.5, low=0.4, high=0.6, n_texts=9, scorer="m", source="[/b]", feature="[link=x]y"
    )
    measures["class"] = "[/red]"
    told = SimpleNamespace(scores=measures, classes=measures, sources=measures, features=measures, notes=())
    print_evaluation(told)
    printed = capsys.readouterr().out
    assert all(words in printed for words in ("[/red]", "[/b]", "[link=x]y"))


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_a_profile_printed_to_a_terminal_does_not_steer_it(format_, results, monkeypatch, capsys):
    _, work, _ = results
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    call("score", work / "corpus.jsonl", "--format", format_)
    printed = capsys.readouterr().out
    assert printed
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)
