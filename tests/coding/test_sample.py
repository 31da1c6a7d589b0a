"""A sample: its units, its blinded sheets, its design."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest

import framing as fr
from framing.errors import CorpusError, TableError, UnknownNameError
from framing.power_allocation import inclusion
from framing.schema import SHEET, UNITS

#: Three mentions, two rejected words, five sentences, of which four hold a mark.
TEXT = (
    "Syrian rebels took the town. The terrorists fled, the regime said. "
    "A diet regime is hard. Roads lead out of Damascus. It rained on day {}."
)


@pytest.fixture(scope="module")
def articles():
    rows = [
        {
            "article_id": f"id-{at:03d}",
            "source": "Zebra Press" if at % 4 else "Quokka Times",
            "published": f"2016-03-{at + 1:02d}",
            "text": TEXT.format(at),
        }
        for at in range(24)
    ]
    return fr.mark_regions(pd.DataFrame(rows))


@pytest.fixture(scope="module")
def mentions(articles):
    return fr.annotate(articles, "syria")


@pytest.fixture(scope="module")
def drawn(mentions, articles):
    return fr.draw_sample(mentions, articles, n=40, coders=("anna", "ben"), overlap=10, seed=1)


def cells(sample):
    return [str(cell) for sheet in sample.sheets.values() for cell in sheet.to_numpy().ravel()]


def test_the_corpus_of_these_tests_is_as_counted(mentions):
    assert len(mentions) == 3 * 24
    assert Counter(mentions["label"]) == {"rebel": 24, "terrorist": 24, "regime": 24}


def test_a_quarter_is_what_was_not_found_half_words_half_sentences(drawn):
    assert drawn.design["drawn"] == {"mention": 30, "candidate": 5, "sentence": 5}
    assert drawn.design["population"] == {"mention": 72, "candidate": 48, "sentence": 120}
    assert list(drawn.units.columns) == list(UNITS)
    assert drawn.units["unit_id"].is_unique
    assert drawn.design["notes"] == []
    assert repr(drawn) == "Sample of 40 units (30 mentions, 5 candidates, 5 sentences) for anna, ben"


def test_probabilities_follow_from_the_sizes_of_the_strata(drawn, mentions):
    found = drawn.units[drawn.units["kind"] == "mention"]
    sizes = mentions.groupby(["source", "label", "voice"]).size()
    told = dict(zip([" | ".join(name) for name in sizes.index], inclusion(sizes.to_list(), 30), strict=True))
    assert found["probability"].tolist() == pytest.approx([told[stratum] for stratum in found["stratum"]])
    assert found["population"].tolist() == [sizes[tuple(s.split(" | "))] for s in found["stratum"]]
    # 3 strata of 6 and 3 of 18 by the roots of their sizes: the small source is over-sampled.
    assert set(found["probability"].round(6)) == {round(30 / (3 * 6**0.5 + 3 * 18**0.5) / n**0.5, 6) for n in (6, 18)}
    sentences = drawn.units[drawn.units["kind"] == "sentence"]
    assert set(sentences["stratum"]) <= {
        f"{s} | {m}" for s in ("Zebra Press", "Quokka Times") for m in ("marked", "unmarked")
    }
    assert set(sentences["population"]) <= {24, 72, 6, 18}


def test_the_key_tells_where_the_bracketed_words_stand(drawn, articles):
    text_of = articles.set_index("article_id")["text"]
    shown = pd.concat(drawn.sheets.values()).drop_duplicates("unit_id").set_index("unit_id")["text"]
    for unit in drawn.units.itertuples():
        words = text_of[unit.article_id][unit.start : unit.end]
        if unit.kind == "sentence":
            assert re.sub("[⟦⟧]", "", shown[unit.unit_id]) == words
        else:
            assert re.findall("⟦(.*?)⟧", shown[unit.unit_id]) == [words]


def test_a_sentence_shows_every_mention_and_every_rejected_word(mentions, articles):
    everything = fr.draw_sample(mentions, articles, n=1000, negatives=900)
    sheet = everything.sheets[""]
    sentences = sheet[sheet["kind"] == "sentence"]
    assert Counter(sentences["text"].str.count("⟦")) == {1: 24 * 3, 2: 24, 0: 24}


def test_all_are_drawn_where_there_are_no_more_and_that_is_said(mentions, articles):
    everything = fr.draw_sample(mentions, articles, n=1000, negatives=900)
    assert everything.design["drawn"] == everything.design["population"]
    assert (everything.units["probability"] == 1).all()
    assert everything.design["notes"] == [
        "100 mentions were asked for; all 72 that there are were taken",
        "852 sentences were asked for; all 120 that there are were taken",
    ]
    words = everything.units[everything.units["kind"] != "sentence"].sort_values(["article_id", "start"])
    following = words.groupby("article_id")["start"].shift(-1)
    assert (words["end"] <= following)[following.notna()].all()  # no word is two units


def test_coders_see_nothing_of_source_article_date_or_prediction(drawn):
    assert all(
        list(sheet.columns) == [*SHEET, "actor", "label", "voice", "missed", "note"]
        for sheet in drawn.sheets.values()
    )
    seen = "\n".join(cells(drawn))
    for secret in ("Zebra", "Quokka", "id-0", "2016", "opposition", "indirect"):
        assert secret not in seen
    assert all(
        (sheet[["actor", "label", "voice", "missed", "note"]] == "").all(axis=None) for sheet in drawn.sheets.values()
    )


def test_the_same_seed_gives_the_same_sample_whatever_the_order(drawn, mentions, articles):
    again = fr.draw_sample(
        mentions.sample(frac=1, random_state=4), articles[::-1], n=40, coders=("anna", "ben"), overlap=10, seed=1
    )
    pd.testing.assert_frame_equal(again.units, drawn.units)
    for coder, sheet in drawn.sheets.items():
        pd.testing.assert_frame_equal(again.sheets[coder], sheet)
    assert again.design == drawn.design
    other = fr.draw_sample(mentions, articles, n=40, coders=("anna", "ben"), overlap=10, seed=2)
    assert set(other.units["unit_id"]) != set(drawn.units["unit_id"])
    assert other.design["frame"] == drawn.design["frame"]


def test_some_units_go_to_all_coders_and_the_rest_is_dealt_out_evenly(mentions, articles):
    sample = fr.draw_sample(mentions, articles, n=41, coders=("anna", "ben", "cem"), overlap=10)
    hands = {coder: set(sheet["unit_id"]) for coder, sheet in sample.sheets.items()}
    count = Counter(unit for hand in hands.values() for unit in hand)
    assert set(count) == set(sample.units["unit_id"])
    assert Counter(count.values()) == {3: 10, 1: 31}
    assert sorted(map(len, hands.values())) == [20, 20, 21]
    shared = [[unit for unit in sheet["unit_id"] if count[unit] == 3] for sheet in sample.sheets.values()]
    assert shared[0] != shared[1] != shared[2]
    assert sample.design["overlap"] == 10


def test_the_order_tells_nothing(drawn):
    kinds = drawn.sheets["anna"]["kind"].tolist()
    assert kinds != sorted(kinds)
    assert kinds != sorted(kinds, reverse=True)


def test_by_default_two_coders_share_fifty_units_or_all(mentions, articles):
    few = fr.draw_sample(mentions, articles, n=30, coders=("anna", "ben"))
    anna, ben = (sheet["unit_id"].tolist() for sheet in few.sheets.values())
    assert len(anna) == len(ben) == 30
    assert set(anna) == set(ben)
    assert anna != ben
    many = fr.draw_sample(mentions, articles, n=80, coders=("anna", "ben"))
    assert [len(sheet) for sheet in many.sheets.values()] == [65, 65]
    apart = fr.draw_sample(mentions, articles, n=30, coders=("anna", "ben"), overlap=0)
    assert [len(sheet) for sheet in apart.sheets.values()] == [15, 15]
    assert apart.design["notes"] == ["no unit is coded twice: agreement cannot be told"]


def test_without_articles_the_sentence_stands_alone_and_recall_cannot_be_told(mentions, articles):
    alone = fr.draw_sample(mentions, n=20)
    assert alone.design["drawn"] == {"mention": 20}
    assert alone.design["notes"] == [
        "the articles were not given: coders see the sentence alone",
        "only mentions were drawn: precision can be told, recall cannot",
    ]
    sheet = alone.sheets[""]
    assert "missed" not in sheet
    assert (sheet[["before", "after"]] == "").all(axis=None)
    around = fr.draw_sample(mentions, articles, n=20, negatives=0).sheets[""]
    assert sheet["text"].tolist() == around["text"].tolist()
    assert set(around["after"]) != {""}


def test_a_large_corpus_is_searched_in_part_and_probabilities_say_so(mentions, articles):
    sample = fr.draw_sample(mentions, articles, n=40, negatives=20, most_articles=6)
    negatives = sample.units[sample.units["kind"] != "mention"]
    assert negatives["article_id"].nunique() <= 6
    assert sample.design["population"] == {"mention": 72, "candidate": 48, "sentence": 120}
    assert sample.design["notes"] == ["6 of 24 articles were searched for negatives"]
    candidates = negatives[negatives["kind"] == "candidate"]
    sizes = candidates.drop_duplicates("stratum")["population"]
    assert sizes.sum() == 12  # two in each of six articles
    told = dict(zip(sizes, inclusion(sizes.to_list(), 10) * 6 / 24, strict=True))
    assert candidates["probability"].tolist() == pytest.approx([told[n] for n in candidates["population"]])
    mention = sample.units[sample.units["kind"] == "mention"]
    assert mention["article_id"].nunique() > 6


def test_sentences_take_the_place_of_words_that_are_not_there(articles):
    texts = articles.assign(text="The Syrian rebels fled. It rained. " + articles["article_id"] + " ended.")
    texts = fr.mark_regions(texts[["article_id", "source", "text"]])
    sample = fr.draw_sample(fr.annotate(texts, "syria"), texts, n=20, negatives=8)
    assert sample.design["drawn"] == {"mention": 12, "candidate": 0, "sentence": 8}
    assert sample.design["notes"] == ["no candidate was drawn, of 0"]


def test_words_take_the_place_of_sentences_that_are_not_there():
    text = "Syrian rebels fled from diet regime and " + " and ".join(["diet regime"] * 9)
    articles = pd.DataFrame({"article_id": ["a"], "source": ["X"], "text": [text]})
    sample = fr.draw_sample(fr.annotate(articles, "syria"), articles, n=9, negatives=8)
    assert sample.design["drawn"] == {"mention": 1, "candidate": 7, "sentence": 1}


def test_articles_that_were_not_analysed_and_boilerplate_are_not_drawn_from(mentions, articles):
    strange = articles.iloc[[0]].assign(article_id="foreign", status="foreign_language")
    cut = articles.assign(excluded=[[[text.index("A diet"), len(text)]] for text in articles["text"]])
    kept = mentions
    sample = fr.draw_sample(kept, pd.concat([cut, strange], ignore_index=True), n=500, negatives=400)
    assert sample.design["population"] == {"mention": 72, "candidate": 0, "sentence": 48}


def test_the_design_tells_how_it_was_done(drawn):
    design, lexicon = drawn.design, fr.load_lexicon("syria")
    assert design["lexicon"] == {"name": "syria", "version": lexicon.version, "sha256": lexicon.sha256}
    assert (design["seed"], design["n"], design["coders"]) == (1, 40, ["anna", "ben"])
    assert design["by"] == ["source", "label", "voice"]
    assert list(design["variables"]) == ["actor", "label", "voice", "missed"]
    assert design["variables"]["actor"]["none"] == "the marked words name none of these actors"
    assert design["labels"]["assad"] == ["assad", "president", "dictator"]
    assert design["frame"] == drawn.units["frame"].unique().item()


def test_stance_is_coded_where_it_is_asked_for(mentions, articles):
    sample = fr.draw_sample(mentions, articles, n=8, variables=("stance", "actor"))
    assert list(sample.sheets[""].columns) == [*SHEET, "actor", "stance", "missed", "note"]
    assert list(sample.design["variables"]) == ["actor", "stance", "missed"]


def test_any_columns_make_strata(mentions, articles):
    sample = fr.draw_sample(mentions, articles, n=20, by=("actor",))
    found = sample.units[sample.units["kind"] == "mention"]
    assert set(found["stratum"]) == {"opposition", "government"}
    plain = fr.draw_sample(mentions.drop(columns="voice"), articles, n=20, by=())
    assert plain.units[plain.units["kind"] == "mention"]["probability"].tolist() == pytest.approx([15 / 72] * 15)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "n is 0; give the number of units to code"),
        ({"n": 4, "negatives": 4}, "negatives is 4; they are part of n, so give from 0 to 3"),
        ({"negatives": -1}, "negatives is -1"),
        ({"by": ("source", "labels")}, "column 'labels', to draw by, is missing. Did you mean 'label'?"),
        ({"coders": ()}, "coders are none"),
        ({"coders": ("Anna", "anna")}, "two have one name"),
        ({"variables": ("actors",)}, "there is no variable 'actors'. Did you mean 'actor'?"),
        ({"variables": ()}, "variables are none"),
        ({"overlap": -1}, "overlap is -1"),
        ({"seed": -1}, "seed is -1"),
        ({"most_articles": 0}, "most_articles is 0"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_error(mentions, articles, options, message):
    with pytest.raises(TableError, match=re.escape(message)):
        fr.draw_sample(mentions, articles, **options)


def test_mentions_that_are_none_or_not_of_these_articles_are_an_error(mentions, articles):
    with pytest.raises(TableError, match="there are none to draw from"):
        fr.draw_sample(mentions[:0], articles)
    with pytest.raises(CorpusError, match="'id-000' of the mentions is missing"):
        fr.draw_sample(mentions, articles[1:])
    with pytest.raises(TableError, match="column 'sentence' is missing; give the articles, too"):
        fr.draw_sample(mentions.drop(columns="sentence"))
    with pytest.raises(TableError, match="column 'actor' is missing"):
        fr.draw_sample(mentions.drop(columns="actor"), articles)


def test_every_word_is_in_one_unit_so_that_no_mention_is_counted_twice_or_never(mentions, articles):
    found = mentions[mentions.index % 3 > 0]  # as if the lexicon had missed a third
    sheet = fr.draw_sample(found, articles, n=1000, negatives=900).sheets[""]
    is_sentence = sheet["kind"] == "sentence"
    unmarked = sheet.loc[is_sentence, "text"].str.replace("⟦.*?⟧", " ", regex=True)
    marked = sheet.loc[~is_sentence, "text"].str.extract("⟦(.*)⟧")[0]
    words = Counter(re.findall(r"\w+", " ".join([*unmarked, *marked])))
    assert words == Counter(re.findall(r"\w+", " ".join(articles["text"])))
    assert Counter(sheet["kind"])["candidate"] == 48 + 24  # what was missed are words of the lexicon, too


def test_the_actors_asked_for_give_four_fifths_and_the_others_the_rest(mentions, articles):
    sample = fr.draw_sample(mentions, articles, n=40, negatives=10, by=["source"], actors=["government"], seed=1)
    found = sample.units[sample.units["kind"] == "mention"]
    # 24 mentions of the regime, 48 of its opponents, by two sources, 6 and 18 articles.
    assert Counter(found["actor"]) == {"government": 24, "opposition": 6}
    of_others = found[found["actor"] == "opposition"]
    assert set(of_others["stratum"]) <= {"other actors: Quokka Times", "other actors: Zebra Press"}
    assert sorted(of_others["probability"].round(6).unique()) == sorted(inclusion([12, 36], 6).round(6))
    assert (found.loc[found["actor"] == "government", "probability"] == 1).all()
    assert sample.design["actors"] == ["government"]
    with pytest.raises(UnknownNameError, match="regime"):
        fr.draw_sample(mentions, articles, actors=["regime"])
