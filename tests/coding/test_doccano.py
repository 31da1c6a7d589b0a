"""Lines and labels for doccano, and its exports of old and new versions back."""

import json

import pandas as pd
import pytest

from framing import TableError, read_codings, read_gold
from framing.coding.doccano import doccano_labels, doccano_lines

DESIGN = {
    "variables": {
        "actor": {"police": "", "none": ""},
        "label": {"officer": "", "party: of God": "", "other": ""},
        "missed": {"none": "", "unclear": ""},
    },
    "labels": {"police": ["officer", "party: of God"]},
}
SHEET = pd.DataFrame(
    {
        "unit_id": ["u1", "u2"],
        "probability": [0.5, 1.0],
        "kind": ["mention", "sentence"],
        "before": ["", "Before."],
        "text": ["the ⟦police⟧", "a line"],
        "after": ["After.", ""],
    }
)


def write(tmp_path, *lines, name="all.jsonl"):
    text = "\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
    (tmp_path / name).write_text(text + "\n\n", encoding="utf-8")
    return tmp_path / name


def exported(*labels, remarks=((), ())):
    """What doccano exports since 1.5: what came with a text stands beside it."""
    lines = zip(doccano_lines(SHEET, DESIGN), labels, remarks, strict=True)
    return [{"id": n, **line, "label": each, "Comments": list(told)} for n, (line, each, told) in enumerate(lines)]


def test_lines_hold_the_sentence_with_its_neighbours_and_what_tells_the_unit():
    first, second = doccano_lines(SHEET, DESIGN)
    assert first == {
        "text": "the ⟦police⟧ After.",
        "label": [],
        "unit_id": "u1",
        "probability": "0.5",
        "kind": "mention",
        "sentence": "the ⟦police⟧",
    }
    assert second["text"] == "Before. a line"


def test_there_is_a_label_for_every_code():
    labels = doccano_labels(DESIGN)
    assert [each["text"] for each in labels] == [
        f"{variable}:{code}" for variable, codes in DESIGN["variables"].items() for code in codes
    ]
    assert set(labels[0]) == {"text", "prefixKey", "suffixKey", "backgroundColor", "textColor"}


def test_an_export_comes_back_as_codings(tmp_path):
    remarks = (["so it goes"], ["missed: police: officer; police: other"])
    path = write(tmp_path, *exported(["actor:police", "label:party: of God"], [], remarks=remarks))
    codings = read_codings(path, design=DESIGN)
    assert codings["coder"].tolist() == ["coder 1", "coder 1"]
    assert codings["text"].tolist() == ["the ⟦police⟧", "a line"]
    assert codings[["actor", "label", "note"]].iloc[0].tolist() == ["police", "party: of God", "so it goes"]
    assert codings["missed"].tolist() == [None, "police: officer; police: other"]
    assert read_gold(path, design=DESIGN)["probability"].tolist() == [0.5, 1.0]


def test_files_of_one_user_each_are_their_coders(tmp_path):
    anna = write(tmp_path, *exported(["actor:none"], ["missed:none"]), name="anna.jsonl")
    ben = write(tmp_path, *exported(["actor:police"], ["missed:none"]), name="ben.jsonl")
    codings = read_codings([anna, ben], design=DESIGN)
    assert codings["coder"].tolist() == ["anna", "anna", "ben", "ben"]
    assert codings["missed"].tolist() == [None, "none"] * 2


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1, "text": "t", "labels": ["actor:police"], "meta": {"unit_id": "u1"}},
        {"doc_id": 1, "text": "t", "labels": ["actor:police"], "username": "admin", "metadata": {"unit_id": "u1"}},
        {"id": 1, "data": "t", "label": ["actor: police"], "unit_id": "u1"},
        {"id": 1, "text": "t", "annotations": [{"label": "actor:police", "user": 1}], "meta": {"unit_id": "u1"}},
    ],
)
def test_other_versions_are_read(tmp_path, line):
    codings = read_codings(write(tmp_path, line), design=DESIGN)
    assert codings[["unit_id", "actor", "text"]].iloc[0].tolist() == ["u1", "police", "t"]
    assert codings["coder"].tolist() == [line.get("username", "coder 1")]


def test_a_text_without_labels_is_missing(tmp_path):
    codings = read_codings(write(tmp_path, *exported([], ["missed:none"])), design=DESIGN)
    assert codings["actor"].tolist() == [None, None]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"text": "t", "annotations": [{"label": 7, "user": 1}]}, "line 1: its labels have no names but 7; export"),
        ({"text": "t", "label": [[0, 2, "ORG"]]}, "its labels have no names but"),
        ({"text": "t", "label": ["positive"]}, "label 'positive' names no variable and code"),
        ({"text": "t", "label": ["mood:good"]}, "label 'mood:good' names no variable and code"),
        ({"text": "t", "unit_id": "u1", "label": ["actor:police", "actor:none"]}, "actor 'police; none' is no code"),
        ({"text": "t", "label": ["actor:none"]}, "column 'unit_id' is missing"),
        ([1], "line 1 is no record"),
        ({"text": "t", "label": "actor:none"}, "line 1: labels: this is not what the program exports"),
        ({"text": "t", "Comments": 7}, "line 1: comments: this is not what"),
    ],
)
def test_lines_that_tell_no_codes_are_refused(tmp_path, line, told):
    with pytest.raises(TableError, match=told):
        read_codings(write(tmp_path, line), design=DESIGN)


def test_what_is_no_json_is_refused(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"text": "t"\n', encoding="utf-8")
    with pytest.raises(TableError, match="line 1 is no JSON"):
        read_codings(tmp_path / "x.jsonl")
    (tmp_path / "x.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(TableError, match="nobody has coded a task in this export"):
        read_codings(tmp_path / "x.jsonl")
