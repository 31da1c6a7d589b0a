"""Marking takes work in proportion to the text, whatever the text: calls are counted, not seconds."""

import sys

import pandas as pd
import pytest

from framing.corpus import mark_regions
from framing.quotes import find_quotes

SIZE = 4_000


def calls(function, *given):
    """How many functions are called, ours and those of Python."""
    count = 0

    def one_more(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(one_more)
    try:
        function(*given)
    finally:
        sys.setprofile(before)
    return count


def mark(text, title="Rebels take the town"):
    return mark_regions(pd.DataFrame({"article_id": ["hostile"], "text": [text], "title": [title]}))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        '"',
        '"a" ',
        "\u201ca ",
        "\u201ca\n",
        "\u201ca \u201cb\u201d\n\n",
        " 'a",
        "a' ",
        "\n",
        "\r\n",
        " \n\u200b\n",
        "a\n",
        "a. ",
        "A word.\n",
        "Advertisement\n",
        "MENU\nHome\n",
        "Freedom for all of us\n",
        "Read more:\n",
        "Read more: a\n",
        "all rights reserved ",
        "all rights reserved\n",
        "(Reporting by A)\n",
        "By Jane Doe\n",
        "2 May 2017 ",
        "Rebels take ",
        "U.S.\n",
    ],
)
def test_twice_the_text_takes_twice_the_calls(piece):
    once, twice = piece * (SIZE // len(piece)), piece * (2 * SIZE // len(piece))
    mark(once)
    assert calls(mark, twice) < 2.2 * calls(mark, once) + 200
    assert calls(find_quotes, twice) < 2.2 * calls(find_quotes, once) + 50


def test_long_paragraphs_without_prose_are_measured_once():
    line = "x" * 1600 + ".\n"
    mark(line * 20)
    assert calls(mark, line * 40) < 2.2 * calls(mark, line * 20) + 200
