"""What each source is set against: all others, every other one, or one by name."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from framing.errors import TableError, UnknownNameError
from framing.measures.sides import Scale, Side, side_of
from framing.schema import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from framing.measures.intervals import Settings

#: The baseline that pools all other sources, and the choice of every pair.
REST: Final = "rest"
PAIRS: Final = "pairs"


def pairs(rows: pd.DataFrame, against: str, scale: Scale, settings: Settings) -> Iterator[tuple[Side, Side]]:
    """Each source with its baselines, where both name the actor."""
    actor, sources = rows["actor"].iloc[0], rows["source"]
    # The key of a side is its source, so a swap of source and baseline draws the same.
    sides = {
        name: side_of(rows[sources == name], name, scale, settings, "is", name, actor)
        for name in sorted(sources.unique())
    }
    if against == PAIRS:
        yield from combinations(sides.values(), 2)
        return
    for name, side in sides.items():
        if against == REST and len(sides) > 1:
            yield side, side_of(rows[sources != name], REST, scale, settings, "not", name, actor)
        elif name != against and against in sides:
            yield side, sides[against]


def check_sources(mentions: pd.DataFrame, against: str) -> None:
    """Raise if there is nothing to compare with, or the baseline is unknown."""
    check(mentions, ["source"], "mentions")
    if mentions["source"].isna().any():
        raise TableError("mentions: column 'source' has empty cells; name the source of every article")
    sources = sorted(mentions["source"].unique())
    if against not in (REST, PAIRS) and against not in sources:
        raise UnknownNameError("source", against, [*map(str, sources), REST, PAIRS])
    if len(sources) < 2:
        have = f"one source, {sources[0]!r}" if sources else "no source"
        raise TableError(f"mentions: there is {have}; a comparison needs at least two")
