"""Contexts: the small patterns around a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon.contexts import Surroundings, compile_context

LISTS = {"places": ["Iraq", "Tel Aviv"], "says": ["said", "claim*"], "end": [".", "and"]}


def fits(pattern, text):
    start = text.index("TERM")
    return compile_context(pattern, LISTS).matches(Surroundings(text.lower(), start, start + 4))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("diet ~", "a diet TERM", True),
        ("diet ~", "a strict TERM", False),
        ("~ change", "TERM change", True),
        ("~ change", "TERM changes", False),
        ("~ chang*", "TERM changes", True),
        ("in|to ~", "went to TERM", True),
        ("~ * done", "TERM is done", True),
        ("~ * done", "TERM done", False),
        ("~ @says", "TERM claimed it", True),
        ("~ in @places", "TERM in Tel Aviv", True),
        ("~ in @places", "TERM in Tel Hai", False),
        ("@places ~", "from Tel Aviv TERM", True),
        ("~ .", "the TERM, who", True),
        ("~ .", "the TERM", True),
        ("~ .", "the TERM-led", False),
        ("~ @end", "TERM and", True),
        ("anti-~", "an anti-TERM law", True),
        ("anti-~", "an anti TERM law", False),
        ("on ~ and", "on TERM and", True),
        ("on ~ and", "on TERM or", False),
    ],
)
def test_a_context_fits_as_it_reads(pattern, text, expected):
    assert fits(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["no sign", "~ twice ~", "~", "~ @nothing", "a b c d e f g h i ~"])
def test_a_pattern_that_cannot_be_read_raises(pattern):
    with pytest.raises(ValueError, match=r"context|list"):
        compile_context(pattern, LISTS)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_context(before, after):
    text = f"{before} TERM {after}"
    start = len(before) + 1
    assert compile_context("* ~ @places", LISTS).matches(Surroundings(text.lower(), start, start + 4)) in (
        True,
        False,
    )


def test_a_context_sees_no_more_than_the_nearest_words():
    text = "a " * 1_000_000 + "TERM" + " a" * 1_000_000
    around = Surroundings(text, 2_000_000, 2_000_004)
    assert len(around.before) < 100
    assert len(around.after) < 100
