"""What a lexicon hits, never hits, and lacks."""

import pandas as pd

from framing import lexicon_coverage, load_lexicon, mark_regions
from framing.lexicon.read import read_lexicon

RURITANIA = b"""\
name: ruritania
version: 1.0.0
language: en
authors: [A]
description: One actor and its country.
scope: tests
actors:
  government:
    name: the Ruritanian government
    definition: Those who govern.
    country: [Ruritanian]
    labels:
      army: {category: institutional, valence: 0.0, rationale: A word., default: true, terms: [army]}
"""


def coverage(*texts, lexicon="syria"):
    table = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    return lexicon_coverage(mark_regions(table), load_lexicon(lexicon))


def test_hits_are_counted_by_their_longest_term():
    terms = coverage("The Syrian Arab Army left. The Syrian army came.", "Syrian army units.").terms
    hits = terms[terms["n_mentions"] > 0].set_index("term")
    assert hits["n_mentions"].to_dict() == {"Syrian Arab Army": 1, "army": 2}
    assert hits.loc["army", "n_articles"] == 2


def test_terms_that_never_hit_are_there_with_zero():
    terms = coverage("Syrian rebels left.").terms
    assert (terms["n_mentions"] == 0).sum() == len(terms) - 1


def test_overlaps_name_the_longer_term():
    overlaps = coverage("Syrian rebels left.").overlaps
    pairs = set(zip(overlaps["term"], overlaps["within"], strict=True))
    assert ("army", "Free Syrian Army") in pairs
    assert ("Free Syrian Army", "army") not in pairs


def test_frequent_neighbours_that_the_lexicon_lacks():
    text = "In Syria, rebel commanders of Liwa Ruritania met. " * 4
    neighbours = coverage(text).neighbours.set_index("word")
    assert neighbours.loc["commanders", "kind"] == "head noun"
    assert neighbours.loc["commanders", "n"] == 4
    assert neighbours.loc["Liwa Ruritania", "kind"] == "name"
    assert "Syria" not in neighbours.index


def test_the_name_of_an_actors_country_is_not_lacking():
    text = "There the Ruritanian army met the Strelsau Guard. " * 4
    neighbours = coverage(text, lexicon=read_lexicon(RURITANIA, "ruritania.yaml")).neighbours
    assert neighbours["word"].tolist() == ["Strelsau Guard", "met"]
