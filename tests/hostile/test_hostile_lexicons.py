"""Lexicons made to hang, to fill the memory or to run something: linear work, or clear faults."""

import os

import pytest
from hostile_texts import articles_of

from framing import LexiconError, annotate, load_lexicon, load_wordlist
from framing.lexicon.read import read_lexicon

HEAD = """\
name: hostile
version: 1.0.0
language: en
authors: [A]
description: One actor.
scope: tests
"""
ACTOR = """\
  opposition:
    name: the opposition
    definition: Those who oppose.
    labels:
      rebel:
        category: neutral
        valence: 0.25
        rationale: A word.
        kind: name
"""


def lexicon_of(terms="[rebel]", label="", rest=""):
    return f"{HEAD}actors:\n{ACTOR}        terms: {terms}\n{label}{rest}".encode()


def faults_of(data):
    with pytest.raises(LexiconError) as caught:
        read_lexicon(data, "x.yaml")
    return caught.value.faults


def word(number):
    return "w" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:06}")


def flow(words):
    return f"[{', '.join(words)}]"


def test_a_hundred_thousand_terms_are_found():
    lexicon = read_lexicon(lexicon_of(flow(map(word, range(100_000)))), "x.yaml")
    found = annotate(articles_of(f"The {word(7)} and the {word(99_999)} left with the {word(100_000)}."), lexicon)
    assert found["surface"].tolist() == [word(7), word(99_999)]


def test_more_terms_than_can_be_compiled_are_refused(monkeypatch):
    monkeypatch.setattr("framing.lexicon.links._MOST_TERMS", 2)
    assert faults_of(lexicon_of("[rebel, insurgent, militant]")) == [
        "x.yaml:1: lexicon: it has 3 terms, and may have 2; part it"
    ]


@pytest.mark.parametrize(
    ("term", "fault"),
    [
        ("a" * 1_000_000, "a term has at most 200 characters"),
        ("'*****'", "a term holds at least one letter"),
        ("terror*", "a term is looked for as it is written; write out its forms in place of *"),
        ('"reb\\u202eels"', "it holds a character that nobody sees (U+202E); delete it"),
        ('"reb\\u200bels"', "it holds a character that nobody sees (U+200B); delete it"),
        ('"reb\\0els"', "it holds a character that nobody sees (U+0000); delete it"),
        ("''", "a term holds at least one letter"),
        ("'...'", "a term holds at least one letter"),
    ],
)
@pytest.mark.parametrize("place", ["terms", "names", "about", "elsewhere"])
def test_a_term_that_no_text_could_hold_is_a_fault(term, fault, place):
    if place == "names":
        data = lexicon_of().replace(b"    labels:", f"    names: [{term}]\n    labels:".encode())
    elif place == "terms":
        data = lexicon_of(f"[{term}]")
    else:
        data = lexicon_of(rest=f"{place}: [{term}]\n")
    told = faults_of(data)
    assert len("".join(told)) < 1000
    assert any(each.endswith(fault) or "expected a text, found nothing" in each for each in told)


@pytest.mark.parametrize(
    ("written", "code"), [(r'"\e[31mred"', "1B"), (r'"\x9b31m"', "9B"), ("\u202edesrever", "202E")]
)
def test_no_text_of_a_lexicon_steers_the_terminal_that_shows_it(written, code):
    data = lexicon_of().replace(b"name: the opposition", f"name: {written}".encode())
    assert faults_of(data) == [f"x.yaml:9: this text holds a control character (U+{code:0>4}); delete it"]


def test_letters_that_are_joined_by_hidden_characters_are_a_term():
    joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert read_lexicon(lexicon_of(f"[{joined}]"), "x.yaml").actors[0].labels[0].terms[0].text == joined


def test_an_empty_list_written_without_brackets_is_a_fault_and_no_crash():
    assert faults_of(lexicon_of(rest="about:\n")) == ["x.yaml:18: about: expected a text, found nothing"]


def test_entities_that_laugh_a_billion_times_are_refused():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults_of(bomb.encode()) == ["x.yaml:2: YAML references (*name) are not allowed; write the entry out"]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!binary", "!mine"])
def test_tags_are_refused_and_nothing_is_executed(tag, monkeypatch):
    monkeypatch.setattr(os, "system", lambda _: pytest.fail("it was executed"))
    told = faults_of(lexicon_of(rest=f"focus: {tag} [opposition]\n"))
    assert len(told) == 1
    assert "YAML tags" in told[0]
    assert "are not allowed; delete it" in told[0]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{" * 100_000, "? " * 100_000, "- " * 100_000, "a: {" * 100_000, "a: [" * 100_000]
)
def test_a_file_without_a_bottom_is_refused(text):
    assert len(faults_of(text.encode())) == 1


@pytest.mark.parametrize(
    "text",
    ["a: " * 50_000, "'" * 100_001, '"' * 100_001, "#" * 100_000, "[" + "a," * 100_000, "&a " * 50_000,
     "%YAML 1.1\n" * 9, "---\n" * 50_000, "a: |\n" + " x\n" * 50_000, "\t" * 100_000, "\0" * 9,
     "\ud800".encode("utf-8", "surrogatepass")],
)  # fmt: skip
def test_yaml_that_is_none_is_told_of(text):
    assert faults_of(text if isinstance(text, bytes) else text.encode())


def test_keys_that_stand_twice_are_told_and_very_many_faults_are_counted():
    told = faults_of(lexicon_of(rest="about: Syria\n" * 5_001))
    assert told[0] == "x.yaml:19: 'about' stands twice; it is first at line 18"
    assert len(told) == 1001
    assert told[-1] == "x.yaml: and 4000 faults more; is it the right file?"


def test_names_that_nobody_defined_are_not_compared_with_each_other_without_end():
    actors = "".join(f"  {word(number)}: x\n" for number in range(10_000))
    data = f"{HEAD}focus: {flow(f'x{word(number)}' for number in range(10_000))}\nactors:\n{actors}".encode()
    told = faults_of(data)
    assert len(told) == 1001
    assert sum("Did you mean" in each for each in told) <= 20


@pytest.mark.parametrize("value", ["1e999", "-1e999", "nan", "1" * 100_000, "0x7fffffff", "1_000", "++1"])
def test_numbers_beyond_all_bounds_are_faults(value):
    told = faults_of(lexicon_of().replace(b"0.25", value.encode()))
    assert len(told) == 1
    assert "is not a number from -1 to 1" in told[0]


UNFOLDS = "what lists and shared labels unfold into passes 500,000 here; write fewer"


def test_labels_that_many_actors_share_do_not_unfold_without_end():
    sharing = "".join(
        f"  {word(number)}:\n    name: x\n    definition: x\n    labels: {{}}\n    shares: [opposition.rebel]\n"
        for number in range(1_000)
    )
    told = faults_of(lexicon_of(flow(map(word, range(1_000))), rest=sharing))
    assert [each.partition(": ")[2] for each in told] == [UNFOLDS]


def test_names_that_many_actors_have_of_another_do_not_unfold_without_end():
    named = "".join(
        f"  {word(number)}:\n    name: x\n    definition: x\n    labels: {{}}\n    names: ['@opposition']\n"
        for number in range(1_000)
    )
    told = faults_of(lexicon_of(flow(map(word, range(1_000))), rest=named))
    assert [each.partition(": ")[2] for each in told] == [UNFOLDS]


def test_lists_that_many_contexts_name_do_not_unfold_without_end():
    label = f"        except: {flow(chr(39) + '@a ~ ' + word(number) + chr(39) for number in range(1_000))}\n"
    told = faults_of(lexicon_of(label=label, rest=f"lists:\n  a: {flow(map(word, range(1_000)))}\n"))
    assert [each.partition(": ")[2] for each in told] == [UNFOLDS]


def test_contexts_that_many_terms_have_do_not_unfold_without_end():
    label = f"        except: {flow(chr(39) + '~ ' + word(number) + chr(39) for number in range(1_000))}\n"
    told = faults_of(lexicon_of(flow(map(word, range(1_000))), label=label))
    assert [each.partition(": ")[2] for each in told] == [UNFOLDS]


@pytest.mark.parametrize(
    "context",
    [
        f"~ {'|'.join(map(word, range(50_000)))}",
        f"{'|'.join(word(number) + '*' for number in range(2_000))} ~",
        "* * * * * * * * ~ * * * * * * * *",
        "a* a* a* a* a* a* a* a* ~",
        ". . . . . . . . ~",
    ],
)
def test_contexts_of_any_shape_are_matched(context):
    lexicon = read_lexicon(lexicon_of(label=f"        except: ['{context}']\n"), "x.yaml")
    text = "aaa " * 2_000 + "rebel " * 500
    assert len(annotate(articles_of(text), lexicon)) <= 500


def test_a_lexicon_that_is_no_file_is_not_waited_for(tmp_path):
    pipe, folder = tmp_path / "pipe.yaml", tmp_path / "folder.yaml"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder):
        for load in (load_lexicon, load_wordlist):
            with pytest.raises(LexiconError, match="the file cannot be read: it is no file"):
                load(path)


def test_a_file_of_more_than_the_bound_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("framing.lexicon.nodes._LARGEST", 100)
    (tmp_path / "large.yaml").write_bytes(lexicon_of())
    with pytest.raises(LexiconError, match="the file has more than 100 bytes; is it the right one"):
        load_lexicon(tmp_path / "large.yaml")


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b", "a\0b.yaml", "/dev/zero", "../../etc/passwd\0.yaml"])
def test_a_name_that_no_file_can_have_is_told(name):
    with pytest.raises(ValueError, match=r"there is no lexicon|cannot be read: embedded null byte"):
        load_lexicon(name)
