"""How good a model is: on texts it has not seen, beside simple baselines, with intervals over groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binomtest

from framing.errors import ModelError
from framing.stance.baselines import baselines_of
from framing.stance.training import (
    Recipe,
    check_coded,
    classes_of,
    examples_of,
    folds_of,
    groups_of,
    indicators,
    train_model,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from framing.stance.model import Floats, Model

Integers = NDArray[np.int64]
_BINS: Final = 10
#: Parts of the groups that smaller models learn from.
_PARTS: Final = (0.1, 0.2, 0.4, 0.7)
_STRONGEST: Final = 15


@dataclass(frozen=True)
class Evaluation:
    """What :func:`cross_validate` and :func:`evaluate_model` find.

    Attributes
    ----------
    predictions : pandas.DataFrame
        One row per text: ``coded_id``, ``group``, ``source``, ``label``, ``predicted``, ``confidence``, ``p_`` and
        the name of each class.
    scores : pandas.DataFrame
        One row per scorer (``model`` and the baselines) and measure (``macro_f1``, ``accuracy``): ``value``, ``low``,
        ``high``, ``n_texts``, ``n_groups``.
    classes : pandas.DataFrame
        One row per class and measure (``precision``, ``recall``, ``f1``), with an interval and the class's ``n_texts``.
    confusion : pandas.DataFrame
        One row per label and predicted class: ``n``, ``share`` (of the label).
    calibration : pandas.DataFrame
        One row per class and bin of predicted probability: ``predicted`` (mean), ``observed`` (share), ``low``,
        ``high``, ``n``.
    sources : pandas.DataFrame
        One row per source: ``value`` (share of wrong predictions), ``low``, ``high``, ``n_texts``, ``n_groups``.
    learning : pandas.DataFrame
        One row per size of the training data: ``n_train`` (texts, on average over the folds), ``value`` (macro-F1 of
        the predictions of all folds taken together), ``low``, ``high``, ``baseline`` (macro-F1 of the majority). The
        last row is the model of ``scores``; a size too small for one of the folds is left out. Intervals are over
        the groups tried, as in ``scores``: they do not tell how much depends on which groups were learned from.
    features : pandas.DataFrame
        The strongest features of each class: ``class``, ``feature``, ``weight``, ``n_texts``, ``example``.
    model : Model
        The model: of :func:`cross_validate` the one trained on all texts.
    notes : tuple of str
        What a reader of the figures should know, such as texts that stood in several groups.
    """  # noqa: E501

    predictions: pd.DataFrame
    scores: pd.DataFrame
    classes: pd.DataFrame
    confusion: pd.DataFrame
    calibration: pd.DataFrame
    sources: pd.DataFrame
    learning: pd.DataFrame
    features: pd.DataFrame
    model: Model = field(repr=False)
    notes: tuple[str, ...] = field(default=())


def cross_validate(
    coded: pd.DataFrame,
    recipe: Recipe | None = None,
    *,
    folds: int = 5,
    learning: bool = True,
    resamples: int = 1000,
    progress: Callable[[str], None] | None = None,
) -> Evaluation:
    """Try a recipe on texts that it has not seen: nested cross-validation that never parts a group.

    Each fold is judged by a model whose strength and calibration were found in the other folds alone. Groups that
    share a text are taken as one.

    Parameters
    ----------
    coded : pandas.DataFrame
        As :func:`read_coded` returns it.
    recipe : Recipe, optional
        How the models are made.
    folds : int
        Parts of the table, each judged once.
    learning : bool
        Whether to try smaller training data, too.
    resamples : int
        Resamples of groups behind each interval, which covers 95 %.
    progress : callable, optional
        Called with a few words on each step.

    Returns
    -------
    Evaluation

    Raises
    ------
    ModelError, TableError
        As for :func:`train_model`.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import read_coded
    >>> rows = [(f"{who} {did} Ann.", label) for who in ("Max", "Eva", "Tom", "Ida", "Ben", "Zoe", "Kai", "Lou", "Jo")
    ...         for did, label in (("praised", "positive"), ("mocked", "negative"))]
    >>> coded = read_coded(pd.DataFrame(rows, columns=["text", "label"]).assign(actor="Ann"), target="actor")
    >>> found = cross_validate(coded, folds=3, learning=False)
    >>> found.scores.loc[found.scores["scorer"] == "model", ["measure", "n_texts", "n_groups"]]
        measure  n_texts  n_groups
    0  macro_f1       18        18
    1  accuracy       18        18
    """
    how = recipe or Recipe()
    tell = progress or (lambda _: None)
    check_coded(coded, how)
    classes = classes_of(coded, several=how.several)
    truth, groups = indicators(coded["label"], classes, several=how.several), groups_of(coded)
    chances = np.zeros(truth.shape)
    parts = []
    for number, (learn, rest) in enumerate(folds_of(truth, groups, folds, how.seed), start=1):
        tell(f"fold {number} of {folds}")
        model = train_model(coded.iloc[learn], how)
        chances[rest] = _aligned(model, classes, examples_of(coded.iloc[rest]))
        parts.append(_Part(learn, rest, how._replace(strengths=(model.card["strength"],))))
    made = _Made(truth, _judged(chances, several=how.several), groups, classes, resamples, how.seed, how.several)
    curve = _curve(coded, made, parts, tell) if learning else []
    whole = train_model(coded, how, progress=progress)
    joined = coded["group"].astype(str).nunique() - (int(groups.max()) + 1)
    notes = [f"{joined} groups were joined with others that hold the same text"] if joined else []
    return _evaluation(coded, whole, made, chances, curve, notes)


def evaluate_model(model: Model, coded: pd.DataFrame, *, resamples: int = 1000, seed: int = 0) -> Evaluation:
    """Try a model on texts coded by hand; texts that it was trained on are left out and counted.

    Parameters
    ----------
    model : Model
    coded : pandas.DataFrame
        As :func:`read_coded` returns it, with the model's classes as labels.
    resamples, seed
        Resamples of groups behind each interval, seed of their random numbers.

    Returns
    -------
    Evaluation
        Its ``learning`` has no rows.

    Raises
    ------
    ModelError
        If a label is none of the model's classes, or the model has seen every text.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import ClassifierScorer, read_coded
    >>> rows = [("Voters thanked her.", "positive"), ("Voters mocked her.", "negative")]
    >>> coded = read_coded(pd.DataFrame(rows, columns=["text", "label"]).assign(who="her"), target="who")
    >>> evaluate_model(ClassifierScorer().model, coded).predictions[["label", "predicted"]]
          label predicted
    0  positive  positive
    1  negative  negative
    """
    unknown = sorted(set(classes_of(coded, several=model.several)) - set(model.classes))
    if unknown:
        raise ModelError(
            f"{model.name}: the model does not know the label {unknown[0]!r}; it knows {', '.join(model.classes)}: "
            "rename the labels, or train a model on them"
        )
    seen = model.has_seen(coded["text"])
    if seen.all():
        raise ModelError(f"{model.name}: the model was trained on all {len(coded)} texts; give others to try it on")
    notes = [f"{int(seen.sum())} texts that the model was trained on are left out"] if seen.any() else []
    fresh = coded[~seen].reset_index(drop=True)
    truth, groups = indicators(fresh["label"], model.classes, several=model.several), groups_of(fresh)
    chances = model.probabilities(examples_of(fresh))
    judged = _judged(chances, several=model.several)
    made = _Made(truth, judged, groups, model.classes, resamples, seed, model.several)
    return _evaluation(fresh, model, made, chances, [], notes)


class _Part(NamedTuple):
    """A fold: rows to learn from, rows to judge, and the recipe with the strength found in the former."""

    learn: Integers
    rest: Integers
    recipe: Recipe


@dataclass(frozen=True)
class _Made:
    """What every figure is made from: truth, what was judged, groups."""

    truth: Integers
    judged: Integers
    groups: Integers
    classes: tuple[str, ...]
    resamples: int
    seed: int
    several: bool

    def counts(self, judged: Integers, rows: Any = slice(None)) -> Floats:  # noqa: ANN401
        """For each group: of each class hits, false alarms and misses; texts judged rightly; texts."""
        truth, judged, groups = self.truth[rows], judged[rows], self.groups[rows]
        right = (truth == judged).all(axis=1)
        parts = [truth * judged, (1 - truth) * judged, truth * (1 - judged), right[:, None], np.ones((len(truth), 1))]
        values = np.hstack(parts).astype(np.float64)
        names, number = np.unique(groups, return_inverse=True)
        sums = np.zeros((len(names), values.shape[1]))
        np.add.at(sums, number, values)
        return sums

    def resampled(self, counts: Floats) -> Floats:
        """Sums over groups drawn with replacement; the sum as it is stands first."""
        rng, n = np.random.default_rng(self.seed), len(counts)
        draws = rng.multinomial(n, np.full(n, 1 / n), size=self.resamples)
        return np.vstack([counts.sum(axis=0), draws @ counts])

    def measures(self, sums: Floats) -> dict[str, Floats]:
        """Macro-F1, accuracy, and precision, recall and F1 of each class, from sums of :meth:`counts`."""
        k = len(self.classes)
        hits, alarms, misses = sums[:, :k], sums[:, k : 2 * k], sums[:, 2 * k : 3 * k]
        f1 = _ratio(2 * hits, 2 * hits + alarms + misses)
        return {
            "macro_f1": f1.mean(axis=1),
            "accuracy": _ratio(sums[:, -2], sums[:, -1]),
            "precision": _ratio(hits, hits + alarms),
            "recall": _ratio(hits, hits + misses),
            "f1": f1,
        }


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def _interval(values: Floats) -> dict[str, float]:
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return {"value": float(values[0]), "low": float(min(low, values[0])), "high": float(max(high, values[0]))}


def _evaluation(
    coded: pd.DataFrame, model: Model, made: _Made, chances: Floats, curve: list[dict[str, float]], notes: list[str]
) -> Evaluation:
    classes = made.classes
    rivals = {"model": made.judged, **baselines_of(coded, classes, several=made.several)}
    found = {name: made.measures(made.resampled(made.counts(judged))) for name, judged in rivals.items()}
    n = {"n_texts": len(coded), "n_groups": len(np.unique(made.groups))}
    scores = [
        {"scorer": name, "measure": m, **_interval(each[m]), **n}
        for name, each in found.items()
        for m in ("macro_f1", "accuracy")
    ]
    by_class = [
        {"class": each, "measure": m, **_interval(found["model"][m][:, at]), "n_texts": int(made.truth[:, at].sum())}
        for at, each in enumerate(classes)
        for m in ("precision", "recall", "f1")
    ]
    learning = pd.DataFrame(curve, columns=["n_train", "value", "low", "high"])
    predictions = pd.DataFrame({
        **{name: coded[name].to_numpy() for name in ("coded_id", "group", "source", "text", "label")},
        "predicted": [";".join(np.array(classes)[row > 0]) for row in made.judged],
        "confidence": chances.max(axis=1),
        **{f"p_{name}": chances[:, at] for at, name in enumerate(classes)},
    })  # fmt: skip
    return Evaluation(
        predictions=predictions,
        scores=pd.DataFrame(scores),
        classes=pd.DataFrame(by_class),
        confusion=_confusion(made),
        calibration=_calibration(made, chances),
        sources=_sources(coded, made),
        learning=learning.assign(baseline=found["majority"]["macro_f1"][0]),
        features=strongest_features(model, coded),
        model=model,
        notes=tuple(notes),
    )


def _aligned(model: Model, classes: Sequence[str], examples: Any) -> Floats:  # noqa: ANN401
    """Probabilities of all classes; 0 for one that the model has not met."""
    chances = np.zeros((len(examples), len(classes)))
    chances[:, [classes.index(name) for name in model.classes]] = model.probabilities(examples)
    return chances


def _judged(chances: Floats, *, several: bool) -> Integers:
    """One row per text: 1 for the classes that the probabilities decide for."""
    if several:
        return np.asarray(chances > 0.5, dtype=np.int64)
    return np.asarray(chances.argmax(axis=1)[:, None] == np.arange(chances.shape[1]), dtype=np.int64)


def _confusion(made: _Made) -> pd.DataFrame:
    table = made.truth.T @ made.judged
    rows = [
        {
            "label": one,
            "predicted": other,
            "n": int(table[i, j]),
            "share": table[i, j] / max(int(made.truth[:, i].sum()), 1),
        }
        for i, one in enumerate(made.classes)
        for j, other in enumerate(made.classes)
    ]
    return pd.DataFrame(rows)


def _calibration(made: _Made, chances: Floats) -> pd.DataFrame:
    """Predicted against observed, in bins of as many texts each; intervals of Wilson (1927)."""
    rows = []
    for at, name in enumerate(made.classes):
        order = np.argsort(chances[:, at], kind="stable")
        for part in np.array_split(order, min(_BINS, max(1, len(order) // 10))):
            hits = int(made.truth[part, at].sum())
            bounds = binomtest(hits, len(part)).proportion_ci(method="wilson")
            rows.append({
                "class": name, "predicted": float(chances[part, at].mean()), "observed": hits / len(part),
                "low": float(bounds.low), "high": float(bounds.high), "n": len(part),
            })  # fmt: skip
    return pd.DataFrame(rows)


def _sources(coded: pd.DataFrame, made: _Made) -> pd.DataFrame:
    rows = []
    names = coded["source"].astype(str).to_numpy()
    for name in sorted(set(names) - {""}):
        part = names == name
        found = made.measures(made.resampled(made.counts(made.judged, part)))["accuracy"]
        rows.append({
            "source": name, "measure": "error", **_interval(1 - found), "n_texts": int(part.sum()),
            "n_groups": len(np.unique(made.groups[part])),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["source", "measure", "value", "low", "high", "n_texts", "n_groups"])


def _curve(
    coded: pd.DataFrame, made: _Made, parts: list[_Part], tell: Callable[[str], None]
) -> list[dict[str, float]]:
    """Macro-F1 by how much was learned from; the last point is that of the model itself."""
    points = []
    for share in _PARTS:
        tell(f"learning from {share:.0%} of the groups")
        points += _learned_from(share, coded, made, parts)
    return [*points, _point([part.learn for part in parts], made, made.judged)]


def _learned_from(share: float, coded: pd.DataFrame, made: _Made, parts: list[_Part]) -> list[dict[str, float]]:
    """The point of the curve whose models learned from a share of the groups; none where a fold has too few texts."""
    judged, kept = np.zeros_like(made.judged), []
    for learn, rest, recipe in parts:
        order = np.random.default_rng(recipe.seed).permutation(np.unique(made.groups[learn]))
        kept.append(learn[np.isin(made.groups[learn], order[: round(share * len(order))])])
        try:
            model = train_model(coded.iloc[kept[-1]], recipe)
        except ModelError:
            return []
        judged[rest] = _judged(_aligned(model, made.classes, examples_of(coded.iloc[rest])), several=made.several)
    return [_point(kept, made, judged)]


def _point(learned: list[Integers], made: _Made, judged: Integers) -> dict[str, float]:
    """A point of the curve: how many texts each fold learned from, and what all folds judged."""
    found = made.measures(made.resampled(made.counts(judged)))["macro_f1"]
    return {"n_train": round(float(np.mean([len(rows) for rows in learned]))), **_interval(found)}


def strongest_features(model: Model, coded: pd.DataFrame, n: int = _STRONGEST) -> pd.DataFrame:
    """The features that speak most for each class, and a text that has each.

    Returns
    -------
    pandas.DataFrame
        ``class``, ``feature``, ``weight``, ``n_texts`` (of `coded` that have it), ``example``.
    """
    names = model.feature_names()
    matrix = model.matrix(examples_of(coded)).tocsc()
    counts = np.diff(matrix.indptr)
    texts = coded["text"].tolist()
    rows = []
    for at, name in enumerate(model.classes):
        weights = np.where(counts > 0, model.coefficients[at], -np.inf)
        for column in np.argsort(-weights, kind="stable")[:n]:
            if np.isfinite(weights[column]):
                row = matrix.indices[matrix.indptr[column]]
                rows.append({
                    "class": name, "feature": names[column], "weight": float(weights[column]),
                    "n_texts": int(counts[column]), "example": texts[row],
                })  # fmt: skip
    return pd.DataFrame(rows, columns=["class", "feature", "weight", "n_texts", "example"])
