from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import north_and_south, table_of, twelve_of_east

import framing as fr
from framing.errors import TableError
from framing.measures.selection import NEEDED, groups, select

TABLES = {"small": north_and_south(), "large": pd.concat([north_and_south(), twelve_of_east()], ignore_index=True)}


def scattered(table):
    """The table in another order, with voices and an actor more."""
    order = np.random.default_rng(3).permutation(len(table))
    rows = pd.concat([table, table.assign(actor="government")], ignore_index=True)
    rows["voice"] = np.resize(["own", "indirect", "own", "direct", "own"], len(rows))
    rows["scare_quoted"] = False
    return rows.iloc[[*order, *(order + len(table))]].reset_index(drop=True)


def categorical(table):
    """The table with columns of words as categories, sorted."""
    return table.astype({name: "category" for name in table.columns if table[name].dtype == "str"})


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("dressed", [lambda table: table, categorical], ids=["words", "categories"])
def test_rows_are_sorted_as_pandas_sorts_them(name, dressed):
    table = scattered(TABLES[name])
    columns = ["source", "voice", "actor", *(each for each in NEEDED if each != "actor")]
    wanted = table.sort_values(columns, kind="stable", ignore_index=True)[columns]
    assert select(dressed(table), ["source", "voice"])[columns].astype(object).equals(wanted.astype(object))


def test_empty_cells_of_groups_come_last():
    table = north_and_south()
    table["source"] = table["source"].where(table["article_id"] != "n1")
    for dressed in (table, categorical(table)):
        rows = select(dressed, ["source"])
        assert rows["source"].isna().tolist() == [False] * 5 + [True] * 3
        keys = [key for key, _ in groups(rows, ["source"])]
        assert keys[:2] == [("North", "opposition"), ("South", "opposition")]
        assert pd.isna(keys[2][0])


def test_articles_and_sentences_are_numbered_in_the_order_of_their_names():
    rows = select(north_and_south(), [])
    articles = rows.groupby("article_id")["article_number"].agg(["min", "max"])
    assert (articles["min"] == articles["max"]).all()
    assert articles["min"].is_monotonic_increasing
    assert articles["min"].is_unique
    sentences = rows.groupby(["article_id", "sentence_start"])["sentence_number"].agg(["min", "max"])
    assert (sentences["min"] == sentences["max"]).all()
    assert sentences["min"].is_monotonic_increasing
    assert sentences["min"].is_unique


def test_groups_of_rows_in_any_order_are_whole_and_sorted():
    rows = select(scattered(TABLES["large"]), ["source"])
    mixed = rows.sample(frac=1, random_state=1)
    for first, second in zip(groups(rows, ["source"]), groups(mixed, ["source"]), strict=True):
        assert first[0] == second[0]
        assert sorted(first[1].index) == sorted(second[1].index)
    assert list(groups(rows.iloc[:0], ["source"])) == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    "measure",
    [
        fr.label_shares,
        fr.category_shares,
        fr.label_valence,
        fr.voice_shares,
        fr.compare_sources,
        lambda table, **few: fr.compare_sources(table, "label_share", against="pairs", **few),
        lambda table, **few: fr.label_shares(table, ["source", "voice"], actor="opposition", position="body", **few),
        lambda table, **few: fr.mention_rate(table, articles_of(table), by=[], **few),
        lambda table, **few: fr.mention_rate(table, articles_of(table), **few),
    ],
)
def test_words_and_categories_in_any_order_give_the_same_table(measure, name):
    table = scattered(TABLES[name])
    plain = measure(table.sort_values(["article_id", "sentence_start"]), resamples=100)
    pd.testing.assert_frame_equal(
        measure(categorical(table), resamples=100).astype(object), plain.astype(object), check_exact=True
    )


def articles_of(table):
    """The articles of mentions, in another order, and one that names nobody."""
    own = table[["article_id", "source"]].astype("str").drop_duplicates().assign(status="ok", words=200)
    silent = pd.DataFrame({"article_id": ["z"], "source": ["West"], "status": ["ok"], "words": [300]})
    return pd.concat([silent, own], ignore_index=True)


def test_words_outside_the_vocabulary_are_refused_in_words_and_in_categories():
    table = table_of(["North n1 0 rebel", "North n2 0 rebel"]).assign(category=["neutral", "friendly"])
    for dressed in (table, categorical(table)):
        with pytest.raises(TableError, match="column 'category' holds 'friendly'; allowed are delegitimising"):
            select(dressed, ["source"])


def test_categories_that_no_mention_bears_do_not_count():
    table = categorical(north_and_south())
    table["category"] = table["category"].cat.add_categories("friendly")
    assert len(select(table, ["source"])) == 8
