"""Of which type a speaker is."""

import pytest

from framing.errors import LexiconError
from framing.lexicon import load_speakers
from framing.lexicon.speakers import read_speakers
from framing.schema import VOCABULARY

TYPED = {
    "government": [
        "Foreign Ministry spokesman Lin Jian",
        "Syrian President Bashar al-Assad",
        "al-Assad's government",
        "the US State Department",
        "Turkish Prime Minister Ahmet Davutoglu",
        "Moscow",
        "Turkey",
        "officials",
        "a Syrian Foreign Ministry source",
    ],
    "military": [
        "a senior US military official",
        "the Syrian army",
        "Russian military officials",
        "a military source",
        "the Pentagon",
        "the US-led coalition",
        "General Ali Maihoub",
    ],
    "armed group": [
        "a rebel commander",
        "Abu Ali, a fighter in the Free Syrian Army",
        "Hezbollah",
        "Rebels in the government-held town",
        "the militants",
    ],
    "political group": ["the Syrian National Coalition", "Republican presidential candidate", "the opposition"],
    "international organisation": [
        "the UN envoy for Syria, Geir Pedersen",
        "the United Nations",
        "Staffan de Mistura",
    ],
    "NGO": [
        "Rami Abdel Rahman, head of the Syrian Observatory for Human Rights",
        "the Observatory",
        "opposition activists",
        "a monitoring group",
        "the International Committee of the Red Cross",
    ],
    "expert": ["Aron Lund of Century International", "Analysts", "a professor at Damascus University"],
    "media": ["SANA", "The New York Times", "state television", "Amaq, the news agency of Daesh"],
    "civilian": ["residents", "Umm Mohamed, a resident in Idlib", "a witness"],
    "anonymous": ["the source", "local sources", "an informed source"],
    "unknown": ["Lin Jian", "the group", "he", ""],
}


@pytest.mark.parametrize(("words", "kind"), [(words, kind) for kind, listed in TYPED.items() for words in listed])
def test_type_of_a_speaker(words, kind):
    assert load_speakers().type_of(words) == kind


def test_every_type_is_in_the_vocabulary():
    assert set(TYPED) == set(VOCABULARY["speaker_type"])
    assert set(load_speakers().nouns.values()) | {"unknown"} == set(VOCABULARY["speaker_type"])


def test_faults_are_told_with_their_line():
    text = "name: x\nversion: 1\nlanguage: en\nauthors: [me]\ndescription: x\nscope: x\ntypes:\n"
    text += "  goverment:\n    definition: x\n    nouns: [king, king]\n"
    with pytest.raises(LexiconError) as told:
        read_speakers(text.encode(), "mine.yaml")
    assert "'goverment' is not allowed. Did you mean 'government'?" in str(told.value)
    assert "already of type" in str(told.value)
