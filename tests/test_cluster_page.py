"""The examples of docs/cluster.md run as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing import annotate_corpus

PAGE = Path(__file__).parents[1] / "docs" / "cluster.md"
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def example(words):
    """The block of code of the page that has these words."""
    blocks = re.findall(r"```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = (block for block in blocks if words in block)
    return found


@pytest.fixture
def archive(tmp_path):
    """A small archive where the examples look for it; the mentions in it."""
    texts = [file.read_text(encoding="utf-8") for file in SEEDS]
    rows = {"article_id": list("abcde"), "source": list("ABABA"), "published": ["2016-01-02"] * 5, "text": texts}
    pd.DataFrame(rows).to_parquet(tmp_path / "archive.parquet")
    annotate_corpus(tmp_path / "archive.parquet", "syria", tmp_path / "local")
    return pd.read_parquet(tmp_path / "local" / "mentions")


def run(folder, *command, **environment):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    given = {**os.environ, "PATH": path, **environment}
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_job_for_slurm_annotates_an_archive(archive, tmp_path):
    pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
    tools = tmp_path / "framing-env" / "bin"
    tools.mkdir(parents=True)
    # A stand-in for SLURM, which starts one worker; and the environment of these tests.
    (tools / "srun").write_text('#!/bin/sh\nexec "$@"\n')
    (tools / "srun").chmod(0o755)
    (tools / "activate").write_text(f'PATH="{tools}:$PATH"\n')
    (tmp_path / "annotate.sh").write_text(example("#SBATCH"))
    run(tmp_path, "bash", "annotate.sh", SLURM_JOB_ID="7")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "annotated" / "mentions"), archive)
    assert not list(tmp_path.glob("scheduler-*"))


def test_the_example_for_spark_finds_the_same_mentions(archive, tmp_path):
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    (tmp_path / "example.py").write_text(example("mapInArrow"))
    run(tmp_path, sys.executable, "example.py", PYSPARK_PYTHON=sys.executable)
    found = pd.read_parquet(tmp_path / "mentions.parquet")
    sides = [frame.sort_values("mention_id", ignore_index=True) for frame in (found, archive)]
    pd.testing.assert_frame_equal(*sides)
