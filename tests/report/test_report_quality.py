"""The page tells near its top what coding by hand says of the numbers, or in a loud box that there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from report_folders import (
    DISAGREEMENTS,
    ERRORS,
    VALIDATION,
    Page,
    add_figure,
    add_sheets,
    coded_folder,
    coding,
    corrected,
    of_source,
    results_folder,
    score,
)

from framing.report import write_report
from framing.report.sheets import sheets_of

if TYPE_CHECKING:
    from pathlib import Path

LOUD = "No hand-coded data stand behind these numbers."


def page_of(folder: Path) -> Page:
    return Page(write_report(folder, folder / "report.html").read_text(encoding="utf-8"))


def quality_of(folder: Path) -> str:
    """The words of the section, with a space where an element begins or ends."""
    page = write_report(folder, folder / "report.html").read_text(encoding="utf-8")
    section = re.search(r'<section id="quality".*?</section>', page, re.DOTALL)
    assert section
    return " ".join(re.sub(r"<(?!/?b>)[^>]*>", " ", section[0]).replace("\u00a0", " ").split())


def shown(rows: list[dict[str, Any]], stem: str) -> list[tuple[list[str], list[list[str]]]]:
    """Headings and cells of each sheet of a table."""
    table = pd.DataFrame(rows).astype(object).where(pd.DataFrame(rows).notna(), "").astype(str)
    return [
        (
            [column["head"] for column in sheet.columns],
            [
                [cell[0] if isinstance(cell, list) else cell for cell in row[: len(sheet.columns)]]
                for row in sheet.rows
            ],
        )
        for sheet in sheets_of(stem, table)
    ]


def test_without_coding_by_hand_a_box_says_so_before_all_numbers_and_what_to_run(tmp_path):
    folder = results_folder(tmp_path)
    said = quality_of(folder)
    assert LOUD in said
    assert "framing sample RESULTS --articles ARTICLES --out coding.csv" in said
    assert str(tmp_path) not in said
    assert "unvalidated" in [each.get("class") for each in page_of(folder).all("div")]
    whole = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert whole.index(LOUD) < whole.index('id="corpus"')


def test_with_coding_by_hand_there_is_no_box(tmp_path):
    assert LOUD not in quality_of(coded_folder(tmp_path))
    assert LOUD not in quality_of(results_folder(tmp_path / "corrected", corrected=[corrected("A", 0.4, 0.3)]))


def test_scores_stand_in_a_row_for_all_actors_and_for_each(tmp_path):
    said = quality_of(coded_folder(tmp_path))
    assert "Precision of mentions Recall of mentions F1 of mentions Labels right Voices right all actors" in said
    assert (
        "all actors 90 % [80, 95] n = 40 80 % [70, 85] n = 60 85 % [75, 90] n = 40 88 % [78, 93] n = 36 70 % [60, 75]"
        " n = 30 opposition 95 % [85, 100] n = 40 not estimable (no negatives coded) \u2013 \u2013 \u2013"
    ) in said
    assert "Stances right" not in said


def test_the_best_and_the_worst_source_are_named(tmp_path):
    said = quality_of(coded_folder(tmp_path))
    assert (
        "Precision of mentions: lowest in B, 60 % [50, 65] (n = 20); highest in A, 93 % [83, 98] (n = 20); too "
        "little was coded in 1 more."
    ) in said
    alone = quality_of(results_folder(tmp_path / "one", validation=[*VALIDATION[:8], of_source("A", 0.9)]))
    assert "lowest in" not in alone


def test_tests_agreement_and_correction_are_told(tmp_path):
    said = quality_of(coded_folder(tmp_path))
    assert "differ from those of the others in 1 of 2 tests (adjusted p &lt; .05)." in said
    assert "Agreement of 2 coders, Krippendorff&#x27;s alpha: actor 0.82 [0.62, 0.87] (n = 25); voice 0.71" in said
    assert (
        "In 1 of 2 corrected estimates, the uncorrected one lies outside the interval. 1 more could not be corrected"
        in said
    )
    assert "1 hold for mentions found: no other words were coded there." in said


def test_what_was_not_done_is_told(tmp_path):
    said = quality_of(results_folder(tmp_path, validation=VALIDATION))
    assert "How far coders agree was not measured." in said
    assert "The numbers below are not corrected for these errors, and their intervals do not contain them." in said
    assert "tests" not in said


def test_where_nothing_could_be_corrected_it_is_told(tmp_path):
    said = quality_of(coded_folder(tmp_path, corrected=[corrected("A", None, 0.3, flag="found mentions only")]))
    assert "Too little was coded to correct a number. The numbers below are not corrected" in said
    assert "of 0" not in said


def test_actors_of_whom_too_little_was_coded_have_no_row(tmp_path):
    few = [score("mention", name, None, actor=actor, flag="few coded") for name in ("precision", "recall")
           for actor in ("iran", "russia")]  # fmt: skip
    said = quality_of(results_folder(tmp_path, validation=[*VALIDATION, *few]))
    assert "Too little was coded of iran and russia." in said
    assert said.count("iran") == 1


def test_names_of_sources_are_harmless(tmp_path):
    rows = [score("mention", "precision", 0.9), of_source("<b>C</b>", 0.2), of_source("A", 0.9)]
    assert "lowest in &lt;b&gt;C&lt;/b&gt;, 20 %" in quality_of(results_folder(tmp_path, validation=rows))


def test_links_lead_to_the_tables_of_their_name(tmp_path):
    folder = coded_folder(tmp_path)
    said, page = quality_of(folder), page_of(folder)
    assert (
        "All of it: Validation · Tests of errors · Errors · Agreement of coders · Disagreements · Corrected" in said
    )
    sheets = page.data("sheets")
    places = [int(a["href"].rpartition("-")[2]) for a in page.all("a") if a["href"].startswith("#table-")][:6]
    titles = "Validation: mention;Tests of errors;Errors;Agreement of coders;Disagreements;Corrected estimates"
    assert [sheets[at]["title"] for at in places] == titles.split(";")


def test_figures_of_coding_by_hand_stand_with_it_and_corrected_ones_by_the_labels(tmp_path):
    folder = coded_folder(tmp_path)
    for name in ("corrected-opposition", "agreement", "labels", "valence", "validation", "composition-opposition"):
        add_figure(folder, name)
    page = (write_report(folder, folder / "report.html")).read_text(encoding="utf-8")
    order = "validation agreement labels composition corrected valence".split()
    places = [page.index(f"<b>{name.capitalize()}") for name in order]
    assert places == sorted(places)
    assert places[1] < page.index('id="corpus"') < places[2]


def test_corrected_and_naive_stand_side_by_side():
    heads, rows = shown([corrected("A", 0.4, 0.33, flag="x")], "corrected")[0]
    assert heads[3:6] == ["corrected label share, % [interval]", "naive, % [interval]", "mentions"]
    assert rows[0][3:5] == ["40.0 [30.0, 50.0]", "33.0 [28.0, 38.0]"]


def test_a_corrected_difference_stands_beside_the_naive_one_in_points():
    row = {"actor": "o", "measure": "label_share", "label": "rebel", "source": "A", "against": "rest",
           "value": 0.5, "against_value": 0.4, "difference": 0.1, "low": -0.1, "high": 0.3, "p": 0.04,
           "naive": -0.2, "naive_low": -0.3, "naive_high": -0.1, "n_coded": 20, "n_against_coded": 30}  # fmt: skip
    heads, rows = shown([row], "corrected_comparison")[0]
    at = heads.index("corrected difference, points [interval]")
    assert heads[at + 1] == "naive, points [interval]"
    assert rows[0][at : at + 2] == ["10.0 [\u221210.0, 30.0]", "\u221220.0 [\u221230.0, \u221210.0]"]
    assert {"coded", "against coded"} <= set(heads)


def test_an_uncorrected_table_is_headed_as_before():
    row = {name: value for name, value in corrected("A", 0.4, 0.33).items() if not name.startswith("naive")}
    assert "label share, % [interval]" in shown([row], "corrected")[0][0]


def test_validation_is_parted_by_what_was_validated_and_agreement_stays_whole():
    heads, rows = shown(VALIDATION, "validation")[0]
    assert "measure" in heads
    assert [row[heads.index("measure")] for row in rows[:3]] == ["precision", "recall", "f1"]
    assert rows[0][heads.index("value [interval]")] == "0.900 [0.800, 0.950]"
    assert len(shown(VALIDATION, "validation")) == 3


def test_numbers_of_units_stay_names():
    row = {"unit_id": "00000000e012", "found": "nothing", "coded": "a: b", "text": "T", "weight": 2.5}
    heads, rows = shown([row], "validation_errors")[0]
    assert rows[0][heads.index("unit id")] == "00000000e012"


def test_errors_begin_with_what_one_reads():
    heads, _ = shown(ERRORS, "validation_errors")[0]
    assert heads == ["source", "differs", "found", "coded", "text", "weight", "kind", "article id", "unit id"]
    heads, _ = shown(DISAGREEMENTS * 2, "disagreements")[0]
    assert heads[:4] == ["source", "codes", "text", "note"]


def test_sheets_of_coders_and_the_key_are_not_on_the_page(tmp_path):
    folder = coded_folder(tmp_path)
    add_sheets(folder, anna=[coding("123456789012", note="what a scoundrel")], ben=[coding("123456789012")])
    pd.DataFrame({"a": [1]}).to_csv(folder / "codings.csv", index=False)
    titles = [each["title"] for each in page_of(folder).data("sheets")]
    assert "codings.csv" in titles
    assert not any("key" in title or "coding_" in title for title in titles)
    assert "scoundrel" not in (folder / "report.html").read_text(encoding="utf-8")


def test_errors_and_disagreements_are_shown_with_their_text_made_harmless(tmp_path):
    page = page_of(coded_folder(tmp_path))
    assert not page.all("b") or "<b>rebel</b>" in "".join(page.words)
    assert "The ⟦<b>rebel</b>⟧ left." in "".join(page.words)
    assert "=Gunmen left." in "".join(page.words)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'"a\n', b"x\n1\n", b"variable,measure,value\n,,\n"])
def test_broken_tables_stop_nothing(tmp_path, content):
    folder = coded_folder(tmp_path)
    for stem in ("validation", "validation_tests", "agreement", "corrected"):
        (folder / f"{stem}.csv").write_bytes(content)
    assert LOUD in quality_of(folder)
