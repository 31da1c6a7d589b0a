"""The voice of mentions, and the table of quotations."""

import pandas as pd
import pytest

from framing import annotate, quotations
from framing.schema import QUOTATIONS, VOCABULARY


def heard(text, surface):
    """The row of the first mention with this surface."""
    mentions = annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}), "syria")
    rows = mentions[mentions["surface"] == surface]
    assert len(rows), mentions["surface"].tolist()
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("text", "surface", "voice", "speaker", "cue_class"),
    [
        ("The Assad regime said that terrorists took Aleppo.", "Assad regime", "own", None, None),
        (
            "The Assad regime said that terrorists took Aleppo.",
            "terrorists",
            "indirect",
            "The Assad regime",
            "neutral",
        ),
        ("“Terrorists took Aleppo,” said Bashar Jaafari.", "Terrorists", "direct", "Bashar Jaafari", "neutral"),
        ("Syria vowed to fight what it calls “terrorists” in Aleppo.", "terrorists", "direct", "Syria", "neutral"),
        ("Terrorists took Aleppo, SANA claimed.", "Terrorists", "indirect", "SANA", "distancing"),
        ("The US expressed support for the rebels in Syria.", "rebels", "own", None, None),
        ("The Observatory reported clashes with rebels in Syria.", "rebels", "own", None, None),
        ("Turkey hopes the rebels win in Syria.", "rebels", "own", None, None),
        ("The so-called rebels left Aleppo.", "rebels", "own", None, "distancing"),
        ("The alleged terrorists left Aleppo.", "terrorists", "own", None, "distancing"),
        ("Turkey said it backs the “moderate” rebels in Syria.", "rebels", "indirect", "Turkey", "neutral"),
        ("“They [the rebels] left Aleppo,” Assad said.", "rebels", "own", None, None),
        ("The “Military Operations Command” took Aleppo.", "Military Operations Command", "own", None, None),
        ("As Reuters reported, rebels left Aleppo.", "rebels", "indirect", "Reuters", "neutral"),
    ],
)
def test_voice_of_a_mention(text, surface, voice, speaker, cue_class):
    row = heard(text, surface)
    assert row["voice"] == voice
    assert (None if pd.isna(row["speaker"]) else row["speaker"]) == speaker
    assert (None if pd.isna(row["cue_class"]) else row["cue_class"]) == cue_class


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("The “terrorists” left Aleppo.", "terrorists", True),
        ("The so-called rebels left Aleppo.", "rebels", True),
        ("Syria fights what it calls terrorists in Aleppo.", "terrorists", True),
        ("The alleged terrorists left Aleppo.", "terrorists", False),
        ("“Terrorists left,” Assad said in Aleppo.", "Terrorists", False),
        ("Assad said “terrorists” had left Aleppo.", "terrorists", False),
        ("The “Military Operations Command” took Aleppo.", "Military Operations Command", False),
    ],
)
def test_scare_quotes(text, surface, expected):
    assert bool(heard(text, surface)["scare_quoted"]) is expected


def test_the_innermost_report_gives_the_speaker():
    row = heard("Reuters said that Assad called the rebels cowards in Aleppo.", "rebels")
    assert (row["voice"], row["speaker"]) == ("indirect", "Assad")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bashar Jaafari said the army won. He added that rebels had left Aleppo.", "Bashar Jaafari"),
        ("The ministry said the army won. It added that rebels had left Aleppo.", "The ministry"),
        ("Residents said the army won. They added that rebels had left Aleppo.", "Residents"),
        ("Ali Amer said no. Sergei Lavrov said the army won. He added that rebels left Aleppo.", "Sergei Lavrov"),
        ("The ministry said the army won. He added that rebels had left Aleppo.", "He"),
    ],
)
def test_pronouns_are_resolved_where_that_is_sure(text, speaker):
    assert heard(text, "rebels")["speaker"] == speaker


def test_a_pronoun_reaches_back_three_paragraphs_at_most():
    between = "The town lies in the north of the country. " * 40
    text = f"Sergei Lavrov said the army won. {between}He added that rebels had left Aleppo."
    assert heard(text, "rebels")["speaker"] == "He"


def test_a_quotation_over_paragraphs_has_one_speaker():
    text = "“Rebels left Aleppo,” Jaafari said.\n\n“The army is in Aleppo.\n\n“It stays.”"
    found = quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert [text[start:end] for start, end in found["spans"].iloc[0]] == [
        "“Rebels left Aleppo,”", "“The army is in Aleppo.", "“It stays.”",
    ]  # fmt: skip
    assert len(found) == 1


def test_an_announced_quotation_stands_in_the_next_paragraph():
    text = "The minister told reporters in Aleppo:\n\n“Rebels left.”"
    found = quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert found["content"].tolist() == ["“Rebels left.”"]
    assert found["speaker"].tolist() == ["The minister"]


def test_the_table_of_quotations():
    text = "“Rebels left Aleppo,” rebel commander Abu Ali told AFP. The army denied that “they won”."
    found = quotations(pd.DataFrame({"article_id": ["a"], "source": ["S"], "text": [text]}), "syria")
    assert list(found.columns) == list(QUOTATIONS)
    first, second = found.to_dict("records")
    assert (first["quotation_id"], first["voice"], first["words"], first["quoted_words"]) == ("a:q1", "direct", 3, 3)
    assert text[first["speaker_start"] : first["speaker_end"]] == "rebel commander Abu Ali"
    assert (first["speaker_actor"], first["speaker_type"]) == ("opposition", "armed group")
    assert (second["voice"], second["words"], second["quoted_words"], second["cue_class"]) == (
        "mixed", 3, 2, "distancing",
    )  # fmt: skip
    assert text[second["cue_start"] : second["cue_end"]] == "denied"
    assert (second["speaker_actor"], second["speaker_type"]) == ("government", "military")


def test_mentions_lead_to_their_quotation():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The Syrian army said rebels had left Aleppo."]})
    mentions, found = annotate(articles, "syria"), quotations(articles, "syria")
    attributed = mentions.dropna(subset="quotation_id").merge(found, on="quotation_id")
    assert (attributed["start"] >= attributed["content_start"]).all()
    assert (attributed["end"] <= attributed["content_end"]).all()
    assert attributed["label"].tolist() == ["rebel"]


def test_boilerplate_says_nothing():
    text = "The army said rebels had left Aleppo.\n\nShare This Article\n"
    found = quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert len(found) == 1


def test_a_rule_can_be_left_out():
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["According to SANA, rebels left. The army said they won."]}
    )
    assert quotations(articles)["rule"].tolist() == ["according to", "bare"]
    assert quotations(articles, without=["according to"])["rule"].tolist() == ["bare"]


def test_words_of_the_vocabulary():
    found = quotations("seeds", "syria")
    assert set(found["speaker_type"]) <= set(VOCABULARY["speaker_type"])
    assert set(found["voice"]) <= {"direct", "indirect", "mixed"}
    assert set(found["cue_class"].dropna()) <= set(VOCABULARY["cue_class"])


def test_articles_without_words_have_no_quotations():
    assert quotations(pd.DataFrame({"article_id": ["a"], "text": [""]})).empty
    assert annotate(pd.DataFrame({"article_id": ["a"], "text": [""]}), "syria").empty


def test_an_odd_mark_is_counted():
    from framing import mark_regions

    articles = mark_regions(pd.DataFrame({"article_id": ["a", "b"], "text": ['He said "no.\nBye.', 'He said "no".']}))
    assert articles["unpaired_quotes"].tolist() == [1, 0]
