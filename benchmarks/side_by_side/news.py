"""Real news of any length: articles of two corpora drawn again and again, the same for everybody."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import framing

CORPORA = ("fa-kes", "conflict-news")
#: Columns of the input that a newsroom's archive would have.
_GIVEN = ("source", "date", "title", "text")


class News(NamedTuple):
    """Articles as a file has them, the same as `read_articles` gives them, and the size of each text in bytes."""

    rows: pd.DataFrame
    articles: pd.DataFrame
    sizes: list[int]

    @property
    def texts(self) -> list[str]:
        return self.articles["text"].tolist()

    @property
    def mb(self) -> float:
        """Millions of bytes of text, in UTF-8."""
        return sum(self.sizes) / 1e6

    def first(self, mb: float) -> "News":
        """As many articles from the start as hold `mb` millions of bytes, or all of them; one at least."""
        reached, n = 0, 0
        while n < len(self.sizes) and (reached < mb * 1e6 or not n):
            reached += self.sizes[n]
            n += 1
        return News(self.rows[:n], self.articles[:n], self.sizes[:n])


def read_news(data: Path, corpora: Sequence[str] = CORPORA) -> News:
    """The articles of the corpora, each once."""
    tables, finished = [], []
    for name in corpora:
        path = data / name / "articles.jsonl.gz"
        tables.append(pd.read_json(path, lines=True, convert_dates=False)[list(_GIVEN)])
        finished.append(framing.read_articles(path)[[*framing.schema.ARTICLES, "title_added"]])
    return _numbered(pd.concat(tables, ignore_index=True), pd.concat(finished, ignore_index=True))


def draw_news(once: News, mb: float, seed: int = 0) -> News:
    """Articles drawn with replacement until they hold `mb` millions of bytes of text."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    drawn, reached = [], 0
    while reached < mb * 1e6:
        drawn.append(rng.randrange(len(once.sizes)))
        reached += once.sizes[drawn[-1]]
    return _numbered(once.rows.iloc[drawn].reset_index(drop=True), once.articles.iloc[drawn].reset_index(drop=True))


def _numbered(rows: pd.DataFrame, articles: pd.DataFrame) -> News:
    """Give each article an id of its own, so that an article that is drawn twice is two."""
    ids = [f"a{number:07}" for number in range(len(rows))]
    sizes = [len(text.encode()) for text in articles["text"]]
    rows = rows.drop(columns="article_id", errors="ignore")
    rows.insert(0, "article_id", ids)
    return News(rows, articles.assign(article_id=ids), sizes)
