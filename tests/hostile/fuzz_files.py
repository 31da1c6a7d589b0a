"""Fuzz the reader: any bytes are articles, or one clear error."""

import tempfile
from pathlib import Path

from fuzzing import search
from hostile_texts import lexicon

import framing
from framing.errors import FramingError

#: Ends of the names of files, which say how they are read.
KINDS = (".csv", ".tsv", ".jsonl", ".json", ".parquet", ".txt", ".csv.gz", ".jsonl.gz")


def check(data: bytes) -> None:
    """The first byte says what the file is called, the others are what it holds."""
    check_file(data[1:], KINDS[data[0] % len(KINDS)] if data else ".txt")


def check_file(data: bytes, kind: str) -> None:
    """Read a file: every article has a text and a status, or there is one error of ours."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"articles{kind}")
        file.write_bytes(data)
        try:
            articles = framing.read_articles(file)
        except FramingError:
            return
    assert articles["article_id"].is_unique
    for row in articles.to_dict("records"):
        assert all(isinstance(row[name], str) for name in ("article_id", "source", "title", "text", "published"))
        assert row["status"] == "ok" or row["note"]
        row["text"].encode()
    mentions = framing.annotate(articles, lexicon())
    assert set(mentions["article_id"]) <= set(articles.loc[articles["status"] == "ok", "article_id"])


if __name__ == "__main__":
    search(check)
