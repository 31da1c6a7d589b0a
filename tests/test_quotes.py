"""Quotation marks as they come."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import quotes
from framing.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we won” and left.", ["“we won”"]),
        ('He said "we won" and left.', ['"we won"']),
        ("He said «we won» and left.", ["«we won»"]),
        ("He said „we won” and left.", ["„we won”"]),
        ("He said ''we won'' and left.", ["''we won''"]),
        ("He said ``we won'' and left.", ["``we won''"]),
        ("The ‘stability’ of the rebels’ rule.", ["‘stability’"]),
        ("The 'stability' of the rebels' rule.", ["'stability'"]),
        ("The 'stability' of the state.", ["'stability'"]),
        ("The ‘rebels’ camp’ fell.", ["‘rebels’ camp’"]),
        ("Don't touch the rebels' arms; it's theirs.", []),
        ("“He said ‘no’ to us.”", ["“He said ‘no’ to us.”"]),
        ("“He said “no” to us.”", ["“He said “no” to us.”"]),
        ("''I tell them, 'I'm sorry,''' he said.", ["''I tell them, 'I'm sorry,'''"]),
        ('"One." "Two."', ['"One."', '"Two."']),
        ("“One.\n“Two.”", ["“One.", "“Two.”"]),
        ("“One.\nTwo.", ["“One."]),
        ("He called it “a mess. Nobody came.\nTwo “three”.", ["“a mess.", "“three”"]),
        ("We won,” he said.\nNobody.", ["We won,”"]),
        ("He is 6'2\" tall.", ["He is 6'2\""]),
        ("", []),
        ("”", []),
        ("“", ["“"]),
    ],
)
def test_quotations(text, expected):
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == expected


def test_a_quotation_that_goes_on_is_paired_and_one_without_a_partner_is_not():
    goes_on, last = find_quotes("“One.\n\n“Two.”")
    assert (goes_on.continued, goes_on.paired) == (True, True)
    assert (last.continued, last.paired) == (False, True)
    (lonely,) = find_quotes("“One.\nTwo.")
    assert not lonely.paired


def test_an_odd_mark_swallows_no_other_paragraph():
    text = 'He said "no.\nThe rebels left.\nShe said "yes" and "no".'
    found = find_quotes(text)
    assert all("\n" not in text[quote.start : quote.end] for quote in found)
    assert [text[quote.start : quote.end] for quote in found[-2:]] == ['"yes"', '"no"']


#: What may be a mark, tried at every character.
MARKS = re.compile(
    '""|["\u201c\u201d\u201e\u201f\u00ab\u00bb]|\u2018(?=\\S)|(?<![\\w\u2019])\'(?=\\w)|(?<=[^\\s\u2018])[\'\u2019](?!\\w)'
)


@given(st.text("\"\u201c\u201d\u00bb'\u2018\u2019`\n a\u00e9s.,1", max_size=30))
def test_marks_are_those_that_a_slow_pattern_finds(text):
    slow = [(mark.start(), mark.end()) for mark in MARKS.finditer(text)]
    assert [(mark.start(), mark.end()) for mark in quotes._MARK.finditer(text)] == slow


@given(st.lists(st.text("\"\u201c\u201d\u2018\u2019' a.", max_size=12), max_size=5))
def test_paragraphs_are_read_each_for_itself_where_no_quotation_goes_on(paragraphs):
    # A paragraph that begins with a letter takes no quotation on.
    lines = [f"a{paragraph}" for paragraph in paragraphs]
    found = find_quotes("\n".join(lines))
    alone = []
    begin = 0
    for line in lines:
        alone += [(begin + quote.start, begin + quote.end, quote.paired) for quote in find_quotes(line)]
        begin += len(line) + 1
    assert [(quote.start, quote.end, quote.paired) for quote in found] == alone
