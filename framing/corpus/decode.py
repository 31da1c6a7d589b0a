"""Bytes to text: which encoding it was, what was broken, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from framing.errors import CorpusError

#: How files that are no text begin.
_SIGNATURES: Final = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP or Word"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel"),
    (b"{\\rtf", "an RTF"), (b"\x89PNG", "a PNG"), (b"\xff\xd8\xff", "a JPEG"), (b"GIF8", "a GIF"),
    (b"PAR1", "a Parquet"), (b"\x1f\x8b", "a gzip"), (b"BZh", "a bzip2"), (b"\xfd7zXZ", "an xz"),
    (b"7z\xbc\xaf", "a 7-Zip"), (b"RIFF", "a RIFF"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"ID3", "an MP3"), (b"OggS", "an Ogg"), (b"SQLite format 3", "an SQLite"),
)  # fmt: skip
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip

#: Control characters that no text holds; a file with more than this share of them is no text.
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
CONTROL_SHARE: Final = 0.01
#: Western text is mostly ASCII: below this share (or number) of other bytes Windows-1252 is the best
#: reading; detectors do worse on so little.
WESTERN_SHARE: Final = 0.3
WESTERN_BYTES: Final = 20
#: Encodings that the web uses besides Unicode; others (of old computers) only mislead a detector.
_WEB: Final = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r",
    "koi8_u", "iso8859_2", "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5",
]  # fmt: skip
#: So many bytes decide which encoding it is.
SAMPLE_BYTES: Final = 100_000
#: Note on a file of which some bytes stand for nothing.
BROKEN: Final = "broken bytes replaced"
#: A file is tried in pieces of this size.
_PIECE: Final = 1 << 20

_VALID: Final = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){1,1000}")
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Encoding(NamedTuple):
    """How to read a file: ``skip`` bytes are a mark of the encoding; ``note`` is BROKEN when bytes are."""

    name: str
    note: str = ""
    skip: int = 0


class Decoded(NamedTuple):
    """Text with a note on how it was read; or the ``fault`` that keeps it from being text."""

    text: str = ""
    note: str = ""
    fault: str = ""


def find_binary(raw: bytes) -> str:
    """Why `raw` is no text file, or ``""``.

    Examples
    --------
    >>> find_binary(b"%PDF-1.7 ...")
    'it begins with a PDF signature'
    """
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            return f"it begins with {name} signature"
    if any(raw.startswith(bom) for bom, _ in _BOMS):
        return ""
    if b"\0" in raw:
        return "it holds NUL bytes"
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    return "it holds control characters" if controls > CONTROL_SHARE * len(raw) else ""


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """Text of `raw`, in the given `encoding` or the one it shows.

    Parameters
    ----------
    raw : bytes
        What the file holds. Line ends and the form of composed letters are kept.
    encoding : str, optional
        Name of the encoding when known.

    Returns
    -------
    Decoded
        Text without byte order mark; note ``"read as windows-1252"`` when it was not Unicode,
        ``"3 broken bytes replaced"`` when some bytes were not.

    Raises
    ------
    CorpusError
        If there is no encoding of that name.

    Examples
    --------
    >>> decode("a café".encode("cp1252"))
    Decoded(text='a café', note='read as windows-1252', fault='')
    """
    chosen = choose_encoding(raw, encoding)
    text = raw[chosen.skip :].decode(chosen.name, errors="replace")
    if chosen.note != BROKEN:
        return Decoded(text, chosen.note)
    if chosen.name == "utf-8":
        count = len(_ESCAPED.findall(raw[chosen.skip :].decode("utf-8", errors="surrogateescape")))
    else:
        count = text.count("\ufffd")
    return Decoded(text, f"{count} broken byte{'s' * (count != 1)} replaced")


def choose_encoding(raw: bytes, encoding: str | None = None, *, whole: bool = True) -> Encoding:
    """Encoding in which to read a file.

    Parameters
    ----------
    raw : bytes
        What the file holds, or how it begins.
    encoding : str, optional
        Name of the encoding when known.
    whole : bool
        Whether `raw` is the whole file: its beginning may end within a character.

    Returns
    -------
    Encoding
        Its name, the note on it, and how many bytes of a byte order mark to leave out.

    Raises
    ------
    CorpusError
        If there is no encoding of that name.

    Examples
    --------
    >>> choose_encoding("a caf\u00e9".encode("cp1252"))
    Encoding(name='cp1252', note='read as windows-1252', skip=0)
    """
    for bom, name in _BOMS:
        if raw.startswith(bom) and encoding is None:
            return Encoding(name, _note_broken(raw[len(bom) :], name, whole), len(bom))
    if encoding is not None:
        name = codecs.lookup(check_encoding(encoding)).name
        return Encoding(name, _note_broken(raw, name, whole))
    if not _note_broken(raw, "utf-8", whole):
        return Encoding("utf-8")
    others = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
    valid = sum(len(run.group()) for run in _VALID.finditer(raw))
    if valid >= 2 * (others - valid):
        return Encoding("utf-8", BROKEN)
    return _choose_legacy(raw, others, whole)


def check_encoding(encoding: str) -> str:
    """Return `encoding` if Python knows it, else raise a CorpusError."""
    try:
        codecs.lookup(encoding)
        " ".encode(encoding)
        codecs.getincrementaldecoder(encoding)
    except (LookupError, TypeError) as error:
        raise CorpusError(
            f"encoding={encoding!r}: there is no such text encoding; common ones are utf-8, utf-16,"
            " windows-1252 and windows-1256; leave it out to have it found"
        ) from error
    return encoding


def replace_surrogates(text: str) -> tuple[str, str]:
    """`text` without halves of characters, which no file can hold, and a note if there were any."""
    try:
        # Quicker than looking for what is hardly ever there.
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return text, ""
    clean, count = _SURROGATE.subn("\ufffd", text)
    return clean, f"{count} broken character{'s' * (count != 1)} replaced" if count else ""


def _note_broken(raw: bytes, encoding: str, whole: bool) -> str:
    """Nothing if `raw` can be decoded, else the note that it cannot."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(raw), _PIECE):
            decoder.decode(raw[start : start + _PIECE])
        decoder.decode(b"", final=whole)
    except UnicodeDecodeError:
        return BROKEN
    return ""


def _choose_legacy(raw: bytes, others: int, whole: bool) -> Encoding:
    """Encoding older than Unicode; `others` of the bytes are not ASCII."""
    letters = len(raw) - raw.count(b" ")
    if others >= max(WESTERN_BYTES, WESTERN_SHARE * letters):
        # Loaded here because most corpora are UTF-8 from end to end.
        from charset_normalizer import from_bytes

        lines = b"\n".join(line for line in raw.splitlines() if not line.isascii())
        best = from_bytes(lines[:SAMPLE_BYTES], cp_isolation=_WEB).best()
        if best is not None and not _note_broken(raw, best.encoding, whole):
            return Encoding(best.encoding, f"read as {_web_name(best.encoding)}")
    if not _note_broken(raw, "cp1252", whole):
        return Encoding("cp1252", "read as windows-1252")
    return Encoding("latin-1", "read as latin-1")


def _web_name(encoding: str) -> str:
    """Name of an encoding as people know it: ``cp1251`` is windows-1251."""
    return encoding.replace("cp125", "windows-125").replace("_", "-")
