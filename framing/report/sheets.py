"""Tables of the page: which columns, in which words, rounded how, and which sentences stand behind them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from framing.report.escape import markup
from framing.report.known_tables import KNOWN, PARTED

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Rows that a reader without scripts sees, and rows that the page holds of one table.
FIRST_ROWS: Final = 20
MOST_ROWS: Final = 10_000
_CHOSEN: Final = {
    "quotations": "source published voice speaker speaker_type cue cue_class content words article_id".split(),
    "articles": "article_id source published title section status note words".split(),
    "validation_errors": "source differs found coded text weight kind article_id unit_id".split(),
    "disagreements": "source variable codes text note kind article_id unit_id".split(),
}
#: Columns that hold names even where they look like numbers.
_NAMES: Final = frozenset(
    "source against actor label word name voice category flag interval measure scorer speaker speaker_actor "
    "speaker_type cue cue_class content article_id title section note event date period period_start published "
    "specification kind variable group class coders unit_id mention_id stratum differs predicted found coded codes "
    "first second text".split()
)
#: Columns that say the same in many rows: told once above the table where they do.
_TOLD_ONCE: Final = ("variable", "measure", "against", "scorer", "interval")
_ESTIMATES: Final = ("value", "difference", "log_odds", "log_dice")
#: Columns by whose names sentences can be chosen; ``word`` is looked for in them, ``period`` begins their dates.
_KEYS: Final = ("source", "actor", "label", "category", "voice", "period", "against", "word")
_OF_MENTIONS: Final = frozenset(("n_mentions", "n_word", "n_together"))
_PARTS: Final = frozenset(
    "value naive difference log_odds log_dice n_label n_voice n_category n_word n_together".split()
)
_HEADS: Final = {
    "n_label": "with this label",
    "n_voice": "in this voice",
    "p_adjusted": "p, adjusted",
    "interval": "resampled",
    "n_coders": "number of coders",
}


class Sheet(NamedTuple):
    """A table ready for the page.

    A cell is text, a number, or a list of what is shown, the full value and the number to sort by. Cells of the
    columns ``keys`` follow the cells shown: a column's ``link`` names those by which its sentences are chosen.
    """

    title: str
    note: str
    columns: list[dict[str, Any]]
    keys: list[str]
    rows: list[list[Any]]


def sheets_of(stem: str, table: pd.DataFrame) -> Iterator[Sheet]:
    """The sheets of a table: one for each measure of a known one, whose values have one unit, or as it is parted."""
    title, note = KNOWN.get(stem, (f"{stem}.csv", ""))
    if stem in _CHOSEN:
        table = table[[name for name in _CHOSEN[stem] if name in table]]
    by = PARTED.get(stem, "measure")
    if stem not in KNOWN or by not in table or table[by].nunique() < 2:
        yield sheet_of(title, f"{note} {stem}.csv.".strip(), table)
        return
    for name, part in table.groupby(by, sort=False):
        yield sheet_of(f"{title}: {_words(str(name))}", f"{note} {stem}.csv.", part)


def sheet_html(sheet: Sheet, number: int) -> str:
    """The table as a reader without scripts sees it: its first rows."""
    heads = "".join(f'<th scope="col" title="{markup(c["name"])}">{markup(c["head"])}</th>' for c in sheet.columns)
    body = "".join(f"<tr>{_row(sheet, row)}</tr>" for row in sheet.rows[:FIRST_ROWS])
    n = len(sheet.rows)
    count = "1 row" if n == 1 else f"{n:,} rows"
    more = f'<p class="more">The first {FIRST_ROWS} of {n:,} rows.</p>' if n > FIRST_ROWS else ""
    return (
        f'<details class="sheet" id="table-{number}"{"" if n > FIRST_ROWS else " open"}>'
        f'<summary><h3>{markup(sheet.title)}</h3> <span class="count">{count}</span></summary>'
        f'<p class="note">{markup(sheet.note)}</p>'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{markup(sheet.title)}">'
        f'<table data-sheet="{number}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{more}</details>"
    )


def _row(sheet: Sheet, row: list[Any]) -> str:
    """The cells of a row as markup."""
    return "".join(_cell(cell) for cell in row[: len(sheet.columns)])


def _cell(cell: Any) -> str:  # noqa: ANN401 - text, number or list
    if isinstance(cell, list):
        return f'<td class="number" title="{markup(cell[1])}">{markup(cell[0])}</td>'
    return f'<td class="number">{cell}</td>' if isinstance(cell, int | float) else f"<td>{markup(cell)}</td>"


def sheet_of(title: str, note: str, table: pd.DataFrame) -> Sheet:
    """A table of text cells as a sheet."""
    measures = set(table["measure"]) if "measure" in table else set()
    measure = measures.pop() if len(measures) == 1 else ""
    centre = next((name for name in ("difference", "value") if name in table), "") if "naive" in table else ""
    table = _beside(table, centre)
    told = [name for name in _TOLD_ONCE if name in table and len(set(table[name])) == 1]
    note += "".join(f" {_head(name, '', ()).capitalize()}: {_words(table[name].iloc[0])}." for name in told)
    if len(table) > MOST_ROWS:
        note += f" The first {MOST_ROWS:,} of {len(table):,} rows."
        table = table.head(MOST_ROWS)
    kept = [name for name in map(str, table.columns) if name not in told and (table[name] != "").any()]
    numbers = {name: found for name in kept if name not in _NAMES and (found := _numbers(table[name])) is not None}
    # The category of a label is told by the label: it chooses nothing beside it.
    keys = [name for name in _KEYS if name in table and not (name == "category" and "label" in table)]
    keys = keys if _OF_MENTIONS & set(kept) else []
    columns, cells, within = [], [], set[str]()
    for name in kept:
        ends = _ends(name, numbers)
        within.update(ends)
        head = _head(name, measure, ends, centre)
        columns.append({"name": name, "head": head, "link": _link(name, keys, measure)})
        cells.append(_cells(table, name, numbers, ends, _scale(name, measure)))
    shown = [at for at, column in enumerate(columns) if column["name"] not in within]
    rows = zip(*(cells[at] for at in shown), *(table[name] for name in keys), strict=True)
    return Sheet(title, note, [columns[at] for at in shown], keys, [list(row) for row in rows])


def _beside(table: pd.DataFrame, centre: str) -> pd.DataFrame:
    """The table with what was found, uncorrected, after the column `centre`, which was corrected."""
    if not centre:
        return table
    naive = [name for name in table if str(name).startswith("naive")]
    others = [name for name in table if name not in naive]
    at = others.index(centre) + 1
    return table[[*others[:at], *naive, *others[at:]]]


def _numbers(cells: pd.Series[Any]) -> list[float | None] | None:
    """The cells as numbers, None where empty; nothing if one of them is something else."""
    found = pd.to_numeric(cells.where(cells != "", None), errors="coerce")
    finite = [float(value) if math.isfinite(value) else None for value in found.fillna(math.nan)]
    strange = any(value is None and cell != "" for value, cell in zip(finite, cells, strict=True))
    return None if strange else finite


def _ends(name: str, numbers: dict[str, Any]) -> tuple[str, ...]:
    """Columns of the interval of an estimate: ``low`` and ``high`` belong to the first estimate of the table."""
    own = (f"{name}_low", f"{name}_high")
    if name in numbers and all(end in numbers for end in own):
        return own
    first = "difference" if "difference" in numbers else next((each for each in _ESTIMATES if each in numbers), "")
    return ("low", "high") if name == first and {"low", "high"} <= set(numbers) else ()


def _scale(name: str, measure: str) -> int:
    """Shares are shown in per cent."""
    share = measure.endswith("_share") and name in ("value", "naive", "against_value", "difference", "detectable")
    return 100 if share else 1


def _cells(
    table: pd.DataFrame, name: str, numbers: dict[str, list[float | None]], ends: tuple[str, ...], scale: int
) -> list[Any]:
    """Cells of a column: text, or numbers with their interval."""
    if name not in numbers:
        return list(table[name])
    whole = all(value is None or value == int(value) for value in numbers[name])
    # A column with an empty cell reads back from a file with its counts as 2.0.
    count = whole and not ends and name not in ("valence", "value", "naive", "against_value", "difference")
    digits = 0 if count else _digits(numbers[name], scale)
    full = [list(table[each]) for each in (name, *ends)]
    values = [numbers[each] for each in (name, *ends)]
    cells: list[Any] = []
    for texts, found in zip(zip(*full, strict=True), zip(*values, strict=True), strict=True):
        if found[0] is None:
            cells.append("")
            continue
        drawn = [_rounded(value * scale, digits) for value in found if value is not None]
        shown = drawn[0] if len(drawn) < 3 else f"{drawn[0]} [{drawn[1]}, {drawn[2]}]"
        told = texts[0] if len(drawn) < 3 else f"{texts[0]} [{texts[1]}, {texts[2]}]"
        if name.startswith("p") and shown == "0.000":
            shown = "< 0.001"
        cells.append([shown, told, found[0]])
    return cells


def _digits(values: list[float | None], scale: int) -> int:
    """Digits after the point that can be read in a column."""
    largest = max((abs(value) * scale for value in values if value is not None), default=0)
    return 1 if scale > 1 or largest >= 100 else 2 if largest >= 10 else 3


def _rounded(value: float, digits: int) -> str:
    """A number as it is shown; the sign of one that is rounded to nothing stays, as it tells the side of zero."""
    return f"{value + 0.0:,.{digits}f}".replace("-", "\u2212")


def _head(name: str, measure: str, ends: tuple[str, ...], centre: str = "") -> str:
    """Heading of a column; `centre` is the one that was corrected."""
    said = _HEADS.get(name, _words(measure) if name == "value" and measure else _words(name).removeprefix("n "))
    points = (centre if name == "naive" else name) in ("difference", "detectable")
    unit = (", points" if points else ", %") if _scale(name, measure) > 1 else ""
    return f"{'corrected ' if name == centre else ''}{said}{unit}{' [interval]' if ends else ''}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _link(name: str, keys: list[str], measure: str) -> list[str]:
    """Keys by which the sentences behind a number are chosen."""
    if not {"source", "label"} & set(keys):
        return []
    part = [key for key in keys if key != "against"]
    if name in _PARTS:
        return part
    # A share of labels is out of all labels: its denominator is not chosen by label.
    whole = [key for key in part if f"{key}_share" != measure and key != "word"]
    if name == "n_mentions":
        return whole
    if "against" in keys and name in ("against_value", "n_against_mentions"):
        chosen = part if name == "against_value" else whole
        return ["against", *(key for key in chosen if key != "source")]
    return []
