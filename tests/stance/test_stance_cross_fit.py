"""Cross-fitting: no model scores what it has seen. Scorers that memorise would be caught."""

import numpy as np
import pandas as pd
import pytest
from stance_tables import coded_rows

from framing import ClassifierScorer, Recipe, read_coded, rectified_mean, train_model
from framing.errors import ModelError, TableError
from framing.stance.cross_fit import cross_fitted_scores

FAST = Recipe(strengths=(0.4,), folds=3)
SHARED = "Residents praised Mr Brown on Monday."


@pytest.fixture(scope="module")
def coded():
    """Ninety sentences in thirty articles, each of which has one of every label."""
    rows = coded_rows()
    return read_coded(
        rows.assign(article=[f"a{at % 30}" for at in range(len(rows))]),
        target="actor",
        label="stance",
        group="article",
    )


def mentions_of(texts, articles):
    """A mention of Mr Brown in each text."""
    rows = pd.DataFrame({"sentence": list(texts), "article_id": list(articles)})
    rows["start"] = rows["sentence"].str.find("Mr Brown")
    return rows.assign(
        mention_id=[f"m{at}" for at in range(len(rows))], end=rows["start"] + 8, sentence_start=0,
        sentence_end=rows["sentence"].str.len(), valence=0.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def mentions(coded):
    """The coded mentions, an uncoded one in each of their articles, and three in articles that nobody coded."""
    others = [f"{who} wrote of Mr Brown at length." for who in coded["group"].unique()]
    strange = ["Bakers mocked Mr Brown.", "Bakers met Mr Brown.", SHARED]
    return mentions_of(
        [*coded["text"], *others, *strange], [*coded["group"], *coded["group"].unique(), "new1", "new2", "copy"]
    )


class Memory:
    """Tells 1 of each article and each sentence that it learned from, and 0 of all others."""

    name = "memory"

    def __init__(self, texts):
        self.articles, self.sentences = set(texts["group"]), set(texts["text"])

    def score(self, mentions):
        known = mentions["article_id"].isin(self.articles) | mentions["sentence"].isin(self.sentences)
        return pd.DataFrame(
            {"stance": known.astype(float), "confidence": 1.0, "evidence": [[] for _ in known]}, index=mentions.index
        )


@pytest.mark.parametrize("folds", [2, 5])
def test_no_model_scores_an_article_or_a_sentence_that_it_learned_from(coded, mentions, folds):
    taught = []

    def learn(texts):
        taught.append(set(texts["group"]))
        return Memory(texts)

    scored = cross_fitted_scores(mentions, None, coded, learn=learn, folds=folds)
    assert (scored["stance"] == 0).all()
    assert scored["cross_fitted"].all()
    # Between them the models learn from every article, and each article but one time less than there are models.
    counts = pd.Series([article for each in taught for article in each]).value_counts()
    assert len(taught) == folds
    assert (counts == folds - 1).all()
    assert set(counts.index) == set(coded["group"])


def test_one_model_that_saw_all_would_be_caught(coded, mentions):
    assert (Memory(coded).score(mentions)["stance"] == 1).sum() == len(coded) + coded["group"].nunique() + 1


def test_an_article_that_copies_a_coded_sentence_is_kept_from_the_same_model(coded, mentions):
    scored = cross_fitted_scores(mentions, None, coded, learn=Memory, folds=5).set_index("article_id")
    original = coded.loc[coded["text"] == SHARED, "group"].iloc[0]
    assert scored.loc["copy", "fold"] == scored.loc[original, "fold"].iloc[0]
    assert scored.loc[["new1", "new2"], "fold"].tolist() == [-1, -1]
    assert scored.groupby(level=0)["fold"].nunique().eq(1).all()
    assert sorted(scored["fold"].unique()) == [-1, 0, 1, 2, 3, 4]


def test_other_mentions_get_the_mean_of_all_models(coded, mentions):
    """By hand: the same parts, a model of each, their probabilities for an article that taught none."""
    scored = cross_fitted_scores(mentions, None, coded, FAST, folds=3, name="mine")
    fold = scored.set_index("article_id")["fold"]
    place = coded["group"].map(fold[~fold.index.duplicated()]).to_numpy()
    models = [ClassifierScorer(train_model(coded[place != number], FAST)) for number in range(3)]
    table = mentions[mentions["article_id"].str.startswith("new")]
    chances = np.mean([model.score(table)[["p_negative", "p_neutral", "p_positive"]] for model in models], axis=0)
    found = scored[scored["article_id"].str.startswith("new")]
    assert np.allclose(found[["p_negative", "p_neutral", "p_positive"]], chances)
    assert np.allclose(found["stance"], chances[:, 2] - chances[:, 0])
    assert np.allclose(found["confidence"], chances.max(axis=1))
    assert found["class"].tolist() == [("negative", "neutral", "positive")[at] for at in chances.argmax(axis=1)]
    own = mentions[(scored["fold"] == 1).to_numpy()]
    assert np.allclose(scored.loc[scored["fold"] == 1, "stance"], models[1].score(own)["stance"])
    assert scored["mention_id"].tolist() == mentions["mention_id"].tolist()
    assert set(scored["scorer"]) == {"mine"}
    assert set(scored["evidence"]) == {"[]"}


def test_a_scorer_that_abstains_in_part_leaves_the_mean_of_the_others(coded, mentions):
    class Shy(Memory):
        calls = 0

        def __init__(self, texts):
            super().__init__(texts)
            Shy.calls += 1
            self.value = np.nan if Shy.calls == 1 else 0.5

        def score(self, mentions):
            return super().score(mentions).assign(stance=self.value)

    scored = cross_fitted_scores(mentions, None, coded, learn=Shy, folds=2).set_index("fold")["stance"]
    assert scored.loc[-1].tolist() == [0.5, 0.5]
    assert scored.loc[0].isna().all()
    assert (scored.loc[1] == 0.5).all()


def test_models_that_disagree_are_less_sure_together(coded, mentions):
    class Sure(Memory):
        calls = 0

        def __init__(self, texts):
            super().__init__(texts)
            Sure.calls += 1
            self.positive = 0.9 if Sure.calls == 1 else 0.2

        def score(self, mentions):
            given = super().score(mentions).assign(stance=2 * self.positive - 1)
            return given.assign(p_negative=1 - self.positive, p_positive=self.positive)

    found = cross_fitted_scores(mentions, None, coded, learn=Sure, folds=2).set_index("fold").loc[-1].iloc[0]
    assert found[["stance", "confidence", "p_positive"]].tolist() == pytest.approx([0.1, 0.55, 0.55])
    assert found["class"] == "positive"


def test_coded_texts_of_other_articles_teach_too(coded, mentions):
    few = mentions[mentions["article_id"] == "a3"]
    taught = []
    cross_fitted_scores(few, None, coded, learn=lambda texts: taught.append(len(texts)) or Memory(texts), folds=3)
    assert sum(taught) == 2 * len(coded)


def test_equal_seeds_give_equal_parts_and_others_do_not(coded, mentions):
    parts = [cross_fitted_scores(mentions, None, coded, learn=Memory, seed=seed)["fold"] for seed in (3, 3, 4)]
    assert parts[0].equals(parts[1])
    assert not parts[0].equals(parts[2])


def test_the_order_and_index_of_the_mentions_do_not_matter(coded, mentions):
    one = cross_fitted_scores(mentions, None, coded, learn=Memory)
    other = cross_fitted_scores(mentions.iloc[::-1].set_axis([7] * len(mentions)), None, coded, learn=Memory)
    assert other["fold"].tolist() == one["fold"].tolist()[::-1]
    again = cross_fitted_scores(one, None, coded, learn=Memory)
    assert again.columns.tolist() == one.columns.tolist()


def test_sentences_are_cut_from_the_articles_given(coded, mentions):
    table = mentions[mentions["article_id"] != "copy"].drop_duplicates("article_id")
    articles = table.rename(columns={"sentence": "text"})[["article_id", "text"]]
    scored = cross_fitted_scores(table, articles, coded, learn=Memory)
    assert (scored["stance"] == 0).all()
    with pytest.raises(TableError, match="is not among the articles"):
        cross_fitted_scores(table, articles.iloc[1:], coded, learn=Memory)


def test_groups_that_are_no_articles_are_refused(coded, mentions):
    with pytest.raises(ModelError, match="group='article_id'"):
        cross_fitted_scores(mentions, None, coded.assign(group=coded["text"]), learn=Memory)
    with pytest.raises(ModelError, match="folds is 1; give 2 or more"):
        cross_fitted_scores(mentions, None, coded, learn=Memory, folds=1)
    few = coded[coded["group"].isin(coded["group"].unique()[:4])]
    with pytest.raises(ModelError, match="there are"):
        cross_fitted_scores(mentions, None, few.assign(label=["positive", "negative"] * 6), learn=Memory, folds=5)


def test_corrected_means_need_scores_of_models_that_did_not_learn_from_the_coded_units():
    """Half of 400 mentions are positive, 100 are coded. The scorer repeats what it learned, else says positive."""
    sides = np.where(np.arange(400) % 2, 1.0, -1.0)
    mentions = mentions_of([f"Mr Brown, case {at}." for at in range(400)], [f"a{at}" for at in range(400)])
    picked = np.random.default_rng(2).choice(400, 100, replace=False)
    names = np.where(sides > 0, "positive", "negative")
    coded = mentions.iloc[picked].rename(
        columns={"sentence": "text", "article_id": "group", "mention_id": "coded_id"}
    )
    coded = coded.assign(label=names[picked], target="Mr Brown", source="", voice="own", cue_class=None)

    class Parrot:
        name = "parrot"

        def __init__(self, texts):
            self.said = dict(zip(texts["text"], np.where(texts["label"] == "positive", 1.0, -1.0), strict=True))

        def score(self, mentions):
            stance = mentions["sentence"].map(self.said).fillna(1.0)
            return pd.DataFrame({"stance": stance, "confidence": 1.0, "evidence": [[] for _ in stance]},
                                index=mentions.index)  # fmt: skip

    told = np.full(400, np.nan)
    told[picked] = sides[picked]
    given = (told, np.full(400, 0.25))
    seen = rectified_mean(Parrot(coded).score(mentions)["stance"], *given)
    fitted = rectified_mean(cross_fitted_scores(mentions, None, coded, learn=Parrot)["stance"], *given)
    assert seen.value > 0.6
    assert seen.low > 0
    assert fitted.low < 0 < fitted.high
    assert fitted.value == pytest.approx(sides[picked].mean())
