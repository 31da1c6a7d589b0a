"""The verb that tells how far coders agree."""

from __future__ import annotations

import pandas as pd
import pytest

import framing
from framing.cli import run
from framing.schema import AGREEMENT, UNITS

UNITS_DRAWN = pd.DataFrame(
    {
        "unit_id": [f"u{at:02d}" for at in range(24)],
        "kind": "mention",
        "article_id": [f"a{at // 2:02d}" for at in range(24)],
        "source": ["North", "North", "South", "South"] * 6,
        "probability": 0.1,
    }
)
ANNA = ["own", "direct", "indirect", "own", "own", "direct"] * 4


def sheet(voices, **cells):
    table = UNITS_DRAWN[["unit_id", "probability", "kind"]].assign(before="", after="", text="Then ⟦rebels⟧ left.")
    empty = {"actor": "opposition", "label": "rebels", "stance": "", "missed": "", "note": ""}
    return table.assign(voice=voices, **{**empty, **cells})


@pytest.fixture
def sheets(tmp_path):
    """Sheets of two coders who part on six voices, and the key."""
    ben = ["indirect" if at % 4 == 1 else voice for at, voice in enumerate(ANNA)]
    sheet(ANNA).to_csv(tmp_path / "coding_anna.csv", index=False)
    sheet(ben, note="hm").to_csv(tmp_path / "coding_ben.csv", index=False)
    key = UNITS_DRAWN.assign(**{column: "" for column in UNITS if column not in UNITS_DRAWN})
    key[list(UNITS)].to_csv(tmp_path / "coding.key.csv", index=False)
    return [str(path) for path in sorted(tmp_path.glob("coding*.csv"))]


def asked(*arguments):
    with pytest.raises(SystemExit) as end:
        run(["agreement", *map(str, arguments), "--resamples", "100"])
    return end.value.code


def test_agreement_is_printed_by_variable_and_source(sheets, capsys):
    assert asked(*sheets) == 0
    out = capsys.readouterr().out
    assert "agreement of anna, ben" in out
    assert "alpha in each source" in out
    # Ben gives another voice to six units, of which Anna's are four direct and two own.
    assert "6 units on which coders part" in out
    rows = [line.split() for line in out.splitlines()]
    assert ["voice", "direct", "/", "indirect", "4"] in rows
    assert ["voice", "indirect", "/", "own", "2"] in rows
    assert sum(row[2:3] == ["/"] for row in rows) == 2
    voice = next(row for row in rows if row[:1] == ["voice"])
    table = framing.coder_agreement(framing.read_codings(sheets), UNITS_DRAWN, resamples=100)
    alpha = table[(table["variable"] == "voice") & (table["measure"] == "alpha_nominal")]["value"].iloc[0]
    assert voice[1] == f"{alpha:.2f}".replace("0.", ".")
    assert voice[2:] == [".75", voice[3], "24"]
    assert ".800" in out
    assert max(map(len, out.splitlines())) <= 118


def test_tables_and_figure_are_written_the_same_each_time(sheets, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        assert asked(*sheets, "--out", folder) == 0
    files = sorted(path.relative_to(folders[0]) for path in folders[0].rglob("*") if path.is_file())
    tables = ["agreement.csv", "coder_confusion.csv", "disagreements.csv"]
    figures = [f"figures/agreement.{kind}" for kind in ("csv", "pdf", "png", "svg", "txt")]
    assert [path.as_posix() for path in files] == [*tables, *figures]
    for path in files:
        assert (folders[0] / path).read_bytes() == (folders[1] / path).read_bytes()
    assert tuple(pd.read_csv(folders[0] / "agreement.csv")) == AGREEMENT
    parted = pd.read_csv(folders[0] / "disagreements.csv")
    assert parted["codes"].value_counts().to_dict() == {
        "anna: direct | ben: indirect": 4,
        "anna: own | ben: indirect": 2,
    }
    assert set(parted["source"]) == {"North"}
    assert set(parted["note"]) == {"ben: hm"}
    confusion = pd.read_csv(folders[0] / "coder_confusion.csv")
    assert confusion["variable"].unique().tolist() == ["mention", "actor", "label", "voice"]


def test_a_third_coder_adds_pairs(sheets, tmp_path, capsys):
    sheet(ANNA).to_csv(tmp_path / "coding_cleo.csv", index=False)
    assert asked(*sheets, tmp_path / "coding_cleo.csv", "--by", "kind") == 0
    out = capsys.readouterr().out
    assert "agreement of anna, ben, cleo" in out
    assert "alpha of each pair of coders" in out
    assert "alpha in each kind" in out


def test_without_a_key_sources_are_unknown_and_it_is_said(sheets, tmp_path, capsys):
    (tmp_path / "coding.key.csv").unlink()
    assert asked(*(path for path in sheets if ".key." not in path)) == 0
    shown = capsys.readouterr()
    assert "no key beside the sheets" in shown.err
    assert "in each source" not in shown.out


def test_bad_input_is_one_sentence(sheets, tmp_path, capsys):
    anna, ben = (path for path in sheets if ".key." not in path)
    assert asked(anna) == 1
    assert "only 'anna' has coded; agreement needs two coders" in capsys.readouterr().err
    assert asked(anna, ben, "--by", "sauce") == 1
    assert "column 'sauce' is missing" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert asked(anna, ben, "--out", tmp_path / "file") == 1
    assert "name another folder with --out" in capsys.readouterr().err
    for name in ("anna", "ben"):
        sheet(["sour"] * 24, stance="sour").to_csv(tmp_path / f"coding_{name}.csv", index=False)
    assert asked(anna, ben) == 1
    assert "sour" in capsys.readouterr().err
