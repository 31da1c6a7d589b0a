"""Training, cross-validation, evaluation: on invented sentences whose verb tells the label."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_fscore_support
from stance_tables import coded_rows, mentions

from framing import ClassifierScorer, Recipe, cross_validate, evaluate_model, read_coded, train_model
from framing.errors import ModelError, TableError
from framing.stance.baselines import stance_classes
from framing.stance.model import calibrated
from framing.stance.training import examples_of, folds_of, groups_of, indicators

FAST = Recipe(strengths=(0.4,), folds=3)
CLASSES = ("negative", "neutral", "positive")


@pytest.fixture(scope="module")
def coded():
    return read_coded(coded_rows(), target="actor", label="stance", group="article", source="paper")


@pytest.fixture(scope="module")
def model(coded):
    return train_model(coded, FAST, card={"name": "toy"})


@pytest.fixture(scope="module")
def tried(coded):
    return cross_validate(coded, FAST, folds=3, resamples=200)


def test_a_model_learns_the_verbs(model):
    table = mentions("Bakers praised [Mrs Green].", "Bakers denounced [Mrs Green].", "Bakers met [Mrs Green].")
    found = ClassifierScorer(model).score(table)
    assert found["class"].tolist() == ["positive", "negative", "neutral"]
    assert np.allclose(found[["p_negative", "p_neutral", "p_positive"]].sum(axis=1), 1)
    assert np.allclose(found["stance"], found["p_positive"] - found["p_negative"])
    assert "denounced" in [each["word"] for each in found["evidence"].iloc[1]]


def test_who_is_named_does_not_matter(model):
    one, other = ClassifierScorer(model).score(
        mentions("Bakers praised [Mrs Green] and Paul.", "Bakers praised [Assad] and Trump.")
    )["stance"]
    assert one == other


def test_abstention(model):
    table = mentions("Bakers painted [Mrs Green].", "Bakers praised [Mrs Green].")
    found = ClassifierScorer(model, abstain_below=0.99).score(table)
    assert found["class"].tolist()[0] == "abstained"
    assert np.isnan(found["stance"].iloc[0])
    with pytest.raises(ModelError, match=r"abstain_below is 1\.5"):
        ClassifierScorer(model, abstain_below=1.5)


def test_probabilities_are_those_of_the_library(coded):
    """The matrix and the decision are ours, the fit is scikit-learn's: both must agree."""
    coded = coded.iloc[:72]  # thirty positive, thirty negative, twelve neutral
    model = train_model(coded, FAST)
    rows = model.matrix(examples_of(coded))
    fitted = LogisticRegression(C=0.4, class_weight="balanced", max_iter=400, tol=1e-3).fit(rows, coded["label"])
    identity = np.column_stack([np.eye(3), np.zeros(3)])
    ours = calibrated(rows @ model.coefficients.T + model.intercepts, identity, several=False)
    assert np.allclose(ours, fitted.predict_proba(rows), atol=1e-6)


def test_cross_validation(coded, tried):
    scores = tried.scores.set_index(["scorer", "measure"])["value"]
    predicted = tried.predictions
    assert scores["model", "macro_f1"] == pytest.approx(
        f1_score(predicted["label"], predicted["predicted"], average="macro")
    )
    assert scores["model", "accuracy"] == pytest.approx((predicted["label"] == predicted["predicted"]).mean())
    classes = tried.classes.pivot_table(index="class", columns="measure", values="value")
    expected = precision_recall_fscore_support(predicted["label"], predicted["predicted"], zero_division=0)
    for name, values in zip(("precision", "recall", "f1"), expected, strict=False):
        assert np.allclose(classes[name], values)
    assert scores["model", "macro_f1"] > scores["majority", "macro_f1"] + 0.2
    assert {"lexicon", "majority", "model"} == set(tried.scores["scorer"])
    assert (tried.scores["low"] <= tried.scores["value"]).all()
    assert (tried.scores["value"] <= tried.scores["high"]).all()
    assert tried.confusion["n"].sum() == len(coded)
    assert set(tried.sources["source"]) == {"North", "South"}
    assert tried.learning["n_train"].is_monotonic_increasing
    assert tried.calibration.groupby("class")["n"].sum().eq(len(coded)).all()
    strongest = tried.features[tried.features["class"] == "negative"]
    assert strongest["example"].str.contains("Mr Brown").all()


def test_the_learning_curve_resamples_groups_of_the_predictions_of_all_folds(coded):
    """Every point by hand: models of a share of the groups, judged texts pooled, groups drawn with replacement."""
    coded = coded.assign(group=[f"{at // 2}" for at in range(len(coded))])
    found = cross_validate(coded, FAST, folds=3, resamples=100).learning
    truth, groups = indicators(coded["label"], CLASSES, several=False), groups_of(coded)
    draws = np.random.default_rng(0).multinomial(45, np.full(45, 1 / 45), size=100)
    expected = []
    for share in (0.4, 0.7, 1.0):  # a fifth of the groups is too few to learn from
        judged, sizes = np.empty(len(coded), dtype=object), []
        for learn, rest in folds_of(truth, groups, 3, 0):
            order = np.random.default_rng(0).permutation(np.unique(groups[learn]))
            kept = [at for at in learn if groups[at] in order[: round(share * len(order))]]
            model = train_model(coded.iloc[kept], FAST)
            chances = model.probabilities(examples_of(coded.iloc[rest]))
            judged[rest] = np.array(model.classes)[chances.argmax(axis=1)]
            sizes.append(len(kept))
        drawn = [[at for at in range(len(coded)) for _ in range(times[groups[at]])] for times in draws]
        values = [f1_of(coded["label"].iloc[rows], judged[rows]) for rows in drawn]
        low, high = np.percentile(values, [2.5, 97.5])
        expected.append([round(np.mean(sizes)), f1_of(coded["label"], judged), low, high])
    assert np.allclose(found[["n_train", "value", "low", "high"]], expected)


def f1_of(labels, judged):
    return f1_score(labels, judged, labels=CLASSES, average="macro", zero_division=0)


def test_the_learning_curve_ends_at_the_model_and_lies_above_the_majority(tried):
    scores = tried.scores[tried.scores["measure"] == "macro_f1"].set_index("scorer")
    last = tried.learning.iloc[-1]
    assert last["n_train"] == 60
    assert last[["value", "low", "high"]].tolist() == scores.loc["model", ["value", "low", "high"]].tolist()
    assert (tried.learning["baseline"] == scores.loc["majority", "value"]).all()
    assert (tried.learning["low"] > scores.loc["majority", "value"]).all()


def test_an_evaluation_brings_its_model(coded, model, tried):
    assert (tried.model.coefficients == model.coefficients).all()
    assert tried.model.has_seen(coded["text"]).all()
    assert evaluate_model(model, coded.assign(text=coded["text"] + " Again."), resamples=100).model is model


def test_the_baselines_call_small_stances_neutral():
    stances = np.array([-1, -0.06, -0.04, 0, 0.04, 0.06, 1])
    assert stance_classes(stances).tolist() == ["negative"] * 2 + ["neutral"] * 3 + ["positive"] * 2


def test_groups_that_share_a_text_are_one():
    table = pd.DataFrame({"text": ["A  man.", "a man.", "B.", "B.", "C."], "group": list("xyyzw")})
    assert groups_of(table).tolist() == [0, 0, 0, 0, 1]


def test_no_group_is_in_two_folds(coded):
    truth, groups = indicators(coded["label"], CLASSES, several=False), groups_of(coded)
    for learn, rest in folds_of(truth, groups, 5, 0):
        assert not set(groups[learn]) & set(groups[rest])


def test_evaluation_leaves_out_what_was_trained_on(coded, model):
    fresh = read_coded(
        pd.DataFrame(
            {"text": ["Bakers praised Ann.", "Bakers mocked Ann."], "who": "Ann", "label": ["positive", "negative"]}
        ),
        target="who",
    )
    found = evaluate_model(model, pd.concat([coded.head(3), fresh]), resamples=100)
    assert found.notes == ("3 texts that the model was trained on are left out",)
    assert len(found.predictions) == 2
    with pytest.raises(ModelError, match="trained on all 90 texts"):
        evaluate_model(model, coded)


def test_frames_of_whole_texts_several_at_once():
    rows = [
        ("troops fought and shot", "war"),
        ("prices and wages rose", "money"),
        ("troops fought over wages", "war;money"),
    ]
    table = pd.DataFrame(
        [(f"{place}: {text} in town {place}", label) for place in range(12) for text, label in rows],
        columns=["text", "label"],
    )
    coded = read_coded(table)
    assert (coded["start"] == -1).all()
    model = train_model(coded, FAST._replace(several=True))
    chances = model.probabilities(examples_of(read_coded(pd.DataFrame({"text": ["troops shot"], "label": ["war"]}))))
    named = dict(zip(model.classes, chances[0], strict=True))
    assert named["war"] > 0.5 > named["money"]
    with pytest.raises(ModelError, match="this model knows money, war: use it as a scorer of frames"):
        ClassifierScorer(model)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.assign(label="positive"), "every text has the label 'positive'"),
        (lambda table: table.assign(group="one"), "there are 1 groups for 3 folds"),
        (lambda table: table.iloc[:33], "label 'negative' has 3 texts; at least 5 are needed"),
        (lambda table: table.iloc[:0], "there are no coded texts"),
    ],
)
def test_what_cannot_be_trained_on(coded, change, words):
    with pytest.raises(ModelError, match=words):
        train_model(change(coded), FAST)


def test_a_label_that_the_model_does_not_know(coded, model):
    with pytest.raises(ModelError, match="does not know the label 'mixed'; it knows negative, neutral, positive"):
        evaluate_model(model, coded.assign(label="mixed"))


def test_a_missing_column(coded):
    with pytest.raises(TableError, match="column 'label' is missing"):
        train_model(coded.drop(columns="label"), FAST)


def test_measures_are_those_of_the_library():
    from framing.stance.evaluation import _Made

    rng = np.random.default_rng(3)
    truth, judged, groups = (rng.integers(0, 3, 200) for _ in range(3))
    sides = [np.eye(3, dtype=int)[each] for each in (truth, judged)]
    made = _Made(*sides, groups, ("a", "b", "c"), 100, 0, several=False)
    found = {name: each[0] for name, each in made.measures(made.resampled(made.counts(made.judged))).items()}
    expected = precision_recall_fscore_support(truth, judged)
    for name, values in zip(("precision", "recall", "f1"), expected, strict=False):
        assert np.allclose(found[name], values)
    assert found["macro_f1"] == pytest.approx(f1_score(truth, judged, average="macro"))
    assert found["accuracy"] == pytest.approx((truth == judged).mean())
