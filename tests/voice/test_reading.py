"""Sentences as words, cues that need no reading, speakers told late: hand-counted."""

from types import SimpleNamespace

import pandas as pd
import pytest

from framing import quotations
from framing.lexicon import load_cues, load_speakers
from framing.quotes import find_quotes
from framing.text import lower
from framing.voice import Namer, Voices, assign
from framing.voice.assign import Assigner, is_name
from framing.voice.candidates import hits, may_report
from framing.voice.clauses import QUOTE, read_sentence, sentence_spans
from framing.voice.sentence import reports
from framing.voice.speakers import speakers


def read(text):
    return read_sentence(text, lower(text), (0, len(text)), find_quotes(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. envoy left.", ["the", "u.s.", "envoy", "left", "."]),
        ("Gen. Hassan left Homs.", ["gen.", "hassan", "left", "homs", "."]),
        ("He met J. Smith", ["he", "met", "j.", "smith"]),
        ("It rose 3.5 percent, to 1,000.", ["it", "rose", "3.5", "percent", ",", "to", "1,000", "."]),
        ("Assad's rebel-held town--they say", ["assad's", "rebel-held", "town", "--", "they", "say"]),
        ('He said "we left," she said.', ["he", "said", QUOTE, "she", "said", "."]),
        ("Two  spaces\u3000and _marks_.", ["two", "spaces", "and", "_marks_", "."]),
        ("He met Gen.Hassan", ["he", "met", "gen.", "hassan"]),
        ("Mr. ... left", ["mr.", ".", ".", ".", "left"]),
    ],
)
def test_a_sentence_as_words(text, words):
    sentence = read(text)
    assert sentence.words == words
    quoted = {quote.start: quote.end for quote in find_quotes(text)}
    for k, word in enumerate(words):
        start, end = sentence.starts[k], sentence.end(k)
        assert end == quoted[start] if word == QUOTE else lower(text[start:end]) == word


def test_a_dot_before_a_quotation_is_a_word_of_its_own():
    assert read('He met Gen. "Tiger" Hassan').words == ["he", "met", "gen.", QUOTE, "hassan"]
    assert read('He met Gen."Tiger" Hassan').words == ["he", "met", "gen", ".", QUOTE, "hassan"]


def test_capitals_and_final_stops_of_a_sentence():
    sentence = read("Assad said “no.” He left...")
    assert [sentence.is_capital(k) for k in range(5)] == [True, False, True, True, False]
    assert sentence.said == {2}
    assert sentence.n == 5
    assert read("Assad Says Rebels Left").in_title_case()
    assert not read("Assad says rebels left").in_title_case()


def test_letters_whose_small_form_is_longer_keep_the_offsets():
    text = "\u0130dlib's \u0130mam said rebels left."
    assert quotations(pd.DataFrame({"article_id": ["a"], "text": [text]}))["content"].tolist() == ["rebels left"]


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The army plans to claim victory", "claim", False),
        ("The army claims victory", "claims", True),
        ("Fighters of the Islamic State left", "state", False),
        ("the United States left", "states", False),
        ("Critics claim that", "claim", True),
        ("Assad's claims were new", "claims", False),
        ("Assad's claim that", "claim", True),
        ("Assad's claim was new", "claim", False),
        ("Many said so", "said", True),
        ("All said so", "said", True),
        ("the said town", "said", False),
        ("were all claims", "claims", True),
        ("The army will say so", "say", False),
        ("the, said Assad", "said", True),
        ("by saying so", "saying", True),
        ("on saying so", "saying", False),
        ("two reports", "reports", False),
        ("2011 reports", "reports", False),
        ("said so", "said", True),
        ("it left, said Assad", "said", True),
        ("according to Assad", "according to", True),
        ("the alleged rebels", "alleged", False),
    ],
)
def test_which_cues_may_report(text, cue, expected):
    text = f"they left. in homs {lower(text)}"
    start = text.index(cue)
    assert may_report(text, 11, start, start + len(cue), load_cues().forms[cue]) is expected


def test_at_the_beginning_of_a_sentence_a_cue_is_read():
    assert may_report("homs. the said town", 6, 10, 14, load_cues().forms["said"])


def test_what_needs_no_reading_reports_nothing():
    """The test by the word before a cue never contradicts the grammar: each cue after each small word."""
    before = "to will the a of in by on that this many all both its two islamic hide he they and when"
    for form in sorted(load_cues().forms):
        text = "\n".join(f"Rebels in {word} {form} that the army left Homs." for word in before.split())
        cues, at = [], 0
        for _ in before.split():
            at = text.index(f" {form} that", at) + 1
            cues.append((at, at + len(form), load_cues().forms[form]))
        for (begin, end), cue in zip(_lines(text), cues, strict=True):
            if not may_report(text.lower(), begin, *cue):
                assert not _found(text[begin:end], (cue[0] - begin, cue[1] - begin, cue[2]))


def _lines(text):
    begin = 0
    for line in text.split("\n"):
        yield begin, begin + len(line)
        begin += len(line) + 1


def _found(line, cue):
    sentence = read(line)
    return reports(sentence, hits(sentence, [cue]))


def test_sentences_of_a_paragraph_cover_it():
    text = "Rebels left. " * 400 + "no stop " * 600 + "“A quotation. It goes on.” The end."
    spans = list(sentence_spans(text, 0, len(text), find_quotes(text)))
    assert [a for a, _ in spans] == [0, *(b for _, b in spans[:-1])]
    assert spans[-1][1] == len(text)
    assert max(b - a for a, b in spans) < 2100
    assert any(text[a:b].endswith("“A quotation. It goes on.”") for a, b in spans)


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("“Military Operations Command”", True),
        ("“House of Cards”", True),
        ("“The House of Cards”", True),
        ("“Daesh”", False),
        ("“We left Homs”", False),
        ("“we Left”", False),
        ("“New York Is Burning.”", False),
        ("“One Two Three Four Five Six Seven Eight Nine”", False),
        ("“”", False),
    ],
)
def test_names_in_quotation_marks(quoted, expected):
    (quote,) = find_quotes(quoted)
    assert is_name(quoted, quote) is expected


def test_types_of_speakers_are_told_in_any_order():
    text = "Rebel commander Ali Amer spoke. Amer spoke. He spoke. Amer spoke. Lin spoke."
    spans = [(0, 24), (32, 36), (44, 46), (54, 58), (66, 69)]
    found = [SimpleNamespace(speaker=span) for span in spans]
    forwards = speakers(text, found, load_speakers().type_of)
    backwards = speakers(text, found, load_speakers().type_of)
    late = [each.type for each in reversed(backwards)]
    assert [each.type for each in forwards] == late[::-1] == ["armed group"] * 4 + ["unknown"]
    assert [each.name for each in forwards] == [text[:24], "Amer", "Amer", "Amer", "Lin"]


def test_an_article_is_read_when_a_voice_is_asked_for():
    asked = []

    class Cues(list):
        def __iter__(self):
            asked.append(1)
            return super().__iter__()

    text = "The army said rebels left."
    cues = Cues([(9, 13, load_cues().forms["said"])])
    article = {"article_id": "a", "text": text, "excluded": []}
    voices = Voices(article, text, cues, load_speakers(), Namer([], [], []))
    assert not asked
    assert voices.heard(14, 20).speaker == "The army"
    assert asked
    assert voices.found is voices.found


def test_entries_of_speakers_with_a_possessive_and_an_inner_one():
    types = load_speakers()
    assert types.type_of("the rebels's") == types.type_of("the rebels") == "armed group"
    for entry, kind in types.nouns.items():
        if "," not in entry and not entry.endswith(tuple(f"-{end}" for end in ("held", "led", "run", "backed"))):
            assert types.type_of(entry) != "unknown", (entry, kind)


@pytest.mark.parametrize("step", [1, -1])
def test_each_quotation_is_judged_a_name_once(monkeypatch, step):
    judged = []

    def counted(text, quote):
        judged.append(quote.start)
        return is_name(text, quote)

    monkeypatch.setattr(assign, "is_name", counted)
    text = "‘No rebels’ left " + "‘Islamic State’ and " * 300
    quotes = find_quotes(text)
    assigner = Assigner(text, quotes, [], [])
    scare = [assigner.voice(quote.start + 1, quote.start + 3).scare_quoted for quote in quotes[::step]]
    assert len(quotes) == 301
    assert scare == [quote.start == 0 for quote in quotes[::step]]
    assert len(judged) == len(set(judged)) == 301


def test_the_hedge_is_the_nearest_before_a_label():
    text = "the alleged and so-called, self-styled new rebels; alleged rebels"
    forms = load_cues().forms
    cues = [
        (at, at + len(cue), forms[cue])
        for cue, at in (("alleged", 4), ("so-called", 16), ("self-styled", 27), ("alleged", 51))
    ]
    assigner = Assigner(text, [], [], cues)
    assert assigner.voice(43, 49).hedge[:2] == (27, 38)
    assert assigner.voice(59, 65).hedge[:2] == (51, 58)
    assert assigner.voice(16, 25).hedge[:2] == (4, 11)
    assert Assigner(text, [], [], cues[:2]).voice(43, 49).hedge is None
