"""A bundle holds what another needs to check a run, and without text not a word of the articles."""

import hashlib
import hmac
import json
import re
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
from report_folders import DESIGN, KEY, add_sheets, coded_folder, coding

import framing
from framing.errors import CorpusError, OutputError
from framing.report.bundle import salted_hash, write_bundle
from framing.stance.scorer import score

SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = ("README.md", "run.json", "methods.txt", "references.bib", "environment.txt", "checksums.txt")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def shipped(name):
    return (resources.files("framing.lexicons") / f"{name}.yaml").read_bytes()


def of(name, **more):
    return {"name": name, "version": "1.0.0", "sha256": sha256(shipped(name))} | more


def record(folder, **more):
    run = {
        "framing": "0.1.0",
        "python": "3.12.0",
        "libraries": {"pandas": "2.2.3", "numpy": "2.1.0"},
        "lexicon": of("syria"),
        "cues": of("cues_en"),
        "word_lists": [of("loaded_en"), {"name": "vader", "version": "3.3.2", "sha256": "abc"}],
        "options": {"articles": "/home/me/corpus", "lexicon": "syria", "actor": ["opposition"], "column": [],
                    "against": "rest", "seed": 3, "resamples": 100, "scorer": None},
        "inputs_sha256": {},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(run | more))


@pytest.fixture(scope="module")
def tables():
    """Articles, mentions, attributions and scores of the seeds, with columns that no measure knows."""
    articles = framing.read_articles(SEEDS)
    mentions = framing.annotate(articles, "syria")
    kept = articles.drop(columns=["text", "excluded"])
    return {
        "articles": kept.assign(location="Aleppo at dawn", label="my words", note="as the byline says"),
        "mentions": mentions.assign(remark=mentions["sentence"].str.upper()),
        "quotations": framing.quotations(articles, "syria"),
        "scored": score(mentions, articles, "lexicon"),
        "labels": framing.label_shares(mentions, resamples=100),
        "concordance": mentions.assign(left=mentions["sentence"], keyword=mentions["surface"], right="in Aleppo")[
            ["article_id", "source", "left", "keyword", "right", "start", "end", "actor"]
        ],
        "my_notes": mentions[["sentence"]],
        "keyness": pd.DataFrame({"source": ["A"], "word": ["siege"], "log_odds": ["The rebels of Aleppo were said"]}),
    }


@pytest.fixture
def results(tmp_path, tables):
    folder = tmp_path / "results"
    (folder / "figures").mkdir(parents=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    for name in (
        "labels.pdf",
        "figures/labels.svg",
        "figures/concordance_rebel.svg",
        "figures/concordance_rebel.txt",
    ):
        (folder / name).write_text("drawn")
    (folder / "figures" / "labels.txt").write_text("Caption.")
    tables["labels"].assign(sentence="As the army left", remark="in Aleppo").to_csv(
        folder / "figures" / "labels.csv", index=False
    )
    (folder / "report.html").write_text("<p>The rebels of Aleppo.</p>")
    (folder / "private.docx").write_text("mine")
    record(folder)
    return folder


def names(folder):
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_everything_is_there_and_returned(results, tmp_path):
    written = write_bundle(results, tmp_path / "bundle")
    found = names(tmp_path / "bundle")
    assert sorted(file.relative_to(tmp_path / "bundle").as_posix() for file in written) == found
    assert set(TEXTS) <= set(found)
    assert {"figures/labels.pdf", "figures/labels.svg", "figures/labels.txt", "figures/concordance_rebel.svg"} <= set(
        found
    )
    assert {"lexicons/syria.yaml", "lexicons/cues_en.yaml", "lexicons/loaded_en.yaml"} <= set(found)
    assert {"mentions.csv", "my_notes.csv", "report.html"} <= set(found)
    assert "private.docx" not in found
    assert not (tmp_path / "bundle.salt").exists()


def test_files_are_copied_as_they_are(results, tmp_path):
    write_bundle(results, tmp_path / "bundle")
    for name in ("mentions.csv", "run.json", "figures/labels.svg"):
        assert (tmp_path / "bundle" / name).read_bytes() == (results / name).read_bytes()
    assert (tmp_path / "bundle" / "lexicons" / "syria.yaml").read_bytes() == shipped("syria")


@pytest.mark.parametrize("without_text", [False, True])
def test_checksums_name_every_other_file_in_order(results, tmp_path, without_text):
    bundle = tmp_path / "bundle"
    write_bundle(results, bundle, without_text=without_text)
    lines = [line.split("  ") for line in (bundle / "checksums.txt").read_text().splitlines()]
    assert [name for _, name in lines] == [name for name in names(bundle) if name != "checksums.txt"]
    assert all(digest == sha256((bundle / name).read_bytes()) for digest, name in lines)


@pytest.mark.parametrize("options", [{}, {"without_text": True, "salt": "s"}])
def test_equal_results_give_equal_bytes(results, tmp_path, options):
    for name in ("one", "two"):
        write_bundle(results, tmp_path / name, **options)
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_without_text_no_sentence_surface_or_quotation_is_in_any_file(results, tmp_path, tables):
    bundle = tmp_path / "bundle"
    write_bundle(results, bundle, without_text=True)
    whole = {name: (bundle / name).read_text() for name in names(bundle) if not name.endswith((".pdf", ".svg"))}
    labels = {word for label in tables["labels"]["label"] for word in label.split("_")}
    sentences = {*tables["mentions"]["sentence"], *tables["quotations"]["content"], *tables["articles"]["title"]}
    surfaces = {*tables["mentions"]["surface"], *tables["quotations"]["speaker"].dropna()}
    surfaces = {words for words in surfaces if len(words.split()) > 1 and not set(words.lower().split()) <= labels}
    said = {words for words in sentences if len(words.split()) > 2}
    assert len(said) > 100
    assert len(surfaces) > 20
    for name, text in whole.items():
        for words in said:
            assert words not in text, (name, words)
        # The lexicon is published with its forms.
        for words in () if name.startswith("lexicons/") else surfaces:
            assert not re.search(rf"\b{re.escape(words)}\b", text), (name, words)
        for words in ("Aleppo at dawn", "my words", "byline says", "rebels of Aleppo", "in Aleppo", "army left"):
            assert words not in text, (name, words)


def test_without_text_places_labels_days_and_addresses_are_kept(results, tmp_path):
    write_bundle(results, tmp_path / "bundle", without_text=True, salt="salt")
    kept = pd.read_csv(tmp_path / "bundle" / "mentions.csv", dtype=str, keep_default_na=False)
    given = pd.read_csv(results / "mentions.csv", dtype=str, keep_default_na=False)
    dropped = {"speaker", "cue", "modifiers", "remark", "sentence", "surface"}
    assert set(kept.columns) == (set(given.columns) - dropped) | {"sentence_hmac", "surface_hmac"}
    for column in set(given.columns) - dropped:
        assert kept[column].equals(given[column])
    articles = pd.read_csv(tmp_path / "bundle" / "articles.csv", dtype=str)
    assert {"article_id", "source", "published", "url", "status", "words"} <= set(articles.columns)
    assert not {"title", "byline", "note", "location", "label"} & set(articles.columns)


def test_hashes_can_be_checked_with_the_text_and_the_salt(results, tmp_path, tables):
    write_bundle(results, tmp_path / "bundle", without_text=True)
    salt = (tmp_path / "bundle.salt").read_text().strip()
    assert re.fullmatch("[0-9a-f]{64}", salt)
    kept = pd.read_csv(tmp_path / "bundle" / "mentions.csv")
    sentence = tables["mentions"]["sentence"][0]
    assert kept["sentence_hmac"][0] == hmac.new(salt.encode(), sentence.encode(), "sha256").hexdigest()
    assert kept["sentence_hmac"][0] == salted_hash(sentence, salt)
    assert kept["sentence_hmac"][0] != sha256(sentence.encode())


def test_the_salt_lies_outside_the_bundle_and_is_new_each_time(results, tmp_path):
    salts = []
    for name in ("one", "two"):
        written = write_bundle(results, tmp_path / name, without_text=True)
        assert written[-1] == tmp_path / f"{name}.salt"
        salts.append(written[-1].read_text().strip())
        assert all(salts[-1] not in file.read_text() for file in written[:-1] if file.suffix != ".pdf")
    assert salts[0] != salts[1]


def test_a_salt_that_is_given_is_not_written(results, tmp_path):
    write_bundle(results, tmp_path / "bundle", without_text=True, salt=b"mine")
    assert not (tmp_path / "bundle.salt").exists()


def test_what_was_left_out_is_named(results, tmp_path):
    write_bundle(results, tmp_path / "bundle", without_text=True)
    said = (tmp_path / "bundle" / "README.md").read_text()
    tables = ("my_notes.csv", "articles.csv: location", "articles.csv: label", "mentions.csv: remark")
    words = (
        "scored.csv: evidence",
        "concordance.csv: keyword",
        "keyness.csv: log_odds",
        "report.html",
        "private.docx",
    )
    figures = ("figures/concordance_rebel.svg", "figures/concordance_rebel.txt", "figures/labels.csv: remark")
    for name in (*tables, *words, *figures):
        assert f"- `{name}`\n" in said, name
    assert "- `vader (SHA-256 abc)`" in said
    assert "sentence_hmac" in said
    write_bundle(results, tmp_path / "whole")
    said = (tmp_path / "whole" / "README.md").read_text()
    assert "hmac" not in said
    assert "mentions.csv: remark" not in said


def test_every_file_is_explained(results, tmp_path):
    write_bundle(results, tmp_path / "bundle")
    said = (tmp_path / "bundle" / "README.md").read_text()
    assert "- `figures/labels` (.csv, .pdf, .svg, .txt): a figure\n" in said
    for name in names(tmp_path / "bundle"):
        assert name.startswith("figures/") or name == "README.md" or f"- `{name}`: " in said, name


def test_the_command_of_the_run_is_told(results, tmp_path):
    write_bundle(results, tmp_path / "bundle")
    said = (tmp_path / "bundle" / "README.md").read_text()
    assert (
        "framing compare ARTICLES --lexicon lexicons/syria.yaml --actor opposition --against rest --seed 3"
        " --resamples 100 --out RESULTS" in said
    )
    assert "/home/me" not in said


def test_versions_are_told_as_recorded(results, tmp_path):
    write_bundle(results, tmp_path / "bundle")
    said = (tmp_path / "bundle" / "environment.txt").read_text()
    assert said == "# Python 3.12.0\nframing==0.1.0\nnumpy==2.1.0\npandas==2.2.3\n"


def test_another_lexicon_than_that_of_the_run_is_refused_before_anything_is_written(results, tmp_path):
    record(results, lexicon=of("syria", sha256="0" * 64))
    with pytest.raises(OutputError, match="lexicon 'syria': its file is not the one that the run used"):
        write_bundle(results, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def test_another_word_list_than_that_of_the_run_is_refused(results, tmp_path):
    record(results, word_lists=[of("loaded_en", sha256="0" * 64)])
    with pytest.raises(OutputError, match="'loaded_en'"):
        write_bundle(results, tmp_path / "bundle")


def test_a_lexicon_of_ones_own_is_copied_from_its_file(results, tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_bytes(b"name: mine\n")
    lexicon = {"name": "mine", "version": "1", "sha256": sha256(own.read_bytes())}
    record(results, lexicon=lexicon, options={"lexicon": str(own)})
    write_bundle(results, tmp_path / "bundle")
    assert (tmp_path / "bundle" / "lexicons" / "mine.yaml").read_bytes() == b"name: mine\n"
    own.write_bytes(b"name: changed\n")
    with pytest.raises(OutputError, match="'mine'"):
        write_bundle(results, tmp_path / "other")


def test_a_lexicon_that_is_gone_is_named_and_no_other_takes_its_place(results, tmp_path):
    record(results, lexicon=of("syria"), options={"lexicon": "/nowhere/syria.yaml"})
    write_bundle(results, tmp_path / "bundle")
    assert not (tmp_path / "bundle" / "lexicons" / "syria.yaml").exists()
    assert "- `syria (SHA-256" in (tmp_path / "bundle" / "README.md").read_text()


def test_no_name_of_a_lexicon_leads_out_of_the_bundle(results, tmp_path):
    own = tmp_path / "x.yaml"
    own.write_bytes(b"name: evil\n")
    record(results, lexicon={"name": "../../evil", "sha256": sha256(own.read_bytes())}, options={"lexicon": str(own)})
    write_bundle(results, tmp_path / "bundle")
    assert not list(tmp_path.rglob("evil*"))
    assert "- `../../evil (SHA-256" in (tmp_path / "bundle" / "README.md").read_text()


def test_an_earlier_bundle_is_replaced_whole(results, tmp_path):
    bundle = tmp_path / "bundle"
    write_bundle(results, bundle)
    (results / "labels.csv").unlink()
    write_bundle(results, bundle, without_text=True)
    assert "labels.csv" not in names(bundle)
    assert "report.html" not in names(bundle)


def test_a_folder_with_other_files_is_refused_and_kept(results, tmp_path):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match=r"'thesis.txt' is not of an earlier bundle"):
        write_bundle(results, bundle)
    (bundle / "thesis.txt").unlink()
    write_bundle(results, bundle)
    (bundle / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match=r"'thesis.txt' is not"):
        write_bundle(results, bundle)
    assert (bundle / "thesis.txt").read_text() == "years of work"
    assert "mentions.csv" in names(bundle)


def test_the_results_themselves_are_not_overwritten(results):
    before = names(results)
    with pytest.raises(OutputError, match="is not of an earlier bundle"):
        write_bundle(results, results)
    assert names(results) == before


def test_checksums_alone_make_no_bundle(results, tmp_path):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "data.csv").write_text("a")
    (bundle / "checksums.txt").write_text("0  data.csv\n")
    with pytest.raises(OutputError, match="is not of an earlier bundle"):
        write_bundle(results, bundle)


def test_a_place_that_cannot_be_written_is_an_error(results, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"name another folder"):
        write_bundle(results, tmp_path / "file")


def test_results_that_are_not_there_are_an_error(tmp_path):
    with pytest.raises(CorpusError, match=r"no folder of results"):
        write_bundle(tmp_path / "none", tmp_path / "bundle")


def test_a_folder_without_a_record_can_be_bundled(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "labels.csv").write_text("source,label\nA,rebel\n")
    assert names(tmp_path / "results") == ["labels.csv"]
    write_bundle(folder, tmp_path / "bundle", without_text=True)
    assert "labels.csv" in names(tmp_path / "bundle")


@pytest.fixture
def coded(tmp_path):
    """Results behind which coding by hand stands, with its sheets, its card and a figure."""
    folder = coded_folder(tmp_path / "coded")
    missed = {"kind": "sentence", "missed": "opposition: Rebel; opposition: rebel: own"}
    rows = [coding("123456789012", actor="opposition", label="rebel", voice="own", note="so the villagers")]
    add_sheets(folder, anna=[*rows, coding("00000000e012", **missed)], ben=[coding("123456789012", actor="none")])
    design = DESIGN | {"variables": DESIGN["variables"] | {"voice": {"own": "the outlet"}}}
    (folder / "coding.design.json").write_text(json.dumps(design))
    (folder / "validation_card.md").write_text("# Validation card")
    (folder / "coding_eva.xlsx").write_text("a workbook")
    record(folder)
    return folder


def read(folder, name):
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def test_the_whole_of_the_coding_is_in_the_bundle(coded, tmp_path):
    write_bundle(coded, tmp_path / "bundle")
    loop = {"coding.key.csv", "coding.design.json", "coding_anna.csv", "coding_ben.csv", "coding_eva.xlsx"}
    assert loop | {"validation_card.md", "validation.csv", "disagreements.csv"} <= set(names(tmp_path / "bundle"))
    assert (tmp_path / "bundle" / "coding_anna.csv").read_bytes() == (coded / "coding_anna.csv").read_bytes()


def test_without_text_codes_stay_and_words_and_notes_go(coded, tmp_path):
    bundle = tmp_path / "bundle"
    write_bundle(coded, bundle, without_text=True)
    sheet = read(bundle, "coding_anna.csv")
    assert list(sheet) == ["unit_id", "probability", "kind", "actor", "label", "voice", "stance", "missed"]
    assert sheet["label"].tolist() == ["rebel", ""]
    assert sheet["missed"].tolist() == ["", "opposition: Rebel; opposition: rebel: own"]
    assert read(bundle, "coding.key.csv").to_dict("records") == [{name: str(cell) for name, cell in KEY[0].items()}]
    errors = read(bundle, "validation_errors.csv")
    assert errors["coded"].tolist() == ["opposition: terrorist, own", "opposition: rebel"]
    assert list(errors)[-3:] == ["start", "end", "weight"]
    assert list(read(bundle, "disagreements.csv")) == [
        "unit_id", "kind", "variable", "codes", "source", "article_id"
    ]  # fmt: skip
    for name in ("validation", "validation_tests", "agreement", "corrected"):
        assert (bundle / f"{name}.csv").read_bytes() == (coded / f"{name}.csv").read_bytes(), name
    assert {"validation_card.md", "coding.design.json"} <= set(names(bundle))
    for file in names(bundle):
        text = (bundle / file).read_text(encoding="utf-8", errors="replace")
        assert not re.search("Dawn broke|Nobody wept|⟦|villagers|Gunmen|workbook", text), file


@pytest.mark.parametrize(
    ("cells", "kept"),
    [({"label": "The rebels of Aleppo"}, False), ({"label": "REBEL "}, True), ({"label": "rebel; none"}, True),
     ({"missed": "opposition: the men who left"}, False), ({"unit_id": "12", "voice": "own; their"}, False)],
)  # fmt: skip
def test_without_text_a_column_of_a_sheet_is_kept_if_it_holds_codes_alone(coded, tmp_path, cells, kept):
    column = list(cells)[-1]
    add_sheets(coded, anna=[coding("123456789012") | cells])
    write_bundle(coded, tmp_path / "bundle", without_text=True)
    assert (column in read(tmp_path / "bundle", "coding_anna.csv")) == kept


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"unit_id;text\n1;Dawn broke\n", b'"a\n'])
def test_without_text_a_sheet_that_cannot_be_read_is_left_out(coded, tmp_path, content):
    (coded / "coding_anna.csv").write_bytes(content)
    write_bundle(coded, tmp_path / "bundle", without_text=True)
    assert "coding_anna.csv" not in names(tmp_path / "bundle")
    assert "- `coding_anna.csv`\n" in (tmp_path / "bundle" / "README.md").read_text()


def test_without_a_design_no_code_is_known(coded, tmp_path):
    (coded / "coding.design.json").write_text('{"variables": ["rebel"], "labels": 3}')
    write_bundle(coded, tmp_path / "bundle", without_text=True)
    assert list(read(tmp_path / "bundle", "coding_anna.csv"))[:3] == ["unit_id", "probability", "kind"]


def test_a_table_of_the_users_own_has_no_columns_of_the_coding(results, tmp_path):
    (results / "mentions.csv").write_text("mention_id,codes,found\n1,a rebel,of Aleppo\n")
    write_bundle(results, tmp_path / "bundle", without_text=True)
    assert list(read(tmp_path / "bundle", "mentions.csv")) == ["mention_id"]


def test_it_is_told_how_the_coding_is_checked(coded, tmp_path):
    write_bundle(coded, tmp_path / "bundle")
    said = (tmp_path / "bundle" / "README.md").read_text()
    sheets = "coding_anna.csv coding_ben.csv coding_eva.xlsx"
    assert (
        f"    framing agreement {sheets} --out RESULTS\n    framing validate {sheets} RESULTS --out RESULTS\n" in said
    )
    assert "- `coding_anna.csv`: what people decided" in said
    assert "- `coding.key.csv`: units drawn" in said
    assert "of the results\n" not in said


def test_one_sheet_has_no_agreement_to_check(coded, tmp_path):
    for name in ("ben.csv", "eva.xlsx"):
        (coded / f"coding_{name}").unlink()
    write_bundle(coded, tmp_path / "bundle", without_text=True)
    said = (tmp_path / "bundle" / "README.md").read_text()
    assert "framing correct coding_anna.csv RESULTS" in said
    assert "framing agreement" not in said


@pytest.fixture
def elsewhere(results, tmp_path):
    """Results that were corrected by sheets in another folder."""
    place = tmp_path / "my sheets"
    place.mkdir()
    add_sheets(place, anna=[coding("1", label="rebel")])
    (place / "coding.design.json").write_text(json.dumps(DESIGN))
    (place / "other.key.csv").write_text("unit_id")
    sheet = place / "coding_anna.csv"
    record(
        results,
        options={"gold": [str(sheet), str(place / "coding_ben.csv")], "lexicon": "syria"},
        inputs_sha256={"coding_anna.csv": sha256(sheet.read_bytes())},
    )
    return results


@pytest.mark.parametrize("without_text", [False, True])
def test_sheets_that_lie_elsewhere_are_fetched_with_their_key_and_design(elsewhere, tmp_path, without_text):
    write_bundle(elsewhere, tmp_path / "bundle", without_text=without_text)
    found = set(names(tmp_path / "bundle"))
    assert {"coding_anna.csv", "coding.key.csv", "coding.design.json"} <= found
    assert "other.key.csv" not in found
    assert ("Dawn broke" in (tmp_path / "bundle" / "coding_anna.csv").read_text()) != without_text
    said = (tmp_path / "bundle" / "README.md").read_text()
    assert "--gold coding_anna.csv --gold coding_ben.csv --out RESULTS" in said
    assert "## Not in this bundle" in said
    assert "- `coding_ben.csv`\n" in said
    assert "my sheets" not in said


def test_a_sheet_that_has_changed_since_is_refused(elsewhere, tmp_path):
    add_sheets(tmp_path / "my sheets", anna=[coding("1", label="terrorist")])
    with pytest.raises(OutputError, match=r"coding_anna.csv: this sheet has changed since the comparison; make"):
        write_bundle(elsewhere, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def test_a_sheet_within_the_results_is_the_one_taken(elsewhere, tmp_path):
    add_sheets(elsewhere, anna=[coding("2", label="rebel")])
    write_bundle(elsewhere, tmp_path / "bundle")
    assert read(tmp_path / "bundle", "coding_anna.csv")["unit_id"].tolist() == ["2"]


@pytest.mark.parametrize("gold", [None, "coding.csv", [3], {}])
def test_options_that_name_no_sheets_stop_nothing(results, tmp_path, gold):
    record(results, options={"gold": gold}, inputs_sha256=[])
    write_bundle(results, tmp_path / "bundle")


def test_without_coding_by_hand_nothing_of_it_is_told(results, tmp_path):
    write_bundle(results, tmp_path / "bundle")
    assert "coding by hand" not in (tmp_path / "bundle" / "README.md").read_text()
