"""Folding and words, with offsets that stay those of the text as read."""

from __future__ import annotations

import re
from statistics import median
from typing import Final

#: Characters that printers vary, each to its plain counterpart of the same length; at last those within ASCII.
PLAIN: Final = (
    ("\u2018", "'"), ("\u2019", "'"), ("\u201b", "'"), ("\u02bc", "'"), ("\u00b4", "'"),
    ("\u2010", "-"), ("\u2011", "-"), ("\u2212", "-"),
    ("\u00a0", " "), ("\u2007", " "), ("\u202f", " "), ("\u2009", " "),
    ("`", "'"), ("\t", " "),
)  # fmt: skip


def _line_end(before: str, after: str) -> re.Pattern[str]:
    """A line's end between two characters, a space before it or not; it is looked for first, which is fast."""
    behind = "|".join(f"(?<={before}{end})" for end in (r"\n", r"[ \r]\n", r" \r\n"))
    return re.compile(rf"(?:\r\n|\n)(?={after})(?:{behind})")


#: A line that ends in mid-sentence: the next begins in lower case.
_BROKEN: Final = _line_end(r"[\w,;'\"-]", "[a-z]")
#: Without one, no line is broken so.
_GOES_ON: Final = re.compile(r"\n[a-z]")
#: A line end that is no paragraph's end where lines have been broken at a margin.
_MARGIN: Final = _line_end(r"\S", r"\S")
#: Text broken at a margin has no longer line than this, and most of its lines reach half of it.
_LONGEST_LINE: Final = 100
#: Most texts have a longer one among their first characters.
_BEGINNING: Final = 1000

#: English words that carry grammar rather than content, in lower case.
FUNCTION_WORDS: Final = frozenset(
    "a about after all also an and any are as at be been before but by can could did do for from had has have he "
    "her his how if in into is it its more most no not of on one or other our out over said she since so some "
    "such than that the their them then there these they this to under up was we were what when where which "
    "while who will with would you".split()
)

#: A word: letters and digits, with inner apostrophes.
WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")

#: A token of a sentence: a word with its inner hyphens, a clitic ('s, n't) apart from its word, an abbreviation with
#: its points, or a mark.
TOKEN: Final = re.compile(r"n't\b|'(?:s|re|ve|ll|d|m)\b|(?:\w\.){2,}|\w+(?=n't\b)|\w+(?:-\w+)*|[^\w\s]")


def plain(text: str) -> str:
    r"""`text` with plain apostrophes, hyphens and spaces, paragraphs on one line each; of the same length.

    Examples
    --------
    >>> plain("Assad\u2019s forces\nleft.")
    "Assad's forces left."
    """
    printed = _with_plain_marks(text)
    if not has_broken_lines(text):
        return printed
    return (_MARGIN if _has_margin(text) else _BROKEN).sub(_spaces, printed)


def has_broken_lines(text: str) -> bool:
    """Whether a paragraph may go on in a further line."""
    return "\n" in text and (_GOES_ON.search(text) is not None or _has_margin(text))


def _with_plain_marks(text: str) -> str:
    """Replace one character after the other: to look for one that is not there costs next to nothing."""
    for printed, mark in PLAIN[-2:] if text.isascii() else PLAIN:
        text = text.replace(printed, mark)
    return text


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found.group())


def lower(text: str) -> str:
    """`text` in lower case, of the same length: letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fold(text: str) -> str:
    """`text` in plain characters and lower case, of the same length.

    Examples
    --------
    >>> fold("Assad\u2019s \u0130dlib")
    "assad's \u0130dlib"
    """
    return lower(plain(text))


def fold_sentence(text: str) -> str:
    """A sentence in plain characters and lower case, of the same length; its lines stay as they are.

    Examples
    --------
    >>> fold_sentence("Assad\u2019s forces")
    "assad's forces"
    """
    return lower(_with_plain_marks(text))


def count_words(text: str) -> int:
    """Count the words of `text`."""
    return sum(1 for _ in WORD.finditer(text))


def word_tokens(folded: str) -> tuple[str, ...]:
    """Tokens of a folded text, clitics apart.

    Examples
    --------
    >>> word_tokens("assad's so-called reforms didn't last.")
    ('assad', "'s", 'so-called', 'reforms', 'did', "n't", 'last', '.')
    """
    return tuple(TOKEN.findall(folded))


def _has_margin(text: str) -> bool:
    """Whether paragraphs were broken into lines of equal length, as mail programs do."""
    if any(len(line) > _LONGEST_LINE and line.strip() for line in text[:_BEGINNING].splitlines()):
        return False
    lengths = [len(line) for line in text.splitlines() if line.strip()]
    return len(lengths) >= 4 and max(lengths) <= _LONGEST_LINE and median(lengths) > _LONGEST_LINE / 2
