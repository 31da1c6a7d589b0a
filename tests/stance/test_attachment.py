"""What a loaded word has to do with an actor: hand-made sentences."""

import pytest

from framing.stance.attachment import attach, nearness
from framing.stance.loaded import reader_of, target_of

CASES = [
    ("[Rebels] massacred villagers.", "massacred", "agent", -1.0),
    ("Troops massacred the [rebels].", "massacred", "patient", 0.5),
    ("The [rebels] were brutally massacred in the town.", "massacred", "patient", 0.5),
    ("The villagers were massacred by [rebels] on Monday.", "massacred", "agent", -1.0),
    ("The brutal [regime] fell.", "brutal", "modifier", None),
    ("The [regime] is brutal.", "brutal", "attribute", None),
    ("The [regime]'s massacre of villagers shocked many.", "massacre", "agent", -1.0),
    ("The massacre of the [rebels] shocked many.", "massacre", "patient", 0.5),
    ("Ministers criticised [Trump] on Monday.", "criticised", "patient", -0.5),
    ("[He] was criticised on Monday.", "criticised", "patient", -0.5),
    ("[Her] courage was noted.", "courage", "attribute", 0.75),
    ("[The man] who criticised ministers left.", "criticised", "agent", 0.0),
    ("It rained, and far away the war was brutal, while [he] slept.", "brutal", "context", None),
]


def read(marked):
    start, end = marked.index("["), marked.index("]") - 1
    sentence = reader_of(("loaded_en",)).read(marked.replace("[", "").replace("]", ""))
    return sentence, target_of(sentence, start, end)


def loaded(sentence, word):
    return next(hit for hit in sentence.hits if word in sentence.tokens[hit.first : hit.last + 1])


@pytest.mark.parametrize(("marked", "word", "relation", "light"), CASES)
def test_relations(marked, word, relation, light):
    sentence, place = read(marked)
    found = attach(sentence, loaded(sentence, word), *place)
    if relation == "attribute" and found.relation == "agent" and found.form.entry.kind == "noun":
        relation = "agent"  # whose noun it is counts as the agent of it
    assert found.relation == relation
    if light is not None:
        assert found.light == light


@pytest.mark.parametrize(
    ("sentence", "word", "factor"),
    [
        ("He is brutal.", "brutal", 1.0),
        ("He is not brutal.", "brutal", -0.5),
        ("He isn't brutal.", "brutal", -0.5),
        ("He is very brutal.", "brutal", 1.25),
        ("He is not very brutal.", "brutal", -0.625),
        ("He is allegedly brutal.", "brutal", 0.5),
        ("He is brutal but he sleeps.", "brutal", 0.5),
        ("He sleeps but he is brutal.", "brutal", 1.5),
        ("It was not late: he is brutal.", "brutal", 1.0),
    ],
)
def test_what_changes_a_word(sentence, word, factor):
    read_ = reader_of(("loaded_en",)).read(sentence)
    assert loaded(read_, word).factor == factor


def test_nearness_falls_with_distance_and_with_clauses():
    near, far = read("[He] was brutal."), read("[He] was a quiet and rather old but brutal man.")
    one, other = (nearness(sentence, loaded(sentence, "brutal"), *place) for sentence, place in (near, far))
    assert 0 < other < one <= 1


def test_a_long_sentence_takes_time_in_proportion():
    sentence = reader_of(("loaded_en",)).read("massacred, the brutal " * 20_000)
    assert len(sentence.tokens) == 400
