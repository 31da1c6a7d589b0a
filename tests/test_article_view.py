"""A whole article to look at."""

import re
from html import unescape

import pandas as pd
import pytest

import framing as fr
from framing.article_view import ArticleView, _stretches
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
    body = page.split('voices marked">')[1]
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


def test_blank_lines_and_marks_that_turn_the_text():
    text = "One.\n\n\n\nTwo \u202erebels."
    articles = fr.mark_regions(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    view = fr.view_article(articles, "a", fr.annotate(articles, "syria"), fr.quotations(articles))
    body = view.to_html().split('voices marked">')[1]
    assert unescape(re.sub(r"<[^>]*>", "", body)) == text.replace("\u202e", "\ufffd")


def test_a_mention_that_is_cut_has_one_tag():
    cut = [(0, 4, "speaker", None), (0, 9, "mention", ("isis", "isis")), (10, 14, "mention", ("opposition", "rebel"))]
    view = ArticleView("IS fighte rebe", tuple(_stretches("IS fighte rebe", cut)))
    body = view.to_html().split('voices marked">')[1]
    assert re.findall('data-label="([^"]*)"', body) == ["isis", "opposition \u00b7 rebel"]
    assert body.count("<u ") == 3
    assert view.to_terminal().plain == "IS fighte [isis] rebe [opposition: rebel]"


def test_words_of_the_editor_in_brackets_are_own():
    text = "\u201cThe fall of [the Syrian regime] is near,\u201d a rebel commander said."
    articles = fr.mark_regions(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    mentions = fr.annotate(articles, "syria")
    view = fr.view_article(articles, "a", mentions, fr.quotations(articles))
    shown = {stretch.start: stretch.marks for stretch in view.stretches}
    assert mentions["voice"].iloc[0] == "own"
    assert "direct" not in shown[mentions["start"].iloc[0]]


def test_spans_may_overlap_come_unsorted_and_be_empty():
    spans = [(5, 5, "direct", None), (7, 2, "cue", None), (3, 99, "cue", None), (2, 8, "indirect", None)]
    assert "".join("abcdefghij"[s.start : s.end] for s in _stretches("abcdefghij", spans)) == "abcdefghij"
