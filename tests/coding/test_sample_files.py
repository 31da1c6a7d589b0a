"""Files of a sample, and the verb that draws one."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import framing as fr
from framing.coding.sheet_files import read_sheet
from framing.errors import OutputError, TableError
from framing.schema import UNITS
from framing.spreadsheets import as_written

TEXT = "=Syrian rebels took the town. The “terrorists” fled, the regime said. A diet regime is hard."


@pytest.fixture(scope="module")
def articles():
    rows = [{"article_id": f"a{at}", "source": "+East" if at % 2 else "West", "text": TEXT} for at in range(6)]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def drawn(articles):
    return fr.draw_sample(fr.annotate(articles, "syria"), articles, n=12, coders=("anna", "ben"), overlap=4)


@pytest.fixture
def corpus(articles, tmp_path):
    articles.to_json(tmp_path / "corpus.jsonl", orient="records", lines=True)
    fr.annotate(articles, "syria").to_parquet(tmp_path / "mentions.parquet")
    return tmp_path


def test_each_coder_gets_a_sheet_and_nobody_the_key(drawn, tmp_path):
    files = fr.write_sample(drawn, tmp_path / "new" / "coding.csv")
    names = ["coding_anna.csv", "coding_ben.csv", "coding.key.csv", "coding.design.json"]
    assert files == [tmp_path / "new" / name for name in names]
    assert sorted(files) == sorted((tmp_path / "new").iterdir())
    for coder, file in zip(drawn.sheets, files, strict=False):
        pd.testing.assert_frame_equal(
            read_sheet(file).reset_index(drop=True), drawn.sheets[coder].astype(str), check_dtype=False
        )
    key = as_written(pd.read_csv(files[2], keep_default_na=False, dtype={"source": str}))
    assert list(key.columns) == list(UNITS)
    assert key["probability"].tolist() == drawn.units["probability"].tolist()
    assert set(key["source"]) == {"+East", "West"}
    assert json.loads(files[3].read_text(encoding="utf-8")) == drawn.design


def test_spreadsheets_are_told_that_a_sheet_is_utf_8_and_run_nothing_in_it(drawn, tmp_path):
    raw = fr.write_sample(drawn, tmp_path / "coding.csv")[0].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfunit_id,")
    sheet = pd.read_csv(tmp_path / "coding_anna.csv", dtype=str, keep_default_na=False)
    assert sheet["text"].str.startswith("'=").any()
    assert not sheet["text"].str.startswith("=").any()
    assert sheet["text"].str.contains("⟦").any()


def test_one_coder_without_a_name_gets_the_sheet_as_it_is_called(articles, tmp_path):
    one = fr.draw_sample(fr.annotate(articles, "syria"), articles, n=4)
    files = fr.write_sample(one, tmp_path / "my.sheet.tsv")
    assert [file.name for file in files] == ["my.sheet.tsv", "my.sheet.key.csv", "my.sheet.design.json"]
    assert files[0].read_text(encoding="utf-8-sig").startswith("unit_id\tprobability\t")


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx"])
def test_the_same_sample_gives_the_same_bytes(drawn, tmp_path, ending):
    first = fr.write_sample(drawn, tmp_path / "one" / f"coding{ending}")
    second = fr.write_sample(drawn, tmp_path / "two" / f"coding{ending}")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_in_which_somebody_has_coded_is_kept(drawn, tmp_path, ending):
    out = tmp_path / f"coding{ending}"
    fr.write_sample(drawn, out)
    fr.write_sample(drawn, out)  # nobody has coded yet
    coded = read_sheet(tmp_path / f"coding_ben{ending}").astype(object)
    coded.loc[coded.index[0], "note"] = "hard to tell"
    if ending == ".csv":
        coded.to_csv(tmp_path / "coding_ben.csv", index=False, sep=";")
    else:
        coded.to_excel(tmp_path / "coding_ben.xlsx", index=False)
    key = (tmp_path / "coding.key.csv").read_bytes()
    other = fr.Sample(drawn.units[:0], {"anna": drawn.sheets["anna"]}, drawn.design)
    with pytest.raises(OutputError, match=rf"coding_ben\{ending}: somebody has coded in this file"):
        fr.write_sample(other, out)
    assert (tmp_path / "coding.key.csv").read_bytes() == key
    fr.write_sample(other, out, overwrite=True)
    assert (tmp_path / "coding.key.csv").read_bytes() != key


def test_a_file_that_cannot_be_read_may_hold_codes(drawn, tmp_path):
    (tmp_path / "coding.xlsx").write_bytes(b"PK broken")
    with pytest.raises(OutputError, match="or may have"):
        fr.write_sample(drawn, tmp_path / "coding.csv")
    (tmp_path / "coding.xlsx").unlink()
    (tmp_path / "codings.csv").write_text("mine", encoding="utf-8")  # another name
    fr.write_sample(drawn, tmp_path / "coding.csv")


@pytest.mark.parametrize(
    ("program", "names"),
    [
        ("label-studio", ["coding_anna.json", "coding_ben.json", "coding.label-studio.xml"]),
        ("doccano", ["coding_anna.jsonl", "coding_ben.jsonl", "coding.doccano-labels.json"]),
    ],
)
def test_programs_for_annotation_get_their_own_files(drawn, tmp_path, program, names):
    files = fr.write_sample(drawn, tmp_path / "coding.csv", program=program)
    assert [file.name for file in files] == [*names[:2], "coding.key.csv", "coding.design.json", names[2]]
    text = files[0].read_text(encoding="utf-8")
    assert all(unit in text for unit in drawn.sheets["anna"]["unit_id"])
    assert "hezbollah" in files[-1].read_text(encoding="utf-8")


def test_the_verb_says_where_exports_of_a_program_belong(framing, corpus):
    out = corpus / "new" / "coding.csv"
    arguments = ("sample", corpus / "mentions.parquet", "--n", 8, "--format", "doccano", "--out", out)
    status, _, err = framing(*arguments)
    assert status == 0
    assert "when they are coded: put what doccano exports in the place of these files, and give: framing" in err


@pytest.mark.parametrize("coder", ["an na", "../anna", "an_na", "key", "Design"])
def test_a_coder_must_fit_into_the_name_of_a_file(drawn, tmp_path, coder):
    sample = fr.Sample(drawn.units, {coder: drawn.sheets["anna"], "ben": drawn.sheets["ben"]}, drawn.design)
    with pytest.raises(TableError, match="cannot be part of the name of a file"):
        fr.write_sample(sample, tmp_path / "coding.csv")


def test_unknown_endings_programs_and_places_are_errors(drawn, tmp_path):
    with pytest.raises(TableError, match=r"a sheet ends in \.csv, \.tsv, \.xlsx"):
        fr.write_sample(drawn, tmp_path / "coding.ods")
    with pytest.raises(TableError, match="program 'word' is unknown; allowed are label-studio, doccano"):
        fr.write_sample(drawn, tmp_path / "coding.csv", program="word")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        fr.write_sample(drawn, tmp_path / "file" / "coding.csv")


def test_the_verb_draws_writes_and_says_what_to_do_next(framing, corpus, articles):
    out = corpus / "coding.csv"
    arguments = ["sample", corpus / "mentions.parquet", "--articles", corpus / "corpus.jsonl", "--n", 12, "--coders"]
    status, table, told = framing(*arguments, "anna, ben", "--overlap", 4, "--seed", 3, "--out", out)
    assert status == 0
    assert "units drawn (12)" in table
    assert "+East" in table
    assert "drawn: 9 of 18 mentions, 1 of 6 candidates, 2 of 18 sentences" in told
    assert f"framing agreement {corpus}/coding_anna.csv {corpus}/coding_ben.csv; then: framing validate" in told
    wanted = fr.draw_sample(fr.annotate(articles, "syria"), articles, n=12, coders=("anna", "ben"), overlap=4, seed=3)
    assert read_sheet(corpus / "coding_ben.csv")["unit_id"].tolist() == wanted.sheets["ben"]["unit_id"].tolist()


def test_the_verb_counts_units_by_source_and_kind(framing, corpus):
    _, table, _ = framing(
        "sample", corpus / "mentions.parquet", "--articles", corpus / "corpus.jsonl", "--n", 36, "--negatives", 18,
        "--by", "source", "--out", corpus / "c.csv"
    )  # fmt: skip
    rows = [line.split("  ") for line in table.splitlines() if line.strip().startswith(("+East", "West"))]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["+East", "9 (1)", "3 (1)", "6 (0.67)"],
        ["West", "9 (1)", "3 (1)", "6 (0.67)"],
    ]


def test_the_verb_takes_the_lexicon_of_the_run(framing, corpus, articles):
    run = corpus / "results"
    run.mkdir()
    fr.annotate(articles, "conflict").to_csv(run / "mentions.csv", index=False)
    (run / "run.json").write_text('{"lexicon": {"name": "conflict", "sha256": "old"}}')
    status, _, told = framing("sample", run, "--n", 4, "--out", corpus / "c.csv")
    assert status == 0
    assert json.loads((corpus / "c.design.json").read_text())["lexicon"]["name"] == "conflict"
    assert "lexicon 'conflict' has changed since the mentions were found" in told
    assert "only mentions were drawn: precision can be told, recall cannot" in told
    (run / "run.json").write_text('{"lexicon": {"name": "mine"}}')
    status, _, told = framing("sample", run, "--n", 4, "--out", corpus / "c.csv")
    assert status == 1
    assert told.startswith(f"framing: {run}/run.json: the lexicon that it names cannot be read")
    assert framing("sample", run, "--lexicon", "conflict", "--n", 4, "--out", corpus / "c.csv")[0] == 0
    status, _, told = framing("sample", run, "--lexicon", "syria", "--n", 4, "--out", corpus / "c.csv")
    assert status == 1
    assert "is not in lexicon 'syria'; give the lexicon with which they were found" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--n", "0"], "n is 0"),
        (["--by", "outlet"], "column 'outlet', to draw by, is missing"),
        (["--coders", "a_b"], "coder 'a_b' cannot be part"),
        (["--out", "coding.doc"], "a sheet ends in"),
    ],
)
def test_the_verb_tells_what_is_wrong_in_one_line(framing, corpus, monkeypatch, arguments, message):
    monkeypatch.chdir(corpus)
    status, _, told = framing("sample", "mentions.parquet", *arguments)
    assert status == 1
    assert message in told
    assert len(told.splitlines()) == 1
    assert sorted(file.name for file in corpus.iterdir()) == ["corpus.jsonl", "mentions.parquet"]


def test_the_verb_reads_columns_of_other_names(framing, corpus, articles):
    articles.rename(columns={"text": "body"}).to_csv(corpus / "corpus.csv", index=False)
    arguments = ("sample", corpus / "mentions.parquet", "--articles", corpus / "corpus.csv", "--column", "text=body")
    status, _, err = framing(*arguments, "--n", 8, "--out", corpus / "new" / "coding.csv")
    assert status == 0
    assert "sentences" in err
    assert "framing: corpus.csv" not in err
