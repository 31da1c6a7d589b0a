"""Articles as bytes: every character keeps its place and its kind."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import LexiconError, annotate, load_lexicon, mark_regions
from framing.block import GAP, Block, Page, in_blocks, page_of
from framing.text import lower, plain

TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("abc ABC\n\t.,“”’‘\u2010\u00a0éÉßİıĞğШшﬀ²٣ا\ud800")), max_size=60
)


def kinds(text):
    return [(c.isalnum(), c.isalpha(), c.isspace(), c.isupper(), c.islower() and c.isalpha()) for c in text]


@given(st.lists(TEXT, max_size=5))
def test_each_character_keeps_its_place_and_its_kind(texts):
    block = Block(texts, page_of(""))
    for at, text in enumerate(texts):
        begin = int(block.starts[at])
        printed = block.printed_text[begin : begin + len(text)]
        assert kinds(printed) == kinds(plain(text))
        assert [c for c in printed if c.isascii()] == [c for c in plain(text) if c.isascii()]
        assert block.printed_text[begin - GAP : begin] == "\n" * GAP
        assert block.articles(block.starts[at : at + 1]).tolist() == [at]


@given(TEXT)
def test_letters_of_the_lexicon_are_told_apart(text):
    letters = "".join({c for c in text if c.isalpha() and not c.isascii()})
    block = Block([text], Page(letters))
    begin = int(block.starts[0])
    wanted = [(a, b) for a, b in zip(lower(plain(text)), block.folded_text[begin:], strict=False) if a in letters]
    assert all(a == b for a, b in wanted)


def test_a_lexicon_of_too_many_letters_is_refused():
    with pytest.raises(LexiconError, match="different letters outside ASCII"):
        Page("".join(chr(0x4E00 + at) for at in range(200)))


def test_texts_are_cut_into_blocks_in_their_order():
    texts = ["a" * 250_000, "b" * 250_000, "c", "d" * 900_000, "e"]
    assert [texts[part] for part in in_blocks(texts)] == [texts[:2], texts[2:4], texts[4:]]
    assert list(in_blocks([])) == []


LEXICON = """
name: turkey
version: "1"
language: en
description: A test.
scope: A test.
license: CC0-1.0
authors: [A]
citation: None.
actors:
  akp:
    name: AKP
    definition: A party.
    labels:
      erdogan:
        category: neutral
        valence: 0
        kind: name
        rationale: A name.
        terms: [Erdo\u011fan, \u0428\u043e\u0439\u0433\u0443]
"""


def test_a_letter_outside_latin_is_not_taken_for_another(tmp_path):
    (tmp_path / "turkey.yaml").write_text(LEXICON, encoding="utf-8")
    lexicon = load_lexicon(tmp_path / "turkey.yaml")
    text = "Erdo\u011fan met ERDO\u011eAN and Erdo\u0161an, "
    text += "and \u0428\u043e\u0439\u0433\u0443, not \u0428\u043e\u0439\u0433\u044b."
    articles = mark_regions(pd.DataFrame({"article_id": ["a"], "text": [text], "status": ["ok"]}))
    surfaces = annotate(articles, lexicon)["surface"].tolist()
    assert surfaces == [
        "Erdo\u011fan",
        "ERDO\u011eAN",
        "\u0428\u043e\u0439\u0433\u0443",
    ]
