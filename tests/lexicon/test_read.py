"""Lexicon files: what is read, and every fault at once with its line."""

import re
from pathlib import Path

import pytest

from framing import LexiconError, UnknownNameError, list_lexicons, load_lexicon
from framing.lexicon.read import read_lexicon

DATA = Path(__file__).parents[1] / "data"

SMALL = """\
name: small
version: 1.0.0
language: en
authors: [A, B]
description: One actor.
scope: tests
actors:
  opposition:
    name: the opposition
    definition: Those who oppose.
    labels:
      rebel:
        category: neutral
        valence: 0.25
        rationale: A word.
        default: true
        terms: [rebel]
"""


def faults_of(text):
    with pytest.raises(LexiconError) as caught:
        read_lexicon(text.encode(), "x.yaml")
    return caught.value.faults


def test_a_file_of_nine_faults_says_nine():
    with pytest.raises(LexiconError) as caught:
        read_lexicon((DATA / "nine_faults.yaml").read_bytes(), "nine_faults.yaml")
    assert str(caught.value) == "\n".join(
        [
            "the lexicon cannot be used: 9 faults",
            "nine_faults.yaml:7: lexicon: unknown key 'licence'. Did you mean 'license'?",
            "nine_faults.yaml:8: focus: actor 'oposition' is not defined. Did you mean 'opposition'?",
            "nine_faults.yaml:13: actor 'opposition': shares 'government.regim': no such label. "
            "Did you mean 'government.regime'?",
            "nine_faults.yaml:16: label opposition.rebel: category 'netural' is not allowed. Did you mean 'neutral'?",
            "nine_faults.yaml:22: label opposition.terrorist: valence '-3' is not a number from -1 to 1",
            "nine_faults.yaml:25: label opposition.terrorist: term 'terrorist': except 'war on': "
            "a context holds the sign ~ exactly once, where the term stands",
            "nine_faults.yaml:31: label opposition.militant: term 'militant': when '~ @verb': "
            "the list '@verb' is not defined; there are none",
            "nine_faults.yaml:32: label opposition.militant: term 'rebel' is already a term of "
            "opposition.rebel at line 19; keep one",
            "nine_faults.yaml:38: label government.regime: 'rationale' is missing",
        ]
    )


def test_a_small_file_is_read():
    lexicon = read_lexicon(SMALL.encode(), "small.yaml")
    label = lexicon.actor("opposition").labels[0]
    assert (lexicon.name, lexicon.version, lexicon.authors) == ("small", "1.0.0", ("A", "B"))
    assert (label.label, label.category, label.valence, label.default) == ("rebel", "neutral", 0.25, True)
    assert label.terms[0].forms == ("rebel", "rebels")
    assert label.terms[0].line == 17


def test_the_hash_is_that_of_the_bytes():
    one = read_lexicon(SMALL.encode(), "a")
    other = read_lexicon((SMALL + "# a comment\n").encode(), "a")
    assert one.sha256 != other.sha256
    assert one.sha256 == read_lexicon(SMALL.encode(), "b").sha256


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("name: small", "name: &x small\nlicense: *x", "x.yaml:2: YAML references (*name) are not allowed; "
         "write the entry out"),
        ("terms: [rebel]", "terms: []", "x.yaml:17: label opposition.rebel: 'terms' must be a list with at "
         "least one term"),
        ("terms: [rebel]", "terms: ['12']", "x.yaml:17: label opposition.rebel: term '12': a term holds at "
         "least one letter"),
        ("      rebel:\n", "      Rebel:\n", "x.yaml:13: label opposition.Rebel: an identity is lower-case "
         "letters, digits and _, such as 'armed_forces'"),
        ("scope: tests", "scope: tests\nscope: more", "x.yaml:7: 'scope' stands twice; it is first at line 6"),
        ("default: true", "kind: nuon", "x.yaml:16: label opposition.rebel: kind 'nuon' is not allowed. "
         "Did you mean 'noun'?"),
        ("authors: [A, B]", "authors: {a: b}", "x.yaml:4: authors: expected a list of texts, found a mapping"),
    ],
)  # fmt: skip
def test_one_fault_is_told_whole(old, new, fault):
    assert faults_of(SMALL.replace(old, new)) == [fault]


def test_a_file_that_is_no_yaml_is_told_with_its_line():
    fault = faults_of(SMALL.replace("scope: tests", "scope: 'tests"))
    assert len(fault) == 1
    assert re.fullmatch(r"x\.yaml:\d+: this is not YAML: .+; check quotes, colons and indentation here", fault[0])


def test_two_defaults_of_a_shared_term_are_a_fault():
    second = SMALL.split("actors:\n")[1].replace("opposition", "other")
    assert faults_of(SMALL + second) == [
        "x.yaml:27: label other.rebel: term 'rebel' is the default of two actors, 'opposition' (line 17) and "
        "'other'; only one may say 'default: true'"
    ]


def test_an_empty_file_and_one_that_is_no_utf8_are_told():
    assert faults_of("") == ["x.yaml:1: the file is empty"]
    with pytest.raises(LexiconError) as caught:
        read_lexicon(b"name: a\nversion: \xff\n", "x.yaml")
    assert caught.value.faults == ["x.yaml:2: this is not UTF-8; save the file as UTF-8"]


def test_nothing_in_a_lexicon_is_executed(tmp_path):
    marker = tmp_path / "ran"
    text = SMALL.replace("scope: tests", f"scope: !!python/object/apply:os.system ['touch {marker}']")
    tag = "tag:yaml.org,2002:python/object/apply:os.system"
    assert faults_of(text) == [f"x.yaml:6: YAML tags ({tag!r}) are not allowed; delete it"]
    assert not marker.exists()


def test_an_unknown_lexicon_suggests_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        load_lexicon("siria")
    assert str(caught.value) == "there is no lexicon 'siria'. Did you mean 'syria'?"


def test_a_missing_file_is_told():
    with pytest.raises(LexiconError) as caught:
        load_lexicon("nowhere/mine.yaml")
    assert caught.value.faults == ["nowhere/mine.yaml: the file cannot be read: No such file or directory"]


@pytest.mark.parametrize("name", list_lexicons())
def test_shipped_lexicons_can_be_cited(name):
    lexicon = load_lexicon(name)
    card = Path(__file__).parents[2] / "lexicons" / f"{name}.md"
    assert lexicon.version in card.read_text(encoding="utf-8")
    assert lexicon.name == name
    for actor, label, term in lexicon:
        assert actor.definition
        assert label.rationale, (label.label, term.text)


def test_the_syria_lexicon_holds_the_actors_and_labels_of_its_scope():
    syria = load_lexicon("syria")
    assert {actor.actor for actor in syria.actors} == {
        "opposition", "government", "assad", "isis", "kurdish_forces", "russia", "iran", "hezbollah", "turkey",
    }  # fmt: skip
    labels = {actor.actor: {label.label for label in actor.labels} for actor in syria.actors}
    assert {
        "rebel", "opposition", "insurgent", "militant", "terrorist", "jihadist", "islamist", "extremist",
        "fighter", "faction", "hts", "revolutionary",
    } <= labels["opposition"]  # fmt: skip
    assert {
        "regime", "government", "army", "military", "armed_forces", "force", "damascus", "authority", "loyalist",
    } <= labels["government"]  # fmt: skip
