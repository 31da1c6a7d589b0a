"""Cross-fitting: every mention is scored by models that learned nothing from its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from framing.errors import ModelError
from framing.schema import check
from framing.stance.classifier import ClassifierScorer
from framing.stance.model import text_keys
from framing.stance.scorer import score
from framing.stance.training import Recipe, check_coded, classes_of, folds_of, groups_of, indicators, train_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from framing.stance.scorer import Scorer

#: The fold of mentions whose article taught no model: all of them score it.
ALL_MODELS: Final = -1
_CHANCES: Final = "p_"


def cross_fitted_scores(
    mentions: pd.DataFrame,
    articles: pd.DataFrame | None,
    coded: pd.DataFrame,
    recipe: Recipe | None = None,
    *,
    learn: Callable[[pd.DataFrame], Scorer] | None = None,
    folds: int = 5,
    seed: int = 0,
    name: str = "cross-fitted",
) -> pd.DataFrame:
    """Train several models on parts of the coded texts, and score each mention by those that never saw its article.

    Estimates that are corrected by hand-coded units (design-based supervised learning, prediction-powered inference)
    take the errors at coded units for those at all others. A model that learned from a unit errs less on it than on
    others, so that the correction is too small and the interval too short. Cross-fitting takes the predictions at
    coded units from models that know nothing of them, and uses all codes both to learn and to correct.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention, as :func:`annotate` returns it.
    articles : pandas.DataFrame, optional
        The articles that the mentions stand in, as for :func:`score`; without, the column ``sentence`` is read.
    coded : pandas.DataFrame
        The texts that teach, as :func:`read_coded` returns them, their ``group`` the ``article_id``.
    recipe : Recipe, optional
        How each model is made.
    learn : callable, optional
        Makes a scorer of your own from coded texts, in place of `recipe`.
    folds : int
        Models, each of which learns from all but a part of the articles; at least 2.
    seed : int
        Parts the articles among the folds.
    name : str
        What the column ``scorer`` calls the result.

    Returns
    -------
    pandas.DataFrame
        As :func:`score`: one row per mention, with ``scorer``, ``stance``, ``confidence``, ``evidence`` (empty), and
        the probabilities that the models give. ``fold`` is the number of the model that scored the mention; -1 where
        its article taught none, and the mean of all models is taken. ``cross_fitted`` is True in every row. An
        article that holds the same sentence as a coded one is kept from the same model.

    Raises
    ------
    ModelError
        If no group of the coded texts is an article of the mentions, there are fewer groups than folds, or a fold
        lacks a label.
    TableError
        If a column is missing, or a mention does not stand in its article.

    References
    ----------
    Zrnic, T., & Candès, E. J. (2024). Cross-prediction-powered inference. *Proceedings of the National Academy of
    Sciences*, 121(15), e2322083121. Egami, N., Hinck, M., Stewart, B. M., & Wei, H. (2023). Using imperfect
    surrogates for downstream inference. *Advances in Neural Information Processing Systems*, 36.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import Recipe, read_coded
    >>> did = {"praised": "positive", "mocked": "negative", "met": "neutral"}
    >>> rows = [(f"{who} {verb} Ann.", label, who) for who in ("Max", "Eva", "Tom", "Ida", "Ben", "Zoe", "Lea", "Udo")
    ...         for verb, label in did.items()]
    >>> table = pd.DataFrame(rows, columns=["text", "label", "article_id"]).assign(actor="Ann")
    >>> coded = read_coded(table, target="actor", group="article_id")
    >>> mentions = coded.rename(columns={"coded_id": "mention_id", "group": "article_id", "text": "sentence"}).assign(
    ...     sentence_start=0, sentence_end=coded["text"].str.len(), valence=0.0)
    >>> scored = cross_fitted_scores(mentions, None, coded, Recipe(strengths=(0.4,)), folds=3)
    >>> bool(scored["cross_fitted"].all()), sorted(scored["fold"].unique().tolist())
    (True, [0, 1, 2])
    """
    how = recipe or Recipe()
    check_coded(coded, how)
    check(mentions, ["mention_id", "article_id", "sentence"], "mentions")
    if folds < 2:
        raise ModelError(f"cross_fitted_scores: folds is {folds}; give 2 or more, such as 5")
    taught, fold = _folds(mentions, coded, how, folds, seed)
    make = learn or (lambda texts: ClassifierScorer(train_model(texts, how), evidence=False))
    scored = []
    for number in range(folds):
        scorer = make(coded[taught != number])
        judged = np.isin(fold, (number, ALL_MODELS))
        scored.append(score(mentions[judged], articles, scorer).set_axis(np.flatnonzero(judged)))
    return _joined(mentions, scored).assign(scorer=name, fold=fold, cross_fitted=True)


def _folds(
    mentions: pd.DataFrame, coded: pd.DataFrame, recipe: Recipe, folds: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The fold of each coded text and of each mention; articles that share a coded text are in one."""
    article, group = mentions["article_id"].astype(str), coded["group"].astype(str)
    if not group.isin(article).any():
        raise ModelError(
            "cross_fitted_scores: no group of the coded texts is an article of the mentions; read them with"
            " group='article_id', so that no model scores an article that it learned from"
        )
    copies = np.isin(text_keys(mentions["sentence"]), text_keys(coded["text"]))
    linked = pd.DataFrame({"group": article[copies], "text": mentions.loc[copies, "sentence"]})
    both = pd.concat([pd.DataFrame({"group": group, "text": coded["text"]}), linked], ignore_index=True)
    number = groups_of(both)
    own = pd.factorize(number[: len(coded)])[0].astype(np.int64)
    truth = indicators(coded["label"], classes_of(coded, several=recipe.several), several=recipe.several)
    taught = np.zeros(len(coded), dtype=np.int64)
    for place, (_, rest) in enumerate(folds_of(truth, own, folds, seed)):
        taught[rest] = place
    # A group is in one fold, and so is every article that is linked to it.
    fold_of = dict(zip(number[: len(coded)].tolist(), taught.tolist(), strict=True))
    of_article = dict(zip(both["group"], (fold_of[each] for each in number.tolist()), strict=True))
    return taught, article.map(of_article).fillna(ALL_MODELS).to_numpy(dtype=np.int64)


def _joined(mentions: pd.DataFrame, scored: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Each mention with its scores, or with the mean of those of all models."""
    stacked = pd.concat(scored)
    chances = [column for column in stacked.columns if column.startswith(_CHANCES)]
    means = stacked[["stance", "confidence", *chances]].astype(np.float64).groupby(level=0).mean()
    if chances:
        means["confidence"] = means[chances].max(axis=1)
        named = np.array([column.removeprefix(_CHANCES) for column in chances], dtype=object)
        means["class"] = named[means[chances].to_numpy().argmax(axis=1)]
    means.insert(2, "evidence", "[]")
    means.insert(0, "scorer", "")
    written = {*means.columns, "fold", "cross_fitted"}
    kept = mentions.drop(columns=[column for column in mentions.columns if column in written])
    return kept.reset_index(drop=True).join(means)
