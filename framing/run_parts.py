"""The parts of one table of a run: read one after the other, words as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.coded_columns import CodedColumn
from framing.errors import CorpusError, TableError, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

_DAY: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
#: How words may be stored.
_WORDS: Final = ("string", "large_string")

Names = str | list[str] | None


@dataclass(frozen=True)
class Parts:
    """The `n` parts of a table in the folder of a run."""

    folder: Path
    table: str
    n: int

    def files(self) -> list[Path]:
        """Where they lie; raise if one is missing."""
        files = [self.folder / self.table / f"part-{number:05d}.parquet" for number in range(self.n)]
        missing = [file for file in files if not file.is_file()]
        if missing and self.table == "quotations" and len(missing) == self.n:
            raise TableError(
                f"{self.folder}: the run kept no quotations; give 'framing annotate' with --quotations a new folder"
            )
        if missing:
            raise CorpusError(f"{missing[0]}: this part is missing; give the same 'framing annotate' command again")
        return files

    def schema(self) -> pa.Schema:
        """Columns of a table; parts of the articles may lack columns of the input."""
        import pyarrow as pa

        files = self.files()
        opened = self._opened(files if self.table == "articles" else files[:1], [])
        return pa.unify_schemas([file.schema_arrow.remove_metadata() for file in opened])

    def _opened(self, files: list[Path], coded: list[str]) -> Iterator[Any]:
        """Files of a table, opened one after the other, those columns as dictionaries that are `coded`."""
        import pyarrow as pa
        from pyarrow import parquet

        for file in files:
            try:
                with parquet.ParquetFile(file) as opened:
                    present = opened.schema_arrow.names
                with parquet.ParquetFile(file, read_dictionary=[name for name in coded if name in present]) as opened:
                    yield opened
            except (OSError, pa.ArrowException) as error:
                raise CorpusError(
                    f"{file}: this part is broken; give the same 'framing annotate' command again"
                ) from error

    def rows(
        self, columns: list[str], names: Mapping[str, Names], time: tuple[str | None, str | None]
    ) -> pd.DataFrame:
        """Rows of all parts that names and time choose."""
        import pyarrow as pa

        schema = self.schema()
        wanted = {key: [name] if isinstance(name, str) else list(name) for key, name in names.items() if name}
        chosen = _chosen(wanted, *time)
        also = [*wanted, *(["published"] if any(time) else [])]
        for name in (*columns, *also):
            if name not in schema.names:
                raise TableError(f"{self.folder}: {_lacking(self.table, name, schema.names)}")
        kinds = {name: schema.field(name).type for name in dict.fromkeys([*columns, *also])}
        read = {name: CodedColumn(kind) for name, kind in kinds.items() if name in columns}
        seen: dict[str, set[Any]] = {key: set() for key in wanted}
        for file in self._opened(self.files(), [name for name, kind in kinds.items() if str(kind) in _WORDS]):
            part = file.read(columns=list(kinds))
            for key, names_seen in seen.items():
                names_seen.update(part[key].unique().to_pylist())
            if chosen is not None:
                part = part.filter(chosen)
            for name, column in read.items():
                column.add(part[name] if name in part.column_names else None, len(part))
        for key, wanted_names in wanted.items():
            for name in wanted_names:
                if name not in seen[key]:
                    raise UnknownNameError(f"{key} in {self.folder}", name, map(str, seen[key] - {None}))
        rows = pd.DataFrame({name: read[name].finish() for name in columns}, copy=False)
        # Arrow keeps what it has read in reserve, which the measures need more.
        pa.default_memory_pool().release_unused()
        return rows


def _chosen(wanted: dict[str, list[str]], since: str | None, until: str | None) -> Any:  # noqa: ANN401 - Arrow has no types
    """The condition on rows, or None for all of them."""
    import pyarrow.compute as pc

    parts = [pc.field(key).isin(names) for key, names in wanted.items()]
    for day in filter(None, (since, until)):
        if not _DAY.fullmatch(day):
            raise TableError(f"{day!r} is no day, month or year; write it as 2015-03-01, 2015-03 or 2015")
    if since:
        parts.append(pc.field("published") >= since)
    if until:
        # What follows the day, month or year sorts before this character.
        parts.append(pc.field("published") <= f"{until}\uffff")
    if since is None and until:
        parts.append(pc.field("published") != "")
    whole = None
    for part in parts:
        whole = part if whole is None else whole & part
    return whole


def _lacking(table: str, name: str, present: list[str]) -> str:
    """What to say of a column that is not there."""
    if table == "mentions" and name in ("voice", "scare_quoted"):
        return "the run told no voices; give 'framing annotate' without --no-voice a new folder"
    return f"{table} have no column {name!r}{did_you_mean(name, present)}"
