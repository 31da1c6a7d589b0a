"""Headline and lead, checked against offsets counted by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.lines import first_sentence, join_wrapped, split_lines
from framing.corpus.regions import find_regions, kept_lines

SEEDS = Path(__file__).parents[2] / "seeds"
FIRST = "Rebels entered the town on Monday after the army had left it, residents said by telephone."
SECOND = "The ministry denied it, and said that its forces held all of the town and its villages."


def regions(text, title=""):
    """Headline and end of the lead, as words."""
    found = find_regions(text, title)
    return text[found.headline_start : found.headline_end], text[found.headline_end : found.lead_end].strip()


@pytest.mark.parametrize(
    ("seed", "headline", "lead_starts", "lead_ends"),
    [
        ("000_4efe01105d93e776", "", "In a significant development", "dynamics in the region."),
        (
            "001_d207aad289b41955",
            ("China backs Assad forces against Turkey-backed rebels in Syrian civil war to restore ‘stability’"),
            "FP Staff December 2, 2024, 14:39:31 IST\n\nAmid pushback",
            "a pushback from opposition forces.",
        ),
        ("002_356f5e6f2fe45b5b", "", "The recent resurgence", "including many vulnerable children."),
        ("003_dc950e22960e822e", "", "In a dramatic turn", "in a show of support."),
        (
            "004_89ac4237d525f77b",
            "Syrian president Assad seeks allies’ support amid Aleppo rebel takeover",
            "5 Min Read\n\nSyrian President Bashar al-Assad moved",
            "since the onset of the civil war.",
        ),
    ],
)
def test_seeds(seed, headline, lead_starts, lead_ends):
    found, lead = regions((SEEDS / f"{seed}.txt").read_text(encoding="utf-8"))
    assert found == headline
    assert lead.startswith(lead_starts)
    assert lead.endswith(lead_ends)


def test_headline_before_a_blank_line():
    assert regions(f"Rebels enter the town\n\n{FIRST}\n\n{SECOND}") == ("Rebels enter the town", FIRST)


def test_headline_before_a_much_longer_line():
    text = f"Rebels enter the town\n{FIRST} {SECOND}\n{SECOND}"
    assert regions(text) == ("Rebels enter the town", f"{FIRST} {SECOND}")


def test_headline_before_a_byline():
    text = f"Rebels enter the town\nBy Jane Doe\n{FIRST}\n{SECOND}"
    assert regions(text) == ("Rebels enter the town", f"By Jane Doe\n{FIRST}")


@pytest.mark.parametrize("headline", ["Will rebels take the town?", "Rebels take town in blow to U.S.", "‘We won’"])
def test_headline_may_end_with_other_marks(headline):
    assert regions(f"{headline} again and again\n\n{FIRST}")[0] == f"{headline} again and again"
    text = f"Rebels: {headline}\n\n{FIRST}\n\n{SECOND}"
    assert regions(text)[0] == f"Rebels: {headline}"


@pytest.mark.parametrize(
    "line",
    ["The rebels have entered the town.", "Rebels, who took the town,", "and so the rebels left", "He said:"],
)
def test_sentence_is_no_headline(line):
    assert regions(f"{line}\n\n{FIRST}\n\n{SECOND}")[0] == ""


def test_long_line_is_no_headline():
    assert regions(f"{'Rebels ' * 29}\n\n{FIRST}\n\n{SECOND}")[0] == ""


def test_section_name_and_byline_before_the_headline_are_passed_over():
    text = f"Middle East\n\nBy Jane Doe\n\nRebels enter the town\n\n{FIRST}\n\n{SECOND}"
    assert regions(text) == ("Rebels enter the town", FIRST)
    text = f"Middle East\n\nRebels enter the town\n\n{FIRST}\n\n{SECOND}"
    assert regions(text) == ("Rebels enter the town", FIRST)
    text = f"2 December 2024\n\nRebels enter the town\n\n{FIRST}\n\n{SECOND}"
    assert regions(text)[0] == "Rebels enter the town"


def test_one_line_alone_has_no_headline():
    assert find_regions("Rebels enter the town") == (0, 0, 21, [])


def test_lead_passes_over_captions_and_short_lines():
    caption = "A rebel in the town. (Photo: AFP)"
    text = f"Rebels enter the town\n\n{caption}\n\nThe war is back.\n\n{FIRST}\n\n{SECOND}"
    assert regions(text)[1].endswith(FIRST)


def test_lead_of_short_paragraphs_ends_at_forty_words():
    short = "The rebels came at night and took the town."
    text = "\n\n".join([short] * 3 + [f"{short} {number}." for number in range(6)])
    # 9 words each; the second and third print the first again and are excluded.
    assert find_regions(text).lead_end == text.index("3.") + 2


def test_lead_of_running_text_is_one_sentence():
    text = "Rebels enter the town. " + FIRST + " " + SECOND * 30
    assert regions(text, "Rebels Enter the Town") == ("Rebels enter the town", f". {FIRST}")


def test_lead_of_running_text_with_title_line():
    assert regions(f"Rebels enter the town\n\n{FIRST} {SECOND}", "Rebels enter the town")[1] == FIRST


def test_lead_without_a_sentence_end_is_cut_at_a_word():
    text = "rebels and soldiers " * 60
    assert find_regions(text).lead_end == 399


def test_hard_wrapped_lines_make_paragraphs():
    text = (
        "Rebels enter the town\n\n"
        "Rebels entered the town on Monday after the army had left it, as\n"
        "residents said by telephone. The ministry denied it, and said that\n"
        "its forces held all of the town and its villages in the north.\n\n"
        "Both sides have claimed the town before, and neither has shown that\n"
        "it holds it, observers of the war in London said on Tuesday night.\n"
    )
    assert regions(text)[1].endswith("villages in the north.")
    assert len(join_wrapped(split_lines(text), text)) == 3


def test_short_paragraphs_of_one_line_are_not_wrapped():
    lines = [f"{FIRST} {number}." for number in range(6)]
    assert regions("\n".join(lines))[1] == lines[0]


def test_boilerplate_is_in_no_region_list_twice():
    found = find_regions(f"Advertisement\n\nRebels enter the town\n\nAdvertisement\n\n{FIRST}\n\n{SECOND}")
    assert found.excluded == [[0, 13], [38, 51]]
    assert (found.headline_start, found.headline_end) == (15, 36)
    assert found.lead_end == 53 + len(FIRST)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The army of the late Gen. Ali of the U.S. Army left. He was ill.", 52),
        ("The old town fell again on Dec. 2 to them. Then it burned.", 42),
        ("Aleppo, SANA. The army took the town. Then it left.", 37),
        ('"We left the town today." He was ill.', 25),
        ("no end of the sentence here", 27),
    ],
)
def test_first_sentence(text, end):
    assert first_sentence(text, 400) == end


def test_lines_know_gaps_and_invisible_characters():
    lines = split_lines("a\r\n\u200b\r\nb\r\nc\n \u00a0\nd")
    assert [(line.start, line.text, line.gap) for line in lines] == [
        (0, "a", True),
        (6, "b", True),
        (9, "c", False),
        (14, "d", True),
    ]


@given(st.lists(st.sampled_from([FIRST, SECOND, "Rebels enter the town", "By Jane Doe", ""]) | st.text(max_size=40)))
def test_regions_lie_in_the_text(lines):
    text = "\n".join(lines)
    found = find_regions(text)
    assert 0 <= found.headline_start <= found.headline_end <= found.lead_end <= len(text)
    assert "\n" not in text[found.headline_start : found.headline_end].strip()
    for start, end in found.excluded:
        assert end <= found.headline_start or start >= found.headline_end


def test_there_is_a_gap_where_a_line_was_left_out():
    lines = kept_lines("Town falls\nAdvertisement\nRebels came\nin tanks", [[11, 24]])
    assert [line.text for line in lines] == ["Town falls", "Rebels came", "in tanks"]
    assert [line.gap for line in lines] == [True, True, False]


def test_words_of_the_lead_may_stand_late_in_it():
    lead = f"{'x' * 160} {'word ' * 19}end."
    assert find_regions(f"{lead}\n\n{SECOND}").lead_end == len(lead)
