"""Sentences around mentions."""

import pytest

from framing.mentions.sentences import sentence_spans


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
