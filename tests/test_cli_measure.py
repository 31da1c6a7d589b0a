from __future__ import annotations

import pandas as pd
import pytest
from run_folders import write_run

import framing as fr

LABELS = {"terrorist": ("delegitimising", -1.0), "rebel": ("neutral", 0.0)}


@pytest.fixture(scope="module")
def mentions():
    labels = ["rebel", "terrorist", "rebel", "rebel"] * 6
    east = pd.DataFrame({
        "article_id": [f"e{i // 2:02d}" for i in range(24)], "source": "East", "published": "2015-03-01",
        "actor": "opposition", "label": labels, "category": [LABELS[label][0] for label in labels],
        "valence": [LABELS[label][1] for label in labels], "sentence_start": [0, 50] * 12, "position": "body",
        "voice": "own", "scare_quoted": False})  # fmt: skip
    west = east.assign(source="West", article_id="w" + east["article_id"], voice="direct", published="2016-03-01")
    return pd.concat([east, west, west.assign(actor="government")], ignore_index=True)


@pytest.fixture(scope="module")
def articles(mentions):
    rows = mentions[["article_id", "source", "published"]].drop_duplicates(ignore_index=True)
    return rows.assign(status="ok", words=300, topic=[f"t{i % 3}" for i in range(len(rows))])


@pytest.fixture(scope="module")
def folder(articles, mentions, tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("runs") / "run", articles, mentions, size=7)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["label_shares"], lambda m, _, **few: fr.label_shares(m, **few)),
        (["label_shares", "--actor", "opposition", "--voice", "own"],
         lambda m, _, **few: fr.label_shares(m, actor="opposition", voice="own", **few)),
        (["category_shares", "--by", "voice", "--by", "source"],
         lambda m, _, **few: fr.category_shares(m, ["voice", "source"], **few)),
        (["label_valence", "--since", "2016"],
         lambda m, _, **few: fr.label_valence(m[m["source"] == "West"], **few)),
        (["label_valence", "--until", "2015-12", "--source", "East"],
         lambda m, _, **few: fr.label_valence(m[m["source"] == "East"], **few)),
        (["label_shares", "--by", "topic"],
         lambda m, a, **few: fr.label_shares(m.merge(a[["article_id", "topic"]]), "topic", **few)),
        (["mention_rate", "--by", "topic", "--actor", "government"],
         lambda m, a, **few: fr.mention_rate(m, a, "topic", actor="government", **few)),
        (["voice_shares"], lambda m, _, **few: fr.voice_shares(m, **few)),
        (["compare_sources", "--of", "voice_share", "--against", "East"],
         lambda m, _, **few: fr.compare_sources(m, "voice_share", against="East", **few)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_measure_is_that_of_the_tables(framing, folder, mentions, articles, arguments, wanted):
    status, table, _ = framing("measure", folder, *arguments, "--resamples", 100)
    assert status == 0
    assert table == wanted(mentions, articles, resamples=100).to_csv(index=False, lineterminator="\n")


def test_a_measure_is_written_to_a_file_and_told(framing, folder, tmp_path):
    file = tmp_path / "valence.csv"
    status, table, told = framing("measure", folder, "label_valence", "--resamples", 100, "--out", file)
    assert (status, table) == (0, "")
    assert "label_valence: 3 rows from 72 mentions" in told
    assert len(pd.read_csv(file)) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["label_shares", "--actor", "oposition"], "Did you mean 'opposition'?"),
        (["label_shares", "--by", "topc"], "mentions have no column 'topc'"),
        (["mention_rate", "--by", "topc"], "articles have no column 'topc'. Did you mean 'topic'?"),
        (["voice_shares", "--voice", "own"], "leave --voice out"),
        (["compare_sources", "--by", "topic"], "leave --by out"),
        (["label_shares", "--since", "spring"], "write it as 2015-03-01, 2015-03 or 2015"),
    ],
)
def test_faults_are_told_in_one_line(framing, folder, arguments, words):
    status, _, said = framing("measure", folder, *arguments)
    assert status == 1
    assert words in said
    assert said.count("\n") == 1


def test_a_folder_of_something_else_is_told(framing, tmp_path):
    status, _, said = framing("measure", tmp_path, "label_shares")
    assert status == 1
    assert "this is no folder of a run" in said
