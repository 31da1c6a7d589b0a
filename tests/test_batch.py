"""One batch: Arrow in, Arrow out, fixed columns and types, and no article lost whatever another does."""

import pickle

import pandas as pd
import pyarrow as pa
import pytest

from framing import batch as module
from framing.annotation import annotate, quotations
from framing.batch import (
    ARTICLES_SCHEMA,
    MENTIONS_SCHEMA,
    QUOTATIONS_SCHEMA,
    VOICED_SCHEMA,
    annotate_batch,
    rows_table,
)
from framing.corpus import mark_regions
from framing.errors import UnknownNameError
from framing.lexicon import load_lexicon
from framing.schema import ARTICLES, MENTIONS, VOICES

TEXTS = {
    "a": "The Syrian rebels said that the regime had shelled Aleppo.",
    "b": "“We will return,” rebel commander Abu Ali told AFP. The Assad regime denied it.",
    "c": "",
    "d": "Le président français a déclaré que son pays ne participerait pas aux opérations militaires en cours. "
    "Il a ajouté que les habitants de la ville avaient besoin de vivres et que l'armée devait quitter la région.",
}


def rows(**columns):
    return pa.table({"article_id": list(TEXTS), "text": list(TEXTS.values()), **columns})


@pytest.fixture(scope="module")
def syria():
    return load_lexicon("syria")


@pytest.fixture(params=["finish_rows", "read_voices"])
def poisoned(request, monkeypatch):
    """Articles that say POISON break the reading or the analysis."""
    step = getattr(module, request.param)

    def break_down(articles, *arguments, **options):
        if articles["text"].str.contains("POISON").any():
            raise RuntimeError("the grammar gave up")
        return step(articles, *arguments, **options)

    monkeypatch.setattr(module, request.param, break_down)


def test_a_batch_holds_what_annotate_and_quotations_return(syria):
    batch = annotate_batch(rows(), syria, quotations=True)
    articles = mark_regions(rows().to_pandas())
    expected = (annotate(articles, syria), quotations(articles, syria))
    for table, frame in zip((batch.mentions, batch.quotations), expected, strict=True):
        assert table.column_names == list(frame.columns)
        assert len(table) == len(frame) > 1
        for name in frame.columns:
            cells = frame[name].astype(object)
            assert table[name].to_pylist() == cells.where(cells.notna(), None).tolist(), name


def test_the_counts_add_up(syria):
    counts = annotate_batch(rows(), syria, quotations=True).counts
    marked = {"ok": 2, "empty": 1, "unreadable": 0, "foreign_language": 1}
    size = sum(len(text.encode()) for text in TEXTS.values())
    assert counts == {"read": 4, **marked, "mentions": 4, "quotations": 3, "text_bytes": size}


@pytest.mark.parametrize("empty", [True, False])
def test_columns_and_types_are_fixed(syria, empty):
    given = rows().slice(0, 0) if empty else rows()
    voiced = annotate_batch(given, syria, quotations=True)
    assert voiced.mentions.schema.equals(VOICED_SCHEMA)
    assert voiced.articles.schema.equals(ARTICLES_SCHEMA)
    assert voiced.quotations.schema.equals(QUOTATIONS_SCHEMA)
    bare = annotate_batch(given, syria, voice=False)
    assert bare.mentions.schema.equals(MENTIONS_SCHEMA)
    assert bare.quotations is None
    assert set(VOICED_SCHEMA.names) == {*MENTIONS, *VOICES}
    assert set(ARTICLES_SCHEMA.names) == {*ARTICLES, "title_added"} - {"text"}


def test_quotations_without_voices_are_found_too(syria):
    batch = annotate_batch(rows(), syria, voice=False, quotations=True)
    assert batch.mentions.schema.equals(MENTIONS_SCHEMA)
    assert len(batch.quotations) == 3


def test_columns_of_the_input_ride_along_as_text(syria):
    days = pa.array([2**53 + 1, None, 3, 4])
    tags = [["x", "ü"], None, [], ["y"]]
    when = pa.array([0, 1, 2, None], pa.timestamp("s"))
    found = annotate_batch(rows(days=days, tags=tags, when=when), syria).articles
    assert found["days"].to_pylist() == ["9007199254740993", None, "3", "4"]
    assert found["tags"].to_pylist() == ['["x", "ü"]', None, "[]", '["y"]']
    assert found["when"].to_pylist()[3] is None
    assert found["when"].to_pylist()[0].startswith("1970-01-01")
    assert {found.schema.field(name).type for name in ("days", "tags", "when")} == {pa.string()}


def test_mixed_cells_become_text_on_their_way():
    mixed, broken = [1, "one", {"n": 1}, None], ["\ud800", "a", "b", "c"]
    frame = pd.DataFrame({"text": ["a"] * 4, "mixed": mixed, "broken": broken}, dtype=object)
    table = rows_table(frame)
    assert table["mixed"].to_pylist() == ["1", "one", '{"n": 1}', None]
    assert table["broken"].to_pylist() == ["?", "a", "b", "c"]


@pytest.mark.usefixtures("poisoned")
def test_an_article_that_cannot_be_analysed_is_marked_and_the_others_are_analysed(syria):
    given = rows().set_column(1, "text", [["The Syrian rebels POISON left.", *list(TEXTS.values())[1:]]])
    batch = annotate_batch(given, syria, quotations=True)
    first = batch.articles.slice(0, 1).to_pylist()[0]
    assert (first["status"], first["words"]) == ("unreadable", 0)
    assert first["note"] == "could not be analysed: RuntimeError: the grammar gave up"
    whole = annotate_batch(rows().slice(1), syria, quotations=True)
    assert batch.mentions.equals(whole.mentions)
    assert batch.quotations.equals(whole.quotations)
    assert batch.articles.slice(1).equals(whole.articles)
    assert (batch.counts["read"], batch.counts["ok"], batch.counts["unreadable"]) == (4, 1, 1)


def test_a_region_outside_its_text_marks_the_article(syria):
    batch = annotate_batch(rows(lead_end=[10**6, None, None, None]), syria)
    assert batch.articles["status"].to_pylist() == ["unreadable", "ok", "empty", "foreign_language"]
    assert "not within a text" in batch.articles["note"][0].as_py()


def test_a_batch_travels(syria):
    batch = annotate_batch(rows(), syria)
    again = pickle.loads(pickle.dumps(batch))  # noqa: S301 - made here
    assert again.mentions.equals(batch.mentions)
    assert again.counts == batch.counts


def test_two_batches_are_the_same_as_one(syria):
    whole = annotate_batch(rows(), syria)
    parts = [annotate_batch(rows().slice(at, 2), syria) for at in (0, 2)]
    assert pa.concat_tables([part.mentions for part in parts]).equals(whole.mentions)
    assert pa.concat_tables([part.articles for part in parts]).equals(whole.articles)


def test_an_unknown_lexicon_is_no_fault_of_the_articles():
    with pytest.raises(UnknownNameError, match="syria"):
        annotate_batch(rows(), "syra")
