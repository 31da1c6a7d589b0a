"""Codebooks: what they tell of a lexicon, that all files tell the same, and that hostile words stay words."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
import yaml
from docx import Document
from markdown_it import MarkdownIt

from framing import (
    LexiconError,
    OutputError,
    TableError,
    annotate,
    codebook,
    load_lexicon,
    mark_regions,
    write_codebook,
)
from framing.coding.codebook_contexts import tell, told, word_lists
from framing.coding.codebook_document import Codebook, Heading, Points, Section, Table, pieces, plain
from framing.coding.codebook_docx import to_docx
from framing.coding.codebook_examples import constructed, sentences
from framing.coding.codebook_markdown import to_markdown
from framing.coding.codebook_tex import to_tex
from framing.coding.codes import allowed_codes
from framing.lexicon.contexts import compile_context
from framing.lexicon.read import read_lexicon

LEXICONS = Path(__file__).parents[2] / "lexicons"
NAMES = ["conflict", "syria"]

SMALL = """\
name: small
version: 2.1.0
language: en
authors: [A, B]
description: Two actors.
scope: tests
license: MIT
citation: "Cite me."
lists:
  places: [new york, rome, sail*]
actors:
  people:
    name: the people
    definition: Those who live there.
    names: [Ruritanian]
    labels:
      crowd:
        category: neutral
        valence: -0.25
        rationale: Many of them.
        reference: A guide.
        default: true
        alone: recent
        except: ["~ scene"]
        terms: [crowd, {term: mob, except: ["@places ~ rule", "~ *"], when: ["angry|an angry ~"]}]
      elder:
        category: neutral
        valence: 0
        rationale: The old.
        default: true
        terms: [elder]
  king:
    name: the king
    definition: Who rules.
    country: [Ruritania]
    labels:
      king_name:
        category: legitimising
        valence: 0.0
        rationale: His name.
        kind: name
        terms: [Rudolf]
      guard:
        category: institutional
        valence: 1
        rationale: They guard.
        kind: generic
        terms: [guard]
    shares: [people.crowd]
    beside: [people.elder]
"""


def texts(book, *, numbered=False):
    """Every text of a codebook as people read it, cell by cell."""
    shown = [book.title, book.subtitle]
    for block in book:
        if isinstance(block, Heading):
            shown.append(f"{block.number} {block.text}" if numbered else block.text)
        elif isinstance(block, Table):
            shown += [cell for row in (block.columns, *block.rows) for cell in row]
        elif isinstance(block, Points):
            shown += block.items
        else:
            shown.append(block)
    return ["".join(piece for piece, _ in pieces(text)) for text in shown]


def tables(book, first):
    return [block for block in book if isinstance(block, Table) and block.columns[0] == first]


def section(book, heading):
    return next(each for each in book.sections if each.heading == heading)


@pytest.fixture(scope="module")
def syria():
    return load_lexicon("syria")


@pytest.fixture(scope="module")
def book(syria):
    return codebook(syria)


@pytest.fixture(scope="module")
def word(book):
    return to_docx(book)


@pytest.fixture(scope="module")
def small():
    return read_lexicon(SMALL.encode(), "small.yaml")


def articles(sentences):
    text = [f"Talks on Syria went on this week.\n\n{each}" for each in sentences]
    columns = {"article_id": [f"a{at}" for at in range(len(text))], "source": "x", "published": pd.NaT, "title": ""}
    return mark_regions(pd.DataFrame({**columns, "text": text}))


# What it tells


@pytest.mark.parametrize("name", NAMES)
def test_every_code_is_printed_as_a_code_with_its_meaning(name):
    lexicon = load_lexicon(name)
    made = codebook(lexicon)
    codes = allowed_codes(lexicon)
    printed = [dict(table.rows) for table in tables(made, "Code")]
    labels = codes.pop("label")
    expected = list(codes.values())
    expected.insert(1, {code: labels[code] for code in ("other", "unclear")})
    assert printed == [{f"`{code}`": meaning for code, meaning in each.items()} for each in expected]
    listed = [row[0] for row in tables(made, "Label")[0].rows]
    assert listed == [f"`{label}`" for label in sorted(labels) if label not in ("other", "unclear")]


def test_every_label_is_told_with_its_words_valence_and_reasons(book, syria):
    rows = {row[0]: row for row in tables(book, "Label")[0].rows}
    for _, label, term in syria:
        _, words, worth, why, _ = rows[f"`{label.label}`"]
        assert term.text in words.split(", ")
        assert worth.split(", ")[0] == label.category
        assert float(worth.split(", ")[1].replace("\u2212", "-")) == label.valence
        assert label.rationale in why
        assert label.reference in why


def test_labels_of_a_small_lexicon_are_told_by_hand(small):
    rows = tables(codebook(small), "Label")[0].rows
    assert rows == (
        (
            "`crowd`",
            "crowd, mob",
            "neutral, \u22120.25",
            "Many of them. (A guide.)",
            "Alone: the actor named last that may have it, else `people`. Also of: `king`.",
        ),
        (
            "`elder`",
            "elder",
            "neutral, 0",
            "The old.",
            "Alone: `people`. Only beside the name of: `king`.",
        ),
        ("`guard`", "guard", "institutional, +1", "They guard.", "Of: `king`."),
        ("`king_name`", "Rudolf", "legitimising, 0", "His name.", "Name of: `king`."),
    )


def test_actors_of_a_small_lexicon_are_told_by_hand(small):
    people, king = section(codebook(small), "Actors").blocks[1:]
    assert people.heading == "The people (`people`)"
    assert people.blocks[:2] == (
        "Those who live there.",
        Points(
            (
                "Read as this actor where they stand alone: `crowd`, `elder`.",
                "Names that make a label beside them this actor's: Ruritanian.",
            )
        ),
    )
    assert king.blocks[1].items == (
        "Its own names: `king_name`.",
        "Read as this actor where its name stands beside them, or where the article tells: `guard`, `crowd`.",
        "Read as this actor only where its name stands beside them: `elder`.",
        "Names of its country, which make an institution beside them this actor's (army, government), but not people "
        "(fighters): Ruritania.",
    )
    assert king.blocks[3].rows == (
        ("⟦Rudolf⟧ yet to reply", "`king_name`"),
        ("The ⟦Ruritania guard⟧ did not reply.", "`guard`"),
        ("The ⟦Rudolf crowd⟧ returned on Monday.", "`crowd`"),
        ("Nobody had expected the ⟦Rudolf elder⟧.", "`elder`"),
    )


def test_an_actor_without_a_name_is_not_told_by_names():
    facts = section(codebook("conflict"), "Actors").blocks[1].blocks[1].items
    assert facts[1] == "Read as this actor where the article tells: `faction`."


def test_labels_that_actors_define_differently_stand_twice(syria):
    label = replace(syria.actors[0].labels[0], valence=0.9)
    both = replace(syria, actors=(syria.actors[0], replace(syria.actors[1], labels=(label,))))
    rows = [row for row in tables(codebook(both), "Label")[0].rows if row[0] == "`rebel`"]
    assert [row[2] for row in rows] == ["neutral, 0", "neutral, +0.9"]


@pytest.mark.parametrize("name", NAMES)
def test_constructed_examples_are_mentions_of_that_actor_by_that_label(name):
    lexicon = load_lexicon(name)
    made = [(actor.actor, *example) for actor in lexicon.actors for example in constructed(actor)]
    found = annotate(articles([re.sub("[⟦⟧]", "", sentence) for _, sentence, _ in made]), lexicon)
    marked = [re.search("⟦(.*)⟧", sentence)[1] for _, sentence, _ in made]
    for at, (actor, _, label) in enumerate(made):
        mentions = found[found["article_id"] == f"a{at}"]
        assert mentions[["actor", "label", "surface"]].to_numpy().tolist() == [[actor, label, marked[at]]]
    assert {actor for actor, _, _ in made} == {actor.actor for actor in lexicon.actors}


#: Examples that the program is known to read otherwise than the codebook tells people to.
READ_OTHERWISE = {
    "He stressed their focus on combating ⟦terrorist⟧ organisations.",
    "⟦Rebels⟧ seize town: monitor",
    "We will drive out the ⟦rebels⟧, the colonel said.",
    "an anti-⟦jihadist⟧ coalition",
    "the ⟦jihadist⟧ Nusra Front",
    "the ⟦Takfiri⟧ ISIL group",
    "the ⟦opposition⟧ National Coalition",
    "foreign ministers from ⟦Turkey⟧",
    "the border with ⟦Turkey⟧",
    "⟦Turkey⟧'s Anadolu",
    "a ⟦military⟧ source",
    "⟦military⟧ positions",
    "no ⟦extremist⟧ group has claimed it",
    "a magnet for ⟦terrorists⟧",
}


def cases_of(book, variable):
    """Borderline cases of a variable."""
    part = next(each for each in section(book, "Variables").blocks if f"`{variable}`" in each.heading)
    return part.blocks[-1].rows


def mentions_case_by_case(book):
    """Each marked example of what a mention is, with what the codebook says of it."""
    rows = section(book, "What a mention is").blocks[-1].rows
    return [(each, said) for _, examples, said in rows for each in examples.split("; ") if "⟦" in each]


def read(examples, lexicon):
    """What the package finds in each example at the words that are marked."""
    found = annotate(articles([re.sub("[⟦⟧]", "", each) for each in examples]), lexicon)
    for at, example in enumerate(examples):
        yield found[(found["article_id"] == f"a{at}") & found["surface"].isin(re.findall("⟦(.*?)⟧", example))]


def test_the_package_hears_the_examples_of_voices_as_the_codebook_codes_them(book, syria):
    every = [(sentence, code.split("`")[1]) for _, sentence, code in cases_of(book, "voice")]
    cases = [case for case in every if case[0] not in READ_OTHERWISE]
    for (sentence, code), heard in zip(cases, read([each for each, _ in cases], syria), strict=True):
        assert heard["voice"].tolist() == [code] * sentence.count("⟦"), sentence
    assert (len(every), len(cases)) == (22, 19)


def test_the_package_finds_the_examples_of_mentions_that_the_codebook_calls_mentions(book, syria):
    every = [case for case in mentions_case_by_case(book) if case[1].startswith(("Yes", "No"))]
    cases = [case for case in every if case[0] not in READ_OTHERWISE]
    for (example, said), found in zip(cases, read([each for each, _ in cases], syria), strict=True):
        assert len(found) == (example.count("⟦") if said.startswith("Yes") else 0), example
    assert (len(every), len(cases)) == (44, 33)


def test_the_package_gives_the_examples_of_labels_the_labels_that_the_codebook_gives(book, syria):
    cases = [case for case in cases_of(book, "label") if not case[2].startswith("`other`")]
    for (_, example, said), found in zip(cases, read([each for _, each, _ in cases], syria), strict=True):
        assert found["label"].tolist() == re.findall("`(.*?)`", said)[: example.count("⟦")], example
    assert len(cases) == 6


def test_examples_that_the_package_reads_otherwise_are_printed(book):
    printed = {example for example, _ in mentions_case_by_case(book)}
    printed |= {example for _, example, _ in cases_of(book, "voice")}
    assert printed >= READ_OTHERWISE


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("the ⟦jihadist⟧ Nusra Front", "No"),
        ("⟦Nusra⟧-linked terrorist groups", "No"),
        ("the jihadist ⟦Nusra Front⟧", "Yes, one"),
        ("⟦anti-regime⟧ protests", "No"),
        ("an anti-⟦jihadist⟧ coalition", "Yes: the actor that they are against"),
        ("the border with ⟦Turkey⟧", "No"),
        ("foreign ministers from ⟦Turkey⟧", "Yes"),
        ("⟦Turkey⟧'s Anadolu", "No: the medium"),
        ("Iran-backed ⟦militias⟧", "No"),
        ("a ⟦military⟧ source", "Yes"),
        ("⟦military⟧ gains", "No"),
        ("a magnet for ⟦terrorists⟧", "No: nobody is named"),
        ("Tags: ⟦rebels⟧, Aleppo", "No"),
    ],
)
def test_what_coders_asked_about_mentions_is_answered(book, example, said):
    assert dict(mentions_case_by_case(book))[example].startswith(said)


@pytest.mark.parametrize(
    ("variable", "example", "said"),
    [
        ("actor", "800 ⟦armed men⟧ of rebels and regime", "`unclear`"),
        ("actor", "A ⟦terrorist⟧ attack hit the market.", "whom the text shown and the definitions above tell"),
        ("voice", "We will drive out the ⟦rebels⟧, the colonel said.", "`direct`"),
        ("voice", "⟦Rebels⟧ seize town: monitor", "`indirect`, also if the colon is lost"),
        ("voice", "He stressed their focus on combating ⟦terrorist⟧ organisations.", "`indirect`"),
        ("missed", "Russian soldiers and their Iranian allies left.", "an entry where a label of the list stands"),
        ("missed", "Russian air strikes; the governor of Aleppo", "`none`"),
    ],
)
def test_what_coders_asked_about_codes_is_answered(book, variable, example, said):
    assert {each: code for _, each, code in cases_of(book, variable)}[example].startswith(said)


def test_the_sheet_tells_what_unclear_asks_of_the_row_and_what_it_costs(book):
    (points,) = section(book, "How to fill the sheet").blocks
    assert "If it is `none` or `unclear`, leave the other cells of the row empty." in points.items[1]
    assert points.items[6].startswith("What `unclear` costs: ")


def test_parts_are_counted(book):
    headings = [each for each in book if isinstance(each, Heading)]
    assert [each.number for each in headings if each.level == 1] == [str(at) for at in range(1, 11)]
    assert [(each.level, each.number) for each in headings if each.text.startswith("`voice`")] == [(2, "5.3")]


def test_the_head_tells_lexicon_hash_and_scales(book, syria):
    facts = dict(tables(book, "Fact")[0].rows)
    assert facts["SHA-256 of the lexicon"] == syria.sha256
    assert facts["Variables and scales"] == (
        "`actor` (nominal, 10 codes); `label` (nominal, 56 codes); `voice` (nominal, 3 codes); "
        "`stance` (ordinal, optional, 3 codes); `missed` (a list; sentences only)"
    )
    assert book.subtitle == f"Lexicon syria, version {syria.version}. {syria.scope}"


# Contexts


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("diet|exercise ~", "(diet / exercise) ⟦regime⟧"),
        ("~ change", "⟦regime⟧ change"),
        ("in ~ to|.", "in ⟦regime⟧ (to / [end])"),
        ("anti-~", "anti-⟦regime⟧"),
        ("@my_list by * ~ accus*", "«my list» by … ⟦regime⟧ accus…"),
        (". ~ @my_list", "[end] ⟦regime⟧ «my list»"),
    ],
)
def test_contexts_are_told_in_words(context, expected):
    assert tell(compile_context(context, {"my_list": ["a"]}), "regime") == expected


def test_contexts_stand_once_with_the_first_term_that_has_them(small):
    crowd = small.actor("people").labels[0]
    assert told(crowd) == (("⟦crowd⟧ scene", "«places» ⟦mob⟧ rule", "⟦mob⟧ …"), ("(angry / an) angry ⟦mob⟧",))


@pytest.mark.parametrize("name", NAMES)
def test_word_lists_are_those_of_the_file_that_contexts_name(name):
    file = (LEXICONS / f"{name}.yaml").read_text(encoding="utf-8")
    lists = yaml.load(file, yaml.BaseLoader).get("lists", {})  # noqa: S506 - "on" is a word here
    named = {each for each in lists if f"@{each}" in file}
    shown = {
        each: sorted({re.sub(r"\*$", "…", str(entry).lower()).replace(".", "[end]") for entry in lists[each]})
        for each in named
    }
    assert {each: list(entries) for each, entries in word_lists(load_lexicon(name)).items()} == shown


def test_a_list_before_the_term_is_not_told_backwards(small):
    assert word_lists(small) == {"places": ("new york", "rome", "sail…")}


def test_a_lexicon_without_contexts_says_so(small):
    crowd = small.actor("people").labels[0]
    bare = replace(crowd, terms=(replace(crowd.terms[0], excepts=()),))
    lexicon = replace(small, actors=(replace(small.actors[0], labels=(bare,)),))
    words = section(codebook(lexicon), "Borderline cases in the words of this lexicon")
    assert words.blocks == ("No word of this lexicon is bound to a context: each counts wherever it stands.",)


# Sentences of a corpus


def mentions(n, **columns):
    """Mentions of one label in n articles; the sentences begin at the tenth character."""
    return pd.DataFrame(
        {
            "mention_id": [f"m{at}" for at in range(n)],
            "article_id": [f"a{at}" for at in range(n)],
            "source": "The Courier",
            "actor": "opposition",
            "label": "rebel",
            "surface": "rebels",
            "start": 14,
            "end": 20,
            "sentence_start": 10,
            "sentence": [f"The rebels left {at}." for at in range(n)],
            "ambiguous": False,
            **columns,
        }
    )


def drawn(examples, seed=1):
    """Rows of label, actor and sentence."""
    return sentences(examples, ["opposition", "rebel"], seed).blocks[1].rows


def test_two_sentences_of_a_label_are_shown_with_the_mention_marked_and_no_source():
    made = codebook("syria", examples=mentions(9))
    rows = section(made, "Sentences from the corpus").blocks[1].rows
    assert len(rows) == 2
    assert all(re.fullmatch(r"The ⟦rebels⟧ left \d\.", sentence) for _, _, sentence in rows)
    assert {row[:2] for row in rows} == {("`rebel`", "`opposition`")}
    assert "Courier" not in to_markdown(made)


def test_the_seed_draws_the_sentences_whatever_the_order_of_the_mentions():
    some = mentions(40)
    first = drawn(some, 3)
    assert first == drawn(some.iloc[::-1], 3)
    assert len({drawn(some, seed) for seed in range(5)}) > 1


def test_an_article_or_a_sentence_is_shown_once_for_a_label():
    assert len(drawn(mentions(9, article_id="a"))) == 1
    assert len(drawn(mentions(9, sentence="The rebels left."))) == 1


def test_mentions_that_words_around_told_go_first_and_long_sentences_are_left_out():
    unsure = [True] * 8 + [False]
    for seed in range(5):
        rows = drawn(mentions(9, ambiguous=unsure), seed)
        assert rows[0][2] == "The ⟦rebels⟧ left 8."
    lengths = ["The rebels left 0." + "x" * 400 * (at != 4) for at in range(9)]
    assert len(drawn(mentions(9, sentence=lengths))) == 1


def test_sentences_may_come_from_mentions_without_ambiguity():
    assert len(drawn(mentions(3).drop(columns="ambiguous"))) == 2


def test_mentions_that_lack_a_column_or_every_label_are_refused():
    with pytest.raises(TableError, match="examples: column 'sentence' is missing"):
        codebook("syria", examples=mentions(2).drop(columns="sentence"))
    with pytest.raises(TableError, match="no sentence has a label of this lexicon"):
        codebook("syria", examples=mentions(2, label="dragon"))
    with pytest.raises(TableError, match="no sentence has a label of this lexicon"):
        codebook("syria", examples=mentions(0))


# Files

#: Every sign that means something to Markdown, LaTeX or HTML, and some that nobody sees.
HOSTILE = (
    r"""\ ` * _ { } [x](http://e.org) <b>&amp; | ~ # $x^2$ % @me "q" 'q' ''q'' -- --- ,, """
    r"""^^ ~~s~~ **b** *i* _i_ <!-- <script>"""
)
LINES = ["1. one", "2) two", "- item", "+ item", "= line", ": term", "# head", "> quote", "    code", "| a | b |"]
HIDDEN = "a\x00b\u202ec\x1bd\ne"


@pytest.fixture(scope="module")
def hostile(small):
    label = small.actors[0].labels[0]
    actor = replace(
        small.actors[0],
        name=HOSTILE,
        definition=HIDDEN,
        labels=(
            replace(label, rationale=HOSTILE, reference=LINES[0], terms=(replace(label.terms[0], text=HOSTILE),)),
        ),
    )
    return replace(small, name=LINES[0], scope=HOSTILE, description=HOSTILE, citation=HIDDEN, actors=(actor,))


def wild(lines):
    """A codebook of hostile texts alone, as paragraphs, points and cells."""
    table = Table(("a", "b"), tuple((line, f"`x_1` {line}") for line in lines), (50, 50))
    return Codebook(plain(HOSTILE), plain(HOSTILE), (Section(plain(HOSTILE), (*lines, Points(lines), table)),))


def rendered(markdown):
    """The text that a reader of Markdown shows, piece by piece, and the kinds of marks in it."""
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children} | {token.type for token in tokens}
    return ["".join(child.content for child in token.children) for token in inline], kinds


@pytest.mark.parametrize("of", ["wild", "hostile"])
def test_markdown_shows_every_text_as_it_is(of, hostile):
    made = wild(tuple(map(plain, [HOSTILE, *LINES, HIDDEN]))) if of == "wild" else codebook(hostile)
    shown, kinds = rendered(to_markdown(made))
    assert shown == texts(made, numbered=True)
    marks = {"text", "code_inline", "text_special"}
    blocks = "heading paragraph list_item bullet_list ordered_list table thead tbody tr th td".split()
    assert kinds <= marks | {"inline"} | {f"{block}_{end}" for block in blocks for end in ("open", "close")}


_TEX = {
    r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textbar{}": "|",
    r"\textless{}": "<", r"\textgreater{}": ">", r"\textquotedbl{}": '"', r"\textasciigrave{}": "`",
    "$-$": "\u2212", r"\ldots{}": "…", r"$[\![$": "⟦", r"$]\!]$": "⟧",
    r"\guillemotleft{}": "«", r"\guillemotright{}": "»", r"\_\allowbreak{}": "_", r"\&": "&", r"\%": "%",
    r"\$": "$", r"\#": "#", r"\{": "{", r"\}": "}", "{[}": "[", "{]}": "]", "{*}": "*", "``": "“", "''": "”",
    "---": "—", "--": "\u2013", "{}": "", ",,": "„", "~": " ",
}  # fmt: skip
_TEX_SIGN = re.compile(
    "|".join(sorted(map(re.escape, _TEX), key=len, reverse=True)) + r"|\\texttt\{((?:\\.|[^{}]|\{\})*)\}"
)


def printed(tex):
    """What LaTeX would print for a piece of its source: a slow reading of the few commands that codebooks use."""
    out, at = "", 0
    while at < len(tex):
        found = _TEX_SIGN.match(tex, at)
        if found is None:
            assert tex[at] not in '\\{}$&#%_^~|<>"*[]', tex[at : at + 30]
            out, at = out + tex[at], at + 1
        else:
            out += printed(found[1]) if found[0].startswith(r"\texttt") else _TEX[found[0]]
            at = found.end()
    return out


@pytest.mark.parametrize("of", ["wild", "hostile", "syria"])
def test_latex_prints_every_text_as_it_is(of, hostile, book):
    made = {"wild": wild(tuple(map(plain, [HOSTILE, *LINES, HIDDEN]))), "hostile": codebook(hostile), "syria": book}[
        of
    ]
    body = to_tex(made).split(r"\begin{document}")[1]
    title = re.search(r"\{\\LARGE (.*)\\par\}", body)[1]
    lines = [line for line in body.split("\n") if line and r"\par}" not in line and not line.startswith(">{")]
    heads = [re.fullmatch(r"\\(?:sub)*section\{(.*)\}", line) for line in lines]
    commands = (
        r"\begin",
        r"\end",
        r"\toprule",
        r"\midrule",
        r"\bottomrule",
        r"\addlinespace",
        r"\tableofcontents",
        r"{\small",
    )
    shown = [printed(title)]
    for line, head in zip(lines, heads, strict=True):
        if head:
            shown.append(printed(head[1]))
        elif line.endswith(r" \\"):
            shown += [printed(cell) for cell in re.split(r"(?<!\\) ?& ?", line.removesuffix(r" \\"))]
        elif not line.startswith(commands):
            shown.append(printed(line.removeprefix(r"\item ")))
    assert shown == texts(made)


def test_latex_closes_what_it_opens(hostile):
    tex = to_tex(codebook(hostile))
    opened = []
    for kind, name in re.findall(r"(?<!\\)\\(begin|end)\{(\w+)\}", tex):
        if kind == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert not opened
    bare = re.sub(r"\\[\\{}]", "", tex)
    assert bare.count("{") == bare.count("}")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", tex)
    assert not re.search("[\u2212⟦⟧…“”«»]", to_tex(codebook("syria"))), "fonts may lack these"


def test_no_row_of_latex_begins_with_what_a_line_break_would_take():
    tex = to_tex(wild(("[2cm] a", "*a")))
    assert not re.search(r"\\\\\s*(?:\\addlinespace\s*)?[\[*]", tex)


@pytest.mark.parametrize("of", ["wild", "hostile", "syria"])
def test_word_holds_every_text_as_it_is(of, hostile, book, word):
    made = {"wild": wild(tuple(map(plain, [HOSTILE, *LINES, HIDDEN]))), "hostile": codebook(hostile), "syria": book}[
        of
    ]
    document = Document(BytesIO(word if of == "syria" else to_docx(made)))
    shown = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            shown += [cell.text for row in part.rows for cell in row.cells]
        elif part.text:
            shown.append(part.text)
    levels = [int(part.style.name[-1]) for part in document.paragraphs if part.style.name.startswith("Heading")]
    assert levels == [each.level for each in made if isinstance(each, Heading)]
    assert [re.sub(r"^\d+\.\t", "", text) for text in shown] == texts(made, numbered=True)


def test_heads_of_tables_in_word_repeat_and_rows_stay_whole(book, word):
    document = Document(BytesIO(word))
    assert len(document.tables) == sum(isinstance(block, Table) for block in book)
    for table in document.tables:
        rows = [row._tr.xml for row in table.rows]
        assert ["w:tblHeader" in row for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all("w:cantSplit" in row for row in rows)


@pytest.mark.parametrize("suffix", [".md", ".docx", ".tex", ".MD"])
def test_the_same_lexicon_gives_the_same_bytes(suffix, tmp_path, monkeypatch):
    first = write_codebook("conflict", tmp_path / f"a{suffix}").read_bytes()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))
    assert write_codebook(load_lexicon("conflict"), str(tmp_path / f"b{suffix}")).read_bytes() == first
    if suffix == ".docx":
        assert {each.date_time[0] for each in ZipFile(tmp_path / "a.docx").infolist()} == {1980}


def test_a_notebook_shows_markdown(book):
    assert book._repr_markdown_() == to_markdown(book)


def test_texts_have_backticks_only_around_codes(book, hostile):
    for made in (book, codebook(hostile)):
        for block in made:
            cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
            for text in (*cells, *([block] if isinstance(block, str) else [])):
                assert text.count("`") % 2 == 0
                assert all(re.fullmatch(r"[\w: ;]+", piece) for piece, is_code in pieces(text) if is_code)


def test_widths_of_columns_fill_the_page():
    for block in codebook("syria", examples=mentions(2)):
        if isinstance(block, Table):
            assert sum(block.widths) == 100
            assert {len(block.widths)} == {len(row) for row in (block.columns, *block.rows)}


def test_files_that_cannot_be_written_are_told(tmp_path):
    with pytest.raises(OutputError, match=r"codebook\.pdf: a codebook is written as \.md, \.docx or \.tex"):
        write_codebook("syria", "codebook.pdf")
    with pytest.raises(OutputError, match=r"none.codebook\.md: cannot be written \(No such file"):
        write_codebook("syria", tmp_path / "none" / "codebook.md")


def test_a_label_named_like_a_code_is_refused(small):
    actor = replace(small.actors[0], actor="unclear")
    with pytest.raises(LexiconError, match="this is a code that coders need"):
        codebook(replace(small, actors=(actor,)))


# The verb


def test_the_verb_prints_markdown(framing, book):
    assert framing("codebook", "--lexicon", "syria") == (0, to_markdown(book), "")


def test_the_verb_writes_a_file_with_sentences(framing, tmp_path):
    mentions(9).to_csv(tmp_path / "mentions.csv", index=False)
    out = tmp_path / "codebook.tex"
    code, _, told = framing("codebook", "--out", out, "--examples", tmp_path / "mentions.csv", "--seed", 4)
    assert (code, told.startswith(f"written: {out}")) == (0, True)
    assert out.read_text(encoding="utf-8") == to_tex(codebook("syria", examples=mentions(9), seed=4))


def test_the_verb_tells_an_unknown_lexicon(framing):
    code, _, told = framing("codebook", "--lexicon", "sirya")
    assert (code, told) == (1, "framing: there is no lexicon 'sirya'. Did you mean 'syria'?\n")
