"""What every scorer does: mentions in, the same mentions out with a stance, how sure it is, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Protocol

import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.schema import SCORES, check
from framing.stance.lexical import LexiconScorer

#: Scorers by name: the lexicon's, and the model that is shipped.
SCORERS: Final = ("lexicon", "news")
_NEEDS: Final = ("mention_id", "article_id", "start", "end", "sentence_start", "sentence_end", "valence")


class Scorer(Protocol):
    """Anything that scores mentions.

    ``score`` gets a table of mentions with the columns ``sentence``, ``start``, ``end``, ``sentence_start``,
    ``valence`` and, where known, ``voice`` and ``cue_class``. It returns a table with the same index and the columns
    ``stance`` (-1 to 1, empty where it abstains), ``confidence`` (0 to 1), ``evidence`` (a list of dicts with
    ``word``, ``light``, ``start`` and ``end`` in characters of the sentence) and what else it wants to tell.
    """

    @property
    def name(self) -> str:
        """What the column ``scorer`` calls it."""

    def score(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Score mentions."""


def score(
    mentions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    scorer: str | Path | Scorer | list[str | Path | Scorer] = "lexicon",
) -> pd.DataFrame:
    """Score the stance of each sentence towards the actor it mentions.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention, as :func:`annotate` returns it.
    articles : pandas.DataFrame, optional
        The articles that the mentions stand in. With them, sentences are cut from the articles, and mentions that do
        not belong to them are refused; without, the column ``sentence`` is read.
    scorer : str, pathlib.Path, Scorer, or a list of them
        ``lexicon`` (:class:`LexiconScorer`), ``news`` (the model that is shipped), the path of a model that
        ``framing train`` wrote, or a scorer of your own. The results of several are stacked.

    Returns
    -------
    pandas.DataFrame
        One row per mention and scorer: the columns of `mentions`, then ``scorer``, ``stance`` (-1 unfavourable to 1
        favourable; empty where the scorer abstains), ``confidence`` (0 to 1), ``evidence`` (JSON: the words that
        moved the score, with what they have to do with the actor, their light, and ``start`` and ``end`` in
        characters of the article), and the components that each scorer adds.

    Raises
    ------
    TableError
        If a column is missing, or a mention does not stand in its article.
    UnknownNameError
        If no scorer has that name.
    ModelError
        If a model cannot be read.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import annotate
    >>> text = "The brutal regime massacred villagers in Syria. Rebels liberated the town."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> scored = score(annotate(articles, "syria"), articles)
    >>> scored[["surface", "naming", "tone", "stance"]].round(2)
      surface  naming  tone  stance
    0  regime    -0.6 -0.87   -0.92
    1  Rebels     0.0  0.56    0.56
    """
    check(mentions, _NEEDS, "mentions")
    table = _with_sentences(mentions, articles)
    opened = [open_scorer(each) for each in (scorer if isinstance(scorer, list | tuple) else [scorer])]
    names = [each.name for each in opened]
    if len(set(names)) < len(names):
        raise TableError(
            f"score: two scorers are called {max(names, key=names.count)!r}; give each a name of its own"
        )
    return pd.concat([_scored(mentions, table, each) for each in opened], ignore_index=True)


def open_scorer(scorer: str | Path | Scorer) -> Scorer:
    """A scorer by its name, or from the file of a model.

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    ModelError
        If the file cannot be read.
    """
    if not isinstance(scorer, str | Path):
        return scorer
    if scorer == "lexicon":
        return LexiconScorer()
    if scorer == "news" or str(scorer).endswith(".skops"):
        from framing.stance.classifier import ClassifierScorer

        return ClassifierScorer(scorer)
    raise UnknownNameError("scorer", str(scorer), SCORERS)


def _scored(mentions: pd.DataFrame, table: pd.DataFrame, scorer: Scorer) -> pd.DataFrame:
    given = scorer.score(table)
    offsets = table["sentence_start"].to_numpy()
    evidence = [
        json.dumps(
            [{**each, "start": each["start"] + int(offset), "end": each["end"] + int(offset)} for each in found],
            ensure_ascii=False,
        )
        for found, offset in zip(given["evidence"], offsets, strict=True)
    ]
    added: dict[str, Any] = {
        "scorer": scorer.name,
        "stance": given["stance"],
        "confidence": given["confidence"],
        "evidence": evidence,
        **{name: given[name] for name in given.columns if name not in SCORES},
    }
    kept = mentions.drop(columns=[name for name in added if name in mentions.columns])
    return kept.assign(**added)


def _with_sentences(mentions: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """The mentions with their sentences as they stand in the articles."""
    if articles is None:
        check(mentions, ["sentence"], "mentions")
        return mentions
    check(articles, ["article_id", "text"], "articles")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    sentences = []
    columns = [
        mentions[name] for name in ("mention_id", "article_id", "start", "end", "sentence_start", "sentence_end")
    ]
    surfaces = mentions["surface"] if "surface" in mentions.columns else [None] * len(mentions)
    for mention, article, start, end, first, last, surface in zip(*columns, surfaces, strict=True):
        text = texts.get(article)
        if text is None:
            raise TableError(
                f"mention {mention!r}: its article {article!r} is not among the articles; give the table that the "
                "mentions were found in"
            )
        if surface is not None and text[start:end] != surface:
            raise TableError(
                f"mention {mention!r}: characters {start} to {end} of article {article!r} are {text[start:end]!r}, "
                f"not {surface!r}; the article has changed since the mentions were found: annotate it again"
            )
        sentences.append(text[first:last])
    return mentions.assign(sentence=sentences)
