"""Frames: how much of a text goes with each, by its words or by a trained model."""

from __future__ import annotations

import json
import logging
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import LexiconError, ModelError, TableError, UnknownNameError
from framing.lexicon import WordFinder, WordList, load_wordlist
from framing.schema import check
from framing.sentences import split_sentences
from framing.stance.model import Model, load_model
from framing.stance.readings import Example
from framing.text import TOKEN, WORD, lower, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

#: What can be scored.
UNITS: Final = ("article", "sentence")
#: Words named as evidence of a frame in a text, at most.
EVIDENCE: Final = 20
#: Columns that an article brings to its rows, those that place a sentence, and those that tell of a frame.
_ARTICLE: Final = ("article_id", "source", "published")
_PLACE: Final = ("sentence_start", "sentence_end", "sentence")
_FRAME: Final = ("scorer", "frame", "score", "n_hits", "n_sentences", "words", "evidence", "proxy")
_BATCH: Final = 1_000
_log = logging.getLogger(__name__)


class _Text(NamedTuple):
    """An article: as it was read, in plain characters and in lower case (of the same length), and its boilerplate.

    `outside` tells whether a span has no character in the boilerplate.
    """

    row: int
    raw: str
    printed: str
    folded: str
    excluded: tuple[tuple[int, int], ...]
    outside: Callable[[int, int], bool]


class _Sentence(NamedTuple):
    """A sentence with words outside boilerplate: its offsets, and how many such words."""

    start: int
    end: int
    words: int


class _Unit(NamedTuple):
    """What a row is about: an article with its sentences, or one of them."""

    article: _Text
    sentences: list[_Sentence]


class FrameScorer:
    """Scores how much of an article, or whether a sentence, goes with each frame.

    With a **word list** the score of an article is the share of its sentences that hold a word of the frame, from 0
    (none) to 1 (all); that of a sentence is 1 or 0. The denominator is every sentence with a word outside web
    boilerplate, the headline among them. Each frame is looked for on its own, so that a word of two frames counts for
    both. With a **model** the score is the calibrated probability that the text has the frame.

    Parameters
    ----------
    scorer : str, pathlib.Path, WordList or Model
        ``frames_generic_en``, ``frames_war_peace_en``, the path of a word list or dictionary whose categories are the
        frames (its words need cast no light), or a model that ``framing train`` made from whole texts
        (``.skops``), whose classes are the frames.
    name : str, optional
        What the column ``scorer`` calls it; otherwise the name of the list or model.

    Raises
    ------
    LexiconError
        If a word list cannot be read, or has no categories.
    UnknownNameError
        If no word list has that name.
    ModelError
        If a model cannot be read, or judges an actor in a sentence and not a whole text.

    Notes
    -----
    Words are a proxy of a frame, and no word list sees a frame. Negated words count ("no conflict" holds a word of
    conflict), and so do words that the article quotes. Shares of short articles are coarse: of four sentences one
    makes 0.25. A model trained on whole articles has been calibrated on these; its probabilities for single
    sentences have not been.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a"], "source": ["North"], "published": ["2024-12-08"], "status": ["ok"],
    ...     "text": ["The dispute grew. Rivals clashed over costs. Nobody came."], "excluded": [[]]})
    >>> scores = FrameScorer("frames_generic_en").score(articles)
    >>> scores.loc[scores["n_hits"] > 0, ["frame", "score", "n_hits", "n_sentences"]].round(2)
          frame  score  n_hits  n_sentences
    0  conflict   0.67       3            3
    4  economic   0.33       1            3
    """

    def __init__(
        self, scorer: str | Path | WordList | Model = "frames_generic_en", *, name: str | None = None
    ) -> None:
        opened = scorer
        if not isinstance(opened, WordList | Model):
            opened = load_model(opened) if str(opened).endswith(".skops") else load_wordlist(opened)
        self.name = opened.name if name is None else name
        self.proxy = isinstance(opened, WordList)
        self._model: Model | None = None
        self._finders: dict[str, WordFinder] = {}
        if isinstance(opened, WordList):
            self._finders = _finders(opened)
            self.frames = tuple(self._finders)
            return
        if opened.reader.mask_names:
            raise ModelError(
                f"{opened.name}: the model judges an actor in a sentence; a scorer of frames needs one that judges "
                "whole texts: train it on texts for which no actor is named"
            )
        self._model = opened
        self.frames = opened.classes

    def score(self, articles: pd.DataFrame, unit: Literal["article", "sentence"] = "article") -> pd.DataFrame:
        """Score articles, or each of their sentences.

        Parameters
        ----------
        articles : pandas.DataFrame
            One row per article: ``article_id``, ``source``, ``published``, ``text``, ``status`` (those that are not
            ``ok`` are left out, and counted in the log) and ``excluded`` (pairs of offsets of web boilerplate, whose
            words do not count).
        unit : {"article", "sentence"}
            What is scored.

        Returns
        -------
        pandas.DataFrame
            One row per text and frame: ``article_id``, ``source``, ``published``; with sentences ``sentence_start``,
            ``sentence_end`` and ``sentence``; ``scorer``, ``frame``, ``score`` (0 to 1), ``n_hits`` (words of the
            frame found; 0 with a model, which counts none), ``n_sentences`` (the denominator of the score),
            ``words`` (outside boilerplate), ``evidence`` (JSON: the first twenty words found, as they are printed,
            with ``start`` and ``end`` in characters of the article) and ``proxy`` (whether words stand in for a
            frame).

        Raises
        ------
        TableError
            If a column is missing, an article occurs twice, or a cell is no text or no pairs of offsets.
        UnknownNameError
            If `unit` is neither.
        """
        if unit not in UNITS:
            raise UnknownNameError("unit", unit, UNITS)
        texts = _texts(articles)
        units = list(_units(texts, unit))
        _tell(len(articles), len(texts), len({each.article.row for each in units}))
        found = self._judged(units) if self._model else self._counted(units)
        place = _PLACE if unit == "sentence" else ()
        told = pd.DataFrame(found, columns=["row", *_PLACE, *_FRAME]).astype(
            {"row": "int64", "sentence_start": "int64", "sentence_end": "int64", "score": "float64",
             "n_hits": "int64", "n_sentences": "int64", "words": "int64", "proxy": "bool"}
        )  # fmt: skip
        head = articles[list(_ARTICLE)].iloc[told["row"].to_numpy()].reset_index(drop=True)
        return pd.concat([head, told[[*place, *_FRAME]]], axis=1)

    def _counted(self, units: Sequence[_Unit]) -> list[tuple[Any, ...]]:
        """Rows of a word list."""
        rows = []
        for each in units:
            tokens = [_tokens(each.article.folded, sentence) for sentence in each.sentences]
            for frame, finder in self._finders.items():
                hits = [_spans(finder, sentence, each.article) for sentence in tokens]
                spans = [span for sentence in hits for span in sentence]
                evidence = [
                    {"word": each.article.raw[start:end], "start": start, "end": end}
                    for start, end in spans[:EVIDENCE]
                ]
                rows.append(self._row(each, frame, sum(map(bool, hits)) / len(hits), len(spans), evidence))
        return rows

    def _judged(self, units: Sequence[_Unit]) -> list[tuple[Any, ...]]:
        """Rows of a model."""
        rows: list[tuple[Any, ...]] = []
        model, seen = self._model, 0
        if model is None:
            return rows
        for at in range(0, len(units), _BATCH):
            batch = units[at : at + _BATCH]
            texts = [_kept(each) for each in batch]
            seen += int(model.has_seen(texts).sum())
            chances = np.clip(model.probabilities([Example(text) for text in texts]), 0, 1)
            for each, row in zip(batch, chances, strict=True):
                rows += [self._row(each, frame, float(p), 0, []) for frame, p in zip(self.frames, row, strict=True)]
        if seen:
            _log.warning("frames: model %s was trained on %d of the %d texts scored", self.name, seen, len(units))
        return rows

    def _row(
        self, unit: _Unit, frame: str, score: float, n_hits: int, evidence: list[dict[str, Any]]
    ) -> tuple[Any, ...]:
        start, end = unit.sentences[0].start, unit.sentences[-1].end
        return (
            *(unit.article.row, start, end, unit.article.raw[start:end]),
            *(self.name, frame, score, n_hits, len(unit.sentences), sum(each.words for each in unit.sentences)),
            *(json.dumps(evidence, ensure_ascii=False), self.proxy),
        )


def score_frames(
    articles: pd.DataFrame,
    scorer: str | Path | WordList | Model | FrameScorer = "frames_generic_en",
    unit: Literal["article", "sentence"] = "article",
) -> pd.DataFrame:
    """Score how much of each article, or which of its sentences, go with each frame.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row per article: ``article_id``, ``source``, ``published``, ``text``, ``status`` and ``excluded``.
    scorer : str, pathlib.Path, WordList, Model or FrameScorer
        As for :class:`FrameScorer`.
    unit : {"article", "sentence"}
        What is scored.

    Returns
    -------
    pandas.DataFrame
        One row per text and frame, as :meth:`FrameScorer.score` tells. With a word list the score of an article is
        the share of its sentences that hold a word of the frame, a proxy: negated and quoted words count too.

    Raises
    ------
    LexiconError, ModelError, UnknownNameError
        If the scorer cannot be opened or is none of frames, or `unit` is unknown.
    TableError
        If a column is missing, an article occurs twice, or a cell is no text or no pairs of offsets.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b"], "source": ["North", "South"], "published": ["2024-12-08", "2024-12-09"],
    ...     "text": ["A ceasefire held. Nobody fired.", ""], "status": ["ok", "empty"], "excluded": [[], []]})
    >>> scores = score_frames(articles, "frames_war_peace_en", unit="sentence")
    >>> scores.loc[scores["score"] > 0, ["sentence", "frame", "score", "evidence"]].to_dict("records")
    ... # doctest: +NORMALIZE_WHITESPACE
    [{'sentence': 'A ceasefire held.', 'frame': 'negotiation', 'score': 1.0,
      'evidence': '[{"word": "ceasefire", "start": 2, "end": 11}]'}]
    """
    return (scorer if isinstance(scorer, FrameScorer) else FrameScorer(scorer)).score(articles, unit)


def _finders(words: WordList) -> dict[str, WordFinder]:
    """A finder for each category, so that no frame hides the words of another."""
    if not words.categories:
        raise LexiconError(
            [f"{words.name}: the word list has no categories; each frame needs one, with the words that go with it"]
        )
    return {
        frame: WordFinder([replace(words, forms=tuple(form for form in words.forms if form.entry.category == frame))])
        for frame in words.categories
    }


def _texts(articles: pd.DataFrame) -> list[_Text]:
    """The articles that can be scored."""
    check(articles, [*_ARTICLE, "text", "status", "excluded"], "articles")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise TableError(f"articles: article {twice.iloc[0]!r} occurs twice; give each a row and an id of its own")
    texts = []
    columns = [articles[name] for name in ("article_id", "text", "status", "excluded")]
    for row, (article, text, status, excluded) in enumerate(zip(*columns, strict=True)):
        if status != "ok":
            continue
        if not isinstance(text, str):
            raise TableError(
                f"articles: article {article!r} has the status 'ok' but no text; give its text, or the status 'empty'"
            )
        printed, pairs = plain(text), _pairs(excluded, article)
        texts.append(_Text(row, text, printed, lower(printed), pairs, _outside(pairs)))
    return texts


def _pairs(cell: Any, article: object) -> tuple[tuple[int, int], ...]:  # noqa: ANN401 - a cell of pandas
    """Pairs of offsets, ascending; an empty cell holds none."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell)):
        return ()
    try:
        return tuple(sorted((int(start), int(end)) for start, end in cell))
    except (TypeError, ValueError) as error:
        raise TableError(
            f"articles: article {article!r} holds {cell!r} in the column 'excluded'; pairs of offsets such as [[0, "
            "9]] are needed"
        ) from error


def _units(texts: Sequence[_Text], unit: str) -> Iterator[_Unit]:
    """The articles, or their sentences; without those that hold no word."""
    for text in texts:
        sentences = list(_sentences(text))
        if unit == "sentence":
            yield from (_Unit(text, [sentence]) for sentence in sentences)
        elif sentences:
            yield _Unit(text, sentences)


def _sentences(text: _Text) -> Iterator[_Sentence]:
    """The sentences of an article that hold a word outside boilerplate."""
    printed, first = text.printed, 0
    for paragraph in printed.split("\n"):
        last = first + len(paragraph)
        if paragraph.strip():
            for start, end in split_sentences(printed, first, last):
                words = sum(text.outside(*word.span()) for word in WORD.finditer(printed, start, end))
                if words:
                    yield _Sentence(start, end, words)
        first = last + 1


def _outside(excluded: tuple[tuple[int, int], ...]) -> Callable[[int, int], bool]:
    """Tells whether a span has no character in boilerplate."""
    starts = [start for start, _ in excluded]
    reach = np.maximum.accumulate([end for _, end in excluded]).tolist() if excluded else []

    def outside(start: int, end: int) -> bool:
        before = bisect_right(starts, end - 1)
        return not before or reach[before - 1] <= start

    return outside


def _tokens(folded: str, sentence: _Sentence) -> list[tuple[str, int, int]]:
    """The tokens of a sentence with their offsets in the article."""
    return [(each.group(), *each.span()) for each in TOKEN.finditer(folded, sentence.start, sentence.end)]


def _spans(finder: WordFinder, tokens: list[tuple[str, int, int]], article: _Text) -> list[tuple[int, int]]:
    """Where words of a frame stand in the article, outside boilerplate."""
    spans = [(tokens[hit.first][1], tokens[hit.last][2]) for hit in finder.find([token for token, _, _ in tokens])]
    return [span for span in spans if article.outside(*span)]


def _kept(unit: _Unit) -> str:
    """The text of an article or a sentence, its boilerplate left out."""
    at, end = (0, len(unit.article.raw)) if len(unit.sentences) > 1 else unit.sentences[0][:2]
    parts = []
    for first, last in unit.article.excluded:
        parts.append(unit.article.raw[at : min(max(first, at), end)])
        at = max(at, last)
    parts.append(unit.article.raw[at:end])
    return "".join(parts).strip()


def _tell(n_articles: int, n_ok: int, n_scored: int) -> None:
    """Tell how many articles appear in no row."""
    if n_scored < n_articles:
        _log.info(
            "frames: %d of %d articles are not scored: %d whose status is not 'ok', %d without a word outside "
            "boilerplate",
            *(n_articles - n_scored, n_articles, n_articles - n_ok, n_ok - n_scored),
        )
