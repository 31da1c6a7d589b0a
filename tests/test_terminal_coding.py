"""One line tells what coding by hand stands behind numbers, or the exact command by which to come by it."""

import pandas as pd
import pytest

from framing.terminal_coding import report_coding

SCORES = [
    {"variable": "mention", "measure": measure, "actor": "", "group": group, "name": name, "class": "",
     "value": value, "low": low, "high": high, "n_coded": 40, "flag": ""}
    for measure, group, name, value, low, high in (
        ("precision", "", "", 0.9, 0.8, 0.95), ("recall", "", "", None, None, None),
        ("precision", "source", "B", 0.6, 0.4, 0.8), ("precision", "source", "A", 0.95, 0.9, 1.0),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "articles", "command"),
    [
        ("results", "seeds", "'framing sample results --articles seeds --out coding.csv'"),
        ("my results", "a b.csv", "'framing sample 'my results' --articles 'a b.csv' --out coding.csv'"),
        ("results", "-", "'framing sample results --articles ARTICLES --out coding.csv'"),
        ("results", None, "'framing sample results --articles ARTICLES --out coding.csv'"),
    ],
)
def test_without_coding_by_hand_the_next_command_is_told(tmp_path, monkeypatch, folder, articles, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / folder).mkdir()
    said = [f"no hand-coded data stand behind these numbers: draw a sample with {command}"]
    assert report_coding(folder, articles) == said


def test_without_a_folder_one_is_asked_for():
    (line,) = report_coding(None, "seeds")
    assert (
        "write them to a folder with --out DIR, then draw a sample with 'framing sample DIR --articles seeds" in line
    )


def test_a_validated_folder_tells_how_good_its_numbers_are(tmp_path):
    pd.DataFrame(SCORES).to_csv(tmp_path / "validation.csv", index=False)
    assert report_coding(tmp_path) == [
        "coded by hand: precision of mentions 90 % [80, 95] (n = 40); lowest precision in B, 60 % [40, 80]; nothing "
        "is corrected yet"
    ]
    row = {"value": 0.2, "low": 0.1, "high": 0.3, "naive": 0.1}
    pd.DataFrame([row]).to_csv(tmp_path / "corrected.csv", index=False)
    assert report_coding(tmp_path)[0].endswith("; corrected numbers stand beside those as found")


def test_too_little_coding_is_told_as_such(tmp_path):
    pd.DataFrame(SCORES[1:2]).to_csv(tmp_path / "validation.csv", index=False)
    assert report_coding(tmp_path)[0].startswith("coded by hand: too little to tell")
