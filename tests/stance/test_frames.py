from __future__ import annotations

import json
import logging

import numpy as np
import pandas as pd
import pytest

from framing.errors import LexiconError, ModelError, TableError, UnknownNameError
from framing.lexicon import LoadedWord, WordForm, WordList, load_wordlist
from framing.schema import CODED
from framing.stance.frames import EVIDENCE, FrameScorer, score_frames
from framing.stance.model import save_model
from framing.stance.training import Recipe, train_model


def articles_of(*texts, **columns):
    n = len(texts)
    table = {
        "article_id": [f"a{at}" for at in range(n)],
        "source": ["North"] * n,
        "published": pd.to_datetime(["2024-12-08"] * n),
        "text": list(texts),
        "status": ["ok"] * n,
        "excluded": [[] for _ in range(n)],
    }
    return pd.DataFrame({**table, **columns})


def words_of(**frames):
    entries = tuple(LoadedWord(word, "phrase", frame) for frame, words in frames.items() for word in words)
    forms = tuple(WordForm(tuple(entry.lemma.split()), entry, "phrase") for entry in entries)
    return WordList("mine", "1", dict.fromkeys(frames, ""), entries, forms)


@pytest.fixture
def war():
    return words_of(conflict=["war", "clash"], money=["cost", "war cost"])


def by_frame(table, column="score"):
    return dict(zip(table["frame"], table[column], strict=True))


def test_share_of_sentences_counted_by_hand(war):
    text = "War came. The war was a clash. Nobody left.\nThe cost rose."
    table = FrameScorer(war).score(articles_of(text))
    assert list(table) == [
        *("article_id", "source", "published", "scorer", "frame", "score", "n_hits", "n_sentences", "words"),
        *("evidence", "proxy"),
    ]
    # Four sentences: conflict in two of them, three times; money in one.
    assert by_frame(table) == {"conflict": 0.5, "money": 0.25}
    assert by_frame(table, "n_hits") == {"conflict": 3, "money": 1}
    assert table["n_sentences"].tolist() == [4, 4]
    assert table["words"].tolist() == [12, 12]
    assert table["scorer"].unique().tolist() == ["mine"]
    assert table["proxy"].all()
    assert table["published"].dtype.kind == "M"


def test_sentences_are_scored_one_or_nought(war):
    text = "War came. Nobody left."
    table = score_frames(articles_of(text), war, unit="sentence")
    assert [text[a:b] for a, b in zip(table["sentence_start"], table["sentence_end"], strict=True)] == [
        *("War came.", "War came.", "Nobody left.", "Nobody left."),
    ]
    assert table["sentence"].tolist() == ["War came.", "War came.", "Nobody left.", "Nobody left."]
    assert table["score"].tolist() == [1.0, 0.0, 0.0, 0.0]
    assert table["n_sentences"].tolist() == [1] * 4
    assert table["words"].tolist() == [2] * 4


def test_evidence_stands_in_the_article(war):
    text = "Headline here\n\nThe War\u2019s clash went on."
    table = FrameScorer(war).score(articles_of(text))
    evidence = json.loads(by_frame(table, "evidence")["conflict"])
    assert [each["word"] for each in evidence] == ["War", "clash"]
    assert all(text[each["start"] : each["end"]] == each["word"] for each in evidence)
    assert by_frame(table, "evidence")["money"] == "[]"


def test_evidence_is_cut_but_hits_are_not(war):
    row = FrameScorer(war).score(articles_of("war " * 30)).iloc[0]
    assert row["n_hits"] == 30
    assert len(json.loads(row["evidence"])) == EVIDENCE == 20


def test_no_frame_hides_the_words_of_another(war):
    table = FrameScorer(war).score(articles_of("The war cost much."))
    assert by_frame(table, "n_hits") == {"conflict": 1, "money": 1}


def test_negated_words_count(war):
    assert by_frame(FrameScorer(war).score(articles_of("There is no war.")))["conflict"] == 1.0


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_boilerplate_does_not_count(war, kind):
    text = "War came.\nSubscribe to War Weekly.\nNobody left."
    start = text.index("Subscribe")
    excluded = kind([[start, text.index("Nobody") - 1]])
    articles = articles_of(text, excluded=pd.Series([excluded], dtype=object))
    table = FrameScorer(war).score(articles)
    assert by_frame(table) == {"conflict": 0.5, "money": 0.0}
    assert by_frame(table, "n_hits")["conflict"] == 1
    assert table["words"].tolist() == [4, 4]


def test_boilerplate_within_a_sentence_does_not_count(war):
    text = "Nobody left [War clash] the town."
    table = FrameScorer(war).score(articles_of(text, excluded=[[[text.index("["), text.index("]") + 1]]]))
    assert by_frame(table, "n_hits") == {"conflict": 0, "money": 0}
    assert table["words"].tolist() == [4, 4]


def test_an_empty_cell_excludes_nothing(war):
    assert len(FrameScorer(war).score(articles_of("War came.", excluded=[None]))) == 2


def test_only_good_articles_are_scored_and_the_rest_counted(war, caplog):
    articles = articles_of("War.", None, "War ads", status=["ok", "empty", "ok"], excluded=[[], [], [[0, 7]]])
    with caplog.at_level(logging.INFO, logger="framing.stance.frames"):
        table = FrameScorer(war).score(articles)
    assert table["article_id"].unique().tolist() == ["a0"]
    assert "2 of 3 articles are not scored: 1 whose status is not 'ok', 1 without a word" in caplog.text


@pytest.mark.parametrize("unit", ["article", "sentence"])
def test_no_article_no_row_but_all_columns(war, unit):
    table = score_frames(articles_of("War.").iloc[:0], war, unit=unit)
    assert table.empty
    assert list(table) == list(score_frames(articles_of("War."), war, unit=unit))


@pytest.mark.parametrize("name", ["frames_generic_en", "frames_war_peace_en"])
def test_shipped_lists(name):
    table = score_frames(articles_of("Nobody came."), name)
    assert table["frame"].tolist() == list(load_wordlist(name).categories)
    assert table["scorer"].unique().tolist() == [name]
    assert (table["score"] == 0).all()


def test_dictionary_of_another_program(tmp_path):
    path = tmp_path / "mine.dic"
    path.write_text("%\n1\tfight\n2\tkin\n%\nbattl*\t1\nmother\t2\n", encoding="utf-8")
    table = FrameScorer(path, name="kinship").score(articles_of("Battling on. A mother wept."))
    assert by_frame(table) == {"fight": 0.5, "kin": 0.5}
    assert table["scorer"].unique().tolist() == ["kinship"]
    assert table["proxy"].all()


def test_a_list_without_categories_is_refused():
    with pytest.raises(LexiconError, match="mine: the word list has no categories"):
        FrameScorer(words_of())


def test_unknown_names(war):
    with pytest.raises(UnknownNameError, match="Did you mean 'frames_generic_en'"):
        FrameScorer("frames_generic")
    with pytest.raises(UnknownNameError, match="no unit 'sentences'"):
        FrameScorer(war).score(articles_of("War."), "sentences")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": [None, "War."]}, "'a0' has the status 'ok' but no text"),
        ({"article_id": ["b", "b"]}, "'b' occurs twice"),
        ({"excluded": ["[[0, 9]]", []]}, "pairs of offsets such as"),
        ({"status": ["good", "ok"]}, "'status' holds 'good'"),
    ],
)
def test_tables_that_cannot_be_read(war, columns, message):
    with pytest.raises(TableError, match=message):
        FrameScorer(war).score(articles_of("War.", "War.", **columns))


def test_missing_column(war):
    with pytest.raises(TableError, match="column 'excluded' is missing"):
        FrameScorer(war).score(articles_of("War.").drop(columns="excluded"))


def coded_of(pairs, start=-1, end=-1):
    rows = [
        (str(at), text, "", start, end, label, str(at), "North", None, None) for at, (text, label) in enumerate(pairs)
    ]
    return pd.DataFrame(rows, columns=list(CODED))


def invented(kind, at):
    places = ["harbour", "valley", "village", "capital", "border"]
    if kind == "money":
        return f"Prices and taxes rose by {at} percent, and markets near the {places[at % 5]} lost money."
    return f"Soldiers fired shells at troops for {at} days, and battles near the {places[at % 5]} killed fighters."


@pytest.fixture(scope="module")
def model():
    pairs = [(invented(kind, at), kind) for kind in ("money", "war") for at in range(20)]
    return train_model(coded_of(pairs), card={"name": "tiny"})


NEW: tuple[str, str] = ("Taxes and prices rose. Markets lost money.", "Troops fired shells. Battles killed soldiers.")


def test_a_model_scores_articles(model):
    table = FrameScorer(model).score(articles_of(*NEW))
    assert table["frame"].tolist() == ["money", "war"] * 2
    wide = table.pivot_table(index="article_id", columns="frame", values="score")
    assert wide.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert wide.loc["a0", "money"] > 0.5
    assert wide.loc["a1", "war"] > 0.5
    assert table["evidence"].unique().tolist() == ["[]"]
    assert not table["proxy"].any()
    assert table["n_hits"].tolist() == [0] * 4
    assert table["n_sentences"].tolist() == [2] * 4
    assert table["scorer"].unique().tolist() == ["tiny"]


def test_a_model_scores_sentences_and_comes_from_a_file(model, tmp_path):
    save_model(model, tmp_path / "tiny.skops")
    table = score_frames(articles_of(" ".join(NEW)), tmp_path / "tiny.skops", unit="sentence")
    assert len(table) == 8
    wide = table.pivot_table(index="sentence_start", columns="frame", values="score")
    assert (wide["money"] > 0.5).tolist() == [True, True, False, False]


def test_a_model_does_not_read_boilerplate(model):
    noise = "Soldiers fired shells. "
    plain, marked = articles_of(NEW[0]), articles_of(noise + NEW[0], excluded=[[[0, len(noise)]]])
    scorer = FrameScorer(model)
    assert scorer.score(marked)["score"].tolist() == scorer.score(plain)["score"].tolist()


def test_texts_that_a_model_was_trained_on_are_told(model, caplog):
    FrameScorer(model).score(articles_of(invented("war", 3), NEW[0]))
    assert "tiny was trained on 1 of the 2 texts scored" in caplog.text


def test_several_frames_at_once():
    kinds = ["money", "war", "money;war", "neither"] * 10
    pairs = []
    for at, kind in enumerate(kinds):
        parts = [invented(each, at) for each in ("money", "war") if each in kind]
        pairs.append((" ".join(parts) or f"Flowers bloomed for {at} weeks in quiet gardens.", kind))
    pairs = [(text, "" if label == "neither" else label) for text, label in pairs]
    model = train_model(coded_of(pairs), Recipe(several=True))
    table = FrameScorer(model, name="both").score(articles_of(*NEW, " ".join(NEW), "Flowers bloomed in gardens."))
    wide = table.pivot_table(index="article_id", columns="frame", values="score")
    assert (wide > 0.5).to_numpy().tolist() == [[True, False], [False, True], [True, True], [False, False]]
    assert table["score"].between(0, 1).all()


def test_a_model_of_stance_is_no_model_of_frames():
    pairs = [
        (f"He {verb} {at} towns.", label) for verb, label in (("saved", "good"), ("burnt", "bad")) for at in range(9)
    ]
    model = train_model(coded_of(pairs, 0, 2))
    with pytest.raises(ModelError, match="judges an actor in a sentence"):
        FrameScorer(model)
