"""Profiles of single articles."""

import pandas as pd
import pytest

from framing import annotate, load_lexicon, mark_regions, profile_articles

LEXICON = load_lexicon("syria")
TEXT = "Syrian rebels fought the Assad regime in Aleppo and then went on to the town of Hama, residents said. " * 4


def profiles(*texts, reference=None):
    table = mark_regions(pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts}))
    return list(profile_articles(table, LEXICON, reference=reference))


def test_each_article_is_profiled_by_itself():
    first, second = profiles(TEXT, TEXT.replace("rebels", "terrorists"))
    assert first.valence.set_index("actor").loc["opposition", "value"] == 0
    assert second.valence.set_index("actor").loc["opposition", "value"] == -1
    assert second.labels.set_index("label").loc["terrorist", "n_label"] == 4
    assert first.abstained == ""


def test_percentiles_count_the_articles_below_and_half_of_the_ties():
    reference = annotate(
        pd.DataFrame({"article_id": list("wxyz"), "text": [
            "Syrian terrorists came.", "Syrian terrorists came.", "Syrian rebels came.", "The Syrian opposition came."
        ]}), "syria")  # fmt: skip
    (profile,) = profiles(TEXT, reference=reference)
    row = profile.percentiles.set_index("actor").loc["opposition"]
    assert row["value"] == pytest.approx(100 * (2 + 0.5) / 4)
    assert row["n_articles"] == 4
    assert row["low"] < row["value"] < row["high"]


def test_actors_that_the_reference_lacks_have_no_percentile():
    reference = annotate(pd.DataFrame({"article_id": ["a"], "text": ["Syrian rebels came."]}), "syria")
    (profile,) = profiles(TEXT, reference=reference)
    assert profile.percentiles["actor"].tolist() == ["opposition"]


def test_an_article_that_names_nobody_is_no_error():
    (profile,) = profiles("The sun was out and the people of the town went to the river for a swim. " * 5)
    assert profile.abstained == ""
    assert profile.mentions.empty
