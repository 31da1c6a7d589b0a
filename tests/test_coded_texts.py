"""Texts coded by hand: read, placed, voiced; bad rows counted."""

import logging

import pandas as pd
import pytest

from framing import read_coded
from framing.errors import CorpusError, TableError


def test_places_and_voices(tmp_path):
    table = pd.DataFrame({
        "text": ["Assad left. Assad won.", "\u201cAssad lied,\u201d he said.", "Assads left.", "Assad left.", ""],
        "who": "Assad", "stance": ["neutral", "negative", "neutral", "", "neutral"],
        "start": [12, -1, 0, 0, 0], "end": [17, -1, 5, 5, 5],
    })  # fmt: skip
    table.to_csv(tmp_path / "coded.csv", index=False)
    found = read_coded(tmp_path / "coded.csv", target="who", label="stance")
    assert found["coded_id"].tolist() == ["1", "2", "3"]
    assert found["start"].tolist() == [12, 1, 0]
    assert found["voice"].tolist() == ["own", "direct", "own"]


def test_rows_left_out_are_counted(caplog):
    table = pd.DataFrame({"text": ["Assad left.", "He left.", "x"], "who": "Assad", "label": ["a", "a", ""]})
    with caplog.at_level(logging.WARNING):
        found = read_coded(table, target="who")
    assert len(found) == 1
    assert "1 rows without text or label are left out: row 3" in caplog.text
    assert "1 rows whose actor does not stand in the text are left out: row 2" in caplog.text


def test_faults(tmp_path):
    table = pd.DataFrame({"text": ["Assad left."], "label": ["a"]})
    with pytest.raises(TableError, match=r"column 'txt' is missing\. Did you mean 'text'"):
        read_coded(table, text="txt")
    with pytest.raises(TableError, match="none of the 1 rows"):
        read_coded(table.assign(label=""))
    with pytest.raises(CorpusError, match=r"coded texts are read from \.csv"):
        read_coded(tmp_path / "x.docx")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_coded(tmp_path / "x.csv")


def test_what_a_spreadsheet_saves_is_read(tmp_path):
    """Semicolons, an old encoding, quotation marks around a text with a line break."""
    table = 'text;who;label\r\n"Caf\u00e9 Assad\r\nleft; Assad won.";Assad;neutral\r\n'
    (tmp_path / "coded.csv").write_bytes(table.encode("cp1252"))
    found = read_coded(tmp_path / "coded.csv", target="who")
    assert found["text"].tolist() == ["Caf\u00e9 Assad\r\nleft; Assad won."]
    assert found["start"].tolist() == [5]


@pytest.mark.parametrize(
    "name", ["coded.tsv", "coded.jsonl", "coded.jsonl.gz", "coded.csv.gz", "coded.json", "coded.parquet"]
)
def test_one_table_in_any_format_is_the_same(tmp_path, name):
    table = pd.DataFrame({"text": ["Assad left.", "No, Assad won."], "who": "Assad", "label": [1, 0], "start": [0, 4],
                          "end": [5, 9], "paper": ["North", None]})  # fmt: skip
    if ".parquet" in name:
        table.to_parquet(tmp_path / name)
    elif ".json" in name:
        table.to_json(tmp_path / name, orient="records", lines="jsonl" in name)
    else:
        table.to_csv(tmp_path / name, index=False, sep="\t" if "tsv" in name else ",")
    options = {"target": "who", "source": "paper"}
    pd.testing.assert_frame_equal(read_coded(tmp_path / name, **options), read_coded(table, **options))


def test_rows_that_break_the_format_are_left_out_and_told(tmp_path, caplog):
    rows = "Assad left.,a\nAssad left, then won.,b\n" + "one,two,three\n" * 5 + "Assad won.,b\n"
    (tmp_path / "coded.csv").write_text("text,label\n" + rows, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        found = read_coded(tmp_path / "coded.csv")
    assert found["coded_id"].tolist() == ["1", "8"]
    assert "coded.csv: line 3: the row has 3 cells and the header 2" in caplog.text
    assert "coded.csv: and 1 more" in caplog.text
    assert "6 rows without text or label are left out: row 2, 3, 4, 5, 6 \u2026" in caplog.text


def test_a_file_that_is_no_table_is_refused_by_name(tmp_path):
    (tmp_path / "coded.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(CorpusError, match=r"coded\.csv: the coded texts cannot be read: this is not a text file"):
        read_coded(tmp_path / "coded.csv")
    (tmp_path / "coded.jsonl.gz").write_bytes(b"not zipped")
    with pytest.raises(CorpusError, match=r"coded\.jsonl\.gz: .* the gzip file is broken"):
        read_coded(tmp_path / "coded.jsonl.gz")
