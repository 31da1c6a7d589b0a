"""Text that is safe to print in a terminal."""

from __future__ import annotations

import re
from typing import Final

#: Characters that would steer the terminal: articles are hostile text.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: object) -> str:
    """`text` without the characters that steer a terminal."""
    return _CONTROL.sub("\ufffd", str(text))
