"""Laws that hold for any text: nothing is raised, offsets are right, order and company of articles change nothing."""

import sys
import unicodedata

import pandas as pd
import pytest
from hostile_texts import PIECES, articles_of, check_laws, lexicon
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing
from framing.schema import MENTIONS

#: Always the same examples, few of them: the searches of this folder try more.
BOUNDED = settings(
    derandomize=True, database=None, deadline=None, max_examples=12, suppress_health_check=list(HealthCheck)
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=80).map("".join)
CORPORA = st.lists(TEXTS, min_size=8, max_size=16)


def marked(texts):
    return framing.mark_regions(articles_of(*texts)).assign(status="ok")


@BOUNDED
@given(CORPORA)
def test_any_text_is_read_and_every_offset_is_right(texts):
    check_laws(*texts)


@BOUNDED
@given(st.lists(st.text(), min_size=4, max_size=8))
def test_noise_of_any_characters_is_read(texts):
    check_laws(*texts)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_text_may_be_composed_in_any_form(form):
    text = "Syrian rebels said Erdo\u011fan\u2019s army \u201cna\u00efvely\u201d left \u0130dlib."
    text += " \ufb01ghters \u1e9b\u0323."
    check_laws(unicodedata.normalize(form, text))


@pytest.mark.parametrize(
    "mark", ["\r\n", "\r", "\u2028", "\0", "\ufeff", "\u202e", "\u200b", "\U0001f9d1\u200d\U0001f680"]
)
def test_a_character_between_any_two_words_moves_no_offset(mark):
    words = "Syrian rebels said \u201cthe regime lost Aleppo\u201d , according to SANA . The army denied it .".split()
    check_laws(*(mark.join([" ".join(words[:at]), " ".join(words[at:])]) for at in range(len(words))))


@settings(BOUNDED, max_examples=6)
@given(CORPORA, st.randoms(use_true_random=False))
def test_neither_order_nor_company_of_articles_changes_what_is_found(texts, random):
    whole = marked(texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = whole.iloc[order]
    pieces = [whole.iloc[at : at + 3] for at in range(0, len(whole), 3)]
    for find in (framing.annotate, framing.quotations):
        found = find(whole, lexicon())
        again = find(shuffled, lexicon())
        place = {f"article {number}": at for at, number in enumerate(order)}
        expected = found.iloc[sorted(range(len(found)), key=lambda row: place[found["article_id"].iloc[row]])]
        pd.testing.assert_frame_equal(again, expected.reset_index(drop=True))
        parts = [found for found in (find(piece, lexicon()) for piece in pieces) if len(found)]
        assert sum(map(len, parts)) == len(found)
        if parts:
            joined = pd.concat(parts, ignore_index=True)
            assert joined.astype(object).fillna("").equals(found.astype(object).fillna(""))


@BOUNDED
@given(CORPORA)
def test_mentions_are_the_same_with_and_without_voices(texts):
    articles = marked(texts)
    voiced = framing.annotate(articles, lexicon())
    pd.testing.assert_frame_equal(voiced[list(MENTIONS)], framing.annotate(articles, lexicon(), voice=False))


@BOUNDED
@given(CORPORA)
def test_regions_of_an_article_do_not_depend_on_the_others(texts):
    whole = framing.mark_regions(articles_of(*texts))
    alone = [framing.mark_regions(articles_of(text)).drop(columns="article_id").iloc[0].tolist() for text in texts]
    assert whole.drop(columns="article_id").to_numpy().tolist() == alone


def calls_of(work):
    """How many functions are called: work that no other load of the machine changes."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def read(text):
    articles = marked([text])
    framing.annotate(articles, lexicon())
    framing.quotations(articles, lexicon())


@pytest.mark.parametrize(
    "piece",
    [
        '"', "\u201cSyria ", "(", "[Syria] ", "rebels said ", "Syrian rebels ", "rebels, ", "rebel-", "Syria. ",
        "Syria\n", "he said, ", "according to rebels, ", "the rebels of the regime ", "told them that rebels ",
        "X: \u201crebels\u201d\n", "\r\n", "A. ", "By John Smith\n", "so-called ", "was accused by rebels of ", "a",
    ],
)  # fmt: skip
def test_twice_the_text_is_twice_the_work(piece):
    read("Syria")
    few, many = (calls_of(lambda size=size: read(piece * (size // len(piece)))) for size in (3_000, 6_000))
    none = calls_of(lambda: read("Syria"))
    assert many - none < 2.5 * (few - none) + 2_000


def test_a_word_of_a_megabyte_is_read():
    check_laws("Syrian rebels left. " + "a" * 1_000_000)
