"""Articles to comparison in one call."""

import pandas as pd
import pytest

from framing import CorpusError, UnknownNameError, annotate, compare, load_lexicon, read_articles
from framing.schema import COMPARISONS, MEASURES, MENTIONS, QUOTATIONS, VOICES


def articles(n=6):
    rows = [
        {
            "article_id": f"{source}{i}",
            "source": source,
            "text": f"{word} in Syria fought the {other}. " * (1 + i % 3),
        }
        for source, word, other in (("A", "Rebels", "regime"), ("B", "Terrorists", "Syrian army"))
        for i in range(n)
    ]
    return pd.DataFrame(rows)


def test_hand_counted_shares():
    result = compare(articles(), "syria", resamples=200)
    labels = result.labels.set_index(["source", "actor", "label"])
    assert labels.loc[("A", "opposition", "rebel"), "value"] == 1
    assert labels.loc[("A", "opposition", "rebel"), "n_mentions"] == 12
    assert labels.loc[("B", "opposition", "rebel"), "value"] == 0
    assert labels.loc[("B", "government", "army"), "n_articles"] == 6
    valence = result.valence.set_index(["source", "actor"])["value"]
    assert valence[("A", "government")] == pytest.approx(-0.6)
    assert valence[("B", "opposition")] == -1


def test_every_table_has_the_columns_of_the_schema():
    result = compare(articles(), "syria", resamples=200)
    assert set(result.mentions.columns) == {*MENTIONS, *VOICES}
    assert list(result.quotations.columns) == list(QUOTATIONS)
    assert list(result.comparison.columns) == list(COMPARISONS)
    for table in (result.labels, result.categories, result.valence, result.rates):
        assert list(table.columns[-len(MEASURES) :]) == list(MEASURES)
        assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()


def test_differences_have_the_sign_of_the_difference():
    result = compare(articles(), "syria", resamples=200)
    rows = result.comparison.set_index(["actor", "measure", "source"])
    assert rows.loc[("opposition", "label_valence", "A"), "difference"].item() == pytest.approx(1)
    assert rows.loc[("opposition", "label_valence", "B"), "difference"].item() == pytest.approx(-1)


def test_the_order_of_the_articles_does_not_matter():
    once = compare(articles(), "syria", resamples=200)
    again = compare(articles().sample(frac=1, random_state=1), "syria", resamples=200)
    pd.testing.assert_frame_equal(once.labels, again.labels)
    pd.testing.assert_frame_equal(once.comparison, again.comparison)


def test_paths_and_tables_give_the_same_mentions(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Syrian rebels left Aleppo. " * 5, encoding="utf-8")
    pd.testing.assert_frame_equal(annotate(file, "syria"), annotate(read_articles(file), load_lexicon("syria")))


def test_unknown_actors_and_empty_corpora_are_told():
    with pytest.raises(UnknownNameError) as unknown:
        compare(articles(), "syria", actors=["goverment"])
    assert str(unknown.value) == ("there is no actor in lexicon 'syria' 'goverment'. Did you mean 'government'?")
    with pytest.raises(CorpusError) as empty:
        compare(articles().assign(text=""), "syria")
    assert str(empty.value).startswith("none of the 12 articles can be analysed")
