"""Scores: the protocol, the lexicon scorer, evidence, stacking."""

import json

import pandas as pd
import pytest
from stance_tables import mentions

from framing import LexiconScorer, annotate, load_wordlist, score
from framing.errors import LexiconError, TableError, UnknownNameError

TEXT = "The brutal regime massacred villagers in Syria. Rebels liberated the town. Syria is a country."


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame(
        {"article_id": ["a", "b"], "text": [TEXT, f"\u201cNews\u201d.\n\n{TEXT}"], "source": ["A", "B"]}
    )


@pytest.fixture(scope="module")
def found(articles):
    return annotate(articles, "syria")


def test_results_stack_and_keep_the_mentions(found, articles):
    scored = score(found, articles, ["lexicon", "news"])
    assert len(scored) == 2 * len(found)
    assert scored["scorer"].tolist() == ["lexicon"] * len(found) + ["news"] * len(found)
    assert list(scored.columns[: len(found.columns)]) == list(found.columns)
    assert scored["stance"].between(-1, 1).all()
    assert scored["confidence"].between(0, 1).all()


def test_evidence_points_at_the_words_of_the_article(found, articles):
    texts = articles.set_index("article_id")["text"]
    scored = score(found, articles, ["lexicon", "news"])
    n = 0
    for row in scored.to_dict("records"):
        for each in json.loads(row["evidence"]):
            assert texts[row["article_id"]][each["start"] : each["end"]].lower() == each["word"]
            n += 1
    assert n > 8


def test_the_words_that_move_the_regime(found, articles):
    scored = score(found, articles).set_index(["article_id", "surface"])
    row = scored.loc[("a", "regime")]
    moved = {each["word"]: each["relation"] for each in json.loads(row["evidence"])}
    assert moved["brutal"] == "modifier"
    assert moved["massacred"] == "agent"
    assert row["tone"] < -0.7
    assert row["naming"] < 0
    assert scored.loc[("a", "Rebels"), "tone"] > 0.3


def test_labels_of_actors_are_no_loaded_words():
    table = mentions("The [army] fought the rebels.", "The army fought the [rebels].")
    together = table.assign(article_id="a")
    words = [each["word"] for row in LexiconScorer(["vader"]).score(together)["evidence"] for each in row]
    assert "rebels" not in words


def test_naming_and_tone_stay_apart():
    table = mentions("The [regime] met on Monday.").assign(valence=-0.8)
    scored = LexiconScorer().score(table).iloc[0]
    assert scored["tone"] == 0
    assert scored["stance"] == pytest.approx(-0.8 / (0.8**2 + 1) ** 0.5)
    alone = LexiconScorer(naming=0).score(table).iloc[0]
    assert alone["stance"] == 0


def test_renaming_the_actor_leaves_the_tone():
    table = mentions("The brutal [regime] massacred villagers.", "The brutal [committee] massacred villagers.")
    one, other = LexiconScorer().score(table)["tone"]
    assert one == other


def test_negation_turns_the_light():
    said, denied = LexiconScorer().score(mentions("[They] are brutal.", "[They] are not brutal."))["tone"]
    assert said < 0 < denied


def test_a_dictionary_needs_lights(tmp_path):
    file = tmp_path / "own.dic"
    file.write_text("%\n1\tgood\n2\tbad\n%\nnice*\t1\nnasty\t2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="none of its words casts a light"):
        LexiconScorer([file])
    scorer = LexiconScorer([load_wordlist(file)], lights={"good": 1, "bad": -1})
    good, bad = scorer.score(mentions("A nicely made [plan] came.", "A nasty [plan] came."))["tone"]
    assert bad < 0 < good


def test_nothing_loaded_is_no_evidence():
    row = LexiconScorer().score(mentions("[They] met on Monday.")).iloc[0]
    assert (row["stance"], row["confidence"], row["evidence"]) == (0, 0, [])


def test_no_mentions(found, articles):
    scored = score(found.iloc[:0], articles, ["lexicon", "news"])
    assert scored.empty
    assert {"stance", "naming", "p_positive"} <= set(scored.columns)


def test_mentions_of_other_articles_are_refused(found, articles):
    with pytest.raises(TableError, match="is not among the articles"):
        score(found, articles.iloc[:1])
    changed = articles.assign(text=articles["text"].str.replace("brutal", "cruel"))
    with pytest.raises(TableError, match="has changed since the mentions were found"):
        score(found, changed)


def test_unknown_scorers_and_two_of_a_name(found, articles):
    with pytest.raises(UnknownNameError, match="Did you mean 'lexicon'"):
        score(found, articles, "lexcon")
    with pytest.raises(TableError, match="two scorers are called 'lexicon'"):
        score(found, articles, ["lexicon", LexiconScorer(["vader"])])
    with pytest.raises(TableError, match="'valence' is missing"):
        score(found.drop(columns="valence"), articles)


@pytest.mark.parametrize("text", ["", " ", "[]", "\x00", "a" * 5000, "\u202e\U0001f600 " * 50])
def test_strange_sentences(text):
    table = mentions("[x]").assign(sentence=text, start=0, end=1)
    assert LexiconScorer().score(table)["stance"].between(-1, 1).all()


def test_words_that_merely_stand_near_count_by_clauses_and_distance():
    table = mentions("[He] slept while the brutal siege went on.", "[He] slept long while the brutal siege went on.")
    evidence = LexiconScorer().score(table)["evidence"]
    lights = [next(each["light"] for each in found if each["word"] == "brutal") for found in evidence]
    # Valence -1, the weight of context, one clause between, then three and four words.
    assert lights == [round(-1 * 0.4 * 0.5 * 8 / (8 + between), 3) for between in (3, 4)]
