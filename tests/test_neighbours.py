"""Words beside offsets: against the pieces that a regular expression cuts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.block import Block, page_of
from framing.lexicon.contexts import PIECE
from framing.neighbours import MARK, UNKNOWN, UNSURE, Neighbours
from framing.text import plain

PAGE = page_of("")
LONG = "counterrevolutionaries"
WORDS = ["the", "a", "rebels", "non", "-", "'", ",", "\n", LONG]
NEAR = Neighbours(WORDS, PAGE)
TEXT = st.lists(
    st.sampled_from([*WORDS, " ", "  ", "other", "x", ".", "\u00e9t\u00e9", "_", "7", "revolutionaries"]), max_size=30
)


def told(ids):
    return ["?" if at == UNSURE else "" if at in (MARK, UNKNOWN) else NEAR.words[at - 3] for at in ids.tolist()]


@given(TEXT.map("".join))
def test_pieces_before_and_after_are_those_of_the_text(text):
    block = Block([text], PAGE)
    begin = int(block.starts[0])
    text = plain(text)
    places = np.arange(len(text) + 1) + begin
    before, starts = NEAR.before(block, places)
    after, ends = NEAR.after(block, places)
    for at in range(len(text) + 1):
        left, right = text[:at].removesuffix(" "), text[at:].removeprefix(" ")
        for found, side, piece, edge in (
            (told(before[at : at + 1])[0], left[-1:], (PIECE.findall(left) or [""])[-1], int(starts[at]) - begin),
            (told(after[at : at + 1])[0], right[:1], (PIECE.findall(right) or [""])[0], int(ends[at]) - begin),
        ):
            if side == " ":
                assert found == "?"
            elif side and len(piece) <= 16:
                assert found == (piece if piece in WORDS else "")
                number = (before if edge <= at and side == left[-1:] else after)[at]
                assert found or (number == MARK) == (not (piece[0].isalnum() or piece[0] == "_"))
                assert abs(edge - at) in (len(piece), len(piece) + 1)
            elif piece == LONG:
                assert found == LONG


def test_which_tells_numbers_of_words():
    allowed = NEAR.which(["the", "nowhere"])
    assert [word for word, number in NEAR.ids.items() if allowed[number]] == ["the"]


def test_without_words_all_are_unknown():
    block = Block(["the rebels"], PAGE)
    ids, _ = Neighbours([], PAGE).before(block, block.starts[:1] + 3)
    assert ids.tolist() == [UNKNOWN]
