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
