"""Small folders of results, as ``framing compare --out`` writes them, to make pages from."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.schema import VARIABLES
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


def score(variable: str, measure: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One row of ``validation.csv``, of the whole corpus unless `more` says otherwise."""
    row = {
        "variable": variable, "actor": "", "group": "", "name": "", "class": "", "measure": measure, "value": value,
        "low": None if value is None else value - 0.1, "high": None if value is None else value + 0.05,
        "n_coded": 40, "n_errors": 4, "n_articles": 12, "interval": "articles", "flag": "",
    }  # fmt: skip
    return row | more


def of_source(name: str, value: float | None, **more: Any) -> dict[str, Any]:
    """The precision of mentions in one source."""
    return score("mention", "precision", value, group="source", name=name, n_coded=20, **more)


VALIDATION = [
    score("mention", "precision", 0.9),
    score("mention", "recall", 0.8, n_coded=60),
    score("mention", "f1", 0.85),
    score("mention", "precision", 0.95, actor="opposition"),
    score("mention", "recall", None, actor="opposition", flag="no negatives coded"),
    score("label", "accuracy", 0.88, n_coded=36),
    score("label", "precision", 0.5, **{"class": "rebel"}),
    score("voice", "accuracy", 0.7, n_coded=30),
    of_source("B", 0.6),
    of_source("A", 0.93),
    of_source("<b>C</b>", None, flag="few coded"),
    score("mention", "precision", 0.1, group="label", name="rebel"),
]


def alpha(variable: str, value: float | None, coders: str = "anna | ben", **more: Any) -> dict[str, Any]:
    """One row of ``agreement.csv``."""
    row = {
        "variable": variable, "group": "", "name": "", "coders": coders, "measure": "alpha_nominal", "value": value,
        "low": None if value is None else value - 0.2, "high": None if value is None else value + 0.05,
        "n_units": 25, "n_articles": 10, "n_coders": coders.count("|") + 1, "interval": "articles", "flag": "",
    }  # fmt: skip
    return row | more


AGREEMENT = [
    alpha("actor", 0.82),
    alpha("voice", 0.71),
    alpha("stance", None, flag="no variation"),
    alpha("actor", 0.1, group="source", name="A"),
    alpha("voice", 0.5, measure="percent"),
]
#: Tests: the errors of one source differ, those of another do not; all at once; and those of one actor alone.
TESTS = [
    {"variable": "mention", "actor": actor, "measure": "precision", "group": "source", "name": name,
     "against": "rest", "difference": -0.3, "low": -0.5, "high": -0.1, "p": p, "p_adjusted": q, "n_coded": 40,
     "flag": ""}
    for actor, name, p, q in (
        ("", "A", 0.5, 0.5), ("", "B", 0.004, 0.008), ("", "", 0.003, 0.003), ("opposition", "A", 0.01, 0.01)
    )
]  # fmt: skip


def corrected(source: str, value: float | None, naive: float, **more: Any) -> dict[str, Any]:
    """One row of ``corrected.csv``."""
    row = {
        "source": source, "actor": "opposition", "label": "terrorist", "measure": "label_share", "value": value,
        "low": None if value is None else value - 0.1, "high": None if value is None else value + 0.1,
        "naive": naive, "naive_low": naive - 0.05, "naive_high": naive + 0.05, "n_mentions": 3, "n_articles": 2,
        "n_coded": 30, "n_errors": 3, "interval": "articles", "flag": "",
    }  # fmt: skip
    return row | more


CORRECTED = [
    corrected("A", 0.4, 0.33),
    corrected("B", 0.6, 0.9, flag="found mentions only"),
    corrected("C", None, 0.5, flag="not estimable: few coded"),
]
DESIGN = {
    "framing": "0.1.0",
    "lexicon": {"name": "syria", "version": "1.0.0", "sha256": "ab12"},
    "seed": 1,
    "n": 30,
    "by": ["source", "label"],
    "coders": ["anna", "ben"],
    "overlap": 25,
    "frame": "f00d",
    "population": {"mention": 1500, "candidate": 80, "sentence": 900},
    "drawn": {"mention": 40, "candidate": 10, "sentence": 10},
    "variables": {"actor": {"opposition": "rebels", "none": "no actor"}, "label": {"rebel": "a rebel"}},
    "labels": {"opposition": ["rebel"]},
}
ERRORS = [
    {"unit_id": "123456789012", "kind": "mention", "differs": "label", "source": "A",
     "found": "opposition: rebel, own", "coded": "opposition: terrorist, own",
     "text": "The ⟦<b>rebel</b>⟧ left.", "article_id": "A-1", "start": 104, "end": 109, "weight": 12.5},
    {"unit_id": "00000000e012", "kind": "sentence", "differs": "actor", "source": "B", "found": "nothing",
     "coded": "opposition: rebel", "text": "=Gunmen left.", "article_id": "B-1", "start": 0, "end": 12,
     "weight": 3.0},
]  # fmt: skip
DISAGREEMENTS = [
    {"unit_id": "123456789012", "kind": "mention", "variable": "voice", "codes": "anna: own | ben: indirect",
     "text": "The ⟦rebel⟧ left.", "note": "ben: the villagers said so", "source": "A", "article_id": "A-1"}
]  # fmt: skip
KEY = [
    {"unit_id": "123456789012", "kind": "mention", "mention_id": "A-1:104", "article_id": "A-1", "source": "A",
     "published": "2017-04-05", "start": 104, "end": 109, "actor": "opposition", "label": "rebel", "voice": "own",
     "stratum": "A | rebel | own", "probability": 0.25, "population": 4, "frame": "f00d"}
]  # fmt: skip


def coding(unit_id: str, **codes: str) -> dict[str, Any]:
    """One row of a sheet."""
    row = {"unit_id": unit_id, "probability": 0.25, "kind": "mention", "before": "Dawn broke.",
           "text": "The ⟦rebel⟧ left.", "after": "Nobody wept."}  # fmt: skip
    return row | dict.fromkeys(VARIABLES, "") | {"note": ""} | codes


def add_sheets(folder: Path, **sheets: list[dict[str, Any]]) -> None:
    """Write the key of a sample, and a sheet for each coder."""
    write_csv(pd.DataFrame(KEY), folder / "coding.key.csv")
    for coder, rows in sheets.items():
        write_csv(pd.DataFrame(rows), folder / f"coding_{coder}.csv")


def coded_folder(folder: Path, **tables: Any) -> Path:
    """Write a folder of results behind which coding by hand stands: the whole loop."""
    loop = {
        "validation": VALIDATION,
        "validation_tests": TESTS,
        "validation_errors": ERRORS,
        "agreement": AGREEMENT,
        "disagreements": DISAGREEMENTS,
        "corrected": CORRECTED,
    }
    results_folder(folder, **(loop | tables))
    (folder / "coding.design.json").write_text(json.dumps(DESIGN), encoding="utf-8")
    return folder
