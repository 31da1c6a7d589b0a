"""Word lists: what is shipped, what a file may hold, how its faults are told, and how words are found."""

import time
from collections import Counter

import pytest

from framing.errors import LexiconError, UnknownNameError
from framing.lexicon.wordlist_load import SHIPPED, load_wordlist
from framing.lexicon.wordlist_read import OPERATORS, read_wordlist
from framing.lexicon.wordlists import KINDS, WordFinder
from framing.text import word_tokens

GOOD = """name: mine
version: 1.0.0
language: en
authors: [Me]
description: Mine.
scope: Tests.
categories:
  force: Violence.
  praise: {definition: Good words., cannot_see: Irony.}
operators:
  negation: {"not": -0.5}
  hedge: {May: 0.75}
verbs:
  massacre: {category: force, agent: -1, patient: 0.75, gloss: kill many}
  get off: {category: praise, agent: 0.25, past: got off, participle: gotten off, gloss: escape}
nouns:
  child: {category: praise, valence: 0.25, plural: children, gloss: young one}
phrases:
  safe haven: {category: praise, valence: 0.5, plural: safe havens, gloss: refuge}
adjectives:
  brutal: {category: force, valence: -1, gloss: cruel}
"""


def read(text=GOOD):
    return read_wordlist(text.encode(), "mine.yaml")


def faults(data):
    with pytest.raises(LexiconError, match="cannot be used") as told:
        read_wordlist(data.encode() if isinstance(data, str) else data, "mine.yaml")
    return str(told.value)


@pytest.fixture
def listed(tmp_path):
    """A list of patterns, as one that comes with another program."""

    def make(*patterns, name="theirs"):
        path = tmp_path / f"{name}.dic"
        path.write_text("%\n1\tbad\n%\n" + "".join(f"{pattern}\t1\n" for pattern in patterns), encoding="utf-8")
        return load_wordlist(path)

    return make


def find(sentence, *lists):
    tokens = word_tokens(sentence)
    return [
        (" ".join(tokens[hit.first : hit.last + 1]), [form.entry.lemma for form in hit.forms])
        for hit in WordFinder(lists).find(tokens)
    ]


# What is shipped


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_lists_are_whole(name):
    words = load_wordlist(name)
    assert words.name == name
    assert words.citation
    assert len(words.sha256) == 64
    assert all(words.categories.values())
    assert {entry.category for entry in words.entries} == set(words.categories)
    assert {entry.kind for entry in words.entries} <= set(KINDS)
    assert not [entry.lemma for entry in words.entries if not entry.gloss]
    assert {form.entry for form in words.forms} == set(words.entries)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_entry_stands_twice(name):
    counts = Counter((entry.kind, entry.lemma.lower()) for entry in load_wordlist(name).entries)
    assert not [entry for entry, count in counts.items() if count > 1]


def test_all_loaded_words_cast_a_light_in_steps_of_a_quarter():
    words = load_wordlist("loaded_en")
    assert not words.proxy
    assert set(words.operators) == set(OPERATORS)
    lights = {entry: (entry.agent, entry.patient, entry.valence) for entry in words.entries}
    assert not [entry.lemma for entry, cast in lights.items() if not any(cast)]
    assert not [
        entry.lemma for entry, cast in lights.items() if any(light * 4 % 1 or abs(light) > 1 for light in cast)
    ]
    assert not [entry.lemma for entry in words.entries if entry.kind == "verb" and entry.valence]
    assert not [entry.lemma for entry in words.entries if entry.valence and (entry.agent or entry.patient)]


@pytest.mark.parametrize("name", ["frames_generic_en", "frames_war_peace_en"])
def test_lists_of_frames_cast_no_light_and_say_what_they_cannot_see(name):
    words = load_wordlist(name)
    assert words.proxy
    assert all(words.cannot_see.values())
    assert set(words.cannot_see) == {"", *words.categories}
    assert not [entry.lemma for entry in words.entries if entry.agent or entry.patient or entry.valence]


def test_vader_has_its_ratings_between_minus_one_and_one():
    vader = load_wordlist("vader")
    valences = {entry.lemma: entry.valence for entry in vader.entries}
    assert len(valences) > 7000
    assert min(valences.values()) == pytest.approx(-3.9 / 4)
    assert valences["good"] == pytest.approx(1.9 / 4)
    assert valences["murder"] < -0.8
    assert vader.version
    assert "Hutto" in vader.citation


# What a file may hold


def test_every_form_of_an_entry_is_looked_for():
    forms = {" ".join(form.words): form.form for form in read().forms}
    assert forms == {
        **dict.fromkeys(["massacre", "get off"], "base"),
        **dict.fromkeys(["massacres", "gets off"], "third"),
        **dict.fromkeys(["massacring", "getting off"], "ing"),
        **dict.fromkeys(["massacred", "gotten off"], "participle"),
        **dict.fromkeys(["safe haven", "brutal"], "phrase"),
        **dict.fromkeys(["children", "safe havens"], "plural"),
        "got off": "past",
        "child": "singular",
    }
    shipped = {(" ".join(form.words), form.form) for form in load_wordlist("loaded_en").forms}
    assert {("massacred", "past"), ("massacred", "participle"), ("massacres", "third")} <= shipped
    assert {("massacre", "base"), ("massacre", "singular"), ("massacres", "plural")} <= shipped


def test_entries_keep_their_light_their_line_and_their_operators():
    words = read()
    massacre = words.entries[0]
    assert (massacre.kind, massacre.agent, massacre.patient, massacre.valence) == ("verb", -1, 0.75, 0)
    assert GOOD.splitlines()[massacre.line - 1].strip().startswith("massacre:")
    assert words.categories == {"force": "Violence.", "praise": "Good words."}
    assert words.cannot_see == {"praise": "Irony."}
    assert words.operators == {"negation": {"not": -0.5}, "hedge": {"may": 0.75}}
    assert not words.proxy
    assert read(GOOD + "proxy: true\ncannot_see: Context.\n").proxy
    assert read(GOOD + "cannot_see: Context.\n").cannot_see[""] == "Context."


@pytest.mark.parametrize(
    ("name", "text", "category"),
    [
        ("liwc.dic", "%\n1\tbad\n%\nbrutal*\t1\n", "bad"),
        ("lexicoder.lcd", '<dictionary><cnode name="bad"><pnode name="brutal*"/></cnode></dictionary>', "bad"),
        ("lexicoder.lc3", "+bad\nbrutal*\n", "bad"),
        ("quanteda.yml", "bad:\n  worst: [brutal*]\n", "bad.worst"),
    ],
)
def test_dictionaries_of_other_programs_are_categories_without_light(tmp_path, name, text, category):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    words = load_wordlist(path)
    (entry,) = words.entries
    assert (words.name, entry.lemma, entry.kind, entry.category) == (path.stem, "brutal*", "word", category)
    assert (entry.agent, entry.patient, entry.valence) == (0, 0, 0)
    assert category in words.categories
    assert find("a brutally honest man", words) == [("brutally", ["brutal*"])]


# How faults are told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "category: force, agent",
            "category: forse, agent",
            "14: verb 'massacre': category 'forse' is not defined. Did",
        ),
        ("agent: -1", "agent: 2", "14: verb 'massacre': agent is '2'; allowed are numbers from -1 to 1"),
        ("agent: -1", "agent: nan", "14: verb 'massacre': agent is 'nan'; allowed are numbers from -1 to 1"),
        ("valence: -1", "valence: bad", "21: adjective 'brutal': valence is 'bad'; allowed"),
        ("brutal: {category: force, ", "brutal: {", "21: adjective 'brutal': 'category' is missing"),
        ("gloss: cruel", "glos: cruel", "21: adjective 'brutal': unknown key 'glos'. Did you mean 'gloss'?"),
        ("plural: children", "past: childed", "17: noun 'child': unknown key 'past'"),
        ("brutal:", "'  ':", "21: adjective '  ': there is no word in it"),
        ("{category: force, valence: -1, gloss: cruel}", "bad", "21: adjective 'brutal': expected a mapping"),
        ("adjectives:", "adjektives:", "21: word list: unknown key 'adjektives'. Did you mean 'adjectives'?"),
        ("adjectives:\n", "verbs:\n", "20: 'verbs' stands twice"),
        ("  get off:", "  massacre:", "15: 'massacre' stands twice; it is first at line 14"),
        ("scope: Tests.\n", "", "1: word list: 'scope' is missing"),
        ("{definition: Good words., ", "{", "9: category 'praise': 'definition' is missing"),
        ("cannot_see: Irony.", "sees: Irony.", "9: category 'praise': unknown key 'sees'"),
        (
            'negation: {"not": -0.5}',
            "negatoin: {a: 1}",
            "11: operators: there is no 'negatoin'. Did you mean 'negation'?",
        ),
        (
            '{"not": -0.5}',
            "{never: much}",
            "11: negation: the factor of 'never' is 'much'; allowed are numbers from -2 to 2",
        ),
        ('{"not": -0.5}', "[never]", "11: negation: expected a mapping (key: value), found a list"),
        ("gloss: kill many}", "gloss: kill many", "15: this is not YAML: "),
        ("{category: force, valence: -1, gloss: cruel}", "*other", "21: YAML references (*name) are not allowed"),
    ],
)
def test_faults_are_told_with_their_line(old, new, message):
    assert GOOD.count(old) == 1
    assert f"mine.yaml:{message}" in faults(GOOD.replace(old, new))


def test_all_faults_are_told_at_once():
    told = faults(
        GOOD.replace("agent: -1", "agent: 2").replace("gloss: cruel", "x: y").replace("May: 0.75", "May: x")
    )
    assert "3 faults" in told
    assert all(f"mine.yaml:{line}: " in told for line in (12, 14, 21))


def test_operators_that_are_a_list_are_told():
    head, _, tail = GOOD.partition("operators:")
    told = faults(f"{head}operators: [not]\n{tail[tail.index('verbs:') :]}")
    assert "mine.yaml:10: operators: expected a mapping (key: value), found a list" in told


@pytest.mark.parametrize("words", ["", "nouns: {}\n"])
def test_a_list_without_words_is_told(words):
    told = faults(GOOD[: GOOD.index("verbs:")] + words)
    assert "mine.yaml:1: the list has no words; give at least one of verbs, nouns" in told


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "mine.yaml:1: the file is empty"),
        (b"# nothing\n", "mine.yaml:1: the file is empty"),
        (b"name: x\nscope: \xe9\n", "mine.yaml:2: this is not UTF-8; save the file as UTF-8"),
        (b"- a\n- b\n", "mine.yaml:1: word list: expected a mapping (key: value), found a list"),
        (b"a: [\n", "this is not YAML"),
        (b"a: &x [1]\nb: *x\n", "mine.yaml:2: YAML references (*name) are not allowed; write the entry out"),
    ],
)
def test_files_that_are_no_list_are_told(data, message):
    assert message in faults(data)


def test_a_list_may_begin_with_a_byte_order_mark():
    assert read_wordlist(b"\xef\xbb\xbf" + GOOD.encode(), "mine.yaml").entries == read().entries


@pytest.mark.parametrize(
    ("name", "nearest"), [("loadeden", "loaded_en"), ("vadr", "vader"), ("frames_generic", "frames_generic_en")]
)
def test_an_unknown_list_suggests_the_nearest(name, nearest):
    with pytest.raises(UnknownNameError, match=f"no word list '{name}'. Did you mean '{nearest}'"):
        load_wordlist(name)


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(LexiconError, match=r"nowhere\.yaml: the file cannot be read: No such file"):
        load_wordlist("nowhere.yaml")
    with pytest.raises(LexiconError, match="cannot be read"):
        load_wordlist(tmp_path)
    (tmp_path / "words.txt").write_text("brutal", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.txt: .*extension.*; allowed are \.dic"):
        load_wordlist(tmp_path / "words.txt")
    for broken in (b"\xff\xfe", b"name: [", b""):
        path = tmp_path / f"{len(broken)}.yaml"
        path.write_bytes(broken)
        with pytest.raises(LexiconError, match=rf"{path.name}:\d+: "):
            load_wordlist(path)


# How words are found


def test_the_longest_match_wins_and_matches_never_overlap(listed):
    words = listed("war", "war crime", "crime wave", "war crime trial")
    assert find("a war crime wave", words) == [("war crime", ["war crime"])]
    assert find("war crime trial and war", words) == [("war crime trial", ["war crime trial"]), ("war", ["war"])]
    assert find("no war on a crime", words) == [("war", ["war"])]


def test_the_first_list_wins_and_a_later_one_with_more_words_still_does(listed):
    first, second = listed("war", "brutal*", name="first"), listed("war", "war crime", "brutally", name="second")
    (hit,) = WordFinder([first, second]).find(["war"])
    assert [form.entry for form in hit.forms] == [first.entries[0]]
    assert find("brutally", first, second) == [("brutally", ["brutal*"])]
    assert find("brutally", second, first) == [("brutally", ["brutally"])]
    assert find("a war crime", first, second) == [("war crime", ["war crime"])]


def test_a_word_may_be_several_entries_of_one_list():
    (hit,) = WordFinder([load_wordlist("loaded_en")]).find(["massacre"])
    assert [(form.entry.kind, form.form) for form in hit.forms] == [("verb", "base"), ("noun", "singular")]


def test_phrases_are_found_in_all_their_forms():
    found = find("the child got off , children getting off in safe havens , not in a haven", read())
    assert [words for words, _ in found] == ["child", "got off", "children", "getting off", "safe havens"]
    assert find("in a safe", read()) == []
    assert find("", read()) == []


@pytest.mark.parametrize(
    ("pattern", "sentence", "found"),
    [
        ("brutal*", "brutal brutality brute xbrutal", ["brutal", "brutality"]),
        ("gr?y", "gray grey gry grapy", ["gray", "grey"]),
        ("*isation", "civilisation civilise", ["civilisation"]),
        ("war crim*", "war crime and war criminals , war and crime", ["war crime", "war criminals"]),
        ("war cr?me", "war crime and war creme , war chrome", ["war crime", "war creme"]),
        ("kill* of hop*", "the killing of hope and the kill of joy", ["killing of hope"]),
        ("war of word*", "a war of words of war", ["war of words"]),
    ],
)
def test_patterns_stand_for_characters_of_a_word(listed, pattern, sentence, found):
    words = listed(pattern)
    assert find(sentence, words) == [(each, [pattern]) for each in found]


def test_a_finder_remembers_words_and_not_sentences(listed):
    finder = WordFinder([listed("brutal*", "brutal war")])
    for _ in range(2):
        assert [hit.last for hit in finder.find(["brutal", "war"])] == [1]
        assert [hit.last for hit in finder.find(["brutal", "peace"])] == [0]


def test_a_sentence_of_5000_words_takes_no_more_than_its_length(listed):
    finder = WordFinder(
        [listed("war " * 5 + "end", "war war war x", "w* w* w* x", "*a*a*r y"), load_wordlist("loaded_en")]
    )

    def seconds(words):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            finder.find(["war"] * words)
            times.append(time.perf_counter() - start)
        return min(times)

    seconds(10)
    assert seconds(5_000) < 2
    assert seconds(20_000) < 12 * seconds(5_000)


def test_a_hostile_pattern_is_quick_on_a_long_word(listed):
    finder = WordFinder([listed("*a*a*b", "a*a*a*b", "?*a?*a?*b")])
    start = time.perf_counter()
    assert finder.find(["a" * 2_000]) == []
    assert time.perf_counter() - start < 2
