from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from run_folders import write_run

import framing as fr
from framing.errors import CorpusError, TableError, UnknownNameError
from framing.measures import ALL_LABELS

TEXTS = {
    "a": ("North", "2015-03-01", "Rebels fought the Syrian regime. The Syrian army said that terrorists had fled."),
    "b": ("North", "2015-03-31T23:00:00Z", "The Syrian army shelled rebels in Aleppo."),
    "c": (
        "South",
        "2015-04-01",
        "Terrorists attacked the Syrian army. The Syrian government spoke of terrorists again.",
    ),
    "d": ("South", "2016-01-01", "It rained in Aleppo."),
    "e": ("East", "", "Militants and opposition fighters left the Syrian town, the Assad regime said."),
}


@pytest.fixture(scope="module")
def articles():
    rows = [(name, *rest, f"t{i % 2}") for i, (name, rest) in enumerate(TEXTS.items())]
    return fr.mark_regions(pd.DataFrame(rows, columns=["article_id", "source", "published", "text", "topic"]))


@pytest.fixture(scope="module")
def mentions(articles):
    return fr.annotate(articles, "syria")


@pytest.fixture(scope="module")
def run(articles, mentions, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "run"
    return fr.open_run(write_run(folder, articles.drop(columns=["text", "excluded"]), mentions))


def test_the_parts_give_the_mentions_in_the_order_of_the_corpus(run, mentions):
    read = run.mentions()
    assert list(read.columns) == [
        "article_id", "source", "published", "actor", "label", "category", "valence", "sentence_start", "position",
        "voice", "scare_quoted",
    ]  # fmt: skip
    assert read.astype(object).equals(mentions[read.columns].astype(object))


def test_words_are_categories_sorted_and_in_a_byte_each(run):
    label = run.mentions()["label"]
    assert list(label.cat.categories) == sorted(label.cat.categories)
    assert label.cat.codes.dtype == np.int8


def test_rows_can_be_chosen_by_actor_and_source(run, mentions):
    read = run.mentions(["article_id", "label"], actor="opposition", source=["North", "East"])
    wanted = mentions[(mentions["actor"] == "opposition") & mentions["source"].isin(["North", "East"])]
    assert read.astype(object).to_numpy().tolist() == wanted[["article_id", "label"]].to_numpy().tolist()
    assert len(read) == 5


@pytest.mark.parametrize(
    ("since", "until", "named"),
    [
        ("2015-03", "2015-03", "ab"),
        ("2015-03-31", None, "bcd"),
        (None, "2015", "abc"),
        (None, "2015-03-31", "ab"),
        ("2015-04-01", "2015-04-01", "c"),
        ("2016", "2016", "d"),
        (None, None, "abcde"),
    ],
)
def test_days_months_and_years_are_included_and_the_undated_left_out(run, since, until, named):
    assert "".join(run.articles(since=since, until=until)["article_id"]) == named


def test_a_column_of_the_articles_is_lent_to_their_mentions(run, mentions):
    read = run.mentions(["label", "topic"])
    topics = dict(zip(TEXTS, ["t0", "t1", "t0", "t1", "t0"], strict=True))
    assert list(read.columns) == ["label", "topic"]
    assert read["topic"].tolist() == [topics[name] for name in mentions["article_id"]]


def test_measures_from_the_folder_are_those_of_the_tables(run, articles, mentions):
    read, few = run.mentions(), {"resamples": 100}
    for measure in (fr.label_shares, fr.category_shares, fr.label_valence, fr.voice_shares, fr.compare_sources):
        same(measure(read, **few), measure(mentions, **few))
    same(fr.voice_shares(read, label=ALL_LABELS, **few), fr.voice_shares(mentions, label=ALL_LABELS, **few))
    same(fr.mention_rate(read, run.articles(), **few), fr.mention_rate(mentions, articles, **few))
    same(
        fr.label_shares(run.mentions(actor="opposition"), ["source", "voice"], **few),
        fr.label_shares(mentions, ["source", "voice"], actor="opposition", **few),
    )


def test_tables_of_a_comparison_can_be_had_from_the_folder(run, articles):
    result = fr.compare(articles, "syria", scorers=(), resamples=100)
    shown, few = run.mentions(actor=list(result.actors)), {"resamples": 100}
    same(fr.label_shares(shown, **few), result.labels)
    same(fr.category_shares(shown, **few), result.categories)
    same(fr.label_valence(shown, **few), result.valence)
    same(fr.mention_rate(shown, run.articles(), **few), result.rates)


def same(first, second):
    """Assert that tables hold the same cells, whatever the types of their columns."""
    assert list(first.columns) == list(second.columns)
    pd.testing.assert_frame_equal(first.astype(object), second.astype(object), check_exact=True)


def test_columns_that_are_missing_are_named_with_the_nearest(run):
    with pytest.raises(TableError, match=r"run: mentions have no column 'lable'. Did you mean 'label'\?"):
        run.mentions(["lable"])
    with pytest.raises(TableError, match="articles have no column 'text'"):
        run.articles(["text"])


def test_unknown_actors_and_sources_are_named_but_not_those_of_another_time(run):
    with pytest.raises(UnknownNameError, match=r"no actor in .*run 'oposition'. Did you mean 'opposition'\?"):
        run.mentions(actor="oposition")
    with pytest.raises(UnknownNameError, match=r"no source in .*'West'"):
        run.articles(source=["North", "West"])
    assert run.mentions(actor="opposition", since="2016").empty


@pytest.mark.parametrize("day", ["March", "2015-3", "2015-03-01T10", ""])
def test_days_are_written_as_days(run, day):
    if day:
        with pytest.raises(TableError, match="write it as 2015-03-01, 2015-03 or 2015"):
            run.mentions(since=day)
    else:
        assert len(run.articles(since=day)) == 5


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="this is no folder of a run; give one that 'framing annotate"):
        fr.open_run(tmp_path / "nowhere")
    (tmp_path / "run.json").write_text(json.dumps({"options": {}}))
    with pytest.raises(CorpusError, match="this is no folder of a run"):
        fr.open_run(tmp_path)


def test_a_run_without_articles_is_told(tmp_path):
    (tmp_path / "run.json").write_text(json.dumps({"complete": True, "counts": {"parts": 0}}))
    with pytest.raises(CorpusError, match="the run read no article"):
        fr.open_run(tmp_path)


def test_an_unfinished_run_is_told_how_to_go_on(articles, mentions, tmp_path):
    folder = write_run(tmp_path / "run", articles.drop(columns=["text", "excluded"]), mentions, complete=False)
    with pytest.raises(CorpusError, match="not finished; give the same 'framing annotate' command again"):
        fr.open_run(folder)


def test_parts_that_are_missing_or_broken_are_named(articles, mentions, tmp_path):
    run = fr.open_run(write_run(tmp_path / "run", articles.drop(columns=["text", "excluded"]), mentions))
    part = run.folder / "mentions/part-00001.parquet"
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(CorpusError, match=r"part-00001.parquet: this part is broken"):
        run.mentions()
    part.unlink()
    with pytest.raises(CorpusError, match=r"part-00001.parquet: this part is missing"):
        run.mentions()


def test_quotations_are_read_where_they_were_kept(articles, mentions, run, tmp_path):
    said = fr.quotations(articles, "syria")
    kept = fr.open_run(
        write_run(tmp_path / "run", articles.drop(columns=["text", "excluded"]), mentions,
                  quotations=said.drop(columns=["spans", "quoted"]))
    )  # fmt: skip
    same(fr.speaker_shares(kept.quotations(), resamples=100), fr.speaker_shares(said, resamples=100))
    with pytest.raises(TableError, match="kept no quotations; give 'framing annotate' with --quotations"):
        run.quotations()


def test_a_run_without_voices_measures_the_rest(articles, mentions, tmp_path):
    plain = mentions.drop(columns=["voice", "scare_quoted"])
    run = fr.open_run(write_run(tmp_path / "run", articles.drop(columns=["text", "excluded"]), plain))
    assert len(fr.label_shares(run.mentions(), resamples=100))
    with pytest.raises(TableError, match="the run told no voices"):
        run.mentions(["voice"])


def test_parts_of_articles_may_lack_columns_of_the_input(articles, mentions, tmp_path):
    folder = write_run(tmp_path / "run", articles.drop(columns=["text", "excluded"]), mentions)
    part = folder / "articles/part-00000.parquet"
    pd.read_parquet(part).drop(columns="topic").to_parquet(part, index=False)
    assert fr.open_run(folder).articles(["topic"])["topic"].isna().tolist() == [True, True, False, False, False]
