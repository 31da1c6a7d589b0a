"""Every case of tests/cases, read by linguists, run here."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from framing import annotate

CASES = [
    pytest.param(case, id=f"{file.stem}: {case['text'][:50]}")
    for file in sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_mentions_are_those_a_reader_finds(case):
    articles = pd.DataFrame({"article_id": ["case"], "text": [case["text"]]})
    found = annotate(articles, "syria")[["surface", "actor", "label"]]
    assert found.to_numpy().tolist() == case["mentions"], case["why"]
