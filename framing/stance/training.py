"""Training: from texts coded by hand to a model, its strength chosen and its probabilities calibrated out of fold."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from framing.errors import ModelError
from framing.schema import CODED, check
from framing.stance.features import FAMILIES, features
from framing.stance.model import Model, text_keys
from framing.stance.readings import Example, ReadMentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from framing.stance.model import Floats

#: Strengths of the model that are tried (the inverse of the penalty).
STRENGTHS: Final = (0.1, 0.2, 0.4, 0.8, 1.6)
#: Families of features where the whole text is judged, not an actor in it.
TEXT_FAMILIES: Final = ("words", "characters")
#: Fewer examples than this of a class cannot be learned from.
_FEWEST: Final = 5
#: Separates the classes of a text that has several.
SEPARATOR: Final = ";"
#: How strongly calibration is held back.
_CALIBRATION: Final = 1.0


class Recipe(NamedTuple):
    """How a model is made.

    Attributes
    ----------
    families : tuple of str
        Families of features; empty for the usual ones.
    strengths : tuple of float
        Strengths to choose among by cross-validation.
    folds : int
        Folds of that choice.
    seed : int
        Parts the groups among the folds.
    several : bool
        Whether a text may have several classes, parted by ``;``.
    """

    families: tuple[str, ...] = ()
    strengths: tuple[float, ...] = STRENGTHS
    folds: int = 3
    seed: int = 0
    several: bool = False


class _Fold(NamedTuple):
    """What one fold gives: scores of the texts left out, for each strength."""

    rows: NDArray[np.int64]
    scores: list[Floats]


def train_model(
    coded: pd.DataFrame,
    recipe: Recipe | None = None,
    *,
    card: dict[str, Any] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Model:
    """Train a linear model on texts coded by hand.

    Multinomial logistic regression over masked sentences, classes weighted alike. The strength is the one with the
    best macro-F1 in cross-validation whose folds never part a group; the scores of the texts left out calibrate the
    probabilities.

    Parameters
    ----------
    coded : pandas.DataFrame
        One row per text, as :func:`read_coded` returns it.
    recipe : Recipe, optional
        How.
    card : dict, optional
        What to say of the model: ``name``, ``data``, ``licence``, ``limits`` and the like.
    progress : callable, optional
        Called with a few words on each step.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If there is one class alone, a class with fewer than five texts, or fewer groups than folds.
    TableError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import read_coded
    >>> rows = [(f"{who} {did} Ann.", label) for who in ("Max", "Eva", "Tom", "Ida", "Ben", "Zoe")
    ...         for did, label in (("praised", "positive"), ("mocked", "negative"))]
    >>> coded = read_coded(pd.DataFrame(rows, columns=["text", "label"]).assign(actor="Ann"), target="actor")
    >>> train_model(coded).classes
    ('negative', 'positive')
    """
    how = recipe or Recipe()
    tell = progress or (lambda _: None)
    check_coded(coded, how)
    examples = examples_of(coded)
    classes = classes_of(coded, several=how.several)
    truth = indicators(coded["label"], classes, several=how.several)
    groups = groups_of(coded)
    whole = bool((coded["start"] < 0).all())
    reader = ReadMentions(mask_names=not whole)
    families = how.families or (TEXT_FAMILIES if whole else FAMILIES)
    folds = []
    for number, (learn, rest) in enumerate(folds_of(truth, groups, how.folds, how.seed), start=1):
        tell(f"choosing the strength: fold {number} of {how.folds}")
        maker = _Maker(reader, families, [examples[at] for at in learn])
        left = maker.matrix([examples[at] for at in rest])
        folds.append(_Fold(rest, [_scores(_fit(maker.rows, truth[learn], c, how), left) for c in how.strengths]))
    quality = [
        np.mean([_quality(truth[fold.rows], fold.scores[at], how.several) for fold in folds])
        for at in range(len(how.strengths))
    ]
    best = int(np.argmax(quality))
    tell(f"strength {how.strengths[best]:g}; training on all {len(coded)} texts")
    order = np.concatenate([fold.rows for fold in folds])
    out_of_fold = np.vstack([fold.scores[best] for fold in folds])
    maker = _Maker(reader, families, examples)
    weights, constants = _fit(maker.rows, truth, how.strengths[best], how)
    told = {
        "name": "model",
        **(card or {}),
        "strength": how.strengths[best],
        "cross_validated_macro_f1": round(float(quality[best]), 4),
        "n_texts": len(coded),
        "n_groups": int(groups.max()) + 1,
        "classes": {name: int(truth[:, at].sum()) for at, name in enumerate(classes)},
        "families": list(families),
        "seed": how.seed,
        "framing": version("framing"),
        "scikit_learn": version("scikit-learn"),
        "trained": dt.datetime.now(tz=dt.UTC).date().isoformat(),
    }
    return Model(
        classes=classes,
        several=how.several,
        card=told,
        reader=maker.reader,
        union=maker.union,
        coefficients=weights,
        intercepts=constants,
        calibration=_calibration(out_of_fold, truth[order], several=how.several),
        seen=np.unique(text_keys(coded["text"])),
    )


class _Maker:
    """Reads examples and makes their matrix, having learned the features from some."""

    def __init__(self, reader: ReadMentions, families: Iterable[str], examples: Sequence[Example]) -> None:
        self.reader = ReadMentions(reader.word_lists, mask_names=reader.mask_names).fit(examples)
        self.union = features(families)
        self.rows = self.union.fit_transform(self.reader.transform(examples))

    def matrix(self, examples: Sequence[Example]) -> Any:  # noqa: ANN401
        return self.union.transform(self.reader.transform(examples))


def examples_of(coded: pd.DataFrame) -> list[Example]:
    """The texts of a table with the actor judged in each, and its voice."""
    columns = [coded[name] for name in ("text", "start", "end")]
    voices = [coded[name].fillna("").astype(str) for name in ("voice", "cue_class")]
    return [Example(*row) for row in zip(*columns, *voices, strict=True)]


def classes_of(coded: pd.DataFrame, *, several: bool) -> tuple[str, ...]:
    """The classes that occur, in alphabetical order."""
    labels = coded["label"].astype(str)
    if several:
        return tuple(sorted({part.strip() for label in labels for part in label.split(SEPARATOR) if part.strip()}))
    return tuple(sorted(set(labels)))


def indicators(labels: pd.Series[Any], classes: Sequence[str], *, several: bool) -> NDArray[np.int64]:
    """One row per text, one column per class: 1 where the text has it."""
    if several:
        sets = [{part.strip() for part in str(label).split(SEPARATOR)} for label in labels]
        return np.array([[int(name in each) for name in classes] for each in sets], dtype=np.int64)
    matches = labels.astype(str).to_numpy()[:, None] == np.array(classes, dtype=object)
    return np.asarray(matches, dtype=np.int64)


def groups_of(coded: pd.DataFrame) -> NDArray[np.int64]:
    """The group of each text, by number; groups that share a text are one."""
    group = pd.factorize(coded["group"].astype(str))[0]
    keys = np.unique(text_keys(coded["text"]), return_inverse=True)[1]
    n_groups, n_keys = int(group.max()) + 1, int(keys.max()) + 1
    links = sparse.coo_matrix((np.ones(len(group)), (group, keys + n_groups)), shape=(n_groups + n_keys,) * 2)
    joined = connected_components(links, directed=False)[1][group]
    return np.asarray(pd.factorize(joined)[0], dtype=np.int64)


def folds_of(
    truth: NDArray[np.int64], groups: NDArray[np.int64], folds: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to learn from and rows left out, no group in both; classes spread as evenly as groups allow."""
    n_groups = int(groups.max()) + 1
    if n_groups < folds:
        raise ModelError(
            f"training: there are {n_groups} groups for {folds} folds; a group stays in one fold, so give more "
            "groups, ask for fewer folds, or name another column as group"
        )
    rarest = truth[:, np.argsort(truth.sum(axis=0))].argmax(axis=1)
    split = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed).split(rarest, rarest, groups)
    return [(np.asarray(learn), np.asarray(rest)) for learn, rest in split]


def check_coded(coded: pd.DataFrame, recipe: Recipe) -> None:
    """Raise if nothing can be learned from a table."""
    check(coded, CODED, "coded texts")
    if coded.empty:
        raise ModelError(
            "training: there are no coded texts; every row needs a text, a label and, if named, its actor"
        )
    classes = classes_of(coded, several=recipe.several)
    if len(classes) < 2 and not recipe.several:
        raise ModelError(f"training: every text has the label {classes[0]!r}; at least two labels are needed")
    counts = indicators(coded["label"], classes, several=recipe.several).sum(axis=0)
    for name, count in zip(classes, counts, strict=True):
        if count < _FEWEST:
            raise ModelError(
                f"training: label {name!r} has {count} texts; at least {_FEWEST} are needed: code more, or join it "
                "with another label"
            )
        if count == len(coded) and recipe.several:
            raise ModelError(f"training: every text has the label {name!r}; leave it out")


def _fit(rows: Any, truth: NDArray[np.int64], strength: float, recipe: Recipe) -> tuple[Floats, Floats]:  # noqa: ANN401
    """Weights and constants: a row per class."""
    options: dict[str, Any] = {"C": strength, "class_weight": "balanced", "max_iter": 400, "tol": 1e-3}
    if recipe.several:
        fitted = [LogisticRegression(**options).fit(rows, column) for column in truth.T]
        return np.vstack([each.coef_ for each in fitted]), np.concatenate([each.intercept_ for each in fitted])
    model = LogisticRegression(**options).fit(rows, truth.argmax(axis=1))
    if len(model.classes_) < truth.shape[1]:
        raise ModelError("training: a fold lacks one of the labels; code more texts of it, or ask for fewer folds")
    if truth.shape[1] == 2:
        return np.vstack([np.zeros_like(model.coef_), model.coef_]), np.array([0.0, *model.intercept_])
    return np.asarray(model.coef_), np.asarray(model.intercept_)


def _scores(fitted: tuple[Floats, Floats], rows: Any) -> Floats:  # noqa: ANN401
    weights, constants = fitted
    return np.asarray(rows @ weights.T) + constants


def _quality(truth: NDArray[np.int64], scores: Floats, several: bool) -> float:
    """Macro-F1 of what the scores decide."""
    if several:
        return float(f1_score(truth, (scores > 0).astype(int), average="macro", zero_division=0))
    return float(f1_score(truth.argmax(axis=1), scores.argmax(axis=1), average="macro", zero_division=0))


def _calibration(scores: Floats, truth: NDArray[np.int64], *, several: bool) -> Floats:
    """How scores become probabilities: logistic regression on the scores of texts left out (Platt 1999).

    One factor for all classes and a constant for each keep the order of what a score of one text decides nearly as it
    is; with several classes at once, a factor and a constant for each.
    """
    k = truth.shape[1]
    if several:
        rows = []
        for at in range(k):
            fitted = LogisticRegression(C=_CALIBRATION).fit(scores[:, [at]], truth[:, at])
            rows.append([*(fitted.coef_[0, 0] * np.eye(k)[at]), fitted.intercept_[0]])
        return np.array(rows)
    fitted = LogisticRegression(C=_CALIBRATION).fit(scores, truth.argmax(axis=1))
    if k == 2:
        return np.array([[0.0, 0.0, 0.0], [*fitted.coef_[0], fitted.intercept_[0]]])
    return np.column_stack([fitted.coef_, fitted.intercept_])
