"""The paragraph on methods says what the folder shows, with its numbers, and nothing else."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import CorpusError
from framing.measures.intervals import MANY_ARTICLES
from framing.measures.permutation import benjamini_hochberg
from framing.report import inference
from framing.report.methods import methods_paragraph
from framing.report.references import ENTRIES, bibtex, cited

ESTIMATE = {
    "value": 0.5,
    "low": 0.1,
    "high": 0.9,
    "n_mentions": 12,
    "n_articles": 11,
    "interval": "articles",
    "flag": "",
}
NEEDED = {
    "article": {"author", "title", "journal", "volume", "pages", "year"},
    "book": {"author", "title", "publisher", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "misc": {"author", "title", "year"},
}


def write(folder, name, rows):
    pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)


def record(folder, **more):
    run = {
        "framing": "0.1.0",
        "python": "3.12.0",
        "libraries": {"numpy": "2.1.0", "nltk": "3.9"},
        "lexicon": {"name": "syria", "version": "1.0.0", "sha256": "0123456789abcdef"},
        "options": {"seed": 7, "resamples": 1500},
    }
    (folder / "run.json").write_text(json.dumps(run | more))


@pytest.fixture
def folder(tmp_path):
    """Five articles by two sources, two left out; four mentions."""
    record(tmp_path)
    write(
        tmp_path,
        "articles",
        {
            "article_id": list("abcde"),
            "source": ["North", "North", "South", "South", "South"],
            "published": ["2015-03-09", "2015-03-01T10:00:00Z", "", "2016-01-02", "2015-07-01"],
            "status": ["ok", "ok", "ok", "empty", "foreign_language"],
        },
    )
    write(
        tmp_path,
        "mentions",
        {
            "article_id": ["a", "a", "b", "c"],
            "actor": ["opposition", "government", "opposition", "opposition"],
            "voice": ["own", "own", "indirect", "direct"],
            "ambiguous": [True, False, False, False],
        },
    )
    return tmp_path


def told(folder):
    return methods_paragraph(folder)[0]


def keys_of(folder):
    return [re.match(r"@\w+\{(\w+),", entry)[1] for entry in methods_paragraph(folder)[1]]


def comparison(folder, **more):
    """Four comparisons, of which three have a p, adjusted over all of them."""
    p = pd.Series([0.01, 0.04, 0.03, None])
    rows = {
        "actor": "opposition", "measure": "label_share", "label": ["rebel", "terrorist", "militant", "fighter"],
        "source": "North", "against": "rest", "difference": 0.1, "low": 0.0, "high": 0.2,
        "p": p, "p_adjusted": benjamini_hochberg(p.to_numpy(float)), "interval": "articles", "flag": "",
    } | more  # fmt: skip
    write(folder, "comparison", rows)


def test_articles_are_counted_by_source_day_and_reason(folder):
    text = told(folder)
    assert (
        "The corpus holds five articles by two sources (North, South), published from 1 March 2015 to 2 January"
        in text
    )
    assert "2 January 2016 (one article without a date)." in text
    assert "Of these, 3 were analysed; 2 were left out: 1 without text and 1 not in English." in text


def test_counts_of_run_json_serve_where_the_articles_are_missing(tmp_path):
    record(tmp_path, articles={"ok": 8, "empty": 2}, mentions=30, quotations=4)
    text = told(tmp_path)
    assert "The corpus holds 10 articles." in text
    assert "8 were analysed; 2 were left out: 2 without text." in text
    assert "There are 30 mentions." in text
    assert "read as four attributions to speakers." in text


def test_mentions_are_counted_with_their_actors_articles_and_doubts(folder):
    assert "There are four mentions of two actors in three articles; 25.0 % are marked as ambiguous." in told(folder)


def test_the_lexicon_is_named_with_its_hash(folder):
    assert "lexicon “syria” (version 1.0.0, SHA-256 0123456789ab…)." in told(folder)


def test_voices_have_their_shares_and_their_references(folder):
    text = told(folder)
    assert "the outlet's own voice (50.0 %), indirect speech (25.0 %) and direct quotation (25.0 %) (Leech" in text
    assert {"leech1981", "semino2004"} <= set(keys_of(folder))


def test_intervals_are_told_as_far_as_they_occur(folder):
    write(folder, "labels", [{"actor": "opposition", "measure": "label_share", **ESTIMATE}])
    assert "Intervals cover 95 % and rest on 1,500 resamples of articles, not of mentions (Efron" in told(folder)
    assert "fewer than ten" not in told(folder)
    rows = [
        {**ESTIMATE, "interval": "sentences", "flag": "one article"},
        {**ESTIMATE, "interval": "articles+sentences"},
    ]
    write(folder, "labels", [{"actor": "opposition", "measure": "label_share", **row} for row in rows])
    record(folder, options={"level": 0.9, "resamples": 100})
    text = told(folder)
    assert "Intervals cover 90 % and rest on 100 resamples" in text
    assert "Where fewer than ten articles name an actor" in text
    assert "Where a single article names an actor" in text
    assert "Of the 2 estimates, 1 (50.0 %) rest on few articles or mentions" in text


def test_tests_are_counted_and_their_family_is_checked(folder):
    comparison(folder)
    text = told(folder)
    assert "Sources were compared with all others together" in text
    assert "dealing the articles to the two sides at random 1,500 times (Chung & Romano, 2013)." in text
    assert "p values were adjusted over three tests to control" in text
    assert "one comparison of 4 have too few articles for a p" in text
    assert {"benjamini1995", "chung2013", "zou2008"} <= set(keys_of(folder))


def test_a_family_for_each_measure_is_told_apart(folder):
    p, measure = [0.01, 0.02, 0.03, 0.04], ["label_share"] * 3 + ["label_valence"]
    adjusted = [*benjamini_hochberg(pd.Series(p[:3]).to_numpy()), 0.04]
    comparison(folder, p=p, p_adjusted=adjusted, measure=measure)
    assert "adjusted over the tests of each measure, 3 (label share) and 1 (label valence) to control" in told(folder)


def test_no_family_is_claimed_that_the_numbers_do_not_bear_out(folder):
    comparison(folder, p_adjusted=[0.9, 0.9, 0.9, None])
    assert "p values were adjusted to control" in told(folder)


def test_no_p_is_claimed_where_there_is_none(folder):
    comparison(folder, p=None, p_adjusted=None)
    text = told(folder)
    assert "No p is given" in text
    assert "benjamini1995" not in keys_of(folder)


@pytest.mark.parametrize(("against", "said"), [(["South"] * 4, "with South"), (["A", "B", "C", "D"], "in pairs")])
def test_the_baseline_is_named(folder, against, said):
    comparison(folder, against=against)
    assert f"Sources were compared {said};" in told(folder)


def test_effect_sizes_are_told_where_they_are_given(folder):
    assert "cohen1988" not in keys_of(folder)
    comparison(
        folder, odds_ratio=2.0, cohens_h=0.4, p_equivalence=[0.1, 0.2, None, None], detectable=[0.1, 0.2, 0.3, 0.4]
    )
    text = told(folder)
    assert "as odds ratios and Cohen's h (Cohen, 1988)." in text
    assert "two pairs of one-sided tests of equivalence with a margin declared beforehand" in text
    assert "is 25.0 percentage points (label share)." in text
    record(folder, options={"margin": 0.05})
    assert "a margin of 0.05 declared" in told(folder)


TABLES = {
    "distances": ({"source": "A", "against": "B", "value": 0.1, "null_mean": 0.02}, "lin1991", "Jensen"),
    "source_map": ({"kind": "source", "name": "A", "x": 0, "y": 0}, "greenacre2017", "correspondence analysis"),
    "keyness": ({"word": "siege", "log_odds": 1, "dispersion": 0.3}, "gries2008", "1 of them"),
    "collocates": ({"word": "siege", "log_dice": 9}, "rychly2008", "log-Dice"),
    "periods": ({"period": "2015-03", "value": 0.5}, None, "taken in one period (2015-03)"),
    "changes": ({"event": "attack", "date": "2015-03-05"}, None, "attack (2015-03-05)"),
    "specifications": (
        {"kind": "term", "actor": "o", "measure": "label_share", "label": "rebel", "source": "A", "against": "rest",
         "difference": -0.1},
        "simonsohn2020",
        "was made again in 1 other way; the difference lay between −10.0 percentage points",
    ),
    "stance": ({"scorer": "lexicon", "voice": "all", "n_abstained": 3}, "hutto2014", "three scores could not be"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_an_analysis_is_told_if_and_only_if_its_table_is_there(folder, name):
    row, key, said = TABLES[name]
    assert said not in told(folder)
    assert key not in keys_of(folder)
    write(folder, name, [row])
    assert said in told(folder)
    assert key is None or key in keys_of(folder)


def test_periods_are_told_from_the_first_to_the_last(folder):
    write(folder, "periods", {"period": ["2015-04", "2015-03", "2015-04"]})
    assert "Shares of labels were also taken in two periods, from 2015-03 to 2015-04." in told(folder)


def test_keyness_cites_only_the_columns_that_are_there(folder):
    write(folder, "keyness", [{"word": "siege", "log_odds": 1}])
    assert "monroe2008" in keys_of(folder)
    assert "Each word also has" not in told(folder)
    write(folder, "keyness", [{"word": "siege", "log_odds": 1, "log_likelihood": 4.2}])
    assert "rayson2000" in keys_of(folder)
    assert not {"evert2022", "gries2008"} & set(keys_of(folder))


def test_the_spread_from_residuals_is_told_where_groups_are_large(folder):
    for n, said in ((4_999, False), (5_000, True)):
        write(folder, "labels", [{"actor": "opposition", "measure": "label_share", **ESTIMATE, "n_articles": n}])
        assert ("Where 5,000 articles or more name an actor, the spread was computed" in told(folder)) == said
        assert ("cochran1977" in keys_of(folder)) == said


def test_the_number_of_articles_from_which_spread_is_computed_is_that_of_the_intervals():
    assert inference._MANY == MANY_ARTICLES


def test_the_target_of_inference_is_told_with_intervals_alone(folder):
    assert "superpopulation" not in told(folder)
    write(folder, "labels", [{"actor": "opposition", "measure": "label_share", **ESTIMATE}])
    assert "superpopulation of stories" in told(folder)


def test_versions_and_seed_are_told(folder):
    text, references = methods_paragraph(folder)
    assert "framing 0.1.0 under Python 3.12.0 (The framing authors, 2026)." in text
    assert "It builds on numpy 2.1.0 (Harris et al., 2020)." in text
    assert "The seed of the random numbers was 7." in text
    assert any("version 0.1.0" in entry for entry in references)


def test_every_work_cited_has_an_entry_and_every_entry_is_cited(folder):
    for name, (row, _, _) in TABLES.items():
        write(folder, name, [row])
    comparison(folder, cohens_h=0.2, p_equivalence=0.1)
    text = told(folder)
    for key in keys_of(folder):
        assert cited(key)[1:-1] in text


def test_no_entry_lies_idle():
    told_somewhere = "".join(
        file.read_text(encoding="utf-8") for file in Path(inference.__file__).parent.glob("*.py")
    )
    assert [key for key in ENTRIES if f'"{key}"' not in told_somewhere] == []


@pytest.mark.parametrize(
    "run", ["", "{", "[]", "null", '{"options": 3, "libraries": [], "lexicon": "syria", "articles": {"ok": "x"}}',
            '{"options": {"resamples": NaN, "seed": null}, "framing": true, "mentions": "many"}']
)  # fmt: skip
def test_a_broken_record_leaves_clauses_out(folder, run):
    (folder / "run.json").write_text(run)
    write(folder, "labels", [{"actor": "opposition", "measure": "label_share", **ESTIMATE}])
    comparison(folder)
    text = told(folder)
    assert "five articles" in text
    assert "framing" not in text
    assert not re.search(r"\bnan\b|None|\bTrue\b", text)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'"a\n', b"x\n1\n", b"actor,measure\n"])
def test_a_broken_table_leaves_clauses_out(folder, content):
    validated = ("validation", "validation_tests", "agreement", "corrected")
    for name in ("articles", "mentions", "quotations", "labels", "comparison", *validated, *TABLES):
        (folder / f"{name}.csv").write_bytes(content)
    assert "NO VALIDATION" in told(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="no folder of results; give one that"):
        methods_paragraph(tmp_path / "none")


def parsed(entry):
    """Type, key and fields of a BibTeX entry, by counting braces."""
    head = re.match(r"@(\w+)\{(\w+),", entry)
    fields, at = {}, head.end()
    while found := re.compile(r"\s*(\w+) = \{").match(entry, at):
        depth, at = 1, found.end()
        start = at
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        assert entry[at] == ","
        fields[found[1]] = " ".join(entry[start : at - 1].split())
        at += 1
    assert entry[at:].strip() == "}"
    return head[1], head[2], fields


@pytest.mark.parametrize("key", ENTRIES)
def test_every_entry_parses_with_the_fields_of_its_type(key):
    kind, name, fields = parsed(ENTRIES[key])
    assert name == key
    assert NEEDED[kind] <= set(fields)
    assert re.fullmatch(r"(19|20)\d\d", fields["year"])
    assert key == "framing" or key.endswith(fields["year"])
    assert re.fullmatch(r"\d+--\d+", fields.get("pages", "1--2"))
    assert not re.search(r"(?<!\\)[&%#]", ENTRIES[key])


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError, match="smith1999"):
        bibtex(["smith1999"])


def test_entries_come_once_and_in_order():
    assert [entry.partition(",")[0] for entry in bibtex(["zou2008", "cohen1988", "zou2008"])] == [
        "@book{cohen1988",
        "@article{zou2008",
    ]
