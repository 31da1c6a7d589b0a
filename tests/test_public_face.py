"""The front door: what is offered is there, documented, and no more."""

import importlib.metadata
import inspect
import re
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).parents[1]


def test_all_is_sorted_and_every_name_resolves():
    assert framing.__all__ == sorted(framing.__all__)
    for name in framing.__all__:
        assert getattr(framing, name) is not None
    assert sorted([*framing._HOME, "figures"]) == framing.__all__


@pytest.mark.parametrize("name", [name for name in framing.__all__ if name != "figures"])
def test_every_public_name_has_a_docstring(name):
    thing = getattr(framing, name)
    assert inspect.getdoc(thing)
    if inspect.isfunction(thing):
        text = inspect.getdoc(thing)
        assert "Examples\n--------" in text, name
        for parameter in inspect.signature(thing).parameters:
            assert re.search(rf"\b{parameter}\b", text), (name, parameter)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = framing.nothing


def test_versions_agree():
    assert framing.__version__ == importlib.metadata.version("framing")
    assert f"version: {framing.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_error_is_a_framing_error():
    for name in framing.__all__:
        thing = getattr(framing, name)
        if inspect.isclass(thing) and issubclass(thing, Exception):
            assert issubclass(thing, framing.FramingError)


def test_the_python_of_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the project's own page
