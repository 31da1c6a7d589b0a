"""Sentences of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["They fled to the U.S.", "The army stayed."],
        ["John F. Kennedy met J. A. Smith.", "He left."],
        ["He said no.", "Nobody heard."],
        ["It was No. 5 of ten.", "15 people left."],
        ["They left in 2012.", "15 came back."],
        ["“Why?” Hassan asked.", "“Who knows?”", "The army left."],
        ["“Go!” he shouted.", "All went."],
        ["They waited... and left.", "They waited...", "Then they left."],
        ["... and left.", "All of them."],
        ["1. The army left.", "2. The rebels stayed."],
        ["Write to john@example.org or see www.example.org.", "Thanks."],
        ["They left (all of them.)", "He stayed."],
        ["He said: “They left.", "We stayed.", "Why?”", "All knew."],
        ["They left.", "— Reuters"],
        ["They left homs.", "the army stayed."],
        ["Sen. Murphy (D-Conn.) said so.", "Then-Sen. Graham did not."],
        ["He left at 9 a.m. on Monday, i.e. late.", "We did not."],
        ['They left. "', "He stayed."],
        ["‘Where is it?'", "The army knew."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == sentences


def test_a_lost_space_ends_a_sentence_but_no_address():
    text = "They left Homs.The army stayed.“All of it,” he said. Ask John.Smith@example.org or F.Scott."
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == [
        "They left Homs.",
        "The army stayed.",
        "“All of it,” he said.",
        "Ask John.Smith@example.org or F.Scott.",
    ]


@given(st.text(alphabet="aA.?! \n\"”“')(-12", max_size=80))
def test_sentences_leave_out_spaces_alone(text):
    spans = [span for line in text.split("\n") for span in split_sentences(line, 0, len(line))]
    lines = [line for line in text.split("\n") for _ in split_sentences(line, 0, len(line))]
    kept = "".join(line[a:b] for line, (a, b) in zip(lines, spans, strict=True))
    assert "".join(kept.split()) == "".join(text.split())
