"""Web pages: the article in them, nothing fetched, nothing run."""

import pytest

from framing.corpus import read_articles
from framing.corpus.web import find_charset, looks_like_page, read_page

FIRST = "The army said on Monday that it had retaken the town from the rebels after days of heavy fighting."
SECOND = "He said &ldquo;we won&rsquo;t leave&rdquo; &#8212; &#x202b;قال الجيش&#x202c; &lt;b&gt;not a tag&lt;/b&gt;."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Army retakes town | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-12-02T10:00:00Z">
<script>document.write("<p>scripted rebels</p>"); fetch("http://example.invalid/")</script></head>
<body onload="alert(1)"><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Army retakes town from the rebels</h1><p>{FIRST}</p><p>{SECOND} {FIRST}</p>
<iframe src="http://example.invalid/"></iframe><p>{FIRST} Opposition fighters denied it on Tuesday.</p>
</article>
<footer>All rights reserved.</footer></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("something was fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)


def test_article_of_a_page(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    row = read_articles(tmp_path / "page.html").to_dict("records")[0]
    assert (row["article_id"], row["source"], row["byline"]) == ("page", "The Daily", "Jane Doe")
    assert (row["published"], row["status"], row["note"]) == ("2024-12-02", "ok", "")
    assert FIRST in row["text"]
    assert "“we won’t leave” —" in row["text"]
    assert "قال الجيش" in row["text"]
    assert "<b>not a tag</b>" in row["text"]
    assert "scripted" not in row["text"]
    headline = row["text"][row["headline_start"] : row["headline_end"]]
    assert headline.startswith("Army retakes town")


def test_declared_encoding(tmp_path):
    markup = PAGE.replace("utf-8", "windows-1251").replace("قال الجيش", "Сирия")
    markup = markup.replace("&#x202b;", "").replace("&#x202c;", "")
    (tmp_path / "page.htm").write_bytes(markup.encode("cp1251"))
    row = read_articles(tmp_path / "page.htm").to_dict("records")[0]
    assert row["note"] == "read as windows-1251"
    assert "Сирия" in row["text"]


def test_page_in_a_text_file(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert "<p>" not in read_articles(tmp_path / "page.txt")["text"].tolist()[0]


@pytest.mark.parametrize("markup", ["<html><body><nav><a>Home</a> <a>World</a></nav></body></html>", "<html></html>"])
def test_page_without_article_is_empty(tmp_path, markup):
    (tmp_path / "page.html").write_text(markup)
    row = read_articles(tmp_path / "page.html").to_dict("records")[0]
    assert (row["status"], row["words"]) == ("empty", 0)
    assert row["note"] == "the text is empty; the page holds no article"


@pytest.mark.parametrize(
    "markup", ["<html><" + "a" * 5000 + ">" * 50 + f"<p>{FIRST}", "<html>" + "&#0;&#xD800;" * 9, "<html>\0<p>\ud800"]
)
def test_hostile_pages_do_not_stop_a_run(markup):
    assert isinstance(read_page(markup).text, str)


def test_starts_like_a_page():
    assert looks_like_page("\n <!doctype HTML><p>")
    assert looks_like_page("<html lang='en'>")
    assert not looks_like_page("<rebels> entered")
    assert not looks_like_page("The <html> tag")


def test_charset():
    assert (
        find_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">') == "windows-1252"
    )
    assert find_charset(b"<p>charset=x</p>") is None
