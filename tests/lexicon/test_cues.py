"""The lexicon of cues: what is shipped, what a file may hold, and how its faults are told."""

import pytest

from framing.errors import LexiconError
from framing.lexicon import list_lexicons, load_cues
from framing.lexicon.conjugate import conjugate
from framing.lexicon.cues import FRAMES, read_cues

GOOD = """
name: mine
version: 1.0.0
language: en
authors: [Me]
description: Mine.
scope: Tests.
references:
  me: "Me (2026)."
verbs:
  say: {class: neutral, takes: [quote, clause], past: said, reference: me}
  claim: {class: distancing, takes: [clause], noun: true, reference: [me]}
phrases:
  according to: {class: neutral, speaker: after, reference: me}
nouns:
  claim: {class: distancing, reference: me}
hedges:
  so-called: {class: distancing, scare: true, reference: me}
"""


def test_the_shipped_cues_are_whole():
    cues = load_cues()
    assert {cue.cue_class for cue in cues.cues} == {"neutral", "assertive", "distancing", "endorsing"}
    assert all(cue.takes <= set(FRAMES) and (cue.takes or cue.kind != "verb") for cue in cues.cues)
    assert all(cue.reference for cue in cues.cues)
    assert {"said", "told", "according to", "so-called", "claims", "pointed out"} <= set(cues.forms)
    assert not {"believe", "think", "hope"} & {cue.lemma for cue in cues.cues}
    assert "cues_en" not in list_lexicons()


def test_a_form_may_be_a_verb_and_a_noun():
    cues = read_cues(GOOD.encode(), "mine.yaml")
    assert [(form.cue.kind, form.form) for form in cues.forms["claims"]] == [("verb", "third"), ("noun", "plural")]
    assert [form.cue.kind for form in cues.forms["so called"]] == ["scare"]
    assert "said" in cues.forms
    assert "sayed" not in cues.forms


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("class: neutral, takes: [quote, clause]", "class: neutrl, takes: [quote, clause]", "neutrl"),
        ("takes: [quote, clause]", "takes: [quot, clause]", "'quot' is not allowed. Did you mean 'quote'?"),
        ("past: said, reference: me", "past: said, reference: you", "'you' is not allowed"),
        ("past: said,", "passt: said,", "unknown key 'passt'"),
        ("scope: Tests.\n", "", "'scope' is missing"),
    ],
)
def test_faults_are_told_with_their_line(old, new, message):
    assert old in GOOD
    with pytest.raises(LexiconError, match="cannot be used") as told:
        read_cues(GOOD.replace(old, new).encode(), "mine.yaml")
    assert message in str(told.value)


def test_a_missing_file_is_told():
    with pytest.raises(LexiconError, match="cannot be read"):
        load_cues("nowhere.yaml")


@pytest.mark.parametrize(
    ("lemma", "third", "past", "ing"),
    [
        ("report", "reports", "reported", "reporting"),
        ("note", "notes", "noted", "noting"),
        ("deny", "denies", "denied", "denying"),
        ("say", "says", "sayed", "saying"),
        ("admit", "admits", "admitted", "admitting"),
        ("stress", "stresses", "stressed", "stressing"),
        ("brag", "brags", "bragged", "bragging"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("point out", "points out", "pointed out", "pointing out"),
        ("go on to say", "goes on to say", "goed on to say", "going on to say"),
    ],
)
def test_verbs_are_conjugated(lemma, third, past, ing):
    forms = conjugate(lemma)
    assert (forms["third"], forms["past"], forms["ing"]) == (third, past, ing)
