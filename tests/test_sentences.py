"""Sentences around mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.sentences import sentence_spans, split_sentences


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One here. Two there. Three.", "Two", "Two there."),
        ("The U.S. envoy met Gen. Hassan of the rebels. They left.", "rebels",
         "The U.S. envoy met Gen. Hassan of the rebels."),
        ("He said, “Rebels left.” They did.", "Rebels", "He said, “Rebels left.”"),
        ("A heading without a stop\nThe rebels left. They won.", "rebels", "The rebels left."),
        ("It cost 3.5 million, the regime said in Jan. 2017 reports. True.", "regime",
         "It cost 3.5 million, the regime said in Jan. 2017 reports."),
        ("   rebels   ", "rebels", "rebels"),
    ],
)  # fmt: skip
def test_the_sentence_around_a_word(text, word, sentence):
    ((start, end),) = sentence_spans(text, [text.index(word)])
    assert text[start:end] == sentence


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


@pytest.mark.parametrize("unit", ["a. ", "A. ", ".", ". ", '." ', '"', "ab.Cd", "U.S. ", ".(", "?” said ", ") "])
def test_endless_repetition_is_read_to_its_end(unit):
    text = unit * (1_000_000 // len(unit))
    spans = sentence_spans(text, [0, 500_000, 999_000])
    assert all(start <= position for (start, _), position in zip(spans, [0, 500_000, 999_000], strict=True))


def test_no_positions_cost_nothing():
    assert sentence_spans("Some text.", []) == []


def test_positions_in_several_paragraphs():
    text = "One. Two.\n\nThree. Four.\nFive."
    found = [text[a:b] for a, b in sentence_spans(text, [text.index(w) for w in ("One", "Two", "Four", "Five")])]
    assert found == ["One.", "Two.", "Four.", "Five."]


def test_a_run_of_words_without_end_is_cut_to_those_around():
    text = "rebel " * 100_000
    for position in (0, 6, 300_000, 599_994):
        ((start, end),) = sentence_spans(text, [position])
        assert start <= position < end
        assert end - start <= 2000
        assert text[start:end].split() == ["rebel"] * len(text[start:end].split())
