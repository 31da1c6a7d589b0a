"""Dictionaries of other programs; every word here is invented."""

import time

import pytest

from framing.errors import LexiconError
from framing.lexicon.dictionaries import Pattern, read_dictionary

LIWC = (
    "%\n1\tJoy\n02\tNoise (Loud things)\n\t3\tClang\tKinds of noise\n% \n\nWheeb*\t01\nglorp out\t1 2\nsnarf\t2\t3\n"
)
LCD = """<?xml version="1.0" encoding="UTF-8"?>
<lexicoderdictionary style="pattern">
  <cnode name="joy">
    <pnode name=" Wheeb* "></pnode>
    <cnode name="mild"><pnode name="glorp_out"/></cnode>
  </cnode>
  <cnode name="noise"/>
</lexicoderdictionary>
"""
LC3 = "+joy\nWheeb*\nglorp_out\n\n+noise\n sn?rf \n"
YAML = """joy:
  - Wheeb*
  - mild: [glorp_out]
noise:
  clang:
    loud: snarf
    soft: []
empty:
"""
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x><cnode name="&b;"><pnode name="&b;"/></cnode></x>'
ALLOWED = "no dictionary has this extension; allowed are .dic, .lcd, .lc3, .yml, .yaml"
EMPTY = "the file is empty; is it the right one?"
SIZE = 5_000_000


def rows(text, name, encoding="utf-8"):
    return [tuple(row) for row in read_dictionary(text.encode(encoding), name).patterns]


def faults(text, name):
    with pytest.raises(LexiconError) as told:
        read_dictionary(text if isinstance(text, bytes) else text.encode(), name)
    return told.value.faults


def within(seconds, text, name):
    """What reading comes to, if it comes to an end in time; time that grows with the square would be hours."""
    begun = time.perf_counter()
    try:
        told = read_dictionary(text.encode(), name).patterns
    except LexiconError as error:
        told = error.faults
    assert time.perf_counter() - begun < seconds
    return told


def test_liwc():
    found = read_dictionary(LIWC.encode(), "a/b.c/Mine.DIC")
    assert found.categories == ("Joy", "Noise", "Clang")
    assert found.patterns == (
        Pattern("wheeb*", "Joy", 7),
        Pattern("glorp out", "Joy", 8),
        Pattern("glorp out", "Noise", 8),
        Pattern("snarf", "Noise", 9),
        Pattern("snarf", "Clang", 9),
    )
    assert found.skipped == ()


def test_liwc_with_spaces_in_place_of_tabs():
    text = "%\n1   Great joy\n2 Noise\n%\nglorp  out   1  2\n:) 1\nwheeb (2 1)1/2 2\n911 2\n"
    assert rows(text, "x.dic") == [
        ("glorp out", "Great joy", 5),
        ("glorp out", "Noise", 5),
        (":)", "Great joy", 6),
        ("wheeb", "Noise", 7),
        ("911", "Noise", 8),
    ]


def test_liwc_numbers_on_a_condition_are_left_out():
    found = read_dictionary((LIWC + "ploon\t(02 3 1)2/464\t1\nquib\t<of>3/1\nroute 66\t1\n").encode(), "x.dic")
    assert [tuple(row) for row in found.patterns[5:]] == [("ploon", "Joy", 10), ("route 66", "Joy", 12)]
    assert found.skipped == (
        "x.dic:10: 'ploon': '(02 3 1)2/464' was left out, for conditions are not read",
        "x.dic:11: 'quib': '<of>3/1' was left out, for conditions are not read",
    )


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(("text", "name"), [(LIWC, "x.dic"), (LC3, "x.lc3"), (LCD, "x.lcd"), (YAML, "x.yml")])
def test_ends_of_lines_and_byte_order_marks_change_nothing(text, name, end):
    assert rows(text.replace("\n", end), name, "utf-8-sig") == rows(text, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(encoding):
    assert rows("%\n1\tJoié\n%\nGlörp\u2019s\t1\n", "x.dic", encoding) == [("glörp's", "Joié", 4)]


def test_lexicoder_xml():
    found = read_dictionary(LCD.encode(), "x.lcd")
    assert found.categories == ("joy", "joy.mild", "noise")
    assert found.patterns == (Pattern("wheeb*", "joy", 4), Pattern("glorp out", "joy.mild", 5))
    assert read_dictionary(LCD.encode(), "x.lc3") == found


def test_lexicoder_xml_tells_what_it_does_not_know():
    found = read_dictionary(LCD.replace('<cnode name="noise"/>', "<remark/>").encode(), "x.lcd")
    assert found.skipped == ("x.lcd:7: 'remark' was left out, for it is no cnode or pnode",)


def test_lexicoder_lines():
    found = read_dictionary(LC3.encode(), "x.lc3")
    assert found.categories == ("joy", "noise")
    assert found.patterns == (
        Pattern("wheeb*", "joy", 2),
        Pattern("glorp out", "joy", 3),
        Pattern("sn?rf", "noise", 6),
    )


@pytest.mark.parametrize("name", ["x.yml", "x.YAML"])
def test_quanteda_yaml(name):
    found = read_dictionary(YAML.encode(), name)
    assert found.categories == (
        "joy",
        "joy.mild",
        "noise",
        "noise.clang",
        "noise.clang.loud",
        "noise.clang.soft",
        "empty",
    )
    assert found.patterns == (
        Pattern("wheeb*", "joy", 2),
        Pattern("glorp out", "joy.mild", 3),
        Pattern("snarf", "noise.clang.loud", 6),
    )


def test_a_pattern_stands_once_for_each_category():
    assert rows("+a\nwheeb\nWHEEB\n+b\nwheeb\n", "x.lc3") == [("wheeb", "a", 2), ("wheeb", "b", 5)]


HEAD = "%\n1\tJoy\n%\n"


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("wheeb", "a/x.txt", [f"a/x.txt: {ALLOWED}"]),
        ("wheeb", "dic", [f"dic: {ALLOWED}"]),
        *(("\ufeff\n ", f"x.{kind}", [f"x.{kind}:1: {EMPTY}"]) for kind in "dic lcd lc3 yml".split()),
        ("\u00a0", "x.dic", [f"x.dic:1: {EMPTY}"]),
        (HEAD, "x.dic", ["x.dic:1: there is no pattern in the file that can be used; is it the right one?"]),
        ("\n1\tJoy\n%\n", "x.dic", ["x.dic:2: found '1\\tJoy'; write the line '%' above the list of categories"]),
        ("%\n1\tJoy\n", "x.dic", ["x.dic:2: the list of categories has no end; write the line '%' below it"]),
        (
            "%\n1\tJoy\nwheeb\t1\n01\tNoise\n2\tJoy\n3\n%\nwheeb\t1\n",
            "x.dic",
            [
                "x.dic:3: 'wheeb\\t1' is no number with a category; is there no '%' above it?",
                "x.dic:4: the number or the name of '01\\tNoise' stands twice; change it",
                "x.dic:5: the number or the name of '2\\tJoy' stands twice; change it",
                "x.dic:6: category '?' has no name, or one above 200 characters; change it",
            ],
        ),
        (
            HEAD + "wheeb\nsnarf\t1 7 x\n*\t1\n",
            "x.dic",
            [
                "x.dic:4: pattern 'wheeb' stands in no category; put it into one",
                "x.dic:5: 'snarf': '7' is no number of a category above; correct it",
                "x.dic:5: 'snarf': 'x' is no number of a category above; correct it",
                "x.dic:6: pattern '*' is no word; write one, or delete the entry",
            ],
        ),
        (
            HEAD + "a*b*c*d*\t1\na b c d e f g\t1\n" + "w" * 201 + "\t1\n",
            "x.dic",
            [
                "x.dic:4: pattern 'a*b*c*d*' has more than 3 '*'; write fewer",
                "x.dic:5: pattern 'a b c d e f g' has more than 6 words; shorten it",
                f"x.dic:6: pattern '{'w' * 59} has more than 200 characters; shorten it",
            ],
        ),
        (b"+joy\nwh\x00eeb\n", "x.lc3", ["x.lc3:2: this is not UTF-8; save the file as UTF-8"]),
        (b"%\n1\tJo\x9dy\n%\n", "x.dic", ["x.dic:2: this is not UTF-8; save the file as UTF-8"]),
        (HEAD.encode("utf-16"), "x.dic", ["x.dic:1: this is not UTF-8; save the file as UTF-8"]),
        ("wheeb\n+\nsnarf\n", "x.lc3", [
            "x.lc3:1: pattern 'wheeb' stands in no category; put it into one",
            "x.lc3:2: category '?' has no name, or one above 200 characters; change it",
        ]),
        ("wheeb", "x.lcd", ["x.lcd:1: this is not XML: syntax error; check tags, quotes and '&'"]),
        (
            LCD.replace(" Wheeb* ", "a & b"),
            "x.lcd",
            ["x.lcd:4: this is not XML: not well-formed (invalid token); check tags, quotes and '&'"],
        ),
        (
            '<x>\n<pnode name="wheeb"/>\n<cnode>\n<pnode/></cnode></x>',
            "x.lcd",
            [
                "x.lcd:2: pattern 'wheeb' stands in no category; put it into one",
                "x.lcd:3: category '?' has no name, or one above 200 characters; change it",
                "x.lcd:4: pattern '' is no word; write one, or delete the entry",
            ],
        ),
        (
            LAUGHS,
            "x.lcd",
            ["x.lcd:1: declarations of entities are refused: they can fill the memory; delete <!DOCTYPE …>"],
        ),
        (
            "joy: &a [wheeb]\nnoise: *a\n",
            "x.yml",
            ["x.yml:2: YAML references (*name) are not allowed; write the entry out"],
        ),
        ("- wheeb\n", "x.yml", ["x.yml:1: pattern 'wheeb' stands in no category; put it into one"]),
        (
            "joy: [wheeb, '']\n'': [snarf]\n" + "n" * 201 + ": []\n",
            "x.yml",
            [
                "x.yml:1: pattern '' is no word; write one, or delete the entry",
                "x.yml:2: category '?' has no name, or one above 200 characters; change it",
                f"x.yml:3: category '{'n' * 59} has no name, or one above 200 characters; change it",
            ],
        ),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(text, name, told):
    assert faults(text, name) == told


def test_what_is_not_yaml():
    assert faults("joy: [wheeb\n", "x.yml")[0].startswith("x.yml:2: this is not YAML: ")


def test_what_is_just_allowed():
    text = "+joy\n" + "w" * 200 + "\na*b*c*\na b c d e f\n"
    assert len(rows(text, "x.lc3")) == 3
    assert rows("{a: " * 19 + "{a: wheeb}" + "}" * 19, "x.yml")[0][1] == ".".join("a" * 20)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<cnode name="a">' * (SIZE // 16), "x.lcd"),
        ("<a>" * (SIZE // 3), "x.lcd"),
        ("a: " + "[" * SIZE, "x.yml"),
        ("[" * 200_000 + "]" * 200_000, "x.yml"),
        ("- " * (SIZE // 2), "x.yml"),
        ("? " * (SIZE // 2), "x.yml"),
        ("{a: " * (SIZE // 4), "x.yml"),
        ("\n".join(" " * depth + "a:" for depth in range(3000)), "x.yml"),
    ],
)
def test_great_depth_is_refused(text, name):
    assert "lies deeper than 20 levels; move it up" in within(5, text, name)[-1]


@pytest.mark.parametrize(
    ("text", "name", "last"),
    [
        ("a*\n" * (SIZE // 3), "x.dic", "found 'a*'; write the line '%' above"),
        ("%\n" * (SIZE // 2), "x.dic", "and 2498998 faults more"),
        ("%" * SIZE, "x.dic", "found '%%%"),
        (HEAD + "a*\n" * (SIZE // 9), "x.dic", "faults more"),
        (HEAD + "a*\t1" + " 1" * (SIZE // 2), "x.dic", ""),
        (HEAD + "a*\t" + "(1 " * (SIZE // 3), "x.dic", "faults more"),
        (HEAD + "a*" + " " * SIZE + "\t1", "x.dic", ""),
        (HEAD + "a" + " 1x" * (SIZE // 3) + "\t1", "x.dic", "more than 6 words"),
        ("%\n" + "9" * SIZE + "\n", "x.dic", "has no end"),
        ("a*\n" * (SIZE // 3), "x.lc3", "x.lc3: and 1665666 faults more; is it the right file?"),
        ("+a\n" + "a*\n" * (SIZE // 9), "x.lc3", ""),
        ("+a\n" + "*" * SIZE, "x.lc3", "write fewer"),
        ("+a\n" + "a_" * (SIZE // 2), "x.lc3", "shorten it"),
        ("+" * SIZE, "x.lc3", "has no name"),
        ('<x><cnode name="a">' + '<pnode name="a*"/>' * (SIZE // 18) + "</cnode></x>", "x.lcd", ""),
        (f'<x><cnode name="{"a" * SIZE}">' + '<cnode name="b"/>' * 9999 + "</cnode></x>", "x.lcd", "faults more"),
        ("<a " * (SIZE // 3), "x.lcd", "not XML"),
        ("a*\n" * (SIZE // 3), "x.yml", "write fewer"),
        ("%\n" * (SIZE // 2), "x.yml", "not YAML"),
        ("a:\n" + "- a*\n" * (SIZE // 50), "x.yml", ""),
    ],
)
def test_hostile_sizes_take_linear_time(text, name, last):
    told = within(20, text, name)
    assert not last or last in told[-1]
    assert len(told) <= 1001
    assert max(len(str(fault)) for fault in told) < 250
