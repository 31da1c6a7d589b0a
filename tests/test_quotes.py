"""Quotation marks as they come."""

import pytest

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
    quotes = find_quotes(text)
    assert all("\n" not in text[quote.start : quote.end] for quote in quotes)
    assert [text[quote.start : quote.end] for quote in quotes[-2:]] == ['"yes"', '"no"']
