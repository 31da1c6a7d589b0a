"""Byline, date and agency from texts that say them plainly, and nothing from those that do not."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from framing.corpus.dates import parse_date
from framing.corpus.lines import split_lines
from framing.corpus.recover import read_credit, recover

BODY = "Rebels entered the town on Monday, residents said.\n\nThe ministry denied it."


def recovered(text, title_end=0):
    return recover(text, split_lines(text), title_end)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Wed 05 Apr 2017 at 0914", "2017-04-05"),
        ("December 2, 2024", "2024-12-02"),
        ("Dec. 2 2024", "2024-12-02"),
        ("2 December 2024", "2024-12-02"),
        ("2nd Sept. 2024", "2024-09-02"),
        ("Mon, 02 Dec 2024 10:00:00 +0000", "2024-12-02"),
        ("2024-12-02", "2024-12-02"),
        ("2024-12-02T23:59:00-05:00", "2024-12-02"),
        ("2024/12/2", "2024-12-02"),
        ("20241202", "2024-12-02"),
        ("24.08.2013", "2013-08-24"),
        ("04/13/2017", "2017-04-13"),
        ("13/04/2017", "2017-04-13"),
        ("05/05/2017", "2017-05-05"),
        ("03/04/2017", "03/04/2017"),
        ("31 February 2017", "31 February 2017"),
        ("2017", "2017"),
        (" yesterday ", "yesterday"),
        ("", ""),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (date(2024, 12, 2), "2024-12-02"),
        (datetime(2024, 12, 2, 23, 59, tzinfo=UTC), "2024-12-02"),
        (pd.Timestamp("2024-12-02 10:00", tz="Asia/Damascus"), "2024-12-02"),
    ],
)
def test_dates(written, iso):
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("line", "byline", "published"),
    [
        ("FP Staff December 2, 2024, 14:39:31 IST", "FP Staff", "2024-12-02"),
        ("By Jane Doe", "Jane Doe", ""),
        ("BY JANE DOE", "JANE DOE", ""),
        ("By Jane Doe and John al-Roe", "Jane Doe and John al-Roe", ""),
        ("By Jane Doe, BBC News, Cairo", "Jane Doe, BBC News, Cairo", ""),
        ("By Jane Doe, December 2, 2024", "Jane Doe", "2024-12-02"),
        ("Jane Doe | 2 December 2024", "Jane Doe", "2024-12-02"),
        ("Reuters Staff", "Reuters Staff", ""),
        ("Web Desk", "Web Desk", ""),
        ("Published December 2, 2024", "", "2024-12-02"),
        ("Last updated: 2 Dec 2024 10:15 GMT", "", "2024-12-02"),
        ("Wed 05 Apr 2017 at 0914", "", "2017-04-05"),
        ("Monday 2 December 2024", "", "2024-12-02"),
        ("Published: Dec 2, 2024 14:39 IST | Updated: Dec 3, 2024 10:00 IST", "", "2024-12-02"),
    ],
)
def test_credit_lines(line, byline, published):
    assert read_credit(line) == (byline, published)


@pytest.mark.parametrize(
    "line",
    [
        "By early 2014 it controlled Falluja",
        "By Monday Night",
        "By the time the polls opened, rebels had left",
        "On December 2, 2024, rebels entered the town",
        "Aleppo, Syria, December 2, 2024",
        "December 2, 2024 changed the war",
        "Rebels enter the town",
        "Jane Doe",
        "x" * 200,
    ],
)
def test_lines_that_are_no_credit(line):
    assert read_credit(line) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"(Reuters) - {BODY}", "Reuters"),
        (f"BEIRUT (AP) — {BODY}", "AP"),
        (f"DAMASCUS, (SANA) {BODY}", "SANA"),
        (f"LONDON, Dec 2 (Reuters) - {BODY}", "Reuters"),
        (f"Army Retakes Town\n\nBEIRUT (AFP): {BODY}", "AFP"),
        (f"(CNN) -- {BODY}", "CNN"),
        (f"{BODY} --Reuters", "Reuters"),
        (f"{BODY} - REUTERS", "Reuters"),
        (f"{BODY}\n\n(AFP)", "AFP"),
        (f"Army Retakes Town\n\nFP Staff December 2, 2024\n\n{BODY}", "FP Staff"),
        # nothing of these says where the text is from
        (f"Syrian Arab News Agency (SANA) said. {BODY}", ""),
        (f"State television (AP) said so. {BODY}", ""),
        (f"Army Retakes Town\n\nBy Jane Doe\n\n{BODY}", ""),
        (f"Army Retakes Town\n\nWeb Desk\n\n{BODY}", ""),
        (f"He told Reuters. {BODY} So Reuters", ""),
        (f"BEIRUT (Gazette) - {BODY}", ""),
    ],
)
def test_source(text, source):
    assert recovered(text).source == source


def test_byline_and_date_of_the_lines_after_the_headline():
    text = f"Army retakes the town\n\nBy Jane Doe\n2 December 2024\n\n{BODY}"
    assert recovered(text, 21) == ("Jane Doe", "2024-12-02", "")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Wed 05 Apr 2017 at 0914 Army retakes town. It said", "2017-04-05"),
        ("12 February 2015 Casualties mount in the city.", "2015-02-12"),
        ("Published February 18 2015 The army said", "2015-02-18"),
        ("December 2, 2024 was a day of war for the city.", ""),
        ("The war began on 15 March 2011 in the south.", ""),
    ],
)
def test_date_that_opens_running_text(text, published):
    assert recovered(text).published == published


def test_date_in_the_body_is_not_the_date_of_the_article():
    assert recovered(f"Army retakes the town\n\n{BODY}\n\nIt fell on 2 December 2024.", 21).published == ""
