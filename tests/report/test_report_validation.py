"""The paragraph tells of coding by hand what the folder bears out, or that there is none."""

import json

import pandas as pd
import pytest
from report_folders import (
    AGREEMENT,
    CORRECTED,
    DESIGN,
    TESTS,
    VALIDATION,
    alpha,
    coded_folder,
    corrected,
    of_source,
    results_folder,
    score,
)

from framing.report.methods import methods_paragraph

LOUD = "NO VALIDATION AGAINST CODING BY HAND STANDS BEHIND THESE NUMBERS"


def told(folder):
    return methods_paragraph(folder)[0]


def redesign(folder, **changes):
    (folder / "coding.design.json").write_text(json.dumps(DESIGN | changes))


def test_a_missing_validation_is_told_loudly(tmp_path):
    folder = results_folder(tmp_path)
    redesign(folder)
    assert LOUD in told(folder)
    assert "drawn" not in told(folder)
    assert LOUD not in told(results_folder(tmp_path, validation=VALIDATION))


def test_a_table_of_other_things_is_no_validation(tmp_path):
    assert LOUD in told(results_folder(tmp_path, validation=[{"coded_id": 1}, {"coded_id": 2}]))


def test_the_sample_is_told_with_its_kinds_strata_and_coders(tmp_path):
    text = told(coded_folder(tmp_path))
    assert (
        "To be coded by hand, 40 of 1,500 mentions, 10 of 80 words of the lexicon that it had not counted and 10 of "
        "900 sentences (read for mentions that nothing marked) were drawn at random (Madow, 1949). "
        "Mentions were drawn by source and label, the rarer a group the higher its probability (Bankier, 1988). "
        "They were coded by two people, 25 of them by both, in random order and without source, date and what the "
        "machine had found."
    ) in text


def test_kinds_that_were_not_drawn_are_not_told(tmp_path):
    folder = coded_folder(tmp_path)
    redesign(folder, drawn={"mention": 40, "candidate": 0}, coders=[""], by=[])
    text = told(folder)
    assert "To be coded by hand, 40 of 1,500 mentions were drawn at random" in text
    assert "They were coded by one person, in random order" in text
    assert "Bankier" not in text


def test_probabilities_are_told_from_the_key(tmp_path):
    folder = coded_folder(tmp_path)
    pd.DataFrame({"unit_id": ["a", "b"], "probability": [0.0123, 1]}).to_csv(folder / "coding.key.csv", index=False)
    assert "drawn at random, with known probabilities from 0.012 to 1 (Madow" in told(folder)


def test_a_sample_of_another_lexicon_is_told_loudly(tmp_path):
    folder = coded_folder(tmp_path)
    assert "ANOTHER VERSION" not in told(folder)
    redesign(folder, lexicon={"name": "syria", "sha256": "ff"})
    assert "THE SAMPLE WAS DRAWN WITH ANOTHER VERSION OF THE LEXICON" in told(folder)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"population": 3}', '{"population": {"mention": "many"}, "drawn": {"mention": 1}}',
             '{"drawn": {"mention": 2}, "population": {"mention": 9}, "by": 4, "coders": null, "lexicon": "x"}']
)  # fmt: skip
def test_a_broken_design_leaves_clauses_out(tmp_path, text):
    folder = coded_folder(tmp_path)
    (folder / "coding.design.json").write_text(text)
    said = told(folder)
    assert "mentions have a precision of 90 %" in said
    assert not any(word in said for word in ("nan", "None", "Bankier", "ANOTHER"))


def test_agreement_is_told_for_each_variable_in_all_sources_together(tmp_path):
    text = told(coded_folder(tmp_path))
    assert (
        "Krippendorff's alpha of two coders was 0.82 [0.62, 0.87] for actor (n = 25) and 0.71 [0.51, 0.76] for voice "
        "(n = 25) (Krippendorff, 2004; Hayes & Krippendorff, 2007). Agreement on stance could not be estimated."
    ) in text
    assert "0.10" not in text


def test_of_three_coders_the_agreement_of_all_is_told(tmp_path):
    rows = [alpha("actor", 0.9), alpha("actor", 0.6, coders="anna | ben | eva"), alpha("actor", 0.95)]
    text = told(coded_folder(tmp_path, agreement=rows))
    assert "alpha of three coders was 0.60 [0.40, 0.65] for actor" in text
    assert "0.90" not in text


def test_an_agreement_that_nobody_measured_is_told(tmp_path):
    text = told(results_folder(tmp_path, validation=VALIDATION))
    assert "How far coders agree was not measured (Song et al., 2020)." in text


def test_scores_of_the_whole_corpus_are_told_with_their_range_over_sources(tmp_path):
    text = told(coded_folder(tmp_path))
    assert (
        "Against these codes, weighted by the inverse of the probabilities, found mentions have a precision of 90 % "
        "[80, 95] (n = 40), a recall of 80 % [70, 85] (n = 60) and an F1 of 85 % [75, 90] (n = 40); over two sources "
        "precision lies between 60 % (B) and 93 % (A); of one source too little was coded. "
        "Found labels have an accuracy of 88 % [78, 93] (n = 36). Found voices have an accuracy of 70 % [60, 75] "
        "(n = 30)."
    ) in text


def test_a_score_that_cannot_be_estimated_is_told_with_its_reason(tmp_path):
    rows = [score("mention", "precision", 0.9), score("mention", "recall", None, flag="no negatives coded")]
    text = told(results_folder(tmp_path, validation=rows))
    assert (
        "found mentions have a precision of 90 % [80, 95] (n = 40). Of mentions, recall (no negatives coded)" in text
    )
    alone = told(results_folder(tmp_path, validation=rows[1:]))
    assert "of mentions, recall (no negatives coded) could not be estimated" in alone
    assert LOUD not in alone


def test_scores_of_one_class_or_part_stand_for_no_whole(tmp_path):
    part = {"group": "period", "name": "2015"}
    rows = [score("label", "accuracy", 0.2, **{"class": "rebel"}), score("label", "accuracy", 0.3, **part),
            score("label", "accuracy", 0.4, actor="opposition"), *VALIDATION]  # fmt: skip
    text = told(results_folder(tmp_path, validation=rows))
    assert "Found labels have an accuracy of 88 %" in text
    assert "period" not in text


def test_one_source_has_no_range(tmp_path):
    rows = [score("mention", "precision", 0.9), of_source("A", 0.9)]
    assert "lies between" not in told(results_folder(tmp_path, validation=rows))


def test_tests_of_single_sources_are_counted_and_silence_is_no_equality(tmp_path):
    text = told(coded_folder(tmp_path))
    assert "In 1 of 2 tests, the errors in one source differ from those in the others (p < .05); where none" in text
    rows = [row | {"p": 0.004, "p_adjusted": 0.004} for row in TESTS[:2]]
    assert "In 2 of 2 tests" in told(coded_folder(tmp_path, validation_tests=rows))
    assert "where none was found" not in told(coded_folder(tmp_path, validation_tests=rows))


def test_corrected_estimates_are_counted_against_uncorrected_ones(tmp_path):
    text = told(coded_folder(tmp_path))
    assert "(Egami et al., 2023; Angelopoulos et al., 2023)" in text
    assert (
        "In 1 of 2 corrected estimates, the uncorrected one lies outside the interval; 1 could not be corrected, as "
        "too few units were coded."
    ) in text
    assert "1 of them hold for the mentions that were found, as no other words were coded there." in text
    assert "do not contain the errors found" not in text


def test_where_nothing_could_be_corrected_it_is_told(tmp_path):
    text = told(coded_folder(tmp_path, corrected=[corrected("A", None, 0.3, flag="found mentions only")]))
    assert "Too few units were coded to correct an estimate; shares, differences and their intervals do not" in text
    assert "of 0" not in text
    assert "hold for" not in text


def test_tests_of_corrected_differences_are_told(tmp_path):
    row = {"measure": "label_share", "difference": 0.1, "low": 0, "high": 0.2, "naive": 0.1, "p": 0.02}
    text = told(results_folder(tmp_path, corrected_comparison=[row | {"p_adjusted": 0.02}]))
    assert "are those of Student's t, after Welch and Satterthwaite. p values were adjusted over one test" in text


@pytest.mark.parametrize("stem", ["comparison", "corrected_comparison"])
def test_corrected_differences_are_counted_too(tmp_path, stem):
    rows = [
        {"actor": "o", "measure": "label_share", "against": "rest", "difference": 0.1, "low": 0.0, "high": 0.2,
         "naive": naive, "flag": ""} for naive in (0.1, 0.2, 0.21)
    ]  # fmt: skip
    text = told(results_folder(tmp_path, **{stem: rows}))
    assert "In 1 of 3 corrected differences, the uncorrected one lies outside the interval." in text
    assert LOUD not in text


def test_errors_that_nothing_corrects_are_told(tmp_path):
    text = told(results_folder(tmp_path, validation=VALIDATION, corrected=[]))
    assert "their intervals do not contain the errors found (TeBlunthuis et al., 2024)" in text
    assert "egami2023" not in "".join(methods_paragraph(tmp_path)[1])


@pytest.mark.parametrize("lost", ["value", "low", "name", "class", "variable", "n_coded"])
def test_a_table_that_lacks_a_column_stops_nothing(tmp_path, lost):
    without = [{name: value for name, value in row.items() if name != lost} for row in VALIDATION]
    text = told(coded_folder(tmp_path, validation=without))
    assert "nan" not in text
    assert LOUD not in text


def test_names_of_coders_are_not_told(tmp_path):
    text = told(coded_folder(tmp_path, agreement=AGREEMENT, corrected=[corrected("A", 0.4, 0.3), *CORRECTED]))
    assert "anna" not in text
