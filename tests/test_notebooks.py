"""Notebooks run from top to bottom."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_figures(path):
    notebook = nbformat.read(path, as_version=4)
    committed = sum("image/png" in out.get("data", {}) for cell in notebook.cells for out in cell.get("outputs", []))
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    drawn = sum("image/png" in out.get("data", {}) for out in outputs)
    assert drawn == committed > 0
    assert not [out for out in outputs if out.output_type == "stream" and out.name == "stderr"]


def test_there_are_notebooks():
    assert NOTEBOOKS
