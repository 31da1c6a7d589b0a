"""mark_regions on tables that users bring themselves."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import mark_regions
from framing.errors import TableError
from framing.schema import ARTICLES

TEXT = "Rebels entered the town on Monday, residents said."


def test_missing_columns_are_filled_and_others_ride_along():
    articles = pd.DataFrame({"k": [1.5], "text": [f"Town falls to rebels\n\n{TEXT}"], "article_id": [7]}, index=[3])
    marked = mark_regions(articles)
    assert tuple(marked.columns) == (*ARTICLES, "k")
    assert marked.index.tolist() == [3]
    assert marked.to_dict("records") == [
        {
            **dict.fromkeys(("source", "published", "title", "byline", "url", "section", "note"), ""),
            "article_id": "7",
            "text": f"Town falls to rebels\n\n{TEXT}",
            "status": "ok",
            "headline_start": 0,
            "headline_end": 20,
            "lead_end": 72,
            "excluded": [],
            "words": 12,
            "unpaired_quotes": 0,
            "k": 1.5,
        }
    ]
    assert list(articles.columns) == ["k", "text", "article_id"]


def test_missing_and_empty_texts_have_a_status():
    articles = pd.DataFrame(
        {"article_id": ["a", "b", "c", "d"], "text": [None, "", float("nan"), TEXT]}, dtype=object
    )
    marked = mark_regions(articles)
    assert marked["status"].tolist() == ["unreadable", "empty", "unreadable", "ok"]
    assert marked["note"].tolist() == ["the text is missing", "the text is empty", "the text is missing", ""]
    assert marked["text"].tolist() == ["", "", "", TEXT]


def test_regions_and_status_that_are_there_are_kept():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": [TEXT, TEXT],
            "headline_start": [0, 0],
            "headline_end": [6, 0],
            "excluded": ["[[0, 14]]", ""],
            "status": ["foreign_language", None],
        }
    )
    marked = mark_regions(articles)
    assert marked["headline_end"].tolist() == [6, 0]
    assert marked["excluded"].tolist() == [[[0, 14]], []]
    assert marked["words"].tolist() == [6, 8]
    assert marked["status"].tolist() == ["foreign_language", "ok"]


def test_text_of_an_unreadable_row_is_left_out():
    articles = pd.DataFrame({"article_id": ["a"], "text": [TEXT], "status": ["unreadable"]})
    row = mark_regions(articles).to_dict("records")[0]
    assert (row["text"], row["words"], row["lead_end"]) == ("", 0, 0)


def test_dates_and_missing_cells_become_text():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": [TEXT, TEXT],
            "published": pd.to_datetime(["2024-12-02", None]),
            "source": ["BBC", None],
        }
    )
    marked = mark_regions(articles)
    assert marked["published"].tolist() == ["2024-12-02", ""]
    assert marked["source"].tolist() == ["BBC", ""]


def test_empty_table():
    marked = mark_regions(pd.DataFrame({"article_id": [], "text": []}))
    assert len(marked) == 0
    assert tuple(marked.columns) == ARTICLES


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"id": ["a"], "text": [TEXT]}, "articles: column 'article_id' is missing; there are: id, text"),
        (
            {"article_id": ["a", "b", "a"], "text": [TEXT] * 3},
            (
                "articles: article_id 'a' stands in rows 1 and 3; ids must be unique; make them so,"
                " for example with"
                " articles.index"
            ),
        ),
        (
            {"article_id": ["a", None], "text": [TEXT] * 2},
            "articles, row 2: article_id is missing; give each article an id of its own",
        ),
        (
            {"article_id": ["a"], "text": [TEXT], "status": ["good"]},
            "articles: column 'status' holds 'good'; allowed are ok, empty, unreadable, foreign_language",
        ),
        (
            {"article_id": ["a"], "text": [TEXT], "lead_end": [99]},
            (
                "articles, row 1: the region from 0 to 99 is not within a text of 50 characters;"
                " drop the region columns"
                " to have them found anew"
            ),
        ),
        (
            {"article_id": ["a"], "text": [TEXT], "excluded": ["[[0"]},
            (
                "articles, row 1: column 'excluded' holds '[[0'; allowed is pairs of offsets such as"
                " [[0, 9]]; drop the"
                " column to have it found anew"
            ),
        ),
    ],
)
def test_errors(table, message):
    with pytest.raises(TableError) as caught:
        mark_regions(pd.DataFrame(table))
    assert str(caught.value) == message


def test_headline_where_the_title_is_printed():
    text = f"2 December 2024 Town falls to the rebels. {TEXT}"
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "title": ["Town falls to the rebels"]})
    row = mark_regions(articles).to_dict("records")[0]
    assert text[row["headline_start"] : row["headline_end"]] == "Town falls to the rebels"


@given(st.lists(st.text(max_size=80), max_size=4))
def test_marking_twice_changes_nothing(texts):
    articles = pd.DataFrame({"article_id": [str(row) for row in range(len(texts))], "text": texts}, dtype=object)
    once = mark_regions(articles)
    pd.testing.assert_frame_equal(mark_regions(once), once)


def test_half_characters_are_replaced_and_told():
    text = pd.Series(["Rebels \ud800 entered the town of Homs."], dtype=object)
    marked = mark_regions(pd.DataFrame({"article_id": ["a"], "text": text}))
    assert marked["text"].tolist() == ["Rebels \ufffd entered the town of Homs."]
    assert marked["note"].tolist() == ["1 broken character replaced"]
