"""The verb `framing annotate`: what it writes, what it tells."""

import json

import pandas as pd
import pytest

from framing.cli_annotate import progress_line
from framing.corpus.files import find_sources
from framing.runs.inputs import expected_articles

TEXT = "The Syrian rebels said that the regime had shelled Aleppo on Monday. "


@pytest.fixture
def corpus(tmp_path):
    file = tmp_path / "corpus.csv"
    file.write_text(f"id,body\na,{TEXT}\nb,\nc,{TEXT}\nd,\n", encoding="utf-8")
    return file


def test_the_last_line_adds_up_and_marked_articles_are_named(framing, corpus, tmp_path):
    out = tmp_path / "out"
    code, printed, told = framing("annotate", corpus, "--out", out, "--column", "text=body", "--quotations")
    assert (code, printed) == (0, "")
    assert told.splitlines()[-2:] == [
        "not analysed, empty: b (the text is empty) and 1 more",
        f"{out}: 4 articles read = 2 analysed + 2 empty; 4 mentions, 2 attributions in 1 part",
    ]
    assert pd.read_parquet(out / "mentions")["voice"].tolist() == ["own", "indirect"] * 2
    assert len(pd.read_parquet(out / "quotations")) == 2


def test_options_reach_the_run(framing, corpus, tmp_path):
    out = tmp_path / "out"
    options = ("--no-voice", "--rows", "3", "--lexicon", "conflict", "--encoding", "utf-8", "--column", "text=body")
    assert framing("annotate", corpus, "--out", out, *options)[0] == 0
    assert "voice" not in pd.read_parquet(out / "mentions").columns
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["lexicon"]["name"] == "conflict"
    assert record["options"] == {
        "voice": False, "quotations": False, "rows": 3, "columns": {"text": "body"}, "metadata": None,
        "encoding": "utf-8",
    }  # fmt: skip
    assert record["counts"]["parts"] == 2
    code, _, told = framing("annotate", corpus, "--out", out, "--column", "text=body")
    assert code == 1
    assert told.splitlines()[-1].startswith(f"framing: {out}: an earlier run there was asked something else: lexicon")
    assert framing("annotate", corpus, "--out", out, "--column", "text=body", "--restart")[0] == 0
    assert [file.name for file in (out / "mentions").iterdir()] == ["part-00000.parquet"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--jobs", "0"], "jobs: 0 processes cannot work"),
        (["--rows", "0"], "rows: 0 articles in a batch are none"),
        (["--column", "text"], "write it as OURS=THEIRS"),
        (["--column", "txt=body"], "Did you mean 'text'?"),
        (["--lexicon", "syra"], "Did you mean 'syria'?"),
        (["--metadata", "gone.csv"], "there is no such metadata file"),
    ],
)
def test_a_wrong_option_is_told_in_one_line(framing, corpus, tmp_path, options, words):
    code, _, told = framing("annotate", corpus, "--out", tmp_path / "out", *options)
    assert code == 1
    assert words in told.splitlines()[-1]


def test_earlier_parts_count_as_done_but_not_for_the_pace():
    line = progress_line({"read": 50, "text_bytes": 2_000_000}, {"read": 25}, 100, 5.0)
    assert line == "75 of 100 articles, 10 a second, 0.40 MB/s, 0:00:02 left"
    assert progress_line({"read": 50, "text_bytes": 0}, {}, None, 5.0) == "50 articles, 10 a second, 0.00 MB/s"


def test_articles_are_counted_ahead_where_that_is_cheap(tmp_path, corpus):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', encoding="utf-8")
    pd.DataFrame({"text": [TEXT] * 3}).to_parquet(folder / "c.parquet")
    assert expected_articles(find_sources([folder])) == 6
    assert expected_articles(find_sources([corpus])) is None
    (folder / "c.parquet").write_bytes(b"broken")
    assert expected_articles(find_sources([folder])) is None
