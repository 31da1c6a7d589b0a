"""The scan: against a slow one that tries every form at every place, and its cues."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import load_lexicon
from framing.lexicon.contexts import Surroundings
from framing.lexicon.model import Lexicon
from framing.scan import Scanner, scanner
from framing.text import lower, plain

SYRIA = load_lexicon("syria")
WORDS = st.sampled_from(
    "rebels terrorists terrorist group the Syrian Syria Assad's regime change forces army ISIS of in to Damascus "
    "Turkish-backed non- anti- , . _ \n \u201c \u2019 Islamic State us US troops U.S. Al-Nusra al-nusra diet "
    "said".split(" ")
)


def words(text):
    printed = plain(text)
    return printed, lower(printed)


def fits(term, printed, folded, start, end):
    """The capitals of a term and its contexts, one by one."""
    if not all(printed[start + at].isupper() for at, c in enumerate(term.text) if c.isupper()):
        return False
    around = Surroundings(folded, start, end)
    excepted = any(context.matches(around) for context in term.excepts)
    return not excepted and (not term.whens or any(context.matches(around) for context in term.whens))


def capitals(term, printed, start):
    return all(printed[start + at].isupper() for at, c in enumerate(term.text) if c.isupper())


def meant(form, printed, folded, start):
    """What a form means, from the lexicon itself."""
    end = start + len(form)

    def named(terms):
        return any(form in term.forms and capitals(term, printed, start) for term in terms)

    namings = [(a.actor, b.label) for a, b, t in SYRIA if form in t.forms and fits(t, printed, folded, start, end)]
    owners = {
        actor.actor
        for actor in SYRIA.actors
        if named([*actor.names, *(t for b in actor.labels if b.kind == "name" for t in b.terms)])
    }
    countries = {actor.actor for actor in SYRIA.actors if named(actor.country)}
    elsewhere = named(SYRIA.elsewhere)
    if folded[:start].endswith(("non-", "anti-")):
        owners, countries, elsewhere = set(), set(), False
    found = (namings, owners, countries, elsewhere, named(SYRIA.about))
    return found if any(found) else None


FORMS = {
    form
    for terms in (
        [term for _, _, term in SYRIA],
        SYRIA.elsewhere,
        SYRIA.about,
        *(a.names for a in SYRIA.actors),
        *(a.country for a in SYRIA.actors),
    )
    for term in terms
    for form in term.forms
}
BY_FIRST = {
    first: sorted((f for f in FORMS if f[0] == first), key=len, reverse=True) for first in {f[0] for f in FORMS}
}


def slow(printed, folded):
    found, at = [], 0
    while at < len(folded):
        for form in BY_FIRST.get(folded[at], ()):
            end = at + len(form)
            edges = (folded[at - 1] if at else " ") + folded[end : end + 1]
            if folded.startswith(form, at) and not any(c.isalnum() or c == "_" for c in edges):
                reading = meant(form, printed, folded, at)
                if reading is not None:
                    found.append((at, end, reading))
                    at = end - 1
                    break
        at += 1
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.booleans())
def test_the_scan_finds_what_a_slow_one_does(text, glued):
    printed, folded = words(text.replace(" ,", ",").replace("- ", "-") if glued else text)
    fast = [
        (
            unit.start,
            unit.end,
            (
                [(naming.actor.actor, naming.label.label) for naming in unit.reading.namings],
                set(unit.reading.owners),
                set(unit.reading.countries),
                unit.reading.elsewhere,
                unit.reading.about,
            ),
        )
        for unit in scanner(SYRIA).scan(printed, folded, []).units
    ]
    assert fast == slow(printed, folded)


CUES = SimpleNamespace(
    forms={"said": ("say",), "point": ("point",), "point out": ("point out",), "claims": ("claim",)}
)


def cues(text, excluded=()):
    compiled = Scanner(SYRIA, CUES)
    return [(text[a:b], compiled.cue_forms[at]) for a, b, at in compiled.scan(*words(text), list(excluded)).cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They said so.", [("said", ("say",))]),
        ("He SAID so; aforesaid, said_2.", [("SAID", ("say",))]),
        ("They point out a point.", [("point out", ("point out",)), ("point", ("point",))]),
        ("Well-said.", [("said", ("say",))]),
        ("They pointed.", []),
    ],
)
def test_cues_are_whole_words_the_longest_first(text, expected):
    assert cues(text) == expected


def test_cues_in_excluded_regions_are_left_out():
    assert cues("He said so. He claims so.", [(0, 12)]) == [("claims", ("claim",))]


def test_cues_and_actors_do_not_hide_each_other():
    both = SimpleNamespace(forms={"regime": ("regime",), "assad regime said": ("said",)})
    found = Scanner(SYRIA, both).scan(*words("The Assad regime said so."), [])
    assert [(unit.start, unit.end) for unit in found.units] == [(4, 9), (10, 16)]
    assert [(start, end) for start, end, _ in found.cues] == [(4, 21)]


def test_cues_change_no_units():
    text = "The Syrian rebels said that the regime claims Aleppo."
    assert [unit[:2] for unit in Scanner(SYRIA, CUES).scan(*words(text), []).units] == [
        unit[:2] for unit in scanner(SYRIA).scan(*words(text), []).units
    ]


def test_a_lexicon_is_compiled_once():
    assert scanner(SYRIA) is scanner(load_lexicon("syria"))


def test_a_lexicon_without_actors_finds_nothing():
    nobody = Lexicon("none", "", "", "", "", "", "", (), ())
    assert Scanner(nobody).scan(*words("Rebels said so."), []).units == []
