"""Titles: found where printed, put before where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.titles import _find_words, _without_site, add_title, find_title

BODY = "The army took the town on Monday. Rebels denied it."


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("Army takes the town\n\n" + BODY, "Army takes the town", "Army takes the town"),
        ("2 May 2017 ARMY TAKES THE TOWN " + BODY, "Army takes the town", "ARMY TAKES THE TOWN"),
        ("Assad’s army takes town. " + BODY, "Assads army takes town", "Assad’s army takes town"),
        ("U.S. army takes the town " + BODY, "US army takes the town", "U.S. army takes the town"),
        ("Will army take the town?\n" + BODY, "Will army take the town?", "Will army take the town?"),
        (
            "'Heavy losses' for the army\n" + BODY,
            "'Heavy losses' for the army",
            "'Heavy losses' for the army",
        ),
        ("Army takes the town\n" + BODY, "Army takes the town | Daily News", "Army takes the town"),
        ("Syria\n\n" + BODY, "Syria", "Syria"),
        ("2017 Army leaves \u212aobani today " + BODY, "Army leaves Kobani today", "Army leaves \u212aobani today"),
        ("2017 Army leaves Kobani today " + BODY, "Army leaves \u212aobani today", "Army leaves Kobani today"),
    ],
)
def test_title_is_found(text, title, found):
    start, end = find_title(text, title)
    assert text[start:end] == found
    assert add_title(text, title) == (text, 0)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The town burned. " + BODY, "Army takes the town"),
        ("The war in Syria goes on. " + BODY, "Syria"),
        ("Army takes the townhouse. " + BODY, "Army takes the town"),
        ("x" * 400 + " Army takes the town " + BODY, "Army takes the town"),
        (BODY, "!?"),
    ],
)
def test_title_that_is_not_printed_is_put_before(text, title):
    assert find_title(text, title) is None
    assert add_title(text, title) == (f"{title}\n\n{text}", len(title) + 2)


def test_no_title_and_no_text_change_nothing():
    assert add_title(BODY, " ") == (BODY, 0)
    assert add_title(" \n", "Army takes the town") == (" \n", 0)


@given(st.text(max_size=60), st.text(max_size=200))
def test_added_characters_are_the_difference(title, text):
    longer, added = add_title(text, title)
    assert longer[added:] == text
    assert len(longer) == len(text) + added


@given(
    st.text(st.sampled_from("ab\u0391\u03a3\u0130\u212a\u00e9's_\u2019 .-\n|"), max_size=40),
    st.text(st.sampled_from("ABk\u03b1\u03c3\u03c2i\u00e9's_\u2019 .-"), max_size=12),
    st.integers(0, 30),
    st.integers(1, 12),
)
def test_the_quick_looks_miss_no_title_and_invent_none(text, own, start, length):
    for title in (own, text[start : start + length], text[:length].swapcase() + " | Daily"):
        slow = _find_words(text, title) or _find_words(text, _without_site(title))
        assert find_title(text, title) == slow
        line = f"{title}\n{text}"
        assert find_title(line, title) == (_find_words(line, title) or _find_words(line, _without_site(title)))
