"""Languages are named, English is left alone, short texts are not judged."""

import subprocess
import sys

import pytest

from framing.corpus.language import name_foreign_language

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
