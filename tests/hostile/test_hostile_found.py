"""What searches found stays mended: each input is tried again, as the search tried it."""

import importlib
from pathlib import Path

import pytest

FOUND = sorted(file for file in (Path(__file__).parent / "found").glob("*/*") if file.is_file())


@pytest.mark.parametrize("file", FOUND, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_was_found_is_mended(file):
    importlib.import_module(f"fuzz_{file.parent.name}").check(file.read_bytes())


def test_something_was_found():
    assert {file.parent.name for file in FOUND} <= {"texts", "files", "pages", "lexicons"}
    assert sum(file.stat().st_size for file in FOUND) < 10_000
