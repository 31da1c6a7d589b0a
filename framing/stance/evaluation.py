"""How good a model is: on texts it has not seen, beside simple baselines, with intervals over groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

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
_PARTS: Final = (0.1, 0.2, 0.4, 0.7, 1.0)
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
        One row per size of the training data: ``n_train``, ``value`` (macro-F1), ``low``, ``high``, ``baseline``.
    features : pandas.DataFrame
        The strongest features of each class: ``class``, ``feature``, ``weight``, ``n_texts``, ``example``.
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
    curve = []
    parts = folds_of(truth, groups, folds, how.seed)
    for number, (learn, rest) in enumerate(parts, start=1):
        tell(f"fold {number} of {folds}")
        model = train_model(coded.iloc[learn], how)
        chances[rest] = _aligned(model, classes, examples_of(coded.iloc[rest]))
        if learning:
            curve += list(
                _curve(coded, (learn, rest), groups, classes, how._replace(strengths=(model.card["strength"],)))
            )
    whole = train_model(coded, how)
    judged = _judged(classes, chances, several=how.several)
    made = _Made(truth, judged, groups, classes, resamples, how.seed, how.several)
    majority = made.score(baselines_of(coded, classes, several=how.several)["majority"])["macro_f1"]
    joined = coded["group"].astype(str).nunique() - (int(groups.max()) + 1)
    notes = [f"{joined} groups were joined with others that hold the same text"] if joined else []
    return _evaluation(coded, whole, made, chances, _summed(curve, majority), notes)


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
    judged = _judged(model.classes, chances, several=model.several)
    made = _Made(truth, judged, groups, model.classes, resamples, seed, model.several)
    return _evaluation(fresh, model, made, chances, _summed([], 0.0), notes)


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

    def score(self, judged: Integers) -> dict[str, Any]:
        """The measures of one set of predictions, without intervals."""
        return {name: each[0] for name, each in self.measures(self.counts(judged).sum(axis=0)[None]).items()}


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def _interval(values: Floats) -> dict[str, float]:
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return {"value": float(values[0]), "low": float(min(low, values[0])), "high": float(max(high, values[0]))}


def _evaluation(
    coded: pd.DataFrame, model: Model, made: _Made, chances: Floats, learning: pd.DataFrame, notes: Sequence[str]
) -> Evaluation:
    classes = made.classes
    rivals = {"model": made.judged, **baselines_of(coded, classes, several=made.several)}
    n = {"n_texts": len(coded), "n_groups": len(np.unique(made.groups))}
    scores, by_class = [], []
    for name, judged in rivals.items():
        found = made.measures(made.resampled(made.counts(judged)))
        scores += [{"scorer": name, "measure": m, **_interval(found[m]), **n} for m in ("macro_f1", "accuracy")]
        if name == "model":
            by_class = [
                {"class": each, "measure": m, **_interval(found[m][:, at]), "n_texts": int(made.truth[:, at].sum())}
                for at, each in enumerate(classes)
                for m in ("precision", "recall", "f1")
            ]
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
        learning=learning,
        features=strongest_features(model, coded),
        notes=tuple(notes),
    )


def _aligned(model: Model, classes: Sequence[str], examples: Any) -> Floats:  # noqa: ANN401
    """Probabilities of all classes; 0 for one that the model has not met."""
    chances = np.zeros((len(examples), len(classes)))
    chances[:, [classes.index(name) for name in model.classes]] = model.probabilities(examples)
    return chances


def _judged(classes: Sequence[str], chances: Floats, *, several: bool) -> Integers:
    """One row per text: 1 for the classes that the probabilities decide for."""
    if several:
        return np.asarray(chances > 0.5, dtype=np.int64)
    return np.asarray(chances.argmax(axis=1)[:, None] == np.arange(len(classes)), dtype=np.int64)


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
    coded: pd.DataFrame, part: tuple[Integers, Integers], groups: Integers, classes: tuple[str, ...], recipe: Recipe
) -> list[tuple[float, int, float]]:
    """Macro-F1 of models that learned from a part of the groups: (part, texts, macro-F1)."""
    learn, rest = part
    truth = indicators(coded["label"], classes, several=recipe.several)
    order = np.random.default_rng(recipe.seed).permutation(np.unique(groups[learn]))
    found = []
    for share in _PARTS:
        kept = learn[np.isin(groups[learn], order[: max(2, round(share * len(order)))])]
        try:
            model = train_model(coded.iloc[kept], recipe)
        except ModelError:  # too few texts of a class: this point of the curve does not exist
            continue
        chances = _aligned(model, classes, examples_of(coded.iloc[rest]))
        judged = _judged(classes, chances, several=recipe.several)
        made = _Made(truth[rest], judged, groups[rest], classes, 0, recipe.seed, recipe.several)
        found.append((share, len(kept), float(made.score(judged)["macro_f1"])))
    return found


def _summed(curve: Sequence[tuple[float, int, float]], majority: float) -> pd.DataFrame:
    """The curve over folds: its mean, with the smallest and largest of them."""
    rows = []
    for share in sorted({share for share, _, _ in curve}):
        points = [(n, value) for each, n, value in curve if each == share]
        values = [value for _, value in points]
        rows.append({
            "n_train": round(sum(n for n, _ in points) / len(points)), "value": sum(values) / len(values),
            "low": min(values), "high": max(values), "baseline": majority,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["n_train", "value", "low", "high", "baseline"])


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
