"""A whole article with its voices in colour and its actors underlined, in a notebook or a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.text import Text

from framing.errors import UnknownNameError
from framing.schema import check
from framing.terminal_text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

#: More empty lines than one say nothing.
_GAP: Final = re.compile(r"\n\s*\n")
#: Characters that turn the direction of the text after them: articles are hostile text.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Styles of the page. Tints differ in lightness, and a line or a slope repeats what they say.
_CSS: Final = """
.framing-article {background: #fff; color: #111; padding: 0.8em 1em; line-height: 1.7; max-width: 50em;
  white-space: pre-wrap; overflow-wrap: anywhere; color-scheme: light; print-color-adjust: exact;
  -webkit-print-color-adjust: exact}
.framing-article .indirect {background: #dde8f1; border-bottom: 1px dotted #23303b}
.framing-article .direct {background: #f3e6bf; font-style: italic}
.framing-article .cue {font-weight: bold}
.framing-article .speaker {font-variant-caps: small-caps}
.framing-article .excluded {color: #767676; font-size: 85%}
.framing-article .headline {font-size: 120%; font-weight: bold}
.framing-article u {text-decoration-thickness: 2px; text-underline-offset: 3px}
.framing-article .tag::after {content: "\\a0" attr(data-label); font: 70% sans-serif; vertical-align: sub;
  color: #444}
.framing-article .framing-legend {font: 85% sans-serif; padding-bottom: 0.6em; border-bottom: 1px solid #ccc}
"""
_LEGEND: Final = (
    '<div class="framing-legend" role="note" aria-label="legend">own voice '
    '<span class="indirect">indirect speech</span> <span class="direct">direct speech</span> '
    '<span class="speaker">speaker</span> <span class="cue">cue</span> '
    '<span class="tag" data-label="actor &middot; label"><u>words</u></span> '
    '<span class="excluded">left out</span></div>'
)
#: What a reader who sees no tints is told.
_TITLES: Final = {"indirect": "indirect speech", "direct": "direct speech", "speaker": "speaker", "cue": "cue"}
_TERMINAL: Final = {"indirect": "cyan", "direct": "green", "cue": "bold", "excluded": "dim", "headline": "bold"}


class Stretch(NamedTuple):
    """A stretch of the text that looks alike: its offsets, its voice, what else it is, and the actor it names."""

    start: int
    end: int
    marks: tuple[str, ...]
    actor: str
    label: str


@dataclass(frozen=True)
class ArticleView:
    """An article to look at; a notebook shows it.

    Attributes
    ----------
    text : str
    stretches : tuple of Stretch
        They cover the text.
    """

    text: str
    stretches: tuple[Stretch, ...]

    def to_html(self) -> str:
        """The article as HTML that loads and runs nothing; all text is escaped.

        Examples
        --------
        >>> ArticleView("A <b>", (Stretch(0, 5, ("direct",), "", ""),)).to_html().endswith(
        ...     '<span class="direct" title="direct speech">A &lt;b&gt;</span></div></div>')
        True
        """
        body = "".join(self._html(at) for at in range(len(self.stretches)))
        return (
            f'<style>{_CSS}</style><div class="framing-article">{_LEGEND}'
            f'<div role="article" aria-label="the article, its voices marked">{body}</div></div>'
        )

    def _ends(self, at: int) -> bool:
        """Whether a mention ends with a stretch: other marks may cut it."""
        named = [(each.actor, each.label) for each in self.stretches[at : at + 2]]
        return bool(named[0][1]) and named[0] not in named[1:]

    def _html(self, at: int) -> str:
        stretch = self.stretches[at]
        words = escape(_TURNING.sub("\ufffd", self.text[stretch.start : stretch.end]))
        if stretch.label:
            told = escape(_tag(stretch, " \u00b7 "))
            words = f'<u title="{told}">{words}</u>'
            if self._ends(at):
                words = f'<span class="tag" data-label="{told}">{words}</span>'
        titles = escape(", ".join(_TITLES[mark] for mark in stretch.marks if mark in _TITLES))
        said = f' title="{titles}"' if titles else ""
        return f'<span class="{" ".join(stretch.marks)}"{said}>{words}</span>' if stretch.marks else words

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_terminal(self) -> Text:
        """The article as styled text, without the characters that steer a terminal."""
        drawn = Text()
        for at, stretch in enumerate(self.stretches):
            style = " ".join(_TERMINAL[mark] for mark in stretch.marks if mark in _TERMINAL)
            words = printable(_GAP.sub("\n\n", self.text[stretch.start : stretch.end].replace("\r\n", "\n")))
            drawn.append(words, style=f"{style} bold underline".strip() if stretch.label else style)
            if self._ends(at):
                drawn.append(printable(f" [{_tag(stretch, ': ')}]"), style="dim")
        return drawn


def _tag(stretch: Stretch, between: str) -> str:
    """Whom a mention names and how; once where both are the same ("isis")."""
    return between.join(dict.fromkeys((stretch.actor, stretch.label)))


def view_article(
    articles: pd.DataFrame, article_id: str, mentions: pd.DataFrame, quotations: pd.DataFrame
) -> ArticleView:
    """Look at an article: its voices in colour, its actors underlined, its boilerplate dimmed.

    Parameters
    ----------
    articles : pandas.DataFrame
        As :func:`read_articles` returns it.
    article_id : str
        Which of them.
    mentions, quotations : pandas.DataFrame
        As :func:`annotate` and :func:`quotations` return them.

    Returns
    -------
    ArticleView
        A notebook shows it; ``to_html()`` is the page, ``to_terminal()`` the text for a terminal.

    Raises
    ------
    TableError
        If a column is missing.
    UnknownNameError
        If there is no such article.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> texts = ["Rebels left Aleppo, the army said."]
    >>> articles = fr.mark_regions(pd.DataFrame({"article_id": ["a"], "text": texts}))
    >>> view = view_article(articles, "a", fr.annotate(articles, "syria"), fr.quotations(articles))
    >>> [(view.text[s.start : s.end], s.marks, s.label) for s in view.stretches][0]
    ('Rebels', ('indirect',), 'rebel')
    """
    check(articles, ["article_id", "text", "headline_start", "headline_end", "excluded"], "articles")
    check(mentions, ["article_id", "start", "end", "actor", "label"], "mentions")
    check(quotations, ["article_id", "rule", "spans", "quoted", "speaker_start", "cue_start"], "quotations")
    chosen = articles[articles["article_id"] == article_id]
    if chosen.empty:
        raise UnknownNameError("article", article_id, map(str, articles["article_id"]))
    article = chosen.iloc[0]
    said = quotations[quotations["article_id"] == article_id].to_dict("records")
    named = mentions[mentions["article_id"] == article_id].to_dict("records")
    spans = sorted(_marked(article, said)) + [
        (row["start"], row["end"], "mention", (row["actor"], row["label"])) for row in named
    ]
    # Words of the editor within a quotation, in square brackets, are the outlet's own.
    spans += [(row["start"], row["end"], "own", None) for row in named if row.get("voice") == "own"]
    return ArticleView(article["text"], tuple(_stretches(article["text"], spans)))


def _marked(article: Any, said: list[Any]) -> Iterator[tuple[int, int, str, None]]:  # noqa: ANN401 - rows of pandas
    """Every marked span of an article: its offsets, and what it is."""
    yield int(article["headline_start"]), int(article["headline_end"]), "headline", None
    for start, end in article["excluded"]:
        yield start, end, "excluded", None
    for row in said:
        for mark in ("speaker", "cue"):
            if row[f"{mark}_start"] == row[f"{mark}_start"] and row[f"{mark}_start"] is not None:
                yield int(row[f"{mark}_start"]), int(row[f"{mark}_end"]), mark, None
        if row["rule"] != "act":
            for start, end in row["spans"]:
                yield start, end, "indirect", None
            for start, end in row["quoted"]:
                yield start, end, "direct", None


def _stretches(text: str, spans: list[tuple[int, int, str, Any]]) -> Iterator[Stretch]:
    """Cut the text where anything begins or ends; in time linear in the spans."""
    opens: dict[int, list[tuple[str, Any]]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, mark, value in spans:
        if 0 <= start < end <= len(text):
            opens.setdefault(start, []).append((mark, value))
            closes.setdefault(end, []).append(mark)
    depth = dict.fromkeys(("headline", "excluded", "speaker", "cue", "indirect", "direct", "mention", "own"), 0)
    actor = label = ""
    edges = sorted({0, len(text), *opens, *closes})
    for start, end in pairwise(edges):
        for mark in closes.get(start, ()):
            depth[mark] -= 1
        for mark, value in opens.get(start, ()):
            depth[mark] += 1
            if mark == "mention":
                actor, label = value
        named = depth["mention"] > 0
        yield Stretch(start, end, tuple(_shown(depth)), actor if named else "", label if named else "")


def _shown(depth: dict[str, int]) -> Iterator[str]:
    """The marks that show: of the voices the innermost alone."""
    for mark in ("headline", "excluded", "speaker", "cue"):
        if depth[mark]:
            yield mark
    if depth["own"]:
        return
    if depth["direct"]:
        yield "direct"
    elif depth["indirect"]:
        yield "indirect"
