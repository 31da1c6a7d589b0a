"""The scan: against a slow one that tries every form at every place, and its cues."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import load_lexicon
from framing.lexicon.contexts import Surroundings
from framing.lexicon.model import Lexicon
from framing.scan import Scanner, _first, scanner
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


def units(compiled, text, excluded=()):
    """Words of the actors in a text, between two others that are cut out again."""
    around = "Syrian rebels said"
    found = compiled.scan([around, text, around], [[], list(excluded), []])
    first, last = (int(found.block.starts[at]) for at in (1, 2))
    return [
        SimpleNamespace(start=start - first, end=end - first, reading=compiled.meanings.readings[number])
        for start, end, number in zip(*found.units.lists, strict=True)
        if first <= start < last
    ]


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
    text = text.replace(" ,", ",").replace("- ", "-") if glued else text
    printed, folded = words(text)
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
        for unit in units(scanner(SYRIA), text)
    ]
    assert fast == slow(printed, folded)


CUES = SimpleNamespace(
    forms={"said": ("say",), "point": ("point",), "point out": ("point out",), "claims": ("claim",)}
)


def cues(text, excluded=()):
    compiled = Scanner(SYRIA, CUES)
    return [(text[a:b], compiled.cue_forms[at]) for a, b, at in cue_spans(compiled, text, excluded)]


def cue_spans(compiled, text, excluded=()):
    found = compiled.scan([text], [list(excluded)])
    begin = int(found.block.starts[0])
    columns = zip(*(column.tolist() for column in found.cues), strict=True)
    return [(start - begin, end - begin, pattern) for start, end, pattern in columns]


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
    text = "The Assad regime said so."
    assert [(unit.start, unit.end) for unit in units(Scanner(SYRIA, both), text)] == [(4, 9), (10, 16)]
    assert [(start, end) for start, end, _ in cue_spans(Scanner(SYRIA, both), text)] == [(4, 21)]


def test_cues_change_no_units():
    text = "The Syrian rebels said that the regime claims Aleppo."
    assert [(unit.start, unit.end) for unit in units(Scanner(SYRIA, CUES), text)] == [
        (unit.start, unit.end) for unit in units(scanner(SYRIA), text)
    ]


def test_a_lexicon_is_compiled_once():
    assert scanner(SYRIA) is scanner(load_lexicon("syria"))


def test_a_lexicon_without_actors_finds_nothing():
    nobody = Lexicon("none", "", "", "", "", "", "", (), ())
    assert units(Scanner(nobody), "Rebels said so.") == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=40))
def test_of_spans_that_overlap_the_first_and_longest_wins(spans):
    ordered = sorted({(start, start + length) for start, length in spans}, key=lambda span: (span[0], -span[1]))
    starts, ends = (np.array(column, np.int64) for column in (zip(*ordered, strict=True) if ordered else ((), ())))
    kept, reached = [], 0
    for at, (start, end) in enumerate(ordered):
        if start >= reached:
            kept.append(at)
            reached = end
    assert _first(starts, ends).tolist() == kept


def test_spans_that_overlap_like_tiles_are_told_one_by_one():
    starts = np.arange(0, 3000, 2)
    assert _first(starts, starts + 3).tolist() == list(range(0, 1500, 2))
