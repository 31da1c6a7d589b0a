"""Texts that a spreadsheet would run are shown; numbers stay numbers; what is read back is what was written."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.spreadsheets import as_written, guard, unguard, write_csv

BOUNDED = settings(derandomize=True, database=None, deadline=None, max_examples=60)
CELLS = st.text(alphabet="'=+-@\t\r\n\uff1d5.e a\",;", max_size=5)


def written(table):
    """The cells of the file as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(write_csv(table), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "\uff1d1", "- rebels left",
     "-", "--5", "+49 30 1234", "-5%", "-1e5x", '=HYPERLINK("https://a.org")'],
)  # fmt: skip
def test_a_text_that_is_a_formula_gets_an_apostrophe(text):
    assert written(pd.DataFrame({"surface": [text]})) == [["surface"], [f"'{text}"]]


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-0.25", "-.5", "+1e-5", "-1.", "5", "rebels", "'rebels'", "", " =1", "\u2014 a"]
)
def test_numbers_and_other_texts_stay_as_they_are(text):
    assert guard(text) == text


def test_numbers_stay_numbers():
    table = pd.DataFrame({"value": [-0.5, 1.0], "n": [-1, 2], "missing": pd.array([-1, None], dtype="Int64")})
    assert write_csv(table) == "value,n,missing\n-0.5,-1,-1\n1.0,2,\n"


def test_names_of_columns_and_of_categories_are_texts_too():
    table = pd.DataFrame({"=mine": pd.Categorical(["@a", "b", "@a"])})
    assert written(table) == [["'=mine"], ["'@a"], ["b"], ["'@a"]]


def test_a_column_of_anything_is_written():
    table = pd.DataFrame({"mixed": pd.Series(["=1", 1, None, [[1, 2]], float("nan"), -2.5], dtype=object)})
    assert written(table) == [["mixed"], ["'=1"], ["1"], [""], ["[[1, 2]]"], [""], ["-2.5"]]


def test_rows_keep_their_index_and_the_table_its_cells():
    table = pd.DataFrame({"a": ["=1", "b"], "b": ["c", "+d"]}, index=[7, 7])
    before = table.copy()
    write_csv(table)
    pd.testing.assert_frame_equal(table, before)
    assert as_written(pd.DataFrame({"a": ["'=1"]}, index=[7])).index.tolist() == [7]


def test_a_carriage_return_within_a_text_opens_no_row():
    assert written(pd.DataFrame({"a": ["left\r=1+1", "b"]})) == [["a"], ["left\r=1+1"], ["b"]]
    assert written(pd.DataFrame({"a": pd.Series(["left\r=1+1", 1], dtype=object)})) == [["a"], ["left\r=1+1"], ["1"]]


def test_half_a_character_is_written_as_its_number(tmp_path):
    table = pd.DataFrame({"a": pd.Series(["\ud800"], dtype=object)})
    write_csv(table, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "a\n\\ud800\n"


@BOUNDED
@given(CELLS)
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "@", "\t", "\r", "\n", "\uff1d"))
    if guard(text)[:1] in ("+", "-"):
        float(text)


@BOUNDED
@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_table_comes_back_from_its_file(texts):
    table = pd.DataFrame({"a": texts, "b": texts})
    file = io.BytesIO(write_csv(table).encode())
    read = pd.read_csv(file, dtype=str, keep_default_na=False, skip_blank_lines=False)
    assert as_written(read).to_numpy().tolist() == table.to_numpy().tolist()


@BOUNDED
@given(CELLS)
def test_it_makes_no_difference_how_a_column_holds_its_texts(text):
    for kind in (object, "str", "category"):
        table = pd.DataFrame({"a": pd.Series([text, "x"], dtype=kind)})
        assert written(table)[1] == [guard(text)]
        assert as_written(table)["a"].tolist() == [unguard(text), "x"]
