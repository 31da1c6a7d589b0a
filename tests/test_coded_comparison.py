"""A comparison with units coded by hand says how good its numbers are, and what they would be without errors."""

import json

import pandas as pd
import pytest

import framing as fr
from framing.coded_comparison import coded_by_hand
from framing.comparison_figures import figures_of
from framing.contrasts import compared
from framing.results import write_results

FEW = {"resamples": 100, "seed": 0}
LOUD = "no hand-coded data stand behind these numbers"
TABLES = ("agreement", "coder_confusion", "disagreements", "corrected", "corrected_comparison")
OF_VALIDATION = ("validation", "validation_tests", "validation_errors", "validation_confusion")


@pytest.fixture(scope="module")
def articles():
    """Two sources; each article names the opposition in two sentences, and has a word that the lexicon rejects."""
    words = (("A", "Rebels", "rebels", "regime"), ("B", "Terrorists", "terrorists", "Syrian army"))
    return pd.DataFrame([
        {"article_id": f"{source}{i}", "source": source,
         "text": f"{one} in Syria fought the {army}. The Syrian {two} fled. He eats a diet regime." * (1 + i % 3)}
        for source, one, two, army in words for i in range(12)
    ])  # fmt: skip


@pytest.fixture(scope="module")
def mentions(articles):
    return fr.annotate(articles, "syria")


@pytest.fixture(scope="module")
def sheets(articles, mentions, tmp_path_factory):
    """Sheets of two coders, who call every other terrorist a rebel, and part over one voice; one calls a stance."""
    folder = tmp_path_factory.mktemp("sheets")
    drawn = fr.draw_sample(
        mentions, articles, "syria", n=60, negatives=20, coders=("anna", "ben"), overlap=60,
        variables=("actor", "label", "voice", "stance"),
    )  # fmt: skip
    fr.write_sample(drawn, folder / "coding.csv")
    units = drawn.units.set_index("unit_id")
    for coder in ("anna", "ben"):
        sheet = pd.read_csv(folder / f"coding_{coder}.csv", dtype=str, keep_default_na=False).sort_values("unit_id")
        for place, at in enumerate(sheet.index):
            unit = units.loc[sheet.loc[at, "unit_id"]]
            if unit["kind"] != "mention":
                sheet.loc[at, "missed" if unit["kind"] == "sentence" else "actor"] = "none"
                continue
            wrong = unit["label"] == "terrorist" and place % 2
            codes = {"actor": unit["actor"], "label": "rebel" if wrong else unit["label"], "voice": "own",
                     "stance": "neutral"}  # fmt: skip
            sheet.loc[at, list(codes)] = list(codes.values())
        mention = sheet.index[(sheet["kind"] == "mention") & (sheet["voice"] == "own")][0]
        sheet.loc[mention, "voice"] = "own" if coder == "anna" else "indirect"
        sheet.to_csv(folder / f"coding_{coder}.csv", index=False)
    return [folder / f"coding_{coder}.csv" for coder in ("anna", "ben")]


@pytest.fixture(scope="module")
def plain(articles):
    return fr.compare(articles, "syria", actors=["opposition"], resamples=100)


@pytest.fixture(scope="module")
def coded(articles, sheets):
    return fr.compare(articles, "syria", actors=["opposition"], gold=sheets, resamples=100)


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def undrawn(monkeypatch):
    """Names of the figures, drawn by nobody: drawing takes seconds and is tried elsewhere."""

    def save(_, path, formats):
        made = [path.with_name(f"{path.name}.{suffix}") for suffix in formats]
        for file in made:
            file.write_text("drawn")
        return made

    for module in ("results", "validation_files", "correction_files"):
        monkeypatch.setattr(f"framing.{module}.save_figure", save)
    monkeypatch.setattr(
        "framing.results.figures_of",
        lambda comparison: ((name, lambda: None) for name, _ in figures_of(comparison)),
    )
    monkeypatch.setattr("framing.validation_files.plot_validation", lambda _: None)
    monkeypatch.setattr("framing.correction_files.plot_estimates", lambda _, **__: None)


def write(comparison, folder):
    return write_results(comparison, folder, options={}, inputs={})


def test_without_coded_units_there_is_nothing_of_the_kind(plain):
    assert plain.validation is None
    assert all(getattr(plain, name).empty for name in (*TABLES, "drawn"))


def test_what_was_found_stays_as_it_is(plain, coded):
    for name in ("labels", "comparison", "valence", "voices", "stance"):
        pd.testing.assert_frame_equal(getattr(plain, name), getattr(coded, name))


def test_tables_are_those_of_the_single_functions(mentions, sheets, coded):
    gold = fr.read_gold(sheets)
    actors = ["opposition"]
    shares = fr.corrected_measures(mentions, gold, "label_share", actor=actors, **FEW)
    found = coded.corrected[coded.corrected["measure"] == "label_share"].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, shares, check_dtype=False)
    differences = fr.compare_sources(mentions, "label_share", actor=actors, gold=gold, **FEW)
    found = coded.corrected_comparison[coded.corrected_comparison["measure"] == "label_share"].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, differences, check_dtype=False)
    codings, units = fr.read_codings(sheets), coded.drawn
    pd.testing.assert_frame_equal(coded.agreement, fr.coder_agreement(codings, units, **FEW))
    pd.testing.assert_frame_equal(coded.disagreements, fr.disagreements(codings, units))


def test_errors_of_one_source_are_corrected_there_and_not_elsewhere(coded):
    rows = coded.corrected[(coded.corrected["measure"] == "label_share") & (coded.corrected["label"] == "terrorist")]
    rows = rows[rows["actor"] == "opposition"].set_index("source")
    assert rows.loc["B", "naive"] == 1
    assert rows.loc["B", "value"] < rows.loc["B", "high"] < 0.9
    scores = coded.validation.scores
    label = scores[
        (scores["variable"] == "label") & (scores["measure"] == "accuracy") & (scores["group"] == "source")
    ]
    assert label[label["actor"] == "opposition"].set_index("name")["value"]["A"] == 1


def test_measures_are_corrected_that_people_coded(coded):
    measures = {"label_share", "category_share", "label_valence", "voice_share", "stance"}
    assert set(coded.corrected["measure"]) == measures
    assert set(coded.corrected_comparison["measure"]) == {"label_share", "label_valence"}
    assert set(coded.corrected["actor"]) == {"opposition"}


def test_coders_who_part_are_listed(coded):
    assert coded.disagreements["variable"].tolist() == ["voice"]
    assert coded.disagreements["codes"].tolist() == ["anna: own | ben: indirect"]
    parted = coded.coder_confusion[coded.coder_confusion["first"] != coded.coder_confusion["second"]]
    assert parted[["variable", "n_units"]].to_numpy().tolist() == [["voice", 1]]


@pytest.mark.parametrize("one", [True, False])
def test_one_sheet_or_a_table_has_no_agreement(mentions, sheets, one):
    mentions = mentions[mentions["actor"] == "opposition"]
    gold = sheets[:1] if one else fr.read_gold(sheets)
    differences = compared(mentions, "rest", FEW)
    found = coded_by_hand(gold, mentions, pd.DataFrame(), differences, ["opposition", "russia"], None, FEW)
    assert found.agreement.empty
    assert found.disagreements.empty
    assert (len(found.drawn) == 60) == one
    assert "stance" not in set(found.corrected["measure"])
    assert set(found.corrected["actor"]) == {"opposition"}


def test_one_source_has_no_differences(mentions, sheets):
    gold = fr.read_gold(sheets)
    one = mentions[mentions["source"] == "A"]
    differences = compared(one, "rest", FEW)
    found = coded_by_hand(gold[gold["source"] == "A"], one, pd.DataFrame(), differences, ["opposition"], None, FEW)
    assert found.corrected_comparison.empty
    assert len(found.corrected)


def test_a_margin_is_of_shares_alone(mentions, sheets):
    mentions = mentions[mentions["actor"] == "opposition"]
    gold = fr.read_gold(sheets)
    differences = compared(mentions, "rest", FEW, margin=0.1)
    found = coded_by_hand(gold, mentions, pd.DataFrame(), differences, ["opposition"], 0.1, FEW).corrected_comparison
    assert found.groupby("measure")["p_equivalence"].count().to_dict() == {"label_share": 4, "label_valence": 0}


@pytest.mark.usefixtures("undrawn")
def test_all_of_it_is_written_and_gone_after_a_comparison_without(coded, plain, tmp_path):
    folder = tmp_path / "results"
    written = {path.relative_to(folder).as_posix() for path in write(coded, folder)}
    loop = {f"{name}.csv" for name in (*TABLES, *OF_VALIDATION)} | {"validation_card.md"}
    figures = {f"figures/{name}.svg" for name in ("validation", "agreement", "corrected-opposition")}
    kept = {"coding.key.csv", "coding.design.json"}
    assert loop | figures | kept <= written == files(folder)
    assert json.loads((folder / "coding.design.json").read_text())["coders"] == ["anna", "ben"]
    assert "syria" in (folder / "validation_card.md").read_text()
    write(plain, folder)
    assert not (loop | figures) & files(folder)
    assert kept <= files(folder)


@pytest.mark.usefixtures("undrawn")
def test_the_key_of_sheets_in_the_folder_is_not_replaced(coded, tmp_path):
    (tmp_path / "coding.key.csv").write_text("mine")
    (tmp_path / "coding_eva.csv").write_text("hers")
    write(coded, tmp_path)
    assert (tmp_path / "coding.key.csv").read_text() == "mine"


@pytest.mark.usefixtures("undrawn")
def test_the_command_line_tells_what_stands_behind_the_numbers(
    framing, articles, sheets, plain, coded, tmp_path, monkeypatch
):
    monkeypatch.setattr("framing.compare", lambda *_, gold, **__: coded if gold else plain)
    corpus, out = tmp_path / "my articles.csv", tmp_path / "results"
    articles.to_csv(corpus, index=False)
    status, _, told = framing("compare", corpus, "--out", out, "--resamples", 100)
    assert status == 0
    command = f"'framing sample {out} --articles '{corpus}' --out coding.csv'"
    assert told.splitlines()[-1] == f"{LOUD}: draw a sample with {command}"
    arguments = [word for sheet in sheets for word in ("--gold", sheet)]
    status, _, told = framing("compare", corpus, "--out", out, "--resamples", 100, *arguments)
    assert status == 0
    assert told.splitlines()[-1].startswith("coded by hand: precision of mentions 100 % [")
    record = json.loads((out / "run.json").read_text())
    assert record["options"]["gold"] == [str(sheet) for sheet in sheets]
    assert {"my articles.csv", "coding_anna.csv", "coding_ben.csv"} <= set(record["inputs_sha256"])
    status, _, _ = framing("bundle", out, "--out", tmp_path / "bundle", "--without-text")
    assert {"coding_anna.csv", "coding.key.csv"} <= files(tmp_path / "bundle")
    text = (tmp_path / "bundle" / "coding_anna.csv").read_text()
    assert "rebel" in text
    assert "Syria" not in text


def test_sheets_are_looked_at_before_the_articles(framing, tmp_path):
    status, _, told = framing("compare", "none.csv", "--gold", "coding.csv")
    assert status == 1
    assert "--gold gives tables of validation and correction; name their folder with --out" in told
    sheet = tmp_path / "coding.csv"
    sheet.write_text("unit_id,probability,kind,text,voice\nab,0.5,mention,x,shouted\n")
    status, _, told = framing("compare", "none.csv", "--gold", sheet, "--out", tmp_path / "results")
    assert status == 1
    assert "shouted" in told
    assert "none.csv" not in told


def test_a_measure_tells_what_stands_behind_its_numbers(framing, articles, tmp_path):
    articles.to_csv(tmp_path / "articles.csv", index=False)
    framing("annotate", tmp_path / "articles.csv", "--out", tmp_path / "run")
    _, _, told = framing("measure", tmp_path / "run", "label_valence", "--resamples", 100)
    assert told.splitlines()[-1].startswith(LOUD)
