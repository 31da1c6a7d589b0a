"""Guesses of columns."""

import logging

import pytest

from framing.corpus.columns import GUESSES, check_columns, has_text, match_columns
from framing.errors import CorpusError


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("text", "Body"),
        ("text", "full text"),
        ("text", "CONTENT"),
        ("source", "media_name"),
        ("source", "Domain"),
        ("published", "publish_date"),
        ("published", "publishedAt"),
        ("title", "Headline"),
        ("article_id", "GUID"),
        ("byline", "authors"),
        ("url", "link"),
    ],
)
def test_guess(ours, theirs):
    assert match_columns(["k", theirs], None, "t.csv") == {ours: theirs}


def test_our_own_names_win_and_a_column_serves_once():
    present = ["body", "text", "id", "article_id", "outlet", "source"]
    assert match_columns(present, None, "t.csv") == {
        "article_id": "article_id",
        "source": "source",
        "text": "text",
    }


def test_no_name_is_guessed_for_two_columns():
    guesses = [guess for names in GUESSES.values() for guess in names]
    assert len(guesses) == len(set(guesses))


def test_told_columns_win_and_the_rest_is_guessed():
    matched = match_columns(["text", "body", "outlet"], {"text": "body"}, "t.csv")
    assert matched == {"source": "outlet", "text": "body"}


def test_each_guess_is_logged_in_one_line(caplog):
    caplog.set_level(logging.INFO, "framing")
    match_columns(["id", "outlet", "body", "title"], None, "articles.csv")
    assert caplog.messages == [
        "articles.csv: reading 'text' from column 'body', 'article_id' from 'id', 'source' from 'outlet'"
    ]


def test_nothing_is_logged_without_a_guess(caplog):
    caplog.set_level(logging.INFO, "framing")
    match_columns(["text", "source"], None, "articles.csv")
    assert caplog.messages == []


def test_unknown_names():
    with pytest.raises(CorpusError) as caught:
        check_columns(["id", "body"], {"text": "bdy"}, "articles.csv")
    assert str(caught.value) == "articles.csv: there is no column 'bdy'. Did you mean 'body'?"
    with pytest.raises(CorpusError) as caught:
        check_columns(["id", "body"], {"txt": "body"}, "articles.csv")
    assert str(caught.value) == "columns: 'txt' is no column of articles. Did you mean 'text'?"


def test_has_text():
    assert has_text(["a", "Body"], None)
    assert not has_text(["a", "title"], None)
    assert not has_text(["a", "body"], {"text": "b"})
