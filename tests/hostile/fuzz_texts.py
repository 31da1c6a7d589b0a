"""Fuzz the reading of articles: any text has mentions and quotations whose offsets are right."""

from fuzzing import search
from hostile_texts import check_laws, text_of


def check(data: bytes) -> None:
    """A text of pieces, or of any characters where the first byte is even."""
    if data[:1] and data[0] % 2 == 0:
        check_laws(data[1:].decode("utf-8", errors="replace"))
    else:
        check_laws(text_of(data[1:]))


if __name__ == "__main__":
    search(check)
