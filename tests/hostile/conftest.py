"""Results of a hostile corpus, made once for all tests of them."""

import io
import sys
import warnings

import pytest
from hostile_corpus import call, corpus_of, forbid_network


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """Results of a hostile corpus, written where sockets are forbidden; what was printed; every file there is."""
    root = tmp_path_factory.mktemp("hostile")
    work = root / "a" / "b" / "c" / "work"
    work.mkdir(parents=True)
    corpus, printed = corpus_of(work), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        patch.chdir(work)
        forbid_network(patch)
        patch.setattr(sys, "stdout", printed)
        patch.setattr(sys, "stderr", printed)
        call("compare", corpus, "--actor", "opposition", "--resamples", "100", "--out", "out")
        call("report", "out", "-o", "page/report.html")
        call("bundle", "out", "-o", "bundle")
    return root, work, printed.getvalue()
