"""The quick look at a line lets through whatever the table of patterns matches."""

import re
from re import _constants as op
from re import _parser as parser

import pytest

from framing.corpus import clean
from framing.corpus.clean import find_boilerplate
from framing.corpus.patterns import ALONE, HELD, HOLDING, LINKS, MENU_HEADERS, OPENINGS

PROSE = "Rebels entered the town on Monday, residents said."


def begin(sequence, words):
    """The letters with which a match may begin, after `words`: pairs of letters, and whether they may go on."""
    found = {(word, True) for word in words}
    for what, value in sequence:
        ended = {pair for pair in found if not pair[1]}
        found = ended.union(*(go_on(what, value, word) for word, more in found if more))
    return found


def go_on(what, value, word):
    """What may stand after `word` where one part of a pattern follows."""
    found = {(word, True)}
    if what is op.LITERAL:
        letter = chr(value).lower()
        found = {(word + letter, True)} if re.fullmatch("[a-z]", letter) else {(word or letter, False)}
    elif what is op.IN:
        found = set().union(*(go_on(each, inner, word) for each, inner in value))
    elif what is op.BRANCH:
        found = set().union(*(begin(branch, {word}) for branch in value[1]))
    elif what is op.SUBPATTERN:
        found = begin(value[3], {word})
    elif what is op.MAX_REPEAT:
        least, _, inner = value
        found = begin(inner, {word}) | (found if least == 0 else set())
    elif what not in {op.AT, op.ASSERT}:
        # A digit, or anything: no letters are asked for any more.
        assert what in {op.CATEGORY, op.ANY, op.GROUPREF}, what
        found = {(word or str(value), False)}
    return found


@pytest.mark.parametrize("pattern", [*ALONE, *LINKS])
def test_the_first_word_of_every_pattern_is_in_the_openings(pattern):
    words = {word for word, _ in begin(parser.parse(pattern, re.IGNORECASE), {""})}
    assert words - OPENINGS <= {str(op.CATEGORY_DIGIT), "\u00a9", "("}


def test_no_opening_is_left_over():
    words = {word for pattern in (*ALONE, *LINKS) for word, _ in begin(parser.parse(pattern), {""})}
    assert words >= OPENINGS


@pytest.mark.parametrize("pattern", HOLDING)
def test_every_pattern_that_may_begin_anyhow_holds_fixed_words(pattern):
    assert any(words in pattern for words in HELD)
    assert not set("".join(HELD)) & set("iks")


@pytest.mark.parametrize("header", MENU_HEADERS.split("|"))
def test_menu_headers_are_looked_at(header):
    assert clean._begins_like_boilerplate(header.upper())


@pytest.mark.parametrize(
    "line",
    [
        "Lin\u212a copied",
        "\u017fhare on Facebook",
        "Coo\u212aie policy",
        f"\u017fubscribe to {'a' * 55} newsletter {'b' * 50}",
        "All r\u0131ghts re\u017ferved, The Daily",
        "The news delivered straight to your \u0130nbox daily",
        "\u0663 min read",
        "(c) 2020 The Daily",
        "\u201cHome World Politics Sport",
        "12 Comments",
    ],
)
def test_lines_of_the_page_with_odd_letters_are_found(line):
    text = f"{PROSE}\n\n{line}\n\n{PROSE} It was quiet."
    assert [text[start:end].strip("()") for start, end in find_boilerplate(text)] == [line.strip("()")]


def test_no_pattern_is_tried_on_prose(monkeypatch):
    class Tried:
        def fullmatch(self, line):
            raise AssertionError(line)

    for name in ("_ALONE", "_LINKS", "_HOLDING"):
        monkeypatch.setattr(clean, name, Tried())
    assert find_boilerplate("\n\n".join([PROSE, f"{PROSE} Nobody denied it.", "The army left.", PROSE])) == []
