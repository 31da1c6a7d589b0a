"""framing budget: what is printed, what is written, and what is refused."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.cli import run

ASKED = ["--actor", "opposition", "--label", "terrorist"]


@pytest.fixture(scope="module")
def mentions():
    rng = np.random.default_rng(0)
    article = np.arange(800) // 2
    return pd.DataFrame({
        "mention_id": [f"m{at}" for at in range(800)], "article_id": [f"a{at}" for at in article],
        "source": np.array(["The Northern Weekly Gazette", "South"])[article % 2], "published": "2015-03-01",
        "actor": "opposition", "label": np.where(rng.random(800) < 0.4, "terrorist", "rebel"), "category": "neutral",
        "valence": 0.0, "surface": "rebels", "start": np.arange(800), "end": np.arange(800) + 6,
        "sentence_start": 0, "sentence_end": 30, "sentence": "", "position": "body", "modifiers": "",
        "resolution": "own", "ambiguous": False,
        "voice": np.where(rng.random(800) < 0.3, "direct", "own"),
    })  # fmt: skip


@pytest.fixture(scope="module")
def table(mentions, tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "mentions.csv"
    mentions.to_csv(path, index=False)
    return path


def called(*arguments):
    with pytest.raises(SystemExit) as ended:
        run(["budget", *map(str, arguments)])
    return ended.value.code


def test_it_prints_half_width_and_power_for_people(table, mentions, capsys):
    assert called(table, *ASKED, "--n", "20,200, 400") == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert lines[0].strip() == "opposition, terrorist: half-width in points, power in %"
    expected = fr.coding_budget(mentions, actor="opposition", label="terrorist", n=(200, 400)).iloc[:2]
    cells = [f"\u00b1{100 * row['half_width']:.0f} {100 * row['power']:.0f}%" for row in expected.to_dict("records")]
    south = next(line for line in lines if line.strip().startswith("South"))
    assert south.split() == ["South", "400", f"{100 * expected['share'].iloc[0]:.0f}%", "\u2013",
                             *" ".join(cells).split()]  # fmt: skip
    assert any("The Northern We\u2026" in line for line in lines)
    assert max(len(line.rstrip()) for line in [*lines, *shown.err.splitlines()[:-1]]) <= 80
    assert "15 of 100 found with the label are wrong" in shown.err
    assert shown.err.splitlines()[-1].endswith("--n N --by source,label,voice")


def test_it_writes_the_table_and_the_figure(table, mentions, tmp_path, capsys):
    out, figure = tmp_path / "budget.csv", tmp_path / "budget.svg"
    options = ("--n", "200", "--gap", "0.2", "--error", "0.3", "--voice", "own", "--out", out, "--figure", figure)
    assert called(table, *ASKED, *options) == 0
    expected = fr.coding_budget(
        mentions, actor="opposition", label="terrorist", n=[200], gap=0.2, error=0.3, voice="own"
    )
    pd.testing.assert_frame_equal(pd.read_csv(out, keep_default_na=False), expected)
    assert figure.stat().st_size > 1000
    told = capsys.readouterr().err
    assert str(out) in told
    assert str(figure) in told
    assert "30 of 100 found" in told
    assert "a gap of 20 points" in " ".join(told.split())


def test_a_pilot_gives_the_errors(table, mentions, tmp_path, capsys):
    """A sheet of one's own: every fourth mention coded, one of ten otherwise than found."""
    of = mentions.iloc[::4]
    label = of["label"].where(np.arange(len(of)) % 10 > 0, "other")
    sheet = tmp_path / "pilot.csv"
    pd.DataFrame({
        "mention_id": of["mention_id"], "actor": "opposition", "label": label, "probability": 0.25,
    }).to_csv(sheet, index=False)  # fmt: skip
    out = tmp_path / "budget.csv"
    assert called(table, *ASKED, "--n", "200", "--gold", sheet, "--out", out) == 0
    gold = fr.read_gold(sheet, mentions=mentions)
    expected = fr.coding_budget(mentions, actor="opposition", label="terrorist", n=[200], gold=gold)
    found = pd.read_csv(out, keep_default_na=False)
    pd.testing.assert_frame_equal(found, expected)
    assert (found["errors"] > 0).all()
    assert "those of the pilot" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([*ASKED, "--n", "many"], "--n many: give whole numbers"),
        ([*ASKED, "--n", ","], "give whole numbers"),
        ([*ASKED, "--n", "0"], "give whole numbers"),
        ([*ASKED, "--figure", "budget.tiff"], "written as .pdf, .svg or .png"),
        ([*ASKED, "--by", "paper"], "'paper' is missing"),
        (["--actor", "rebels", "--label", "rebel"], "there is no actor 'rebels'"),
        ([*ASKED[:2], "--label", "terorist"], "Did you mean 'terrorist'"),
        ([*ASKED, "--gap", "2"], "gap is 2"),
        ([*ASKED, "--gold", "none.csv"], "none.csv"),
    ],
)
def test_what_cannot_be_reckoned_is_told_in_a_sentence(table, options, words, capsys):
    assert called(table, *options) == 1
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
