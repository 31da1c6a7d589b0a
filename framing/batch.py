"""A batch of articles as read to finished tables: Arrow in, Arrow out, the same on every machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from framing.annotation import annotate, read_voices
from framing.corpus import finish_rows
from framing.lexicon import load_lexicon
from framing.schema import ARTICLES, MENTIONS, QUOTATIONS, VOCABULARY, VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.lexicon import Lexicon

_SPANS: Final = pa.list_(pa.list_(pa.int64()))
#: Columns that hold something else than words.
_TYPES: Final[dict[str, pa.DataType]] = {
    **dict.fromkeys(("excluded", "spans", "quoted"), _SPANS),
    **dict.fromkeys(("headline_start", "headline_end", "lead_end", "words", "unpaired_quotes"), pa.int64()),
    **dict.fromkeys(("start", "end", "sentence_start", "sentence_end", "title_added"), pa.int64()),
    **dict.fromkeys(("speaker_start", "speaker_end", "cue_start", "cue_end"), pa.int64()),
    **dict.fromkeys(("content_start", "content_end", "quoted_words"), pa.int64()),
    "valence": pa.float64(),
    **dict.fromkeys(("ambiguous", "scare_quoted"), pa.bool_()),
}


def _schema(names: Iterable[str]) -> pa.Schema:
    return pa.schema([(name, _TYPES.get(name, pa.string())) for name in names])


_AFTER: Final = MENTIONS.index("position") + 1
#: The articles of a batch, without their text; further columns of the input follow, as text.
ARTICLES_SCHEMA: Final = _schema([*(name for name in ARTICLES if name != "text"), "title_added"])
#: The mentions of a batch, without and with their voices.
MENTIONS_SCHEMA: Final = _schema(MENTIONS)
VOICED_SCHEMA: Final = _schema([*MENTIONS[:_AFTER], *VOICES, *MENTIONS[_AFTER:]])
#: The quotations of a batch.
QUOTATIONS_SCHEMA: Final = _schema(QUOTATIONS)


class Batch(NamedTuple):
    """What :func:`annotate_batch` makes of a batch of articles.

    Attributes
    ----------
    articles : pyarrow.Table
        One row per article, without its text: the columns of :data:`ARTICLES_SCHEMA`, then those of the input.
    mentions : pyarrow.Table
        One row per mention: :data:`VOICED_SCHEMA`, or :data:`MENTIONS_SCHEMA` where no voices were asked for.
    quotations : pyarrow.Table or None
        One row per attribution, :data:`QUOTATIONS_SCHEMA`, if asked for.
    counts : dict of str to int
        ``read``, then how many of these have each status (they add up to ``read``), ``mentions``, ``quotations``,
        and ``text_bytes``, the size of the texts.
    """

    articles: pa.Table
    mentions: pa.Table
    quotations: pa.Table | None
    counts: dict[str, int]


def annotate_batch(rows: pa.Table, lexicon: Lexicon | str, *, voice: bool = True, quotations: bool = False) -> Batch:
    """Find the mentions in a batch of articles as read, with nothing but what is given.

    An article that cannot be analysed does not cost the others: it is marked ``unreadable``, and its note says why.

    Parameters
    ----------
    rows : pyarrow.Table
        One row per article, as :func:`rows_table` makes it: at least ``article_id`` (unique) and ``text``.
    lexicon : Lexicon or str
        A lexicon, its name, or its file; read anew in each call unless it is a `Lexicon`.
    voice : bool
        Whether to tell the voice of each mention.
    quotations : bool
        Whether to return the attributions, too.

    Returns
    -------
    Batch
        Its tables have the same columns and types whatever the batch holds, also when it holds nothing.

    Raises
    ------
    LexiconError, UnknownNameError
        If the lexicon cannot be read.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rows = pa.table({"article_id": ["a"], "text": ["The rebels said that the regime had shelled Aleppo."]})
    >>> batch = annotate_batch(rows, "syria")
    >>> batch.mentions.select(["label", "voice"]).to_pylist()
    [{'label': 'rebel', 'voice': 'own'}, {'label': 'regime', 'voice': 'indirect'}]
    >>> batch.counts["read"], batch.counts["ok"], batch.counts["mentions"]
    (1, 1, 2)
    """
    opened, frame = load_lexicon(lexicon), rows.to_pandas(integer_object_nulls=True)
    try:
        tables = _tables(frame, opened, voice, quotations)
    except Exception:
        # Whatever one article does, the others are analysed.
        if frame.empty:
            raise
        alone = [_tables_of_one(frame.iloc[[at]], opened, voice, quotations) for at in range(len(frame))]
        tables = tuple(pa.concat_tables(each, promote_options="default") for each in zip(*alone, strict=True))
    articles, mentions, said = tables
    statuses = articles["status"].to_pylist()
    counts = {"read": len(frame), **{name: statuses.count(name) for name in VOCABULARY["status"]}}
    counts |= {
        "mentions": len(mentions),
        "quotations": len(said),
        "text_bytes": pc.sum(pc.binary_length(rows["text"])).as_py() or 0,
    }
    return Batch(articles, mentions, said if quotations else None, counts)


def rows_table(frame: pd.DataFrame) -> pa.Table:
    """Rows as :func:`framing.corpus.read_rows` gives them, as Arrow; a column of mixed cells becomes text.

    Examples
    --------
    >>> import pandas as pd
    >>> rows_table(pd.DataFrame({"article_id": ["a"], "text": ["Rebels left."], "tags": [{"n": 1}]})).column_names
    ['article_id', 'text', 'tags']
    """
    return pa.table({str(name): _column(frame[name]) for name in frame.columns})


def _tables(frame: pd.DataFrame, lexicon: Lexicon, voice: bool, quotations: bool) -> tuple[pa.Table, ...]:
    """Articles, mentions and quotations of rows."""
    articles = finish_rows(frame)
    if voice or quotations:
        mentions, said = read_voices(articles, lexicon, tell_quotations=quotations)
    else:
        mentions, said = annotate(articles, lexicon, voice=False), pd.DataFrame(columns=list(QUOTATIONS))
    return (
        _articles_table(articles),
        _table(mentions, VOICED_SCHEMA if voice else MENTIONS_SCHEMA),
        _table(said, QUOTATIONS_SCHEMA),
    )


def _tables_of_one(row: pd.DataFrame, lexicon: Lexicon, voice: bool, quotations: bool) -> tuple[pa.Table, ...]:
    """Tables of one article, which is marked if it cannot be analysed."""
    row = row.reset_index(drop=True)
    try:
        return _tables(row, lexicon, voice, quotations)
    except Exception as error:  # noqa: BLE001 - as in annotate_batch
        note = f"could not be analysed: {type(error).__name__}: {error}"
        regions = [name for name in row.columns if name in _TYPES]
        marked = row.drop(columns=regions).assign(text="", status="unreadable", note=note[:300])
        return _tables(marked, lexicon, voice, quotations)


def _articles_table(articles: pd.DataFrame) -> pa.Table:
    """Articles without their text; columns of the input as text, which every batch can hold."""
    if "title_added" not in articles.columns:
        articles = articles.assign(title_added=0)
    table = _table(articles, ARTICLES_SCHEMA)
    for name in articles.columns:
        if name not in table.column_names and name != "text":
            table = table.append_column(str(name), _as_text(_column(articles[name])))
    return table


def _table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    if frame.empty:
        return schema.empty_table()
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)


def _column(cells: pd.Series[Any]) -> pa.Array:
    """Cells as Arrow has them; those that share no type as text."""
    try:
        return pa.array(cells, from_pandas=True)
    except (pa.ArrowException, UnicodeError, OverflowError, TypeError):
        return pa.array(map(_cell_text, cells.tolist()), pa.string())


def _as_text(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    kind = column.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array(map(_cell_text, column.to_pylist()), pa.string())
    return column.cast(pa.string())


def _cell_text(cell: object) -> str | None:
    """A cell as text: words as they are, the rest as JSON."""
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124
        return None
    text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False, default=str)
    return text.encode("utf-8", "replace").decode("utf-8")
