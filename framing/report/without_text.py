"""Tables of results without the words of articles: known columns alone, and hashes of what was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from framing import schema
from framing.report.coding_files import KEY, codes_of, of_coders
from framing.spreadsheets import as_written, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Columns of text that are replaced by their hashes.
HASHED: Final = ("sentence", "surface", "content")
#: Columns that hold a name, a date, an address or a word of a closed list.
_NAMED: Final = frozenset(
    "article_id mention_id quotation_id coded_id source published date url status actor label category position "
    "resolution voice speaker_actor cue_class speaker_type scorer measure interval flag against rule kind "
    "specification event period period_start word name step unit".split()
)
#: Columns of numbers, truth values and pairs of offsets.
_COUNTED: Final = frozenset(
    "headline_start headline_end lead_end excluded words unpaired_quotes title_added start end sentence_start "
    "sentence_end ambiguous scare_quoted speaker_start speaker_end cue_start cue_end content_start content_end spans "
    "quoted quoted_words stance confidence naming modifier attribute agent patient context tone n_abstained positive "
    "negative n n_label n_voice n_scare_quoted n_attributions left_out weight weighted "
    "share n_against_coded".split()
)
_MEASURES: Final = frozenset(
    (
        *schema.MEASURES,
        *schema.COMPARISONS,
        *schema.DIVERGENCES,
        *schema.CONTRIBUTIONS,
        *schema.SOURCE_MAP,
        *schema.KEYNESS,
        *schema.COLLOCATES,
        *schema.CHANGES,
        *schema.SPECIFICATIONS,
        *schema.UNITS,
        *schema.AGREEMENT,
        *schema.VALIDATION,
        *schema.VALIDATION_TESTS,
        *schema.CORRECTED,
        "valence",
    )
)
#: Tables that hold mentions, articles and attributions, which have columns of text; and tables of measures.
_TABLES: Final = frozenset(
    "articles mentions scored quotations concordance labels categories composition flow sources comparison voices "
    "speakers stance distances contributions source_map keyness collocates changes specifications periods "
    "corrected corrected_comparison".split()
)
#: Tables of coding by hand.
_CODING: Final = frozenset(
    "validation validation_tests validation_errors validation_confusion agreement coder_confusion "
    "disagreements".split()
)
#: Columns that hold other things in a table than elsewhere: a column of the user's own among the articles.
#: Columns of coding by hand that hold a code, a name of a group or of a coder, or a hash.
_OF_CODING: Final = frozenset(
    "unit_id variable group class stratum frame coders differs found coded codes predicted first second".split()
)
_FOREIGN: Final = {
    "articles": _NAMED - {"article_id", "source", "published", "url", "status"},
}
_NUMBER: Final = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan)|True|False|\[[\d\[\], -]*\]", re.IGNORECASE
)


def without_text_of(file: Path, hashed: Callable[[str], str], *, drawn: bool = False) -> tuple[bytes, list[str]]:
    """A table as CSV without text, and the columns that were dropped; nothing for a table that is not known.

    Tables that figures draw have names of their own. A column of numbers that holds anything else is dropped, too,
    and so is a column of a sheet that holds anything but codes.
    """
    own = file.name in of_coders(file.parent) and file.stem not in _TABLES | _CODING
    if not (own or drawn or file.stem in _TABLES | _CODING):
        return b"", []
    codes = codes_of(file.parent) if own and not file.name.endswith(KEY) else frozenset[str]()
    try:
        table = as_written(pd.read_csv(file, dtype=str, keep_default_na=False))
    except ValueError:  # A sheet comes back from people, in any encoding.
        return b"", []
    kept, dropped = {}, []
    for column in map(str, table.columns):
        cells = table[column]
        if column in HASHED:
            kept[f"{column}_hmac"] = cells.map(lambda text: hashed(text) if text else "")
        elif (
            _are_codes(cells, codes)
            if codes and column in schema.VARIABLES
            else _is_kept(file, column, cells, own=own)
        ):
            kept[column] = cells
        else:
            dropped.append(column)
    return (write_csv(pd.DataFrame(kept)) or "").encode() if kept else b"", dropped


def _is_kept(file: Path, column: str, cells: pd.Series[str], *, own: bool) -> bool:
    if column in _NAMED:
        return column not in _FOREIGN.get(file.stem, ())
    if column in _OF_CODING and (own or file.stem in _CODING):
        return True
    known = column in _COUNTED or column in _MEASURES
    return known and all(_NUMBER.fullmatch(cell) for cell in cells.unique() if cell)


def _are_codes(cells: pd.Series[str], codes: frozenset[str]) -> bool:
    """Whether cells hold codes alone, such as ``own`` or ``opposition: rebel; opposition: terrorist``."""
    parts = {part.strip().casefold() for cell in cells.unique() for part in re.split("[:;]", cell)}
    return parts <= {"", *codes}
