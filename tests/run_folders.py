"""Run folders written by hand."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq


def write_run(folder, articles, mentions, *, size=2, quotations=None, complete=True):
    """Write a folder as `framing annotate` does, `size` articles in a part."""
    starts = range(0, len(articles), size)
    tables = {"articles": articles, "mentions": mentions, "quotations": quotations}
    for table, rows in tables.items():
        if rows is None:
            continue
        (folder / table).mkdir(parents=True)
        whole = pa.Table.from_pandas(rows, preserve_index=False)
        for number, start in enumerate(starts):
            ids = set(articles["article_id"].iloc[start : start + size])
            part = whole.filter(pa.array(rows["article_id"].isin(ids)))
            pq.write_table(part, folder / table / f"part-{number:05d}.parquet")
    record = {"complete": complete, "counts": {"parts": len(starts)}}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return folder
