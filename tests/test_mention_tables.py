"""Mentions from a run, from results, from a file."""

import pandas as pd
import pytest

from framing import annotate_corpus, read_mentions
from framing.cli_tables import write_table
from framing.errors import CorpusError, TableError

ROWS = pd.DataFrame({
    "mention_id": ["1", "2"], "article_id": ["01", "02"], "source": ["North", "South"], "published": "",
    "actor": "opposition", "label": "rebel", "start": [0, 4], "end": [6, 10], "surface": ["@rebels", "rebels"],
})  # fmt: skip


@pytest.mark.parametrize("name", ["mentions.csv", "mentions.tsv", "mentions.jsonl", "mentions.parquet"])
def test_a_table_comes_back_as_it_was_written(tmp_path, name):
    write_table(ROWS, str(tmp_path / name))
    found = read_mentions(tmp_path / name)
    pd.testing.assert_frame_equal(found, ROWS, check_dtype=False)
    assert found["article_id"].tolist() == ["01", "02"]


def test_a_run_and_a_folder_of_results_are_read_alike(tmp_path):
    (tmp_path / "a.txt").write_text("Rebels fought the Syrian army in Aleppo.", encoding="utf-8")
    annotate_corpus(tmp_path / "a.txt", "syria", tmp_path / "run")
    found = read_mentions(tmp_path / "run")
    assert found["surface"].tolist() == ["Rebels", "Syrian army"]
    found.to_csv(tmp_path / "mentions.csv", index=False)
    again = read_mentions(tmp_path, ["label", "voice"])
    assert again.to_dict("list") == {"label": ["rebel", "army"], "voice": ["own", "own"]}


def test_what_holds_no_mentions_is_told(tmp_path):
    with pytest.raises(CorpusError, match="no mentions are there; give a folder"):
        read_mentions(tmp_path)
    (tmp_path / "mentions.parquet").write_bytes(b"PAR1")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_mentions(tmp_path / "mentions.parquet")
    with pytest.raises(TableError, match="column 'start' is missing"):
        read_mentions(ROWS.drop(columns="start"))
