"""The codes that coders may write: all of a lexicon's names, in its order, and the words that stand for none."""

from dataclasses import replace

import pytest

from framing import LexiconError, list_lexicons, load_lexicon
from framing.coding.codes import allowed_codes, labels_by_actor
from framing.schema import VARIABLES, VOCABULARY


@pytest.fixture(scope="module")
def syria():
    return load_lexicon("syria")


@pytest.mark.parametrize("name", list_lexicons())
def test_every_variable_has_codes_in_the_order_of_the_sheet_and_every_code_a_meaning(name):
    codes = allowed_codes(name)
    assert tuple(codes) == VARIABLES
    assert all(meaning.strip() for meanings in codes.values() for meaning in meanings.values())
    assert all("unclear" in meanings for meanings in codes.values())


def test_actors_are_those_of_the_lexicon_then_none_then_unclear(syria):
    codes = allowed_codes(syria)["actor"]
    assert list(codes) == [each.actor for each in syria.actors] + ["none", "unclear"]
    assert codes["hezbollah"] == "Hezbollah: The Lebanese party and militia."


def test_a_label_that_actors_share_is_one_code(syria):
    codes = list(allowed_codes(syria)["label"])
    assert codes[-2:] == ["other", "unclear"]
    assert len(codes) == len(set(codes))
    assert set(codes[:-2]) == {label.label for actor in syria.actors for label in actor.labels}


def test_a_meaning_quotes_all_terms_of_a_label_up_to_eight(syria):
    codes = allowed_codes(syria)["label"]
    assert codes["rebel"] == 'the word "rebel"'
    assert codes["air_force"] == 'the words "air force"'
    assert codes["sdf"] == 'the words "Syrian Democratic Forces", "Syria Democratic Forces", "SDF"'
    assert codes["isis"] == 'the words "ISIS", "ISIL", "ISIS/ISIL", "IS group", "IS", "Isis", "Isil"'
    assert codes["national_coalition"].startswith('the words "Syrian National Coalition", ')
    assert codes["national_coalition"].endswith(', "Etilaf"')
    assert codes["nusra"] == (
        'words such as "Nusra", "al-Nusra", "an-Nusra", "al-Nusra Front", "Nusra Front", "Al-Nusrah", '
        '"Al-Nusrah Front", "Nusra Front terrorist organization"'
    )


def test_voices_that_people_code_are_voices_that_are_found():
    codes = allowed_codes("syria")
    assert set(codes["voice"]) - {"unclear"} == set(VOCABULARY["voice"]) - {"mixed"}
    assert tuple(codes["stance"])[:3] == VOCABULARY["stance_class"]


def test_labels_of_each_actor_stand_in_the_order_of_the_lexicon(syria):
    labels = labels_by_actor(syria)
    assert list(labels) == [each.actor for each in syria.actors]
    assert labels["hezbollah"][:2] == ["hezbollah", "terrorist"]
    assert set().union(*labels.values()) | {"other", "unclear"} == set(allowed_codes(syria)["label"])


def test_names_that_are_codes_already_are_refused_all_at_once(syria):
    first = replace(syria.actors[0], actor="none")
    label = replace(first.labels[0], label="other")
    taken = replace(syria, actors=(replace(first, labels=(label,)), replace(syria.actors[1], actor="unclear")))
    with pytest.raises(LexiconError) as caught:
        allowed_codes(taken)
    assert caught.value.faults == [
        "syria.yaml: actor 'none': this is a code that coders need; name the actor otherwise",
        "syria.yaml: actor 'unclear': this is a code that coders need; name the actor otherwise",
        "syria.yaml: label 'other': this is a code that coders need; name the label otherwise",
    ]
