"""The command line as its users meet it: what it prints, what it writes, how it refuses."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.cli import run
from framing.comparison_figures import figures_of

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
ARTICLE = (
    "Syrian rebels took the town of Maaret on Friday, and the Assad regime answered with air strikes, people said. "
    "The rebels said that they would go on to the city of Hama, which has been held by the government since the war "
    "began in 2011. The Syrian army did not comment, but state media said that terrorists had shelled the road.\n"
)


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def few_figures(monkeypatch):
    """Draw only some figures, where a test asks for tables."""
    wanted = ("labels", "differences-opposition", "periods-opposition")
    few = lambda comparison: ((name, draw) for name, draw in figures_of(comparison) if name in wanted)  # noqa: E731
    monkeypatch.setattr("framing.results.figures_of", few)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    out = tmp_path_factory.mktemp("compare") / "results"
    with pytest.raises(SystemExit) as stop:
        run(["compare", str(SEEDS), "--lexicon", "syria", "--out", str(out), "--resamples", "200"])
    assert not stop.value.code
    return out


def test_compare_writes_every_file(results):
    assert sorted(file.name for file in results.iterdir()) == [
        "articles.csv", "comparison.csv", "composition.csv", "distances.csv", "figures", "flow.csv", "keyness.csv",
        "labels.csv", "mentions.csv", "quotations.csv", "run.json", "scored.csv", "sources.csv", "speakers.csv",
        "stance.csv", "voices.csv",
    ]  # fmt: skip
    drawn = {
        "composition-government", "composition-opposition", "differences-government", "differences-opposition",
        "distances-government", "distances-opposition", "flow", "labels", "odds_map-government",
        "odds_map-opposition", "speakers", "stance", "valence", "voices",
    }  # fmt: skip
    written = {file.name for file in (results / "figures").iterdir()}
    assert written == {f"{name}.{suffix}" for name in drawn for suffix in ("pdf", "svg", "png", "csv", "txt")}


def test_any_share_can_be_recomputed_from_the_mentions(results):
    mentions = pd.read_csv(results / "mentions.csv", keep_default_na=False)
    labels = pd.read_csv(results / "labels.csv", keep_default_na=False)
    for row in labels.itertuples():
        of_actor = mentions[(mentions["source"] == row.source) & (mentions["actor"] == row.actor)]
        assert row.n_mentions == len(of_actor)
        assert row.value == pytest.approx((of_actor["label"] == row.label).mean())
        assert row.low <= row.value <= row.high
        assert row.high > row.low


def test_mentions_give_back_their_words(results):
    mentions = pd.read_csv(results / "mentions.csv", keep_default_na=False)
    for row in mentions.itertuples():
        text = (SEEDS / f"{row.article_id}.txt").read_bytes().decode("utf-8")
        assert text[row.start : row.end] == row.surface
        assert row.surface in row.sentence


def test_the_record_of_the_run_names_what_made_it(results):
    record = json.loads((results / "run.json").read_text(encoding="utf-8"))
    assert record["lexicon"]["name"] == "syria"
    assert len(record["lexicon"]["sha256"]) == 64
    assert len(record["inputs_sha256"]["001_d207aad289b41955.txt"]) == 64
    assert record["options"]["resamples"] == 200
    assert record["articles"] == {"ok": 5}


@pytest.mark.usefixtures("few_figures")
def test_the_record_holds_the_metadata_too(framing, article, tmp_path):
    metadata = tmp_path / "meta.csv"
    metadata.write_text("article_id,source\narticle,The Paper\n", encoding="utf-8")
    framing("compare", article, "--metadata", metadata, "--out", tmp_path / "out", "--resamples", "100")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert sorted(record["inputs_sha256"]) == ["article.txt", "meta.csv"]


def test_two_runs_write_the_same_bytes(results, framing, tmp_path):
    framing("compare", SEEDS, "--out", tmp_path, "--resamples", "200")
    files = [file.relative_to(results) for file in results.rglob("*") if file.is_file() and file.name != "run.json"]
    assert len(files) > 80
    for name in files:
        assert (results / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_compare_prints_a_row_for_each_source(framing):
    code, out, err = framing("compare", SEEDS, "--resamples", "100")
    assert code == 0
    for text in (
        "the Syrian opposition",
        "the Syrian government",
        "FP Staff",
        "rebel",
        "regime",
        "95 % intervals",
    ):
        assert text in out
    assert "5 of 5 articles from 5 sources analysed" in err


@pytest.mark.usefixtures("few_figures")
def test_actors_can_be_chosen(framing, tmp_path):
    framing("compare", SEEDS, "--actor", "russia", "--actor", "iran", "--out", tmp_path, "--resamples", "100")
    assert set(pd.read_csv(tmp_path / "labels.csv")["actor"]) == {"russia", "iran"}


def test_one_source_alone_is_described_without_comparison(framing, tmp_path, article):
    code, out, _ = framing("compare", article, "--out", tmp_path / "out", "--resamples", "100")
    assert code == 0
    assert "rebel" in out
    assert not (tmp_path / "out" / "comparison.csv").exists()
    assert "composition-opposition.pdf" in {file.name for file in (tmp_path / "out" / "figures").iterdir()}


@pytest.mark.usefixtures("few_figures")
def test_files_of_an_earlier_run_do_not_pass_for_those_of_this(framing, tmp_path, article):
    framing("compare", SEEDS, "--out", tmp_path, "--resamples", "100")
    assert (tmp_path / "comparison.csv").exists()
    (tmp_path / "figures" / "mine.xlsx").touch()
    framing("compare", article, "--out", tmp_path, "--resamples", "100")
    assert not (tmp_path / "comparison.csv").exists()
    names = {file.name for file in (tmp_path / "figures").iterdir()}
    assert "differences-opposition.pdf" not in names
    assert "mine.xlsx" in names


@pytest.mark.usefixtures("few_figures")
def test_events_and_margins_are_compared(framing, tmp_path):
    rows = [
        f"{source}{i},{source},2016-0{1 + i}-10,{word if i < 4 else 'Rebels'} in Syria fought the Syrian army."
        for source, word in (("A", "Terrorists"), ("B", "Rebels"))
        for i in range(8)
    ]
    file = tmp_path / "articles.csv"
    file.write_text("\n".join(["article_id,source,date,text", *rows]), encoding="utf-8")
    out = tmp_path / "out"
    code, _, _ = framing("compare", file, "--out", out, "--event", "ceasefire=2016-05-01", "--margin", "0.5",
                         "--against", "pairs", "--resamples", "100")  # fmt: skip
    assert code == 0
    changes = pd.read_csv(out / "changes.csv").set_index(["source", "actor", "label"])
    assert changes.loc[("A", "opposition", "terrorist"), ["before", "after", "difference"]].tolist() == [1, 0, -1]
    comparison = pd.read_csv(out / "comparison.csv")
    shares = comparison["measure"] == "label_share"
    assert comparison.loc[shares, "p_equivalence"].notna().all()
    assert comparison.loc[~shares, "p_equivalence"].isna().all()
    assert set(comparison["against"]) == {"B"}
    assert (out / "figures" / "periods-opposition.svg").exists()
    code, _, err = framing("compare", file, "--event", "2016-05-01")
    assert code == 1
    assert "--event 2016-05-01: write it as NAME=DATE, such as ceasefire=2016-09-12" in err


def test_a_report_and_a_bundle_are_made_of_results(framing, results, tmp_path):
    code, out, err = framing("report", results, "-o", tmp_path / "page.html")
    assert (code, out) == (0, "")
    assert f"written: {tmp_path / 'page.html'}" in err
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("data:image/svg+xml") == 14
    assert "Wilson" in page
    assert "Benjamini" not in page, "nothing was tested in five articles of five sources"
    code, _, err = framing("bundle", results, "-o", tmp_path / "bundle", "--without-text")
    assert code == 0
    assert "README.md says what each one is" in err
    sentence = pd.read_csv(results / "mentions.csv")["sentence"].iloc[0]
    files = [file for file in (tmp_path / "bundle").rglob("*") if file.is_file()]
    assert len(files) > 50
    assert not [file for file in files if sentence.encode() in file.read_bytes()]
    code, _, err = framing("report", tmp_path / "nothing")
    assert code == 1
    assert "there is no such folder" in err


def test_score_shows_actors_labels_and_marked_sentences(framing, article):
    code, out, _ = framing("score", article)
    assert code == 0
    assert "Syrian rebels [opposition: rebel] took the town" in out
    assert "the Syrian government" in out


def test_score_gives_the_percentile_in_a_reference(framing, article, results):
    code, out, _ = framing("score", article, "--reference", results, "--format", "json")
    (record,) = json.loads(out)
    assert code == 0
    found = {row["actor"]: row for row in record["percentiles"]}
    assert found["opposition"]["n_articles"] == 5
    assert 0 <= found["opposition"]["low"] <= found["opposition"]["value"] <= found["opposition"]["high"] <= 100


def test_score_reads_html_standard_input_and_several_files(framing, article, tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    body = "".join(f"<p>{sentence}.</p>" for sentence in ARTICLE.split(". "))
    page.write_text(f"<html><body><article><h1>Rebels take Maaret</h1>{body}</article></body></html>", "utf-8")
    _, out, _ = framing("score", article, page, "--format", "json")
    assert [record["abstained"] for record in json.loads(out)] == ["", ""]

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes()), encoding="utf-8"))
    _, out, _ = framing("score", "-", "--format", "csv")
    assert "label_share" in out


def test_a_hostile_article_cannot_steer_the_terminal(framing, tmp_path):
    file = tmp_path / "hostile.txt"
    file.write_text(ARTICLE.replace("people", "\x1b[2J[bold]\x07people"), encoding="utf-8")
    _, out, _ = framing("score", file)
    assert "\x1b[2J" not in out
    assert "\x07" not in out
    assert "[bold]" in out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "framing: article: not scored; empty: there is no text to score\n"),
        ("Rebels left.", "framing: article: not scored; too short: 2 words; a profile needs at least 50\n"),
        ("Le gouvernement syrien a annoncé que les rebelles avaient quitté la ville pendant la nuit. " * 5,
         "framing: article: not scored; the text is French (fr), not English\n"),
    ],
)  # fmt: skip
def test_score_abstains_and_says_why(framing, tmp_path, text, message):
    file = tmp_path / "article.txt"
    file.write_text(text, encoding="utf-8")
    assert framing("score", file) == (1, "", message)


def test_mentions_go_to_a_file_in_the_format_of_its_name(framing, article, tmp_path):
    framing("mentions", article, "--out", tmp_path / "m.parquet")
    framing("mentions", article, "--out", tmp_path / "m.csv")
    framing("mentions", article, "--out", tmp_path / "m.jsonl")
    labels = pd.read_csv(tmp_path / "m.csv")["label"].tolist()
    assert labels == ["rebel", "regime", "rebel", "government", "army", "terrorist"]
    assert pd.read_parquet(tmp_path / "m.parquet")["label"].tolist() == labels
    assert pd.read_json(tmp_path / "m.jsonl", lines=True)["label"].tolist() == labels


def test_lexicons_are_listed_shown_and_checked(framing):
    assert [line.split()[0] for line in framing("lexicon", "list")[1].splitlines()] == ["conflict", "syria"]
    shown = framing("lexicon", "show", "syria")[1]
    assert "terrorist" in shown
    assert "sha256" in shown
    code, _, err = framing("lexicon", "check", "syria")
    assert code == 0
    assert "syria.yaml: no fault; 9 actors" in err


def test_check_with_articles_reports_what_terms_hit(framing):
    _, out, _ = framing("lexicon", "check", "syria", SEEDS)
    for text in (
        "terms that hit",
        "terms that never hit",
        "terms within longer terms",
        "that the lexicon lacks",
    ):
        assert text in out


def faults(framing, *arguments):
    code, out, err = framing(*arguments)
    assert (code, out) == (1, "")
    return err


def test_a_missing_path(framing, tmp_path, article):
    wrong = tmp_path / "artcle.txt"
    assert faults(framing, "compare", wrong) == (
        f"framing: {wrong}: there is no such file or folder. Did you mean '{article}'?\n"
    )


def test_an_unknown_lexicon(framing):
    assert faults(framing, "compare", SEEDS, "--lexicon", "syra") == (
        "framing: there is no lexicon 'syra'. Did you mean 'syria'?\n"
    )


def test_an_unknown_actor(framing):
    err = faults(framing, "compare", SEEDS, "--actor", "oposition")
    assert err.splitlines()[-1] == (
        "framing: there is no actor in lexicon 'syria' 'oposition'. Did you mean 'opposition'?"
    )


def test_an_unknown_source(framing):
    err = faults(framing, "compare", SEEDS, "--against", "FP staf", "--resamples", "100")
    assert err.splitlines()[-1] == "framing: there is no source 'FP staf'. Did you mean 'FP Staff'?"


def test_a_malformed_lexicon_lists_all_its_faults(framing):
    err = faults(framing, "lexicon", "check", ROOT / "tests" / "data" / "nine_faults.yaml")
    assert err.splitlines()[0] == "framing: the lexicon cannot be used: 9 faults"
    assert len(err.splitlines()) == 10


def test_an_output_folder_that_cannot_be_written(framing, article):
    out = article / "results"
    assert faults(framing, "compare", SEEDS, "--out", out) == (
        f"framing: {out}: results cannot be written there (not a directory); name another folder with --out\n"
    )


def test_a_column_that_is_written_wrong(framing, article):
    assert faults(framing, "mentions", article, "--column", "text") == (
        "framing: --column text: write it as OURS=THEIRS, such as text=body\n"
    )


def test_a_column_that_articles_do_not_have(framing, article):
    assert faults(framing, "mentions", article, "--column", "txt=body") == (
        "framing: there is no column of articles 'txt'. Did you mean 'text'?\n"
    )


def test_a_reference_that_is_none(framing, article, tmp_path):
    assert faults(framing, "score", article, "--reference", tmp_path) == (
        f"framing: {tmp_path}: this is no reference; give a folder that 'framing compare … --out' wrote\n"
    )


def test_articles_that_name_nobody(framing, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("The weather in the north was fine, and all of the people went to the beach. " * 5, "utf-8")
    err = faults(framing, "compare", file)
    assert err.splitlines()[-1] == (
        "framing: no article names opposition, government by a label of lexicon 'syria'; see what its terms hit "
        "with: framing lexicon check LEXICON ARTICLES"
    )


def test_one_bad_article_among_a_hundred_is_reported(framing, tmp_path):
    for number in range(99):
        (tmp_path / f"a{number:02}.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    code, _, err = framing("mentions", tmp_path, "--out", tmp_path / "m.csv")
    assert code == 0
    assert pd.read_csv(tmp_path / "m.csv")["article_id"].nunique() == 99
    assert "99 of 100 articles from 99 sources analysed" in err
    assert "not analysed, unreadable: broken (" in err


def test_wrong_usage_exits_with_two(framing):
    assert framing("compare")[0] == 2


def test_debug_shows_the_traceback():
    from framing import UnknownNameError

    with pytest.raises(UnknownNameError):
        run(["--debug", "lexicon", "show", "nobody"])


def test_help_loads_no_heavy_library():
    code = "import sys, framing.cli; framing.cli._parser(); print([m for m in sys.modules if '.' not in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    for heavy in ("pandas", "numpy", "matplotlib", "nltk", "rich", "yaml", "pyarrow", "trafilatura"):
        assert f"'{heavy}'" not in done.stdout


def test_quotes_writes_one_row_per_attribution(tmp_path, capsys):
    out = tmp_path / "quotations.csv"
    with pytest.raises(SystemExit) as stop:
        run(["quotes", str(SEEDS), "--out", str(out)])
    assert not stop.value.code
    table = pd.read_csv(out)
    assert {"speaker", "speaker_type", "cue_class", "content"} <= set(table.columns)
    told = capsys.readouterr().err
    assert f"{len(table)} attributions (" in told
    assert "in 5 articles" in told


def test_score_shows_voices(capsys):
    with pytest.raises(SystemExit):
        run(["score", str(SEEDS / "004_89ac4237d525f77b.txt")])
    shown = capsys.readouterr().out
    assert "13 of 16" in shown
    assert "indirect speech" in shown


@pytest.mark.parametrize(("name", "word"), [("cues_en", "according to"), ("speakers_en", "Pentagon")])
def test_lexicons_of_voices_are_shown(name, word, capsys):
    with pytest.raises(SystemExit) as stop:
        run(["lexicon", "show", name])
    assert not stop.value.code
    assert word in capsys.readouterr().out
