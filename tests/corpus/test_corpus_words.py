"""Words counted in arrays are those counted one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import words
from framing.corpus.words import count_all_words
from framing.text import WORD

LONG_ENOUGH = " " * words.SHORT


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The rebels\u2019 leader didn't say 'no'.", 6),
        ("rock'n'roll isn''t one", 4),
        ("'tis", 1),
        ("a_b 2nd \u00e9t\u00e9 \u0634\u0627\u0645", 4),
        ("a\u2014b c\u00a0d", 4),
        ("", 0),
    ],
)
def test_hand_counted(text, count):
    assert count_all_words(text) == count
    assert count_all_words(text + LONG_ENOUGH) == count
    assert count_all_words(LONG_ENOUGH + text) == count


LETTERS = "ab1_'\u2019 -\n\u00e9\u0634\u02bc\ud800\U0001d400\U0001f600"


@given(st.text(st.sampled_from(LETTERS) | st.characters(), max_size=60))
def test_every_text_has_the_words_that_the_pattern_finds(text):
    assert count_all_words(text + LONG_ENOUGH) == len(WORD.findall(text))
    assert count_all_words(LONG_ENOUGH + text) == len(WORD.findall(text))


def test_a_text_too_long_for_arrays_is_counted_too(monkeypatch):
    monkeypatch.setattr(words, "LONG", 300)
    assert count_all_words("don't go " * 100) == 200
