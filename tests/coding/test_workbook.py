"""Coding sheets as workbooks: read back as coders will see them."""

from __future__ import annotations

from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook

from framing.coding.codes import allowed_codes, labels_by_actor
from framing.coding.sheet_files import read_sheet
from framing.coding.workbook import write_workbook

ROWS = [
    ("a1", 0.25, "mention", "=1+1", "=The ⟦rebels⟧ met ⟦ them", "@after"),
    ("a2", 1.0, "sentence", "", "⟦Rebels⟧ and ⟦army⟧", ""),
    ("a3", 0.5, "candidate", "before", "+no mark", "-after"),
]
VARIABLES = ("actor", "label", "voice", "missed")


@pytest.fixture(scope="module")
def sheet():
    table = pd.DataFrame(ROWS, columns=["unit_id", "probability", "kind", "before", "text", "after"])
    return table.assign(**dict.fromkeys([*VARIABLES, "note"], ""))


@pytest.fixture(scope="module")
def file(sheet, tmp_path_factory):
    codes = allowed_codes("syria")
    codes["voice"]["=cmd()"] = "+a code that looks like a formula"
    design = {"variables": {name: codes[name] for name in VARIABLES}, "labels": labels_by_actor("syria")}
    out = tmp_path_factory.mktemp("books") / "coding.xlsx"
    write_workbook(sheet, design, out)
    return out


@pytest.fixture(scope="module")
def book(file):
    return load_workbook(file, rich_text=True)


def test_it_reads_back_as_the_sheet(file, sheet):
    read = read_sheet(file).reset_index(drop=True)
    assert read["probability"].astype(float).tolist() == sheet["probability"].tolist()
    rest = [name for name in sheet if name != "probability"]
    assert list(read.columns) == list(sheet.columns)
    assert read[rest].to_numpy().tolist() == sheet[rest].to_numpy().tolist()


def test_no_text_is_a_formula(book):
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["coding"]["D2"].value == "=1+1"


def test_the_unit_is_bold_and_keeps_its_brackets(book):
    bold = [
        [str(part) for part in book["coding"][cell].value if hasattr(part, "font")] for cell in ("E2", "E3", "E4")
    ]
    assert bold == [["⟦rebels⟧"], ["⟦Rebels⟧", "⟦army⟧"], []]
    assert all(part.font.b for part in book["coding"]["E3"].value if hasattr(part, "font"))


def test_coders_fill_what_belongs_to_the_kind_of_unit_and_nothing_else(book):
    page = book["coding"]
    assert page.protection.sheet
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"G2", "H2", "I2", "K2", "J3", "K3", "G4", "H4", "I4", "K4"}
    grey = {c.coordinate for row in page.iter_rows(min_row=2) for c in row if c.fill.fill_type == "solid"}
    assert grey == {"A2", "B2", "C2", "J2", "A3", "B3", "C3", "G3", "H3", "I3", "A4", "B4", "C4", "J4"}


def test_cells_offer_the_codes_that_the_second_sheet_explains(book):
    rules = {str(rule.sqref): rule for rule in book["coding"].data_validations.dataValidation}
    assert list(rules) == ["G2:G4", "H2:H4", "I2:I4", "J2:J4"]
    for column, variable in zip("GHI", VARIABLES, strict=False):
        rule = rules[f"{column}2:{column}4"]
        first, last = rule.formula1.removeprefix("codes!").replace("$", "").split(":")
        offered = [row[0].value for row in book["codes"][first:last]]
        wanted = list(allowed_codes("syria")[variable])
        assert offered == ([*wanted, "=cmd()"] if variable == "voice" else wanted)
        assert (rule.type, rule.showErrorMessage, rule.allow_blank) == ("list", True, True)
    missed = rules["J2:J4"]
    assert missed.formula1 is None
    assert missed.prompt.startswith("none, or what is not marked, as actor: label")


def test_codes_have_their_meanings_and_actors_their_labels(book):
    rows = [tuple(cell or "" for cell in row) for row in book["codes"].iter_rows(values_only=True)]
    meanings = allowed_codes("syria")["actor"]
    assert rows[0] == ("variable", "code", "meaning")
    assert {row[1]: row[2] for row in rows if row[0] == "actor"} == meanings
    labels = rows[rows.index(("labels of", "label", "")) + 1 :]
    assert [label for actor, label, _ in labels if actor == "assad"] == ["assad", "president", "dictator"]


def test_the_header_stays_and_long_texts_are_wrapped(book):
    page = book["coding"]
    assert page.freeze_panes == "A2"
    assert all(
        cell.alignment.wrap_text and cell.alignment.vertical == "top" for row in page.iter_rows() for cell in row
    )
    assert page.column_dimensions["E"].width > page.column_dimensions["G"].width
    assert page["B2"].number_format == "0.0000"


def test_files_do_not_tell_when_they_were_written(file):
    with ZipFile(file) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
