"""Every case of tests/cases/voice, read by linguists, run here."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from framing import quotations

CASES = [
    pytest.param(
        case,
        id=case["text"][:60],
        marks=[pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else [],
    )
    for file in sorted((Path(__file__).parents[1] / "cases" / "voice").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_reports_are_those_a_reader_finds(case):
    text = case["text"]
    found = quotations(pd.DataFrame({"article_id": ["case"], "text": [text]}))
    told = [
        [
            None if pd.isna(row["speaker_start"]) else text[row["speaker_start"] : row["speaker_end"]],
            None if pd.isna(row["cue"]) else row["cue"],
            *(text[start:end] for start, end in row["spans"]),
        ]
        for row in found.to_dict("records")
    ]
    assert told == case["says"]
