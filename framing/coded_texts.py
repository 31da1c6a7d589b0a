"""Texts that people coded by hand: a table of labels in, with the place and the voice of each actor judged."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

from framing.annotation import hear
from framing.corpus import mark_regions
from framing.corpus.files import TABLES, kind_of, read_bytes
from framing.corpus.tables import read_table
from framing.errors import CorpusError, TableError, did_you_mean
from framing.schema import CODED
from framing.spreadsheets import as_written

_log = logging.getLogger(__name__)
#: Faults of a file that are told one by one.
_MOST_TOLD: Final = 5
#: Names of columns that tell where the actor stands in the text, looked for when none are given.
_PLACES: Final = (("start", "end"), ("target_start", "target_end"))


def read_coded(
    coded: pd.DataFrame | str | Path,
    *,
    text: str = "text",
    target: str | None = None,
    label: str = "label",
    group: str | None = None,
    source: str | None = None,
    voice: bool = True,
) -> pd.DataFrame:
    """Read texts that somebody coded by hand, to train a model on them or to try one.

    Parameters
    ----------
    coded : pandas.DataFrame, str or pathlib.Path
        One row per judgement; a table or a file: CSV (parted by commas, semicolons or tabs), TSV, JSON Lines, JSON or
        Parquet, in the encoding that it shows; those of text may be zipped (``.gz``).
    text, label : str
        Columns of the text and of the judgement.
    target : str, optional
        Column with the words for the actor judged, as they stand in the text. Columns ``start`` and ``end`` (or
        ``target_start``, ``target_end``), if there are any, say which of several it is; otherwise the first one is
        taken. Without `target` the text as a whole is judged.
    group : str, optional
        Column whose rows are kept together in cross-validation, such as an article or an event; by default every text
        is its own.
    source : str, optional
        Column of the source, to tell errors by source.
    voice : bool
        Whether to tell the voice of each actor judged, which is a feature of models.

    Returns
    -------
    pandas.DataFrame
        One row per judgement with ``coded_id`` (the row's number in the file), ``text``, ``target``, ``start``,
        ``end`` (-1 without target), ``label``, ``group``, ``source``, ``voice``, ``cue_class``, and the ``valence``
        of the actor's label if the file has it. Rows without a text or label, or whose actor does not stand in the
        text, are left out, counted and named in the log.

    Raises
    ------
    CorpusError
        If the file cannot be read.
    TableError
        If a column is missing, or no row is left.

    Examples
    --------
    >>> table = pd.DataFrame({"text": ["Rebels freed the town."], "actor": ["Rebels"], "stance": ["positive"]})
    >>> read_coded(table, target="actor", label="stance")[["start", "end", "label", "voice"]]
       start  end     label voice
    0      0    6  positive   own
    """
    table = coded if isinstance(coded, pd.DataFrame) else _read(Path(coded))
    for column in filter(None, (text, label, target, group, source)):
        if column not in table.columns:
            raise TableError(
                f"coded texts: column {column!r} is missing{did_you_mean(column, map(str, table.columns))}"
            )
    found = pd.DataFrame({
        "coded_id": [str(at) for at in range(1, len(table) + 1)],
        "text": _strings(table[text]),
        "target": _strings(table[target]) if target else "",
        "label": _strings(table[label]).str.strip(),
        "group": _strings(table[group]) if group else "",
        "source": _strings(table[source]) if source else "",
    })  # fmt: skip
    if target and "valence" in table.columns:
        found["valence"] = pd.to_numeric(table["valence"], errors="coerce").to_numpy()
    places = _places(table, found) if target else [(-1, -1)] * len(found)
    found.insert(3, "start", [start for start, _ in places])
    found.insert(4, "end", [end for _, end in places])
    bare = (found["text"].str.strip() == "") | (found["label"] == "")
    lost = (found["start"] < 0) & (target is not None) & ~bare
    for rows, why in ((bare, "without text or label"), (lost, "whose actor does not stand in the text")):
        if rows.any():
            named = ", ".join(found.loc[rows, "coded_id"].head(5)) + (" …" if rows.sum() > 5 else "")
            _log.warning("%d rows %s are left out: row %s", rows.sum(), why, named)
    found = found[~bare & ~lost].reset_index(drop=True)
    if found.empty:
        raise TableError(f"coded texts: none of the {len(table)} rows has a text, a label and the actor in the text")
    if not group:
        found["group"] = found["text"]
    kept = [*CODED, "valence"] if "valence" in found.columns else list(CODED)
    return _with_voices(found, tell=voice and target is not None)[kept]


def _strings(cells: pd.Series[Any]) -> pd.Series[Any]:
    return cells.fillna("").astype(str).reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    """The table of a file; its rows that break the format are empty, and told of."""
    kind = kind_of(path)
    if kind not in TABLES:
        raise CorpusError(f"{path}: coded texts are read from {', '.join(TABLES)}; save the table as one of these")
    if not path.is_file():
        raise CorpusError(f"{path}: the coded texts cannot be read (there is no such file); check the path")
    try:
        table = read_table(read_bytes(path), kind, None)
    except CorpusError as error:
        raise CorpusError(f"{path}: the coded texts cannot be read: {error}") from error
    told = [each for each in (table.note, *table.faults) if each]
    for each in told[:_MOST_TOLD]:
        _log.warning("%s: %s", path, each)
    if len(told) > _MOST_TOLD:
        _log.warning("%s: and %d more", path, len(told) - _MOST_TOLD)
    if kind in (".csv", ".tsv") and "mention_id" in table.frame.columns:
        return as_written(table.frame)  # mentions as this package writes them, with labels added
    return table.frame


def _places(table: pd.DataFrame, found: pd.DataFrame) -> list[tuple[int, int]]:
    """Where the actor stands in each text; -1 where it does not."""
    columns = next((pair for pair in _PLACES if set(pair) <= set(table.columns)), None)
    given = [(-1, -1)] * len(found)
    if columns:
        numbers = [pd.to_numeric(table[name], errors="coerce").fillna(-1).astype(int) for name in columns]
        given = list(zip(*numbers, strict=True))
    places = []
    for text, target, (start, end) in zip(found["text"], found["target"], given, strict=True):
        if 0 <= start < end <= len(text) and text[start:end] == target:
            places.append((int(start), int(end)))
            continue
        match = re.search(rf"(?<!\w){re.escape(target)}(?!\w)", text) if target.strip() else None
        places.append(match.span() if match else (-1, -1))
    return places


def _with_voices(found: pd.DataFrame, *, tell: bool) -> pd.DataFrame:
    """The table with the voice of each actor judged; empty where it is not told."""
    if not tell:
        return found.assign(voice=None, cue_class=None)
    number = pd.factorize(found["text"])[0].astype(str)
    texts = pd.DataFrame({"article_id": number, "text": found["text"], "source": ""}).drop_duplicates("article_id")
    spans: dict[str, set[tuple[int, int]]] = {}
    keys = list(zip(number, found["start"], found["end"], strict=True))
    for name, start, end in keys:
        spans.setdefault(name, set()).add((start, end))
    told = hear(mark_regions(texts), spans)
    heard = [told.get(key) for key in keys]
    return found.assign(
        voice=pd.Series([each.voice if each else None for each in heard], dtype=object),
        cue_class=pd.Series([each.cue_class if each else None for each in heard], dtype=object),
    )
