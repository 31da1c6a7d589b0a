"""Bytes: encodings, broken bytes, and files that are no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.decode import check_encoding, decode, find_binary, replace_surrogates
from framing.errors import CorpusError

TEXT = "The army said “no”; the rebels’ café burned – again.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_note(encoding):
    assert decode(TEXT.encode(encoding)) == (TEXT, "", "")


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_both_byte_orders(mark):
    assert decode("\ufeff".encode(mark) + TEXT.encode(mark)).text == TEXT


def test_windows_1252():
    assert decode(TEXT.encode("cp1252")) == (TEXT, "read as windows-1252", "")


def test_bytes_that_windows_1252_lacks_are_latin_1():
    assert decode(b"caf\xe9 \x81") == ("café \x81", "read as latin-1", "")


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        ("Сирийские войска вошли в город, сообщил источник. ", "cp1251", "read as windows-1251"),
        ("قال مصدر عسكري إن الجيش السوري دخل المدينة. ", "cp1256", "read as windows-1256"),
        ("Ο στρατός της Συρίας μπήκε στην πόλη, είπε η πηγή. ", "cp1253", "read as windows-1253"),
    ],
)
def test_other_scripts_are_detected(text, encoding, note):
    assert decode((text * 6).encode(encoding)) == (text * 6, note, "")


def test_few_broken_bytes_in_utf_8():
    raw = "“Rebels’ café”".encode() + b" \xff\xfe and \xe9."
    assert decode(raw) == ("“Rebels’ café” \ufffd\ufffd and \ufffd.", "3 broken bytes replaced", "")


def test_one_broken_byte():
    assert decode("“Rebels’”".encode() + b"\xff").note == "1 broken byte replaced"


def test_truncated_utf_16():
    assert decode("no".encode("utf-16") + b"\x41") == ("no\ufffd", "1 broken byte replaced", "")


def test_composed_letters_and_line_ends_are_kept():
    assert decode("e\u0301\r\n\u00e9".encode()).text == "e\u0301\r\n\u00e9"


def test_given_encoding():
    assert decode(b"\xcd\xee", "cp1251") == ("Но", "", "")
    assert decode(b"\xff no", "ascii") == ("\ufffd no", "1 broken byte replaced", "")


def test_unknown_encoding():
    with pytest.raises(CorpusError) as caught:
        check_encoding("utf9")
    assert str(caught.value) == (
        "encoding='utf9': there is no such text encoding; common ones are utf-8, utf-16, windows-1252 and"
        " windows-1256; leave it out to have it found"
    )
    with pytest.raises(CorpusError):
        check_encoding("zlib")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7", "it begins with a PDF signature"),
        (b"PK\x03\x04", "it begins with a ZIP or Word signature"),
        (b"{\\rtf1 text", "it begins with an RTF signature"),
        (b"\x89PNG\r\n", "it begins with a PNG signature"),
        (b"text\0text", "it holds NUL bytes"),
        (b"\x01\x02 text" * 9, "it holds control characters"),
        (b"", ""),
        (b"plain text\n\x0c", ""),
        ("no".encode("utf-16"), ""),
    ],
)
def test_binary(raw, reason):
    assert find_binary(raw) == reason


def test_halves_of_characters():
    assert replace_surrogates("a\ud83db") == ("a\ufffdb", "1 broken character replaced")
    assert replace_surrogates("a\U0001f600b") == ("a\U0001f600b", "")


@given(st.binary(max_size=300))
def test_any_bytes_become_text_that_can_be_written(raw):
    decode(raw).text.encode("utf-8")


@given(st.text(max_size=300).filter(lambda text: not text.startswith("\ufeff")))
def test_utf_8_comes_back(text):
    assert decode(text.encode()).text == text
