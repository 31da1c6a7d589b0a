"""A whole article to look at."""

import re
from html import unescape

import pandas as pd
import pytest

import framing as fr
from framing.errors import UnknownNameError

TEXT = (
    "Rebels “left” <b>Aleppo</b> & Homs\n\nThe Syrian army said terrorists had fled. “They are gone,” it added.\n"
    "\nShare This Article\n"
)


@pytest.fixture
def view():
    articles = fr.mark_regions(pd.DataFrame({"article_id": ['a"b'], "text": [TEXT]}))
    return fr.view_article(articles, 'a"b', fr.annotate(articles, "syria"), fr.quotations(articles, "syria"))


def test_the_page_holds_the_whole_text_and_nothing_that_runs(view):
    page = view.to_html()
    body = page.split('role="article">')[1]
    assert unescape(re.sub(r"<[^>]*>", "", body)) == TEXT
    assert "<b>" not in page
    assert "<script" not in page
    assert "http" not in page


def test_voices_and_actors_are_marked(view):
    marked = {view.text[s.start : s.end]: (s.marks, s.label) for s in view.stretches}
    assert marked["terrorists"] == (("indirect",), "terrorist")
    assert marked["“They are gone,”"] == (("direct",), "")
    assert marked["Syrian army"][0] == ("speaker",)
    assert marked["said"] == (("cue",), "")
    assert "excluded" in marked["Share This Article"][0]


def test_stretches_cover_the_text(view):
    assert "".join(view.text[s.start : s.end] for s in view.stretches) == TEXT


def test_hostile_text_is_escaped():
    text = 'Rebels said "<script>alert(1)</script>" in Aleppo.\x1b[2J'
    articles = fr.mark_regions(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    view = fr.view_article(articles, "a", fr.annotate(articles, "syria"), fr.quotations(articles))
    assert "<script>" not in view.to_html()
    assert "\x1b" not in view.to_terminal().plain
    assert "script" in view._repr_html_()


def test_an_unknown_article_is_an_error():
    articles = fr.mark_regions(pd.DataFrame({"article_id": ["a"], "text": ["x"]}))
    with pytest.raises(UnknownNameError, match="article"):
        fr.view_article(articles, "b", fr.annotate(articles, "syria"), fr.quotations(articles))
