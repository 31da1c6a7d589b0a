from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError, UnknownNameError
from framing.measures.concordance import concordance
from framing.schema import CONCORDANCE

TEXT = "Armed rebels\nfled Homs. The army let rebels go, fled or not. Others fled, too."


@pytest.fixture
def articles():
    return pd.DataFrame({"article_id": ["a", "b"], "source": ["South", "North"], "text": [TEXT, "Rebels fled fast."]})


@pytest.fixture
def mentions():
    columns = ["article_id", "source", "actor", "label", "start", "end", "sentence_start", "sentence_end"]
    rows = [
        ("a", "South", "opposition", "rebel", 6, 12, 0, 23),
        ("a", "South", "government", "army", 28, 32, 24, 59),
        ("a", "South", "opposition", "rebel", 37, 43, 24, 59),
        ("b", "North", "opposition", "rebel", 0, 6, 0, 17),
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        mention_id=range(4), category="neutral", valence=0.0, published="2016-10-06",
        voice=["own", "own", "direct", "own"],
    )  # fmt: skip


def test_mentions_stand_in_the_middle_of_their_text(mentions, articles):
    found = concordance(mentions, articles, width=12)
    assert list(found.columns) == list(CONCORDANCE)
    assert found[["source", "left", "keyword", "right"]].to_numpy().tolist() == [
        ["North", "", "Rebels", " fled fast."],
        ["South", "Armed ", "rebels", " fled Homs. "],
        ["South", "d Homs. The ", "army", " let rebels "],
        ["South", "he army let ", "rebels", " go, fled or"],
    ]
    assert found["published"].unique().tolist() == ["2016-10-06"]
    texts = articles.set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start : row.end] == row.keyword for row in found.itertuples())


def test_a_word_is_shown_in_the_sentences_of_mentions_alone(mentions, articles):
    found = concordance(mentions, articles, word="Fled", actor="opposition")
    # The last sentence of a names nobody.
    assert found[["article_id", "start", "keyword"]].to_numpy().tolist() == [
        ["b", 7, "fled"],
        ["a", 13, "fled"],
        ["a", 48, "fled"],
    ]
    assert found["voice"].tolist() == ["own", "own", "direct"]
    assert found["right"].tolist()[2] == " or not. Others fled, too."


def test_a_word_near_two_actors_has_a_row_for_each(mentions, articles):
    found = concordance(mentions, articles, word="fled", source="South")
    assert found[["start", "actor"]].to_numpy().tolist() == [
        [13, "opposition"],
        [48, "government"],
        [48, "opposition"],
    ]


def test_words_of_mentions_are_no_occurrences(mentions, articles):
    assert concordance(mentions, articles, word="rebels").empty
    assert list(concordance(mentions, articles, word="tank").columns) == list(CONCORDANCE)


def test_labels_actors_and_sources_choose_the_lines(mentions, articles):
    assert concordance(mentions, articles, label="army")["keyword"].tolist() == ["army"]
    assert concordance(mentions, articles, source=["North"])["keyword"].tolist() == ["Rebels"]
    assert len(concordance(mentions, articles, actor=["opposition", "government"])) == 4


def test_a_sample_is_drawn_by_its_seed_and_keeps_the_order(mentions, articles):
    many = pd.concat([mentions] * 10, ignore_index=True)
    first = concordance(many, articles, sample=6, seed=3)
    assert len(first) == 6
    pd.testing.assert_frame_equal(first, concordance(many.iloc[::-1], articles, sample=6, seed=3))
    others = [concordance(many, articles, sample=6, seed=seed)["start"].tolist() for seed in range(8)]
    assert len(set(map(tuple, others))) > 1
    for seed in range(8):
        drawn = concordance(many, articles, sample=30, seed=seed)[["source", "start"]].to_numpy().tolist()
        assert drawn == sorted(drawn)
    assert len(concordance(mentions, articles, sample=99)) == 4


def test_order_index_categories_and_lacking_columns_do_no_harm(mentions, articles):
    wanted = concordance(mentions, articles)
    turned = mentions.iloc[::-1].set_index(np.zeros(4, int))
    pd.testing.assert_frame_equal(concordance(turned, articles.iloc[::-1]), wanted)
    plain = concordance(mentions.drop(columns=["published", "voice"]), articles)
    assert plain["voice"].tolist() == plain["published"].tolist() == [""] * 4
    categories = concordance(mentions.astype({"actor": "category", "source": "category"}), articles)
    assert categories["left"].tolist() == wanted["left"].tolist()
    assert concordance(mentions.head(0), articles).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"word": "armed men"}, "word is 'armed men'; give one word"),
        ({"word": ""}, "give one word"),
        ({"width": 0}, "width is 0"),
        ({"sample": 0}, "sample is 0"),
    ],
)
def test_options_out_of_range_are_refused(mentions, articles, options, message):
    with pytest.raises(TableError, match=message):
        concordance(mentions, articles, **options)


def test_unknown_names_and_missing_articles_are_refused(mentions, articles):
    for name, wanted in (("label", "rebl"), ("actor", "oposition"), ("source", "Nort")):
        with pytest.raises(UnknownNameError, match=f"no {name} '{wanted}'"):
            concordance(mentions, articles, **{name: wanted})
    with pytest.raises(TableError, match="article 'b' is not among the articles"):
        concordance(mentions, articles.head(1))
