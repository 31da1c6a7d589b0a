"""Lines and their offsets, against a slow reading of the same text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.lines import ends_sentence, split_lines

LETTERS = "ab.\u201d)U \t\n\n\r\x0b\x0c\x1c\x85\u2028\u2029\u200b\ufeff\u00a0"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def slow_lines(text):
    found = []
    last = 0
    for match in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text):
        body = match.group().strip().strip(INVISIBLE).strip()
        if body:
            start = text.index(body, match.start())
            between = text[last:start]
            gap = not found or (between.count("\n") or between.count("\r")) > 1
            last = start + len(body)
            found.append((start, last, body, gap))
    return found


@given(st.text(LETTERS, max_size=40))
def test_lines_are_those_of_a_slow_reading(text):
    assert [tuple(line) for line in split_lines(text)] == slow_lines(text)


@given(st.text(LETTERS + "!?\u2026\"'\u00bb]U.S", max_size=14))
def test_sentence_ends_are_those_of_a_pattern(text):
    line = text.strip() or "a"
    ends = re.search(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*$", line[-8:])
    initials = re.search(r"\b(?:[A-Z]\.){2,}$", line[-12:])
    assert ends_sentence(line) == (ends is not None and initials is None)
