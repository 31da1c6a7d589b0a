"""What is drawn from: mentions, words that were rejected, sentences; they share no mention."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.annotation import open_articles
from framing.coding.passages import Passages, mark, shown
from framing.coding.rejected_words import LabelForms
from framing.coding.units import check_articles, mention_units, search, unit_id
from framing.errors import CorpusError, TableError
from framing.sentences import LONGEST

SEEDS = Path(__file__).parents[2] / "seeds"
SYRIA = fr.load_lexicon("syria")
FORMS = LabelForms(SYRIA)
WORDS = (
    "Syrian rebels rebel army Army the Iraqi regime diet in Damascus Assad regime-held anti-regime. said, Moscow\n"
)


def words(text, counted=(), excluded=()):
    return [text[each.start : each.end] for each in FORMS.rejected(text, counted, excluded)]


def slow_rejected(text, counted):
    """Every form at every place, one after the other."""
    found = {}
    for _, _, term in SYRIA:
        for form in term.forms:
            for hit in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text.lower()):
                capitals = all(text[hit.start() + k].isupper() for k, c in enumerate(term.text) if c.isupper())
                if capitals and not any(a < hit.end() and b > hit.start() for a, b in counted):
                    found.setdefault(hit.start(), set()).add(hit.end())
    kept, at = [], 0
    for start in sorted(found):
        if start >= at:
            at = max(found[start])
            kept.append((start, at))
    return kept


def test_words_of_the_lexicon_that_are_no_mention_are_candidates():
    text = "The diet regime failed. The rebels of Damascus left; rebellious drebels did not."
    assert words(text, [(text.index("rebels"), text.index("rebels") + 6)]) == ["regime", "Damascus"]


def test_a_term_asks_for_its_capitals():
    assert words("Moscow and moscow") == ["Moscow"]
    assert words("The ARMY, the army, the Army") == ["ARMY", "army", "Army"]


def test_of_words_that_overlap_the_longest_counts_unless_it_touches_a_mention():
    text = "The Syrian Arab Army left."
    start = text.index("Syrian")
    assert words(text) == ["Syrian Arab Army"]
    assert words("a rebel soldier") == ["rebel soldier"]
    assert words(text, [(start, start + len("Syrian Arab"))]) == ["Army"]


def test_printed_apostrophes_and_broken_lines_hide_no_word():
    assert words("Bashar\nal-Assad’s") == ["Bashar\nal-Assad"]
    assert words("The People’s Protection Units") == ["People’s Protection Units"]


def test_what_is_no_part_of_the_article_has_no_candidates():
    text = "Related: army news. The army left."
    assert FORMS.rejected(text, (), [(0, 19)])[0].start == 24
    assert words(text, (), [(0, len(text))]) == []


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=12), st.data())
def test_candidates_agree_with_a_slow_search(parts, data):
    text = " ".join(parts)
    edges = data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    counted = list(zip(edges[::2], edges[1::2], strict=True))
    assert [(each.start, each.end) for each in FORMS.rejected(text, counted)] == slow_rejected(text, counted)


def test_sentences_are_those_in_which_mentions_were_found():
    articles = fr.read_articles(SEEDS)
    mentions = fr.annotate(articles, SYRIA, voice=False)
    passages = {row.article_id: Passages(row.text, row.excluded) for row in articles.itertuples()}
    assert len(mentions) > 100
    for row in mentions.itertuples():
        first, last = passages[row.article_id].around(row.start, row.end)
        assert first == last
        assert passages[row.article_id].spans[first] == (row.sentence_start, row.sentence_end)


@given(st.text("aB .!?\n“”'1x", max_size=80), st.data())
def test_sentences_hold_every_word_outside_what_is_left_out_once(text, data):
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    edges = edges[: len(edges) // 2 * 2]
    excluded = list(zip(edges[::2], edges[1::2], strict=True))
    spans = Passages(text, excluded).spans
    inside = [at for start, end in spans for at in range(start, end)]
    wanted = [at for at, c in enumerate(text) if re.match(r"\w", c) and not any(a <= at < b for a, b in excluded)]
    assert len(inside) == len(set(inside))
    assert [at for at in inside if re.match(r"\w", text[at])] == wanted


def test_a_list_without_a_stop_is_cut_into_pieces():
    text = "word " * 1000
    spans = Passages(text).spans
    assert all(end - start <= LONGEST for start, end in spans)
    assert " ".join(text[a:b] for a, b in spans) == text.strip()
    assert len(Passages("x" * 5000).spans) == 3


def test_words_are_marked_in_their_sentence_beside_its_neighbours():
    passages = Passages("One. The rebels met rebels. Three.\n\nFour.")
    assert passages.show(9, 15, [(9, 15)]) == ("One.", "The ⟦rebels⟧ met rebels.", "Three.")
    assert passages.show(0, 4, []) == ("", "One.", "The rebels met rebels.")
    assert passages.show(36, 41, []) == ("Three.", "Four.", "")


def test_marks_are_cut_at_the_ends_of_what_is_shown():
    assert mark("abcdef", 1, 5, [(0, 2), (4, 6)]) == "⟦b⟧cd⟦e⟧"
    assert mark("abcdef", 1, 5, [(0, 1), (5, 6)]) == "bcde"


def test_an_article_cannot_forge_marks_or_break_a_cell():
    assert shown("a⟦b⟧\n\x00\u2028c\ud800\ufffe") == "a[b]   c��"


def test_a_sentence_is_marked_or_not():
    text = "The Syrian rebels fled. Their diet regime was poor. Nobody spoke."
    articles = open_articles(pd.DataFrame({"article_id": ["a"], "source": ["X"], "text": [text]}))
    mentions = mention_units(fr.annotate(articles, SYRIA), ["label"])
    candidates, sentences, read = search(articles, mentions, SYRIA)
    assert candidates[["start", "end", "stratum", "actor"]].to_numpy().tolist() == [[35, 41, "X | regime", ""]]
    assert sentences["stratum"].tolist() == ["X | marked", "X | marked", "X | unmarked"]
    assert [text[a:b] for a, b in zip(sentences["start"], sentences["end"], strict=True)][2] == "Nobody spoke."
    assert read.marks == {"a": [(4, 17), (35, 41)]}


def test_a_mark_belongs_to_the_sentence_that_it_begins():
    articles = open_articles(pd.DataFrame({"article_id": ["a"], "source": ["X"], "text": ["It rained.Rebels fled."]}))
    candidates, sentences, _ = search(articles, mention_units(fr.annotate(articles, SYRIA), []), SYRIA)
    assert candidates["start"].tolist() == [10]
    assert sentences["stratum"].tolist() == ["X | unmarked", "X | marked"]


def test_the_name_of_a_unit_is_a_hash_that_no_spreadsheet_takes_for_a_number():
    names = [unit_id("mention", "a", start, start + 1) for start in range(3000)]
    assert all(re.fullmatch("[a-f][0-9a-f]{11}", name) for name in names)
    assert len(set(names)) == 3000
    assert names[0][1:] == hashlib.sha256(b"mention\x1fa\x1f0\x1f1").hexdigest()[1:12]
    assert unit_id("sentence", "a", 0, 1) != names[0]


def test_strata_join_the_columns_asked_for_and_empty_cells_are_a_value():
    mentions = pd.DataFrame({
        "article_id": ["b", "a", "a"], "source": ["X", None, "X"], "start": [5, 9, 1], "end": [6, 10, 2],
        "label": ["rebel", "army", "army"]})  # fmt: skip
    units = mention_units(mentions, ["source", "label"])
    assert units["stratum"].tolist() == ["X | army", " | army", "X | rebel"]
    assert units["article_id"].tolist() == ["a", "a", "b"]
    assert units["voice"].tolist() == [""] * 3


def test_the_same_words_twice_are_an_error():
    mentions = pd.DataFrame({"article_id": ["a", "a"], "source": "X", "start": 1, "end": [2, 2]})
    with pytest.raises(TableError, match="article 'a' has two rows for characters 1 to 2"):
        mention_units(mentions, ["source"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article_id": "b"}, "'a' of the mentions is missing"),
        (
            {"text": "The rebel fled from rebels."},
            "'a' has 'rebel ' at characters 4 to 10, the mentions have 'rebels'",
        ),
        ({"text": "The"}, "'a' has '' at characters"),
    ],
)
def test_articles_must_be_those_in_which_the_mentions_stand(change, message):
    articles = pd.DataFrame([{"article_id": "a", "text": "The rebels fled.", **change}])
    mentions = pd.DataFrame([{"article_id": "a", "surface": "rebels", "start": 4, "end": 10}])
    with pytest.raises(CorpusError, match=re.escape(message)):
        check_articles(articles, mentions)


def test_an_article_given_twice_is_an_error():
    articles = pd.DataFrame({"article_id": ["a", "a"], "text": "x"})
    with pytest.raises(CorpusError, match="'a' is there twice"):
        check_articles(articles, pd.DataFrame({"article_id": [], "start": [], "end": []}))
