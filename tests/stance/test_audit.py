"""The symmetry audit tells a scorer that judges the name from one that judges the wording."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing import annotate
from framing.errors import TableError, UnknownNameError
from framing.figures import plot_audit
from framing.lexicon import load_lexicon
from framing.stance.audit import TEMPLATES, audit
from framing.stance.classifier import ClassifierScorer
from framing.stance.lexical import LexiconScorer

LEXICON = load_lexicon("syria")
PAIR = ("government", "opposition")
FEW = {"resamples": 100}
TEXT = (
    "The brutal regime massacred villagers in Syria. Rebels liberated the town. The government held talks. "
    "The opposition praised the plan. Rebels looted the market in Aleppo."
)


class Fake:
    """A scorer made of one function of the wording and the name."""

    name = "fake"

    def __init__(self, judge):
        self.judge, self.seen = judge, []

    def score(self, mentions):
        self.seen.append(mentions)
        rows = mentions.to_dict("records")
        stance = [self.judge(wording(row), row["sentence"][row["start"] : row["end"]].lower()) for row in rows]
        table = {"stance": stance, "confidence": 1.0, "evidence": [[] for _ in rows]}
        return pd.DataFrame(table, index=mentions.index)


def wording(row):
    """The sentence without the name, and without the article that belongs to it."""
    before, after = row["sentence"][: row["start"]], row["sentence"][row["end"] :]
    return before.removesuffix("the ").removesuffix("The ") + "|" + after


def length(text):
    return (len(text) % 17) / 8 - 1


@pytest.fixture(scope="module")
def mentions():
    return annotate(pd.DataFrame({"article_id": ["a"], "text": [TEXT]}), "syria")


@pytest.fixture(scope="module")
def by_lexicon(mentions):
    return audit(LexiconScorer(), LEXICON, mentions, actors=PAIR, **FEW)


def test_a_scorer_of_names_is_found_out(mentions):
    found = audit(Fake(lambda _, name: length(name)), LEXICON, mentions, **FEW)
    assert found.summary["name_share"].tolist() == pytest.approx([1, 1])
    assert found.summary["wording_share"].tolist() == pytest.approx([0, 0])
    for row in found.names.to_dict("records"):
        assert row["value"] == pytest.approx(length(row["name"]))
        assert row["low"] == pytest.approx(row["difference"]) == pytest.approx(row["high"])


def test_a_scorer_of_wording_gives_no_differences(mentions):
    found = audit(Fake(lambda words, _: length(words)), LEXICON, mentions, **FEW)
    assert found.summary["name_share"].tolist() == pytest.approx([0, 0])
    assert found.summary["wording_share"].tolist() == pytest.approx([1, 1])
    assert np.allclose(found.names[["difference", "low", "high", "flips"]], 0)
    assert np.allclose(found.summary[["difference", "low", "high"]], 0)


def test_what_hangs_on_both_is_the_rest():
    sign = {"rebels": 1, "regime": -1}
    found = audit(
        Fake(lambda words, name: sign.get(name, 0) * (1 if words.startswith("|") else -1)),
        LEXICON, actors=PAIR, **FEW,
    )  # fmt: skip
    row = found.summary.iloc[0]
    assert row["rest_share"] > 0.9
    assert row[["name_share", "wording_share", "rest_share"]].sum() == pytest.approx(1)


def test_the_shipped_model_does_not_see_proper_names():
    found = audit(ClassifierScorer(evidence=False), LEXICON, **FEW)
    # "al-Assad" and the like are two tokens, the first in lower case: names of plain capitals are compared.
    proper = found.names[found.names["name"].str.fullmatch(r"[A-Z]\w+")]
    assert len(proper) >= 5
    assert proper["difference"].abs().max() < 0.05
    assert np.ptp(proper["value"]) < 0.05
    assert set(found.names["measure"]) == {"stance"}


def test_the_lexicon_scorer_follows_the_valence_but_its_tone_does_not(by_lexicon):
    rows = by_lexicon.names[by_lexicon.names["material"] == "templates"]
    tone, stance = rows[rows["measure"] == "tone"], rows[rows["measure"] == "stance"]
    # An article, or a second word, moves words that merely stand near a little further away.
    assert tone["difference"].abs().max() < 0.02
    assert tone["flips"].max() == 0
    one_word = tone[tone["name"].isin(["regime", "rebels", "opposition", "revolutionaries", "government"])]
    assert np.ptp(one_word["value"]) == pytest.approx(0)
    assert stance["value"].corr(stance["valence"]) > 0.98
    assert stance["difference"].abs().max() > 0.1
    assert stance["flips"].max() > 0


def test_tables_hang_together(by_lexicon):
    names, actors = by_lexicon.names, by_lexicon.actors
    assert len(by_lexicon.summary) == 4
    mean = names.groupby(["measure", "material", "actor"])[["value", "difference", "flips"]].mean()
    again = actors.set_index(["measure", "material", "actor"])[["value", "difference", "flips"]]
    pd.testing.assert_frame_equal(mean.sort_index(), again.sort_index())
    for table in (names, actors):
        assert (table["low"] <= table["difference"] + 1e-9).all()
        assert (table["difference"] <= table["high"] + 1e-9).all()
    for row in by_lexicon.summary.to_dict("records"):
        mine = (actors["measure"] == row["measure"]) & (actors["material"] == row["material"])
        own = actors[mine].set_index("actor")["value"]
        assert row["difference"] == pytest.approx(own[row["higher"]] - own[row["lower"]])
        assert 0 <= row["low"] <= row["difference"] <= row["high"]
        assert row["name_share"] + row["wording_share"] + row["rest_share"] == pytest.approx(1)


def test_names_are_printed_as_in_the_press():
    fake = Fake(lambda words, _: length(words))
    found = audit(fake, LEXICON, **FEW)
    sentences = set(fake.seen[0]["sentence"])
    assert "The rebels shelled the hospital." in sentences
    assert "Residents thanked the regime for the aid." in sentences
    assert "Residents thanked Damascus for the aid." in sentences
    assert "Hezbollah shelled the hospital." in sentences
    assert found.names.groupby("actor").size().between(1, 6).all()
    assert not found.names.duplicated("name").any()
    assert len(fake.seen[0]) == len(TEMPLATES) * len(found.names)
    for row in fake.seen[0].itertuples():
        assert row.sentence[row.start : row.end] == row.surface


def test_each_row_is_an_article_of_its_own():
    fake = Fake(lambda words, _: length(words))
    audit(fake, LEXICON, actors=PAIR, **FEW)
    assert fake.seen[0]["article_id"].is_unique


def test_in_real_sentences_the_mention_alone_is_replaced(mentions):
    fake = Fake(lambda words, _: length(words))
    audit(fake, LEXICON, mentions, actors=PAIR, **FEW)
    sentences = set(fake.seen[1]["sentence"])
    assert "The brutal rebels massacred villagers in Syria." in sentences
    assert "Damascus liberated the town." in sentences
    assert "Regime liberated the town." in sentences


def test_mentions_are_drawn_by_seed(mentions):
    drawn = []
    for seed in (0, 0, 1, 2, 3):
        fake = Fake(lambda words, _: length(words))
        found = audit(fake, LEXICON, mentions, actors=PAIR, at_most=2, seed=seed, **FEW)
        assert found.summary["n_sentences"].tolist() == [len(TEMPLATES), 2]
        drawn.append(tuple(fake.seen[1]["sentence"]))
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 1


def test_frequent_labels_come_first(mentions):
    rare = mentions.iloc[[1]].assign(label="gang")
    assert "armed gang" in set(audit("lexicon", LEXICON, rare, actors=PAIR, **FEW).names["name"])


def test_sentences_that_the_scorer_abstains_from_are_left_out():
    found = audit(
        Fake(lambda words, name: np.nan if name == "rebels" and "shelled" in words else length(words)),
        LEXICON, actors=PAIR, **FEW,
    )  # fmt: skip
    assert found.summary[["n_sentences", "n_abstained"]].to_numpy().tolist() == [[len(TEMPLATES) - 1, 1]]
    assert np.allclose(found.names["difference"], 0)


def test_a_scorer_that_always_abstains_has_empty_numbers():
    found = audit(Fake(lambda *_: np.nan), LEXICON, actors=PAIR, **FEW)
    assert found.names[["value", "difference", "low", "high", "flips"]].isna().all(axis=None)
    assert found.summary[["difference", "name_share"]].isna().all(axis=None)
    assert found.summary["n_sentences"].tolist() == [0]


def test_a_scorer_of_one_score_has_no_variance_to_share():
    found = audit(Fake(lambda *_: 0.3), LEXICON, actors=PAIR, **FEW)
    assert found.summary[["name_share", "wording_share", "rest_share"]].isna().all(axis=None)
    assert found.summary["difference"].tolist() == pytest.approx([0])


def test_an_audit_can_be_drawn(by_lexicon):
    drawn = by_lexicon.drawn("stance", "sentences")
    assert (drawn["low"] <= drawn["value"] + 1e-9).all()
    assert (drawn["value"] <= drawn["high"] + 1e-9).all()
    assert "regime" in [tick.get_text() for tick in plot_audit(drawn).get_yticklabels()]
    with pytest.raises(TableError, match="there is no 'light' of 'templates'; there are: stance of templates"):
        by_lexicon.drawn("light")


def test_unknown_names_are_refused():
    with pytest.raises(UnknownNameError, match="Did you mean 'government'"):
        audit("lexicon", LEXICON, actors=["goverment", "opposition"])
    with pytest.raises(UnknownNameError, match="scorer"):
        audit("lexikon", LEXICON, actors=PAIR)


@pytest.mark.parametrize("column", ["sentence", "start", "end", "sentence_start"])
def test_columns_are_needed(mentions, column):
    with pytest.raises(TableError, match=f"mentions: column '{column}' is missing"):
        audit("lexicon", LEXICON, mentions.drop(columns=column))


def test_mentions_must_lie_in_their_sentences(mentions):
    with pytest.raises(TableError, match="do not lie in the sentence"):
        audit("lexicon", LEXICON, mentions.assign(sentence_start=0))
    with pytest.raises(TableError, match="has no rows"):
        audit("lexicon", LEXICON, mentions.head(0))
    with pytest.raises(TableError, match="an empty cell"):
        audit("lexicon", LEXICON, mentions.assign(sentence=None))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"at_most": 0}, "at_most is 0"),
        ({"level": 1}, "level is 1"),
        ({"resamples": 10}, "resamples is 10"),
        ({"seed": -1}, "seed is -1"),
        ({"actors": ["opposition"]}, "1 actor to compare"),
    ],
)
def test_options_out_of_range_are_refused(options, message):
    with pytest.raises(TableError, match=message):
        audit("lexicon", LEXICON, **options)


def test_a_scorer_must_return_a_stance_for_each_row():
    class Short(Fake):
        def score(self, mentions):
            return super().score(mentions).head(3)

    class Bare(Fake):
        def score(self, mentions):
            return super().score(mentions).drop(columns="stance")

    with pytest.raises(TableError, match="returned 3 rows"):
        audit(Short(lambda *_: 0), LEXICON, actors=PAIR)
    with pytest.raises(TableError, match="column 'stance' is missing"):
        audit(Bare(lambda *_: 0), LEXICON, actors=PAIR)
