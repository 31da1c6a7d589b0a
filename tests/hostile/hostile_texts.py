"""Texts that no journalist wrote, put together from what the rules look for; and the laws that hold for any text."""

from functools import cache

import pandas as pd

import framing

#: What steers the rules: names, labels, cues, marks, line ends, and characters that trick those who count.
PIECES = (
    # names and labels of lexicon syria, and words beside them
    "Syria", "Syrian", "rebels", "Rebel", "terrorist groups", "the regime", "Assad\u2019s army", "Assads", "Kurdish",
    "YPG", "ISIS", "al-Nusra", "so-called", "moderate", "anti-", "opposition forces", "Russian", "jihadists",
    # who says what
    " said ", " said that ", "he said", ", according to ", "told reporters", " denied ", " claimed", "as X put it",
    " was accused by ", "alleged ", "a spokesman", "Mr. Smith", "SANA", "The army", " announced ", " who ", " and ",
    # marks
    '"', "\u201c", "\u201d", "'", "\u2018", "\u2019", "\u00ab", "\u00bb", "\u201e", "`", "(", ")", "[", "]", "{", "}",
    "<", ">", "&lt;", "...", "\u2026", ". ", "! ", "? ", ": ", "; ", ", ", "-", "\u2013", "\u2014", "\u2011", "/",
    "\\", "=", "+", "@", "#", "*", "~", "%s", "_", "|", "$",
    # line ends and space
    "\n", "\r\n", "\r", "\n\n", "\t", "\u00a0", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "   ", "\u3000",
    # what is no letter or more than one
    "\0", "\x1b[31m", "\u0130", "I\u0307", "\u00df", "\ufb01", "\u01c5", "e\u0301", "\u0301", "\u200b", "\u200d",
    "\ufeff", "\u00ad", "\u202e", "\u2067", "\u05d0\u05d1", "\u0633\u0648\u0631\u064a\u0627",
    "\U0001f9d1\u200d\U0001f680",
    "\U0001d5e5\U0001d5f2\U0001d5ef\U0001d5f2\U0001d5f9", "\u4e2d\u56fd", "\u0e44\u0e17\u0e22", "\ufffd", "\ufffe",
    "\U0010ffff", "\u00b2", "\u0661", "\uff1d", "\u1d00", "\u212a",
    # what articles are cut by
    "BEIRUT (Reuters) - ", "By John Smith\n", "Photo: AFP\n", "Share this article\n", "Advertisement\n",
    "(AP) \u2014 ",
    "Published 3 May 2016\n", "https://a.org/?q=1 ", "<script>", "</script>", "<div>", "1,000", "3.5 ", "U.S.",
    "a.m. ",
)  # fmt: skip


def text_of(data: bytes) -> str:
    """Bytes as a text of pieces: below 64 what keyboards write most, above it the pieces in turn."""
    written = "\n \"'.,:-abdehiorstuABDEHIORSTU"
    letters = [*written, *PIECES]
    return "".join(letters[byte % len(letters)] for byte in data)


@cache
def lexicon() -> framing.Lexicon:
    """A lexicon as shipped, read once."""
    return framing.load_lexicon("syria")


def articles_of(*texts: str) -> pd.DataFrame:
    """Texts as articles."""
    names = [f"article {number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": names, "text": pd.Series(texts, dtype=object)})


def check_laws(*texts: str) -> None:
    """Read texts as articles: nothing is raised, every offset is right, every id stands once."""
    articles = framing.mark_regions(articles_of(*texts))
    articles["status"] = "ok"  # whatever their language: that is no reason for errors, either
    mentions = framing.annotate(articles, lexicon())
    said = framing.quotations(articles, lexicon())
    by_name = articles.set_index("article_id")["text"]
    assert list(by_name) == list(texts), "the text is kept as it is"
    for row in articles.to_dict("records"):
        size = len(row["text"])
        assert 0 <= row["headline_start"] <= row["headline_end"] <= size
        assert 0 <= row["lead_end"] <= size
        ends = [place for span in row["excluded"] for place in span]
        assert ends == sorted(ends)
        assert all(0 <= place <= size for place in ends)
    assert mentions["mention_id"].is_unique
    for row in mentions.to_dict("records"):
        text = by_name[row["article_id"]]
        assert text[row["start"] : row["end"]] == row["surface"] != ""
        assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
        assert 0 <= row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"] <= len(text)
    assert said["quotation_id"].is_unique
    assert set(mentions["quotation_id"].dropna()) <= set(said["quotation_id"])
    for row in said.to_dict("records"):
        size = len(by_name[row["article_id"]])
        spans = [*row["spans"], *row["quoted"], (row["content_start"], row["content_end"])]
        assert all(0 <= start <= end <= size for start, end in spans)
        for mark in ("speaker", "cue"):
            start, end = row[f"{mark}_start"], row[f"{mark}_end"]
            assert pd.isna(start) or 0 <= start < end <= size
