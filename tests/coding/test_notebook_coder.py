"""Coding in a notebook: what keys do, what is saved, and what the page shows."""

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing import OutputError, TableError, code_in_notebook, read_codings
from framing.coding.coding_session import CodingSession
from framing.errors import MissingExtraError

DESIGN = {
    "variables": {
        "actor": {"opposition": "those <against>", "police": "", "none": "nobody", "unclear": ""},
        "label": {"rebel": "", "terrorist": "", "militant": "", "officer": "", "other": "", "unclear": ""},
        "voice": {"own": "the outlet", "indirect": "", "direct": "", "unclear": ""},
        "missed": {"none": "", "unclear": ""},
    },
    "labels": {"opposition": ["rebel", "terrorist", "militant"], "police": ["officer"]},
}
TEXTS = ["the ⟦rebels⟧ & <b>co</b>", "an ⟦officer⟧", "⟦A⟧ and ⟦B⟧ met"]


@pytest.fixture
def path(tmp_path):
    """A sheet of two mentions and a sentence with its design."""
    (tmp_path / "coding.design.json").write_text(json.dumps(DESIGN), encoding="utf-8")
    table = pd.DataFrame(
        {"unit_id": ["u1", "u2", "s3"], "probability": 0.5, "kind": ["mention", "mention", "sentence"]}
    )
    table = table.assign(before=["=Before", "", ""], text=TEXTS, after="")
    table = table.assign(**dict.fromkeys(["actor", "label", "voice", "missed", "note"], ""))
    table.to_csv(tmp_path / "coding_anna.csv", index=False, encoding="utf-8-sig")
    return tmp_path / "coding_anna.csv"


def press(session, keys):
    for key in keys:
        session.press(key)
    return session


def saved(path):
    """Codes in the file: one text per unit."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return ["|".join(row) for row in table[["actor", "label", "voice", "missed", "note"]].to_numpy()]


def test_keys_code_a_unit_variable_by_variable_and_each_is_saved(path):
    session = CodingSession(path)
    assert (session.unit["unit_id"], session.variable) == ("u1", "actor")
    assert [each.key + each.code for each in session.options()] == ["1opposition", "2police", "0none", "?unclear"]
    session.press("1")
    assert saved(path)[0] == "opposition||||"
    assert session.variable == "label"
    assert [each.code for each in session.options()] == ["rebel", "terrorist", "militant", "other", "unclear"]
    session.press("2")
    assert saved(path)[0] == "opposition|terrorist|||"
    session.press("3")
    assert saved(path)[0] == "opposition|terrorist|direct||"
    assert (session.unit["unit_id"], session.variable, session.progress) == ("u2", "actor", (1, 3))


def test_no_actor_and_an_unclear_one_end_the_unit(path):
    session = press(CodingSession(path), "0?")
    assert saved(path)[:2] == ["none||||", "unclear||||"]
    assert (session.variable, session.unit["unit_id"]) == ("missed", "s3")


def test_other_and_unclear_have_keys_of_their_own(path):
    press(CodingSession(path), "10?")
    assert saved(path)[0] == "opposition|other|unclear||"


def test_letters_narrow_the_codes_down(path):
    session = press(CodingSession(path), "1t")
    assert [each.code for each in session.options()] == ["terrorist", "militant", "other", "unclear"]
    session.press("e")
    assert [each.key + each.code for each in session.options()] == ["1terrorist", "0other", "?unclear"]
    session.widen()
    session.press("2")
    assert saved(path)[0] == "opposition|militant|||"
    assert session.narrowed == ""


def test_codes_without_a_key_come_last_and_are_narrowed_down_to(path):
    codes = {f"actor {word}": "" for word in "a b c d e f g h i j k".split()}
    session = CodingSession(path, design={"variables": {"actor": codes}})
    assert "".join(each.key for each in session.options()) == "1234567890?"
    assert [each.code for each in session.options()][9:] == ["none", "unclear", "actor j", "actor k"]
    press(session, "actor k1")
    assert saved(path)[0] == "actor k||||"


def test_keys_that_mean_nothing_are_passed_over(path):
    press(CodingSession(path), "9!- \t")
    assert saved(path) == ["||||"] * 3


def test_what_was_missed_is_written_out(path):
    session = press(CodingSession(path), "00")
    session.decide("Police: Officer; opposition: rebel: own")
    assert saved(path)[2] == "|||opposition: rebel: own; police: officer|"
    assert session.finished
    session.press("1")
    session.decide("none")
    assert saved(path)[2] == "|||opposition: rebel: own; police: officer|"


def test_nothing_missed_is_one_key(path):
    assert press(CodingSession(path), "000").finished
    assert saved(path)[2] == "|||none|"


def test_a_word_that_is_no_code_is_refused_and_not_saved(path):
    session = press(CodingSession(path), "00")
    with pytest.raises(TableError, match=r"missed 'polise: officer' is no code. Did you mean 'police'"):
        session.decide("polise: officer")
    assert saved(path)[2] == "||||"


def test_back_goes_to_the_first_question_and_then_to_the_unit_before(path):
    session = press(CodingSession(path), "112" + "1,")
    assert (session.unit["unit_id"], session.variable) == ("u2", "actor")
    session.press(",")
    assert (session.unit["unit_id"], session.variable) == ("u1", "actor")
    assert saved(path)[:2] == ["opposition|rebel|indirect||", "opposition||||"]
    session.press(",")
    assert session.unit["unit_id"] == "u1"


def test_another_actor_takes_its_label_away_and_leaves_the_voice(path):
    session = press(CodingSession(path), "112,2")
    assert saved(path)[0] == "police||indirect||"
    press(session, "1.,,0")
    assert saved(path)[0] == "none||||"


def test_the_same_actor_leaves_the_label(path):
    press(CodingSession(path), "112,1")
    assert saved(path)[0] == "opposition|rebel|indirect||"


def test_back_works_from_the_end(path):
    session = press(CodingSession(path), "000,")
    assert (session.unit["unit_id"], session.variable) == ("s3", "missed")


def test_what_is_skipped_comes_again_at_the_end(path):
    session = press(CodingSession(path), ".0")
    assert (session.unit["unit_id"], session.progress) == ("s3", (1, 3))
    session.press("0")
    assert session.unit["unit_id"] == "u1"
    session.press(".")
    assert session.unit["unit_id"] == "u1"


def test_a_file_opened_again_goes_on_where_it_stopped(path):
    press(CodingSession(path), "011")
    session = CodingSession(path)
    assert (session.unit["unit_id"], session.variable) == ("u2", "voice")
    press(session, "10")
    assert CodingSession(path).finished


def test_notes_are_saved_beside_the_codes(path):
    session = CodingSession(path)
    session.remark("=why")
    assert saved(path)[0] == "||||'=why"
    press(session, "0")
    assert read_codings(path)["note"].tolist() == ["=why", "", ""]
    assert session.unit["unit_id"] == "u2"


def test_what_is_saved_is_read_as_it_was(path):
    before = read_codings(
        pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False).assign(voice="own", kind="mention")
    )
    press(CodingSession(path), "112000")
    after = read_codings(path)
    assert after[["unit_id", "text", "probability"]].equals(before[["unit_id", "text", "probability"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [each.name for each in path.parent.iterdir() if "coding_anna" in each.name] == [path.name]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_of_the_sheet_is_kept(path, separator):
    pd.read_csv(path, encoding="utf-8-sig").to_csv(path, sep=separator, index=False)
    press(CodingSession(path), "0")
    assert path.read_text(encoding="utf-8").startswith(f"unit_id{separator}probability")
    assert read_codings(path)["actor"].tolist() == ["none", None, None]


def test_a_file_that_something_else_changed_is_left_alone(path):
    first, second = CodingSession(path), CodingSession(path)
    second.press("0")
    with pytest.raises(TableError, match="the file was changed by something else since it was opened here"):
        first.press("1")
    assert saved(path)[0] == "none||||"
    assert first.unit["actor"] == ""


def test_a_place_that_cannot_be_written_is_told_and_the_file_stays(path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    session = CodingSession(path)
    monkeypatch.setattr("framing.coding.saved_sheet.Path.replace", full)
    with pytest.raises(OutputError, match=r"the decision cannot be saved \(No space left on device\)"):
        session.press("0")
    assert saved(path) == ["||||"] * 3
    assert [each.name for each in path.parent.iterdir() if "saving" in each.name] == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda table: table.drop(columns="kind"), "column 'kind' is missing"),
        (lambda table: table.head(0), "the sheet has no unit to code"),
    ],
)
def test_sheets_that_cannot_be_coded_are_refused(path, spoil, told):
    spoil(pd.read_csv(path, encoding="utf-8-sig")).to_csv(path, index=False)
    with pytest.raises(TableError, match=told):
        CodingSession(path)


def test_a_sheet_without_design_or_of_another_kind_is_refused(path):
    (path.parent / "coding.design.json").unlink()
    with pytest.raises(TableError, match="no design beside the sheet says"):
        CodingSession(path)
    assert CodingSession(path, design=DESIGN).variable == "actor"
    with pytest.raises(TableError, match="the sheet cannot be read"):
        CodingSession(path.with_name("nothing.csv"))


def test_a_sheet_without_some_variables_asks_for_the_others(path):
    pd.read_csv(path, encoding="utf-8-sig").drop(columns=["actor", "label", "note"]).to_csv(path, index=False)
    session = press(CodingSession(path), "13")
    assert read_codings(path)["voice"].tolist() == ["own", "direct", None]
    assert session.variable == "missed"


class Page:
    """The parts of the widget that a coder sees and touches."""

    def __init__(self, path):
        self.box = code_in_notebook(path)
        top, self.message, self.unit, self.codes, self.missed, self.note = self.box.children
        self.keys, *self.buttons = top.children


@pytest.fixture
def page(path):
    pytest.importorskip("ipywidgets")
    return Page(path)


def test_the_page_shows_the_marked_words_and_escapes_the_others(page):
    assert ">rebels</mark> &amp; &lt;b&gt;co&lt;/b&gt;" in page.unit.value
    assert "=Before" in page.unit.value
    assert "0 of 3 units coded" in page.unit.value
    assert "those &lt;against&gt;" in page.codes.value
    assert page.missed.layout.display == "none"


def test_typing_codes_key_by_key_however_the_page_sends_it(page, path):
    page.keys.value = "1"
    page.keys.value = "1m"
    assert "narrowed to “m”" in page.codes.value
    page.keys.value = "1"
    assert "narrowed" not in page.codes.value
    page.keys.value = "113"
    page.keys.value = "1130"
    assert saved(path) == ["opposition|rebel|direct||", "none||||", "||||"]
    assert "2 of 3 units coded" in page.unit.value
    page.keys.value = ""
    page.keys.value = "0"
    assert saved(path)[2] == "|||none|"
    assert "All units are coded." in page.codes.value


def test_buttons_do_what_keys_do(page, path):
    back, skip, unclear = page.buttons
    skip.click()
    unclear.click()
    back.click()
    assert saved(path)[1] == "unclear||||"
    assert page.box.session.unit["unit_id"] == "u2"


def test_missed_words_and_notes_have_boxes_of_their_own(page, path):
    page.note.value = "so"
    page.keys.value = "00"
    assert page.note.value == ""
    assert page.missed.layout.display == ""
    assert "actors are opposition, police, none, unclear" in page.codes.value
    page.missed.value = "polise: officer"
    assert "is no code. Did you mean &#x27;police&#x27;?" in page.message.value
    assert not page.keys.disabled
    page.missed.value = "police: officer"
    assert saved(path) == ["none||||so", "none||||", "|||police: officer|"]


def test_the_page_stops_when_something_else_changed_the_file(page, path):
    press(CodingSession(path), "0")
    page.keys.value = "1"
    assert "the file was changed by something else" in page.message.value
    assert page.keys.disabled
    assert all(button.disabled for button in page.buttons)
    assert saved(path)[0] == "none||||"


def test_without_ipywidgets_the_extra_is_named(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(MissingExtraError, match=r"ipywidgets is not installed.*framing\[notebook\]"):
        code_in_notebook(path)
    with pytest.raises(TableError, match=r"sheets are coded here as .csv or .tsv"):
        code_in_notebook(Path("coding.xlsx"))
