"""Boilerplate: one example that goes for each kind of line, and sentences that must stay."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.clean import find_boilerplate, words_outside

SEEDS = Path(__file__).parents[2] / "seeds"
PROSE = "Rebels entered the town on Monday, residents said."


def excluded(text):
    """The excluded lines themselves."""
    return [text[start:end] for start, end in find_boilerplate(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Trending:",
        "Advertisement",
        "- Advertisement -",
        "Advertisement Advertisement",
        "Advertisement Continue reading the main story",
        "Sponsored content",
        "STORY CONTINUES BELOW THIS AD",
        "Story Continued Below",
        "5 Min Read",
        "3 minute read",
        "Reading time: 4 minutes",
        "Listen to this article",
        "Listen to this article · 7 min",
        "Loading...",
        "Slideshow (2 Images)",
        "[pullquote]",
        "Please enable Javascript to watch this video",
        "QUICK LINKS",
        "Exit mobile version",
        "Skip to main content",
        "Back to top",
        "TAGGED:",
        "Tagged: Syria, Aleppo, rebels",
        "Related Articles",
        "More On This...",
        "Read more",
        "Read more from SkyNews.",
        "Most read",
        "You may also like",
        "Share This Article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Facebook",
        "Copy link",
        "Read or Share this story: http://example.org/1",
        "Follow us on Twitter",
        "Follow @politico",
        "Follow Jane Doe on Twitter @janedoe",
        "Sign up for our daily newsletter",
        "Sign up for Daily Newsletters Manage Newsletters",
        "Subscribe now",
        "Subscribe to our channel",
        "Get the stories you care about delivered to your inbox. By signing up, you agree.",
        "CLICK HERE TO GET THE NEWS APP",
        "Click for more from Reuters.",
        "View comments",
        "Comments (12)",
        "Copyright © 2019 The Daily, LLC. Click here for reprint permission.",
        "© 2020 The Daily",
        "Copyright 2013 The Agency. All rights reserved.",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "Privacy Policy",
        "Photo: AFP",
        "Photo credit: Jane Doe/Getty Images",
        "Image source, Getty Images",
        "Image copyright Reuters",
        "Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
        "Home World Politics Sport Video",
    ],
)
def test_line_of_the_page_is_excluded(line):
    text = f"{PROSE}\n\n{line}\n\n{PROSE} It was quiet."
    assert excluded(text) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Also read: Army denies retreat",
        "Read more: Army denies retreat",
        "Related: Army denies retreat",
        "SEE ALSO: Army denies retreat",
        "( PHOTOS: Scenes from Syria)",
        "Watch: President's remarks on the nuclear deal",
        "More:Will Congress support a strike?",
    ],
)
def test_link_is_excluded_in_the_text_but_kept_as_a_headline(line):
    assert excluded(f"{PROSE}\n\n{line}\n\n{PROSE} It was quiet.") == [line]
    assert excluded(f"{line}\n\n{PROSE} It was quiet.") == []


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement revenue fell.",
        "Advertisement revenue fell by half in rebel areas",
        "Trending: Syrian rebels take the second city of the country in a week",
        "Read more: the minister said that he would read more of the report before he acts.",
        "Related violence killed dozens in the north of the country.",
        "Subscribe now, the group's website urged its followers.",
        "“Click here to join the rebels,” the page said.",
        "Follow the money, investigators say, and it leads to the regime.",
        "Sign up for the army or leave, they were told.",
        "Copyright law protects the archive of the opposition.",
        "Photo: A rebel fighter fires his weapon in Aleppo on Friday.",
        "Photo: Bashar al-Assad in Moscow",
        "Syrian opposition forces inside Aleppo. (Photo: AFP)",
        "Home to two million people, Aleppo fell in four days",
        "Facebook removed the accounts of the regime.",
        "Share of the vote: 88.7% for Assad",
        "Most read it as a threat to the regime.",
        "Watch: soldiers fled the city as rebels advanced.",
        "Listening posts were destroyed",
        "Five minutes later, rebels read out a statement.",
        "Reporting by Human Rights Watch shows that rebels used them.",
        "We use cookies as bait, a rebel commander said.",
        "More rebels arrived",
        "Comments by the president drew criticism",
        "Image of the regime suffers",
        "Video shows rebels in the palace",
        "All rights groups reserved judgement.",
        "Islamist Rebels Seize Live Ammunition",
    ],
)
def test_sentence_of_the_article_stays(line):
    assert excluded(f"{PROSE}\n\n{line}\n\n{PROSE} It was quiet.") == []


def test_second_copy_of_a_caption_is_excluded_and_the_first_stays():
    text = "Opposition forces inside Aleppo. (Photo: AFP)\nOpposition forces inside Aleppo. (Photo: AFP)\n\n" + PROSE
    assert find_boilerplate(text) == [[46, 91]]


def test_short_line_said_twice_is_no_caption():
    assert excluded(f"{PROSE}\nFreedom!\nFreedom!\n{PROSE} It was quiet.") == []


def test_menu_words_after_quick_links_until_the_next_blank_line():
    menu = "QUICK LINKS\n\nHome Video Shorts\nLive TV"
    text = f"{PROSE}\n\n{menu}\n\nLive World Reaction\n\n{PROSE} It was quiet."
    assert excluded(text) == ["QUICK LINKS", "Home Video Shorts", "Live TV"]


def test_menu_after_a_header_may_begin_with_a_word_of_its_own():
    text = f"{PROSE}\n\nQUICK LINKS\n\nSyria Video\n\n{PROSE} It was quiet."
    assert excluded(text) == ["QUICK LINKS", "Syria Video"]


def test_headline_after_a_menu_header_stays():
    assert excluded(f"MENU\n\nSyrian Rebels Seize Aleppo\n\n{PROSE}") == ["MENU"]


def test_links_that_close_the_page_after_a_label():
    text = f"{PROSE}\n\nREAD MORE:\n\nTrump Exposes the Cause of Rage\n\nWill ISIS return?"
    assert excluded(text) == ["READ MORE:", "Trump Exposes the Cause of Rage", "Will ISIS return?"]


def test_label_in_the_middle_takes_nothing_with_it():
    text = f"{PROSE}\n\nMore:\n\nWhat the regime wants\n\n{PROSE} It was quiet."
    assert excluded(text) == ["More:"]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Jane Doe; editing by John Roe)",
        "Reporting by Jane Doe in Beirut; Editing by John Roe",
        "Editing by John Roe",
        "The Associated Press contributed to this report.",
        "—Jane Doe and John Roe contributed to this article.",
        "Contributing: The Associated Press",
    ],
)
def test_sign_off_is_excluded_at_the_end_only(line):
    lines = [f"{PROSE} {number}." for number in range(8)]
    assert excluded("\n".join([*lines, line])) == [line]
    assert excluded("\n".join([line, *lines])) == []


def test_line_that_continues_a_sentence_stays():
    assert excluded("The regime lost its market\nshare\nin oil, residents said on Monday.") == []


def test_running_text_loses_nothing():
    assert find_boilerplate("Advertisement. Read more. " + PROSE * 20) == []


def test_text_that_is_all_boilerplate():
    assert excluded("Advertisement") == ["Advertisement"]


def test_windows_line_ends_and_spaces_keep_offsets():
    text = f"{PROSE}\r\n\r\n  Advertisement \r\n\r\n{PROSE} It was quiet.\r\n"
    assert excluded(text) == ["Advertisement"]


@pytest.mark.parametrize(
    ("seed", "lines"),
    [
        ("000_4efe01105d93e776", []),
        (
            "001_d207aad289b41955",
            [
                "Trending:",
                "Advertisement",
                "Syrian opposition forces inside Aleppo. (Photo: AFP)",
                "STORY CONTINUES BELOW THIS AD",
                "STORY CONTINUES BELOW THIS AD",
                "QUICK LINKS",
                "Home Video Shorts Live TV",
            ],
        ),
        ("002_356f5e6f2fe45b5b", []),
        ("003_dc950e22960e822e", []),
        ("004_89ac4237d525f77b", ["5 Min Read", "TAGGED:", "Share This Article", "Exit mobile version"]),
    ],
)
def test_seeds(seed, lines):
    assert excluded((SEEDS / f"{seed}.txt").read_text(encoding="utf-8")) == lines


@given(
    st.lists(
        st.sampled_from(
            [PROSE, "", " ", "Advertisement", "QUICK LINKS", "Home Live", "Read more:", "Photo: AFP", "a"]
        )
        | st.text(max_size=30)
    ),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_spans_are_whole_lines_in_order_and_prose_is_never_excluded(lines, end):
    text = end.join(lines)
    last = 0
    for start, stop in find_boilerplate(text):
        assert last <= start < stop <= len(text)
        assert not text[start].isspace()
        assert "\n" not in text[start:stop]
        last = stop
    repeated = {line for line, after in itertools.pairwise(lines) if line == after}
    if PROSE not in repeated and lines.count(PROSE) == 1:
        assert PROSE not in excluded(text)


def test_words_outside():
    assert words_outside("Advertisement\nRebels don't rest.", [[0, 13]]) == 3
