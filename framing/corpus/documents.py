"""Files that hold one article: plain text and web pages."""

from __future__ import annotations

from typing import NamedTuple

from framing.corpus.decode import Decoded, decode, find_binary
from framing.corpus.files import PAGES
from framing.corpus.web import Page, find_charset, looks_like_page, read_page
from framing.errors import CorpusError


class Document(NamedTuple):
    """One article as its file has it; ``fault`` says why it cannot be read."""

    page: Page
    note: str = ""
    fault: str = ""


def read_document(raw: bytes, kind: str, encoding: str | None) -> Document:
    """Article in a file.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    kind : str
        Its suffix. Whatever the suffix, what starts like HTML is read as a web page.
    encoding : str or None
        Name of the encoding when known.

    Returns
    -------
    Document
        Never raises for a bad file: that is told by ``fault``.
    """
    binary = find_binary(raw) if encoding is None else ""
    if binary:
        return Document(Page(), fault=f"this is not a text file ({binary})")
    decoded = decode(raw, encoding)
    if kind not in PAGES and not looks_like_page(decoded.text):
        return _check(Document(Page(decoded.text), decoded.note))
    if decoded.note.startswith("read as"):
        decoded = _decode_as_declared(raw, decoded)
    try:
        page = read_page(decoded.text)
    except CorpusError as error:
        return Document(Page(), decoded.note, fault=str(error))
    notes = [decoded.note, "" if page.text else "the page holds no article"]
    return _check(Document(page, "; ".join(filter(None, notes))))


def _decode_as_declared(raw: bytes, decoded: Decoded) -> Decoded:
    """Decode a page in the encoding that it declares, if it is one; else return `decoded`."""
    declared = find_charset(raw)
    try:
        if declared is not None and declared.lower() not in {"utf-8", "utf8"}:
            return Decoded(raw.decode(declared), f"read as {declared.lower()}")
    except (LookupError, UnicodeDecodeError):
        pass
    return decoded


def _check(document: Document) -> Document:
    """`document`, with a fault if its text holds NUL characters."""
    if "\0" in document.page.text:
        return Document(Page(), document.note, fault="this is not a text file (it holds NUL characters)")
    return document
