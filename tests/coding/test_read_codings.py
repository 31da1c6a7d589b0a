"""Sheets come back from people and their spreadsheets: what is read, and what is refused."""

import json
import logging

import pandas as pd
import pytest

from framing import TableError, read_codings
from framing.coding.read_sheets import read_units

DESIGN = {
    "framing": "0.1.0",
    "lexicon": {"name": "demo", "version": "1", "sha256": "0"},
    "variables": {
        "actor": {"opposition": "", "police": "", "none": "", "unclear": ""},
        "label": {"rebel": "", "terrorist": "", "Police": "", "officer": "", "other": "", "unclear": ""},
        "voice": {"own": "", "indirect": "", "direct": "", "unclear": ""},
        "stance": {"negative": "", "neutral": "", "positive": "", "unclear": ""},
    },
    "labels": {"opposition": ["rebel", "terrorist"], "police": ["Police", "officer"]},
}
KEY = pd.DataFrame(
    {
        "unit_id": ["u1", "u2", "u3", "u4"],
        "kind": ["mention", "mention", "candidate", "sentence"],
        "mention_id": ["7:4", "7:30", "", ""],
        "article_id": ["7", "7", "8", "8"],
        "source": ["Post", "Post", "Times", "Times"],
        "published": "2020-01-01",
        "start": [4, 30, 2, 0],
        "end": [10, 36, 9, 50],
        "actor": ["opposition", "police", "", ""],
        "label": ["rebel", "officer", "", ""],
        "voice": ["own", "direct", "", ""],
        "stratum": ["a", "b", "c", "d"],
        "probability": [0.5, 0.25, 0.125, 0.1],
        "population": [2, 4, 8, 10],
        "frame": "abc",
    }
)
TEXTS = ["the ⟦rebels⟧ came", "an ⟦officer⟧ said: “no”", "a ⟦regime⟧ of diets", "=rebels and, then; nothing"]


def sheet(**changed):
    """A sheet of four units; cells of the columns given."""
    table = KEY[["unit_id", "probability", "kind"]].assign(before="Before.", text=TEXTS, after="")
    for name in ("actor", "label", "voice", "stance", "missed", "note"):
        table[name] = ""
    return table.assign(**changed)


CODED = {
    "actor": ["opposition", "police", "none", ""],
    "label": ["rebel", "officer", "", ""],
    "voice": ["own", "direct", "", ""],
    "missed": ["", "", "", "none"],
}


@pytest.fixture
def folder(tmp_path):
    """A folder as 'framing sample' leaves it: a key, a design, and a sheet as a function of its cells."""
    KEY.to_csv(tmp_path / "coding.key.csv", index=False)
    (tmp_path / "coding.design.json").write_text(json.dumps(DESIGN), encoding="utf-8")

    def write(name="coding_anna.csv", rows=slice(None), separator=",", encoding="utf-8", **cells):
        table = sheet(**(cells or CODED)).iloc[rows]
        table.to_csv(tmp_path / name, index=False, sep=separator, encoding=encoding, errors="replace")
        return tmp_path / name

    return write


def test_a_sheet_is_read_in_the_order_of_its_rows(folder):
    codings = read_codings(folder())
    assert codings["unit_id"].tolist() == ["u1", "u2", "u3", "u4"]
    assert codings["coder"].unique().tolist() == ["anna"]
    assert codings["actor"].tolist() == ["opposition", "police", "none", None]
    assert codings["missed"].tolist() == [None, None, None, "none"]
    assert codings["probability"].tolist() == [0.5, 0.25, 0.125, 0.1]
    assert codings["stance"].isna().all()


def test_shuffled_rows_give_the_same_codes_to_the_same_units(folder):
    straight = read_codings(folder())
    shuffled = read_codings(folder(rows=[3, 0, 2, 1]))
    pd.testing.assert_frame_equal(
        shuffled.sort_values("unit_id", ignore_index=True), straight.sort_values("unit_id", ignore_index=True)
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_a_spreadsheet_saved_is_read(folder, separator, encoding):
    pd.testing.assert_frame_equal(
        read_codings(folder("coding_anna.csv", separator=separator, encoding=encoding)).drop(columns="text"),
        read_codings(folder("coding_anna.tsv", separator="\t")).drop(columns="text"),
    )


@pytest.mark.usefixtures("folder")
def test_a_line_that_names_the_separator_and_decimal_commas_are_read(tmp_path):
    table = sheet(**CODED).astype(str)
    table["probability"] = table["probability"].str.replace(".", ",")
    (tmp_path / "coding_anna.csv").write_text("sep=;\n" + table.to_csv(index=False, sep=";"), encoding="utf-8")
    assert read_codings(tmp_path / "coding_anna.csv")["probability"].tolist() == [0.5, 0.25, 0.125, 0.1]


def test_codes_are_read_whatever_their_case_and_written_as_in_the_codebook(folder):
    path = folder(actor=[" Opposition", "POLICE ", "None", ""], label=["Rebel", " police", "", ""])
    codings = read_codings(path)
    assert codings["actor"].tolist() == ["opposition", "police", "none", None]
    assert codings["label"].tolist() == ["rebel", "Police", None, None]


def test_what_was_missed_is_written_in_one_way(folder):
    entries = " police : OFFICER : own;opposition:rebel ; "
    assert (
        read_codings(folder(missed=["", "", "", entries]))["missed"][3] == "opposition: rebel; police: officer: own"
    )


def test_unclear_stays_a_code(folder):
    assert read_codings(folder(actor=["unclear", "", "", ""]))["actor"].tolist() == ["unclear", None, None, None]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"actor": ["oposition", "", "", ""]},
            "row 2, unit u1: actor 'oposition' is no code. Did you mean 'opposition'?",
        ),
        (
            {"actor": ["police", "", "", ""], "label": ["rebel", "", "", ""]},
            "label 'rebel' is no code; there are: Police",
        ),
        ({"voice": ["", "quoted", "", ""]}, "row 3, unit u2: voice 'quoted' is no code; there are: own, indirect"),
        ({"actor": ["", "", "none", ""], "voice": ["", "", "own", ""]}, "actor 'none' goes without voice"),
        ({"actor": ["", "", "", "police"]}, "row 5, unit u4: a sentence is coded in 'missed' only; empty actor"),
        ({"missed": ["none", "", "", ""]}, "'missed' is for sentences, and this is a mention"),
        (
            {"missed": ["", "", "", "rebels"]},
            "missed 'rebels' is no code; write 'none', 'unclear', or 'actor: label'",
        ),
        ({"missed": ["", "", "", "police: rebel"]}, "missed 'police: rebel' is no code; there are: Police, officer"),
        ({"missed": ["", "", "", ";"]}, "missed ';' is no code; write"),
        ({"missed": ["", "", "", "none: rebel"]}, "missed 'none: rebel' is no code; write"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused_with_its_place(folder, cells, told):
    with pytest.raises(TableError) as error:
        read_codings(folder(**cells))
    assert str(error.value).startswith("coding_anna.csv: a cell does not fit the codebook; correct the sheet")
    assert told in str(error.value)


def test_five_faults_are_told_and_the_others_counted():
    table = pd.DataFrame({"unit_id": [f"u{n}" for n in range(7)], "kind": "mention", "voice": "aloud"})
    with pytest.raises(TableError, match="7 cells do not fit") as error:
        read_codings(table)
    assert str(error.value).count("no code") == 5
    assert str(error.value).endswith("and 2 more")


def test_without_a_design_actors_are_taken_as_they_are_and_voices_are_not():
    table = pd.DataFrame({"unit_id": ["u1"], "actor": ["Hizbullah "], "label": ["Party of God"], "voice": ["mixed"]})
    codings = read_codings(table)
    assert codings[["actor", "label", "voice"]].iloc[0].tolist() == ["Hizbullah", "Party of God", "mixed"]
    assert codings["kind"].tolist() == ["mention"]
    with pytest.raises(TableError, match="stance 'bad' is no code"):
        read_codings(table.assign(stance="bad"))


def test_coders_are_called_as_their_files(folder, tmp_path):
    paths = [folder("coding_anna.csv"), folder("coding_ben_b.csv"), tmp_path / "coding.key.csv"]
    assert read_codings(paths)["coder"].unique().tolist() == ["anna", "ben_b"]
    assert read_codings(folder("coding.csv"))["coder"].unique().tolist() == ["coder 1"]


def test_a_sheet_of_one_coder_may_have_a_name_in_two_parts(folder, tmp_path):
    path = folder("my_coding.csv", actor=["POLICE", "", "", ""])
    (tmp_path / "coding.key.csv").rename(tmp_path / "my_coding.key.csv")
    (tmp_path / "coding.design.json").rename(tmp_path / "my_coding.design.json")
    assert read_codings(path)[["coder", "actor"]].iloc[0].tolist() == ["coder 1", "police"]


def test_without_a_design_names_of_files_still_tell_the_coder(tmp_path):
    for name in ("my_sheet_anna.csv", "my_sheet_ben_b.csv", "cleo.csv", "dan.csv"):
        sheet(**CODED).to_csv(tmp_path / name, index=False)
    two = read_codings([tmp_path / "my_sheet_anna.csv", tmp_path / "my_sheet_ben_b.csv"])
    assert two["coder"].unique().tolist() == ["anna", "ben_b"]
    assert read_codings(tmp_path / "my_sheet_anna.csv")["coder"].unique().tolist() == ["anna"]
    assert read_codings([tmp_path / "cleo.csv", tmp_path / "dan.csv"])["coder"].unique().tolist() == ["cleo", "dan"]


def test_a_column_tells_the_coder_of_each_row():
    table = pd.DataFrame({"unit_id": ["u1", "u1", "u2"], "coder": ["anna", "ben", None], "voice": "own"})
    assert read_codings(table)["coder"].tolist() == ["anna", "ben", "coder 1"]


def test_two_sheets_of_one_coder_are_refused(folder):
    with pytest.raises(TableError, match=r"coding_anna.csv and coding_anna.tsv are both by 'anna'"):
        read_codings([folder("coding_anna.csv"), folder("coding_anna.tsv", separator="\t")])


@pytest.mark.usefixtures("folder")
def test_a_deleted_id_column_is_refused(tmp_path):
    sheet(**CODED).drop(columns="unit_id").to_csv(tmp_path / "coding_anna.csv", index=False)
    with pytest.raises(TableError, match=r"coding_anna.csv: column 'unit_id' is missing, and nothing else tells"):
        read_codings(tmp_path / "coding_anna.csv")


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (["u1", "u2", "u1", "u4"], "unit u1 is in rows 2 and 4; delete one"),
        (["u1", "", "u3", "u4"], "row 3 has no unit_id"),
        (["u1", "u2", "x3", "x4"], r"row 4: unit x3 is not among those drawn \(2 such rows\)"),
    ],
)
def test_ids_that_tell_no_unit_are_refused(folder, ids, told):
    with pytest.raises(TableError, match=told):
        read_codings(folder(unit_id=ids, **CODED))


def test_two_cells_in_a_column_without_name_and_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "coding.csv"
    path.write_text("unit_id,voice,note\nu1,own,a note, with a comma\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"row 2 has a cell in a column without a name; move it into 'note'"):
        read_codings(path)
    path.write_text("unit_id,voice,Voice\nu1,own,own\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"there are two columns 'voice'"):
        read_codings(path)


def test_short_and_empty_rows_are_no_faults(tmp_path):
    path = tmp_path / "coding.csv"
    path.write_text("unit_id,kind,voice,note\nu1,mention,own\n,,,\n\nu2,mention,direct,x\n", encoding="utf-8")
    codings = read_codings(path)
    assert codings["voice"].tolist() == ["own", "direct"]
    assert codings["note"].tolist() == ["", "x"]


def test_texts_that_were_guarded_against_formulas_come_back(tmp_path):
    (tmp_path / "coding.csv").write_text("unit_id,text,voice\nu1,'=rebels,own\n", encoding="utf-8")
    assert read_codings(tmp_path / "coding.csv")["text"].tolist() == ["=rebels"]


def test_a_changed_text_is_refused_and_lost_brackets_are_not(folder):
    anna, ben = folder("coding_anna.csv"), folder("coding_ben.csv", encoding="cp1252")
    assert len(read_codings([anna, ben])) == 8
    folder("coding_ben.csv", text=["the ⟦fighters⟧ came", *TEXTS[1:]], **CODED)
    with pytest.raises(TableError, match=r"coding_anna.csv and coding_ben.csv: the text of unit u1 is not the same"):
        read_codings([anna, ben])


@pytest.mark.parametrize(
    ("probabilities", "told"),
    [
        ([0.5, 0, 0.125, 0.1], "unit u2 has the probability '0'; a probability of being drawn is above 0"),
        ([0.5, 1.5, 0.125, 0.1], "unit u2 has the probability '1.5'"),
        ([0.5, "often", 0.125, 0.1], "unit u2 has the probability 'often'"),
        ([0.5, 0.2, 0.125, 0.1], "unit u2 has the probability 0.2, and 0.25 in the key"),
    ],
)
def test_a_probability_that_cannot_be_is_refused(folder, probabilities, told):
    with pytest.raises(TableError, match=told):
        read_codings(folder(probability=[str(each) for each in probabilities], **CODED))


def test_a_missing_probability_is_that_of_the_key_or_none(folder):
    path = folder(probability="", **CODED)
    assert read_codings(path)["probability"].tolist() == [0.5, 0.25, 0.125, 0.1]
    assert read_codings(sheet(probability="", **CODED))["probability"].isna().all()


def test_nothing_coded_is_refused_and_an_empty_sheet_among_others_told(folder, caplog):
    with pytest.raises(TableError, match="nothing is coded yet; fill actor, label"):
        read_codings(folder(note="x"))
    with caplog.at_level(logging.WARNING):
        read_codings([folder("coding_anna.csv"), folder("coding_ben.csv", note="x")])
    assert "coding_ben.csv: nothing is coded in this sheet" in caplog.text


def test_a_table_of_codings_is_read_again_as_it_was(folder):
    codings = read_codings([folder("coding_anna.csv"), folder("coding_ben.csv")])
    pd.testing.assert_frame_equal(read_codings(codings), codings)
    with pytest.raises(TableError, match="table: nothing is coded yet"):
        read_codings(codings.head(0))
    assert read_codings(codings.convert_dtypes())["actor"].tolist() == codings["actor"].tolist()


def test_the_kind_of_a_unit_is_that_of_the_key(folder):
    assert read_codings(folder(kind="mention", **CODED))["kind"].tolist() == KEY["kind"].tolist()


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("coding.csv", b"", "the sheet is empty"),
        ("coding.csv", b'unit_id,voice\nu1,"own\n', "the sheet cannot be read"),
        ("coding.csv", b"PK\x03\x04", "this is a workbook under another name; call it coding.xlsx"),
        ("coding.xlsx", b"PK\x03\x04", "the workbook cannot be read"),
        ("coding.ods", b"x", "coding sheets are read from .csv, .tsv, .xlsx, .json, .jsonl"),
        ("coding.csv", None, "the sheet cannot be read"),
    ],
)
def test_files_that_are_no_sheets_are_refused(tmp_path, name, raw, told):
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(TableError, match=told):
        read_codings(tmp_path / name)


def test_a_broken_design_or_key_is_refused(folder, tmp_path):
    path = folder()
    with pytest.raises(TableError, match="there is no coding sheet"):
        read_codings(tmp_path / "coding.key.csv")
    for other in ("[1]", '{"variables": []}', '{"labels": 1}'):
        (tmp_path / "coding.design.json").write_text(other, encoding="utf-8")
        with pytest.raises(TableError, match="this is no design"):
            read_codings(path)
    (tmp_path / "coding.design.json").write_text("{", encoding="utf-8")
    with pytest.raises(TableError, match="the design cannot be read"):
        read_codings(path)
    with pytest.raises(TableError, match="key: unit 'u1' is there twice"):
        read_codings(path, design=DESIGN, key=KEY.assign(unit_id="u1"))
    with pytest.raises(TableError, match="key: unit 'u1' lacks a probability"):
        read_codings(path, design=DESIGN, key=KEY.assign(probability=[None, 1, 1, 1]))


def test_units_are_those_of_the_key_beside(folder):
    units = read_units(folder())
    assert units["unit_id"].tolist() == ["u1", "u2", "u3", "u4"]
    assert units["start"].tolist() == [4, 30, 2, 0]
    assert units["mention_id"].tolist() == ["7:4", "7:30", "", ""]
    assert read_units(pd.DataFrame({"unit_id": ["u1"]})) is None


def test_a_workbook_is_read_as_the_sheet_that_it_is(folder, tmp_path):
    sheet(**CODED).to_excel(tmp_path / "coding_anna.xlsx", index=False)
    pd.testing.assert_frame_equal(
        read_codings(tmp_path / "coding_anna.xlsx"), read_codings(folder("coding_anna.csv"))
    )


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda page: page.merge_cells("G2:G3"), "cells G2:G3 are merged; unmerge them and code each row"),
        (lambda page: page.__setitem__("I3", '="own"'), "cell I3 holds a formula; write the code itself"),
    ],
)
def test_merged_cells_and_formulas_are_refused(tmp_path, spoil, told):
    import openpyxl

    sheet(**CODED).to_excel(tmp_path / "coding.xlsx", index=False)
    book = openpyxl.load_workbook(tmp_path / "coding.xlsx")
    spoil(book.active)
    book.save(tmp_path / "coding.xlsx")
    with pytest.raises(TableError, match=told):
        read_codings(tmp_path / "coding.xlsx")


def test_merged_cells_beside_the_sheet_and_ids_as_numbers_are_no_faults(tmp_path):
    import openpyxl

    sheet(unit_id=[1, 2, 3, 4], **CODED).to_excel(tmp_path / "coding.xlsx", index=False)
    book = openpyxl.load_workbook(tmp_path / "coding.xlsx")
    book.active.merge_cells("P2:Q3")
    book.save(tmp_path / "coding.xlsx")
    assert read_codings(tmp_path / "coding.xlsx")["unit_id"].tolist() == ["1", "2", "3", "4"]


def test_cells_that_were_merged_and_saved_as_csv_are_missing(folder):
    codings = read_codings(folder(actor=["opposition", "", "none", ""]))
    assert codings["actor"].tolist() == ["opposition", None, "none", None]
