"""Small folders of results, as ``framing compare --out`` writes them, to make pages from."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.spreadsheets import write_csv

if TYPE_CHECKING:
    from pathlib import Path

#: What a hostile corpus might hold anywhere; each would set the title of the page, or break its script.
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "<!--<script>",
    "'-document.title='owned'-'",
    "a\u2028b\u2029c & d",
    "${document.title='owned'}",
    "]]></style><base href=//evil.example>",
)
RUN = {
    "framing": "0.1.0",
    "python": "3.11.7",
    "libraries": {"pandas": "2.2.0"},
    "lexicon": {"name": "syria", "version": "1.0.0", "sha256": "ab12"},
    "word_lists": [{"name": "vader", "version": "3.3.2", "sha256": "cd34"}],
    "options": {
        "articles": "/home/ann/private/articles.csv",
        "against": "rest",
        "actor": None,
        "column": [],
        "seed": 0,
    },
    "quotations": 1,
    "inputs_sha256": {"articles.csv": "ef56"},
}


def mention(source: str, label: str, sentence: str, **changes: Any) -> dict[str, Any]:
    """One mention: its first word that is the label; it stands 100 characters into the article."""
    at = max(sentence.find(label), 0)
    row = {
        "article_id": f"{source}-1", "source": source, "published": "2017-04-05", "actor": "opposition",
        "label": label, "category": "neutral", "surface": label, "start": 100 + at, "end": 100 + at + len(label),
        "sentence_start": 100, "sentence": sentence, "voice": "own", "speaker": "", "cue": "",
    }  # fmt: skip
    return row | changes


#: Two sources: A says rebel twice, terrorist once; B terrorist once, and army of another actor.
MENTIONS = [
    mention("A", "rebel", "The rebel left."),
    mention("A", "rebel", "A rebel stayed, he said.", voice="indirect", speaker="he", cue="said"),
    mention("A", "terrorist", "Every terrorist lost.", category="delegitimising"),
    mention("B", "terrorist", '"A terrorist!" he said.', category="delegitimising", voice="direct"),
    mention("B", "army", "The army won.", actor="government", category="institutional"),
]
ARTICLES = [
    {
        "article_id": "A-1",
        "source": "A",
        "title": "Rebels leave",
        "url": "https://a.org/1",
        "status": "ok",
        "note": "",
    },
    {"article_id": "B-1", "source": "B", "title": "", "url": "javascript:alert(1)", "status": "ok", "note": ""},
    {"article_id": "B-2", "source": "B", "title": "", "url": "", "status": "foreign_language", "note": "French"},
    {"article_id": "B-3", "source": "B", "title": "", "url": "", "status": "foreign_language", "note": "French"},
]


def estimate(source: str, actor: str, measure: str, value: float, **more: Any) -> dict[str, Any]:
    """One row of a measure."""
    row = {"source": source, "actor": actor, **more, "measure": measure, "value": value, "low": value / 2}
    return row | {"high": (1 + value) / 2, "n_articles": 1, "interval": "articles", "flag": ""}


def labels(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The table of labels of some mentions, counted one by one."""
    rows = []
    for source, actor in sorted({(row["source"], row["actor"]) for row in mentions}):
        named = [row["label"] for row in mentions if (row["source"], row["actor"]) == (source, actor)]
        for label in sorted(set(named)):
            n = named.count(label)
            category = next(row["category"] for row in mentions if row["label"] == label)
            counts = {"label": label, "category": category, "n_label": n, "n_mentions": len(named)}
            rows.append(estimate(source, actor, "label_share", n / len(named), **counts))
    return rows


def results_folder(folder: Path, mentions: list[dict[str, Any]] | None = None, **tables: Any) -> Path:
    """Write a folder of results: mentions, articles, labels, ``run.json``, and any other `tables`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = MENTIONS if mentions is None else mentions
    for name, table in ({"mentions": rows, "articles": ARTICLES, "labels": labels(rows)} | tables).items():
        frame = pd.DataFrame(table)
        write_csv(frame, folder / f"{name}.csv")
    (folder / "run.json").write_text(json.dumps(RUN), encoding="utf-8")
    return folder


def add_figure(folder: Path, name: str, text: str = "") -> None:
    """Write a figure and what is said about it."""
    figures = folder / "figures"
    figures.mkdir(exist_ok=True)
    (figures / f"{name}.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (figures / f"{name}.txt").write_text(text, encoding="utf-8")


class Page(HTMLParser):
    """A page as a browser reads it: its elements with attributes, and the text within each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "script" and self.cdata_elem:
            self.scripts[-1] += data
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def data(self, name: str) -> Any:
        """The JSON of a script element."""
        ids = [attributes.get("id") for attributes in self.all("script")]
        return json.loads(self.scripts[ids.index(name)])
