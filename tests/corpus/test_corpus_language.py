"""Languages are named, English is left alone, short texts are not judged."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import language
from framing.corpus.language import name_foreign_language
from framing.text import FUNCTION_WORDS, WORD, fold

FRENCH = (
    "Les forces de l'opposition ont lancé une offensive majeure contre le régime dans la ville, et"
    " de nombreux"
    " combattants sont morts, selon des témoins qui ont parlé avec nous au téléphone."
)
ARABIC = "قال الجيش السوري إنه استعاد السيطرة على المدينة بعد أيام من القتال مع قوات المعارضة التي نفت ذلك " * 2
CHINESE = "叙利亚军队周一进入阿勒颇，消息人士说。反对派武装否认了这一说法，称其战士仍在该镇。" * 3
ENGLISH = "The army said that it had taken the town from the rebels, who denied it in a statement to the press."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FRENCH, "French (fr)"),
        (ARABIC, "Arabic (ar)"),
        (CHINESE, "Chinese (zh)"),
        (ENGLISH, ""),
        (
            ("Russian strikes kill 34 civilians Syria Deir Ezzor Monitor says, Sunday news agency update more later"),
            "",
        ),
        ("Les forces de l'opposition", ""),
        ("", ""),
        ("1 2 3 " * 20, ""),
    ],
)
def test_language(text, name):
    assert name_foreign_language(text) == name


def test_the_model_is_not_loaded_for_english():
    code = (
        "import sys; from framing.corpus.language import name_foreign_language as name;"
        f"name({ENGLISH!r} * 3); sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_english_is_told_from_its_first_words_alone(monkeypatch):
    monkeypatch.setattr(language, "fold", None)
    assert name_foreign_language(ENGLISH * 20) == ""


OTHERS = ("rebels", "l'opposition", "a\u2019b", "it\u00b4s", "x`of", "\u00e9t\u00e9", "12")
WORDS = st.sampled_from([*sorted(FUNCTION_WORDS), *OTHERS])
ENDS = st.sampled_from([" ", " ", " ", "\n", "\u00a0", "\u2014", "'", "? ", ", "])


@given(st.lists(st.tuples(WORDS | st.text(max_size=3), ENDS), min_size=5, max_size=60), st.integers(1, 12))
def test_the_first_words_never_say_more_than_a_full_count(pairs, times):
    text = "".join(word + end for word, end in pairs) * times
    words = [word for word in WORD.findall(fold(text[:4000]))[:400] if not word.isdigit()]
    if language._begins_in_english(text):
        assert sum(word in FUNCTION_WORDS for word in words) >= 0.2 * len(words)


@pytest.mark.parametrize("other", ["x''" * 401 + " ", "x " * 401, "x\u2014" * 401 + " "])
def test_function_words_after_the_sample_do_not_count(other):
    text = other + "the " * ((1590 - len(other)) // 4)
    assert not language._begins_in_english(text)


def test_a_short_text_is_judged_by_its_own_words():
    assert language._begins_in_english("the army of " * 10)
    assert not language._begins_in_english("the army attacked rebels yesterday " * 10)
