"""Sentences around offsets: against all sentences of the text, one after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.block import Block, page_of
from framing.sentences import near, split_sentences
from framing.sentences_around import Sentences
from framing.text import plain

PAGE = page_of("")
SENTENCES = Sentences(PAGE)
PIECES = st.sampled_from(
    "rebels The army Gen. U.S. No. no. 5 2012. J. Mr. said asked “Why?” “Go!” \" ' ” ) ( . .. ... … ? ! ?! , ; - \n "
    '\u00a0 homs.The x.y U.S.The État à. É. ß 3.5 anti-U.S. a.m. co-op. end.” end." (all.) ».«'.split(" ")
)


def sentence_spans(text, positions):
    block = Block(["Before. It", text, "after. All"], PAGE)
    begin = int(block.starts[1])
    starts, ends = SENTENCES.around(block, np.array(positions, np.int64) + begin)
    return list(zip((starts - begin).tolist(), (ends - begin).tolist(), strict=True))


def slow(text, position):
    printed = plain(text)
    begin = printed.rfind("\n", 0, position) + 1
    end = printed.find("\n", position)
    for start, stop in split_sentences(printed, begin, len(printed) if end == -1 else end):
        if stop > position:
            return near(printed, start, stop, position)
    raise AssertionError(position)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
def test_they_are_those_of_the_text_cut_from_its_beginning(pieces, space):
    text = space.join(pieces) if space else " ".join(pieces).replace(" .", ".").replace(" ”", "”")
    positions = [at for at, c in enumerate(plain(text)) if c.isalnum()]
    assert sentence_spans(text, positions) == [slow(text, position) for position in positions]


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
        assert end - start <= 400
        assert text[start:end].split() == ["rebel"] * len(text[start:end].split())


def test_no_stop_is_read_twice_for_many_offsets(monkeypatch):
    read = []
    monkeypatch.setattr("framing.sentences_around.is_end", lambda *given: read.append(given[2].start()) or False)
    text = "Mr. Rebel met Gen. Army " * 500
    sentence_spans(text, [at for at in range(len(text)) if text.startswith("Rebel", at)])
    assert len(read) == len(set(read)) > 500
