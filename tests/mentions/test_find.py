"""The mentions table: its laws, on any text."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import TableError, annotate, load_lexicon, mark_regions
from framing.mentions import find_mentions
from framing.schema import MENTIONS, check
from framing.text import fold, plain

WORDS = st.sampled_from(
    "rebels terrorists the Syrian Assad's regime forces army ISIS of loyal to Damascus said in Turkish-backed , . \n "
    "\u201c \u2019 Islamic State anti-government HTS non- \u0130dlib fighters\n\nAl-Nusra".split(" ")
)


def table(*texts, **columns):
    ids = [f"a{n}" for n in range(len(texts))]
    return mark_regions(pd.DataFrame({"article_id": ids, "text": texts, **columns}))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_offsets_give_back_surface_and_sentence(text):
    mentions = annotate(table(text), "syria")
    check(mentions, MENTIONS, "mentions")
    for row in mentions.itertuples():
        assert text[row.start : row.end] == row.surface
        assert text[row.sentence_start : row.sentence_end] == row.sentence
        assert row.sentence_start <= row.start < row.end <= row.sentence_end
    assert (mentions["start"].to_numpy()[1:] >= mentions["end"].to_numpy()[:-1]).all()
    assert mentions["mention_id"].is_unique


@given(st.text(max_size=300))
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(plain(text)) == len(text)


def test_articles_do_not_touch_each_other():
    texts = ["ISIS militants left Syria.", "The militants stayed in Syria."]
    both = annotate(table(*texts), "syria")
    alone = annotate(table(texts[1]), "syria")
    assert both["actor"].tolist() == ["isis", "opposition"]
    assert alone["actor"].tolist() == ["opposition"]


def test_boilerplate_holds_no_mention_and_keeps_its_place():
    text = "Rebels left Syria.\n\nAdvertisement\n\nThe Assad regime stayed."
    articles = table(text)
    start = text.index("The Assad")
    articles.at[0, "excluded"] = [[start, len(text)]]
    assert annotate(articles, "syria")["surface"].tolist() == ["Rebels"]


def test_positions_follow_the_regions_of_the_article():
    text = "Rebels win\n\nRebels won in Syria.\n\nRebels left."
    articles = table(text).assign(headline_start=0, headline_end=10, lead_end=33)
    assert annotate(articles, "syria")["position"].tolist() == ["headline", "lead", "body"]


@pytest.mark.parametrize("status", ["empty", "unreadable", "foreign_language"])
def test_articles_that_are_not_ok_have_no_mentions(status):
    assert annotate(table("Syrian rebels left.").assign(status=status), "syria").empty


def test_ambiguous_marks_what_no_neighbour_told():
    mentions = annotate(table("Syrian rebels and ISIS militants met. The militants left. Terrorists came."), "syria")
    found = mentions[["surface", "actor", "resolution", "ambiguous"]].to_numpy().tolist()
    assert found == [
        ["Syrian rebels", "opposition", "own", False],
        ["ISIS militants", "isis", "neighbour", False],
        ["militants", "isis", "carried", True],
        ["Terrorists", "isis", "carried", True],
    ]


def test_modifiers_are_recorded():
    text = "The increasingly brutal regime faced Islamist insurgents and an Islamist-led rebel alliance in Syria."
    mentions = annotate(table(text), "syria")
    assert mentions[["label", "modifiers"]].to_numpy().tolist() == [
        ["regime", "increasingly brutal"],
        ["insurgent", "Islamist"],
        ["rebel", "Islamist-led"],
    ]


def test_progress_counts_articles():
    seen = []
    find_mentions(table("a", "b", "c"), load_lexicon("syria"), progress=seen.append)
    assert seen[-1] == 3
    assert seen == sorted(seen)


def test_a_missing_column_is_told_with_the_nearest():
    articles = table("Rebels left.").rename(columns={"text": "txt"})
    with pytest.raises(TableError) as caught:
        find_mentions(articles, load_lexicon("syria"))
    assert str(caught.value) == "articles: column 'text' is missing. Did you mean 'txt'?"


@pytest.mark.parametrize(
    "unit", ["rebel ", "Syria-rebel-", "“rebel” ", "(regime) Syria ", "forces loyal to the the "]
)
def test_endless_repetition_is_read_to_its_end(unit):
    text = unit * (60_000 // len(unit))
    mentions = annotate(table(text), "syria")
    for row in mentions.itertuples():
        assert text[row.start : row.end] == row.surface
        assert len(row.sentence) <= 400


def test_regions_exclude_what_touches_them():
    text = "Rebels left Syria. " * 4
    articles = table(text)
    articles.at[0, "excluded"] = [[0, 6], [40, 45]]
    assert annotate(articles, "syria")["start"].tolist() == [19, 57]


def test_a_shared_label_counts_only_near_the_subject():
    far = "It rained all day long in the town by the sea. " * 30
    mentions = annotate(table(f"Syria was quiet. {far}The militants left. The rebels stayed."), "syria")
    assert mentions["surface"].tolist() == ["rebels"]


def test_what_one_article_names_does_not_tell_whose_the_next_speaks_of():
    texts = ["Tanks rolled out of Ankara", "Its troops fought in Syria."]
    both = annotate(table(*texts), "syria")
    alone = annotate(table(texts[1]), "syria")
    assert both.loc[both["article_id"] == "a1", "actor"].tolist() == alone["actor"].tolist()


@pytest.mark.parametrize(
    ("text", "surface", "modifiers"),
    [
        ("The Syrian  army left Syria.", "Syrian  army", "Syrian"),
        ("Turkey sent winner-takes-all rebels to Syria.", "rebels", "winner-takes-all"),
        ("Turkey sent Syria's  moderate rebels.", "Syria's  moderate rebels", "Syria's moderate"),
    ],
)
def test_spaces_and_marks_within_a_noun_phrase(text, surface, modifiers):
    mentions = annotate(table(text), "syria", voice=False)
    assert (surface, modifiers) in set(zip(mentions["surface"], mentions["modifiers"], strict=True))
