"""Hostile text made harmless: in markup, in attributes, in data for the page's script."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any, Final

#: Characters that turn the direction of the text after them, control characters, and halves of characters.
_HIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Characters that could end a script or a line of one.
_SCRIPT: Final = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_LINK: Final = re.compile(r"https?://[^\s\"'<>\\`]+", re.IGNORECASE)


def visible(text: object) -> str:
    r"""`text` with a sign in place of each character that hides or turns others; of the same length.

    Examples
    --------
    >>> visible("a\u202eb")
    'a�b'
    """
    return _HIDDEN.sub("\ufffd", str(text))


def markup(text: object) -> str:
    """`text` as the content of an element or of a quoted attribute.

    Examples
    --------
    >>> markup('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(visible(text))


def data(value: Any) -> str:  # noqa: ANN401 - anything that JSON holds
    r"""`value` as JSON that can stand within a script element; it reads back as it was.

    Examples
    --------
    >>> print(data(["</script>"]))
    ["\u003c/script\u003e"]
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return visible(text).translate(_SCRIPT)


def link(url: str) -> str:
    """`url` if a browser may follow it: a page of the web; nothing otherwise.

    Examples
    --------
    >>> link("https://a.org/1"), link("javascript:alert(1)")
    ('https://a.org/1', '')
    """
    return url if _LINK.fullmatch(url) else ""
