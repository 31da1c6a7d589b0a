"""Texts that no journalist wrote take linear time and raise nothing."""

import time

import pandas as pd
import pytest

from framing import quotations

SIZE = 20_000


def seconds(text):
    started = time.perf_counter()
    quotations(pd.DataFrame({"article_id": ["hostile"], "text": [text]}))
    return time.perf_counter() - started


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        '" ',
        '"a" ',
        "“a ",
        "'",
        " 'a",
        "said ",
        "he said, ",
        "“No,” he said, ",
        "according to ",
        "as X said, ",
        "(",
        "A, ",
        "A and ",
        "who said ",
        "was accused by ",
        "told him to ",
        "so-called ",
        "X: ",
        "X: a\n",
        "he said that ",
        "[",
        "“[",
        "a. ",
        "\n",
    ],
)
def test_endless_repetition_takes_linear_time(piece):
    once, twice = piece * (SIZE // len(piece)), piece * (2 * SIZE // len(piece))
    first = seconds(once)
    assert seconds(twice) < 4 * first + 1


def test_an_article_of_a_megabyte_in_one_paragraph():
    text = "The army said that rebels had left. \u201cThey fled,\u201d he added. " * 17_000
    assert len(text) > 1_000_000
    assert seconds(text) < 60


def test_a_hundred_thousand_quotation_marks():
    assert seconds('"' * 100_000) < 30
    assert seconds('"a" ' * 50_000) < 30
