"""Fuzz the reader of web pages: any markup is an article, or marked as none."""

from fuzz_files import check_file
from fuzzing import search


def check(data: bytes) -> None:
    """A page of these bytes."""
    check_file(data, ".html")


if __name__ == "__main__":
    search(check, libraries=("trafilatura", "htmldate"))
