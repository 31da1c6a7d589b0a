"""Tasks for Label Studio, and its exports back."""

import json
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from framing import TableError, read_codings, read_gold
from framing.coding.label_studio import label_studio_config, label_studio_tasks

DESIGN = {
    "lexicon": {"name": "demo", "version": "2"},
    "variables": {
        "actor": {"police": 'who & "what" <b>\x00', "none": "", "unclear": ""},
        "label": {**{f"label {n}": "" for n in range(12)}, "other": ""},
        "voice": {"own": "the outlet", "direct": "", "unclear": ""},
        "missed": {"none": "", "unclear": ""},
    },
    "labels": {"police": ["label 1"]},
}
SHEET = pd.DataFrame(
    {
        "unit_id": ["u1", "u2"],
        "probability": [0.5, 1.0],
        "kind": ["mention", "sentence"],
        "before": ["", "Before."],
        "text": ["the ⟦police⟧", "<script>"],
        "after": ["After.", ""],
        "actor": "",
        "note": "",
    }
)


def choice(name, value):
    return {"from_name": name, "to_name": "text", "type": "choices", "id": "x1", "value": {"choices": [value]}}


def words(name, *texts):
    return {"from_name": name, "to_name": "text", "type": "textarea", "value": {"text": list(texts)}}


def annotation(*results, by=1, at="2024-01-01T00:00:00Z", **more):
    return {
        "id": 9,
        "completed_by": by,
        "created_at": at,
        "updated_at": at,
        "was_cancelled": False,
        "result": list(results),
    } | more


def export(tmp_path, *annotations, name="project.json"):
    """What Label Studio exports as JSON: the tasks given to it with annotations."""
    tasks = label_studio_tasks(SHEET, DESIGN)
    told = [
        {"id": n, "annotations": each, "predictions": [], **task}
        for n, (task, each) in enumerate(zip(tasks, annotations, strict=True))
    ]
    (tmp_path / name).write_text(json.dumps(told), encoding="utf-8")
    return tmp_path / name


def test_tasks_hold_what_coders_read_and_what_tells_the_unit():
    first, second = label_studio_tasks(SHEET, DESIGN)
    assert first == {
        "data": {
            "unit_id": "u1",
            "probability": "0.5",
            "kind": "mention",
            "before": "",
            "text": "the ⟦police⟧",
            "after": "After.",
            "lexicon": "demo 2",
        }
    }
    assert second["data"]["text"] == "<script>"


def test_the_configuration_offers_every_code_and_survives_hostile_meanings():
    view = ET.fromstring(label_studio_config(DESIGN))  # noqa: S314 - our own
    offered = {each.get("name"): [code.get("value") for code in each] for each in view.iter("Choices")}
    assert offered == {name: list(codes) for name, codes in DESIGN["variables"].items() if name != "missed"}
    assert [each.get("name") for each in view.iter("TextArea")] == ["missed", "note"]
    assert next(view.iter("Choice")).get("hint") == 'who & "what" <b>'
    layouts = {each.get("name"): each.get("layout") for each in view.iter("Choices")}
    assert layouts == {"actor": "inline", "label": "select", "voice": "inline"}
    assert {each.get("value") for each in view.iter("Text")} == {"$before", "$text", "$after"}
    assert {each.get("toName") for each in [*view.iter("Choices"), *view.iter("TextArea")]} == {"text"}


def test_an_export_comes_back_as_codings(tmp_path):
    path = export(
        tmp_path,
        [
            annotation(
                choice("actor", "police"), choice("label", "label 1"), choice("voice", "own"), words("note", "so")
            )
        ],
        [annotation(words("missed", "police: label 1", "police: other"))],
    )
    codings = read_codings(path, design=DESIGN)
    assert codings[["unit_id", "coder", "kind"]].to_numpy().tolist() == [
        ["u1", "annotator 1", "mention"],
        ["u2", "annotator 1", "sentence"],
    ]
    assert codings.iloc[0][["actor", "label", "voice", "note"]].tolist() == ["police", "label 1", "own", "so"]
    assert codings["missed"].tolist() == [None, "police: label 1; police: other"]
    assert read_gold(path, design=DESIGN)["probability"].tolist() == [0.5, 1.0]


def test_several_annotators_are_several_coders_and_the_last_word_of_each_counts(tmp_path):
    later = annotation(choice("actor", "police"), by={"id": 2, "email": "ben@x.org"}, at="2024-02-01T00:00:00Z")
    earlier = annotation(choice("actor", "none"), by={"id": 2, "email": "ben@x.org"})
    path = export(tmp_path, [later, earlier, annotation(choice("actor", "none"))], [])
    codings = read_codings(path, design=DESIGN)
    assert dict(zip(codings["coder"], codings["actor"], strict=True)) == {
        "ben@x.org": "police",
        "annotator 1": "none",
    }


@pytest.mark.parametrize("how", ["was_cancelled", "skipped"])
def test_a_cancelled_annotation_is_missing(tmp_path, how):
    path = export(
        tmp_path, [annotation(choice("actor", "police"), **{how: True})], [annotation(words("missed", "none"))]
    )
    assert read_codings(path, design=DESIGN)["actor"].tolist() == [None, None]


def test_what_old_versions_called_completions_is_read(tmp_path):
    task = label_studio_tasks(SHEET, DESIGN)[0] | {"id": 1, "completions": [annotation(choice("actor", "none"))]}
    (tmp_path / "old.json").write_text(json.dumps(task), encoding="utf-8-sig")
    assert read_codings(tmp_path / "old.json", design=DESIGN)["actor"].tolist() == ["none"]


def test_the_short_form_is_read(tmp_path):
    first, second = (SHEET.iloc[n].drop(["actor", "note"]).to_dict() for n in (0, 1))
    first |= {"id": 1, "actor": "police", "label": "label 1", "annotator": 3, "annotation_id": 4, "lead_time": 2.5}
    missed = {"text": ["police: other", "police: label 1"]}
    second |= {"id": 2, "missed": missed, "note": [missed], "annotator": "ben@x.org"}
    short = [first, second]
    (tmp_path / "min.json").write_text(json.dumps(short, default=float), encoding="utf-8")
    codings = read_codings(tmp_path / "min.json", design=DESIGN)
    assert codings["coder"].tolist() == ["annotator 3", "ben@x.org"]
    assert codings["label"].tolist() == ["label 1", None]
    assert codings["missed"].tolist() == [None, "police: label 1; police: other"]
    assert codings["note"].tolist() == ["", "police: other; police: label 1"]


def test_a_sheet_and_an_export_are_resolved_together(tmp_path):
    path = export(tmp_path, [annotation(choice("actor", "none"))], [annotation(words("missed", "none"))])
    gold = read_gold([SHEET.assign(actor=["police", ""], coder="ben"), path], design=DESIGN)
    assert gold["actor"].tolist() == ["police", None]
    assert gold["n_coders"].tolist() == [2, 1]


def test_two_choices_where_one_was_asked_for_are_refused(tmp_path):
    both = {"from_name": "actor", "type": "choices", "value": {"choices": ["police", "none"]}}
    with pytest.raises(TableError, match="unit u1: actor 'police; none' is no code"):
        read_codings(export(tmp_path, [annotation(both)], []), design=DESIGN)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is no JSON"),
        ("[1]", "this is no list of tasks; export the project as JSON or JSON-MIN"),
        ('"x"', "this is no list of tasks"),
        ('[{"data": 1}]', "task 1: data: this is not what the program exports"),
        ('[{"data": {}, "annotations": {"a": 1}}]', "task 1: annotations: this is not what"),
        ('[{"data": {}, "annotations": [{"result": [1]}]}]', "task 1: result: this is not what"),
        ("[]", "nobody has coded a task in this export"),
        (
            '[{"data": {"text": "x"}, "annotations": [{"completed_by": 1, "result": []}]}]',
            "column 'unit_id' is missing",
        ),
    ],
)
def test_what_is_no_export_is_refused(tmp_path, text, told):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=told):
        read_codings(tmp_path / "x.json")
