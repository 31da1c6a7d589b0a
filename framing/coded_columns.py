"""A column that comes in parts, its words kept once and numbered: millions of cells in a byte or two each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa


class CodedColumn:
    """Cells of all parts of a column; words become codes, other cells stay what they are.

    Parameters
    ----------
    kind : pyarrow.DataType
        What the cells are.

    Examples
    --------
    >>> import pyarrow as pa
    >>> column = CodedColumn(pa.string())
    >>> column.add(pa.chunked_array([["rebel", None]]), 2)
    >>> column.add(pa.chunked_array([["army", "rebel"]]), 2)
    >>> column.finish().tolist()
    ['rebel', nan, 'army', 'rebel']
    """

    def __init__(self, kind: pa.DataType) -> None:
        import pyarrow as pa

        self._kind = kind
        self._worded = pa.types.is_string(kind) or pa.types.is_large_string(kind)
        self._codes: dict[str, int] = {}
        self._parts: list[Any] = []

    def add(self, cells: pa.ChunkedArray | None, n: int) -> None:
        """Add the cells of a part, `n` of them; a part without the column has empty ones."""
        import pyarrow as pa

        if cells is None:
            cells = pa.chunked_array([pa.nulls(n, self._kind)])
        if not self._worded:
            self._parts.append(cells)
            return
        for chunk in cells.chunks:
            coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
            codes = [self._codes.setdefault(word, len(self._codes)) for word in coded.dictionary.to_pylist()]
            # Null has the code -1, and so the last place.
            places = np.array([*codes, -1], dtype=np.min_scalar_type(-len(self._codes) - 1))
            self._parts.append(places[coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)])

    def finish(self) -> pd.Series[Any]:
        """The whole column; words as a categorical, sorted."""
        import pyarrow as pa

        if not self._worded:
            chunks = [chunk for part in self._parts for chunk in part.chunks]
            return pd.Series(pa.chunked_array(chunks, type=self._kind).to_pandas())
        codes = np.concatenate(self._parts) if self._parts else np.array([], np.int8)
        self._parts.clear()
        words = pd.Index(list(self._codes), dtype="str")
        self._codes.clear()
        order = words.argsort()
        ranks = np.full(len(words) + 1, -1, dtype=np.min_scalar_type(-len(words) - 1))
        ranks[order] = np.arange(len(words))
        return pd.Series(pd.Categorical.from_codes(ranks[codes], categories=words[order]))
